//! What a reader made of a plan, as the file that `continuum map` reads.

use serde::Deserialize;

use super::encoding;
use super::fault::{Cause, Fault};
use crate::domain::identity::{AreaId, LevelId, TariffId};
use crate::domain::judgement::{
    AreaLevel, AreaSource, CannotMap, CannotMapWhy, Judged, Judgement, PrimaryArea, SetAside,
    Verdict,
};
use crate::domain::provision::Span;

/// The whole file.
#[derive(Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "an object with \"judgements\" and \"area_levels\""
)]
struct Sheet {
    provisions: Option<Vec<Span>>,
    #[serde(default)]
    judgements: Vec<Given>,
    #[serde(default)]
    area_levels: Vec<Settled>,
    tariff: Option<TariffId>,
    primary: Option<PrimaryArea>,
    open_reason: Option<String>,
    cannot_map: Option<Cannot>,
    #[serde(default)]
    unsure: bool,
}

/// One judgement as the file gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    n: u32,
    area: Option<AreaId>,
    level: Option<LevelId>,
    set_aside: Option<SetAside>,
    note: Option<String>,
}

/// One settled area as the file gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settled {
    area: AreaId,
    level: LevelId,
    reason: Option<String>,
    #[serde(default)]
    evidence: AreaSource,
}

/// That a plan cannot be mapped: the reason alone, or with a note.
#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "cannot_map is null, a reason such as \"stale_plan\", or {\"reason\": …, \"note\": …}; the reasons are no_plan_text, vague_section_f, stale_plan, between_levels and above_top"
)]
enum Cannot {
    Why(CannotMapWhy),
    Noted(Noted),
}

/// A reason with a note.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Noted {
    reason: CannotMapWhy,
    note: Option<String>,
}

/// Reads judgements, and the spans of the provisions where the file bounds them itself; whether they
/// fit the plan and the framework is not asked here.
pub fn read(file: &str, bytes: &[u8]) -> Result<(Judged, Option<Vec<Span>>), Fault> {
    judged(bytes).map_err(|cause| cause.of(file))
}

fn judged(bytes: &[u8]) -> Result<(Judged, Option<Vec<Span>>), Cause> {
    let none = "which no file of judgements is; take the right one";
    let text = encoding::short(bytes, none)?;
    let sheet: Sheet = serde_json::from_str(&text).map_err(|fault| json(&fault))?;
    let judgements: Result<Vec<Judgement>, Cause> =
        sheet.judgements.into_iter().map(judgement).collect();
    let area_levels = sheet.area_levels.into_iter().map(|settled| AreaLevel {
        area: settled.area,
        level: settled.level,
        reason: settled.reason,
        evidence: settled.evidence,
    });
    let cannot_map = sheet.cannot_map.map(|cannot| match cannot {
        Cannot::Why(why) => CannotMap { why, note: None },
        Cannot::Noted(Noted { reason, note }) => CannotMap { why: reason, note },
    });
    let judged = Judged {
        judgements: judgements?,
        area_levels: area_levels.collect(),
        chosen: sheet.tariff,
        primary: sheet.primary,
        open_reason: sheet.open_reason,
        cannot_map,
        unsure: sheet.unsure,
    };
    Ok((judged, sheet.provisions))
}

/// Takes a judgement at its word: evidence for an area, or set aside, never both or neither.
fn judgement(given: Given) -> Result<Judgement, Cause> {
    let n = given.n;
    let verdict = match (given.area, given.level, given.set_aside) {
        (Some(area), level, None) => Verdict::Evidence { area, level },
        (None, None, Some(why)) => Verdict::SetAside(why),
        (None, Some(_), None) => {
            let what =
                format!("the judgement of provision {n} has a level but no area; name the area");
            return Err(Cause::Meaning(what));
        }
        (None, None, None) => {
            let what = format!(
                "the judgement of provision {n} says nothing; name an area, or why it is set aside"
            );
            return Err(Cause::Meaning(what));
        }
        (Some(_), _, Some(_)) | (None, Some(_), Some(_)) => {
            let what =
                format!("provision {n} is both judged and set aside in one judgement; keep one");
            return Err(Cause::Meaning(what));
        }
    };
    Ok(Judgement {
        n,
        verdict,
        note: given.note,
    })
}

/// How many characters of what the reader of JSON says are repeated.
const LONGEST_WORDS: usize = 500;

