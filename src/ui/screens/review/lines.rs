//! What both readings say, in lines: the tariff and the areas, then provision by provision.

use crate::domain::blind::blind;
use crate::domain::framework::Framework;
use crate::domain::moderation::ranks::Measure;
use crate::domain::moderation::readings::{Beside, Provisioned, rank_words, side_words};
use crate::domain::moderation::tolerance;
use crate::ui::parts::prose::Prose;
use crate::ui::parts::wrap::{Line, Run, columns, cut};
use crate::ui::theme::Meaning;

/// How wide a reader's answer stands in the table: as wide as "not settled", and a blank.
const ANSWER: usize = 12;

/// How wide what is said of both stands: as wide as "outside tolerance".
const SAID: usize = 17;

/// The tariff, then the areas, those outside tolerance first; under a line that says whose is whose.
pub(super) fn sides(beside: &Beside, framework: &Framework, width: usize) -> Vec<Line> {
    let name = width.saturating_sub(2 * ANSWER + SAID + 3).clamp(6, 34);
    let head = format!(
        "  {}{}{}",
        filled("", name + 1),
        filled("officer", ANSWER),
        "yours"
    );
    let mut sides: Vec<&tolerance::Beside> = beside.difference.sides.iter().collect();
    sides.sort_by_key(|side| {
        let is_area = side.measure != Measure::Tariff;
        (is_area, side.within, side.by == Some(0))
    });
    let mut lines = vec![vec![Run::muted(head)]];
    lines.extend(sides.into_iter().map(|side| line(side, framework, name)));
    lines
}

fn line(side: &tolerance::Beside, framework: &Framework, name: usize) -> Line {
    let (sign, meaning) = match (side.by, side.within) {
        (Some(0), _) => ("✓ ", Meaning::Good),
        (_, true) => ("≈ ", Meaning::Text),
        (_, false) => ("✗ ", Meaning::Danger),
    };
    let called = match &side.measure {
        Measure::Tariff => "Tariff",
        Measure::Area(area) => framework
            .area(area)
            .map_or(area.as_str(), |area| area.name.as_str()),
    };
    let answer = |rank| {
        let words = rank_words(framework, &side.measure, rank);
        Run::new(filled(&words, ANSWER), Meaning::Level)
    };
    vec![
        Run::new(sign, meaning),
        Run::text(filled(called, name + 1)),
        answer(side.read),
        answer(side.agreed),
        Run::new(side_words(side), meaning),
    ]
}

/// A text cut and filled up to so many columns, the last of them blank.
fn filled(text: &str, most: usize) -> String {
    let text = cut(text, most.saturating_sub(1));
    let blank = most.saturating_sub(columns(&text));
    text + &" ".repeat(blank)
}

/// The provisions as both took them, those judged differently first, and the flags of the officer's mapping.
pub(super) fn provisions(beside: &Beside, width: usize) -> Vec<Line> {
    let mut text = Prose::new(width);
    let differ = beside
        .provisions
        .iter()
        .filter(|one| !one.is_same())
        .count();
    if differ > 0 {
        text.title(format!("Judged differently: {differ}"));
    }
    for one in beside.provisions.iter().filter(|one| !one.is_same()) {
        provision(&mut text, one, width);
    }
    let same = beside.provisions.len() - differ;
    if same > 0 {
        text.title(format!("Judged the same: {same}"));
    }
    for one in beside.provisions.iter().filter(|one| one.is_same()) {
        let words = blind(&one.text);
        text.runs(&[
            Run::new("= ", Meaning::Good),
            Run::text(words),
            Run::new(format!("  {}", or_nothing(&one.officer)), Meaning::Level),
        ]);
    }
    let cannot = [("officer", &beside.officer), ("you", &beside.moderator)];
    for (who, mapping) in cannot {
        if let Some(cannot) = &mapping.sheet.judged.cannot_map {
            let note = cannot.note.as_deref().unwrap_or_default();
            let words = format!("{}. {note}", cannot.why.words());
            text.said(&format!("Cannot be mapped, {who}: "), &blind(&words));
        }
    }
    if !beside.officer.sheet.flags.is_empty() {
        text.title("Flags of the officer's mapping");
    }
    for flag in &beside.officer.sheet.flags {
        text.runs(&[
            Run::new("! ", Meaning::Doubt),
            Run::text(blind(&flag.reason)),
        ]);
    }
    text.lines()
}

fn provision(text: &mut Prose, one: &Provisioned, width: usize) {
    text.runs(&[Run::new("≠ ", Meaning::Doubt), Run::text(blind(&one.text))]);
    let (officer, yours) = (or_nothing(&one.officer), or_nothing(&one.moderator));
    let half = width / 2;
    let left = format!("  officer: {officer}");
    let right = format!("yours: {yours}");
    if columns(&left) < half && columns(&right) < width - half {
        text.runs(&[
            Run::muted("  officer: "),
            Run::new(filled(&officer, half.saturating_sub(11)), Meaning::Level),
            Run::muted("yours: "),
            Run::new(yours, Meaning::Level),
        ]);
    } else {
        text.runs(&[Run::muted("  officer: "), Run::new(officer, Meaning::Level)]);
        text.runs(&[Run::muted("  yours: "), Run::new(yours, Meaning::Level)]);
    }
}

fn or_nothing(words: &[String]) -> String {
    if words.is_empty() {
        return "nothing".to_owned();
    }
    words.join(", ")
}
