//! From a framework's ids to ranks and back: what its readings and its scales are in numbers, and what a rank is called.

use super::super::framework::Framework;
use super::super::identity::{AreaId, LevelId, TariffId};
use super::super::judgement::Judged;
use super::super::mapping::Sheet;
use super::ranks::{Measure, Ranks, Scales};

impl Measure {
    /// What the framework calls it: the tariff, or the area's name.
    pub fn words(&self, framework: &Framework) -> String {
        match self {
            Self::Tariff => "Tariff".to_owned(),
            Self::Area(id) => {
                let area = framework.area(id);
                area.map_or_else(|| id.to_string(), |area| area.name.clone())
            }
        }
    }

    /// What the framework calls a rank at it; what no rank stands for says so.
    pub fn rank_words(&self, framework: &Framework, rank: Option<usize>) -> String {
        let Some(rank) = rank else {
            return match self {
                Self::Tariff => "cannot map".to_owned(),
                Self::Area(_) => "not settled".to_owned(),
            };
        };
        let called = match self {
            Self::Tariff => framework.tariffs.get(rank).map(|one| one.id.to_string()),
            Self::Area(id) => {
                let level = framework.area(id).and_then(|area| area.levels.get(rank));
                level.map(LevelId::to_string)
            }
        };
        called.unwrap_or_else(|| format!("rank {rank}"))
    }

    /// What the ranks at it are called, lowest first.
    pub fn scale(&self, framework: &Framework) -> Vec<String> {
        let ranks = 0..Scales::of(framework).size(self);
        ranks
            .map(|rank| self.rank_words(framework, Some(rank)))
            .collect()
    }
}

impl Ranks {
    /// Ranks what a reader judged; what the framework does not know is left out.
    pub fn of(framework: &Framework, judged: &Judged, tariff: Option<&TariffId>) -> Self {
        let ranked = judged.area_levels.iter().filter_map(|settled| {
            let rank = level_rank(framework, &settled.area, &settled.level)?;
            Some((settled.area.clone(), rank))
        });
        Self {
            tariff: tariff.and_then(|tariff| framework.tariff_rank(tariff)),
            areas: ranked.collect(),
        }
    }

    /// Ranks a sheet that was handed in under this framework.
    pub fn of_sheet(framework: &Framework, sheet: &Sheet) -> Self {
        let tariff = sheet.outcome.as_ref().map(|outcome| &outcome.tariff);
        Self::of(framework, &sheet.judged, tariff)
    }
}

/// The rank of a level on an area's own scale, 0 for its lowest.
pub fn level_rank(framework: &Framework, area: &AreaId, level: &LevelId) -> Option<usize> {
    let levels = &framework.area(area)?.levels;
    levels.iter().position(|one| one == level)
}

impl Scales {
    /// Takes the scales of a framework.
    pub fn of(framework: &Framework) -> Self {
        let areas = framework.leaves();
        Self {
            tariffs: framework.tariffs.len(),
            areas: areas
                .map(|area| (area.id.clone(), area.levels.len()))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::judgement::{AreaLevel, AreaSource};
    use crate::domain::sample::framework;

    #[test]
    fn what_was_judged_is_ranked_on_the_areas_own_scale() {
        let mut framework = framework();
        framework.areas[1].levels.remove(0);
        let settled = |area: &str, level: &str| AreaLevel {
            area: AreaId::new(area),
            level: LevelId::new(level),
            reason: None,
            evidence: AreaSource::Provisions,
        };
        let judged = Judged {
            area_levels: vec![settled("ci", "3"), settled("cl", "3"), settled("xx", "3")],
            ..Judged::default()
        };
        let ranks = Ranks::of(&framework, &judged, Some(&TariffId::new("T2")));
        assert_eq!(ranks.tariff, Some(2));
        assert_eq!(ranks.at(&Measure::Area(AreaId::new("ci"))), Some(2));
        assert_eq!(ranks.at(&Measure::Area(AreaId::new("cl"))), Some(1));
        assert_eq!(ranks.areas.len(), 2);
        assert_eq!(
            Ranks::of(&framework, &judged, None).at(&Measure::Tariff),
            None
        );
    }

    #[test]
    fn a_rank_is_called_as_the_framework_has_it() {
        let mut framework = framework();
        framework.areas[1].levels.remove(0);
        let area = Measure::Area(AreaId::new("cl"));
        assert_eq!(area.rank_words(&framework, Some(0)), "2");
        assert_eq!(area.rank_words(&framework, Some(9)), "rank 9");
        assert_eq!(area.rank_words(&framework, None), "not settled");
        assert_eq!(Measure::Tariff.rank_words(&framework, Some(2)), "T2");
        assert_eq!(Measure::Tariff.scale(&framework).len(), 5);
        assert_eq!(area.words(&framework), framework.areas[1].name);
        assert_eq!(Measure::Area(AreaId::new("x")).words(&framework), "x");
    }

    #[test]
    fn scales_are_those_of_the_framework() {
        let scales = Scales::of(&framework());
        assert_eq!(scales.tariffs, 5);
        let sizes: Vec<usize> = scales.measures().map(|one| scales.size(&one)).collect();
        assert_eq!(sizes, [5, 7, 7]);
        assert_eq!(scales.size(&Measure::Area(AreaId::new("none"))), 0);
    }
}
