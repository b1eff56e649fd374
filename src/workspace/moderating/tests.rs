//! Moderation as a whole: a sample drawn, read, decided, and what it measures.
