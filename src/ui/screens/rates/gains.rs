//! Gains and losses as they are drawn: a line for each, whom the line under the cursor counts, what protection costs.

use ratatui::layout::Rect;

use super::moved::{Line, Moved};
use crate::domain::exact::grouped;
use crate::domain::place::Setting;
use crate::domain::rates::RateSet;
use crate::ui::parts::paint::{Paint, wide};
use crate::ui::parts::prose::Prose;
use crate::ui::parts::window;
use crate::ui::parts::wrap::{self, Run, cut};
use crate::ui::theme::Meaning;

/// The rows below the lines.
pub(super) const FOOT: u16 = 7;

/// Where the columns of figures end.
struct Columns {
    words: usize,
    pupils: u16,
    before: Option<u16>,
    new: Option<u16>,
    protection: Option<u16>,
    after: u16,
    moves: u16,
}

impl Columns {
    fn of(width: u16) -> Self {
        if width >= 96 {
            return Self {
                words: 30,
                pupils: 40,
                before: Some(54),
                new: Some(68),
                protection: Some(80),
                after: 94,
                moves: 108.min(width),
            };
        }
        if width >= 76 {
            return Self {
                words: 20,
                pupils: 28,
                before: Some(41),
                new: None,
                protection: Some(52),
                after: 65,
                moves: 77.min(width),
            };
        }
        Self {
            words: 20,
            pupils: 28,
            before: None,
            new: None,
            protection: None,
            after: 42,
            moves: 55,
        }
    }
}

/// Draws the lines under their heading; the one under the cursor stays in sight.
pub(super) fn draw(paint: &mut Paint<'_>, area: Rect, lines: &[Line], cursor: usize) {
    let columns = Columns::of(area.width);
    let ends = |paint: &mut Paint<'_>, row, end: u16, text: &str, meaning| {
        paint.text(area, row, end.saturating_sub(wide(text)), text, meaning);
    };
    let heading = [
        (Some(columns.pupils), "pupils"),
        (columns.before, "today"),
        (columns.new, "new"),
        (columns.protection, "protection"),
        (Some(columns.after), "in the end"),
        (Some(columns.moves), "moves by"),
    ];
    for (end, words) in heading {
        if let Some(end) = end {
            ends(paint, 0, end, words, Meaning::Muted);
        }
    }
    if lines.is_empty() {
        paint.text(area, 1, 2, "Nobody: nothing is moved.", Meaning::Muted);
    }
    let high = area.height.saturating_sub(1);
    let from = window::first(cursor, lines.len(), high.into());
    for (row, (place, line)) in (1..=high).zip(lines.iter().enumerate().skip(from)) {
        let setting = line.setting.map_or("", Setting::code);
        let words = if setting == line.name || setting.is_empty() {
            line.name.clone()
        } else {
            let room = columns.words.saturating_sub(wrap::columns(setting) + 2);
            format!("{}, {setting}", cut(&line.name, room))
        };
        paint.text(area, row, 2, &cut(&words, columns.words), Meaning::Text);
        ends(
            paint,
            row,
            columns.pupils,
            &grouped(line.pupils),
            Meaning::Text,
        );
        let amounts = [
            (columns.before, line.before.to_string(), Meaning::Muted),
            (columns.new, line.new.to_string(), Meaning::Muted),
            (columns.protection, line.protection.signed(), Meaning::Doubt),
            (Some(columns.after), line.after().to_string(), Meaning::Text),
        ];
        for (end, text, meaning) in amounts {
            if let Some(end) = end {
                ends(paint, row, end, &text, meaning);
            }
        }
        let moves = line.moves();
        let meaning = if moves.pence() < 0 {
            Meaning::Danger
        } else {
            Meaning::Good
        };
        ends(paint, row, columns.moves, &moves.signed(), meaning);
        if place == cursor {
            paint.text(area, row, 0, "▸", Meaning::Text);
            paint.select(area, row);
        }
    }
}

/// Draws whom the line under the cursor counts, all together, and what protection costs and who pays for it.
pub(super) fn foot(paint: &mut Paint<'_>, area: Rect, moved: &Moved, cursor: usize, set: &RateSet) {
    let mut text = Prose::new(area.width.into());
    if let Some(line) = moved.lines.get(cursor) {
        text.said(&format!("{}: ", line.name), &format!("{}.", line.about));
    }
    let all = &moved.all;
    text.runs(&[
        Run::muted("All compared: "),
        Run::text(format!(
            "{} today, {} in the end, {}; {} gain, {} lose.",
            all.before,
            all.after(),
            all.moves().signed(),
            grouped(all.gain),
            grouped(all.lose)
        )),
    ]);
    let bill = &moved.impact.bill;
    if set.protections.is_empty() {
        text.muted("The set has no guarantee, floor or cap.");
    } else {
        text.runs(&[
            Run::muted(format!("Protection by {}: ", set.protect.code())),
            Run::text(format!(
                "guarantees bring {}, floors {}, to {}; caps take {} from {} and leave {}. Paid by the {}: the envelope pays {}.",
                bill.guarantees,
                bill.floors,
                grouped(bill.brought_up),
                bill.taken,
                grouped(bill.brought_down),
                bill.left,
                set.paid_by.code(),
                bill.envelope
            )),
        ]);
    }
    if moved.impact.without_school > 0 && !set.protections.is_empty() {
        text.runs(&[Run::new(
            format!(
                "! {} compared are at no school that is known: no school's protection reaches them.",
                grouped(moved.impact.without_school)
            ),
            Meaning::Doubt,
        )]);
    }
    paint.lines(area, &text.lines(), 0);
}
