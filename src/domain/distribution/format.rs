//! The forms that a distribution leaves the program in.

/// What of a distribution leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// The counts.
    Counts,
    /// The estimate of all in scope, with its intervals.
    Estimate,
    /// The equality assessment.
    Equality,
}

impl Content {
    /// How the files' names begin.
    pub fn code(self) -> &'static str {
        match self {
            Self::Counts => "distribution",
            Self::Estimate => "estimate",
            Self::Equality => "equality",
        }
    }

    /// The formats that it is written in, in the order of the screens.
    pub fn formats(self) -> &'static [Format] {
        match self {
            Self::Counts | Self::Estimate => &Format::ALL,
            Self::Equality => &[Format::Html, Format::Csv, Format::Md, Format::Json],
        }
    }
}

/// A format of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A workbook of a spreadsheet.
    Xlsx,
    /// Comma-separated values, a line a cell.
    Csv,
    /// A page for a browser or a printer.
    Html,
    /// A page as Markdown.
    Md,
    /// JSON.
    Json,
}

impl Format {
    /// Every format, in the order of the screens.
    pub const ALL: [Self; 5] = [Self::Xlsx, Self::Csv, Self::Html, Self::Md, Self::Json];

    /// The code on the command line, which is also how the files' names end.
    pub fn code(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Html => "html",
            Self::Md => "md",
            Self::Json => "json",
        }
    }

    /// The format of a code, or of a file's ending, in capitals or not.
    pub fn from_code(code: &str) -> Option<Self> {
        let is = |format: &Self| format.code().eq_ignore_ascii_case(code);
        Self::ALL.into_iter().find(is)
    }

    /// The words on the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Xlsx => "Excel workbook, with a chart",
            Self::Csv => "CSV, a line a cell",
            Self::Html => "web page, with a chart",
            Self::Md => "Markdown",
            Self::Json => "JSON",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back_in_capitals_too() {
        for format in Format::ALL {
            assert_eq!(Format::from_code(format.code()), Some(format));
            let loud = format.code().to_ascii_uppercase();
            assert_eq!(Format::from_code(&loud), Some(format));
        }
        assert_eq!(Format::from_code("xls"), None);
    }
}
