//! Who may be given which seed, what counts as one, and who is not asked to read a plan again.

use super::*;
use crate::domain::moderation::agreed::Removed;

fn at(minute: i64) -> Moment {
    Moment::from_millis(minute * 60_000)
}

fn key(version: &str) -> FrameworkKey {
    FrameworkKey {
        id: "small".to_owned(),
        version: version.to_owned(),
    }
}

fn officer(name: &str) -> Reader {
    Reader {
        name: name.to_owned(),
        role: Role::Officer,
    }
}

fn ranks(tariff: usize) -> Ranks {
    Ranks {
        tariff: Some(tariff),
        ..Ranks::default()
    }
}

/// Two seeds and two plans of the set, mapped by Ada, read blind by Moira, taken by Lee; all are of tariff 2.
fn stock() -> Stock {
    let mut stock = Stock::empty(key("1"));
    for (n, aim) in (1..).zip([Aim::Seed, Aim::Seed, Aim::Standard, Aim::Standard]) {
        let mapping = RecordId::new(format!("m{n}"));
        stock.agreed.push(Agreed {
            id: RecordId::new(format!("a{n}")),
            recorded: at(n),
            aim,
            mapping: mapping.clone(),
            pupil: PupilId::new(format!("k{n}")),
            plan: PlanId::new(format!("p{n}")),
            officer: "Ada".to_owned(),
            moderator: "Moira".to_owned(),
            reader: officer("Lee"),
            removed: None,
        });
        stock.ranks.insert(mapping.clone(), ranks(2));
        stock.current.insert(mapping);
    }
    stock
}

fn read(
    stock: &mut Stock,
    n: i64,
    who: &str,
    purpose: Option<Purpose>,
    (minute, tariff): (i64, usize),
) {
    let mapping = RecordId::new(format!("r{minute}"));
    stock.ranks.insert(mapping.clone(), ranks(tariff));
    stock.read.push(Read {
        mapping,
        recorded: at(minute),
        pupil: PupilId::new(format!("k{n}")),
        plan: Some(PlanId::new(format!("p{n}"))),
        framework: key("1"),
        reader: officer(who),
        purpose,
        withdrawn: false,
    });
}

fn names(found: &[&Agreed]) -> Vec<String> {
    found.iter().map(|one| one.id.to_string()).collect()
}

#[test]
fn whoever_knows_the_answer_is_not_given_the_seed() {
    let mut stock = stock();
    for knows in ["Ada", "Moira", "Lee"] {
        assert!(stock.seeds_for(knows, at(9)).is_empty(), "{knows}");
    }
    assert_eq!(names(&stock.unread("Ben", at(9))), ["a1", "a2"]);
    read(&mut stock, 1, "Ben", None, (10, 2));
    assert_eq!(names(&stock.unread("Ben", at(19))), ["a2"]);
    read(&mut stock, 2, "Ben", Some(Purpose::Standard), (11, 2));
    assert!(stock.seeds_for("Ben", at(19)).is_empty());
    assert_eq!(names(&stock.unread("Cem", at(19))), ["a1", "a2"]);
    read(&mut stock, 1, "Cem", Some(Purpose::Seed), (12, 2));
    assert_eq!(names(&stock.unread("Cem", at(19))), ["a2"]);
    assert_eq!(names(&stock.seeds_for("Cem", at(19))), ["a1", "a2"]);
}

#[test]
fn a_seed_out_of_use_or_out_of_date_is_given_to_nobody() {
    let mut stock = stock();
    stock.current.remove(&RecordId::new("m1"));
    stock.agreed[1].removed = Some(Removed {
        at: at(20),
        reader: None,
        reason: "wrong".to_owned(),
    });
    assert_eq!(names(&stock.unread("Ben", at(19))), ["a2"]);
    assert!(stock.unread("Ben", at(20)).is_empty());
}

#[test]
fn what_was_begun_as_a_seed_is_recorded_as_one() {
    let mut stock = stock();
    let (pupil, plan) = (PupilId::new("k1"), PlanId::new("p1"));
    let other = PlanId::new("p9");
    let is = |stock: &Stock, reader: &Reader, plan: &PlanId, begun| {
        stock.is_seed(reader, (&pupil, Some(plan)), (at(begun), at(40)))
    };
    assert!(is(&stock, &officer("Ben"), &plan, 10));
    assert!(!is(&stock, &officer("Ben"), &other, 10));
    assert!(!is(&stock, &officer("Ada"), &plan, 10));
    let moderator = Reader {
        role: Role::Moderator,
        ..officer("Ben")
    };
    assert!(!is(&stock, &moderator, &plan, 10));
    stock.agreed[0].removed = Some(Removed {
        at: at(30),
        reader: None,
        reason: "wrong".to_owned(),
    });
    assert!(is(&stock, &officer("Ben"), &plan, 10));
    assert!(!is(&stock, &officer("Ben"), &plan, 35));
}

#[test]
fn the_first_reading_of_a_seed_counts_whatever_comes_after() {
    let mut stock = stock();
    read(&mut stock, 1, "Ben", Some(Purpose::Seed), (10, 3));
    read(&mut stock, 1, "Ben", Some(Purpose::Seed), (11, 2));
    read(&mut stock, 2, "Ben", Some(Purpose::Seed), (12, 2));
    stock.read[0].withdrawn = true;
    let within = |stock: &Stock| -> Vec<bool> {
        let past = stock.past("Ben", Vec::new(), Tolerance::default());
        past.seeds.iter().map(|seed| seed.within).collect()
    };
    assert_eq!(within(&stock), [false, true]);
    let told = stock.read_as_seeds("Ben");
    assert_eq!(told.get(&PupilId::new("k1")), Some(&true));
    stock.agreed[1].removed = Some(Removed {
        at: at(12),
        reader: None,
        reason: "wrong".to_owned(),
    });
    assert_eq!(within(&stock), [false]);
}

#[test]
fn a_plan_that_was_read_before_is_not_asked_again_in_the_set() {
    let mut stock = stock();
    assert_eq!(stock.members("Ben").len(), 2);
    assert_eq!(stock.members("Ada").len(), 0);
    read(&mut stock, 3, "Ben", None, (10, 2));
    assert_eq!(stock.members("Ben").len(), 1);
    // What is read after it was read as part of the set changes nothing.
    read(&mut stock, 4, "Ben", Some(Purpose::Standard), (11, 3));
    read(&mut stock, 4, "Ben", Some(Purpose::Seed), (12, 3));
    assert_eq!(stock.members("Ben").len(), 1);
    assert_eq!(stock.sittings("Ben").len(), 1);
    // Under another version the set is read anew.
    stock.read[1].framework = key("0");
    assert_eq!(
        (stock.members("Ben").len(), stock.sittings("Ben").len()),
        (1, 0)
    );
    assert_eq!(stock.readers(), BTreeSet::from(["Ben"]));
}
