//! Documents that wait: held against the caseload as it is now, settled by a person, and taken in.

use std::collections::{BTreeSet, HashMap};

use super::problem::{Problem, Result};
use super::watching::{Step, Watch, tell};
use super::{STRETCH, Workspace, files};
use crate::domain::caseload::Entry;
use crate::domain::day::Moment;
use crate::domain::identity::PupilId;
use crate::domain::matching::{Crowd, Document, Finding, Gathering, Outcome, find};
use crate::domain::paper::{Fate, Nearest, Paper, PaperId, Shown};
use crate::domain::worklist::Row;
use crate::exchange::missing;
use crate::store::End;

/// How much of a document's text is shown beside it.
const OPENING: usize = 2_000;

impl Workspace {
    /// Gives the documents whose text is not in as a plan, each with the nearest pupils as the caseload is now.
    pub fn papers(&self, watch: &mut Watch<'_>) -> Result<Vec<Shown>> {
        let papers = self.store.papers()?;
        if papers.is_empty() {
            return Ok(Vec::new());
        }
        let of = papers.len() as u64;
        let what = "Matching documents";
        tell(watch, what, 0, of)?;
        let mut pupils = Gathering::default();
        self.store.each_known(&mut |_, known| {
            pupils.add(known);
            Ok(())
        })?;
        let crowd = pupils.crowd();
        let documents: Vec<Document<'_>> = (papers.iter())
            .map(|paper| Document {
                file: &paper.file,
                text: &paper.text,
            })
            .collect();
        let found = find(&documents, &crowd, &mut |done| {
            let done = done as u64;
            watch(Step { what, done, of })
        });
        let found = found.ok_or(Problem::Stopped)?;
        tell(watch, what, of, of)?;
        let entries = self.entries_near(&found, &crowd)?;
        let shown = papers.iter().zip(found).map(|(paper, finding)| {
            let near = finding.nearest.iter().filter_map(|candidate| {
                let entry = entries.get(crowd.said(candidate.pupil))?;
                let likeness = candidate.likeness;
                Some(nearest(entry, likeness.score(), likeness.words()))
            });
            let nearest: Vec<Nearest> = near.collect();
            let (outcome, why) = standing(finding.outcome, finding.why, &nearest);
            Shown {
                id: paper.id,
                file: paper.file.clone(),
                received: paper.received,
                fate: paper.fate.clone(),
                opening: opening(&paper.text),
                outcome,
                why,
                nearest,
            }
        });
        Ok(shown.collect())
    }

    /// Counts the documents that wait for somebody to settle them.
    pub fn papers_waiting(&self) -> Result<u64> {
        Ok(self.store.papers_waiting()?)
    }

    /// Gives the number and the file of each document whose text is not in as a plan.
    pub fn kept_papers(&self) -> Result<Vec<(PaperId, String)>> {
        let papers = self.store.papers()?.into_iter();
        Ok(papers.map(|paper| (paper.id, paper.file)).collect())
    }

    /// Settles a document, or lets it wait again; gives what became of each whose text is not in yet.
    pub fn settle_paper(
        &mut self,
        paper: PaperId,
        fate: &Fate,
        now: Moment,
    ) -> Result<Vec<(PaperId, Fate)>> {
        let reader = self.reader.clone();
        self.store.settle_paper(paper, fate, &reader, now)?;
        Ok(self.store.fates()?)
    }

