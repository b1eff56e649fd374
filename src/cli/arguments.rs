//! What can be typed on the command line.
#![expect(
    clippy::doc_markdown,
    reason = "the comments are the help that a terminal prints, where backticks are noise"
)]

mod access;
mod backup;
mod bundle;
mod demo;
mod distribution;
mod documents;
mod encrypt;
mod equality;
mod erase;
mod frameworks;
mod import;
mod moderate;
mod pack;
mod rates;
mod school;
mod set;
mod sufficiency;
mod told;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::domain::day::Day;
use crate::domain::identity::Role;

pub(crate) use access::{Explain, PageFormat, SubjectAccess};
pub(crate) use backup::{Backup, BackupCommand, ListBackups, Repair, Restore};
pub(crate) use bundle::{
    Bundle, BundleCommand, DistrustKeys, ExportBundle, ImportBundle, Keys, KeysCommand, NewKeys,
    TrustKeys,
};
pub(crate) use demo::Demo;
pub(crate) use distribution::{Distribution, SettingFrom, TableFormat};
pub(crate) use documents::{
    Documents, DocumentsCommand, List as DocumentsList, Missing, SetDocumentAside, SettleDocument,
};
pub(crate) use encrypt::{After, Decrypt, Encrypt, Rekey};
pub(crate) use equality::{Equality, EqualityFormat};
pub(crate) use erase::{Erase, Retain};
pub(crate) use import::{FileKind, Import, ImportCommand};
pub(crate) use moderate::{
    AgreedCommand, AgreedOrder, AgreementOrder, AuditCommand, AuditHistory, AuditOrder, AuditShow,
    CarryOrder, Compare, Conflict, Decide, DriftOrder, Every, Flags, Harmless, LiftOrder,
    ListOrder, Moderate, ModerateCommand, Outcome, RemoveOrder, ReportFormat, ReportOrder, Review,
    Sample, Schools, SeedsCommand, SeedsOrder, ShowOrder, SitOrder, StandardCommand, StandardOrder,
    Suggestions, TakeOrder, Waiting,
};

pub(crate) use pack::Pack;
pub(crate) use rates::{
    CheckRates, CompareRates, CostRates, ImpactLevel, ImpactRates, NewRates, Rates, RatesCommand,
    RatesSkeleton, SheetRates, SolveRates,
};
pub(crate) use school::{ExportForms, ImportForms, School, SchoolCommand};
pub(crate) use set::{Set, Setting};
pub(crate) use sufficiency::{AgainstFiles, Communities, DecideOutcome, OutcomeWord, Sufficiency};
pub(crate) use told::{RatesFormat, Told};

pub(crate) use frameworks::{Derive, Frameworks, FrameworksCommand};

