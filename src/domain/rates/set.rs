//! A rate set: what each tariff brings a year, or how the tariffs weigh against one another.

use serde::{Deserialize, Serialize};

use super::super::day::Day;
use super::super::exact::{Money, Quantity, Rounded};
use super::super::framework::holds_for;
use super::super::identity::{FrameworkKey, TariffId};
use super::super::place::{Phase, Setting};
use super::element::Elements;
use super::protection::{Payer, Protection, Unit};
use super::status::RatesStatus;

/// What a tariff brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// So much a year.
    Pounds(Money),
    /// So many times what a weight of 1 brings, which is found from an envelope.
    Weight(Quantity),
}

/// One line of a rate set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The tariff.
    pub tariff: TariffId,
    /// The settings it holds for; empty means all.
    pub settings: Vec<Setting>,
    /// The phases it holds for; empty means all.
    pub phases: Vec<Phase>,
    /// What it brings.
    pub value: Value,
}

impl Rate {
    /// How narrow the line is; of several that hold the narrowest counts, and a setting goes before a phase.
    pub fn narrowness(&self) -> u8 {
        2 * u8::from(!self.settings.is_empty()) + u8::from(!self.phases.is_empty())
    }

    fn holds(&self, tariff: &TariffId, setting: Option<Setting>, phase: Option<Phase>) -> bool {
        // Whoever's setting or phase is not known has no narrower rate, where a framework's lets them through.
        let known = |narrowed: bool, is_known: bool| !narrowed || is_known;
        self.tariff == *tariff
            && known(!self.settings.is_empty(), setting.is_some())
            && known(!self.phases.is_empty(), phase.is_some())
            && holds_for(&self.settings, setting)
            && holds_for(&self.phases, phase)
    }
}

/// By which pupils the size of a school is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactorCount {
    /// Those in scope at the school in that setting, mapped or not: it does not move as the mapping goes on.
    #[default]
    InScope,
    /// Those mapped.
    Mapped,
}

/// A factor on the rates by setting and size of school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factor {
    /// The settings it holds for; empty means all.
    pub settings: Vec<Setting>,
    /// By which pupils the size is told.
    pub count: FactorCount,
    /// The fewest pupils.
    pub from: u32,
    /// The most pupils, where there is an end.
    pub to: Option<u32>,
    /// What is paid, in a hundred of the rate.
    pub percent: Quantity,
}

impl Factor {
    /// Whether it is for a school of this setting with so many pupils.
    pub fn holds(&self, setting: Option<Setting>, pupils: u32) -> bool {
        let placed =
            self.settings.is_empty() || setting.is_some_and(|one| self.settings.contains(&one));
        placed && self.from <= pupils && self.to.is_none_or(|to| pupils <= to)
    }
}

/// A rate set: a dated proposal or decision of what each tariff brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateSet {
    /// The id.
    pub id: String,
    /// The title.
    pub title: String,
    /// How far it has come.
    pub status: RatesStatus,
    /// From when it holds.
    pub effective_from: Day,
    /// Where its figures come from.
    pub source: String,
    /// What is shown wherever it is named.
    pub notice: String,
    /// The framework whose tariffs it is for.
    pub framework: String,
    /// The versions of it; empty means any.
    pub versions: Vec<String>,
    /// The lines, in the file's order.
    pub rates: Vec<Rate>,
    /// The factors by setting and size of school, in the file's order; the first that holds counts.
    pub factors: Vec<Factor>,
    /// The guarantees, floors and caps.
    pub protections: Vec<Protection>,
    /// Whose total is held against today's.
    pub protect: Unit,
    /// Who pays for guarantees and floors.
    pub paid_by: Payer,
    /// What the school meets itself; nothing where the set has none of its own.
    pub elements: Option<Elements>,
}

impl RateSet {
    /// Whether it is for a framework.
    pub fn is_for(&self, framework: &FrameworkKey) -> bool {
        let version = self.versions.is_empty() || self.versions.contains(&framework.version);
        self.framework == framework.id && version
    }

    /// Whether it has weights, for which rates are still to be found.
    pub fn is_weighted(&self) -> bool {
        (self.rates.iter()).any(|rate| matches!(rate.value, Value::Weight(_)))
    }

    /// The number of the line that holds for a tariff and a pupil of this setting and phase: the narrowest that does.
    pub fn line(
        &self,
        tariff: &TariffId,
        setting: Option<Setting>,
        phase: Option<Phase>,
    ) -> Option<usize> {
        let numbered = self.rates.iter().enumerate();
        let holds = numbered.filter(|(_, rate)| rate.holds(tariff, setting, phase));
        holds
            .max_by_key(|(_, rate)| rate.narrowness())
            .map(|(at, _)| at)
    }

