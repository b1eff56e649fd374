//! Why something could not be done: the sentences of every room below, and this one's own.

mod stored;

use std::path::PathBuf;

use crate::catalogue::Finding;
use crate::domain::backup::BackupFault;
use crate::domain::colleague::ColleagueFault;
use crate::domain::day::Day;
use crate::domain::distribution::LONGEST_NAME;
use crate::domain::distribution::disclosure::TooFine;
use crate::domain::distribution::estimate::TooFew;
use crate::domain::exact::Money;
use crate::domain::flag::LimitFault;
use crate::domain::identity::PupilRef;
use crate::domain::moderation::risk::WeightFault;
use crate::domain::moderation::settings::SettingFault;
use crate::domain::settle::Refusal;
use crate::exchange::bundle::BundleFault;
use crate::exchange::fault::Fault;
use crate::section_f::WordingFault;
use crate::store::StoreError;

use super::files::FileFault;
use super::unkept::NotKept;
use super::unshared::NotShared;

/// Why something could not be done; its text is the sentence a person reads.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// Whoever heard how far the work had come ended it.
    #[error("Stopped; nothing was changed.")]
    Stopped,
    /// The store refused or failed.
    #[error(transparent)]
    Store(StoreError),
    /// The workspace's folder is another machine's.
    #[error(
        "\"{}\" lies on a share ({kind}), where two machines that write at once cannot be kept apart; nothing was opened. Keep the workspace on this machine's own disk, back it up to the share with `continuum backup --to`, and work together by bundles.",
        folder.display()
    )]
    OnShare {
        /// The folder.
        folder: PathBuf,
        /// The kind of share.
        kind: String,
    },
    /// Another workspace lies where this one did.
    #[error(
        "another workspace lies in \"{}\" now; nothing was saved; bring the drive of this one back and do it again, or close this and open the workspace where it is now",
        .0.display()
    )]
    Another(PathBuf),
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] FileFault),
    /// A rate set could not be kept.
    #[error(transparent)]
    RatesNotKept(#[from] NotKept),
    /// What a file holds is not what it should be.
    #[error(transparent)]
    Exchange(#[from] Fault),
    /// A bundle was refused, or could not be made.
    #[error("\"{}\" {fault}.", file.display())]
    Bundle {
        /// Its file.
        file: PathBuf,
        /// Why.
        fault: BundleFault,
    },
    /// A bundle's contents were refused by the store.
    #[error("\"{}\" was refused: {fault}.", file.display())]
    BundleContents {
        /// Its file.
        file: PathBuf,
        /// Why.
        fault: StoreError,
    },
    /// A distribution is crossed too finely to be published.
    #[error("This cannot be published: {0}. Cross it by fewer dimensions, or by coarser ones.")]
    TooFine(#[from] TooFine),
    /// A list of pupils was asked for in a format that cannot be written pupil by pupil.
    #[error(
        "A list of pupils is written as it is read, so it comes as CSV or JSON alone: a workbook would lie in temporary files while it grows. Use `--format csv`, which every spreadsheet opens."
    )]
    NotListed,
    /// An equality assessment as a workbook.
    #[error("An equality assessment is no workbook: write it as HTML, Markdown, CSV or JSON.")]
    NoWorkbook,
    /// An estimate crossed by what its strata are not told apart by.
    #[error(
        "The estimate cannot be crossed by that: its strata are told apart by {0}. Cross it by those, or draw a sample that is stratified so: continuum moderate sample --audit N --afresh --by …"
    )]
    NotStratified(String),
    /// An estimate on other terms than as the caseload stands.
    #[error("An estimate is of the caseload as it stands: take back day, setting, version.")]
    AsItStands,
    /// The caseload changed while its pupils were written.
    #[error(
        "The caseload changed while its pupils were written; nothing was kept. Write them again."
    )]
    Moved,
    /// A line of keys was refused.
    #[error(transparent)]
    Colleague(#[from] ColleagueFault),
    /// This workspace has no keys that colleagues know.
    #[error(
        "This workspace has no keys to hand out yet. `continuum keys new YOUR-NAME` makes them; give the line it prints to your colleagues, and theirs to `continuum keys trust`."
    )]
    NoKeys,
    /// A name for keys that cannot be one.
    #[error("\"{0}\" cannot be a name for keys: use one to a hundred characters that can be seen.")]
    KeyName(String),
    /// Nobody of that name is trusted.
    #[error(
        "Nobody called \"{0}\" is trusted here. `continuum keys list` shows who is; `continuum keys trust` takes a colleague's line."
    )]
    NoColleague(String),
    /// Several colleagues of that name are trusted.
    #[error(
        "{1} colleagues are called \"{0}\"; write the fingerprint that `continuum keys list` shows."
    )]
    SeveralColleagues(String, usize),
    /// A backup was refused, or could not be made.
    #[error(transparent)]
    Backup(#[from] BackupFault),
    /// A framework has faults.
    #[error("{}", listed(.0))]
    Framework(Vec<Finding>),
    /// A rate set in weights was named where pounds are needed.
    #[error(
        "The rate set \"{0}\" is in weights, which bring nothing by themselves. Find its rates first: `continuum rates solve FILE --envelope FILE --out FOUND.toml`."
    )]
    Weighted(String),
    /// The authority's list of vague words has faults.
    #[error("{0}\nOr take it out of the workspace's folder, and the built-in list is used.")]
    Wording(#[from] WordingFault),
    /// A mapping cannot be recorded yet.
    #[error("{}", listed(.0))]
    Unsettled(Vec<Refusal>),
    /// Nobody of that reference is in the caseload.
    #[error(
        "Nobody in the caseload has the reference or UPN \"{0}\". `continuum worklist --find` looks for part of a name or reference."
    )]
    NobodyCalled(String),
    /// The pupil is in the caseload, but the framework is not for them.
    #[error("{0} is out of the framework's scope ({1}), so there is nothing to map.")]
    OutOfScope(PupilRef, String),
    /// No import is named so.
    #[error(
        "No import is called \"{0}\". `continuum import list` shows them, each with the end of its id."
    )]
    NoImport(String),
    /// Several imports are named so.
    #[error("{1} imports end in \"{0}\"; write more of the id.")]
    SeveralImports(String, usize),
    /// No framework of that name is at hand.
    #[error("No framework \"{0}\" is at hand. `continuum frameworks list` shows those that are.")]
    NoSuchFramework(String),
    /// A pupil has no plan text.
    #[error(
        "The plan text of {0} has not come in. Import it, or say that the plan cannot be mapped."
    )]
    NoPlanText(PupilRef),
    /// No school of that name or number has anybody in scope.
    #[error(
        "No pupil in scope with a plan text is at a school called \"{0}\". Write its number or its whole name, as the caseload has it."
    )]
    NoSchool(String),
    /// There is nothing to sample.
    #[error(
        "No officer has mapped anybody of {0} under this framework yet, so there is nothing to draw from."
    )]
    NobodyMapped(String),
    /// Everybody in scope is mapped or drawn already.
    #[error(
        "Everybody in scope is mapped or drawn already, so there is nobody to draw. `continuum distribution --estimate` says what the estimate is."
    )]
    NobodyToDraw,
    /// A sample that would leave a stratum too thin.
    #[error("{0}.")]
    TooFew(#[from] TooFew),
    /// A dimension that no audit sample can be stratified by.
    #[error(
        "An audit sample cannot be stratified by {0}: use what is known of everybody and kept for no other purpose (setting, phase, year_group, district, community, school, earlier_tariff)."
    )]
    NoStratum(&'static str),
    /// A sample that is extended keeps its strata.
    #[error(
        "The audit sample is stratified by {0}, and an extension keeps that. Leave --by out, or draw one in its place with --afresh."
    )]
    OtherStrata(String),
    /// No audit sample begins so.
    #[error(
        "There is no audit sample \"{0}\" under this framework. `continuum moderate audit list` lists those drawn, each with its id."
    )]
    NoAudit(String),
    /// Several audit samples begin so.
    #[error("Several audit samples begin with \"{0}\". Give more of the id.")]
    SeveralAudits(String),
    /// No sample begins so.
    #[error(
        "There is no sample \"{0}\". `continuum moderate sample` lists those drawn, each with its id."
    )]
    NoSample(String),
    /// Several samples begin so.
    #[error("More than one sample begins with \"{0}\": write more of its id.")]
    SeveralSamples(String),
    /// There is nothing to carry out.
    #[error("There is nothing to carry out. {0}")]
    NothingToCarry(String),
    /// It was carried out before.
    #[error("{0} It is not done twice; each mapping can be taken back by itself.")]
    CarriedAlready(String),
    /// A shift needs a second name.
    #[error(
        "A shift is made in two names: name a second moderator, who is not you and mapped nobody of the cohort."
    )]
    SecondName,
    /// Whoever mapped any of a cohort does not carry its outcome out.
    #[error("{0} mapped some of this cohort; somebody else carries its outcome out.")]
    MappedOfCohort(String),
    /// Records have changed what would be done since it was looked at.
    #[error(
        "What would be done is no longer what was shown ({0}): records have come in or were taken back since. Look at it again."
    )]
    OutcomeChanged(String),
    /// A moderator's work, by somebody who is none.
    #[error("\"{0}\" is not given as a moderator. Say --role moderator, or let a moderator do it.")]
    NotModerator(String),
    /// A moderator is not given their own mapping.
    #[error("You mapped {0} yourself; another moderator reviews it.")]
    OwnMapping(PupilRef),
    /// A moderator is not given a conflict of interest.
    #[error(
        "You declared not to judge the pupils of the school of {0}; another moderator reviews it."
    )]
    ConflictDeclared(PupilRef),
    /// A blind reading is made once.
    #[error("You have read {0} already; what is left is the decision.")]
    ReadAlready(PupilRef),
    /// A limit of the flags cannot be set so.
    #[error(transparent)]
    Limit(LimitFault),
    /// A setting of moderation cannot be set so.
    #[error(transparent)]
    Setting(#[from] SettingFault),
    /// A reading cannot be agreed that a moderator has not read blind and closed.
    #[error(
        "{0} cannot be taken for an agreed reading yet: no moderator has read its plan blind and closed the case. `continuum moderate review {0} --from FILE.json` reads it; what differs is then decided."
    )]
    NotModerated(PupilRef),
    /// An agreed reading that is in use already.
    #[error("{0} is in use for {1} already.")]
    InUse(PupilRef, &'static str),
    /// An agreed reading that is not in use.
    #[error("{0} is not in use for {1}. `continuum moderate agreed list` shows which plans are.")]
    NotInUse(PupilRef, &'static str),
    /// A plan that is not to be read for the set by this officer.
    #[error(
        "{0} is not to be read for the standardisation set by {1}: {2}. `continuum moderate standard show` says what is."
    )]
    NotInSet(PupilRef, String, String),
    /// Nothing of the set is to be read.
    #[error("There is nothing to read for the standardisation set: {0}.")]
    NothingToRead(String),
    /// An ordinary draft of a pupil whose plan is to be read for the set.
    #[error(
        "You have a draft of {0} in hand, whose plan is of the standardisation set. Open {0} from the worklist and throw the draft away with d, then read the set."
    )]
    DraftInHand(PupilRef),
    /// An officer whose mappings are not under review.
    #[error(
        "The new mappings of \"{0}\" do not go to review, so there is nothing to lift. `continuum moderate seeds` shows whose do."
    )]
    NotHeld(String),
    /// A weight of a flag rule cannot be set so.
    #[error(transparent)]
    Weight(WeightFault),
    /// The officer's mapping that was to be read beside has given way to another.
    #[error(
        "{0} was mapped again from another version of the plan, which is the one to read now. Leave the case and open it again."
    )]
    MappedAnew(PupilRef),
    /// An appeal goes to somebody else.
    #[error(
        "You brought {0} to the board yourself; a moderator who has not seen the case reads it now."
    )]
    SeenAlready(PupilRef),
    /// The school sent no reading back.
    #[error(
        "No school has sent a reading of {0} back that is of the plan version the officer read. `continuum school export` asks for one."
    )]
    SchoolNotRead(PupilRef),
    /// Nobody decides before they have read.
    #[error(
        "You have not read {0} blind yet. Read the plan first; then both readings are laid side by side."
    )]
    NotRead(PupilRef),
    /// A question is answered by whom it went to.
    #[error("Nothing was asked of you about {0}; what was is in `continuum moderate queue`.")]
    NothingAsked(PupilRef),
    /// A pupil's plan has no earlier version.
    #[error("The plan of {0} has come in at most once, so there is nothing to compare it with.")]
    OneVersion(PupilRef),
    /// A plan was pasted for somebody of whom too little is said.
    #[error(
        "Nobody in the caseload has the reference \"{0}\". Correct it, or say the setting and the year group of a new pupil."
    )]
    Newcomer(String),
    /// A plan's text is said to be missing, and is there.
    #[error(
        "The plan text of {0} has come in, so it is not missing. Map it, or give another reason why it cannot be mapped."
    )]
    TextIsIn(PupilRef),
    /// A reader has no name.
    #[error(
        "A reader needs a name, in letters that can be seen. Give it with --reader, or once for this workspace with `continuum set reader NAME`."
    )]
    NoName,
    /// Provisions cannot be bounded as a file says.
    #[error("The provisions cannot be drawn so: {0}.")]
    Bounds(String),
    /// A decision has no reason.
    #[error("This needs a reason: say why in a few words.")]
    NoReason,
    /// A pupil's reference cannot be one.
    #[error(
        "\"{0}\" cannot be a pupil's reference: it is empty, longer than a hundred characters, or holds one that cannot be seen."
    )]
    NoReference(String),
    /// A text had nothing in it.
    #[error("There is no text to make a plan of. Copy Section F first, then paste it here.")]
    NothingPasted,
    /// No column map of that name is kept.
    #[error(
        "There is no column map \"{0}\". Those of this workspace: {1}. `continuum import FILE --columns --save NAME` makes one."
    )]
    NoMap(String, String),
    /// A column map cannot be called so.
    #[error(
        "\"{0}\" cannot be the name of a column map: use letters, figures, blanks and hyphens, sixty at most."
    )]
    MapName(String),
    /// A column map could not be written down.
    #[error("The column map cannot be kept: {0}")]
    MapUnwritten(String),
    /// A file is no caseload table, so it has no columns to map.
    #[error("\"{0}\" is no caseload table, so it has no columns to map.")]
    NoTable(String),
    /// A count looks back on a day that lies ahead.
    #[error("{day} lies ahead: nobody knows yet how it will stand; take today or a day before.", day = .0.long())]
    DayAhead(Day),
    /// A view has no name, or too long a one.
    #[error("A view needs a name of 1 to {LONGEST_NAME} characters without control characters.")]
    ViewName,
    /// No view has this name.
    #[error("There is no view \"{0}\"; `continuum distribution --views` lists those there are.")]
    NoView(String),
    /// A pupil has no mapping.
    #[error("{0} has no recorded mapping yet.")]
    NotMapped(PupilRef),
    /// A plan costs no more than it is given, so that there is nothing to decide.
    #[error(
        "There is nothing to decide for {0}: its plan {1}. `continuum rates sufficiency` lists the plans that cost more."
    )]
    NotShort(PupilRef, String),
    /// A top-up does not cover the shortfall.
    #[error(
        "A top-up of {top_up} leaves the plan short, which lacks {shortfall}; give at least that, or choose another outcome."
    )]
    TopUpShort {
        /// The top-up.
        top_up: Money,
        /// What the plan lacks.
        shortfall: Money,
    },
    /// There is no cost book to cost plans by.
    #[error("There is no cost book at \"{}\". Name one with --cost-book, or begin one with `continuum rates new cost-book --kind cost-book`.", .0.display())]
    NoCostBook(PathBuf),
    /// An outcome lacks its name or reason.
    #[error("An outcome needs a {0}: write one.")]
    OutcomeNeeds(&'static str),
    /// A pot could not be shared out over Communities.
    #[error(transparent)]
    NotShared(#[from] NotShared),
}

/// What came of a request.
pub type Result<T> = std::result::Result<T, Problem>;

fn listed<T: ToString>(faults: &[T]) -> String {
    let lines: Vec<String> = faults.iter().map(T::to_string).collect();
    lines.join("\n")
}
