//! Under the levels: the rule and the evidence, suggestions, and what separates the level from its
//! neighbours.

use ratatui::layout::Rect;

use super::super::scale;
use super::super::work::{Stage, Work};
use crate::domain::derivation::AreaLevelRule;
use crate::domain::difference;
use crate::domain::framework::Area;
use crate::domain::identity::LevelId;
use crate::ui::desk::Desk;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::wrap::{Line, Run, wrap};
use crate::ui::theme::Meaning;

/// Draws the pane.
pub(super) fn draw(work: &Work, lines: &[Line], paint: &mut Paint<'_>, area: Rect) {
    let title = match work.stage {
        Stage::Areas => "the rule, and what separates the levels",
        Stage::Provisions | Stage::Complete | Stage::Revealed | Stage::Recording => {
            "what separates the levels"
        }
    };
    let inside = paint.pane(area, title, "", false);
    paint.lines(inside, lines, 0);
}

/// Everything that there is to say, most wanted first.
pub(super) fn lines(work: &Work, desk: &Desk, width: u16) -> Vec<Line> {
    let most = usize::from(width);
    let mut lines = Vec::new();
    if let Some(area) = work.area() {
        if work.stage == Stage::Areas {
            lines.extend(wrap(&evidence(work, area), most));
        }
        lines.extend(suggestions(work, desk, most));
        lines.extend(neighbours(work, area, most));
    }
    lines
}

fn evidence(work: &Work, area: &Area) -> Vec<Run> {
    let count = work.working.evidence(&area.id).count();
    if count == 0 {
        let source = work
            .working
            .settled(&area.id)
            .map_or(work.source, |one| one.evidence);
        return vec![Run::new(
            format!(
                "No provision is evidence here; it rests on {}.",
                source.words()
            ),
            Meaning::Doubt,
        )];
    }
    let mut levels: Vec<String> = (work.working.evidence(&area.id))
        .map(|(_, level)| level.map_or("–", LevelId::as_str).to_owned())
        .collect();
    levels.sort();
    let provisions = if count == 1 {
        "provision"
    } else {
        "provisions"
    };
    let hours = work.hours(&area.id).rounded();
    let what = format!(
        "{count} {provisions}, {hours} h a year; levels {}. ",
        levels.join(" ")
    );
    let rule = match (work.framework.derivation.area_level, work.rule(&area.id)) {
        (AreaLevelRule::Highest, Some(level)) => format!("The highest makes it {level}: Enter."),
        (AreaLevelRule::Most, Some(level)) => format!("The most frequent makes it {level}: Enter."),
        (AreaLevelRule::Highest | AreaLevelRule::Most, None) => {
            "No level was judged, so the rule says nothing.".to_owned()
        }
        (AreaLevelRule::Reader, _) => "The framework leaves the weighing to you.".to_owned(),
    };
    vec![Run::text(what), Run::new(rule, Meaning::Level)]
}

fn suggestions(work: &Work, desk: &Desk, most: usize) -> Vec<Line> {
    let suggestions = work.suggestions(desk);
    let mut lines = Vec::new();
    let off = work.case.suggestions_off.as_ref();
    if let Some(who) = off.filter(|_| !work.is_blind() && work.stage == Stage::Provisions) {
        let words = format!("suggestions are off for everyone, by {who}");
        lines.extend(wrap(&[Run::muted(words)], most));
    }
    if !suggestions.is_empty() {
        lines.push(vec![Run::muted("words in common with (h hides):")]);
    }
    for suggestion in suggestions {
        let mark = scale::mark(&suggestion.area, Some(&suggestion.level));
        let mut runs = vec![Run::text(format!("  {mark}  "))];
        for (place, word) in suggestion.words.iter().take(4).enumerate() {
            if place > 0 {
                runs.push(Run::text(" "));
            }
            runs.push(Run::new(word.clone(), Meaning::Match));
        }
        lines.extend(wrap(&runs, most).into_iter().take(1));
    }
    lines
}

/// What separates the level looked at from the one above and the one below.
fn neighbours(work: &Work, area: &Area, most: usize) -> Vec<Line> {
    let rank = (work.shown_level())
        .and_then(|shown| area.levels.iter().position(|level| level == shown))
        .unwrap_or(0);
    let level = |at: Option<usize>| at.and_then(|at| area.levels.get(at));
    let pairs = [
        (level(Some(rank)), level(Some(rank + 1))),
        (level(rank.checked_sub(1)), level(Some(rank))),
    ];
    let mut lines = Vec::new();
    for (lower, higher) in pairs {
        if let (Some(lower), Some(higher)) = (lower, higher) {
            lines.extend(separation(work, area, lower, higher, most));
        }
    }
    lines
}

fn separation(
    work: &Work,
    area: &Area,
    lower: &LevelId,
    higher: &LevelId,
    most: usize,
) -> Vec<Line> {
    let row = &work.case.row;
    let text = |level| {
        let found = (work.framework).descriptor(&area.id, level, row.phase, row.setting);
        found.map(|descriptor| descriptor.text.as_str())
    };
    let (Some(one), Some(other)) = (text(lower), text(higher)) else {
        return Vec::new();
    };
    let mut lines = vec![vec![Run::new(
        format!("from {lower} to {higher}"),
        Meaning::Title,
    )]];
    for difference in difference::between(one, other) {
        let label = difference.label.map(|label| format!("{label}: "));
        let mut runs = vec![Run::muted(label.unwrap_or_default())];
        for (place, (lower, higher)) in difference.steps.iter().enumerate() {
            if place > 0 {
                runs.push(Run::muted("; "));
            }
            runs.push(Run::text(lower.clone()));
            runs.push(Run::new(" → ", Meaning::Level));
            runs.push(Run::text(higher.clone()));
        }
        lines.extend(wrap(&runs, most));
    }
    lines
}
