//! The envelope: the age format (<https://age-encryption.org/v1>) for X25519 keys, so that the `age` tool reads it too.
//!
//! A random file key is wrapped for each recipient in a stanza of the header, whose MAC is made with that key; what
//! follows is sealed in pieces of 64 KiB, each with its number, the last one marked.

use std::fmt;
use std::io::{self, Read, Write};
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use bech32::{Bech32, Hrp};
use chacha20poly1305::aead::{Aead as _, KeyInit as _};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use curve25519_dalek::MontgomeryPoint;
use hkdf::Hkdf;
use hmac::{Hmac, Mac as _};

use crate::domain::digest::Hash;

/// The first line.
const VERSION: &str = "age-encryption.org/v1\n";

/// What a stanza for an X25519 key begins with.
const STANZA: &str = "-> X25519 ";

/// What the MAC's line begins with.
const FOOT: &str = "---";

/// What the key of a recipient is called in the key's text.
const RECIPIENT: &str = "age";

/// The longest header: some thousands of recipients.
const LONGEST_HEADER: usize = 1 << 18;

/// How much is sealed at once, and what sealing adds.
const PIECE: usize = 1 << 16;
const TAG: usize = 16;

/// Why an envelope cannot be opened.
#[derive(Debug)]
pub enum AgeFault {
    /// It is no such envelope.
    NotAge,
    /// It is for other keys.
    NotForUs,
    /// It was changed or cut.
    Changed,
    /// The disk gave an error.
    Io(io::Error),
}

impl From<io::Error> for AgeFault {
    fn from(error: io::Error) -> Self {
        let cut = [
            io::ErrorKind::UnexpectedEof,
            io::ErrorKind::InvalidData,
            io::ErrorKind::InvalidInput,
        ];
        if cut.contains(&error.kind()) {
            Self::Changed
        } else {
            Self::Io(error)
        }
    }
}

/// The key that somebody's envelopes are sealed to; written as `age1…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipient([u8; 32]);

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = bech32::encode::<Bech32>(Hrp::parse_unchecked(RECIPIENT), &self.0);
        f.pad(&text.map_err(|_| fmt::Error)?)
    }
}

impl FromStr for Recipient {
    type Err = NotRecipient;

    fn from_str(text: &str) -> Result<Self, NotRecipient> {
        let (name, bytes) = bech32::decode(text).map_err(|_| NotRecipient)?;
        let key = <[u8; 32]>::try_from(bytes).map_err(|_| NotRecipient)?;
        // Of two check sums that the decoder knows only one belongs here.
        let read = Self(key);
        (name.as_str() == RECIPIENT && read.to_string() == text)
            .then_some(read)
            .ok_or(NotRecipient)
    }
}

/// A text that is no key to seal to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotRecipient;

/// The secret half of a key.
#[derive(Clone)]
pub struct Identity([u8; 32]);

impl Identity {
    /// Takes thirty-two secret bytes for the key.
    pub fn from_bytes(secret: [u8; 32]) -> Self {
        Self(secret)
    }

    /// The half that everyone may know.
    pub fn recipient(&self) -> Recipient {
        Recipient(MontgomeryPoint::mul_base_clamped(self.0).to_bytes())
    }

    /// Opens a stanza: the share it brings, and the file key wrapped in it.
    fn unwrap(&self, share: [u8; 32], wrapped: &[u8]) -> Option<Vec<u8>> {
        let shared = MontgomeryPoint(share).mul_clamped(self.0).to_bytes();
        let key = wrapping(&shared, &share, &self.recipient().0)?;
        let opened = cipher(&key).decrypt(&Nonce::default(), wrapped).ok()?;
        (opened.len() == 16).then_some(opened)
    }
}

/// The key that a file key is wrapped with; nothing where the shared secret is none.
fn wrapping(shared: &[u8; 32], share: &[u8; 32], recipient: &[u8; 32]) -> Option<[u8; 32]> {
    if *shared == [0; 32] {
        return None;
    }
    let salt = [share.as_slice(), recipient.as_slice()].concat();
    Some(derived(shared, &salt, "age-encryption.org/v1/X25519"))
}

