//! What a key or a command asks for, done once for both.
