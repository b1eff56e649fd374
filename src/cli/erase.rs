//! `continuum erase`: what names pupils goes, and a signed record says so.

use std::fmt::Write as _;
use std::io::{Write as _, stderr, stdin};

use serde_json::{Value, json};

use crate::domain::erasure::Erased;
use crate::domain::identity::{PupilId, PupilRef, RecordId};
use crate::domain::paper::PaperId;
use crate::domain::printable::printable;
use crate::domain::pupil::Facts;
use crate::workspace::{Left, Scrubbed, Wiped, Workspace};

use super::arguments::Erase;
use super::failure::Failure;
use super::open::is_attended;
use super::output;
use super::progress::Bar;
use super::room::{Room, reader};

pub(super) fn run(order: &Erase, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    if order.list {
        return list(&workspace, order);
    }
    if let Some(named) = &order.readmit {
        return readmit(&mut workspace, named);
    }
    if !order.documents.is_empty() {
        return documents(order, &mut workspace, room);
    }
    if order.scrub {
        let mut bar = Bar::start("Writing the file anew", room);
        let scrubbed = workspace.scrub(&mut bar.watch());
        drop(bar);
        return match unscrubbed(&scrubbed) {
            None => {
                output::line("The file was written anew; nothing of what was erased lies in it.")
            }
            Some(left) => Err(Failure::refused(left)),
        };
    }
    let pupils = meant(order, &workspace)?;
    if pupils.is_empty() {
        return output::line("Nobody who was erased is back.");
    }
    confirm(&workspace, &pupils, order.yes)?;
    let by = reader(&order.who, &workspace);
    let again = order
        .again
        .then_some("again, for a backup from before was restored");
    let reason = order.reason.as_deref().or(again).unwrap_or_default();
    let mut bar = Bar::start("Erasing", room);
    let wiped = workspace.erase(
        &pupils,
        (&by, reason),
        order.backups,
        room.now(),
        &mut bar.watch(),
    )?;
    drop(bar);
    if order.json {
        return output::json(&as_json(&wiped));
    }
    output::text(&printable(&told(&wiped)))
}

/// Those who are to be erased.
fn meant(order: &Erase, workspace: &Workspace) -> Result<Vec<PupilId>, Failure> {
    if order.again {
        let back = workspace.erasures(false)?.back;
        return Ok(back.into_iter().map(|(pupil, _)| pupil).collect());
    }
    let found: Result<Vec<_>, _> = (order.pupils.iter())
        .map(|one| workspace.pupil(one))
        .collect();
    let mut pupils: Vec<PupilId> = found?;
    pupils.sort_unstable();
    pupils.dedup();
    Ok(pupils)
}

/// Lets somebody in again; who it is is asked for where it is not to stand on the command line.
fn readmit(workspace: &mut Workspace, named: &str) -> Result<(), Failure> {
    let typed = match named {
        "-" => answer("Who may come in again (reference, UPN, or surname, forename, birth date): "),
        named => named.to_owned(),
    };
    workspace.readmit(&typed)?;
    output::line(printable(&format!(
        "{typed} may come in again: the next import that names them takes them for a new pupil."
    )))
}

/// Deletes documents that name somebody who was erased.
fn documents(order: &Erase, workspace: &mut Workspace, room: &Room) -> Result<(), Failure> {
    let kept = workspace.kept_papers()?;
    if !order.yes && !is_attended() {
        return Err(unasked());
    }
    for id in &order.documents {
        let file = kept.iter().find(|(kept, _)| kept.0 == *id);
        let file = file.map(|(_, file)| file.as_str()).unwrap_or_default();
        let question = format!(
            "Document {id} ({file}) goes for good, text and name.\nType {id} to delete it: "
        );
        if !order.yes && answer(&question) != id.to_string() {
            return Err(Failure::refused("Nothing was deleted."));
        }
    }
    let papers: Vec<PaperId> = order.documents.iter().copied().map(PaperId).collect();
    let mut bar = Bar::start("Erasing", room);
    let scrubbed = workspace.erase_papers(&papers, room.now(), &mut bar.watch())?;
    drop(bar);
    if order.json {
        let done = scrubbed == Scrubbed::Done;
        return output::json(&json!({"documents": order.documents, "scrubbed": done}));
    }
    let went = some(papers.len() as u64, "document", "documents").unwrap_or_default();
    output::line(format!("Deleted: {went}."))?;
    unscrubbed(&scrubbed).map_or(Ok(()), |left| output::line(format!("! {left}")))
}

