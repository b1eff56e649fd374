//! What is said of a signal or an officer, in full.

use super::state::Row;
use crate::domain::framework::Framework;
use crate::domain::moderation::drift::signal::Signal;
use crate::domain::moderation::drift::told::{Drifted, Person};
use crate::domain::place::Setting;
use crate::ui::parts::prose::Prose;
use crate::ui::parts::wrap::{Line, Run};
use crate::ui::theme::Meaning;

/// Writes all that is said of a row.
pub(super) fn lines(
    found: &Drifted,
    row: Row<'_>,
    framework: &Framework,
    width: usize,
) -> Vec<Line> {
    let mut text = Prose::new(width);
    match row {
        Row::Signal(signal) => told(&mut text, found, signal, framework),
        Row::Officer(person) => weeks(&mut text, found, person, framework),
    }
    text.lines()
}

/// Whether a signal stands on an officer, in a few words.
pub(super) fn standing(found: &Drifted, officer: &str, framework: &Framework) -> (String, Meaning) {
    let signals = found.signals_of(officer).map(|one| {
        let measure = one.measure.words(framework);
        format!("{measure} {}", one.direction().words())
    });
    let signals: Vec<String> = signals.collect();
    if signals.is_empty() {
        ("no signal".to_owned(), Meaning::Muted)
    } else {
        (format!("! {}", signals.join(", ")), Meaning::Doubt)
    }
}

fn told(text: &mut Prose, found: &Drifted, signal: &Signal, framework: &Framework) {
    text.runs(&[
        Run::new("! ", Meaning::Doubt),
        Run::text(signal.sentence(framework)),
    ]);
    text.plain(signal.bounds());
    if let Some(gap) = found.gap(&signal.officer, &signal.measure) {
        text.said("Read twice: ", &gap.words());
    }
    text.muted("Enter lists the pupils, oldest mapping first.");
    text.title(signal.officer.clone());
    measures(text, found, &signal.officer, framework);
}

fn weeks(text: &mut Prose, found: &Drifted, person: &Person, framework: &Framework) {
    for signal in found.signals_of(&person.name) {
        text.runs(&[
            Run::new("! ", Meaning::Doubt),
            Run::text(signal.sentence(framework)),
        ]);
    }
    measures(text, found, &person.name, framework);
    apart(text, found, &person.name, framework);
    text.muted("Enter lists the pupils, oldest mapping first.");
}

/// An officer's weekly means at every measure, a sign a week; everybody's run between the same two ends.
fn measures(text: &mut Prose, found: &Drifted, officer: &str, framework: &Framework) {
    for one in found.weeks_of(officer, framework) {
        text.runs(&[
            Run::muted(format!("{}  ", one.measure)),
            Run::new(one.signs, Meaning::Level),
            Run::text(format!("  {}", one.trend)),
        ]);
        if !one.gap.is_empty() {
            text.muted(format!("  {}", one.gap));
        }
    }
}

/// The shares that lie apart from the moderators'.
fn apart(text: &mut Prose, found: &Drifted, officer: &str, framework: &Framework) {
    let own = found.outlook.shares.iter();
    let mut title = Some("Shares that lie apart from the moderators' (Goodman, 95 %)");
    for shares in own.filter(|one| one.officer == officer) {
        for (rank, share) in shares.apart() {
            if let Some(title) = title.take() {
                text.title(title);
            }
            let place = shares.setting.map_or("all settings", Setting::words);
            text.plain(format!(
                "{}, {place}: {} to {}",
                shares.measure.words(framework),
                shares.measure.rank_words(framework, Some(rank)),
                shares.words(share)
            ));
        }
    }
}
