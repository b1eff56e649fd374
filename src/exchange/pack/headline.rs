//! The first page: how many are mapped, how they are spread, what each option costs.

use std::fmt::Write as _;

use crate::domain::distribution::disclosure::Shown;
use crate::domain::distribution::estimate::{Outcome, Refused, Why};
use crate::domain::exact::{Money, grouped};
use crate::domain::identity::TariffId;
use crate::exchange::distribution::{Bar, Cross, Whisker};
use crate::exchange::rates::Cell;

use super::pieces::{Piece, Section, count, left, said, told};
use super::{Contents, Proposal, pieces};

pub(super) fn section(pack: &Contents) -> Section {
    let mut section = Section::new("numbers", "The numbers", "Numbers");
    about(&mut section, pack);
    spread(&mut section, pack);
    costs(&mut section, pack);
    section
}

fn about(section: &mut Section, pack: &Contents) {
    let account = &pack.release.account;
    let share = account.coverage.as_ref();
    let share = share.map_or_else(String::new, |share| format!(" ({share} %)"));
    section.words(format!(
        "{} of {} pupils in scope are mapped to a tariff{share}, as of {}.",
        said(account.mapped),
        said(account.in_scope),
        pack.from.as_of.long()
    ));
    if !pack.is_public() {
        section.words("NOT FOR PUBLICATION: every count is shown as it is, also of one to four pupils. There is another pack that may be published.");
    }
    let row = |what: &str, shown: Shown| vec![Cell::text(what), count(shown)];
    section.table(
        ["Pupils", "How many"],
        vec![
            row("In the caseload", account.caseload),
            row("of these in scope of the framework", account.in_scope),
            row("of these mapped to a tariff", account.mapped),
            row("not mapped yet", account.not_yet),
            row("whose plan cannot be mapped", account.cannot_map),
        ],
    );
}

/// The tariffs with their pupils, and with what is estimated of all in scope where that is told.
pub(super) fn bars(pack: &Contents) -> Vec<Bar> {
    let mut bars = Cross::of(&pack.counted, &pack.release).bars;
    let Some(estimate) = pack.estimate_by_tariff() else {
        return bars;
    };
    for bar in &mut bars {
        let line = estimate.line(&Outcome::Tariff(TariffId::new(bar.name.as_str())));
        bar.estimate = line.map(|line| Whisker {
            expected: line.expected.whole().unwrap_or_default().unsigned_abs(),
            ends: (line.together.low, line.together.high),
        });
    }
    bars
}

fn spread(section: &mut Section, pack: &Contents) {
    section.under("Pupils by tariff");
    section.pieces.push(Piece::Chart);
    let bars = bars(pack);
    let rows = bars.iter().map(|bar| {
        let tariff = pack.framework.tariff(&TariffId::new(bar.name.as_str()));
        let name = tariff.map_or("", |tariff| tariff.name.as_str());
        let mut row = vec![
            Cell::text(bar.name.as_str()),
            Cell::text(name),
            count(bar.count),
        ];
        if pack.estimate_by_tariff().is_some() {
            row.extend(estimated(bar));
        }
        row
    });
    let mut head = vec!["Tariff", "Its name", "Pupils mapped"];
    if pack.estimate_by_tariff().is_some() {
        head.extend(["All in scope: expected", "at least", "at most"]);
    }
    let mut rows: Vec<Vec<Cell>> = rows.collect();
    let mut all = vec![
        Cell::text("all"),
        Cell::text(""),
        count(pack.release.account.mapped),
    ];
    all.resize(head.len(), Cell::text(""));
    rows.push(all);
    section.summed(head, rows);
    section.words(why(pack));
}

/// What an estimate expects of a tariff.
fn estimated(bar: &Bar) -> [Cell; 3] {
    bar.estimate
        .map_or([Cell::Unknown, Cell::Unknown, Cell::Unknown], |found| {
            let (low, high) = found.ends;
            [found.expected, low, high].map(Cell::Count)
        })
}

/// What is said of those who are not mapped: the estimate, or why there is none.
pub(super) fn why(pack: &Contents) -> String {
    match &pack.estimate {
        Ok(estimate) if estimate.is_count() => {
            "Every pupil in scope has been read, so that these are counts and nothing is estimated."
                .to_owned()
        }
        Ok(_) if pack.is_public() => "There is an estimate for all in scope, from a random audit sample of those not mapped. It is not told tariff by tariff beside these counts, for the two together would say how single pupils were counted; what each option would cost for all in scope is told below, in large steps."
            .to_owned(),
        Ok(estimate) => format!(
            "For all {} pupils in scope the table tells what to expect: {} of them are in groups that have been read whole, and of the others a random audit sample of {} was read. \"At least\" and \"at most\" hold for all tariffs together with 95 % confidence.",
            grouped(estimate.whole),
            grouped(estimate.known),
            grouped(estimate.drawn),
        ),
        Err(Refused::Nobody) => "Nobody is in scope, so there is nothing to estimate.".to_owned(),
        Err(Refused::Gaps(gaps)) => {
            let reads = gaps
                .iter()
                .any(|gap| matches!(gap.why, Why::NotRead { .. }));
            let how = if reads {
                "has been drawn but not read to the end"
            } else {
                "of all of them has not been drawn"
            };
            format!(
                "There is no estimate for those not mapped: a random audit sample {how}. Pupils are mapped in order of priority, so those mapped so far are no random sample and say nothing of the rest; no total here is to be scaled up."
            )
        }
    }
}

