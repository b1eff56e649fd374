//! From a framework's ids to ranks: what its readings and its scales are in numbers.

use super::super::framework::Framework;
use super::super::identity::{AreaId, LevelId, TariffId};
use super::super::judgement::Judged;
use super::super::mapping::Sheet;
use super::ranks::{Ranks, Scales};

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
    use super::super::ranks::Measure;
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
    fn scales_are_those_of_the_framework() {
        let scales = Scales::of(&framework());
        assert_eq!(scales.tariffs, 5);
        let sizes: Vec<usize> = scales.measures().map(|one| scales.size(&one)).collect();
        assert_eq!(sizes, [5, 7, 7]);
        assert_eq!(scales.size(&Measure::Area(AreaId::new("none"))), 0);
    }
}