/// Continuum maps every pupil with an Education, Health and Care Plan to a continuum of need and
/// provision. Without a command it opens the last workspace.
#[derive(Debug, Parser)]
#[command(name = "continuum", version, max_term_width = 100)]
pub(crate) struct Arguments {
    /// The workspace's folder; the last one opened where none is named.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) workspace: Option<PathBuf>,
    /// The day to take for today, for reproducible runs.
    #[arg(long, global = true, value_name = "YYYY-MM-DD")]
    pub(crate) now: Option<Day>,
    /// Make no backup beforehand: of an import, of its undoing, of a file of an older form.
    #[arg(long, global = true)]
    pub(crate) no_backup: bool,
    /// The file that the passphrase of an encrypted workspace is in; else it is asked for.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) key_file: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// The commands; each does what a screen does, for scripts and screen readers.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Invent a caseload in a temporary workspace, map a share of it, and open it.
    Demo(Demo),
    /// Import a caseload table (.csv), a SEN2 return (XML, or COLLECT's nine files) and plan documents (.docx, .pdf, .txt, .md, or a folder of them).
    Import(Import),
    /// Read a plan's Section F and list its provisions, or report how many of them are worded.
    Read(Read),
    /// Print the list of words too vague to count, or check one of the authority's own.
    Wording(Wordlist),
    /// List who is next, and why.
    Worklist(Worklist),
    /// Record a mapping from a file of judgements.
    Map(Map),
    /// Put a pupil aside for later, with a reason.
    Park(Park),
    /// Take a recorded mapping back, with a reason.
    Withdraw(Withdraw),
    /// Say that a pupil is taught above or below the year group of their birth.
    Cohort(Cohort),
    /// Give a pupil a plan text from a file, or from standard input with `-`.
    Plan(Plan),
    /// Settle plan documents whose pupil is not sure; list who has no plan text yet.
    Documents(Documents),
    /// Count the mapped pupils by tariff, crossed by any dimensions.
    Distribution(distribution::Distribution),
    /// Assess tariffs by sex, ethnicity, age group, first need and district; small numbers are protected.
    Equality(Equality),
    /// Print one pupil's page: the tariff, and every step to it.
    Explain(Explain),
    /// Print all that happened to a pupil's case.
    History(History),
    /// Print what a newer version of a pupil's plan touched, beside what was made of it before.
    Changes(Changes),
    /// List, show, check or adopt frameworks.
    Frameworks(Frameworks),
    /// Draw samples, review mappings, measure how alike and how steadily officers read, and report it to a board.
    Moderate(Moderate),
    /// Ask schools how they read their pupils' plans: a workbook a school goes out, and comes back as the school's own reading.
    School(School),
    /// Try rates against a budget: rate sets and envelopes as files, what they cost and whom they touch.
    Rates(Rates),
    /// Write the rate-setting pack: one page and one workbook for a Schools Forum, from the distribution to the assumptions.
    Pack(Pack),
    /// Give a group of pupils to an officer, or list who has what.
    Assign(Assign),
    /// Keep a setting of the workspace, or one of your own.
    Set(Set),
    /// Check the caseload: numbers, dates, ages, needs, places, schools, and who may be there twice; as a table and a page.
    Validate(Validate),
    /// Hand out this workspace's keys, and say whose are trusted.
    Keys(Keys),
    /// Make a bundle of the work for colleagues, or take theirs in.
    Bundle(Bundle),
    /// Walk the chains of records again and recount.
    Verify(Verify),
    /// Copy the workspace while it is in use: its file, its key, its own lists and rates; or list the copies.
    Backup(Backup),
    /// Encrypt the workspace with a passphrase, or begin one that is encrypted.
    Encrypt(Encrypt),
    /// Give an encrypted workspace another passphrase.
    Rekey(Rekey),
    /// Make an encrypted workspace plain again: anybody can read it then.
    Decrypt(Decrypt),
    /// Erase pupils: what names them goes, the numbers of their record stay, and a signed record says so.
    Erase(Erase),
    /// Put together everything that is held of one pupil, with where it came from and who has read it.
    SubjectAccess(SubjectAccess),
    /// List whose record is past its time, and erase them.
    Retain(Retain),
    /// Put a backup in the place of the workspace, which is put aside; nothing is deleted.
    Restore(Restore),
    /// Save what can be read of a damaged workspace into a new one, and say what was lost.
    Repair(Repair),
}

