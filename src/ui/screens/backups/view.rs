//! How it looks: the backups, and the one under the cursor or what was found of the workspace.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::state::{Backups, Beside, Said};
use crate::domain::backup::{Listed, Wholeness};
use crate::domain::verification::Verification;
use crate::ui::desk::Desk;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::prose::Prose;
use crate::ui::parts::window;
use crate::ui::parts::wrap::{Line, Run, cut, wrap_text};
use crate::ui::theme::{Meaning, Theme};

/// From how many columns on the panes stand side by side.
const SIDE_BY_SIDE: u16 = 100;

/// How many lines what was said last may take.
const MOST_SAID: u16 = 5;

/// How many faults are listed; the command prints all.
const MOST_FAULTS: usize = 200;

/// Where everything stands.
struct Places {
    list: Rect,
    beside: Rect,
    foot: Rect,
}

impl Backups {
    /// Draws itself.
    pub(crate) fn view(&self, _desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let places = self.places(area);
        let said = Rect {
            x: places.foot.x + 1,
            width: places.foot.width.saturating_sub(1),
            ..places.foot
        };
        paint.lines(said, &self.said_lines(area.width), 0);
        self.list_of(&mut paint, places.list);
        let title = match (&self.beside, self.backup()) {
            (Beside::Workspace(_), _) => "The workspace".to_owned(),
            (Beside::Backup, Some(backup)) => backup.name(),
            (Beside::Backup, None) => String::new(),
        };
        let inside = paint.pane(places.beside, &title, "", false);
        let lines = self.lines(inside.width);
        paint.lines(inside, &lines, self.from);
        let seen = self.from + usize::from(inside.height);
        let below = lines.len().saturating_sub(seen);
        if below > 0 {
            let words = format!("{below} more lines: page down");
            paint.lower_edge(places.beside, &words, Meaning::Hint);
        }
    }

    /// The furthest line that what is beside the list can be scrolled to.
    pub(super) fn last_line(&self, desk: &Desk) -> usize {
        let body = Rect::new(0, 0, desk.size.0, desk.size.1.saturating_sub(1));
        let pane = self.places(body).beside;
        let lines = self.lines(pane.width.saturating_sub(2));
        lines
            .len()
            .saturating_sub(pane.height.saturating_sub(2).into())
    }

    fn places(&self, area: Rect) -> Places {
        let said = u16::try_from(self.said_lines(area.width).len()).unwrap_or(MOST_SAID);
        let rows = [
            Constraint::Min(3),
            Constraint::Length(said.clamp(2, MOST_SAID)),
        ];
        let [middle, foot] = Layout::vertical(rows).areas(area);
        let (list, beside) = if area.width >= SIDE_BY_SIDE {
            let columns = [Constraint::Length(area.width / 2), Constraint::Min(40)];
            let [left, right] = Layout::horizontal(columns).areas(middle);
            (left, right)
        } else {
            let rows = [
                Constraint::Length((middle.height / 3).max(3)),
                Constraint::Min(3),
            ];
            let [upper, lower] = Layout::vertical(rows).areas(middle);
            (upper, lower)
        };
        Places { list, beside, foot }
    }

    fn list_of(&self, paint: &mut Paint<'_>, area: Rect) {
        let all = self.list();
        let right = match all.len() {
            0 => String::new(),
            1 => "1 backup".to_owned(),
            count => format!("{count} backups, latest first"),
        };
        let inside = paint.pane(area, "Backups", &right, true);
        if self.all.is_none() {
            paint.text(inside, 0, 0, "Looking for the backups…", Meaning::Muted);
        }
        let from = window::first(self.cursor, all.len(), inside.height.into());
        for (row, (at, backup)) in (0..inside.height).zip(all.iter().enumerate().skip(from)) {
            let cursor = if at == self.cursor { "▸ " } else { "  " };
            let column = paint.text(inside, row, 0, cursor, Meaning::Text);
            one(paint, inside, (row, column), backup);
            if at == self.cursor {
                paint.select(inside, row);
            }
        }
    }

    fn lines(&self, width: u16) -> Vec<Line> {
        let mut prose = Prose::new(width.into());
        match (&self.beside, self.backup()) {
            (Beside::Workspace(found), _) => verified(&mut prose, found),
            (Beside::Backup, Some(backup)) => about(&mut prose, backup),
            (Beside::Backup, None) if self.all.is_some() => nothing(&mut prose),
            (Beside::Backup, None) => {}
        }
        prose.lines()
    }

    fn said_lines(&self, width: u16) -> Vec<Line> {
        let (words, meaning) = match &self.said {
            None => return Vec::new(),
            Some(Said::Done(words)) => (format!("✓ {words}"), Meaning::Good),
            Some(Said::Refused(why)) => (why.clone(), Meaning::Danger),
        };
        wrap_text(&words, meaning, width.saturating_sub(2).into())
    }
}

