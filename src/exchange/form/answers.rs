//! What the answers on a form mean: pupil by pupil the school's judgements, what is missing, what cannot be meant.

use super::back::{Back, Known, Line};
use super::words;
use crate::domain::framework::{Area, Framework, Level};
use crate::domain::identity::{AreaId, LevelId};
use crate::domain::judgement::{AreaLevel, AreaSource, Judged, Judgement, Verdict};
use crate::domain::school::form::Fault;
use crate::domain::settle::Refusal;

/// What a school answered of one pupil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Every provision is judged and every area settled.
    Whole(Box<Judged>),
    /// Something is missing, and what; nothing at all was filled in where it is empty.
    NotYet(Vec<String>),
    /// Something cannot be meant.
    Faulty(Vec<Fault>),
}

/// A pupil with the answer, and where it stands.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The pupil.
    pub pupil: Known,
    /// The answer.
    pub answer: Answer,
    /// The number and the row of each provision.
    numbers: Vec<(u32, u64)>,
    /// The name and the row of each area.
    areas: Vec<(String, u64)>,
}

impl Answered {
    /// A fault of the pupil as a whole, at the first row that is the pupil's.
    pub fn whole_fault(&self, what: String) -> Fault {
        Fault {
            sheet: words::PROVISIONS.to_owned(),
            row: self.numbers.first().map_or(0, |(_, row)| *row),
            column: None,
            what,
        }
    }

    /// Says where a refusal of the answer stands.
    pub fn place(&self, refusal: &Refusal) -> Fault {
        let number = |n: u32| self.numbers.iter().find(|(one, _)| *one == n);
        let area = |name: &str| self.areas.iter().find(|(one, _)| one == name);
        let (number, area) = match refusal {
            Refusal::Both(n) | Refusal::SetAsideTwice(n) | Refusal::AreaTwice(n, _) => {
                (number(*n), None)
            }
            Refusal::SettledTwice(name) | Refusal::NoEvidence(name) | Refusal::Unsettled(name) => {
                (None, area(name))
            }
            Refusal::AgainstRule { area: name, .. } => (None, area(name)),
            Refusal::Unjudged(_)
            | Refusal::UnknownProvision(..)
            | Refusal::UnknownArea { .. }
            | Refusal::UnknownLevel { .. }
            | Refusal::OtherPrimary { .. }
            | Refusal::NoLevel
            | Refusal::OpenTop(_)
            | Refusal::Profile(_) => (None, self.areas.first()),
        };
        let what = refusal.to_string();
        let (sheet, row, column) = match (number, area) {
            (_, Some((_, row))) => (words::AREAS, *row, Some(words::LEVEL.to_owned())),
            (Some((_, row)), None) => (words::PROVISIONS, *row, None),
            (None, None) => return self.whole_fault(what),
        };
        Fault {
            sheet: sheet.to_owned(),
            row,
            column,
            what,
        }
    }
}

impl Back {
    /// Says what the school answered of each pupil, and which rows are of none.
    pub fn answers(&self, framework: &Framework) -> (Vec<Answered>, Vec<Fault>) {
        let one = |pupil| Reading::of(pupil, self, framework).answered();
        let answers = self.pupils.iter().map(one).collect();
        (answers, self.strays())
    }

    /// The rows of nobody whom the form was made for.
    fn strays(&self) -> Vec<Fault> {
        let sheets = [
            (words::PROVISIONS, &self.provisions),
            (words::AREAS, &self.areas),
        ];
        let mut found = Vec::new();
        for (sheet, lines) in sheets {
            for line in lines {
                let whose = line.cell(words::PUPIL);
                let known = self.pupils.iter().any(|one| one.reference == whose);
                let says = |column| !line.cell(column).is_empty();
                if !known && (says(words::AREA) || says(words::SET_ASIDE)) {
                    let what = if whose.is_empty() {
                        "the row says no pupil; copy the reference from the form as it came"
                            .to_owned()
                    } else {
                        format!(
                            "\"{whose}\" is no pupil of this form; copy the reference from the form as it came"
                        )
                    };
                    found.push(fault(sheet, line, Some(words::PUPIL), what));
                }
            }
        }
        found
    }
}

