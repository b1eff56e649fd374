//! The account of the caseload as it leaves the office: where every pupil is counted, small counts protected.

use super::super::super::judgement::CannotMapWhy;
use super::super::super::worklist::{Mark, OutOfScope};
use super::super::dimension::Dimension;
use super::super::provenance::share;
use super::super::tally::Distribution;
use super::SMALL;
use super::axis::Axis;
use super::grid::{Counts, Protected, TooFine};
use super::outer::Outer;
use super::shown::{Rounding, Shown};

/// The places of the totals on the account's axis.
const IN_SCOPE: usize = 0;
const CANNOT_MAP: usize = 1;
const OUT_OF_SCOPE: usize = 2;

/// Where every pupil of the caseload is counted, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// All pupils.
    pub caseload: Shown,
    /// Those in scope.
    pub in_scope: Shown,
    /// Those with a tariff.
    pub mapped: Shown,
    /// Those of the mapped whose plan was amended since it was read.
    pub amended_since: Shown,
    /// How many of the mapped carry each mark, in the order of the tables.
    pub marks: Vec<(Mark, Shown)>,
    /// The moderated in a hundred of the mapped, cut off after one decimal; nothing where it cannot be told.
    pub moderated_share: Option<String>,
    /// Those nobody has mapped yet.
    pub not_yet: Shown,
    /// Those whose plan cannot be mapped.
    pub cannot_map: Shown,
    /// The same by reason.
    pub cannot_map_by: Vec<(CannotMapWhy, Shown)>,
    /// Those out of scope.
    pub out_of_scope: Shown,
    /// The same by reason.
    pub out_of_scope_by: Vec<(OutOfScope, Shown)>,
    /// The mapped in a hundred of those in scope, cut off after one decimal; nothing where it cannot be told.
    pub coverage: Option<String>,
}

impl Account {
    /// Shows every count as it is.
    pub(super) fn open(counted: &Distribution) -> Self {
        let shown = |count: u64| Shown::Count(count);
        Self {
            caseload: shown(counted.caseload),
            in_scope: shown(counted.in_scope),
            mapped: shown(counted.mapped),
            amended_since: shown(counted.amended_since),
            marks: Mark::ALL
                .map(|mark| (mark, shown(counted.marked(mark))))
                .into(),
            moderated_share: Some(share(counted.marked(Mark::Moderated), counted.mapped)),
            not_yet: shown(counted.not_yet),
            cannot_map: shown(counted.cannot_map.values().sum()),
            cannot_map_by: (counted.cannot_map.iter())
                .map(|(why, count)| (*why, shown(*count)))
                .collect(),
            out_of_scope: shown(counted.out_of_scope.values().sum()),
            out_of_scope_by: (counted.out_of_scope.iter())
                .map(|(why, count)| (*why, shown(*count)))
                .collect(),
            coverage: Some(share(counted.mapped, counted.in_scope)),
        }
    }

