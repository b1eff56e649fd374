//! Mishaps: where the program fails inside, it says so and leaves a report that holds nothing of a pupil.
//!
//! What a panic says may quote what was being read, so only words that stand in the program itself are told.

use std::any::Any;
use std::fmt::Write as _;
use std::io::{Write as _, stderr};
use std::panic::{self, PanicHookInfo};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::domain::day::Moment;
use crate::domain::printable::printable;
use crate::ui::trail::Trail;
use crate::workspace::files;

use super::clock::Clock;
use super::terminal;

/// Listens for panics of every thread from now on; reports go into a folder.
pub fn watch(folder: PathBuf, clock: Clock, trail: Trail) {
    let told = AtomicBool::new(false);
    panic::set_hook(Box::new(move |what| {
        let report = Report::of(what, &clock, &trail);
        // The others follow from the first.
        let kept = if told.swap(true, Ordering::SeqCst) {
            None
        } else {
            Some(report.keep(&folder))
        };
        let words = report.words(kept.as_ref().and_then(|kept| kept.as_deref().ok()));
        let _ = writeln!(stderr(), "{}", printable(&words));
    }));
}

/// The reports of a process in a folder, the latest last.
pub(super) fn reports(folder: &Path, process: u32) -> Vec<PathBuf> {
    let end = format!("-{process}.txt");
    let mut all = files::entries(folder).unwrap_or_default();
    all.retain(|file| file.to_string_lossy().ends_with(&end));
    all.sort();
    all
}

/// What is told of a failure.
struct Report {
    at: Moment,
    place: String,
    thread: String,
    words: Option<&'static str>,
    size: Option<(u16, u16)>,
    actions: Vec<&'static str>,
}

impl Report {
    fn of(what: &PanicHookInfo<'_>, clock: &Clock, trail: &Trail) -> Self {
        let place = what.location().map(ToString::to_string);
        Self {
            at: clock.now(),
            place: place.unwrap_or_else(|| "an unknown place".to_owned()),
            thread: thread::current().name().unwrap_or("unnamed").to_owned(),
            words: still(what.payload()),
            size: terminal::size(),
            actions: trail.names(),
        }
    }

    /// Writes the report; gives where it is.
    fn keep(&self, folder: &Path) -> Result<PathBuf, files::FileFault> {
        let stamp: String = (self.at.to_string().chars())
            .filter(char::is_ascii_digit)
            .take(14)
            .collect();
        let path = folder.join(format!("{stamp}-{}.txt", std::process::id()));
        files::write(&path, self.text().as_bytes())?;
        Ok(path)
    }

    fn text(&self) -> String {
        let size = self.size.map_or_else(
            || "none".to_owned(),
            |(columns, rows)| format!("{columns} columns, {rows} rows"),
        );
        let actions = if self.actions.is_empty() {
            "none".to_owned()
        } else {
            self.actions.join(", ")
        };
        let mut text = "Continuum failed inside.\n\n".to_owned();
        let lines = [
            ("program", program()),
            ("when", self.at.to_string()),
            ("place", self.place.clone()),
            ("thread", self.thread.clone()),
            ("words", self.words.unwrap_or(LEFT_OUT).to_owned()),
            ("terminal", size),
            ("actions", actions),
        ];
        for (name, value) in lines {
            let _ = writeln!(text, "{name:<10}{value}");
        }
        text.push_str(
            "\nThe actions are the names of what the last keys did, the latest last. Nothing of a pupil, a plan or a reader is in here.\n",
        );
        text
    }

    /// What stands on the terminal.
    fn words(&self, kept: Option<&Path>) -> String {
        let report = kept.map_or_else(String::new, |kept| {
            format!(
                " A report without anything of a pupil is in \"{}\"; hand it to whoever looks after Continuum.",
                kept.display()
            )
        });
        format!("Continuum failed inside, at {}.{report}", self.place)
    }
}

/// What stands for words that were put together as the program ran.
const LEFT_OUT: &str = "left out: they may quote what was being read";

fn program() -> String {
    let (os, machine) = (std::env::consts::OS, std::env::consts::ARCH);
    format!("continuum {} ({os}, {machine})", env!("CARGO_PKG_VERSION"))
}

/// The words of a panic, where they stand in the program as they are.
fn still(payload: &(dyn Any + Send)) -> Option<&'static str> {
    payload.downcast_ref::<&'static str>().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Day;
    use crate::ui::action::{Action, House};

    fn report(payload: &(dyn Any + Send)) -> Report {
        let trail = Trail::default();
        trail.note(Action::House(House::Palette));
        trail.note(Action::House(House::Help));
        Report {
            at: Moment::of_day(Day::new(2026, 3, 4).unwrap()),
            place: "src/somewhere.rs:12:3".into(),
            thread: "worker".into(),
            words: still(payload),
            size: Some((100, 30)),
            actions: trail.names(),
        }
    }

    #[test]
    fn a_report_tells_the_place_and_the_actions_and_no_words_that_were_put_together() {
        let name = "Arlo Quill";
        let text = report(&format!("no level for {name}")).text();
        for told in [
            "src/somewhere.rs:12:3",
            "worker",
            "100 columns, 30 rows",
            "palette, help",
            LEFT_OUT,
        ] {
            assert!(text.contains(told), "{told} in {text}");
        }
        assert!(!text.contains(name) && !text.contains("no level"), "{text}");
        let text = report(&"a list that was never empty").text();
        assert!(
            text.contains("words     a list that was never empty"),
            "{text}"
        );
    }

    #[test]
    fn a_report_is_found_by_its_process() {
        let folder = tempfile::tempdir().unwrap();
        let kept = report(&0).keep(folder.path()).unwrap();
        let process = std::process::id();
        assert_eq!(reports(folder.path(), process), [kept]);
        assert_eq!(reports(folder.path(), process + 1), [] as [PathBuf; 0]);
        assert_eq!(
            reports(&folder.path().join("none"), process),
            [] as [PathBuf; 0]
        );
    }
}
