//! What an invented officer makes of an invented plan.

#[cfg(test)]
mod sample;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::person::Person;
use super::plan::{self, Line, Plan};
use super::world::{Topic, World};
use crate::domain::draw::Draw;
use crate::domain::framework::{Area, Framework};
use crate::domain::identity::{AreaId, LevelId};
use crate::domain::judgement::{
    AreaLevel, AreaSource, CannotMap, CannotMapWhy, Judged, Judgement, SetAside, Verdict,
};
use crate::domain::provision::Provision;

/// How often, of a hundred, each officer in turn reads a level higher and a level lower.
const TENDENCIES: [(u64, u64); 3] = [(3, 3), (14, 2), (2, 10)];

/// What an officer notes of a plan in which nothing is evidence for an area.
const NOTHING: &str = "No provision is evidence for an area; all of them are set aside.";

/// The least of a provision's words, in per cent, that a line must share to be the same.
const SAME: usize = 60;

/// Gives what an officer makes of the provisions read from a pupil's plan.
pub(super) fn judge(
    world: &World,
    person: &Person<'_>,
    officer: u8,
    framework: &Framework,
    provisions: &[Provision],
) -> Judged {
    let plan = plan::write(world, person);
    let mut draw = world.draw(person.index, Topic::Reading(officer));
    if let Some(why) = cannot_map(world, person, &plan, &mut draw) {
        return Judged {
            cannot_map: Some(CannotMap { why, note: None }),
            ..Judged::default()
        };
    }
    let mut reading = Reading {
        framework,
        lines: Lines::of(&plan),
        tendency: TENDENCIES
            .get(usize::from(officer) % TENDENCIES.len())
            .copied()
            .unwrap_or_default(),
        highest: BTreeMap::new(),
        draw,
    };
    let judgements = provisions
        .iter()
        .filter_map(|provision| {
            let verdict = reading.verdict(provision)?;
            Some(Judgement {
                n: provision.n,
                verdict,
                note: None,
            })
        })
        .collect();
    let area_levels = reading.area_levels();
    // All of it set aside: no tariff follows from a plan in which nothing speaks of a level.
    let nothing = area_levels.is_empty().then(|| CannotMap {
        why: CannotMapWhy::VagueSectionF,
        note: Some(NOTHING.to_owned()),
    });
    Judged {
        judgements,
        area_levels,
        chosen: None,
        primary: None,
        open_reason: reading.open_reason(),
        cannot_map: nothing,
        unsure: reading.draw.chance(6, 100),
    }
}

/// Whether the plan is one that nobody can map: nothing to count in it, or long out of date.
fn cannot_map(
    world: &World,
    person: &Person<'_>,
    plan: &Plan<'_>,
    draw: &mut Draw,
) -> Option<CannotMapWhy> {
    let lines = plan.sections.iter().flat_map(|section| &section.lines);
    let (vague, all) = lines.fold((0, 0), |(vague, all), line| {
        (vague + u32::from(line.pattern.vague), all + 1)
    });
    if vague * 10 >= all * 7 && draw.chance(1, 2) {
        return Some(CannotMapWhy::VagueSectionF);
    }
    let due = person.facts.review_due?;
    (due.days_until(world.as_of) > 180 && draw.chance(1, 5)).then_some(CannotMapWhy::StalePlan)
}

/// An officer in the middle of a plan.
struct Reading<'a> {
    framework: &'a Framework,
    lines: Lines<'a>,
    tendency: (u64, u64),
    /// The highest level given in each area, 0 where none was.
    highest: BTreeMap<&'a AreaId, i64>,
    draw: Draw,
}

