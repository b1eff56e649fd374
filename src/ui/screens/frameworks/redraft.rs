//! What the readings of a version say of its descriptors: what to redraft first.

use crate::domain::evidence::Evidence;
use crate::ui::parts::prose::Prose;
use crate::ui::parts::wrap::{Line, Run};
use crate::ui::theme::Meaning;

/// Writes a line a descriptor, those that nobody judged at the end in one.
pub(super) fn lines(evidence: &[Evidence], width: usize) -> Vec<Line> {
    let mut text = Prose::new(width);
    text.title("What to redraft first");
    text.muted(
        "By the share of judgements set against the rule, adjusted by a moderator, disagreed on or asked about.",
    );
    let used = |one: &&Evidence| one.counts.judged + one.counts.settled + one.counts.doubt() > 0;
    for one in evidence.iter().filter(used) {
        let counts = &one.counts;
        let sign = if counts.doubt() > 0 { "! " } else { "  " };
        let told = [
            ("against the rule", counts.overridden),
            ("adjusted", counts.adjusted),
            ("disagreed on", counts.disagreed),
            ("asked about", counts.asked),
        ];
        let told: Vec<String> = (told.iter())
            .filter(|(_, count)| *count > 0)
            .map(|(what, count)| format!("{count} {what}"))
            .collect();
        text.runs(&[
            Run::new(sign, Meaning::Doubt),
            Run::new(format!("{:<14}", one.id.as_str()), Meaning::Level),
            Run::text(format!(
                "{:>5} judged  {:>4} settled  ",
                counts.judged, counts.settled
            )),
            Run::new(told.join(", "), Meaning::Doubt),
        ]);
        for (reason, count) in &counts.reasons {
            text.muted(format!("    set elsewhere {count} times: {reason}"));
        }
    }
    let unused = evidence.iter().filter(|one| !used(one)).count();
    if unused > 0 {
        text.muted(format!(
            "{unused} descriptors nobody has judged against yet."
        ));
    }
    text.lines()
}
