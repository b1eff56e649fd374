//! What the officer at a desk does, and the commands that do it.

use std::fmt::Write as _;

/// What the officer does.
#[derive(Clone, Debug)]
pub(super) enum Deed {
    Map(String),
    Withdraw(String),
    Review(String),
    Park(String, String),
    Import(String, Vec<String>),
    Backup,
    Restore(String),
    Bundle(String),
    Finish,
}

impl Deed {
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Map(_) => "map",
            Self::Withdraw(_) => "withdraw",
            Self::Review(_) => "review",
            Self::Park(..) => "park",
            Self::Import(..) => "import",
            Self::Backup => "backup",
            Self::Restore(_) => "restore",
            Self::Bundle(_) => "bundle",
            Self::Finish => "finish",
        }
    }

    pub(super) fn arguments(&self, cannot: &str) -> Vec<String> {
        let words: Vec<&str> = match self {
            Self::Map(reference) => vec!["map", reference, "--from", cannot],
            Self::Withdraw(mapping) => vec!["withdraw", mapping, "--reason", "another pupil's"],
            Self::Review(reference) => vec![
                "moderate", "review", reference, "--from", cannot, "--reader", "Mo", "--json",
            ],
            Self::Park(reference, reason) => vec!["park", reference, "--reason", reason],
            Self::Import(file, _) => vec!["import", file, "--json"],
            Self::Backup => vec!["backup", "--json"],
            Self::Restore(backup) => vec!["restore", backup, "--json"],
            Self::Bundle(file) => vec!["bundle", "export", "--to", "Ann", file],
            Self::Finish => vec!["restore", "--json"],
        };
        words.into_iter().map(str::to_owned).collect()
    }
}

/// Whether two deeds at once would be about one pupil, so that one would rightly refuse the other.
pub(super) fn same(one: &Deed, two: &Deed) -> bool {
    matches!(
        (one, two),
        (
            Deed::Map(_) | Deed::Withdraw(_) | Deed::Review(_),
            Deed::Map(_) | Deed::Withdraw(_) | Deed::Review(_)
        ) | (Deed::Park(..), Deed::Park(..))
    ) && !matches!((one, two), (Deed::Map(a), Deed::Map(b)) if a != b)
}

/// A table of pupils, each with a plan.
pub(super) fn table(references: &[String]) -> String {
    let mut table = "ref,surname,forename,dob,setting,section_f\n".to_owned();
    for (reference, n) in references.iter().zip(1..) {
        let _ = writeln!(
            table,
            "{reference},Bell,Sian,2014-02-01,special,\"1. A TA will help for {n} hours a week. 2. A Teaching Assistant \
             will deliver the talk programme 1:1 for {n} minutes every day. 3. All staff will use a visual timetable. \
             4. A speech and language therapist will visit once every {n} weeks. 5. A quiet room will be there.\""
        );
    }
    table
}
