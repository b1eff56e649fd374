//! Numbers as Word prints them: continued, restarted, styled, of several levels.

use super::{WORDS, bodied, packed, read};

const STYLES: &str = r#"<w:styles xmlns:w="w">
<w:style w:styleId="One"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Two"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
</w:styles>"#;

/// Reads items, each of a list at a level or of a style, with this numbering.
#[track_caller]
fn case(numbering: &str, items: &[(&str, u32, &str)], expected: &[&str]) {
    let item = |(list, level, words): &(&str, u32, &str)| {
        let properties = if list.chars().all(|letter| letter.is_ascii_digit()) {
            format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>")
        } else {
            format!("<w:pStyle w:val=\"{list}\"/>")
        };
        format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
    };
    let body: String = items.iter().map(item).collect();
    let related = r#"<Relationships><Relationship Type="x/numbering" Target="numbering.xml"/><Relationship Type="x/styles" Target="styles.xml"/></Relationships>"#;
    let bytes = packed(&[
        ("word/document.xml", &bodied(&body)),
        ("word/_rels/document.xml.rels", related),
        ("word/styles.xml", STYLES),
        (
            "word/numbering.xml",
            &format!("<w:numbering {WORDS}>{numbering}</w:numbering>"),
        ),
    ]);
    let text = read(&bytes).unwrap().text();
    assert_eq!(text.lines().collect::<Vec<_>>(), expected);
}

fn level(at: u32, format: &str, pattern: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{pattern}\"/>{more}</w:lvl>"
    )
}

fn kind(id: u32, inner: &str) -> String {
    format!("<w:abstractNum w:abstractNumId=\"{id}\">{inner}</w:abstractNum>")
}

fn list(id: u32, kind: u32, more: &str) -> String {
    format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{kind}\"/>{more}</w:num>")
}

#[test]
fn lists_of_one_kind_count_on_and_begin_anew_where_told() {
    let levels = level(0, "upperRoman", "%1)", "") + &level(1, "lowerLetter", "%1.%2", "");
    let restarted = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride>";
    let own = format!(
        "<w:lvlOverride w:ilvl=\"0\">{}</w:lvlOverride>",
        level(0, "decimalZero", "[%1]", "")
    );
    let numbering = kind(1, &levels) + &list(1, 1, "") + &list(2, 1, restarted) + &list(4, 1, &own);
    case(
        &numbering,
        &[
            ("1", 0, "a"),
            ("1", 1, "b"),
            ("1", 0, "c"),
            ("2", 0, "d"),
            ("1", 0, "e"),
            ("4", 0, "f"),
        ],
        &["I) a", "I.a b", "II) c", "I) d", "II) e", "[03] f"],
    );
}

#[test]
fn levels_restart_as_their_list_says() {
    let levels = level(0, "upperLetter", "%1", "")
        + &level(1, "decimal", "%2", "<w:lvlRestart w:val=\"0\"/>")
        + &level(
            2,
            "decimal",
            "%1.%3",
            "<w:isLgl/><w:lvlRestart w:val=\"1\"/>",
        );
    let numbering = kind(1, &levels) + &list(1, 1, "");
    case(
        &numbering,
        &[
            ("1", 0, "a"),
            ("1", 1, "b"),
            ("1", 2, "c"),
            ("1", 1, "d"),
            ("1", 2, "e"),
            ("1", 0, "f"),
            ("1", 1, "g"),
            ("1", 2, "h"),
        ],
        &["A a", "1 b", "1.1 c", "2 d", "1.2 e", "B f", "3 g", "2.1 h"],
    );
}

#[test]
fn styles_and_lists_lead_to_one_another() {
    let levels = level(0, "decimal", "%1", "<w:pStyle w:val=\"One\"/>")
        + &level(1, "decimal", "%1.%2", "<w:pStyle w:val=\"Two\"/>");
    let numbering = kind(1, &format!("<w:styleLink w:val=\"Plan\"/>{levels}"))
        + &kind(2, "<w:numStyleLink w:val=\"Plan\"/>")
        + &list(3, 2, "");
    case(
        &numbering,
        &[
            ("One", 0, "a"),
            ("Two", 0, "b"),
            ("Two", 0, "c"),
            ("One", 0, "d"),
        ],
        &["1 a", "1.1 b", "1.2 c", "2 d"],
    );
}
