//! Runs `passerelle rank` on files of a folder.

use std::path::Path;
use std::process::Command;

/// The result of a run of the program.
pub(crate) struct Run {
    /// The exit code; -1 when the program was stopped by a signal.
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs `passerelle rank` on two files of a folder, given by their names.
pub(crate) fn rank(folder: &Path, candidates: &str, vacancies: &str, more: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_passerelle"))
        .current_dir(folder)
        .args(["rank", "--candidates", candidates, "--vacancies", vacancies])
        .args(more)
        .output()
        .expect("the program starts");
    Run {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).expect("answers are UTF-8"),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
