//! `continuum read`: a plan's Section F, provision by provision.

use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;

use crate::domain::framework::YearShape;
use crate::domain::printable::printable;
use crate::domain::provision::{Provision, Reading};
use crate::domain::summary::{COSTED_FROM, Summary};
use crate::exchange::caseload::{self, Found};
use crate::exchange::plan;
use crate::section_f::{Reader, Wording};
use crate::workspace::{files, own_wording};

use super::arguments::Read;
use super::failure::Failure;
use super::room::Room;
use super::{import, output, report};

/// A reading, and what it amounts to.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    reading: &'a Reading,
    summary: &'a Summary,
    wording: &'a str,
}

pub(super) fn run(order: &Read, room: &Room) -> Result<(), Failure> {
    let reader = reader(order, room)?;
    let file = match &order.file {
        Some(file) if !order.report => file,
        Some(_) | None => return report::run(order, reader, room),
    };
    if file.is_dir() {
        let name = file.display();
        return Err(
            Failure::usage(format!("\"{name}\" is a folder, and one plan is read.")).hint(format!(
                "Name a file in it, or count the wording of all plans in it: continuum read --report {name}"
            )),
        );
    }
    let text = text_of(file, order.pupil.as_deref(), room)?;
    let reading = reader.read(&text);
    let sum = Summary::of(&reading.provisions, &reading.foreign_codes, reader.year());
    if order.json {
        return output::json(&Told {
            reading: &reading,
            summary: &sum,
            wording: reader.wording().name(),
        });
    }
    output::text(&printable(&written(&reading, &sum)))
}

/// The text of a plan, or of one pupil's plan in a table.
fn text_of(file: &Path, pupil: Option<&str>, room: &Room) -> Result<String, Failure> {
    let name = file.display().to_string();
    if plan::ending(&name) == "csv" {
        return table_text(file, &name, pupil, room);
    }
    if pupil.is_some() {
        return Err(Failure::usage(format!(
            "--pupil names a pupil of a table (.csv), and \"{name}\" is one plan."
        )));
    }
    import::text_of(file)
}

fn table_text(
    file: &Path,
    name: &str,
    pupil: Option<&str>,
    room: &Room,
) -> Result<String, Failure> {
    let bytes = files::read(file).map_err(Failure::refused)?;
    let found = caseload::plan_text(name, &bytes, pupil, room.now().day());
    let whose = pupil.map_or(String::new(), |pupil| format!(" of \"{pupil}\""));
    Err(match found.map_err(Failure::refused)? {
        Found::Text(text) => return Ok(text),
        Found::Several(count, first) => {
            Failure::refused(format!("\"{name}\" holds the plans of {count} pupils.")).hint(
                format!("Say whose to read with --pupil, such as --pupil {first}."),
            )
        }
        Found::None => Failure::refused(format!(
            "\"{name}\" holds no plan text{whose}; its column is section_f, or Provision."
        )),
        Found::Nameless => Failure::refused(format!(
            "\"{name}\" names no pupils, so it is read without --pupil."
        )),
        Found::Rejected(why) => Failure::refused(why),
    })
}

/// Who reads: by the list that was named, else by the workspace's own, else by the built-in one.
fn reader(order: &Read, room: &Room) -> Result<Reader, Failure> {
    let reader = Reader::new(YearShape::default());
    let own = match &order.wording {
        Some(file) => {
            let bytes = files::read(file).map_err(Failure::refused)?;
            let read = Wording::read(&file.display().to_string(), &bytes);
            Some(read.map_err(Failure::refused)?)
        }
        None => own_wording(&room.folder()?)?,
    };
    Ok(match own {
        Some(wording) => reader.with_wording(wording),
        None => reader,
    })
}

fn written(reading: &Reading, sum: &Summary) -> String {
    let mut text = String::new();
    for provision in &reading.provisions {
        let _ = writeln!(text, "{}", line(provision));
    }
    let _ = writeln!(
        text,
        "\n{}\n{} pieces of the text are in no provision (--json lists them, each with its reason)",
        sum.parts().join(" · "),
        reading.left_out.len()
    );
    if !sum.can_be_costed && sum.provisions > 0 {
        let _ = writeln!(
            text,
            "! less than {COSTED_FROM} in a hundred is quantified: the plan cannot be costed"
        );
    }
    for warning in &reading.warnings {
        let _ = writeln!(text, "! {warning}");
    }
    text
}

fn line(provision: &Provision) -> String {
    let mut text = format!(
        "{:>3}  {:<4} {}",
        provision.n,
        provision.area.code(),
        provision.text.trim()
    );
    let mut marks: Vec<String> = provision
        .who
        .iter()
        .map(|who| who.code().to_owned())
        .collect();
    let dose = provision.dose.words();
    marks.extend((!dose.is_empty()).then_some(dose));
    marks.extend(
        provision
            .dose
            .annual_hours
            .map(|hours| format!("{hours} h a year")),
    );
    marks.extend(
        provision
            .vague
            .iter()
            .map(|vague| format!("vague: \"{}\" ({})", vague.text, vague.why)),
    );
    marks.extend(
        provision
            .duplicate_of
            .map(|n| format!("said already in {n}")),
    );
    if !marks.is_empty() {
        let _ = write!(text, "\n          {}", marks.join(" · "));
    }
    text
}
