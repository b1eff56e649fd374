//! What a recorded mapping says: the tariff, the trace, the areas, every provision, the flags.

use crate::domain::framework::Framework;
use crate::domain::identity::AreaId;
use crate::domain::judgement::{AreaLevel, AreaSource, Judgement, Verdict};
use crate::domain::mapping::{Mapping, Sheet};
use crate::domain::provision::Provision;
use crate::ui::parts::prose::Prose;
use crate::ui::parts::wrap::Run;
use crate::ui::theme::Meaning;

/// Writes a mapping in full; the framework gives the areas their names where it is the same.
pub(super) fn lines(text: &mut Prose, mapping: &Mapping, framework: Option<&Framework>) {
    let sheet = &mapping.sheet;
    let framework = framework.filter(|framework| framework.key == sheet.framework);
    text.said("Read by ", &sheet.reader.to_string());
    text.said("Against ", &sheet.framework.to_string());
    if let Some(purpose) = sheet.purpose {
        let words = format!("{}; it counts for nothing by itself", purpose.words());
        text.said("Read as ", &words);
    }
    if let Some(withdrawal) = &mapping.withdrawn {
        let words = format!(
            "× Taken back by {} on {}: {}",
            withdrawal.reader,
            withdrawal.recorded.day().long(),
            withdrawal.reason
        );
        text.runs(&[Run::new(words, Meaning::Doubt)]);
    }
    outcome(text, sheet);
    flags(text, sheet);
    areas(text, sheet, framework);
    provisions(text, sheet, framework);
    course(text, mapping);
}

fn outcome(text: &mut Prose, sheet: &Sheet) {
    if let Some(outcome) = &sheet.outcome {
        text.title("Tariff");
        let payer = format!(", paid by {}", outcome.route.words());
        text.runs(&[
            Run::new(outcome.tariff.as_str(), Meaning::Level),
            Run::text(payer),
        ]);
        for (at, step) in outcome.trace.iter().enumerate() {
            text.said(&format!("{}. ", at + 1), step);
        }
    }
    if let Some(cannot) = &sheet.judged.cannot_map {
        text.title("Cannot be mapped");
        text.plain(cannot.why.words());
        if let Some(note) = &cannot.note {
            text.said("Note ", note);
        }
    }
    if let Some(chosen) = &sheet.judged.chosen {
        text.said("The reader named ", chosen.as_str());
    }
    if let Some(primary) = &sheet.judged.primary {
        text.said(
            "The reader took for the primary area ",
            primary.area.as_str(),
        );
    }
    if let Some(reason) = &sheet.judged.open_reason {
        text.said("Why an open tariff ", reason);
    }
}

fn flags(text: &mut Prose, sheet: &Sheet) {
    if sheet.flags.is_empty() {
        return;
    }
    text.title("Flags");
    for flag in &sheet.flags {
        text.runs(&[
            Run::new("! ", Meaning::Doubt),
            Run::text(flag.reason.as_str()),
        ]);
    }
}

fn areas(text: &mut Prose, sheet: &Sheet, framework: Option<&Framework>) {
    if sheet.judged.area_levels.is_empty() {
        return;
    }
    text.title("Areas");
    for area in &sheet.judged.area_levels {
        let level = (framework.and_then(|framework| framework.level(&area.level)))
            .map_or_else(String::new, |level| format!(" {}", level.name));
        text.runs(&[
            Run::text(format!("{}: ", area_name(framework, &area.area))),
            Run::new(area.level.as_str(), Meaning::Level),
            Run::text(level),
        ]);
        text.said("rests on ", &rests_on(sheet, area));
        if let Some(reason) = &area.reason {
            text.said("against the rule, because ", reason);
        }
    }
}

fn rests_on(sheet: &Sheet, area: &AreaLevel) -> String {
    let is_evidence = |judgement: &&Judgement| match &judgement.verdict {
        Verdict::Evidence { area: of, .. } => *of == area.area,
        Verdict::SetAside(_) => false,
    };
    let numbers: Vec<String> = (sheet.judged.judgements.iter())
        .filter(is_evidence)
        .map(|judgement| judgement.n.to_string())
        .collect();
    match area.evidence {
        AreaSource::Provisions if numbers.len() == 1 => format!("provision {}", numbers.join("")),
        AreaSource::Provisions => format!("provisions {}", numbers.join(", ")),
        AreaSource::AnnualReview | AreaSource::ProvisionMap | AreaSource::Placement => {
            area.evidence.words().to_owned()
        }
    }
}

fn provisions(text: &mut Prose, sheet: &Sheet, framework: Option<&Framework>) {
    if sheet.provisions.is_empty() {
        return;
    }
    text.title("Provisions");
    for provision in &sheet.provisions {
        text.said(&format!("{}. ", provision.n), &provision.text);
        let judgements = (sheet.judged.judgements.iter()).filter(|one| one.n == provision.n);
        for judgement in judgements {
            verdict(text, judgement, provision, framework);
        }
    }
}

fn verdict(
    text: &mut Prose,
    judgement: &Judgement,
    provision: &Provision,
    framework: Option<&Framework>,
) {
    let mut runs = match &judgement.verdict {
        Verdict::Evidence { area, level } => {
            let name = area_name(framework, area);
            match level {
                Some(level) => vec![
                    Run::muted(format!("→ {name} ")),
                    Run::new(level.as_str(), Meaning::Level),
                ],
                None => vec![Run::muted(format!("→ {name}, without a level"))],
            }
        }
        Verdict::SetAside(why) => vec![Run::new(
            format!("→ set aside: {}", why.words()),
            Meaning::Doubt,
        )],
    };
    let dose = provision.dose.words();
    if !dose.is_empty() {
        runs.push(Run::new(format!("  {dose}"), Meaning::Dose));
    }
    if let Some(hours) = provision.dose.annual_hours {
        runs.push(Run::muted(format!(" ({hours} h a year)")));
    }
    text.runs(&runs);
    if let Some(note) = &judgement.note {
        text.said("note ", note);
    }
}

fn course(text: &mut Prose, mapping: &Mapping) {
    let sheet = &mapping.sheet;
    let course = &sheet.course;
    text.title("How it was read");
    text.said("Opened ", &course.opened.long());
    if let Some(revealed) = course.revealed {
        text.said("Tariff first shown ", &revealed.long());
    }
    if course.changed_after_reveal {
        text.plain("A judgement or level changed after that.");
    }
    if sheet.judged.unsure {
        text.plain("The reader asked for a second pair of eyes.");
    }
    let taken = course.offered.iter().filter(|one| one.taken).count();
    if !course.offered.is_empty() {
        text.plain(format!(
            "{} suggestions were shown, {taken} taken.",
            course.offered.len()
        ));
    }
    if let Some(words) = sheet.carried_words() {
        text.said("Carried over: ", &words);
    }
    text.said("Record ", mapping.id.as_str());
    if let Some(plan) = &sheet.plan {
        text.said("Plan version ", plan.as_str());
    }
}

fn area_name(framework: Option<&Framework>, area: &AreaId) -> String {
    let known = framework.and_then(|framework| framework.area(area));
    known.map_or_else(|| area.to_string(), |area| area.name.clone())
}
