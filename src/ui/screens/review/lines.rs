//! What the readings say, in lines: the tariff and the areas, then provision by provision; the school's own where it sent
//! one.

use crate::domain::blind::blind;
use crate::domain::framework::Framework;
use crate::domain::moderation::ranks::Measure;
use crate::domain::moderation::readings::{Beside, Provisioned, SchoolRead, side_words};
use crate::domain::moderation::tolerance;
use crate::ui::parts::prose::Prose;
use crate::ui::parts::wrap::{Line, Run, columns, cut};
use crate::ui::theme::Meaning;

/// How wide a reader's answer stands in the table, twelve columns: as wide as "not settled", and a blank.
const ANSWER: usize = 12;

/// How wide what is said of both stands: as wide as "outside tolerance".
const SAID: usize = 17;

/// How much of an area's name can be told from another's.
const NAME: usize = 14;

/// The tariff, then the areas, those outside tolerance first; under a line that says whose is whose.
pub(super) fn sides(beside: &Beside, framework: &Framework, width: usize) -> Vec<Line> {
    let school = beside.school.as_ref();
    let readers = 2 + usize::from(school.is_some());
    let least = readers * ANSWER + 3;
    // Where three answers leave no room for an area's name, the sign alone says how the two lie.
    let said = if width < least + SAID + NAME { 0 } else { SAID };
    let name = width.saturating_sub(least + said).clamp(6, 34);
    let mut head = format!(
        "  {}{}{}",
        filled("", name + 1),
        filled("officer", ANSWER),
        "yours"
    );
    if school.is_some() {
        head.push_str(&" ".repeat(ANSWER - "yours".len()));
        head.push_str("school");
    }
    let mut sides: Vec<&tolerance::Beside> = beside.difference.sides.iter().collect();
    sides.sort_by_key(|side| {
        let is_area = side.measure != Measure::Tariff;
        (is_area, side.within, side.by == Some(0))
    });
    let mut lines = vec![vec![Run::muted(head)]];
    lines.extend((sides.into_iter()).map(|side| line(side, school, framework, (name, said))));
    let others = school.into_iter().flat_map(|school| alone(beside, school));
    lines.extend(others.map(|side| schools_line(side, framework, (name, said))));
    lines
}

/// How many lines the tariff and the areas have.
pub(super) fn measures(beside: &Beside) -> usize {
    let school = beside.school.as_ref();
    let alone = school.map_or(0, |school| alone(beside, school).count());
    beside.difference.sides.len() + alone
}

/// What the school or the officer settled, and of which the moderator's reading says nothing.
fn alone<'a>(
    beside: &'a Beside,
    school: &'a SchoolRead,
) -> impl Iterator<Item = &'a tolerance::Beside> {
    let sides = school.difference.sides.iter();
    sides.filter(|side| beside.difference.at(&side.measure).is_none())
}

fn line(
    side: &tolerance::Beside,
    school: Option<&SchoolRead>,
    framework: &Framework,
    (name, said): (usize, usize),
) -> Line {
    let (sign, meaning) = match (side.by, side.within) {
        (Some(0), _) => ("✓ ", Meaning::Good),
        (_, true) => ("≈ ", Meaning::Text),
        (_, false) => ("✗ ", Meaning::Danger),
    };
    let mut line = vec![
        Run::new(sign, meaning),
        Run::text(filled(&called(&side.measure, framework), name + 1)),
        answer(&side.measure, side.read, framework),
        answer(&side.measure, side.agreed, framework),
    ];
    if let Some(school) = school {
        let read = school.difference.at(&side.measure);
        let rank = read.and_then(|side| side.agreed);
        line.push(answer(&side.measure, rank, framework));
    }
    if said > 0 {
        line.push(Run::new(side_words(side), meaning));
    }
    line
}

/// An area of which the moderator's reading says nothing: it settled none, or cannot map.
fn schools_line(
    side: &tolerance::Beside,
    framework: &Framework,
    (name, said): (usize, usize),
) -> Line {
    let mut line = vec![
        Run::muted("  "),
        Run::text(filled(&called(&side.measure, framework), name + 1)),
        answer(&side.measure, side.read, framework),
        answer(&side.measure, None, framework),
        answer(&side.measure, side.agreed, framework),
    ];
    if said > 0 && side.read.is_none() {
        line.push(Run::muted("the school alone"));
    }
    line
}

fn called(measure: &Measure, framework: &Framework) -> String {
    match measure {
        Measure::Tariff => "Tariff".to_owned(),
        Measure::Area(_) => measure.words(framework),
    }
}

fn answer(measure: &Measure, rank: Option<usize>, framework: &Framework) -> Run {
    let words = measure.rank_words(framework, rank);
    Run::new(filled(&words, ANSWER), Meaning::Level)
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
        if !one.is_schools() {
            school(&mut text, one);
        }
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
    school(text, one);
}

/// What the school took a provision for, where it read the plan.
fn school(text: &mut Prose, one: &Provisioned) {
    if let Some(words) = &one.school {
        text.runs(&[
            Run::muted("  school: "),
            Run::new(or_nothing(words), Meaning::Level),
        ]);
    }
}

fn or_nothing(words: &[String]) -> String {
    if words.is_empty() {
        return "nothing".to_owned();
    }
    words.join(", ")
}