fn derived(secret: &[u8], salt: &[u8], what: &str) -> [u8; 32] {
    let mut key = [0; 32];
    // Thirty-two bytes are never too many to ask of it.
    let _ = Hkdf::<Hash>::new(Some(salt), secret).expand(what.as_bytes(), &mut key);
    key
}

fn cipher(key: &[u8; 32]) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(key.into())
}

fn mac(file_key: &[u8], header: &[u8]) -> Option<Hmac<Hash>> {
    let key = derived(file_key, &[], "header");
    let mut mac = <Hmac<Hash> as hmac::Mac>::new_from_slice(&key).ok()?;
    mac.update(header);
    Some(mac)
}

/// The number of a piece as the cipher wants it: eleven bytes of number, one that marks the last.
fn nonce(number: u64, last: bool) -> Nonce {
    let mut nonce = [0; 12];
    for (byte, counted) in nonce.iter_mut().skip(3).zip(number.to_be_bytes()) {
        *byte = counted;
    }
    nonce[11] = u8::from(last);
    nonce.into()
}

/// An envelope that is being filled.
pub struct Sealing<W: Write> {
    out: W,
    cipher: ChaCha20Poly1305,
    number: u64,
    piece: Vec<u8>,
}

impl<W: Write> Sealing<W> {
    /// Begins an envelope for some keys; `fresh` gives new random bytes each time.
    pub fn begin(
        mut out: W,
        to: &[Recipient],
        fresh: &mut dyn FnMut() -> [u8; 32],
    ) -> io::Result<Self> {
        let unsealed = || io::Error::other("a key that nothing can be sealed to");
        let file_key: Vec<u8> = fresh().into_iter().take(16).collect();
        let mut header = String::from(VERSION);
        for recipient in to {
            let secret = fresh();
            let share = MontgomeryPoint::mul_base_clamped(secret).to_bytes();
            let shared = MontgomeryPoint(recipient.0).mul_clamped(secret).to_bytes();
            let key = wrapping(&shared, &share, &recipient.0).ok_or_else(unsealed)?;
            let wrapped = cipher(&key).encrypt(&Nonce::default(), file_key.as_slice());
            let wrapped = wrapped.map_err(|_| unsealed())?;
            let (share, wrapped) = (
                STANDARD_NO_PAD.encode(share),
                STANDARD_NO_PAD.encode(wrapped),
            );
            let stanza = [STANZA, &share, "\n", &wrapped, "\n"];
            header.push_str(&stanza.concat());
        }
        header.push_str(FOOT);
        let mac = mac(&file_key, header.as_bytes()).ok_or_else(unsealed)?;
        let mac = STANDARD_NO_PAD.encode(mac.finalize().into_bytes());
        out.write_all(format!("{header} {mac}\n").as_bytes())?;
        let salt: Vec<u8> = fresh().into_iter().take(16).collect();
        out.write_all(&salt)?;
        Ok(Self {
            out,
            cipher: cipher(&derived(&file_key, &salt, "payload")),
            number: 0,
            piece: Vec::with_capacity(PIECE),
        })
    }

    fn write_piece(&mut self, last: bool) -> io::Result<()> {
        let sealed = self
            .cipher
            .encrypt(&nonce(self.number, last), self.piece.as_slice());
        let sealed = sealed.map_err(|_| io::Error::other("a piece that cannot be sealed"))?;
        self.number += 1;
        self.piece.clear();
        self.out.write_all(&sealed)
    }

