//! Who delivers a provision.

mod instead;

use crate::domain::dose::Who;

use super::key::{Word, these};
use super::lexicon;
use super::list::{List, Lists};
use super::token::Words;

/// A role named: its tokens, and who it is.
struct Mention {
    from: usize,
    to: usize,
    who: Who,
}

/// How surely a mention is the one who delivers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// `advice to staff`, `parent and staff to attend`, `rather than a teacher`: not the deliverer.
    Object,
    /// `programme set by the OT`, `the OT's programme`: behind the provision.
    Behind,
    /// `an activity with a TA`.
    Beside,
    /// Named.
    Named,
    /// `A TA will …`, where nothing stands before.
    Subject,
    /// `delivered by a TA`.
    Delivers,
}

/// Reads who delivers.
pub(crate) fn read(words: Words<'_>) -> Option<Who> {
    best(words, mentions(words)).map(|(_, who)| who)
}

/// Whether the words speak of a therapist without saying which.
pub(crate) fn is_bare_therapist(words: Words<'_>) -> bool {
    const KINDS: &[Word] = these![
        "art",
        "music",
        "play",
        "drama",
        "family",
        "equine",
        "lego",
        "language",
        "speech",
        "occupational",
        "integration",
        "dance",
        "behaviour",
        "dysphagia",
    ];
    words
        .places()
        .any(|at| words.among(at, List::Therapists) && !words.any(at.wrapping_sub(1), KINDS))
}

/// The therapist whom words name last: who "the therapist" is in what follows.
pub(crate) fn therapist(words: Words<'_>) -> Option<Who> {
    if !words.holds(List::Therapy) {
        return None;
    }
    let named = mentions(words).map(|mention| mention.who);
    named.filter(|who| is_therapist(*who)).last()
}

/// Whether somebody is one of the therapists whom "the therapist" may mean.
fn is_therapist(who: Who) -> bool {
    matches!(who, Who::SaLT | Who::Ot | Who::Physio)
}

/// Reads who delivers, where the words say so plainly: by their verb, or as their subject.
pub(crate) fn deliverer(words: Words<'_>) -> Option<Who> {
    if let Some((Part::Delivers | Part::Subject, who)) = best(words, mentions(words)) {
        return Some(who);
    }
    let first = mentions(words).find(|mention| mention.from <= words.from + 2)?;
    (part(words, &first, 0) == Part::Named && words.any(first.to, these!["will", "to", ":", "-"]))
        .then_some(first.who)
}

/// Where roles are named, the end not included; not one whose place another takes.
pub(crate) fn places(words: Words<'_>) -> Vec<(usize, usize)> {
    let named = mentions(words).filter(|mention| !instead::holds(words, mention.from));
    named.map(|mention| (mention.from, mention.to)).collect()
}

/// The roles named, from the left.
fn mentions(words: Words<'_>) -> impl Iterator<Item = Mention> {
    let mut therapist = None;
    lexicon::get().roles.all(words).filter_map(move |found| {
        let mut who = (*found.value)?;
        // "Speech and language therapy … by a registered therapist" is that therapist.
        if words.is(found.from, "therapist") {
            who = therapist.unwrap_or(who);
        }
        therapist = therapist.or(is_therapist(who).then_some(who));
        Some(Mention {
            from: found.from,
            to: found.to,
            who,
        })
    })
}

/// The one who delivers most surely.
fn best(words: Words<'_>, mentions: impl Iterator<Item = Mention>) -> Option<(Part, Who)> {
    let mut best: Option<(Part, bool, Who)> = None;
    let mut done_by = None;
    for (index, mention) in mentions.enumerate() {
        let by = passive(words, &mention);
        let part = match (done_by, by) {
            (Some(by), _) if by < mention.from && mention.from <= by + 3 => Part::Subject,
            (_, Some(_)) => Part::Beside,
            (_, None) if instead::holds(words, mention.from) => Part::Object,
            (_, None) => part(words, &mention, index),
        };
        done_by = by.or(done_by);
        let specific = !matches!(mention.who, Who::Staff | Who::Other);
        let better = best.is_none_or(|(held, was_specific, _)| {
            part > held || part == held && part == Part::Named && specific && !was_specific
        });
        if part > Part::Object && better {
            best = Some((part, specific, mention.who));
        }
    }
    best.map(|(part, _, who)| (part, who))
}

/// Where "by" stands in `the TA will be trained by …`: a role to whom something is done, unless it is to deliver then.
fn passive(words: Words<'_>, mention: &Mention) -> Option<usize> {
    let modal = mention.to;
    let by = modal + 3;
    let done = words.among(modal, List::Modals)
        && words.is(modal + 1, "be")
        && words.among(modal + 2, List::Behind)
        && words.is(by, "by");
    let then = (by..words.to.min(by + 12))
        .any(|at| words.is(at, "to") && words.among(at + 1, List::Delivers));
    (done && !then).then_some(by)
}

/// Words before somebody to whom, for whom or beside whom something is done.
const ASIDE: Lists = Lists::of(&[List::Toward, List::With, List::Between]);

