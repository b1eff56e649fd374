//! The proportions the caseload is drawn from, as `county.toml` gives them.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::domain::draw::Draw;
use crate::domain::place::Setting;
use crate::domain::provision::AreaCode;

/// How often each of several things is drawn.
#[derive(Clone, Debug, Deserialize)]
#[serde(
    from = "BTreeMap<K, u64>",
    bound(deserialize = "K: Deserialize<'de> + Ord")
)]
pub(super) struct Shares<K>(Vec<(K, u64)>);

impl<K> From<BTreeMap<K, u64>> for Shares<K> {
    fn from(shares: BTreeMap<K, u64>) -> Self {
        Self(shares.into_iter().collect())
    }
}

impl<K> Shares<K> {
    /// Draws one by the shares; nothing where all are 0.
    pub(super) fn draw(&self, draw: &mut Draw) -> Option<&K> {
        draw.weighted(&self.0, |(_, share)| *share)
            .map(|(key, _)| key)
    }

    /// The sum of the shares.
    pub(super) fn total(&self) -> u64 {
        self.0.iter().map(|(_, share)| share).sum()
    }
}

impl<K: PartialEq> Shares<K> {
    /// The share of one, 0 where it has none.
    pub(super) fn of(&self, key: &K) -> u64 {
        self.0
            .iter()
            .find(|(other, _)| other == key)
            .map_or(0, |(_, share)| *share)
    }
}

/// The county: every table of the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct County {
    pub(super) age: Vec<AgeRow>,
    pub(super) need: Vec<NeedRow>,
    pub(super) second_need_of_100: u64,
    pub(super) second_need: Shares<String>,
    pub(super) male_of_1000: u64,
    pub(super) ethnicity: Shares<String>,
    pub(super) district: Shares<String>,
    pub(super) share_of_1000: Thousandths,
    pub(super) placement: Shares<Placement>,
    pub(super) next_school: BTreeMap<Setting, Shares<Setting>>,
    pub(super) next_post_16: BTreeMap<Setting, Shares<Setting>>,
    pub(super) top_up: BTreeMap<Setting, Grant>,
    pub(super) epn: BTreeMap<Setting, Grant>,
    /// Weights of the levels 1 to 7 of the area of greatest need.
    pub(super) level: BTreeMap<Setting, [u64; 7]>,
    pub(super) profile: BTreeMap<String, Profile>,
    pub(super) writing: BTreeMap<String, Writing>,
}

/// Plans of one age by setting.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AgeRow {
    /// The age at the start of the school year.
    pub(super) age: i16,
    pub(super) plans: Shares<Setting>,
}

/// Plans of one setting by need.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NeedRow {
    pub(super) setting: Setting,
    pub(super) needs: Shares<String>,
}

/// How many of a thousand plans are of a kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Thousandths {
    pub(super) new: u64,
    pub(super) placement_change: u64,
    pub(super) stale: u64,
    pub(super) no_text: u64,
    pub(super) no_upn_post_16: u64,
    pub(super) out_of_cohort: u64,
    pub(super) looked_up_transfer: u64,
}

/// How far the next placement is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Placement {
    Named,
    TypeOnly,
    None,
}

/// A yearly sum in whole pounds, and how many of a hundred have one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Grant {
    pub(super) low: i64,
    pub(super) high: i64,
    pub(super) share: u64,
}

/// The areas a need is felt in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Profile {
    pub(super) first: AreaCode,
    /// The lowest level of the first.
    #[serde(default)]
    pub(super) least: i64,
    pub(super) others: Vec<OtherArea>,
}

/// An area beside the first.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OtherArea {
    pub(super) area: AreaCode,
    /// Of a hundred plans, how many have it.
    pub(super) often: u64,
    /// How many levels lower it usually lies.
    pub(super) lower: i64,
}

/// A way of writing plans.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Writing {
    pub(super) often: u64,
    /// Of a hundred provisions, how many cannot be counted.
    pub(super) vague: u64,
}
