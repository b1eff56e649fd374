//! The frame tried: replies that come late, windows that are too small, what works on every screen.

use super::{App, Look};
use crate::ui::message::{Asked, Effect, Msg, Opening, Progress, Reply, Request, Ticket, Which};
use crate::ui::theme::Theme;
use crate::ui::trial::{Invented, Trial, now};

#[test]
fn of_replies_to_the_same_question_only_the_latest_counts() {
    let mut trial = Trial::walk(Invented::default());
    trial.held = Some(Vec::new());
    trial.keys("4 4");
    let held = trial.held.take().unwrap_or_default();
    let mut saves: Vec<_> = (held.into_iter())
        .filter(|(_, request)| request.asked() == Asked::Save)
        .collect();
    let (second, _) = saves.pop().expect("a second save");
    let (first, _) = saves.pop().expect("a first save");
    trial.hear(Msg::Reply(first, Reply::Saved(now())));
    assert!(trial.text(80, 24).contains("saving…"));
    trial.hear(Msg::Reply(second, Reply::Saved(now())));
    assert!(trial.text(80, 24).contains("saved 09:30"));
}

#[test]
fn a_ticket_is_answered_once() {
    let mut trial = Trial::walk(Invented::default());
    trial.held = Some(Vec::new());
    trial.keys("4");
    let held = trial.held.take().unwrap_or_default();
    let (ticket, _) = held.first().cloned().expect("a save");
    trial.hear(Msg::Reply(ticket, Reply::Saved(now())));
    trial.hear(Msg::Reply(ticket, Reply::Refused("Too late.".into())));
    assert!(!trial.text(80, 24).contains("Too late"));
}

#[test]
fn what_could_not_be_done_is_said_even_when_its_screen_is_gone() {
    let mut trial = Trial::walk(Invented {
        refuses: Some((Asked::Discard, "The disk is full.".into())),
        ..Invented::default()
    });
    // The next pupil is opened, and the draft of the one before, now empty, thrown away.
    trial.keys("4 u z");
    let text = trial.text(80, 24);
    assert!(
        text.contains("Section F") && text.contains("The disk is full."),
        "{text}"
    );
    trial.keys("down");
    assert!(!trial.text(80, 24).contains("The disk is full."));
}

#[test]
fn a_window_too_small_says_so_in_a_sentence() {
    let trial = Trial::walk(Invented::default());
    let text = trial.text(59, 20);
    assert!(text.contains("59 columns and 20 rows"), "{text}");
    assert!(trial.text(60, 19).contains("Continuum needs"));
    assert!(!trial.text(60, 20).contains("Continuum needs"));
}

#[test]
fn the_palette_finds_a_command_and_does_it_on_the_screen_below() {
    let mut trial = Trial::walk(Invented::default());
    trial.keys("ctrl-p a s i d e");
    assert!(trial.text(80, 24).contains("set-aside"));
    trial.keys("enter");
    assert!(trial.text(80, 24).contains("Set aside: why?"));
    trial.keys("esc : esc 4");
    assert!(trial.invented.kept.is_some());
}

#[test]
fn the_theme_changes_and_is_kept() {
    let mut trial = Trial::new(Invented::default());
    trial.keys("t");
    let kept = trial.asked.iter().any(|request| {
        matches!(request, Request::Keep(setting, value) if setting == "theme" && value == "light")
    });
    assert!(kept);
    trial.keys("t t t");
    assert_eq!(trial.app.theme, Theme::Dark);
}

#[test]
fn help_opens_over_any_screen_and_closes_again() {
    let mut trial = Trial::walk(Invented::default());
    trial.keys("?");
    assert!(trial.text(80, 24).contains("Walk: provisions"));
    trial.keys("q 4");
    assert!(trial.invented.kept.is_some());
}

#[test]
fn the_program_closes_when_its_worker_has_failed() {
    let mut trial = Trial::walk(Invented::default());
    trial.hear(Msg::Stopped);
    assert!(trial.quit);
}

#[test]
fn quit_leaves_from_anywhere() {
    for keys in ["q", "enter ctrl-c", "enter n ctrl-c", "? ctrl-c"] {
        let mut trial = Trial::new(Invented::default());
        trial.keys(keys);
        assert!(trial.quit, "{keys}");
    }
}

#[test]
fn a_first_run_leads_into_the_worklist() {
    let mut app = App::new(None, Look::default(), now());
    let first = app.begin();
    assert!(matches!(
        first.as_slice(),
        [Effect::Ask(_, Request::Frameworks)]
    ));
    let [Effect::Ask(ticket, _)] = first.as_slice() else {
        panic!("the frameworks were not asked for");
    };
    let opening = Opening {
        framework: Invented::default().framework,
        reader: "R. Hale".into(),
        told: None,
    };
    let effects = app.update(Msg::Reply(*ticket, Reply::Began(Box::new(opening))), now());
    assert!(matches!(
        effects.as_slice(),
        [Effect::Ask(_, Request::Worklist(_))]
    ));
}

