//! How the mappings were checked: flagged, sampled, moderated, adjusted; and how alike readers read.

use crate::domain::interval::{Confidence, wilson_of};
use crate::domain::moderation::slice::Sliced;
use crate::domain::worklist::Mark;
use crate::exchange::distribution::marked;
use crate::exchange::rates::Cell;

use super::Contents;
use super::headline::percent;
use super::pieces::{Section, count};

/// What each mark means, in the order of the table.
const MARKS: [(Mark, &str); 4] = [
    (
        Mark::Flagged,
        "Flagged: a rule of the program found something to look at",
    ),
    (
        Mark::Sampled,
        "Sampled: drawn, at random or by a rule, to be read again",
    ),
    (Mark::Moderated, "Moderated: a moderator decided of it"),
    (
        Mark::Adjusted,
        "Adjusted: the moderator's reading took the officer's place",
    ),
];

pub(super) fn section(pack: &Contents) -> Section {
    let mut section = Section::new("checked", "How the mappings were checked", "Checked");
    let row =
        |(mark, words): (Mark, &str)| vec![Cell::text(words), count(marked(&pack.release, mark))];
    let mut rows = vec![vec![
        Cell::text("Mapped to a tariff"),
        count(pack.release.account.mapped),
    ]];
    rows.extend(MARKS.map(row));
    section.table(["Of the mapped", "Pupils"], rows);
    if let Some(share) = &pack.release.account.moderated_share {
        section.words(format!("{share} % of the mapped have been moderated. A pupil may stand in several of these lines."));
    }
    section.under("Do two readers come to the same tariff?");
    section.words(samples(pack));
    match &pack.agreement.tariff {
        Some(found) if !found.too_few() => agreed(&mut section, found),
        Some(_) => section.words("Fewer than 30 plans drawn at random have been read twice: too few to say how alike readers read."),
        None => section.words("No plan drawn at random has been read twice yet, so nothing is said of agreement."),
    }
    section
}

fn samples(pack: &Contents) -> String {
    match pack.agreement.samples {
        0 => "No sample has been drawn for moderation yet.".to_owned(),
        1 => "One sample has been drawn for moderation.".to_owned(),
        more => format!("{more} samples have been drawn for moderation."),
    }
}

fn agreed(section: &mut Section, found: &Sliced) {
    let of = found.agreement.units;
    let share = |same: u64| {
        let same = usize::try_from(same).unwrap_or(usize::MAX);
        let interval = wilson_of(same, of, Confidence::NINETY_FIVE);
        let part = crate::domain::normal::float(same) / crate::domain::normal::float(of.max(1));
        (percent(part), percent(interval.low), percent(interval.high))
    };
    let row = |what: &str, same: u64| {
        let (part, low, high) = share(same);
        vec![
            Cell::text(what),
            Cell::Count(same),
            Cell::Text(part),
            Cell::Text(low),
            Cell::Text(high),
        ]
    };
    let (part, low, high) = share(found.same());
    section.words(format!(
        "{of} plans drawn at random were read twice, by an officer and by a moderator who did not know the officer's reading. {} of them ({part}) came to the same tariff both times. Were very many such plans read twice, the share would lie between {low} and {high}, 95 times in 100.",
        found.same()
    ));
    section.table(
        ["Both readings", "Plans", "Share", "95 %: from", "to"],
        vec![
            row("the same tariff", found.same()),
            row("at most one tariff apart", found.within_one()),
        ],
    );
    section.words(format!("On the mean {}, in tariffs.", found.higher_words()));
    if let Some(alpha) = found.agreement.alpha_ordinal {
        let ends = found.agreement.alpha_ordinal_interval;
        let ends = ends.map_or_else(String::new, |(low, high)| {
            format!(" (95 %: {low:.2} to {high:.2})")
        });
        section.words(format!("Krippendorff's alpha is {alpha:.2}{ends}: 1 would be agreement in every plan, 0 no more than chance brings."));
    }
}
