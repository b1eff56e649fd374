//! Whose the documents are that name somebody who is erased: theirs go, another's stay and are told.

use std::collections::HashMap;
use std::ops::ControlFlow;

use rusqlite::{Connection, ToSql};

use crate::domain::day::Moment;
use crate::domain::erasure::{Mention, Person};
use crate::domain::identity::PupilId;
use crate::domain::matching::{
    Birth, Candidate, Crowd, Document, Gathering, Known, Likeness, find,
};
use crate::domain::paper::PaperId;
use crate::domain::pupil::Facts;
use crate::store::ask;
use crate::store::checksums::{self, Summed};
use crate::store::fault::{Result, StoreError};
use crate::store::papers::{LATEST, each_known};

/// Everybody whose a document may be, gathered once and where one names somebody: a country takes its time.
#[derive(Default)]
pub(super) struct Around(Option<(Crowd, HashMap<PupilId, usize>)>);

impl Around {
    fn of(
        &mut self,
        db: &Connection,
        pupil: &PupilId,
        facts: &Facts,
    ) -> Result<(&Crowd, Option<usize>)> {
        if self.0.is_none() {
            let (mut gathering, mut places) = (Gathering::default(), HashMap::new());
            each_known(db, &mut |pupil, known| {
                places.insert(pupil, gathering.len());
                gathering.add(known);
                Ok(())
            })?;
            // Whose import was undone is in no caseload, and may have documents all the same.
            if !places.contains_key(pupil) {
                places.insert(pupil.clone(), gathering.len());
                gathering.add(&Known::from(facts));
            }
            self.0 = Some((gathering.crowd(), places));
        }
        let (crowd, places) = self.0.get_or_insert_with(Default::default);
        Ok((crowd, places.get(pupil).copied()))
    }
}

/// A document that names somebody, or was given to them last.
pub(super) struct Found {
    id: PaperId,
    pub(super) received: i64,
    pub(super) file: String,
    pub(super) text: String,
    is_given: bool,
    is_anothers: bool,
}

/// Takes the documents that are theirs: those that the latest step gives to them, and those that nobody has and that are
/// theirs alone by their marks. Gives how many went, and those that name them and stay.
pub(super) fn take(
    db: &Connection,
    pupil: &PupilId,
    (facts, person): (&Facts, &Person),
    around: &mut Around,
    now: Moment,
) -> Result<(u64, Vec<Mention>)> {
    let (mut went, mut stay) = (0, Vec::new());
    for (found, is_theirs) in all(db, pupil, (facts, person), around)? {
        if is_theirs {
            remove(db, found.id, pupil, now)?;
            went += 1;
        } else {
            stay.push(Mention {
                id: found.id,
                file: found.file,
            });
        }
    }
    Ok((went, stay))
}

/// Gives the documents that name somebody and that the latest step does not give to them, each with whether it is theirs
/// alone.
pub(super) fn naming(
    db: &Connection,
    pupil: &PupilId,
    (facts, person): (&Facts, &Person),
    around: &mut Around,
) -> Result<Vec<(Found, bool)>> {
    let mut all = all(db, pupil, (facts, person), around)?;
    all.retain(|(found, _)| !found.is_given);
    Ok(all)
}

/// Every document that names somebody or is given to them, each with whether it is theirs.
fn all(
    db: &Connection,
    pupil: &PupilId,
    (facts, person): (&Facts, &Person),
    around: &mut Around,
) -> Result<Vec<(Found, bool)>> {
    let judged = found(db, pupil, person)?.into_iter().map(|found| {
        let is_theirs = found.is_given
            || !found.is_anothers && is_alone_theirs(&found, person, around.of(db, pupil, facts)?);
        Ok((found, is_theirs))
    });
    judged.collect()
}

