//! Cohorts of plain readings: a tariff and the levels of two areas.

use super::*;
use crate::domain::identity::AreaId;

type Read = (Option<usize>, usize, usize);

fn ranks((tariff, ci, cl): Read) -> Ranks {
    let areas = [("ci", ci), ("cl", cl)];
    Ranks {
        tariff,
        areas: areas.map(|(area, rank)| (AreaId::new(area), rank)).into(),
    }
}

fn mapped(n: usize, part: Part, officer: Read, moderator: Option<Read>) -> Mapped {
    Mapped {
        mapping: RecordId::new(format!("m{n}")),
        pupil: PupilId::new(format!("p{n}")),
        ranks: ranks(officer),
        part,
        moderator: moderator.map(ranks),
    }
}

/// A cohort of which all are of the sample, six of them first.
fn cohort(reads: &[(Read, Option<Read>)]) -> Vec<Mapped> {
    let part = |n: usize| if n < 6 { Part::First } else { Part::Later };
    let one = |(n, (officer, moderator)): (usize, &(Read, Option<Read>))| {
        mapped(n, part(n), *officer, *moderator)
    };
    reads.iter().enumerate().map(one).collect()
}

fn scales() -> Scales {
    Scales {
        tariffs: 5,
        areas: [("ci", 7), ("cl", 7)]
            .map(|(area, size)| (AreaId::new(area), size))
            .into(),
    }
}

fn found(reads: &[(Read, Option<Read>)]) -> Outcome {
    outcome(&cohort(reads), Tolerance::default(), &scales())
}

const AT: Read = (Some(2), 3, 3);
const SAME: (Read, Option<Read>) = (AT, Some(AT));
const LOW: (Read, Option<Read>) = (AT, Some((Some(3), 3, 3)));
const HIGH: (Read, Option<Read>) = (AT, Some((Some(1), 3, 3)));
const UNREAD: (Read, Option<Read>) = (AT, None);

#[test]
fn the_first_six_decide_where_they_agree() {
    assert_eq!(found(&[]), Outcome::Empty);
    assert_eq!(found(&[UNREAD; 9]), Outcome::First { left: 6 });
    let mut reads = [UNREAD; 9];
    reads[..5].fill(SAME);
    assert_eq!(found(&reads), Outcome::First { left: 1 });
    reads[5] = SAME;
    assert_eq!(found(&reads), Outcome::Stands { read: 6 });
    reads[3] = (AT, Some((Some(2), 4, 2)));
    assert_eq!(found(&reads), Outcome::Stands { read: 6 });
}

#[test]
fn one_of_them_outside_has_the_whole_sample_read() {
    let mut reads = [UNREAD; 9];
    reads[0] = LOW;
    assert_eq!(found(&reads), Outcome::Whole { left: 8 });
    reads[1..8].fill(SAME);
    assert_eq!(found(&reads), Outcome::Whole { left: 1 });
    reads[8] = SAME;
    assert_eq!(found(&reads), Outcome::Again(Scope::Cohort));
}

#[test]
fn one_pupil_alone_is_a_cohort() {
    assert_eq!(found(&[UNREAD]), Outcome::First { left: 1 });
    assert_eq!(found(&[SAME]), Outcome::Stands { read: 1 });
    assert_eq!(found(&[LOW]), Outcome::Again(Scope::Cohort));
}

#[test]
fn one_direction_throughout_proposes_a_shift_of_all() {
    let mut reads = vec![LOW; 8];
    reads.extend([SAME; 7]);
    let mut all = cohort(&reads);
    all.push(mapped(15, Part::Outside, AT, None));
    all.push(mapped(16, Part::Outside, (Some(4), 6, 6), None));
    all.push(mapped(17, Part::Outside, (None, 0, 0), None));
    let Outcome::Shift(shift) = outcome(&all, Tolerance::default(), &scales()) else {
        panic!("no shift");
    };
    let step = Step {
        measure: Measure::Tariff,
        by: -1,
    };
    assert_eq!(shift.steps, [step]);
    // The eight read as they were read, the one outside the sample by the shift; the top stays, as do those that agree.
    assert_eq!(shift.lines.len(), 9);
    assert!(
        shift
            .lines
            .iter()
            .all(|line| (line.from, line.to) == (2, 3))
    );
    let unread: Vec<_> = shift.lines.iter().filter(|line| !line.read).collect();
    assert_eq!((unread.len(), unread[0].mapping.as_str()), (1, "m15"));
}

#[test]
fn a_direction_needs_six_and_half_of_the_sample() {
    let mixed = Outcome::Again(Scope::Cohort);
    let with = |low: usize, same: usize| {
        let mut reads = vec![LOW; low];
        reads.extend(vec![SAME; same]);
        found(&reads)
    };
    assert_eq!(with(5, 0), mixed);
    assert!(matches!(with(6, 0), Outcome::Shift(_)));
    assert_eq!(with(6, 9), mixed);
    let mut reads = vec![LOW; 9];
    reads.push(HIGH);
    assert_eq!(found(&reads), mixed);
    reads[9] = (AT, Some((None, 0, 0)));
    assert_eq!(found(&reads), mixed);
}

#[test]
fn an_area_is_shifted_and_not_its_tariff() {
    let reads = vec![((Some(2), 5, 3), Some((Some(1), 3, 3))); 10];
    let Outcome::Shift(shift) = found(&reads) else {
        panic!("no shift");
    };
    let area = Measure::Area(AreaId::new("ci"));
    assert_eq!(
        shift.steps,
        [Step {
            measure: area,
            by: 2
        }]
    );
}

#[test]
fn what_is_mapped_again_is_the_least_at_fault() {
    let ci =
        |officer: usize, moderator: usize| ((Some(2), officer, 3), Some((Some(2), moderator, 3)));
    let area = AreaId::new("ci");
    let again = |scope| Outcome::Again(scope);
    let one = found(&[ci(3, 6), SAME]);
    assert_eq!(one, again(Scope::Area(area.clone())));
    let level = found(&[ci(3, 6), ci(3, 0), SAME]);
    assert_eq!(level, again(Scope::Descriptor(area.clone(), 3)));
    let several = found(&[ci(3, 6), ci(4, 0), SAME]);
    assert_eq!(several, again(Scope::Area(area)));
    assert_eq!(found(&[ci(3, 6), LOW]), again(Scope::Cohort));
    let other = ((Some(2), 3, 3), Some((Some(2), 3, 6)));
    assert_eq!(found(&[ci(3, 6), other]), again(Scope::Cohort));
}

#[test]
fn a_report_counts_what_lay_outside() {
    let counts = outside(&cohort(&[LOW, HIGH, SAME, UNREAD]), Tolerance::default());
    assert_eq!(counts, [(Measure::Tariff, 2)].into());
}
