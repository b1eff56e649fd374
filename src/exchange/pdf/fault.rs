//! Why bytes are not a PDF whose text can be read, and the bounds that a hostile one meets.

/// The most bytes that the streams of a plan may unpack to together.
const MOST_BYTES: usize = 64 << 20;

/// The most tokens that are read of a file, its objects and its pages together.
const MOST_TOKENS: usize = 20_000_000;

/// The most letters and lines of a plan: four hundred closely printed pages.
const MOST_LETTERS: usize = 1_500_000;

/// Why bytes are not a PDF whose text can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPdf {
    /// It is no PDF at all.
    #[error(
        "is not a PDF, whatever its name says; open it in the program that made it and save it as .docx"
    )]
    Other,
    /// It is protected.
    #[error(
        "is protected with a password or against copying; open it and print it to a new PDF without one, or save it as .docx"
    )]
    Protected,
    /// It is damaged, so that a part of the plan would be missing.
    #[error(
        "is damaged or was cut short, so a part of the plan would be missing; fetch it again, or print it to a new PDF"
    )]
    Damaged,
    /// It holds pictures of its pages.
    #[error(
        "holds only pictures of its pages (a scan), no text; ask for the .docx, or have its text recognised and check that before importing"
    )]
    Scanned,
    /// It holds no words and no pictures.
    #[error("holds no words; save it again from the program that made it")]
    Empty,
    /// Its fonts do not say which letter is which.
    #[error(
        "has fonts that do not say which letter is which, so its words cannot be read; save it as .docx, or print it to a new PDF"
    )]
    Unreadable,
    /// It unpacks to more than any plan.
    #[error(
        "unpacks to far more than a plan has, so it was refused; open it and print it to a new PDF"
    )]
    TooLarge,
}

/// What may still be spent on a file.
#[derive(Debug)]
pub(super) struct Budget {
    bytes: usize,
    tokens: usize,
    letters: usize,
}

impl Budget {
    /// The budget of a file.
    pub(super) fn new() -> Self {
        Self {
            bytes: MOST_BYTES,
            tokens: MOST_TOKENS,
            letters: MOST_LETTERS,
        }
    }

    /// How many bytes may still be unpacked.
    pub(super) fn bytes_left(&self) -> usize {
        self.bytes
    }

    /// Spends unpacked bytes.
    pub(super) fn bytes(&mut self, count: usize) -> Result<(), NotPdf> {
        spend(&mut self.bytes, count)
    }

    /// Spends a token.
    pub(super) fn token(&mut self) -> Result<(), NotPdf> {
        spend(&mut self.tokens, 1)
    }

    /// Spends the tokens that looking through so many bytes is worth.
    pub(super) fn look_through(&mut self, bytes: usize) -> Result<(), NotPdf> {
        spend(&mut self.tokens, bytes / 64)
    }

    /// Spends the tokens that comparing all of so many with all of others is worth.
    pub(super) fn work(&mut self, one: usize, other: usize) -> Result<(), NotPdf> {
        spend(&mut self.tokens, one.saturating_mul(other) / 4)
    }

    /// Spends the bytes that so many entries of a font's tables take.
    pub(super) fn entries(&mut self, count: usize) -> Result<(), NotPdf> {
        self.bytes(count.saturating_mul(32))
    }

    /// Spends letters or lines.
    pub(super) fn letters(&mut self, count: usize) -> Result<(), NotPdf> {
        spend(&mut self.letters, count)
    }
}

fn spend(of: &mut usize, count: usize) -> Result<(), NotPdf> {
    *of = of.checked_sub(count).ok_or(NotPdf::TooLarge)?;
    Ok(())
}
