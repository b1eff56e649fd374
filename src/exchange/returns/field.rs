//! The modules and items of the SEN2 return, by the names of the DfE; read whatever their case.

/// A module of the return: a table of COLLECT, an element of the XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Module {
    /// The header: who sends the return.
    Sen2,
    /// A child or young person.
    Person,
    /// A request for an assessment, a transfer among them.
    Requests,
    /// The assessment that followed.
    Assessment,
    /// The plan that was made.
    NamedPlan,
    /// A place that the plan named.
    PlanDetail,
    /// The plan as it stood on census day.
    ActivePlans,
    /// A place on census day.
    PlacementDetail,
    /// A type of need.
    SenNeed,
}

impl Module {
    /// Every module, parents before children.
    pub const ALL: [Self; 9] = [
        Self::Sen2,
        Self::Person,
        Self::Requests,
        Self::Assessment,
        Self::NamedPlan,
        Self::PlanDetail,
        Self::ActivePlans,
        Self::PlacementDetail,
        Self::SenNeed,
    ];

    /// The name in COLLECT's files and headers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sen2 => "sen2",
            Self::Person => "person",
            Self::Requests => "requests",
            Self::Assessment => "assessment",
            Self::NamedPlan => "namedplan",
            Self::PlanDetail => "plandetail",
            Self::ActivePlans => "activeplans",
            Self::PlacementDetail => "placementdetail",
            Self::SenNeed => "senneed",
        }
    }

    /// What it hangs off. An active plan hangs off the request, not off the named plan.
    pub fn parent(self) -> Option<Self> {
        match self {
            Self::Sen2 | Self::Person => None,
            Self::Requests => Some(Self::Person),
            Self::Assessment | Self::ActivePlans => Some(Self::Requests),
            Self::NamedPlan => Some(Self::Assessment),
            Self::PlanDetail => Some(Self::NamedPlan),
            Self::PlacementDetail | Self::SenNeed => Some(Self::ActivePlans),
        }
    }

    /// The module whose element has this name, in small letters.
    pub(super) fn of_element(name: &[u8]) -> Option<Self> {
        if name == b"header" {
            return Some(Self::Sen2);
        }
        let named = |module: &Self| module.name().as_bytes() == name;
        Self::ALL.into_iter().skip(1).find(named)
    }

    /// The module whose table has this header, its cells in small letters.
    pub fn of_header(header: &[String]) -> Option<Self> {
        let ordered = |module: &Self| {
            header
                .iter()
                .any(|cell| cell.strip_suffix("orderseqcolumn") == Some(module.name()))
        };
        let keyed = |module: &Self| {
            let first = header.first();
            first.and_then(|cell| cell.strip_suffix("tableid")) == Some(module.name())
        };
        let find = |test: &dyn Fn(&Self) -> bool| Self::ALL.into_iter().find(|one| test(one));
        let collects = header.iter().any(|cell| cell == "nativeid");
        find(&ordered).or_else(|| find(&keyed)).filter(|_| collects)
    }
}

/// Declares the items once: variant, and the DfE's name.
macro_rules! fields {
    ($($field:ident $name:literal $small:literal;)*) => {
        /// An item of the return that the caseload takes something from.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Field {
            $(#[doc = concat!("`", $name, "`")] $field,)*
        }

        impl Field {
            /// The name as the DfE spells it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$field => $name,)*
                }
            }

            /// The name as COLLECT's headers spell it.
            pub fn small(self) -> &'static str {
                match self {
                    $(Self::$field => $small,)*
                }
            }

            /// The item of a name in small letters.
            pub(super) fn of(name: &[u8]) -> Option<Self> {
                // The literals are matched as bytes, which the compiler makes a tree of.
                match std::str::from_utf8(name).ok()? {
                    $($small => Some(Self::$field),)*
                    _ => None,
                }
            }
        }
    };
}

fields! {
    Authority "LEA" "lea";
    Surname "Surname" "surname";
    Forename "Forename" "forename";
    BirthDate "PersonBirthDate" "personbirthdate";
    Sex "Sex" "sex";
    Gender "GenderCurrent" "gendercurrent";
    Ethnicity "Ethnicity" "ethnicity";
    Upn "UPN" "upn";
    Uln "UniqueLearnerNumber" "uniquelearnernumber";
    NativeId "NativeId" "nativeid";
    PersonTableId "persontableid" "persontableid";
    Received "ReceivedDate" "receiveddate";
    Exported "Exported" "exported";
    Start "StartDate" "startdate";
    Ceased "CeaseDate" "ceasedate";
    CeaseReason "CeaseReason" "ceasereason";
    Urn "URN" "urn";
    Ukprn "UKPRN" "ukprn";
    Setting "SENsetting" "sensetting";
    PlacementRank "PlacementRank" "placementrank";
    Unit "SENunitIndicator" "senunitindicator";
    Resourced "ResourcedProvisionIndicator" "resourcedprovisionindicator";
    Entry "EntryDate" "entrydate";
    Leaving "LeavingDate" "leavingdate";
    ReviewMeeting "ReviewMeeting" "reviewmeeting";
    LastReview "LastReview" "lastreview";
    TransferDue "PhaseTransferDueDate" "phasetransferduedate";
    Need "SENtype" "sentype";
    NeedRank "SENtypeRank" "sentyperank";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_known_by_its_header() {
        let of = |header: &str| {
            let cells: Vec<String> = header.split(',').map(str::to_owned).collect();
            Module::of_header(&cells)
        };
        assert_eq!(
            of("requeststableid,nativeid,requestsorderseqcolumn,sourceid,persontableid"),
            Some(Module::Requests)
        );
        assert_eq!(
            of("sourceid,persontableid,nativeid,requestsorderseqcolumn,requeststableid"),
            Some(Module::Requests)
        );
        assert_eq!(of("senneedtableid,nativeid,sentype"), Some(Module::SenNeed));
        assert_eq!(of("ref,upn,dob"), None);
        assert_eq!(Module::of_element(b"sen2"), None);
        assert_eq!(Module::of_element(b"header"), Some(Module::Sen2));
    }
}
