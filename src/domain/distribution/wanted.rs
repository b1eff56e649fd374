//! What somebody wants counted: crossed by what, on which terms, under which version.

use serde::{Deserialize, Serialize};

use super::super::day::Day;
use super::super::identity::FrameworkKey;
use super::dimension::Dimension;

/// Where pupils who change phase are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettingOf {
    /// Where they are.
    #[default]
    Today,
    /// Where a phase transfer takes them by the next September, as far as the caseload says where.
    September,
}

impl SettingOf {
    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::September => "september",
        }
    }

    /// The words on the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Today => "today's setting",
            Self::September => "the setting from September",
        }
    }
}

/// On which terms a caseload is counted; by default as it stands, by today's setting, without schools' own readings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Terms {
    /// The day at whose end it stood so; nothing for as it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_at: Option<Day>,
    /// Where pupils who change phase are counted.
    pub setting: SettingOf,
    /// Whether a school's own reading counts where neither an officer's nor a moderator's mapping does.
    pub schools: bool,
}

/// What is to be counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Wanted {
    /// What it is crossed by.
    pub by: Vec<Dimension>,
    /// On which terms.
    pub terms: Terms,
    /// Under which other version or framework; nothing for the one that is mapped to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub under: Option<FrameworkKey>,
}

impl Wanted {
    /// Wants the caseload as it stands, crossed by dimensions.
    pub fn by(by: &[Dimension]) -> Self {
        Self {
            by: by.to_vec(),
            ..Self::default()
        }
    }

    /// Whether the caseload is wanted as the worklist has it.
    pub fn is_plain(&self) -> bool {
        self.terms == Terms::default() && self.under.is_none()
    }

    /// Whether it asks for the levels of the mappings, which are read only then.
    pub fn asks_levels(&self) -> bool {
        self.by.contains(&Dimension::Area)
    }

    /// What it wants, in words: `setting × area, as at 3 Nov 2026, the setting from September`.
    pub fn words(&self) -> String {
        let by: Vec<&str> = self.by.iter().map(|one| one.words()).collect();
        let mut words = vec![if by.is_empty() {
            "all".to_owned()
        } else {
            by.join(" × ")
        }];
        words.extend(self.terms.as_at.map(|day| format!("as at {}", day.long())));
        if self.terms.setting == SettingOf::September {
            words.push(SettingOf::September.words().to_owned());
        }
        if self.terms.schools {
            words.push("with schools' own readings".to_owned());
        }
        words.extend(self.under.as_ref().map(|under| format!("under {under}")));
        words.join(", ")
    }
}

/// A name under which somebody wants a count again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// The name.
    pub name: String,
    /// What is wanted.
    pub wanted: Wanted,
}

/// The longest name of a view, in characters.
pub const LONGEST_NAME: usize = 40;

/// Puts a view among others, in the place of one of its name; they stand by their names.
pub fn kept(mut views: Vec<View>, view: View) -> Vec<View> {
    views.retain(|one| one.name != view.name);
    views.push(view);
    views.sort_by(|one, other| one.name.cmp(&other.name));
    views
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wanted_is_said_in_words() {
        let mut wanted = Wanted::by(&[Dimension::Setting, Dimension::Area]);
        assert!(wanted.is_plain() && wanted.asks_levels());
        assert_eq!(wanted.words(), "setting × area of the highest level");
        wanted.terms.as_at = "2026-11-03".parse().ok();
        wanted.terms.setting = SettingOf::September;
        wanted.terms.schools = true;
        wanted.under = Some(FrameworkKey {
            id: "small".to_owned(),
            version: "1".to_owned(),
        });
        assert!(!wanted.is_plain());
        assert_eq!(
            wanted.words(),
            "setting × area of the highest level, as at 3 Nov 2026, the setting from September, with schools' own readings, under small 1"
        );
        assert_eq!(Wanted::default().words(), "all");
    }

    #[test]
    fn a_view_is_kept_by_its_name_and_reads_back() {
        let view = |name: &str, by: &[Dimension]| View {
            name: name.to_owned(),
            wanted: Wanted::by(by),
        };
        let views = kept(vec![], view("monthly", &[Dimension::Setting]));
        let views = kept(views, view("board", &[]));
        let views = kept(views, view("monthly", &[Dimension::Phase]));
        let names: Vec<&str> = views.iter().map(|view| view.name.as_str()).collect();
        assert_eq!(names, ["board", "monthly"]);
        assert_eq!(views[1].wanted.by, [Dimension::Phase]);
        let text = serde_json::to_string(&views).unwrap();
        assert_eq!(serde_json::from_str::<Vec<View>>(&text).unwrap(), views);
        assert!(serde_json::from_str::<Wanted>(r#"{"by":["shoe_size"]}"#).is_err());
    }
}
