//! Who has not been mapped, and why; who is out of scope, and why.

use crate::domain::distribution::disclosure::Shown;
use crate::domain::worklist::OutOfScope;
use crate::exchange::rates::Cell;

use super::Contents;
use super::pieces::{Section, capital, count};

pub(super) fn section(pack: &Contents) -> Section {
    let mut section = Section::new("unmapped", "Who has not been mapped, and why", "Not mapped");
    let account = &pack.release.account;
    let row = |what: String, shown: Shown| vec![Cell::Text(what), count(shown)];
    let mut rows = vec![
        row(
            "Not mapped yet: nobody has read the plan".to_owned(),
            account.not_yet,
        ),
        row("Plan cannot be mapped".to_owned(), account.cannot_map),
    ];
    let why = account.cannot_map_by.iter();
    rows.extend(why.map(|(why, shown)| row(format!("of these: {}", why.words()), *shown)));
    section.table(["In scope and without a tariff", "Pupils"], rows);
    section.words("These pupils are in no tariff and in no cost of those mapped. A plan that cannot be mapped is an outcome of its own: somebody has to read it again, or it has to be written anew.");
    let mut rows = vec![row("All out of scope".to_owned(), account.out_of_scope)];
    let why = account.out_of_scope_by.iter();
    rows.extend(why.map(|(why, shown)| row(capital(&reason(*why)), *shown)));
    section.table(["Out of scope of the framework", "Pupils"], rows);
    if let Shown::Count(0) = account.amended_since {
        return section;
    }
    section.table(
        ["Mapped, and the plan amended since", "Pupils"],
        vec![row(
            "Their earlier tariff counts until they are mapped again".to_owned(),
            account.amended_since,
        )],
    );
    section
}

/// Why somebody is out of scope.
fn reason(why: OutOfScope) -> String {
    why.words().to_owned()
}
