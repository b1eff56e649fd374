//! The tokens of PDF: in a file's objects, a page's content and a font's map alike (ISO 32000-1, 7.2).

/// The longest number that is read as one.
const LONGEST_NUMBER: usize = 64;

/// One token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// A number.
    Number(f64),
    /// A string, in brackets or in hexadecimal.
    Text(Vec<u8>),
    /// A name without its slash.
    Name(Vec<u8>),
    /// A keyword or an operator.
    Word(&'a [u8]),
    /// `[`.
    ListOpens,
    /// `]`.
    ListCloses,
    /// `<<`.
    DictOpens,
    /// `>>`.
    DictCloses,
}

/// Bytes being cut into tokens.
#[derive(Clone, Debug)]
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0x0C | 0)
}

fn is_regular(byte: u8) -> bool {
    !is_blank(byte)
        && !matches!(
            byte,
            b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
        )
}

impl<'a> Lexer<'a> {
    /// Begins at a place.
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// Where the next token is looked for.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Goes to a place.
    pub(super) fn go(&mut self, at: usize) {
        self.at = at;
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Goes over blanks and comments.
    pub(super) fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self
                    .peek()
                    .is_some_and(|byte| byte != b'\n' && byte != b'\r')
                {
                    self.at += 1;
                }
            } else if is_blank(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// Goes behind a picture that stands in the content itself.
    pub(super) fn skip_picture(&mut self) {
        self.find(|token| *token == Token::Word(b"ID"));
        while let Some(window) = self.bytes.get(self.at..self.at + 4) {
            if let [before, b'E', b'I', after] = window
                && is_blank(*before)
                && is_blank(*after)
            {
                self.at += 4;
                return;
            }
            self.at += 1;
        }
        self.at = self.bytes.len();
    }

    fn regular(&mut self) -> &'a [u8] {
        let start = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    /// Whether the number just read begins a reference, `12 0 R`; goes behind it then.
    pub(super) fn reference(&mut self) -> bool {
        let before = self.at;
        self.skip_blanks();
        let generation = self.regular();
        let numbered = !generation.is_empty()
            && generation.len() <= 5
            && generation.iter().all(u8::is_ascii_digit);
        self.skip_blanks();
        if numbered && self.regular() == b"R" {
            return true;
        }
        self.at = before;
        false
    }

    fn text(&mut self) -> Vec<u8> {
        let mut text = Vec::new();
        let mut depth = 1_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                b'\\' => {
                    text.extend(self.escaped());
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    fn escaped(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 0x08,
            b'f' => 0x0C,
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
                return None;
            }
            b'\n' => return None,
            b'0'..=b'7' => {
                let mut code = byte - b'0';
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else {
                        break;
                    };
                    code = code.wrapping_mul(8).wrapping_add(digit - b'0');
                    self.at += 1;
                }
                code
            }
            other => other,
        })
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        let mut text = Vec::new();
        let mut high = None;
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            let Some(digit) = hex(byte) else { continue };
            match high.take() {
                Some(high) => text.push(high << 4 | digit),
                None => high = Some(digit),
            }
        }
        text.extend(high.map(|high| high << 4));
        text
    }

    fn name(&mut self) -> Vec<u8> {
        let raw = self.regular();
        let mut name = Vec::with_capacity(raw.len());
        let mut rest = raw;
        while let Some((byte, after)) = rest.split_first() {
            rest = after;
            let code = match (byte, after) {
                (b'#', [high, low, ..]) => hex(*high).zip(hex(*low)),
                _ => None,
            };
            name.push(code.map_or(*byte, |(high, low)| high << 4 | low));
            if code.is_some() {
                rest = after.get(2..).unwrap_or_default();
            }
        }
        name
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.skip_blanks();
        let byte = self.peek()?;
        let doubled = self.bytes.get(self.at + 1) == Some(&byte);
        if is_regular(byte) {
            let word = self.regular();
            return Some(number(word).map_or(Token::Word(word), Token::Number));
        }
        self.at += 1;
        Some(match byte {
            b'/' => Token::Name(self.name()),
            b'(' => Token::Text(self.text()),
            b'<' if doubled => {
                self.at += 1;
                Token::DictOpens
            }
            b'>' if doubled => {
                self.at += 1;
                Token::DictCloses
            }
            b'<' => Token::Text(self.hexadecimal()),
            b'[' => Token::ListOpens,
            b']' => Token::ListCloses,
            _ => Token::Word(self.bytes.get(self.at - 1..self.at).unwrap_or_default()),
        })
    }
}

fn hex(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
}

/// Reads a number as producers write them: `-.5`, `--3`, `0.00-41`.
fn number(word: &[u8]) -> Option<f64> {
    let first = word.first()?;
    if !(first.is_ascii_digit() || matches!(first, b'+' | b'-' | b'.'))
        || word.len() > LONGEST_NUMBER
    {
        return None;
    }
    let signs = word
        .iter()
        .take_while(|byte| matches!(byte, b'+' | b'-'))
        .count();
    let digits = word.get(signs..)?;
    let end = digits
        .iter()
        .position(|byte| *byte == b'-')
        .unwrap_or(digits.len());
    let digits = std::str::from_utf8(digits.get(..end)?).ok()?;
    if !digits
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
        || digits.is_empty()
    {
        return None;
    }
    let value = if digits == "." {
        0.0
    } else {
        digits.parse::<f64>().ok()?
    };
    Some(if *first == b'-' { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(bytes: &[u8], expected: &[Token<'_>]) {
        let tokens: Vec<Token<'_>> = Lexer::new(bytes, 0).collect();
        assert_eq!(tokens, expected);
    }

    #[test]
    fn tokens_are_cut_as_producers_write_them() {
        case(
            b"/F1 12 Tf% a remark\n-.5 0.00-41 --3 . 1e5",
            &[
                Token::Name(b"F1".to_vec()),
                Token::Number(12.0),
                Token::Word(b"Tf"),
                Token::Number(-0.5),
                Token::Number(0.0),
                Token::Number(-3.0),
                Token::Number(0.0),
                Token::Word(b"1e5"),
            ],
        );
        case(
            b"(a\\(b(c)\\051\\\r\nd\\x)<48 6>[<<>>]/A#20B#",
            &[
                Token::Text(b"a(b(c))dx".to_vec()),
                Token::Text(b"H`".to_vec()),
                Token::ListOpens,
                Token::DictOpens,
                Token::DictCloses,
                Token::ListCloses,
                Token::Name(b"A B#".to_vec()),
            ],
        );
        case(b"(open", &[Token::Text(b"open".to_vec())]);
        case(b"<4", &[Token::Text(b"@".to_vec())]);
        case(b"} )", &[Token::Word(b"}"), Token::Word(b")")]);
    }

    #[test]
    fn a_reference_is_told_from_numbers() {
        let after = |bytes| {
            let mut lexer = Lexer::new(bytes, 0);
            lexer.next();
            (lexer.reference(), lexer.at())
        };
        assert_eq!(after(b"12 0 R]"), (true, 6));
        assert_eq!(after(b"12 0 RG"), (false, 2));
        assert_eq!(after(b"12 .5 R"), (false, 2));
    }
}
