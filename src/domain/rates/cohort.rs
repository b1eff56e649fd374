//! The pupils as rates see them: where each is taught, at which tariff, and what is paid today.

use std::collections::HashMap;

use super::super::caseload::{Entry, MappingResult};
use super::super::exact::{Money, Rounded};
use super::super::framework::Route;
use super::super::identity::{PupilRef, TariffId};
use super::super::place::{Phase, Setting};
use super::super::worklist::{Basis, current, out_of_scope, phase};
use super::set::{RateSet, factored};

/// A school in one setting: a mainstream school and its resource provision are two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct School {
    /// The school's name, or its number where it has no name.
    pub name: String,
    /// Its unique reference number.
    pub urn: Option<String>,
    /// The setting.
    pub setting: Option<Setting>,
    /// How many pupils in scope it has there.
    pub in_scope: u32,
    /// How many of them are mapped to a tariff.
    pub mapped: u32,
}

/// Where a pupil is taught.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The school, by its number in the cohort; nothing where none is recorded.
    pub school: Option<usize>,
    /// The setting.
    pub setting: Option<Setting>,
    /// The district.
    pub district: Option<String>,
    /// The Community of schools.
    pub community: Option<String>,
}

/// What the mapping that counts came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A tariff, by its number in the cohort.
    Mapped(usize),
    /// Nobody has mapped the pupil yet.
    NotYet,
    /// The plan cannot be mapped.
    CannotMap,
}

/// A pupil in scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pupil {
    /// The authority's reference.
    pub reference: PupilRef,
    /// Where the pupil is taught, by its number in the cohort.
    pub place: usize,
    /// The phase, in the school year of the framework.
    pub phase: Option<Phase>,
    /// What the mapping that counts came to.
    pub standing: Standing,
    /// Today's top-up and exceptional needs funding a year; nothing where the top-up is not known. A top-up that is known
    /// without exceptional needs funding beside it has none.
    pub today: Option<Money>,
}

/// What a mapped pupil brings under a rate set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Price {
    /// The tariff's rate, with the factor of the school.
    Rate(Rounded),
    /// Nothing on this budget: the school's own, or its Community's, pays.
    Own,
    /// A sum agreed for the pupil, which no rate says.
    ByHand,
    /// The tariff has no rate for this pupil.
    NoRate,
}

impl Price {
    /// What it is in money, where it is known.
    pub fn known(self) -> Option<Money> {
        match self {
            Self::Rate(rate) => Some(rate.money),
            Self::Own => Some(Money::default()),
            Self::ByHand | Self::NoRate => None,
        }
    }
}

/// The caseload in scope, as rates see it.
#[derive(Clone, Debug, Default)]
pub struct Cohort {
    /// The schools.
    pub schools: Vec<School>,
    /// The places.
    pub places: Vec<Place>,
    /// The tariffs that somebody was mapped to, with who pays.
    pub tariffs: Vec<(TariffId, Route)>,
    /// The pupils, in the order they came.
    pub pupils: Vec<Pupil>,
    /// How many pupils are out of scope.
    pub out_of_scope: u64,
    schools_by_key: HashMap<(String, Option<Setting>), usize>,
    places_by_value: HashMap<Place, usize>,
}

impl Cohort {
    /// Takes a pupil in; gives whether the framework is for them.
    pub fn add(&mut self, basis: &Basis<'_>, entry: Entry) -> bool {
        if out_of_scope(basis, &entry).is_some() {
            self.out_of_scope += 1;
            return false;
        }
        let standing = match current(&entry).map(|mapping| &mapping.result) {
            Some(MappingResult::Tariff(tariff, route)) => {
                Standing::Mapped(self.tariff(tariff, *route))
            }
            Some(MappingResult::CannotMap(_)) => Standing::CannotMap,
            None => Standing::NotYet,
        };
        let phase = phase(basis, &entry);
        let facts = entry.facts;
        let top_up = facts.current_top_up;
        let today = top_up.map(|top_up| top_up + facts.current_epn.unwrap_or_default());
        let school = self.school(facts.school, facts.urn, facts.setting, standing);
        let place = Place {
            school,
            setting: facts.setting,
            district: said(facts.district),
            community: said(facts.community),
        };
        let place = *(self.places_by_value.entry(place)).or_insert_with_key(|place| {
            self.places.push(place.clone());
            self.places.len() - 1
        });
        self.pupils.push(Pupil {
            reference: facts.reference,
            place,
            phase,
            standing,
            today,
        });
        true
    }

