//! Dimensions: by what a distribution is crossed, and the value each pupil has in them.

use serde::{Deserialize, Serialize};

use super::super::day::Day;
use super::super::place::{Phase, Setting};
use super::super::worklist::{Basis, Brief, Priority, Stage};

/// The value of pupils of whom the caseload says nothing.
pub const NOT_RECORDED: &str = "not recorded";

/// The groups of ages, by the phases that they are usually taught in.
const AGE_GROUPS: [&str; 5] = ["under 5", "5 to 10", "11 to 15", "16 to 19", "20 and over"];

/// What a distribution is crossed by.
///
/// Need, sex, ethnicity and age are joined only here, for the equality assessment; never in the walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// The kind of place.
    Setting,
    /// The phase, in the school year of the framework.
    Phase,
    /// The year group, in the school year of the framework.
    YearGroup,
    /// The district.
    District,
    /// The Community of schools.
    Community,
    /// The school.
    School,
    /// The group of the worklist.
    Priority,
    /// The first named need.
    Need,
    /// The sex, as coded in the file.
    Sex,
    /// The ethnicity, as coded in the file.
    Ethnicity,
    /// The age in whole years, today.
    Age,
    /// The officer who read.
    Officer,
    /// The tariff under the version of the framework that the pupil was mapped under before.
    EarlierTariff,
    /// The area of the highest level of the mapping that counts; of several, the first of the framework.
    Area,
    /// Where the mapping that counts stands in moderation.
    Moderation,
    /// The age today in the groups of the national statistics of plans: under 5, 5 to 10, 11 to 15, 16 to 19, 20 and over.
    AgeGroup,
}

impl Dimension {
    /// Every dimension, in the order of the screens.
    pub const ALL: [Self; 16] = [
        Self::Setting,
        Self::Phase,
        Self::YearGroup,
        Self::District,
        Self::Community,
        Self::School,
        Self::Priority,
        Self::Need,
        Self::Sex,
        Self::Ethnicity,
        Self::Age,
        Self::Officer,
        Self::EarlierTariff,
        Self::Area,
        Self::Moderation,
        Self::AgeGroup,
    ];

    /// The code in files and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Setting => "setting",
            Self::Phase => "phase",
            Self::YearGroup => "year_group",
            Self::District => "district",
            Self::Community => "community",
            Self::School => "school",
            Self::Priority => "priority",
            Self::Need => "need",
            Self::Sex => "sex",
            Self::Ethnicity => "ethnicity",
            Self::Age => "age",
            Self::Officer => "officer",
            Self::EarlierTariff => "earlier_tariff",
            Self::Area => "area",
            Self::Moderation => "moderation",
            Self::AgeGroup => "age_group",
        }
    }

    /// The words on the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Setting => "setting",
            Self::Phase => "phase",
            Self::YearGroup => "year group",
            Self::District => "district",
            Self::Community => "Community of schools",
            Self::School => "school",
            Self::Priority => "priority group",
            Self::Need => "first named need",
            Self::Sex => "sex",
            Self::Ethnicity => "ethnicity",
            Self::Age => "age",
            Self::Officer => "officer",
            Self::EarlierTariff => "tariff under the version before",
            Self::Area => "area of the highest level",
            Self::Moderation => "moderation",
            Self::AgeGroup => "age group",
        }
    }

    /// Gives the dimension of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|dimension| dimension.code() == code)
    }

    /// What of a pupil the value comes from, and nothing else of them.
    pub(super) fn aspect(self) -> Aspect {
        match self {
            Self::Setting | Self::District | Self::Community | Self::School => Aspect::Whereabouts,
            Self::Phase | Self::YearGroup => Aspect::YearGroup,
            Self::Priority => Aspect::Priority,
            Self::Need | Self::Sex | Self::Ethnicity => Aspect::Traits,
            Self::Age | Self::AgeGroup => Aspect::Born,
            Self::Officer | Self::EarlierTariff | Self::Area | Self::Moderation => Aspect::Work,
        }
    }

    /// A value in words, where files have a code.
    pub fn value_words(self, value: &str) -> String {
        let words = match self {
            Self::Setting => Setting::from_code(value).map(|one| one.words().to_owned()),
            Self::Phase => Phase::from_code(value).map(|one| one.code().replace('_', " ")),
            Self::Priority => Priority::from_code(value).map(|one| one.words().to_owned()),
            Self::Moderation => Stage::from_code(value).map(|one| one.words().to_owned()),
            Self::YearGroup
            | Self::District
            | Self::Community
            | Self::School
            | Self::Need
            | Self::Sex
            | Self::Ethnicity
            | Self::Age
            | Self::AgeGroup
            | Self::Area
            | Self::Officer
            | Self::EarlierTariff => None,
        };
        words.unwrap_or_else(|| value.to_owned())
    }

    /// Where a value stands among those of its dimension, in the order of the tables; what is not recorded stands last.
    pub(super) fn place(self, text: &str) -> (bool, i64, String) {
        let listed = match self {
            Self::Setting => Setting::from_code(text).map(|one| one as i64),
            Self::Phase => Phase::from_code(text).map(|one| one as i64),
            Self::Priority => Priority::from_code(text).map(|one| one as i64),
            Self::YearGroup | Self::Age => text.parse().ok(),
            Self::Moderation => Stage::from_code(text).map(|one| one as i64),
            Self::AgeGroup => AGE_GROUPS
                .iter()
                .position(|group| *group == text)
                .and_then(|at| i64::try_from(at).ok()),
            Self::District
            | Self::Community
            | Self::School
            | Self::Need
            | Self::Sex
            | Self::Ethnicity
            | Self::Officer
            | Self::Area
            | Self::EarlierTariff => None,
        };
        (
            text == NOT_RECORDED,
            listed.unwrap_or_default(),
            text.to_owned(),
        )
    }

    /// The value of a pupil.
    pub(super) fn value<'a>(self, basis: &Basis<'_>, pupil: &Brief<'a>) -> Value<'a> {
        let (at, traits, work) = (pupil.whereabouts, pupil.traits, pupil.work);
        let phase = || pupil.year_group.map(Phase::of_year);
        match self {
            Self::Setting => (at.setting).map_or(Value::NotRecorded, |setting| {
                Value::Listed(setting as usize, setting.code())
            }),
            Self::Phase => phase().map_or(Value::NotRecorded, |phase| {
                Value::Listed(phase as usize, phase.code())
            }),
            Self::YearGroup => Value::number(pupil.year_group),
            Self::District => Value::said(at.district.as_deref()),
            Self::Community => Value::said(at.community.as_deref()),
            Self::School => Value::said(at.school.as_deref()),
            Self::Priority => {
                Value::Listed(basis.order.place(pupil.priority), pupil.priority.code())
            }
            Self::Need => Value::said(traits.need.as_deref()),
            Self::Sex => Value::said(traits.sex.as_deref()),
            Self::Ethnicity => Value::said(traits.ethnicity.as_deref()),
            Self::Age => Value::number(pupil.born.map(|born| age(born, basis.today))),
            Self::Officer => Value::said(work.officer.as_deref()),
            Self::EarlierTariff => Value::said(work.earlier_tariff.as_deref()),
            Self::Area => work.area.as_ref().map_or(Value::NotRecorded, |area| {
                let mut areas = basis.framework.areas.iter();
                let at = areas.position(|one| one.id == *area);
                Value::Listed(at.unwrap_or(usize::MAX), area.as_str())
            }),
            Self::AgeGroup => {
                let age = pupil.born.map(|born| age(born, basis.today));
                age.map_or(Value::NotRecorded, age_group)
            }
            Self::Moderation => {
                let stage = work.result.as_ref().map(|_| work.moderated.stage);
                stage.map_or(Value::NotRecorded, |stage| {
                    Value::Listed(stage as usize, stage.code())
                })
            }
        }
    }
}