fn part(words: Words<'_>, mention: &Mention, index: usize) -> Part {
    let (from, to) = (mention.from, mention.to);
    let before = words.within(from.saturating_sub(5), from);
    let near = before.lists();
    let by = after_by(words, before, from);
    if by == Some(Part::Behind) {
        return Part::Behind;
    }
    // "TA-led circuit"; "which a TA will deliver".
    if words.any(to, these!["led", "delivered", "run"])
        || words.is(to, "will") && words.among(to + 1, List::Delivers) && index > 0
    {
        return Part::Delivers;
    }
    // "the OT's programme", "SaLT-trained TA", "SaLT targets".
    let owns = words.any(to, these!["'s", "'"])
        || words.among(to, List::RolePapers)
        || words.any(to, these!["trained", "recommended", "approved", "led by"]);
    if owns && mention.who != Who::Elsa {
        // "in line with physiotherapy advice": nobody delivers by that.
        let paper = near.holds(List::Papers)
            || words.any(to, these!["advice", "recommendations"]) && !before.has(these!["by"]);
        return if paper { Part::Object } else { Part::Behind };
    }
    if let Some(part) = by {
        return part;
    }
    let generic = mention.who == Who::Staff;
    let subject = words.any(to, these!["will", "to", "should", "must", "shall", ":"]);
    if index > 0 && near.meets(ASIDE) && !subject {
        let beside = near.holds(List::With) && !near.holds(List::Toward);
        return match (generic, beside) {
            (true, _) => Part::Object,
            (false, true) => Part::Beside,
            (false, false) => Part::Behind,
        };
    }
    if generic
        && words.any(
            from.wrapping_sub(1),
            these!["to", "with", "for", "among", "reception"],
        )
    {
        return Part::Object;
    }
    if near.holds(List::Guidance) {
        return Part::Behind;
    }
    let joined = index > 0 && words.any(from.wrapping_sub(1), these!["and", "&", "or", ",", "/"]);
    if subject
        && !joined
        && from <= words.from + 3
        && words.any(to, these!["will", "should", "must", "shall", "to"])
    {
        return Part::Subject;
    }
    Part::Named
}

/// What a `by` or `from` before a mention makes of it.
fn after_by(words: Words<'_>, before: Words<'_>, from: usize) -> Option<Part> {
    let by = before
        .places()
        .rev()
        .find(|at| words.any(*at, these!["by", "from"]))?;
    let crossed = words
        .within(by, from)
        .has(these!["to", "with", "for", ",", ";", ".", "and"]);
    if crossed {
        return None;
    }
    let verb = words.back(by, 1);
    if words.among(by.wrapping_sub(1), List::Behind) {
        return Some(Part::Behind);
    }
    if words.is(by, "from") {
        let papers = matches!(verb, "advice" | "guidance" | "recommendations" | "training");
        return Some(if papers { Part::Behind } else { Part::Named });
    }
    Some(Part::Delivers)
}

#[cfg(test)]
mod tests {
    use super::super::token::Sheet;
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: &str) {
        let sheet = Sheet::new(text, 0, &lexicon::get().ids);
        let who = read(sheet.words()).map_or("-", Who::code);
        assert_eq!(who, expected, "{text}");
    }

    #[test]
    fn roles_have_their_code() {
        case("A Learning Support Assistant will help", "TA");
        case("a familiar adult", "TA");
        case("lunchtime supervisor", "TA");
        case("HLTA-led group", "HLTA");
        case("the form tutor will check in", "teacher");
        case("tutor time in the base", "-");
        case("The SENDCo will meet parents", "SENCO");
        case("a specialist SpLD teacher", "specialist_teacher");
        case("Qualified Teacher of the Deaf", "QToD");
        case("QTVI visit", "QTVI");
        case("MSI teacher", "MSI");
        case("Speech & Language Therapist", "SaLT");
        case("occupational therapy assistant", "OT");
        case("physiotherapist", "physio");
        case("clinical psychologist", "EP");
        case("an ELSA-trained member of staff", "ELSA");
        case("art therapist", "mentor");
        case("school nurse", "nurse");
        case("educational audiologist", "nurse");
        case("all staff", "staff");
        case("a BSL interpreter", "other");
        case("a reward chart", "-");
        case("Brick-building gp of 3, trained TA", "TA");
        case("the GP", "nurse");
    }

    #[test]
    fn the_one_who_delivers_is_named() {
        case(
            "A Teaching Assistant trained by the SaLT will deliver it",
            "TA",
        );
        case("the OT's sensory circuit, given by an LSA", "TA");
        case("SaLT programme delivered by a TA daily", "TA");
        case(
            "The OT will write a sensory diet, which a TA will deliver",
            "TA",
        );
        case("The SENCO and class teacher will meet", "SENCO");
        case("one visit by the EP to coach staff", "EP");
        case("Transition meeting with Reception staff", "-");
        case(
            "speech and language therapy by a registered therapist",
            "SaLT",
        );
        case("daily sessions of the SaLT programme with a TA", "TA");
        case("a TA, under the direction of the physiotherapist", "TA");
        case("A TA-led circuit designed by the OT", "TA");
        case("Sam's TA will be trained by the EP for 3 hours", "EP");
        case("Staff will be coached by the SaLT each term", "SaLT");
        case("A TA will be trained by the SaLT to deliver it daily", "TA");
        case("The programme will be set by the OT; a TA will help", "TA");
        case("2½ hours per week of tutor time", "teacher");
        case("10 minutes at the start of tutor time", "-");
    }

    #[test]
    fn whose_place_another_takes_is_not_named() {
        case("A TA rather than a teacher will lead", "TA");
        case("Rather than a TA, a class teacher will lead", "teacher");
        case("An HLTA instead of the class teacher will lead", "HLTA");
        case("a group led by the SENCO, not a TA", "SENCO");
        case("It is led by the EP and not by the class teacher", "EP");
        case("Rather than leave the room he will work with a TA", "TA");
        case(
            "Whether or not a teacher is there, staff will help",
            "teacher",
        );
        case("The TA, not only the teacher, will help", "TA");
    }
}
