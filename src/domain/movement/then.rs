//! What follows from a movement for the work on the pupil.

use super::Change;
use crate::domain::caseload::Entry;
use crate::domain::fact::Fact;
use crate::domain::worklist::{
    Basis, Reason, State, amended, out_of_scope, reasons, state, year_group,
};

/// What follows: in scope or out of it now, back in the worklist and why, or a mapping that names another place.
pub(super) fn follows(basis: &Basis<'_>, change: &Change, after: &Entry) -> Option<String> {
    let now = out_of_scope(basis, after);
    let Some((facts, day)) = &change.before else {
        return Some(match now {
            Some(why) => format!("out of scope: {}", why.words()),
            None => arrived(basis, after),
        });
    };
    let mut before = after.clone();
    before.facts = facts.clone();
    before.as_of = *day;
    before.departed = change.returned.then_some(*day);
    match (out_of_scope(basis, &before), now) {
        (None, Some(why)) => return Some(format!("out of scope now: {}", why.words())),
        (Some(_), None) => return Some(format!("in scope now: {}", arrived(basis, after))),
        (Some(_), Some(_)) => return None,
        (None, None) => {}
    }
    if change.plan.is_some() && state(after) == State::Amended {
        return amended(after).map(|amended| format!("back in the worklist: {}", amended.words()));
    }
    let changed = |fact: Fact| fact.differs(facts, &change.after);
    let years = year_group(&before, basis.school_year()) != year_group(after, basis.school_year());
    let stale = state(after).is_done() && (changed(Fact::Setting) || years);
    stale.then(|| {
        "its mapping stands, and counts at the place and phase it was recorded at".to_owned()
    })
}

fn arrived(basis: &Basis<'_>, after: &Entry) -> String {
    let because = reasons(basis, after);
    let because = because.first().map(Reason::words);
    match (&after.plan, because) {
        (None, _) => "waits for its plan text".to_owned(),
        (Some(_), Some(because)) => format!("in the worklist: {because}"),
        (Some(_), None) => "in the worklist".to_owned(),
    }
}
