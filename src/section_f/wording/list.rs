//! The list of vague phrases: the one built in, or an authority's own, checked line by line.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use serde::Deserialize;

use crate::domain::digest::Digest;
use crate::source::{self, Fault, Place, Spanned};

use super::super::lexicon;
use super::super::list::List;
use super::super::phrase::Phrases;
use super::super::token::{Ids, Sheet};

/// The built-in list as its file stands: what an authority's own begins from.
pub const BUILT_IN: &str = include_str!("../wording.toml");

/// When a phrase is vague.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum When {
    /// Wherever it stands.
    #[default]
    Always,
    /// Where a length or a number of sessions follows.
    BeforeDose,
    /// Where the provision has no dose.
    NoDose,
    /// Where the provision says no ratio and no size of group.
    NoRatio,
    /// Where it is not a month: `may`.
    NotMonth,
    /// A range of figures: `20–45 minutes`.
    Range,
    /// A noun that may be one or many: `meeting(s)`.
    Plural,
    /// Nowhere: it holds a vague word, and is not vague.
    Never,
}

impl When {
    /// Whether it is told by the text's figures and signs and not by phrases.
    fn has_no_phrases(self) -> bool {
        matches!(self, Self::Range | Self::Plural)
    }
}

/// Why some words are vague, and what to ask the plan's writer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reason {
    pub(crate) when: When,
    pub(crate) why: String,
    pub(crate) question: String,
}

/// Phrases that are vague for one reason, as the file has them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    why: Spanned<String>,
    question: Option<Spanned<String>>,
    #[serde(default)]
    when: When,
    #[serde(default)]
    phrases: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    vague: Vec<Spanned<Group>>,
}

/// The phrases that are too vague to count, each with its reason and its question.
#[derive(Debug)]
pub struct Wording {
    /// The numbers of the words: the room's own lists' first, so that one text serves all of them.
    pub(crate) ids: Ids,
    /// Each phrase with its reasons, in the order of the file.
    pub(crate) phrases: Phrases<Vec<usize>>,
    pub(crate) reasons: Vec<Reason>,
    /// The file's short digest; nothing for the built-in list.
    digest: Option<String>,
}

/// What was wrong with an authority's list: every fault at its line and column.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", told(.0))]
pub struct WordingFault(pub Vec<Fault>);

fn told(faults: &[Fault]) -> String {
    let mut lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    lines.push(
        "The list of vague words cannot be used until this is mended; `continuum wording` prints one that can."
            .to_owned(),
    );
    lines.join("\n")
}

impl Default for Wording {
    /// No phrases yet.
    fn default() -> Self {
        Self {
            ids: lexicon::get().ids.clone(),
            phrases: Phrases::new(List::VagueAlone, List::VagueFirst, List::VagueSecond),
            reasons: Vec::new(),
            digest: None,
        }
    }
}

impl Wording {
    /// The built-in list; a file that cannot be read would give none, which the tests here forbid.
    pub fn built_in() -> Arc<Self> {
        static WORDING: OnceLock<Arc<Wording>> = OnceLock::new();
        let load = || {
            let read = Self::parse("wording.toml", BUILT_IN);
            Arc::new(read.unwrap_or_default())
        };
        WORDING.get_or_init(load).clone()
    }

    /// Reads an authority's own list.
    ///
    /// # Errors
    /// Every fault of the file at its line and column, each with what to do.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, WordingFault> {
        let text = source::text(file, bytes).map_err(|fault| WordingFault(vec![fault]))?;
        let mut wording = Self::parse(file, text).map_err(WordingFault)?;
        wording.digest = Some(Digest::of_text(bytes).short());
        Ok(wording)
    }

    /// Which list it is: `built-in`, or the short digest of the authority's file.
    pub fn name(&self) -> &str {
        self.digest.as_deref().unwrap_or("built-in")
    }

    /// How many phrases it has.
    pub fn phrases(&self) -> usize {
        self.phrases.len()
    }

    fn parse(file: &str, text: &str) -> Result<Self, Vec<Fault>> {
        let read: File = source::parse(file, text).map_err(|fault| vec![fault])?;
        let mut check = Check {
            file,
            text,
            faults: Vec::new(),
        };
        if read.vague.is_empty() {
            check.fault(0, "there is no [[vague]] group; write at least one");
        }
        let mut wording = Self::default();
        let mut listed = Vec::new();
        let mut places = HashMap::new();
        for (index, group) in read.vague.iter().enumerate() {
            wording.reasons.push(check.reason(group));
            for phrase in &group.get_ref().phrases {
                check.phrase(index, phrase, &wording.reasons, &mut places, &mut listed);
            }
        }
        if !check.faults.is_empty() {
            return Err(check.faults);
        }
        for (words, phrase) in listed {
            let groups = places.remove(&words).unwrap_or_default();
            let groups = groups.into_iter().map(|held| held.group).collect();
            wording.phrases.add(phrase, groups, &mut wording.ids);
        }
        Ok(wording)
    }
}

/// A phrase in a group, and the byte it stands at.
struct Held {
    group: usize,
    at: usize,
}

/// A phrase's words as the reader cuts them, a space between; nothing where it has none.
fn words(phrase: &str) -> Option<String> {
    let sheet = Sheet::new(phrase, 0, &lexicon::get().ids);
    let words = sheet.words();
    let all: Vec<&str> = words.places().map(|at| words.word(at)).collect();
    words.says().then(|| all.join(" "))
}

