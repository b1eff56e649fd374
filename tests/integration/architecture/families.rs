//! Which modules use one another: paths taken apart from the text of the sources, and the families that they tie together.
//!
//! A module and all below it are a family. Within one, a module and its parent may know each other; but no two families side by
//! side may, however long the way round: then none of them could be read, or moved, without the other.

use std::collections::{BTreeMap, BTreeSet};

use super::code;

/// The arrows between modules, by what they name: `store::chain` uses `domain::digest`.
pub(super) struct Arrows(BTreeMap<String, BTreeSet<String>>);

/// The families below one parent that are in a circle, each with those of the circle that it uses, and by which modules.
pub(super) type Circle = BTreeMap<String, BTreeSet<String>>;

impl Arrows {
    /// Reads them from the text of every module.
    pub(super) fn of(modules: &BTreeMap<String, String>) -> Self {
        let for_tests = for_tests(modules);
        let texts: BTreeMap<&str, String> = (modules.iter())
            .filter(|(module, _)| !for_tests.iter().any(|one| within(module, one)))
            .map(|(module, text)| (module.as_str(), without_tests(text)))
            .collect();
        let mut handed_on = BTreeMap::new();
        for (module, text) in &texts {
            for path in statements(text, "pub use ").chain(statements(text, "pub(crate) use ")) {
                for path in parted(&path) {
                    let path = resolved(module, &path);
                    let Some((home, name)) = path.rsplit_once("::") else {
                        continue;
                    };
                    handed_on.insert((*module, name.to_owned()), home.to_owned());
                }
            }
        }
        let arrows = texts.iter().map(|(module, text)| {
            let named = (paths(module, text).into_iter())
                .filter_map(|path| home(&path, modules, &handed_on))
                .filter(|home| home != module)
                .collect();
            ((*module).to_owned(), named)
        });
        Self(arrows.collect())
    }

    /// Every circle of families.
    pub(super) fn circles(&self) -> Vec<Circle> {
        // By parent, then family, the families beside it that it uses, each with the two modules.
        let mut levels: BTreeMap<String, BTreeMap<&str, BTreeMap<&str, String>>> = BTreeMap::new();
        for (from, uses) in &self.0 {
            for to in uses {
                let (one, other): (Vec<&str>, Vec<&str>) =
                    (from.split("::").collect(), to.split("::").collect());
                let alike = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
                let (Some(family), Some(beside)) = (one.get(alike), other.get(alike)) else {
                    continue;
                };
                let level = levels.entry(one[..alike].join("::")).or_default();
                let family = level.entry(family).or_default();
                family.insert(beside, format!("{from} uses {to}"));
            }
        }
        let mut circles = Vec::new();
        for mut level in levels.into_values() {
            loop {
                let users: BTreeSet<&str> = level.keys().copied().collect();
                let before = level.clone();
                for uses in level.values_mut() {
                    uses.retain(|used, _| users.contains(used));
                }
                let used: BTreeSet<&str> =
                    level.values().flat_map(BTreeMap::keys).copied().collect();
                level.retain(|family, uses| !uses.is_empty() && used.contains(family));
                if level == before {
                    break;
                }
            }
            if !level.is_empty() {
                let told = |(family, uses): (&str, BTreeMap<&str, String>)| {
                    (family.to_owned(), uses.into_values().collect())
                };
                circles.push(level.into_iter().map(told).collect());
            }
        }
        circles
    }
}

/// The modules that are built for tests alone.
fn for_tests(modules: &BTreeMap<String, String>) -> Vec<String> {
    let mut found = Vec::new();
    for (module, text) in modules {
        let kept = without_tests(text);
        let declared = |text: &str| -> BTreeSet<String> {
            let names = ["mod ", "pub mod ", "pub(crate) mod ", "pub(super) mod "];
            let names = names
                .iter()
                .flat_map(|one| statements(text, one).collect::<Vec<_>>());
            names.collect()
        };
        for name in declared(text).difference(&declared(&kept)) {
            found.push(format!("{module}::{name}"));
        }
    }
    found
}

/// Whether a module is another or stands below it.
fn within(module: &str, other: &str) -> bool {
    module
        .strip_prefix(other)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// The text without what is built for tests alone.
fn without_tests(text: &str) -> String {
    let mut kept = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim_start() != "#[cfg(test)]" {
            kept.push_str(line);
            kept.push('\n');
            continue;
        }
        let indent = &line[..line.len() - line.trim_start().len()];
        let last = format!("{indent}}}");
        let ends = |line: &&str| line.ends_with(';') && !line[indent.len()..].starts_with(' ');
        lines.find(|line| ends(line) || *line == last || *line == format!("{last};"));
    }
    kept
}

/// The paths of every statement that begins with such words.
fn statements<'a>(text: &'a str, begins: &'a str) -> impl Iterator<Item = String> + 'a {
    let all = text.match_indices(begins);
    let starts = all.filter(move |(at, _)| {
        let line = text[..*at].rsplit('\n').next().unwrap();
        line.trim().is_empty()
    });
    starts.filter_map(move |(at, _)| {
        let rest = &text[at + begins.len()..];
        let statement = &rest[..rest.find(';')?];
        Some(statement.split_whitespace().collect::<Vec<_>>().join(" "))
    })
}

