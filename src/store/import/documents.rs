//! Plans that came by themselves: an import of their own.

use rusqlite::Connection;

use crate::domain::day::Moment;
use crate::domain::digest::Running;
use crate::domain::identity::PupilId;
use crate::store::batch::{File, Imported, IncomingPlan, Taken};
use crate::store::begun::Head;
use crate::store::fault::Result;
use crate::store::mint::Mint;
use crate::store::{plans, pupils};

/// Takes plans in whose pupils are known: an import of its own, so that it can be undone. Gives its id where any was new.
pub(super) fn take(
    db: &Connection,
    (mint, taken): (&mut Mint, &mut Taken),
    known: &[(PupilId, IncomingPlan)],
    now: Moment,
) -> Result<Option<String>> {
    let [first, others @ ..] = known else {
        return Ok(None);
    };
    let mut digest = Running::default();
    for (_, plan) in known {
        digest.take(plan.text.as_bytes());
    }
    let file = File {
        name: match others.len() {
            0 => first.1.source.clone(),
            more => format!("{} and {more} more", first.1.source),
        },
        digest: digest.digest(),
        kind: "plan documents".to_owned(),
        silent: Vec::new(),
    };
    let mut head = Head::of(db, mint, &file, now)?;
    let mut account = Imported::default();
    for (pupil, plan) in known {
        pupils::known(db, pupil)?;
        let Some(news) = plans::news(db, pupil, plan)? else {
            account.unchanged += 1;
            continue;
        };
        head.begin()?;
        let intake = news.keep(db, mint, Some(head.id()), now)?;
        taken.note(pupil, intake);
        account.changed += 1;
    }
    head.end(&account)
}
