//! Audit samples: pupils drawn at random from those not mapped yet, so that the rest can be estimated.
//!
//! A sample of pupils, which is another thing than a moderation sample of mappings. Its frame is who was in scope and not
//! mapped when it was drawn, parted into strata; whom officers map later by priority stays in the frame and says nothing. A
//! sample may be extended: more are drawn of the same frame from those not drawn yet (two simple random draws of one frame
//! are together one of both sizes), and of those who came in since as strata of their own. A sample drawn afresh takes the
//! place of the one before: whoever is mapped by then is known.

use std::collections::HashSet;

use super::super::day::Moment;
use super::super::draw::Draw;
use super::super::identity::{FrameworkKey, PupilId, Reader, RecordId};
use super::dimension::Dimension;

/// What a sample can be stratified by: what is known of everybody, whatever is mapped, and is not kept for equality.
pub const STRATIFIED_BY: [Dimension; 7] = [
    Dimension::Setting,
    Dimension::Phase,
    Dimension::YearGroup,
    Dimension::District,
    Dimension::Community,
    Dimension::School,
    Dimension::EarlierTariff,
];

/// What a sample is stratified by where nobody says otherwise.
pub const USUAL: [Dimension; 2] = [Dimension::Setting, Dimension::Phase];

/// What is said of an audit sample before its strata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditHead {
    /// Its id.
    pub id: RecordId,
    /// When it was drawn.
    pub recorded: Moment,
    /// The framework version that its pupils are read under.
    pub framework: FrameworkKey,
    /// The sample that it extends; nothing where it was drawn afresh.
    pub extends: Option<RecordId>,
    /// What it is stratified by.
    pub by: Vec<Dimension>,
    /// The seed it was drawn from.
    pub seed: u64,
    /// How many were asked for.
    pub asked: u64,
    /// Who drew it.
    pub reader: Reader,
}

/// A pupil whom the draw fell on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditMember {
    /// The pupil.
    pub pupil: PupilId,
    /// Whether they had left scope by then: such a one is passed over, and kept so that the draw can be made again.
    pub left: bool,
}

/// A stratum as a sample was drawn of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditStratum {
    /// Its value in each dimension, at the draw that it began with.
    pub keys: Vec<String>,
    /// Who it has, in the order of their ids; nothing where an earlier sample that this one extends has said so.
    pub frame: Option<Vec<PupilId>>,
    /// Those drawn, in the order of the draw.
    pub members: Vec<AuditMember>,
}

/// An audit sample on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit {
    /// What is said of it first.
    pub head: AuditHead,
    /// Its strata; those of the samples that it extends first, in their order.
    pub strata: Vec<AuditStratum>,
}

/// Finds the samples that count by a moment, by their places: the one drawn afresh last, then what extended it.
///
/// Of two workspaces that both extended the same sample, the first extension counts.
pub fn standing(heads: &[AuditHead], until: Moment) -> Vec<usize> {
    let known = heads.iter().enumerate();
    let known = known.filter(|(_, head)| head.recorded <= until);
    let order = |head: &AuditHead| (head.recorded, head.id.clone());
    let afresh = known.clone().filter(|(_, head)| head.extends.is_none());
    let mut next = afresh.max_by_key(|(_, head)| order(head));
    let mut found = Vec::new();
    while let Some((at, last)) = next.filter(|(at, _)| !found.contains(at)) {
        found.push(at);
        let extends = |head: &AuditHead| head.extends.as_ref() == Some(&last.id);
        let extensions = known.clone().filter(|(_, head)| extends(head));
        next = extensions.min_by_key(|(_, head)| order(head));
    }
    found
}

/// The samples that count together: one drawn afresh, and what extended it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain(Vec<Audit>);

/// A stratum with all that was drawn of it.
#[derive(Clone, Copy, Debug)]
pub struct Begun<'a> {
    /// Its value in each dimension.
    pub keys: &'a [String],
    /// Who it has.
    pub frame: &'a [PupilId],
    place: usize,
    chain: &'a Chain,
}

