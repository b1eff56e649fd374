//! Fonts whose letters are signs: what stands for a bullet, a tick or a box.

/// The font Symbol, from 0x20, as far as plans use it; a blank where there is nothing.
const SYMBOL: &str = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_ αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼                                  ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…";

/// Signs of Wingdings that stand for bullets, ticks and boxes in plans.
const WINGDINGS: &[(u8, char)] = &[
    (0x6C, '●'),
    (0x6E, '■'),
    (0x6F, '☐'),
    (0x71, '☐'),
    (0x72, '☐'),
    (0x73, '◆'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '◆'),
    (0x78, '☒'),
    (0x9E, '•'),
    (0x9F, '•'),
    (0xA1, '○'),
    (0xA7, '▪'),
    (0xA8, '☐'),
    (0xD8, '➢'),
    (0xE0, '→'),
    (0xE8, '➔'),
    (0xF0, '⇨'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];

/// Signs of `ZapfDingbats`, likewise.
const DINGBATS: &[(u8, char)] = &[
    (0x33, '✓'),
    (0x34, '✔'),
    (0x35, '✕'),
    (0x36, '✖'),
    (0x37, '✗'),
    (0x38, '✘'),
    (0x6C, '●'),
    (0x6E, '■'),
    (0x6F, '☐'),
    (0x71, '☐'),
    (0x75, '◆'),
    (0x76, '❖'),
];

/// A font of signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signs {
    /// Symbol.
    Symbol,
    /// Wingdings and its like.
    Wingdings,
    /// `ZapfDingbats`.
    Dingbats,
}

impl Signs {
    /// The font of signs that has this name.
    pub(super) fn of_font(font: &str) -> Option<Self> {
        let font = font.to_lowercase();
        if font.contains("wingdings") || font.contains("webdings") {
            Some(Self::Wingdings)
        } else if font.contains("dingbats") {
            Some(Self::Dingbats)
        } else if font.starts_with("symbol") {
            Some(Self::Symbol)
        } else {
            None
        }
    }

    /// What a code stands for.
    pub(super) fn sign(self, code: u8) -> Option<char> {
        let among = |signs: &[(u8, char)]| {
            let found = signs.iter().find(|(of, _)| *of == code);
            found.map(|(_, sign)| *sign)
        };
        match (self, code) {
            (_, 0x20) => Some(' '),
            (Self::Wingdings, _) => among(WINGDINGS),
            (Self::Dingbats, _) => among(DINGBATS),
            (Self::Symbol, _) => {
                let place = usize::from(code.checked_sub(0x20)?);
                SYMBOL.chars().nth(place).filter(|sign| *sign != ' ')
            }
        }
    }
}

/// What a private character stands for, which Word writes as U+F000 and the code in a font of signs.
pub(super) fn private(signs: Option<Signs>, letter: char) -> Option<char> {
    let code = u32::from(letter).checked_sub(0xF000)?;
    let code = u8::try_from(code).ok()?;
    match signs {
        Some(signs) => signs.sign(code),
        // The bullet of Symbol is the one that every font is given.
        None => (code == 0xB7).then_some('•'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_for_signs() {
        for (font, code, expected) in [
            ("Symbol", 0xB7, Some('•')),
            ("SymbolMT", 0xA3, Some('≤')),
            ("Symbol", 0xB4, Some('×')),
            ("Wingdings", 0xFC, Some('✓')),
            ("Wingdings 2", 0x01, None),
            ("ITC Zapf Dingbats", 0x6C, Some('●')),
        ] {
            let signs = Signs::of_font(font).unwrap();
            assert_eq!(signs.sign(code), expected, "{font} {code:x}");
        }
        assert_eq!(Signs::of_font("Arial"), None);
        assert_eq!(private(Some(Signs::Wingdings), '\u{F0A7}'), Some('▪'));
        assert_eq!(private(None, '\u{F0B7}'), Some('•'));
        assert_eq!(private(None, '\u{F0A7}'), None);
    }
}
