//! TOML text to typed values.

use serde::de::DeserializeOwned;

/// What is wrong with a file.
pub type Fault = toml::de::Error;

/// Reads a TOML text.
pub fn parse<T: DeserializeOwned>(_file: &str, text: &str) -> Result<T, Fault> {
    toml::from_str(text)
}
