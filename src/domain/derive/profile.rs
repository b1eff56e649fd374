//! What a rule is asked about: a pupil's area levels, setting and phase; checked first.

use crate::domain::derivation::DerivationKind;
use crate::domain::dose::Who;
use crate::domain::exact::Quantity;
use crate::domain::framework::{Area, Descriptor, Framework, Level, holds_for};
use crate::domain::identity::{AreaId, DescriptorId, LevelId, TariffId};
use crate::domain::place::{Phase, Setting};

/// A pupil's area levels and what else a rule may ask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// The level of each area that has one, in any order.
    pub levels: Vec<(AreaId, LevelId)>,
    /// Descriptors that were named themselves, where several stand at one area and level; the others
    /// follow from the pupil's phase and setting.
    pub descriptors: Vec<DescriptorId>,
    /// The setting; a rule that asks for it refuses a pupil without.
    pub setting: Option<Setting>,
    /// The phase; a rule that asks for it refuses a pupil without.
    pub phase: Option<Phase>,
    /// The tariff that the reader names, where the framework leaves it to them.
    pub chosen: Option<TariffId>,
    /// The area that the reader takes for the primary one, where a tariff goes by it; without it
    /// the area at the highest level is, the first of them in the framework's order.
    pub primary: Option<AreaId>,
    /// The weekly adult hours of the judged provisions by who delivers them, where a tariff goes
    /// by hours; nothing where they were never counted.
    pub hours: Option<Vec<(Option<Who>, Quantity)>>,
}

/// Why no tariff follows from a profile.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileFault {
    /// The area is not the framework's.
    #[error("\"{0}\" is no area of this framework; its areas are {1}.")]
    UnknownArea(AreaId, String),
    /// The level is not the framework's, or not on the area's scale.
    #[error("\"{level}\" is no level of the area \"{area}\"; its levels are {scale}.")]
    UnknownLevel {
        /// The area.
        area: AreaId,
        /// The level given.
        level: LevelId,
        /// The levels there are.
        scale: String,
    },
    /// The area has parts, and only those are judged.
    #[error("The area \"{0}\" has parts; give a level to {1} instead.")]
    ParentArea(AreaId, String),
    /// The area has two levels.
    #[error("The area \"{0}\" has two levels; give it one.")]
    AreaTwice(AreaId),
    /// No area has a level.
    #[error("No area has a level yet; give at least one area its level.")]
    NoLevel,
    /// The reader must name the tariff and has not.
    #[error("This framework leaves the tariff to the reader; name one.")]
    NothingChosen,
    /// The tariff is not the framework's.
    #[error("\"{0}\" is no tariff of this framework.")]
    UnknownTariff(TariffId),
    /// The tariff is not valid in the pupil's setting.
    #[error("The tariff \"{0}\" is not valid in the setting \"{setting}\".", setting = .1.words())]
    NotInSetting(TariffId, Setting),
    /// The rule asks for the setting.
    #[error("The rule depends on the setting, and this pupil has none; enter the setting first.")]
    SettingNeeded,
    /// The rule asks for the phase.
    #[error("The rule depends on the phase, and this pupil has none; enter the year group first.")]
    PhaseNeeded,
    /// The area taken for primary has no level.
    #[error(
        "\"{0}\" is taken for the primary area and has no level; give it one, or take another."
    )]
    PrimaryWithoutLevel(AreaId),
    /// The rule counts hours, and nobody has.
    #[error(
        "The rule counts the weekly adult hours of the judged provisions; give them, as 12.5 hours."
    )]
    HoursNeeded,
    /// The sum is beyond what can be counted.
    #[error("The sum is beyond what can be counted; a dose or a weight in it must be wrong.")]
    TooMuch,
    /// A descriptor's points differ by phase or setting.
    #[error(
        "The points of the area \"{0}\" depend on the pupil's phase or setting, which is not known; enter it first."
    )]
    PointsDiffer(AreaId),
    /// A descriptor was named that is not for this pupil.
    #[error(
        "The descriptor \"{0}\" is for other phases or settings than this pupil's; name the one that is for them."
    )]
    NotForPupil(DescriptorId),
    /// The sum lies below every cut.
    #[error(
        "The sum of {0} lies below the first cut; the framework's file needs a cut that starts there."
    )]
    BelowCuts(Quantity),
    /// No table of cuts is for this pupil.
    #[error(
        "The framework has no table of cuts for {0}; its file needs one without settings and phases."
    )]
    NoTable(String),
    /// The table of areas and levels lacks this one.
    #[error("The framework gives no tariff for {0} at level \"{1}\"; its file needs mending.")]
    NotInTable(String, LevelId),
    /// The table of levels lacks this one.
    #[error("The framework gives no tariff for level \"{0}\"; its file needs mending.")]
    NotMapped(LevelId),
    /// No rule holds.
    #[error(
        "No rule of the framework holds for these levels; its last rule should have no \"when\"."
    )]
    NoRule,
}