#[test]
fn a_restored_workspace_is_said_whatever_was_asked_for() {
    for (begun, shown) in [(true, "Worklist"), (false, "Three questions")] {
        let (mut trial, ticket) = importing();
        let opening = Opening {
            framework: trial.invented.framework.clone(),
            reader: "B. Lowe".into(),
            told: None,
        };
        let opening = begun.then(|| Box::new(opening));
        let told = "The workspace is back.".to_owned();
        trial.hear(Msg::Reply(ticket, Reply::Restored(told, opening)));
        let text = trial.text(80, 24);
        assert!(
            text.contains("The workspace is back.") && text.contains(shown),
            "{text}"
        );
        let known = trial.app.desk.opening.as_ref();
        assert_eq!(
            known.map(|one| one.reader.as_str()),
            begun.then_some("B. Lowe")
        );
    }
}

/// A walk under which an import was begun, and the import's ticket.
fn importing() -> (Trial, Ticket) {
    let mut trial = Trial::new(Invented::default());
    trial.held = Some(Vec::new());
    let effect = trial.app.ticket(1, Request::Import("a.csv".into()));
    let Effect::Ask(ticket, _) = effect else {
        panic!("{effect:?}");
    };
    trial.held = None;
    trial.keys("enter");
    assert!(trial.text(80, 24).contains("Beginning: the import"));
    (trial, ticket)
}

#[test]
fn long_work_says_how_far_it_is_above_the_hints_and_stops_by_key() {
    let (mut trial, ticket) = importing();
    let mut hear = |done, millis| {
        let progress = Progress {
            what: "Keeping pupils".into(),
            done,
            of: Some(20_635),
        };
        let at = now().plus_millis(millis);
        trial.app.update(Msg::Progress(progress), at);
    };
    hear(0, 0);
    hear(6_200, 2_000);
    let text = trial.text(80, 24);
    let said = "Keeping pupils: 6,200 of 20,635 · 3,100 a second · 5 s left";
    assert!(
        text.contains(said) && text.contains("ctrl-x stop"),
        "{text}"
    );
    assert!(text.contains("all keys"), "the hints stay: {text}");
    let stop = trial.app.update(Msg::Key("ctrl-x".parse().unwrap()), now());
    assert!(matches!(stop.as_slice(), [Effect::Stop(one)] if *one == ticket));
    assert!(trial.text(120, 40).contains("stopping…"));
    let stopped = Reply::Refused("Stopped; nothing was changed.".into());
    trial.hear(Msg::Reply(ticket, stopped));
    let text = trial.text(80, 24);
    assert!(text.contains("Stopped; nothing was changed."), "{text}");
    assert!(
        !trial.app.is_working() && !text.contains("20,635"),
        "{text}"
    );
    trial.keys("ctrl-x");
    assert!(trial.text(80, 24).contains("Nothing runs"));
}

#[test]
fn a_draft_that_waits_for_an_import_says_so() {
    let (mut trial, ticket) = importing();
    trial.held = Some(Vec::new());
    trial.keys("4");
    let text = trial.text(120, 40);
    assert!(
        text.contains("saving…") && text.contains("saved when this ends"),
        "{text}"
    );
    let held = trial.held.take().unwrap_or_default();
    trial.hear(Msg::Reply(ticket, Reply::Refused("Stopped.".into())));
    for (ticket, _) in held {
        trial.hear(Msg::Reply(ticket, Reply::Saved(now())));
    }
    // A key takes the notice of the import off.
    trial.keys("down");
    assert!(trial.text(120, 40).contains("saved 09:30"));
}

#[test]
fn an_import_that_ends_leaves_the_reader_where_they_are() {
    let (mut trial, ticket) = importing();
    let opening = Opening {
        framework: trial.invented.framework.clone(),
        reader: "R. Hale".into(),
        told: Some("1 read = 1 new".into()),
    };
    trial.hear(Msg::Reply(ticket, Reply::Began(Box::new(opening))));
    let text = trial.text(80, 24);
    assert!(
        text.contains("Section F") && text.contains("1 read = 1 new"),
        "{text}"
    );
    trial.keys("4");
    assert!(trial.invented.kept.is_some());
}

#[test]
fn leaving_while_long_work_runs_is_asked_twice() {
    let (mut trial, _) = importing();
    trial.keys("ctrl-c");
    assert!(!trial.quit && trial.text(80, 24).contains("Leaving stops it"));
    trial.keys("down ctrl-c");
    assert!(!trial.quit, "another key came between");
    trial.keys("ctrl-c");
    assert!(trial.quit);
}

