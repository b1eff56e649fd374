//! Single characters: what ends a line, what is not seen, and one form for the many that mean the same.

/// Characters that are there but are nothing to a reader: soft hyphens, joiners, marks of direction.
pub(crate) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Characters that end a line.
pub(crate) fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2029}')
}

/// One character for the many that are written for it.
pub(crate) fn folded(c: char) -> char {
    match c {
        '`' => '\'',
        c if c.is_ascii() => c.to_ascii_lowercase(),
        '‘' | '’' | '‛' | 'ʼ' | '´' => '\'',
        '“' | '”' | '„' => '"',
        '‐'..='―' | '−' => '-',
        '×' => 'x',
        // A letter whose small form is two letters stays as it is.
        c => {
            let mut lower = c.to_lowercase();
            lower.next().filter(|_| lower.next().is_none()).unwrap_or(c)
        }
    }
}

/// Whether a comma and what follows are thousands: `1,500` but not `1,2`.
pub(crate) fn groups(mut after: std::str::Chars<'_>, first: char) -> bool {
    let mut digit = || after.next().is_some_and(|c| c.is_ascii_digit());
    first.is_ascii_digit() && digit() && digit() && !digit()
}
