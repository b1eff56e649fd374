//! Two texts word by word, as JSON and as a line of text.

use serde::Serialize;

use crate::domain::difference::{self, Change};

/// A run of words: in both texts, or in one.
#[derive(Serialize)]
pub(super) struct Words {
    what: &'static str,
    text: String,
}

/// Compares two texts word by word.
pub(super) fn between(before: &str, now: &str) -> Vec<Words> {
    let words = difference::words(before, now).into_iter();
    let words = words.map(|change| match change {
        Change::Same(text) => Words { what: "same", text },
        Change::Gone(text) => Words { what: "gone", text },
        Change::New(text) => Words { what: "new", text },
    });
    words.collect()
}

/// Writes runs as one text, what is gone in `[-…-]` and what is new in `{+…+}`.
pub(super) fn marked(words: &[Words]) -> String {
    let runs = words.iter().map(|run| match run.what {
        "gone" => format!("[-{}-]", run.text),
        "new" => format!("{{+{}+}}", run.text),
        _ => run.text.clone(),
    });
    runs.collect()
}
