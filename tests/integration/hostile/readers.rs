//! Every reader of the program behind one door: bytes in, and what became of them out.

use std::borrow::Cow;
use std::fmt;
use std::io::Cursor;
use std::path::PathBuf;

use continuum::catalogue::{self, Finding, Lock};
use continuum::domain::account::Remark;
use continuum::domain::colleague::Colleague;
use continuum::domain::day::Day;
use continuum::domain::framework::YearShape;
use continuum::domain::printable::printable;
use continuum::exchange::caseload::{Found, Opened, plan_text};
use continuum::exchange::fault::Fault;
use continuum::exchange::form::Back;
use continuum::exchange::returns::{look, pupils, read_collect};
use continuum::exchange::{communities, judgements, maps, plan, ratings, schools};
use continuum::section_f::{Reader as SectionF, Wording};

/// How many remarks a verdict repeats.
const SAID: usize = 3;

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It was refused as a whole, with this sentence.
    Refused(String),
    /// So much of it was taken in and so much rejected, and this was said.
    Read {
        taken: usize,
        rejected: usize,
        said: Vec<String>,
    },
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |text: &str| printable(text).replace('\n', " / ").replace('\t', "→");
        match self {
            Self::Refused(why) => {
                let short: String = line(why).chars().take(600).collect();
                write!(f, "refused: {short}")
            }
            Self::Read {
                taken,
                rejected,
                said,
            } => {
                write!(f, "{taken} taken in, {rejected} rejected")?;
                for one in said.iter().take(SAID) {
                    write!(f, " | {}", line(one))?;
                }
                match said.len().saturating_sub(SAID) {
                    0 => Ok(()),
                    more => write!(f, " | and {more} more"),
                }
            }
        }
    }
}

/// A reader: a file's name and bytes in, what became of it out.
pub(crate) type Reader = fn(&str, &[u8]) -> Verdict;

/// The folders of `fixtures/hostile` and who reads what is in them.
pub(crate) const READERS: [(&str, Reader); 24] = [
    ("caseload", table),
    ("collect", collect),
    ("communities", shared_out),
    ("cost-books", rates),
    ("elements", rates),
    ("envelopes", rates),
    ("frameworks", framework),
    ("gias", register),
    ("gias-links", links),
    ("judgements", judged),
    ("keys", keys),
    ("locks", lock),
    ("maps", map),
    ("methods", rates),
    ("pdf", document),
    ("plans", document),
    ("provisions", provisions),
    ("rate-sets", rates),
    ("ratings", rated),
    ("sen2", sen2),
    ("word", document),
    ("word-lists", words),
    ("workbooks", table),
    ("forms", form),
];

fn today() -> Day {
    "2026-01-12".parse().unwrap()
}

/// The outcome of a reading that may be refused.
fn attempt<E: fmt::Display>(read: impl FnOnce() -> Result<Verdict, E>) -> Verdict {
    read().unwrap_or_else(|fault| Verdict::Refused(fault.to_string()))
}

fn said<'a>(rejected: &'a [Remark], warnings: &'a [Remark]) -> Vec<String> {
    let all = rejected.iter().chain(warnings);
    all.map(ToString::to_string).collect()
}

/// A table of the caseload, as text or as a workbook. No row is somebody twice.
fn table(file: &str, bytes: &[u8]) -> Verdict {
    attempt(|| {
        let opened = Opened::of(file, Cursor::new(bytes))?;
        let mut rows = opened.look(today(), None, &mut |_| Ok::<_, Fault>(()))?;
        let mut at = Vec::new();
        let aside = rows.pupils(&mut |pupil| {
            at.push(pupil.row);
            Ok::<_, Fault>(())
        })?;
        let taken = at.len();
        at.extend(aside.rejected.iter().filter_map(|one| one.row));
        at.sort_unstable();
        at.dedup();
        assert_eq!(
            at.len(),
            taken + aside.rejected.len(),
            "{file}: a row counts twice"
        );
        Ok::<_, Fault>(Verdict::Read {
            taken,
            rejected: aside.rejected.len(),
            said: said(&aside.rejected, &aside.warnings),
        })
    })
}

fn sen2(file: &str, bytes: &[u8]) -> Verdict {
    attempt(|| {
        let looked = look(file, bytes, today(), &mut |_| Ok::<_, Fault>(()))?;
        let mut taken = 0;
        let aside = pupils(file, bytes, today(), &looked, &mut |_| {
            taken += 1;
            Ok::<_, Fault>(())
        })?;
        assert_eq!(
            looked.count(),
            (taken + aside.rejected.len()) as u64,
            "{file}: somebody was dropped"
        );
        Ok::<_, Fault>(Verdict::Read {
            taken,
            rejected: aside.rejected.len(),
            said: said(&aside.rejected, &aside.warnings),
        })
    })
}

/// The nine files of an export, of which the one that a name begins with is hostile.
fn collect(file: &str, bytes: &[u8]) -> Verdict {
    let which = file.split('.').next().unwrap_or_default();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/returns/collect");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if name.ends_with(&format!("_{which}.csv")) {
            files.push((file.to_owned(), Cow::Borrowed(bytes)));
        } else {
            files.push((name, Cow::Owned(std::fs::read(entry.path()).unwrap())));
        }
    }
    files.sort();
    attempt(|| {
        let read = read_collect(&files, today())?;
        Ok::<_, Fault>(Verdict::Read {
            taken: read.pupils.len(),
            rejected: read.aside.rejected.len(),
            said: said(&read.aside.rejected, &read.aside.warnings),
        })
    })
}

