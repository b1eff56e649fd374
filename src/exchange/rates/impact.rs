//! Gains and losses, told: by any level, with what protection costs and who pays.

use crate::domain::place::Setting;
use crate::domain::rates::impact::{Change, Group};
use crate::domain::rates::{Average, Cohort, Impact, Level, RateSet};

use super::{About, Cell, Report, Source};

/// The columns of a table of gains and losses.
const COLUMNS: [(&str, &str); 18] = [
    ("name", "Name"),
    ("setting", "Setting"),
    ("in_scope", "In scope"),
    ("mapped", "Mapped"),
    ("not_yet", "Not yet"),
    ("cannot_map", "Cannot map"),
    ("compared", "Compared"),
    ("today_unknown", "Today not known"),
    ("by_hand", "By hand"),
    ("no_rate", "No rate"),
    ("before", "Today"),
    ("new", "New"),
    ("protection", "Protection"),
    ("after", "In the end"),
    ("moves", "Moves by"),
    ("gain", "Gain"),
    ("lose", "Lose"),
    ("new_of_unknown", "New, today not known"),
];

/// Tells gains and losses, group by group of a level.
pub fn impact(
    set: &RateSet,
    found: &Impact,
    (level, groups): (Level, &[Group]),
    (source, about): (&Source, About),
) -> Report {
    let mut report = Report::new(format!("Gains and losses under \"{}\"", set.title));
    report.of_set(set);
    report.source(source, about);
    let bill = found.bill;
    report.figure(
        "protect",
        "Held against today's",
        Cell::text(set.protect.code()),
    );
    report.figure(
        "guarantees",
        "Guarantees bring",
        Cell::Money(bill.guarantees),
    );
    report.figure("floors", "Floors bring", Cell::Money(bill.floors));
    report.figure("caps_take", "Caps take", Cell::Money(bill.taken));
    report.figure(
        "caps_leave",
        "Caps leave, not needed",
        Cell::Money(bill.left),
    );
    report.figure("paid_by", "Paid by", Cell::text(set.paid_by.code()));
    report.figure(
        "envelope_pays",
        "The envelope pays on top of the rates",
        Cell::Moves(bill.envelope),
    );
    report.figure(
        "brought_up",
        "Totals brought up",
        Cell::Count(bill.brought_up),
    );
    report.figure(
        "brought_down",
        "Totals brought down",
        Cell::Count(bill.brought_down),
    );
    let rows = groups.iter().map(row).collect();
    report.grid("groups", &format!("By {}", level.code()), &COLUMNS, rows);
    remarks(&mut report, set, found, groups);
    report.not_in_here(about);
    report
}

fn row(group: &Group) -> Vec<Cell> {
    let compared = |cell: Cell| {
        if group.compared == 0 {
            Cell::Unknown
        } else {
            cell
        }
    };
    vec![
        Cell::text(group.name.clone()),
        Cell::text(group.setting.map_or("", Setting::code)),
        Cell::Count(group.in_scope),
        Cell::Count(group.mapped),
        Cell::Count(group.not_yet),
        Cell::Count(group.cannot_map),
        Cell::Count(group.compared),
        Cell::Count(group.today_unknown),
        Cell::Count(group.by_hand),
        Cell::Count(group.no_rate),
        compared(Cell::Money(group.before)),
        compared(Cell::Money(group.new)),
        compared(Cell::Moves(group.protection)),
        compared(Cell::Money(group.after())),
        compared(Cell::Moves(group.moves())),
        Cell::Count(group.gain),
        Cell::Count(group.lose),
        Cell::Money(group.new_of_unknown),
    ]
}

fn remarks(report: &mut Report, set: &RateSet, found: &Impact, groups: &[Group]) {
    let unknown: u64 = groups.iter().map(|group| group.today_unknown).sum();
    if unknown > 0 {
        report.remarks.push(format!(
            "Of {unknown} mapped pupils it is not known what is paid today: they are compared with nothing and never taken as £0; --unknown lists them."
        ));
    }
    let by_hand: u64 = groups.iter().map(|group| group.by_hand).sum();
    if by_hand > 0 {
        report.remarks.push(format!("{by_hand} mapped pupils have a sum agreed by hand, which no rate says; they are not compared."));
    }
    if set.protections.is_empty() {
        report
            .remarks
            .push("The set has no guarantee, floor or cap, so nobody is protected.".to_owned());
    }
    if found.without_school > 0 {
        report.remarks.push(format!(
            "{} compared pupils are at no school that is recorded, so that no school's protection reaches them.",
            found.without_school
        ));
    }
}

/// Adds the table of those of whom today's sum is not known.
pub fn unknown(report: &mut Report, cohort: &Cohort, found: &Impact) {
    let rows = found
        .rows
        .iter()
        .filter(|row| row.change == Change::TodayUnknown);
    let rows = rows.filter_map(|row| {
        let pupil = cohort.pupils.get(row.pupil)?;
        let school = cohort
            .school_of(pupil)
            .map_or("not recorded", |(_, school)| school.name.as_str());
        let tariff = cohort
            .tariff_of(pupil)
            .map_or("", |(tariff, _)| tariff.as_str());
        Some(vec![
            Cell::text(pupil.reference.to_string()),
            Cell::text(school),
            Cell::text(cohort.setting(pupil).map_or("", Setting::code)),
            Cell::text(tariff),
            Cell::money(row.new),
        ])
    });
    let columns = [
        ("ref", "Pupil"),
        ("school", "School"),
        ("setting", "Setting"),
        ("tariff", "Tariff"),
        ("new", "New"),
    ];
    report.grid("unknown", "Today not known", &columns, rows.collect());
}

/// Adds the table of schools' average rates and how they move with one pupil more and one less of each tariff.
pub fn averages(report: &mut Report, cohort: &Cohort, averages: &[Average]) {
    let mut rows = Vec::new();
    for one in averages {
        let Some(school) = cohort.schools.get(one.school) else {
            continue;
        };
        for step in &one.moves {
            rows.push(vec![
                Cell::text(school.name.clone()),
                Cell::text(school.setting.map_or("", Setting::code)),
                Cell::Count(one.pupils),
                Cell::Count(one.left_out),
                Cell::Money(one.total),
                Cell::Money(one.average.money),
                Cell::text(step.tariff.to_string()),
                Cell::Count(step.pupils),
                Cell::money(step.comes),
                Cell::money(step.goes),
            ]);
        }
    }
    let columns = [
        ("school", "School"),
        ("setting", "Setting"),
        ("pupils", "Pupils"),
        ("left_out", "Left out"),
        ("total", "Total"),
        ("average", "Average rate"),
        ("tariff", "Tariff"),
        ("at_tariff", "Pupils at it"),
        ("one_comes", "Average if one comes"),
        ("one_goes", "Average if one goes"),
    ];
    report.grid("averages", "Average rates of schools", &columns, rows);
    report.remarks.push(
        "An average is over the mapped pupils of whom a rate says what they bring; those whose own or Community's budget pays count as £0, those priced by hand are left out.".to_owned(),
    );
}