fn found(db: &Connection, pupil: &PupilId, person: &Person) -> Result<Vec<Found>> {
    let sql = format!(
        "SELECT p.id, p.file, coalesce(t.text, ''), s.pupil, p.received FROM paper p
            LEFT JOIN paper_text t ON t.paper = p.id {LATEST} ORDER BY p.id"
    );
    let mut theirs = Vec::new();
    ask::each(db, &sql, [], |row| {
        let (file, text): (String, String) = (row.get(1)?, row.get(2)?);
        let given: Option<String> = row.get(3)?;
        let is_given = given.as_deref() == Some(pupil.as_str());
        if is_given || person.is_named_in(&file) || person.is_named_in(&text) {
            theirs.push(Found {
                id: PaperId(row.get(0)?),
                received: row.get(4)?,
                file,
                text,
                is_given,
                is_anothers: given.is_some() && !is_given,
            });
        }
        Ok(())
    })?;
    Ok(theirs)
}

/// Whether the marks of a document are theirs and no other pupil's: a sister's plan names them too, and a namesake's.
fn is_alone_theirs(
    found: &Found,
    person: &Person,
    (crowd, place): (&Crowd, Option<usize>),
) -> bool {
    let document = Document {
        file: &found.file,
        text: &found.text,
    };
    // One by one: of two documents of theirs neither is the surer for it, and both are theirs.
    let finding = find(&[document], crowd, &mut |_| ControlFlow::Continue(()));
    let Some((finding, place)) = finding
        .and_then(|found| found.into_iter().next())
        .zip(place)
    else {
        return false;
    };
    if let Some(sure) = finding.sure() {
        return sure == place;
    }
    let is_marked = |one: &Candidate| {
        let likeness = &one.likeness;
        likeness.filed || likeness.number.is_some() || likeness.name_agrees()
    };
    let (own, others): (Vec<Candidate>, Vec<Candidate>) =
        (finding.nearest.into_iter()).partition(|one| one.pupil == place);
    let speaks = |likeness: Likeness| {
        let is_told = likeness.birth == Birth::Agrees
            || likeness.birth == Birth::Unsaid && person.is_named_in(&found.file);
        likeness.name_agrees() && !likeness.other_upn && is_told
    };
    own.first().is_some_and(|own| speaks(own.likeness)) && !others.iter().any(is_marked)
}

