//! Pseudonyms: names for pupils that say nothing of them without this workspace's key; and codes by which somebody who was
//! erased is known again.

use hmac::{Hmac, Mac as _};

use super::connection::{Store, own_key};
use super::fault::Result;
use super::seal::Key;
use crate::domain::digest::Hash;
use crate::domain::identity::PupilId;

/// What the secret is for that pseudonyms are made with.
const PURPOSE: &str = "pupil pseudonyms";

/// How many bytes of the code make a pseudonym: two pupils of a country share one with a chance below one in a million millions.
const BYTES: usize = 10;

/// What the secret is for that people who were erased are known again by.
const ERASED: &str = "erased pupils";

/// Makes codes of what a person is known by; the secret stays in the workspace.
pub(crate) struct Coder(Hmac<Hash>);

impl Coder {
    /// Takes the secret from the workspace's key.
    pub(crate) fn of(key: &Key) -> Self {
        Self(keyed(key.derived(ERASED)))
    }

    /// The code of a text.
    pub(crate) fn code(&self, text: &str) -> Vec<u8> {
        let mut code = self.0.clone();
        code.update(text.as_bytes());
        code.finalize().into_bytes().to_vec()
    }
}

/// A code under a secret. As long as the hash's own block: a shorter secret is filled up with noughts, as the code itself
/// does.
fn keyed(secret: [u8; 32]) -> Hmac<Hash> {
    let mut block = [0; 64];
    block
        .iter_mut()
        .zip(secret)
        .for_each(|(to, from)| *to = from);
    Hmac::new(&block.into())
}

/// Makes pseudonyms; the secret stays in the workspace.
pub struct Pseudonyms(Hmac<Hash>);

impl Store {
    /// Gives what makes this workspace's pseudonyms: a secret that comes from its key.
    ///
    /// # Errors
    ///
    /// Where the workspace's key is not there.
    pub fn pseudonyms(&self) -> Result<Pseudonyms> {
        let secret = own_key(&self.db, self.key.as_ref(), self.door.folder())?.derived(PURPOSE);
        Ok(Pseudonyms(keyed(secret)))
    }
}

impl Pseudonyms {
    /// The pseudonym of a pupil: the same in this workspace always, another in any other.
    pub fn of(&self, pupil: &PupilId) -> String {
        let mut code = self.0.clone();
        code.update(pupil.as_str().as_bytes());
        let code = code.finalize().into_bytes();
        let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
        let hex = code
            .iter()
            .take(BYTES)
            .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
        ['P', '-'].into_iter().chain(hex).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pupil_has_one_pseudonym_under_a_key_and_another_under_another() {
        let under = |key: u8| Pseudonyms(Hmac::new(&[key; 64].into()));
        let (one, two) = (PupilId::new("one"), PupilId::new("two"));
        let pseudonym = under(1).of(&one);
        assert_eq!(pseudonym, under(1).of(&one));
        assert_ne!(pseudonym, under(1).of(&two));
        assert_ne!(pseudonym, under(2).of(&one));
        assert_eq!(pseudonym.len(), 2 + 2 * BYTES);
    }

    #[test]
    fn the_code_is_the_one_of_its_standard() {
        // RFC 4231, test case 1: twenty bytes 0b, "Hi There".
        let mut block = [0; 64];
        block.iter_mut().take(20).for_each(|byte| *byte = 0x0b);
        let code = Pseudonyms(Hmac::new(&block.into()));
        assert_eq!(code.of(&PupilId::new("Hi There")), "P-b0344c61d8db38535ca8");
    }
}
