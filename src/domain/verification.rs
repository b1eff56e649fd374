//! What came of walking every record again, as a person is told.

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// How many records lie in the tables.
    pub records: usize,
    /// How many of them stand as they were recorded.
    pub stand: usize,
    /// In how many chains they are.
    pub chains: usize,
    /// How many records of colleagues have a place in their chain and have not come.
    pub awaited: usize,
    /// Whether the workspace's key was beside the file.
    pub keyed: bool,
    /// What is wrong, each as a sentence; empty where all is well.
    pub faults: Vec<String>,
    /// Whether nothing but the counts kept for the distribution was wrong, which were made anew.
    pub mended: bool,
    /// Whether nothing but facts that no record holds is wrong.
    pub facts_alone: bool,
}

impl Verification {
    /// Says how it went.
    pub fn told(&self) -> String {
        if self.facts_alone {
            return "Every record is as it was recorded; facts that no record holds are not as they were written.".to_owned();
        }
        match (self.faults.len(), self.mended) {
            (0, _) => "Every record is as it was recorded.".to_owned(),
            (_, true) => "Every record is as it was recorded; the counts kept for the distribution were not those of the records, and were made anew.".to_owned(),
            (1, false) => "1 thing is not as it was recorded.".to_owned(),
            (many, false) => format!("{many} things are not as they were recorded."),
        }
    }

    /// Says how many records stand, and in how many chains.
    pub fn standing(&self) -> String {
        let chains = match self.chains {
            1 => "1 chain".to_owned(),
            many => format!("{many} chains"),
        };
        if self.stand == self.records {
            return format!("{} records in {chains}.", self.records);
        }
        format!(
            "{} of {} records in {chains} stand as they were recorded.",
            self.stand, self.records
        )
    }
}
