//! The lists of words that rules look for.
//!
//! Which lists a word is in is found once, when the text is cut; a rule then asks its token.

use std::ops::BitOr;

/// Declares the lists, each with its words in small letters and a space between.
macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident: $words:literal,)*) => {
        /// A list of words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum List {
            $($(#[$doc])* $name,)*
        }

        /// Every list and its words, a space between.
        const ALL: &[(List, &str)] = &[$((List::$name, $words),)*];
    };
}

lists! {
    // Signs.

    /// A tab, or what leads to the next column as a tab does.
    Tab: "\t",
    /// A pipe.
    Pipe: "|",
    /// A colon.
    Colon: ":",
    /// A semicolon.
    Semicolon: ";",
    /// A bracket that opens.
    Open: "(",
    /// A bracket that closes.
    Close: ")",
    /// What may end a sentence.
    Stops: ". ! ?",
    /// Where the clause before a dose begins.
    Bounds: ", ; . : but instead unless except \t \u{2028}",

    // The words of phrases, which the lists of phrases fill: words that are a phrase alone, that begin a longer one, and
    // that come second in one.

    /// Of roles: alone.
    RoleAlone: "",
    /// The first word.
    RoleFirst: "",
    /// The second.
    RoleSecond: "",
    /// Of what speaks for an area: alone.
    AreaAlone: "",
    /// The first word.
    AreaFirst: "",
    /// The second.
    AreaSecond: "",
    /// Of the headings of areas: alone.
    HeadingAlone: "",
    /// The first word.
    HeadingFirst: "",
    /// The second.
    HeadingSecond: "",
    /// Of vague words: alone.
    VagueAlone: "",
    /// The first word.
    VagueFirst: "",
    /// The second.
    VagueSecond: "",
    /// The first word of a therapist's role.
    Therapy: "",

    // Verbs.

    /// Words that a heading does not have.
    Verbs: "will should must to is are has have be can may used given led delivered when who",
    /// Words by which a sentence says that something is to be done.
    Modals: "will should must shall",
    /// Words that say so more weakly, or with "to".
    Weak: "may can could is are to",
    /// `will be able to`.
    Able: "able",

    // Doses.

    /// Every word that a mark of a dose may begin with; a mark may begin with any number, too.
    Openers: "the a of each on every half halftermly bi p once one alternate another dly nightly weekdays biweekly week wk \
        day fortnight term month year no before either building rising increasing reducing fading extending moving growing \
        dropping daily weekly wkly pw fortnightly termly monthly annually annual yearly pa per / an any all twice thrice \
        quarter three x again start beginning morning except excluding bar apart other comprising including consisting made \
        broken up not total capped within after ½ ¼ ¾",
    /// Those of them that begin how often.
    Often: "daily dly nightly weekly wkly pw weekdays fortnightly biweekly termly monthly annually annual yearly pa \
        every each per / a an the one any all",
    /// Those of them that say in words how much, or bound what is said.
    InWords: "once twice thrice half quarter three a an another x again start beginning morning comprising including \
        consisting made broken of up not total after capped within no building rising increasing reducing fading \
        extending moving growing dropping before either",
    /// Words after which a noun alone may say how often.
    Times: "x times",
    /// Words that say on which days of the week, or lead to those that do.
    OnDays: "on every each except excluding bar apart other",
    /// The first words of periods that are written in words of their own.
    Fixed: "half halftermly ½ bi p once one alternate monday",
    /// Words between "each" and a period: `each full school day`.
    Qualities: "school academic calendar working full single teaching whole long short taught timetabled",
    /// The words that are numbers.
    Numbers: "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen \
        eighteen nineteen twenty thirty forty fourty fifty sixty seventy eighty ninety",
    /// The days of the week, whole and cut short.
    Days: "monday mondays tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays mon mons tue tues tu wed \
        weds thu thur thurs th fri fris",
    /// Words before a number that make it a name, not an amount.
    Names: "stage stages level levels year years key band step age aged paragraph section page item outcome phase ks part \
        target appendix tier point grade nc class £ tariff table room objective unit chapter entry",
    /// The week is spoken of.
    Week: "week",
    /// Words between a number and its hours: `25 direct hours`, `15 guided learning hours`.
    Teaching: "guided timetabled learning contact teaching",
    /// Words right before its hours: `2 full hours`.
    Whole: "full direct further additional extra funded taught whole half",
    /// `full time`.
    Full: "full",
    /// So many weeks of the year may be spoken of.
    Weeks: "weeks wks week",
    /// Words that speak of the plan's whole provision or its year.
    All: "all provision year",
    /// Words that say it of all that stands below.
    Throughout: "unless otherwise throughout",
    /// Words of the school's year.
    SchoolYear: "academic term",
    /// Words of what is given once.
    Once: "total course block initial single occasion christmas easter interview interviews assessment induction june july",
    /// A first phase may be spoken of.
    First: "first",

    // Ratios.

    /// Adults by name.
    Adults: "adult adults ta tas lsa lsas teacher teachers staff assistant assistants",
    /// Words between a group and its size.
    BeforeSize: "of no more than larger bigger up to max maximum a at most ( not exceeding size with fewer between about \
        smaller .",
    /// Those of them that make the size a limit.
    Limits: "no up max maximum most exceeding fewer smaller",
    /// Groups.
    Groups: "group grp gp groups grouping groupings",
    /// Classes.
    Classes: "class classes",
    /// Pairs.
    Pairs: "pair pairs",
    /// One pupil alone.
    Single: "individual individually",

    // Clauses.

    /// What may stand between two clauses.
    Joints: "; and plus , + & while whilst",

    /// Words that hang what follows on what stands before.
    Hanging: "which who whom whose that so because until before after as to how what than unless including although though",
    /// Words that hang a clause on a noun inside a subject: `the TA who is …`.
    Relative: "which whom whose that because until unless although though how what than",
    /// What begins something that is added, and is not of the dose before it.
    Added: "access opportunities other further additional regular ongoing input advice any",

    // Doses that are told and not given.

    /// What was once.
    Formerly: "previously formerly historically past recently",
    /// What somebody had.
    Had: "received had was were got attended accessed",
    /// `no longer`, `does not need`.
    Denials: "no does do",
    /// What is now, and may change.
    AtPresent: "currently presently present now already",
    /// `used to have`.
    Used: "used",
    /// What grows from one dose to another.
    Rises: "increase increases increased increasing rise rises",
    /// What is needed.
    Needs: "needs need requires require",

    // Funding, totals and statements.

    /// The words without one of which, or of the family's, a sentence is neither funding nor anybody else's, no total and no
    /// statement; most sentences have none.
    Telling: "topup notional funding funded delegated budget recharged invoiced fees £ element elements top band banded \
        section sec see medication special remains responsibility clinic hospital ward health gp paediatrician community \
        gastrostomy social respite short camhs transport taxi minibus travel \
        total totals subtotal sub grand overall therefore altogether exceed \
        sources source key footnote nb below following above la authority panel tribunal unless next",
    /// Words that speak of who pays.
    Funding: "topup notional funding funded delegated budget recharged invoiced fees",
    /// Words that do so beside a sum.
    Money: "block allocated allocation band costs cost worth paid additional resources tariff total package first fund \
        meets receives element elements schedule contribution per covers",
    /// A price.
    Pound: "£",
    /// The parts that a school's funding has.
    Element: "element elements top band banded",
    /// What sums up.
    Sums: "therefore altogether",
    /// `shall not exceed`.
    Exceed: "exceed",
    /// What points to another place of the plan.
    Below: "below following above",
    /// Who decides on the plan.
    Authority: "la authority panel tribunal",
    /// `unless otherwise stated`.
    Unless: "unless",

    // Whose it is.

    /// Who the family are.
    Home: "parents parent mum dad mother father carers carer family grandparents foster nan gran grandmother grandfather \
        grandma stepfather",
    /// What remains with the family.
    Theirs: "remains responsibility",
    /// The words without one of which nobody is named who cares for health outside of school.
    Health: "health gp paediatrician community gastrostomy social respite short camhs",
    /// Where health is cared for.
    Hospital: "clinic hospital ward",
    /// How pupils are taken to school.
    Roads: "transport taxi minibus",
    /// What may point to another section of the plan.
    Elsewhere: "section sec see medication special",
    /// Words of what is hard for the pupil.
    Hard: "struggles difficulty difficulties diagnosis diagnosed finds",
    /// Words of how the pupil was tested.
    Tested: "centile percentile scored scores score standardised",
    /// Words that say how old somebody is, or in which year group.
    Ages: "year yr yrs age aged nursery reception nc ncy y",
    /// Words after which somebody is named who does not deliver.
    Behind: "trained set designed devised advised recommended written planned agreed directed prescribed \
        modelled reviewed monitored created developed guided supervised overseen demonstrated produced \
        supplied suggested identified specified outlined informed drawn assessed commissioned employed \
        shown provided attended chosen coached",
    /// What a role delivers by its verb.
    Delivers: "deliver run lead carry give teach practise practice implement repeat provide see work support \
        facilitate",
    /// What is a role's, and is not that role's doing: `the SaLT targets`.
    RolePapers: "targets programme programmes report reports advice recommendations plan strategies guidance \
        exercises activities",
    /// What ends the look back from a role for words that put another in its place.
    InsteadBounds: ", ; . : - ( but \t \u{2028} then so",
    /// What may stand between `not` and a role.
    InsteadBetween: "a an the by from with his her their",
    /// Words before a role that is behind the provision: `under the guidance of`.
    Guidance: "direction guidance advice supervision line",
    /// Words before a role's papers: `in line with the OT's advice`.
    Papers: "line per follow following any",
    /// Words before somebody to whom something is done.
    Toward: "to for",
    /// Before somebody beside whom it is done.
    With: "with",
    /// Before those between whom it is done.
    Between: "between",
    /// A therapist, whichever.
    Therapists: "therapist therapists",

    // Lines.

    /// The first words of labels.
    Labels: "outcome outcomes target targets aspiration aspirations short long smart success expected intended what need \
        needs special identified summary description strengths difficulties barriers presenting provision support how \
        educational item items strategies",
    /// The first words of labels of what a provision above them lacks.
    Fields: "by who whom frequency how duration staffing delivered when ratio staff time amount group",

    // Pages.

    /// The words without one of which a line of more than three is no furniture.
    OfFurniture: "page pg confidential sensitive watermark official draft final copy amended dob ehcp upn pupil name child \
        student learner date author young sources source key =",
    /// Words that stand in the headers and footers of plans.
    Stamps: "confidential sensitive watermark official",
    /// What may open a stretch that is struck out, or a comment.
    Brackets: "~ < [ * _",
    /// Words as a scanner writes them; `rn` in them was an `m`.
    Misread: "rninutes rninute rnins rnin tirnes tirne terrn terrnly rnonthly rnonth prograrnme prograrnmes srnall tearn \
        rnaths assessrnent frorn rneeting cornmunication rnember classroorn",
}

