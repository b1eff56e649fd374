//! Outcomes for plans that would cost more than they are given: records of their own; and what plans are costed by.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::ask;
use super::chain;
use super::change::{change, still};
use super::connection::{Store, own_key};
use super::content::Kind;
use super::convert::columns::Columns;
use super::convert::payload::{self, NoteWords, words};
use super::fault::{Result, StoreError};
use super::records::{next, write_payload};
use crate::domain::caseload::OutcomeWord;
use crate::domain::day::Moment;
use crate::domain::dose::{Ratio, Who};
use crate::domain::exact::{Money, Quantity};
use crate::domain::identity::{FrameworkKey, Origin, PlanId, PupilId, RecordId};
use crate::domain::judgement::SetAside;
use crate::domain::sufficiency::{Item, Outcome, Recorded, Taken, Told};

/// The columns of an outcome, for [`read`]; `o` is the outcome and `p` its words.
const OUTCOME: &str = "o.id, o.origin, o.recorded, o.pupil, o.mapping, o.plan, o.framework, o.framework_version, o.rates, \
    o.rates_hash, o.book, o.book_hash, o.shortfall, o.outcome, o.top_up, o.reader, o.role, p.body";

/// Hears the provisions of a mapping.
type Take<'a> = dyn FnMut(&RecordId, Vec<Item>) -> Result<()> + 'a;

/// What was decided of a pupil's plan under every framework, oldest first.
pub(crate) fn decided(db: &Connection, pupil: &PupilId) -> Result<Vec<OutcomeWord>> {
    let sql = format!(
        "SELECT {OUTCOME} FROM outcome o LEFT JOIN payload p ON p.record = o.id WHERE o.pupil = ?1 ORDER BY o.recorded, o.id"
    );
    ask::all(db, &sql, [pupil.as_str()], |row| {
        let Recorded {
            id, recorded, told, ..
        } = read(&mut Columns::of(row))?;
        Ok(OutcomeWord {
            at: recorded,
            id,
            outcome: told.outcome.code().to_owned(),
            top_up: told.outcome.top_up(),
            shortfall: told.shortfall,
            rates: told.rates.0,
            reader: told.reader,
            reason: told.reason,
        })
    })
}

impl Store {
    /// Records an outcome; it is on disk when this returns.
    pub fn record_outcome(&mut self, told: Told, now: Moment) -> Result<Recorded> {
        let change = change(&mut self.db)?;
        let key = own_key(&change, self.key.as_ref(), self.door.folder())?;
        let (id, recorded) = next(&change, &mut self.mint, &self.origin, now)?;
        let body = payload::body(&NoteWords::of(&told.reason))?;
        let digest = write_payload(&change, &mut self.mint, &id, &body)?;
        let sql = "INSERT INTO outcome (id, origin, pupil, mapping, plan, framework, framework_version, rates, rates_hash,
                book, book_hash, shortfall, outcome, top_up, reader, role, recorded, payload)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)";
        let row = params![
            id.as_str(),
            self.origin.as_str(),
            told.pupil.as_str(),
            told.mapping.as_str(),
            told.plan.as_ref().map(PlanId::as_str),
            told.framework.id,
            told.framework.version,
            told.rates.0,
            told.rates.1.bytes(),
            told.book.0,
            told.book.1.bytes(),
            told.shortfall.pence(),
            told.outcome.code(),
            told.outcome.top_up().map(Money::pence),
            told.reader.name,
            told.reader.role.code(),
            recorded.millis(),
            digest.bytes(),
        ];
        ask::act(&change, sql, row)?;
        chain::append(&change, &self.origin, Kind::Outcome, &id)?;
        chain::seal(&change, &self.origin, key)?;
        change.commit()?;
        Ok(Recorded {
            id,
            origin: self.origin.clone(),
            recorded,
            told,
        })
    }

    /// Gives every outcome under a framework version, oldest first.
    pub fn outcomes(&self, framework: &FrameworkKey) -> Result<Vec<Recorded>> {
        let sql = format!(
            "SELECT {OUTCOME} FROM outcome o LEFT JOIN payload p ON p.record = o.id
                WHERE o.framework = ?1 AND o.framework_version = ?2 ORDER BY o.recorded, o.id"
        );
        ask::all(&self.db, &sql, (&framework.id, &framework.version), |row| {
            read(&mut Columns::of(row))
        })
    }

    /// Gives the outcome that counts for each pupil under a framework version: the latest.
    pub fn latest_outcomes(&self, framework: &FrameworkKey) -> Result<BTreeMap<PupilId, Recorded>> {
        let all = self.outcomes(framework)?.into_iter();
        Ok(all.map(|one| (one.told.pupil.clone(), one)).collect())
    }

    /// Hands on the provisions of mappings as they are costed, without their words. The mappings asked for come in the
    /// order of their ids, and so are handed on.
    pub fn each_costed(&self, mappings: &[RecordId], take: &mut Take<'_>) -> Result<()> {
        let moment = still(&self.db)?;
        let asides = "SELECT mapping, n, set_aside FROM judgement ORDER BY mapping, i";
        let mut asides = moment.prepare_cached(asides)?;
        let mut asides = Asides {
            rows: asides.query([])?,
            ahead: None,
        };
        asides.step()?;
        let mut wanted = mappings.iter().peekable();
        let mut open: Option<(RecordId, Vec<Item>)> = None;
        let sql = "SELECT mapping, n, who, ratio, annual_hours, duplicate_of FROM mapping_provision ORDER BY mapping, n";
        ask::each(&moment, sql, [], |row| {
            let of = row.get_ref(0)?.as_str().unwrap_or_default();
            if open.as_ref().is_none_or(|(id, _)| id.as_str() != of) {
                close(&mut open, &mut asides, take)?;
                // A mapping without a provision is handed on with none.
                while let Some(id) = wanted.next_if(|id| id.as_str() < of) {
                    take(id, Vec::new())?;
                }
                let Some(id) = wanted.next_if(|id| id.as_str() == of) else {
                    return Ok(());
                };
                open = Some((id.clone(), Vec::new()));
            }
            if let Some((_, items)) = &mut open {
                items.push(item(&mut Columns::after(row, 1))?);
            }
            Ok(())
        })?;
        close(&mut open, &mut asides, take)?;
        wanted.try_for_each(|id| take(id, Vec::new()))
    }
}

