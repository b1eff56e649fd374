//! `continuum import FILE --columns`: what a table's headers are taken for, and what they may be.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use crate::domain::columns::Use;
use crate::domain::printable::printable;
use crate::domain::survey::{Heading, Lack, Survey, Why};
use crate::workspace::{Problem, Workspace};

use super::arguments::Import;
use super::failure::Failure;
use super::output;
use super::room::Room;

/// The columns of the headers, and of what each is taken for.
const HEADERS: usize = 28;
const TAKEN: usize = 20;

/// How much of a cell is shown.
const SHOWN: usize = 24;

pub(super) fn run(order: &Import, room: &Room) -> Result<(), Failure> {
    let [file] = order.files.as_slice() else {
        return Err(Failure::usage("--columns shows one table at a time."));
    };
    let look = |workspace: &mut Workspace| look(workspace, file, order, room);
    let (survey, kept) = if order.save.is_some() {
        look(&mut room.made_workspace()?)?
    } else {
        room.try_out(look)?
    };
    if order.json {
        return output::json(&as_json(&survey));
    }
    output::text(&printable(&told(&survey, kept.as_deref())))
}

/// Surveys a table, and keeps what is proposed for it where that is asked for.
fn look(
    workspace: &mut Workspace,
    file: &Path,
    order: &Import,
    room: &Room,
) -> Result<(Survey, Option<String>), Failure> {
    if let Some(map) = &order.map {
        workspace.map_by(map)?;
    }
    let none = || Problem::NoTable(file.display().to_string());
    let survey = workspace.survey(file, room.now())?.ok_or_else(none)?;
    let Some(name) = &order.save else {
        return Ok((survey, None));
    };
    let headers = survey.headings.iter().map(|one| one.header.clone());
    let headers: Vec<String> = headers.collect();
    let kept = workspace.keep_map(name, &survey.proposal(), &headers)?;
    Ok((survey, Some(kept.display().to_string())))
}

fn as_json(survey: &Survey) -> Value {
    let columns = survey.headings.iter().map(|one| {
        json!({
            "place": one.place, "header": one.header,
            "column": one.told.and_then(Use::column),
            "left_out": one.told == Some(Use::LeaveOut),
            "guess": one.guess, "why": one.why.map(Why::name), "samples": one.samples,
        })
    });
    let settings = survey
        .words
        .iter()
        .map(|one| json!({"word": one.word, "rows": one.count, "guess": one.guess}));
    let missing = missing(survey).into_iter();
    let missing = missing.map(|lack| json!({"columns": lack.columns(), "why": lack.words()}));
    json!({
        "file": survey.file, "sheet": survey.sheet, "header_row": survey.row, "rows": survey.rows,
        "map": survey.map, "columns": columns.collect::<Vec<_>>(),
        "settings": settings.collect::<Vec<_>>(), "missing": missing.collect::<Vec<_>>(),
    })
}

/// What the table does not say by what is told of it; guesses are not told.
fn missing(survey: &Survey) -> Vec<Lack> {
    let told = survey.headings.iter().filter_map(|one| one.told);
    Lack::of(told.filter_map(Use::column))
}

fn told(survey: &Survey, kept: Option<&str>) -> String {
    let sheet = survey.sheet.as_ref();
    let sheet = sheet.map_or_else(String::new, |sheet| format!(", sheet \"{sheet}\""));
    let (file, row, rows) = (&survey.file, survey.row, survey.rows);
    let mut text = format!("{file}{sheet}: headers in row {row}, {rows} rows below\n");
    if let Some(map) = &survey.map {
        let _ = writeln!(text, "Columns by the map \"{map}\"");
    }
    text.push('\n');
    for heading in &survey.headings {
        let _ = writeln!(text, "{}", line(heading).trim_end());
    }
    if !survey.words.is_empty() {
        text.push_str("\nWords for settings that are not known:\n");
        for one in &survey.words {
            let guess = one.guess.map_or("–", |guess| guess.code());
            let rows = match one.count {
                1 => "1 row".to_owned(),
                count => format!("{count} rows"),
            };
            let word = cut(&one.word, HEADERS);
            let _ = writeln!(text, "     {word:HEADERS$} ? {guess}, {rows}");
        }
    }
    let missing = missing(survey);
    if !missing.is_empty() {
        text.push_str("\nMissing:\n");
        for lack in missing {
            let columns: Vec<&str> = lack.columns().iter().map(|one| one.name()).collect();
            let _ = writeln!(text, "     {}: {}", columns.join(" or "), lack.words());
        }
    }
    text.push('\n');
    text.push_str(&next(survey, kept));
    text
}

/// One header: `=` what it is taken for, `?` what it may be, `–` nothing.
fn line(heading: &Heading) -> String {
    let taken = match (heading.told, heading.guess) {
        (Some(told), _) => format!("= {told}"),
        (None, Some(guess)) => format!("? {guess}"),
        (None, None) => "– not read".to_owned(),
    };
    let why = heading.why.map_or("", Why::words);
    let samples: Vec<String> = heading.samples.iter().map(|one| cut(one, SHOWN)).collect();
    let (place, header) = (heading.place, cut(&heading.header, HEADERS));
    let samples = samples.join(" · ");
    format!("{place:>3}  {header:HEADERS$} {taken:TAKEN$} {why:36} {samples}")
}

/// What to do next.
fn next(survey: &Survey, kept: Option<&str>) -> String {
    if let Some(kept) = kept {
        return format!(
            "Kept as {kept}, with every guess agreed to. Look it over there; the next import of these headers reads them so.\n"
        );
    }
    if survey.is_settled() {
        return "Every column is known: `continuum import` reads them so.\n".to_owned();
    }
    "Nothing marked ? is read before you agree. `--save NAME` keeps all of it as a map that can be mended; the screens ask column by column.\n".to_owned()
}

/// A text on one line, cut where it is long.
fn cut(text: &str, most: usize) -> String {
    let line: String = text
        .chars()
        .map(|one| if one.is_control() { ' ' } else { one })
        .take(most)
        .collect();
    if text.chars().nth(most).is_some() {
        let mut shorter: String = line.chars().take(most - 1).collect();
        shorter.push('…');
        return shorter;
    }
    line
}
