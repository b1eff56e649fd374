//! Amended plans: whether the plan was touched since the mapping that counts was read from it.

use super::super::amendment::Changes;
use super::super::caseload::Entry;
use super::current::current;

/// What was touched of a plan since it was mapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amended {
    /// What the versions since touched, added up; nothing where one of them does not say.
    pub changes: Option<Changes>,
    /// How many versions since touched something.
    pub versions: u32,
}

impl Amended {
    /// Why the pupil is back: `plan amended: 2 reworded, 1 dose changed, 1 new, 1 gone`.
    pub fn words(&self) -> String {
        let often = match self.versions {
            1 => String::new(),
            more => format!(" {more} times"),
        };
        let what = self.changes.map_or_else(
            || "what was touched was not kept when it came in".to_owned(),
            |changes| changes.words(),
        );
        format!("plan amended{often}: {what}")
    }
}

/// Says what was touched of a pupil's plan since the mapping that counts; nothing where that was read from the current
/// version, where nothing was touched since, or where the plan reads again as it did then.
pub fn amended(entry: &Entry) -> Option<Amended> {
    if entry.versions.is_empty() {
        return None;
    }
    let read = current(entry)?.plan.as_ref()?;
    let at = entry
        .versions
        .iter()
        .position(|version| version.id == *read)?;
    let (earlier, since) = entry.versions.split_at_checked(at + 1)?;
    let (read, latest) = (earlier.last()?, since.last()?);
    if read.digest == latest.digest {
        return None;
    }
    let touched = |changes: &Option<Changes>| changes.is_none_or(|changes| changes.is_touched());
    let touched: Vec<_> = (since.iter())
        .map(|version| version.changes)
        .filter(touched)
        .collect();
    let versions = u32::try_from(touched.len()).unwrap_or(u32::MAX);
    let changes = touched
        .into_iter()
        .reduce(|one, other| Some(one? + other?))?;
    Some(Amended { changes, versions })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::caseload::Version;
    use crate::domain::digest::Digest;
    use crate::domain::identity::{PlanId, Role};
    use crate::domain::sample::{entry, mapping};

    fn reworded(reworded: u32) -> Changes {
        Changes {
            same: 9,
            reworded,
            ..Changes::default()
        }
    }

    fn known(reworded: &[u32]) -> Vec<Option<Changes>> {
        reworded
            .iter()
            .map(|count| Some(self::reworded(*count)))
            .collect()
    }

    /// What is said of a pupil mapped from the version of a place, whose later versions touched so much.
    #[track_caller]
    fn case(mapped: usize, since_first: &[Option<Changes>], expected: Option<&str>) {
        let mut pupil = entry("K-1");
        let changes = std::iter::once(None).chain(since_first.iter().copied());
        pupil.versions = changes
            .enumerate()
            .map(|(at, changes)| Version {
                id: PlanId::new(format!("plan {at}")),
                digest: Digest::of(&[u8::try_from(at).unwrap()]),
                changes,
            })
            .collect();
        let mut head = mapping(Role::Officer, "2026-05-20", Ok("T1"));
        head.plan = Some(PlanId::new(format!("plan {mapped}")));
        pupil.mappings = vec![head];
        let said = amended(&pupil).map(|amended| amended.words());
        assert_eq!(said.as_deref(), expected);
    }

    #[test]
    fn versions_add_up_from_the_one_that_was_mapped() {
        case(0, &known(&[2]), Some("plan amended: 2 reworded"));
        case(0, &known(&[0]), None);
        case(0, &known(&[0, 1]), Some("plan amended: 1 reworded"));
        case(1, &known(&[2, 0]), None);
        case(2, &known(&[2, 1]), None);
        case(0, &known(&[2, 1]), Some("plan amended 2 times: 3 reworded"));
        let unknown = "plan amended: what was touched was not kept when it came in";
        case(0, &[None], Some(unknown));
        case(1, &[None, Some(reworded(0))], None);
        case(
            0,
            &[Some(reworded(1)), None],
            Some("plan amended 2 times: what was touched was not kept when it came in"),
        );
    }

    #[test]
    fn a_plan_that_reads_again_as_it_was_mapped_is_not_amended() {
        let mut pupil = entry("K-1");
        let version = |at: u8, text: u8| Version {
            id: PlanId::new(format!("plan {at}")),
            digest: Digest::of(&[text]),
            changes: (at > 0).then(|| reworded(1)),
        };
        pupil.versions = vec![version(0, 7), version(1, 8), version(2, 7)];
        assert_eq!(amended(&pupil), None, "nobody has mapped it");
        let mut head = mapping(Role::Officer, "2026-05-20", Ok("T1"));
        head.plan = Some(PlanId::new("plan 0"));
        pupil.mappings = vec![head];
        assert_eq!(amended(&pupil), None);
        pupil.versions.pop();
        assert!(amended(&pupil).is_some());
    }
}
