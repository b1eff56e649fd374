//! What stands beside the estimate: the samples, what sizes would show, how the estimate moved.

use super::state::Beside;
use crate::domain::distribution::estimate::sparkline;
use crate::domain::distribution::rest::Rest;
use crate::domain::exact::grouped;
use crate::ui::parts::prose::Prose;
use crate::ui::parts::wrap::{Line, cut};

/// The title of what stands beside.
pub(super) fn title(beside: Beside) -> &'static str {
    match beside {
        Beside::Samples => "Audit samples",
        Beside::Sizes => "What a sample would show",
        Beside::Time => "How the estimate moved",
    }
}

/// What stands beside, for a width in columns.
pub(super) fn lines(rest: &Rest, beside: Beside, width: usize) -> Vec<Line> {
    let mut text = Prose::new(width);
    match beside {
        Beside::Samples => samples(&mut text, rest),
        Beside::Sizes => sizes(&mut text, rest),
        Beside::Time => over_time(&mut text, rest),
    }
    text.lines()
}

fn samples(text: &mut Prose, rest: &Rest) {
    if rest.audits.is_empty() {
        text.plain("No audit sample has been drawn. One is drawn at random from those in scope who are not mapped; from it the rest is estimated.");
    }
    for one in &rest.audits {
        let standing = if one.counts {
            ""
        } else {
            "; another took its place"
        };
        text.plain(format!(
            "{}: {} drawn by {} from seed {}; {} of {} in scope read{standing}",
            one.head.recorded.day().long(),
            one.drawn,
            one.head.reader.name,
            one.head.seed,
            one.read,
            one.in_scope
        ));
    }
    for one in &rest.progress {
        text.said(
            &format!("{:<26} ", cut(&one.keys.join(", "), 26)),
            &format!("{} of {} read, of {}", one.read, one.drawn, grouped(one.of)),
        );
    }
}

fn sizes(text: &mut Prose, rest: &Rest) {
    let Some(prospect) = &rest.prospect else {
        text.plain("Everybody in scope is mapped or drawn already.");
        return;
    };
    let more = if prospect.extends.is_some() {
        "more pupils drawn"
    } else {
        "pupils drawn"
    };
    text.plain(format!(
        "So many {more} of {} show each share to within so many points, at the worst (95 %):",
        grouped(prospect.most)
    ));
    for size in &prospect.sizes {
        text.said(
            &format!("{:>6}  ", grouped(size.pupils)),
            &format!(
                "±{:.1}; all together ±{:.1}",
                size.alone * 100.0,
                size.together * 100.0
            ),
        );
    }
    text.said(&format!("{:>6}  ", grouped(prospect.one_point)), "±1.0");
    if prospect.least > 0 {
        text.muted(format!(
            "At least {} are drawn: two of each stratum.",
            grouped(prospect.least)
        ));
    }
}

fn over_time(text: &mut Prose, rest: &Rest) {
    let last = (rest.moved.iter().rev()).find_map(|one| one.estimate.as_ref().ok());
    let (Some(last), Some(first)) = (last, rest.moved.first()) else {
        text.plain("There has been no estimate yet, so it has not moved.");
        return;
    };
    text.plain(format!(
        "The share at the end of each week since {}, each line between its lowest and its highest:",
        first.day.long()
    ));
    for line in &last.lines {
        let then = first.estimate.as_ref().ok();
        let then = then.and_then(|one| one.line(&line.outcome));
        let then = then.map_or(String::new(), |then| {
            format!("{:.1} → ", then.share * 100.0)
        });
        text.said(
            &format!("{:<12} ", cut(line.outcome.words(), 12)),
            &format!(
                "{}  {then}{:.1} %",
                sparkline(&rest.moved, &line.outcome),
                line.share * 100.0
            ),
        );
    }
}
