//! What goes into a bundle, piece by piece.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rusqlite::Connection;

use super::rows;
use crate::domain::colleague::Colleague;
use crate::domain::day::Moment;
use crate::domain::identity::{Origin, PupilId, RecordId};
use crate::domain::travel::{
    Bytes, Cell, Chained, Entry, Named, Part, Piece, Pupil, Register, Row, Words,
};
use crate::store::change::still;
use crate::store::connection::Store;
use crate::store::content::Kind;
use crate::store::convert::columns::Columns;
use crate::store::fault::Result;
use crate::store::{ask, colleagues};

/// What is to be packed.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Who packs: the name and keys of this workspace.
    pub from: Colleague,
    /// Which parts.
    pub what: Vec<Part>,
    /// Only what came in or was recorded since.
    pub since: Option<Moment>,
    /// Only these pupils and their records.
    pub pupils: Option<HashSet<PupilId>>,
}

/// Hears a piece.
type Take<'a> = dyn FnMut(Piece) -> Result<()> + 'a;

impl Store {
    /// Packs a part of the work: hands over every piece in the order in which [`super::Arrival`] takes them.
    pub fn pack(&self, pack: &Pack, take: &mut Take<'_>) -> Result<()> {
        let db = still(&self.db)?;
        for row in rows::all(&db, "SELECT * FROM framework ORDER BY seq", [], &["seq"])? {
            take(Piece::Framework(row))?;
        }
        if pack.what.contains(&Part::Caseload) {
            let pupils = chosen(&db, pack)?;
            let mut imports = Imports::default();
            schools(&db, &pupils, &mut imports, take)?;
            for id in &pupils {
                let pupil = pupil(&db, id)?;
                imports.of_pupil(&db, &pupil, take)?;
                take(Piece::Pupil(Box::new(pupil)))?;
            }
        }
        let origins = "SELECT origin FROM chain GROUP BY origin ORDER BY origin";
        for origin in ask::all(&db, origins, [], |row| Columns::of(row).name(Origin::new))? {
            let colleague = if origin == self.origin {
                Some(pack.from.clone())
            } else {
                colleagues::known(&db, &origin)?.map(|known| known.colleague)
            };
            if let Some(colleague) = colleague {
                chain(&db, pack, colleague, take)?;
            }
        }
        Ok(())
    }
}

/// The pupils to be packed, in the order of their ids.
fn chosen(db: &Connection, pack: &Pack) -> Result<BTreeSet<PupilId>> {
    let sql = "SELECT p.id FROM pupil p JOIN import n ON n.seq = p.named LEFT JOIN import d ON d.seq = p.departed
        WHERE n.at >= ?1 OR d.at >= ?1
            OR EXISTS (SELECT 1 FROM pupil_version v JOIN import i ON i.seq = v.import WHERE v.pupil = p.seq AND i.at >= ?1)
            OR EXISTS (SELECT 1 FROM plan l WHERE l.pupil = p.id AND l.received >= ?1)
            OR EXISTS (SELECT 1 FROM cohort c WHERE c.pupil = p.id AND c.at >= ?1)
            OR EXISTS (SELECT 1 FROM mapping m WHERE m.pupil = p.id AND m.recorded >= ?1)";
    let since = pack.since.map_or(i64::MIN, Moment::millis);
    let found = ask::all(db, sql, [since], |row| Columns::of(row).name(PupilId::new))?;
    let wanted = |pupil: &PupilId| pack.pupils.as_ref().is_none_or(|only| only.contains(pupil));
    Ok(found.into_iter().filter(wanted).collect())
}

/// The imports that went already: each goes before the first piece that names it.
#[derive(Default)]
struct Imports(HashSet<String>);

impl Imports {
    fn name(&mut self, db: &Connection, import: &str, take: &mut Take<'_>) -> Result<()> {
        if !self.0.insert(import.to_owned()) {
            return Ok(());
        }
        let one = |sql| rows::all(db, sql, [import], &["seq"]).map(|mut rows| rows.pop());
        let Some(row) = one("SELECT * FROM import WHERE id = ?1")? else {
            return Ok(());
        };
        take(Piece::Import(Box::new(Named {
            import: row,
            account: one("SELECT * FROM import_account WHERE import = ?1")?,
            undoing: one("SELECT * FROM undoing WHERE import = ?1")?,
        })))
    }

