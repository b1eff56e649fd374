//! A rate set written as a file.

use std::fmt::Write as _;

use crate::domain::day::Day;
use crate::domain::place::{Phase, Setting};
use crate::domain::rates::{Elements, FactorCount, RateSet, Value};

/// Writes a rate set as a file that reads back the same, with remarks at its top.
pub fn written_rates(set: &RateSet, remarks: &[String]) -> String {
    let mut text = String::new();
    for remark in remarks {
        let _ = writeln!(text, "# {}", remark.replace(char::is_control, " "));
    }
    head(&mut text, set);
    for rate in &set.rates {
        let _ = write!(
            text,
            "\n[[rate]]\ntariff = {}\n",
            quoted(rate.tariff.as_str())
        );
        settings(&mut text, &rate.settings);
        phases(&mut text, &rate.phases);
        let _ = match rate.value {
            Value::Pounds(money) => writeln!(text, "pounds = {}", money.in_pounds()),
            Value::Weight(weight) => writeln!(text, "weight = {weight}"),
        };
    }
    for factor in &set.factors {
        text.push_str("\n[[factor]]\n");
        settings(&mut text, &factor.settings);
        let count = match factor.count {
            FactorCount::InScope => "in_scope",
            FactorCount::Mapped => "mapped",
        };
        let _ = writeln!(text, "count = \"{count}\"\nfrom = {}", factor.from);
        if let Some(to) = factor.to {
            let _ = writeln!(text, "to = {to}");
        }
        let _ = writeln!(text, "percent = {}", factor.percent);
    }
    for one in &set.protections {
        let _ = writeln!(text, "\n[[protection]]\nkind = \"{}\"", one.kind.code());
        settings(&mut text, &one.settings);
        let _ = writeln!(text, "percent = {}", one.percent);
        day(&mut text, "from", one.from);
        day(&mut text, "until", one.until);
    }
    elements(&mut text, set.elements.as_ref());
    text
}

fn head(text: &mut String, set: &RateSet) {
    let versions: Vec<String> = set.versions.iter().map(|one| quoted(one)).collect();
    let _ = write!(
        text,
        "schema = 1\n\n[rates]\nid = {}\ntitle = {}\nstatus = \"{}\"\neffective_from = {}\nframework = {}\n",
        quoted(&set.id),
        quoted(&set.title),
        set.status.code(),
        set.effective_from,
        quoted(&set.framework),
    );
    if !versions.is_empty() {
        let _ = writeln!(text, "versions = [{}]", versions.join(", "));
    }
    let _ = write!(
        text,
        "source = {}\nnotice = {}\nprotect = \"{}\"\npaid_by = \"{}\"\n",
        quoted(&set.source),
        quoted(&set.notice),
        set.protect.code(),
        set.paid_by.code(),
    );
}

fn elements(text: &mut String, elements: Option<&Elements>) {
    for one in elements.into_iter().flat_map(|all| &all.elements) {
        text.push_str("\n[[element]]\n");
        settings(text, &one.settings);
        let _ = writeln!(text, "pounds = {}", one.pounds.in_pounds());
        if let Some(vacant) = one.vacant {
            let _ = writeln!(text, "vacant = {}", vacant.in_pounds());
        }
        let _ = writeln!(text, "what = {}", quoted(&one.what));
    }
}

fn settings(text: &mut String, settings: &[Setting]) {
    let codes: Vec<String> = settings.iter().map(|one| quoted(one.code())).collect();
    if !codes.is_empty() {
        let _ = writeln!(text, "settings = [{}]", codes.join(", "));
    }
}

fn phases(text: &mut String, phases: &[Phase]) {
    let codes: Vec<String> = phases.iter().map(|one| quoted(one.code())).collect();
    if !codes.is_empty() {
        let _ = writeln!(text, "phases = [{}]", codes.join(", "));
    }
}

fn day(text: &mut String, key: &str, day: Option<Day>) {
    if let Some(day) = day {
        let _ = writeln!(text, "{key} = {day}");
    }
}

/// A text in quotes, as a TOML file has it.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
