//! Papers: plan documents whose pupil is not sure, and the steps by which they were settled.

use rusqlite::{Connection, ToSql, params};

use super::ask;
use super::batch::IncomingPlan;
use super::change::change;
use super::checksums::{self, Summed};
use super::connection::Store;
use super::convert::columns::Columns;
use super::fault::{Result, StoreError};
use super::{plans, pupils};
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::identity::{PupilId, PupilRef, Reader, Upn};
use crate::domain::matching::Known;
use crate::domain::paper::{Aside, Fate, Paper, PaperId};

/// A paper's latest step beside it: `kind`, `pupil`, `reason`, all null while it waits for the first time.
pub(super) const LATEST: &str = "LEFT JOIN paper_step s
    ON s.id = (SELECT max(id) FROM paper_step WHERE paper = p.id)";

impl Store {
    /// Gives what every pupil is known by, in the order they came.
    pub fn each_known(&self, take: &mut dyn FnMut(PupilId, &Known) -> Result<()>) -> Result<()> {
        each_known(&self.db, take)
    }

    /// Keeps documents, each a file's name and a text, until somebody settles them; one that is kept already stays as
    /// it is, and one whose import was undone waits again.
    pub fn keep_papers(
        &mut self,
        papers: &[(String, String)],
        reader: &Reader,
        now: Moment,
    ) -> Result<()> {
        let change = change(&mut self.db)?;
        for (file, text) in papers {
            let digest = Digest::of(text.as_bytes());
            if fate_of(&change, file, digest)?.is_some() {
                continue;
            }
            let row: [(&str, &dyn ToSql); 3] = [
                ("file", file),
                ("digest", digest.bytes()),
                ("received", &now.millis()),
            ];
            let known = !checksums::put_new(&change, Summed::Paper, &row)?;
            let sql = "INSERT INTO paper_text (paper, text)
                SELECT id, ?3 FROM paper WHERE file = ?1 AND digest = ?2";
            ask::act(&change, sql, params![file, digest.bytes(), text])?;
            if known {
                let sql = "SELECT id FROM paper WHERE file = ?1 AND digest = ?2";
                let paper = ask::count(&change, sql, params![file, digest.bytes()])?;
                write_step(&change, (PaperId(paper), &Fate::Waiting), reader, now)?;
            }
        }
        change.commit()
    }

    /// Gives the documents whose text is not in as a plan, oldest first.
    pub fn papers(&self) -> Result<Vec<Paper>> {
        let sql = format!(
            "SELECT p.id, p.file, p.received, s.kind, s.pupil, s.reason, t.text
                FROM paper p JOIN paper_text t ON t.paper = p.id {LATEST} ORDER BY p.id"
        );
        ask::all(&self.db, &sql, [], |row| {
            let row = &mut Columns::of(row);
            Ok(Paper {
                id: PaperId(row.plain()?),
                file: row.plain()?,
                received: row.moment()?,
                fate: fate(row)?,
                text: row.plain()?,
            })
        })
    }

    /// Counts the documents that wait for somebody to settle them.
    pub fn papers_waiting(&self) -> Result<u64> {
        let sql = format!(
            "SELECT count(*) FROM paper_text t JOIN paper p ON p.id = t.paper {LATEST}
                WHERE coalesce(s.kind, 'waiting') = 'waiting'"
        );
        Ok(ask::count(&self.db, &sql, [])?.unsigned_abs())
    }

    /// Gives what became of every document whose text is not in as a plan.
    pub fn fates(&self) -> Result<Vec<(PaperId, Fate)>> {
        let sql = format!(
            "SELECT p.id, s.kind, s.pupil, s.reason
                FROM paper p JOIN paper_text t ON t.paper = p.id {LATEST} ORDER BY p.id"
        );
        ask::all(&self.db, &sql, [], |row| {
            let row = &mut Columns::of(row);
            Ok((PaperId(row.plain()?), fate(row)?))
        })
    }

    /// Gives what became of a document that came in before, by its file's name and its text; nothing of one whose plan
    /// came with an import that was undone.
    pub fn fate_of(&self, file: &str, text: &str) -> Result<Option<Fate>> {
        fate_of(&self.db, file, Digest::of(text.as_bytes()))
    }

    /// Settles a document, or lets it wait again; one whose text is in as a plan is refused.
    pub fn settle_paper(
        &mut self,
        paper: PaperId,
        fate: &Fate,
        reader: &Reader,
        now: Moment,
    ) -> Result<()> {
        let change = change(&mut self.db)?;
        step(&change, paper, fate, reader, now)?;
        change.commit()
    }

