//! The provisions that a pupil's rows carry, joined to the text of a plan.

/// The header of provisions that came with columns of their own.
const HEADER: &str = "Provision\tWho\tHow often\tHow long\tRatio";

/// What one row says of the plan: its text, and who, how often, how long, at what ratio.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Line {
    /// The text.
    pub(super) text: String,
    /// The cells beside it, in the order of the header.
    pub(super) beside: [String; 4],
}

impl Line {
    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty() && !self.has_columns()
    }

    /// Whether anything stands beside its text.
    pub(super) fn has_columns(&self) -> bool {
        self.beside.iter().any(|cell| !cell.is_empty())
    }
}

/// Joins a pupil's lines: plain lines, or a table where anything stands beside one of them.
pub(super) fn joined(lines: &[Line]) -> Option<String> {
    let mut said = lines.iter().filter(|line| !line.is_empty()).peekable();
    said.peek()?;
    if !lines.iter().any(Line::has_columns) {
        let texts: Vec<&str> = said.map(|line| line.text.as_str()).collect();
        return Some(texts.join("\n"));
    }
    let mut text = HEADER.to_owned();
    for line in said {
        text.push('\n');
        push(&mut text, &line.text);
        for cell in &line.beside {
            text.push('\t');
            push(&mut text, cell);
        }
    }
    Some(text)
}

/// Adds a cell to a row of the table; a new line within it stays within it.
pub(super) fn push(text: &mut String, cell: &str) {
    let mut lines = cell.lines();
    text.extend(lines.next().map(|line| line.replace('\t', " ")));
    for line in lines {
        text.push('\u{2028}');
        text.push_str(&line.replace('\t', " "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, beside: [&str; 4]) -> Line {
        Line {
            text: text.into(),
            beside: beside.map(String::from),
        }
    }

    #[test]
    fn rows_become_one_text() {
        let plain = [
            line("1. SaLT", [""; 4]),
            line("", [""; 4]),
            line("2. TA\ndaily", [""; 4]),
        ];
        assert_eq!(joined(&plain).unwrap(), "1. SaLT\n2. TA\ndaily");
        let table = [
            line("SaLT\nin\tclass", ["SaLT", "weekly", "30 min", ""]),
            line("TA", [""; 4]),
        ];
        assert_eq!(
            joined(&table).unwrap(),
            "Provision\tWho\tHow often\tHow long\tRatio\nSaLT\u{2028}in class\tSaLT\tweekly\t30 min\t\nTA\t\t\t\t"
        );
        assert_eq!(joined(&[line("", [""; 4])]), None);
    }
}
