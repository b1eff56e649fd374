//! What the program itself keeps, tampered with: the workspace's file, its key, backups, the settings, bundles.

use std::collections::BTreeMap;
use std::path::Path;

use continuum::domain::day::Moment;
use continuum::workspace::{self, Workspace, unwatched};

use super::super::program::Office;
use super::corpus::{files, holds};
use super::readers::Verdict;

const TABLE: &str = "ref,surname,dob,setting,year_group,section_f\n\
    K-1,Okafor,2014-10-01,mainstream,6,A TA will read for 20 minutes a day.\n";

fn now() -> Moment {
    Moment::of_day("2026-01-12".parse().unwrap())
}

/// A workspace with a pupil, and the same again where it may be spoilt.
fn office() -> Office {
    let office = Office::new();
    let table = office.file("caseload.csv", TABLE);
    office.ok(&["import", &table]);
    office
}

/// What a problem says, with the folder that it names left out: it is another one each time.
fn said(problem: &impl ToString, folder: &Path) -> String {
    problem.to_string().replace(folder.to_str().unwrap(), "…")
}

fn opened(folder: &Path) -> Verdict {
    let checked = Workspace::open_existing(folder, now())
        .and_then(|workspace| workspace.verify(&mut unwatched));
    match checked {
        Ok(checked) => Verdict::Read {
            taken: usize::from(checked.faults.is_empty()),
            rejected: usize::from(!checked.faults.is_empty()),
            said: Vec::new(),
        },
        Err(problem) => Verdict::Refused(said(&problem, folder)),
    }
}

/// How a workspace's file is spoilt.
type Spoil = fn(&mut Vec<u8>);

const SPOILT: [(&str, Spoil); 18] = [
    ("empty.sqlite", |bytes| bytes.clear()),
    ("text.sqlite", |bytes| *bytes = b"ref,dob\nK-1,\n".to_vec()),
    ("xml.sqlite", |bytes| {
        *bytes = b"<?xml version=\"1.0\"?>".to_vec();
    }),
    ("zeros.sqlite", |bytes| bytes.fill(0)),
    ("head-alone.sqlite", |bytes| bytes.truncate(100)),
    ("half.sqlite", |bytes| bytes.truncate(bytes.len() / 2)),
    ("a-page-less.sqlite", |bytes| {
        bytes.truncate(bytes.len() - 16_384);
    }),
    ("mark-changed.sqlite", |bytes| bytes[3] ^= 0xff),
    ("pages-of-none.sqlite", |bytes| bytes[16..18].fill(0)),
    ("pages-of-three.sqlite", |bytes| {
        bytes[16..18].copy_from_slice(&[0, 3]);
    }),
    ("written-by-later.sqlite", |bytes| bytes[18..20].fill(99)),
    ("count-beyond.sqlite", |bytes| bytes[28..32].fill(0xff)),
    ("free-list-beyond.sqlite", |bytes| bytes[32..40].fill(0xff)),
    ("encoding-unknown.sqlite", |bytes| bytes[56..60].fill(9)),
    ("form-newer.sqlite", |bytes| {
        bytes[60..64].copy_from_slice(&[0, 0, 0, 99]);
    }),
    ("form-below-nothing.sqlite", |bytes| {
        bytes[60..64].fill(0xff);
    }),
    ("another-program-s.sqlite", |bytes| bytes[68..72].fill(7)),
    ("schema-garbage.sqlite", |bytes| {
        bytes[100..4_000].fill(0xa5);
    }),
];

#[test]
fn a_workspace_that_was_spoilt_is_refused_and_left_as_it_is() {
    let office = office();
    let folder = office.workspace();
    let path = folder.join("workspace.sqlite");
    let whole = std::fs::read(&path).unwrap();
    let mut verdicts = BTreeMap::new();
    for (name, spoil) in SPOILT {
        let mut bytes = whole.clone();
        spoil(&mut bytes);
        std::fs::write(&path, &bytes).unwrap();
        let verdict = opened(&folder);
        if matches!(verdict, Verdict::Refused(_)) && !bytes.is_empty() {
            assert_eq!(
                std::fs::read(&path).unwrap(),
                bytes,
                "{name} was written to"
            );
        }
        verdicts.insert(name.to_owned(), verdict);
        for beside in ["workspace.sqlite-wal", "workspace.sqlite-shm"] {
            let _ = std::fs::remove_file(folder.join(beside));
        }
    }
    std::fs::write(&path, &whole).unwrap();
    let key = folder.join("workspace.key");
    let own = std::fs::read(&key).unwrap();
    for (name, bytes) in [
        ("empty.key", &b""[..]),
        ("short.key", &own[..own.len() - 1]),
        ("long.key", &[&own[..], &own[..]].concat()),
        ("zeros.key", &vec![0; own.len()]),
        ("text.key", b"-----BEGIN PRIVATE KEY-----"),
    ] {
        std::fs::write(&key, bytes).unwrap();
        verdicts.insert(name.to_owned(), opened(&folder));
    }
    holds("workspaces", &verdicts);
}

/// A backup's folder, and what its manifest says.
fn backed_up(office: &Office) -> (std::path::PathBuf, String) {
    let made = office.json(&["backup", "--json"]);
    let folder = Path::new(made["folder"].as_str().unwrap()).to_owned();
    let manifest = std::fs::read_to_string(folder.join("backup.json")).unwrap();
    (folder, manifest)
}