fn fault(sheet: &str, line: &Line, column: Option<&str>, what: impl Into<String>) -> Fault {
    Fault {
        sheet: sheet.to_owned(),
        row: line.row,
        column: column.map(str::to_owned),
        what: what.into(),
    }
}

/// A cell that says what cannot be meant; a fault has been told.
struct Refused;

/// One pupil's answers being put together.
struct Reading<'a> {
    pupil: &'a Known,
    framework: &'a Framework,
    judged: Judged,
    faults: Vec<Fault>,
    numbers: Vec<(u32, u64)>,
    areas: Vec<(String, u64)>,
}

impl<'a> Reading<'a> {
    fn of(pupil: &'a Known, back: &Back, framework: &'a Framework) -> Self {
        let mut reading = Self {
            pupil,
            framework,
            judged: Judged::default(),
            faults: Vec::new(),
            numbers: Vec::new(),
            areas: Vec::new(),
        };
        let own = |line: &&Line| line.cell(words::PUPIL) == pupil.reference;
        for line in back.provisions.iter().filter(own) {
            reading.provision(line);
        }
        for line in back.areas.iter().filter(own) {
            reading.area(line);
        }
        // Rows may have been sorted; judgements go by the provisions' order.
        reading.judged.judgements.sort_by_key(|one| one.n);
        reading
    }

    fn refuse(&mut self, sheet: &str, line: &Line, column: &str, what: impl Into<String>) {
        self.faults.push(fault(sheet, line, Some(column), what));
    }

    fn provision(&mut self, line: &Line) {
        self.faults.extend(line.faults.iter().cloned());
        let sheet = words::PROVISIONS;
        let (area, level) = (line.cell(words::AREA), line.cell(words::LEVEL));
        let aside = line.cell(words::SET_ASIDE);
        let n = line.cell(words::NUMBER);
        let known = 1..=self.pupil.spans.len();
        let number = n
            .parse()
            .ok()
            .filter(|n: &u32| known.contains(&(*n as usize)));
        if let Some(n) = number {
            self.numbers.push((n, line.row));
        }
        if [area, level, aside].iter().all(|cell| cell.is_empty()) {
            return;
        }
        let Some(n) = number else {
            let what = format!(
                "\"{n}\" is the number of no provision of {}; copy it from the form as it came",
                self.pupil.reference
            );
            return self.refuse(sheet, line, words::NUMBER, what);
        };
        if let Some(verdict) = self.verdict(line) {
            let note = Some(line.cell(words::NOTE).to_owned()).filter(|note| !note.is_empty());
            self.judged.judgements.push(Judgement { n, verdict, note });
        }
    }

    /// What a row takes its provision for; nothing where that cannot be meant.
    fn verdict(&mut self, line: &Line) -> Option<Verdict> {
        let sheet = words::PROVISIONS;
        let aside = line.cell(words::SET_ASIDE);
        match (line.cell(words::AREA).is_empty(), aside.is_empty()) {
            (false, false) => {
                let what = "the provision has both an area and a reason to set it aside; empty one of the two";
                self.refuse(sheet, line, words::SET_ASIDE, what);
                None
            }
            (true, true) => {
                let what = "the provision has a level but no area; choose the area";
                self.refuse(sheet, line, words::AREA, what);
                None
            }
            (true, false) => {
                let why = words::set_aside_of(aside);
                if why.is_none() {
                    let what = format!("\"{aside}\" is no reason of the list; choose one of it");
                    self.refuse(sheet, line, words::SET_ASIDE, what);
                }
                why.map(Verdict::SetAside)
            }
            (false, true) => {
                let area = self.known_area(sheet, line)?;
                let level = self.known_level(sheet, line, area).ok()?;
                let area = area.id.clone();
                Some(Verdict::Evidence { area, level })
            }
        }
    }

