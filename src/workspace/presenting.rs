//! What is laid before those who settle rates: the distribution, the options and all they rest on, gathered into one pack.

mod given;

use std::path::{Path, PathBuf};

use crate::domain::day::Moment;
use crate::domain::distribution::disclosure::{Release, Rounding, Rule, Shown};
use crate::domain::distribution::equality::{Audience, Equality};
use crate::domain::distribution::estimate::Estimate;
use crate::domain::distribution::{Dimension, Distribution, NOT_RECORDED, Provenance, Wanted};
use crate::domain::moderation::ranks::Measure;
use crate::domain::moderation::slice::Slice;
use crate::domain::publishing::shown_costs;
use crate::domain::rates::{Cohort, Expected, Level, RateSet, cost, groups, impact};
use crate::exchange::pack::{Agreement, Contents, Proposal, Rested};
use crate::exchange::rates::Choice;

use super::Workspace;
use super::covering::Against;
use super::problem::Result;
use super::watching::{Watch, tell};

/// What a pack is to be made of; what is not named is looked for in the workspace's folder of rates.
#[derive(Clone, Debug, Default)]
pub struct PackOrder {
    /// The rate sets, in the order in which they are to stand.
    pub rates: Vec<PathBuf>,
    /// The money there is.
    pub envelope: Option<PathBuf>,
    /// What hours cost.
    pub cost_book: Option<PathBuf>,
    /// What is told of each Community.
    pub communities: Option<PathBuf>,
    /// How their pot is shared out.
    pub method: Option<PathBuf>,
    /// Which of the method's years; its first where none is named.
    pub year: Option<String>,
    /// Whether every count is shown as it is, so that it stays in the office.
    pub office: bool,
}

/// What is gathered once and used for every rate set.
struct Ground<'a> {
    release: &'a Release,
    by: &'a [Dimension],
    cohort: &'a Cohort,
    estimate: Option<&'a Estimate>,
    drawn_by: &'a [Dimension],
}

