//! Gains and losses: today's top-ups against each option, by setting and district, and what protection costs.

use crate::domain::place::Setting;
use crate::domain::publishing::{FEWEST, to_five, told};
use crate::domain::rates::impact::Group;
use crate::domain::rates::{Payer, Unit};
use crate::exchange::rates::Cell;

use super::pieces::Section;
use super::{Contents, Proposal};

pub(super) fn section(pack: &Contents) -> Section {
    let mut section = Section::new("moves", "Gains and losses", "Gains and losses");
    if pack.proposals.is_empty() {
        return section.left_out("No rate set is given, so nobody gains or loses anything here.");
    }
    if pack
        .proposals
        .iter()
        .all(|one| one.choice.all.compared == 0)
    {
        return section.left_out("The caseload does not say what is paid today for those mapped, so nothing can be compared.");
    }
    section.words("Today's top-up of each mapped pupil against the new one, after guarantees, floors and caps. Pupils of whom it is not known what is paid today are compared with nothing, and never taken for £0.");
    if pack.is_public() {
        section.words(format!(
            "Groups of fewer than {FEWEST} compared pupils are not told. Numbers of pupils are to the nearest 5 and sums to the nearest {}, which is more than any one rate; sums need not add up.",
            pack.unit()
        ));
    }
    for one in &pack.proposals {
        proposal(&mut section, pack, one);
    }
    section
}

fn proposal(section: &mut Section, pack: &Contents, one: &Proposal) {
    let set = &one.choice.set;
    section.under(set.title.as_str());
    section.words(protection(pack, one));
    let all = std::slice::from_ref(&one.choice.all);
    let settings: Vec<Group> = one.by_setting.iter().cloned().map(in_words).collect();
    table(section, pack, "Setting", &settings, all);
    table(section, pack, "District", &one.by_district, &[]);
}

fn in_words(group: Group) -> Group {
    let name = group
        .setting
        .map(|setting| Setting::words(setting).to_owned());
    Group {
        name: name.unwrap_or(group.name),
        ..group
    }
}

/// What protection does, in words.
fn protection(pack: &Contents, one: &Proposal) -> String {
    let (set, bill) = (&one.choice.set, &one.choice.impact.bill);
    if set.protections.is_empty() {
        return "The set has no guarantee, floor or cap, so nobody is protected.".to_owned();
    }
    let whose = match set.protect {
        Unit::School => "each school's total",
        Unit::Pupil => "each pupil's sum",
    };
    let pays = match set.paid_by {
        Payer::Envelope => "The envelope pays for it",
        Payer::Caps => "Those above their cap pay for it, as far as it is needed",
    };
    format!(
        "Protection looks at {whose}. Guarantees bring {}, floors {}; caps take {}. {pays}; what the envelope pays in the end is {}.",
        pack.rounded(bill.guarantees),
        pack.rounded(bill.floors),
        pack.rounded(bill.taken),
        pack.rounded(bill.envelope)
    )
}

fn table(section: &mut Section, pack: &Contents, what: &str, groups: &[Group], all: &[Group]) {
    let sizes: Vec<u64> = groups.iter().map(|group| group.compared).collect();
    let may = if pack.is_public() {
        told(&sizes)
    } else {
        vec![true; groups.len()]
    };
    let shown = groups.iter().zip(&may).filter(|(_, may)| **may);
    let mut rows: Vec<Vec<Cell>> = shown.map(|(group, _)| row(pack, group)).collect();
    for group in all {
        if !pack.is_public() || group.compared >= FEWEST {
            rows.push(row(pack, group));
        }
    }
    let head = [
        what,
        "Compared",
        "Today",
        "New",
        "Protection",
        "In the end",
        "Moves by",
        "Gain",
        "Lose",
        "Today not known",
    ];
    if all.is_empty() || pack.is_public() {
        section.table(head, rows);
    } else {
        section.summed(head, rows);
    }
    let left = may.iter().filter(|may| !**may).count();
    if left > 0 {
        section.words(format!("{left} groups are not told, for they or another are of fewer than {FEWEST} compared pupils."));
    }
}

fn row(pack: &Contents, group: &Group) -> Vec<Cell> {
    let number = |count: u64| {
        Cell::Count(if pack.is_public() {
            to_five(count)
        } else {
            count
        })
    };
    let compared = |cell: Cell| {
        if group.compared == 0 {
            Cell::Unknown
        } else {
            cell
        }
    };
    let (before, new, after) = (
        pack.rounded(group.before),
        pack.rounded(group.new),
        pack.rounded(group.after()),
    );
    vec![
        Cell::text(group.name.as_str()),
        number(group.compared),
        compared(Cell::Money(before)),
        compared(Cell::Money(new)),
        compared(Cell::Moves(pack.rounded(group.protection))),
        compared(Cell::Money(after)),
        compared(Cell::Moves(pack.rounded(group.moves()))),
        number(group.gain),
        number(group.lose),
        number(group.today_unknown),
    ]
}
