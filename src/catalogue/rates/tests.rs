//! Rates files that are sound, and the faults of those that are not, each at its place.

use super::*;
use crate::catalogue::{RatesKind, rates_skeleton, shelf, usual_elements, written_rates};
use crate::domain::exact::Money;
use crate::domain::identity::TariffId;
use crate::domain::place::{Phase, Setting};
use crate::domain::rates::Value;

const HEAD: &str = "schema = 1\n[rates]\nid = \"a\"\ntitle = \"A\"\neffective_from = 2027-04-01\nframework = \"kent-illustrative\"\nversions = [\"2025.2\"]\nsource = \"Invented.\"\n";
const RATES: &str = "[[rate]]\ntariff = \"T1\"\npounds = 1000\n[[rate]]\ntariff = \"T2\"\npounds = 2000\n[[rate]]\ntariff = \"T3\"\npounds = 3000.50\n[[rate]]\ntariff = \"T4\"\npounds = 4000\n";

fn findings(text: &str) -> Vec<String> {
    let checked = check_rates("f", text.as_bytes(), &shelf(&[]));
    checked.findings.iter().map(ToString::to_string).collect()
}

#[track_caller]
fn fault(text: &str, expected: &[&str]) {
    let found = findings(text);
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found}\nis not\n{expected}");
    }
}

#[test]
fn a_sound_set_is_read_and_written_the_same() {
    let more = "[[rate]]\ntariff = \"T1\"\nsettings = [\"special\"]\nphases = [\"primary\"]\npounds = 1500\n\
        [[factor]]\nsettings = [\"special\"]\ncount = \"mapped\"\nfrom = 0\nto = 9\npercent = 102.5\n\
        [[protection]]\nkind = \"guarantee\"\nsettings = [\"special\"]\npercent = -1.5\nfrom = 2027-04-01\nuntil = 2028-03-31\n\
        [[protection]]\nkind = \"cap\"\npercent = 10\n\
        [[element]]\nsettings = [\"srp\"]\npounds = 6000\nvacant = 10000\nwhat = \"place \\\"core\\\"\"\n";
    let text = [HEAD, RATES, more].concat();
    assert_eq!(findings(&text), [] as [String; 0]);
    let frameworks = shelf(&[]);
    let framework = frameworks.latest("kent-illustrative").unwrap();
    let framework = frameworks
        .previous(framework)
        .filter(|one| one.key.version == "2025.2");
    let key = crate::domain::identity::FrameworkKey {
        id: "kent-illustrative".into(),
        version: "2025.2".into(),
    };
    let framework = framework.or_else(|| frameworks.get(&key)).unwrap();
    let set = load_rates("f", text.as_bytes(), framework).unwrap();
    let t3 = set.rate(&TariffId::new("T3"), Some(Setting::Mainstream), None);
    assert_eq!(t3, Some(Money::from_pence(300_050)));
    let written = written_rates(&set, &["Found on a day.".into()]);
    assert_eq!(load_rates("g", written.as_bytes(), framework).unwrap(), set);
}

#[test]
fn every_fault_of_a_set_is_told_at_its_place() {
    let text = "schema = 2\n[rates]\nid = \"a b\"\ntitle = \"A\"\nstatus = \"final\"\neffective_from = \"soon\"\n\
        framework = \"kent-illustrative\"\nsource = \"Me\"\ncolour = 1\n[[rate]]\ntariff = \"T1\"\npounds = -5\n[[rate]]\ntariff = \"T1\"\nsettings = [\"boat\"]\npounds = \"6000\"\n[[rate]]\npounds = 1.005\n";
    fault(
        text,
        &[
            "f:1:10: error: schema 2",
            "f:3:6: error: \"a b\" cannot be an id",
            "f:5:10: error: \"status\": \"final\" is not known here; write",
            "f:6:18: error: \"effective_from\": the text \"soon\" is not a day",
            "f:9:1: error: \"colour\" is not a key of the table [rates]",
            "f:12:10: error: \"pounds\": the number -5 is not an amount in pounds",
            "f:15:13: error: \"settings\": \"boat\" is not known here",
            "f:16:10: error: \"pounds\": the text \"6000\" is not an amount",
            "f:17:1: error: \"tariff\" is missing in a rate",
            "f:18:10: error: \"pounds\": the number 1.005 is not an amount",
        ],
    );
}

