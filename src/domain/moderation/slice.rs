//! Agreement by slice: how alike officers and moderators read, for each officer, area, descriptor, setting and week.
//!
//! On the random sample's double readings only.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::super::agreement::{Agreement, Readings, TOO_FEW};
use super::super::framework::Framework;
use super::super::identity::AreaId;
use super::super::place::Setting;
use super::pair::Pair;
use super::ranks::{Measure, Scales};
use super::week::Week;

/// A part of the double readings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slice {
    /// All of them.
    All,
    /// An officer's.
    Officer(String),
    /// Those in a setting; nothing where it is not known.
    Setting(Option<Setting>),
    /// Those of plans mapped in a week.
    Week(Week),
    /// Those where the officer gave this level (its rank) in this area: how that one descriptor is read. The officer's
    /// column does not vary, so that coefficients beyond chance say nothing here; the shares and the difference do.
    Descriptor(AreaId, usize),
}

impl Slice {
    /// The code of its kind.
    pub fn code(&self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Officer(_) => "officer",
            Self::Setting(_) => "setting",
            Self::Week(_) => "week",
            Self::Descriptor(..) => "descriptor",
        }
    }

    /// Which of its kind, as the framework calls it; nothing for all.
    pub fn name(&self, framework: &Framework) -> Option<String> {
        match self {
            Self::All => None,
            Self::Officer(name) => Some(name.clone()),
            Self::Setting(None) => Some("setting not known".to_owned()),
            Self::Setting(Some(setting)) => Some(setting.words().to_owned()),
            Self::Week(week) => Some(week.to_string()),
            Self::Descriptor(area, rank) => {
                let level = Measure::Area(area.clone()).rank_words(framework, Some(*rank));
                Some(format!("{area} {level}"))
            }
        }
    }
}

/// Who reads higher, on the mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Higher {
    /// The officers.
    Officers,
    /// The moderators.
    Moderators,
}

impl Higher {
    /// Takes it from how far officers lie above moderators, on the mean; nothing where neither does.
    pub fn of(above: f64) -> Option<Self> {
        match above.partial_cmp(&0.0)? {
            Ordering::Greater => Some(Self::Officers),
            Ordering::Less => Some(Self::Moderators),
            Ordering::Equal => None,
        }
    }

    /// The word for them.
    pub fn words(self) -> &'static str {
        match self {
            Self::Officers => "officers",
            Self::Moderators => "moderators",
        }
    }
}

/// How alike a slice was read at one measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Sliced {
    /// The slice.
    pub slice: Slice,
    /// The tariff, or an area.
    pub measure: Measure,
    /// The agreement; officers first, moderators second, so that its mean difference is above 0 where moderators read
    /// higher.
    pub agreement: Agreement,
    /// How many pupils of the slice one of the two gave no rank here: cannot map, or the area not settled.
    pub left_out: usize,
}

impl Sliced {
    /// Whether it is too few to speak of: the counts are shown, and these words.
    pub fn too_few(&self) -> bool {
        self.agreement.units < TOO_FEW
    }

    /// How many pupils both gave the same rank.
    pub fn same(&self) -> u64 {
        self.apart(0)
    }

    /// How many pupils both gave ranks at most one apart.
    pub fn within_one(&self) -> u64 {
        self.apart(0) + self.apart(1)
    }

    fn apart(&self, by: usize) -> u64 {
        let rows = self.agreement.table.iter().enumerate();
        let cells = rows.flat_map(|(row, cells)| {
            let cells = cells.iter().enumerate();
            cells.filter(move |(column, _)| column.abs_diff(row) == by)
        });
        cells.map(|(_, count)| count).sum()
    }

    /// Who reads higher; nothing where neither does.
    pub fn higher(&self) -> Option<Higher> {
        Higher::of(-self.agreement.mean_difference?)
    }

    /// Says who reads higher and by how many ranks, on the mean.
    pub fn higher_words(&self) -> String {
        let by = self.agreement.mean_difference.unwrap_or_default().abs();
        self.higher().map_or_else(
            || "neither reads higher".to_owned(),
            |who| format!("{} read {by:.2} higher", who.words()),
        )
    }
}

