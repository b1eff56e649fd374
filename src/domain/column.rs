//! The columns of the plain caseload table: their names, and the headers that people give them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Declares the columns once: variant, name in files, words, and other headers people give it.
macro_rules! columns {
    ($($column:ident $name:literal $words:literal [$($alias:literal),*];)*) => {
        /// A column of the caseload table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub enum Column {
            $(#[doc = concat!("`", $name, "`")] $column,)*
        }

        impl Column {
            /// Every column, in the order of the standard.
            pub const ALL: &[Self] = &[$(Self::$column),*];

            /// The name in files.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$column => $name,)*
                }
            }

            /// What it holds, in words.
            pub fn words(self) -> &'static str {
                match self {
                    $(Self::$column => $words,)*
                }
            }

            /// Other headers for it, folded.
            pub fn aliases(self) -> &'static [&'static str] {
                match self {
                    $(Self::$column => &[$($alias),*],)*
                }
            }
        }
    };
}

columns! {
    Ref "ref" "the pupil's reference" ["reference", "pupilref", "pupilreference", "localid", "personid", "caseref"];
    Upn "upn" "unique pupil number" ["uniquepupilnumber", "upnuniquepupilnumber"];
    Surname "surname" "surname" ["lastname", "familyname"];
    Forename "forename" "forename" ["firstname", "givenname"];
    Dob "dob" "date of birth" ["dateofbirth", "birthdate", "personbirthdate"];
    Sex "sex" "sex" ["gender"];
    Ethnicity "ethnicity" "ethnicity" [];
    YearGroup "year_group" "national curriculum year" ["ncy", "ncyear", "nationalcurriculumyear"];
    Urn "urn" "school's number (URN)" ["schoolurn"];
    School "school" "school's name" ["schoolname"];
    Setting "setting" "kind of place" [];
    District "district" "district" [];
    Community "community" "Community of schools" ["communityofschools"];
    Need1 "need_1" "primary need" ["primaryneed"];
    Need2 "need_2" "secondary need" ["secondaryneed"];
    PlanStart "plan_start" "day the plan was first issued" ["planstartdate"];
    PlanVersion "plan_version" "plan's version" [];
    LastReview "last_review" "day of the last annual review" ["lastreviewdate"];
    ReviewDue "review_due" "day the next annual review is due" ["reviewduedate"];
    PhaseTransfer "phase_transfer" "phase transfer: yes, no or the phase" [];
    PhaseTransferDue "phase_transfer_due" "day the phase transfer is due" ["phasetransferduedate"];
    NextUrn "next_urn" "next school's number (URN)" [];
    NextSetting "next_setting" "next kind of place" [];
    NextFrom "next_from" "day the next placement begins" [];
    PlacementStatus "placement_status" "next placement: named, type only, none" [];
    PlacementChange "placement_change" "change of placement requested" [];
    CurrentTopUp "current_top_up" "top-up, £ a year" ["topup"];
    CurrentEpn "current_epn" "exceptional needs funding, £ a year" ["epn"];
    Uln "uln" "unique learner number" ["uniquelearnernumber"];
    Ukprn "ukprn" "provider's number (UKPRN)" [];
    SenSetting "sen_setting" "SEN2 code of a place without a number" [];
    Base "base" "SEN unit or resourced provision" ["senunitorresourcedprovision"];
    Authority "authority" "authority that maintains the plan" ["la", "homela", "homeauthority", "maintainingauthority"];
    PlanCeased "plan_ceased" "day the plan ceased" ["ceasedate", "planceasedate"];
    CeaseReason "cease_reason" "why the plan ceased" [];
    SectionF "section_f" "provision: the plan's Section F" ["sectionftext", "provision", "specialeducationalprovision", "provisiontext"];
    Who "who" "who delivers it" ["bywhom", "deliveredby"];
    HowOften "how_often" "how often" ["frequency"];
    HowLong "how_long" "how long" ["duration"];
    Ratio "ratio" "ratio or size of group" ["groupsize"];
}

impl Column {
    /// Whether it speaks of one provision, so that a pupil's rows may differ in it.
    pub fn is_of_provision(self) -> bool {
        self >= Self::SectionF
    }

    /// Whether it says who a row is about.
    pub fn is_identity(self) -> bool {
        matches!(self, Self::Ref | Self::Upn)
    }

    /// Gives the column a header means.
    pub fn of(header: &str) -> Option<Self> {
        let folded = fold(header);
        Self::ALL.iter().copied().find(|column| {
            fold(column.name()) == folded || column.aliases().contains(&folded.as_str())
        })
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl From<Column> for String {
    fn from(column: Column) -> Self {
        column.name().to_owned()
    }
}

impl TryFrom<String> for Column {
    type Error = NoColumn;

    fn try_from(name: String) -> Result<Self, NoColumn> {
        Self::of(&name).ok_or(NoColumn(name))
    }
}

/// A name that no column has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no column \"{0}\" in a caseload; the columns are {names}", names = names())]
pub struct NoColumn(String);

fn names() -> String {
    let names: Vec<&str> = Column::ALL.iter().map(|column| column.name()).collect();
    names.join(", ")
}

/// Folds a header: no case, no blanks, underscores or hyphens, and nothing in brackets.
pub fn fold(header: &str) -> String {
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
