//! What is said of a sample, and of the row under the cursor.

use super::state::{List, Sample};
use crate::domain::framework::Framework;
use crate::domain::moderation::queue::SampleCase;
use crate::domain::moderation::ranks::Measure;
use crate::ui::parts::prose::Prose;
use crate::ui::parts::wrap::{Line, Run};
use crate::ui::theme::Meaning;

/// Writes what is said of the whole, then of the row under the cursor.
pub(super) fn lines(screen: &Sample, framework: &Framework, width: usize) -> Vec<Line> {
    let mut text = Prose::new(width);
    let (state, drawn) = (&screen.state, &screen.state.kept.drawn);
    text.plain(state.outcome.sentence(framework));
    text.muted(format!(
        "{} of {} mappings drawn on {} by {} from seed {}.",
        state.cases.len(),
        drawn.sample.of,
        state.kept.recorded.day().long(),
        drawn.reader.name,
        drawn.sample.seed
    ));
    if let Some(ruling) = &state.ruling {
        text.runs(&[
            Run::new("✓ ", Meaning::Good),
            Run::text(ruling.sentence(framework)),
        ]);
        text.said("Why: ", &ruling.ruled.reason);
    }
    if screen.carries() {
        carrying(&mut text, screen, framework);
    }
    if let Some(member) = screen.member() {
        case(&mut text, member, framework);
    }
    text.title("Strata: of, drawn");
    for one in &drawn.sample.strata {
        text.said(
            &format!("{:<12} ", one.result.words()),
            &format!("{}, {}", one.of, one.drawn),
        );
    }
    text.lines()
}

/// What became of a member, in a few words.
pub(super) fn fate(case: &SampleCase) -> String {
    match (&case.decided, &case.moderator, &case.ranks) {
        (Some(decided), _, _) => decided.clone(),
        (None, _, None) => "taken back since".to_owned(),
        (None, Some(_), Some(_)) => "read, to be decided".to_owned(),
        (None, None, Some(_)) => "to be read".to_owned(),
    }
}

/// What carrying the outcome out does, and how that is done.
fn carrying(text: &mut Prose, screen: &Sample, framework: &Framework) {
    let Some(proposal) = &screen.proposal else {
        text.muted("Reckoning what carrying it out would do, pupil by pupil…");
        return;
    };
    text.plain(proposal.sentence(framework));
    text.muted(match screen.list {
        List::Members => "Tab shows what carrying it out does, pupil by pupil; c carries it out.",
        List::Proposal => "c carries it out; Tab shows the sample's members.",
    });
    for one in &proposal.left {
        text.said(&format!("{} stays: ", one.reference), &one.why);
    }
}

/// Both readings of a member that was read; nothing of one that is still to be read blind.
fn case(text: &mut Prose, case: &SampleCase, framework: &Framework) {
    text.title(case.reference.to_string());
    let (Some(officer), Some(moderator)) = (&case.ranks, &case.moderator) else {
        text.plain(fate(case));
        return;
    };
    text.said("Mapped by ", &case.officer);
    let areas = officer.areas.keys().chain(moderator.areas.keys());
    let mut measures: Vec<Measure> = areas.cloned().map(Measure::Area).collect();
    measures.push(Measure::Tariff);
    measures.sort();
    measures.dedup();
    for measure in measures {
        let (one, other) = (officer.at(&measure), moderator.at(&measure));
        let words = |rank| measure.rank_words(framework, rank);
        let said = if one == other {
            format!("{}, both", words(one))
        } else {
            format!("{}; the moderator: {}", words(one), words(other))
        };
        text.said(&format!("{}: ", measure.words(framework)), &said);
    }
    text.plain(fate(case));
}
