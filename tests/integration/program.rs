//! The program as a script sees it: arguments in, text and exit code out.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// Says of a case that it is left out, past the harness, which keeps what passing tests print to itself.
pub(crate) fn left_out(why: &str) {
    let _ = writeln!(std::io::stderr(), "LEFT OUT: {why}");
}

/// The day the tests take for today.
pub(crate) const TODAY: &str = "2026-01-12";

/// A person's home with one workspace in it.
pub(crate) struct Office {
    folder: tempfile::TempDir,
}

impl Office {
    /// Makes an empty one.
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// Makes one with an invented caseload.
    pub(crate) fn with_demo(pupils: u32, mapped: &str) -> Self {
        let office = Self::new();
        office.ok(&[
            "demo",
            "--no-ui",
            "--pupils",
            &pupils.to_string(),
            "--mapped",
            mapped,
        ]);
        office
    }

    /// The folder that settings and workspace are in.
    pub(crate) fn home(&self) -> &Path {
        self.folder.path()
    }

    /// The workspace's folder.
    pub(crate) fn workspace(&self) -> PathBuf {
        self.folder.path().join("work")
    }

    /// Writes a file beside the workspace.
    pub(crate) fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Runs a command on the workspace.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.run_on(TODAY, arguments)
    }

    fn run_on(&self, day: &str, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_continuum"))
            .args(arguments)
            .args(["--now", day, "--workspace"])
            .arg(self.workspace())
            .env("CONTINUUM_HOME", self.home())
            .output()
            .unwrap()
    }

    /// Runs a command that must succeed; gives what it printed.
    #[track_caller]
    pub(crate) fn ok(&self, arguments: &[&str]) -> String {
        self.ok_on(TODAY, arguments)
    }

    /// Runs a command on a day, which must succeed; gives what it printed.
    #[track_caller]
    pub(crate) fn ok_on(&self, day: &str, arguments: &[&str]) -> String {
        let output = self.run_on(day, arguments);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {error}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a command that must succeed and print JSON.
    #[track_caller]
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.ok(arguments)).unwrap()
    }

    /// Runs a command that must be refused; gives what it said.
    #[track_caller]
    pub(crate) fn refused(&self, arguments: &[&str], code: i32) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    }
}