/// Says how alike officers and moderators read, slice by slice, each at the tariff and in every area; a descriptor in its
/// own area alone. Slices without any double reading are not listed.
pub fn agreement(pairs: &[Pair], scales: &Scales) -> Vec<Sliced> {
    let mut slices: BTreeMap<(Slice, Measure), Vec<&Pair>> = BTreeMap::new();
    for pair in pairs {
        for measure in scales.measures() {
            for slice in slices_of(pair, &measure) {
                slices
                    .entry((slice, measure.clone()))
                    .or_default()
                    .push(pair);
            }
        }
    }
    let sliced = slices.into_iter().filter_map(|((slice, measure), pairs)| {
        let readings = readings(&pairs, &measure, scales);
        let agreement = readings.agreement();
        let left_out = pairs.len() - agreement.units;
        (agreement.units > 0).then_some(Sliced {
            slice,
            measure,
            agreement,
            left_out,
        })
    });
    sliced.collect()
}

/// The slices that a pair belongs to at a measure.
fn slices_of(pair: &Pair, measure: &Measure) -> Vec<Slice> {
    let mut slices = vec![
        Slice::All,
        Slice::Officer(pair.officer.clone()),
        Slice::Setting(pair.setting),
        Slice::Week(pair.week),
    ];
    if let (Measure::Area(area), Some(rank)) = (measure, pair.ranks.at(measure)) {
        slices.push(Slice::Descriptor(area.clone(), rank));
    }
    slices
}

fn readings(pairs: &[&Pair], measure: &Measure, scales: &Scales) -> Readings {
    let unit = |pair: &&Pair| vec![pair.ranks.at(measure), pair.moderator.at(measure)];
    Readings {
        levels: scales.size(measure),
        units: pairs.iter().map(unit).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::ranks::Ranks;
    use super::*;
    use crate::domain::identity::RecordId;

    fn scales() -> Scales {
        Scales {
            tariffs: 5,
            areas: [(AreaId::new("ci"), 7)].into(),
        }
    }

    fn ranks(tariff: Option<usize>, ci: usize) -> Ranks {
        Ranks {
            tariff,
            areas: [(AreaId::new("ci"), ci)].into(),
        }
    }

    fn pair(n: usize, officer: &str, read: Ranks, moderator: Ranks) -> Pair {
        Pair {
            mapping: RecordId::new(format!("m{n}")),
            officer: officer.to_owned(),
            week: Week::of("2027-01-12".parse().unwrap()),
            setting: Some(Setting::Special),
            ranks: read,
            moderator,
        }
    }

    fn find<'a>(found: &'a [Sliced], slice: &Slice, measure: &Measure) -> &'a Sliced {
        let mut of = found
            .iter()
            .filter(|one| one.slice == *slice && one.measure == *measure);
        of.next().unwrap()
    }

    #[test]
    fn each_slice_has_its_own() {
        let one = |n: usize| match n % 3 {
            0 => pair(n, "Ann", ranks(Some(n % 5), 3), ranks(Some(n % 5), 4)),
            1 => pair(n, "Ann", ranks(Some(1), 2), ranks(Some(2), 2)),
            _ => pair(n, "Bo", ranks(None, 2), ranks(Some(0), 2)),
        };
        let pairs: Vec<Pair> = (0..45).map(one).collect();
        let found = agreement(&pairs, &scales());
        let ci = || Measure::Area(AreaId::new("ci"));
        let all = find(&found, &Slice::All, &ci());
        assert_eq!(
            (all.agreement.units, all.too_few(), all.left_out),
            (45, false, 0)
        );
        let ann = find(&found, &Slice::Officer("Ann".to_owned()), &Measure::Tariff);
        assert_eq!((ann.agreement.units, ann.agreement.exact), (30, Some(0.5)));
        let tariff = find(&found, &Slice::All, &Measure::Tariff);
        assert_eq!((tariff.agreement.units, tariff.left_out), (30, 15));
        let three = find(&found, &Slice::Descriptor(AreaId::new("ci"), 3), &ci());
        assert_eq!((three.agreement.units, three.too_few()), (15, true));
        assert_eq!(three.agreement.mean_difference, Some(1.0));
        assert_eq!((three.same(), three.within_one()), (0, 15));
        assert_eq!(three.higher(), Some(Higher::Moderators));
        assert_eq!(three.higher_words(), "moderators read 1.00 higher");
        assert_eq!((all.same(), all.within_one()), (30, 45));
        let special = find(&found, &Slice::Setting(Some(Setting::Special)), &ci());
        assert_eq!(special.agreement, all.agreement);
        let nobody = |one: &Sliced| one.slice == Slice::Officer("Bo".to_owned());
        assert!(
            found
                .iter()
                .filter(|one| nobody(one))
                .all(|one| one.measure == ci())
        );
    }

    #[test]
    fn nothing_read_twice_has_no_slice() {
        assert!(agreement(&[], &scales()).is_empty());
        let none = pair(0, "Ann", Ranks::default(), Ranks::default());
        assert!(agreement(&[none], &scales()).is_empty());
    }
}