    /// Protects the small counts; gives, where the mapped are hidden, by how many more they may be.
    pub(super) fn protected(
        counted: &Distribution,
        rounding: Rounding,
    ) -> Result<(Self, Outer), TooFine> {
        let cannot: Vec<u64> = counted.cannot_map.values().copied().collect();
        let out: Vec<u64> = counted.out_of_scope.values().copied().collect();
        // A value of its own where there is no reason, so that the total has something to be the total over.
        let (cannot_at, out_at) = (2, 2 + cannot.len().max(1));
        let values = out_at + out.len().max(1);
        let in_scope: Vec<usize> = (0..out_at).collect();
        let cannots: Vec<usize> = (cannot_at..out_at).collect();
        let outs: Vec<usize> = (out_at..values).collect();
        let axis = Axis::with_totals(values, &[&in_scope, &cannots, &outs]);
        let node = |total: usize| axis.total(total);
        let (scope, cannot_all, out_all, all) = (
            node(IN_SCOPE),
            node(CANNOT_MAP),
            node(OUT_OF_SCOPE),
            axis.all(),
        );
        let mut table = Counts::new(vec![axis]);
        table.add(vec![0], counted.mapped);
        table.add(vec![1], counted.not_yet);
        for (at, count) in (cannot_at..).zip(&cannot) {
            table.add(vec![at], *count);
        }
        for (at, count) in (out_at..).zip(&out) {
            table.add(vec![at], *count);
        }
        // Without the mapped there is no distribution to speak of: anything else is hidden first.
        table.hold_dear(vec![0]);
        let table = table.protect(Outer::Shown)?;
        let shown = |node: usize| table.shown(&[node], rounding);
        let marks = marks(counted, rounding);
        let moderated = marks.iter().find(|(mark, _)| *mark == Mark::Moderated);
        let moderated = moderated.map_or(Shown::Suppressed, |(_, count)| *count);
        let account = Self {
            caseload: shown(all),
            in_scope: shown(scope),
            mapped: shown(0),
            amended_since: of_the(counted.amended_since, counted.mapped, rounding),
            moderated_share: coverage(moderated, shown(0)),
            marks,
            not_yet: shown(1),
            cannot_map: shown(cannot_all),
            cannot_map_by: (cannot_at..)
                .zip(counted.cannot_map.keys())
                .map(|(at, why)| (*why, shown(at)))
                .collect(),
            out_of_scope: shown(out_all),
            out_of_scope_by: (out_at..)
                .zip(counted.out_of_scope.keys())
                .map(|(at, why)| (*why, shown(at)))
                .collect(),
            coverage: coverage(shown(0), shown(scope)),
        };
        Ok((account, outer(&table)))
    }
}

/// What the account says of the mapped to the table of them.
fn outer(table: &Protected) -> Outer {
    let reach = table.reach(&[0]);
    reach.map_or(Outer::Shown, |reach| Outer::Hidden(reach.width().max(1)))
}

/// Shows how many of the mapped carry each mark.
///
/// None where the table itself is crossed by moderation, for its totals say the same and some of them are hidden. Who is
/// adjusted is moderated too: where only a few are the one and not the other, the one is hidden.
fn marks(counted: &Distribution, rounding: Rounding) -> Vec<(Mark, Shown)> {
    let crossed = counted.by.contains(&Dimension::Moderation);
    let shown = |mark: Mark| {
        let own = of_the(counted.marked(mark), counted.mapped, rounding);
        let among = of_the(
            counted.marked(mark),
            counted.marked(Mark::Moderated),
            rounding,
        );
        match mark {
            Mark::Flagged | Mark::Sampled | Mark::Moderated | Mark::School if !crossed => own,
            Mark::Adjusted if !crossed && among != Shown::Suppressed => own,
            Mark::Flagged | Mark::Sampled | Mark::Moderated | Mark::School | Mark::Adjusted => {
                Shown::Suppressed
            }
        }
    };
    Mark::ALL.map(|mark| (mark, shown(mark))).into()
}

/// Shows how many of a whole are so: hidden too where only a few are not.
pub fn of_the(count: u64, whole: u64, rounding: Rounding) -> Shown {
    let few = |count: u64| (1..=SMALL).contains(&count);
    if few(count) || few(whole.saturating_sub(count)) {
        return Shown::Suppressed;
    }
    Shown::count(count, rounding)
}

/// Shows the tariffs of each area, where the framework gives several: within an area they may add up to the mapped.
pub(super) fn by_area(
    counted: &Distribution,
    outer: Outer,
    rounding: Rounding,
) -> Result<Vec<Shown>, TooFine> {
    let mut all = Vec::with_capacity(counted.by_area.len());
    for own in counted
        .by_area
        .chunk_by(|one, other| one.area == other.area)
    {
        let sum: u64 = own.iter().map(|one| one.count).sum();
        let without = counted.mapped.saturating_sub(sum);
        let values = own.len() + usize::from(without > 0);
        let mut table = Counts::new(vec![Axis::new(values)]);
        for (at, one) in own.iter().enumerate() {
            table.add(vec![at], one.count);
        }
        if without > 0 {
            table.add(vec![own.len()], without);
        }
        let table = table.protect(outer)?;
        all.extend((0..own.len()).map(|at| table.shown(&[at], rounding)));
    }
    Ok(all)
}

/// Writes a share in a hundred of what is shown; nothing where either is hidden.
fn coverage(mapped: Shown, in_scope: Shown) -> Option<String> {
    Some(share(mapped.number()?, in_scope.number()?))
}
