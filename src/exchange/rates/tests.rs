//! A report in every format, figures and money as each has them.

use super::*;
use crate::exchange::workbook::Workbook;
use crate::exchange::{html, markdown};

fn report() -> Report {
    let mut report = Report::new("=Rates [2027]: a proposal");
    report.figure("cost", "Cost", Cell::Money(Money::from_pence(12_345_678)));
    report.figure("headroom", "Headroom", Cell::Moves(Money::from_pence(-5)));
    let row = |name: &str, pupils, cost| vec![Cell::text(name), Cell::Count(pupils), cost];
    let rows = vec![
        row("Siân's, =1+1", 1234, Cell::Money(Money::from_pence(100))),
        row("b", 5, Cell::Unknown),
    ];
    let columns = [("name", "Name"), ("pupils", "Pupils"), ("cost", "Cost")];
    report.grid("lines", "Lines", &columns, rows);
    report.grid("none", "Nobody", &columns, vec![]);
    report.remarks.push("A remark.".to_owned());
    report
}

#[test]
fn a_terminal_has_columns_in_line() {
    let expected = "=Rates [2027]: a proposal\n  Cost      £123,456.78\n  Headroom  −£0.05\n\nLines\n  Name          Pupils  Cost\n  Siân's, =1+1   1,234    £1\n  b                  5     –\n\nNobody\n  none\n\nA remark.\n";
    assert_eq!(text(&report()), expected);
}

#[test]
fn a_table_has_pounds_and_runs_nothing() {
    let mut out = Vec::new();
    csv(&report(), &mut out).unwrap();
    let expected = "# =Rates [2027]: a proposal\n# money: pounds\n# cost: 123456.78\n# headroom: -0.05\n# A remark.\nname,pupils,cost\n\"Siân's, =1+1\",1234,1.00\nb,5,\n";
    assert_eq!(String::from_utf8(out).unwrap(), expected);
}

#[test]
fn json_has_pence_and_a_key_a_figure_and_table() {
    let expected = serde_json::json!({"title": "=Rates [2027]: a proposal", "money": "pence", "cost": 12_345_678, "headroom": -5,
        "lines": [{"name": "Siân's, =1+1", "pupils": 1234, "cost": 100}, {"name": "b", "pupils": 5, "cost": null}],
        "none": [], "remarks": ["A remark."]});
    assert_eq!(json(&report()), expected);
}

#[test]
fn a_page_has_every_table_and_says_where_one_is_empty() {
    let document = document(&report());
    let page = markdown::page(&document);
    assert!(page.contains("| Cost | £123,456.78 |"), "{page}");
    assert!(page.contains("## Nobody\n\nNone.\n"), "{page}");
    assert!(html::page(&document).contains("<td>1,234</td>"));
}

#[test]
fn a_workbook_has_a_sheet_a_report_and_numbers_are_numbers() {
    let bytes = xlsx(&[report(), report()]).unwrap();
    assert_eq!(bytes, xlsx(&[report(), report()]).unwrap());
    let mut book = Workbook::open(bytes).unwrap();
    for name in ["=Rates  2027   a proposal", "=Rates  2027   a proposal (2)"] {
        let mut rows = Vec::new();
        book.rows(name, 3, &mut |row| {
            rows.push(row.cells().map(str::to_owned).collect::<Vec<_>>());
            true
        })
        .unwrap();
        assert!(
            rows.contains(&vec![
                "Cost".to_owned(),
                "123456.78".to_owned(),
                String::new()
            ]),
            "{rows:?}"
        );
        let line = ["Siân's, =1+1", "1234", "1"].map(str::to_owned).to_vec();
        assert!(rows.contains(&line), "{rows:?}");
    }
}
