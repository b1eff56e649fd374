//! A person of a return to the facts of a pupil; what cannot be read is named, never guessed.

use super::super::caseload::date::EARLIEST_BIRTH;
use super::super::runs::Named;
use super::code;
use super::field::{Field, Module};
use super::person::Person;
use super::place;
use super::reading::{Reading, date};
use crate::domain::account::Remark;
use crate::domain::day::Day;
use crate::domain::digest::Digest;
use crate::domain::identity::{PupilRef, Upn};
use crate::domain::pupil::Facts;

/// How many figures of a digest make a reference.
const FIGURES: usize = 12;

/// The plan of a person: the named one, the active one, or both.
#[derive(Clone, Copy, Default)]
struct Plan {
    named: Option<usize>,
    active: Option<usize>,
}

/// Who a person is, and which plan of theirs stands.
pub(super) struct Who {
    facts: Facts,
    plan: Plan,
}

impl Who {
    /// The reference, under which the person may be told of twice.
    pub(super) fn named(self) -> Named {
        Named {
            reference: Some(self.facts.reference),
            upn: None,
        }
    }
}

impl Reading<'_> {
    /// Reads who the person is, or says why they are not taken in.
    ///
    /// The reference is the UPN; else the ULN; else `SEN2-` and the first figures of a digest of
    /// surname, forename and birth date, which both shapes of a return have and which is the same
    /// next year; without these, COLLECT's `NativeId` or `persontableid`.
    pub(super) fn who(&mut self) -> Result<Who, Remark> {
        let dob = self.birth()?;
        let plan = self.plan()?;
        let upn = self.upn();
        let uln = self.uln();
        let surname = self.text(0, Field::Surname);
        let forename = self.text(0, Field::Forename);
        let name = [surname.as_deref(), forename.as_deref()];
        let reference = self.reference(upn.as_ref(), uln.as_deref(), name, dob)?;
        let mut facts = Facts::unknown(reference);
        facts.upn = upn;
        facts.uln = uln;
        facts.surname = surname;
        facts.forename = forename;
        facts.dob = dob;
        Ok(Who { facts, plan })
    }

    /// Reads the facts, or says why the person is not taken in.
    pub(super) fn facts(&mut self, header: &Person) -> Result<Facts, Remark> {
        let Who { mut facts, plan } = self.who()?;
        facts.sex = self
            .code(0, Field::Sex)
            .or_else(|| self.code(0, Field::Gender));
        facts.ethnicity = self.code(0, Field::Ethnicity);
        facts.authority = header
            .item(0, Field::Authority)
            .map(|item| item.text.to_owned());
        self.named(&mut facts, plan.named);
        self.active(&mut facts, plan.active);
        place::take(self, &mut facts, plan.active, plan.named);
        if facts.dob.is_none() {
            let reason = "the person has no birth date, so the year group is not known; add it and import again";
            self.warnings.push(self.of_person(reason));
        }
        Ok(facts)
    }

    /// The plan that stands: that of the last request with an active plan, else the last one named.
    fn plan(&self) -> Result<Plan, Remark> {
        let (mut active, mut named) = (Plan::default(), Plan::default());
        let mut requests = 0;
        let mut exported = None;
        for request in self.person.below(0, Module::Requests) {
            requests += 1;
            exported = self.person.item(request, Field::Exported).or(exported);
            let mut plan = Plan::default();
            for assessment in self.person.below(request, Module::Assessment) {
                plan.named = self
                    .person
                    .below(assessment, Module::NamedPlan)
                    .last()
                    .or(plan.named);
            }
            plan.active = self.person.below(request, Module::ActivePlans).last();
            if plan.active.is_some() {
                active = plan;
            } else if plan.named.is_some() {
                named = plan;
            }
        }
        if active.active.is_some() {
            return Ok(active);
        }
        if named.named.is_some() {
            return Ok(named);
        }
        let other = exported.filter(|item| code::flag(item.text) != Some(false));
        Err(match (other, requests) {
            (Some(item), _) => self.shape.remark(
                item,
                "is the authority to which the person moved before there was a plan: nothing to map",
            ),
            (None, 0) => self.of_person("has neither a request nor a plan: nothing to map"),
            (None, _) => self.of_person("has a request but no plan: nothing to map"),
        })
    }

    fn named(&mut self, facts: &mut Facts, named: Option<usize>) {
        let Some(named) = named else {
            return;
        };
        facts.plan_start = self.day(named, Field::Start);
        facts.plan_ceased = self.day(named, Field::Ceased);
        facts.cease_reason = self.code(named, Field::CeaseReason);
        let after = |one: Option<Day>, other: Option<Day>| {
            one.zip(other).is_some_and(|(one, other)| one > other)
        };
        if after(facts.dob, facts.plan_start) {
            self.doubt(
                named,
                Field::Start,
                "is before the birth date; compare both with the record",
            );
        }
        if after(facts.plan_start, facts.plan_ceased) {
            self.doubt(
                named,
                Field::Ceased,
                "is before the plan's start; compare both with the record",
            );
        }
        if after(facts.plan_start, Some(self.today)) {
            self.doubt(
                named,
                Field::Start,
                "is yet to come; compare it with the record",
            );
        }
        if facts.cease_reason.is_some() && facts.plan_ceased.is_none() {
            let reason = "is why the plan ceased, but there is no day it ceased on, so it counts as not ceased; add the day";
            self.doubt(named, Field::CeaseReason, reason);
        }
    }

    fn active(&mut self, facts: &mut Facts, active: Option<usize>) {
        let Some(active) = active else {
            return;
        };
        let (last, meeting) = (Field::LastReview, Field::ReviewMeeting);
        let (decided, met) = (self.day(active, last), self.day(active, meeting));
        facts.last_review = decided.or(met);
        let of = if decided.is_some() { last } else { meeting };
        if facts
            .last_review
            .zip(facts.plan_start)
            .is_some_and(|(review, start)| review < start)
        {
            self.doubt(
                active,
                of,
                "is before the plan's start; compare both with the record",
            );
        }
        if facts.last_review.is_some_and(|review| review > self.today) {
            self.doubt(active, of, "is yet to come; compare it with the record");
        }
        facts.phase_transfer_due = self.day(active, Field::TransferDue);
        if let Some(ceased) = facts.plan_ceased {
            let reason = format!(
                "the plan ceased on {ceased} and is an active one as well; it was read as ceased, so compare it with the record"
            );
            let remark = self.at(Module::ActivePlans, self.person.row_of(active), &reason);
            self.warnings.push(remark);
        } else {
            facts.review_due = facts.last_review.map(|review| review.plus_months(12));
        }
        let mut needs = [None, None];
        for need in self
            .person
            .below(active, Module::SenNeed)
            .collect::<Vec<_>>()
        {
            let rank = self
                .person
                .item(need, Field::NeedRank)
                .map(|item| item.text);
            let place = match rank {
                Some("1") => Some(0),
                Some("2") => Some(1),
                None => needs.iter().position(Option::is_none),
                Some(_) => {
                    let reason =
                        "is no rank of a need, which is 1 or 2; the need took the first free place";
                    self.doubt(need, Field::NeedRank, reason);
                    needs.iter().position(Option::is_none)
                }
            };
            let code = self.code(need, Field::Need);
            match place.and_then(|place| needs.get_mut(place)) {
                Some(slot) if slot.is_none() => *slot = code,
                Some(_) | None => {
                    let reason = "is one more need of its rank; it was left out, so correct the ranks and import again";
                    self.doubt(need, Field::Need, reason);
                }
            }
        }
        [facts.need_1, facts.need_2] = needs;
    }

    fn reference(
        &self,
        upn: Option<&Upn>,
        uln: Option<&str>,
        [surname, forename]: [Option<&str>; 2],
        dob: Option<Day>,
    ) -> Result<PupilRef, Remark> {
        let unseen = || {
            self.of_person("has no UPN, no ULN, and no name with a birth date, so nothing says who it is; add one and import again")
        };
        if let Some(upn) = upn {
            return Ok(PupilRef::new(upn.as_str()));
        }
        if let Some(uln) = uln {
            return PupilRef::read(uln).ok_or_else(unseen);
        }
        if let (Some(surname), Some(forename), Some(dob)) = (surname, forename, dob) {
            let who = format!(
                "{}\n{}\n{dob}",
                surname.to_lowercase(),
                forename.to_lowercase()
            );
            let digest = Digest::of(who.as_bytes()).to_string();
            let figures: String = digest.chars().take(FIGURES).collect();
            return Ok(PupilRef::new(format!("SEN2-{figures}")));
        }
        let native = self.person.item(0, Field::NativeId);
        let native = native.or_else(|| self.person.item(0, Field::PersonTableId));
        let native = native.and_then(|item| PupilRef::read(item.text));
        let named = native.map(|native| PupilRef::new(format!("SEN2-{native}")));
        named.ok_or_else(unseen)
    }

    fn upn(&mut self) -> Option<Upn> {
        let item = self.person.item(0, Field::Upn)?;
        let Some(upn) = Upn::read(item.text) else {
            let reason = "is not a UPN, which is a letter, eleven figures and a figure or a letter; it was left out";
            self.warnings.push(self.shape.remark(item, reason));
            return None;
        };
        if let Some(reason) = upn.slip() {
            self.warnings.push(self.shape.remark(item, reason));
        }
        Some(upn)
    }

    fn uln(&mut self) -> Option<String> {
        let item = self.person.item(0, Field::Uln)?;
        let figures = item.text.bytes().all(|byte| byte.is_ascii_digit());
        if item.text.len() != 10 || !figures {
            let reason = "is not a ULN, which is ten figures; it was left out";
            self.warnings.push(self.shape.remark(item, reason));
            return None;
        }
        Some(item.text.to_owned())
    }

    /// Reads the birth date; a person with an impossible one is not taken in.
    fn birth(&self) -> Result<Option<Day>, Remark> {
        let Some(item) = self.person.item(0, Field::BirthDate) else {
            return Ok(None);
        };
        let reason = match date(item.text) {
            Ok((day, _)) if day > self.today => "is a birth date yet to come",
            Ok((day, _)) if day.year() < EARLIEST_BIRTH => {
                "is a birth date of more than a century ago"
            }
            Ok((day, None)) => return Ok(Some(day)),
            Ok((_, Some(doubt))) | Err(doubt) => doubt,
        };
        let reason = format!("{reason}; correct it and import again");
        Err(self.shape.remark(item, reason))
    }
}
