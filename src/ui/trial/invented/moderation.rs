//! Invented cases that wait for a review, and both readings of them.

use super::Invented;
use crate::domain::day::{Day, Moment};
use crate::domain::flag::{Flag, FlagRule};
use crate::domain::identity::{
    AreaId, LevelId, PlanId, PupilRef, Reader, RecordId, Role, TariffId,
};
use crate::domain::judgement::{Judged, Verdict};
use crate::domain::mapping::Mapping;
use crate::domain::moderation::cohort::Outcome;
use crate::domain::moderation::queue::{Bench, Queue, SampleCase, SampleState, Waits};
use crate::domain::moderation::ranks::Ranks;
use crate::domain::moderation::readings::{Beside, Provisioned, SchoolRead, Word};
use crate::domain::moderation::review::{Decision, Drawn, KeptSample, Stream};
use crate::domain::moderation::risk::Weights;
use crate::domain::moderation::sample::Cohort;
use crate::domain::moderation::sample::{Limits, Sample};
use crate::domain::moderation::seeds::Consequence;
use crate::domain::moderation::standard::{Bar, Member, Sitting, Standing, State, standing};
use crate::domain::moderation::stands::{Sat, Seeded, Stands};
use crate::domain::moderation::tolerance::{Tolerance, differ};
use crate::ui::message::{Reply, Request};

/// A case that waits, mapped by somebody and flagged by these rules.
pub(crate) fn waits(reference: &str, officer: &str, flags: &[FlagRule]) -> Waits {
    Waits {
        reference: PupilRef::new(reference),
        mapping: RecordId::new(format!("mapping of {reference}")),
        officer: officer.to_owned(),
        stream: Stream::Flagged,
        sample: None,
        flags: flags.to_vec(),
        weight: Weights::default().sum(flags),
        read: false,
        own: false,
        said: None,
    }
}

/// A sample of which one member is read and one is not.
fn sample() -> SampleState {
    let case = |reference: &str, moderator| SampleCase {
        reference: PupilRef::new(reference),
        mapping: RecordId::new(format!("mapping of {reference}")),
        officer: "Ben Bright".to_owned(),
        first: true,
        ranks: Some(Ranks::default()),
        moderator,
        decided: None,
    };
    SampleState {
        kept: KeptSample {
            id: RecordId::new("sample-1"),
            recorded: Moment::of_day(Day::new(2027, 1, 8).unwrap()),
            drawn: Drawn {
                framework: super::framework(crate::domain::framework::Walk::Provision, false).key,
                cohort: Cohort::Officer("Ben Bright".to_owned()),
                limits: Limits::default(),
                sample: Sample {
                    seed: 7,
                    of: 40,
                    strata: vec![],
                    members: vec![],
                },
                reader: Reader {
                    name: "L. Lead".to_owned(),
                    role: Role::Moderator,
                },
            },
        },
        cases: vec![case("K-1042", None), case("K-1060", Some(Ranks::default()))],
        outcome: Outcome::First { left: 1 },
        names: std::collections::HashMap::new(),
        ruling: None,
    }
}

/// What waits: a sampled case, two flagged, one that came back to the reader, one to somebody else, one before the board.
pub(crate) fn bench() -> Bench {
    let said = |waits, said: &str| Waits {
        said: Some(said.to_owned()),
        ..waits
    };
    let sampled = Waits {
        stream: Stream::Random,
        sample: Some(RecordId::new("sample-1")),
        ..waits("K-1042", "Ben Bright", &[])
    };
    let own = Waits {
        read: true,
        own: true,
        ..waits("K-1051", "Cass Cole", &[FlagRule::Unsure])
    };
    Bench {
        queue: Queue {
            review: vec![
                sampled,
                waits(
                    "K-1050",
                    "Ben Bright",
                    &[FlagRule::ForeignCode, FlagRule::Unsure, FlagRule::Vague],
                ),
                own,
            ],
            returned: vec![
                said(
                    waits("K-1070", "Cass Cole", &[]),
                    "Which of the two groups is weekly?",
                ),
                said(
                    waits("K-1071", "R. Hale", &[]),
                    "Is the group daily, as the plan's page 4 says?",
                ),
            ],
            board: vec![said(
                waits("K-1080", "Ben Bright", &[FlagRule::Borderline]),
                "Two readings of one sentence.",
            )],
            barred: 2,
        },
        officers: vec![],
        samples: vec![sample()],
        weights: Weights::default(),
    }
}

