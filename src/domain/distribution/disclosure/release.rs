//! What leaves the office: the counts of a distribution as they are shown, with their totals.

use std::collections::{BTreeMap, BTreeSet};

use super::super::super::framework::Route;
use super::super::super::identity::TariffId;
use super::super::dimension::Dimension;
use super::super::tally::{Cell, Distribution};
use super::account::{Account, by_area, of_the};
use super::axis::Axis;
use super::grid::{Counts, Protected, TooFine};
use super::shown::{Rounding, Shown};

/// For whom the counts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The office: every count as it is.
    Office,
    /// Everyone: small counts are hidden, and what would give them away.
    Public(Rounding),
}

impl Rule {
    /// What is done to the counts, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Office => {
                "none: every count is shown as it is, also of one to four pupils; not for publication"
            }
            Self::Public(Rounding::Exact) => {
                "counts of 1 to 4 are [c], and so is what would give one away; nothing is rounded; publish no other count of \
                 these pupils beside this one, for the two could be subtracted"
            }
            Self::Public(Rounding::ToFive) => {
                "counts of 1 to 4 are [c], and so is what would give one away; every other count and total is rounded by itself \
                 to the nearest 5, so totals need not add up; publish no other count of these pupils beside this one, for the \
                 two could be subtracted"
            }
        }
    }

    /// Whether small counts are hidden.
    pub fn is_public(self) -> bool {
        matches!(self, Self::Public(_))
    }
}

/// One number of a distribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownRow {
    /// The value in each dimension; nothing where it is the total over all.
    pub keys: Vec<Option<String>>,
    /// The tariff; nothing where it is the total over all.
    pub tariff: Option<TariffId>,
    /// Who pays; nothing where it is the total over all.
    pub route: Option<Route>,
    /// How it is shown.
    pub count: Shown,
}

/// A distribution as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// For whom.
    pub rule: Rule,
    /// Where every pupil is counted.
    pub account: Account,
    /// The tariffs of each area, as the distribution lists them.
    pub by_area: Vec<Shown>,
    /// The cells, in the order of the distribution: the occupied ones, and the empty ones that hide another.
    pub rows: Vec<ShownRow>,
    /// The totals: over every set of dimensions where the counts are for everyone; for the office those over all tariffs, and
    /// over all dimensions.
    pub totals: Vec<ShownRow>,
    /// How many numbers of the table are hidden.
    pub hidden: usize,
    /// How many of them only to protect another.
    pub further: usize,
}

impl Release {
    /// Shows everything.
    pub fn office(counted: &Distribution) -> Self {
        let row = |cell: &Cell| ShownRow {
            keys: cell.keys.iter().cloned().map(Some).collect(),
            tariff: Some(cell.tariff.clone()),
            route: Some(cell.route),
            count: Shown::Count(cell.count),
        };
        Self {
            rule: Rule::Office,
            account: Account::open(counted),
            by_area: (counted.by_area.iter())
                .map(|own| Shown::Count(own.count))
                .collect(),
            rows: counted.cells.iter().map(row).collect(),
            totals: office_totals(counted),
            hidden: 0,
            further: 0,
        }
    }

    /// Shows what may be published.
    ///
    /// # Errors
    ///
    /// [`TooFine`] where the table has more cells than can sensibly be published.
    pub fn public(counted: &Distribution, rounding: Rounding) -> Result<Self, TooFine> {
        let (account, outer) = Account::protected(counted, rounding)?;
        let labels = Labels::of(counted);
        let table = labels.table(counted).protect(outer)?;
        let (rows, totals) = labels.rows(counted, &table, rounding);
        Ok(Self {
            rule: Rule::Public(rounding),
            account,
            by_area: by_area(counted, outer, rounding)?,
            rows,
            totals,
            hidden: table.hidden().len(),
            further: table.further(),
        })
    }

    /// Shows a number that stands beside the table: how many of a whole are so.
    pub fn beside(&self, count: u64, whole: u64) -> Shown {
        match self.rule {
            Rule::Office => Shown::Count(count),
            Rule::Public(rounding) => of_the(count, whole, rounding),
        }
    }

    /// Shows a distribution by a rule.
    ///
    /// # Errors
    ///
    /// [`TooFine`] where it is to be published and has more cells than can be.
    pub fn of(counted: &Distribution, rule: Rule) -> Result<Self, TooFine> {
        match rule {
            Rule::Office => Ok(Self::office(counted)),
            Rule::Public(rounding) => Self::public(counted, rounding),
        }
    }
}

/// The totals that an office looks for: of every line, of every tariff, of all.
fn office_totals(counted: &Distribution) -> Vec<ShownRow> {
    let none = || vec![None; counted.by.len()];
    let mut tariffs: Vec<(&TariffId, Route, u64)> = Vec::new();
    let mut totals = Vec::new();
    for line in counted.cells.chunk_by(|one, other| one.keys == other.keys) {
        for cell in line {
            let known = (tariffs.iter_mut())
                .find(|(tariff, route, _)| **tariff == cell.tariff && *route == cell.route);
            match known {
                Some((_, _, count)) => *count += cell.count,
                None => tariffs.push((&cell.tariff, cell.route, cell.count)),
            }
        }
        if let (Some(first), false) = (line.first(), counted.by.is_empty()) {
            totals.push(ShownRow {
                keys: first.keys.iter().cloned().map(Some).collect(),
                tariff: None,
                route: None,
                count: Shown::Count(line.iter().map(|cell| cell.count).sum()),
            });
        }
    }
    if !counted.by.is_empty() {
        let place = |tariff: &TariffId| counted.tariffs.iter().position(|one| one == tariff);
        tariffs.sort_by_key(|(tariff, route, _)| (place(tariff), *route as usize));
        totals.extend(tariffs.iter().map(|(tariff, route, count)| ShownRow {
            keys: none(),
            tariff: Some((*tariff).clone()),
            route: Some(*route),
            count: Shown::Count(*count),
        }));
    }
    totals.push(ShownRow {
        keys: none(),
        tariff: None,
        route: None,
        count: Shown::Count(counted.mapped),
    });
    totals
}