#[derive(Debug, Args)]
pub(crate) struct Read {
    /// The plan, whole or its Section F alone (.docx, .pdf, .txt, .md, a table of provisions as .csv, or `-`); with --report a folder of plans.
    #[arg(value_name = "FILE", required_unless_present = "report")]
    pub(crate) file: Option<PathBuf>,
    /// Whose plan to read of a table (.csv) with several pupils: a reference or a UPN.
    #[arg(long, value_name = "REF", conflicts_with = "report")]
    pub(crate) pupil: Option<String>,
    /// Report how plans are worded, those of a folder or every pupil's current one: two CSV tables and an HTML page.
    #[arg(long)]
    pub(crate) report: bool,
    /// Where the report goes; else the workspace's exports, and for a folder of plans the current folder.
    #[arg(long, value_name = "DIR", requires = "report")]
    pub(crate) out: Option<PathBuf>,
    /// A list of vague words to read by; wording.toml of the workspace where it has one, else the built-in list.
    #[arg(long, value_name = "FILE")]
    pub(crate) wording: Option<PathBuf>,
    /// Print JSON: {"pupil_hint", "provisions": [{"n", "text", "span", "area", "heading", "who", "amount", "unit", "per", "ratio", "annual_hours", "vague": [{"text", "span", "why", "question"}], "duplicate_of", "notes"}], "left_out", "foreign_codes", "warnings", "summary", "wording"}; of a report {"files", "wording", "totals", "quantified_percent", "vague_percent", "phrases", "not_read"}.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Wordlist {
    /// Check a list: every fault at its line and column; exit 1 on faults.
    #[arg(long, value_name = "FILE")]
    pub(crate) check: Option<PathBuf>,
    /// Print what the check found as JSON: {"ok", "wording", "phrases", "faults": [{"line", "column", "what"}]}.
    #[arg(long, requires = "check")]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Worklist {
    /// Print JSON: {"as_of", "in_scope", "out_of_scope", "rows": [{"ref", "priority", "reasons", "why", "due", "provisions", "state", "amended": {"why", "versions", "changes"}, "again": who sent it back and why, "mapped_under"}], "outlook": {"per_day", "groups"}}.
    #[arg(long)]
    pub(crate) json: bool,
    /// At most so many rows.
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// Only pupils whose name or reference is like this.
    #[arg(long, value_name = "TEXT")]
    pub(crate) find: Option<String>,
    /// Only these states: not_started, amended, remap, draft, recorded, parked, cannot_map, no_plan_text.
    #[arg(long, value_name = "STATE", value_delimiter = ',')]
    pub(crate) state: Vec<String>,
    /// Only the pupils of this officer.
    #[arg(long, value_name = "NAME")]
    pub(crate) officer: Option<String>,
    /// Only pupils who are taught in other authorities' schools.
    #[arg(long)]
    pub(crate) elsewhere: bool,
    /// Only these groups: phase_transfer, audit_sample, new_plan, placement_change, annual_review, other.
    #[arg(long, value_name = "GROUP", value_delimiter = ',')]
    pub(crate) priority: Vec<String>,
}

/// Who has which group; the most particular group that holds a pupil decides: school, community, district, setting, priority.
#[derive(Debug, Args)]
pub(crate) struct Assign {
    /// The officer's name; without one the groups are listed.
    #[arg(value_name = "OFFICER")]
    pub(crate) officer: Option<String>,
    /// The pupils of a school, by its name or URN.
    #[arg(long, value_name = "SCHOOL", group = "pupils")]
    pub(crate) school: Option<String>,
    /// The pupils of a Community of schools.
    #[arg(long, value_name = "COMMUNITY", group = "pupils")]
    pub(crate) community: Option<String>,
    /// The pupils of a district.
    #[arg(long, value_name = "DISTRICT", group = "pupils")]
    pub(crate) district: Option<String>,
    /// The pupils of a kind of place.
    #[arg(long, value_name = "SETTING", group = "pupils")]
    pub(crate) setting: Option<String>,
    /// The pupils of a priority group.
    #[arg(long, value_name = "GROUP", group = "pupils")]
    pub(crate) priority: Option<String>,
    /// Take the group back from whoever has it.
    #[arg(long)]
    pub(crate) take_back: bool,
    /// Print JSON: [{"part", "value", "officer"}].
    #[arg(long)]
    pub(crate) json: bool,
}

/// What a reader is to the mapping.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum As {
    /// An SEN officer.
    Officer,
    /// A school, compared but never counted.
    School,
    /// A moderator, counted before the officer.
    Moderator,
}

impl From<As> for Role {
    fn from(role: As) -> Self {
        match role {
            As::Officer => Self::Officer,
            As::School => Self::School,
            As::Moderator => Self::Moderator,
        }
    }
}