/// One row of the list: whether it is whole, when it was made, why, how large it is.
fn one(paint: &mut Paint<'_>, area: Rect, (row, column): (u16, u16), backup: &Listed) {
    let (sign, meaning) = sign(&backup.wholeness);
    let column = paint.text(area, row, column, &format!("{sign} "), meaning);
    let Some(manifest) = &backup.manifest else {
        paint.text(area, row, column, &backup.name(), Meaning::Muted);
        return;
    };
    let made = format!("{:<19}", manifest.made.long());
    let column = paint.text(area, row, column, &made, Meaning::Muted);
    let size = format!(" {}", manifest.size());
    let taken = usize::from(column) + size.len();
    let room = usize::from(area.width).saturating_sub(taken);
    paint.text(
        area,
        row,
        column,
        &cut(manifest.why.words(), room),
        Meaning::Text,
    );
    paint.right(area, row, &size, Meaning::Muted);
}

/// The sign of whether a backup is whole, and its meaning.
fn sign(wholeness: &Wholeness) -> (&'static str, Meaning) {
    match wholeness {
        Wholeness::Unread => ("·", Meaning::Muted),
        Wholeness::Whole => ("✓", Meaning::Good),
        Wholeness::Faulty(_) => ("✗", Meaning::Danger),
    }
}

/// What a backup holds, whether it is whole, and what can be done with it.
fn about(prose: &mut Prose, backup: &Listed) {
    if let Some(manifest) = &backup.manifest {
        let made = format!("{}, {}", manifest.made.long(), manifest.why.words());
        prose.plain(made);
        let holding = backup.holding().unwrap_or_default();
        prose.plain(format!("{holding} · {}", manifest.size()));
    }
    prose.muted(backup.folder.display().to_string());
    prose.plain("");
    match &backup.wholeness {
        Wholeness::Unread => prose.runs(&[Run::new(
            "Enter reads it through and says whether it is whole.",
            Meaning::Hint,
        )]),
        Wholeness::Whole => prose.runs(&[Run::new(
            "✓ Whole: every byte is as it was made with.",
            Meaning::Good,
        )]),
        Wholeness::Faulty(why) => prose.runs(&[Run::new(format!("✗ {why}"), Meaning::Danger)]),
    }
    if backup.manifest.is_some() {
        prose.plain("");
        prose.runs(&[Run::new(
            "r puts it in the workspace's place, after a question that says what is not in it. The workspace as it is now becomes a backup too.",
            Meaning::Hint,
        )]);
    }
}

/// What is said where there is no backup.
fn nothing(prose: &mut Prose) {
    prose.plain("There is no backup yet: b makes one.");
    prose.plain("");
    prose.muted("Continuum makes one by itself before an import, and before it brings the workspace to a newer form. All of them lie on this disk: `continuum backup --to FOLDER` makes one on another, which a lost laptop does not take along.");
}

/// What was found of the workspace, what still stands, and what to do.
fn verified(prose: &mut Prose, found: &Verification) {
    let is_well = found.faults.is_empty() || found.mended;
    let (sign, meaning) = if is_well {
        ("✓", Meaning::Good)
    } else {
        ("✗", Meaning::Danger)
    };
    prose.runs(&[Run::new(format!("{sign} {}", found.told()), meaning)]);
    prose.plain(found.standing());
    if found.awaited > 0 {
        prose.muted(format!(
            "{} more are in the chains of colleagues and have not come.",
            found.awaited
        ));
    }
    if !found.keyed {
        prose.runs(&[Run::new(
            "! The workspace's key is not here: a forger with another key would not show.",
            Meaning::Doubt,
        )]);
    }
    if found.facts_alone {
        prose.plain("");
        prose.plain("r puts a backup from before in its place, and keeps this one as a backup; or import the file that is named again, so that what it says counts.");
    } else if !is_well {
        prose.plain("");
        prose.plain("Keep the workspace's folder as it is. r puts a backup from before the damage in its place, and keeps it as a backup; `continuum repair` saves what can be read of it into a new workspace.");
    }
    if !found.faults.is_empty() {
        prose.plain("");
    }
    for fault in found.faults.iter().take(MOST_FAULTS) {
        prose.runs(&[Run::new(format!("! {fault}"), Meaning::Doubt)]);
    }
    if let Some(more) = found
        .faults
        .len()
        .checked_sub(MOST_FAULTS)
        .filter(|more| *more > 0)
    {
        prose.muted(format!("and {more} more: `continuum verify` lists all."));
    }
}
