//! A file's bytes to UTF-8 as they come: as its mark or its XML declaration says, else as found.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{NotText, foreign, is_binary, no_page, other};

/// How many bytes are decoded at a time.
const CHUNK: usize = 1 << 16;

/// Where the XML declaration ends at the latest.
const DECLARED_WITHIN: usize = 256;

/// A text being decoded; what it gives is UTF-8, and its lines are counted as they are taken.
pub struct Utf8<R> {
    source: R,
    decoder: Decoder,
    /// Whether the file says itself what it is.
    said: bool,
    /// Whether a character beyond ASCII has come.
    beyond: bool,
    /// The line whose accent showed the file to be Windows-1252, where it does not say so itself.
    windows_from: Option<usize>,
    out: Vec<u8>,
    taken: usize,
    ended: bool,
    /// Lines that were taken, and those that were decoded.
    lines: u64,
    decoded: u64,
    ration: usize,
}

impl<R: BufRead> Utf8<R> {
    /// Begins a text of a file that may be anything: what is no text is refused.
    pub fn of_file(mut source: R) -> io::Result<Self> {
        let head = source.fill_buf()?;
        let wide = matches!(head, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
        other(head)
            .and_then(|()| no_page(head))
            .map_err(io::Error::other)?;
        // What is not even UTF-8 is looked at more closely.
        if !wide && std::str::from_utf8(head).is_err() && is_binary(head) {
            return Err(io::Error::other(NotText::Binary));
        }
        Self::new(source)
    }

    /// Begins a text: looks at its first bytes for what it is.
    pub fn new(mut source: R) -> io::Result<Self> {
        let head = source.fill_buf()?;
        let (encoding, mark, said) = encoding(head).map_err(io::Error::other)?;
        source.consume(mark);
        Ok(Self {
            source,
            decoder: encoding.new_decoder_without_bom_handling(),
            said,
            beyond: false,
            windows_from: None,
            out: Vec::new(),
            taken: 0,
            ended: false,
            lines: 1,
            decoded: 1,
            ration: usize::MAX,
        })
    }

    /// The line that has been read to, from 1.
    pub fn line(&self) -> u64 {
        self.lines
    }

    /// Sets how many bytes may be taken before an error ends the reading.
    pub fn ration(&mut self, bytes: usize) {
        self.ration = bytes;
    }

    /// Decodes the next bytes.
    fn decode(&mut self) -> io::Result<()> {
        let source = self.source.fill_buf()?;
        let some = source.get(..source.len().min(CHUNK)).unwrap_or_default();
        let (last, length) = (some.is_empty(), some.len());
        // No byte becomes more than three, and a few may wait in the decoder.
        self.out.resize(3 * length + 16, 0);
        let decoder = &mut self.decoder;
        let disguised =
            self.said && decoder.encoding() == WINDOWS_1252 && !self.beyond && utf8(some);
        let (mut result, mut read, mut written) =
            decoder.decode_to_utf8_without_replacement(some, &mut self.out, last);
        let found =
            |out: &[u8], written: usize| out.get(..written).is_some_and(|out| !out.is_ascii());
        self.beyond |= found(&self.out, written);
        let malformed = matches!(result, DecoderResult::Malformed(..));
        if malformed && !self.said && !self.beyond {
            // Nothing but ASCII has gone before, so the first accent says what the file is.
            self.decoder = WINDOWS_1252.new_decoder_without_bom_handling();
            let before = usize::try_from(self.decoded).unwrap_or(usize::MAX);
            self.windows_from = Some(before + breaks(valid(some)));
            self.said = true;
            self.beyond = true;
            (result, read, written) =
                self.decoder
                    .decode_to_utf8_without_replacement(some, &mut self.out, last);
        }
        // One bad byte in a UTF-8 file must not turn every accent of the file into two wrong letters.
        let mixed = self.windows_from.filter(|_| has_utf8(some));
        let taken = some.get(..read).unwrap_or_default();
        let is_windows = self.decoder.encoding() == WINDOWS_1252;
        let foreign = foreign(taken).filter(|_| is_windows).map(|at| {
            let before = usize::try_from(self.decoded).unwrap_or(usize::MAX);
            before + breaks(taken.get(..at).unwrap_or_default())
        });
        self.out.truncate(written);
        self.taken = 0;
        self.ended = last && matches!(result, DecoderResult::InputEmpty);
        self.source.consume(read.min(length));
        let line = usize::try_from(self.decoded).unwrap_or(usize::MAX) + breaks(&self.out);
        self.decoded = line as u64;
        if disguised {
            return Err(io::Error::other(NotText::Broken("Windows-1252", line)));
        }
        if let Some(line) = mixed {
            return Err(io::Error::other(NotText::Mixed(line)));
        }
        if let Some(at) = self.out.iter().position(|byte| *byte == 0) {
            let after = breaks(self.out.get(at..).unwrap_or_default());
            return Err(io::Error::other(NotText::Nul(line - after)));
        }
        if let Some(line) = foreign {
            return Err(io::Error::other(NotText::Foreign(line)));
        }
        match result {
            DecoderResult::Malformed(..) => Err(io::Error::other(self.broken(line))),
            DecoderResult::InputEmpty | DecoderResult::OutputFull => Ok(()),
        }
    }

    fn broken(&self, line: usize) -> NotText {
        let encoding = self.decoder.encoding();
        if !self.said {
            NotText::Mixed(line)
        } else if encoding == UTF_8 {
            NotText::Broken("UTF-8", line)
        } else {
            NotText::Broken("UTF-16", line)
        }
    }
}

impl<R: BufRead> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Utf8<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.ration == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        while self.taken >= self.out.len() && !self.ended {
            self.decode()?;
        }
        Ok(self.out.get(self.taken..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        let end = self.taken.saturating_add(amount).min(self.out.len());
        self.lines += breaks(self.out.get(self.taken..end).unwrap_or_default()) as u64;
        self.taken = end;
        self.ration = self.ration.saturating_sub(amount);
    }
}

fn breaks(bytes: &[u8]) -> usize {
    bytes.iter().map(|byte| usize::from(*byte == b'\n')).sum()
}

/// The bytes before the first that is not UTF-8.
fn valid(bytes: &[u8]) -> &[u8] {
    let chunk = bytes.utf8_chunks().next();
    chunk.map_or(b"", |chunk| chunk.valid().as_bytes())
}

/// Whether any character beyond ASCII is one of UTF-8.
fn has_utf8(bytes: &[u8]) -> bool {
    !bytes.is_ascii() && bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii())
}

