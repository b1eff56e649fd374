//! The facts of a pupil one by one: their names, how two pictures of a pupil differ, what a file is silent on.

use super::identity::PupilRef;
use super::pupil::Facts;

/// Declares each fact once: variant, field of [`Facts`], and name in files and on the screen.
macro_rules! facts {
    ($($fact:ident $field:ident $name:literal;)*) => {
        /// One fact of a pupil; in the order of the caseload table's columns.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Fact {
            $(#[doc = concat!("`", $name, "`")] $fact,)*
        }

        impl Fact {
            /// Every fact.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$fact),*];

            /// The name in files and in the store.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$fact => $name,)*
                }
            }

            /// Whether two pictures of a pupil differ in it.
            pub fn differs(self, one: &Facts, other: &Facts) -> bool {
                match self {
                    $(Self::$fact => one.$field != other.$field,)*
                }
            }

            /// Takes it over from one picture of a pupil into another.
            fn carry(self, from: &Facts, to: &mut Facts) {
                match self {
                    $(Self::$fact => to.$field.clone_from(&from.$field),)*
                }
            }
        }
    };
}

facts! {
    Reference reference "ref";
    Upn upn "upn";
    Surname surname "surname";
    Forename forename "forename";
    Dob dob "dob";
    Sex sex "sex";
    Ethnicity ethnicity "ethnicity";
    YearGroup year_group "year_group";
    Urn urn "urn";
    School school "school";
    Setting setting "setting";
    District district "district";
    Community community "community";
    Need1 need_1 "need_1";
    Need2 need_2 "need_2";
    PlanStart plan_start "plan_start";
    PlanVersion plan_version "plan_version";
    LastReview last_review "last_review";
    ReviewDue review_due "review_due";
    PhaseTransfer phase_transfer "phase_transfer";
    PhaseTransferDue phase_transfer_due "phase_transfer_due";
    NextUrn next_urn "next_urn";
    NextSetting next_setting "next_setting";
    NextFrom next_from "next_from";
    PlacementStatus placement_status "placement_status";
    PlacementChange placement_change "placement_change";
    CurrentTopUp current_top_up "current_top_up";
    CurrentEpn current_epn "current_epn";
    Uln uln "uln";
    Ukprn ukprn "ukprn";
    SenSetting sen_setting "sen_setting";
    Base base "base";
    Authority authority "authority";
    PlanCeased plan_ceased "plan_ceased";
    CeaseReason cease_reason "cease_reason";
}

/// What goes with a school: at another one it is not known any more.
const OF_A_SCHOOL: [Fact; 8] = [
    Fact::Urn,
    Fact::School,
    Fact::Setting,
    Fact::District,
    Fact::Community,
    Fact::Ukprn,
    Fact::SenSetting,
    Fact::Base,
];

impl Fact {
    /// Gives the facts in which two pictures of a pupil differ.
    pub fn changed(before: &Facts, after: &Facts) -> impl Iterator<Item = Self> {
        Self::ALL
            .into_iter()
            .filter(move |fact| fact.differs(before, after))
    }
}

impl Facts {
    /// Gives what stays of a picture of a pupil under another reference: the facts for which `stays` says so.
    pub(crate) fn only(&self, reference: PupilRef, stays: impl Fn(Fact) -> bool) -> Self {
        let mut kept = Self::unknown(reference);
        for fact in Fact::ALL.into_iter().filter(|fact| stays(*fact)) {
            fact.carry(self, &mut kept);
        }
        kept
    }

    /// Fills in what the file is `silent` on, as it was before: a return without a column for the Community does not
    /// say that there is none. What goes with a school is not carried to another school.
    pub fn follow(&mut self, before: &Self, silent: &[Fact]) {
        let moved = self.moved(before, silent);
        for fact in silent {
            // A kind of place that was worked out from a code in the file is said, whatever its columns are.
            let said = *fact == Fact::Setting && self.setting.is_some();
            if !(said || moved && OF_A_SCHOOL.contains(fact)) {
                fact.carry(before, self);
            }
        }
    }

    /// Whether the file says another school than before: by its number, or by its name where it has no numbers.
    fn moved(&self, before: &Self, silent: &[Fact]) -> bool {
        if silent.contains(&Fact::Urn) {
            let named = !silent.contains(&Fact::School) && before.school.is_some();
            return named && self.school != before.school;
        }
        before.urn.is_some() && self.urn != before.urn
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::identity::PupilRef;
    use crate::domain::place::Setting;

    fn known() -> Facts {
        let mut facts = Facts::unknown(PupilRef::new("K-1"));
        facts.urn = Some("118000".to_owned());
        facts.community = Some("Ashford 1".to_owned());
        facts.need_2 = Some("SLCN".to_owned());
        facts.setting = Some(Setting::Special);
        facts
    }

    #[test]
    fn what_a_file_is_silent_on_stays() {
        let silent = [Fact::Community, Fact::Setting];
        let mut after = known();
        (after.community, after.need_2, after.setting) = (None, None, None);
        after.follow(&known(), &silent);
        let changed: Vec<Fact> = Fact::changed(&known(), &after).collect();
        assert_eq!(changed, [Fact::Need2]);
    }

    #[test]
    fn what_goes_with_a_school_does_not_move() {
        let mut after = known();
        after.urn = Some("118001".to_owned());
        (after.community, after.setting) = (None, None);
        after.follow(&known(), &[Fact::Community, Fact::Setting]);
        assert_eq!((after.community, after.setting), (None, None));
    }

    #[test]
    fn a_kind_of_place_that_is_said_wins() {
        let mut after = known();
        after.setting = Some(Setting::Elsewhere);
        after.follow(&known(), &[Fact::Setting]);
        assert_eq!(after.setting, Some(Setting::Elsewhere));
    }
}