#[test]
fn a_backup_that_was_tampered_with_puts_nothing_anywhere() {
    let office = office();
    let (backup, whole) = backed_up(&office);
    let folder = office.workspace();
    let before = office.json(&["worklist", "--json"]);
    let mut verdicts = BTreeMap::new();
    let mut restores = |name: String, manifest: &[u8]| {
        std::fs::write(backup.join("backup.json"), manifest).unwrap();
        let verdict = match workspace::restore(&folder, &backup, now(), &mut unwatched) {
            Ok(done) => panic!("{name} was restored: {done:?}"),
            Err(problem) => {
                let told = said(&problem, &backup);
                Verdict::Refused(told.replace(folder.to_str().unwrap(), "…"))
            }
        };
        verdicts.insert(name, verdict);
    };
    for (name, manifest) in files("manifests") {
        restores(name, &manifest);
    }
    let changed = |from: &str, to: &str| {
        assert!(whole.contains(from), "{from} is not in {whole}");
        whole.replacen(from, to, 1)
    };
    let (_, digest) = whole.split_once("\"sha256\": \"").unwrap();
    let digest: String = digest.chars().take(64).collect();
    let name = "\"workspace.key\"";
    for (file, manifest) in [
        ("name-leads-out", changed(name, "\"../../workspace.key\"")),
        ("name-from-the-root", changed(name, "\"/etc/passwd\"")),
        ("name-of-a-drive", changed(name, "\"C:\\\\workspace.key\"")),
        ("name-in-dots", changed(name, "\"rates/..\"")),
        ("name-empty", changed(name, "\"\"")),
        ("name-of-escapes", changed(name, "\"a\\u001b[2J\"")),
        ("name-of-nul", changed(name, "\"a\\u0000b\"")),
        ("file-gone", changed(name, "\"rates/none.toml\"")),
        ("length-beyond", changed("\"length\": ", "\"length\": 9")),
        ("digest-of-letters", changed(&digest, "moon")),
    ] {
        restores(format!("{file}.json"), manifest.as_bytes());
    }
    assert_eq!(office.json(&["worklist", "--json"]), before);
    assert!(!office.home().join("workspace.key").exists());
    holds("backups", &verdicts);
}

#[test]
fn settings_that_cannot_be_read_say_where() {
    let office = office();
    let path = office.home().join("settings.toml");
    let mut verdicts = BTreeMap::new();
    for (name, bytes) in files("settings") {
        std::fs::write(&path, bytes).unwrap();
        // Where no workspace is named, the settings say which was open last.
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_continuum"))
            .arg("worklist")
            .env("CONTINUUM_HOME", office.home())
            .output()
            .unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{name}: {told}");
        verdicts.insert(
            name,
            Verdict::Refused(told.replace(office.home().to_str().unwrap(), "…")),
        );
    }
    holds("settings", &verdicts);
}

#[test]
fn bundles_that_are_none_are_refused() {
    let office = office();
    office.ok(&["keys", "new", "Otto"]);
    let mut verdicts = BTreeMap::new();
    let age = "age-encryption.org/v1\n";
    let many = format!(
        "continuum-bundle 1\n{age}{}",
        "-> X25519 AAAA\nAAAA\n".repeat(20_000)
    );
    for (name, bytes) in [
        ("empty", Vec::new()),
        ("text", b"hello".to_vec()),
        ("zip", b"PK\x03\x04".to_vec()),
        ("mark-alone", b"continuum-bundle 1\n".to_vec()),
        ("mark-without-end", b"continuum-bundle 1".to_vec()),
        ("mark-newer", b"continuum-bundle 2\n".to_vec()),
        (
            "mark-beyond",
            b"continuum-bundle 99999999999999999999\n".to_vec(),
        ),
        ("mark-negative", b"continuum-bundle -1\n".to_vec()),
        (
            "mark-long",
            format!("continuum-bundle {}", "1".repeat(60_000)).into_bytes(),
        ),
        ("mark-of-escapes", b"continuum-bundle \x1b[2J\n".to_vec()),
        ("mark-in-utf16", b"\xff\xfec\0o\0n\0".to_vec()),
        (
            "envelope-other",
            b"continuum-bundle 1\n-----BEGIN PGP MESSAGE-----\n".to_vec(),
        ),
        (
            "envelope-alone",
            format!("continuum-bundle 1\n{age}").into_bytes(),
        ),
        (
            "no-recipients",
            format!("continuum-bundle 1\n{age}--- AAAA\n").into_bytes(),
        ),
        (
            "password-envelope",
            format!("continuum-bundle 1\n{age}-> scrypt AAAA 30\nAAAA\n--- AAAA\n").into_bytes(),
        ),
        ("many-recipients", many.into_bytes()),
        (
            "recipient-long",
            format!(
                "continuum-bundle 1\n{age}-> X25519 {}\n",
                "A".repeat(400_000)
            )
            .into_bytes(),
        ),
    ] {
        let path = office.home().join(format!("{name}.bundle"));
        std::fs::write(&path, bytes).unwrap();
        let output = office.run(&["bundle", "import", path.to_str().unwrap()]);
        let told =
            String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{name}: {told}");
        assert!(told.contains("nothing was changed"), "{name}: {told}");
        let told = told.replace(office.home().to_str().unwrap(), "…");
        verdicts.insert(format!("{name}.bundle"), Verdict::Refused(told));
    }
    holds("bundles", &verdicts);
}
