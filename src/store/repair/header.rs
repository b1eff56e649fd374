//! The first hundred bytes of a file, without which nothing of it is read: made anew where they are destroyed.
//!
//! What stands in them is SQLite's file format (sqlite.org/fileformat2.html, 1.3). Little of it cannot be known: the size of
//! the pages is one of a few, and the tables tell the form.

use crate::store::migrate::APPLICATION;

/// How many bytes the header has.
const LENGTH: usize = 100;

/// The sizes of pages that workspaces were made with first, then the others.
const SIZES: [u32; 8] = [16384, 4096, 8192, 32768, 1024, 2048, 512, 65536];

/// What every file begins with.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Gives the headers that a file may be read by, the likeliest first; nothing for its own, where that may be sound.
pub fn headers(head: &[u8], length: u64, has_log: bool) -> Vec<Option<Vec<u8>>> {
    let own = is_sound(head).then_some(None);
    let made = SIZES
        .into_iter()
        .map(|size| Some(made(size, length, has_log)));
    own.into_iter().chain(made).collect()
}

/// Whether nothing of a header is what no workspace's has.
fn is_sound(head: &[u8]) -> bool {
    let Some(head) = head.get(..LENGTH) else {
        return false;
    };
    let is = |at: usize, bytes: &[u8]| head.get(at..at + bytes.len()) == Some(bytes);
    let versions = [[1, 1], [2, 2]];
    is(0, MAGIC)
        && versions.iter().any(|both| is(18, both))
        && is(20, &[0, 64, 32, 32])
        && is(44, &[0, 0, 0, 4])
        && is(52, &[0, 0, 0, 0, 0, 0, 0, 1])
}

fn made(size: u32, length: u64, has_log: bool) -> Vec<u8> {
    let pages = u32::try_from(length / u64::from(size)).unwrap_or(u32::MAX);
    let version = if has_log { 2 } else { 1 };
    // The largest size does not fit into its two bytes, and is written as one.
    let size = u16::try_from(size).unwrap_or(1);
    let mut head = Vec::with_capacity(LENGTH);
    head.extend(MAGIC);
    head.extend(size.to_be_bytes());
    head.extend([version, version, 0, 64, 32, 32]);
    // Change counter, pages, no free pages, schema cookie, schema format, cache, no vacuuming, UTF-8, form.
    for field in [1, pages, 0, 0, 1, 4, 0, 0, 1, 0, 0] {
        head.extend(u32::to_be_bytes(field));
    }
    head.extend(u32::try_from(APPLICATION).unwrap_or(0).to_be_bytes());
    head.extend([0; 20]);
    head.extend(1u32.to_be_bytes());
    head.extend(3_046_000u32.to_be_bytes());
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_header_is_sound_and_a_destroyed_one_is_made_anew() {
        let head = made(16384, 5 * 16384, false);
        assert_eq!(head.len(), LENGTH);
        assert!(is_sound(&head));
        assert_eq!(headers(&head, 81920, false)[0], None);
        let mut broken = head.clone();
        broken[20] = 7;
        assert_eq!(headers(&broken, 81920, false)[0], Some(head));
        assert!(!is_sound(b"short"));
    }
}