impl<'a> Begun<'a> {
    /// Those drawn of it, passed over or not, by each sample in turn.
    pub fn members(self) -> impl Iterator<Item = &'a AuditMember> {
        let strata = self.chain.0.iter();
        let strata = strata.filter_map(move |audit| audit.strata.get(self.place));
        strata.flat_map(|stratum| &stratum.members)
    }
}

impl Chain {
    /// Puts the samples that count together, in the order of [`standing`].
    pub fn of(audits: Vec<Audit>) -> Self {
        Self(audits)
    }

    /// The samples, the one drawn afresh first.
    pub fn audits(&self) -> &[Audit] {
        &self.0
    }

    /// What they are stratified by; nothing where none was drawn.
    pub fn by(&self) -> Option<&[Dimension]> {
        Some(&self.0.first()?.head.by)
    }

    /// When the last was drawn.
    pub fn last(&self) -> Option<&AuditHead> {
        self.0.last().map(|audit| &audit.head)
    }

    /// The strata, each with its frame.
    pub fn strata(&self) -> Vec<Begun<'_>> {
        let begun = self.0.iter().flat_map(|audit| {
            let strata = audit.strata.iter().enumerate();
            strata.filter_map(|(place, stratum)| {
                Some(Begun {
                    keys: &stratum.keys,
                    frame: stratum.frame.as_deref()?,
                    place,
                    chain: self,
                })
            })
        });
        begun.collect()
    }
}

/// A stratum that is to be drawn of: who can be, and how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Urn {
    /// Its value in each dimension.
    pub keys: Vec<String>,
    /// Whether it begins with this sample.
    pub is_new: bool,
    /// Those not drawn yet, in the order of their ids, and whether each has left scope.
    pub candidates: Vec<AuditMember>,
    /// How many are to be drawn.
    pub wanted: u64,
}

/// Draws the strata of a sample: each is brought into random order, and the first ones in scope are its members.
pub fn draw(urns: Vec<Urn>, seed: u64) -> Vec<AuditStratum> {
    let mut draw = Draw::from_seed(seed);
    let strata = urns.into_iter().map(|urn| {
        let mut order = urn.candidates;
        let frame = urn.is_new.then(|| {
            let pupils = order.iter().map(|one| one.pupil.clone());
            pupils.collect()
        });
        draw.shuffle(&mut order);
        let mut found = 0;
        let members = order.into_iter().take_while(|one| {
            let wanted = found < urn.wanted;
            found += u64::from(!one.left);
            wanted
        });
        let mut members: Vec<AuditMember> = members.collect();
        // Whoever was passed over after the last one drawn was passed over for nobody.
        while members.last().is_some_and(|one| one.left) {
            members.pop();
        }
        AuditStratum {
            keys: urn.keys,
            frame,
            members,
        }
    });
    strata.collect()
}