/// Says that the file was not written anew, why, and what to do.
pub(super) fn unscrubbed(scrubbed: &Scrubbed) -> Option<String> {
    let why = match scrubbed {
        Scrubbed::Done => return None,
        Scrubbed::Open => "another program has the workspace open; close it",
        Scrubbed::Failed(why) => why,
    };
    Some(format!(
        "{OWED}: writing it anew failed, for {why}. The next start tries again, and so does `continuum erase --scrub`."
    ))
}

/// What is left to do while the file was not written anew.
const OWED: &str = "What was erased is gone from the tables, and words of it may still lie in free places of the file or in its log";

/// Asks for the reference to be typed, one pupil after the other.
fn confirm(workspace: &Workspace, pupils: &[PupilId], yes: bool) -> Result<(), Failure> {
    if yes {
        return Ok(());
    }
    if !is_attended() {
        return Err(unasked());
    }
    for pupil in pupils {
        let facts = workspace.facts_of(pupil)?;
        let reference = facts.reference.as_str();
        let question = format!(
            "{} goes for good: names, numbers, plan texts, notes, drafts and their documents. The numbers stay.\nType {reference} to erase them: ",
            person(&facts)
        );
        if answer(&question) != reference {
            return Err(Failure::refused(
                "That is not their reference; nobody was erased.",
            ));
        }
    }
    Ok(())
}

/// That nobody is there to be asked.
pub(super) fn unasked() -> Failure {
    Failure::usage("What is erased does not come back, and nobody is there to be asked.")
        .hint("Add --yes where it is meant.")
}

/// Asks, and gives what was typed.
pub(super) fn answer(question: &str) -> String {
    let mut typed = String::new();
    let _ = write!(stderr(), "{}", printable(question));
    let _ = stdin().read_line(&mut typed);
    typed.trim().to_owned()
}

/// A pupil by name and reference.
pub(super) fn person(facts: &Facts) -> String {
    let (name, reference) = (facts.name(), facts.reference.as_str());
    if name == reference {
        name
    } else {
        format!("{name} ({reference})")
    }
}

fn list(workspace: &Workspace, order: &Erase) -> Result<(), Failure> {
    let found = workspace.erasures(order.backups)?;
    if order.json {
        let left: Vec<Value> = found.backups.iter().map(backup).collect();
        let back: Vec<&PupilRef> = found.back.iter().map(|(_, reference)| reference).collect();
        return output::json(&json!({
            "erasures": found.recorded, "backups": left, "scrubbed": !found.owed, "back": back,
        }));
    }
    let mut text = String::new();
    for one in &found.recorded {
        let (at, kept, by, reason) = (one.at.long(), &one.kept_as, &one.by, &one.reason);
        let _ = writeln!(text, "{at}  {kept}  {by}: {reason}");
    }
    if found.recorded.is_empty() {
        text.push_str("Nobody was erased.\n");
    }
    for (_, reference) in &found.back {
        let _ = writeln!(
            text,
            "! {reference} was erased, and came back with a backup that was restored: `continuum erase --again`."
        );
    }
    if found.owed {
        let _ = writeln!(text, "! {OWED}: `continuum erase --scrub` writes it anew.");
    }
    backups(&mut text, &found.backups);
    output::text(&printable(&text))
}

/// What came of an erasure, as JSON.
pub(super) fn as_json(wiped: &Wiped) -> Value {
    let backups: Vec<Value> = wiped.backups.iter().map(backup).collect();
    json!({
        "erased": wiped.erased, "scrubbed": wiped.scrubbed == Scrubbed::Done, "backups": backups, "exports": wiped.exports,
    })
}

/// A backup that was left, as JSON.
pub(super) fn backup(left: &Left) -> Value {
    json!({
        "folder": left.folder.display().to_string(), "made": left.made, "why": left.why,
        "own": left.is_own(), "unread": left.unread, "deleted": left.deleted, "fault": left.fault,
    })
}