/// What of a pupil a dimension asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aspect {
    /// Where the pupil is taught.
    Whereabouts,
    /// What only the equality assessment asks.
    Traits,
    /// What has been done.
    Work,
    /// The year group.
    YearGroup,
    /// The group of the worklist.
    Priority,
    /// The date of birth.
    Born,
}

/// The value of a pupil in a dimension; in the order of the tables, what is not recorded last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Value<'a> {
    /// One of a list with an order of its own.
    Listed(usize, &'a str),
    /// A whole number.
    Number(i16),
    /// What the file says.
    Said(&'a str),
    /// Nothing.
    NotRecorded,
}

impl<'a> Value<'a> {
    fn number(number: Option<i16>) -> Self {
        number.map_or(Self::NotRecorded, Self::Number)
    }

    fn said(text: Option<&'a str>) -> Self {
        let text = text.unwrap_or_default().trim();
        if text.is_empty() || text == NOT_RECORDED {
            Self::NotRecorded
        } else {
            Self::Said(text)
        }
    }

    /// The value as it stands in files.
    pub(super) fn text(self) -> String {
        match self {
            Self::Listed(_, code) => code.to_owned(),
            Self::Number(number) => number.to_string(),
            Self::Said(text) => text.to_owned(),
            Self::NotRecorded => NOT_RECORDED.to_owned(),
        }
    }
}

/// The group of an age.
fn age_group(age: i16) -> Value<'static> {
    let group = match age {
        ..5 => 0,
        5..11 => 1,
        11..16 => 2,
        16..20 => 3,
        20.. => 4,
    };
    let words = AGE_GROUPS.get(group).copied();
    words.map_or(Value::NotRecorded, |words| Value::Listed(group, words))
}

/// Counts whole years from a birth to a day.
pub(super) fn age(birth: Day, today: Day) -> i16 {
    let before_birthday =
        (today.month(), today.day_of_month()) < (birth.month(), birth.day_of_month());
    today.year() - birth.year() - i16::from(before_birthday)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        for dimension in Dimension::ALL {
            assert_eq!(Dimension::from_code(dimension.code()), Some(dimension));
        }
        assert_eq!(Dimension::from_code("band"), None);
    }

    #[test]
    fn a_year_is_whole_on_the_birthday() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert_eq!(age(day("2015-03-02"), day("2026-03-01")), 10);
        assert_eq!(age(day("2015-03-02"), day("2026-03-02")), 11);
    }

    #[test]
    fn ages_fall_into_groups_in_order() {
        let groups = [4, 5, 10, 11, 15, 16, 19, 20].map(|age| age_group(age).text());
        let expected = [
            "under 5",
            "5 to 10",
            "5 to 10",
            "11 to 15",
            "11 to 15",
            "16 to 19",
            "16 to 19",
            "20 and over",
        ];
        assert_eq!(groups, expected);
        assert!(age_group(4) < age_group(5) && age_group(19) < age_group(20));
    }

    #[test]
    fn blanks_are_not_recorded() {
        assert_eq!(Value::said(Some("  ")), Value::NotRecorded);
        assert_eq!(Value::said(Some("not recorded")), Value::NotRecorded);
        assert_eq!(Value::said(Some(" Dover ")), Value::Said("Dover"));
        assert!(Value::Number(9) < Value::Number(10) && Value::Number(10) < Value::NotRecorded);
    }
}
