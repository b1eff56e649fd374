//! The forms that a distribution leaves the program in.

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
