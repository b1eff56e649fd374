//! Actions: the one table that says what every key does, where, and in which words.

mod context;
mod rows;
pub mod table;

pub use context::Context;

/// What a key can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// What the walk does.
    Walk(Walk),
    /// What the lists and screens around the walk do.
    Browse(Browse),
    /// What moderation does.
    Review(Review),
    /// What the rates screen does.
    Rating(Rating),
    /// How a question, a choice or a line is answered.
    Answer(Answer),
    /// Where the cursor goes.
    Move(Move),
    /// What works on every screen.
    House(House),
}

/// What the walk does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Walk {
    /// Gives the provision or area this level, by its key.
    Level(u8),
    /// Goes on to what comes next.
    Proceed,
    /// Chooses the area.
    ChooseArea,
    /// Adds a second area for a provision.
    AnotherArea,
    /// Sets a provision aside.
    SetAside,
    /// Takes a provision for evidence without a level.
    WithoutLevel,
    /// Attaches a provision to the area, or takes it off.
    Attach,
    /// Names another source than the provisions.
    Source,
    /// Writes a note.
    Note,
    /// Asks for a second pair of eyes.
    Unsure,
    /// Splits a provision.
    Split,
    /// Merges a provision with the next.
    Merge,
    /// Moves the boundary between a provision and the next.
    Boundary,
    /// Moves the boundary to the sentence or clause before.
    ClauseBefore,
    /// Moves the boundary to the next sentence or clause.
    ClauseAfter,
    /// Takes the last step back.
    Undo,
    /// Shows the level below.
    PeekDown,
    /// Shows the level above.
    PeekUp,
    /// Opens the levels as a list.
    PickLevel,
    /// Goes between provisions and areas.
    Turn,
    /// Says that the plan cannot be mapped.
    CannotMap,
    /// Leaves the pupil for the next one.
    Skip,
    /// Puts the pupil aside with a reason.
    Park,
    /// Throws the draft away and begins anew.
    Discard,
    /// Goes on in the newer version of the plan.
    Renew,
    /// Says the next thing to know about the plan.
    Warnings,
    /// Says why the next vague words are vague.
    WhyVague,
    /// Lists what of the text is in no provision.
    LeftOut,
}

/// What the lists and screens around the walk do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Browse {
    /// Maps the pupil under the cursor.
    Map,
    /// Maps the next pupil by priority.
    MapNext,
    /// Finds by name or reference.
    Find,
    /// Filters by priority.
    FilterPriority,
    /// Filters by state.
    FilterState,
    /// Filters by officer.
    FilterOfficer,
    /// Lets every row through again.
    ClearFilter,
    /// Opens what is under the cursor.
    Open,
    /// Chooses what the distribution is crossed by.
    Dimensions,
    /// Chooses what stands across the cross table.
    Across,
    /// Chooses who is counted where two dimensions are crossed.
    Whom,
    /// Chooses the version to count under.
    Under,
    /// Asks for the day to look back on.
    AsAt,
    /// Counts where pupils will be from September, or where they are.
    September,
    /// Counts schools' own readings, or leaves them out.
    SchoolReadings,
    /// Chooses a view to count by.
    Views,
    /// Keeps what is counted as a view.
    KeepView,
    /// Forgets a view.
    ForgetView,
    /// Opens the distribution.
    Distribution,
    /// Opens the estimate of the rest.
    Estimate,
    /// Opens the pupil's record.
    History,
    /// Opens the frameworks.
    Frameworks,
    /// Opens the imports.
    Imports,
    /// Undoes an import as a whole.
    UndoImport,
    /// Checks the caseload.
    Validate,
    /// Opens the backups.
    Backups,
    /// Makes a backup.
    BackUp,
    /// Reads a backup through.
    CheckBackup,
    /// Puts a backup in the workspace's place.
    Restore,
    /// Walks every record again.
    Verify,
    /// Opens the paste screen.
    Paste,
    /// Writes the distribution to a file.
    Export,
    /// Takes a framework version for the workspace.
    Adopt,
    /// Shows what changed from the adopted version.
    Compare,
    /// Shows what the readings of a version say of its descriptors.
    Evidence,
    /// Takes a mapping back.
    Withdraw,
    /// Writes the quality report.
    Report,
    /// Imports files.
    Import,
    /// Agrees to what a column is taken for.
    Agree,
    /// Agrees to all that columns are taken for.
    AgreeAll,
    /// Chooses what a column stands for.
    Choose,
    /// Leaves a column out.
    LeaveOut,
    /// Keeps what was settled of the columns, and imports.
    KeepMap,
    /// Opens the documents that wait.
    Documents,
    /// Confirms that the document is the proposed pupil's.
    Confirm,
    /// Sets the document aside.
    LayAside,
    /// Writes who has no plan text.
    Missing,
    /// Opens the next level of detail of the worklist: why pupils are out of scope, and the forecast.
    Details,
}