impl Reading<'_> {
    fn verdict(&mut self, provision: &Provision) -> Option<Verdict> {
        if provision.duplicate_of.is_some() {
            return Some(Verdict::SetAside(SetAside::Duplicate));
        }
        let Some((rank, line)) = self.lines.of_words(&provision.text) else {
            return Some(Verdict::SetAside(SetAside::NotProvision));
        };
        if let Some(why) = line.pattern.aside {
            return Some(Verdict::SetAside(why));
        }
        let area = self.framework.area_of_code(line.pattern.area)?;
        let rank = self.lean(line.pattern.nearest(rank));
        let highest = self.highest.entry(&area.id).or_insert(0);
        // What cannot be counted is at times evidence for an area without saying a level.
        if line.pattern.vague && self.draw.chance(1, 4) {
            return Some(Verdict::Evidence {
                area: area.id.clone(),
                level: None,
            });
        }
        *highest = rank.max(*highest);
        Some(Verdict::Evidence {
            area: area.id.clone(),
            level: level(self.framework, area, rank),
        })
    }

    /// Moves a level by this officer's tendency.
    fn lean(&mut self, rank: i64) -> i64 {
        let (up, down) = self.tendency;
        let at = self.draw.below(100);
        let moved = if at < up {
            rank + 1
        } else if at < up + down {
            rank - 1
        } else {
            rank
        };
        moved.clamp(1, 7)
    }

    fn area_levels(&self) -> Vec<AreaLevel> {
        let settled = |area: &Area| {
            let rank = *self.highest.get(&area.id)?;
            Some(AreaLevel {
                area: area.id.clone(),
                // Words without a level are the school's wider support, no more.
                level: level(self.framework, area, if rank == 0 { 2 } else { rank })?,
                reason: None,
                evidence: AreaSource::Provisions,
            })
        };
        self.framework.leaves().filter_map(settled).collect()
    }

    /// A reason for an open top, where the levels may reach it.
    fn open_reason(&self) -> Option<String> {
        let mut ranks: Vec<i64> = self.highest.values().copied().collect();
        ranks.sort_unstable();
        let last: Vec<i64> = ranks.into_iter().rev().take(2).collect();
        (last.first() == Some(&7) && last.iter().all(|rank| *rank >= 6)).then(|| {
            "The plan sets out more adult time than the highest tariff describes.".to_owned()
        })
    }
}

/// The area's level at a rank of seven, on whatever scale the area has.
fn level(framework: &Framework, area: &Area, rank: i64) -> Option<LevelId> {
    let scale: Vec<&LevelId> = if area.levels.is_empty() {
        framework.levels.iter().map(|level| &level.id).collect()
    } else {
        area.levels.iter().collect()
    };
    let last = i64::try_from(scale.len()).ok()? - 1;
    let place = usize::try_from((rank - 1) * last / 6).ok()?;
    scale.get(place).map(|level| (*level).clone())
}

fn words(text: &str) -> BTreeSet<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// In how many forms a line may stand on the page.
const FORMS: usize = 3;

/// The lines of a plan, to be found by the words of any of their forms.
struct Lines<'a> {
    /// Each with the level that its area was written for.
    lines: Vec<(i64, &'a Line<'a>)>,
    /// The forms that have a word, numbered line by line.
    having: HashMap<String, Vec<usize>>,
}

impl<'a> Lines<'a> {
    fn of(plan: &'a Plan<'a>) -> Self {
        let sections = plan.sections.iter();
        let lines = sections
            .flat_map(|section| section.lines.iter().map(|line| (section.rank, line)))
            .collect();
        let mut found = Self {
            lines,
            having: HashMap::new(),
        };
        for (at, (_, line)) in found.lines.iter().enumerate() {
            let forms: [&str; FORMS] = [&line.text, &line.note, &line.cells.join(" ")];
            for (form, number) in forms.into_iter().zip(at * FORMS..) {
                for word in words(form) {
                    found.having.entry(word).or_default().push(number);
                }
            }
        }
        found
    }