    /// Takes a document's text in as a pupil's plan, and notes that it is.
    pub fn take_paper(
        &mut self,
        paper: PaperId,
        pupil: &PupilId,
        plan: &IncomingPlan,
        reader: &Reader,
        now: Moment,
    ) -> Result<()> {
        let change = change(&mut self.db)?;
        pupils::known(&change, pupil)?;
        plans::receive(&change, &mut self.mint, pupil, plan, now)?;
        taken(&change, paper, pupil, reader, now)?;
        change.commit()
    }

    /// Notes that a document is in as a pupil's plan, where an import has taken its text in.
    pub fn paper_is_in(
        &mut self,
        paper: PaperId,
        pupil: &PupilId,
        reader: &Reader,
        now: Moment,
    ) -> Result<()> {
        let change = change(&mut self.db)?;
        let sql = "SELECT count(*) FROM standing_plan WHERE pupil = ?1
            AND digest = (SELECT digest FROM paper WHERE id = ?2)";
        if ask::count(&change, sql, params![pupil.as_str(), paper.0])? > 0 {
            taken(&change, paper, pupil, reader, now)?;
        }
        change.commit()
    }
}

/// Gives what every pupil of the caseload is known by, in the order they came.
pub(super) fn each_known(
    db: &Connection,
    take: &mut dyn FnMut(PupilId, &Known) -> Result<()>,
) -> Result<()> {
    let sql = "SELECT p.id, p.ref, p.upn, v.uln, v.surname, v.forename, v.dob
        FROM pupil p CROSS JOIN pupil_version v ON v.id = p.version
        WHERE p.undone IS NULL ORDER BY p.id";
    ask::each(db, sql, [], |row| {
        let row = &mut Columns::of(row);
        let pupil = row.name(PupilId::new)?;
        let known = Known {
            reference: row.name(PupilRef::new)?,
            upn: row.maybe_with(Upn::read)?,
            uln: row.plain()?,
            surname: row.plain()?,
            forename: row.plain()?,
            dob: row.maybe_day()?,
        };
        take(pupil, &known)
    })
}

fn fate_of(db: &Connection, file: &str, digest: Digest) -> Result<Option<Fate>> {
    let sql = format!(
        "SELECT s.kind, s.pupil, s.reason FROM paper p {LATEST} WHERE p.file = ?1 AND p.digest = ?2"
    );
    let found = ask::one(db, &sql, params![file, digest.bytes()], |row| {
        fate(&mut Columns::of(row))
    })?;
    let Some(Fate::Taken(pupil)) = &found else {
        return Ok(found);
    };
    let sql = "SELECT count(*) FROM standing_plan WHERE pupil = ?1 AND digest = ?2";
    let stands = ask::count(db, sql, params![pupil.as_str(), digest.bytes()])? > 0;
    Ok(found.filter(|_| stands))
}

fn taken(
    db: &Connection,
    paper: PaperId,
    pupil: &PupilId,
    reader: &Reader,
    now: Moment,
) -> Result<()> {
    step(db, paper, &Fate::Taken(pupil.clone()), reader, now)?;
    ask::act(db, "DELETE FROM paper_text WHERE paper = ?1", [paper.0]).map(drop)
}

fn fate(row: &mut Columns<'_>) -> Result<Fate> {
    let kind: Option<String> = row.plain()?;
    let pupil = row.maybe_name(PupilId::new)?;
    let reason = row.maybe_with(Aside::from_code)?;
    let known = match (kind.as_deref(), pupil, reason) {
        (None | Some("waiting"), ..) => Some(Fate::Waiting),
        (Some("given"), Some(pupil), _) => Some(Fate::Given(pupil)),
        (Some("taken"), Some(pupil), _) => Some(Fate::Taken(pupil)),
        (Some("set_aside"), _, Some(why)) => Some(Fate::Aside(why)),
        (Some(_), ..) => None,
    };
    known.ok_or_else(|| StoreError::Damaged("what became of a document".into()))
}

