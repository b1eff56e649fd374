//! The plans that cost more than they are given: the list, and the provisions behind one of them.

use ratatui::layout::Rect;

use super::state::{Come, Rates};
use crate::domain::exact::{Money, grouped};
use crate::domain::place::Setting;
use crate::domain::sufficiency::outcome::Standing;
use crate::domain::sufficiency::report::{LAW, LOWER_BOUND};
use crate::domain::sufficiency::{Covered, Report, role};
use crate::ui::desk::Desk;
use crate::ui::parts::mask::veiled;
use crate::ui::parts::paint::{Paint, wide};
use crate::ui::parts::prose::Prose;
use crate::ui::parts::window;
use crate::ui::parts::wrap::{Line, Run, cut, wrap_text};
use crate::ui::theme::Meaning;

impl Rates {
    /// Draws the list, or the plan that is open.
    pub(super) fn shortfalls(&self, paint: &mut Paint<'_>, area: Rect, desk: &Desk) {
        let report = match &self.short {
            Come::Yes(report) => report,
            Come::Unasked | Come::Asked => {
                let inside = paint.pane(area, "Plans that cost more", "", true);
                paint.text(inside, 0, 0, "Costing every mapped plan…", Meaning::Muted);
                return;
            }
            Come::Refused(why) => {
                let inside = paint.pane(area, "Plans that cost more", "", true);
                let lines = wrap_text(&format!("✗ {why}"), Meaning::Danger, inside.width.into());
                return paint.lines(inside, &lines, 0);
            }
        };
        if let (Some(from), Some(plan)) = (self.open, self.plan()) {
            let title = format!("{}, {}", plan.case.reference, plan.case.tariff);
            let inside = paint.pane(area, &title, "esc: the list", true);
            let lines = self.plan_lines(inside.width.into(), desk);
            return paint.lines(inside, &lines, from);
        }
        let listed = report.listed();
        let sum: Money = listed
            .iter()
            .filter_map(|(one, _)| one.verdict.shortfall())
            .sum();
        let waits = format!("{} wait for an outcome", grouped(report.waiting() as u64));
        let title = format!("{} plans cost {sum} more", grouped(listed.len() as u64));
        let inside = paint.pane(area, &title, &waits, true);
        let about = self.about(report, inside.width.into());
        let high = u16::try_from(about.len())
            .unwrap_or(0)
            .min(inside.height / 2);
        paint.lines(
            Rect {
                height: high,
                ..inside
            },
            &about,
            0,
        );
        let body = Rect {
            y: inside.y + high,
            height: inside.height - high,
            ..inside
        };
        list(paint, body, &listed, self.plan);
    }

    /// By which files, and what a cost is.
    fn about(&self, report: &Report, width: usize) -> Vec<Line> {
        let mut text = Prose::new(width);
        let changed = if self.is_changed() {
            " as saved: what was changed since is not in this"
        } else {
            ""
        };
        let totals = &report.totals.all;
        text.plain(format!(
            "By {}{changed}, and {}. Of {} mapped, {} could be costed.",
            report.about.rates.id,
            report.about.book.id,
            grouped(totals.mapped),
            grouped(totals.costed)
        ));
        text.muted(LOWER_BOUND);
        text.lines()
    }

    /// What stands behind the plan under the cursor: the sums, the provisions, what was decided.
    pub(super) fn plan_lines(&self, width: usize, desk: &Desk) -> Vec<Line> {
        let (Some(plan), Some(report)) = (self.plan(), self.report()) else {
            return Vec::new();
        };
        let mut text = Prose::new(width);
        let money =
            |known: Option<Money>| known.map_or("not known".to_owned(), |one| one.to_string());
        text.runs(&[
            Run::text(format!(
                "Would cost at least {}. The tariff gives {}, the school meets {}. ",
                plan.cost.plan.money,
                money(plan.gives.rate.ok()),
                money(plan.gives.share.ok())
            )),
            Run::new(format!("It {}.", plan.verdict.words()), Meaning::Danger),
        ]);
        if let Some(queried) = plan.with_queried {
            text.plain(format!(
                "With what is queried as health's or care's it would lack {queried}."
            ));
        }
        let standing = report.standing(plan);
        let meaning = sign(&standing).1;
        text.runs(&[
            Run::muted("Outcome: "),
            Run::new(format!("{}.", standing.words()), meaning),
        ]);
        text.title("Its provisions");
        for line in &plan.cost.lines {
            let hours = line
                .hours
                .map_or("no hours".to_owned(), |hours| format!("{hours} h"));
            let (adults, pupils) = line.ratio;
            text.runs(&[
                Run::muted(format!("{:>3}  ", line.n)),
                Run::new(format!("{} ", line.cost), Meaning::Dose),
                Run::muted(format!(
                    "{} {adults}:{pupils}, {hours} a year, {}. ",
                    role(line.who),
                    line.counts.words()
                )),
                // They name the pupil, whom no reply named before.
                Run::text(veiled(&line.text, desk.is_masked)),
            ]);
        }
        text.muted("");
        text.muted(LAW);
        text.lines()
    }
}

/// The sign of where a plan stands, and how it is meant.
fn sign(standing: &Standing<'_>) -> (&'static str, Meaning) {
    match standing {
        Standing::Waits(_) => ("! ", Meaning::Doubt),
        Standing::Settled(_) => ("✓ ", Meaning::Good),
        Standing::Stale(..) => ("! ", Meaning::Danger),
    }
}

fn list(paint: &mut Paint<'_>, area: Rect, listed: &[(&Covered, Standing<'_>)], cursor: usize) {
    if listed.is_empty() {
        paint.text(
            area,
            0,
            0,
            "✓ No plan that could be costed costs more.",
            Meaning::Good,
        );
        return;
    }
    let is_wide = area.width >= 76;
    let (cost, short) = if is_wide { (45, 57) } else { (0, 34) };
    let from = window::first(cursor, listed.len(), area.height.into());
    let rows = listed.iter().enumerate().skip(from);
    for (row, (at, (one, standing))) in (0..area.height).zip(rows) {
        let case = &one.case;
        paint.text(
            area,
            row,
            2,
            &cut(case.reference.as_str(), 12),
            Meaning::Text,
        );
        paint.text(area, row, 15, &cut(case.tariff.as_str(), 7), Meaning::Level);
        if is_wide {
            let setting = case.setting.map_or("", Setting::code);
            paint.text(area, row, 23, &cut(setting, 10), Meaning::Muted);
            let money = one.cost.plan.money.to_string();
            paint.text(
                area,
                row,
                cost - wide(&money).min(cost),
                &money,
                Meaning::Text,
            );
        }
        let lacks = one.verdict.shortfall().unwrap_or_default().to_string();
        paint.text(
            area,
            row,
            short - wide(&lacks).min(short),
            &lacks,
            Meaning::Danger,
        );
        let (sign, meaning) = sign(standing);
        let room = usize::from(area.width.saturating_sub(short + 2));
        let words = cut(&format!("{sign}{}", standing.words()), room);
        paint.text(area, row, short + 2, &words, meaning);
        if at == cursor {
            paint.text(area, row, 0, "▸", Meaning::Text);
            paint.select(area, row);
        }
    }
}
