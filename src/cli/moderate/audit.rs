//! `continuum moderate sample --audit` and `continuum moderate audit`: pupils drawn at random, so that the rest can be
//! estimated.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::cli::arguments::{
    AuditCommand, AuditHistory, AuditOrder as Order, AuditShow, Every, Sample,
};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::progress::read_caseload;
use crate::cli::room::Room;
use crate::domain::distribution::Dimension;
use crate::domain::distribution::audit::{Audit, STRATIFIED_BY};
use crate::domain::distribution::estimate::{Allotted, Moved, Turn, sparkline};
use crate::domain::distribution::rest::{AuditOrder, AuditProspect, AuditSize, AuditState};
use crate::domain::exact::grouped;
use crate::domain::printable::printable;
use crate::exchange::estimate;
use crate::workspace::Workspace;

use super::moderator;

/// Draws an audit sample, or says what one would show.
pub(super) fn draw(order: &Sample, wanted: u64, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    let wish = AuditOrder {
        wanted: Some(wanted),
        by: strata(&order.wish.by)?,
        afresh: order.wish.afresh,
        seed: order.seed,
        note: order.wish.note.clone().unwrap_or_default(),
    };
    read_caseload(&mut workspace, room)?;
    let prospect = workspace.audit_prospect(&wish, room.now())?;
    let drawn = if order.wish.dry_run {
        None
    } else {
        let reader = moderator(order.reader.as_ref(), &workspace);
        Some(workspace.draw_audit(&wish, reader, room.now())?)
    };
    if order.json {
        return output::json(&told(&prospect, drawn.as_ref()));
    }
    output::text(&printable(&written(&prospect, drawn.as_ref())))
}

fn strata(codes: &[String]) -> Result<Option<Vec<Dimension>>, Failure> {
    let known = || STRATIFIED_BY.map(Dimension::code).join(", ");
    let dimension = |code: &String| {
        Dimension::from_code(code).ok_or_else(|| {
            Failure::usage(format!("There is no dimension \"{code}\" to stratify by."))
                .hint(format!("Dimensions: {}.", known()))
        })
    };
    let by: Vec<Dimension> = codes.iter().map(dimension).collect::<Result<_, _>>()?;
    Ok((!by.is_empty()).then_some(by))
}

fn told(prospect: &AuditProspect, drawn: Option<&Audit>) -> Value {
    let size = |size: &AuditSize| {
        json!({"pupils": size.pupils, "alone": points(size.alone), "together": points(size.together),
            "guessed": size.guessed.map(points)})
    };
    let stratum = |one: &Allotted| json!({"keys": one.keys, "pupils": one.of, "before": one.before, "drawn": one.drawn});
    let by: Vec<&str> = prospect.by.iter().map(|by| by.code()).collect();
    let shown = &prospect.prospect;
    json!({
        "strata_by": by, "extends": prospect.extends, "whole": shown.whole, "known": shown.known,
        "before": prospect.before, "least": prospect.least, "most": prospect.most, "drawn": shown.drawn(),
        "alone": points(shown.alone), "together": points(shown.together),
        "guessed": shown.widest().map(|width| points(width.half)),
        "one_point": prospect.one_point,
        "sizes": prospect.sizes.iter().map(size).collect::<Vec<_>>(),
        "strata": shown.strata.iter().map(stratum).collect::<Vec<_>>(),
        "audit": drawn.map(|audit| estimate::audit(&audit.head)),
    })
}

/// Half a width in points of a hundred, to two decimals.
fn points(half: f64) -> Value {
    json!(
        format!("{:.2}", half * 100.0)
            .parse::<f64>()
            .unwrap_or_default()
    )
}

