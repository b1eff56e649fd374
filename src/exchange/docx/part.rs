//! One XML part of a Word document, walked without trust: bounded depth, no DTD, no entities.

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

/// How deep elements may stand in one another: tables within tables within tables need 60.
const DEEPEST: usize = 256;

/// Why bytes are not a Word document that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotDocx {
    /// It is no packed file at all.
    #[error("is not a Word document, whatever its name says; open it in Word and save it as .docx")]
    NotPacked,
    /// It is protected, or of the old kind.
    #[error(
        "is protected with a password or an old .doc; open it in Word and save it as .docx without a password"
    )]
    Protected,
    /// It cannot be unpacked.
    #[error("is damaged or was cut short, so it cannot be unpacked; fetch it again")]
    Damaged,
    /// It is packed, but nothing in it is a Word document.
    #[error("holds no Word document; open it in the program that made it and save it as .docx")]
    NoDocument,
    /// It holds a file of another kind that Word has not taken over yet.
    #[error(
        "holds another file that was put into it and that only Word can read (an altChunk), so a part of the plan would be missing; open it in Word and save it again"
    )]
    Embedded,
    /// It unpacks to more than any plan.
    #[error(
        "unpacks to far more than a plan has, so it was refused; open it in Word and save it again"
    )]
    TooLarge,
    /// It declares a document type.
    #[error("declares a document type (DTD), which Word never does, so it was refused")]
    Doctype,
    /// Its elements stand too deep in one another.
    #[error(
        "has more than {DEEPEST} elements in one another, so it was refused; open it in Word and save it again"
    )]
    TooDeep,
    /// Its XML is broken.
    #[error(
        "is damaged: its text breaks off or is garbled at byte {0}; open it in Word and save it again"
    )]
    Garbled(u64),
}

/// An element as it opens. Names are local: `w:p` is `p`.
pub(super) struct Element<'a> {
    /// Its name.
    pub(super) name: &'a str,
    /// The name of what it stands in; empty for the outermost.
    pub(super) parent: &'a str,
    start: &'a BytesStart<'a>,
}

impl Element<'_> {
    /// The value of an attribute, by its local name.
    pub(super) fn value(&self, local: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        // The check for repeated names takes quadratic time on a hostile element.
        let named = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().as_ref() == local)?;
        let value = named.normalized_value(XmlVersion::Implicit1_0).ok()?;
        Some(value.into_owned())
    }

    /// The whole number in the attribute `val`.
    pub(super) fn number(&self) -> Option<u32> {
        self.value("val")?.parse().ok()
    }

    /// Whether a property is on: it is there, and does not say otherwise.
    pub(super) fn is_on(&self) -> bool {
        !matches!(
            self.value("val").as_deref(),
            Some("0" | "false" | "off" | "none")
        )
    }
}

/// What the walk meets.
pub(super) enum Node<'a> {
    /// An element opens.
    Open(Element<'a>),
    /// Text, and the name of the element it stands in.
    Text(&'a str, &'a str),
    /// An element of this name closes.
    Close(&'a str),
}

/// Walks a part in order. What stands in an element named in `past` is passed by.
pub(super) fn walk(xml: &str, past: &[&str], meet: impl FnMut(Node<'_>)) -> Result<(), NotDocx> {
    let mut reader = Reader::from_str(xml);
    let mut walk = Walk {
        past,
        open: Vec::new(),
        passing: None,
        meet,
    };
    loop {
        let garbled = NotDocx::Garbled(reader.buffer_position());
        match reader.read_event().map_err(|_| garbled.clone())? {
            Event::Start(start) => walk.begin(&start)?,
            Event::Empty(start) => {
                walk.begin(&start)?;
                walk.end();
            }
            Event::End(_) => walk.end(),
            Event::Text(text) => walk.text(&text.xml10_content()),
            Event::CData(text) => walk.text(&text.xml10_content()),
            Event::GeneralRef(reference) => walk.text(&referred(&reference).ok_or(garbled)?),
            Event::DocType(_) => return Err(NotDocx::Doctype),
            Event::Eof if walk.open.is_empty() => return Ok(()),
            Event::Eof => return Err(garbled),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// Where a walk stands.
struct Walk<'a, F> {
    past: &'a [&'a str],
    /// The names of the open elements, outermost first.
    open: Vec<String>,
    /// How deep the element stands that is passed by.
    passing: Option<usize>,
    meet: F,
}

impl<F: FnMut(Node<'_>)> Walk<'_, F> {
    fn begin(&mut self, start: &BytesStart<'_>) -> Result<(), NotDocx> {
        let name = start.local_name().as_ref().to_owned();
        if self.passing.is_none() {
            let parent = self.open.last().map_or("", String::as_str);
            let name = name.as_str();
            (self.meet)(Node::Open(Element {
                name,
                parent,
                start,
            }));
            if self.past.contains(&name) {
                self.passing = Some(self.open.len());
            }
        }
        self.open.push(name);
        if self.open.len() > DEEPEST {
            return Err(NotDocx::TooDeep);
        }
        Ok(())
    }

    fn end(&mut self) {
        let closed = self.open.pop().unwrap_or_default();
        if self.passing == Some(self.open.len()) {
            self.passing = None;
        }
        if self.passing.is_none() {
            (self.meet)(Node::Close(&closed));
        }
    }

    fn text(&mut self, text: &str) {
        if self.passing.is_none() {
            let parent = self.open.last().map_or("", String::as_str);
            (self.meet)(Node::Text(text, parent));
        }
    }
}

/// What a reference stands for: a character by number, or one of the five that XML names.
fn referred(reference: &BytesRef<'_>) -> Option<String> {
    if let Some(letter) = reference.resolve_char_ref().ok()? {
        return Some(letter.to_string());
    }
    resolve_predefined_entity(reference).map(str::to_owned)
}
