//! PDFs as producers make them, and as an enemy would.