/// Who reads.
#[derive(Debug, Args)]
pub(crate) struct Who {
    /// The reader's name; the workspace's own where none is given.
    #[arg(long, value_name = "NAME")]
    pub(crate) reader: Option<String>,
    /// What the reader is to the mapping.
    #[arg(long, value_enum, default_value = "officer")]
    pub(crate) role: As,
}

#[derive(Debug, Args)]
pub(crate) struct Map {
    /// The pupil's reference or UPN.
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    /// The judgements: {"judgements": [{"n", "area", "level"} or {"n", "set_aside", "note"}], "area_levels": [{"area", "level", "reason", "evidence"}], "cannot_map", "unsure", "provisions": [[start, end]] where they are bounded otherwise than read}. Prints {"mapping", "tariff", "route", "trace", "flags"}.
    #[arg(long, value_name = "FILE.json")]
    pub(crate) from: PathBuf,
    #[command(flatten)]
    pub(crate) who: Who,
}

#[derive(Debug, Args)]
pub(crate) struct Park {
    /// The pupil's reference or UPN.
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    /// Why it waits.
    #[arg(long)]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) who: Who,
}

#[derive(Debug, Args)]
pub(crate) struct Withdraw {
    /// The mapping's id, as `history` prints it.
    #[arg(value_name = "MAPPING")]
    pub(crate) mapping: String,
    /// Why it is taken back.
    #[arg(long)]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) who: Who,
}

#[derive(Debug, Args)]
pub(crate) struct Cohort {
    /// The pupil's reference or UPN.
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    /// How many years above (2) or below (-1) the year group of their birth.
    #[arg(value_name = "YEARS", allow_hyphen_values = true, value_parser = clap::value_parser!(i16).range(-5..=5), required_unless_present = "clear")]
    pub(crate) years: Option<i16>,
    /// Take it back: the files and the birth date count again.
    #[arg(long, conflicts_with = "years")]
    pub(crate) clear: bool,
    /// How it is known.
    #[arg(long)]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) who: Who,
}

#[derive(Debug, Args)]
pub(crate) struct Plan {
    /// The pupil's reference or UPN; a new one makes a new pupil, where setting and year are given.
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    /// The plan (.docx, .pdf, .txt, .md), or `-`.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// A new pupil's setting, without which no framework knows whether it is for them.
    #[arg(long)]
    pub(crate) setting: Option<String>,
    /// A new pupil's national curriculum year.
    #[arg(long, allow_negative_numbers = true)]
    pub(crate) year_group: Option<i16>,
}

#[derive(Debug, Args)]
pub(crate) struct Validate {
    /// The folder to write the report into; that of the workspace's exports where none is named.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Print JSON: {"pupils", "with_findings", "errors", "queries", "checks": [{"code", "severity", "count", "wrong", "fix"}], "files": {"table", "page"}}.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct History {
    /// The pupil's reference or UPN.
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    /// Print JSON: {"ref", "events": [{"imported", "plan_received", "cohort", "mapped", "withdrawn" or "decided": {...}}]}, latest first; "decided" has {"at", "id", "outcome", "top_up", "shortfall" (pence), "rates", "reader", "reason"}.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Changes {
    /// The pupil's reference or UPN.
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    /// Print JSON: {"ref", "before": {"version", "file", "received"}, "now", "mapping", "told", "changes": {"same", "reworded", "dose_changed", "new", "gone"}, "provisions": [{"fate", "n", "before", "text", "text_before", "words": [{"what", "text"}], "dose", "dose_before", "judged": [{"area", "level", "set_aside", "note"}]}], "stands": {"provisions", "areas"}}.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Say also whether what this backup knows of the chains still stands in them: a chain that was rewritten from its start shows so.
    #[arg(long, value_name = "BACKUP")]
    pub(crate) against: Option<PathBuf>,
    /// Print JSON: {"ok", "keyed", "records", "awaited", "chains", "against": {"backup", "made", "heads"} or null, "faults"}.
    #[arg(long)]
    pub(crate) json: bool,
}
