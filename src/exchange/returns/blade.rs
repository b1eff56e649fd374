//! COLLECT's nine `Blade-Export` files: rows joined to persons by their table ids.

use std::borrow::Cow;
use std::collections::HashMap;

use super::super::encoding;
use super::super::fault::{Cause, Fault, NotReturn};
use super::super::table::{Row, Table};
use super::field::{Field, Module};
use super::person::Person;
use crate::domain::account::Remark;

/// The files without which nobody can tell who has a plan.
const NEEDED: [Module; 5] = [
    Module::Person,
    Module::Requests,
    Module::Assessment,
    Module::NamedPlan,
    Module::ActivePlans,
];

/// A row of one of the files: its number, and the items that are not empty.
struct Kept {
    row: u64,
    id: String,
    items: Vec<(Field, String)>,
}

/// One of the nine files, its rows by what they hang off.
struct Sheet {
    file: String,
    rows: HashMap<String, Vec<Kept>>,
}

/// The files of one export, read.
pub(super) struct Export {
    sheets: HashMap<Module, Sheet>,
    persons: Vec<Kept>,
    /// What somebody should look at.
    pub(super) warnings: Vec<Remark>,
}

impl Export {
    /// Reads the files of one export; they know one another by their headers.
    pub(super) fn open(files: &[(String, Cow<'_, [u8]>)]) -> Result<Self, Fault> {
        let mut export = Self {
            sheets: HashMap::new(),
            persons: Vec::new(),
            warnings: Vec::new(),
        };
        for (file, bytes) in files {
            export.add(file, bytes).map_err(|cause| cause.of(file))?;
        }
        let first = files.first().map_or("", |(file, _)| file.as_str());
        for module in Module::ALL {
            if export.sheets.contains_key(&module) {
                continue;
            }
            if NEEDED.contains(&module) {
                return Err(Cause::from(NotReturn::Missing(module.name())).of(first));
            }
            let reason = format!(
                "has no {} file beside it, so what that says is not known; export all nine",
                module.name()
            );
            export.warnings.push(said(first, None, reason));
        }
        Ok(export)
    }

    /// The file of a module.
    pub(super) fn file(&self, module: Module) -> &str {
        let sheet = self.sheets.get(&module);
        sheet.map_or("", |sheet| sheet.file.as_str())
    }

    /// Hands on one person after the other, each with the header; says what hangs off nobody.
    pub(super) fn persons(&mut self, meet: &mut dyn FnMut(&Person, &Person)) {
        let mut header = Person::default();
        header.add(Module::Sen2, 0, 0);
        if let Some(first) = self.rows(Module::Sen2, "").into_iter().next() {
            fill(&mut header, 0, &first);
        }
        let mut person = Person::default();
        for kept in std::mem::take(&mut self.persons) {
            person.clear();
            let record = person.add(Module::Person, 0, kept.row);
            fill(&mut person, record, &kept);
            self.hang(&mut person, Module::Person, record, &kept.id);
            meet(&header, &person);
        }
        self.adrift();
    }

    /// Hangs below a record what belongs there.
    fn hang(&mut self, person: &mut Person, module: Module, record: usize, id: &str) {
        let below = Module::ALL.into_iter();
        for child in below.filter(|child| child.parent() == Some(module)) {
            for kept in self.rows(child, id) {
                let place = person.add(child, record, kept.row);
                fill(person, place, &kept);
                self.hang(person, child, place, &kept.id);
            }
        }
    }

    /// Takes the rows that hang off an id.
    fn rows(&mut self, module: Module, parent: &str) -> Vec<Kept> {
        let sheet = self.sheets.get_mut(&module);
        sheet
            .and_then(|sheet| sheet.rows.remove(parent))
            .unwrap_or_default()
    }

    /// Says of the rows that are left that they hang off nothing.
    fn adrift(&mut self) {
        for module in Module::ALL {
            let (Some(sheet), Some(parent)) = (self.sheets.get(&module), module.parent()) else {
                continue;
            };
            let mut left: Vec<(u64, &str)> = (sheet.rows.iter())
                .flat_map(|(id, rows)| rows.iter().map(move |row| (row.row, id.as_str())))
                .collect();
            left.sort_unstable();
            for (row, id) in left {
                let name = parent.name();
                self.warnings.push(Remark {
                    file: sheet.file.clone(),
                    row: Some(row),
                    column: Some(format!("{name}tableid")),
                    value: Some(id.to_owned()),
                    reason: format!("is no row of the {name} file, or one that stands there twice; the row was not read, so export again"),
                });
            }
        }
    }

    fn add(&mut self, file: &str, bytes: &[u8]) -> Result<(), Cause> {
        let text = encoding::text(bytes)?;
        let mut table = Table::open(&text)?;
        let header = small(table.header());
        let module = Module::of_header(&header);
        let module = module.ok_or(NotReturn::NotBlade)?;
        if let Some(before) = self.sheets.get(&module) {
            return Err(NotReturn::Second(module.name(), before.file.clone()).into());
        }
        let at = |name: &str| header.iter().position(|cell| cell == name);
        let key = |module: Module| {
            let name = format!("{}tableid", module.name());
            at(&name).ok_or(NotReturn::NoKey(name))
        };
        // Of the other files nothing hangs off a row.
        let own = NEEDED.contains(&module).then(|| key(module)).transpose()?;
        let parent = module.parent().map(key).transpose()?;
        let items = header.iter().map(|name| Field::of(name.as_bytes()));
        let items: Vec<Option<Field>> = items.collect();
        let mut sheet = Sheet {
            file: file.to_owned(),
            rows: HashMap::new(),
        };
        let mut row = Row::default();
        while table.read_row(&mut row)? {
            if row.is_empty() {
                continue;
            }
            let cell = |at: Option<usize>| at.map_or("", |at| row.cell(at)).to_owned();
            let items = (0..).zip(&items).filter_map(|(at, field)| {
                let text = row.cell(at);
                field
                    .filter(|_| !text.is_empty())
                    .map(|field| (field, text.to_owned()))
            });
            let kept = Kept {
                row: row.number(),
                id: cell(own),
                items: items.collect(),
            };
            if row.len() != header.len() {
                let (cells, columns) = (row.len(), header.len());
                let reason = format!(
                    "the row has {cells} cells where the header has {columns}; compare what was read of it with the record"
                );
                self.warnings.push(said(file, Some(row.number()), reason));
            }
            if module == Module::Person {
                self.persons.push(kept);
            } else {
                sheet.rows.entry(cell(parent)).or_default().push(kept);
            }
        }
        self.sheets.insert(module, sheet);
        Ok(())
    }
}

/// The cells of a header in small letters.
fn small(header: &Row) -> Vec<String> {
    let cells = (0..header.len()).map(|at| header.cell(at));
    cells
        .map(|cell| cell.trim_matches(['"', '\u{FEFF}']).to_ascii_lowercase())
        .collect()
}

fn fill(person: &mut Person, record: usize, kept: &Kept) {
    for (field, text) in &kept.items {
        person.put(record, *field, kept.row, text);
    }
}

fn said(file: &str, row: Option<u64>, reason: String) -> Remark {
    Remark {
        file: file.to_owned(),
        row,
        column: None,
        value: None,
        reason,
    }
}
