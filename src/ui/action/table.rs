//! The table: every action once, most wanted first within a context.

use super::Context::{
    Backups, Cell, Cohorts, Columns, Communities, Confirm, Cut, Distribution, Done, Drift,
    Estimate, Finish, Frameworks, Gains, Help, History, Imports, Judge, Line, Menu, Moderation,
    NoText, Options, Palette, Papers, Paste, Rates, Review, Sample, Settle, Shortfalls, Standard,
    Worklist,
};
use super::context::{
    ANY_WALK, DIALOGS, EVERYWHERE, LISTS, PROVISIONS, RATES, SCREENS, TRIED, WALK,
};
use super::rows::table;
use super::{self as action, Action, Entry};

table! {
    Walk Level(0) "level" "level"
        "gives the provision or the area this level and moves on; chooses the tariff where the framework leaves it to you"
        WALK => "1-9";
    Answer Pick(0) "pick" "choose" "takes this entry"
        &[Menu, Papers] => "1-9",
        RATES => "1-9";
    Browse Confirm "confirm" "confirm"
        "confirms that the document is the proposed pupil's"
        &[Papers] => "enter";
    Browse Map "map" "map"
        "maps the pupil under the cursor"
        &[Worklist] => "enter",
        &[History] => "m";
    Browse MapNext "map-next" "next pupil"
        "maps the next pupil by priority"
        &[Worklist] => "n";
    Walk ChooseArea "area" "area"
        "chooses the area of the provision, or another area to settle"
        PROVISIONS => "a";
    Walk SetAside "set-aside" "set aside"
        "sets the provision aside with a reason"
        PROVISIONS => "0";
    Walk Attach "attach" "attach"
        "attaches the provision to the area as evidence, or takes it off"
        &[Settle] => "space";
    Walk Proceed "proceed" "go on"
        "goes on: to the next open provision, confirms the rule's level, shows the tariff, records, takes the next pupil"
        ANY_WALK => "enter",
        &[Done] => "enter";
    Walk Undo "undo" "undo"
        "takes the last step back, without limit"
        ANY_WALK => "u",
        &[Papers] => "u";
    Walk Source "source" "source"
        "names what the area's level rests on: annual review, provision map, placement"
        &[Settle] => "o";
    Walk Note "note" "note"
        "writes a note on the provision"
        PROVISIONS => "n";
    Walk Unsure "unsure" "flag"
        "asks for a second pair of eyes: I am not sure"
        ANY_WALK => "f";
    Walk Split "split" "cut"
        "splits the provision where a sentence or clause ends; while boundaries are moved, cuts once more"
        &[Judge] => "s",
        &[Cut] => "s";
    Walk Merge "merge" "merge"
        "merges the provision with the next; while boundaries are moved, takes the cut away"
        &[Judge] => "m",
        &[Cut] => "m backspace";
    Walk AnotherArea "another-area" "2nd area"
        "makes the provision evidence for another area too; its hours count once"
        &[Judge] => "+ =";
    Walk WithoutLevel "without-level" "no level"
        "takes the provision for evidence of the area without a level"
        &[Judge] => "e";
    Walk Boundary "boundary" "boundary"
        "moves the provision's beginning and end, also into words that are in none; then takes the next boundary"
        &[Judge] => "b",
        &[Cut] => "tab b";
    Walk Turn "provisions-or-areas" "provisions/areas"
        "goes from the provisions to the areas and back"
        WALK => "g";
    Walk CannotMap "cannot-map" "cannot map"
        "says why the plan cannot be mapped"
        ANY_WALK => "x";
    Walk Park "park" "park"
        "puts the pupil aside for later, with a reason"
        ANY_WALK => "p";
    Walk Skip "skip" "skip"
        "takes the next pupil; the draft is kept"
        ANY_WALK => "z",
        &[Done] => "z";
    Walk ClauseBefore "clause-before" ""
        "moves the boundary to where the sentence or clause before ends"
        &[Cut] => "up ctrl-left";
    Walk ClauseAfter "clause-after" ""
        "moves the boundary to where the next sentence or clause ends"
        &[Cut] => "down ctrl-right";
    Walk WhyVague "why-vague" "why vague"
        "goes through the vague words: why they cannot be counted, and what to ask the plan's writer"
        PROVISIONS => "v";
    Walk LeftOut "left-out" "left out"
        "lists what of the text is in no provision and why, and makes a provision of it, whole or in part"
        &[Judge] => "r";
    Walk Warnings "warnings" ""
        "says what is to know about the plan, one thing after the other: a newer version, another pupil's code, what it sums up to"
        ANY_WALK => "w";
    Walk Renew "newer-version" ""
        "goes on in the newer version of the plan that has come in; what is untouched stays judged"
        ANY_WALK => "N";
    Walk Discard "discard" ""
        "throws this draft away and begins anew, on the plan as it is now"
        ANY_WALK => "d";
    Walk PeekDown "peek-down" ""
        "shows the descriptor of the level below"
        PROVISIONS => "[ shift-up";
    Walk PeekUp "peek-up" ""
        "shows the descriptor of the level above"
        PROVISIONS => "] shift-down";
    Walk PickLevel "pick-level" ""
        "opens the area's levels as a list, for scales of more than nine; at the end the tariffs where you name one, or the areas to take the primary one from"
        WALK => "l";
    House Suggestions "suggestions" "" "hides or shows the suggestions"
        PROVISIONS => "h";
    Browse Find "find" "find"
        "finds as you type: a pupil by name or reference, a key by its words"
        &[Worklist, Papers, Help] => "/";
    Browse LayAside "set-document-aside" "set aside"
        "sets the document aside with a reason: it belongs to nobody here, or is no plan"
        &[Papers] => "0";
    Browse Missing "missing-texts" "who has none"
        "writes who in scope has no plan text into the workspace's folder, for those who keep the plans"
        &[Papers] => "x";
    Browse FilterPriority "filter-priority" "priority"
        "shows one priority group alone"
        &[Worklist] => "p";
    Browse FilterState "filter-state" "state"
        "shows one state alone: not started, draft, recorded and so on"
        &[Worklist] => "s";
    Browse FilterOfficer "filter-officer" ""
        "shows one officer's own pupils alone, as `continuum assign` gave them"
        &[Worklist] => "o";
    Browse ClearFilter "clear-filter" ""
        "shows all that is open again"
        &[Worklist] => "esc backspace";
    Browse Details "details" "forecast"
        "shows or hides the forecast and who is out of scope"
        &[Worklist] => "d";
    Browse Open "open" "open"
        "opens what is under the cursor: a cell's pupils, a record, descriptors, a case, a sample, the pupils behind a signal, how a budget comes about"
        &[Distribution, Cell, Frameworks, Imports, Moderation, Drift, Cohorts, Sample, Gains, Shortfalls, Communities] => "enter";
    Review Next "next-case" "next case"
        "takes the next case that waits for a review, once this one is decided"
        &[Review] => "enter";
    Review Agree "agree-reading" "agree"
        "agrees: the officer's mapping stands, though the readings differ"
        &[Review] => "a";
    Review Adjust "adjust" "adjust"
        "adjusts: your reading takes the mapping's place, for a descriptor and with a reason"
        &[Review] => "d";
    Review Return "return" "return"
        "returns the case to the officer with a question"
        &[Review] => "r";
    Review CannotMap "review-cannot-map" "cannot map"
        "says that the plan cannot be mapped, and why"
        &[Review] => "x";
    Review Escalate "escalate" "to the board"
        "brings the case to the board; another moderator reads it there"
        &[Review] => "e";
    Review Reply "answer-question" "answer"
        "answers the question that came back, in words; the mapping stays as it is and goes back to the moderator"
        &[Moderation] => "a";
    Review Mark "mark" "mark"
        "marks the case, or takes the mark off, for what is put aside in bulk"
        &[Moderation] => "m";
    Review Harmless "harmless" "harmless"
        "puts one rule aside as harmless, with a reason: for the marked cases, or for all where none is marked"
        &[Moderation] => "h";
    Review Rules "show-rules" "rules"
        "shows or hides who mapped and which rules flagged each case, which a blind reader is better without"
        &[Moderation] => "r";
    Review Draw "draw-sample" "draw a sample"
        "draws a sample of a cohort's mappings: everybody's, an officer's, a Community's or a district's"
        &[Moderation] => "s";
    Review Carry "carry-out" "carry out"
        "carries the sample's outcome out: a shift in two names, or the cohort's mappings back to be mapped again"
        &[Sample] => "c";
    Review Drift "drift" "drift"
        "opens drift: who has come to read otherwise, in what, since when, and how every officer's weeks went"
        &[Moderation] => "d";
    Review Sit "read-next-of-set" "read the next"
        "opens the next plan of the standardisation set that you are to read, with nothing of what others made of it"
        &[Standard] => "enter";
    Review Lift "lift-review" "lift"
        "lifts the review of the officer's new mappings, with a reason; their seeds begin afresh"
        &[Moderation] => "l";
    Browse Dimensions "dimensions" "cross by"
        "chooses what the distribution is crossed by"
        &[Distribution] => "b";
    Browse Across "across" "and by"
        "chooses what stands across the cross table: the tariffs, or a second dimension"
        &[Distribution] => "c";
    Browse Whom "whom" "whom"
        "chooses who is counted where two dimensions are crossed: the mapped, those at one tariff, not yet, in scope"
        &[Distribution] => "w";
    Browse AsAt "as-at" "as at"
        "counts as it stood at the end of a past day; with no day, as it stands"
        &[Distribution] => "d";
    Browse September "september" "September"
        "counts pupils where a phase transfer takes them by September, or where they are today"
        &[Distribution] => "s";
    Browse Under "under" ""
        "counts under another version or framework, whose mappings stay on the record"
        &[Distribution] => "o";
    Browse SchoolReadings "school-readings" ""
        "counts a school's own reading where nobody else's counts, or leaves these out again"
        &[Distribution] => "r";
    Browse Views "views" "views" "counts by a view that was kept"
        &[Distribution] => "v";
    Browse KeepView "keep-view" "keep"
        "keeps what is counted as a view, under a name"
        &[Distribution] => "V";
    Browse ForgetView "forget-view" "" "forgets a view"
        &[Distribution] => "f";
    Browse Export "export" "export"
        "writes the distribution to a file in the workspace's folder"
        &[Distribution] => "x";
    Browse Distribution "distribution" "distribution"
        "opens the tariff distribution"
        &[Worklist] => "D";
    Browse Estimate "estimate" "estimate"
        "opens the estimate of all in scope: with intervals, or why there is none; the audit samples behind it, and how it moved"
        &[Distribution, Moderation] => "e";
    Review Audit "audit-sample" "draw at random"
        "draws an audit sample, or more of the one there is: pupils at random from those not mapped, after it says what so many will show"
        &[Estimate] => "a";
    Rating Open "rates" "rates" "opens the rates: what each tariff brings, what that costs, and what the envelope affords"
        &[Worklist, Distribution] => "R";
    Rating Raise "raise-rate" "raise" "raises the rate under the cursor by the step"
        &[Rates] => "+ =";
    Rating Lower "lower-rate" "lower" "lowers the rate under the cursor by the step"
        &[Rates] => "minus";
    Rating Undo "undo-rates" "undo" "takes the last change of the rates back, without limit"
        TRIED => "u";
    Rating Write "write-rate" "type it" "writes the rate under the cursor, in pounds a year"
        &[Rates] => "enter";
    Rating Scale "scale-rates" "all by %" "changes every rate by so many in a hundred, to the penny"
        TRIED => "p";
    Rating Solve "solve-rates" "what is affordable" "finds the rates that the envelope affords: at the count, at the estimate, or with 95 % confidence"
        TRIED => "v";
    Rating Save "save-rates" "save" "keeps the rates as a new rate set in the workspace's folder, as a draft; no file is written over"
        TRIED => "s";
    Rating Choose "choose-rates" "other rates" "chooses another rate set of the workspace's folder"
        RATES => "o";
    Rating Envelope "choose-envelope" "envelope" "chooses the envelope that the rates are held against"
        TRIED => "e";
    Rating Level "gains-by" "by what" "chooses by what gains and losses are laid out: setting, district, Community, school, pupil, or who is protected"
        &[Gains] => "l";
    Rating Order "gains-order" "order" "puts who loses most first, then who gains most, then by name"
        &[Gains] => "r";
    Rating Decide "decide-outcome" "outcome" "records the outcome of the plan under the cursor: what was decided, by whom and why"
        &[Shortfalls] => "d";
    Rating Year "communities-year" "next year" "goes on to the next year of the Communities' method, and from the last to the first"
        &[Communities] => "y";
    Rating Step "rate-step" "step" "sets by how much a rate is raised and lowered"
        &[Rates] => "g";
    Browse History "history" "history"
        "opens all that happened to the pupil's case"
        &[Worklist, Cell, Shortfalls] => "H";
    Browse Frameworks "frameworks" "frameworks"
        "opens the frameworks: read, compare, adopt"
        &[Worklist] => "F";
    Browse Imports "imports" "imports"
        "opens the imports: what each moved, and undoing one"
        &[Worklist] => "I";
    Browse Paste "paste" "paste a plan"
        "makes a plan from pasted text"
        &[Worklist] => "v";
    Browse Documents "documents" "documents"
        "opens the plan documents whose pupil is not sure, to settle them"
        &[Worklist] => "P";
    Review Open "moderation" "moderation"
        "opens moderation: what waits for a review, what came back to you, what is before the board, where the samples stand"
        &[Worklist] => "M";
    Review Standard "standardisation" "the set"
        "opens the standardisation set: what of it you are to read, and where you differed once a whole attempt is read"
        &[Worklist, Moderation] => "S";
    Browse Report "quality-report" "quality report"
        "writes how the plans are worded into the workspace's folder, for those who write them: a page and two tables"
        &[Worklist] => "x";
    Browse Import "import" "import"
        "imports a table, a return, the register of schools or plans; asks what the columns of a table are where it does not know them"
        &[Worklist] => "i";
    Browse Agree "agree" "agree"
        "takes the column for what it is proposed to be, and goes to the next one that is open"
        &[Columns] => "enter";
    Browse KeepMap "keep-map" "save and import"
        "keeps what was settled under a name, for every file with the same headers, and imports; what is open is left out"
        &[Columns] => "s";
    Browse Choose "choose" "choose"
        "chooses what the column stands for from a list, found by typing"
        &[Columns] => "c";
    Browse LeaveOut "leave-out" "leave out"
        "leaves the column out: nothing is read from it"
        &[Columns] => "x";
    Browse AgreeAll "agree-all" "agree to all"
        "takes every column for what it is proposed to be, and leaves out those without a proposal"
        &[Columns] => "A";
    Browse Compare "compare" "compare"
        "shows what changed from the adopted version to this one, word by word"
        &[Frameworks] => "c";
    Browse Evidence "evidence" "redraft"
        "shows what this version's readings say of its descriptors: what to redraft first"
        &[Frameworks] => "e";
    Browse Adopt "adopt" "adopt"
        "takes this framework version for the workspace"
        &[Frameworks] => "A";
    Browse UndoImport "undo-import" "undo"
        "undoes the import under the cursor as a whole; records and drafts stay as they are"
        &[Imports] => "u";
    Browse Validate "validate" "check"
        "checks the caseload and writes what to mend into the workspace's folder: a page and a table"
        &[Imports] => "c";
    Browse Backups "backups" "backups" "opens the backups: those there are, making and restoring one, and verifying the workspace"
        &[Worklist] => "B";
    Browse BackUp "back-up" "back up now" "makes a backup now, in the workspace's folder of backups" &[Backups] => "b";
    Browse CheckBackup "check-backup" "check" "reads the backup under the cursor through, and says whether it is whole"
        &[Backups] => "enter";
    Browse Restore "restore" "restore" "puts the backup under the cursor in the workspace's place, after a question; what is there now is kept"
        &[Backups] => "r";
    Browse Verify "verify" "verify" "walks every record again, and says whether each is as it was recorded and what to do where one is not"
        &[Backups] => "v";
    Browse Withdraw "withdraw" "withdraw"
        "takes the mapping under the cursor back, with a reason; both stay on the record"
        &[History] => "w";
    Answer Accept "accept" "go on" "goes on with what was typed or chosen; yes to a question"
        DIALOGS => "enter",
        &[Confirm] => "y";
    Answer MakePlan "make-plan" "make the plan" "makes the pasted text a plan"
        &[Paste] => "ctrl-s";
    Answer Cancel "cancel" "leave it" "leaves everything as it was"
        DIALOGS => "esc",
        &[Confirm] => "n esc",
        &[Paste] => "esc";
    Move NextPane "next-pane" "" "goes to the next pane or field"
        WALK => "tab",
        &[Paste, Distribution, Estimate, Frameworks, Sample] => "tab",
        RATES => "tab";
    Move Up "up" "" "goes to the provision or row above"
        LISTS => "up k",
        &[Judge, Settle, Finish, Done] => "up k",
        &[Menu, Line, Palette] => "up";
    Move Down "down" "" "goes to the provision or row below"
        LISTS => "down j",
        &[Judge, Settle, Finish, Done] => "down j",
        &[Menu, Line, Palette] => "down";
    Move Left "left" "" "goes to the area, word or column before"
        WALK => "left",
        &[Cut, Distribution, Frameworks, Options] => "left";
    Move Right "right" "" "goes to the next area, word or column"
        WALK => "right",
        &[Cut, Distribution, Frameworks, Options] => "right";
    Move PageUp "page-up" "" "goes a page up; in the walk, scrolls the plan's text"
        LISTS => "pageup",
        &[Judge, Settle, Finish, Done] => "pageup";
    Move PageDown "page-down" "" "goes a page down; in the walk, scrolls the plan's text"
        LISTS => "pagedown space",
        &[Judge, Settle, Finish, Done] => "pagedown";
    Move First "first" "" "goes to the first"
        LISTS => "home",
        WALK => "home",
        &[Cut] => "home";
    Move Last "last" "" "goes to the last"
        LISTS => "end",
        WALK => "end",
        &[Cut] => "end";
    Move ScrollUp "scroll-up" "" "scrolls the descriptor up"
        WALK => "ctrl-u",
        &[Frameworks] => "ctrl-u";
    Move ScrollDown "scroll-down" "" "scrolls the descriptor down"
        WALK => "ctrl-d",
        &[Frameworks] => "ctrl-d";
    House Theme "theme" "" "changes the theme: dark, light, high-contrast, plain"
        &[Worklist] => "t ctrl-t",
        &[Judge, Settle, NoText, Finish, Done, Distribution, Cell, Estimate, Rates, Options, Gains, Shortfalls, Communities, History, Frameworks, Imports, Backups, Columns, Papers, Moderation, Review, Drift, Cohorts, Sample, Standard] => "ctrl-t";
    House Palette "palette" "" "finds any command by its name"
        SCREENS => ": ctrl-p";
    Move Close "close" "back" "closes the screen; a draft is kept"
        ANY_WALK => "q esc",
        &[Done] => "q esc",
        &[Distribution, Cell, Estimate, Rates, Options, Gains, Shortfalls, Communities, History, Frameworks, Imports, Backups, Columns, Papers, Moderation, Review, Drift, Cohorts, Sample, Standard, Help] => "q esc";
    House Mask "mask" "" "hides or shows pupils' names, UPNs and birth dates on every screen, for when others look on"
        EVERYWHERE => "ctrl-n";
    House Stop "stop" "" "stops an import or other long work that runs; nothing is changed by it then"
        EVERYWHERE => "ctrl-x";
    House Blank "blank" "" "blanks the screen until the next key; `set idle` says after how many minutes it does so by itself"
        EVERYWHERE => "ctrl-l";
    House Suspend "suspend" "" "puts the program to sleep and gives the terminal back, until `fg`"
        EVERYWHERE => "ctrl-z";
    House Quit "quit" "quit" "leaves the program; every draft is kept"
        &[Worklist] => "q ctrl-c",
        &[Judge, Settle, NoText, Finish, Done, Cut, Distribution, Cell, Estimate, Rates, Options, Gains, Shortfalls, Communities, History, Frameworks, Imports, Backups, Columns, Papers, Moderation, Review, Drift, Cohorts, Sample, Standard, Help, Menu, Line, Palette, Confirm, Paste] => "ctrl-c";
    House Help "help" "all keys" "shows all keys" SCREENS => "?";
}
