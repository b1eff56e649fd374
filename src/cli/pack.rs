//! `continuum pack`: the rate-setting pack as a page and a workbook.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::exchange::pack;
use crate::workspace::{PackOrder, files};

use super::arguments::Pack;
use super::failure::Failure;
use super::output;
use super::progress::Bar;
use super::rates::files as rates_files;
use super::room::Room;

pub(super) fn run(order: &Pack, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    let found = |named: &PathBuf| rates_files::find(named, room);
    let maybe = |named: &Option<PathBuf>| named.as_ref().map(found).transpose();
    let wanted = PackOrder {
        rates: order.rates.iter().map(found).collect::<Result<_, _>>()?,
        envelope: maybe(&order.envelope)?,
        cost_book: maybe(&order.cost_book)?,
        communities: maybe(&order.communities)?,
        method: maybe(&order.method)?,
        year: order.year.clone(),
        office: order.office,
    };
    let mut bar = Bar::start("Reading the caseload", room);
    let contents = workspace.pack(&wanted, room.now(), &mut bar.watch())?;
    bar.step("Writing the pack", 0, 0)?;
    let name = if order.office {
        "rate-setting-pack-office"
    } else {
        "rate-setting-pack"
    };
    let page = pack::html(&contents).into_bytes();
    let book = pack::xlsx(&contents).map_err(Failure::refused)?;
    let named = |end: &str| order.folder.join(format!("{name}.{end}"));
    let paths = [named("html"), named("xlsx")];
    put([(&paths[0], &page), (&paths[1], &book)])?;
    drop(bar);
    let told = paths.map(|path| path.display().to_string());
    if order.json {
        let mut json = json!({"folder": order.folder.display().to_string(), "files": told});
        if let (Value::Object(json), Value::Object(figures)) = (&mut json, pack::json(&contents)) {
            json.extend(figures);
        }
        return output::json(&json);
    }
    output::line(format!("Written to {} and {}", told[0], told[1]))
}

/// Writes both files: neither takes its place before both are whole.
fn put(written: [(&PathBuf, &Vec<u8>); 2]) -> Result<(), Failure> {
    let mut begun = Vec::new();
    for (path, bytes) in written {
        let mut file = files::Growing::begin(Path::new(path)).map_err(Failure::refused)?;
        let put = file.write_all(bytes);
        put.map_err(|error| Failure::refused(files::unwritten(path, error)))?;
        begun.push(file);
    }
    for file in begun {
        file.finish().map_err(Failure::refused)?;
    }
    Ok(())
}
