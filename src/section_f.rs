//! Reading Section F: plan text to provisions; no character vanishes.
