//! Digests: SHA-256 over parts that cannot run into one another.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256, Sha512};

/// The hash that digests are made with, for what is built on top of it.
pub type Hash = Sha256;

/// The longer one, for what needs more than thirty-two bytes.
pub type LongHash = Sha512;

/// A SHA-256 digest; shown as 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest([u8; 32]);

impl Digest {
    /// Gives the digest of plain bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Gives the digest of a text file, whether its line ends are CRLF or LF.
    pub fn of_text(bytes: &[u8]) -> Self {
        let mut plain = Vec::with_capacity(bytes.len());
        let mut rest = bytes.iter().copied().peekable();
        while let Some(byte) = rest.next() {
            if byte != b'\r' || rest.peek() != Some(&b'\n') {
                plain.push(byte);
            }
        }
        Self::of(&plain)
    }

    /// The thirty-two bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The first eight hexadecimal digits, enough to tell two versions apart on a screen.
    pub fn short(&self) -> String {
        self.to_string().chars().take(8).collect()
    }
}

/// A digest of bytes that come piece by piece.
#[derive(Clone, Default)]
pub struct Running(Sha256);

impl Running {
    /// Takes the next bytes.
    pub fn take(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Gives the digest of all that came.
    pub fn digest(&self) -> Digest {
        Digest(self.0.clone().finalize().into())
    }
}

impl From<[u8; 32]> for Digest {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
        let hex: String = (self.0.iter())
            .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
            .collect();
        f.pad(&hex)
    }
}

/// What was wrong with a text that should have been a digest.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a digest of 64 hexadecimal digits")]
pub struct DigestFault(pub String);

impl FromStr for Digest {
    type Err = DigestFault;

    fn from_str(text: &str) -> Result<Self, DigestFault> {
        let fault = || DigestFault(text.to_owned());
        if text.len() != 64 || !text.is_ascii() {
            return Err(fault());
        }
        let mut bytes = [0; 32];
        for (index, byte) in bytes.iter_mut().enumerate() {
            let pair = text.get(index * 2..index * 2 + 2).ok_or_else(fault)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| fault())?;
        }
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Digest {
    type Error = DigestFault;
    fn try_from(text: String) -> Result<Self, DigestFault> {
        text.parse()
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

/// A digest in the making, over named parts each written with its length.
#[derive(Clone, Debug)]
pub struct Digester(Sha256);

impl Digester {
    /// Starts a digest of one kind of thing, so that equal parts of two kinds still differ.
    pub fn new(kind: &str) -> Self {
        Self(Sha256::new()).part(kind.as_bytes())
    }

    /// Adds a part; its length goes first, so that `ab`, `c` and `a`, `bc` differ.
    #[must_use]
    pub fn part(mut self, bytes: &[u8]) -> Self {
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
        self
    }

    /// Adds a part that may be missing; missing and empty differ.
    #[must_use]
    pub fn maybe(self, bytes: Option<&[u8]>) -> Self {
        match bytes {
            Some(bytes) => self.part(b"some").part(bytes),
            None => self.part(b"none"),
        }
    }

    /// Gives the digest of all the parts.
    pub fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_reads_back() {
        let digest = Digest::of(b"abc");
        let shown = digest.to_string();
        assert!(shown.starts_with("ba7816bf") && shown.ends_with("f20015ad"));
        assert_eq!(shown.parse(), Ok(digest));
        assert!("ba7816".parse::<Digest>().is_err());
    }

    #[test]
    fn a_text_has_one_digest_whatever_its_line_ends() {
        assert_eq!(Digest::of_text(b"a\r\nb\r\n"), Digest::of(b"a\nb\n"));
        assert_ne!(Digest::of_text(b"a\rb"), Digest::of_text(b"ab"));
    }

    #[test]
    fn parts_do_not_run_together() {
        let one = Digester::new("t").part(b"ab").part(b"c").finish();
        let two = Digester::new("t").part(b"a").part(b"bc").finish();
        let none = Digester::new("t").maybe(None).finish();
        let empty = Digester::new("t").maybe(Some(b"")).finish();
        assert_ne!(one, two);
        assert_ne!(none, empty);
    }
}