/// What the nodes of a distribution's table are called: its dimensions, then its tariffs with who pays.
struct Labels<'a> {
    values: Vec<Vec<&'a str>>,
    outcomes: Vec<(&'a TariffId, Route)>,
    /// The tariffs that are paid for by several routes, each with its outcomes.
    several: Vec<(&'a TariffId, Vec<usize>)>,
}

impl<'a> Labels<'a> {
    fn of(counted: &'a Distribution) -> Self {
        let value = |at: usize, by: &Dimension| {
            let found = counted.cells.iter().filter_map(|cell| cell.keys.get(at));
            let found: BTreeSet<&str> = found.map(String::as_str).collect();
            let mut found: Vec<&str> = found.into_iter().collect();
            found.sort_by_key(|text| by.place(text));
            found
        };
        let place = |tariff: &TariffId| counted.tariffs.iter().position(|one| one == tariff);
        let mut outcomes: Vec<(&TariffId, Route)> = Vec::new();
        for cell in &counted.cells {
            if !outcomes.contains(&(&cell.tariff, cell.route)) {
                outcomes.push((&cell.tariff, cell.route));
            }
        }
        outcomes.sort_by_key(|(tariff, route)| (place(tariff), *route as usize));
        let mut routes: BTreeMap<Option<usize>, (&TariffId, Vec<usize>)> = BTreeMap::new();
        for (at, (tariff, _)) in outcomes.iter().enumerate() {
            let entry = routes.entry(place(tariff)).or_insert((tariff, Vec::new()));
            entry.1.push(at);
        }
        let several = routes.into_values().filter(|(_, routes)| routes.len() > 1);
        Self {
            values: counted
                .by
                .iter()
                .enumerate()
                .map(|(at, by)| value(at, by))
                .collect(),
            several: several.collect(),
            outcomes,
        }
    }

    /// The table of counts.
    fn table(&self, counted: &Distribution) -> Counts {
        let totals: Vec<&[usize]> = (self.several.iter())
            .map(|(_, routes)| routes.as_slice())
            .collect();
        let axes = self.values.iter().map(|values| Axis::new(values.len()));
        let outcome = Axis::with_totals(self.outcomes.len(), &totals);
        let mut table = Counts::new(axes.chain([outcome]).collect());
        let places: Vec<BTreeMap<&str, usize>> = (self.values.iter())
            .map(|values| {
                values
                    .iter()
                    .zip(0..)
                    .map(|(text, at)| (*text, at))
                    .collect()
            })
            .collect();
        for cell in &counted.cells {
            let keys = cell.keys.iter().zip(&places);
            let mut at: Vec<usize> = keys
                .filter_map(|(key, places)| places.get(key.as_str()).copied())
                .collect();
            let own = (&cell.tariff, cell.route);
            at.extend(self.outcomes.iter().position(|one| *one == own));
            table.add(at, cell.count);
        }
        table
    }

    /// The cells and the totals, each in order: those that are occupied, and the empty ones that are hidden.
    fn rows(
        &self,
        counted: &Distribution,
        table: &Protected,
        rounding: Rounding,
    ) -> (Vec<ShownRow>, Vec<ShownRow>) {
        let mut rows = Vec::new();
        let mut totals = Vec::new();
        for at in table.occupied() {
            let row = self.row(&at, table.shown(&at, rounding));
            let is_cell = row.keys.iter().all(Option::is_some) && row.route.is_some();
            if is_cell {
                rows.push(row);
            } else {
                totals.push(row);
            }
        }
        if counted.cells.is_empty() {
            totals.push(self.row(&self.all(), Shown::Count(0)));
        }
        (rows, totals)
    }

    /// The nodes of the whole.
    fn all(&self) -> Vec<usize> {
        let all = self.values.iter().map(Vec::len);
        all.chain([self.outcomes.len() + self.several.len()])
            .collect()
    }

    fn row(&self, at: &[usize], count: Shown) -> ShownRow {
        let text =
            |(values, node): (&Vec<&str>, &usize)| values.get(*node).map(|text| (*text).to_owned());
        let outcome = at.last().copied().unwrap_or_default();
        let own = self.outcomes.get(outcome);
        let whole = (outcome.checked_sub(self.outcomes.len())).and_then(|at| self.several.get(at));
        ShownRow {
            keys: self.values.iter().zip(at).map(text).collect(),
            tariff: (own.map(|(tariff, _)| *tariff))
                .or(whole.map(|(tariff, _)| *tariff))
                .cloned(),
            route: own.map(|(_, route)| *route),
            count,
        }
    }
}
