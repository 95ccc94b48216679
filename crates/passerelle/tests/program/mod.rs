//! Running the program as a user does: files in a folder, a command line, what comes back.

use std::path::Path;
use std::process::Command;

/// What a run of the program gave.
pub(crate) struct Run {
    /// The exit code; -1 when something stopped it.
    pub(crate) code: i32,
    pub(crate) answer: String,
    pub(crate) notices: String,
}

/// Runs `passerelle rank` on two files of a folder, `candidates` and `vacancies` being their names.
pub(crate) fn rank(folder: &Path, candidates: &str, vacancies: &str, more: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_passerelle"))
        .current_dir(folder)
        .args(["rank", "--candidates", candidates, "--vacancies", vacancies])
        .args(more)
        .output()
        .expect("the program starts");
    Run {
        code: output.status.code().unwrap_or(-1),
        answer: String::from_utf8(output.stdout).expect("answers are UTF-8"),
        notices: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