/// Takes the braces of a path apart: `a::{b, c::{d, e}}` names `a::b`, `a::c::d` and `a::c::e`.
fn parted(path: &str) -> Vec<String> {
    let Some((before, inside)) = path.split_once('{') else {
        let path = path.split(" as ").next().unwrap();
        return vec![path.trim().to_owned()];
    };
    let inside = inside.trim_end().strip_suffix('}').unwrap();
    let (mut depth, mut from, mut parts) = (0, 0, Vec::new());
    for (at, sign) in inside.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&inside[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inside[from..]);
    (parts.into_iter().map(str::trim))
        .filter(|part| !part.is_empty())
        .flat_map(|part| parted(&format!("{before}{part}")))
        .collect()
}

/// Every path that a module names, in full.
fn paths(module: &str, text: &str) -> Vec<String> {
    let text: String = code(text).flat_map(|line| [line, "\n"]).collect();
    let uses = ["use ", "pub use ", "pub(crate) use ", "pub(super) use "];
    let mut found: Vec<String> = (uses.iter())
        .flat_map(|begins| statements(&text, begins))
        .flat_map(|path| parted(&path))
        .collect();
    let children = ["mod ", "pub mod ", "pub(crate) mod ", "pub(super) mod "];
    let children = children.iter().flat_map(|one| statements(&text, one));
    let children = children.filter(|name| name.chars().all(|c| c.is_alphanumeric() || c == '_'));
    let children: Vec<String> = children.map(|name| format!("{name}::")).collect();
    let part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    for word in text.split(|c| !part(c)) {
        let begins = ["crate::", "super::", "self::"];
        let begins = begins.iter().any(|begins| word.starts_with(begins));
        if begins {
            found.push(word.to_owned());
        } else if children
            .iter()
            .any(|child| word.starts_with(child.as_str()))
        {
            found.push(format!("self::{word}"));
        }
    }
    for path in &mut found {
        if children
            .iter()
            .any(|child| path.starts_with(child.as_str()))
        {
            path.insert_str(0, "self::");
        }
    }
    (found.iter())
        .map(|path| resolved(module, path))
        .filter(|path| !path.is_empty())
        .collect()
}

/// A path from the crate's own root; as it is where it begins with another crate's name.
fn resolved(module: &str, path: &str) -> String {
    let mut base: Vec<&str> = module.split("::").collect();
    let mut rest: Vec<&str> = path.split("::").filter(|part| !part.is_empty()).collect();
    match rest.first().copied() {
        Some("crate") => {
            rest.remove(0);
            base.clear();
        }
        Some("self") => {
            rest.remove(0);
        }
        // `super`, and what a parent hands on of a child: `pub use child::Thing`.
        Some(_) | None => {}
    }
    while rest.first() == Some(&"super") {
        rest.remove(0);
        base.pop();
    }
    base.extend(rest);
    base.join("::")
}

/// The module that holds what a path names, also where another hands it on.
fn home(
    path: &str,
    modules: &BTreeMap<String, String>,
    handed_on: &BTreeMap<(&str, String), String>,
) -> Option<String> {
    let parts: Vec<&str> = path.split("::").collect();
    let length = (1..=parts.len())
        .rev()
        .find(|length| modules.contains_key(&parts[..*length].join("::")))?;
    let module = parts[..length].join("::");
    let on = parts.get(length).and_then(|name| {
        let key = (module.as_str(), (*name).to_owned());
        handed_on.get(&key)
    });
    match on {
        Some(next) if *next != module => {
            let path = [next.as_str(), parts[length]].join("::");
            home(&path, modules, handed_on)
        }
        _ => Some(module),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circles(modules: &[(&str, &str)]) -> Vec<Circle> {
        let modules = modules
            .iter()
            .map(|(module, text)| ((*module).to_owned(), (*text).to_owned()));
        Arrows::of(&modules.collect()).circles()
    }

    #[test]
    fn two_families_that_use_each_other_are_a_circle() {
        let found = circles(&[
            ("a", "mod b;\nmod c;\n"),
            ("a::b", "use super::{c::Thing, d};\n"),
            ("a::c", "mod e;\n"),
            ("a::c::e", "fn one() { super::super::b::two(); }\n"),
        ]);
        assert_eq!(found.len(), 1);
        let told: Vec<&String> = found[0].values().flatten().collect();
        assert_eq!(told, ["a::b uses a::c", "a::c::e uses a::b"]);
    }

    #[test]
    fn what_a_third_hands_on_is_of_its_home() {
        let found = circles(&[
            (
                "a",
                "mod b;\nmod c;\npub use b::{\n    Thing,\n    other as Other,\n};\n",
            ),
            ("a::b", "use super::c::two;\n"),
            ("a::c", "use super::Thing;\n"),
        ]);
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn a_parent_its_child_and_tests_are_none() {
        let found = circles(&[
            ("a", "mod b;\n#[cfg(test)]\nmod tests;\nuse b::Thing;\n"),
            (
                "a::b",
                "use super::Other;\n#[cfg(test)]\nmod tests {\n    use super::super::c::x;\n}\n",
            ),
            ("a::c", "use super::b::Thing;\n"),
        ]);
        assert_eq!(found, Vec::<Circle>::new());
    }
}
