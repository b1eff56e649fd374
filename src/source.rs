//! TOML text to typed values, with faults at line and column; the home of the TOML reader.
