//! Everything that the tables hold of one pupil, for whoever asks what is held of them.

use rusqlite::Row;
use rusqlite::types::ValueRef;
use serde_json::Value;

use super::ask;
use super::change::still;
use super::connection::Store;
use super::convert::facts::selected;
use super::erased::{NamingPaper, naming};
use super::fault::Result;
use crate::domain::access::{Held, Section};
use crate::domain::day::Moment;
use crate::domain::identity::{PupilId, RecordId};

/// The columns that hold a moment.
const MOMENTS: [&str; 8] = [
    "at", "imported", "received", "recorded", "saved", "opened", "revealed", "undone",
];

/// The columns that are themselves written as JSON.
const WRITTEN: [&str; 2] = ["words", "body"];

/// What is held, each with its title, what it is, and the query for it; `{facts}` stands for the facts' columns.
const SECTIONS: [(&str, &str, &str); 19] = [
    ("Facts", "What each import told, with the file and its row.",
        "SELECT i.at AS imported, i.file, v.line AS row, (SELECT u.at FROM undoing u WHERE u.import = i.id) AS undone, {facts}
            FROM pupil p JOIN pupil_version v ON v.pupil = p.seq JOIN import i ON i.seq = v.import WHERE p.id = ?1 ORDER BY v.id"),
    ("Whole caseloads that left them out", "Files that were said to be the whole caseload and did not name them.",
        "SELECT i.at AS imported, i.file FROM departure d JOIN import i ON i.id = d.import WHERE d.pupil = ?1 ORDER BY i.at"),
    ("Plans", "The text of each version, and where it came from.",
        "SELECT received, source, version, provisions, text FROM plan WHERE pupil = ?1 ORDER BY seq"),
    ("Documents", "Documents whose pupil was not sure when they came in, and that were given to this one.",
        "SELECT p.received, p.file, s.at, s.reader, s.kind, t.text FROM paper p JOIN paper_step s ON s.paper = p.id
            LEFT JOIN paper_text t ON t.paper = p.id WHERE s.pupil = ?1 ORDER BY s.id"),
    ("Year group", "What somebody said of the year group they are taught in.",
        "SELECT at, years, reader, role, reason FROM cohort WHERE pupil = ?1 ORDER BY id"),
    ("Drafts", "Mappings that are not finished, with their steps and notes.",
        "SELECT saved, reader, role, framework, framework_version, parked, body FROM draft WHERE pupil = ?1 ORDER BY id"),
    ("Mappings", "Each recorded judgement of the plan; its words hold the provisions as read, notes and reasons.",
        "SELECT m.id, recorded, reader, role, purpose, framework, framework_version, setting, phase, tariff, route, chosen,
            cannot_map, unsure, primary_area, adopted_by, ruled, carried_from, opened, revealed, changed_after_reveal, w.body AS words
            FROM mapping m LEFT JOIN payload w ON w.record = m.id WHERE m.pupil = ?1 ORDER BY m.recorded, m.id"),
    ("Provisions", "The provisions of each mapping: who, how much, how often.",
        "SELECT d.mapping, d.n, d.area, d.who, d.amount, d.unit, d.per, d.ratio, d.annual_hours, d.duplicate_of
            FROM mapping_provision d JOIN mapping m ON m.id = d.mapping WHERE m.pupil = ?1 ORDER BY m.recorded, d.n"),
    ("Judgements", "What each provision was taken for.",
        "SELECT d.mapping, d.n, d.area, d.level, d.set_aside FROM judgement d JOIN mapping m ON m.id = d.mapping
            WHERE m.pupil = ?1 ORDER BY m.recorded, d.i"),
    ("Area levels", "The level of each area, and what it rests on.",
        "SELECT d.mapping, d.area, d.level, d.evidence, d.tariff FROM area_level d JOIN mapping m ON m.id = d.mapping
            WHERE m.pupil = ?1 ORDER BY m.recorded, d.i"),
    ("Trace", "How the rule came to the tariff.",
        "SELECT d.mapping, d.line FROM trace d JOIN mapping m ON m.id = d.mapping WHERE m.pupil = ?1 ORDER BY m.recorded, d.i"),
    ("Flags", "Why a mapping was flagged for a second look.",
        "SELECT d.mapping, d.rule FROM flag d JOIN mapping m ON m.id = d.mapping WHERE m.pupil = ?1 ORDER BY m.recorded, d.i"),
    ("Suggestions", "What was suggested to the reader, and whether it was taken.",
        "SELECT d.mapping, d.n, d.area, d.level, d.place, d.taken FROM offered d JOIN mapping m ON m.id = d.mapping
            WHERE m.pupil = ?1 ORDER BY m.recorded, d.i"),
    ("Withdrawals", "Mappings that were taken back.",
        "SELECT d.recorded, d.mapping, d.reader, d.role, w.body AS words FROM withdrawal d JOIN mapping m ON m.id = d.mapping
            LEFT JOIN payload w ON w.record = d.id WHERE m.pupil = ?1 ORDER BY d.recorded"),
    ("Reviews", "What moderators decided of mappings.",
        "SELECT d.recorded, d.mapping, d.stream, d.outcome, d.adjusted, d.rule, d.area, d.level, d.reader, d.role, w.body AS words
            FROM review d JOIN mapping m ON m.id = d.mapping LEFT JOIN payload w ON w.record = d.id
            WHERE m.pupil = ?1 ORDER BY d.recorded"),
    ("Agreed readings", "Mappings that were taken for an agreed reading, to train and to check readers by.",
        "SELECT d.recorded, d.mapping, d.aim, d.removes, d.reader, d.role, w.body AS words FROM agreed d
            JOIN mapping m ON m.id = d.mapping LEFT JOIN payload w ON w.record = d.id WHERE m.pupil = ?1 ORDER BY d.recorded"),
    ("Outcomes", "What was decided of a plan that costs more than it is given; sums in pence.",
        "SELECT d.recorded, d.mapping, d.rates, d.book, d.shortfall, d.outcome, d.top_up, d.reader, d.role, w.body AS words
            FROM outcome d LEFT JOIN payload w ON w.record = d.id WHERE d.pupil = ?1 ORDER BY d.recorded"),
    ("Samples", "Samples that mappings of theirs were drawn into, and why.",
        "SELECT s.recorded, d.mapping, d.why, s.cohort, s.reader FROM sample_member d JOIN sample s ON s.id = d.sample
            JOIN mapping m ON m.id = d.mapping WHERE m.pupil = ?1 ORDER BY s.recorded"),
    ("Audit samples", "Random samples that they were drawn into.",
        "SELECT a.recorded, a.framework, a.framework_version, a.reader FROM audit_member d JOIN audit a ON a.id = d.audit
            WHERE d.pupil = ?1 ORDER BY a.recorded"),
];

impl Store {
    /// Gives everything that is held of a pupil, and the records of others and of nobody whose words name them; a section
    /// without rows says so by having none.
    pub fn held(&self, pupil: &PupilId) -> Result<(Vec<Section>, Vec<RecordId>)> {
        let moment = still(&self.db)?;
        let facts = selected("v");
        let mut sections = Vec::new();
        for (title, about, sql) in SECTIONS {
            let sql = sql.replace("{facts}", &facts);
            let rows = ask::all(&moment, &sql, [pupil.as_str()], held)?;
            sections.push(Section { title, about, rows });
        }
        let named = naming(&moment, pupil)?;
        sections.push(Section {
            title: "Documents that name them",
            about: "Documents that wait or are another's, and name them; the text of those that are theirs alone.",
            rows: named.papers.into_iter().map(paper).collect(),
        });
        let files = named.files.into_iter().map(|(at, file)| {
            Held(vec![
                ("imported".to_owned(), instant(at)),
                ("file".to_owned(), file.into()),
            ])
        });
        sections.push(Section {
            title: "Files that are called after them",
            about: "Files that were imported and whose names name them.",
            rows: files.collect(),
        });
        Ok((sections, named.records))
    }
}

fn paper(paper: NamingPaper) -> Held {
    let text = paper.text.map(|text| ("text".to_owned(), text.into()));
    let mut cells = vec![
        ("received".to_owned(), instant(paper.received)),
        ("file".to_owned(), paper.file.into()),
    ];
    cells.extend(text);
    Held(cells)
}

fn instant(millis: i64) -> Value {
    Moment::from_millis(millis).to_string().into()
}

/// Reads a row by the names of its columns; what is null is left out.
fn held(row: &Row<'_>) -> Result<Held> {
    let mut cells = Vec::new();
    for (at, name) in row.as_ref().column_names().enumerate() {
        let value: Value = match row.get_ref(at)? {
            ValueRef::Null | ValueRef::Blob(_) => continue,
            ValueRef::Integer(number) if MOMENTS.contains(&name) => instant(number),
            ValueRef::Integer(number) => number.into(),
            ValueRef::Real(number) => number.into(),
            ValueRef::Text(text) => {
                let text = String::from_utf8_lossy(text);
                let written = WRITTEN.contains(&name);
                let laid = written.then(|| serde_json::from_str(&text).ok()).flatten();
                laid.unwrap_or_else(|| text.into())
            }
        };
        cells.push((name.to_owned(), value));
    }
    Ok(Held(cells))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixtures::{
        at, batch, draft, import, incoming, officer, order, plan, pupil, sheet, workspace,
    };
    use crate::store::{IncomingPlan, Rev, migrate};

    #[test]
    fn everything_is_told_with_where_it_came_from() {
        let (_folder, mut store) = workspace(2);
        let one = pupil(&store, "K-1");
        let mapping = store.record(sheet(&store, &one, "3"), None, at(2)).unwrap();
        store
            .withdraw(&mapping.id, &officer(), "read too fast", at(3))
            .unwrap();
        store.save_draft(&draft(&one), Rev::NONE, at(4)).unwrap();
        store
            .set_cohort(&one, Some(-1), &officer(), "repeated year 4", at(5))
            .unwrap();
        let (sections, _) = store.held(&one).unwrap();
        let text = format!("{sections:?}");
        for told in [
            "Okafor",
            "caseload.csv",
            "2015-03-04",
            "K-1: A TA, 15 minutes a day.",
            "Amara's own words",
            "read too fast",
            "repeated year 4",
            "T3",
            "2026-01-12T09:32:00.000Z",
            "Sian Price",
        ] {
            assert!(text.contains(told), "{told} is not in {text}");
        }
        assert!(!text.contains("K-2"), "{text}");
    }

    #[test]
    fn documents_files_and_records_that_name_them_are_told() {
        let (_folder, mut store) = workspace(1);
        let mut facts = incoming("K-77", 2);
        facts.facts.forename = Some("Amaranth".to_owned());
        facts.facts.surname = Some("Quillfeather".to_owned());
        import(&mut store, order(at(1)), &[batch(vec![facts])], &[]).unwrap();
        let (one, other) = (pupil(&store, "K-77"), pupil(&store, "K-1"));
        let brought = IncomingPlan {
            source: "Quillfeather Amaranth.docx".to_owned(),
            ..plan("A TA, and her own words.")
        };
        import(&mut store, order(at(2)), &[], &[(one.clone(), brought)]).unwrap();
        let papers = [
            ("Amaranth Quillfeather.txt", "Theirs alone."),
            ("other.txt", "Zebedee lives with Amaranth Quillfeather."),
            ("nobody.txt", "Zebedee lives alone."),
        ];
        let papers = papers.map(|(file, text)| (file.to_owned(), text.to_owned()));
        store.keep_papers(&papers, &officer(), at(3)).unwrap();
        let mut mapped = sheet(&store, &other, "3");
        mapped.judged.judgements[0].note = Some("with Amaranth Quillfeather".to_owned());
        let recorded = store.record(mapped, None, at(4)).unwrap();
        let (sections, records) = store.held(&one).unwrap();
        assert_eq!(records, [recorded.id]);
        let text = serde_json::to_string(&sections[SECTIONS.len()..]).unwrap();
        for told in ["Theirs alone.", "other.txt", "Quillfeather Amaranth.docx"] {
            assert!(text.contains(told), "{told} is not in {text}");
        }
        assert!(
            !text.contains("Zebedee") && !text.contains("nobody.txt"),
            "{text}"
        );
    }

    /// Every table that names a pupil, or a mapping that does, is told of: a new one must be added.
    #[test]
    fn no_table_that_names_a_pupil_is_left_out() {
        let db = migrate::pattern().unwrap();
        let sql = "SELECT DISTINCT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
            WHERE m.type = 'table' AND c.name IN ('pupil', 'mapping')";
        let tables: Vec<String> = ask::all(&db, sql, [], |row| Ok(row.get(0)?)).unwrap();
        let told: String = SECTIONS.map(|(_, _, sql)| sql).join(" ");
        // A ruling names many mappings and says nothing of a pupil; what is erased has no person any more.
        let aside = ["ruling_mapping", "erased", "erased_mark"];
        for table in tables
            .iter()
            .filter(|table| !aside.contains(&table.as_str()))
        {
            let named = [format!("FROM {table} "), format!("JOIN {table} ")];
            let is_told = named
                .iter()
                .any(|name| told.replace('\n', " ").contains(name));
            assert!(is_told, "{table}");
        }
    }
}
