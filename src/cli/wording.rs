//! `continuum wording`: the list of vague words, printed to start from, or one checked.

use serde_json::json;

use crate::domain::printable::printable;
use crate::section_f::{BUILT_IN_WORDING, Wording};
use crate::workspace::files;

use super::arguments::Wordlist;
use super::failure::Failure;
use super::output;

pub(super) fn run(order: &Wordlist) -> Result<(), Failure> {
    let Some(file) = &order.check else {
        return output::text(BUILT_IN_WORDING);
    };
    let bytes = files::read(file).map_err(Failure::refused)?;
    let read = Wording::read(&file.display().to_string(), &bytes);
    if order.json {
        output::json(&checked(&read))?;
    }
    let wording = read.map_err(Failure::refused)?;
    if order.json {
        return Ok(());
    }
    output::line(format!(
        "{} phrases, no faults. To use the list, put it into the workspace's folder as wording.toml; its mark is {}.",
        wording.phrases(),
        printable(wording.name())
    ))
}

fn checked(read: &Result<Wording, crate::section_f::WordingFault>) -> serde_json::Value {
    match read {
        Ok(wording) => {
            json!({"ok": true, "wording": wording.name(), "phrases": wording.phrases(), "faults": []})
        }
        Err(told) => {
            let faults: Vec<_> = (told.0.iter())
                .map(|one| json!({"line": one.line, "column": one.column, "what": one.what}))
                .collect();
            json!({"ok": false, "wording": null, "phrases": 0, "faults": faults})
        }
    }
}
