//! The README says what the program does: its keys, its commands, its two first commands.

use std::collections::BTreeSet;

use continuum::ui::keymap;

use super::program::Office;

fn readme() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap()
}

/// What stands between a mark and its end.
fn between<'a>(text: &'a str, mark: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(mark).unwrap();
    let (_, rest) = rest.split_once("-->\n").unwrap();
    rest.split_once(end).unwrap().0
}

#[test]
fn its_keys_are_the_programs() {
    let text = readme();
    let written = between(&text, "<!-- keys:", "<!-- end of keys -->");
    if std::env::var_os("CONTINUUM_DRAW").is_some() {
        let table = format!("{}\n", keymap::table().trim_end());
        let anew = text.replacen(
            &format!("-->\n{written}<!-- end of keys"),
            &format!("-->\n{table}<!-- end of keys"),
            1,
        );
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"), anew).unwrap();
        return;
    }
    assert_eq!(written.trim(), keymap::table().trim());
}

#[test]
fn its_commands_are_the_programs() {
    let office = Office::new();
    let text = readme();
    let table = between(&text, "<!-- commands:", "<!-- end of commands -->");
    let mut told = BTreeSet::new();
    for line in table.lines().filter(|line| line.starts_with("| `")) {
        let usage = line.split('`').nth(1).unwrap();
        let words: Vec<&str> = usage
            .split_whitespace()
            .take_while(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
            .collect();
        let words = if words == ["continuum"] {
            vec![]
        } else {
            words
        };
        told.insert(words.first().copied().unwrap_or_default().to_owned());
        let help = office.ok(&[&words[..], &["--help"]].concat());
        for option in usage
            .split(|c: char| !(c.is_ascii_lowercase() || c == '-'))
            .filter(|word| word.starts_with("--"))
        {
            assert!(help.contains(option), "{words:?} has no {option}");
        }
    }
    for subcommand in ["list", "show", "check", "derive", "adopt"] {
        assert!(
            table.contains(&format!("| `frameworks {subcommand} ")),
            "{subcommand}"
        );
    }
    let help = office.ok(&["--help"]);
    let commands = help
        .split_once("Commands:")
        .unwrap()
        .1
        .split_once("Options:")
        .unwrap()
        .0;
    let own_line = |line: &&str| line.starts_with("  ") && !line.starts_with("   ");
    for command in commands
        .lines()
        .filter(own_line)
        .filter_map(|line| line.split_whitespace().next())
    {
        assert!(
            command == "help" || told.contains(command),
            "the README does not tell of {command}"
        );
    }
}

/// The keys that a cell of the table promises at the top of a command's JSON.
fn promised(cell: &str) -> BTreeSet<String> {
    let mut depth = 0;
    let mut flat = String::new();
    for c in cell.chars() {
        depth -= i32::from(matches!(c, ']' | '}'));
        if depth == 0 && !matches!(c, ']' | '}') && !matches!(c, '[' | '{') {
            flat.push(c);
        }
        depth += i32::from(matches!(c, '[' | '{'));
    }
    let names = flat.split(',').map(|name| name.trim().to_owned());
    names.filter(|name| !name.is_empty()).collect()
}

/// The last cell of a command's line: what its JSON has at the top.
fn last_cell<'a>(lines: &[&'a str], command: &str) -> &'a str {
    let line = lines
        .iter()
        .find(|line| line.starts_with(&format!("| `{command} ")))
        .unwrap();
    line.trim_end_matches(" |")
        .rsplit(" | ")
        .next()
        .unwrap()
        .trim_matches('`')
}

/// The runs of what is estimated, with the pupils whom the others leave unmapped.
const ESTIMATED: [(&str, &[&str]); 3] = [
    (
        "distribution --estimate",
        &["distribution", "--estimate", "--format", "json"],
    ),
    (
        "moderate sample [--dry-run] --audit",
        &[
            "moderate", "sample", "--audit", "16", "--by", "setting", "--json",
        ],
    ),
    (
        "moderate audit list",
        &["moderate", "audit", "list", "--json"],
    ),
];

