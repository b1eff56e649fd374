//! A school's average rate over its mapped pupils, and how it moves when one comes or goes.

use super::super::exact::{Money, Rounded};
use super::super::framework::{Framework, Route};
use super::super::identity::TariffId;
use super::super::place::{Phase, Setting};
use super::cohort::{Cohort, Pupil, School, Standing};
use super::set::{RateSet, factored};

/// How a school's average would be with one pupil of a tariff more, and one less.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The tariff.
    pub tariff: TariffId,
    /// How many pupils the school has at it.
    pub pupils: u64,
    /// The average where one comes; nothing where the tariff has no rate here.
    pub comes: Option<Money>,
    /// The average where one goes; nothing where there is none, or nobody would be left.
    pub goes: Option<Money>,
}

/// The average rate of a school in one setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Average {
    /// The school, by its number in the cohort.
    pub school: usize,
    /// The mapped pupils of whom a rate says what they bring: what others pay counts as nothing, sums agreed by hand are
    /// left out.
    pub pupils: u64,
    /// The mapped pupils who are left out.
    pub left_out: u64,
    /// What they bring together.
    pub total: Money,
    /// The total over the pupils.
    pub average: Rounded,
    /// The moves, in the order of the tariffs' rank.
    pub moves: Vec<Move>,
}

/// A school's pupils: the rate of each before the school's factor, and their tariff.
struct Pupils<'a> {
    school: &'a School,
    at: usize,
    left_out: u64,
    rates: Vec<(usize, Money)>,
    phases: Vec<Phase>,
}

/// Reckons the average rates of the schools of some settings, in the order of the cohort; a school without anybody to
/// reckon with has none.
pub fn averages(
    cohort: &Cohort,
    set: &RateSet,
    framework: &Framework,
    settings: &[Setting],
) -> Vec<Average> {
    let wanted = |school: &School| school.setting.is_some_and(|one| settings.contains(&one));
    let begun = |(at, school)| Pupils::begin(at, school);
    let mut schools: Vec<Pupils<'_>> = cohort.schools.iter().enumerate().map(begun).collect();
    for pupil in &cohort.pupils {
        let own = cohort.school_of(pupil);
        if let Some(own) = own.and_then(|(at, _)| schools.get_mut(at)) {
            own.take(cohort, set, pupil);
        }
    }
    (schools.iter().filter(|one| wanted(one.school)))
        .filter_map(|one| average(one, cohort, set, framework))
        .collect()
}

/// Reckons the average rate of one school, by its number in the cohort; nothing without anybody to reckon with.
pub fn average_at(
    cohort: &Cohort,
    set: &RateSet,
    framework: &Framework,
    school: usize,
) -> Option<Average> {
    let mut own = Pupils::begin(school, cohort.schools.get(school)?);
    for pupil in &cohort.pupils {
        if cohort.school_of(pupil).is_some_and(|(at, _)| at == school) {
            own.take(cohort, set, pupil);
        }
    }
    average(&own, cohort, set, framework)
}

impl<'a> Pupils<'a> {
    fn begin(at: usize, school: &'a School) -> Self {
        Self {
            school,
            at,
            left_out: 0,
            rates: Vec::new(),
            phases: Vec::new(),
        }
    }

    /// Takes a pupil of the school in, where they are mapped.
    fn take(&mut self, cohort: &Cohort, set: &RateSet, pupil: &Pupil) {
        let (Some((tariff, route)), Standing::Mapped(number)) =
            (cohort.tariff_of(pupil), pupil.standing)
        else {
            return;
        };
        let rate = match route {
            Route::Core | Route::Community => Some(Money::default()),
            Route::Bespoke => None,
            Route::Tariff => set.rate(tariff, self.school.setting, pupil.phase),
        };
        match rate {
            Some(rate) => self.rates.push((number, rate)),
            None => self.left_out += 1,
        }
        self.phases.extend(pupil.phase);
    }
}

fn average(
    pupils: &Pupils<'_>,
    cohort: &Cohort,
    set: &RateSet,
    framework: &Framework,
) -> Option<Average> {
    let rates: Vec<Money> = pupils.rates.iter().map(|(_, rate)| *rate).collect();
    let (in_scope, mapped) = (pupils.school.in_scope, pupils.school.mapped);
    let (total, average) = mean(set, pupils.school, &rates, (in_scope, mapped))?;
    let number = |tariff: &TariffId| cohort.tariffs.iter().position(|(id, _)| id == tariff);
    let moves = framework
        .tariffs
        .iter()
        .filter(|tariff| tariff.route != Route::Bespoke);
    let moves = moves.map(|tariff| {
        let at = number(&tariff.id);
        let of = |one: &&(usize, Money)| Some(one.0) == at;
        let own: Vec<Money> = pupils
            .rates
            .iter()
            .filter(of)
            .map(|(_, rate)| *rate)
            .collect();
        // Whoever comes is taken to be of the phase that most of the school's pupils are in.
        let rate = match tariff.route {
            Route::Tariff => set.rate(&tariff.id, pupils.school.setting, usual(&pupils.phases)),
            Route::Core | Route::Community | Route::Bespoke => Some(Money::default()),
        };
        let comes = rate.and_then(|rate| {
            let mut more = rates.clone();
            more.push(rate);
            mean(set, pupils.school, &more, (in_scope + 1, mapped + 1))
        });
        let goes = own.first().and_then(|rate| {
            let mut less = rates.clone();
            less.swap_remove(less.iter().position(|one| one == rate)?);
            mean(
                set,
                pupils.school,
                &less,
                (in_scope.saturating_sub(1), mapped.saturating_sub(1)),
            )
        });
        Move {
            tariff: tariff.id.clone(),
            pupils: own.len() as u64,
            comes: comes.map(|(_, average)| average.money),
            goes: goes.map(|(_, average)| average.money),
        }
    });
    Some(Average {
        school: pupils.at,
        pupils: rates.len() as u64,
        left_out: pupils.left_out,
        total,
        average,
        moves: moves.collect(),
    })
}

/// The phase that most are in; of several the youngest.
fn usual(phases: &[Phase]) -> Option<Phase> {
    let count = |phase: &Phase| phases.iter().filter(|one| *one == phase).count();
    let present = Phase::ALL
        .into_iter()
        .filter(|phase| phases.contains(phase));
    present.rev().max_by_key(count)
}

/// The total and the average of a school's rates at a size; nothing where there are none.
fn mean(
    set: &RateSet,
    school: &School,
    rates: &[Money],
    size: (u32, u32),
) -> Option<(Money, Rounded)> {
    let percent = set.percent(school.setting, size.0, size.1);
    let mut total = Money::default();
    for rate in rates {
        total = total + factored(*rate, percent)?.money;
    }
    let count = u32::try_from(rates.len()).ok()?;
    Some((total, total.part(1_u32.into(), count.into())?))
}