/// What moderation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Review {
    /// Opens moderation.
    Open,
    /// Answers a question that came back.
    Reply,
    /// Marks a case for what is done in bulk.
    Mark,
    /// Shows or hides which rules flagged the cases.
    Rules,
    /// Puts a rule aside as harmless.
    Harmless,
    /// Takes the next case.
    Next,
    /// The officer's mapping stands.
    Agree,
    /// The moderator's reading takes its place.
    Adjust,
    /// It goes back with a question.
    Return,
    /// The plan cannot be mapped.
    CannotMap,
    /// It goes to the board.
    Escalate,
    /// Opens how steadily officers read.
    Drift,
    /// Draws a sample.
    Draw,
    /// Draws an audit sample.
    Audit,
    /// Carries a sample's outcome out.
    Carry,
    /// Opens the standardisation set.
    Standard,
    /// Reads the next plan of the set.
    Sit,
    /// Lifts the review of an officer's new mappings.
    Lift,
}

/// What the rates screen does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rating {
    /// Opens the rates.
    Open,
    /// Raises the rate by the step.
    Raise,
    /// Lowers the rate by the step.
    Lower,
    /// Takes the last change back.
    Undo,
    /// Writes the rate.
    Write,
    /// Sets the step.
    Step,
    /// Changes every rate by so many in a hundred.
    Scale,
    /// Finds the rates that the envelope affords.
    Solve,
    /// Chooses the rate set.
    Choose,
    /// Chooses the envelope.
    Envelope,
    /// Keeps the set as a file of its own.
    Save,
    /// Chooses by what gains and losses are laid out.
    Level,
    /// Puts gains and losses in another order.
    Order,
    /// Records the outcome of a plan that costs more.
    Decide,
    /// Takes the next year of the Communities' method.
    Year,
}

/// How a question, a choice or a line is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// Takes this entry of a choice, by its key.
    Pick(u8),
    /// Keeps what was typed or chosen.
    Accept,
    /// Leaves it as it was.
    Cancel,
    /// Makes the pasted text a plan.
    MakePlan,
}

/// Where the cursor goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Move {
    /// Goes to the next field or pane.
    NextPane,
    /// Goes up.
    Up,
    /// Goes down.
    Down,
    /// Goes left.
    Left,
    /// Goes right.
    Right,
    /// Goes a page up.
    PageUp,
    /// Goes a page down.
    PageDown,
    /// Goes to the first.
    First,
    /// Goes to the last.
    Last,
    /// Scrolls the other pane up.
    ScrollUp,
    /// Scrolls the other pane down.
    ScrollDown,
    /// Closes the screen.
    Close,
}

/// What works on every screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum House {
    /// Hides or shows the suggestions.
    Suggestions,
    /// Shows all keys.
    Help,
    /// Opens the palette.
    Palette,
    /// Changes the theme.
    Theme,
    /// Hides or shows pupils' names.
    Mask,
    /// Stops the long work that runs.
    Stop,
    /// Blanks the screen.
    Blank,
    /// Puts the program to sleep.
    Suspend,
    /// Leaves the program.
    Quit,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// What it does.
    pub action: Action,
    /// Its name as a command.
    pub name: &'static str,
    /// Its words in the hint bar; none where it needs no hint.
    pub hint: &'static str,
    /// Its words in the help.
    pub help: &'static str,
    /// Its keys, by context; `1-9` stands for nine keys that carry their digit.
    pub keys: &'static [(&'static [Context], &'static str)],
}

impl Entry {
    /// Its keys in a context, as they are written; nothing where it has none there.
    pub fn keys_in(&self, context: Context) -> Option<&'static str> {
        (self.keys.iter())
            .find(|(contexts, _)| contexts.contains(&context))
            .map(|(_, keys)| *keys)
    }

    /// Whether its key carries a digit, so that it cannot be run by its name.
    pub fn carries_digit(&self) -> bool {
        matches!(
            self.action,
            Action::Walk(Walk::Level(_)) | Action::Answer(Answer::Pick(_))
        )
    }
}