fn today() -> Moment {
    Moment::of_day(Day::new(2027, 1, 12).unwrap())
}

/// An officer whose seeds went wrong, and who has not passed the set.
pub(crate) fn stands() -> Stands {
    Stands {
        officer: "Ben Bright".to_owned(),
        standing: Standing {
            officer: "Ben Bright".to_owned(),
            attempts: Vec::new(),
            state: State::ToRead(1),
            left: vec![PlanId::new("plan-1"), PlanId::new("plan-2")],
        },
        seeds: Seeded {
            read: 3,
            outside: 2,
            consequence: Consequence::Review { since: today() },
            left: 1,
            ..Seeded::unseen()
        },
    }
}

/// Where the reader stands: an attempt at three plans is lost, and the second has begun.
pub(crate) fn sat() -> Sat {
    let ranks = |tariff| Ranks {
        tariff: Some(tariff),
        areas: [(AreaId::new("ci"), tariff)].into(),
    };
    let plan = |n: usize| PlanId::new(format!("plan-{n}"));
    let member = |n| Member {
        plan: plan(n),
        ranks: ranks(2),
        from: Moment::from_millis(0),
        until: None,
    };
    let sitting = |(n, at, tariff)| Sitting {
        plan: plan(n),
        at: Moment::from_millis(at),
        ranks: ranks(tariff),
    };
    let set: Vec<Member> = (1..=3).map(member).collect();
    let sittings = [(1, 1, 2), (2, 2, 3), (3, 3, 4), (1, 4, 2)].map(sitting);
    let now = today();
    let references = (1..=3).map(|n| (plan(n), PupilRef::new(format!("K-{}", 2000 + n))));
    Sat {
        standing: standing(&set, &sittings, "R. Hale", &Bar::default(), now),
        references: references.collect(),
    }
}

impl Invented {
    /// Answers what moderation asks.
    pub(super) fn moderate(&mut self, request: &Request) -> Reply {
        if let Request::ReadBlind(draft) = request {
            self.kept = None;
            let reference = self.blind.clone().expect("nothing is read blind");
            let beside = self.lay(reference, self.recorded(draft));
            self.leave(&beside.reference, beside.last.is_some());
            self.beside = Some(beside.clone());
            Reply::Beside(Box::new(beside))
        } else if let Request::Beside(_) = request {
            let beside = self.beside.clone().expect("nothing is laid side by side");
            Reply::Beside(Box::new(beside))
        } else if let Request::Decide(reference, decided, _) = request {
            self.leave(reference, true);
            Reply::Decided(decided.decision)
        } else if let Request::Harmless(rule, of, _) = request {
            Reply::Harmless(self.excuse(*rule, of))
        } else if let Request::Standing = request {
            Reply::Standing(Box::new(sat()))
        } else if let Request::Lift(officer, _) = request {
            self.bench.officers.retain(|one| one.officer != *officer);
            Reply::Lifted(officer.clone())
        } else {
            Reply::Bench(Box::new(self.bench.clone()))
        }
    }

    /// Takes a case out of the queue, or marks it as read.
    fn leave(&mut self, reference: &PupilRef, decided: bool) {
        let queue = &mut self.bench.queue;
        queue.returned.retain(|one| one.reference != *reference);
        if decided {
            queue.review.retain(|one| one.reference != *reference);
        }
        for one in &mut queue.review {
            let read = one.reference == *reference;
            (one.read, one.own) = (one.read || read, one.own || read);
        }
    }

