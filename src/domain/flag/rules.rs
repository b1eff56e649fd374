//! The rules that flag a mapping by what its own sheet says; each gives its reason with the numbers.

mod beside;
mod officer;

use super::super::day::Day;
use super::super::exact::Quantity;
use super::super::framework::Framework;
use super::super::identity::{AreaId, LevelId, TariffId, Upn};
use super::super::judgement::{Judged, Judgement, SetAside, Verdict};
use super::super::place::Setting;
use super::super::provision::Provision;
use super::super::pupil::Facts;
use super::super::settle::Settled;
use super::{Flag, FlagRule};

pub use super::limits::Limits;
pub use beside::Mapped;
pub use officer::Officer;

/// How the words of a provision were judged before, by whomever, under the same framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// The provision's number here.
    pub n: u32,
    /// How often they were given which area and level.
    pub counts: Vec<(AreaId, Option<LevelId>, u32)>,
}

/// All that the rules look at.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The framework.
    pub framework: &'a Framework,
    /// What the import says of the pupil.
    pub facts: &'a Facts,
    /// The setting as the derivation took it.
    pub setting: Option<Setting>,
    /// The provisions as the reader bounded them.
    pub provisions: &'a [Provision],
    /// What the reader made of them.
    pub judged: &'a Judged,
    /// What that settled.
    pub settled: &'a Settled,
    /// Whether a judgement or level changed after the reveal.
    pub changed_after_reveal: bool,
    /// A pupil's code or name that stands in the text.
    pub pupil_hint: Option<&'a str>,
    /// How the same words were judged before.
    pub before: &'a [Before],
    /// How often each tariff stands in the setting; empty where that is not asked.
    pub mapped: &'a [(TariffId, u64)],
    /// The tariff of the school's own reading, where it made one.
    pub school: Option<&'a TariffId>,
    /// What is known of the officer who mapped.
    pub officer: Officer,
    /// The day of the mapping.
    pub today: Day,
}

/// Finds what a moderator should look at, in the order of the rules.
pub fn flags(case: &Case<'_>, limits: &Limits) -> Vec<Flag> {
    let found = [
        (FlagRule::Unquantified, unquantified(case, limits)),
        (FlagRule::Vague, vague(case, limits)),
        (FlagRule::AgainstRule, against_rule(case)),
        (FlagRule::ChangedAfterReveal, changed_after_reveal(case)),
        (FlagRule::OpenTop, open_top(case)),
        (FlagRule::UnevenProfile, uneven_profile(case, limits)),
        (FlagRule::Borderline, borderline(case)),
        (FlagRule::StalePlan, stale_plan(case, limits)),
        (FlagRule::SameWords, same_words(case, limits)),
        (FlagRule::HoursExceedWeek, hours_exceed_week(case, limits)),
        (FlagRule::ForeignCode, foreign_code(case)),
        (FlagRule::CannotMap, cannot_map(case)),
        (FlagRule::Unsure, unsure(case)),
        (
            FlagRule::UnusualTariff,
            beside::unusual_tariff(case, limits),
        ),
        (
            FlagRule::SchoolDiffers,
            beside::school_differs(case, limits),
        ),
        (FlagRule::NotStandardised, officer::not_standardised(case)),
        (FlagRule::SeedsMissed, officer::seeds_missed(case)),
    ];
    let flag = |(rule, reason): (FlagRule, Option<String>)| {
        Some(Flag {
            rule,
            reason: reason?,
        })
    };
    found.into_iter().filter_map(flag).collect()
}

/// The provisions that count: what is said twice counts once, what is none does not.
fn counted<'a>(case: &Case<'a>) -> impl Iterator<Item = &'a Provision> + use<'a> {
    let judgements = &case.judged.judgements;
    let passed = |judgement: &Judgement| {
        matches!(
            judgement.verdict,
            Verdict::SetAside(SetAside::Duplicate | SetAside::NotProvision)
        )
    };
    let passed = move |n: u32| judgements.iter().any(|one| one.n == n && passed(one));
    (case.provisions.iter())
        .filter(move |provision| provision.duplicate_of.is_none() && !passed(provision.n))
}

fn is_special(case: &Case<'_>) -> bool {
    matches!(case.setting, Some(Setting::Special | Setting::Nmss))
}

/// Says how many of the provisions are so, where that is more than the limit in a hundred.
fn share(case: &Case<'_>, limit: u32, is: impl Fn(&Provision) -> bool) -> Option<(usize, usize)> {
    let all = counted(case).count();
    let so = counted(case).filter(|provision| is(provision)).count();
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    (so * 100 > limit.saturating_mul(all)).then_some((so, all))
}

fn unquantified(case: &Case<'_>, limits: &Limits) -> Option<String> {
    let limit = if is_special(case) {
        limits.unquantified_special
    } else {
        limits.unquantified
    };
    let (so, all) = share(case, limit, |one| !one.dose.is_quantified())?;
    Some(format!(
        "{so} of {all} provisions are not quantified; the limit is {limit} in a hundred"
    ))
}

fn vague(case: &Case<'_>, limits: &Limits) -> Option<String> {
    let limit = if is_special(case) {
        limits.vague_special
    } else {
        limits.vague
    };
    let (so, all) = share(case, limit, |one| !one.vague.is_empty())?;
    Some(format!(
        "{so} of {all} provisions have vague words; the limit is {limit} in a hundred"
    ))
}

fn against_rule(case: &Case<'_>) -> Option<String> {
    let set = case.settled.against.iter();
    let set = set.map(|set| set.words(case.framework));
    joined(set)
}

fn changed_after_reveal(case: &Case<'_>) -> Option<String> {
    (case.changed_after_reveal)
        .then(|| "a judgement or level changed after the tariff was first shown".to_owned())
}

