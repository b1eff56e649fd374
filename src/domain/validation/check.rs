//! The checks: each a code, how severe it is, what is wrong and how to mend it.

use serde::Serialize;

/// How severe a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It cannot be right.
    Error,
    /// It may be right: somebody should look.
    Query,
}

impl Severity {
    /// The word in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Query => "query",
        }
    }
}

/// Declares each check once: variant, code, severity, what is wrong, and how to mend it.
macro_rules! checks {
    ($($check:ident $code:literal $severity:ident $wrong:literal, $fix:literal;)*) => {
        /// A check of the caseload.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Check {
            $(#[doc = $wrong] $check,)*
        }

        impl Check {
            /// Every check, in the order of the report.
            pub const ALL: &[Self] = &[$(Self::$check),*];

            /// The code in files.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$check => $code,)*
                }
            }

            /// How severe it is.
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$check => Severity::$severity,)*
                }
            }

            /// What is wrong; reads on from the fact's name.
            pub fn wrong(self) -> &'static str {
                match self {
                    $(Self::$check => $wrong,)*
                }
            }

            /// What to do.
            pub fn fix(self) -> &'static str {
                match self {
                    $(Self::$check => $fix,)*
                }
            }
        }
    };
}

checks! {
    UpnLetter "upn_letter" Error "has the wrong check letter", "compare it with the school's record and correct it";
    UpnMissing "upn_missing" Query "is missing, of a pupil of school age", "add the UPN, or the reason why there is none";
    UpnTemporary "upn_temporary" Query "is a temporary one", "replace it when the permanent one is known";
    UpnAuthority "upn_authority" Query "begins with a number that is no authority of the published list", "compare it with the school's record; newer authorities are not in the list";
    UlnCheck "uln_check" Error "is no learner number: its last figure does not check", "compare it with the learner's record and correct it";
    NameMissing "name_missing" Query "is missing", "add it, so that two records of one person can be told";
    BirthMissing "dob_missing" Error "is missing, and there is no year group either", "add the birth date: without it nobody can say whether the pupil is in scope";
    BirthUnknown "dob_unknown" Query "is missing; the year group alone is known", "add the birth date";
    TooOld "age_over" Error "makes the person older than a plan can run", "correct the birth date, or cease the plan";
    LastYear "age_last_year" Query "makes this the last year in which the plan can run", "see that the plan is ceased in time";
    OutOfCohort "year_group_out_of_cohort" Query "is not that of the birth date", "see that the pupil is taught out of cohort, or correct it";
    YearGroup "year_group_age" Error "is more than one away from that of the birth date", "correct the year group or the birth date";
    SexCode "sex_code" Query "is no code of the return", "write M or F";
    EthnicityCode "ethnicity_code" Query "is no main ethnicity code of the return", "write the main code; finer ones are kept as they are";
    NeedMissing "need_missing" Error "is missing", "add the primary type of need";
    NeedCode "need_code" Error "is no type of need of the return", "write the code of the need, such as SLCN";
    NeedTwice "need_twice" Query "is the first need again", "leave the second out, or correct it";
    AuthorityCode "authority_code" Error "is no code of an authority, which has three figures", "write the code, such as the one of the return's header";
    StartMissing "plan_start_missing" Query "is missing", "add the day the plan was first issued";
    StartFuture "plan_start_future" Error "is yet to come", "correct it";
    StartBeforeBirth "plan_start_before_birth" Error "is before the birth date", "correct one of the two";
    StartTooEarly "plan_start_before_2014" Query "is before September 2014, when there were no plans yet", "give the day the EHC plan was issued, not that of the statement before it";
    ReviewFuture "last_review_future" Error "is yet to come", "correct it; the next review is another date";
    ReviewBeforeStart "last_review_before_plan" Error "is before the plan was first issued", "correct one of the two";
    ReviewMissing "last_review_missing" Query "is missing, of a plan issued more than a year ago", "add the last review, or hold it";
    ReviewDueBefore "review_due_before_review" Error "is not after the last review", "correct one of the two";
    ReviewLate "review_due_late" Query "is more than a year after the last review", "a plan is reviewed every twelve months; correct it or bring it forward";
    CeasedFuture "plan_ceased_future" Query "is yet to come", "see that the plan is still to cease on that day";
    CeasedBeforeStart "plan_ceased_before_plan" Error "is before the plan was first issued", "correct one of the two";
    CeasedUnsaid "cease_reason_missing" Query "is missing, of a plan that ceased", "add the reason";
    CeasedUndated "plan_ceased_missing" Error "is missing, though there is a reason for ceasing", "add the day, or take the reason out: until then the plan counts as one that stands";
    CeaseCode "cease_reason_code" Error "is no reason for ceasing of the return", "write a code from 1 to 9";
    TransferUnlikely "phase_transfer_unlikely" Query "is said, in a year group in which no phase ends", "correct it, or see that the school's ages make it one";
    TransferPast "phase_transfer_due_past" Query "is past", "give the date of the next transfer, or take it out";
    NextPast "next_from_past" Query "is past: the pupil should be there by now", "make the next placement the present one";
    PlacementMissing "placement_missing" Error "is missing: nothing says where the pupil is", "add the school's URN, or the code of a place without one";
    SettingMissing "setting_missing" Error "is not known, so nobody can say whether the pupil is in scope", "add it, or import the register of schools";
    SettingCode "sen_setting_code" Error "is no setting of the return", "write a code such as EHE";
    SettingAndSchool "sen_setting_with_school" Query "is given beside a school", "leave out the one that is not so";
    SettingSchool "setting_not_of_school" Error "is not what the register says of the school", "correct the setting or the school";
    BaseSchool "base_not_of_school" Query "is none that the register knows of at this school", "see that the school has such a base, or correct it";
    UrnShape "urn_shape" Error "is no URN, which has six figures", "correct it";
    UkprnShape "ukprn_shape" Error "is no UKPRN, which has eight figures", "correct it";
    SchoolUnknown "school_unknown" Error "is no school of the register", "correct it, or import a newer register";
    SchoolFollowed "school_followed" Query "is a school that another has followed", "write the new school's URN";
    SchoolClosed "school_closed" Error "is a school that has closed", "say where the pupil is now";
    SchoolAge "school_ages" Query "teaches no pupils of this year group", "correct the school or the year group";
    SamePerson "same_person" Query "has the name and birth date of another record", "if it is one person, give both references in one file, or keep one record";
    LikePerson "like_person" Query "has the surname and birth date of another record, and one forename begins the other", "if it is one person, give both references in one file, or keep one record";
    SameUln "same_uln" Error "is the learner number of another record too", "correct one of the two, or keep one record";
}
