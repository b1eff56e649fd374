//! Streams unpacked: each filter writes no more than the file has left to spend.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

use super::fault::{Budget, NotPdf};
use super::lexer::is_blank;

/// The most filters a stream may go through.
const MOST_FILTERS: usize = 4;

/// How rows were foretold from one another before they were packed (ISO 32000-1, 7.4.4.4).
#[derive(Clone, Copy, Debug)]
pub(super) struct Predictor {
    pub(super) kind: usize,
    pub(super) colors: usize,
    pub(super) bits: usize,
    pub(super) columns: usize,
    /// LZW codes grow one code early.
    pub(super) early: bool,
}

/// Unpacks bytes through filters, in order.
pub(super) fn decoded(
    bytes: &[u8],
    filters: &[(Vec<u8>, Predictor)],
    budget: &mut Budget,
) -> Result<Vec<u8>, NotPdf> {
    if filters.len() > MOST_FILTERS {
        return Err(NotPdf::TooLarge);
    }
    let mut data = None;
    for (name, predictor) in filters {
        let input = data.as_deref().unwrap_or(bytes);
        let most = budget.bytes_left();
        let output = match name.as_slice() {
            b"FlateDecode" | b"Fl" => foretold(inflated(input, most)?, *predictor)?,
            b"LZWDecode" | b"LZW" => foretold(lzw(input, predictor.early, most)?, *predictor)?,
            b"ASCII85Decode" | b"A85" => ascii85(input)?,
            b"ASCIIHexDecode" | b"AHx" => hexadecimal(input),
            b"RunLengthDecode" | b"RL" => run_length(input, most)?,
            b"Crypt" => input.to_vec(),
            _ => return Err(NotPdf::Damaged),
        };
        budget.bytes(output.len())?;
        data = Some(output);
    }
    if let Some(data) = data {
        return Ok(data);
    }
    budget.bytes(bytes.len())?;
    Ok(bytes.to_vec())
}

fn inflated(input: &[u8], most: usize) -> Result<Vec<u8>, NotPdf> {
    let mut output = Vec::new();
    let mut bounded = ZlibDecoder::new(input).take(most as u64 + 1);
    bounded
        .read_to_end(&mut output)
        .map_err(|_| NotPdf::Damaged)?;
    if output.len() > most {
        return Err(NotPdf::TooLarge);
    }
    // A reader that meets the end of its input too early says so by stopping.
    let cut = output.is_empty() && !input.is_empty() && bounded.into_inner().total_in() == 0;
    if cut {
        Err(NotPdf::Damaged)
    } else {
        Ok(output)
    }
}

/// Unpacks LZW: codes of 9 to 12 bits, 256 begins anew, 257 ends.
fn lzw(input: &[u8], early: bool, most: usize) -> Result<Vec<u8>, NotPdf> {
    let mut output: Vec<u8> = Vec::new();
    // Each code stands for a stretch of the output: where it starts, and how long it is.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    let (mut held, mut count, mut width) = (0_u32, 0_u32, 9_u32);
    for byte in input {
        held = held << 8 | u32::from(*byte);
        count += 8;
        if count < width {
            continue;
        }
        count -= width;
        let code = (held >> count) & ((1 << width) - 1);
        held &= (1 << count) - 1;
        if code == 257 {
            break;
        }
        if code == 256 {
            table.clear();
            last = None;
            width = 9;
            continue;
        }
        let start = output.len();
        if let Ok(byte) = u8::try_from(code) {
            output.push(byte);
        } else {
            let place = usize::try_from(code).unwrap_or(usize::MAX) - 258;
            // A code that is not there yet is the last stretch and its own first byte.
            let (from, length) = match (table.get(place), last) {
                (Some(known), _) => *known,
                (None, Some((from, length))) if place == table.len() => (from, length + 1),
                (None, _) => return Err(NotPdf::Damaged),
            };
            for at in from..from + length {
                let byte = output.get(at).copied().ok_or(NotPdf::Damaged)?;
                output.push(byte);
            }
        }
        if output.len() > most {
            return Err(NotPdf::TooLarge);
        }
        if let Some((from, length)) = last
            && table.len() < 4096 - 258
        {
            table.push((from, length + 1));
        }
        last = Some((start, output.len() - start));
        width = match table.len() + 258 + usize::from(early) + usize::from(last.is_none()) {
            0..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
    }
    Ok(output)
}

fn ascii85(input: &[u8]) -> Result<Vec<u8>, NotPdf> {
    let mut output = Vec::new();
    let mut group = Vec::with_capacity(5);
    for byte in input.iter().filter(|byte| !is_blank(**byte)) {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => output.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => return Err(NotPdf::Damaged),
        }
        if group.len() == 5 {
            output.extend(word(&group));
            group.clear();
        }
    }
    if group.len() > 1 {
        let kept = group.len() - 1;
        group.resize(5, 84);
        output.extend(word(&group).into_iter().take(kept));
    }
    Ok(output)
}

