//! Which pupil a plan document belongs to, by the reference or the UPN in its file's name.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::domain::account::Unmatched;
use crate::domain::identity::{PupilRef, Upn};

/// Documents and the pupils they belong to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matched {
    /// A document's place among the files, and the place of its pupil among the pupils.
    pub pairs: Vec<(usize, usize)>,
    /// Documents that go to nobody, and why.
    pub unmatched: Vec<Unmatched>,
}

/// The names a pupil goes by, as runs of letters and figures in capitals: `K-104` is `K`, `104`.
struct Names {
    /// By their first piece: the whole name, and the pupil.
    by_first: HashMap<String, Vec<(Vec<String>, usize)>>,
}

/// Cuts a text into runs of letters and figures, in capitals.
fn pieces(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|piece| !piece.is_empty())
        .map(str::to_uppercase)
        .collect()
}

impl Names {
    fn of<'a>(pupils: impl IntoIterator<Item = (&'a PupilRef, Option<&'a Upn>)>) -> Self {
        let mut by_first: HashMap<String, Vec<(Vec<String>, usize)>> = HashMap::new();
        for (place, (reference, upn)) in pupils.into_iter().enumerate() {
            let names = [Some(reference.as_str()), upn.map(Upn::as_str)];
            for name in names.into_iter().flatten().map(pieces) {
                if let Some(first) = name.first().cloned() {
                    by_first.entry(first).or_default().push((name, place));
                }
            }
        }
        Self { by_first }
    }

    /// The pupils named in a file's name; of two names where one is part of the other
    /// (`K-1` in `K-1-2`), only the longer counts.
    fn named(&self, file: &str) -> BTreeSet<usize> {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let pieces = pieces(stem);
        let mut named = BTreeSet::new();
        let mut taken = 0;
        for (at, piece) in pieces.iter().enumerate() {
            let rest = pieces.get(at..).unwrap_or_default();
            let here = self.by_first.get(piece).into_iter().flatten();
            let here: Vec<_> = here.filter(|(name, _)| rest.starts_with(name)).collect();
            let longest = here.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
            if at + longest <= taken {
                continue;
            }
            taken = at + longest;
            let pupils = here.iter().filter(|(name, _)| name.len() == longest);
            named.extend(pupils.map(|(_, pupil)| *pupil));
        }
        named
    }
}

/// Matches documents to pupils: a file belongs to the one pupil whose reference or UPN stands in
/// its name as a whole, whatever the case. Two documents of one pupil go to nobody, for which
/// of them is the plan is not for a program to guess.
pub fn matched<'a>(
    files: &[&str],
    pupils: impl IntoIterator<Item = (&'a PupilRef, Option<&'a Upn>)> + Clone,
) -> Matched {
    let names = Names::of(pupils.clone());
    let references: Vec<&PupilRef> = pupils.into_iter().map(|(name, _)| name).collect();
    let said = |place: usize| references.get(place).map_or("", |name| name.as_str());
    let mut by_pupil: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut reasons: BTreeMap<usize, String> = BTreeMap::new();
    for (at, file) in files.iter().enumerate() {
        // A pupil of two tables stands twice among the pupils, and is one.
        let mut seen = BTreeSet::new();
        let named = names.named(file).into_iter();
        let named: Vec<usize> = named.filter(|place| seen.insert(said(*place))).collect();
        if let [pupil] = named.as_slice() {
            by_pupil.entry(*pupil).or_default().push(at);
        } else {
            let named: Vec<&str> = named.into_iter().map(said).collect();
            reasons.insert(at, unclear(&named));
        }
    }
    let mut pairs = Vec::new();
    for (pupil, documents) in by_pupil {
        if let [only] = documents.as_slice() {
            pairs.push((*only, pupil));
            continue;
        }
        for at in &documents {
            let other = documents.iter().find(|other| *other != at);
            let other = other.and_then(|other| files.get(*other)).unwrap_or(&"");
            let reason = format!(
                "{} has another document, {other}; keep the plan and import again",
                said(pupil)
            );
            reasons.insert(*at, reason);
        }
    }
    pairs.sort_unstable();
    let unmatched = reasons.into_iter().filter_map(|(at, reason)| {
        let file = (*files.get(at)?).to_owned();
        Some(Unmatched { file, reason })
    });
    Matched {
        pairs,
        unmatched: unmatched.collect(),
    }
}

/// Says why a file whose name fits none of the pupils, or these several, goes to nobody.
fn unclear(named: &[&str]) -> String {
    if named.is_empty() {
        return "its name holds no reference or UPN of the caseload; put one in its name and import again".into();
    }
    let shown: Vec<&str> = named.iter().take(5).copied().collect();
    format!(
        "its name fits several pupils ({}); keep one in its name and import again",
        shown.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pupils that these tests know.
    fn pupils() -> Vec<(PupilRef, Option<Upn>)> {
        let upn = Upn::read("B801200005001");
        vec![
            (PupilRef::new("K-104"), None),
            (PupilRef::new("K-1042"), upn),
            (PupilRef::new("K-104/2"), None),
            (PupilRef::new("7"), None),
            (PupilRef::new("K-104"), None),
        ]
    }

    fn run(files: &[&str]) -> Matched {
        let pupils = pupils();
        matched(files, pupils.iter().map(|(name, upn)| (name, upn.as_ref())))
    }

    #[track_caller]
    fn case(file: &str, expected: Option<usize>) {
        let pairs = run(&[file]).pairs;
        let expected: Vec<_> = expected.map(|pupil| (0, pupil)).into_iter().collect();
        assert_eq!(pairs, expected, "{file}");
    }

    #[test]
    fn a_name_counts_only_as_a_whole() {
        case("K-104.docx", Some(0));
        case("plans/k_104 final.DOCX", Some(0));
        case("EHCP K-1042 v2.txt", Some(1));
        case("K-10.docx", None);
        case("K-1043.docx", None);
        case("XK-104.docx", None);
        case("K104.docx", None);
        case("b801200005001.md", Some(1));
        case("K-1042 B801200005001.md", Some(1));
        case("K-104-2.docx", Some(2));
        case("7.txt", Some(3));
        case("K-104/notes.docx", None);
        case("", None);
    }

    #[test]
    fn what_fits_nobody_or_several_is_listed() {
        let matched = run(&[
            "K-104.docx",
            "K-104 K-1042.docx",
            "other.docx",
            "K-104 old.docx",
            "7.txt",
        ]);
        assert_eq!(matched.pairs, [(4, 3)]);
        let said: Vec<String> = matched.unmatched.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "K-104.docx: K-104 has another document, K-104 old.docx; keep the plan and import again",
                "K-104 K-1042.docx: its name fits several pupils (K-104, K-1042); keep one in its name and import again",
                "other.docx: its name holds no reference or UPN of the caseload; put one in its name and import again",
                "K-104 old.docx: K-104 has another document, K-104.docx; keep the plan and import again",
            ]
        );
    }
}