    fn known_area(&mut self, sheet: &str, line: &Line) -> Option<&'a Area> {
        let cell = line.cell(words::AREA);
        let found = words::area_of(self.framework, cell);
        if found.is_none() {
            let what = format!(
                "\"{cell}\" is no area of {}; choose one of the list",
                self.framework.key
            );
            self.refuse(sheet, line, words::AREA, what);
        }
        found
    }

    /// The level of a row, nothing where none is said.
    ///
    /// # Errors
    ///
    /// It is none of the area's, and a fault says so.
    fn known_level(
        &mut self,
        sheet: &str,
        line: &Line,
        area: &Area,
    ) -> Result<Option<LevelId>, Refused> {
        let cell = line.cell(words::LEVEL);
        if cell.is_empty() {
            return Ok(None);
        }
        let on_scale = |level: &&Level| area.levels.contains(&level.id);
        if let Some(level) = words::level_of(self.framework, cell).filter(on_scale) {
            return Ok(Some(level.id.clone()));
        }
        let scale: Vec<&str> = area.levels.iter().map(LevelId::as_str).collect();
        let what = format!(
            "\"{cell}\" is no level of {}; its levels are {}",
            area.name,
            scale.join(", ")
        );
        self.refuse(sheet, line, words::LEVEL, what);
        Err(Refused)
    }

    fn area(&mut self, line: &Line) {
        let sheet = words::AREAS;
        self.faults.extend(line.faults.iter().cloned());
        let Some(area) = self.known_area(sheet, line) else {
            return;
        };
        self.areas.push((area.name.clone(), line.row));
        let Ok(Some(level)) = self.known_level(sheet, line, area) else {
            return;
        };
        let rests = line.cell(words::RESTS_ON);
        let evidence = match (rests.is_empty(), words::source_of(rests)) {
            (false, Some(source)) => source,
            (false, None) => {
                let what = format!(
                    "\"{rests}\" is nothing that an area can rest on; choose from the list"
                );
                return self.refuse(sheet, line, words::RESTS_ON, what);
            }
            (true, _) if self.is_evidenced(&area.id) => AreaSource::Provisions,
            // Perhaps one was meant to be, and could not be read.
            (true, _) if !self.faults.is_empty() => return,
            (true, _) => {
                let what = format!(
                    "no provision is for {}; choose what its level rests on, or empty the level",
                    area.name
                );
                return self.refuse(sheet, line, words::RESTS_ON, what);
            }
        };
        let reason = Some(line.cell(words::REASON).to_owned()).filter(|text| !text.is_empty());
        self.judged.area_levels.push(AreaLevel {
            area: area.id.clone(),
            level,
            reason,
            evidence,
        });
    }

    fn is_evidenced(&self, area: &AreaId) -> bool {
        self.judged.judgements.iter().any(|one| match &one.verdict {
            Verdict::Evidence { area: named, .. } => named == area,
            Verdict::SetAside(_) => false,
        })
    }

    /// What is still to be filled in.
    fn missing(&self) -> Vec<String> {
        let judged = |n: usize| {
            let mut all = self.judged.judgements.iter();
            all.any(|one| one.n as usize == n)
        };
        let open: Vec<String> = (1..=self.pupil.spans.len())
            .filter(|n| !judged(*n))
            .map(|n| n.to_string())
            .collect();
        let mut missing = Vec::new();
        match open.as_slice() {
            [] => {}
            [one] => missing.push(format!(
                "provision {one} has neither an area nor a reason to set it aside"
            )),
            several => missing.push(format!(
                "provisions {} have neither an area nor a reason to set them aside",
                several.join(", ")
            )),
        }
        let settled = |area: &Area| {
            let mut levels = self.judged.area_levels.iter();
            levels.any(|one| one.area == area.id)
        };
        let unsettled = self
            .framework
            .leaves()
            .filter(|area| self.is_evidenced(&area.id) && !settled(area));
        missing.extend(unsettled.map(|area| {
            format!(
                "{} has provisions but no level in sheet \"{}\"",
                area.name,
                words::AREAS
            )
        }));
        missing
    }

    fn answered(self) -> Answered {
        let blank = self.judged.judgements.is_empty() && self.judged.area_levels.is_empty();
        let missing = if blank { Vec::new() } else { self.missing() };
        let answer = if !self.faults.is_empty() {
            Answer::Faulty(self.faults)
        } else if blank || !missing.is_empty() {
            Answer::NotYet(missing)
        } else {
            Answer::Whole(Box::new(self.judged))
        };
        Answered {
            pupil: self.pupil.clone(),
            answer,
            numbers: self.numbers,
            areas: self.areas,
        }
    }
}
