//! September: where a phase transfer takes a pupil, as far as the caseload says where.

use std::collections::HashMap;

use super::super::day::Day;
use super::super::pupil::{Facts, PhaseTransfer};
use super::basis::MonthDay;
use super::whereabouts::Whereabouts;

/// What became of a pupil's facts when they were moved on to September.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moving {
    /// The pupil stays where they are.
    Stays,
    /// The file says that they change phase, but not where to: they stay where they are.
    NotPlaced,
    /// They are where they will be.
    Moved,
}

/// Puts a pupil where a phase transfer takes them by the next September after a day; `next` is the school of `next_urn`.
///
/// What is not known of the place to come is not known then, but for the district: most pupils stay in theirs. A transfer
/// that the file dates after that September is none yet.
pub fn move_on(facts: &mut Facts, day: Day, next: Option<&Whereabouts>) -> Moving {
    let says = facts.phase_transfer != PhaseTransfer::No && is_by_september(facts, day);
    let setting = (facts.next_setting).or_else(|| next.and_then(|next| next.setting));
    let Some(setting) = setting.filter(|_| says) else {
        let is_said = says && matches!(facts.phase_transfer, PhaseTransfer::Yes(_));
        return if is_said {
            Moving::NotPlaced
        } else {
            Moving::Stays
        };
    };
    facts.setting = Some(setting);
    if facts.next_urn.is_some() && facts.next_urn == facts.urn {
        return Moving::Moved;
    }
    facts.urn.clone_from(&facts.next_urn);
    facts.school = next.and_then(|next| next.school.clone());
    facts.community = next.and_then(|next| next.community.clone());
    if let Some(district) = next.and_then(|next| next.district.clone()) {
        facts.district = Some(district);
    }
    Moving::Moved
}

/// Whether a pupil's next place is theirs by the end of the next September; where no day is said, it is.
fn is_by_september(facts: &Facts, day: Day) -> bool {
    let last = MonthDay::new(9, 30).ok().and_then(|end| end.next_from(day));
    (facts.next_from.zip(last)).is_none_or(|(from, last)| from <= last)
}

/// The schools that pupils are at, by their numbers; of what pupils of one school differ in, nothing.
#[derive(Clone, Debug, Default)]
pub struct Schools(HashMap<String, Whereabouts>);

impl Schools {
    /// Gathers the schools of whereabouts.
    pub fn of<'a>(all: impl Iterator<Item = &'a Whereabouts>) -> Self {
        let mut schools: HashMap<String, Whereabouts> = HashMap::new();
        for one in all {
            let Some(urn) = &one.urn else { continue };
            match schools.get_mut(urn) {
                None => {
                    schools.insert(urn.clone(), one.clone());
                }
                Some(known) => agree(known, one),
            }
        }
        Self(schools)
    }

    /// The school of a number.
    pub fn get(&self, urn: &str) -> Option<&Whereabouts> {
        self.0.get(urn)
    }
}

/// Lets go of what another pupil of the school says otherwise.
fn agree(known: &mut Whereabouts, other: &Whereabouts) {
    if known.setting != other.setting {
        known.setting = None;
    }
    if known.school != other.school {
        known.school = known.school.take().or_else(|| other.school.clone());
    }
    if known.community != other.community {
        known.community = None;
    }
    if known.district != other.district {
        known.district = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::place::Setting;
    use crate::domain::sample::{day, entry};

    fn facts(change: impl Fn(&mut Facts)) -> Facts {
        let mut facts = entry("K-1").facts;
        (facts.urn, facts.school) = (Some("1".into()), Some("Alder".into()));
        facts.district = Some("Dover".into());
        facts.community = Some("North".into());
        change(&mut facts);
        facts
    }

    fn hill() -> Whereabouts {
        Whereabouts {
            school: Some("Hill".into()),
            urn: Some("2".into()),
            community: Some("South".into()),
            district: Some("Swale".into()),
            setting: Some(Setting::Special),
        }
    }

    #[track_caller]
    fn case(change: impl Fn(&mut Facts), next: Option<&Whereabouts>, expected: (Moving, &str)) {
        let mut facts = facts(change);
        let moving = move_on(&mut facts, day("2027-01-12"), next);
        let said = [&facts.school, &facts.community, &facts.district];
        let mut words = facts.setting.map_or("none", Setting::code).to_owned();
        for one in said {
            words += " ";
            words += one.as_deref().unwrap_or("-");
        }
        assert_eq!((moving, words.as_str()), expected);
    }

    #[test]
    fn a_transfer_takes_the_pupil_to_the_place_that_is_named() {
        let stays = "mainstream Alder North Dover";
        let yes = PhaseTransfer::Yes(None);
        case(|_| {}, None, (Moving::Stays, stays));
        case(
            |facts| facts.phase_transfer = yes.clone(),
            None,
            (Moving::NotPlaced, stays),
        );
        let special = |facts: &mut Facts| facts.next_setting = Some(Setting::Special);
        case(special, None, (Moving::Moved, "special - - Dover"));
        let hill = hill();
        let named = |facts: &mut Facts| {
            facts.phase_transfer = yes.clone();
            facts.next_urn = Some("2".into());
        };
        case(
            named,
            Some(&hill),
            (Moving::Moved, "special Hill South Swale"),
        );
        let to_srp = |facts: &mut Facts| {
            facts.next_urn = Some("1".into());
            facts.next_setting = Some(Setting::Srp);
        };
        case(to_srp, None, (Moving::Moved, "srp Alder North Dover"));
        let no = |facts: &mut Facts| {
            special(facts);
            facts.phase_transfer = PhaseTransfer::No;
        };
        case(no, None, (Moving::Stays, stays));
    }

    #[test]
    fn a_transfer_of_a_later_september_is_none_yet() {
        let from = |on: &'static str| {
            move |facts: &mut Facts| {
                facts.next_setting = Some(Setting::Special);
                facts.next_from = on.parse().ok();
            }
        };
        let moved = (Moving::Moved, "special - - Dover");
        let stays = (Moving::Stays, "mainstream Alder North Dover");
        case(from("2027-09-01"), None, moved);
        case(from("2027-09-30"), None, moved);
        case(from("2028-09-01"), None, stays);
    }

    #[test]
    fn what_pupils_of_a_school_differ_in_is_not_known_of_it() {
        let mut other = hill();
        other.setting = Some(Setting::Srp);
        other.community = None;
        let schools = Schools::of([&hill(), &other, &Whereabouts::default()].into_iter());
        let known = schools.get("2").unwrap();
        assert_eq!((known.setting, &known.community), (None, &None));
        assert_eq!(known.district.as_deref(), Some("Swale"));
        assert!(schools.get("3").is_none());
    }
}