/// Draws the last sample of a chain again from what is on record; whether the same pupils come out.
pub fn comes_out_again(chain: &Chain) -> bool {
    let Some((last, before)) = chain.0.split_last() else {
        return true;
    };
    let before = Chain(before.to_vec());
    let earlier = before.strata();
    let urns = last.strata.iter().enumerate().map(|(place, stratum)| {
        let begun = earlier.get(place);
        let drawn: HashSet<&PupilId> = begun.map_or_else(HashSet::new, |begun| {
            begun.members().map(|one| &one.pupil).collect()
        });
        let frame = stratum.frame.as_deref();
        let frame = frame.or(begun.map(|begun| begun.frame)).unwrap_or_default();
        let gone = stratum.members.iter().filter(|one| one.left);
        let gone: HashSet<&PupilId> = gone.map(|one| &one.pupil).collect();
        let candidates = frame.iter().filter(|pupil| !drawn.contains(pupil));
        Urn {
            keys: stratum.keys.clone(),
            is_new: stratum.frame.is_some(),
            candidates: candidates
                .map(|pupil| AuditMember {
                    left: gone.contains(pupil),
                    pupil: pupil.clone(),
                })
                .collect(),
            wanted: stratum.members.iter().filter(|one| !one.left).count() as u64,
        }
    });
    draw(urns.collect(), last.head.seed) == last.strata
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::identity::Role;
    use crate::domain::sample::reader;

    fn head(id: &str, at: i64, extends: Option<&str>) -> AuditHead {
        AuditHead {
            id: RecordId::new(id),
            recorded: Moment::from_millis(at),
            framework: FrameworkKey {
                id: "small".into(),
                version: "1".into(),
            },
            extends: extends.map(RecordId::new),
            by: USUAL.to_vec(),
            seed: 7,
            asked: 5,
            reader: reader("Lea", Role::Moderator),
        }
    }

    #[test]
    fn the_last_drawn_afresh_counts_with_what_extended_it_first() {
        let heads = [
            head("a", 1, None),
            head("a2", 2, Some("a")),
            head("b3", 9, Some("b2")),
            head("b", 5, None),
            head("b2", 7, Some("b")),
            head("b-other", 8, Some("b")),
            head("lost", 9, Some("nowhere")),
        ];
        let at = |moment| standing(&heads, Moment::from_millis(moment));
        assert_eq!(at(0), [0_usize; 0]);
        assert_eq!(at(1), [0]);
        assert_eq!(at(4), [0, 1]);
        assert_eq!(at(6), [3]);
        assert_eq!(at(8), [3, 4]);
        assert_eq!(at(9), [3, 4, 2]);
    }

    fn urn(count: usize, wanted: u64, is_new: bool) -> Urn {
        let candidate = |n: usize| AuditMember {
            pupil: PupilId::new(format!("p{n:03}")),
            left: false,
        };
        Urn {
            keys: vec!["special".into()],
            is_new,
            candidates: (0..count).map(candidate).collect(),
            wanted,
        }
    }

    #[test]
    fn a_draw_can_be_made_again_and_an_extension_too() {
        let strata = draw(vec![urn(40, 6, true), urn(3, 9, true)], 11);
        assert_eq!(strata[0].members.len(), 6);
        assert_eq!(strata[1].members.len(), 3);
        assert_ne!(strata, draw(vec![urn(40, 6, true), urn(3, 9, true)], 12));
        let first = Audit {
            head: AuditHead {
                seed: 11,
                ..head("a", 1, None)
            },
            strata,
        };
        assert!(comes_out_again(&Chain::of(vec![first.clone()])));
        let mut rest = urn(40, 5, false);
        rest.candidates
            .retain(|one| !first.strata[0].members.contains(one));
        // Two who have left are passed over, wherever the draw finds them.
        for at in [1, 20] {
            rest.candidates[at].left = true;
        }
        let none = Urn {
            candidates: vec![],
            wanted: 0,
            ..urn(0, 0, false)
        };
        let second = Audit {
            head: AuditHead {
                seed: 5,
                ..head("a2", 2, Some("a"))
            },
            strata: draw(vec![rest, none], 5),
        };
        let in_scope = second.strata[0].members.iter().filter(|one| !one.left);
        assert_eq!(in_scope.count(), 5);
        let chain = Chain::of(vec![first, second.clone()]);
        assert!(comes_out_again(&chain));
        let [begun, _] = chain.strata()[..] else {
            panic!("two strata")
        };
        let pupils: std::collections::BTreeSet<_> = begun.members().map(|one| &one.pupil).collect();
        assert_eq!(
            (begun.frame.len(), pupils.len()),
            (40, begun.members().count())
        );
        let mut forged = chain;
        forged.0[1].strata[0].members.swap(0, 1);
        assert!(!comes_out_again(&forged));
    }

    #[test]
    fn each_of_a_stratum_is_as_likely_as_any_other() {
        let mut times = [0_u32; 10];
        for seed in 0..3_000 {
            for member in &draw(vec![urn(10, 3, true)], seed)[0].members {
                let number = member.pupil.as_str().trim_start_matches('p');
                times[number.parse::<usize>().unwrap()] += 1;
            }
        }
        // 900 expected of each, with a standard deviation of 25.
        assert!(
            times.iter().all(|one| (790..1_010).contains(one)),
            "{times:?}"
        );
    }
}