/// What each option costs, in a table and in words.
fn costs(section: &mut Section, pack: &Contents) {
    section.under("What each option costs in a whole year");
    if pack.proposals.is_empty() {
        section.words("No rate set is given, so nothing is said of money.");
        return;
    }
    let expects = pack
        .proposals
        .iter()
        .any(|one| one.expected(None).is_some());
    let mut head = vec!["Option", "Standing", "For those mapped"];
    if expects {
        head.extend(["For all in scope: expected", "at least", "at most"]);
    }
    let rows = pack.proposals.iter().map(|one| row(pack, one, expects));
    section.table(head, rows.collect());
    if let Some(there) = pack.for_rates() {
        // A table of its own: beside the costs it would be wider than a page.
        section.words(format!(
            "The envelope has {there} for rates. What is left of it once pupils are paid:"
        ));
        let mut head = vec!["Option", "Those mapped paid"];
        if expects {
            head.extend(["All paid as expected", "All paid at most"]);
        }
        let rows = (pack.proposals.iter()).map(|one| what_is_left(pack, one, expects, there));
        section.table(head, rows.collect());
    }
    for one in &pack.proposals {
        section.point(sentence(pack, one));
    }
    if let Err(why) = &pack.envelope {
        section.words(why.as_str());
    }
}

fn row(pack: &Contents, one: &Proposal, expects: bool) -> Vec<Cell> {
    let cost = one.cost(&pack.release);
    let expected = one.expected(pack.is_public().then(|| pack.unit()));
    let of = |part: fn((_, _, _)) -> _| Cell::money(expected.map(part));
    let mut row = vec![
        Cell::text(one.choice.set.title.as_str()),
        Cell::text(one.choice.set.status.code()),
        pieces::between(cost),
    ];
    if expects {
        row.extend([
            of(|(cost, _, _)| cost),
            of(|(_, low, _)| low),
            of(|(_, _, high)| high),
        ]);
    }
    row
}

/// What is left of an envelope once an option is paid.
fn what_is_left(pack: &Contents, one: &Proposal, expects: bool, there: Money) -> Vec<Cell> {
    let mut row = vec![
        Cell::text(one.choice.set.title.as_str()),
        left(there, one.cost(&pack.release)),
    ];
    if expects {
        let expected = one.expected(pack.is_public().then(|| pack.unit()));
        let left =
            |paid: Option<Money>| paid.map_or(Cell::Unknown, |paid| Cell::Moves(there - paid));
        row.push(left(expected.map(|(cost, _, _)| cost)));
        row.push(left(expected.map(|(_, _, high)| high)));
    }
    row
}

fn sentence(pack: &Contents, one: &Proposal) -> String {
    let title = &one.choice.set.title;
    let cost = one.cost(&pack.release);
    let mut words = format!("{title}: the pupils mapped so far cost {}", told(cost));
    if let Some((expected, low, high)) = one.expected(pack.is_public().then(|| pack.unit())) {
        let _ = write!(
            words,
            "; all in scope would cost {expected} as expected, at least {low} and at most {high}"
        );
    }
    words.push('.');
    if let Some(there) = pack.for_rates() {
        let high = one
            .expected(pack.is_public().then(|| pack.unit()))
            .map(|(_, _, high)| high);
        let most = high.or(cost.map(|cost| cost.high));
        let said = match most {
            Some(most) if most <= there && high.is_some() => {
                format!(" The envelope of {there} is enough even at most.")
            }
            Some(most) if most <= there => {
                format!(" That is within the envelope of {there}{}.", others(pack))
            }
            Some(_) if cost.is_some_and(|cost| cost.low > there) => {
                format!(" The envelope of {there} is not enough for those mapped alone.")
            }
            Some(_) => format!(" The envelope of {there} may not be enough."),
            None => String::new(),
        };
        words.push_str(&said);
    }
    if let Some(Err(why)) = &one.expected {
        let _ = write!(
            words,
            " What all in scope would cost is not told: {}.",
            lower(&why.to_string())
        );
    }
    words
}

/// Who else is to be paid from an envelope than those mapped.
fn others(pack: &Contents) -> &'static str {
    let account = &pack.release.account;
    match (account.not_yet, account.cannot_map) {
        (Shown::Count(0), Shown::Count(0)) => "",
        (Shown::Count(0), _) => {
            ", which the pupils whose plans cannot be mapped are to be paid from too"
        }
        (_, _) => ", which the pupils not mapped yet are to be paid from too",
    }
}

/// A reason as it stands within a sentence, without what a person at the keyboard would do.
fn lower(reason: &str) -> String {
    let bare = reason.split(';').next().unwrap_or_default();
    let mut letters = bare.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

/// A share in a hundred, to one decimal.
pub(super) fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}