    fn tariff(&mut self, tariff: &TariffId, route: Route) -> usize {
        let known = (self.tariffs.iter()).position(|(id, paid)| id == tariff && *paid == route);
        known.unwrap_or_else(|| {
            self.tariffs.push((tariff.clone(), route));
            self.tariffs.len() - 1
        })
    }

    /// A school by its number, or its name where it has none: names are written in more than one way.
    fn school(
        &mut self,
        name: Option<String>,
        urn: Option<String>,
        setting: Option<Setting>,
        standing: Standing,
    ) -> Option<usize> {
        let (name, urn) = (said(name), said(urn));
        let key = urn.clone().or_else(|| name.clone())?;
        let at = *(self.schools_by_key.entry((key, setting))).or_insert_with_key(|(key, _)| {
            self.schools.push(School {
                name: name.unwrap_or_else(|| key.clone()),
                urn,
                setting,
                in_scope: 0,
                mapped: 0,
            });
            self.schools.len() - 1
        });
        let school = self.schools.get_mut(at)?;
        school.in_scope += 1;
        school.mapped += u32::from(matches!(standing, Standing::Mapped(_)));
        Some(at)
    }

    /// Where a pupil is taught.
    pub fn place(&self, pupil: &Pupil) -> Option<&Place> {
        self.places.get(pupil.place)
    }

    /// The school of a pupil, where one is recorded.
    pub fn school_of(&self, pupil: &Pupil) -> Option<(usize, &School)> {
        let at = self.place(pupil)?.school?;
        Some((at, self.schools.get(at)?))
    }

    /// The setting of a pupil.
    pub fn setting(&self, pupil: &Pupil) -> Option<Setting> {
        self.place(pupil)?.setting
    }

    /// The tariff of a pupil and who pays; nothing for who is not mapped.
    pub fn tariff_of(&self, pupil: &Pupil) -> Option<&(TariffId, Route)> {
        match pupil.standing {
            Standing::Mapped(tariff) => self.tariffs.get(tariff),
            Standing::NotYet | Standing::CannotMap => None,
        }
    }

    /// The percentage of the rate that is paid for a pupil, by the setting and size of their school.
    pub fn percent(&self, set: &RateSet, pupil: &Pupil) -> Option<super::super::exact::Quantity> {
        let sizes = self
            .school_of(pupil)
            .map(|(_, school)| (school.in_scope, school.mapped));
        // Without a school nothing is known of its size; a factor for any size holds all the same.
        let (in_scope, mapped) = sizes.unwrap_or_default();
        set.percent(self.setting(pupil), in_scope, mapped)
    }

    /// What a pupil brings under a rate set; nothing for who is not mapped.
    pub fn price(&self, set: &RateSet, pupil: &Pupil) -> Option<Price> {
        let (tariff, route) = self.tariff_of(pupil)?;
        Some(match route {
            Route::Core | Route::Community => Price::Own,
            Route::Bespoke => Price::ByHand,
            Route::Tariff => (set.rate(tariff, self.setting(pupil), pupil.phase))
                .and_then(|rate| factored(rate, self.percent(set, pupil)))
                .map_or(Price::NoRate, Price::Rate),
        })
    }

    /// How many pupils are mapped, not yet mapped, and cannot be mapped.
    pub fn counts(&self) -> (u64, u64, u64) {
        let mut counts = (0, 0, 0);
        for pupil in &self.pupils {
            match pupil.standing {
                Standing::Mapped(_) => counts.0 += 1,
                Standing::NotYet => counts.1 += 1,
                Standing::CannotMap => counts.2 += 1,
            }
        }
        counts
    }
}

fn said(text: Option<String>) -> Option<String> {
    let text = text?;
    let trimmed = text.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}