fn word(group: &[u8]) -> [u8; 4] {
    let sum = group.iter().fold(0_u32, |sum, digit| {
        sum.wrapping_mul(85).wrapping_add(u32::from(*digit))
    });
    sum.to_be_bytes()
}

fn hexadecimal(input: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = input
        .iter()
        .take_while(|byte| **byte != b'>')
        .filter_map(|byte| u8::try_from(char::from(*byte).to_digit(16)?).ok())
        .collect();
    digits
        .chunks(2)
        .map(|pair| pair.first().unwrap_or(&0) << 4 | pair.get(1).unwrap_or(&0))
        .collect()
}

fn run_length(input: &[u8], most: usize) -> Result<Vec<u8>, NotPdf> {
    let mut output = Vec::new();
    let mut rest = input;
    while let Some((length, after)) = rest.split_first() {
        match *length {
            128 => break,
            0..128 => {
                let count = usize::from(*length) + 1;
                let (run, after) = after.split_at_checked(count).ok_or(NotPdf::Damaged)?;
                output.extend(run);
                rest = after;
            }
            129.. => {
                let (byte, after) = after.split_first().ok_or(NotPdf::Damaged)?;
                output.extend(std::iter::repeat_n(*byte, 257 - usize::from(*length)));
                rest = after;
            }
        }
        if output.len() > most {
            return Err(NotPdf::TooLarge);
        }
    }
    Ok(output)
}

/// Undoes the foretelling of rows.
fn foretold(data: Vec<u8>, predictor: Predictor) -> Result<Vec<u8>, NotPdf> {
    if predictor.kind < 2 {
        return Ok(data);
    }
    let samples = predictor.colors.saturating_mul(predictor.bits);
    let step = samples.div_ceil(8).max(1);
    let length = samples.saturating_mul(predictor.columns).div_ceil(8);
    if length == 0 || length > data.len() {
        return if data.is_empty() {
            Ok(data)
        } else {
            Err(NotPdf::Damaged)
        };
    }
    if predictor.kind == 2 {
        return if predictor.bits == 8 {
            Ok(added(data, step, length))
        } else {
            Err(NotPdf::Damaged)
        };
    }
    let mut output: Vec<u8> = Vec::with_capacity(data.len());
    let mut above = vec![0; length];
    for row in data.chunks(length + 1) {
        let Some((kind, row)) = row.split_first() else {
            break;
        };
        let mut now = row.to_vec();
        now.resize(length, 0);
        unfiltered(*kind, &mut now, &above, step)?;
        output.extend(now.iter().take(row.len()));
        above = now;
    }
    Ok(output)
}

