//! What leaving loses, as a sentence.

use super::App;
use crate::ui::message::{Asked, Msg, Reply};

impl App {
    /// Why the last of the work is not kept, as a sentence: what the screens know, and what the
    /// replies say that came in after the person had left.
    pub fn unsaved(&self, late: impl IntoIterator<Item = Msg>) -> Option<String> {
        let known = (self.stack.iter()).find_map(|layer| layer.screen.unsaved());
        let mut unsaved = known.map(not_saved);
        for msg in late {
            let Msg::Reply(ticket, reply) = msg else {
                continue;
            };
            let asked = self.waiting.get(&ticket).map(|(_, asked)| *asked);
            // Every draft that is kept holds all of the steps before, so the latest answer counts.
            unsaved = match (asked, reply) {
                (Some(Asked::Save), Reply::Refused(why)) => Some(not_saved(&why)),
                (Some(Asked::Record), Reply::Refused(why)) => Some(format!(
                    "The mapping was not recorded; its draft stays as it was last kept. {why}"
                )),
                (Some(Asked::ReadBlind), Reply::Refused(why)) => Some(format!(
                    "The reading was not recorded; its draft stays as it was last kept. {why}"
                )),
                (Some(Asked::Decide), Reply::Refused(why)) => {
                    Some(format!("The decision was not recorded. {why}"))
                }
                (Some(Asked::ReadBlind), Reply::Beside(_))
                | (Some(Asked::Save), Reply::Saved(_))
                | (Some(Asked::Record), Reply::Recorded(_)) => None,
                (Some(asked), Reply::Refused(why)) if asked.is_long() => unsaved.or(Some(why)),
                (Some(_) | None, _) => unsaved,
            };
        }
        unsaved
    }
}

fn not_saved(why: &str) -> String {
    format!("What you did last is not saved; the draft stays as it was last kept. {why}")
}
