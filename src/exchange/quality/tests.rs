//! The tables and the page, with words of plans that would like to be more than words.

use super::*;
use crate::domain::quality::{Tally, Wording};

const HOSTILE: &str = "=cmd|' /C calc'!A0 <script>alert(1)</script> as\u{202e} required";

fn plan(name: &str) -> Examined {
    let finding = |phrase: &str| Finding {
        n: 2,
        text: HOSTILE.into(),
        phrase: phrase.into(),
        why: "it depends".into(),
        question: "Who decides, & when?".into(),
    };
    Examined {
        plan: name.into(),
        outcome: Ok(Wording {
            summary: Summary {
                provisions: 3,
                duplicates: 1,
                quantified: 1,
                quantified_percent: Some(50.into()),
                vague: 1,
                vague_percent: Some(50.into()),
                hours_a_week: "12.5".parse().unwrap(),
                foreign_codes: vec!["K-9".into()],
                ..Summary::default()
            },
            findings: vec![finding("=cmd"), finding("alert(1)")],
        }),
    }
}

fn unread() -> Examined {
    Examined {
        plan: "b.pdf".into(),
        outcome: Err("holds no words".into()),
    }
}

#[test]
fn each_vague_word_and_each_plan_is_a_row_that_no_spreadsheet_runs() {
    let (mut words, mut plans) = (Vec::new(), Vec::new());
    let mut table = WordsTable::new(&mut words).unwrap();
    let mut list = PlansTable::new(&mut plans).unwrap();
    for one in [plan("+a.docx"), unread()] {
        table.add(&one).unwrap();
        list.add(&one).unwrap();
    }
    table.finish().unwrap();
    list.finish().unwrap();
    let words = String::from_utf8(words).unwrap();
    let rows: Vec<&str> = words.lines().collect();
    assert_eq!(rows.len(), 3, "{words}");
    assert!(rows[1].starts_with("'+a.docx,2,'=cmd|"), "{words}");
    assert!(
        rows[1].ends_with(",'=cmd,it depends,\"Who decides, & when?\""),
        "{words}"
    );
    assert!(!words.contains('\u{202e}'));
    let plans = String::from_utf8(plans).unwrap();
    assert!(
        plans.contains("'+a.docx,3,1,1,50,1,50,0,0,12.5,no,no,K-9,\n"),
        "{plans}"
    );
    assert!(
        plans.contains("b.pdf,,,,,,,,,,,,,holds no words\n"),
        "{plans}"
    );
}

#[test]
fn the_page_is_whole_and_the_plans_words_are_never_markup() {
    let mut tally = Tally::default();
    tally.add(plan("a<b>.docx"));
    tally.add(unread());
    let about = About {
        day: "2026-11-02".parse().unwrap(),
        plans: "The folder \"x\"",
        wording: "built-in",
        tables: ("words.csv", "plans.csv"),
    };
    let page = page(&tally, about);
    assert!(!page.contains("<script>") && !page.contains("a<b>"));
    assert!(page.contains("<mark>=cmd</mark>|"), "{page}");
    assert!(
        page.contains("&lt;script&gt;<mark>alert(1)</mark>"),
        "{page}"
    );
    assert!(page.contains("names K-9") && page.contains("cannot be costed; 1 said twice"));
    assert!(page.contains("<li>b.pdf: holds no words</li>"));
    assert!(page.contains("style=\"width:50%\"") && page.contains("50 %"));
    for (open, close) in [
        ("<table>", "</table>"),
        ("<ul>", "</ul>"),
        ("<tr>", "</tr>"),
    ] {
        let count = |tag: &str| page.matches(tag).count();
        assert_eq!(count(open), count(close), "{open}");
    }
    assert!(!page.contains("http"), "it needs nothing beside itself");
}

#[test]
fn no_plans_give_a_page_too() {
    let about = About {
        day: "2026-11-02".parse().unwrap(),
        plans: "Nothing",
        wording: "1234abcd",
        tables: ("words.csv", "plans.csv"),
    };
    let page = page(&Tally::default(), about);
    assert!(
        page.contains("None were found.") && page.contains("own list of vague words (1234abcd)")
    );
}
