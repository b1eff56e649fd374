//! The table of communities and their budgets in files.

use super::*;
use crate::domain::communities::{Method, Payer, Protection, Year, budgets};
use crate::domain::digest::Digest;
use crate::domain::exact::Quantity;

const TABLE: &str = include_str!("../../../fixtures/rates/communities.csv");

#[test]
fn the_invented_table_is_read_to_the_penny() {
    let found = read("c.csv", TABLE.as_bytes()).unwrap();
    assert_eq!(found.len(), 4);
    assert_eq!(found[1].historic, Money::from_pence(30_125_050));
    assert_eq!(
        (found[1].idaci, found[3].choice.as_str()),
        (1120_u32.into(), "")
    );
}

#[track_caller]
fn refused(text: &str, expected: &[&str]) {
    let told = read("c.csv", text.as_bytes()).unwrap_err().to_string();
    for expected in expected {
        assert!(told.contains(expected), "{told}");
    }
}

#[test]
fn every_fault_is_told_at_its_row_and_column() {
    let head = "Community,Pupils,IDACI,looked_after,low_prior_attainment,historic,claims\n";
    refused(
        &format!("{head}A,1,2,3,4,5,6\na,x,-2,,4,5.005,\n,1,1,1,1,1,1\n"),
        &[
            "\"c.csv\" ",
            "row 3, column \"pupils\": \"x\" is not a number",
            "row 3, column \"idaci\": \"-2\" is not",
            "row 3, column \"looked_after\": \"\" is not",
            "row 3, column \"historic\": \"5.005\" is not an amount",
            "row 3, column \"claims\"",
            "row 3, column \"community\": \"a\" stands in row 2 too",
            "row 4, column \"community\": there is no name",
        ],
    );
    refused(
        "community,pupils\nA,1\n",
        &[
            "row 1: the columns idaci, looked_after",
            "and has \"community\", \"pupils\"",
        ],
    );
}

#[test]
fn the_table_of_budgets_sums_to_the_pot_and_runs_nothing() {
    let mut communities = read("c.csv", TABLE.as_bytes()).unwrap();
    communities[3].choice = "=1+1".to_owned();
    let year = Year {
        name: "2026-27".into(),
        from: "2026-04-01".parse().unwrap(),
        pot: Money::from_pence(120_000_000),
        historic: 75_u32.into(),
    };
    let weights = [50_u32, 25, 10, 15].map(Quantity::from);
    let method = Method {
        id: "m".into(),
        title: "M".into(),
        source: "invented".into(),
        hash: Digest::of(b"m"),
        weights: Indicator::ALL.into_iter().zip(weights).collect(),
        years: vec![year.clone()],
        protection: Some(Protection {
            claims: 60_u32.into(),
            until: "2026-08-31".parse().unwrap(),
            paid_by: Payer::Others,
        }),
    };
    let budgets = budgets(&method, &year, &communities).unwrap();
    let routed = BTreeMap::from([("Beech".to_owned(), 3), ("Elm".to_owned(), 2)]);
    let shared = Shared {
        method,
        communities,
        budgets,
        routed,
    };
    let mut out = Vec::new();
    csv(&shared, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(text.contains(",'=1+1\n"), "{text}");
    let value = json(&shared);
    assert_eq!(
        (&value["total"], &value["route_elsewhere"]),
        (&json!(120_000_000), &json!(2))
    );
    assert_eq!(value["communities"][1]["pupils_of_the_route"], 3);
    let document = document(&shared).text();
    assert!(
        document.contains("In 5 of its 12 months each community has at least 60 %"),
        "{document}"
    );
    assert!(
        document.contains("all\t£1,000,000\t£1,200,000\t£1,200,000"),
        "{document}"
    );
}