#[test]
fn its_json_is_the_programs() {
    let office = Office::with_demo(40, "0.6");
    let list = office.json(&["worklist", "--json", "--state", "recorded"]);
    let reference = list["rows"][0]["ref"].as_str().unwrap().to_owned();
    let table = office.workspace().join("caseload.csv");
    let plan = office.file("plan.txt", "A TA will read with Cy for 20 minutes a day.");
    let cannot = office.file(
        "cannot.json",
        r#"{"judgements": [], "area_levels": [], "cannot_map": "stale_plan"}"#,
    );
    let framework = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/descriptors/kent-illustrative/2025.2.toml"
    );
    let amended = office.json(&["worklist", "--json", "--state", "amended"]);
    let amended = amended["rows"][0]["ref"].as_str().unwrap().to_owned();
    let waits = office.file("waits.txt", "A TA will read with Dee.");
    office.ok(&["import", &waits]);
    let forms = office.home().join("forms");
    let packed = office.home().join("packed");
    let (rates, envelope) = ("equal-2027", "envelope-2027");
    let runs: [(&str, &[&str]); 32] = [
        ("keys new", &["keys", "new", "Otto", "--json"]),
        ("import", &["import", table.to_str().unwrap(), "--json"]),
        ("read", &["read", &plan, "--json"]),
        ("worklist", &["worklist", "--json"]),
        ("documents list", &["documents", "list", "--json"]),
        ("documents missing", &["documents", "missing", "--json"]),
        (
            "documents set-aside",
            &["documents", "set-aside", "waits.txt", "--json"],
        ),
        ("map", &["map", &reference, "--from", &cannot]),
        (
            "distribution",
            &["distribution", "--by", "setting", "--format", "json"],
        ),
        ("equality", &["equality", "--format", "json"]),
        ("history", &["history", &reference, "--json"]),
        ("changes", &["changes", &amended, "--json"]),
        (
            "frameworks derive",
            &[
                "frameworks",
                "derive",
                framework,
                "--level",
                "ci=4",
                "--json",
            ],
        ),
        ("verify", &["verify", "--json"]),
        ("backup", &["backup", "--json"]),
        ("moderate agreement", &["moderate", "agreement", "--json"]),
        ("moderate drift", &["moderate", "drift", "--json"]),
        (
            "school export",
            &["school", "export", forms.to_str().unwrap(), "--json"],
        ),
        ("moderate schools", &["moderate", "schools", "--json"]),
        (
            "moderate suggestions",
            &["moderate", "suggestions", "--json"],
        ),
        ("moderate flags", &["moderate", "flags", "--json"]),
        (
            "moderate agreed list",
            &["moderate", "agreed", "list", "--json"],
        ),
        ("moderate standard", &["moderate", "standard", "--json"]),
        ("moderate seeds", &["moderate", "seeds", "--json"]),
        ("rates check", &["rates", "check", "--json"]),
        ("rates cost", &["rates", "cost", rates, "--json"]),
        (
            "rates solve",
            &["rates", "solve", rates, "--envelope", envelope, "--json"],
        ),
        ("rates compare", &["rates", "compare", rates, "--json"]),
        ("rates impact", &["rates", "impact", rates, "--json"]),
        ("pack", &["pack", packed.to_str().unwrap(), "--json"]),
        ("rates sheet", &["rates", "sheet", rates, "--json"]),
        (
            "moderate report",
            &["moderate", "report", "--format", "json"],
        ),
    ];
    hold(&office, &runs);
    hold(&office, &ESTIMATED);
}

/// Holds what commands print against what their lines promise.
fn hold(office: &Office, runs: &[(&str, &[&str])]) {
    let text = readme();
    let lines: Vec<&str> = between(&text, "<!-- commands:", "<!-- end of commands -->")
        .lines()
        .collect();
    for (command, run) in runs {
        let cell = last_cell(&lines, command);
        let told: BTreeSet<String> = office
            .json(run)
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect();
        assert_eq!(told, promised(cell), "{command}");
    }
}

#[test]
fn what_it_promises_of_plans_and_rates_is_the_programs() {
    let office = Office::with_demo(20, "0.6");
    office.ok(&["rates", "new", "trial"]);
    office.ok(&["rates", "new", "book", "--kind", "cost-book"]);
    office.ok(&["rates", "new", "method", "--kind", "method"]);
    let inputs = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/fixtures/rates/communities.csv"
    );
    let sufficiency = "rates sufficiency trial --cost-book book --json";
    let sufficiency: Vec<&str> = sufficiency.split(' ').collect();
    let communities = ["rates", "communities", "--inputs", inputs];
    let communities = [&communities[..], &["--method", "method", "--json"]].concat();
    let runs: [(&str, &[&str]); 2] = [
        ("rates sufficiency", &sufficiency),
        ("rates communities", &communities),
    ];
    hold(&office, &runs);
}

#[test]
fn what_it_promises_of_backups_is_the_programs() {
    let office = Office::with_demo(12, "0.5");
    let made = office.json(&["backup", "--json"]);
    let backup = made["folder"].as_str().unwrap().to_owned();
    let runs: [(&str, &[&str]); 3] = [
        ("verify", &["verify", "--against", &backup, "--json"]),
        ("restore", &["restore", &backup, "--json"]),
        ("repair", &["repair", "--json"]),
    ];
    hold(&office, &runs);
}

#[test]
fn its_two_commands_stand_in_it() {
    let text = readme();
    assert!(text.contains("cargo run --release -- demo") && text.contains("cargo test "));
    let ci = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/.ci/run")).unwrap();
    assert!(ci.contains("cargo test"));
}
