//! `continuum worklist`: who is next, and why.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::ser::{Error as _, SerializeSeq as _};
use serde::{Serialize, Serializer};

use crate::domain::amendment::Changes;
use crate::domain::case::Page;
use crate::domain::caseload::Again;
use crate::domain::day::{Day, Moment};
use crate::domain::exact::Quantity;
use crate::domain::place::Setting;
use crate::domain::printable::printable;
use crate::domain::worklist::{Filter, Forecast, Outlook, Pace, Priority, Reason, Row, State};

use super::arguments::Worklist;
use super::failure::Failure;
use super::output;
use super::progress::read_caseload;
use super::room::Room;
use crate::workspace::{Problem, Workspace};

/// The JSON of the worklist.
#[derive(Serialize)]
struct Listed<'a> {
    as_of: Day,
    in_scope: u64,
    /// How many of those in scope are taught in other authorities' schools.
    elsewhere: u64,
    out_of_scope: BTreeMap<&'static str, u64>,
    rows: Rows<'a>,
    outlook: Told<'a>,
}

/// The rows of the JSON, read as they are written.
struct Rows<'a>(RefCell<Stretches<'a>>);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut stretches = self.0.borrow_mut();
        let mut written = serializer.serialize_seq(None)?;
        while let Some(rows) = stretches.next().map_err(S::Error::custom)? {
            for one in &rows {
                written.serialize_element(&row(one))?;
            }
        }
        written.end()
    }
}

/// How many rows are read at once.
const STRETCH: usize = 500;

/// The rows that a filter lets through, up to a limit, a stretch after the other.
struct Stretches<'a> {
    workspace: &'a mut Workspace,
    filter: Filter,
    now: Moment,
    from: usize,
    to: usize,
}

impl Stretches<'_> {
    fn next(&mut self) -> Result<Option<Vec<Row>>, Problem> {
        let count = self.to.saturating_sub(self.from).min(STRETCH);
        if count == 0 {
            return Ok(None);
        }
        let page = (self.workspace).page(&self.filter, self.from, count, self.now)?;
        self.from += count;
        Ok(Some(page.rows))
    }
}

/// The forecast of the JSON.
#[derive(Serialize)]
struct Told<'a> {
    per_day: Option<Quantity>,
    groups: Vec<ToldGroup<'a>>,
}

/// One priority group's forecast of the JSON.
#[derive(Serialize)]
struct ToldGroup<'a> {
    group: &'a str,
    total: u64,
    done: u64,
    left: u64,
    first_due: Option<Day>,
    last_due: Option<Day>,
    done_by: Option<Day>,
    late: u64,
    in_time: Option<bool>,
    before_budgets: Option<bool>,
}

fn told(outlook: &Outlook) -> Told<'_> {
    let group = |one: &Forecast| ToldGroup {
        group: one.group.code(),
        total: one.total,
        done: one.done,
        left: one.left,
        first_due: one.due.map(|(first, _)| first),
        last_due: one.due.map(|(_, last)| last),
        done_by: one.done_by,
        late: one.late,
        in_time: one.in_time,
        before_budgets: one.before_budgets,
    };
    Told {
        per_day: outlook.pace.map(Pace::per_day),
        groups: outlook.forecasts.iter().map(group).collect(),
    }
}

/// One pupil of the JSON.
#[derive(Serialize)]
struct ListedRow<'a> {
    #[serde(rename = "ref")]
    reference: &'a str,
    priority: &'static str,
    reasons: Vec<&'static str>,
    why: Vec<String>,
    due: Option<Day>,
    provisions: u32,
    setting: Option<Setting>,
    year_group: Option<i16>,
    school: Option<&'a str>,
    district: Option<&'a str>,
    community: Option<&'a str>,
    /// The number of the other authority in whose school the pupil is taught.
    elsewhere: Option<u16>,
    leads_to: Option<&'a str>,
    state: &'static str,
    amended: Option<ListedAmendment>,
    again: Option<String>,
    /// The framework's version that the pupil was mapped under, where that is why they are back.
    mapped_under: Option<&'a str>,
}

/// What was touched of a plan since it was mapped, in the JSON.
#[derive(Serialize)]
struct ListedAmendment {
    why: String,
    versions: u32,
    changes: Option<Changes>,
}

