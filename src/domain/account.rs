//! The account of an import: what came in, what did not and why; nobody is dropped without a line.

mod remark;

pub use remark::Remark;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::movement::{Moved, Movement};

/// A plan document that went to no pupil.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unmatched {
    /// The document's file.
    pub file: String,
    /// Why it went to nobody, and what to do.
    pub reason: String,
}

impl fmt::Display for Unmatched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.reason)
    }
}

/// What became of the plan documents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Documents {
    /// How many went to a pupil.
    pub matched: u64,
    /// Those that went to nobody.
    pub unmatched: Vec<Unmatched>,
    /// How many wait in the workspace to be settled, earlier ones among them.
    pub waiting: u64,
}

impl Documents {
    /// Says how many wait, and where they are settled; nothing where none does.
    pub fn words(&self) -> Option<String> {
        let words = match self.waiting {
            0 => return None,
            1 => "1 document waits".to_owned(),
            many => format!("{many} documents wait"),
        };
        Some(format!(
            "{words} to be settled: P in the worklist, or `continuum documents list`"
        ))
    }
}

/// What became of newer versions of plans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendments {
    /// Those in which a provision was touched, or may have been.
    pub amended: u64,
    /// Those in which none was.
    pub untouched: u64,
    /// How many pupils of the amended were done, and go back to the officers.
    pub sent_back: u64,
}

impl Amendments {
    /// Says it in one line; nothing where no newer version came in.
    fn words(&self) -> Option<String> {
        let plans = |count: u64| if count == 1 { "plan" } else { "plans" };
        let (amended, untouched) = (self.amended, self.untouched);
        let pupils = match self.sent_back {
            1 => "1 pupil goes".to_owned(),
            many => format!("{many} pupils go"),
        };
        match (amended, untouched) {
            (0, 0) => None,
            (0, _) => Some(format!(
                "Newer versions of {untouched} {}: no provision was touched",
                plans(untouched)
            )),
            (_, 0) => Some(format!(
                "{amended} {} amended: {pupils} back to the officers",
                plans(amended)
            )),
            (_, _) => Some(format!(
                "{amended} {} amended: {pupils} back to the officers; in {untouched} more no provision was touched",
                plans(amended)
            )),
        }
    }
}

/// What became of the national register of schools.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schools {
    /// Rows of the register and of its links.
    pub read: u64,
    /// Schools that the workspace did not know.
    pub new: u64,
    /// Schools of which the register says something else than before.
    pub changed: u64,
    /// Schools of which it says the same.
    pub unchanged: u64,
    /// Successions of one school by another that the workspace did not know.
    pub successions: u64,
    /// Rows not taken in, and why.
    pub rejected: Vec<Remark>,
}

impl Schools {
    fn words(&self) -> Option<String> {
        let Self {
            read,
            new,
            changed,
            unchanged,
            successions,
            rejected,
        } = self;
        let rejected = rejected.len();
        (*read > 0).then(|| {
            format!(
                "Schools: {read} rows read; {new} new, {changed} changed, {unchanged} unchanged, {successions} new successions, {rejected} rejected"
            )
        })
    }
}

/// A caseload table that was read: where it stood, and what its columns were read by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRead {
    /// The file.
    pub file: String,
    /// The sheet, where it is a workbook.
    pub sheet: Option<String>,
    /// The saved map that says what its columns are; nothing where their own names say it.
    pub map: Option<String>,
}

impl TableRead {
    /// Says it in one line; nothing where it goes without saying.
    fn words(&self) -> Option<String> {
        let sheet = self
            .sheet
            .as_ref()
            .map(|sheet| format!("sheet \"{sheet}\""));
        let map = self
            .map
            .as_ref()
            .map(|map| format!("columns by the map \"{map}\""));
        let said: Vec<String> = [sheet, map].into_iter().flatten().collect();
        (!said.is_empty()).then(|| format!("Read of {}: {}", self.file, said.join(", ")))
    }
}

/// What an import did: one entry a pupil, however many rows spoke of them, and one a row of those
/// who were not taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Pupils taken in and rows rejected.
    pub read: u64,
    /// Pupils that the workspace did not know.
    pub new: u64,
    /// Pupils of whom the file says something else than the workspace knew.
    pub changed: u64,
    /// Pupils of whom it says the same.
    pub unchanged: u64,
    /// Rows not imported, and why.
    pub rejected: Vec<Remark>,
    /// What somebody should look at; nobody was kept out for it.
    pub warnings: Vec<Remark>,
    /// The caseload tables, and what their columns were read by.
    pub tables: Vec<TableRead>,
    /// What became of the plan documents.
    pub documents: Documents,
    /// What became of newer versions of plans.
    pub plans: Amendments,
    /// Pupils who have left: the files are the whole caseload and do not name them.
    pub departed: u64,
    /// What moved, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub movements: Option<Vec<Movement>>,
    /// What became of the register of schools.
    pub schools: Schools,
    /// Pupils in the workspace whose plan text has not come in.
    pub no_plan_text: u64,
    /// What is to be known of the workspace, the first time that data of real pupils comes in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
}

impl Account {
    /// The one line that must always hold: read = new + changed + unchanged + rejected.
    pub fn sum(&self) -> String {
        let Self {
            read,
            new,
            changed,
            unchanged,
            ..
        } = self;
        let rejected = self.rejected.len();
        format!(
            "{read} read = {new} new + {changed} changed + {unchanged} unchanged + {rejected} rejected"
        )
    }