/// The moment so many minutes after the first key.
fn after(minutes: i64) -> crate::domain::day::Moment {
    now().plus_millis(minutes * 60_000)
}

/// A walk whose screen goes blank after ten minutes.
fn idle() -> Trial {
    let mut trial = Trial::walk(Invented::default());
    trial.app.idle = Some(10);
    trial
}

const BLANK: &str = "The screen is blank. Any key brings it back.";

#[test]
fn a_screen_without_a_key_goes_blank_and_shows_nothing_of_the_workspace() {
    let mut trial = idle();
    assert_eq!(trial.app.blanks_at(), Some(after(10)));
    trial.app.update(Msg::Idle, after(9));
    assert!(trial.text(80, 24).contains("Section F"));
    trial.app.update(Msg::Idle, after(10));
    assert_eq!(trial.text(80, 24).trim(), BLANK);
    assert_eq!(trial.text(50, 10).trim(), BLANK);
    // What comes from the worker brings nothing back; neither does another size.
    trial
        .app
        .update(Msg::Say("K-1042 is in.".into()), after(11));
    trial.app.update(Msg::Resize(100, 30), after(11));
    assert_eq!(trial.text(100, 30).trim(), BLANK);
    assert_eq!(trial.app.blanks_at(), None);
}

#[test]
fn the_key_that_brings_the_screen_back_does_nothing_else() {
    let mut trial = idle();
    trial.keys("ctrl-l");
    assert_eq!(trial.text(80, 24).trim(), BLANK);
    trial.keys("4");
    assert!(trial.text(80, 24).contains("Section F"));
    assert!(trial.invented.kept.is_none());
    trial.keys("ctrl-l ctrl-c");
    assert!(!trial.quit);
    trial.keys("ctrl-l");
    trial.hear(Msg::Paste("a plan".into()));
    assert!(trial.text(80, 24).contains("Section F"));
}

#[test]
fn a_key_puts_the_blank_screen_off_and_a_reply_does_not() {
    let mut trial = idle();
    trial.app.update(Msg::Click(1, 1), after(4));
    assert_eq!(trial.app.blanks_at(), Some(after(14)));
    trial.app.update(Msg::Say("Done.".into()), after(8));
    assert_eq!(trial.app.blanks_at(), Some(after(14)));
    trial.app.idle = Some(0);
    assert_eq!(trial.app.blanks_at(), None);
}

#[test]
fn a_clock_that_was_set_back_keeps_the_screen_no_longer_than_the_minutes_again() {
    let mut trial = idle();
    trial.app.update(Msg::Idle, after(-120));
    assert_eq!(trial.app.blanks_at(), Some(after(-110)));
    trial.app.update(Msg::Idle, after(-110));
    assert_eq!(trial.text(80, 24).trim(), BLANK);
}

#[test]
fn sleep_and_waking_are_asked_of_the_world() {
    let mut trial = Trial::walk(Invented::default());
    let slept = |effects: Vec<Effect>| matches!(effects.as_slice(), [Effect::Sleep]);
    assert!(slept(trial.app.update(Msg::Suspend, now())));
    let key = Msg::Key("ctrl-z".parse().unwrap());
    assert!(slept(trial.app.update(key, now())));
    let woken = trial.app.update(Msg::Continued, now());
    assert!(matches!(woken.as_slice(), [Effect::Retake]));
    trial.hear(Msg::Leave);
    assert!(trial.quit);
}

#[test]
fn a_run_goes_on_where_the_last_one_stopped() {
    let mut trial = Trial::walk(Invented::default());
    let at = trial.app.walking().cloned().expect("a pupil");
    let mut next = Trial::new(Invented::default());
    next.app
        .go_on("The last run failed.".into(), Some(at.clone()));
    let text = next.text(80, 24);
    assert!(text.contains("The last run failed."), "{text}");
    assert_eq!(next.app.walking(), None);
    let asked = next.app.begin();
    let opens = |effect: &Effect| matches!(effect, Effect::Ask(_, Request::Open(Which::Pupil(pupil))) if *pupil == at);
    assert!(asked.iter().any(opens));
    trial.keys("q");
    assert_eq!(trial.app.walking(), None);
}

#[test]
fn the_names_of_actions_are_left_on_the_trail() {
    let mut trial = Trial::walk(Invented::default());
    let trail = crate::ui::trail::Trail::default();
    trial.app.leave_trail(trail.clone());
    trial.keys("4 u ctrl-p t h e m e enter");
    assert_eq!(
        trail.names(),
        ["level", "undo", "palette", "accept", "theme"]
    );
}
