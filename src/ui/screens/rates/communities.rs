//! The Communities of schools: a year's budgets by the method, and how one of them comes about.

use std::iter;

use ratatui::layout::Rect;

use super::state::{Come, Rates};
use crate::domain::communities::{Budget, Community, Shared};
use crate::domain::exact::{Money, grouped};
use crate::ui::desk::Turn;
use crate::ui::message::Request;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::prose::Prose;
use crate::ui::parts::window;
use crate::ui::parts::wrap::{Line, Run, cut, wrap_text};
use crate::ui::theme::Meaning;

/// How wide a name is, and a column of figures.
const NAME: u16 = 20;
const FIGURE: u16 = 14;

/// How wide an amount is in how a budget comes about.
const AMOUNT: usize = 14;

/// A column of figures: what stands over it, and what it says of a Community and of its pupils of the route.
type Column = (&'static str, fn(&Budget, u64) -> String);

impl Rates {
    /// Draws the budgets, or the Community that is open.
    pub(super) fn communities(&self, paint: &mut Paint<'_>, area: Rect) {
        let shared = match &self.pot {
            Come::Yes(shared) => shared,
            Come::Unasked | Come::Asked => {
                let inside = paint.pane(area, "Communities", "", true);
                let words = "Sharing the pot out, and counting the pupils of the route…";
                paint.text(inside, 0, 0, words, Meaning::Muted);
                return;
            }
            Come::Refused(why) => {
                let inside = paint.pane(area, "Communities", "", true);
                let lines = wrap_text(&format!("✗ {why}"), Meaning::Danger, inside.width.into());
                return paint.lines(inside, &lines, 0);
            }
        };
        if let (Some(from), Some((community, ..))) = (self.open, self.community()) {
            let inside = paint.pane(area, &community.name, "esc: the list", true);
            let lines = self.community_lines(inside.width.into());
            return paint.lines(inside, &lines, from);
        }
        let title = format!("Budgets of the Communities, {}", shared.budgets.year.name);
        let right = format!("{} Communities", grouped(shared.communities.len() as u64));
        let inside = paint.pane(area, &title, &right, true);
        let mut text = Prose::new(inside.width.into());
        for said in shared.sentences() {
            text.muted(said);
        }
        let about = text.lines();
        let high = u16::try_from(about.len())
            .unwrap_or(0)
            .min(inside.height / 2);
        let upper = Rect {
            height: high,
            ..inside
        };
        paint.lines(upper, &about, 0);
        let lower = Rect {
            y: inside.y + high,
            height: inside.height - high,
            ..inside
        };
        list(paint, lower, shared, self.community);
    }

    /// The Community under the cursor, its budget, and how many pupils go by the route.
    fn community(&self) -> Option<(&Community, &Budget, u64)> {
        self.pot.come()?.each().nth(self.community)
    }

    /// How the budget under the cursor comes about, step by step.
    pub(super) fn community_lines(&self, width: usize) -> Vec<Line> {
        let (Some((community, budget, routed)), Some(shared)) = (self.community(), self.pot.come())
        else {
            return Vec::new();
        };
        let (year, method) = (&shared.budgets.year, &shared.method);
        let mut lines: Vec<Line> = Vec::new();
        let mut step = |words: String, money: Money| {
            let amounts = iter::once(money.to_string()).chain(iter::repeat(String::new()));
            let told = wrap_text(&words, Meaning::Text, width.saturating_sub(AMOUNT + 2));
            lines.extend(amounts.zip(told).map(|(amount, mut line)| {
                line.insert(0, Run::new(format!("{amount:>AMOUNT$}  "), Meaning::Dose));
                line
            }));
        };
        step("had before".to_owned(), budget.historic);
        for (by, money) in &budget.formula {
            let weight = method.weights.iter().find(|(own, _)| own == by);
            let weight = weight.map_or(String::new(), |(_, weight)| {
                format!("{weight} % of the pot, ")
            });
            let figure = community.figure(*by);
            step(format!("{weight}by {}: {figure}", by.words()), *money);
        }
        step("by the formula alone".to_owned(), budget.formula_alone());
        let share = format!("by what it had before, for {} % of the pot", year.historic);
        step(share, budget.by_historic);
        step(
            "by the formula, for the rest of the pot".to_owned(),
            budget.by_formula,
        );
        step("before protection".to_owned(), budget.blended());
        if let Some(protected) = budget.protected {
            let words = format!("protected, of claims of {}", community.claims);
            step(words, protected);
            step("more for protection".to_owned(), budget.gets);
            step("less for the protection of others".to_owned(), budget.pays);
        }
        step(format!("its budget of {}", year.name), budget.budget());
        if let Some(each) = budget.per_pupil {
            let words = format!("for each of the {} pupils of its schools", community.pupils);
            step(words, each);
        }
        let mut text = Prose::new(width);
        text.plain("");
        text.plain(format!(
            "{} pupils of the caseload go by its route.",
            grouped(routed)
        ));
        if !community.choice.is_empty() {
            text.said("It chose: ", &community.choice);
        }
        lines.extend(text.lines());
        lines
    }

    /// Asks for the next year of the method, after the last one for the first.
    pub(super) fn next_year(&mut self) -> Turn {
        let Some(shared) = self.pot.come() else {
            return Turn::stay();
        };
        let years = &shared.method.years;
        let at = years.iter().position(|one| *one == shared.budgets.year);
        let next = at.and_then(|at| years.get(at + 1)).or(years.first());
        let next = next.map(|year| year.name.clone());
        if years.len() < 2 {
            return self.refuse("The method has one year alone.");
        }
        // Those of this year stay until the next one's have come.
        Turn::ask(Request::Communities(next))
    }
}

/// The columns that there is room for, with where each ends.
fn columns(width: u16) -> Vec<(u16, Column)> {
    let before: Column = ("had before", |one, _| one.historic.to_string());
    let formula: Column = ("formula alone", |one, _| one.formula_alone().to_string());
    let budget: Column = ("budget", |one, _| one.budget().to_string());
    let change: Column = ("change", |one, _| one.change().signed());
    let each: Column = ("a pupil", |one, _| {
        one.per_pupil.map_or("—".to_owned(), |one| one.to_string())
    });
    let route: Column = ("of the route", |_, routed| grouped(routed));
    let shown = if width >= NAME + 6 * FIGURE {
        vec![before, formula, budget, change, each, route]
    } else if width >= NAME + 4 * FIGURE {
        vec![before, budget, change, each]
    } else {
        vec![budget, change]
    };
    let ends = (1..).map(|nth| NAME + FIGURE * nth);
    ends.zip(shown).collect()
}

fn list(paint: &mut Paint<'_>, area: Rect, shared: &Shared, cursor: usize) {
    let columns = columns(area.width);
    for (end, (words, _)) in &columns {
        paint.ending(area, (0, *end), words, Meaning::Muted);
    }
    let high = area.height.saturating_sub(1);
    let from = window::first(cursor, shared.communities.len(), high.into());
    let rows = shared.each().enumerate().skip(from);
    for (row, (at, (community, budget, routed))) in (1..=high).zip(rows) {
        let name = cut(&community.name, usize::from(NAME) - 3);
        paint.text(area, row, 2, &name, Meaning::Text);
        for (end, (_, of)) in &columns {
            paint.ending(area, (row, *end), &of(budget, routed), Meaning::Text);
        }
        if at == cursor {
            paint.text(area, row, 0, "▸", Meaning::Text);
            paint.select(area, row);
        }
    }
}
