//! An officer's day with seeds, by keys over a real workspace: the first, missed, a second, missed, and what follows.

use super::super::desk::Desk;
use super::*;
use crate::domain::flag::FlagRule;
use crate::domain::identity::{Reader, Role};
use crate::ui::app::{App, Look};
use crate::ui::message::Effect;
use crate::ui::trial::drawn;
use crate::workspace::seeded;

/// The day on which all of it happens.
const DAY: &str = "2026-10-05";

/// Somebody before the screens, and all that the screens showed them.
struct Person {
    app: App,
    desk: Desk,
    seen: String,
}

impl Person {
    fn sits(mut workspace: Workspace, name: &str) -> Self {
        workspace.be(name).unwrap();
        let clock = Clock::set(DAY.parse().unwrap());
        let mut app = App::new(workspace.opening().unwrap(), Look::default(), clock.now());
        let first = app.begin();
        let desk = Desk {
            workspace,
            clock,
            to: channel().0,
            job: None,
        };
        let mut person = Self {
            app,
            desk,
            seen: String::new(),
        };
        person.hear(Msg::Resize(120, 40));
        person.carry_out(first);
        person
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::Ask(ticket, request) = effect {
                let reply = self.desk.reply(request);
                self.hear(Msg::Reply(ticket, reply));
            }
        }
    }

    fn hear(&mut self, msg: Msg) {
        let effects = self.app.update(msg, self.desk.clock.now());
        self.carry_out(effects);
    }

    fn keys(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            self.hear(Msg::Key(key.parse().unwrap()));
            let shown = self.screen();
            self.seen.push_str(&shown);
        }
    }

    fn screen(&self) -> String {
        drawn(&self.app, 120, 40)
    }

    #[track_caller]
    fn shows(&self, words: &str) {
        let screen = self.screen();
        assert!(screen.contains(words), "\"{words}\" is not in\n{screen}");
    }

    /// Walks the open pupil, every level by one key, to its record; gives whose it is.
    #[track_caller]
    fn maps(&mut self, level: &str) -> String {
        let header = self.screen().lines().next().unwrap_or_default().to_owned();
        for _ in 0..30 {
            if self.screen().contains("All settled") {
                break;
            }
            self.keys(level);
        }
        self.keys("enter enter");
        self.shows("Recorded. Enter takes the next pupil.");
        let reference = header.split_whitespace().next();
        reference.unwrap_or_default().to_owned()
    }

    /// The rules on record that flag the latest mapping of a pupil.
    fn flags(&self, reference: &str) -> Vec<FlagRule> {
        let moderator = Reader {
            name: "Noor".to_owned(),
            role: Role::Moderator,
        };
        let now = self.desk.clock.now();
        let queue = self.desk.workspace.queue(&moderator, now).unwrap();
        let waits = queue.review.into_iter();
        let of = waits.filter(|one| one.reference.as_str() == reference);
        of.flat_map(|one| one.flags).collect()
    }
}

#[test]
fn an_officers_day_with_seeds_from_the_first_missed_to_the_review_lifted() {
    let (_folder, workspace) = seeded(9);
    let mut ben = Person::sits(workspace, "Ben");
    ben.shows("K-1 ");
    ben.keys("n");
    assert_eq!(ben.maps("6"), "K-1");
    ben.keys("enter");
    assert_eq!(ben.maps("6"), "K-2");
    ben.keys("enter");
    assert_eq!(ben.maps("3"), "K-5");
    assert!(ben.flags("K-5").contains(&FlagRule::SeedsMissed));
    ben.keys("enter");
    assert_eq!(ben.maps("3"), "K-6");
    assert!(ben.flags("K-6").contains(&FlagRule::SeedsMissed));
    // The pupil's own record gives nothing away either, nor the list.
    ben.keys("q / K minus 1 enter H");
    ben.shows("Ben");
    ben.keys("q esc");
    let seen = ben.seen.to_lowercase();
    let told = seen.split(|c: char| !c.is_alphanumeric());
    let told = told
        .filter(|word| ["seed", "seeds", "ada", "moira"].contains(word))
        .count();
    assert_eq!(told, 0, "{seen}");

    let mut lead = Person::sits(ben.desk.workspace, "Lee");
    lead.keys("M");
    lead.shows("Ben: two seeds in a row missed");
    lead.keys("end l t a l k e d enter");
    lead.shows("The new mappings of Ben go to review no more.");

    let mut ben = Person::sits(lead.desk.workspace, "Ben");
    ben.keys("n");
    assert_eq!(ben.maps("3"), "K-7");
    assert!(!ben.flags("K-7").contains(&FlagRule::SeedsMissed));
}
