//! The arguments of `continuum moderate`.

mod audit;
mod measures;
mod standard;

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::domain::moderation::review::Decision;

pub(crate) use audit::{AuditCommand, AuditHistory, AuditOrder, AuditShow, AuditWish, Every};
pub(crate) use measures::{
    AgreementOrder, DriftOrder, Flags, ReportFormat, ReportOrder, Suggestions,
};
pub(crate) use standard::{
    AgreedCommand, AgreedOrder, LiftOrder, ListOrder, RemoveOrder, SeedsCommand, SeedsOrder,
    ShowOrder, SitOrder, StandardCommand, StandardOrder, TakeOrder,
};

#[derive(Debug, Args)]
pub(crate) struct Moderate {
    /// What to do.
    #[command(subcommand)]
    pub(crate) what: ModerateCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ModerateCommand {
    /// Draw a sample of a cohort's mappings and keep it, or list the samples drawn and where each stands; with --audit, draw pupils who are not mapped, so that the rest can be estimated.
    Sample(Sample),
    /// Say how far the audit samples are read, show one, and how the estimate moved.
    Audit(AuditOrder),
    /// Carry out a sample's outcome: shift its cohort's mappings, in the names of two moderators, or send them back to be mapped again; each mapping names the ruling that made it.
    Carry(CarryOrder),
    /// List what waits to be reviewed: the samples' cases first, then the flagged by risk; what was returned; what is before the board.
    Queue(Waiting),
    /// Read a plan blind: record a moderator's own judgements and lay both readings side by side; without --from, lay them side by side again.
    Review(Review),
    /// Decide what becomes of a mapping that was read blind, or answer a question that came back.
    Decide(Decide),
    /// Put a flag aside as harmless, for every mapping that carries it or for those of some pupils.
    Harmless(Harmless),
    /// Declare a conflict of interest with a school, whose pupils the moderator is then never given; without a school, list those declared.
    Conflict(Conflict),
    /// Say how alike officers and moderators read, on the random samples' plans read twice; with a file, how alike the readings of its table are: a row a pupil, a column a reader (unit,r1,r2,…), blank where one did not read.
    Agreement(AgreementOrder),
    /// Say which officers have come to read otherwise: in which area, where, since which week, by how much, of which pupils; and how every officer's weeks went.
    Drift(DriftOrder),
    /// Say how schools read beside officers: school by school, how many readings came back, how many are the same, within and outside tolerance, who reads higher.
    Schools(Schools),
    /// Lay the school's own reading of a plan beside the officer's, provision by provision; whoever may still read the plan blind is refused.
    Compare(Compare),
    /// Say how often suggestions would have named what moderators gave without seeing them, how often officers take them, and what became of it; or turn them off for everyone.
    Suggestions(Suggestions),
    /// Say of every flag rule how many mappings carry it, and what it is worth: whether those it flags end adjusted more often than mappings drawn at random.
    Flags(Flags),
    /// Take what was moderated for an agreed reading: for a seed or for the standardisation set; list them; take one out of use.
    Agreed(AgreedOrder),
    /// Say where every officer stands with the standardisation set; read a plan of it; show what is next and what the last attempt came to.
    Standard(StandardOrder),
    /// Say of every officer how their seeds were read and what follows, and how many are left; lift a review.
    Seeds(SeedsOrder),
    /// Write the report for a board: samples and their outcomes, agreement, drift, what was changed and by whom, flags; pupils by reference alone.
    Report(ReportOrder),
}

#[derive(Debug, Args)]
pub(crate) struct Sample {
    /// Draw of this officer's mappings.
    #[arg(long, value_name = "NAME", group = "cohort")]
    pub(crate) officer: Option<String>,
    /// Draw of the mappings of pupils in this Community of schools.
    #[arg(long, value_name = "NAME", group = "cohort")]
    pub(crate) community: Option<String>,
    /// Draw of the mappings of pupils in this district.
    #[arg(long, value_name = "NAME", group = "cohort")]
    pub(crate) district: Option<String>,
    /// Draw of everybody's mappings.
    #[arg(long, group = "cohort")]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) wish: AuditWish,
    /// The seed to draw from: the same mappings and the same seed give the same sample. Drawn too where none is given.
    #[arg(long, requires = "cohort")]
    pub(crate) seed: Option<u64>,
    /// Who draws; the workspace's reader where nobody is named.
    #[arg(long, value_name = "NAME")]
    pub(crate) reader: Option<String>,
    /// Print JSON: {"samples": [{"sample", "cohort": {"kind", "name"}, "seed", "mapped", "recorded", "by", "outcome", "strata": [{"tariff", "of", "drawn", "random"}], "members": [{"reference", "mapping", "officer", "first", "why", "read", "decided"}], "ruling": what was carried out of its outcome, or null: {"ruling", "kind": "shift" or "again", "by", "with", "at", "mappings", "says"}}]}; of a sample just drawn, it alone. "outcome": {"state": "empty", "first", "whole", "stands", "shift" or "again", "left", "scope": {"area", "level"}, "says", "steps": [{"measure", "by"}], "lines": [{"reference", "measure", "from", "to", "read"}]}. With --audit: {"strata_by", "extends", "whole", "known", "before": drawn before and in scope, "least", "most": how many can be drawn, "drawn", "alone", "together", "guessed": half the widths in points of a hundred at 95 %, at the worst and as shares are known so far, "one_point": how many give ±1, "sizes": [{"pupils", "alone", "together", "guessed"}], "strata": [{"keys", "pupils", "before", "drawn"}], "audit": null in a dry run, else {"audit", "recorded", "extends", "strata_by", "seed", "asked", "by"}}.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CarryOrder {
    /// The sample, by its id or the beginning of it, as `moderate sample` prints it.
    #[arg(value_name = "SAMPLE")]
    pub(crate) sample: String,
    /// The second moderator in whose name a shift is made: not the first, and nobody who mapped any of the cohort.
    #[arg(long, value_name = "NAME")]
    pub(crate) with: Option<String>,
    /// Why.
    #[arg(long, required_unless_present = "dry_run")]
    pub(crate) reason: Option<String>,
    /// What a dry run was known by: refused where records have changed since what would be done.
    #[arg(long, value_name = "MARK")]
    pub(crate) shown: Option<String>,
    /// Say pupil by pupil what would be done, and do nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Who carries it out; the workspace's reader where nobody is named.
    #[arg(long, value_name = "NAME")]
    pub(crate) reader: Option<String>,
    /// Print JSON: {"sample", "kind": "shift" or "again", "shown": what it is known by, "ruling": null in a dry run, "says", "moved": [{"reference", "mapping", "officer", "read", "changes": [{"measure", "from", "to"}]}], "left": [{"reference", "why"}]}.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Waiting {
    /// The moderator; the workspace's reader where nobody is named.
    #[arg(long, value_name = "NAME")]
    pub(crate) reader: Option<String>,
    /// Show who mapped and which flags, which a blind reader is better without.
    #[arg(long)]
    pub(crate) open: bool,
    /// Print JSON: {"review": [{"reference", "mapping", "stream", "sample", "flags", "weight", "read", "said"}], "returned", "board", "barred"}; with --open also "officer" and "rules".
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Review {
    /// The pupil's reference or UPN.
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    /// The moderator's judgements, as `continuum map --from` reads them.
    #[arg(long, value_name = "FILE.json")]
    pub(crate) from: Option<PathBuf>,
    /// The moderator; the workspace's reader where nobody is named.
    #[arg(long, value_name = "NAME")]
    pub(crate) reader: Option<String>,
    /// Print JSON: {"reference", "mapping", "reading", "officer", "school", "within", "decided", "said", "sides": [{"measure", "officer", "moderator", "school", "by", "within"}], "provisions": [{"text", "officer", "moderator", "school", "same"}]}, those judged differently first; "school" is null where it sent no reading back.
    #[arg(long)]
    pub(crate) json: bool,
}

/// What may be decided on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Outcome {
    /// The officer's mapping stands after all.
    Agree,
    /// The moderator's reading takes its place.
    Adjust,
    /// It goes back to the officer with a question.
    Return,
    /// The officer answers, and the mapping stands.
    Answer,
    /// The plan cannot be mapped.
    CannotMap,
    /// It goes to the board.
    Escalate,
}

impl From<Outcome> for Decision {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Agree => Self::Agreed,
            Outcome::Adjust => Self::Adjusted,
            Outcome::Return => Self::Returned,
            Outcome::Answer => Self::Answered,
            Outcome::CannotMap => Self::CannotMap,
            Outcome::Escalate => Self::Escalated,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Decide {
    /// The pupil's reference or UPN.
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    /// What becomes of the mapping.
    #[arg(value_enum)]
    pub(crate) outcome: Outcome,
    /// Why; of a case that is returned, the question. Only an agreement needs none.
    #[arg(long)]
    pub(crate) reason: Option<String>,
    /// The descriptor that it turned on: an area, and its level where one can be named, as ci=4.
    #[arg(long, value_name = "AREA=LEVEL")]
    pub(crate) descriptor: Option<String>,
    /// Who decides; the workspace's reader where nobody is named.
    #[arg(long, value_name = "NAME")]
    pub(crate) reader: Option<String>,
    /// Print JSON: {"review", "mapping", "decision", "stream", "adjusted"}.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Schools {
    /// Print JSON: {"framework", "version", "date", "tolerance": {"tariff", "area"}, "schools": [{"school", "back", "read", "same", "same_ci": [low, high], "within", "outside", "outside_ci", "mean_difference", "mean_difference_ci", "differ": [references outside tolerance]}], "all": the same of all schools}; mean_difference is the school's tariff less the officer's, in ranks; null where not defined.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// The pupil's reference or UPN.
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    /// Who looks; the workspace's reader where nobody is named.
    #[arg(long, value_name = "NAME")]
    pub(crate) reader: Option<String>,
    /// Print JSON: {"reference", "mapping", "reading", "officer", "school", "within", "sides": [{"measure", "officer", "school", "by", "within"}], "provisions": [{"text", "officer", "school", "same"}]}, those judged differently first; "by" is the officer's rank less the school's.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Harmless {
    /// The rule, as `continuum map` prints it (vague, unquantified, …).
    #[arg(value_name = "RULE")]
    pub(crate) rule: String,
    /// The pupils; every mapping with the flag where nobody is named.
    #[arg(value_name = "REF")]
    pub(crate) references: Vec<String>,
    /// Why it is harmless.
    #[arg(long)]
    pub(crate) reason: String,
    /// The moderator; the workspace's reader where nobody is named.
    #[arg(long, value_name = "NAME")]
    pub(crate) reader: Option<String>,
    /// Print JSON: {"rule", "harmless"}.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Conflict {
    /// The school, by URN or by its name in the caseload.
    #[arg(value_name = "SCHOOL")]
    pub(crate) school: Option<String>,
    /// Why.
    #[arg(long, requires = "school")]
    pub(crate) reason: Option<String>,
    /// The moderator; the workspace's reader where nobody is named.
    #[arg(long, value_name = "NAME")]
    pub(crate) reader: Option<String>,
    /// Print JSON: {"conflicts": [{"reader", "school", "reason"}]}.
    #[arg(long)]
    pub(crate) json: bool,
}
