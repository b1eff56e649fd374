//! Which columns the fit has, and which of them a reading's parts belong to.

/// What the readings are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stream {
    /// An officer's mappings, against the office's of the same week.
    Mappings,
    /// An officer's reading less a moderator's of the same plan.
    Pairs,
}

/// A change that is known already, or asked about: whose, from which week, in which setting alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// The officer's place.
    pub(super) officer: usize,
    /// The first week's place.
    pub(super) week: usize,
    /// The setting's place, where it is one setting's alone.
    pub(super) setting: Option<usize>,
}

impl Change {
    /// Whether a reading is under it.
    pub(super) fn covers(&self, officer: usize, week: usize, setting: usize) -> bool {
        let here = self.setting.is_none_or(|one| one == setting);
        self.officer == officer && week >= self.week && here
    }

    /// The part of a reading that says whether it is under the change: the one, or the setting's mark.
    pub(super) fn part(&self) -> usize {
        self.setting.map_or(0, |setting| setting + 1)
    }
}

/// The columns: of mappings one a week, one an officer, one a setting and one a predictor; of pairs one for all; then one
/// for each change that is known.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// What the readings are.
    pub(super) stream: Stream,
    /// Weeks.
    pub(super) weeks: usize,
    /// Officers.
    pub(super) officers: usize,
    /// Parts of a reading: the one, the settings, the predictors.
    pub(super) parts: usize,
    /// The changes known.
    pub(super) known: Vec<Change>,
}

impl Layout {
    /// Where the columns of known changes begin.
    fn plain(&self) -> usize {
        match self.stream {
            Stream::Mappings => self.weeks + self.officers + self.parts.saturating_sub(1),
            Stream::Pairs => 1,
        }
    }

    /// How many columns there are.
    pub(super) fn width(&self) -> usize {
        self.plain() + self.known.len()
    }

    /// Coefficients of which only the office's are left: no officer's and no known change's.
    pub(super) fn office_only(&self, solved: &[f64]) -> Vec<f64> {
        let officers = self.weeks..self.weeks + self.officers;
        let keep = |column: usize| column < self.plain() && !officers.contains(&column);
        let columns = solved.iter().enumerate();
        columns
            .map(|(column, value)| if keep(column) { *value } else { 0.0 })
            .collect()
    }

    /// The columns that a part of a reading by this officer in this week stands in.
    pub(super) fn columns(&self, officer: usize, week: usize, part: usize) -> Vec<usize> {
        let mut columns = match (self.stream, part) {
            (Stream::Mappings, 0) => vec![week, self.weeks + officer],
            (Stream::Mappings, part) => vec![self.weeks + self.officers + part - 1],
            (Stream::Pairs, 0) => vec![0],
            (Stream::Pairs, _) => vec![],
        };
        let under = |change: &Change| {
            change.officer == officer && week >= change.week && change.part() == part
        };
        let known = self.known.iter().zip(self.plain()..);
        columns.extend(known.filter(|(change, _)| under(change)).map(|(_, at)| at));
        columns
    }

    /// What holds each column back: the variance of the noise over the variance it may have; 0 where it is free.
    pub(super) fn restraint(&self, noise: f64, held: Held) -> Vec<f64> {
        let by = |variance: f64| noise / variance.max(1e-6);
        let one = |column| match self.stream {
            Stream::Mappings if column < self.weeks => by(held.weeks),
            Stream::Mappings if column < self.weeks + self.officers => by(held.apart),
            Stream::Pairs if column == 0 => by(held.apart),
            Stream::Mappings | Stream::Pairs => 0.0,
        };
        (0..self.width()).map(one).collect()
    }
}

/// How far what is no drift may go, as variances in ranks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Held {
    /// Between weeks of the whole office.
    pub(super) weeks: f64,
    /// Between officers' caseloads; of pairs, between the whole office and its moderators.
    pub(super) apart: f64,
}
