//! Whether a folder lies on a share: a disk of another machine, where two writers cannot be kept apart.
//!
//! The log beside the workspace's file is shared through memory by all who have it open, which works on one machine
//! alone (SQLite: "WAL does not work over a network filesystem"); many shares only pretend to lock.

use std::path::{Path, PathBuf};

use super::files;
use super::problem::{Problem, Result};

/// Where Linux lists what is mounted.
const MOUNTS: &str = "/proc/self/mountinfo";

/// The names of file systems whose disk is another machine's.
const SHARES: [&str; 21] = [
    "9p",
    "afs",
    "beegfs",
    "ceph",
    "cifs",
    "coda",
    "davfs",
    "fuse.davfs",
    "fuse.glusterfs",
    "fuse.gvfsd-fuse",
    "fuse.rclone",
    "fuse.sshfs",
    "fuse.vmhgfs-fuse",
    "gfs2",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
    "smb3",
    "smbfs",
    "vboxsf",
];

/// Refuses a workspace on a share.
pub(super) fn refuse(folder: &Path) -> Result<()> {
    let there = folder.ancestors().find_map(|one| one.canonicalize().ok());
    let real = there.unwrap_or_else(|| folder.to_owned());
    // Where there is no such list, only the folder's own name tells.
    let mounts = files::read(Path::new(MOUNTS)).unwrap_or_default();
    match share(&real, &String::from_utf8_lossy(&mounts)) {
        Some(kind) => Err(Problem::OnShare {
            folder: folder.to_owned(),
            kind,
        }),
        None => Ok(()),
    }
}

/// The kind of share that a folder lies on, by its own name and by the list of what is mounted.
fn share(folder: &Path, mounts: &str) -> Option<String> {
    if is_of_another_machine(&folder.to_string_lossy()) {
        return Some("a network path".to_owned());
    }
    let over = mounts.lines().filter_map(mounted);
    let over = over.filter(|(at, _)| folder.starts_with(at));
    // Of two on one folder the later one is seen.
    let (at, kind) = over.max_by_key(|(at, _)| at.components().count())?;
    // A machine that has its own root from elsewhere has it for itself.
    let is_share = SHARES.contains(&kind) && at != Path::new("/");
    is_share.then(|| kind.to_owned())
}

/// Whether a path is Windows' way of naming another machine's folder; a letter that stands for one is resolved to that.
fn is_of_another_machine(path: &str) -> bool {
    let rest = path.strip_prefix(r"\\");
    rest.is_some_and(|rest| rest.starts_with(r"?\UNC\") || !rest.starts_with(['?', '.']))
}

/// Where a line's file system is mounted, and its kind: `36 35 98:0 / /mnt rw shared:1 - ext4 /dev/sda rw`.
fn mounted(line: &str) -> Option<(PathBuf, &str)> {
    let (before, after) = line.split_once(" - ")?;
    let at = before.split(' ').nth(4)?;
    let kind = after.split(' ').next()?;
    Some((PathBuf::from(unescaped(at)), kind))
}

/// A blank stands as `\040` in the list, and so on.
fn unescaped(text: &str) -> String {
    [
        ("\\040", " "),
        ("\\011", "\t"),
        ("\\012", "\n"),
        ("\\134", "\\"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 22 0:26 / /home rw shared:2 - nfs4 server:/home rw
31 30 8:1 / /home/sam/disk rw - ext4 /dev/sda1 rw
32 22 0:30 / /mnt/our\\040share rw master:1 - cifs //server/sen rw
33 22 0:31 / /mnt/ssh rw - fuse.sshfs sam@server: rw
34 22 0:32 / /mnt/stick rw - fuseblk /dev/sdb1 rw
35 22 0:33 / /mnt/twice rw - ext4 /dev/sdc rw
36 35 0:34 / /mnt/twice rw - 9p host rw
short line";

    #[track_caller]
    fn case(folder: &str, kind: Option<&str>) {
        assert_eq!(share(Path::new(folder), LIST).as_deref(), kind, "{folder}");
    }

    #[test]
    fn a_share_is_told_by_what_is_mounted_nearest() {
        case("/var/work", None);
        case("/home/sam/work", Some("nfs4"));
        case("/home/sam/disk/work", None);
        case("/homely/work", None);
        case("/mnt/our share/work", Some("cifs"));
        case("/mnt/ssh", Some("fuse.sshfs"));
        case("/mnt/stick/work", None);
        case("/mnt/twice/work", Some("9p"));
        case(r"\\server\sen\work", Some("a network path"));
        case(r"\\?\UNC\server\sen", Some("a network path"));
        case(r"\\?\C:\work", None);
    }

    #[test]
    fn a_root_from_elsewhere_is_the_machines_own() {
        let list = "22 1 0:20 / / rw - 9p host rw";
        assert_eq!(share(Path::new("/work"), list), None);
        assert_eq!(share(Path::new("/work"), ""), None);
    }

    #[test]
    fn the_refusal_says_what_to_do() {
        let told = Problem::OnShare {
            folder: PathBuf::from("/mnt/sen"),
            kind: "cifs".to_owned(),
        };
        let told = told.to_string();
        assert!(
            told.contains("/mnt/sen") && told.contains("(cifs)"),
            "{told}"
        );
        assert!(told.contains("continuum backup --to"), "{told}");
        let folder = tempfile::tempdir().unwrap();
        refuse(&folder.path().join("not/there/yet")).unwrap();
    }
}
