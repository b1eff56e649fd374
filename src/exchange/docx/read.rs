//! A Word document as a person sees it.

use super::super::document::Document;
use super::body::{Body, Notes};
use super::notes;
use super::numbering::Numbering;
use super::package::Package;
use super::part::NotDocx;
use super::styles::Styles;

/// Reads a Word document, each note behind the paragraph that refers to it.
pub fn read(bytes: &[u8]) -> Result<Document, NotDocx> {
    let mut package = Package::open(bytes)?;
    let of_kind = |related: &[(String, String)], kind: &str| {
        let found = related.iter().find(|(of, _)| of == kind);
        found.map(|(_, name)| name.clone())
    };
    let main = of_kind(&package.related("")?, "officeDocument");
    let main = main.unwrap_or_else(|| "word/document.xml".into());
    let xml = package.part(&main)?.ok_or(NotDocx::NoDocument)?;
    if !xml.contains("wordprocessingml") {
        return Err(NotDocx::NoDocument);
    }
    let related = package.related(&main)?;
    let mut part = |kind: &str| match of_kind(&related, kind) {
        Some(name) => package.part(&name),
        None => Ok(None),
    };
    let styles = part("styles")?;
    let styles = styles.map_or(Ok(Styles::default()), |xml| Styles::read(&xml))?;
    let numbering = part("numbering")?;
    let mut numbering = numbering.map_or(Ok(Numbering::default()), |xml| Numbering::read(&xml))?;
    let mut notes = Notes::new();
    for (kind, end) in [("footnotes", false), ("endnotes", true)] {
        if let Some(xml) = part(kind)? {
            notes::read(&xml, end, &mut notes)?;
        }
    }
    let blocks = Body::new(&styles, &mut numbering, notes).read(&xml)?;
    Ok(Document { blocks })
}
