//! The quality report: plans read one by one for their wording, on two threads, written as they come.

use std::path::{Path, PathBuf};

use crate::domain::day::Day;
use crate::domain::identity::{PupilId, PupilRef};
use crate::domain::quality::{Examined, Tally, Wording};
use crate::exchange::quality::{About, PlansTable, WordsTable, page};
use crate::section_f::Reader;

use super::files::{self, Growing, unwritten};
use super::importing::papers;
use super::problem::Result;
use super::watching;
use super::{Watch, Workspace};

/// How many plans are read between two words on the progress, and held at once.
const STRIDE: usize = 64;

/// What the files of a report are called, before the day.
const REPORT: &str = "quality-report-";

/// What follows the day in their names.
const PARTS: [&str; 3] = ["-words.csv", "-plans.csv", ".html"];

/// Which plans are read for their wording.
pub enum Plans<'a> {
    /// The current plan of every pupil of a workspace.
    Of(&'a Workspace),
    /// The documents of a folder and of the folders in it, or one document.
    In(&'a Path),
}

/// A report that was written.
#[derive(Debug)]
pub struct Report {
    /// What the plans sum up to.
    pub tally: Tally,
    /// The table of vague words.
    pub words: PathBuf,
    /// The table of plans.
    pub plans: PathBuf,
    /// The page.
    pub page: PathBuf,
}

/// A plan before it is read: its name, and its text, its file, or why it has none.
struct Unread {
    name: String,
    text: Text,
}

enum Text {
    Here(String),
    In(PathBuf),
    None(String),
}

/// Reads plans for their wording and writes two tables and a page into a folder.
///
/// Plans that cannot be read are in the report with the reason. It holds a few hundred plans at a time.
pub fn report(
    plans: &Plans<'_>,
    reader: &Reader,
    into: &Path,
    day: Day,
    watch: &mut Watch<'_>,
) -> Result<Report> {
    let path = |rest: &str| into.join(format!("{REPORT}{day}{rest}"));
    let mut writing = Writing::begin(path("-words.csv"), path("-plans.csv"))?;
    let about = match plans {
        Plans::Of(workspace) => {
            workspace.examined(reader, watch, &mut |one| writing.add(one))?;
            "The current plans of the workspace".to_owned()
        }
        Plans::In(folder) => {
            examined(folder, reader, watch, &mut |one| writing.add(one))?;
            format!("The plans in {}", folder.display())
        }
    };
    let report = Report {
        page: path(".html"),
        ..writing.finish()?
    };
    let name = |path: &Path| {
        path.file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    let tables = (name(&report.words), name(&report.plans));
    let page = page(
        &report.tally,
        About {
            day,
            plans: &about,
            wording: reader.wording().name(),
            tables: (&tables.0, &tables.1),
        },
    );
    files::write(&report.page, page.as_bytes())?;
    Ok(report)
}

/// The two tables of a report being written.
struct Writing {
    tally: Tally,
    words: (PathBuf, WordsTable<Growing>),
    plans: (PathBuf, PlansTable<Growing>),
}

impl Writing {
    fn begin(words: PathBuf, plans: PathBuf) -> Result<Self> {
        let first = WordsTable::new(Growing::begin(&words)?);
        let first = first.map_err(|error| unwritten(&words, error))?;
        let second = PlansTable::new(Growing::begin(&plans)?);
        let second = second.map_err(|error| unwritten(&plans, error))?;
        Ok(Self {
            tally: Tally::default(),
            words: (words, first),
            plans: (plans, second),
        })
    }

    fn add(&mut self, examined: Examined) -> Result<()> {
        let (path, table) = &mut self.words;
        (table.add(&examined)).map_err(|error| unwritten(path, error))?;
        let (path, table) = &mut self.plans;
        (table.add(&examined)).map_err(|error| unwritten(path, error))?;
        self.tally.add(examined);
        Ok(())
    }

    fn finish(self) -> Result<Report> {
        let (words, table) = self.words;
        let file = table.finish().map_err(|error| unwritten(&words, error))?;
        file.finish()?;
        let (plans, table) = self.plans;
        let file = table.finish().map_err(|error| unwritten(&plans, error))?;
        file.finish()?;
        Ok(Report {
            tally: self.tally,
            words,
            plans,
            page: PathBuf::new(),
        })
    }
}

/// Hears of each plan that was read, in order.
type Sink<'a> = dyn FnMut(Examined) -> Result<()> + 'a;

impl Workspace {
    /// Writes the quality report of the current plans into the workspace's folder.
    pub fn report(&self, day: Day, watch: &mut Watch<'_>) -> Result<Report> {
        let into = self.folder.join("exports");
        report(&Plans::Of(self), &self.section_f, &into, day, watch)
    }

    /// Reads the current plan of every pupil.
    fn examined(&self, reader: &Reader, watch: &mut Watch<'_>, sink: &mut Sink<'_>) -> Result<()> {
        let mut pupils: Vec<(PupilRef, PupilId)> = (self.store.references()?.into_iter())
            .map(|(pupil, reference, _)| (reference, pupil))
            .collect();
        pupils.sort();
        let of = pupils.len() as u64;
        for (stretch, done) in pupils.chunks(STRIDE).zip(1..) {
            let mut plans = Vec::with_capacity(stretch.len());
            for (reference, pupil) in stretch {
                let text = match self.store.plan(pupil)? {
                    Some(plan) => Text::Here(plan.text),
                    None => Text::None("its text has not come in".to_owned()),
                };
                let name = reference.to_string();
                plans.push(Unread { name, text });
            }
            read(plans, reader, sink)?;
            tell(watch, done, of)?;
        }
        Ok(())
    }
}

/// Reads the documents of a folder, or one document.
fn examined(
    folder: &Path,
    reader: &Reader,
    watch: &mut Watch<'_>,
    sink: &mut Sink<'_>,
) -> Result<()> {
    let (base, listing) = if folder.is_dir() {
        let mut listing = files::list(folder)?;
        listing.files.retain(|path| !is_report(path));
        (folder, listing)
    } else {
        let listing = files::Listing {
            files: vec![folder.to_owned()],
            others: Vec::new(),
        };
        (folder.parent().unwrap_or(folder), listing)
    };
    // Two folders may hold files of one name; the path below the folder tells them apart.
    let name = |path: &Path| {
        path.strip_prefix(base)
            .unwrap_or(path)
            .display()
            .to_string()
    };
    let link = "is a link or a device, no file; put the file itself there";
    let of = listing.files.len() as u64;
    for (stretch, done) in listing.files.chunks(STRIDE).zip(1..) {
        let plans = stretch.iter().map(|path| Unread {
            name: name(path),
            text: Text::In(path.clone()),
        });
        read(plans.collect(), reader, sink)?;
        tell(watch, done, of)?;
    }
    let others = listing.others.iter().map(|path| Unread {
        name: name(path),
        text: Text::None(link.to_owned()),
    });
    read(others.collect(), reader, sink)
}

/// Whether a file is of a report of this or another day, or one that is being written: a report put into the folder
/// that it reads is no plan.
fn is_report(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let Some((day, rest)) = (name.strip_prefix(REPORT)).and_then(|rest| rest.split_at_checked(10))
    else {
        return false;
    };
    let is_part = |part: &str| {
        let written = |tail: &str| {
            let process = tail
                .strip_prefix('.')
                .and_then(|tail| tail.strip_suffix(".part"));
            process.is_some_and(|id| !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()))
        };
        rest.strip_prefix(part)
            .is_some_and(|tail| tail.is_empty() || written(tail))
    };
    day.parse::<Day>().is_ok() && PARTS.iter().any(|part| is_part(part))
}

fn tell(watch: &mut Watch<'_>, strides: u64, of: u64) -> Result<()> {
    let done = strides.saturating_mul(STRIDE as u64).min(of);
    watching::tell(watch, "Reading plans", done, of)
}

/// Reads a few plans on two threads, and hands them on in their order.
fn read(plans: Vec<Unread>, reader: &Reader, sink: &mut Sink<'_>) -> Result<()> {
    let half = plans.len() / 2;
    let mut plans = plans.into_iter();
    let first: Vec<Unread> = plans.by_ref().take(half).collect();
    let examine = |plans: Vec<Unread>| -> Vec<Examined> {
        plans
            .into_iter()
            .map(|plan| examine(plan, reader))
            .collect()
    };
    let (one, other) = std::thread::scope(|scope| {
        let one = scope.spawn(|| examine(first));
        let other = examine(plans.collect());
        (one.join(), other)
    });
    // A thread that failed inside fails the whole, as it would without threads.
    let one = one.unwrap_or_else(|fault| std::panic::resume_unwind(fault));
    one.into_iter().chain(other).try_for_each(sink)
}

fn examine(plan: Unread, reader: &Reader) -> Examined {
    let text = match plan.text {
        Text::Here(text) => Ok(text),
        Text::In(path) => papers::text_of(&path),
        Text::None(why) => Err(why),
    };
    Examined {
        plan: plan.name,
        outcome: text.map(|text| Wording::of(&reader.read(&text), reader.year())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(name: &str, is: bool) {
        assert_eq!(is_report(&Path::new("plans").join(name)), is, "{name}");
    }

    #[test]
    fn the_files_of_a_report_are_no_plans() {
        case("quality-report-2026-10-02-words.csv", true);
        case("quality-report-2026-10-02-plans.csv", true);
        case("quality-report-2026-10-02.html", true);
        case("quality-report-2026-10-02-plans.csv.123.part", true);
        case("quality-report-2026-10-02-plans.csv.part", false);
        case("quality-report-2026-10-02.docx", false);
        case("quality-report-some-day.html", false);
        case("quality-report-é", false);
        case("K-1.docx", false);
    }
}