/// Looks over a file, and keeps what is wrong with it.
struct Check<'a> {
    file: &'a str,
    text: &'a str,
    faults: Vec<Fault>,
}

impl Check<'_> {
    fn fault(&mut self, at: usize, what: &str) {
        let place = Place::of(self.text, at);
        self.faults.push(Fault::at(self.file, place, what));
    }

    /// Takes a phrase of a group in, and lists it where its words are new.
    fn phrase<'f>(
        &mut self,
        group: usize,
        phrase: &'f Spanned<String>,
        reasons: &[Reason],
        places: &mut HashMap<String, Vec<Held>>,
        listed: &mut Vec<(String, &'f str)>,
    ) {
        let (at, text) = (phrase.span().start, phrase.get_ref());
        let Some(words) = words(text) else {
            return self.fault(at, "this phrase has no words; write some, or take it out");
        };
        let held = places.entry(words).or_insert_with_key(|words| {
            listed.push((words.clone(), text));
            Vec::new()
        });
        // Within a group "e.g." and "E.G." may both stand; they are one phrase.
        if held.iter().any(|other| other.group == group) {
            return;
        }
        let when = |group: usize| reasons.get(group).map(|reason| reason.when);
        let same = held.iter().find(|other| when(other.group) == when(group));
        let first = same.map(|other| Place::of(self.text, other.at).line);
        held.push(Held { group, at });
        if let Some(line) = first {
            let what = format!(
                "\"{text}\" stands in line {line} already for the same case; take one of them out"
            );
            self.fault(at, &what);
        }
    }

    /// The reason of a group, every part of which must be there.
    fn reason(&mut self, group: &Spanned<Group>) -> Reason {
        let (at, group) = (group.span().start, group.get_ref());
        let why = group.why.get_ref().trim();
        if why.is_empty() {
            self.fault(
                group.why.span().start,
                "\"why\" is empty; say why the words cannot be counted",
            );
        }
        let question = group.question.as_ref();
        let asked = question.map_or("", |question| question.get_ref().trim());
        if asked.is_empty() && group.when != When::Never {
            self.fault(
                question.map_or(at, |question| question.span().start),
                "this group asks no question; add question = \"…\", which the plan's writer will read",
            );
        }
        match (group.phrases.first(), group.when.has_no_phrases()) {
            (None, false) => self.fault(
                at,
                "this group has no phrases; add phrases = [\"…\"], or take the group out",
            ),
            (Some(phrase), true) => self.fault(
                phrase.span().start,
                "a group for ranges or for \"(s)\" has no phrases; take them out, or put them in a group of their own",
            ),
            (None, true) | (Some(_), false) => {}
        }
        Reason {
            when: group.when,
            why: why.to_owned(),
            question: asked.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_list_is_read_and_asks_in_whole_sentences() {
        let wording = Wording::parse("wording.toml", BUILT_IN).unwrap();
        assert!(wording.phrases() > 300 && wording.name() == "built-in");
        for reason in &wording.reasons {
            assert!(reason.when == When::Never || reason.question.ends_with('?'));
        }
    }

    #[track_caller]
    fn fault(text: &str, shown: &str) {
        let told = Wording::read("own.toml", text.as_bytes()).unwrap_err();
        let told = told.to_string();
        assert!(told.starts_with(shown), "{told}");
        assert!(told.ends_with("prints one that can."), "{told}");
    }

    const GOOD: &str = "[[vague]]\nwhy = \"w\"\nquestion = \"q?\"\nphrases = [\"as ever\"]\n";

    #[test]
    fn a_fault_is_told_at_its_line_with_what_to_do() {
        fault("vague = []", "own.toml:1:1: there is no [[vague]] group");
        fault("", "own.toml:1:1: missing field \"vague\"");
        fault(
            &GOOD.replace("question = \"q?\"\n", ""),
            "own.toml:1:1: this group asks no question",
        );
        fault(
            &GOOD.replace("q?", " "),
            "own.toml:3:12: this group asks no",
        );
        fault(
            &GOOD.replace("\"w\"", "\"\""),
            "own.toml:2:7: \"why\" is empty",
        );
        fault(
            &GOOD.replace("as ever", " "),
            "own.toml:4:12: this phrase has no words",
        );
        fault(
            &GOOD.replace("phrases = [\"as ever\"]\n", ""),
            "own.toml:1:1: this group has no phrases",
        );
        fault(
            &GOOD.replace("\"q?\"", "\"q?\"\nwhen = \"range\""),
            "own.toml:5:12: a group for ranges",
        );
        fault(
            &GOOD.replace("\"q?\"", "\"q?\"\nwhen = \"seldom\""),
            "own.toml:4:8: unknown variant \"seldom\", expected",
        );
        fault(
            &format!("{GOOD}{}", GOOD.replace("as ever", "As  EVER")),
            "own.toml:8:12: \"As  EVER\" stands in line 4 already",
        );
    }

    #[test]
    fn every_fault_of_a_file_is_told_at_once() {
        let text = GOOD.replace("q?", "").replace("as ever", ".");
        let WordingFault(faults) = Wording::read("own.toml", text.as_bytes()).unwrap_err();
        assert_eq!(faults.len(), 2);
    }
}
