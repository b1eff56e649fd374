//! The rows that tell of agreement, of drift and of flags.

use crate::domain::framework::Framework;
use crate::domain::moderation::board::Board;
use crate::domain::moderation::slice::{Higher, Slice, Sliced};
use crate::domain::moderation::suggested::Share;
use crate::domain::normal::float;
use crate::domain::place::Setting;

use super::{Row, figure};

pub(super) fn agreement(board: &Board, framework: &Framework) -> Vec<Row> {
    let slices = board.agreement.iter();
    slices.flat_map(|one| sliced(one, framework)).collect()
}

fn sliced(one: &Sliced, framework: &Framework) -> Vec<Row> {
    let found = &one.agreement;
    let row = |number: &str, value: Option<f64>| Row {
        part: "agreement",
        of: one.slice.name(framework).unwrap_or_default(),
        measure: one.measure.to_string(),
        place: one.slice.code().to_owned(),
        number: number.to_owned(),
        value: value.map(figure).unwrap_or_default(),
        n: Some(found.units),
        words: if one.too_few() { "too few" } else { "" }.to_owned(),
        ..Row::default()
    };
    let mut rows = vec![
        Row {
            interval: found.alpha_ordinal_interval,
            ..row("alpha_ordinal", found.alpha_ordinal)
        },
        row("ac2_linear", found.ac2_linear),
        row("exact", found.exact),
        row("within_one", found.within_one),
        Row {
            by: one.higher().map_or("", Higher::words).to_owned(),
            ..row("mean_difference", found.mean_difference)
        },
    ];
    if one.slice == Slice::All {
        let scale = one.measure.scale(framework);
        for (from, counts) in scale.iter().zip(&found.table) {
            for (to, count) in scale.iter().zip(counts).filter(|(_, count)| **count > 0) {
                rows.push(Row {
                    value: count.to_string(),
                    moved: (from.clone(), to.clone()),
                    ..row("officer_then_moderator", None)
                });
            }
        }
    }
    rows
}

pub(super) fn drift(board: &Board, framework: &Framework) -> Vec<Row> {
    let mut rows = Vec::new();
    for one in &board.drift.signals {
        let pupils: Vec<String> = (one.mappings.iter())
            .map(|mapping| board.reference(mapping))
            .collect();
        rows.push(Row {
            part: "signal",
            of: one.officer.clone(),
            measure: one.measure.to_string(),
            place: one.setting.map_or("", Setting::code).to_owned(),
            number: "ranks".to_owned(),
            value: figure(one.by),
            interval: Some(one.interval),
            n: Some(one.pupils()),
            moved: (one.since.to_string(), String::new()),
            on: one.since.monday().to_string(),
            words: format!("{} Pupils: {}", one.sentence(framework), pupils.join(" ")),
            ..Row::default()
        });
    }
    for one in &board.drift.series {
        let points = one.points.iter();
        rows.extend(points.filter_map(|point| {
            Some(Row {
                part: "week",
                of: one.officer.clone(),
                measure: one.measure.to_string(),
                place: point.week.to_string(),
                number: "mean_rank".to_owned(),
                value: figure(point.mean?),
                n: Some(point.mappings),
                ..Row::default()
            })
        }));
    }
    let gaps = board.drift.gaps.iter();
    rows.extend(gaps.filter_map(|one| {
        Some(Row {
            part: "gap",
            of: one.officer.clone(),
            measure: one.measure.to_string(),
            number: "officer_less_moderator".to_owned(),
            value: figure(one.mean?),
            interval: one.interval,
            n: Some(one.pairs),
            words: one.words(),
            ..Row::default()
        })
    }));
    rows
}

/// The shares that lie apart from the moderators'.
pub(super) fn shares(board: &Board, framework: &Framework) -> Vec<Row> {
    let mut rows = Vec::new();
    for one in &board.drift.shares {
        for (rank, share) in one.apart() {
            let setting = one.setting.map_or("", Setting::code);
            rows.push(Row {
                part: "share",
                of: one.officer.clone(),
                measure: one.measure.to_string(),
                place: setting.to_owned(),
                number: one.measure.rank_words(framework, Some(rank)),
                value: figure(float(share.count) / float(one.mappings.max(1))),
                interval: Some((share.interval.low, share.interval.high)),
                n: Some(one.mappings),
                words: one.words(share),
                ..Row::default()
            });
        }
    }
    rows
}

pub(super) fn suggestions(board: &Board) -> Vec<Row> {
    let found = &board.suggestions;
    let blind = [("all", found.all), ("random", found.random)];
    let blind = blind.into_iter().flat_map(|(of, hits)| {
        [
            (of, "first", hits.first),
            (of, "top_three", hits.top),
            (of, "abstained", hits.abstained),
        ]
    });
    let officers = [
        ("officers", "shown", found.shown),
        ("officers", "taken", found.taken),
        ("officers", "changed_after_reveal", found.revealed),
        ("officers", "adjusted", found.adjusted),
    ];
    let row = |(of, number, share): (&str, &str, Share)| Row {
        part: "suggestions",
        of: of.to_owned(),
        number: number.to_owned(),
        value: share.share().map(figure).unwrap_or_default(),
        interval: share.interval().map(|one| (one.low, one.high)),
        n: Some(share.of),
        ..Row::default()
    };
    blind.chain(officers).map(row).collect()
}

pub(super) fn flags(board: &Board) -> Vec<Row> {
    let mut rows = Vec::new();
    for one in &board.flags {
        let row = |number: &str, value: String| Row {
            part: "flag",
            of: one.rule.code().to_owned(),
            number: number.to_owned(),
            value,
            ..Row::default()
        };
        rows.push(row("carried", one.carried.to_string()));
        rows.push(row("harmless", one.harmless.to_string()));
        if let Some(worth) = &one.worth {
            let shares = [
                ("adjusted_of_flagged", worth.flagged),
                ("adjusted_of_random", worth.random),
            ];
            for (number, share) in shares {
                rows.push(Row {
                    interval: Some((share.interval.low, share.interval.high)),
                    n: Some(share.reviewed),
                    words: worth.sentence(),
                    ..row(number, share.share.map(figure).unwrap_or_default())
                });
            }
        }
    }
    rows.extend(board.harmless.iter().map(|one| Row {
        part: "harmless",
        of: one.rule.code().to_owned(),
        number: "mappings".to_owned(),
        value: one.mappings.to_string(),
        by: one.by.clone(),
        on: one.on.to_string(),
        words: one.reason.clone().unwrap_or_default(),
        ..Row::default()
    }));
    rows
}