/// Hands on a mapping whose provisions are all read.
fn close(
    open: &mut Option<(RecordId, Vec<Item>)>,
    asides: &mut Asides<'_>,
    take: &mut Take<'_>,
) -> Result<()> {
    let Some((id, mut items)) = open.take() else {
        return Ok(());
    };
    asides.of(&id, &mut items)?;
    take(&id, items)
}

/// The judgements, walked beside the provisions.
struct Asides<'s> {
    rows: rusqlite::Rows<'s>,
    /// The next one: of which mapping and provision, and why it was set aside.
    ahead: Option<(String, u32, Option<SetAside>)>,
}

impl Asides<'_> {
    fn step(&mut self) -> Result<()> {
        self.ahead = match self.rows.next()? {
            None => None,
            Some(row) => {
                let row = &mut Columns::of(row);
                Some((row.plain()?, row.plain()?, row.maybe_code()?))
            }
        };
        Ok(())
    }

    /// Notes what of a mapping's provisions was set aside.
    fn of(&mut self, mapping: &RecordId, items: &mut [Item]) -> Result<()> {
        while let Some((of, n, aside)) = &self.ahead {
            match of.as_str().cmp(mapping.as_str()) {
                Ordering::Greater => break,
                Ordering::Less => {}
                Ordering::Equal => {
                    let item = items.iter_mut().find(|item| item.n == *n);
                    if let (Some(item), Some(why)) = (item, aside) {
                        item.taken = Taken::Aside(*why);
                    }
                }
            }
            self.step()?;
        }
        Ok(())
    }
}

fn item(row: &mut Columns<'_>) -> Result<Item> {
    Ok(Item {
        n: row.plain()?,
        who: row.maybe_with(Who::from_code)?,
        ratio: row.maybe_with(|text| Ratio::try_from(text.to_owned()).ok())?,
        annual_hours: row.maybe_with(|text| text.parse::<Quantity>().ok())?,
        duplicate_of: row.plain()?,
        taken: Taken::Evidence,
    })
}

/// Reads an outcome as the screens will, to see that it can be.
pub(crate) fn reads(db: &Connection, record: &RecordId) -> Result<()> {
    let sql = format!(
        "SELECT {OUTCOME} FROM outcome o LEFT JOIN payload p ON p.record = o.id WHERE o.id = ?1"
    );
    ask::one(db, &sql, [record.as_str()], |row| {
        read(&mut Columns::of(row))
    })
    .map(drop)
}

