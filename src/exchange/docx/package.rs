//! The packed file around a Word document: its parts by name, unpacked within bounds.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::super::encoding;
use super::part::{Node, NotDocx, walk};

/// The most bytes that the parts of a plan may unpack to together.
const MOST: u64 = 64 << 20;

/// How many times larger than packed a part may be, once it is larger than [`SMALL`].
const STEEPEST: u64 = 500;

/// A part up to this size may be packed as tightly as it likes.
const SMALL: u64 = 1 << 20;

/// How an old or protected Office file begins.
const OLD_OFFICE: &[u8] = b"\xD0\xCF\x11\xE0";

/// A packed file being read.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens a packed file.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, NotDocx> {
        if bytes.starts_with(OLD_OFFICE) {
            return Err(NotDocx::Protected);
        }
        if !bytes.starts_with(b"PK") {
            return Err(NotDocx::NotPacked);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| NotDocx::Damaged)?;
        Ok(Self {
            archive,
            left: MOST,
        })
    }

    /// The text of a part; nothing where there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, NotDocx> {
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(NotDocx::Protected);
            }
            Err(_) => return Err(NotDocx::Damaged),
        };
        let steep = SMALL.max(file.compressed_size().saturating_mul(STEEPEST));
        let most = self.left.min(steep);
        if file.size() > most {
            return Err(NotDocx::TooLarge);
        }
        let mut bytes = Vec::new();
        // What the file says of its size is a claim; what comes out is what counts.
        let read = file.take(most + 1).read_to_end(&mut bytes);
        let length = read.map_err(|_| NotDocx::Damaged)? as u64;
        if length > most {
            return Err(NotDocx::TooLarge);
        }
        self.left -= length;
        let text = encoding::text(&bytes).map_err(|_| NotDocx::Garbled(0))?;
        Ok(Some(text.into_owned()))
    }

    /// The parts that a part refers to: the last word of the kind, and the name.
    /// The package itself is the part with the empty name.
    pub(super) fn related(&mut self, name: &str) -> Result<Vec<(String, String)>, NotDocx> {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let slash = if folder.is_empty() { "" } else { "/" };
        let path = format!("{folder}{slash}_rels/{file}.rels");
        let Some(xml) = self.part(&path)? else {
            return Ok(Vec::new());
        };
        let mut related = Vec::new();
        walk(&xml, &[], |node| {
            if let Node::Open(element) = node
                && element.name == "Relationship"
                && let (Some(kind), Some(target)) = (element.value("Type"), element.value("Target"))
            {
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                let target = match target.strip_prefix('/') {
                    Some(whole) => whole.to_owned(),
                    None => format!("{folder}{slash}{target}"),
                };
                related.push((kind, target));
            }
        })?;
        Ok(related)
    }
}