    /// The value of a tariff for a pupil of this setting and phase.
    pub fn value(
        &self,
        tariff: &TariffId,
        setting: Option<Setting>,
        phase: Option<Phase>,
    ) -> Option<Value> {
        let line = self.line(tariff, setting, phase)?;
        self.rates.get(line).map(|rate| rate.value)
    }

    /// The rate a year of a tariff for a pupil of this setting and phase, before any factor; nothing where there is none,
    /// or a weight alone.
    pub fn rate(
        &self,
        tariff: &TariffId,
        setting: Option<Setting>,
        phase: Option<Phase>,
    ) -> Option<Money> {
        match self.value(tariff, setting, phase)? {
            Value::Pounds(money) => Some(money),
            Value::Weight(_) => None,
        }
    }

    /// The percentage of the rate that is paid at a school of this setting with so many pupils in scope and mapped.
    pub fn percent(
        &self,
        setting: Option<Setting>,
        in_scope: u32,
        mapped: u32,
    ) -> Option<Quantity> {
        let holds = |factor: &&Factor| {
            let pupils = match factor.count {
                FactorCount::InScope => in_scope,
                FactorCount::Mapped => mapped,
            };
            factor.holds(setting, pupils)
        };
        self.factors.iter().find(holds).map(|factor| factor.percent)
    }

    /// The protections of a kind that hold for a setting on the day that the rates take effect.
    pub fn protections_of(&self, setting: Option<Setting>) -> impl Iterator<Item = &Protection> {
        let on = self.effective_from;
        (self.protections.iter()).filter(move |one| one.holds(setting, on))
    }
}

/// Takes so much in a hundred of a rate, to the penny; all of it where there is no factor.
pub fn factored(rate: Money, percent: Option<Quantity>) -> Option<Rounded> {
    match percent {
        Some(percent) => rate.part(percent, 100_u32.into()),
        None => Some(Rounded {
            money: rate,
            residue: Quantity::ZERO,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rates::invented::{pounds, set};

    #[test]
    fn the_narrowest_line_counts_and_a_setting_goes_before_a_phase() {
        let mut set = set();
        let line = |settings: &[Setting], phases: &[Phase], value| Rate {
            tariff: TariffId::new("T1"),
            settings: settings.to_vec(),
            phases: phases.to_vec(),
            value: Value::Pounds(pounds(value)),
        };
        set.rates = vec![
            line(&[], &[], 1000),
            line(&[], &[Phase::Primary], 1100),
            line(&[Setting::Special], &[], 1200),
            line(&[Setting::Srp], &[Phase::Secondary], 1300),
        ];
        let case = |setting, phase, expected| {
            let rate = set.rate(&TariffId::new("T1"), setting, phase);
            assert_eq!(rate, Some(pounds(expected)));
        };
        case(Some(Setting::Mainstream), Some(Phase::Secondary), 1000);
        case(Some(Setting::Mainstream), Some(Phase::Primary), 1100);
        case(Some(Setting::Special), Some(Phase::Primary), 1200);
        case(Some(Setting::Srp), Some(Phase::Secondary), 1300);
        case(Some(Setting::Srp), Some(Phase::Post16), 1000);
        // What is not known is in no narrower line.
        case(None, None, 1000);
        assert_eq!(set.rate(&TariffId::new("T9"), None, None), None);
    }

    #[test]
    fn a_factor_goes_by_setting_and_size() {
        let mut set = set();
        let factor = |count, from, to, percent: u32| Factor {
            settings: vec![Setting::Special],
            count,
            from,
            to,
            percent: percent.into(),
        };
        set.factors = vec![
            factor(FactorCount::Mapped, 0, Some(9), 110),
            factor(FactorCount::InScope, 100, None, 95),
        ];
        let special = Some(Setting::Special);
        assert_eq!(set.percent(special, 200, 9), Some(110.into()));
        assert_eq!(set.percent(special, 200, 10), Some(95.into()));
        assert_eq!(set.percent(special, 99, 10), None);
        assert_eq!(set.percent(Some(Setting::Mainstream), 200, 1), None);
        let rate = factored(pounds(1001), Some("97.55".parse().unwrap())).unwrap();
        // £1,001 × 0.9755 = £976.4755
        assert_eq!(rate.money, Money::from_pence(97_648));
        assert_eq!(rate.residue, "-0.45".parse().unwrap());
    }

    #[test]
    fn a_set_is_for_its_framework_and_versions() {
        let key = |id: &str, version: &str| FrameworkKey {
            id: id.into(),
            version: version.into(),
        };
        let mut set = set();
        assert!(set.is_for(&key("small", "1")) && set.is_for(&key("small", "2")));
        assert!(!set.is_for(&key("other", "1")));
        set.versions = vec!["1".into()];
        assert!(set.is_for(&key("small", "1")) && !set.is_for(&key("small", "2")));
    }
}
