//! The words that a reader may not know, each explained once; those that the pack uses are listed.

use crate::exchange::rates::Cell;

use super::codes::{CODES, Entry};
use super::pieces::Section;

/// Every word that is explained, in the order of the alphabet.
pub(super) const WORDS: &[Entry] = &[
    (
        "95 % confidence",
        &["95 % confidence", "95 times in 100", "confidence", "95 %"],
        "How sure a range is: were samples drawn again and again, the true figure would lie within the range in 95 of 100.",
    ),
    (
        "Adjusted",
        &["adjusted"],
        "A moderator came to another tariff than the officer, and the moderator's counts.",
    ),
    (
        "Alternative provision",
        &["alternative provision"],
        "Schools for pupils who cannot be taught in other schools, for a time or for good.",
    ),
    (
        "Banding",
        &["banding"],
        "Sorting plans into steps, each of which brings the same money.",
    ),
    (
        "Bespoke",
        &["bespoke"],
        "Above the highest tariff: a sum is agreed for the single pupil.",
    ),
    (
        "[c]",
        &["[c]"],
        "Not shown, to protect pupils: a count of 1 to 4, or one that would give such a count away.",
    ),
    (
        "Caps",
        &["cap", "caps"],
        "The most that a sum may rise above today's; what lies above is taken.",
    ),
    (
        "Caseload",
        &["caseload"],
        "All pupils with a plan of whom the authority told this program.",
    ),
    (
        "Cliff's delta, pairs",
        &["cliff's delta"],
        "How much higher one group stands than another: of all pairs of one pupil each, the share where the first is higher less the share where it is lower.",
    ),
    (
        "Community of schools",
        &[
            "community",
            "communities",
            "community of schools",
            "communities of schools",
        ],
        "A group of neighbouring schools that holds a budget together for needs below the tariffs.",
    ),
    (
        "Core",
        &["core"],
        "What a school offers any pupil out of its own budget; nothing on top is paid for it.",
    ),
    (
        "Cost book",
        &["cost book"],
        "A file that says what an hour of each role costs, with what the employer pays on top.",
    ),
    (
        "Covered",
        &["covered", "covers every plan"],
        "What a school gets for the pupil is at least what the hours in the plan would cost.",
    ),
    (
        "Digest, sha256",
        &["digest", "sha256", "hash"],
        "A long number reckoned from a file's text. Another text has another number, so a changed file shows.",
    ),
    (
        "Element 2, Element 3",
        &["element 1", "element 2", "element 3"],
        "Parts of a school's money for a pupil: Element 2 is what it meets itself for additional need, Element 3 is the top-up above it.",
    ),
    (
        "Envelope",
        &["envelope", "the envelope"],
        "The money there is for these rates in a year.",
    ),
    (
        "EWHC",
        &["ewhc"],
        "A judgment of the High Court of England and Wales, by its year and number.",
    ),
    (
        "Expected",
        &["expected"],
        "What an estimate says in the middle: the figure to reckon with, between at least and at most.",
    ),
    (
        "Factor",
        &["factor", "factors"],
        "A percentage by which rates are raised or lowered for schools of some setting and size.",
    ),
    (
        "Flagged",
        &["flagged", "flag", "flags"],
        "The program found something in a mapping that somebody should look at; it decides nothing.",
    ),
    (
        "Floors",
        &["floor", "floors"],
        "The most that a sum may fall below today's; what is lacking is brought up.",
    ),
    (
        "Framework",
        &["framework"],
        "The document that describes levels of need and provision and says which tariff follows from them.",
    ),
    (
        "Guarantees",
        &["guarantee", "guarantees"],
        "A rule that a school's sum for the same pupils does not fall by more than a percentage: the minimum funding guarantee.",
    ),
    (
        "IDACI",
        &["idaci"],
        "Income Deprivation Affecting Children Index: how many children of an area live in families with low income.",
    ),
    (
        "In scope",
        &["in scope", "out of scope"],
        "The pupils the framework is for, by age and setting; all others are out of scope, and counted by reason.",
    ),
    (
        "Interval",
        &["interval", "intervals"],
        "From where to where a figure may lie, with the confidence that is said.",
    ),
    (
        "Krippendorff's alpha",
        &["krippendorff's alpha"],
        "A measure of how alike readers read, with agreement by chance taken off.",
    ),
    (
        "Looked-after children",
        &["looked-after", "looked-after children"],
        "Children in the care of the authority.",
    ),
    (
        "Low prior attainment",
        &["low prior attainment"],
        "Pupils whose results at an earlier age were below what is expected.",
    ),
    (
        "Lower bound",
        &["lower bound"],
        "A figure that the true one is not below, but may be far above.",
    ),
    (
        "Mapped",
        &["mapped", "mapping", "mappings"],
        "A person has read the pupil's plan against the framework, and a tariff follows.",
    ),
    (
        "Moderated",
        &["moderated", "moderator", "moderators", "moderation"],
        "A second, senior reader has looked at the mapping and decided of it.",
    ),
    (
        "Non-maintained special school",
        &["non-maintained special school"],
        "A special school run by a charity and approved by the state.",
    ),
    (
        "Officer",
        &["officer", "officers"],
        "The person who reads plans and maps pupils.",
    ),
    (
        "On-costs",
        &["on-costs"],
        "What an employer pays on top of somebody's pay, such as pension.",
    ),
    (
        "Own share",
        &["own share", "meet themselves"],
        "What a school pays for a pupil itself before a top-up begins.",
    ),
    (
        "Plan (EHCP)",
        &["plan", "plans", "ehcp"],
        "An Education, Health and Care Plan: the legal document that says what a pupil with special educational needs must be given.",
    ),
    (
        "Priority",
        &["priority"],
        "The order in which pupils are mapped: those who change school first. So those mapped so far are not like all.",
    ),
    (
        "Protection",
        &["protection", "protected"],
        "Guarantees, floors and caps together: they keep sums from moving too far from today's.",
    ),
    (
        "Provenance",
        &["provenance"],
        "Where figures come from: which files, which day, who counted.",
    ),
    (
        "Provision",
        &["provision", "provisions"],
        "One thing that a plan promises: done by someone, so often, for so long.",
    ),
    (
        "Quantified",
        &["quantified"],
        "Said with figures: how long and how often.",
    ),
    (
        "Random audit sample",
        &[
            "audit sample",
            "random sample",
            "sample",
            "samples",
            "sampled",
            "drawn",
        ],
        "Pupils drawn by lot to be read, so that what is found of them can be said of all.",
    ),
    (
        "Rate",
        &["rate", "rates", "rate set"],
        "What a tariff brings in a year. A rate set is a proposal or decision with a rate for every tariff.",
    ),
    (
        "Resource provision (SRP)",
        &["resource provision", "resource provisions", "srp"],
        "Places for pupils with a certain need in a mainstream school, with staff of their own.",
    ),
    (
        "Section F",
        &["section f"],
        "The part of a plan that says what special educational provision the pupil must be given.",
    ),
    (
        "SEN Support",
        &["sen support", "sen"],
        "Help for pupils with special educational needs (SEN) who have no plan; schools give it out of their own money.",
    ),
    (
        "Setting",
        &[
            "setting",
            "settings",
            "mainstream",
            "special school",
            "special schools",
        ],
        "The kind of school a pupil is taught in, such as mainstream, resource provision or special school.",
    ),
    (
        "Shortfall",
        &[
            "shortfall",
            "shortfalls",
            "short together",
            "short in the middle",
        ],
        "By how much a plan costs more than what the school gets for it. The one in the middle has as many above it as below.",
    ),
    (
        "Standing: draft, consulted, decided",
        &["draft", "consulted", "decided", "standing"],
        "How far a proposal has come: being thought about, out for views, or settled.",
    ),
    (
        "Tariff",
        &["tariff", "tariffs"],
        "One of the steps of the framework, lowest need first; a rate says what money follows.",
    ),
    (
        "Top-up",
        &["top-up", "top-ups"],
        "Money for a single pupil, on top of what the school has for every pupil or place.",
    ),
    (
        "Wilson",
        &["wilson"],
        "The method by which the interval of a share is reckoned.",
    ),
    (
        "Workspace",
        &["workspace"],
        "The one database that the counts come from, known by its number.",
    ),
    (
        "[x]",
        &["[x]"],
        "Not available: it cannot be told from what is shown.",
    ),
];

pub(super) fn section<'a>(sections: impl Iterator<Item = &'a Section>) -> Section {
    let texts = sections.flat_map(Section::texts).map(str::to_lowercase);
    let text = texts.collect::<Vec<_>>().join(" \n ");
    let used = WORDS.iter().chain(CODES);
    let used = used.filter(|(_, forms, _)| forms.iter().any(|form| is_in(&text, form)));
    let mut section = Section::new("glossary", "What the words mean", "Glossary");
    let rows = used.map(|(word, _, meaning)| vec![Cell::text(*word), Cell::text(*meaning)]);
    section.table(["Word", "What it means"], rows.collect());
    section
}

/// Whether a text, in small letters, has a word that stands by itself.
pub(super) fn is_in(text: &str, word: &str) -> bool {
    let joins = |c: char| c.is_alphanumeric();
    text.match_indices(word).any(|(at, found)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text
            .get(at + found.len()..)
            .and_then(|text| text.chars().next());
        !before.is_some_and(joins) && !after.is_some_and(joins)
    })
}
