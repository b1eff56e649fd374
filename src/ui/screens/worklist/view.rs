//! How it looks: the head, the forecast, the list, and the pupil under the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::columns::Columns;
use super::state::{Phase, Said, Worklist};
use super::{detail, outlook, report};
use crate::domain::exact::grouped;
use crate::domain::moderation::standard::Standing;
use crate::domain::worklist::Filter;
use crate::ui::desk::Desk;
use crate::ui::message::Page;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::window;
use crate::ui::parts::wrap::cut;
use crate::ui::parts::wrap::wrap_text;
use crate::ui::theme::{Meaning, Theme};

/// From how many columns on the pupil under the cursor has a pane; the list beside it keeps all its columns but one.
const ROOM_FOR_DETAIL: u16 = 120;

/// The rows that the list needs before the forecast is shown unasked, its frame and head included.
const ROOM_FOR_LIST: u16 = 11;

/// Where everything stands.
struct Places {
    head: Rect,
    whole: Rect,
    forecast: Rect,
    list: Rect,
    detail: Rect,
    strip: Rect,
}

impl Worklist {
    /// Draws itself.
    pub(crate) fn view(&self, desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let places = self.places(area);
        let standing = self.page.as_ref().and_then(|page| page.standing.as_ref());
        head(&mut paint, places.head, desk, standing);
        let Some(page) = &self.page else {
            let words = match &self.said {
                Some(Said::Refused(why)) => why.as_str(),
                Some(Said::Writing | Said::Written(_) | Said::Taken(_)) | None => {
                    "Reading the caseload…"
                }
            };
            let lines = wrap_text(words, Meaning::Text, area.width.saturating_sub(2).into());
            paint.lines(places.list, &lines, 0);
            return;
        };
        self.whole(&mut paint, places.whole, page);
        forecast(&mut paint, places.forecast, page);
        let inside = self.frame(&mut paint, places.list, page);
        match empty(page, &self.filter) {
            Some(words) => {
                let lines = wrap_text(&words, Meaning::Text, inside.width.into());
                paint.lines(inside, &lines, 0);
            }
            None => self.list(&mut paint, inside, page),
        }
        self.detail(&mut paint, &places, desk);
        if let Some(Said::Written(written)) = &self.said {
            report::draw(&mut paint, area, written);
        }
        if let Phase::Choosing(menu) = &self.phase {
            menu.draw(&mut paint, area);
        }
    }

    /// Whether the forecast is on the screen.
    pub(super) fn shows_forecast(&self, desk: &Desk) -> bool {
        self.places(body(desk)).forecast.height > 0
    }

    /// The place of the list at a column and row of the terminal.
    pub(super) fn place_at(&self, (x, y): (u16, u16), desk: &Desk) -> Option<usize> {
        let list = self.places(body(desk)).list;
        let inside = Rect {
            x: list.x + 1,
            y: list.y + 2,
            width: list.width.saturating_sub(2),
            height: list.height.saturating_sub(3),
        };
        if !inside.contains((x, y).into()) {
            return None;
        }
        let from = window::first(self.cursor, self.total(), inside.height.into());
        let place = from + usize::from(y - inside.y);
        (place < self.total()).then_some(place)
    }

    fn places(&self, area: Rect) -> Places {
        let beside = area.width >= ROOM_FOR_DETAIL;
        let strip = if beside { 0 } else { 2 };
        let wanted = self.page.as_ref().map_or(0, |page| {
            let lines = outlook::lines(page, area.width.saturating_sub(2)).len();
            u16::try_from(page.outlook.forecasts.len() + lines).unwrap_or(u16::MAX)
        });
        let left = area.height.saturating_sub(2 + strip);
        let room = match self.forecast {
            Some(true) => left.saturating_sub(5),
            None if wanted + ROOM_FOR_LIST <= left => wanted,
            Some(false) | None => 0,
        };
        let rows = [
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Length(wanted.min(room)),
            Constraint::Min(3),
            Constraint::Length(strip),
        ];
        let [head, whole, forecast, middle, strip] = Layout::vertical(rows).areas(area);
        let pane = if beside { (area.width / 3).min(56) } else { 0 };
        let columns = [Constraint::Min(40), Constraint::Length(pane)];
        let [list, detail] = Layout::horizontal(columns).areas(middle);
        Places {
            head,
            whole,
            forecast,
            list,
            detail,
            strip,
        }
    }

    fn whole(&self, paint: &mut Paint<'_>, area: Rect, page: &Page) {
        let Phase::Finding(input, _) = &self.phase else {
            outlook::whole(paint, area, page);
            return;
        };
        let found = format!("{} found ", grouped(page.total as u64));
        let column = paint.text(area, 0, 1, "Find by name or reference: ", Meaning::Hint);
        let line = Rect {
            width: area.width.saturating_sub(14),
            ..area
        };
        input.draw(paint, line, 0, column);
        paint.right(area, 0, &found, Meaning::Muted);
    }

