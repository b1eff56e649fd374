//! Fuzzy finding and suggestions.
