//! The loop, the input thread, the worker that owns the workspace, the terminal, the clock.

pub mod clock;
mod input;
mod mark;
pub mod mishap;
pub mod prompt;
mod show;
mod signals;
mod terminal;
mod worker;

pub use crate::ui::app::Look;
pub use crate::ui::trail::Trail;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;

use crate::domain::identity::PupilId;
use crate::ui::app::App;
use crate::ui::theme::Theme;
use crate::workspace::{Problem, Workspace};

use self::clock::Clock;
use self::mark::Mark;
use self::show::Show;
use self::signals::Signals;
use self::terminal::Guard;
use self::worker::Worker;

/// Why the screens had to close.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The terminal failed.
    #[error("The terminal could not be used: {0}. Every draft is kept.")]
    Terminal(#[from] io::Error),
    /// The workspace failed.
    #[error(transparent)]
    Workspace(#[from] Problem),
    /// The last of the work is not kept, and why.
    #[error("{0}")]
    Unsaved(String),
    /// The worker failed inside.
    #[error(
        "The program failed inside and had to close; every mapping and draft that the screen called saved is kept. \
         Start it again, and report what stands above."
    )]
    Worker,
    /// The loop failed inside.
    #[error(
        "The program failed inside and had to close; what the screen called saved is kept, and the next start goes on where \
         this one stopped."
    )]
    Inside,
    /// The system has ended the program, by a signal of this number.
    #[error(
        "The program was ended from outside (signal {0}); what the screen called saved is kept."
    )]
    Ended(i32),
}

/// Where the screens are opened.
#[derive(Clone, Debug)]
pub struct Seat {
    /// How the program looks.
    pub look: Look,
    /// The clock.
    pub clock: Clock,
    /// The folder of reports of failures.
    pub reports: PathBuf,
    /// The folder in which a run leaves its mark while it lasts.
    pub runs: PathBuf,
    /// Where the names of actions are noted.
    pub trail: Trail,
    /// The key at which the loop fails inside, where a test wants that.
    #[cfg(debug_assertions)]
    pub fails_at: Option<String>,
}

/// How the program looks by the settings; nothing where they name a theme that is not there.
pub fn look(theme: Option<&str>, no_color: bool, idle: u16) -> Option<Look> {
    let theme = match theme {
        _ if no_color => Theme::Plain,
        Some(name) => Theme::from_name(name)?,
        None => Theme::default(),
    };
    Some(Look {
        theme,
        idle: Some(idle),
        ..Look::default()
    })
}

/// Opens the screens on a workspace and runs until the person leaves.
pub fn run(mut workspace: Workspace, seat: Seat) -> Result<(), Stopped> {
    let clock = seat.clock;
    let opening = workspace.opening()?;
    let look = kept(&workspace, seat.look)?;
    let before = before(&mut workspace, &seat)?;
    // Without a mark the next start begins at the worklist; that is no reason not to begin.
    let mut mark = Mark::make(&seat.runs, &whole(workspace.folder())).ok();
    let (to_loop, messages) = channel();
    let signals = Signals::listen(to_loop.clone())?;
    let mut guard = Guard::take()?;
    input::listen(to_loop.clone())?;
    let worker = Worker::start(workspace, clock, to_loop)?;
    let mut app = App::new(opening, look, clock.now());
    app.leave_trail(seat.trail);
    if let Some((told, pupil)) = before {
        app.go_on(told, pupil);
    }
    // What the loop had in hand is not looked at again once it has failed.
    let shown = catch_unwind(AssertUnwindSafe(|| {
        let mut show = Show {
            app: &mut app,
            guard: &mut guard,
            messages: &messages,
            worker: &worker,
            clock,
            mark: mark.as_mut(),
            #[cfg(debug_assertions)]
            fails_at: seat.fails_at,
        };
        show.run()
    }));
    // The person has the terminal again while the worker answers what it was asked before.
    drop(guard);
    let finished = worker.finish();
    let Ok(shown) = shown else {
        return Err(Stopped::Inside);
    };
    if !finished {
        return Err(Stopped::Worker);
    }
    // It was left by key; otherwise the next start goes on.
    if let Some(mark) = mark
        && signals.ended().is_none()
        && shown.is_ok()
    {
        mark.remove();
    }
    if let Some(why) = app.unsaved(messages.try_iter()) {
        return Err(Stopped::Unsaved(why));
    }
    if let Some(signal) = signals.ended() {
        return Err(Stopped::Ended(signal));
    }
    Ok(shown?)
}

/// What a run before came to that nobody ended, and the pupil to go on with, where their draft is there.
fn before(
    workspace: &mut Workspace,
    seat: &Seat,
) -> Result<Option<(String, Option<PupilId>)>, Stopped> {
    let Some(left) = mark::left(&seat.runs, &whole(workspace.folder())) else {
        return Ok(None);
    };
    let mut pupil = None;
    if let Some(at) = left.pupil
        && workspace.has_draft(&at)?
    {
        pupil = Some(at);
    }
    let reports = mishap::reports(&seat.reports, left.process);
    let told = ended_badly(pupil.is_some(), reports.last().map(PathBuf::as_path));
    Ok(Some((told, pupil)))
}

/// The path of a folder from the root.
fn whole(folder: &Path) -> PathBuf {
    std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned())
}

/// Says that a run before was not ended by the person.
fn ended_badly(at_pupil: bool, report: Option<&Path>) -> String {
    let why = match report {
        Some(report) => format!(
            "The program failed inside the last time; a report without anything of a pupil is in \"{}\".",
            report.display()
        ),
        None => "The last time the program was not left by key: its window was closed, it was stopped, or the power went."
            .to_owned(),
    };
    let here = if at_pupil {
        " Here is the plan you were at, as it was saved last."
    } else {
        " What the screen called saved is there."
    };
    why + here
}

/// The look as the workspace keeps it; a terminal that wants no colour gets none all the same.
fn kept(workspace: &Workspace, look: Look) -> Result<Look, Problem> {
    let theme = workspace
        .kept("theme")?
        .and_then(|name| Theme::from_name(&name));
    let suggestions = workspace.kept("suggestions")?;
    let mask = workspace.kept("mask")?;
    Ok(Look {
        is_masked: mask.is_some_and(|kept| kept == "on"),
        theme: theme
            .filter(|_| look.theme != Theme::Plain)
            .unwrap_or(look.theme),
        suggestions: suggestions.map_or(look.suggestions, |kept| kept != "off"),
        idle: look.idle,
    })
}