/// What came of an erasure, for a person.
pub(super) fn told(wiped: &Wiped) -> String {
    let mut text = String::new();
    for one in &wiped.erased {
        let _ = writeln!(text, "{}", account(one));
    }
    if let Some(left) = unscrubbed(&wiped.scrubbed) {
        let _ = writeln!(text, "! {left}");
    }
    backups(&mut text, &wiped.backups);
    if wiped.exports > 0 {
        let _ = writeln!(
            text,
            "! {} in the workspace's folder \"exports\": look which name the pupil, and delete those.",
            some(wiped.exports as u64, "file lies", "files lie").unwrap_or_default()
        );
    }
    text.push_str("Colleagues' workspaces erase them too when they take in your next bundle. Files and backups elsewhere are not reached from here.\n");
    text
}

fn account(one: &Erased) -> String {
    let gone = [
        some(
            one.facts,
            "version of their facts",
            "versions of their facts",
        ),
        some(one.plans, "plan text", "plan texts"),
        some(one.words, "record's words", "records' words"),
        some(one.drafts, "draft", "drafts"),
        some(one.documents, "document", "documents"),
        some(one.files, "file's name", "files' names"),
    ];
    let gone: Vec<String> = gone.into_iter().flatten().collect();
    let kept = &one.kept_as;
    let mut text = format!("{kept}: the numbers stay under this reference.");
    if !gone.is_empty() {
        let _ = write!(text, " Gone: {}.", gone.join(", "));
    }
    if !one.elsewhere.is_empty() {
        let records: Vec<&str> = one.elsewhere.iter().map(RecordId::as_str).collect();
        let _ = write!(
            text,
            "\n! Words of other records name them, and stay: {}.",
            records.join(", ")
        );
    }
    for mention in &one.documents_elsewhere {
        let _ = write!(text, "\n! {}", mention.told());
    }
    text
}

/// So many of something, where there are any.
pub(super) fn some(count: u64, one: &str, many: &str) -> Option<String> {
    let noun = if count == 1 { one } else { many };
    (count > 0).then(|| format!("{count} {noun}"))
}

fn backups(text: &mut String, left: &[Left]) {
    let (gone, there): (Vec<&Left>, Vec<&Left>) = left.iter().partition(|one| one.deleted);
    if !gone.is_empty() {
        let _ = writeln!(
            text,
            "Deleted: {}.",
            some(
                gone.len() as u64,
                "automatic backup that held them",
                "automatic backups that held them"
            )
            .unwrap_or_default()
        );
    }
    for one in there {
        let folder = one.folder.display();
        if let Some(fault) = &one.fault {
            let _ = writeln!(
                text,
                "! {folder} still holds them and could not be deleted: {fault}"
            );
            continue;
        }
        let _ = match (one.unread, one.is_own()) {
            (true, _) => writeln!(
                text,
                "! {folder} cannot be read: it may hold them. Delete it where it is not needed."
            ),
            (false, true) => writeln!(
                text,
                "! {folder} still holds them: `continuum erase --list --backups` deletes it."
            ),
            (false, false) => writeln!(
                text,
                "! {folder} still holds them, and the program never deletes it: do so where it is not needed."
            ),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::erasure::{Mention, kept_as};

    #[track_caller]
    fn tells(change: impl FnOnce(&mut Erased), told: &str) {
        let pupil = PupilId::new("019bb18b-6020-734e-af41-630f6bd9cda8");
        let mut one = Erased {
            kept_as: kept_as(&pupil),
            pupil,
            facts: 0,
            plans: 0,
            words: 0,
            drafts: 0,
            documents: 0,
            documents_elsewhere: Vec::new(),
            files: 0,
            elsewhere: Vec::new(),
        };
        change(&mut one);
        let start = "erased-630f6bd9cda8: the numbers stay under this reference.";
        assert_eq!(account(&one), [start, told].concat());
    }

    #[test]
    fn what_went_is_told_and_what_was_not_there_is_left_out() {
        tells(|_| {}, "");
        tells(
            |one| (one.facts, one.plans, one.files) = (1, 1, 2),
            " Gone: 1 version of their facts, 1 plan text, 2 files' names.",
        );
        let mention = Mention {
            id: PaperId(7),
            file: "Ben.docx".to_owned(),
        };
        let told = format!("\n! {}", mention.told());
        tells(|one| one.documents_elsewhere.push(mention), &told);
    }
}
