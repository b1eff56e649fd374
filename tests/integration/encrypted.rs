//! Encrypted workspaces through the program itself: what the build that encrypts makes of them, and that the other one leaves
//! them alone.

#[cfg(feature = "encrypted")]
mod asked;
#[cfg(feature = "encrypted")]
mod copies;
#[cfg(feature = "encrypted")]
mod kills;
#[cfg(feature = "encrypted")]
mod opened;

use super::program::Office;

/// The first pages of an encrypted workspace's file.
const HEAD: &[u8] = include_bytes!("../../fixtures/store/encrypted.head");

/// An office in whose workspace such a file lies.
fn closed() -> Office {
    let office = Office::new();
    std::fs::create_dir(office.workspace()).unwrap();
    std::fs::write(office.workspace().join("workspace.sqlite"), HEAD).unwrap();
    office
}

/// What lies in the workspace's folder, and every byte of its file.
fn lying(office: &Office) -> (usize, Vec<u8>) {
    let count = std::fs::read_dir(office.workspace()).unwrap().count();
    let file = std::fs::read(office.workspace().join("workspace.sqlite"));
    (count, file.unwrap())
}

#[test]
fn without_its_passphrase_it_is_refused_by_every_command_and_left_alone() {
    let office = closed();
    let table = office.file("caseload.csv", "ref,setting\nK-1,special\n");
    let backup = office.home().join("kept");
    let before = lying(&office);
    let commands: [&[&str]; 7] = [
        &["verify"],
        &["worklist"],
        &["import", &table],
        &["backup"],
        &["repair", "--to", backup.to_str().unwrap()],
        &["rekey"],
        &["decrypt", "--yes"],
    ];
    for command in commands {
        let told = office.refused(command, 1);
        let why = if cfg!(feature = "encrypted") {
            "passphrase is needed"
        } else {
            "built without encryption"
        };
        assert!(told.contains(why), "{command:?}: {told}");
        assert_eq!(lying(&office), before, "{command:?}");
    }
    assert!(!backup.exists());
}

#[cfg(not(feature = "encrypted"))]
#[test]
fn a_program_that_cannot_encrypt_says_how_to_get_one_that_can() {
    let office = Office::new();
    let key = office.file("key", "correct horse battery staple\n");
    #[cfg(unix)]
    std::fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let told = office.refused(&["encrypt", "--key-file", &key], 1);
    assert!(told.contains("--features encrypted"), "{told}");
    assert!(!office.workspace().exists());
    let told = office.refused(&["set", "key-file", &key], 1);
    assert!(told.contains("--features encrypted"), "{told}");
}
