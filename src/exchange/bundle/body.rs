//! A bundle's pieces: lines of JSON, compressed on their way out, bounded on their way in.

use std::io::{self, BufRead as _, BufReader, Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use super::age::{Opening, Sealing};
use super::fault::BundleFault;
use super::signed;
use crate::domain::digest::{Digest, Running};
use crate::domain::travel::Piece;

/// The longest piece: a pupil with all their plans is never near it.
const LONGEST: u64 = if cfg!(test) { 1 << 20 } else { 1 << 26 };

/// The most that a bundle may unpack to, in all: twice a country's plans.
pub const MOST: u64 = 1 << 33;

/// How often larger than its file a bundle may be, and what is free: plans are words, and words do not shrink more.
const SWELLS: u64 = 400;
const FREE: u64 = if cfg!(test) { 1 << 20 } else { 1 << 26 };

/// A bundle that is being made.
pub struct Making<W: Write> {
    manifest: Vec<u8>,
    out: DeflateEncoder<Counted<W>>,
    line: Vec<u8>,
}

/// The envelope, and the digest of what goes into it.
struct Counted<W: Write> {
    sealing: Sealing<W>,
    running: Running,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.sealing.write_all(bytes)?;
        self.running.take(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<W: Write> Making<W> {
    /// Goes on into an envelope after the line that says what the bundle is.
    pub(super) fn into(sealing: Sealing<W>, manifest: Vec<u8>) -> Self {
        let counted = Counted {
            sealing,
            running: Running::default(),
        };
        Self {
            manifest,
            out: DeflateEncoder::new(counted, Compression::new(6)),
            line: Vec::new(),
        }
    }

    /// Adds a piece.
    ///
    /// # Errors
    ///
    /// A piece that is longer than any may be, or what the disk says.
    pub fn add(&mut self, piece: &Piece) -> Result<(), BundleFault> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, piece).map_err(io::Error::from)?;
        self.line.push(b'\n');
        if self.line.len() as u64 > LONGEST {
            return Err(BundleFault::TooLarge);
        }
        Ok(self.out.write_all(&self.line)?)
    }

    /// Closes it with the signature that `sign` makes over its digest.
    ///
    /// # Errors
    ///
    /// What the disk says.
    pub fn finish(self, sign: impl FnOnce(&Digest) -> [u8; 64]) -> Result<W, BundleFault> {
        let Counted {
            mut sealing,
            running,
        } = self.out.finish()?;
        let signature = sign(&signed(&self.manifest, &running.digest()));
        sealing.write_all(&signature)?;
        Ok(sealing.finish()?)
    }
}

/// The compressed pieces as they are read, their digest with them.
struct Packed<R: Read> {
    opening: io::Take<Opening<R>>,
    running: Running,
}

impl<R: Read> Read for Packed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.opening.read(into)?;
        self.running.take(into.get(..read).unwrap_or_default());
        Ok(read)
    }
}

/// The pieces of a bundle, one after the other.
pub struct Body<R: Read> {
    lines: BufReader<io::Take<DeflateDecoder<Packed<R>>>>,
    digest: Digest,
    line: Vec<u8>,
}

impl<R: Read> Body<R> {
    /// Begins behind the line that says what the bundle is.
    pub(super) fn of(opening: Opening<R>, length: u64, digest: Digest) -> Self {
        let packed = Packed {
            opening: opening.take(length),
            running: Running::default(),
        };
        let most = MOST.min(FREE.saturating_add(length.saturating_mul(SWELLS)));
        Self {
            lines: BufReader::new(DeflateDecoder::new(packed).take(most)),
            digest,
            line: Vec::new(),
        }
    }

    /// Gives the next piece; nothing after the last, when all that was signed has been read.
    ///
    /// # Errors
    ///
    /// What is wrong with the bundle; nothing that came before may be kept then.
    pub fn next_piece(&mut self) -> Result<Option<Piece>, BundleFault> {
        self.line.clear();
        let read = (&mut self.lines)
            .take(LONGEST)
            .read_until(b'\n', &mut self.line)?;
        if read == 0 {
            return self.end().map(|()| None);
        }
        if self.line.last() != Some(&b'\n') {
            let is_long = self.line.len() as u64 == LONGEST || self.lines.get_ref().limit() == 0;
            return Err(if is_long {
                BundleFault::TooLarge
            } else {
                BundleFault::Changed
            });
        }
        // The parser's own words could hold a child's, and go to a log.
        serde_json::from_slice(&self.line)
            .map(Some)
            .map_err(|_| BundleFault::Unfit("a line that is no piece".to_owned()))
    }

    /// Reads what is left, and holds it against what was signed.
    fn end(&mut self) -> Result<(), BundleFault> {
        if self.lines.get_ref().limit() == 0 {
            return Err(BundleFault::TooLarge);
        }
        let packed = self.lines.get_mut().get_mut().get_mut();
        io::copy(packed, &mut io::sink())?;
        if packed.running.digest() == self.digest {
            Ok(())
        } else {
            Err(BundleFault::Changed)
        }
    }
}
