//! The quality report as one self-contained page, to be read on a screen and on paper.

use std::fmt::Write as _;

use crate::domain::day::Day;
use crate::domain::exact::Quantity;
use crate::domain::quality::{Finding, Tally, Wording};
use crate::domain::summary::COSTED_FROM;

use super::super::html::escaped;

/// How many phrases the page shows; the table has all.
const PHRASES: usize = 40;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}\
table{border-collapse:collapse;width:100%;margin:1rem 0}caption{text-align:left;font-weight:600;padding:.3rem 0}th,td{border:1px solid #767676;padding:.3rem .5rem;text-align:left;vertical-align:top}\
thead th{background:#eee}td.n{text-align:right;white-space:nowrap}h1,h2,h3{line-height:1.2}h3{margin-top:2rem}\
.bar{display:inline-block;width:8rem;height:.8rem;border:1px solid #1a1a1a;vertical-align:middle;margin-right:.5rem}.bar i{display:block;height:100%;background:#1d70b8}\
mark{background:#fff3bf;color:inherit;border-bottom:2px solid #1a1a1a}blockquote{margin:1rem 0 .3rem;padding-left:.8rem;border-left:3px solid #767676}\
ul{margin-top:.2rem}@media print{body{margin:0;max-width:none}tr,blockquote{break-inside:avoid}.bar i{print-color-adjust:exact;-webkit-print-color-adjust:exact}}";

/// What a report is about.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The day it is of.
    pub day: Day,
    /// Where the plans are.
    pub plans: &'a str,
    /// Which list of vague words was used.
    pub wording: &'a str,
    /// The names of the two tables that belong to it.
    pub tables: (&'a str, &'a str),
}

/// Writes the page: what all the plans sum up to, the most frequent words, and the plans that say least.
pub fn page(tally: &Tally, about: About<'_>) -> String {
    let least = tally.least();
    let parts = [
        head(tally, about),
        totals(tally),
        phrases(tally, about),
        plans(tally, &least, about),
        not_read(tally),
        words(&least),
    ];
    format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>How the plans are worded</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n{}</main>\n</body>\n</html>\n",
        parts.concat()
    )
}

fn head(tally: &Tally, about: About<'_>) -> String {
    let totals = tally.totals();
    let list = if about.wording == "built-in" {
        "the built-in list of vague words".to_owned()
    } else {
        format!(
            "the authority's own list of vague words ({})",
            about.wording
        )
    };
    format!(
        "<h1>How the plans are worded</h1>\n<p>{}. {}, read on {} by {}.</p>\n\
         <p>What is listed here is a prompt to a reader: it does not say that a plan is unlawful, and a plan for a \
         special school may lawfully be less detailed. The words are the plans' own, sums of money among them; the \
         page names pupils, so keep it as you keep the plans.</p>\n",
        escaped(about.plans),
        counted(totals.plans, "plan"),
        about.day.long(),
        escaped(&list),
    )
}

fn counted(count: u64, noun: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{s}")
}

/// A share in a hundred as a picture and as a number; the picture says nothing more.
fn bar(share: Option<Quantity>) -> String {
    let Some(share) = share else {
        return "–".to_owned();
    };
    format!(
        "<span class=\"bar\" aria-hidden=\"true\"><i style=\"width:{share}%\"></i></span>{share} %"
    )
}

fn totals(tally: &Tally) -> String {
    let totals = tally.totals();
    let shared = |count: u64| {
        format!(
            "<td class=\"n\">{count}</td><td>{}</td>",
            bar(totals.percent(count))
        )
    };
    let plain = |count: u64| format!("<td class=\"n\">{count}</td><td></td>");
    let once = totals.provisions.saturating_sub(totals.duplicates);
    let rows = [
        ("Provisions, each counted once", plain(once)),
        (
            "say how long and how often (quantified)",
            shared(totals.quantified),
        ),
        ("have words too vague to count", shared(totals.vague)),
        ("have both", shared(totals.both)),
        (
            "have neither: equipment, strategies",
            shared(totals.neither),
        ),
        (
            "Provisions that say again what stands before",
            plain(totals.duplicates),
        ),
        (
            "Plans that cannot be costed",
            plain(totals.cannot_be_costed),
        ),
        (
            "Plans with more hours than a school week of 32.5",
            plain(totals.over_school_week),
        ),
        ("Plans that name another pupil", plain(totals.name_others)),
        ("Plans that could not be read", plain(totals.not_read)),
    ];
    let mut text = format!(
        "<h2>All plans</h2>\n<table>\n<caption>A plan with less than {COSTED_FROM} % quantified cannot be costed.</caption>\n\
         <thead><tr><th scope=\"col\">what</th><th scope=\"col\">how many</th><th scope=\"col\">share of the provisions</th></tr></thead>\n<tbody>\n"
    );
    for (what, cells) in rows {
        let _ = writeln!(text, "<tr><th scope=\"row\">{what}</th>{cells}</tr>");
    }
    text + "</tbody>\n</table>\n"
}

fn phrases(tally: &Tally, about: About<'_>) -> String {
    let all = tally.phrases();
    if all.is_empty() {
        return "<h2>Words too vague to count</h2>\n<p>None were found.</p>\n".to_owned();
    }
    let most = all.first().map_or(1, |one| one.count).max(1);
    let more = all.len().saturating_sub(PHRASES);
    let mut text = "<h2>Words too vague to count</h2>\n<table>\n<caption>The most frequent first.</caption>\n\
         <thead><tr><th scope=\"col\">words</th><th scope=\"col\">times</th><th scope=\"col\">plans</th><th scope=\"col\">why</th><th scope=\"col\">what to ask</th></tr></thead>\n<tbody>\n"
        .to_owned();
    for one in all.into_iter().take(PHRASES) {
        let width = one.count.saturating_mul(100) / most;
        let _ = writeln!(
            text,
            "<tr><th scope=\"row\">{}</th><td class=\"n\"><span class=\"bar\" aria-hidden=\"true\"><i style=\"width:{width}%\"></i></span>{}</td><td class=\"n\">{}</td><td>{}</td><td>{}</td></tr>",
            escaped(&one.phrase),
            one.count,
            one.plans,
            escaped(&one.why),
            escaped(&one.question)
        );
    }
    text += "</tbody>\n</table>\n";
    if more > 0 {
        let table = escaped(about.tables.0);
        let _ = writeln!(text, "<p>{more} more stand in {table}.</p>");
    }
    text
}

fn plans(tally: &Tally, least: &[(&str, &Wording)], about: About<'_>) -> String {
    let shown = least.len() as u64;
    let more = tally.totals().plans.saturating_sub(shown);
    let mut text = "<h2>Plan by plan</h2>\n<table>\n<caption>Those that say least first.</caption>\n\
         <thead><tr><th scope=\"col\">plan</th><th scope=\"col\">provisions</th><th scope=\"col\">quantified</th><th scope=\"col\">vague</th><th scope=\"col\">hours a week</th><th scope=\"col\">to look at</th></tr></thead>\n<tbody>\n"
        .to_owned();
    for (at, (plan, wording)) in least.iter().enumerate() {
        let sum = &wording.summary;
        let mut look = Vec::new();
        if !sum.can_be_costed {
            look.push("cannot be costed".to_owned());
        }
        if sum.over_school_week {
            look.push(format!("more than a week of {} hours", sum.school_week));
        }
        if sum.duplicates > 0 {
            look.push(format!("{} said twice", sum.duplicates));
        }
        if !sum.foreign_codes.is_empty() {
            look.push(format!("names {}", sum.foreign_codes.join(", ")));
        }
        let _ = writeln!(
            text,
            "<tr><th scope=\"row\"><a href=\"#p{at}\">{}</a></th><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td>{}</td></tr>",
            escaped(plan),
            sum.provisions,
            bar(sum.quantified_percent),
            bar(sum.vague_percent),
            sum.hours_a_week,
            escaped(&look.join("; "))
        );
    }
    text += "</tbody>\n</table>\n";
    if more > 0 {
        let (words, plans) = (escaped(about.tables.0), escaped(about.tables.1));
        let _ = writeln!(
            text,
            "<p>The other {more} plans, which say more, stand in {plans}, and their vague words in {words}.</p>"
        );
    }
    text
}

fn not_read(tally: &Tally) -> String {
    if tally.not_read().is_empty() {
        return String::new();
    }
    let mut text = "<h2>Plans that could not be read</h2>\n<ul>\n".to_owned();
    for (plan, why) in tally.not_read() {
        let _ = writeln!(text, "<li>{}: {}</li>", escaped(plan), escaped(why));
    }
    text + "</ul>\n"
}

/// The vague words of each plan, in the provision they stand in.
fn words(least: &[(&str, &Wording)]) -> String {
    let mut text = String::new();
    for (at, (plan, wording)) in least.iter().enumerate() {
        let _ = writeln!(text, "<h3 id=\"p{at}\">{}</h3>", escaped(plan));
        if wording.findings.is_empty() {
            text += "<p>No words too vague to count.</p>\n";
        }
        for provision in wording.findings.chunk_by(|one, other| one.n == other.n) {
            let Some(first) = provision.first() else {
                continue;
            };
            let _ = writeln!(
                text,
                "<blockquote>{}. {}</blockquote>\n<ul>",
                first.n,
                marked(&first.text, provision)
            );
            for one in provision {
                let _ = writeln!(
                    text,
                    "<li><b>{}</b>: {}. <i>{}</i></li>",
                    escaped(&one.phrase),
                    escaped(&one.why),
                    escaped(&one.question)
                );
            }
            text += "</ul>\n";
        }
    }
    text
}

/// A provision's words with the vague ones marked.
fn marked(text: &str, findings: &[Finding]) -> String {
    let mut shown = String::new();
    let mut rest = text.trim();
    for one in findings {
        // A word that overlaps the one before is named below all the same.
        if let Some((before, after)) = rest.split_once(one.phrase.as_str()) {
            let _ = write!(
                shown,
                "{}<mark>{}</mark>",
                escaped(before),
                escaped(&one.phrase)
            );
            rest = after;
        }
    }
    shown + &escaped(rest)
}