/// Whether the first characters beyond ASCII are those of UTF-8, whatever the file says it is.
fn utf8(bytes: &[u8]) -> bool {
    let Some(at) = bytes.iter().position(|byte| !byte.is_ascii()) else {
        return false;
    };
    let first = bytes.get(at..).unwrap_or_default().utf8_chunks().next();
    first.is_some_and(|chunk| chunk.valid().chars().next().is_some_and(|c| !c.is_ascii()))
}

/// What a file is by its first bytes, how long its mark is, and whether it says so itself.
fn encoding(head: &[u8]) -> Result<(&'static Encoding, usize, bool), NotText> {
    if let Some((encoding, mark)) = Encoding::for_bom(head) {
        return Ok((encoding, mark, true));
    }
    match head {
        [b'<', 0, ..] => return Ok((UTF_16LE, 0, true)),
        [0, b'<', ..] => return Ok((UTF_16BE, 0, true)),
        _ => {}
    }
    let Some(label) = declared(head) else {
        return Ok((UTF_8, 0, false));
    };
    let encoding = Encoding::for_label(label)
        .ok_or_else(|| NotText::Unknown(String::from_utf8_lossy(label).into_owned()))?;
    if encoding == UTF_16LE || encoding == UTF_16BE {
        return Err(NotText::Broken("UTF-16", 1));
    }
    if encoding == UTF_8 || encoding == WINDOWS_1252 {
        return Ok((encoding, 0, true));
    }
    Err(NotText::Unknown(encoding.name().to_owned()))
}

