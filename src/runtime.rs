//! The loop, the input thread, the worker that owns the workspace, the terminal, the clock.

pub mod clock;
mod input;
mod terminal;
mod worker;

use std::io;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::ui::app::{App, Look};
use crate::ui::message::{Effect, Msg};
use crate::ui::theme::Theme;
use crate::workspace::{Problem, Workspace};

use self::clock::Clock;
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
}

/// How the program looks by the settings; nothing where they name a theme that is not there.
pub fn look(theme: Option<&str>, no_color: bool) -> Option<Look> {
    let theme = match theme {
        _ if no_color => Theme::Plain,
        Some(name) => Theme::from_name(name)?,
        None => Theme::default(),
    };
    Some(Look {
        theme,
        ..Look::default()
    })
}

/// Opens the screens on a workspace and runs until the person leaves.
pub fn run(workspace: Workspace, look: Look, clock: Clock) -> Result<(), Stopped> {
    let opening = workspace.opening()?;
    let look = kept(&workspace, look)?;
    let (to_loop, messages) = channel();
    let mut guard = Guard::take()?;
    input::listen(to_loop.clone());
    let worker = Worker::start(workspace, clock, to_loop);
    let mut app = App::new(opening, look, clock.now());
    let shown = show(&mut app, &mut guard, &messages, &worker, clock);
    // The person has the terminal again while the worker answers what it was asked before.
    drop(guard);
    let finished = worker.finish();
    let unsaved = app.unsaved(messages.try_iter());
    match (finished, unsaved) {
        (false, _) => Err(Stopped::Worker),
        (true, Some(why)) => Err(Stopped::Unsaved(why)),
        (true, None) => Ok(shown?),
    }
}

/// Shows the screens until the person leaves.
fn show(
    app: &mut App,
    guard: &mut Guard,
    messages: &Receiver<Msg>,
    worker: &Worker,
    clock: Clock,
) -> io::Result<()> {
    let mut running = carry_out(app.begin(), worker);
    let (columns, rows) = guard.size()?;
    let effects = app.update(Msg::Resize(columns, rows), clock.now());
    running &= carry_out(effects, worker);
    while running {
        guard.draw(|area, buffer| app.view(area, buffer))?;
        running = hear(app, messages, worker, clock);
    }
    Ok(())
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
    })
}

/// How long a frame waits for the draft to be kept: what is on the screen is then on the disk too.
/// A worker that is busy for longer does not hold the keys up.
const GRACE: Duration = Duration::from_millis(100);

/// Waits for a message, then takes all that wait behind it; gives false when the person leaves.
fn hear(app: &mut App, messages: &Receiver<Msg>, worker: &Worker, clock: Clock) -> bool {
    let Ok(first) = messages.recv() else {
        return false;
    };
    let mut next = Some(first);
    while let Some(msg) = next {
        let effects = app.update(msg, clock.now());
        if !carry_out(effects, worker) {
            return false;
        }
        next = match messages.try_recv() {
            // While long work holds the file, a draft waits in memory, and the line of that work says so.
            Err(_) if app.is_saving() && !app.is_working() => messages.recv_timeout(GRACE).ok(),
            more => more.ok(),
        };
    }
    true
}

fn carry_out(effects: Vec<Effect>, worker: &Worker) -> bool {
    for effect in effects {
        match effect {
            Effect::Ask(ticket, request) => worker.ask(ticket, request),
            Effect::Stop(ticket) => worker.stop(ticket),
            Effect::Quit => return false,
        }
    }
    true
}