fn open_top(case: &Case<'_>) -> Option<String> {
    let outcome = case
        .settled
        .outcome
        .as_ref()
        .filter(|_| case.settled.open)?;
    let reason = case
        .judged
        .open_reason
        .as_deref()
        .unwrap_or_default()
        .trim();
    Some(format!("the open top {} is used: {reason}", outcome.tariff))
}

fn uneven_profile(case: &Case<'_>, limits: &Limits) -> Option<String> {
    let ranked = |level: &LevelId| case.framework.level_rank(level);
    let levels = case.judged.area_levels.iter();
    let levels = levels.filter_map(|level| Some((ranked(&level.level)?, level)));
    let levels: Vec<_> = levels.collect();
    let (low, lowest) = levels.iter().min_by_key(|(rank, _)| rank)?;
    let (high, highest) = levels.iter().max_by_key(|(rank, _)| rank)?;
    let apart = high - low;
    (apart >= limits.uneven).then(|| {
        format!(
            "{} at {} and {} at {} are {apart} levels apart",
            name(case, &highest.area),
            highest.level,
            name(case, &lowest.area),
            lowest.level
        )
    })
}

fn borderline(case: &Case<'_>) -> Option<String> {
    let sum = case.settled.points.map(|points| format!(" of {points}"));
    let sum = sum.unwrap_or_default();
    (case.settled.borderline).then(|| format!("the sum{sum} lies close to the next tariff's"))
}

fn stale_plan(case: &Case<'_>, limits: &Limits) -> Option<String> {
    let (what, day) = match (case.facts.last_review, case.facts.plan_start) {
        (Some(day), _) => ("the last annual review was", day),
        (None, Some(day)) => ("no annual review is recorded since the plan began", day),
        (None, None) => return None,
    };
    let old = day.plus_months(limits.stale_months) < case.today;
    let (day, months) = (day.long(), limits.stale_months);
    old.then(|| format!("{what} on {day}, over {months} months ago"))
}

fn same_words(case: &Case<'_>, limits: &Limits) -> Option<String> {
    let given = |before: &Before, area: &AreaId, level: Option<&LevelId>| {
        let mut judgements = case.judged.judgements.iter();
        judgements.any(|one| match &one.verdict {
            Verdict::Evidence {
                area: named,
                level: given,
            } => one.n == before.n && named == area && given.as_ref() == level,
            Verdict::SetAside(_) => false,
        })
    };
    let otherwise = case.before.iter().filter_map(|before| {
        let all: u32 = before.counts.iter().map(|(.., count)| count).sum();
        let most = *before.counts.iter().map(|(.., count)| count).max()?;
        let mut usual = (before.counts.iter()).filter(|(.., count)| *count == most);
        let (area, level, _) = usual.clone().next()?;
        let same = usual.any(|(area, level, _)| given(before, area, level.as_ref()));
        let level = level.as_ref().map_or("no level", LevelId::as_str);
        let (n, area) = (before.n, name(case, area));
        (all >= limits.same_words && !same).then(|| {
            format!(
                "the words of provision {n} were judged {area} {level} before, {most} times of {all}"
            )
        })
    });
    joined(otherwise)
}

fn hours_exceed_week(case: &Case<'_>, limits: &Limits) -> Option<String> {
    let hours = counted(case).filter_map(|provision| provision.dose.annual_hours);
    let weeks = Quantity::from(u32::from(case.framework.year.weeks));
    let week = hours.sum::<Quantity>().over(weeks)?;
    let limit = limits.school_week;
    let hours = week.rounded();
    (week > limit).then(|| {
        format!("the provisions add up to {hours} hours a week; a school week has {limit}")
    })
}

/// A code or name in the text in which neither the pupil's reference, UPN nor a name of theirs stands.
fn foreign_code(case: &Case<'_>) -> Option<String> {
    let hint = case.pupil_hint?.trim();
    let facts = case.facts;
    let upn = facts.upn.as_ref().map(Upn::as_str);
    let names = [facts.surname.as_deref(), facts.forename.as_deref()];
    let own = [Some(facts.reference.as_str()), upn]
        .into_iter()
        .chain(names);
    let said = whole_words(hint);
    let mine = own
        .flatten()
        .map(whole_words)
        .any(|own| own != " " && said.contains(&own));
    (!mine && !hint.is_empty())
        .then(|| format!("the text names \"{hint}\", which is not this pupil"))
}

/// Puts spaces around every word, so that `K-10` is not found in `K-101`.
fn whole_words(text: &str) -> String {
    let folded = text.to_lowercase();
    let words = folded.split(|c: char| !c.is_alphanumeric() && c != '-');
    let words = words.filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |text, word| text + word + " ")
}

fn cannot_map(case: &Case<'_>) -> Option<String> {
    let cannot = case.judged.cannot_map.as_ref()?;
    let note = cannot.note.as_deref().map(str::trim).unwrap_or_default();
    let colon = if note.is_empty() { "" } else { ": " };
    Some(format!("{}{colon}{note}", cannot.why.words()))
}

fn unsure(case: &Case<'_>) -> Option<String> {
    (case.judged.unsure).then(|| "the reader asked for a second pair of eyes".to_owned())
}

fn name<'a>(case: &Case<'a>, area: &'a AreaId) -> &'a str {
    let known = case.framework.area(area);
    known.map_or(area.as_str(), |area| area.name.as_str())
}

fn joined(reasons: impl Iterator<Item = String>) -> Option<String> {
    let reasons: Vec<_> = reasons.collect();
    (!reasons.is_empty()).then(|| reasons.join("; "))
}

#[cfg(test)]
mod tests;
