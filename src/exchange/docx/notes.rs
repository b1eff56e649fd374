//! The notes of a Word document, by number.

use super::body::Notes;
use super::paragraph::Paragraph;
use super::part::{Node, NotDocx, walk};

/// Reads a part of notes: the words of each, paragraph by paragraph.
pub(super) fn read(xml: &str, end: bool, notes: &mut Notes) -> Result<(), NotDocx> {
    let mut note: Option<(String, Vec<String>)> = None;
    let mut paragraph = Paragraph::default();
    let past = [
        "del",
        "moveFrom",
        "Fallback",
        "instrText",
        "rPrChange",
        "pPrChange",
    ];
    walk(xml, &past, |node| match node {
        Node::Open(element) => match element.name {
            "footnote" | "endnote" => {
                // The lines that part notes from the text have a kind, and no words.
                let kind = element.value("type");
                note = element
                    .value("id")
                    .filter(|_| kind.is_none())
                    .map(|id| (id, Vec::new()));
            }
            "p" => paragraph = Paragraph::default(),
            _ => paragraph.property(&element),
        },
        Node::Text(text, "t") => paragraph.push(text),
        Node::Close("r") => paragraph.end_run(),
        Node::Close("p") => {
            let line = paragraph.text.trim();
            if let Some((_, lines)) = note.as_mut()
                && !line.is_empty()
            {
                lines.push(line.to_owned());
            }
        }
        Node::Close("footnote" | "endnote") => {
            notes.extend(note.take().map(|(id, lines)| ((end, id), lines)));
        }
        Node::Text(..) | Node::Close(_) => {}
    })
}
