//! Estimating the rest: audit samples drawn and tracked, the estimate as it stands, and how it moved.

use std::collections::HashMap;

use crate::domain::caseload::MappingResult;
use crate::domain::day::{Day, Moment};
use crate::domain::distribution::audit::{
    Audit, AuditHead, AuditMember, Chain, STRATIFIED_BY, USUAL, comes_out_again, draw, standing,
};
use crate::domain::distribution::estimate::{
    Allotted, Frame, Laid, Moved, Progress, Ranges, Turn, allot, prospect, wanted,
};
use crate::domain::distribution::rest::{
    AuditCase, AuditOrder, AuditProspect, AuditSize, AuditState, Rest,
};
use crate::domain::distribution::{Dimension, Provenance, Wanted};
use crate::domain::identity::{PupilId, PupilRef, Reader, RecordId, Role};
use crate::domain::interval::Confidence;

use super::mapping::named;
use super::problem::{Problem, Result};
use super::veil::until;
use super::{STRETCH, Workspace};
use crate::store::Counted;

/// The sizes that a prospect is told of beside the one asked for.
const SIZES: [u64; 8] = [50, 100, 200, 400, 800, 1_600, 3_200, 6_400];

/// After every moment: a record may bear a later one than the clock, for a chain's moments never go back.
const EVER: Moment = Moment::from_millis(i64::MAX);

/// Half a width of one point in a hundred.
const ONE_POINT: f64 = 0.01;

impl Workspace {
    /// The samples that count, as they stood at a moment.
    fn chain(&self, until: Moment) -> Result<Chain> {
        Ok(self.store.audit_chain(&self.framework.key, until)?)
    }

    /// Lays the caseload out for an estimate, by the strata of the samples or, where none was drawn, by dimensions.
    pub fn laid(&mut self, by: &[Dimension], now: Moment) -> Result<Laid> {
        let framework = self.framework.clone();
        let basis = self.basis(&framework, now.day());
        let chain = self.chain(EVER)?;
        let roster = self.caseload(now.day())?.list.roster();
        let frame = Frame::of(&basis, roster, &chain, by);
        Ok(Laid::of(by, &chain, frame.strata()))
    }

    /// Lays the caseload out by what is usual, with where its numbers come from.
    pub fn estimate(&mut self, by: &[Dimension], now: Moment) -> Result<(Provenance, Laid)> {
        let mut usual = USUAL.to_vec();
        usual.extend(
            by.iter()
                .filter(|one| !USUAL.contains(one) && STRATIFIED_BY.contains(one)),
        );
        let laid = self.laid(&usual, now)?;
        let (provenance, _) = self.distribution(&Wanted::default(), now)?;
        Ok((provenance, laid))
    }

    /// From how many to how many of all in scope have each tariff, or in a few words why that cannot be said.
    pub fn ranges(&mut self, now: Moment) -> Result<Ranges> {
        if self.store.audits(&self.framework.key)?.is_empty() {
            return Ok(Err("no audit sample is drawn".to_owned()));
        }
        let laid = self.laid(&USUAL, now)?;
        Ok(laid.ranges().map_err(|refused| refused.in_short()))
    }

    /// How far each stratum of the samples that count has come.
    pub fn audit_progress(&mut self, now: Moment) -> Result<Vec<Progress>> {
        let framework = self.framework.clone();
        let basis = self.basis(&framework, now.day());
        let chain = self.chain(EVER)?;
        let roster = self.caseload(now.day())?.list.roster();
        Ok(Frame::of(&basis, roster, &chain, &[]).progress())
    }

    /// Says what a sample would show before it is drawn.
    pub fn audit_prospect(&mut self, order: &AuditOrder, now: Moment) -> Result<AuditProspect> {
        let (by, chain) = self.to_extend(order)?;
        let framework = self.framework.clone();
        let basis = self.basis(&framework, now.day());
        let roster = self.caseload(now.day())?.list.roster();
        let (known, strata) = Frame::of(&basis, roster, &chain, &by).to_draw();
        let left = |one: &Allotted| one.of - one.before;
        let most: u64 = strata.iter().map(left).sum();
        if most == 0 {
            return Err(Problem::NobodyToDraw);
        }
        let mut fewest = strata.clone();
        let least = allot(&mut fewest, 0).map_or_else(|few| few.least, |()| 0);
        let at = Confidence::default();
        let size = |pupils: u64| {
            let mut strata = strata.clone();
            allot(&mut strata, pupils).ok()?;
            let prospect = prospect(&known, strata, at);
            Some(AuditSize {
                pupils,
                alone: prospect.alone,
                together: prospect.together,
                guessed: prospect.widest().map(|width| width.half),
            })
        };
        let sizes = SIZES.into_iter().filter(|size| *size < most);
        let mut drawn = strata.clone();
        if let Some(wanted) = order.wanted {
            allot(&mut drawn, wanted)?;
        }
        Ok(AuditProspect {
            by,
            extends: chain.last().map(|head| head.id.clone()),
            before: strata.iter().map(|one| one.before).sum(),
            most,
            least,
            one_point: wanted(&known, &strata, ONE_POINT, at),
            sizes: sizes.filter_map(size).collect(),
            prospect: prospect(&known, drawn, at),
        })
    }

