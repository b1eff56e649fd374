//! Plans that came by themselves: an import of their own.

use super::{begin, end};
use crate::domain::digest::Running;
use crate::store::batch::{Imported, Order, Taken};
use crate::store::change::Change;
use crate::store::fault::Result;
use crate::store::mint::Mint;
use crate::store::{plans, pupils};

/// Takes plans in whose pupils are known: an import of its own, so that it can be undone. Gives its id where any was new.
pub(super) fn take(
    change: &mut Change<'_>,
    mint: &mut Mint,
    order: Order<'_>,
    taken: &mut Taken,
    step: &mut dyn FnMut() -> Result<()>,
) -> Result<Option<String>> {
    let [first, others @ ..] = order.known else {
        return Ok(None);
    };
    let part = change.savepoint()?;
    let import = mint.id(order.now);
    let file = match others.len() {
        0 => first.1.source.clone(),
        more => format!("{} and {more} more", first.1.source),
    };
    let mut digest = Running::default();
    for (_, plan) in order.known {
        digest.take(plan.text.as_bytes());
    }
    let digest = digest.digest();
    begin(
        &part,
        (&import, order.now),
        (&file, digest, "plan documents"),
    )?;
    let mut account = Imported::default();
    for (pupil, plan) in order.known {
        step()?;
        pupils::known(&part, pupil)?;
        let intake = plans::receive(&part, mint, pupil, plan, Some(&import), order.now)?;
        if taken.note(pupil, intake) {
            account.changed += 1;
        } else {
            account.unchanged += 1;
        }
    }
    if !account.brings_news() {
        return Ok(None);
    }
    end(&part, &import, &account)?;
    part.commit()?;
    Ok(Some(import))
}