/// Refuses a document that is somebody's, or is not there.
pub(super) fn is_nobodys(db: &Connection, paper: PaperId) -> Result<()> {
    let sql = format!("SELECT p.file, s.pupil FROM paper p {LATEST} WHERE p.id = ?1");
    let found: Option<(String, Option<String>)> =
        ask::one(db, &sql, [paper.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    match found {
        None => Err(StoreError::UnknownPaper(paper.0)),
        Some((file, Some(_))) => Err(StoreError::PaperSettled(file)),
        Some((_, None)) => Ok(()),
    }
}

/// Takes a document away, as one of somebody of whom a record says that they were erased.
pub(super) fn remove(db: &Connection, paper: PaperId, pupil: &PupilId, now: Moment) -> Result<()> {
    let row: [(&str, &dyn ToSql); 5] = [
        ("paper", &paper.0),
        ("at", &now.millis()),
        ("reader", &""),
        ("kind", &"given"),
        ("pupil", &pupil.as_str()),
    ];
    checksums::put(db, Summed::Step, &row)?;
    checksums::forget(db, Summed::Step, "paper = ?1", [paper.0])?;
    checksums::forget(db, Summed::Paper, "id = ?1", [paper.0])?;
    // What names the pupil goes last: the triggers go by it.
    for sql in [
        "DELETE FROM paper_text WHERE paper = ?1",
        "DELETE FROM paper_step WHERE paper = ?1 AND id < (SELECT max(id) FROM paper_step WHERE paper = ?1)",
        "DELETE FROM paper_step WHERE paper = ?1",
        "DELETE FROM paper WHERE id = ?1",
    ] {
        ask::act(db, sql, [paper.0])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::domain::erasure::Erased;
    use crate::domain::paper::{Aside, Fate};
    use crate::store::Store;
    use crate::store::batch::Incoming;
    use crate::store::fixtures::{at, batch, import, incoming, officer, order, pupil, workspace};

    fn person(
        reference: &str,
        row: usize,
        (forename, surname, dob): (&str, &str, &str),
    ) -> Incoming {
        let mut one = incoming(reference, row);
        one.facts.forename = Some(forename.to_owned());
        one.facts.surname = Some(surname.to_owned());
        one.facts.dob = dob.parse().ok();
        one
    }

    /// A girl, her brother, and two of one name and one birth date.
    fn house(papers: &[(&str, &str)]) -> (tempfile::TempDir, Store) {
        let (folder, mut store) = workspace(0);
        let born = "2015-03-04";
        let pupils = vec![
            person("K-101", 1, ("Amara", "Okafor", "2014-05-06")),
            person("K-102", 2, ("Ben", "Okafor", "2012-07-08")),
            person("K-103", 3, ("John", "Smith", born)),
            person("K-104", 4, ("John", "Smith", born)),
        ];
        import(&mut store, order(at(1)), &[batch(pupils)], &[]).unwrap();
        let papers: Vec<(String, String)> = (papers.iter())
            .map(|(file, text)| ((*file).to_owned(), (*text).to_owned()))
            .collect();
        store.keep_papers(&papers, &officer(), at(2)).unwrap();
        (folder, store)
    }

    fn erase(store: &mut Store, reference: &str) -> Erased {
        let asked = [pupil(store, reference)];
        let erased = store.erase(&asked, &officer(), "", at(9), &mut |_, _, _| Ok(()));
        erased.unwrap().remove(0)
    }

    /// Holds which documents are left after an erasure, and which of them are told.
    #[track_caller]
    fn leaves(store: &mut Store, reference: &str, left: &[&str], told: &[&str]) {
        let account = erase(store, reference);
        let papers = store.papers().unwrap();
        let files: Vec<&str> = papers.iter().map(|paper| paper.file.as_str()).collect();
        assert_eq!(files, left);
        let elsewhere = account.documents_elsewhere;
        let named: Vec<&str> = elsewhere.iter().map(|one| one.file.as_str()).collect();
        assert_eq!(named, told);
        assert_eq!(store.verified().unwrap().faults, []);
    }

    #[test]
    fn a_brothers_plan_that_names_her_stays_and_is_told() {
        let (_folder, mut store) = house(&[
            (
                "plan 7.docx",
                "Ben Okafor lives with his sister Amara Okafor.",
            ),
            (
                "Ben.docx",
                "Name: Ben Okafor\nDate of birth: 8 July 2012\nHis sister is Amara Okafor.",
            ),
            // Whose it is stands nowhere.
            ("notes.docx", "Her friend Amara Okafor will join the group."),
            ("Okafor Amara.docx", "A TA will help."),
            (
                "scan.docx",
                "Amara Okafor, born 6 May 2014. A TA will help.",
            ),
            ("form.docx", "Reference K-101. A TA will help."),
            ("other.docx", "A TA will help Sam."),
        ]);
        let (left, told) = (
            ["plan 7.docx", "Ben.docx", "notes.docx", "other.docx"],
            ["plan 7.docx", "Ben.docx", "notes.docx"],
        );
        leaves(&mut store, "K-101", &left, &told);
    }

    #[test]
    fn a_namesakes_document_stays_and_is_told() {
        let text = "John Smith, born 4 March 2015.";
        let files = [("John Smith.docx", text), ("K-103.docx", text)];
        let (_folder, mut store) = house(&files);
        leaves(
            &mut store,
            "K-103",
            &["John Smith.docx"],
            &["John Smith.docx"],
        );
    }

    #[test]
    fn the_latest_step_says_whose_it_is() {
        let files = [
            "given back.docx",
            "waits again.docx",
            "hers.docx",
            "Okafor Amara.docx",
        ];
        let (_folder, mut store) = house(&files.map(|file| (file, file)));
        let (one, other) = (pupil(&store, "K-101"), pupil(&store, "K-102"));
        let papers: Vec<_> = store
            .papers()
            .unwrap()
            .iter()
            .map(|paper| paper.id)
            .collect();
        let mut settle = |at_paper: usize, fate: Fate| {
            let paper = papers[at_paper];
            store.settle_paper(paper, &fate, &officer(), at(3)).unwrap();
        };
        settle(0, Fate::Given(one.clone()));
        settle(0, Fate::Given(other));
        settle(1, Fate::Given(one.clone()));
        settle(1, Fate::Waiting);
        settle(2, Fate::Given(one));
        settle(3, Fate::Aside(Aside::Earlier));
        let left = ["given back.docx", "waits again.docx"];
        leaves(&mut store, "K-101", &left, &[]);
    }
}
