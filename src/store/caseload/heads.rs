//! What has been done of each pupil: the mappings that stand, and the drafts.

use std::collections::HashMap;

use rusqlite::{Connection, Rows};

use super::Scope;
use super::beside::Beside;
use super::sight::Sight;
use super::touched::touched;
use crate::domain::caseload::{Again, DraftHead, EarlierHead, MappingHead};
use crate::domain::derive::AreaTariff;
use crate::domain::identity::{AreaId, FrameworkKey, LevelId, PupilId, RecordId, Role, TariffId};
use crate::domain::moderation::touched::Touched;
use crate::store::convert::columns::Columns;
use crate::store::convert::heads::{MAPPING_HEAD, draft_head, mapping_head};
use crate::store::fault::Result;
use crate::store::{ask, rulings};

/// The mappings that stand under every version of a framework, walked beside the pupils.
pub(super) struct Mappings<'s> {
    db: &'s Connection,
    version: &'s str,
    rows: Beside<'s>,
    /// Whether any mapping here has a tariff for each area.
    several: bool,
    /// Those that were sent back to be mapped again.
    again: HashMap<RecordId, Again>,
    /// What moderation did with them, where that is asked for.
    touched: HashMap<RecordId, Box<Touched>>,
    /// Whether the areas' levels are asked for.
    levels: bool,
}

impl<'s> Mappings<'s> {
    /// The query of it: `?1` is the scope, `?2` the framework.
    ///
    /// The index gives them by pupil; by framework they would have to be sorted, all of them in memory.
    pub(super) fn query(scope: &Scope, sight: Sight) -> String {
        format!(
            "SELECT {MAPPING_HEAD}, (SELECT count(*) FROM flag f WHERE f.mapping = m.id), m.framework_version
                FROM mapping m INDEXED BY mapping_by_pupil
                WHERE {} AND +m.framework = ?2 AND m.purpose IS NULL
                    AND {} AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.mapping = m.id AND {})
                ORDER BY m.pupil",
            scope.clause("m.pupil"),
            sight.recorded("m"),
            sight.recorded("w")
        )
    }

    pub(super) fn begin(
        db: &'s Connection,
        (framework, scope, sight): (&'s FrameworkKey, &Scope, Sight),
        rows: Rows<'s>,
    ) -> Result<Self> {
        let any = "SELECT EXISTS (SELECT 1 FROM area_level WHERE tariff IS NOT NULL)";
        Ok(Self {
            db,
            version: &framework.version,
            rows: Beside::begin(rows)?,
            several: ask::count(db, any, [])? > 0,
            again: rulings::sent_back(db, &sight.recorded("r"))?,
            touched: if sight.moderation {
                touched(db, scope, sight)?
            } else {
                HashMap::new()
            },
            levels: sight.levels,
        })
    }

    /// A pupil's mappings under the version, oldest first, and the one that counts under the other version that they
    /// were last mapped under; a school's own reading counts under none.
    ///
    /// Moments and ids grow along the chain of an origin, so that the order of the two is the chain's own, and by moment
    /// across origins.
    pub(super) fn of(
        &mut self,
        pupil: &PupilId,
    ) -> Result<(Vec<MappingHead>, Option<EarlierHead>)> {
        let mut found: Vec<(MappingHead, u32, String)> = Vec::new();
        self.rows.of(pupil, |row| {
            let row = &mut Columns::of(row);
            let (_, mapping) = mapping_head(row)?;
            found.push((mapping, row.plain()?, row.plain()?));
            Ok(())
        })?;
        found.sort_by(|(one, ..), (other, ..)| {
            (one.recorded, &one.id).cmp(&(other.recorded, &other.id))
        });
        let (mut mappings, mut earlier) = (Vec::new(), None);
        for (mut mapping, flags, version) in found {
            if version == self.version {
                mapping.flags = flags;
                mapping.again = self.again.get(&mapping.id).cloned().map(Box::new);
                mapping.touched = self.touched.remove(&mapping.id);
                if self.several {
                    mapping.several = several(self.db, &mapping.id)?;
                }
                if self.levels {
                    mapping.levels = levels(self.db, &mapping.id)?;
                }
                mappings.push(mapping);
            } else if mapping.reader.role != Role::School
                && outranks(&mapping, &version, earlier.as_ref())
            {
                earlier = Some(EarlierHead { version, mapping });
            }
        }
        Ok((mappings, earlier))
    }
}

/// Whether a later mapping takes the place of the one that counted so far: under one version a moderator's counts before
/// any officer's.
fn outranks(mapping: &MappingHead, version: &str, earlier: Option<&EarlierHead>) -> bool {
    let kept = earlier.filter(|kept| kept.version == version);
    kept.is_none_or(|kept| {
        kept.mapping.reader.role != Role::Moderator || mapping.reader.role == Role::Moderator
    })
}

/// The areas' own tariffs of a mapping.
fn several(db: &Connection, mapping: &RecordId) -> Result<Vec<AreaTariff>> {
    let sql =
        "SELECT area, tariff FROM area_level WHERE mapping = ?1 AND tariff IS NOT NULL ORDER BY i";
    ask::all(db, sql, [mapping.as_str()], |row| {
        let row = &mut Columns::of(row);
        let area = row.name(AreaId::new)?;
        let tariff = row.name(TariffId::new)?;
        Ok(AreaTariff { area, tariff })
    })
}

/// The levels of a mapping's areas.
fn levels(db: &Connection, mapping: &RecordId) -> Result<Vec<(AreaId, LevelId)>> {
    let sql = "SELECT area, level FROM area_level WHERE mapping = ?1 ORDER BY i";
    ask::all(db, sql, [mapping.as_str()], |row| {
        let row = &mut Columns::of(row);
        Ok((row.name(AreaId::new)?, row.name(LevelId::new)?))
    })
}

/// The drafts under a framework version, walked beside the pupils.
pub(super) struct Drafts<'s>(Beside<'s>);

impl<'s> Drafts<'s> {
    /// The query of it: `?1` is the scope, `?2` and `?3` the framework and its version.
    pub(super) fn query(scope: &Scope, sight: Sight) -> String {
        format!(
            "SELECT pupil, reader, role, saved, parked, id FROM draft
                WHERE {} AND {} AND framework = ?2 AND framework_version = ?3 ORDER BY pupil",
            scope.clause("pupil"),
            sight.drafts()
        )
    }

    pub(super) fn begin(rows: Rows<'s>) -> Result<Self> {
        Beside::begin(rows).map(Self)
    }

    /// A pupil's drafts, latest first.
    pub(super) fn of(&mut self, pupil: &PupilId) -> Result<Vec<DraftHead>> {
        let mut found: Vec<(DraftHead, i64)> = Vec::new();
        self.0.of(pupil, |row| {
            let row = &mut Columns::of(row);
            let (_, draft) = draft_head(row)?;
            found.push((draft, row.plain()?));
            Ok(())
        })?;
        found.sort_by_key(|(draft, id)| std::cmp::Reverse((draft.saved, *id)));
        Ok(found.into_iter().map(|(draft, _)| draft).collect())
    }
}
