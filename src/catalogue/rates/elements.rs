//! What schools meet themselves, as files give it; with the usual figures, which are a file too.

use crate::catalogue::fields::Fields;
use crate::catalogue::finding::Report;
use crate::domain::exact::Money;
use crate::domain::place::Setting;
use crate::domain::rates::{Element, Elements};

use super::overlap::meet;

const USUAL: &str = include_str!("elements.toml");

/// The usual figures, which hold where a workspace has none of its own: those of the program's own file.
pub fn usual_elements() -> Elements {
    // A test holds that the file is sound; an empty list would say of every setting that its figure is not known.
    super::load_elements("the usual elements", USUAL.as_bytes()).unwrap_or_default()
}

/// Reads a file of elements.
pub(super) fn read_file(mut top: Fields<'_>, report: &mut Report<'_>) -> Option<Elements> {
    let mut head = top.table("elements", "the table [elements]", report)?;
    let at = head.at;
    let source = head.or_empty("source", report);
    head.rest_with_money(report);
    let elements = lines(&mut top, report);
    if elements.is_empty() {
        report.error(
            at,
            "there is no [[element]] in this file; add one for each kind of setting",
        );
    }
    top.rest_with_money(report);
    Some(Elements { source, elements })
}

/// Reads the elements that a rate set has of its own, where it has any.
pub(super) fn own(top: &mut Fields<'_>, report: &mut Report<'_>) -> Option<Elements> {
    let elements = lines(top, report);
    (!elements.is_empty()).then(|| Elements {
        source: "the rate set".to_owned(),
        elements,
    })
}

fn lines(top: &mut Fields<'_>, report: &mut Report<'_>) -> Vec<Element> {
    let mut before: Vec<(usize, Element)> = Vec::new();
    for mut line in top.tables("element", "an element", report) {
        let at = line.at;
        let settings = line.need::<Vec<Setting>>("settings", report);
        let pounds = line.need::<Money>("pounds", report);
        let vacant = line.maybe::<Money>("vacant", report).map(|one| one.value);
        let what = line.or_empty("what", report);
        line.rest_with_money(report);
        let (Some(settings), Some(pounds)) = (settings, pounds) else {
            continue;
        };
        if settings.value.is_empty() {
            report.error(
                settings.at,
                "\"settings\" is empty, so this is for nobody; name at least one",
            );
            continue;
        }
        if let Some((other, _)) =
            (before.iter()).find(|(_, one)| meet(&one.settings, &settings.value))
        {
            let what = format!(
                "a setting of this element stands in that of line {} too; take it out of one",
                report.line(*other)
            );
            report.error(settings.at, what);
        }
        let element = Element {
            settings: settings.value,
            pounds: pounds.value,
            vacant,
            what,
        };
        before.push((at, element));
    }
    before.into_iter().map(|(_, element)| element).collect()
}