pub(super) fn run(order: &Worklist, room: &Room) -> Result<(), Failure> {
    let filter = filter(order)?;
    let mut workspace = room.workspace()?;
    read_caseload(&mut workspace, room)?;
    let page = workspace.page(&filter, 0, 0, room.now())?;
    let mut stretches = Stretches {
        workspace: &mut workspace,
        filter,
        now: room.now(),
        from: 0,
        to: order.limit.unwrap_or(usize::MAX).min(page.total),
    };
    if !order.json {
        while let Some(rows) = stretches.next()? {
            output::text(&printable(&written(&rows)))?;
        }
        return output::text(&printable(&summed_up(&page)));
    }
    output::json(&Listed {
        as_of: room.now().day(),
        in_scope: page.in_scope,
        elsewhere: page.elsewhere,
        out_of_scope: page
            .out_of_scope
            .iter()
            .map(|(why, count)| (why.code(), *count))
            .collect(),
        rows: Rows(RefCell::new(stretches)),
        outlook: told(&page.outlook),
    })
}

fn row(row: &Row) -> ListedRow<'_> {
    ListedRow {
        reference: row.reference.as_str(),
        priority: row.priority.code(),
        reasons: row
            .reasons
            .iter()
            .map(|reason| reason.priority().code())
            .collect(),
        why: row.reasons.iter().map(Reason::words).collect(),
        due: row.due,
        provisions: row.provisions,
        setting: row.setting,
        year_group: row.year_group,
        school: row.school.as_deref(),
        district: row.district.as_deref(),
        community: row.community.as_deref(),
        elsewhere: row.elsewhere,
        leads_to: row.leads_to.as_deref(),
        state: row.state.code(),
        amended: row.amended.map(|amended| ListedAmendment {
            why: amended.words(),
            versions: amended.versions,
            changes: amended.changes,
        }),
        again: row.again.as_ref().map(Again::words),
        mapped_under: row.mapped_under.as_deref(),
    }
}

fn filter(order: &Worklist) -> Result<Filter, Failure> {
    let state = |code: &String| {
        let unknown = || {
            let known: Vec<&str> = State::ALL.into_iter().map(State::code).collect();
            Failure::usage(format!("There is no state \"{code}\"."))
                .hint(format!("States: {}.", known.join(", ")))
        };
        State::from_code(code).ok_or_else(unknown)
    };
    let priority = |code: &String| {
        let unknown = || {
            Failure::usage(format!("There is no priority group \"{code}\"."))
                .hint("Groups: phase_transfer, audit_sample, new_plan, placement_change, annual_review, other.")
        };
        Priority::from_code(code).ok_or_else(unknown)
    };
    Ok(Filter {
        states: order.state.iter().map(state).collect::<Result<_, _>>()?,
        priorities: order
            .priority
            .iter()
            .map(priority)
            .collect::<Result<_, _>>()?,
        officer: order.officer.clone(),
        elsewhere: order.elsewhere,
        text: order.find.clone().unwrap_or_default(),
    })
}

fn written(rows: &[Row]) -> String {
    let mut text = String::new();
    for row in rows {
        let reasons = row.reasons.iter().map(Reason::words);
        let reasons: Vec<String> = row.back().into_iter().chain(reasons).collect();
        let _ = writeln!(
            text,
            "{:<14} {:<24} {:<12} {:>3}  {}",
            row.reference,
            row.name,
            row.state.words(),
            row.provisions,
            reasons.join("; ")
        );
    }
    text
}

fn summed_up(page: &Page) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "\n{} of {} in scope are done.",
        page.done, page.in_scope
    );
    if page.elsewhere > 0 {
        let _ = writeln!(
            text,
            "{} of them are taught in other authorities' schools (--elsewhere lists them).",
            page.elsewhere
        );
    }
    for (why, count) in &page.out_of_scope {
        let _ = writeln!(text, "{count} out of scope: {}", why.words());
    }
    text.push_str(&forecasts(&page.outlook));
    text
}

/// When each group will be done, a line a group.
fn forecasts(outlook: &Outlook) -> String {
    let Some(pace) = outlook.pace else {
        return "No pace yet: the forecast comes with the first pupil recorded.\n".to_owned();
    };
    let mut text = format!("At {} a working day:\n", pace.per_day());
    for group in &outlook.forecasts {
        let done_by = group.done_by.map_or_else(
            || "done".to_owned(),
            |day| format!("done by {}", day.long()),
        );
        let due = group
            .due
            .map_or_else(String::new, |(_, last)| format!(", due {}", last.long()));
        let late = if group.late > 0 {
            format!(", {} late", group.late)
        } else {
            String::new()
        };
        let words = group.group.words();
        let _ = writeln!(
            text,
            "  {words}: {} of {} done; {done_by}{due}{late}",
            group.done, group.total
        );
    }
    text
}