fn read(row: &mut Columns<'_>) -> Result<Recorded> {
    let (id, origin) = (row.name(RecordId::new)?, row.name(Origin::new)?);
    let recorded = row.moment()?;
    let (pupil, mapping) = (row.name(PupilId::new)?, row.name(RecordId::new)?);
    let plan = row.maybe_name(PlanId::new)?;
    let framework = FrameworkKey {
        id: row.plain()?,
        version: row.plain()?,
    };
    let rates = (row.plain()?, row.digest()?);
    let book = (row.plain()?, row.digest()?);
    let shortfall = Money::from_pence(row.plain()?);
    let (code, top_up) = (row.plain::<String>()?, row.plain::<Option<i64>>()?);
    let outcome = Outcome::from_code(&code, top_up.map(Money::from_pence));
    let outcome = outcome.ok_or_else(|| StoreError::Damaged(format!("an outcome \"{code}\"")))?;
    let reader = row.reader()?;
    let words: NoteWords = words(row.plain::<Option<String>>()?.as_deref())?;
    Ok(Recorded {
        id,
        origin,
        recorded,
        told: Told {
            pupil,
            mapping,
            plan,
            framework,
            rates,
            book,
            shortfall,
            outcome,
            reader,
            reason: words.note.unwrap_or_default(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::caseload::Event;
    use crate::domain::digest::Digest;
    use crate::store::fixtures::{at, framework, officer, pupil, sheet, workspace};

    /// An outcome for a pupil's mapping, £7.00 short.
    pub(crate) fn told(
        store: &Store,
        reference: &str,
        mapping: &RecordId,
        outcome: Outcome,
    ) -> Told {
        let pupil = pupil(store, reference);
        Told {
            plan: store.plan(&pupil).unwrap().map(|plan| plan.id),
            pupil,
            mapping: mapping.clone(),
            framework: framework(),
            rates: ("2026".to_owned(), Digest::of(b"rates")),
            book: ("book".to_owned(), Digest::of(b"book")),
            shortfall: Money::from_pence(700),
            outcome,
            reader: officer(),
            reason: "the class has two TAs".to_owned(),
        }
    }

    #[test]
    fn an_outcome_is_a_record_and_the_latest_counts() {
        let (_folder, mut store) = workspace(2);
        let one = pupil(&store, "K-1");
        let mapping = store
            .record(sheet(&store, &one, "3"), None, at(1))
            .unwrap()
            .id;
        let top_up = Outcome::ToppedUp(Money::from_pence(700));
        let first = store
            .record_outcome(told(&store, "K-1", &mapping, top_up), at(2))
            .unwrap();
        assert_eq!(store.outcomes(&framework()).unwrap(), [first]);
        let open = told(&store, "K-1", &mapping, Outcome::Open);
        let open = store.record_outcome(open, at(2)).unwrap();
        let latest = store.latest_outcomes(&framework()).unwrap();
        assert_eq!((latest.len(), &latest[&one]), (1, &open));
        // The pupil's record tells both, the top-up with its sum.
        let history = store.history(&one).unwrap();
        let decided = history.into_iter().filter_map(|event| {
            let said = |word: OutcomeWord| (word.outcome, word.top_up.map(Money::pence), word.id);
            if let Event::Decided(word) = event {
                Some(said(word))
            } else {
                None
            }
        });
        let decided: Vec<_> = decided.collect();
        assert_eq!(decided.len(), 2);
        assert_eq!(
            (decided[0].0.as_str(), decided[0].1),
            ("topped_up", Some(700))
        );
        assert_eq!((decided[1].0.as_str(), &decided[1].2), ("open", &open.id));
        let verified = store.verified().unwrap();
        assert_eq!((verified.records, verified.faults), (3, vec![]));
        for sql in ["UPDATE outcome SET shortfall = 0", "DELETE FROM outcome"] {
            assert!(store.db.execute_batch(sql).is_err(), "{sql}");
        }
    }

    #[test]
    fn provisions_are_costed_with_what_the_reader_took_them_for() {
        let (_folder, mut store) = workspace(3);
        let mut record = |reference: &str, minute, provisions: bool| {
            let mut sheet = sheet(&store, &pupil(&store, reference), "3");
            if !provisions {
                sheet.provisions.clear();
                sheet.judged.judgements.clear();
            }
            store.record(sheet, None, at(minute)).unwrap().id
        };
        let (one, two) = (record("K-1", 1, true), record("K-2", 2, true));
        let (none, last) = (record("K-3", 3, false), record("K-3", 4, false));
        let mut found = Vec::new();
        let asked = [two.clone(), none.clone(), last.clone()];
        let mut keep = |id: &RecordId, items| {
            found.push((id.clone(), items));
            Ok(())
        };
        store.each_costed(&asked, &mut keep).unwrap();
        let item = |n, taken| Item {
            n,
            who: Some(Who::SaLT),
            ratio: Some(Ratio::GroupUpTo(4)),
            annual_hours: "1.25".parse().ok(),
            duplicate_of: (n == 2).then_some(1),
            taken,
        };
        let items = vec![
            item(1, Taken::Evidence),
            item(2, Taken::Aside(SetAside::QueryHealth)),
        ];
        assert_eq!(found, [(two, items), (none, vec![]), (last, vec![])]);
        assert!(!found.iter().any(|(id, _)| *id == one));
    }
}
