//! Words that a line is drawn through: a working document's struck-out ones.
//!
//! A PDF knows no struck letters. Word and its like draw a thin line or box through them, and to
//! read on as if it were not there makes "20 hours" of what was "10", struck, and "20": "1020".

use super::fault::{Budget, NotPdf};
use super::ink::{Ink, Letter, Rule};

/// What stands around struck words, as in the other formats.
pub(super) const STRUCK: &str = "~~";

/// How far above its base a letter is struck, in sizes: an underline lies below, a border above.
const THROUGH: std::ops::RangeInclusive<f64> = 0.12..=0.45;

/// How far the line may reach beyond the letters it strikes, in sizes: more is a table's border.
const BEYOND: f64 = 0.6;

/// How many letters are looked at for the price of one token: this is cheap, and a page has many.
const CHEAP: usize = 8;

/// Marks the letters of a page that lines are drawn through; those lines are no table's.
pub(super) fn mark(page: &mut Ink, budget: &mut Budget) -> Result<(), NotPdf> {
    let Ink {
        letters, across, ..
    } = page;
    let tallest = letters.iter().map(|letter| letter.size).fold(0.0, f64::max);
    let mut order: Vec<usize> = (0..letters.len()).collect();
    let base = |at: &usize| letters.get(*at).map_or(0.0, |letter| letter.base);
    order.sort_by(|one, other| base(one).total_cmp(&base(other)));
    let (mut struck, mut rest) = (Vec::new(), Vec::new());
    for rule in std::mem::take(across) {
        let first = order.partition_point(|at| base(at) < rule.at);
        let end = order.partition_point(|at| base(at) <= rule.at + THROUGH.end() * tallest);
        let near = order.get(first..end).unwrap_or_default();
        budget.work(1, near.len() / CHEAP)?;
        let is_hit = |at: &&usize| {
            letters
                .get(**at)
                .is_some_and(|letter| strikes(&rule, letter))
        };
        let hit: Vec<usize> = near.iter().filter(is_hit).copied().collect();
        let own: Vec<&Letter> = hit.iter().filter_map(|at| letters.get(*at)).collect();
        if fits(&rule, &own) {
            struck.extend(hit);
        } else {
            rest.push(rule);
        }
    }
    *across = rest;
    for at in struck {
        if let Some(letter) = letters.get_mut(at) {
            letter.struck = true;
        }
    }
    Ok(())
}

/// Whether a line runs through the middle of a letter.
fn strikes(rule: &Rule, letter: &Letter) -> bool {
    let middle = letter.left.midpoint(letter.right);
    THROUGH.contains(&((letter.base - rule.at) / letter.size.max(0.1)))
        && (rule.from..=rule.to).contains(&middle)
}

/// Whether a line begins and ends with the letters it runs through.
fn fits(rule: &Rule, letters: &[&Letter]) -> bool {
    let side = |of: fn(&Letter) -> f64, pick: fn(f64, f64) -> f64| {
        letters.iter().map(|letter| of(letter)).reduce(pick)
    };
    let (Some(left), Some(right), Some(size)) = (
        side(|letter| letter.left, f64::min),
        side(|letter| letter.right, f64::max),
        side(|letter| letter.size, f64::max),
    ) else {
        return false;
    };
    let is_inked = letters.iter().any(|letter| letter.sign.is_alphanumeric());
    is_inked && rule.from >= left - BEYOND * size && rule.to <= right + BEYOND * size
}

/// Words without the marks of struck ones at their ends.
pub(super) fn bare(words: &str) -> &str {
    let words = words.strip_prefix(STRUCK).unwrap_or(words);
    words.strip_suffix(STRUCK).unwrap_or(words)
}