    fn of_pupil(&mut self, db: &Connection, pupil: &Pupil, take: &mut Take<'_>) -> Result<()> {
        let told = pupil.versions.iter().chain(&pupil.plans);
        let told = told.filter_map(|row| row.get("import").and_then(Cell::text));
        let left = pupil.departures.iter().chain(&pupil.departed);
        for import in told
            .chain(left.map(String::as_str))
            .chain([pupil.named.as_str()])
        {
            self.name(db, import, take)?;
        }
        Ok(())
    }
}

/// A pupil with all that is known of them.
fn pupil(db: &Connection, id: &PupilId) -> Result<Pupil> {
    let sql = "SELECT p.ref, n.id, d.id FROM pupil p JOIN import n ON n.seq = p.named
        LEFT JOIN import d ON d.seq = p.departed WHERE p.id = ?1";
    let own = ask::one(db, sql, [id.as_str()], |row| {
        let row = &mut Columns::of(row);
        Ok((row.plain()?, row.plain()?, row.plain()?))
    })?;
    let (reference, named, departed) = own.unwrap_or_default();
    let sql = "SELECT v.*, i.id AS told_by FROM pupil p JOIN pupil_version v ON v.pupil = p.seq
        JOIN import i ON i.seq = v.import WHERE p.id = ?1 ORDER BY i.id, v.id";
    let mut versions = rows::all(db, sql, [id.as_str()], &["id", "pupil", "import"])?;
    for row in &mut versions {
        if let Some(import) = row.remove("told_by") {
            row.insert("import".to_owned(), import);
        }
    }
    let of = |sql, without: &[&str]| rows::all(db, sql, [id.as_str()], without);
    let departures = "SELECT import FROM departure WHERE pupil = ?1 ORDER BY import";
    Ok(Pupil {
        id: id.to_string(),
        reference,
        versions,
        plans: of(
            "SELECT * FROM plan WHERE pupil = ?1 ORDER BY received, id",
            &["seq", "pupil"],
        )?,
        cohorts: of(
            "SELECT * FROM cohort WHERE pupil = ?1 ORDER BY at, id",
            &["id", "pupil"],
        )?,
        departures: ask::all(db, departures, [id.as_str()], |row| Ok(row.get(0)?))?,
        named,
        departed,
    })
}

/// Hands over the schools that the pupils' facts name, and those that followed after them.
fn schools(
    db: &Connection,
    pupils: &BTreeSet<PupilId>,
    imports: &mut Imports,
    take: &mut Take<'_>,
) -> Result<()> {
    let mut urns = named_schools(db, pupils)?;
    let mut successions: HashMap<String, Vec<Row>> = HashMap::new();
    for row in rows::all(
        db,
        "SELECT * FROM school_succession ORDER BY urn, successor",
        [],
        &[],
    )? {
        let urn = rows::text(&row, "urn")?.to_owned();
        successions.entry(urn).or_default().push(row);
    }
    let mut open: Vec<String> = urns.iter().cloned().collect();
    while let Some(urn) = open.pop() {
        for row in successions.get(&urn).into_iter().flatten() {
            let next = rows::text(row, "successor")?.to_owned();
            if urns.insert(next.clone()) {
                open.push(next);
            }
        }
    }
    let mut versions: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    ask::each(
        db,
        "SELECT * FROM school_version ORDER BY id",
        [],
        |found| {
            let urn: String = found.get("urn")?;
            if urns.contains(&urn) {
                let row = rows::row(found, &["id"])?;
                versions.entry(urn).or_default().push(row);
            }
            Ok(())
        },
    )?;
    for (urn, versions) in versions {
        let successions = successions.remove(&urn).unwrap_or_default();
        for row in versions.iter().chain(&successions) {
            imports.name(db, rows::text(row, "import")?, take)?;
        }
        take(Piece::School(Register {
            urn,
            versions,
            successions,
        }))?;
    }
    Ok(())
}

