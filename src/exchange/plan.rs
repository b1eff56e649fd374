//! Plan documents to the text that Section F is read from.

use super::docx;
use super::encoding;
use super::fault::{Cause, Fault};
use super::layout;
use super::pdf;

/// The endings of plan documents that are read.
pub const ENDINGS: [&str; 4] = ["docx", "pdf", "txt", "md"];

/// Gives the text of a plan document, by the ending of its name.
pub fn text_of(file: &str, bytes: &[u8]) -> Result<String, Fault> {
    text(file, bytes).map_err(|cause| cause.of(file))
}

fn text(file: &str, bytes: &[u8]) -> Result<String, Cause> {
    let ending = ending(file);
    match ending.as_str() {
        "docx" => {
            let text = docx::read(bytes)?.text();
            if text.trim().is_empty() {
                return Err(Cause::Unread(
                    "holds no words, perhaps only pictures of them; save it again from the program that made it".into(),
                ));
            }
            Ok(text)
        }
        "md" => lines(bytes),
        "txt" => Ok(layout::untangle(&lines(bytes)?).into_owned()),
        "pdf" => Ok(pdf::read(bytes)?),
        other => Err(Cause::Unread(unread(other))),
    }
}

/// A text with its lines ended in one way.
fn lines(bytes: &[u8]) -> Result<String, Cause> {
    let none = "which no plan is; take Section F out of it, and import that";
    let text = encoding::short(bytes, none)?;
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// Says why a kind of file is not read, and what to do.
fn unread(ending: &str) -> String {
    let kind = match ending {
        "doc" => "an old Word document",
        "odt" | "fodt" | "ott" => "an OpenDocument text",
        "rtf" => "a rich text file",
        "htm" | "html" | "mht" | "mhtml" => "a web page",
        "pages" => "a Pages document",
        "xlsx" | "xlsm" | "xls" | "csv" => {
            return "is a table, no plan; import it by itself, not among the documents".into();
        }
        "jpg" | "jpeg" | "png" | "tif" | "tiff" | "heic" | "bmp" | "gif" => {
            return "is a picture, which has no text to read; ask for the plan as .docx or PDF"
                .into();
        }
        _ => return "is no kind of plan that is read; a plan is a .docx, .pdf, .txt or .md".into(),
    };
    format!("is {kind}, which is not read; open it, save it as .docx and import that")
}

/// The ending of a file's name, in small letters; empty where it has none.
pub fn ending(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::document::{Block, Document};

    #[test]
    fn plans_are_read_by_the_ending_of_their_names() {
        let mut bytes = Vec::new();
        let block = Block::Paragraph("A TA, daily.".into());
        docx::write(
            &Document {
                blocks: vec![block],
            },
            &mut bytes,
        )
        .unwrap();
        assert_eq!(text_of("K-1.DOCX", &bytes).unwrap(), "A TA, daily.\n");
        assert_eq!(
            text_of("plans/K-1.txt", b"A TA.\r\nDaily.\r").unwrap(),
            "A TA.\nDaily.\n"
        );
        assert_eq!(
            text_of("K-1.md", "\u{FEFF}- A TA".as_bytes()).unwrap(),
            "- A TA"
        );
    }

    #[track_caller]
    fn refused(file: &str, bytes: &[u8], expected: &str) {
        assert_eq!(text_of(file, bytes).unwrap_err().to_string(), expected);
    }

    #[test]
    fn what_is_no_plan_is_refused() {
        refused(
            "K-1.pdf",
            b"x",
            "\"K-1.pdf\" is not a PDF, whatever its name says; open it in the program that made it and save it as .docx",
        );
        refused(
            "K-1.odt",
            b"x",
            "\"K-1.odt\" is an OpenDocument text, which is not read; open it, save it as .docx and import that",
        );
        refused(
            "K-1.jpeg",
            b"x",
            "\"K-1.jpeg\" is a picture, which has no text to read; ask for the plan as .docx or PDF",
        );
        refused(
            "a.b/K-1",
            b"x",
            "\"a.b/K-1\" is no kind of plan that is read; a plan is a .docx, .pdf, .txt or .md",
        );
        refused(
            "K-1.docx",
            b"x",
            "\"K-1.docx\" is not a Word document, whatever its name says; open it in Word and save it as .docx",
        );
        refused("K-1.txt", b"", "\"K-1.txt\" is empty; nothing was read");
        let mut bytes = Vec::new();
        docx::write(&Document::default(), &mut bytes).unwrap();
        refused(
            "K-1.docx",
            &bytes,
            "\"K-1.docx\" holds no words, perhaps only pictures of them; save it again from the program that made it",
        );
    }
}
