//! Files from files: bytes turned, cut, repeated, spliced, words of other files and of ill will put in.

use continuum::domain::draw::Draw;

/// What has broken readers before: ends of numbers, marks of formats, controls, quotes, days that never were.
const ILL: [&[u8]; 40] = [
    b"\0",
    b"\xff",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x1b[2J",
    b"\xc2\x9b",
    b"\xe2\x80\xae",
    b"\xe2\x80\x8b",
    b"\"",
    b"\"\"",
    b"'",
    b",",
    b"\r",
    b"\n",
    b"\r\n",
    b"\t",
    b"\x1a",
    b"-1",
    b"0",
    b"4294967296",
    b"18446744073709551616",
    b"99999999999999999999999999",
    b"1e309",
    b"NaN",
    b"31/02/2014",
    b"2014-02-31",
    b"#REF!",
    b"=1+1",
    b"<",
    b">",
    b"&",
    b"&#0;",
    b"<!DOCTYPE a [<!ENTITY b \"c\">]>",
    b"]]>",
    b"[[",
    b"{{",
    b"\\u0000",
    b"<<",
    b"endobj",
    b"PK\x03\x04",
];

/// A course of files that a seed decides.
pub(super) struct Mutation(Draw);

impl Mutation {
    /// Begins a course of its own for each reader.
    pub(super) fn new(seed: u64, format: &str) -> Self {
        let mixed = format
            .bytes()
            .fold(seed ^ 0x9e37_79b9_7f4a_7c15, |mixed, byte| {
                (mixed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        Self(Draw::from_seed(mixed))
    }

    /// A number below another one.
    fn below(&mut self, most: usize) -> usize {
        let number = self.0.below(u64::try_from(most.max(1)).unwrap());
        usize::try_from(number).unwrap()
    }

    /// A place in a file, its end among them.
    fn at(&mut self, bytes: &[u8]) -> usize {
        self.below(bytes.len() + 1)
    }

    /// A stretch of a file, most often a short one.
    fn stretch(&mut self, bytes: &[u8]) -> std::ops::Range<usize> {
        let start = self.at(bytes);
        let most = match self.below(4) {
            0 => bytes.len(),
            1 => 256,
            _ => 16,
        };
        let length = self.below(most + 1).min(bytes.len() - start);
        start..start + length
    }

    /// Makes a file of others, no larger than so many bytes.
    pub(super) fn file(
        &mut self,
        seeds: &[(String, Vec<u8>)],
        largest: usize,
    ) -> (String, Vec<u8>) {
        // The last one is sound where there is a sound one: from it a reader gets furthest.
        let at = if self.below(2) == 0 {
            seeds.len() - 1
        } else {
            self.below(seeds.len())
        };
        let (file, bytes) = &seeds[at];
        let mut bytes = bytes.clone();
        for _ in 0..=self.below(6) {
            let other = &seeds[self.below(seeds.len())].1;
            self.change(&mut bytes, other);
            bytes.truncate(largest);
        }
        (file.clone(), bytes)
    }

    fn change(&mut self, bytes: &mut Vec<u8>, other: &[u8]) {
        match self.below(9) {
            0 | 1 => {
                let at = self.below(bytes.len());
                let bit = 1 << self.below(8);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= bit;
                }
            }
            2 => {
                let (at, byte) = (self.below(bytes.len()), self.below(256));
                if let Some(place) = bytes.get_mut(at) {
                    *place = u8::try_from(byte).unwrap();
                }
            }
            3 => {
                let gone = self.stretch(bytes);
                bytes.drain(gone);
            }
            4 => {
                let again = self.stretch(bytes);
                let (piece, end) = (bytes[again.clone()].to_vec(), again.end);
                let times = 1 + self.below(if piece.len() < 64 { 400 } else { 4 });
                bytes.splice(end..end, piece.repeat(times));
            }
            5 | 6 => {
                let (at, ill) = (self.at(bytes), ILL[self.below(ILL.len())]);
                let over = if self.below(2) == 0 {
                    at
                } else {
                    (at + ill.len()).min(bytes.len())
                };
                bytes.splice(at..over, ill.iter().copied());
            }
            7 => {
                let (at, piece) = (self.at(bytes), self.stretch(other));
                bytes.splice(at..at, other[piece].iter().copied());
            }
            _ => {
                let cut = self.at(bytes);
                bytes.truncate(cut);
            }
        }
    }
}