fn written(prospect: &AuditProspect, drawn: Option<&Audit>) -> String {
    let shown = &prospect.prospect;
    let by: Vec<&str> = prospect.by.iter().map(|by| by.words()).collect();
    let mut text = String::new();
    let way = match &prospect.extends {
        Some(_) => format!(
            "extends the sample, of which {} are in scope",
            grouped(prospect.before)
        ),
        None => "a sample of its own".to_owned(),
    };
    let _ = writeln!(
        text,
        "{} pupils of {} in scope who are not known, stratified by {}: {way}.",
        grouped(shown.drawn()),
        grouped(shown.whole - shown.known),
        by.join(" and ")
    );
    let _ = writeln!(
        text,
        "Each tariff's share will be known to ±{:.1} points at the worst (95 %), and all tariffs together to ±{:.1}.",
        shown.alone * 100.0,
        shown.together * 100.0
    );
    if let Some(widest) = shown.widest() {
        let _ = writeln!(
            text,
            "If the rest is like those mapped so far, which nobody knows, the widest will be ±{:.1}.",
            widest.half * 100.0
        );
    }
    for size in &prospect.sizes {
        let _ = writeln!(
            text,
            "  {:>6} pupils  ±{:.1}  all together ±{:.1}",
            grouped(size.pupils),
            size.alone * 100.0,
            size.together * 100.0
        );
    }
    let _ = writeln!(
        text,
        "  {:>6} pupils  ±1.0 at the worst",
        grouped(prospect.one_point)
    );
    for stratum in &shown.strata {
        let _ = writeln!(
            text,
            "  {:<34} {:>5} of {:>6}",
            stratum.keys.join(", "),
            stratum.drawn,
            grouped(stratum.of)
        );
    }
    match drawn {
        Some(audit) => {
            let _ = writeln!(
                text,
                "Drawn from seed {}: audit sample {}. They stand in the worklist as \"audit sample\"; the estimate comes when all are read.",
                audit.head.seed, audit.head.id
            );
        }
        None => text.push_str("Nothing is drawn yet: leave --dry-run out to draw it.\n"),
    }
    text
}

/// Lists audit samples, shows one, or says how the estimate moved.
pub(super) fn run(order: &Order, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    read_caseload(&mut workspace, room)?;
    match &order.what {
        AuditCommand::List(order) => list(&mut workspace, order.json, room),
        AuditCommand::Show(order) => show(&mut workspace, order, room),
        AuditCommand::History(order) => history(&mut workspace, order, room),
    }
}

fn list(workspace: &mut Workspace, as_json: bool, room: &Room) -> Result<(), Failure> {
    let audits = workspace.audits(room.now())?;
    let progress = workspace.audit_progress(room.now())?;
    if as_json {
        let audit = |one: &AuditState| {
            let mut told = estimate::audit(&one.head);
            if let Value::Object(told) = &mut told {
                for (name, value) in [
                    ("counts", json!(one.counts)),
                    ("drawn", json!(one.drawn)),
                    ("in_scope", json!(one.in_scope)),
                    ("read", json!(one.read)),
                ] {
                    told.insert(name.to_owned(), value);
                }
            }
            told
        };
        let strata = progress.iter().map(|one| {
            json!({"keys": one.keys, "frame": one.frame, "in_scope": one.of, "mapped": one.mapped,
                "drawn": one.drawn, "read": one.read})
        });
        return output::json(
            &json!({"audits": audits.iter().map(audit).collect::<Vec<_>>(),
            "strata": strata.collect::<Vec<_>>()}),
        );
    }
    if audits.is_empty() {
        return output::line(
            "No audit sample has been drawn. `continuum moderate sample --audit N --dry-run` says what one would show.",
        );
    }
    let mut text = String::new();
    for one in &audits {
        let standing = if one.counts {
            ""
        } else {
            "; another took its place"
        };
        let _ = writeln!(
            text,
            "{} drawn on {} by {} from seed {}: {} of {} in scope read{standing}",
            one.drawn,
            one.head.recorded.day(),
            one.head.reader.name,
            one.head.seed,
            one.read,
            one.in_scope,
        );
        let _ = writeln!(text, "  audit sample {}", one.head.id);
    }
    for one in &progress {
        let _ = writeln!(
            text,
            "  {:<34} {:>4} of {:>4} drawn read, of {:>6} in scope",
            one.keys.join(", "),
            one.read,
            one.drawn,
            grouped(one.of)
        );
    }
    output::text(&printable(&text))
}

