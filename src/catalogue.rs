//! Framework files: checked, hashed, embedded.
