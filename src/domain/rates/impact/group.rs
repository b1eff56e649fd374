//! Gains and losses summed by pupil, school, setting, district or Community.

use std::collections::BTreeMap;

use super::super::super::distribution::NOT_RECORDED;
use super::super::super::exact::Money;
use super::super::cohort::{Cohort, Pupil, Standing};
use super::{Change, Impact, Row};

/// By what gains and losses are summed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// All together.
    All,
    /// Each setting.
    Setting,
    /// Each district.
    District,
    /// Each Community of schools.
    Community,
    /// Each school in one setting.
    School,
    /// Each pupil.
    Pupil,
}

impl Level {
    /// Every level, from the widest to the narrowest.
    pub const ALL: [Self; 6] = [
        Self::All,
        Self::Setting,
        Self::District,
        Self::Community,
        Self::School,
        Self::Pupil,
    ];

    /// The code in files and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Setting => "setting",
            Self::District => "district",
            Self::Community => "community",
            Self::School => "school",
            Self::Pupil => "pupil",
        }
    }

    /// The value of a pupil: what the group is called, and by what it is told from others of that name.
    fn key(self, cohort: &Cohort, pupil: &Pupil) -> (String, String) {
        let place = cohort.place(pupil);
        let said = |text: Option<&str>| (text.unwrap_or(NOT_RECORDED).to_owned(), String::new());
        let setting = cohort
            .setting(pupil)
            .map(super::super::super::place::Setting::code);
        match self {
            Self::All => ("all".to_owned(), String::new()),
            Self::Setting => said(setting),
            Self::District => said(place.and_then(|place| place.district.as_deref())),
            Self::Community => said(place.and_then(|place| place.community.as_deref())),
            Self::School => match cohort.school_of(pupil) {
                Some((at, school)) => (school.name.clone(), at.to_string()),
                None => (
                    NOT_RECORDED.to_owned(),
                    setting.unwrap_or_default().to_owned(),
                ),
            },
            Self::Pupil => (pupil.reference.to_string(), pupil.place.to_string()),
        }
    }
}

/// The gains and losses of a group of pupils.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// What the group is called.
    pub name: String,
    /// Its setting, where all have the same by what it is.
    pub setting: Option<super::super::super::place::Setting>,
    /// The school, by its number in the cohort, where the group is one school's.
    pub school: Option<usize>,
    /// Those in scope.
    pub in_scope: u64,
    /// Those mapped.
    pub mapped: u64,
    /// Those nobody has mapped yet.
    pub not_yet: u64,
    /// Those whose plan cannot be mapped.
    pub cannot_map: u64,
    /// Those of the mapped who are compared.
    pub compared: u64,
    /// Those of the mapped of whom today's sum is not known.
    pub today_unknown: u64,
    /// Those of the mapped whose new sum is agreed by hand.
    pub by_hand: u64,
    /// Those of the mapped whose tariff has no rate for them.
    pub no_rate: u64,
    /// Those compared who gain.
    pub gain: u64,
    /// Those compared who lose.
    pub lose: u64,
    /// Today's, of those compared.
    pub before: Money,
    /// The new, of those compared, before protection.
    pub new: Money,
    /// What protection brings them, less what it takes.
    pub protection: Money,
    /// The new of those of whom today's is not known.
    pub new_of_unknown: Money,
}

impl Group {
    /// What is paid in the end to those compared.
    pub fn after(&self) -> Money {
        self.new + self.protection
    }

    /// How far that moves from today's.
    pub fn moves(&self) -> Money {
        self.after() - self.before
    }

    fn take(&mut self, row: &Row) {
        match row.change {
            Change::Compared => {
                self.compared += 1;
                self.before = self.before + row.before.unwrap_or_default();
                self.new = self.new + row.new.unwrap_or_default();
                self.protection = self.protection + row.protection;
                let moves = row.moves().unwrap_or_default();
                self.gain += u64::from(moves > Money::default());
                self.lose += u64::from(moves < Money::default());
            }
            Change::TodayUnknown => {
                self.today_unknown += 1;
                self.new_of_unknown = self.new_of_unknown + row.new.unwrap_or_default();
            }
            Change::ByHand => self.by_hand += 1,
            Change::NoRate => self.no_rate += 1,
        }
    }
}

/// Sums gains and losses by a level, in the order of the names; everybody in scope is in one group.
pub fn groups(cohort: &Cohort, impact: &Impact, level: Level) -> Vec<Group> {
    let mut groups: BTreeMap<(String, String), Group> = BTreeMap::new();
    let mut rows = impact.rows.iter().peekable();
    for (pupil, at) in cohort.pupils.iter().zip(0_usize..) {
        let key = level.key(cohort, pupil);
        let group = groups.entry(key).or_insert_with_key(|(name, _)| Group {
            name: name.clone(),
            setting: match level {
                Level::Setting | Level::School | Level::Pupil => cohort.setting(pupil),
                Level::All | Level::District | Level::Community => None,
            },
            school: cohort
                .school_of(pupil)
                .filter(|_| level == Level::School)
                .map(|(at, _)| at),
            ..Group::default()
        });
        group.in_scope += 1;
        match pupil.standing {
            Standing::Mapped(_) => group.mapped += 1,
            Standing::NotYet => group.not_yet += 1,
            Standing::CannotMap => group.cannot_map += 1,
        }
        if let Some(row) = rows.next_if(|row| row.pupil == at) {
            group.take(row);
        }
    }
    groups.into_values().collect()
}