/// Some lists: a bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lists {
    low: u64,
    high: u64,
}

impl Lists {
    /// These lists.
    pub(crate) const fn of(lists: &[List]) -> Self {
        let (mut low, mut high, mut rest) = (0, 0, lists);
        while let Some((list, others)) = rest.split_first() {
            let place = *list as u32;
            if place < 64 {
                low |= 1 << place;
            } else {
                high |= 1 << (place - 64);
            }
            rest = others;
        }
        Self { low, high }
    }

    /// Whether any of them is one of others.
    #[inline]
    pub(crate) fn meets(self, others: Self) -> bool {
        (self.low & others.low) | (self.high & others.high) != 0
    }

    /// Whether a list is one of them.
    #[inline]
    pub(crate) fn holds(self, list: List) -> bool {
        self.meets(list.into())
    }
}

impl From<List> for Lists {
    #[inline]
    fn from(list: List) -> Self {
        Self::of(&[list])
    }
}

impl BitOr for Lists {
    type Output = Self;

    #[inline]
    fn bitor(self, other: Self) -> Self {
        Self {
            low: self.low | other.low,
            high: self.high | other.high,
        }
    }
}

/// Every word of every list, and the list.
pub(crate) fn words() -> impl Iterator<Item = (&'static str, List)> {
    let each = |(list, words): &'static (List, &'static str)| {
        words
            .split(' ')
            .filter(|word| !word.is_empty())
            .map(|word| (word, *list))
    };
    ALL.iter().flat_map(each)
}

#[cfg(test)]
mod tests {
    use super::super::token::{Ids, Sheet};
    use super::*;

    #[test]
    fn every_list_has_a_bit_of_its_own_and_words_that_are_cut_as_one() {
        let mut all = Lists::default();
        for (list, words) in ALL {
            assert!(!all.holds(*list), "{list:?} {words}");
            all = all | Lists::from(*list);
        }
        for (word, list) in words() {
            let sheet = Sheet::new(word, 0, &Ids::new());
            let whole = sheet.words();
            // A misread word is mended, and then is another.
            let known = whole.among(0, list) || list == List::Misread;
            assert!(sheet.tokens.len() == 1 && known, "{word}");
        }
    }
}