fn schools_of(read: Result<schools::ReadSchools, Fault>, is_links: bool) -> Verdict {
    attempt(|| {
        let read = read?;
        let taken = usize::try_from(read.read).unwrap() - read.rejected.len();
        if !is_links {
            assert_eq!(read.schools.len(), taken, "a school was dropped");
        }
        Ok::<_, Fault>(Verdict::Read {
            taken,
            rejected: read.rejected.len(),
            said: said(&read.rejected, &read.warnings),
        })
    })
}

fn register(file: &str, bytes: &[u8]) -> Verdict {
    schools_of(schools::register(file, bytes), false)
}

fn links(file: &str, bytes: &[u8]) -> Verdict {
    schools_of(schools::links(file, bytes), true)
}

/// A plan's text, and the provisions that are read from it.
fn document(file: &str, bytes: &[u8]) -> Verdict {
    attempt(|| {
        let text = plan::text_of(file, bytes)?;
        let read = SectionF::new(YearShape::default()).read(&text);
        let beginning: String = text.chars().take(40).collect();
        let told = format!(
            "{} characters, {} provisions: \"{beginning}\"",
            text.chars().count(),
            read.provisions.len()
        );
        Ok::<_, Fault>(taken_as(told))
    })
}

/// One file taken in as a whole.
fn taken_as(told: String) -> Verdict {
    Verdict::Read {
        taken: 1,
        rejected: 0,
        said: vec![told],
    }
}

fn provisions(file: &str, bytes: &[u8]) -> Verdict {
    attempt(|| {
        let found = plan_text(file, bytes, None, today())?;
        Ok::<_, Fault>(match found {
            Found::Text(text) => taken_as(text),
            Found::Several(count, first) => {
                Verdict::Refused(format!("{count} plans, the first of {first}"))
            }
            Found::None => Verdict::Refused("holds the plan of nobody".to_owned()),
            Found::Nameless => Verdict::Refused("names no pupil at all here".to_owned()),
            Found::Rejected(why) => Verdict::Refused(why),
        })
    })
}

fn map(file: &str, bytes: &[u8]) -> Verdict {
    attempt(|| {
        maps::read(file, bytes).map(|map| taken_as(format!("{} columns", map.columns.len())))
    })
}

/// What a check of a TOML file finds: errors refuse it.
fn found(is_read: bool, findings: &[Finding]) -> Verdict {
    let said: Vec<String> = findings.iter().map(ToString::to_string).collect();
    if is_read {
        return Verdict::Read {
            taken: 1,
            rejected: 0,
            said,
        };
    }
    assert!(!said.is_empty(), "refused without a word");
    Verdict::Refused(said.join("\n"))
}

fn framework(file: &str, bytes: &[u8]) -> Verdict {
    let checked = catalogue::check(file, bytes, &Lock::default());
    found(checked.framework.is_some(), &checked.findings)
}

fn rates(file: &str, bytes: &[u8]) -> Verdict {
    let checked = catalogue::check_rates(file, bytes, &catalogue::shelf(&[]));
    found(checked.file.is_some(), &checked.findings)
}

fn lock(file: &str, bytes: &[u8]) -> Verdict {
    attempt(|| {
        let text = String::from_utf8_lossy(bytes);
        Lock::read(file, &text).map(|_| taken_as("a lock".to_owned()))
    })
}

fn shared_out(file: &str, bytes: &[u8]) -> Verdict {
    attempt(|| {
        communities::read(file, bytes).map(|all| taken_as(format!("{} Communities", all.len())))
    })
}

fn rated(file: &str, bytes: &[u8]) -> Verdict {
    let levels = ["1", "2", "3", "4"].map(str::to_owned);
    attempt(|| {
        ratings::read(file, bytes, &levels)
            .map(|read| taken_as(format!("{} pupils", read.units.len())))
    })
}

fn judged(file: &str, bytes: &[u8]) -> Verdict {
    attempt(|| {
        judgements::read(file, bytes)
            .map(|(judged, _)| taken_as(format!("{} judgements", judged.judgements.len())))
    })
}

fn words(file: &str, bytes: &[u8]) -> Verdict {
    attempt(|| {
        Wording::read(file, bytes).map(|words| taken_as(format!("{} phrases", words.phrases())))
    })
}

/// The lines of keys of colleagues, of which every one must be whole.
fn keys(_: &str, bytes: &[u8]) -> Verdict {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    attempt(|| {
        let first = lines
            .next()
            .map_or_else(|| Colleague::read(""), Colleague::read);
        first.map(|one| taken_as(one.name))
    })
}

fn form(file: &str, bytes: &[u8]) -> Verdict {
    let framework = catalogue::shelf(&[]);
    let framework = framework.frameworks().last().unwrap().clone();
    attempt(|| {
        let back = Back::open(file, bytes.to_vec())?;
        let (answers, strays) = back.answers(&framework);
        assert_eq!(
            answers.len(),
            back.pupils.len(),
            "{file}: a pupil was dropped"
        );
        let strays = strays.iter().map(|one| format!("{one:?}"));
        let answers = answers.iter().map(|one| format!("{:?}", one.answer));
        Ok::<_, Fault>(Verdict::Read {
            taken: back.pupils.len(),
            rejected: 0,
            said: strays.chain(answers).collect(),
        })
    })
}
