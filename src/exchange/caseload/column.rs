//! The columns of the plain caseload table, and the headers they go by.

use super::super::fault::Cause;
use super::super::table::Row;
use crate::domain::fact::Fact;

/// Declares the columns once: variant, name in files, and other headers people give it.
macro_rules! columns {
    ($($column:ident $name:literal [$($alias:literal),*];)*) => {
        /// A column of the caseload table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Column {
            $($column,)*
        }

        impl Column {
            /// Every column, in the order of the standard.
            pub(super) const ALL: &[Self] = &[$(Self::$column),*];

            /// The name in files.
            pub(super) fn name(self) -> &'static str {
                match self {
                    $(Self::$column => $name,)*
                }
            }

            /// Other headers for it, folded.
            fn aliases(self) -> &'static [&'static str] {
                match self {
                    $(Self::$column => &[$($alias),*],)*
                }
            }
        }
    };
}

columns! {
    Ref "ref" ["reference", "pupilref", "pupilreference", "localid", "personid", "caseref"];
    Upn "upn" ["uniquepupilnumber", "upnuniquepupilnumber"];
    Surname "surname" ["lastname", "familyname"];
    Forename "forename" ["firstname", "givenname"];
    Dob "dob" ["dateofbirth", "birthdate", "personbirthdate"];
    Sex "sex" ["gender"];
    Ethnicity "ethnicity" [];
    YearGroup "year_group" ["ncy", "ncyear", "nationalcurriculumyear"];
    Urn "urn" ["schoolurn"];
    School "school" ["schoolname"];
    Setting "setting" [];
    District "district" [];
    Community "community" ["communityofschools"];
    Need1 "need_1" ["primaryneed"];
    Need2 "need_2" ["secondaryneed"];
    PlanStart "plan_start" ["planstartdate"];
    PlanVersion "plan_version" [];
    LastReview "last_review" ["lastreviewdate"];
    ReviewDue "review_due" ["reviewduedate"];
    PhaseTransfer "phase_transfer" [];
    PhaseTransferDue "phase_transfer_due" ["phasetransferduedate"];
    NextUrn "next_urn" [];
    NextSetting "next_setting" [];
    NextFrom "next_from" [];
    PlacementStatus "placement_status" [];
    PlacementChange "placement_change" [];
    CurrentTopUp "current_top_up" ["topup"];
    CurrentEpn "current_epn" ["epn"];
    Uln "uln" ["uniquelearnernumber"];
    Ukprn "ukprn" [];
    SenSetting "sen_setting" [];
    Base "base" ["senunitorresourcedprovision"];
    Authority "authority" ["la", "homela", "homeauthority", "maintainingauthority"];
    PlanCeased "plan_ceased" ["ceasedate", "planceasedate"];
    CeaseReason "cease_reason" [];
    SectionF "section_f" ["sectionftext", "provision", "specialeducationalprovision", "provisiontext"];
    Who "who" ["bywhom", "deliveredby"];
    HowOften "how_often" ["frequency"];
    HowLong "how_long" ["duration"];
    Ratio "ratio" ["groupsize"];
}

impl Column {
    /// Whether it speaks of one provision, so that a pupil's rows may differ in it.
    pub(super) fn is_of_provision(self) -> bool {
        self >= Self::SectionF
    }

    /// Gives the column a header means.
    fn of(header: &str) -> Option<Self> {
        let folded = fold(header);
        Self::ALL.iter().copied().find(|column| {
            fold(column.name()) == folded || column.aliases().contains(&folded.as_str())
        })
    }
}

/// Folds a header: no case, no blanks, underscores or hyphens, and nothing in brackets.
fn fold(header: &str) -> String {
    let mut depth = 0_u32;
    let mut folded = String::with_capacity(header.len());
    for letter in header.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '_' | '-' => {}
            _ if depth > 0 || letter.is_whitespace() => {}
            _ => folded.extend(letter.to_lowercase()),
        }
    }
    folded
}

/// Which column of a file is which.
pub(super) struct Columns {
    at: Vec<Option<usize>>,
    headers: Vec<String>,
    /// Headers that mean nothing here, as the file spells them, each with its place from 1.
    pub(super) unknown: Vec<(usize, String)>,
}