    fn frame(&self, paint: &mut Paint<'_>, area: Rect, page: &Page) -> Rect {
        let place = if page.total == 0 { 0 } else { self.cursor + 1 };
        let right = format!(
            "{} of {}",
            grouped(place as u64),
            grouped(page.total as u64)
        );
        let title = format!("Worklist · {}", self.filter_words());
        let inside = paint.pane(area, &title, &right, true);
        match &self.said {
            Some(Said::Refused(why)) => paint.lower_edge(area, why, Meaning::Danger),
            Some(Said::Writing) => {
                paint.lower_edge(area, "writing the quality report…", Meaning::Muted);
            }
            Some(Said::Taken(1)) => paint.lower_edge(area, "✓ 1 plan text is in", Meaning::Good),
            Some(Said::Taken(count)) => {
                let words = format!("✓ {} plan texts are in", grouped(*count));
                paint.lower_edge(area, &words, Meaning::Good);
            }
            Some(Said::Written(_)) | None if page.came_back > 0 => {
                let words = match page.came_back {
                    1 => "1 case came back to you with a question: M shows it".to_owned(),
                    many => format!("{} cases came back to you: M shows them", grouped(many)),
                };
                paint.lower_edge(area, &words, Meaning::Doubt);
            }
            Some(Said::Written(_)) | None if page.standing.is_some() => {
                let words = page.standing.as_ref().map(Standing::waits);
                let words = words.unwrap_or_default();
                paint.lower_edge(area, &format!("{words}: S opens it"), Meaning::Doubt);
            }
            Some(Said::Written(_)) | None if page.papers > 0 => {
                let words = match page.papers {
                    1 => "1 document waits: P settles it".to_owned(),
                    many => format!("{} documents wait: P settles them", grouped(many)),
                };
                paint.lower_edge(area, &words, Meaning::Doubt);
            }
            Some(Said::Written(_)) | None => {}
        }
        inside
    }

    fn list(&self, paint: &mut Paint<'_>, inside: Rect, page: &Page) {
        let columns = Columns::of(inside.width, &page.rows);
        columns.head(paint, inside);
        let rows = Rect {
            y: inside.y + 1,
            height: inside.height.saturating_sub(1),
            ..inside
        };
        let from = window::first(self.cursor, page.total, rows.height.into());
        for (at, place) in (0..rows.height).zip(from..page.total) {
            let Some(pupil) = self.at(place) else {
                paint.text(rows, at, 2, "…", Meaning::Muted);
                continue;
            };
            columns.row(paint, rows, at, pupil);
            if place == self.cursor {
                paint.text(rows, at, 0, "▸", Meaning::Text);
                paint.select(rows, at);
            }
        }
    }

    fn detail(&self, paint: &mut Paint<'_>, places: &Places, desk: &Desk) {
        let Some(row) = self.row() else {
            return;
        };
        if places.detail.width > 0 {
            let inside = paint.pane(places.detail, "Pupil", "", false);
            let lines = detail::lines(row, desk, inside.width.into());
            paint.lines(inside, &lines, 0);
        }
        for (at, words) in (0..places.strip.height).zip(detail::strip(row, desk)) {
            paint.text(places.strip, at, 1, &words, Meaning::Muted);
        }
    }
}

/// The part of the terminal that the screen has: all but the hint bar.
fn body(desk: &Desk) -> Rect {
    Rect::new(0, 0, desk.size.0, desk.size.1.saturating_sub(1))
}

fn head(paint: &mut Paint<'_>, area: Rect, desk: &Desk, standing: Option<&Standing>) {
    let Some(opening) = &desk.opening else {
        return;
    };
    let framework = &opening.framework;
    let column = paint.text(area, 0, 1, &framework.key.to_string(), Meaning::Title) + 1;
    let proven = standing.map_or("", |_| ", set not passed");
    let reader = format!("  {}{proven} ", opening.reader);
    let taken = column + u16::try_from(reader.chars().count()).unwrap_or(u16::MAX);
    let notice = cut(&framework.notice, area.width.saturating_sub(taken).into());
    paint.text(area, 0, column, &notice, Meaning::Muted);
    let meaning = standing.map_or(Meaning::Text, |_| Meaning::Doubt);
    paint.right(area, 0, &reader, meaning);
}

fn forecast(paint: &mut Paint<'_>, area: Rect, page: &Page) {
    let inside = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    let groups = &page.outlook.forecasts;
    let room = outlook::room_for_counts(groups);
    for (at, group) in (0..inside.height).zip(groups) {
        outlook::group(paint, inside, at, group, room);
    }
    let after = u16::try_from(groups.len())
        .unwrap_or(u16::MAX)
        .min(inside.height);
    let rest = Rect {
        y: inside.y + after,
        height: inside.height - after,
        ..inside
    };
    paint.lines(rest, &outlook::lines(page, inside.width), 0);
}

/// What to say, and what to do next, where no row is shown.
fn empty(page: &Page, filter: &Filter) -> Option<String> {
    if page.total > 0 {
        return None;
    }
    let words = if page.in_scope == 0 && page.out_of_scope.is_empty() {
        "Nobody is in this workspace yet.\n\nPress i to import the caseload (an Excel workbook or CSV table, or the SEN2 return), the register of schools, or plans as .docx, .pdf, .txt or .md. Or press v to paste one plan now.".to_owned()
    } else if page.in_scope == 0 {
        format!(
            "Nobody of the caseload is in the framework's scope: {}.\n\nF shows the frameworks and whom each is for.",
            outlook::out_of_scope(&page.out_of_scope)
        )
    } else if *filter == Filter::default() {
        "Everybody in scope is done. D opens the distribution; s shows other states.".to_owned()
    } else {
        "Nobody is like that. Esc shows all that is open again; s and p choose another state or group.".to_owned()
    };
    Some(words)
}