    /// Tells the whole account, at most so many lines of each kind.
    pub fn told(&self, most: usize) -> String {
        let documents = &self.documents;
        let mut lines = vec![self.sum()];
        lines.extend(self.tables.iter().filter_map(TableRead::words));
        if documents.matched > 0 || !documents.unmatched.is_empty() {
            let unmatched = documents.unmatched.len();
            lines.push(format!(
                "Documents: {} matched, {unmatched} not",
                documents.matched
            ));
        }
        lines.extend(documents.words());
        lines.extend(self.plans.words());
        lines.extend(self.schools.words());
        if self.departed > 0 {
            let left = self.departed;
            lines.push(format!(
                "Left, as the whole caseload does not name them: {left}"
            ));
        }
        lines.push(format!("Pupils without plan text: {}", self.no_plan_text));
        listed(&mut lines, "Rejected", &self.rejected, most);
        listed(
            &mut lines,
            "Rows of schools rejected",
            &self.schools.rejected,
            most,
        );
        listed(&mut lines, "Warnings", &self.warnings, most);
        listed(
            &mut lines,
            "Documents that went to nobody",
            &documents.unmatched,
            most,
        );
        if let Some(movements) = &self.movements {
            moved(&mut lines, movements, most);
        }
        lines.extend(self.notice.clone());
        lines.join("\n") + "\n"
    }
}

/// Tells what moved: how many of each kind, then each pupil.
pub fn moved(lines: &mut Vec<String>, movements: &[Movement], most: usize) {
    let count = |code: &str| {
        let of_kind = |moved: &Movement| moved.what.iter().any(|what| what.code() == code);
        movements.iter().filter(|moved| of_kind(moved)).count()
    };
    let counted = Moved::KINDS
        .iter()
        .map(|(code, words)| (count(code), words));
    let counted: Vec<String> = counted
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    lines.push(match counted.as_slice() {
        [] => "Nothing moved.".to_owned(),
        some => format!("Moved: {}", some.join(" · ")),
    });
    listed(lines, "What moved", movements, most);
}

fn listed(lines: &mut Vec<String>, title: &str, what: &[impl ToString], most: usize) {
    if what.is_empty() {
        return;
    }
    lines.push(format!("\n{title} ({}):", what.len()));
    lines.extend(
        what.iter()
            .take(most)
            .map(|one| format!("  {}", one.to_string())),
    );
    if what.len() > most {
        lines.push(format!("  … and {} more", what.len() - most));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remark() -> Remark {
        Remark {
            file: "caseload.csv".into(),
            row: Some(7),
            column: Some("dob".into()),
            value: Some("31/02/2015".into()),
            reason: "is a day that never was; correct it and import again".into(),
        }
    }

    #[test]
    fn a_remark_is_one_sentence() {
        assert_eq!(
            remark().to_string(),
            "caseload.csv, row 7, column \"dob\": \"31/02/2015\" is a day that never was; correct it and import again"
        );
        let long = Remark {
            value: Some("x".repeat(100)),
            ..remark()
        };
        assert!(long.to_string().contains(&format!("{}…\"", "x".repeat(60))));
    }

    #[test]
    fn the_account_has_the_json_of_the_contract() {
        let account = Account {
            read: 3,
            new: 2,
            rejected: vec![remark()],
            documents: Documents {
                matched: 1,
                unmatched: vec![Unmatched {
                    file: "plan.docx".into(),
                    reason: "names no pupil".into(),
                }],
                waiting: 1,
            },
            no_plan_text: 1,
            ..Account::default()
        };
        let told = account.told(5);
        assert!(told.starts_with("3 read = 2 new + 0 changed + 0 unchanged + 1 rejected\n"));
        assert!(told.contains("caseload.csv, row 7, column \"dob\": \"31/02/2015\" is a day"));
        assert_eq!(
            serde_json::to_value(&account).unwrap(),
            serde_json::json!({"read": 3, "new": 2, "changed": 0, "unchanged": 0,
                "rejected": [{"file": "caseload.csv", "row": 7, "column": "dob", "value": "31/02/2015",
                    "reason": "is a day that never was; correct it and import again"}],
                "warnings": [], "tables": [], "documents": {"matched": 1,
                    "unmatched": [{"file": "plan.docx", "reason": "names no pupil"}], "waiting": 1},
                "plans": {"amended": 0, "untouched": 0, "sent_back": 0},
                "schools": {"read": 0, "new": 0, "changed": 0, "unchanged": 0, "successions": 0, "rejected": []},
                "departed": 0, "no_plan_text": 1})
        );
    }

    #[test]
    fn newer_versions_are_told_where_there_are_any() {
        let told = |amended, untouched, sent_back| {
            Amendments {
                amended,
                untouched,
                sent_back,
            }
            .words()
        };
        assert_eq!(told(0, 0, 0), None);
        let words = told(0, 1, 0).unwrap();
        assert_eq!(words, "Newer versions of 1 plan: no provision was touched");
        let words = told(1, 0, 1).unwrap();
        assert_eq!(words, "1 plan amended: 1 pupil goes back to the officers");
        let words = told(12, 3, 0).unwrap();
        assert_eq!(
            words,
            "12 plans amended: 0 pupils go back to the officers; in 3 more no provision was touched"
        );
    }
}