    /// Settles a document as a pupil's plan and takes it in, with all that were settled before; both or neither.
    pub fn settle_and_take(
        &mut self,
        paper: PaperId,
        pupil: PupilId,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<u64> {
        self.whole(|workspace| {
            workspace.settle_paper(paper, &Fate::Given(pupil), now)?;
            Ok((workspace.take_settled(now, watch)?, End::Keep))
        })
    }

    /// The texts of the documents that were settled and are not in yet, each with its pupil.
    pub(super) fn settled(&self) -> Result<Vec<(PupilId, Paper)>> {
        let settled = |(_, fate): &(PaperId, Fate)| matches!(fate, Fate::Given(_));
        if !self.store.fates()?.iter().any(settled) {
            return Ok(Vec::new());
        }
        let papers = self.store.papers()?.into_iter();
        let given = papers.filter_map(|paper| match &paper.fate {
            Fate::Given(pupil) => Some((pupil.clone(), paper)),
            Fate::Waiting | Fate::Taken(_) | Fate::Aside(_) => None,
        });
        Ok(given.collect())
    }

    /// Takes the texts of settled documents in as plans; gives how many.
    ///
    /// All are taken in or none. Those that are settled stay settled where this is stopped: they are taken in the next time.
    pub fn take_settled(&mut self, now: Moment, watch: &mut Watch<'_>) -> Result<u64> {
        let settled = self.settled()?;
        let of = settled.len() as u64;
        if of == 0 {
            return Ok(0);
        }
        self.whole(|workspace| {
            for ((pupil, paper), done) in settled.into_iter().zip(0..) {
                tell(watch, "Taking documents in", done, of)?;
                let plan = workspace.incoming(Some(&pupil), paper.text, paper.file)?;
                let reader = workspace.reader.clone();
                let store = &mut workspace.store;
                store.take_paper(paper.id, &pupil, &plan, &reader, now)?;
            }
            Ok(((), End::Keep))
        })?;
        self.forget();
        Ok(of)
    }

    /// Finds pupils of the whole caseload by name or reference, in scope or not.
    pub fn find_pupils(&mut self, text: &str, most: usize, now: Moment) -> Result<Vec<Nearest>> {
        if text.trim().is_empty() {
            return Ok(Vec::new());
        }
        let caseload = self.caseload(now.day())?;
        let found = caseload.names.find(text, most).into_iter();
        let roster = caseload.list.roster();
        let pupils: Vec<PupilId> = found.filter_map(|hit| roster.id(hit.id)).collect();
        let entries = self.entries_by_id(pupils.clone())?;
        let found = pupils.iter().filter_map(|pupil| entries.get(pupil));
        Ok(found
            .map(|entry| nearest(entry, 0, String::new()))
            .collect())
    }

    /// The entries of those near to documents, by their references.
    fn entries_near(&self, found: &[Finding], crowd: &Crowd) -> Result<HashMap<String, Entry>> {
        let near = found.iter().flat_map(|finding| &finding.nearest);
        let near: BTreeSet<&str> = near.map(|candidate| crowd.said(candidate.pupil)).collect();
        let mut pupils = Vec::with_capacity(near.len());
        for reference in near {
            pupils.extend(self.store.pupil_by(reference)?);
        }
        let entries = self.entries_by_id(pupils)?.into_values();
        Ok(entries
            .map(|entry| (entry.facts.reference.to_string(), entry))
            .collect())
    }

    /// The entries of some pupils, by their ids.
    pub(super) fn entries_by_id(
        &self,
        mut pupils: Vec<PupilId>,
    ) -> Result<HashMap<PupilId, Entry>> {
        pupils.sort_unstable();
        pupils.dedup();
        let mut found = HashMap::with_capacity(pupils.len());
        for stretch in pupils.chunks(STRETCH) {
            let entries = self.store.entries_of(stretch, &self.framework.key)?;
            found.extend(
                entries
                    .into_iter()
                    .map(|entry| (entry.pupil.clone(), entry)),
            );
        }
        Ok(found)
    }

    /// Gives those in scope whose plan text has not come in, in the order of the worklist.
    pub fn missing(&mut self, now: Moment) -> Result<Vec<Row>> {
        let places = self.caseload(now.day())?.list.without_text();
        self.rows(&places, now)
    }

    /// Writes who in scope has no plan text into the workspace's folder; gives the file's name.
    pub fn write_missing(&mut self, now: Moment) -> Result<String> {
        let rows = self.missing(now)?;
        let name = format!("plans-missing-{}.csv", now.day());
        let path = self.folder.join("exports").join(name);
        let bytes = missing::write(&rows, false);
        files::write(&path, &bytes)?;
        Ok(path.display().to_string())
    }
}

/// How a kept document stands: even one that is sure waits for a person once it waits.
fn standing(outcome: Outcome, why: String, nearest: &[Nearest]) -> (Outcome, String) {
    let (Outcome::Sure, Some(first)) = (outcome, nearest.first()) else {
        return (outcome, why);
    };
    let why = if first.has_text {
        format!("it is of {}, who has a plan text already", first.reference)
    } else {
        format!("it is of {}; nothing speaks against it", first.reference)
    };
    (Outcome::Proposed, why)
}

fn nearest(entry: &Entry, score: i32, why: String) -> Nearest {
    let facts = &entry.facts;
    Nearest {
        pupil: entry.pupil.clone(),
        reference: facts.reference.clone(),
        name: facts.name(),
        dob: facts.dob,
        school: facts.school.clone(),
        score,
        why,
        has_text: entry.plan.is_some(),
    }
}

/// How a text begins, without blank lines.
fn opening(text: &str) -> String {
    let head = text
        .get(..text.floor_char_boundary(OPENING))
        .unwrap_or(text);
    let lines = head.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}