/// Notes what becomes of a document.
fn step(db: &Connection, paper: PaperId, fate: &Fate, reader: &Reader, now: Moment) -> Result<()> {
    let sql = format!("SELECT p.file, s.kind FROM paper p {LATEST} WHERE p.id = ?1");
    let found: Option<(String, Option<String>)> =
        ask::one(db, &sql, [paper.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (file, kind) = found.ok_or(StoreError::UnknownPaper(paper.0))?;
    if kind.as_deref() == Some("taken") {
        return Err(StoreError::PaperTaken(file));
    }
    if let Fate::Given(pupil) | Fate::Taken(pupil) = fate {
        pupils::known(db, pupil)?;
    }
    write_step(db, (paper, fate), reader, now)
}

fn write_step(
    db: &Connection,
    (paper, fate): (PaperId, &Fate),
    reader: &Reader,
    now: Moment,
) -> Result<()> {
    let (pupil, reason) = match fate {
        Fate::Waiting => (None, None),
        Fate::Given(pupil) | Fate::Taken(pupil) => (Some(pupil.as_str()), None),
        Fate::Aside(why) => (None, Some(why.code())),
    };
    let row: [(&str, &dyn ToSql); 6] = [
        ("paper", &paper.0),
        ("at", &now.millis()),
        ("reader", &reader.name),
        ("kind", &fate.code()),
        ("pupil", &pupil),
        ("reason", &reason),
    ];
    checksums::put(db, Summed::Step, &row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixtures::{at, officer, plan, pupil, workspace};

    fn kept(store: &mut Store) -> PaperId {
        let papers = [("a.txt".to_owned(), "A TA.".to_owned())];
        store.keep_papers(&papers, &officer(), at(2)).unwrap();
        store.papers().unwrap()[0].id
    }

    #[test]
    fn a_paper_is_kept_once_and_settled_step_by_step() {
        let (_folder, mut store) = workspace(2);
        let paper = kept(&mut store);
        assert_eq!(kept(&mut store), paper);
        assert_eq!(store.papers().unwrap().len(), 1);
        let one = pupil(&store, "K-1");
        for fate in [
            Fate::Given(one.clone()),
            Fate::Waiting,
            Fate::Aside(Aside::Nobody),
            Fate::Given(one),
        ] {
            store.settle_paper(paper, &fate, &officer(), at(3)).unwrap();
            assert_eq!(store.fates().unwrap(), [(paper, fate.clone())]);
            assert_eq!(store.fate_of("a.txt", "A TA.").unwrap(), Some(fate.clone()));
            let waiting = u64::from(fate == Fate::Waiting);
            assert_eq!(store.papers_waiting().unwrap(), waiting);
        }
        assert_eq!(store.fate_of("a.txt", "Another.").unwrap(), None);
        assert_eq!(store.verified().unwrap().faults, []);
    }

    #[test]
    fn a_paper_that_is_taken_is_a_plan_and_stays_one() {
        let (_folder, mut store) = workspace(1);
        let (paper, one) = (kept(&mut store), pupil(&store, "K-1"));
        store
            .take_paper(paper, &one, &plan("A TA."), &officer(), at(3))
            .unwrap();
        assert_eq!(store.plan(&one).unwrap().unwrap().text, "A TA.");
        assert_eq!(store.papers().unwrap(), []);
        assert_eq!(store.papers_waiting().unwrap(), 0);
        assert_eq!(kept_again(&mut store), Some(Fate::Taken(one)));
        let refused = store.settle_paper(paper, &Fate::Waiting, &officer(), at(4));
        assert!(matches!(refused, Err(StoreError::PaperTaken(_))));
        let refused = store.settle_paper(PaperId(99), &Fate::Waiting, &officer(), at(4));
        assert!(matches!(refused, Err(StoreError::UnknownPaper(99))));
        assert_eq!(store.verified().unwrap().faults, []);
    }

    fn kept_again(store: &mut Store) -> Option<Fate> {
        let papers = [("a.txt".to_owned(), "A TA.".to_owned())];
        store.keep_papers(&papers, &officer(), at(5)).unwrap();
        store.fate_of("a.txt", "A TA.").unwrap()
    }

    #[test]
    fn the_text_of_a_paper_that_waits_cannot_go() {
        let (_folder, mut store) = workspace(1);
        let paper = kept(&mut store);
        let gone = ask::act(&store.db, "DELETE FROM paper_text", []);
        assert!(gone.is_err());
        for sql in [
            "UPDATE paper SET file = 'b'",
            "DELETE FROM paper",
            "UPDATE paper_text SET text = ''",
        ] {
            assert!(ask::act(&store.db, sql, []).is_err(), "{sql}");
        }
        assert_eq!(store.papers().unwrap()[0].id, paper);
    }
}