fn show(workspace: &mut Workspace, order: &AuditShow, room: &Room) -> Result<(), Failure> {
    let (audit, cases, again) = workspace.audit(&order.audit, room.now())?;
    if order.json {
        let mut told = estimate::audit(&audit.head);
        let strata = audit.strata.iter().map(|one| {
            let left = one.members.iter().filter(|member| member.left).count();
            json!({"keys": one.keys, "frame": one.frame.as_ref().map(Vec::len),
                "drawn": one.members.len() - left, "passed_over": left})
        });
        let pupils = cases.iter().map(|case| {
            json!({"reference": case.reference, "stratum": case.stratum, "read": case.is_read,
                "in_scope": case.in_scope})
        });
        let (strata, pupils): (Vec<_>, Vec<_>) = (strata.collect(), pupils.collect());
        if let Value::Object(told) = &mut told {
            told.insert("comes_out_again".to_owned(), json!(again));
            told.insert("strata".to_owned(), json!(strata));
            told.insert("pupils".to_owned(), json!(pupils));
        }
        return output::json(&told);
    }
    let mut text = format!(
        "Audit sample {}, drawn on {} by {} from seed {}.\n",
        audit.head.id,
        audit.head.recorded.day(),
        audit.head.reader.name,
        audit.head.seed
    );
    text.push_str(if again {
        "Drawn again from that seed, the same pupils come out.\n"
    } else {
        "! Drawn again from that seed, other pupils come out: continuum verify says what was changed.\n"
    });
    for case in &cases {
        let keys = audit
            .strata
            .get(case.stratum)
            .map(|one| one.keys.join(", "));
        let state = match (case.in_scope, case.is_read) {
            (false, _) => "left scope since",
            (true, true) => "read",
            (true, false) => "to be read",
        };
        let _ = writeln!(
            text,
            "  {:<14} {:<34} {state}",
            case.reference,
            keys.unwrap_or_default()
        );
    }
    output::text(&printable(&text))
}

fn history(workspace: &mut Workspace, order: &AuditHistory, room: &Room) -> Result<(), Failure> {
    let turn = match order.every {
        Every::Day => Turn::Day,
        Every::Week => Turn::Week,
    };
    let moved = workspace.estimate_moved(turn, room.now())?;
    if order.json {
        return output::json(&estimate::moved(&moved));
    }
    if moved.is_empty() {
        return output::line(
            "There has been no estimate yet. `continuum distribution --estimate` says why.",
        );
    }
    output::text(&printable(&over_time(&moved)))
}

/// A line a day, a column a tariff: the share and how far its interval reaches; then each tariff's line.
fn over_time(moved: &[Moved]) -> String {
    let mut text = String::new();
    for one in moved {
        let _ = match &one.estimate {
            Err(refused) => writeln!(text, "{}  no estimate: {refused}", one.day),
            Ok(estimate) => {
                let lines = estimate.lines.iter().map(|line| {
                    let half = line.alone.share.width() / 2.0;
                    format!(
                        "{} {:.1} ±{:.1}",
                        line.outcome.words(),
                        line.share * 100.0,
                        half * 100.0
                    )
                });
                let lines: Vec<String> = lines.collect();
                writeln!(text, "{}  {}", one.day, lines.join("  "))
            }
        };
    }
    let last = moved
        .iter()
        .rev()
        .find_map(|one| one.estimate.as_ref().ok());
    for line in last.iter().flat_map(|last| &last.lines) {
        let _ = writeln!(
            text,
            "{:<12} {}",
            line.outcome.words(),
            sparkline(moved, &line.outcome)
        );
    }
    text
}
