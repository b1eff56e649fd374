//! The sheet of a school: its pupils by tariff, today's and the new total, protection, and what is not known.

use std::collections::BTreeMap;

use crate::domain::exact::Money;
use crate::domain::framework::{Framework, Route};
use crate::domain::identity::TariffId;
use crate::domain::place::Setting;
use crate::domain::rates::impact::{Change, Held, Row};
use crate::domain::rates::{Cohort, Element, Impact, RateSet};

use super::{About, Cell, Report, Source};

/// Writes the sheet of a school in one setting, of the rows of its own pupils; nothing where there is no such school.
pub fn sheet(
    (school, rows): (usize, &[Row]),
    (cohort, found): (&Cohort, &Impact),
    (set, framework): (&RateSet, &Framework),
    element: Option<&Element>,
    source: &Source,
) -> Option<Report> {
    let own = cohort.schools.get(school)?;
    let about = About {
        in_scope: own.in_scope.into(),
        mapped: own.mapped.into(),
        not_yet: 0,
        cannot_map: 0,
    };
    let mut sheet = Sheet::default();
    for row in rows {
        let pupil = cohort.pupils.get(row.pupil)?;
        sheet.take(cohort.tariff_of(pupil)?.clone(), row, framework);
    }
    let setting = own.setting.map_or("setting not recorded", Setting::words);
    let mut report = Report::new(format!("{}, {setting}", own.name));
    report.figure("school", "School", Cell::text(own.name.clone()));
    report.figure(
        "urn",
        "Its number",
        Cell::text(own.urn.clone().unwrap_or_default()),
    );
    report.figure(
        "setting",
        "Setting",
        Cell::text(own.setting.map_or("", Setting::code)),
    );
    report.of_set(set);
    report.figure(
        "framework",
        "Framework",
        Cell::text(source.framework.to_string()),
    );
    report.figure("date", "As of", Cell::text(source.as_of.to_string()));
    report.figure(
        "in_scope",
        "Pupils with a plan, in scope",
        Cell::Count(about.in_scope),
    );
    report.figure("mapped", "of them mapped", Cell::Count(about.mapped));
    report.figure(
        "not_mapped",
        "not mapped, so in no sum below",
        Cell::Count(about.in_scope - about.mapped),
    );
    sheet.figures(&mut report);
    held(&mut report, found, school);
    if let Some(element) = element {
        report.figure(
            "element",
            "The school meets first, a pupil",
            Cell::Money(element.pounds),
        );
        report.figure("element_what", "that is", Cell::text(element.what.clone()));
    }
    sheet.grid(&mut report);
    if !source.notice.is_empty() {
        report.remarks.push(source.notice.clone());
    }
    sheet.remarks(&mut report);
    report.not_in_here(About::default());
    Some(report)
}

/// What a school's pupils add up to.
#[derive(Default)]
struct Sheet {
    lines: BTreeMap<usize, Line>,
    compared: u64,
    unknown: u64,
    by_hand: u64,
    no_rate: u64,
    before: Money,
    new: Money,
    protection: Money,
    new_of_unknown: Money,
}

/// The pupils of a school at one tariff.
struct Line {
    tariff: String,
    name: String,
    route: Route,
    pupils: u64,
    unknown: u64,
    before: Money,
    new: Money,
}

impl Sheet {
    fn take(&mut self, (tariff, route): (TariffId, Route), row: &Row, framework: &Framework) {
        let rank = framework.tariff_rank(&tariff).unwrap_or(usize::MAX);
        let name = framework
            .tariff(&tariff)
            .map_or("", |one| one.name.as_str());
        let line = self.lines.entry(rank).or_insert_with(|| Line {
            tariff: tariff.to_string(),
            name: name.to_owned(),
            route,
            pupils: 0,
            unknown: 0,
            before: Money::default(),
            new: Money::default(),
        });
        line.pupils += 1;
        line.new = line.new + row.new.unwrap_or_default();
        match row.change {
            Change::Compared => {
                line.before = line.before + row.before.unwrap_or_default();
                self.compared += 1;
                self.before = self.before + row.before.unwrap_or_default();
                self.new = self.new + row.new.unwrap_or_default();
                self.protection = self.protection + row.protection;
            }
            Change::TodayUnknown => {
                line.unknown += 1;
                self.unknown += 1;
                self.new_of_unknown = self.new_of_unknown + row.new.unwrap_or_default();
            }
            Change::ByHand => self.by_hand += 1,
            Change::NoRate => self.no_rate += 1,
        }
    }

    fn figures(&self, report: &mut Report) {
        let after = self.new + self.protection;
        report.figure(
            "compared",
            "Pupils whose today's and new sums are known",
            Cell::Count(self.compared),
        );
        report.figure("before", "Today, of these", Cell::Money(self.before));
        report.figure("new", "New, of these", Cell::Money(self.new));
        report.figure("protection", "Protection", Cell::Moves(self.protection));
        report.figure("after", "In the end, of these", Cell::Money(after));
        report.figure("moves", "which moves by", Cell::Moves(after - self.before));
        report.figure(
            "today_unknown",
            "Pupils of whom today's is not known",
            Cell::Count(self.unknown),
        );
        report.figure(
            "new_of_unknown",
            "New, of these",
            Cell::Money(self.new_of_unknown),
        );
        report.figure(
            "by_hand",
            "Pupils priced by hand, not in the sums",
            Cell::Count(self.by_hand),
        );
        report.figure(
            "no_rate",
            "Pupils without a rate, not in the sums",
            Cell::Count(self.no_rate),
        );
    }

    fn grid(&self, report: &mut Report) {
        let rows = self.lines.values().map(|line| {
            let known = line.route != Route::Bespoke;
            vec![
                Cell::text(line.tariff.clone()),
                Cell::text(line.name.clone()),
                Cell::text(line.route.words()),
                Cell::Count(line.pupils),
                Cell::Count(line.unknown),
                Cell::Money(line.before),
                Cell::money(known.then_some(line.new)),
            ]
        });
        let columns = [
            ("tariff", "Tariff"),
            ("name", "Name"),
            ("paid_from", "Paid from"),
            ("pupils", "Pupils"),
            ("today_unknown", "Today not known"),
            ("before", "Today, where compared"),
            ("new", "New, of all"),
        ];
        report.grid(
            "tariffs",
            "Pupils by tariff, in a whole year",
            &columns,
            rows.collect(),
        );
    }

    fn remarks(&self, report: &mut Report) {
        if self.unknown > 0 {
            report.remarks.push("What is paid today is not known of every pupil: those of whom it is not are left out of both sides of the comparison.".to_owned());
        }
        report.remarks.push("The rates are on top of what the school meets itself first. Sums are those of a whole year; pupils who come or go change them.".to_owned());
    }
}

/// Says how far the school's total was brought up or down, and by what.
fn held(report: &mut Report, found: &Impact, school: usize) {
    let own = |one: &&Held| one.school == Some(school) && one.pupil.is_none();
    if let Some(held) = found.held.iter().find(own) {
        let by = held.by.map_or("", |kind| kind.code());
        report.figure(
            "brought",
            "Brought up by a guarantee or floor",
            Cell::Money(held.brought),
        );
        report.figure("brought_by", "by which", Cell::text(by));
        report.figure("above_cap", "Above the cap", Cell::Money(held.above_cap));
        report.figure("taken", "taken by the cap", Cell::Money(held.taken));
    }
}