fn named_schools(db: &Connection, pupils: &BTreeSet<PupilId>) -> Result<HashSet<String>> {
    let mut urns = HashSet::new();
    let sql =
        "SELECT p.id, v.urn, v.next_urn FROM pupil p JOIN pupil_version v ON v.id = p.version";
    ask::each(db, sql, [], |row| {
        let row = &mut Columns::of(row);
        if pupils.contains(&row.name(PupilId::new)?) {
            let named: [Option<String>; 2] = [row.plain()?, row.plain()?];
            urns.extend(named.into_iter().flatten());
        }
        Ok(())
    })?;
    Ok(urns)
}

/// Hands over a chain: its sealed head, then every place, with its record where that is to go.
fn chain(db: &Connection, pack: &Pack, colleague: Colleague, take: &mut Take<'_>) -> Result<()> {
    let origin = colleague.origin.clone();
    let sql = "SELECT n, link, signature FROM seal WHERE origin = ?1";
    let seal = ask::one(db, sql, [origin.as_str()], |row| {
        let row = &mut Columns::of(row);
        Ok((row.plain()?, row.digest()?, row.plain::<Vec<u8>>()?))
    })?;
    let Some((length, link, signature)) = seal else {
        return Ok(());
    };
    take(Piece::Chain(Box::new(Chained {
        colleague,
        length,
        link,
        signature: Bytes(signature),
    })))?;
    let sql = "SELECT n, kind, record, content, link FROM chain WHERE origin = ?1 ORDER BY n";
    ask::each(db, sql, [origin.as_str()], |row| {
        let row = &mut Columns::of(row);
        let mut entry = Entry {
            origin: origin.clone(),
            n: row.plain()?,
            kind: row.plain()?,
            record: row.name(RecordId::new)?,
            content: row.digest()?,
            link: row.digest()?,
            rows: Vec::new(),
            words: None,
        };
        record(db, pack, &mut entry)?;
        take(Piece::Entry(Box::new(entry)))
    })
}

/// Adds the record to its place, where it is here and is to go.
fn record(db: &Connection, pack: &Pack, entry: &mut Entry) -> Result<()> {
    // That somebody was erased goes to everybody, whatever else does.
    let is_wanted =
        |kind: &Kind| *kind == Kind::Erased || pack.what.contains(&Part::of_kind(&entry.kind));
    let kind = Kind::of_code(&entry.kind).filter(is_wanted);
    let Some(kind) = kind else {
        return Ok(());
    };
    let id = entry.record.as_str();
    let mut found = Vec::new();
    for (table, sql) in kind.rows() {
        for row in rows::all(db, sql, [id], &[])? {
            found.push(((*table).to_owned(), row));
        }
        match found.first() {
            Some((_, own)) if kind == Kind::Erased || goes(db, pack, own)? => {}
            Some(_) | None => return Ok(()),
        }
    }
    let sql = "SELECT salt, body FROM payload WHERE record = ?1";
    let words = ask::one(db, sql, [id], |row| {
        Ok(Words {
            salt: Bytes(row.get(0)?),
            body: row.get(1)?,
        })
    })?;
    let erased = "SELECT count(*) FROM erasure WHERE record = ?1";
    // Without its words a record is not what its place in the chain promises, but where they were erased.
    if words.is_some() || ask::count(db, erased, [id])? > 0 {
        (entry.rows, entry.words) = (found, words);
    }
    Ok(())
}

/// Whether a record goes, by its own row.
fn goes(db: &Connection, pack: &Pack, own: &Row) -> Result<bool> {
    let recorded = own.get("recorded").and_then(Cell::integer);
    let late = pack
        .since
        .is_none_or(|since| recorded.is_none_or(|at| at >= since.millis()));
    let Some(only) = pack.pupils.as_ref().filter(|_| late) else {
        return Ok(late);
    };
    if let Some(pupil) = own.get("pupil").and_then(Cell::text) {
        return Ok(only.contains(&PupilId::new(pupil)));
    }
    let Some(mapping) = own.get("mapping").and_then(Cell::text) else {
        return Ok(true);
    };
    let sql = "SELECT pupil FROM mapping WHERE id = ?1";
    let pupil = ask::one(db, sql, [mapping], |row| {
        Columns::of(row).name(PupilId::new)
    })?;
    Ok(pupil.is_some_and(|pupil| only.contains(&pupil)))
}
