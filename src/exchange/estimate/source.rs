//! Where the numbers of an estimate come from, line by line: the same lines in every format.

use crate::domain::distribution::disclosure::{Rule, Shown};
use crate::domain::distribution::estimate::{
    ComeBy, EstimateRelease, Laid, Outcome, ShownLine, ShownPart,
};
use crate::domain::distribution::{Provenance, share};
use crate::exchange::distribution::cross::{Bar, Whisker};
use crate::exchange::distribution::source::imports;

/// What the columns are, for whoever opens the file.
const READ: &str = "count is how many are mapped so far; expected, low and high are of all in scope: low to high holds the true number of \
     that tariff 95 times in 100, together_low to together_high those of all tariffs at once; how says whether a part is counted, \
     estimated from the sample, without an estimate, or withheld";

/// The lines of provenance.
pub(super) fn lines(
    laid: &Laid,
    release: &EstimateRelease,
    from: &Provenance,
) -> Vec<(&'static str, String)> {
    let codes: Vec<&str> = laid.by.iter().map(|by| by.code()).collect();
    let mut lines = vec![
        ("framework", from.framework.clone()),
        ("title", from.title.clone()),
        ("version", from.version.clone()),
        ("hash", from.hash.to_string()),
        ("notice", from.notice.clone()),
        ("date", from.as_of.to_string()),
        ("workspace", from.origin.to_string()),
        ("exported_by", from.exported_by.clone()),
        ("caseload_import", imports(from)),
        ("suppression", suppression(release.rule).to_owned()),
        ("coverage", coverage(release, from)),
    ];
    if !release.rule.is_public() {
        lines.extend([
            ("in_scope", from.in_scope.to_string()),
            ("mapped", from.mapped.to_string()),
            (
                "moderated",
                format!(
                    "{} ({} % of the mapped)",
                    from.moderated, from.moderated_share
                ),
            ),
        ]);
    }
    lines.extend([
        ("strata", codes.join(",")),
        ("confidence", laid.confidence.share().to_string()),
        ("columns", READ.to_owned()),
    ]);
    for audit in &laid.audits {
        let day = audit.recorded.day();
        let sample = match release.rule {
            Rule::Office => format!(
                "{} drawn {day} by {} from seed {}, {} asked for",
                audit.id, audit.reader.name, audit.seed, audit.asked
            ),
            Rule::Public(_) => format!("drawn at random on {day}, {} asked for", audit.asked),
        };
        lines.push(("audit_sample", sample));
    }
    lines.extend(
        (release.parts.iter()).filter_map(|part| Some(("no_estimate", why_none(release, part)?))),
    );
    lines
}

/// What is done to the numbers, in words.
pub(super) fn suppression(rule: Rule) -> &'static str {
    match rule {
        Rule::Office => rule.words(),
        Rule::Public(_) => {
            "counts of 1 to 4 are [c], and so is what would give one away; so is the estimate of what is hidden; every other \
             estimate is told in steps so coarse that it does not say how those behind it were counted; publish no other count \
             and no other estimate of these pupils beside this one"
        }
    }
}

/// How far the mapping has come; of a public estimate only where its own counts say it.
pub(super) fn coverage(release: &EstimateRelease, from: &Provenance) -> String {
    match release.rule {
        Rule::Office => format!("{} %", from.coverage),
        Rule::Public(_) => match told(release) {
            Some(share) => format!("{share} %"),
            None => Shown::Suppressed.to_string(),
        },
    }
}

fn told(release: &EstimateRelease) -> Option<String> {
    let whole = release.whole.as_ref()?;
    let mut mapped = 0;
    for line in &whole.lines {
        let count = line.count.number()?;
        match line.outcome {
            Outcome::Tariff(_) => mapped += count,
            Outcome::CannotMap => {}
        }
    }
    Some(share(mapped, whole.whole.number()?))
}

/// Why a part has no estimate; without its numbers where everyone may read it.
pub(super) fn why_none(release: &EstimateRelease, part: &ShownPart) -> Option<String> {
    let keys = part.keys.join(", ");
    let of = if keys.is_empty() {
        "all"
    } else {
        keys.as_str()
    };
    let why = match (&part.come_by, release.rule) {
        (ComeBy::Counted | ComeBy::Sample, _) => return None,
        (ComeBy::Refused(why), Rule::Office) => why.to_string(),
        (ComeBy::Refused(_), Rule::Public(_)) => {
            "not all are mapped, and no random sample of the others has been read to the end"
                .to_owned()
        }
        (ComeBy::Withheld, _) => "withheld, to protect pupils".to_owned(),
    };
    Some(format!("{of}: {why}"))
}

/// The bars of a part: those mapped so far, under what is estimated of all.
pub(super) fn bars(part: &ShownPart) -> Vec<Bar> {
    let bar = |line: &ShownLine| Bar {
        name: line.outcome.words().to_owned(),
        count: line.count,
        estimate: line.figures.as_ref().ok().map(|figures| Whisker {
            expected: figures.expected,
            ends: figures.alone.pupils,
        }),
    };
    part.lines.iter().map(bar).collect()
}

/// To six decimals, so that a file is the same on every machine.
pub(super) fn six(share: f64) -> String {
    format!("{share:.6}")
}
