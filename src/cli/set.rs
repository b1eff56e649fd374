//! `continuum set`: keeps a setting of the workspace, or of the person on this machine.

use crate::domain::moderation::tolerance::Tolerance;
use crate::domain::worklist::{Dates, MonthDay};

use super::arguments::{Set, Setting};
use super::failure::Failure;
use super::output;
use super::passphrase;
use super::room::Room;

pub(super) fn run(order: &Set, room: &Room) -> Result<(), Failure> {
    let value = order.value.trim();
    // What is a person's own asks for no workspace.
    if matches!(order.setting, Setting::Idle) {
        return idle(value, room);
    }
    if matches!(order.setting, Setting::KeyFile) {
        return key_file(value, room);
    }
    let mut workspace = room.workspace()?;
    let dates = workspace.dates();
    match order.setting {
        Setting::Reader => workspace.be(value)?,
        Setting::Order => workspace.rank_by(value.parse().map_err(Failure::usage)?)?,
        Setting::Authority => {
            let wrong = || {
                Failure::usage(format!("\"{value}\" is no authority's code."))
                    .hint("Write its three figures, as the return's header has them.")
            };
            let code = value.parse().ok().filter(|_| value.len() == 3);
            workspace.serve(code.ok_or_else(wrong)?)?;
        }
        Setting::Limit => {
            let (name, value) = pair(value, "a limit and its value", "vague=30")?;
            workspace.limit(name, value)?;
        }
        Setting::Weight => {
            let (name, value) = pair(value, "a weight and its value", "vague=3")?;
            workspace.weigh(name, value)?;
        }
        Setting::Standard => {
            let (name, value) = pair(value, "a setting of the set and its value", "outside=20")?;
            workspace.set_standard(name, value)?;
        }
        Setting::Seeds => {
            let (name, value) = pair(value, "a setting of seeds and its value", "every=20")?;
            workspace.set_seeds(name, value)?;
        }
        Setting::Backups => {
            let wrong = |_| {
                Failure::usage(format!("\"{value}\" is not a number of backups."))
                    .hint("Write how many automatic ones stay, as 5; 0 makes none.")
            };
            workspace.keep_backups(value.parse().map_err(wrong)?)?;
        }
        Setting::Mask => {
            if !["on", "off"].contains(&value) {
                return Err(Failure::usage(format!(
                    "\"{value}\" is neither on nor off."
                )));
            }
            workspace.keep("mask", value)?;
        }
        Setting::Retention => workspace.retain_for(value.parse().map_err(Failure::usage)?)?,
        Setting::Idle => return idle(value, room),
        Setting::KeyFile => return key_file(value, room),
        Setting::Tolerance => workspace.tolerate(tolerance(value)?)?,
        Setting::TransferBy => {
            let transfer = day(value)?;
            workspace.date_by(Dates { transfer, ..dates })?;
        }
        Setting::Post16By => {
            let post16_transfer = day(value)?;
            workspace.date_by(Dates {
                post16_transfer,
                ..dates
            })?;
        }
        Setting::ReviewWindow => {
            let wrong = |_| Failure::usage(format!("\"{value}\" is not a number of days."));
            let review_window = value.parse().map_err(wrong)?;
            workspace.date_by(Dates {
                review_window,
                ..dates
            })?;
        }
    }
    output::line("Kept.")
}

/// Keeps after how many minutes the screen goes blank, for the person on this machine.
fn idle(value: &str, room: &Room) -> Result<(), Failure> {
    let wrong = |_| {
        Failure::usage(format!("\"{value}\" is not a number of minutes.")).hint(
            "Write after how many minutes without a key the screen goes blank, as 10; 0 for never.",
        )
    };
    let mut settings = room.settings()?;
    settings.idle = Some(value.parse().map_err(wrong)?);
    room.keep(&settings)?;
    output::line("Kept.")
}

/// Keeps where the passphrase of encrypted workspaces is, for the person on this machine.
fn key_file(value: &str, room: &Room) -> Result<(), Failure> {
    let mut settings = room.settings()?;
    settings.key_file = if value == "none" {
        None
    } else {
        let path = std::path::absolute(value)?;
        passphrase::in_file(&path, &room.folder()?)?;
        Some(path)
    };
    room.keep(&settings)?;
    output::line("Kept.")
}

/// Reads `vague=30`; which names there are is asked where they are kept.
fn pair<'a>(text: &'a str, what: &str, like: &str) -> Result<(&'a str, &'a str), Failure> {
    let parts = text.split_once('=');
    let parts = parts.map(|(name, value)| (name.trim(), value.trim()));
    parts.ok_or_else(|| {
        Failure::usage(format!("\"{text}\" is not {what}.")).hint(format!("Write it as {like}."))
    })
}

/// Reads `0,1`: at the tariff, at an area's level.
fn tolerance(text: &str) -> Result<Tolerance, Failure> {
    let parts = text.split_once(',');
    let parts = parts.and_then(|(tariff, area)| {
        Some(Tolerance {
            tariff: tariff.trim().parse().ok()?,
            area: area.trim().parse().ok()?,
        })
    });
    parts.ok_or_else(|| {
        Failure::usage(format!("\"{text}\" is no tolerance."))
            .hint("Write how many tariffs and how many levels apart is still the same, as 0,1.")
    })
}

/// Reads a day of every year, as `02-15`.
fn day(text: &str) -> Result<MonthDay, Failure> {
    let wrong = || {
        Failure::usage(format!("\"{text}\" is not a day of the year."))
            .hint("Write month and day, as 02-15.")
    };
    let (month, day) = text.split_once('-').ok_or_else(wrong)?;
    let (Ok(month), Ok(day)) = (month.parse(), day.parse()) else {
        return Err(wrong());
    };
    MonthDay::new(month, day).map_err(Failure::usage)
}