    /// The dimensions and the samples that a new one goes on from.
    fn to_extend(&self, order: &AuditOrder) -> Result<(Vec<Dimension>, Chain)> {
        let chain = if order.afresh {
            Chain::default()
        } else {
            self.chain(EVER)?
        };
        let asked = order.by.as_deref();
        if let Some(odd) = asked.and_then(|by| by.iter().find(|one| !STRATIFIED_BY.contains(one))) {
            return Err(Problem::NoStratum(odd.code()));
        }
        let by = match (chain.by(), asked) {
            (Some(by), Some(asked)) if by != asked => {
                let codes: Vec<&str> = by.iter().map(|one| one.code()).collect();
                return Err(Problem::OtherStrata(codes.join(",")));
            }
            (Some(by), _) => by,
            (None, Some(asked)) => asked,
            (None, None) => &USUAL,
        };
        Ok((by.to_vec(), chain))
    }

    /// Draws an audit sample and keeps it.
    pub fn draw_audit(&mut self, order: &AuditOrder, reader: Reader, now: Moment) -> Result<Audit> {
        named(&reader)?;
        let asked = order.wanted.unwrap_or_default();
        let (by, chain) = self.to_extend(order)?;
        let framework = self.framework.clone();
        let basis = self.basis(&framework, now.day());
        let roster = self.caseload(now.day())?.list.roster();
        let (mut strata, mut urns): (Vec<_>, Vec<_>) =
            (Frame::of(&basis, roster, &chain, &by).urns().into_iter()).unzip();
        if strata.iter().all(|one| one.of == one.before) {
            return Err(Problem::NobodyToDraw);
        }
        allot(&mut strata, asked)?;
        for (urn, stratum) in urns.iter_mut().zip(&strata) {
            urn.wanted = stratum.drawn;
        }
        let seed = match order.seed {
            Some(seed) => seed,
            None => self.store.seed(),
        };
        let audit = Audit {
            head: AuditHead {
                id: RecordId::new(""),
                recorded: now,
                framework: framework.key.clone(),
                extends: chain.last().map(|head| head.id.clone()),
                by,
                seed,
                asked,
                reader,
            },
            strata: draw(urns, seed),
        };
        let kept = self.store.keep_audit(audit, &order.note, now)?;
        // Whoever was drawn has moved up the list.
        self.forget();
        Ok(kept)
    }

    /// Every audit sample under the framework, oldest first, and how far each is.
    pub fn audits(&mut self, now: Moment) -> Result<Vec<AuditState>> {
        let heads = self.store.audits(&self.framework.key)?;
        let counting = standing(&heads, EVER);
        let mut states = Vec::with_capacity(heads.len());
        for (at, head) in heads.into_iter().enumerate() {
            let audit = self.store.audit(head)?;
            let cases = self.marks(&audit, now)?;
            let count = |holds: fn(&(usize, bool, bool)) -> bool| {
                cases.iter().filter(|one| holds(one)).count() as u64
            };
            states.push(AuditState {
                counts: counting.contains(&at),
                drawn: cases.len() as u64,
                in_scope: count(|(_, _, in_scope)| *in_scope),
                read: count(|(_, read, in_scope)| *in_scope && *read),
                head: audit.head,
            });
        }
        Ok(states)
    }

    /// Of each pupil whom a sample drew: the stratum, whether they are read, and whether they are in scope.
    fn marks(&mut self, audit: &Audit, now: Moment) -> Result<Vec<(usize, bool, bool)>> {
        let roster = self.caseload(now.day())?.list.roster();
        let strata = audit.strata.iter().enumerate();
        let members = strata.flat_map(|(at, stratum)| {
            let drawn = stratum.members.iter().filter(|one| !one.left);
            drawn.map(move |one| (at, one))
        });
        let mark = |(stratum, member): (usize, &AuditMember)| {
            let brief = roster.find(&member.pupil).and_then(|at| roster.brief(at));
            let in_scope = brief.is_some_and(|brief| brief.out_of_scope.is_none());
            let read = brief.is_some_and(|brief| brief.work.result.is_some());
            (stratum, read, in_scope)
        };
        Ok(members.map(mark).collect())
    }

    /// All that a screen shows of the rest.
    pub fn rest(&mut self, now: Moment) -> Result<Rest> {
        let prospect = match self.audit_prospect(&AuditOrder::default(), now) {
            Ok(prospect) => Some(prospect),
            Err(Problem::NobodyToDraw) => None,
            Err(problem) => return Err(problem),
        };
        Ok(Rest {
            laid: self.laid(&USUAL, now)?,
            prospect,
            progress: self.audit_progress(now)?,
            audits: self.audits(now)?,
            moved: self.estimate_moved(Turn::Week, now)?,
        })
    }

