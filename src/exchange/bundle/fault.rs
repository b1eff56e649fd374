//! Why a bundle was refused: nothing of it was taken in.

use std::io;

use super::age::AgeFault;

/// Why a bundle was refused, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum BundleFault {
    /// It is no bundle.
    #[error(
        "is no bundle, or its first line is damaged; nothing was changed; ask your colleague for the file that `continuum bundle export` wrote"
    )]
    NotBundle,
    /// A later program made it.
    #[error("was made by a newer Continuum; nothing was changed; update Continuum to read it")]
    Newer,
    /// It is for somebody else.
    #[error(
        "was made for somebody else; nothing was changed; send your colleague the line of `continuum keys show`, and ask for a bundle with you among its recipients"
    )]
    NotForUs,
    /// It was changed, cut, or signed with another key than it says.
    #[error(
        "was cut short or changed on its way, or its signature is not its maker's; nothing was changed; fetch it again, or ask your colleague to make it again"
    )]
    Changed,
    /// Its maker is nobody who is trusted here.
    #[error(
        "was made by {0}, whom nobody here trusts; nothing was changed; ask for the line of `continuum keys show` on another way than this file came, and give it to `continuum keys trust`"
    )]
    Foreign(String),
    /// Its maker is trusted here no longer.
    #[error(
        "was made by {0}, who is trusted here no longer; nothing was changed; give their line to `continuum keys trust` where that is over"
    )]
    Former(String),
    /// Its maker's name is known with other keys.
    #[error(
        "says it is from {0}, and is signed with another key than the one that is trusted; nothing was changed; ask them, and do not use the file"
    )]
    OtherKey(String),
    /// What it holds makes no sense.
    #[error(
        "holds something that no bundle has ({0}); nothing was changed; ask your colleague to run `continuum verify` and to make it again"
    )]
    Unfit(String),
    /// It unpacks to more than any bundle.
    #[error(
        "unpacks to more than any bundle has; nothing was changed; ask your colleague for one with less in it (`--since`, `--pupils`)"
    )]
    TooLarge,
    /// A key to seal to is none.
    #[error("cannot be made: one of the recipients has no key that anything can be sealed to")]
    NoKey,
    /// The disk gave an error.
    #[error("could not be read or written: {0}; nothing was changed")]
    Io(io::Error),
}

impl From<AgeFault> for BundleFault {
    fn from(fault: AgeFault) -> Self {
        match fault {
            AgeFault::NotAge => Self::NotBundle,
            AgeFault::NotForUs => Self::NotForUs,
            AgeFault::Changed => Self::Changed,
            AgeFault::Io(error) => Self::Io(error),
        }
    }
}

impl From<io::Error> for BundleFault {
    fn from(error: io::Error) -> Self {
        AgeFault::from(error).into()
    }
}