impl Workspace {
    /// Gathers what a pack is made of.
    ///
    /// # Errors
    ///
    /// A file that was named or lies in the folder of rates and has faults, and what the store says. What is not there is
    /// left out, and the pack says so.
    pub fn pack(
        &mut self,
        order: &PackOrder,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<Contents> {
        let given = self.given(order)?;
        let sets: Vec<&RateSet> = given.sets.iter().map(|(_, set, _)| set).collect();
        let (from, counted, release) = self.spread(order.office, &sets, now, watch)?;
        let laid = self.laid(&[Dimension::Phase, Dimension::Setting], now)?;
        let estimate = laid.whole();
        tell(watch, "Comparing readers", 0, 0)?;
        let agreement = self.agreement(now)?;
        let cohort = self.cohort(now, watch)?;
        let ground = Ground {
            release: &release,
            by: &counted.by,
            cohort: &cohort,
            estimate: estimate.as_ref().ok().filter(|one| !one.is_count()),
            drawn_by: &laid.by,
        };
        let mut proposals = Vec::with_capacity(given.sets.len());
        for (path, set, file) in &given.sets {
            let book = given.book.as_ref().ok().map(|(path, ..)| path.as_path());
            proposals.push(self.proposed((path, set, file), book, &ground, now, watch)?);
        }
        let communities = match &given.communities {
            Ok(found) if !order.office => Ok(found.clone()),
            Ok(found) => {
                let mut found = found.clone();
                found.shared.routed = self.routed_to_communities(now, watch)?;
                Ok(found)
            }
            Err(why) => Err(why.clone()),
        };
        let equality = self.assessed(&release, now)?;
        Ok(Contents {
            framework: self.framework.as_ref().clone(),
            elements: self.elements(sets.first().copied())?,
            from,
            counted,
            release,
            estimate,
            agreement,
            proposals,
            passed_over: given.passed_over,
            envelope: given.envelope,
            book: given.book.map(|(_, book, file)| (book, file)),
            communities,
            equality,
        })
    }

    /// Counts the distribution by setting; and by phase where it is for everyone and rates go by it, so that what they cost
    /// can be told from the counts.
    fn spread(
        &mut self,
        office: bool,
        sets: &[&RateSet],
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<(Provenance, Distribution, Release)> {
        let by_phase = sets
            .iter()
            .flat_map(|set| &set.rates)
            .any(|rate| !rate.phases.is_empty());
        let rule = if office {
            Rule::Office
        } else {
            Rule::Public(Rounding::Exact)
        };
        let mut wanted = Wanted {
            by: vec![Dimension::Setting],
            ..Wanted::default()
        };
        self.read_for(&wanted, now, watch)?;
        if by_phase && !office {
            wanted.by.push(Dimension::Phase);
            let (from, counted) = self.distribution(&wanted, now)?;
            // Where that is too fine to be published, costs by phase are told as ranges.
            if let Ok(release) = Release::of(&counted, rule) {
                return Ok((from, counted, release));
            }
            wanted.by.pop();
        }
        let (from, counted) = self.distribution(&wanted, now)?;
        let release = Release::of(&counted, rule)?;
        Ok((from, counted, release))
    }

    fn agreement(&self, now: Moment) -> Result<Agreement> {
        let mut slices = self.agreed(now)?.slices.into_iter();
        Ok(Agreement {
            tariff: slices.find(|one| one.slice == Slice::All && one.measure == Measure::Tariff),
            samples: self.store.samples(&self.framework.key)?.len(),
        })
    }

    /// What a rate set costs, whom it moves, what it covers.
    fn proposed(
        &self,
        (path, set, file): (&Path, &RateSet, &Rested),
        book: Option<&Path>,
        ground: &Ground<'_>,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<Proposal> {
        let (cohort, framework) = (ground.cohort, &self.framework);
        let found = impact(cohort, set);
        let by = |level| groups(cohort, &found, level);
        let covered = match book {
            Some(book) => {
                let against = Against {
                    rates: path.to_owned(),
                    book: Some(book.to_owned()),
                    elements: None,
                };
                Some(self.sufficiency(&against, now, watch)?)
            }
            None => None,
        };
        let expected = ground
            .estimate
            .map(|estimate| Expected::of(estimate, ground.drawn_by, framework).cost(set));
        Ok(Proposal {
            file: file.clone(),
            shown: shown_costs(set, ground.release, ground.by),
            expected,
            by_setting: by(Level::Setting),
            by_district: by(Level::District),
            covered,
            choice: Choice {
                cost: cost(cohort, set, framework),
                all: by(Level::All).into_iter().next().unwrap_or_default(),
                impact: found,
                set: set.clone(),
            },
        })
    }

    /// The equality assessment, or why it does not stand in the pack.
    fn assessed(
        &mut self,
        release: &Release,
        now: Moment,
    ) -> Result<std::result::Result<Equality, String>> {
        let audience = if release.rule.is_public() {
            Audience::Everyone
        } else {
            Audience::Office
        };
        let (_, assessed) = self.equality(&Wanted::default(), audience, now)?;
        if !has_particulars(&assessed) {
            return Ok(Err("The caseload says nothing of pupils' sex, ethnicity, age or need, so there is no equality assessment.".to_owned()));
        }
        if release.rule.is_public() && !stands_beside(&assessed, release) {
            return Ok(Err("So few pupils stand at some tariffs that the equality assessment would give away what other tables here hide, so it is left out; it can be published by itself, in place of this pack.".to_owned()));
        }
        Ok(Ok(assessed))
    }
}

/// Whether anything is told of who pupils are.
fn has_particulars(assessed: &Equality) -> bool {
    let own = assessed
        .tables
        .iter()
        .filter(|table| table.by != Dimension::District);
    let mut values = own
        .flat_map(|table| &table.lines)
        .map(|line| line.value.as_str());
    values.any(|value| value != NOT_RECORDED)
}

/// Whether the assessment's tables can be published beside a release: only where both show the same totals, none of them
/// hidden or joined, so that each table is safe by itself and shares nothing else with the other.
fn stands_beside(assessed: &Equality, release: &Release) -> bool {
    let is_shown = |shown: &Shown| shown.number().is_some();
    let over_all = |keys: &[Option<String>]| keys.iter().all(Option::is_none);
    let account = &release.account;
    let sums = [
        account.in_scope,
        account.mapped,
        account.not_yet,
        account.cannot_map,
    ];
    let totals = release.totals.iter().filter(|row| over_all(&row.keys));
    let single = assessed.bands.iter().all(|band| band.tariffs.len() == 1);
    single
        && !assessed.joins_unmapped
        && sums.iter().all(is_shown)
        && totals.map(|row| row.count).all(|count| is_shown(&count))
}
