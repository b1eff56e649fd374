//! Derivations in files, and the tariffs they can reach.

use super::fault;

#[test]
fn a_map_has_every_level_and_does_not_go_down() {
    fault(
        "low = \"T0\", ",
        "",
        &["f:37:7: no tariff for level \"low\""],
    );
    fault(
        "{ low = \"T0\", high = \"T1\" }",
        "{ low = \"T1\", high = \"T0\" }",
        &["f:37:21: warning: level \"high\" gives a lower tariff"],
    );
    fault(
        "high = \"T1\"",
        "high = \"T0\"",
        &["f:31:1: warning: no profile reaches the tariff \"T1\""],
    );
    fault(
        "map =",
        "maps =",
        &[
            "f:35:1: \"map\" is missing",
            "f:37:1: \"maps\" is not a key",
        ],
    );
}

/// The small file with rules in place of its map.
#[track_caller]
fn rules(rules: &str, expected: &[&str]) {
    fault(
        "kind = \"highest\"\nmap = { low = \"T0\", high = \"T1\" }\n",
        &format!("kind = \"rules\"\n{rules}"),
        expected,
    );
}

#[test]
fn rules_end_with_one_that_always_holds() {
    let last = "[[derivation.rule]]\ntariff = \"T0\"\n";
    let high =
        "[[derivation.rule]]\ntariff = \"T1\"\nwhen = [{ count = 1, at_least = \"high\" }]\n";
    rules(&format!("{high}{last}"), &[]);
    rules(high, &["f:37:1: error: the last rule must always hold"]);
    rules(
        &format!("{last}{high}{last}"),
        &[
            "f:31:1: no profile reaches the tariff \"T1\"",
            "f:39:1: rule 2 never decides: a rule above it holds",
            "f:42:1: rule 3 never decides",
        ],
    );
    rules(
        &format!("{}{last}", high.replace("count = 1", "count = 2")),
        &["f:39:19: of which there are 1"],
    );
    rules(
        &format!("{}{last}", high.replace("count = 1, ", "")),
        &["f:39:9: give one of the two"],
    );
    rules(
        &format!("{}{last}", high.replace("count = 1", "area = \"cl\"")),
        &["f:39:18: no area that is judged"],
    );
    rules("", &["f:35:1: needs at least one"]);
}

#[test]
fn a_tariff_that_is_not_valid_where_the_rule_leads_is_named() {
    fault(
        "name = \"Some\"",
        "name = \"Some\"\nsettings = [\"special\"]",
        &[
            "f:36:1: can give \"T1\" to a pupil in mainstream",
            "f:36:1: resource provision",
            "f:36:1: independent",
            "f:36:1: non-maintained",
            "f:36:1: alternative",
            "f:36:1: further",
            "f:36:1: early years",
            "f:36:1: elsewhere",
        ],
    );
}

#[test]
fn a_kind_that_is_none_names_those_there_are() {
    fault(
        "kind = \"highest\"",
        "kind = \"guess\"",
        &["f:36:8: no kind of derivation; the kinds are reader, highest, rules, points"],
    );
    fault(
        "kind = \"highest\"\nmap = { low = \"T0\", high = \"T1\" }",
        "kind = \"reader\"",
        &[],
    );
}
