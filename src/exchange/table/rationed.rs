//! The bytes of a table on their way to the splitter: no row takes more than its share, and the last ones are kept.

use std::io::{self, Cursor, Read};

use super::{BUFFER, LONGEST_ROW};

/// Bytes that end in an error when one row takes more than its share; those of the row under way are kept.
pub(super) struct Rationed<R> {
    head: Cursor<Vec<u8>>,
    rest: R,
    left: usize,
    /// The last bytes that went by, and where the first of them stood.
    recent: Vec<u8>,
    from: u64,
    ended: bool,
}

impl<R: Read> Read for Rationed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut read = self.head.read(buffer)?;
        if read == 0 {
            read = self.rest.read(buffer)?;
        }
        if read > self.left {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.left -= read;
        self.ended |= read == 0;
        self.recent.extend(buffer.get(..read).unwrap_or_default());
        Ok(read)
    }
}

impl<R> Rationed<R> {
    /// Begins with bytes that were read before, but for so many, and goes on with the rest.
    pub(super) fn of(head: Vec<u8>, skipped: usize, rest: R) -> Self {
        let mut head = Cursor::new(head);
        head.set_position(skipped as u64);
        Self {
            head,
            rest,
            left: 0,
            recent: Vec::new(),
            from: 0,
            ended: false,
        }
    }

    /// Begins a row that stands at a place; what went by before it is let go.
    pub(super) fn row(&mut self, at: u64) {
        self.left = LONGEST_ROW;
        let before = usize::try_from(at - self.from).unwrap_or(usize::MAX);
        if before >= BUFFER {
            self.recent.drain(..before.min(self.recent.len()));
            self.from = at;
        }
    }

    /// The bytes from a place to the end, where all have been read and they end there.
    pub(super) fn last(&self, from: u64, to: u64) -> Option<&[u8]> {
        let at = |place: u64| usize::try_from(place.checked_sub(self.from)?).ok();
        (self.ended && at(to)? >= self.recent.len())
            .then(|| self.recent.get(at(from)?..))
            .flatten()
    }
}
