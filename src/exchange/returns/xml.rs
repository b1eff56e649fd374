//! The return's XML, streamed: one person at a time in memory, no DTD, no entities, bounded depth.

use std::io::{self, BufRead, ErrorKind};

use quick_xml::Error;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, Event};
use quick_xml::reader::Reader;

use super::super::encoding::NotText;
use super::super::encoding::stream::Utf8;
use super::super::fault::NotReturn;
use super::field::{Field, Module};
use super::person::Person;

/// How deep elements may stand in one another: a return needs nine.
const DEEPEST: usize = 64;

/// The most bytes one tag or one text may have.
const LONGEST: usize = 1 << 20;

/// The most records and items one person may have: a person of many requests has a hundred.
const LARGEST: usize = 20_000;

/// The longest name of an element that means anything here.
const LONGEST_NAME: usize = 32;

/// An open element.
#[derive(Clone, Copy)]
enum Open {
    /// A module, and its record's place in what is being filled.
    Module(Module, usize),
    /// An item, of the record at this place.
    Item(Field, usize),
    /// Anything else: the root, wrappers, items that the caseload takes nothing from.
    Other,
}

/// Reads a return; each person is handed on with the header, and forgotten, until `meet` has had enough. Gives how
/// many there were.
pub fn persons(
    source: impl BufRead,
    meet: &mut dyn FnMut(&Person, &Person) -> bool,
) -> Result<u64, NotReturn> {
    let source = Utf8::new(source).map_err(|fault| of_io(&fault, 1))?;
    let mut reader = Reader::from_reader(source);
    reader.config_mut().expand_empty_elements = true;
    let mut walk = Walk {
        open: Vec::new(),
        header: Person::default(),
        person: Person::default(),
        text: String::new(),
        at: 0,
        persons: 0,
        rooted: false,
        listed: false,
        ended: false,
        meet,
    };
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        reader.get_mut().ration(LONGEST);
        let event = reader.read_event_into(&mut buffer);
        let line = reader.get_ref().line();
        if walk.step(event, line)? {
            return Ok(walk.persons);
        }
    }
}

/// Where the reading stands.
struct Walk<'a> {
    open: Vec<Open>,
    header: Person,
    person: Person,
    /// The text of the item that is open, and the line it began in.
    text: String,
    at: u64,
    persons: u64,
    /// Whether any element has come.
    rooted: bool,
    /// Whether an element `Persons` has come, or a person.
    listed: bool,
    /// Whether enough have come.
    ended: bool,
    meet: &'a mut dyn FnMut(&Person, &Person) -> bool,
}

