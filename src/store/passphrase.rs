//! The passphrase of an encrypted workspace, and the keys made of it that its files are encrypted with.
//!
//! A key comes of the passphrase and of the sixteen bytes of salt that a file begins with, in the way SQLCipher itself goes
//! (PBKDF2 with HMAC-SHA512, 256,000 rounds), so that any program that reads SQLCipher opens the file by the same
//! passphrase. It is made here once for all connections: each would otherwise take a fifth of a second over it.

use std::fmt::{self, Write as _};
use std::sync::{Arc, Mutex, PoisonError};

use hmac::{Hmac, Mac as _};
use rusqlite::Connection;
use zeroize::Zeroizing;

use super::fault::{Result, StoreError};
use super::mint::Mint;
use crate::domain::digest::LongHash;

/// Whether this program was built so that it can encrypt.
pub const ENCRYPTS: bool = cfg!(feature = "encrypted");

/// The fewest characters of a new passphrase.
pub const SHORTEST: usize = 12;

/// The most bytes of any: as many as one block of the hash has.
pub const LONGEST: usize = 128;

/// How often the passphrase is mixed in, as SQLCipher 4 does.
const ROUNDS: u32 = 256_000;

/// How large the pages of an encrypted file are: it does not say so itself.
const PAGES: u32 = 16384;

/// What goes wrong is told by us: the cipher's own log would be written over the screen.
const QUIET: &str = "PRAGMA cipher_log_level = NONE";

/// What a file begins with that is encrypted.
pub(crate) type Salt = [u8; 16];

/// Why something cannot be a passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PassphraseFault {
    /// This program cannot encrypt.
    #[error(
        "This Continuum was built without encryption. Build it with `cargo build --release --features encrypted`; the README says what that needs, under \"At rest\"."
    )]
    Unbuilt,
    /// There is nothing.
    #[error("That is empty, and no passphrase.")]
    Empty,
    /// A new one is too short.
    #[error(
        "A passphrase needs at least {SHORTEST} characters. Take five or six words that have nothing to do with one another; blanks count."
    )]
    Short,
    /// It is too long.
    #[error("A passphrase has at most {LONGEST} bytes.")]
    Long,
}

/// What a person knows, or keeps in a file of their own, that opens a workspace. It is gone from memory once nobody holds it.
#[derive(Clone)]
pub struct Passphrase(Arc<Words>);

struct Words {
    bytes: Zeroizing<Vec<u8>>,
    /// The keys made of it so far: of the workspace's file and its backups one, as a rule.
    made: Mutex<Vec<Cipher>>,
}

impl Passphrase {
    /// Takes one as it was typed, or as it stands in a file.
    pub fn of(bytes: Vec<u8>) -> Result<Self, PassphraseFault> {
        let bytes = Zeroizing::new(bytes);
        if !ENCRYPTS {
            return Err(PassphraseFault::Unbuilt);
        }
        match bytes.len() {
            0 => Err(PassphraseFault::Empty),
            1..=LONGEST => Ok(Self(Arc::new(Words {
                bytes,
                made: Mutex::default(),
            }))),
            _ => Err(PassphraseFault::Long),
        }
    }

    /// Refuses one that is too short to be a new one.
    pub fn fit(self) -> Result<Self, PassphraseFault> {
        let shown = String::from_utf8_lossy(&self.0.bytes);
        if shown.trim().chars().count() < SHORTEST {
            return Err(PassphraseFault::Short);
        }
        Ok(self)
    }

    /// One that nobody knows, for a file that is thrown away.
    pub fn unknown() -> Result<Self> {
        let secret = Zeroizing::new(Mint::system()?.salt());
        Self::of(secret.to_vec()).map_err(|fault| StoreError::Randomness(fault.to_string()))
    }

    /// The key of a file with this salt.
    pub(crate) fn cipher(&self, salt: Salt) -> Cipher {
        let mut made = self.0.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = made.iter().find(|one| one.salt == salt) {
            return known.clone();
        }
        let key = stretched(&self.0.bytes, &salt);
        let cipher = Cipher { key, salt };
        made.push(cipher.clone());
        cipher
    }

    /// The key of a new file.
    pub(crate) fn fresh(&self) -> Result<Cipher> {
        let (mut salt, random) = (Salt::default(), Mint::system()?.salt());
        salt.iter_mut()
            .zip(random)
            .for_each(|(to, from)| *to = from);
        Ok(self.cipher(salt))
    }
}

impl PartialEq for Passphrase {
    fn eq(&self, other: &Self) -> bool {
        self.0.bytes == other.0.bytes
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase")
    }
}

