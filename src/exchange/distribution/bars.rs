//! The chart of tariffs as a picture within a page: bars, their numbers and, where there are any, intervals.

use std::fmt::Write as _;

use super::cross::{Bar, Whisker};
use crate::domain::exact::grouped;
use crate::exchange::html::escaped;

/// How high a bar with its gap is, in the picture's own units.
const ROW: u64 = 28;

/// Where the bars begin, and how long the longest is.
const START: u64 = 150;
const LONGEST: u64 = 420;

/// Draws the chart: a name and a description for who cannot see it, and the table beside it has the numbers.
pub(in crate::exchange) fn picture(bars: &[Bar]) -> String {
    let most = bars.iter().map(reach).max().unwrap_or(0).max(1);
    let high = ROW * bars.len() as u64 + 8;
    let mut drawn = String::new();
    let described: Vec<String> = bars.iter().map(described).collect();
    for (bar, at) in bars.iter().zip(0_u64..) {
        let top = at * ROW + 6;
        let long = |count: u64| {
            let scaled = u128::from(count) * u128::from(LONGEST) / u128::from(most);
            u64::try_from(scaled).unwrap_or(LONGEST)
        };
        let count = bar.count.number().unwrap_or(0);
        let (end, middle, base) = (START + long(count), top + 9, top + 14);
        let _ = write!(
            drawn,
            "<text x=\"{}\" y=\"{base}\" text-anchor=\"end\">{}</text>\n\
             <rect x=\"{START}\" y=\"{top}\" width=\"{}\" height=\"18\"/>\n",
            START - 8,
            escaped(&bar.name),
            long(count),
        );
        let mut after = end;
        if let Some(Whisker { expected, ends }) = bar.estimate {
            let (from, to) = (START + long(ends.0), START + long(ends.1));
            let (at, upper) = (START + long(expected), middle - 5);
            after = after.max(to);
            let _ = writeln!(
                drawn,
                "<path d=\"M{from} {middle}H{to}M{from} {upper}v10M{to} {upper}v10\"/>\n\
                 <circle cx=\"{at}\" cy=\"{middle}\" r=\"4\"/>",
            );
        }
        let _ = writeln!(
            drawn,
            "<text x=\"{}\" y=\"{base}\">{}</text>",
            after + 6,
            number(bar)
        );
    }
    format!(
        "<figure>\n<svg role=\"img\" aria-labelledby=\"chart-title chart-words\" viewBox=\"0 0 720 {high}\" \
         xmlns=\"http://www.w3.org/2000/svg\">\n<title id=\"chart-title\">Pupils by tariff</title>\n\
         <desc id=\"chart-words\">{}.</desc>\n\
         <style>svg{{width:100%;font:14px system-ui,sans-serif}}svg rect{{fill:#1d5b8f}}svg path{{stroke:#1a1a1a;stroke-width:2;fill:none}}</style>\n\
         {drawn}</svg>\n<figcaption>Pupils by tariff; the table below has the same numbers.</figcaption>\n</figure>\n",
        escaped(&described.join("; ")),
    )
}

/// How far to the right a bar or its interval goes.
fn reach(bar: &Bar) -> u64 {
    let end = bar.estimate.map_or(0, |estimate| estimate.ends.1);
    bar.count.number().unwrap_or(0).max(end)
}

/// The numbers beside a bar: `12`, or with an estimate `12 mapped; 75 of all (60 to 90)`.
fn number(bar: &Bar) -> String {
    let count = bar.count.number();
    let count = count.map_or_else(|| bar.count.to_string(), grouped);
    match bar.estimate {
        Some(Whisker { expected, ends }) => format!(
            "{count} mapped; {} of all ({} to {})",
            grouped(expected),
            grouped(ends.0),
            grouped(ends.1)
        ),
        None => count,
    }
}

fn described(bar: &Bar) -> String {
    format!("{}: {}", bar.name, number(bar))
}