    fn excuse(&mut self, rule: FlagRule, of: &[PupilRef]) -> usize {
        let mut found = 0;
        for one in &mut self.bench.queue.review {
            if of.is_empty() || of.contains(&one.reference) {
                let before = one.flags.len();
                one.flags.retain(|flag| *flag != rule);
                found += before - one.flags.len();
            }
        }
        found
    }

    /// Lays the officer's reading beside a moderator's: lower by so many levels at the first area and its provisions.
    pub(crate) fn lay(&self, reference: PupilRef, moderator: Mapping) -> Beside {
        let lower = |level: &LevelId| {
            let rank: usize = level.as_str().parse().unwrap();
            LevelId::new(rank.saturating_sub(self.apart).max(1).to_string())
        };
        let mut officer = moderator.clone();
        officer.id = RecordId::new("mapping of the officer");
        officer.sheet.reader = Reader {
            name: "Ben Bright".to_owned(),
            role: Role::Officer,
        };
        let judged = &mut officer.sheet.judged;
        if let Some(first) = judged.area_levels.first_mut() {
            first.level = lower(&first.level);
        }
        if let Some(first) = judged.judgements.first_mut()
            && let Verdict::Evidence {
                level: Some(level), ..
            } = &mut first.verdict
        {
            *level = lower(level);
        }
        if self.apart > 1 {
            officer.sheet.outcome.as_mut().unwrap().tariff = TariffId::new("T2");
            officer.sheet.flags = vec![Flag {
                rule: FlagRule::Unsure,
                reason: "the officer asked for a second pair of eyes".to_owned(),
            }];
        }
        let ranks = |mapping: &Mapping| Ranks::of_sheet(&self.framework, &mapping.sheet);
        let difference = differ(&ranks(&officer), &ranks(&moderator), Tolerance::default());
        let school = self.school.then(|| {
            let mut mapping = moderator.clone();
            mapping.sheet.reader = Reader {
                name: "Hill School".to_owned(),
                role: Role::School,
            };
            if let Some(first) = mapping.sheet.judged.area_levels.first_mut() {
                first.level = LevelId::new("3");
            }
            let difference = differ(&ranks(&officer), &ranks(&mapping), Tolerance::default());
            SchoolRead {
                mapping,
                difference,
            }
        });
        let same = difference.sides.iter().all(|side| side.by == Some(0));
        let decided = match (same, difference.within()) {
            (true, _) => Some(Decision::Agreed),
            (false, true) => Some(Decision::Within),
            (false, false) => None,
        };
        let mut provisions: Vec<Provisioned> = (officer.sheet.provisions.iter())
            .map(|provision| Provisioned {
                text: provision.text.clone(),
                officer: words(&officer.sheet.judged, provision.n),
                moderator: words(&moderator.sheet.judged, provision.n),
                school: school
                    .as_ref()
                    .map(|one| words(&one.mapping.sheet.judged, provision.n)),
            })
            .collect();
        provisions.sort_by_key(Provisioned::is_same);
        Beside {
            reference,
            name: "Okafor, Amara".to_owned(),
            born: "2015-03-04".parse().ok(),
            officer,
            difference,
            provisions,
            school,
            last: decided.map(|decision| Word {
                decision,
                by: moderator.sheet.reader.name.clone(),
                reason: None,
            }),
            moderator,
        }
    }
}

fn words(judged: &Judged, n: u32) -> Vec<String> {
    let of = judged.judgements.iter().filter(|one| one.n == n);
    of.map(|one| match &one.verdict {
        Verdict::Evidence { area, level } => {
            let level = level.as_ref().map_or("without a level", LevelId::as_str);
            format!("{area} {level}")
        }
        Verdict::SetAside(why) => format!("set aside: {}", why.words()),
    })
    .collect()
}