/// PBKDF2 (RFC 8018, 5.2) for one block of output, of which SQLCipher takes the first half.
fn stretched(passphrase: &[u8], salt: &Salt) -> Zeroizing<[u8; 32]> {
    let mut block = Zeroizing::new([0; LONGEST]);
    let bytes = block.iter_mut().zip(passphrase);
    bytes.for_each(|(to, from)| *to = *from);
    let keyed: Hmac<LongHash> = Hmac::new((&*block).into());
    let mut first = keyed.clone();
    first.update(salt);
    first.update(&1u32.to_be_bytes());
    let mut last = first.finalize().into_bytes();
    let mut sum = last;
    for _ in 1..ROUNDS {
        let mut next = keyed.clone();
        next.update(&last);
        last = next.finalize().into_bytes();
        sum.iter_mut()
            .zip(&last)
            .for_each(|(sum, byte)| *sum ^= byte);
    }
    let mut key = Zeroizing::new([0; 32]);
    key.iter_mut().zip(&sum).for_each(|(to, from)| *to = *from);
    key
}

/// The key of one file, with the salt that it begins with.
#[derive(Clone)]
pub(crate) struct Cipher {
    key: Zeroizing<[u8; 32]>,
    pub(crate) salt: Salt,
}

impl Cipher {
    /// The key and the salt as SQLCipher takes them.
    pub(crate) fn spelt(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(100));
        text.push_str("x'");
        for byte in self.key.iter().chain(&self.salt) {
            let _ = write!(text, "{byte:02x}");
        }
        text.push('\'');
        text
    }

    /// The salt of the file of a connection that has read nothing yet.
    pub(crate) fn salt_of(db: &Connection) -> Result<Salt> {
        let unread = || StoreError::Damaged("it has no salt".to_owned());
        // A salt is only told to whoever has given a key, be it the wrong one.
        set(db, "any")?;
        let text: String = db
            .query_row("PRAGMA cipher_salt", [], |row| row.get(0))
            .map_err(|_| unread())?;
        let salt = u128::from_str_radix(&text, 16).map_err(|_| unread())?;
        Ok(salt.to_be_bytes())
    }

    /// Gives a connection the key, before anything is read through it.
    pub(crate) fn give(&self, db: &Connection) -> Result<()> {
        set(db, &self.spelt())
    }

    /// Does the same for a file that is attached under a name.
    pub(crate) fn attach(&self, db: &Connection, path: &str, name: &str) -> Result<()> {
        let spelt = self.spelt();
        db.execute_batch(QUIET)?;
        db.execute(
            &format!("ATTACH DATABASE ?1 AS {name} KEY ?2"),
            [path, spelt.as_str()],
        )?;
        Ok(db.execute_batch(&format!("PRAGMA {name}.cipher_page_size = {PAGES}"))?)
    }
}

/// Attaches a new file that is not encrypted under a name, whatever the file of the connection is.
pub(crate) fn attach_plain(db: &Connection, path: &str, name: &str) -> Result<()> {
    // Without a key of its own, be it an empty one, it would have the connection's.
    db.execute(&format!("ATTACH DATABASE ?1 AS {name} KEY ''"), [path])?;
    Ok(db.execute_batch(&format!("PRAGMA {name}.page_size = {PAGES}"))?)
}

fn set(db: &Connection, spelt: &str) -> Result<()> {
    let mut sql = Zeroizing::new(String::with_capacity(200));
    let _ = write!(
        sql,
        "{QUIET}; PRAGMA key = \"{spelt}\"; PRAGMA cipher_page_size = {PAGES}"
    );
    // What SQLite says may quote what it was given.
    db.execute_batch(&sql)
        .map_err(|_| StoreError::Damaged("its key could not be set".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_as_sqlcipher_makes_it() {
        let mut salt = Salt::default();
        salt.iter_mut().zip(0..).for_each(|(byte, n)| *byte = n);
        // Reckoned with another program: hashlib.pbkdf2_hmac("sha512", …, 256000, 32).
        let reckoned = "2c6ee106931bbdc6ea7e33497f04526ccbe4fb541379d36a506a65eabed0d8e2";
        let key = stretched(b"correct horse battery staple", &salt);
        let cipher = Cipher { key, salt };
        let whole = format!("x'{reckoned}000102030405060708090a0b0c0d0e0f'");
        assert_eq!(*cipher.spelt(), whole);
    }

    #[cfg(not(feature = "encrypted"))]
    #[test]
    fn a_program_without_encryption_takes_none() {
        let refused = Passphrase::of(b"correct horse battery staple".to_vec());
        assert_eq!(refused.unwrap_err(), PassphraseFault::Unbuilt);
    }

    #[cfg(feature = "encrypted")]
    #[test]
    fn a_new_one_is_neither_short_nor_too_long_nor_shown() {
        let fit = |text: &str| Passphrase::of(text.into()).and_then(Passphrase::fit);
        assert_eq!(fit("").unwrap_err(), PassphraseFault::Empty);
        assert_eq!(fit("eleven more").unwrap_err(), PassphraseFault::Short);
        assert_eq!(fit("    short      ").unwrap_err(), PassphraseFault::Short);
        assert_eq!(fit("ééééééééééé").unwrap_err(), PassphraseFault::Short);
        assert_eq!(fit(&"x".repeat(129)).unwrap_err(), PassphraseFault::Long);
        let taken = fit(&"x".repeat(128)).unwrap();
        assert_eq!(format!("{taken:?}"), "Passphrase");
        // A file that is there is opened by whatever it has.
        assert!(Passphrase::of(b"short".to_vec()).is_ok());
    }
}
