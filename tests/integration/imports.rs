//! Imports looked back on, undone as a whole, and the caseload checked, through the program.

use crate::program::Office;

const FIRST: &str = "ref,surname,forename,dob,setting,urn,upn,plan_start,need_1,section_f\n\
    K-1,Okafor,Amara,2015-03-04,mainstream,990001,B801200005001,2020-01-06,SLCN,A TA will read with Amara for 20 minutes a day.\n\
    K-2,Bell,Sian,2014-02-01,special,990002,,2021-01-06,ASD,A TA will help with reading for 1 hour a week.\n\
    K-3,Reed,Jo,2016-05-05,mainstream,990001,,2022-01-06,MLD,\n";

const SECOND: &str = "ref,surname,forename,dob,setting,urn,upn,plan_start,plan_ceased,cease_reason,need_1,section_f\n\
    K-1,Okafor,Amara,2015-03-04,special,990002,B801200005001,2020-01-06,,,SLCN,A TA will read with Amara for 40 minutes a day.\n\
    K-2,Bell,Sian,2014-02-01,special,990002,,2021-01-06,2026-01-05,2,ASD,\n\
    K-4,Okafor,Amara,2015-03-04,mainstream,990001,,2025-12-01,,,SLCN,\n";

#[test]
fn what_an_import_moves_is_told_before_and_after_and_undone_as_a_whole() {
    let office = Office::new();
    let first = office.file("first.csv", FIRST);
    let second = office.file("second.csv", SECOND);
    let run = |words: &[&str]| office.json(&[words, &["--json"]].concat());
    run(&["import", &first]);
    let list = run(&["worklist"]);
    let diff = run(&["import", &second, "--diff", "--whole"]);
    assert_eq!(
        run(&["worklist"]),
        list,
        "a look beforehand changes nothing"
    );
    let told = |movements: &serde_json::Value| -> Vec<String> {
        let told = movements.as_array().unwrap().iter().map(|one| {
            let kinds = one["what"].as_array().unwrap().iter();
            let kinds: Vec<&str> = kinds.map(|what| what["kind"].as_str().unwrap()).collect();
            format!("{} {}", one["ref"].as_str().unwrap(), kinds.join(" "))
        });
        told.collect()
    };
    let expected = [
        "K-1 school setting plan_amended",
        "K-2 ceased",
        "K-3 left",
        "K-4 arrived",
    ];
    assert_eq!(told(&diff["movements"]), expected);
    assert_eq!(diff["departed"], 1);
    let then = |n: usize| {
        diff["movements"][n]["then"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    assert!(then(1).starts_with("out of scope now: the plan has ceased"));
    assert!(then(2).starts_with("out of scope now: not in the last whole"));
    assert!(
        then(3).starts_with("waits for its plan text"),
        "{}",
        then(3)
    );
    run(&["import", &second, "--whole"]);
    let imports = run(&["import", "list"]);
    assert_eq!(imports.as_array().unwrap().len(), 2);
    let id = imports[0]["id"].as_str().unwrap().to_owned();
    let short = &id[id.len() - 8..];
    assert_eq!(told(&run(&["import", "show", short])), expected);
    let undone = run(&["import", "undo", short]);
    assert_eq!((&undone["gone"], &undone["stayed"]), (&1.into(), &1.into()));
    assert_eq!(run(&["worklist"]), list, "all is as before");
    assert_eq!(run(&["verify"])["ok"], true);
    let twice = office.refused(&["import", "undo", short], 1);
    assert!(twice.contains("has been undone already"), "{twice}");
    let unknown = office.refused(&["import", "show", "zzz"], 1);
    assert!(unknown.contains("No import is called \"zzz\""), "{unknown}");
}

#[test]
fn the_caseload_is_checked_and_the_report_says_how_to_mend_it() {
    let office = Office::new();
    let table = office.file(
        "caseload.csv",
        "ref,upn,surname,forename,dob,setting,urn,plan_start,need_1\n\
         K-1,A801200005001,Okafor,Amara,2015-03-04,mainstream,990001,2020-01-06,SLCN\n\
         K-2,,OKAFOR,Amara,2015-03-04,mainstream,990001,2014-01-06,XYZ\n",
    );
    office.json(&["import", &table, "--json"]);
    let out = office.workspace().join("report");
    let told = office.json(&["validate", "--json", "--out", out.to_str().unwrap()]);
    assert_eq!(told["pupils"], 2);
    let codes: Vec<&str> = (told["checks"].as_array().unwrap().iter())
        .map(|check| check["code"].as_str().unwrap())
        .collect();
    assert_eq!(
        codes,
        [
            "upn_letter",
            "upn_missing",
            "need_code",
            "plan_start_before_birth",
            "last_review_missing",
            "same_person",
        ]
    );
    let rows = std::fs::read_to_string(told["files"]["table"].as_str().unwrap()).unwrap();
    assert!(
        rows.contains("K-1,error,upn_letter,upn,A801200005001,has the wrong check letter (with these figures it would be B)"),
        "{rows}"
    );
    assert!(rows.contains(",caseload.csv,3\n"), "{rows}");
    let page = std::fs::read_to_string(told["files"]["page"].as_str().unwrap()).unwrap();
    assert!(page.contains("same_person"));
}

#[test]
fn groups_of_pupils_are_given_to_officers() {
    let office = Office::new();
    let table = office.file(
        "caseload.csv",
        "ref,surname,year_group,setting,district,section_f\n\
         K-1,Okafor,5,mainstream,Ashford,A TA will read for 20 minutes a day.\n\
         K-2,Bell,5,mainstream,Dover,A TA will read for 20 minutes a day.\n",
    );
    office.json(&["import", &table, "--json"]);
    let given = office.json(&["assign", "Ada", "--district", "dover", "--json"]);
    assert_eq!(given[0]["officer"], "Ada");
    let list = office.json(&["worklist", "--officer", "Ada", "--json"]);
    let rows = list["rows"].as_array().unwrap();
    assert_eq!((rows.len(), rows[0]["ref"].as_str()), (1, Some("K-2")));
    let none = office.json(&["assign", "--district", "Dover", "--take-back", "--json"]);
    assert_eq!(none.as_array().unwrap().len(), 0);
    let said = office.refused(&["assign", "--district", "Dover", "--take-back"], 1);
    assert!(said.contains("Nobody has the district"), "{said}");
    let said = office.refused(&["assign", "Ada"], 2);
    assert!(said.contains("Say who has which group"), "{said}");
}

#[test]
fn a_table_with_a_heading_and_no_row_says_so() {
    let office = Office::new();
    let table = office.file("empty.csv", "ref,setting\n");
    let told = office.ok(&["import", &table]);
    assert!(told.contains("0 read"), "{told}");
    assert!(
        told.contains("empty.csv: has a heading and no row under it"),
        "{told}"
    );
    let account = office.json(&["import", &table, "--json"]);
    assert_eq!(
        account["warnings"].as_array().unwrap().len(),
        1,
        "{account}"
    );
    // One row, be it rejected, is no empty table.
    let table = office.file("one.csv", "ref,setting\n,special\n");
    let told = office.ok(&["import", &table]);
    assert!(!told.contains("no row under it"), "{told}");
}