/// The encoding that an XML declaration names.
fn declared(head: &[u8]) -> Option<&[u8]> {
    let head = head.get(..head.len().min(DECLARED_WITHIN))?;
    let head = head.strip_prefix(b"<?xml")?;
    let end = head.windows(2).position(|two| two == b"?>")?;
    let head = head.get(..end)?;
    let at = head.windows(8).position(|word| word == b"encoding")?;
    let value = head.get(at + 8..)?.trim_ascii_start();
    let value = value.strip_prefix(b"=")?.trim_ascii_start();
    let (mark, value) = value.split_first()?;
    let end = value.iter().position(|byte| byte == mark)?;
    value.get(..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<String, String> {
        let mut text = String::new();
        let source = Utf8::new(bytes);
        source
            .and_then(|mut source| source.read_to_string(&mut text))
            .map_err(|fault| fault.to_string())?;
        Ok(text)
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn a_text_is_decoded_as_it_says_or_as_found() {
        let said = |label: &str, rest: &[u8]| {
            [
                format!("<?xml version='1.0' encoding='{label}'?>").as_bytes(),
                rest,
            ]
            .concat()
        };
        for bytes in [
            b"<a>Si\xE2n</a>".to_vec(),
            "<a>Siân</a>".into(),
            "\u{FEFF}<a>Siân</a>".into(),
            said("utf-8", "<a>Siân</a>".as_bytes()),
            said("Windows-1252", b"<a>Si\xE2n</a>"),
            said("ISO-8859-1", b"<a>Si\xE2n</a>"),
            utf16("\u{FEFF}<a>Siân</a>", u16::to_le_bytes),
            utf16("\u{FEFF}<a>Siân</a>", u16::to_be_bytes),
            utf16("<a>Siân</a>", u16::to_le_bytes),
        ] {
            let text = read(&bytes).unwrap();
            assert!(text.ends_with("<a>Siân</a>"), "{text}");
        }
    }

    #[test]
    fn what_is_not_what_it_says_is_refused_with_its_line() {
        let case = |bytes: &[u8], expected: &str| {
            let fault = read(bytes).unwrap_err();
            assert!(fault.contains(expected), "{fault}");
        };
        case(
            b"<?xml version='1.0' encoding='utf-8'?>\n<a>Si\xE2n</a>",
            "UTF-8 but is not, in line 2",
        );
        case(
            "<a>Siân</a>\n<a>Si"
                .as_bytes()
                .iter()
                .copied()
                .chain(*b"\xE2n")
                .collect::<Vec<_>>()
                .as_slice(),
            "not in line 2",
        );
        case(
            "<?xml encoding='windows-1252'?><a>Siân</a>".as_bytes(),
            "Windows-1252 but is not",
        );
        case(b"<?xml encoding='utf-16'?><a>", "UTF-16 but is not");
        case(b"<?xml encoding='klingon'?><a>", "klingon");
        case(b"<?xml encoding='shift_jis'?><a>", "Shift_JIS");
        case(b"<a>\nM\x81ller</a>", "holds in line 2 a byte");
        case(b"<a>\0</a>", "NUL");
    }

    #[test]
    fn long_texts_come_whole_and_lines_are_counted() {
        let text = "<a>Siân</a>\n".repeat(40_000);
        assert_eq!(read(text.as_bytes()).unwrap(), text);
        let latin: Vec<u8> = text
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect();
        assert_eq!(read(&latin).unwrap(), text);
        let mut source = Utf8::new(text.as_bytes()).unwrap();
        io::copy(&mut source, &mut io::sink()).unwrap();
        assert_eq!(source.line(), 40_001);
    }
}