#[test]
fn a_set_is_held_against_its_framework() {
    let rates = "[[rate]]\ntariff = \"T1\"\npounds = 1000\n[[rate]]\ntariff = \"T2\"\nsettings = [\"special\", \"srp\"]\npounds = 900\n[[rate]]\ntariff = \"T3\"\nphases = [\"primary\"]\npounds = 950\n\
        [[rate]]\ntariff = \"T0\"\npounds = 1\n[[rate]]\ntariff = \"T9\"\npounds = 1\n";
    fault(
        &[HEAD, rates].concat(),
        &[
            "f:2:1: error: T4 (Tariff 4) has no rate",
            "f:13:10: error: T2 has no rate for mainstream;",
            "f:13:10: warning: T2 brings less than T1, which is below it, in ",
            "f:13:10: warning: T2 brings less than T1, which is below it, in ",
            "f:17:10: error: T3 has no rate for mainstream, secondary and post16",
            "f:17:10: error: T3 has no rate for resource provision, secondary and post16",
            "f:17:10: error: T3 has no rate for special school, secondary and post16",
            "f:17:10: warning: T3 brings less than T1, which is below it, in mainstream",
            "f:21:10: error: T0 has no rate: it is paid from the school's own budget",
            "f:24:10: error: \"T9\" is no tariff of kent-illustrative 2025.2; those with a rate are T1, T2, T3, T4",
        ],
    );
    let elsewhere = [HEAD.replace("kent-illustrative", "nowhere"), RATES.into()].concat();
    fault(
        &elsewhere,
        &["f:6:13: error: no framework \"nowhere\" is at hand"],
    );
    let version = [HEAD.replace("2025.2", "1999.1"), RATES.into()].concat();
    fault(
        &version,
        &["f:7:12: error: version \"1999.1\" of kent-illustrative is not at hand"],
    );
    let early = [HEAD.replace("2027-04", "2026-04"), RATES.into()].concat();
    fault(
        &early,
        &["f:5:18: warning: kent-illustrative 2025.2 itself takes effect only on 2026-09-01"],
    );
}

#[test]
fn what_holds_twice_or_never_is_told() {
    let twice = "[[rate]]\ntariff = \"T1\"\npounds = 1100\n[[rate]]\ntariff = \"T2\"\nweight = 2\n";
    fault(
        &[HEAD, RATES, twice].concat(),
        &[
            "f:22:10: error: T1 has a rate for the same pupils in line 10",
            "f:24:1: error: a rate set is in pounds or in weights, not in both",
            "f:25:10: error: T2 has a rate for the same pupils in line 13",
        ],
    );
    let factors = "[[factor]]\nto = 50\npercent = 105\n[[factor]]\nfrom = 50\npercent = 0\n[[factor]]\nsettings = [\"srp\"]\nfrom = 50\nto = 20\npercent = 99\n";
    fault(
        &[HEAD, RATES, factors].concat(),
        &[
            "f:24:1: error: a school could be of this size and of that in line 21",
            "f:26:11: error: a factor is in a hundred of the rate",
            "f:27:1: error: \"to\" is less than \"from\"",
        ],
    );
    let protections = "[[protection]]\nkind = \"cap\"\npercent = 1\n[[protection]]\nkind = \"guarantee\"\nsettings = [\"special\"]\npercent = 2\n[[protection]]\nkind = \"floor\"\npercent = 100\n\
        [[protection]]\nkind = \"cap\"\nsettings = [\"srp\"]\npercent = 5\nuntil = 2026-01-01\n";
    fault(
        &[HEAD, RATES, protections].concat(),
        &[
            "f:21:1: error: this cap lies below the guarantee in line 24",
            "f:30:11: error: a floor is the most that is lost",
            "f:31:1: warning: it does not hold on 2027-04-01",
            "f:31:1: error: another cap for the same settings and days is in line 21",
        ],
    );
    let caps = [HEAD, "paid_by = \"caps\"\n", RATES].concat();
    fault(
        &caps,
        &["f:2:1: error: paid_by = \"caps\", but there is no cap"],
    );
}