    /// An audit sample by the beginning of its id, its pupils, and whether the draw comes out again from its seed.
    pub fn audit(&mut self, id: &str, now: Moment) -> Result<(Audit, Vec<AuditCase>, bool)> {
        let heads = self.store.audits(&self.framework.key)?;
        let mut found = heads.iter().filter(|head| head.id.as_str().starts_with(id));
        let head = match (found.next(), found.next()) {
            (Some(head), None) => head.clone(),
            (Some(_), Some(_)) => return Err(Problem::SeveralAudits(id.to_owned())),
            (None, _) => return Err(Problem::NoAudit(id.to_owned())),
        };
        let audit = self.store.audit(head.clone())?;
        let marks = self.marks(&audit, now)?;
        let drawn = audit.strata.iter().flat_map(|one| &one.members);
        let pupils: Vec<_> = (drawn.filter(|one| !one.left))
            .map(|one| one.pupil.clone())
            .collect();
        let mut names = HashMap::new();
        for stretch in pupils.chunks(STRETCH) {
            let some = self.store.names_of(stretch)?.into_iter();
            names.extend(some.map(|(pupil, reference, _)| (pupil, reference)));
        }
        let cases = pupils.iter().zip(marks);
        let case = |(pupil, (stratum, is_read, in_scope)): (&PupilId, _)| AuditCase {
            reference: (names.get(pupil).cloned()).unwrap_or_else(|| PupilRef::new(pupil.as_str())),
            stratum,
            is_read,
            in_scope,
        };
        let cases = cases.map(case).collect();
        let again = comes_out_again(&self.until_audit(&heads, &head)?);
        Ok((audit, cases, again))
    }

    /// A sample and those that it extends, the first one first.
    fn until_audit(&self, heads: &[AuditHead], last: &AuditHead) -> Result<Chain> {
        let mut audits = vec![self.store.audit(last.clone())?];
        let mut next = last.extends.as_ref();
        while let Some(head) = next.and_then(|id| heads.iter().find(|head| head.id == *id)) {
            if audits.len() > heads.len() {
                break;
            }
            audits.push(self.store.audit(head.clone())?);
            next = head.extends.as_ref();
        }
        audits.reverse();
        Ok(Chain::of(audits))
    }

    /// How the estimate moved: as it stood at the end of each day or week since the first on which there was one.
    ///
    /// Records up to the end of the day count, and the samples drawn by then; of the caseload of today, so that what moved
    /// is the reading and not the roll.
    pub fn estimate_moved(&mut self, turn: Turn, now: Moment) -> Result<Vec<Moved>> {
        let key = self.framework.key.clone();
        let heads = self.store.audits(&key)?;
        let Some(first) = heads.first().map(|head| head.recorded.day()) else {
            return Ok(Vec::new());
        };
        let days = turn.days(first, now.day().max(first));
        let mut chains: Vec<(Chain, Vec<Day>)> = Vec::new();
        for day in days {
            let chain = self.chain(until(day))?;
            match chains.last_mut().filter(|(last, _)| *last == chain) {
                Some((_, days)) => days.push(day),
                None => chains.push((chain, vec![day])),
            }
        }
        let framework = self.framework.clone();
        let basis = self.basis(&framework, now.day());
        self.caseload(now.day())?;
        let Some(caseload) = &self.caseload else {
            return Ok(Vec::new());
        };
        let roster = caseload.list.roster();
        let mut counted: HashMap<usize, Vec<Counted>> = HashMap::new();
        self.store.each_counted(&key, &mut |one| {
            if let Some(at) = roster.find(&one.pupil) {
                counted.entry(at).or_default().push(one);
            }
            Ok(())
        })?;
        let mut found: Vec<Moved> = Vec::new();
        for (chain, days) in &chains {
            let frame = Frame::of(&basis, roster, chain, &[]);
            for day in days {
                let end = until(*day);
                let (outcomes, strata) = frame.strata_by(|at, _| counting(counted.get(&at)?, end));
                let estimate = Laid::of(&[], chain, (outcomes, strata)).whole();
                if estimate.is_ok() || !found.is_empty() {
                    found.push(Moved {
                        day: *day,
                        estimate,
                    });
                }
            }
        }
        Ok(found)
    }
}

/// What counted of a pupil's mappings before a moment: a moderator's latest, else an officer's.
fn counting(mappings: &[Counted], end: Moment) -> Option<&MappingResult> {
    let stood = |one: &&Counted| {
        one.mapping.recorded < end && one.withdrawn.is_none_or(|withdrawn| withdrawn >= end)
    };
    let latest = |role: Role| {
        let theirs = mappings.iter().rev().filter(stood);
        theirs
            .into_iter()
            .find(|one| one.mapping.reader.role == role)
    };
    let counts = latest(Role::Moderator).or_else(|| latest(Role::Officer))?;
    Some(&counts.mapping.result)
}

#[cfg(test)]
mod tests;