impl Walk<'_> {
    /// Takes what comes next; true at the end.
    fn step(&mut self, event: Result<Event<'_>, Error>, line: u64) -> Result<bool, NotReturn> {
        match event.map_err(|fault| of_xml(&fault, line))? {
            Event::Start(start) => self.begin(start.local_name().as_ref().as_bytes(), line)?,
            Event::End(_) => {
                self.end();
                return Ok(self.ended);
            }
            Event::Text(text) => self.text(&text, line)?,
            Event::CData(text) => self.text(&text, line)?,
            Event::GeneralRef(reference) => self.refer(&reference, line)?,
            Event::DocType(_) => return Err(NotReturn::Doctype(line)),
            Event::Eof if !self.open.is_empty() => return Err(NotReturn::Garbled(line)),
            Event::Eof if !self.rooted => return Err(NotText::Empty.into()),
            Event::Eof if !self.listed => return Err(NotReturn::Nobody),
            Event::Eof => return Ok(true),
            // Empty elements come as a start and an end.
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
        Ok(false)
    }

    fn begin(&mut self, name: &[u8], line: u64) -> Result<(), NotReturn> {
        self.rooted = true;
        if self.open.len() >= DEEPEST {
            return Err(NotReturn::TooDeep(line));
        }
        if self.person.size() + self.header.size() > LARGEST {
            return Err(NotReturn::TooLong(line));
        }
        let mut small = [0; LONGEST_NAME];
        let name = match small.get_mut(..name.len()) {
            Some(small) => {
                small.copy_from_slice(name);
                small.make_ascii_lowercase();
                &*small
            }
            None => b"",
        };
        let opened = self.opened(name, line)?;
        if let Open::Item(..) = opened {
            self.text.clear();
            self.at = line;
        }
        self.open.push(opened);
        Ok(())
    }

    /// What an element of this name is where it stands.
    fn opened(&mut self, name: &[u8], line: u64) -> Result<Open, NotReturn> {
        self.listed |= name == b"persons" || name == b"person";
        if let Some(module) = Module::of_element(name) {
            return self.record(module, line);
        }
        let within = self.within(|_| true);
        let (Some(field), Some((_, record))) = (Field::of(name), within) else {
            return Ok(Open::Other);
        };
        Ok(Open::Item(field, record))
    }

    fn record(&mut self, module: Module, line: u64) -> Result<Open, NotReturn> {
        let parent = match module.parent() {
            None if self.within(|_| true).is_some() => return Err(NotReturn::Nested(line)),
            None => Some(0),
            // An active plan hangs off the request, also where a program writes it further in.
            Some(parent) => self.within(|open| open == parent).map(|(_, record)| record),
        };
        let Some(parent) = parent else {
            return Ok(Open::Other);
        };
        let filled = if module == Module::Sen2 {
            &mut self.header
        } else {
            &mut self.person
        };
        if module.parent().is_none() {
            filled.clear();
        }
        Ok(Open::Module(module, filled.add(module, parent, line)))
    }

    /// The innermost open module that passes a test, and its record.
    fn within(&self, test: impl Fn(Module) -> bool) -> Option<(Module, usize)> {
        self.open.iter().rev().find_map(|open| match open {
            Open::Module(module, record) if test(*module) => Some((*module, *record)),
            Open::Module(..) | Open::Item(..) | Open::Other => None,
        })
    }

    fn text(&mut self, text: &str, line: u64) -> Result<(), NotReturn> {
        if let Some(Open::Item(..)) = self.open.last() {
            self.text.push_str(text);
        }
        if self.text.len() > LONGEST {
            return Err(NotReturn::TooLong(line));
        }
        Ok(())
    }

    /// Takes a reference to one of the five characters or to a numbered one; no other is followed.
    fn refer(&mut self, reference: &BytesRef<'_>, line: u64) -> Result<(), NotReturn> {
        let garbled = |_| NotReturn::Garbled(line);
        if let Some(character) = reference.resolve_char_ref().map_err(garbled)? {
            let mut bytes = [0; 4];
            return self.text(character.encode_utf8(&mut bytes), line);
        }
        match resolve_predefined_entity(reference) {
            Some(text) => self.text(text, line),
            None => Err(NotReturn::Entity(
                line,
                reference.chars().take(60).collect(),
            )),
        }
    }

    fn end(&mut self) {
        match self.open.pop() {
            Some(Open::Item(field, record)) => {
                let header = matches!(self.within(|_| true), Some((Module::Sen2, _)));
                let filled = if header {
                    &mut self.header
                } else {
                    &mut self.person
                };
                filled.put(record, field, self.at, &self.text);
                self.text.clear();
            }
            Some(Open::Module(Module::Person, _)) => {
                self.ended = !(self.meet)(&self.header, &self.person);
                self.person.clear();
                self.persons += 1;
            }
            Some(Open::Module(..) | Open::Other) | None => {}
        }
    }
}

fn of_xml(fault: &Error, line: u64) -> NotReturn {
    if let Error::Io(fault) = fault {
        return of_io(fault, line);
    }
    NotReturn::Garbled(line)
}

fn of_io(fault: &io::Error, line: u64) -> NotReturn {
    if fault.kind() == ErrorKind::FileTooLarge {
        return NotReturn::TooLong(line);
    }
    let text = fault
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<NotText>());
    text.map_or_else(
        || NotReturn::Io(fault.to_string()),
        |text| NotReturn::NotText(text.clone()),
    )
}