#[test]
fn an_envelope_sums_to_its_parts() {
    let head = "schema = 1\n[envelope]\nid = \"e\"\ntitle = \"E\"\nyear_from = 2027-04-01\npounds = 1000\nkept_back = 100\ncovers = \"All.\"\nsource = \"Me.\"\n";
    let part =
        |settings: &str, pounds| format!("[[part]]\nsettings = [{settings}]\npounds = {pounds}\n");
    let sound = [
        head.to_owned(),
        part("\"mainstream\", \"srp\"", 400),
        part("\"special\"", 500),
    ]
    .concat();
    let envelope = load_envelope("f", sound.as_bytes()).unwrap();
    assert_eq!(envelope.for_rates(), Money::from_pence(90_000));
    assert_eq!(
        envelope.part(Some(Setting::Srp)).unwrap().pounds,
        Money::from_pence(40_000)
    );
    assert_eq!(envelope.ends_before().to_string(), "2028-04-01");
    let off = [
        head.to_owned(),
        part("\"mainstream\"", 400),
        part("\"mainstream\"", 501),
    ]
    .concat();
    fault(
        &off,
        &[
            "f:2:1: error: the parts sum to £901, £1 more than the £900 there is for rates",
            "f:14:12: error: a setting of this part stands in that of line 10 too",
        ],
    );
    fault(
        "schema = 1\n",
        &["f:1:1: error: a rates file has one of the tables"],
    );
    fault("schema = \n", &["f:1:10: error: "]);
    let framework = shelf(&[]);
    let framework = framework.latest("kent-illustrative").unwrap();
    let other = load_rates("f", sound.as_bytes(), framework).unwrap_err();
    assert!(
        other[0].what.starts_with("this file is not a rate set"),
        "{other:?}"
    );
}

#[test]
fn the_usual_elements_are_sound_and_the_skeletons_too() {
    let usual = usual_elements();
    let of = |setting| usual.of(Some(setting)).map(|one| (one.pounds, one.vacant));
    let pounds = |pounds: i64| Money::from_pence(pounds * 100);
    assert_eq!(of(Setting::Mainstream), Some((pounds(6000), None)));
    assert_eq!(of(Setting::Srp), Some((pounds(6000), Some(pounds(10_000)))));
    assert_eq!(of(Setting::Special), Some((pounds(10_000), None)));
    assert_eq!(of(Setting::Fe), None);
    let frameworks = shelf(&[]);
    let framework = frameworks.latest("kent-illustrative").unwrap();
    let today = "2026-11-27".parse().unwrap();
    for kind in [
        RatesKind::Rates,
        RatesKind::Weights,
        RatesKind::Envelope,
        RatesKind::Elements,
        RatesKind::CostBook,
        RatesKind::Method,
    ] {
        let text = rates_skeleton(kind, "our-own", framework, today).unwrap();
        assert_eq!(findings(&text), [] as [String; 0], "{kind:?}");
        assert_eq!(rates_skeleton(kind, "Our own", framework, today), None);
    }
    let weighted = rates_skeleton(RatesKind::Weights, "w", framework, today).unwrap();
    let set = load_rates("f", weighted.as_bytes(), framework).unwrap();
    assert_eq!(set.effective_from.to_string(), "2027-04-01");
    let value = set.value(&TariffId::new("T2"), None, Some(Phase::Primary));
    assert_eq!(value, Some(Value::Weight(2_u32.into())));
}
