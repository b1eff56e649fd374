//! How a caseload is looked at: as it stands or as it stood, with what of moderation and of the levels.

use std::borrow::Cow;

use crate::domain::day::Moment;
use crate::store::cohorts::YEARS;

/// How the caseload is looked at; by default as it stands, with nothing beside what lists need.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    /// The moment before which everything was recorded, imported and undone that is seen; nothing for all of it.
    pub until: Option<Moment>,
    /// Whether what moderation did with each mapping is read.
    pub moderation: bool,
    /// Whether the levels of each mapping's areas are read.
    pub levels: bool,
}

impl Sight {
    /// The clause that keeps the records of a table to those that are seen.
    pub(super) fn recorded(self, table: &str) -> String {
        self.before(&format!("{table}.recorded"))
    }

    fn before(self, column: &str) -> String {
        self.until.map_or_else(
            || "TRUE".to_owned(),
            |until| format!("{column} < {}", until.millis()),
        )
    }

    /// The clause that keeps drafts, which are no records, out of the past.
    pub(super) fn drafts(self) -> &'static str {
        if self.until.is_some() {
            "FALSE"
        } else {
            "TRUE"
        }
    }

    /// The plans that are seen: what came in, but by an import that was undone.
    pub(super) fn plans(self) -> Cow<'static, str> {
        let Some(until) = self.until else {
            return "standing_plan".into();
        };
        let until = until.millis();
        format!(
            "(SELECT * FROM plan l WHERE l.received < {until}
                AND NOT EXISTS (SELECT 1 FROM undoing u WHERE u.import = l.import AND u.at < {until}))"
        )
        .into()
    }

    /// What the query of the pupils begins with: the imports that stood, of the past.
    pub(super) fn with(self) -> Cow<'static, str> {
        let Some(until) = self.until else {
            return "".into();
        };
        let until = until.millis();
        format!(
            "WITH stood (seq) AS MATERIALIZED (SELECT i.seq FROM import i WHERE i.at < {until}
                AND NOT EXISTS (SELECT 1 FROM undoing u WHERE u.import = i.id AND u.at < {until}))"
        )
        .into()
    }

    /// The head of that query: the pupil, the import that named them last, the one that left them out since, and how far
    /// they are out of their cohort.
    ///
    /// An import that named a pupil and changed nothing leaves no row, so that of the past the import that brought the
    /// facts stands in for it; who was left out and came back has a row of their own for it.
    pub(super) fn heads(self) -> Cow<'static, str> {
        let Some(until) = self.until else {
            return format!("SELECT p.id, p.named, p.departed, {YEARS}").into();
        };
        let until = until.millis();
        format!(
            "SELECT p.id, CASE WHEN p.named IN stood THEN max(p.named, v.import) ELSE v.import END AS named,
                (SELECT max(d.seq) FROM departure q JOIN import d ON d.id = q.import WHERE q.pupil = p.id AND d.seq IN stood
                    AND d.seq >= CASE WHEN p.named IN stood THEN max(p.named, v.import) ELSE v.import END),
                (SELECT c.years FROM cohort c WHERE c.pupil = p.id AND c.at < {until} ORDER BY c.id DESC LIMIT 1)"
        )
        .into()
    }

    /// The tables of the pupils with the version of their facts that is seen.
    pub(super) fn pupils(self) -> &'static str {
        if self.until.is_some() {
            "pupil p CROSS JOIN pupil_version v ON v.id = (SELECT max(x.id) FROM pupil_version x
                WHERE x.pupil = p.seq AND x.import IN stood)"
        } else {
            "pupil p CROSS JOIN pupil_version v ON v.id = p.version"
        }
    }

    /// The clause that keeps those out whom an undone import had brought; of the past, they have no version then.
    pub(super) fn there(self) -> &'static str {
        if self.until.is_some() {
            "TRUE"
        } else {
            "p.undone IS NULL"
        }
    }
}
