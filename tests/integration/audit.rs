//! Audit samples by commands: what one would show, drawn, read, estimated from, looked back at, and taken in a bundle.

use super::program::Office;

/// Says of a pupil that the plan cannot be mapped.
fn read(office: &Office, reference: &str) {
    let cannot = office.file(
        "cannot.json",
        r#"{"judgements": [], "area_levels": [], "cannot_map": "vague_section_f"}"#,
    );
    office.ok(&["map", reference, "--from", &cannot]);
}

fn unread(office: &Office, audit: &str) -> Vec<String> {
    let shown = office.json(&["moderate", "audit", "show", audit, "--json"]);
    assert_eq!(shown["comes_out_again"], true);
    let pupils = shown["pupils"].as_array().unwrap().iter();
    let unread = pupils.filter(|one| one["read"] == false);
    unread
        .map(|one| one["reference"].as_str().unwrap().to_owned())
        .collect()
}

/// Writes the estimate in every format and for everyone: no small count is in it, and no seed.
fn leaves_the_office(office: &Office) {
    for format in ["xlsx", "html", "md", "csv", "json"] {
        for more in [&[][..], &["--public"], &["--public", "--round"]] {
            let out = office.home().join(format!("estimate.{format}"));
            let run = ["distribution", "--estimate", "--format", format, "--out"];
            let told = office.ok(&[&run[..], &[out.to_str().unwrap()], more].concat());
            assert!(told.starts_with("Written to "), "{told}");
            assert!(
                std::fs::metadata(&out).unwrap().len() > 500,
                "{format} {more:?}"
            );
        }
    }
    let public = office.json(&["distribution", "--estimate", "--public", "--format", "json"]);
    for line in public["estimates"][0]["lines"].as_array().unwrap() {
        let count = line["count"].as_u64();
        assert!(
            count.is_none_or(|count| !(1..=4).contains(&count)),
            "{line}"
        );
        assert!(count.is_some() || line["expected"] == "[c]", "{line}");
        assert!(line.get("seen").is_none(), "{line}");
    }
    assert_eq!(public["audit_samples"][0].get("seed"), None);
}

#[test]
fn a_sample_is_told_of_drawn_read_and_estimated_from() {
    let office = Office::with_demo(60, "0.4");
    let estimate = |by: &[&str]| {
        let run = [&["distribution", "--estimate", "--format", "json"], by].concat();
        office.json(&run)
    };
    let before = estimate(&[]);
    let refused = before["estimates"][0]["refused"].as_str().unwrap();
    assert!(
        refused.contains("draw one with continuum moderate sample --audit N"),
        "{refused}"
    );
    let list = office.ok(&["moderate", "audit", "list"]);
    assert!(list.contains("No audit sample has been drawn"), "{list}");
    let history = office.ok(&["moderate", "audit", "history"]);
    assert!(
        history.contains("There has been no estimate yet"),
        "{history}"
    );

    let sample = [
        "moderate", "sample", "--audit", "12", "--by", "setting", "--seed", "7",
    ];
    let dry = office.json(&[&sample[..], &["--dry-run", "--json"]].concat());
    assert_eq!(
        (&dry["audit"], &dry["drawn"]),
        (&serde_json::Value::Null, &12.into())
    );
    let few = ["moderate", "sample", "--audit", "1"];
    let few = office.refused(&few, 1);
    assert!(few.contains("1 is too few"), "{few}");
    let odd = ["moderate", "sample", "--audit", "12", "--by", "need"];
    assert!(
        office
            .refused(&odd, 1)
            .contains("cannot be stratified by need")
    );
    let odd = ["moderate", "sample", "--audit", "12", "--by", "height"];
    assert!(office.refused(&odd, 2).contains("There is no dimension"));

    let drawn = office.json(&[&sample[..], &["--json"]].concat());
    assert_eq!(drawn["strata"], dry["strata"]);
    let audit = drawn["audit"]["audit"].as_str().unwrap();
    let list = office.json(&["worklist", "--json", "--priority", "audit_sample"]);
    let rows = list["rows"].as_array().unwrap();
    assert!(rows.iter().all(|row| {
        row["why"][0].as_str().unwrap() == "audit sample, drawn at random on 12 Jan 2026"
    }));
    let pupils = unread(&office, audit);
    assert_eq!(pupils.len(), 12);
    for (at, reference) in pupils.iter().enumerate() {
        let refused = estimate(&[])["estimates"][0]["refused"].clone();
        assert!(refused.is_string(), "{at} of 12 are read");
        read(&office, reference);
    }
    let told = estimate(&["--by", "setting"]);
    let parts = told["estimates"].as_array().unwrap();
    let whole: u64 = parts
        .iter()
        .map(|part| part["whole"].as_u64().unwrap())
        .sum();
    let all = &estimate(&[])["estimates"][0];
    assert_eq!(all["whole"], whole);
    let lines = all["lines"].as_array().unwrap();
    let shares: f64 = lines
        .iter()
        .map(|line| line["share"].as_f64().unwrap())
        .sum();
    assert!((shares - 1.0).abs() < 1e-4, "{shares}");
    let cannot = lines.last().unwrap();
    assert_eq!(cannot["tariff"], "cannot_map");
    let seen = cannot["seen"].as_u64().unwrap();
    assert!(seen >= 12 && cannot["interval"]["pupils"][0].as_u64().unwrap() >= seen);
    let csv = office.ok(&["distribution", "--estimate", "--by", "setting"]);
    let lines: Vec<&str> = csv.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(
        lines[0].starts_with("setting,tariff,count,share,expected,share_low"),
        "{csv}"
    );
    assert!(csv.contains(&format!("# audit_sample: {audit} drawn 2026-01-12")));
    leaves_the_office(&office);
    let other = office.refused(&["distribution", "--estimate", "--by", "district"], 1);
    assert!(other.contains("told apart by setting"), "{other}");

    let history = office.json(&["moderate", "audit", "history", "--every", "day", "--json"]);
    assert_eq!(history[0]["day"], "2026-01-12");
    assert_eq!(history[0]["lines"], all["lines"]);
    let list = office.ok(&["moderate", "audit", "list"]);
    assert!(list.contains("12 of 12 in scope read"), "{list}");
    let verified = office.json(&["verify", "--json"]);
    assert_eq!(verified["ok"], true);
}

#[test]
fn an_audit_sample_travels_and_is_the_same_there() {
    let office = Office::with_demo(40, "0.3");
    let there = Office::new();
    let line = |office: &Office, name: &str| {
        office.ok(&["keys", "new", name]);
        let shown = office.json(&["keys", "show", "--json"]);
        shown["line"].as_str().unwrap().to_owned() + "\n"
    };
    let (ours, theirs) = (line(&office, "Lea"), line(&there, "Bo"));
    office.ok(&["keys", "trust", &office.file("bo.txt", &theirs)]);
    there.ok(&["keys", "trust", &there.file("lea.txt", &ours)]);
    let sample = [
        "moderate", "sample", "--audit", "10", "--by", "setting", "--json",
    ];
    let drawn = office.json(&sample);
    let audit = drawn["audit"]["audit"].as_str().unwrap();
    let bundle = office.home().join("work.bundle");
    let bundle = bundle.to_str().unwrap();
    office.ok(&["bundle", "export", "--to", "Bo", bundle]);
    there.ok(&["bundle", "import", bundle]);
    let here = office.json(&["moderate", "audit", "show", audit, "--json"]);
    let shown = there.json(&["moderate", "audit", "show", audit, "--json"]);
    assert_eq!(here, shown);
    assert_eq!(there.json(&["verify", "--json"])["ok"], true);
}
