//! The rules that hold a mapping's tariff against others: those of its setting, and the school's own reading.

use super::super::super::identity::TariffId;
use super::{Case, Limits};

/// How often each tariff stands in a setting, whoever has it.
pub type Mapped = Vec<(TariffId, u64)>;

/// A tariff that is among the outer ones of those mapped in the setting.
pub(super) fn unusual_tariff(case: &Case<'_>, limits: &Limits) -> Option<String> {
    let tariff = &case.settled.outcome.as_ref()?.tariff;
    let setting = case.setting?;
    let at = case.framework.tariff_rank(tariff)?;
    let ranked = case
        .mapped
        .iter()
        .filter_map(|(tariff, count)| Some((case.framework.tariff_rank(tariff)?, *count)));
    let (mut all, mut below, mut above) = (0_u64, 0, 0);
    for (rank, count) in ranked {
        all += count;
        below += if rank <= at { count } else { 0 };
        above += if rank >= at { count } else { 0 };
    }
    // Half of the outer ones lie at either end, so that the share is doubled.
    let outer = |count: u64| count * 200 <= u64::from(limits.unusual) * all;
    let (count, way) = if outer(above) {
        (above, "or a higher one")
    } else if outer(below) {
        (below, "or a lower one")
    } else {
        return None;
    };
    (all >= u64::from(limits.unusual_least)).then(|| {
        format!(
            "{count} of {all} mapped in {} have {tariff} {way}; the outer {} in a hundred are looked at",
            setting.words(),
            limits.unusual
        )
    })
}

/// A tariff further from the school's own reading than the limit.
pub(super) fn school_differs(case: &Case<'_>, limits: &Limits) -> Option<String> {
    let school = case.school?;
    let own = &case.settled.outcome.as_ref()?.tariff;
    let rank = |tariff: &TariffId| case.framework.tariff_rank(tariff);
    let apart = rank(school)?.abs_diff(rank(own)?);
    (apart > limits.school_apart)
        .then(|| format!("the school read {school}, and this reading gives {own}"))
}
