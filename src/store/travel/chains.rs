//! Chains on their way in: every link forged again, the head's signature, and what is here already.

use rusqlite::{Connection, params};

use super::rows::unfit;
use crate::domain::digest::Digest;
use crate::domain::identity::Origin;
use crate::domain::travel::{Chained, Entry};
use crate::store::chain::link;
use crate::store::content::Kind;
use crate::store::convert::columns::Columns;
use crate::store::fault::Result;
use crate::store::seal::holds;
use crate::store::{ask, colleagues};

/// A chain that is being read.
pub(super) struct Reading {
    chained: Chained,
    /// How many of its places are here.
    here: i64,
    /// How far it has been read.
    n: i64,
    before: Option<Digest>,
    /// Why nothing of it is taken.
    pub(super) refused: Option<String>,
    /// How many of its records came along and were not taken for that.
    pub(super) left: u64,
}

/// What a place is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Here {
    /// It is new, and has been written.
    New,
    /// It is known, and its record is awaited.
    Awaited,
    /// It is known with its record.
    Known,
    /// Its chain is not taken.
    Refused,
}

impl Reading {
    /// Begins a chain, whose seal must hold.
    pub(super) fn begin(
        db: &Connection,
        (own, public): (&Origin, &Digest),
        mut chained: Chained,
    ) -> Result<Self> {
        let known = colleagues::known(db, &chained.colleague.origin)?;
        if let Some(known) = &known {
            // Who packs says what others are called, and could give one the name of another.
            chained.colleague.name.clone_from(&known.colleague.name);
        }
        let colleague = &chained.colleague;
        let origin = &colleague.origin;
        if !colleague.is_whole() {
            return unfit("a chain of nobody");
        }
        if !holds(
            &colleague.signing,
            origin,
            chained.length,
            &chained.link,
            &chained.signature.0,
        ) {
            return unfit(format!(
                "records of {colleague} under a seal that is not theirs"
            ));
        }
        let trusted = match (origin == own, &known) {
            (true, _) => Some((*public, None)),
            (false, Some(known)) => Some((known.colleague.signing, known.ended)),
            (false, None) => None,
        };
        let sql = "SELECT coalesce(max(n), 0) FROM chain WHERE origin = ?1";
        let here = ask::count(db, sql, [origin.as_str()])?;
        let refused = match trusted {
            Some((key, Some(day))) if key == colleague.signing && chained.length > here => Some(format!(
                "they are trusted no longer since {}; `continuum keys trust` takes their line again where that is over",
                day.day()
            )),
            Some((key, _)) if key == colleague.signing => None,
            Some(_) => Some("they are signed with another key than the one that is trusted; ask them before anything else".to_owned()),
            None => Some(format!(
                "nobody here trusts their keys; compare {} with them, then `continuum keys trust \"{}\"`, and import again",
                colleague.fingerprint(),
                colleague.line()
            )),
        };
        Ok(Self {
            chained,
            here,
            n: 0,
            before: None,
            refused,
            left: 0,
        })
    }

    /// Whose chain it is, to name them by.
    pub(super) fn name(&self) -> String {
        self.chained.colleague.to_string()
    }

    /// Takes the next place.
    ///
    /// # Errors
    ///
    /// One that does not follow from those before.
    pub(super) fn step(&mut self, db: &Connection, entry: &Entry) -> Result<Here> {
        let origin = &self.chained.colleague.origin;
        let forged = link(
            origin,
            self.n + 1,
            self.before.as_ref(),
            &entry.kind,
            &entry.record,
            &entry.content,
        );
        let follows = entry.origin == *origin && entry.n == self.n + 1 && entry.link == forged;
        if !follows || Kind::of_code(&entry.kind).is_none() {
            return unfit(format!(
                "a place in the chain of {} that does not follow from the one before",
                self.name()
            ));
        }
        (self.n, self.before) = (entry.n, Some(entry.link));
        if self.refused.is_none() && entry.n <= self.here {
            let known = known(db, entry)?;
            if known.is_none() {
                self.refused = Some("their records went another way after an older copy of their workspace was put back; those that are here stay as they are, so ask them which copy is the right one".to_owned());
            }
            return Ok(known.unwrap_or(Here::Refused));
        }
        if self.refused.is_some() {
            return Ok(Here::Refused);
        }
        let sql = "INSERT INTO chain (origin, n, kind, record, content, link) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING";
        let row = params![
            origin.as_str(),
            entry.n,
            entry.kind,
            entry.record.as_str(),
            entry.content.bytes(),
            entry.link.bytes()
        ];
        if ask::act(db, sql, row)? == 0 {
            return unfit(format!("the record {} in two chains", entry.record));
        }
        Ok(Here::New)
    }

    /// Ends the chain: it must come out at its sealed head, which is kept where it is a longer one than was here.
    pub(super) fn end(&self, db: &Connection) -> Result<()> {
        let Chained {
            colleague,
            length,
            link,
            signature,
        } = &self.chained;
        if self.n != *length || self.before != Some(*link) {
            return unfit(format!(
                "a chain of {colleague} that does not end at its seal"
            ));
        }
        if self.refused.is_some() || *length <= self.here {
            return Ok(());
        }
        let sql = "INSERT INTO seal (origin, n, link, signature) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (origin) DO UPDATE SET n = excluded.n, link = excluded.link, signature = excluded.signature";
        let row = params![colleague.origin.as_str(), length, link.bytes(), signature.0];
        ask::act(db, sql, row).map(drop)
    }
}

/// Whether the very place is here, and its record; nothing where another stands there.
fn known(db: &Connection, entry: &Entry) -> Result<Option<Here>> {
    let sql = "SELECT c.link, a.record IS NOT NULL FROM chain c LEFT JOIN awaited a ON a.record = c.record
        WHERE c.origin = ?1 AND c.n = ?2";
    let found = ask::one(db, sql, params![entry.origin.as_str(), entry.n], |row| {
        let row = &mut Columns::of(row);
        Ok((row.digest()?, row.plain()?))
    })?;
    Ok(found
        .filter(|(link, _)| *link == entry.link)
        .map(
            |(_, awaited)| {
                if awaited { Here::Awaited } else { Here::Known }
            },
        ))
}