    /// The line of the plan whose words a provision has, and the level its area was written for.
    fn of_words(&self, text: &str) -> Option<(i64, &'a Line<'a>)> {
        let wanted = words(text);
        let mut shared = vec![0; self.lines.len() * FORMS];
        for number in wanted
            .iter()
            .filter_map(|word| self.having.get(word))
            .flatten()
        {
            if let Some(count) = shared.get_mut(*number) {
                *count += 1;
            }
        }
        // Of a hundred words wanted, how many the line has in the form that has most.
        let share = |forms: &[usize]| {
            forms.iter().max().copied().unwrap_or_default() * 100 / wanted.len().max(1)
        };
        let shares = shared.chunks(FORMS).map(share);
        (shares.zip(&self.lines))
            .max_by_key(|(share, _)| *share)
            .filter(|(share, _)| *share >= SAME)
            .map(|(_, line)| *line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::judge::sample::framework;
    use crate::demo::{course, layout, person};
    use crate::domain::dose::Dose;
    use crate::domain::provision::{AreaCode, Span};

    fn world() -> World {
        World::read(7, "2026-01-12".parse().unwrap()).unwrap()
    }

    fn provision(n: u32, text: &str) -> Provision {
        Provision {
            n,
            text: text.to_owned(),
            span: Span { start: 0, end: 1 },
            area: AreaCode::Gen,
            heading: None,
            who: None,
            dose: Dose::default(),
            vague: vec![],
            duplicate_of: None,
            notes: vec![],
        }
    }

    /// The items of a plan as they stand on the page.
    fn items(world: &World, person: &Person<'_>) -> Vec<Provision> {
        let plan = plan::write(world, person);
        let pieces = layout::lay_out(world, person, &plan, false);
        let mut found = Vec::new();
        for piece in pieces {
            match piece {
                layout::Piece::Item(_, text) => found.push(text),
                layout::Piece::Table(rows) => {
                    found.extend(rows.iter().skip(1).map(|row| row.join(" ")));
                }
                layout::Piece::Heading(..)
                | layout::Piece::Text(_)
                | layout::Piece::Furniture(_) => {}
            }
        }
        (1..)
            .zip(&found)
            .map(|(n, text)| provision(n, text))
            .collect()
    }

    #[test]
    fn every_provision_is_accounted_for_and_every_area_settled() {
        let (world, framework) = (world(), framework());
        let (mut aside, mut evidence, mut cannot) = (0, 0, 0);
        for index in 0..300 {
            let mut person = person::invent(&world, index);
            course::fill(&world, &mut person);
            let provisions = items(&world, &person);
            let judged = judge(&world, &person, 1, &framework, &provisions);
            assert_eq!(judged.cannot_map.is_some(), judged.area_levels.is_empty());
            if judged.cannot_map.is_some() {
                cannot += 1;
                continue;
            }
            let settled: BTreeSet<_> = judged.area_levels.iter().map(|one| &one.area).collect();
            assert_eq!(judged.judgements.len(), provisions.len());
            for judgement in &judged.judgements {
                match &judgement.verdict {
                    Verdict::Evidence { area, .. } => {
                        evidence += 1;
                        assert!(settled.contains(area), "{index}: {judged:?}");
                    }
                    Verdict::SetAside(why) => {
                        aside += 1;
                        assert_ne!(*why, SetAside::NotProvision, "{index}: {provisions:?}");
                    }
                }
            }
        }
        assert!(evidence > aside * 5, "{evidence} {aside}");
        assert!((3..60).contains(&cannot), "{cannot}");
    }

    #[test]
    fn officers_differ_by_their_tendency() {
        let (world, framework) = (world(), framework());
        let sum = |officer| {
            let mut sum = 0;
            for index in 0..200 {
                let person = person::invent(&world, index);
                let provisions = items(&world, &person);
                for judgement in judge(&world, &person, officer, &framework, &provisions).judgements
                {
                    if let Verdict::Evidence {
                        level: Some(level), ..
                    } = judgement.verdict
                    {
                        sum += level.as_str().parse::<i64>().unwrap();
                    }
                }
            }
            sum
        };
        assert!(sum(1) > sum(2));
    }

    #[test]
    fn words_of_no_line_are_no_provision_and_a_second_time_is_a_duplicate() {
        let (world, framework) = (world(), framework());
        let mut again = provision(1, "A word said twice.");
        again.duplicate_of = Some(3);
        let other = provision(2, "The high needs block pays for all of it.");
        let read = [again, other];
        let judged = (0..100)
            .map(|index| judge(&world, &person::invent(&world, index), 0, &framework, &read))
            .find(|judged| !judged.judgements.is_empty())
            .unwrap();
        let why: Vec<_> = judged
            .judgements
            .into_iter()
            .map(|one| one.verdict)
            .collect();
        assert_eq!(
            why,
            [SetAside::Duplicate, SetAside::NotProvision].map(Verdict::SetAside)
        );
        // Nothing of it speaks of a level, so that no tariff follows.
        assert_eq!(judged.area_levels, []);
        let why = judged.cannot_map.map(|cannot_map| cannot_map.why);
        assert_eq!(why, Some(CannotMapWhy::VagueSectionF));
    }
}