impl Profile {
    /// Whether a row of the rule that is meant for these settings and phases is meant for this
    /// pupil; a pupil of whom that is not known is refused rather than guessed.
    pub(super) fn within(
        &self,
        settings: &[Setting],
        phases: &[Phase],
    ) -> Result<bool, ProfileFault> {
        // What is known to rule a row out does so, whatever else is not known.
        if !holds_for(settings, self.setting) || !holds_for(phases, self.phase) {
            return Ok(false);
        }
        if !settings.is_empty() && self.setting.is_none() {
            return Err(ProfileFault::SettingNeeded);
        }
        if !phases.is_empty() && self.phase.is_none() {
            return Err(ProfileFault::PhaseNeeded);
        }
        Ok(true)
    }

    /// Names the pupil's setting and phase for a trace.
    pub(super) fn whom(&self) -> String {
        let setting = self.setting.map_or("a pupil", Setting::words);
        let phase = self.phase.map(|phase| phase.code().replace('_', " "));
        let phase = phase.filter(|phase| phase != setting);
        phase.map_or_else(|| setting.to_owned(), |phase| format!("{setting}, {phase}"))
    }
}

/// One area that has a level.
#[derive(Debug)]
pub(super) struct Standing<'a> {
    /// The area.
    pub(super) area: &'a Area,
    /// Its level.
    pub(super) level: &'a Level,
    /// The level's rank in the framework.
    pub(super) rank: usize,
}

impl Standing<'_> {
    /// The line of the trace.
    pub(super) fn aloud(&self) -> String {
        format!(
            "{} stands at {} ({})",
            self.area.name, self.level.id, self.level.name
        )
    }
}

/// Checks a profile against the framework and puts its areas in the framework's order.
pub(super) fn check<'a>(
    framework: &'a Framework,
    profile: &Profile,
) -> Result<Vec<Standing<'a>>, ProfileFault> {
    let by_hours = matches!(framework.derivation.kind, DerivationKind::Hours(_));
    if profile.levels.is_empty() && !by_hours {
        return Err(ProfileFault::NoLevel);
    }
    for (place, (area, level)) in profile.levels.iter().enumerate() {
        if profile
            .levels
            .iter()
            .skip(place + 1)
            .any(|(other, _)| other == area)
        {
            return Err(ProfileFault::AreaTwice(area.clone()));
        }
        let known = (framework.area(area))
            .ok_or_else(|| ProfileFault::UnknownArea(area.clone(), leaves(framework, None)))?;
        if !framework.leaves().any(|leaf| leaf.id == *area) {
            let parts = leaves(framework, Some(area));
            return Err(ProfileFault::ParentArea(area.clone(), parts));
        }
        if !known.levels.contains(level) {
            return Err(ProfileFault::UnknownLevel {
                area: area.clone(),
                level: level.clone(),
                scale: list(known.levels.iter().map(LevelId::as_str)),
            });
        }
    }
    for id in &profile.descriptors {
        let found = framework.descriptors.iter().find(|one| one.id == *id);
        let is_for = |one: &Descriptor| {
            holds_for(&one.phases, profile.phase) && holds_for(&one.settings, profile.setting)
        };
        if found.is_some_and(|one| !is_for(one)) {
            return Err(ProfileFault::NotForPupil(id.clone()));
        }
    }
    if let Some(primary) = &profile.primary
        && framework.area(primary).is_none()
    {
        let known = leaves(framework, None);
        return Err(ProfileFault::UnknownArea(primary.clone(), known));
    }
    let standing = |area: &'a Area| {
        let (_, id) = profile.levels.iter().find(|(id, _)| *id == area.id)?;
        let rank = framework.level_rank(id)?;
        let level = framework.levels.get(rank)?;
        Some(Standing { area, level, rank })
    };
    Ok(framework.areas.iter().filter_map(standing).collect())
}

/// The areas that are judged, or those of them that are parts of one area, over however many steps.
fn leaves(framework: &Framework, below: Option<&AreaId>) -> String {
    let is_below = |leaf: &&Area| {
        let Some(above) = below else { return true };
        let parent = |id: &AreaId| framework.area(id)?.parent.clone();
        let parents = std::iter::successors(parent(&leaf.id), parent);
        parents.take(framework.areas.len()).any(|id| id == *above)
    };
    list(
        framework
            .leaves()
            .filter(is_below)
            .map(|area| area.id.as_str()),
    )
}

fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = words.map(|word| format!("\"{word}\"")).collect();
    quoted.join(", ")
}
