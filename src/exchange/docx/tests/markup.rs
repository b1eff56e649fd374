//! What Word writes around words: changes, fields, controls, merged cells, frames, notes.

use super::{NotDocx, WORDS, bodied, case, p, packed, read, refused, text};

/// A run of these words.
fn r(words: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

/// A cell with properties and content.
fn tc(properties: &str, inner: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>")
}

fn tr(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

fn tbl(columns: usize, rows: &[String]) -> String {
    let grid = "<w:gridCol/>".repeat(columns);
    format!(
        "<w:tbl><w:tblGrid>{grid}</w:tblGrid>{}</w:tbl>",
        rows.concat()
    )
}

#[test]
fn a_deleted_paragraph_end_joins_what_it_parted() {
    let gone = |mark: &str, words: &str| {
        format!(
            "<w:p><w:pPr><w:rPr><w:{mark}/></w:rPr></w:pPr>{}</w:p>",
            r(words)
        )
    };
    case(&(gone("del", "One ") + &p("two")), "One two\n");
    case(
        &(gone("moveFrom", "One ") + &gone("del", "two ") + &p("three")),
        "One two three\n",
    );
    case(&(gone("ins", "One") + &p("two")), "One\ntwo\n");
    case(&gone("del", "last"), "last\n");
    let table = tbl(2, &[tr(&[tc("", &p("x")), tc("", &p("TA"))])]);
    case(&(gone("del", "before") + &table), "before\nx\tTA\n");
    let cell = tc("", &gone("del", "in a cell"));
    case(
        &(tbl(2, &[tr(&[cell, tc("", &p("TA"))])]) + &p("after")),
        "in a cell\tTA\nafter\n",
    );
}

#[test]
fn fields_count_by_their_results() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = |words: &str| format!("<w:r><w:instrText>{words}</w:instrText></w:r>");
    let field = |words: &str, shown: &str| {
        mark("begin") + &code(words) + &mark("separate") + &r(shown) + &mark("end")
    };
    case(
        &format!("<w:p>{}{}</w:p>", field("REF a", "Jo"), r(" reads")),
        "Jo reads\n",
    );
    let nested = mark("begin")
        + &code("IF ")
        + &field("MERGEFIELD a", "hidden")
        + &mark("separate")
        + &r("shown")
        + &mark("end");
    case(&format!("<w:p>{nested}</w:p>"), "shown\n");
    case(
        &format!(
            "<w:p><w:fldSimple w:instr=\"REF x\">{}</w:fldSimple></w:p>",
            r("Siân")
        ),
        "Siân\n",
    );
    // A field that never ends hides no more than its own paragraph.
    case(
        &format!("<w:p>{}{}</w:p>{}", mark("begin"), r("code"), p("text")),
        "text\n",
    );
}

#[test]
fn forms_are_read_as_they_are_filled_in() {
    let tick = |inner: &str| {
        format!(
            "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox><w:size/>{inner}</w:checkBox></w:ffData></w:fldChar></w:r>{}</w:p>",
            "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>".to_owned() + &r(" daily")
        )
    };
    case(&tick(""), "☐ daily\n");
    case(&tick("<w:default w:val=\"1\"/>"), "☒ daily\n");
    case(
        &tick("<w:default w:val=\"1\"/><w:checked w:val=\"0\"/>"),
        "☐ daily\n",
    );
    case(&tick("<w:checked/>"), "☒ daily\n");
    case(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"Weekly\"/><w:listEntry w:val=\"Daily\"/></w:ddList></w:ffData></w:fldChar></w:r></w:p>",
        "Daily\n",
    );
    let control = |properties: &str, words: &str| {
        format!(
            "<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
            p(words)
        )
    };
    case(
        &(control("", "filled in") + &control("<w:showingPlcHdr/>", "Click here")),
        "filled in\n",
    );
    case(
        "<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r><w:r><w:rPr><w:rFonts w:ascii=\"Wingdings\"/></w:rPr><w:t>ü</w:t></w:r><w:r><w:t> ü</w:t></w:r></w:p>",
        "☑✓ ü\n",
    );
}

#[test]
fn what_is_not_shown_is_not_read() {
    case(
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>seen</w:t></w:r></w:p>",
        "seen\n",
    );
    case(
        "<w:p><w:r><w:t>pro</w:t><w:softHyphen/><w:t>gramme</w:t></w:r><w:commentRangeStart/><w:smartTag><w:r><w:t> in</w:t></w:r></w:smartTag><w:r><w:commentReference/></w:r></w:p>",
        "programme in\n",
    );
}

#[test]
fn merged_cells_neither_repeat_nor_shift() {
    let rows = [
        tr(&[
            tc("<w:vMerge w:val=\"restart\"/>", &p("Need")),
            tc("", &p("a")),
        ]),
        tr(&[tc("<w:vMerge/>", &p("Need")), tc("", &p("b"))]),
        format!(
            "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}</w:tr>",
            tc("", &p("c"))
        ),
        format!(
            "<w:tr><w:trPr><w:gridAfter w:val=\"1\"/></w:trPr>{}</w:tr>",
            tc("", &p("d"))
        ),
    ];
    case(&tbl(2, &rows), "Need\ta\n\tb\n\tc\nd\t\n");
}

#[test]
fn a_frame_around_text_is_no_table() {
    let inner = tbl(2, &[tr(&[tc("", &p("x")), tc("", &p("TA"))])]);
    let frame = tbl(
        1,
        &[
            tr(&[tc("", &(p("one") + &p("two") + &inner))]),
            tr(&[tc("", &p("three"))]),
        ],
    );
    case(&frame, "one\ntwo\nx\tTA\nthree\n");
    let across = tc("<w:gridSpan w:val=\"2\"/>", &(p("one") + &p("two")));
    let heading = tc("<w:gridSpan w:val=\"2\"/>", &p("CI"));
    let row = tr(&[tc("", &p("x")), tc("", &p("TA"))]);
    case(
        &tbl(2, &[tr(&[heading]), row.clone(), tr(&[across]), row]),
        "CI\t\nx\tTA\none\ntwo\nx\tTA\n",
    );
    // Without a grid the rows say how wide the table is.
    case(
        &format!("<w:tbl>{}</w:tbl>", tr(&[tc("", &(p("one") + &p("two")))])),
        "one\ntwo\n",
    );
}

#[test]
fn a_note_stands_behind_the_paragraph_that_refers_to_it() {
    let referring = |kind: &str, id: u32| {
        format!(
            "<w:p>{}<w:r><w:{kind}Reference w:id=\"{id}\"/></w:r>{}</w:p>",
            r("A visit"),
            r(" each term.")
        )
    };
    let row = tr(&[tc("", &referring("footnote", 2)), tc("", &p("TA"))]);
    let body = bodied(
        &(referring("footnote", 1) + &p("next") + &tbl(2, &[row]) + &referring("endnote", 1)),
    );
    let notes = |kind: &str, words: &[&str]| {
        let notes = words
            .iter()
            .zip(1..)
            .map(|(words, id)| format!("<w:{kind} w:id=\"{id}\">{}</w:{kind}>", p(words)));
        let separator = format!(
            "<w:{kind} w:type=\"separator\" w:id=\"0\">{}</w:{kind}>",
            p("-")
        );
        format!(
            "<w:{kind}s {WORDS}>{separator}{}</w:{kind}s>",
            notes.collect::<String>()
        )
    };
    let related = r#"<Relationships><Relationship Type="x/footnotes" Target="footnotes.xml"/><Relationship Type="x/endnotes" Target="endnotes.xml"/></Relationships>"#;
    let bytes = packed(&[
        ("word/document.xml", &body),
        ("word/_rels/document.xml.rels", related),
        (
            "word/footnotes.xml",
            &notes("footnote", &["For one hour.", "In a cell.", "Unused."]),
        ),
        ("word/endnotes.xml", &notes("endnote", &["At the end."])),
    ]);
    assert_eq!(
        read(&bytes).unwrap().text(),
        "A visit each term.\nFor one hour.\nnext\nA visit each term.\u{2028}In a cell.\tTA\nA visit each term.\nAt the end.\n"
    );
}

#[test]
fn what_only_word_can_read_is_refused() {
    let body = bodied(&(p("words") + "<w:altChunk r:id=\"rId7\"/>"));
    refused(&packed(&[("word/document.xml", &body)]), &NotDocx::Embedded);
}

#[test]
fn the_strict_form_is_read() {
    let strict = "xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"";
    let body = format!(
        "<w:document {strict}><w:body>{}</w:body></w:document>",
        p("words")
    );
    let related = r#"<Relationships><Relationship Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="word/main.xml"/></Relationships>"#;
    let bytes = packed(&[("_rels/.rels", related), ("word/main.xml", &body)]);
    assert_eq!(read(&bytes).unwrap().text(), "words\n");
    assert_eq!(text(&p("words")), "words\n");
}