/// Says what is wrong with JSON, and where.
fn json(fault: &serde_json::Error) -> Cause {
    let what = fault.to_string();
    let place = format!(" at line {} column {}", fault.line(), fault.column());
    Cause::Json {
        line: fault.line(),
        column: fault.column(),
        what: what
            .strip_suffix(&place)
            .unwrap_or(&what)
            .chars()
            .take(LONGEST_WORDS)
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_the_contract_is_read() {
        let (judged, bounds) = read(
            "k.json",
            br#"{"provisions": [[0, 9], [10, 20]], "judgements": [{"n": 1, "area": "ci", "level": "4"}, {"n": 1, "area": "day"},
                {"n": 2, "set_aside": "query_health", "note": "ask"}],
                "area_levels": [{"area": "ci", "level": "5", "reason": "why", "evidence": "annual_review"}, {"area": "day", "level": "1"}],
                "cannot_map": null, "unsure": true}"#,
        )
        .unwrap();
        let evidence = |area: &str, level: Option<&str>| Verdict::Evidence {
            area: AreaId::new(area),
            level: level.map(LevelId::new),
        };
        let verdicts: Vec<_> = judged
            .judgements
            .iter()
            .map(|judgement| (judgement.n, judgement.verdict.clone()))
            .collect();
        assert_eq!(
            verdicts,
            [
                (1, evidence("ci", Some("4"))),
                (1, evidence("day", None)),
                (2, Verdict::SetAside(SetAside::QueryHealth))
            ]
        );
        assert_eq!(judged.judgements[2].note.as_deref(), Some("ask"));
        assert_eq!(judged.area_levels[0].evidence, AreaSource::AnnualReview);
        assert_eq!(judged.area_levels[1].evidence, AreaSource::Provisions);
        assert!(judged.unsure && judged.cannot_map.is_none());
        assert_eq!(bounds, Some(vec![[0, 9].into(), [10, 20].into()]));
    }

    #[track_caller]
    fn cannot(json: &str, why: CannotMapWhy, note: Option<&str>) {
        let (judged, _) = read("k.json", json.as_bytes()).unwrap();
        assert_eq!(
            judged.cannot_map,
            Some(CannotMap {
                why,
                note: note.map(Into::into)
            })
        );
    }

    #[test]
    fn why_a_plan_cannot_be_mapped_has_two_forms() {
        cannot(
            r#"{"cannot_map": "stale_plan"}"#,
            CannotMapWhy::StalePlan,
            None,
        );
        cannot(
            r#"{"cannot_map": {"reason": "above_top", "note": "much"}}"#,
            CannotMapWhy::AboveTop,
            Some("much"),
        );
    }

    #[track_caller]
    fn refused(json: &str, expected: &str) {
        let said = read("k.json", json.as_bytes()).unwrap_err().to_string();
        assert!(said.starts_with(expected), "{said}");
    }

    #[test]
    fn what_cannot_be_meant_is_refused_with_its_place() {
        refused(
            "{\n \"judgments\": []}",
            "\"k.json\" cannot be read, line 2, column 12: unknown field `judgments`",
        );
        refused(
            "{\"judgements\": [{\"n\": -1}]}",
            "\"k.json\" cannot be read, line 1, column 24: invalid value",
        );
        refused(
            "{\"judgements\": [{\"n\": 1, \"set_aside\": \"bin\"}]}",
            "\"k.json\" cannot be read, line 1, column 43: unknown variant `bin`",
        );
        refused(
            "{\"cannot_map\": \"tired\"}",
            "\"k.json\" cannot be read, line 1, column 23: cannot_map is null, a reason",
        );
        refused(
            "{\"unsure\": true",
            "\"k.json\" cannot be read, line 1, column 15: EOF",
        );
        refused("[", "\"k.json\" cannot be read, line 1, column 1");
        refused("", "\"k.json\" is empty");
        let n = |rest: &str| format!("{{\"judgements\": [{{\"n\": 3{rest}}}]}}");
        refused(
            &n(""),
            "\"k.json\" cannot be taken: the judgement of provision 3 says nothing; name an area, or why it is set aside",
        );
        refused(
            &n(", \"level\": \"1\""),
            "\"k.json\" cannot be taken: the judgement of provision 3 has a level but no area; name the area",
        );
        refused(
            &n(", \"area\": \"ci\", \"set_aside\": \"core\""),
            "\"k.json\" cannot be taken: provision 3 is both judged and set aside in one judgement; keep one",
        );
    }

    #[test]
    fn deep_nesting_is_refused() {
        let deep = format!("{{\"cannot_map\": {}", "[".repeat(1_000_000));
        assert!(read("k.json", deep.as_bytes()).is_err());
    }
}