    /// Closes it; without this, whoever opens it sees that it was cut.
    pub fn finish(mut self) -> io::Result<W> {
        self.write_piece(true)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

impl<W: Write> Write for Sealing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full piece goes only when more comes: the last one is marked.
        if self.piece.len() == PIECE {
            self.write_piece(false)?;
        }
        let room = PIECE - self.piece.len();
        let taken = bytes.get(..room).unwrap_or(bytes);
        self.piece.extend_from_slice(taken);
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An envelope that was opened and is being read; a piece that was changed, moved or cut gives an error.
pub struct Opening<R: Read> {
    input: R,
    cipher: ChaCha20Poly1305,
    number: u64,
    /// The sealed piece that comes next; empty at the end.
    next: Vec<u8>,
    opened: Vec<u8>,
    read: usize,
}

impl<R: Read> Opening<R> {
    /// Opens an envelope with a key.
    pub fn open(mut input: R, identity: &Identity) -> Result<Self, AgeFault> {
        let file_key = file_key(&mut input, identity)?;
        let mut salt = [0; 16];
        input.read_exact(&mut salt)?;
        let mut opening = Self {
            input,
            cipher: cipher(&derived(&file_key, &salt, "payload")),
            number: 0,
            next: Vec::new(),
            opened: Vec::new(),
            read: 0,
        };
        opening.next = opening.sealed()?;
        if opening.next.is_empty() {
            return Err(AgeFault::Changed);
        }
        Ok(opening)
    }

    fn sealed(&mut self) -> io::Result<Vec<u8>> {
        let mut piece = Vec::with_capacity(PIECE + TAG);
        let most = (PIECE + TAG) as u64;
        (&mut self.input).take(most).read_to_end(&mut piece)?;
        Ok(piece)
    }

    /// Opens the next piece; false at the end.
    fn advance(&mut self) -> io::Result<bool> {
        let sealed = std::mem::take(&mut self.next);
        if sealed.is_empty() {
            return Ok(false);
        }
        self.next = self.sealed()?;
        let last = self.next.is_empty();
        let opened = self
            .cipher
            .decrypt(&nonce(self.number, last), sealed.as_slice());
        let opened = opened.map_err(|_| changed())?;
        if opened.is_empty() && self.number > 0 {
            return Err(changed());
        }
        self.number += 1;
        (self.opened, self.read) = (opened, 0);
        Ok(true)
    }
}

fn changed() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a piece was changed or cut")
}

impl<R: Read> Read for Opening<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.read == self.opened.len() {
            if !self.advance()? {
                return Ok(0);
            }
        }
        let mut rest = self.opened.get(self.read..).unwrap_or_default();
        let read = rest.read(into)?;
        self.read += read;
        Ok(read)
    }
}

/// Reads the header: the file key, where a stanza is for us.
fn file_key(input: &mut impl Read, identity: &Identity) -> Result<Vec<u8>, AgeFault> {
    let mut header = String::new();
    let mut first = line(input, LONGEST_HEADER)?;
    if first != VERSION {
        return Err(AgeFault::NotAge);
    }
    let mut stanza: Option<[u8; 32]> = None;
    let mut key = None;
    loop {
        header.push_str(&first);
        let room = LONGEST_HEADER.saturating_sub(header.len());
        first = line(input, room)?;
        if let Some(written) = first.strip_prefix(FOOT) {
            header.push_str(FOOT);
            let key: Vec<u8> = key.ok_or(AgeFault::NotForUs)?;
            let written = written
                .strip_prefix(' ')
                .and_then(|text| text.strip_suffix('\n'));
            let written = written.and_then(decoded).ok_or(AgeFault::Changed)?;
            let mac = mac(&key, header.as_bytes()).ok_or(AgeFault::Changed)?;
            mac.verify_slice(&written).map_err(|_| AgeFault::Changed)?;
            return Ok(key);
        }
        if let Some(share) = stanza.take() {
            let wrapped = first.strip_suffix('\n').and_then(decoded);
            let opened = wrapped.and_then(|wrapped| identity.unwrap(share, &wrapped));
            key = key.or(opened);
        } else if let Some(share) = first.strip_prefix(STANZA) {
            let share = share.strip_suffix('\n').and_then(decoded);
            let share = share.and_then(|share| <[u8; 32]>::try_from(share).ok());
            stanza = Some(share.ok_or(AgeFault::Changed)?);
        }
    }
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    STANDARD_NO_PAD.decode(text).ok()
}

/// Reads a line with its end, byte by byte: what follows the header must stay where it is.
pub(super) fn line(input: &mut impl Read, longest: usize) -> Result<String, AgeFault> {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while byte != *b"\n" {
        if bytes.len() == longest {
            return Err(AgeFault::Changed);
        }
        input.read_exact(&mut byte)?;
        bytes.extend(byte);
    }
    String::from_utf8(bytes).map_err(|_| AgeFault::Changed)
}
