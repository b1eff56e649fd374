//! Who delivers a provision.

use crate::domain::dose::Who;

use super::lexicon;
use super::phrase::Found;
use super::token::Words;

/// A role named: its tokens, and who it is.
struct Mention {
    from: usize,
    to: usize,
    who: Who,
}

/// How surely a mention is the one who delivers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// `advice to staff`, `parent and staff to attend`: not the deliverer.
    Object,
    /// `programme set by the OT`, `the OT's programme`: behind the provision.
    Behind,
    /// Named.
    Named,
    /// `delivered by a TA`.
    Delivers,
}

/// Words after which the one who delivers is named.
const DELIVERS: &[&str] = &[
    "delivered",
    "led",
    "run",
    "given",
    "taught",
    "provided",
    "facilitated",
    "carried",
    "supervised",
    "conducted",
    "undertaken",
    "overseen",
    "implemented",
    "completed",
    "offered",
    "attended",
    "used",
    "supported",
    "made",
    "worked",
    "staffed",
    "done",
];

/// Words after which somebody is named who does not deliver.
const BEHIND: &[&str] = &[
    "trained",
    "set",
    "designed",
    "devised",
    "advised",
    "recommended",
    "written",
    "planned",
    "agreed",
    "directed",
    "prescribed",
    "modelled",
    "reviewed",
    "monitored",
    "provided",
    "created",
    "developed",
    "guided",
    "supervised",
    "overseen",
    "demonstrated",
    "produced",
];

/// Reads who delivers.
pub(crate) fn read(words: Words<'_>) -> Option<Who> {
    let found = lexicon::get().roles.all(words);
    let named = |found: Found<'_, Option<Who>>| {
        (*found.value).map(|who| Mention {
            from: found.from,
            to: found.to,
            who,
        })
    };
    let found: Vec<Mention> = found.filter_map(named).collect();
    let mut best: Option<(Place, bool, Who)> = None;
    for (index, mention) in found.iter().enumerate() {
        let place = place(words, mention, index);
        let specific = !matches!(mention.who, Who::Staff | Who::Other);
        let better = best.is_none_or(|(held, was_specific, _)| {
            place > held || place == held && place == Place::Named && specific && !was_specific
        });
        if place > Place::Object && better {
            best = Some((place, specific, mention.who));
        }
    }
    best.map(|(_, _, who)| who)
}

fn place(words: Words<'_>, mention: &Mention, index: usize) -> Place {
    let (from, to) = (mention.from, mention.to);
    // "the OT's programme", "SaLT-trained TA", "SaLT programme delivered by …".
    let elsa = mention.who == Who::Elsa;
    if words.any(to, &["'s", "'"]) || words.any(to, &["trained"]) && !elsa {
        return Place::Behind;
    }
    let before = words.within(from.saturating_sub(5), from);
    let by = before
        .places()
        .rev()
        .find(|at| words.any(*at, &["by", "from"]));
    if let Some(by) = by.filter(|by| {
        !words
            .within(*by, from)
            .has(&["to", "with", "for", ",", ";", ".", "and"])
            || words.word(from - 1) == "by"
    }) {
        let verb = words.back(by, 1);
        let out = words.back(by, 2);
        if BEHIND.contains(&verb) && !DELIVERS.contains(&verb)
            || words.any(
                by.wrapping_sub(1),
                &["advice", "guidance", "recommendations"],
            )
        {
            return Place::Behind;
        }
        if words.word(by) == "by"
            && (DELIVERS.contains(&verb) || DELIVERS.contains(&out) || verb != "supervised")
        {
            return Place::Delivers;
        }
        return Place::Named;
    }
    let generic = matches!(mention.who, Who::Staff);
    if index > 0
        && before.has(&["to", "for", "with", "between"])
        && !words.any(to, &["will", "to", "should"])
    {
        return if generic {
            Place::Object
        } else {
            Place::Behind
        };
    }
    if generic
        && words.any(
            from.wrapping_sub(1),
            &["to", "with", "for", "among", "reception"],
        )
    {
        return Place::Object;
    }
    if before.has(&["direction", "guidance", "advice", "supervision", "line"]) {
        return Place::Behind;
    }
    Place::Named
}