/// Undoes TIFF's foretelling: each sample was less the one before it in the row.
fn added(mut data: Vec<u8>, step: usize, length: usize) -> Vec<u8> {
    for row in data.chunks_mut(length) {
        for at in step..row.len() {
            let before = row.get(at - step).copied().unwrap_or(0);
            if let Some(byte) = row.get_mut(at) {
                *byte = byte.wrapping_add(before);
            }
        }
    }
    data
}

/// Undoes one row of PNG's filters.
fn unfiltered(kind: u8, row: &mut [u8], above: &[u8], step: usize) -> Result<(), NotPdf> {
    for at in 0..row.len() {
        let left = at.checked_sub(step);
        let of =
            |bytes: &[u8], at: Option<usize>| at.and_then(|at| bytes.get(at)).copied().unwrap_or(0);
        let (a, b, c) = (of(row, left), of(above, Some(at)), of(above, left));
        let foretold = match kind {
            0 => 0,
            1 => a,
            2 => b,
            3 => a.midpoint(b),
            4 => paeth(a, b, c),
            _ => return Err(NotPdf::Damaged),
        };
        if let Some(byte) = row.get_mut(at) {
            *byte = byte.wrapping_add(foretold);
        }
    }
    Ok(())
}

fn paeth(a: u8, b: u8, c: u8) -> u8 {
    let [wide_a, wide_b, wide_c] = [a, b, c].map(i16::from);
    let guess = wide_a + wide_b - wide_c;
    let far = |of: i16| (guess - of).abs();
    if far(wide_a) <= far(wide_b) && far(wide_a) <= far(wide_c) {
        a
    } else if far(wide_b) <= far(wide_c) {
        b
    } else {
        c
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Predictor = Predictor {
        kind: 1,
        colors: 1,
        bits: 8,
        columns: 1,
        early: true,
    };

    #[track_caller]
    fn case(filter: &str, predictor: Predictor, bytes: &[u8], expected: &[u8]) {
        let filters = [(filter.as_bytes().to_vec(), predictor)];
        let data = decoded(bytes, &filters, &mut Budget::new()).unwrap();
        assert_eq!(data, expected, "{filter}");
    }

    #[test]
    fn filters_are_undone() {
        // The example of ISO 32000-1, 7.4.4.2.
        let packed = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        case(
            "LZWDecode",
            PLAIN,
            &packed,
            &[45, 45, 45, 45, 45, 65, 45, 45, 45, 66],
        );
        case(
            "ASCII85Decode",
            PLAIN,
            b"87cUR\nD]j7BEbo7~>",
            b"Hello world",
        );
        case("AHx", PLAIN, b"48 65 6>", b"He`");
        case("RL", PLAIN, &[1, b'a', b'b', 254, b'c', 128, 9], b"abccc");
        let rows = |kind| Predictor {
            kind,
            columns: 3,
            ..PLAIN
        };
        case("ASCIIHexDecode", rows(1), b"616263", b"abc");
        assert_eq!(
            foretold(
                vec![1, 1, 1, 1, 2, 1, 1, 1, 4, 1, 0, 0, 3, 1, 0, 0],
                rows(15)
            )
            .unwrap(),
            [1, 2, 3, 2, 3, 4, 3, 3, 4, 2, 2, 3]
        );
        assert_eq!(
            foretold(vec![1, 1, 1, 2, 0, 0], rows(2)).unwrap(),
            [1, 2, 3, 2, 2, 2]
        );
    }

    #[test]
    fn what_is_cut_or_too_much_is_refused() {
        assert_eq!(inflated(b"\x78\x9c", 9), Err(NotPdf::Damaged));
        assert_eq!(inflated(b"no zlib", 9), Err(NotPdf::Damaged));
        assert_eq!(run_length(&[129, 0], 9), Err(NotPdf::TooLarge));
        assert_eq!(run_length(&[9, 0], 99), Err(NotPdf::Damaged));
        assert_eq!(lzw(&[0xFF, 0xFF], true, 9), Err(NotPdf::Damaged));
    }
}