impl Columns {
    /// Reads the header row of a caseload, in which a column says who each pupil is.
    pub(super) fn of(header: &Row) -> Result<Self, Cause> {
        let columns = Self::named(header)?;
        if columns.at(Column::Ref).is_none() && columns.at(Column::Upn).is_none() {
            return Err(Cause::NoIdentity(columns.seen()));
        }
        Ok(columns)
    }

    /// Whether a header row is that of a table of provisions, which need not say whose they are.
    pub(super) fn are_of_provisions(header: &Row) -> bool {
        Self::named(header).is_ok_and(|columns| columns.at(Column::SectionF).is_some())
    }

    fn named(header: &Row) -> Result<Self, Cause> {
        let headers: Vec<String> = (0..header.len())
            .map(|at| header.cell(at).to_owned())
            .collect();
        let mut columns = Self {
            at: vec![None; Column::ALL.len()],
            headers,
            unknown: Vec::new(),
        };
        for (at, header) in columns.headers.iter().enumerate() {
            let Some(column) = Column::of(header) else {
                columns.unknown.push((at + 1, header.clone()));
                continue;
            };
            let Some(place) = columns.at.get_mut(column as usize) else {
                continue;
            };
            if let Some(first) = *place {
                return Err(Cause::TwiceNamed {
                    meaning: column.name(),
                    first: columns.headers.get(first).cloned().unwrap_or_default(),
                    second: header.clone(),
                });
            }
            *place = Some(at);
        }
        Ok(columns)
    }

    /// Where a column stands, from 0.
    pub(super) fn at(&self, column: Column) -> Option<usize> {
        self.at.get(column as usize).copied().flatten()
    }

    /// The facts that no column of the file speaks of.
    pub(super) fn silent(&self) -> Vec<Fact> {
        let said = |fact: &Fact| {
            let mut columns = Column::ALL.iter();
            let column = columns.find(|column| column.name() == fact.name());
            column.is_some_and(|column| self.at(*column).is_some())
        };
        // Who it is, is what the pupils are found by, whichever column says it.
        let facts = Fact::ALL.into_iter().filter(|fact| !said(fact));
        facts.filter(|fact| *fact != Fact::Reference).collect()
    }

    /// A column's header as the file spells it.
    pub(super) fn header(&self, column: Column) -> &str {
        let at = self.at(column);
        at.and_then(|at| self.headers.get(at))
            .map_or(column.name(), String::as_str)
    }

    /// How many columns the file has.
    pub(super) fn len(&self) -> usize {
        self.headers.len()
    }

    /// The headers in a sentence, the first thirty of them.
    fn seen(&self) -> String {
        let shown: Vec<String> = self
            .headers
            .iter()
            .take(30)
            .map(|header| format!("\"{}\"", header.chars().take(40).collect::<String>()))
            .collect();
        let more = self.headers.len().saturating_sub(shown.len());
        let rest = match more {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        format!("{}{rest}", shown.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn means(header: &str, expected: Option<Column>) {
        assert_eq!(Column::of(header), expected);
    }

    #[test]
    fn headers_are_known_whatever_their_spelling() {
        means("ref", Some(Column::Ref));
        means("REF", Some(Column::Ref));
        means("Date of Birth", Some(Column::Dob));
        means("Dob (ccyy-mm-dd)", Some(Column::Dob));
        means("NCY", Some(Column::YearGroup));
        means("Year-Group", Some(Column::YearGroup));
        means("phase transfer due", Some(Column::PhaseTransferDue));
        means("How  often", Some(Column::HowOften));
        means("By whom", Some(Column::Who));
        means("Notes", None);
        means("", None);
    }

    #[test]
    fn no_two_columns_share_a_header() {
        let mut all: Vec<String> = Vec::new();
        for column in Column::ALL {
            all.push(fold(column.name()));
            all.extend(column.aliases().iter().map(ToString::to_string));
        }
        let count = all.len();
        assert!(all.iter().all(|header| fold(header) == *header));
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
