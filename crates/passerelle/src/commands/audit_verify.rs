//! `passerelle audit verify`: verifies the audit log and what it commits to, alone or against checkpoints that were kept
//! elsewhere. Only reads, also from a copy that can't be written.

use std::fs;
use std::path::PathBuf;

use access::{Actor, Permission, Subject};
use ranking::covered_rows;
use serde_json::json;
use storage::Database;
use storage::audit_verification::{self, ExpectedRoot, Verification};
use storage::checkpoint::Checkpoint;
use storage::checkpoint_folder::read_checkpoints;
use storage::signed_note::VerifierKey;
use vocabulary::Clock;

use crate::answer;
use crate::command_line::{ReportFormat, VerifyArguments};
use crate::failure::{CommandResult, Failure};
use crate::installation::check_exists;
use crate::settings::Settings;

/// What is said where nothing outside the database was compared.
const NOT_COMPARED: &str = "This shows that what is stored fits together. Who can write to the database can make it fit again \
     after a change: only checkpoints that were kept elsewhere, and a pinned key, show that \
     (--checkpoint FILE --key FILE).";

/// Verifies the log and prints what was found.
pub fn run(arguments: &VerifyArguments, settings: &Settings, clock: Clock) -> CommandResult {
    Actor::operator()
        .may(Permission::VerifyAuditLog, &Subject::INSTALLATION)
        .map_err(|error| Failure::message(error.to_string()))?;
    let checkpoints = trusted_checkpoints(arguments)?;
    check_exists(settings)?;
    let database = Database::open_to_read(&settings.database_url(), clock)?;
    database.check_schema_to_read()?;
    let expected: Vec<ExpectedRoot> = checkpoints.iter().map(Checkpoint::expected_root).collect();
    let verification =
        database.read(|connection| audit_verification::verify(connection, &expected, &mut covered_rows()))?;
    let is_intact = verification.findings.is_empty();
    let sizes: Vec<u64> = checkpoints.iter().map(|checkpoint| checkpoint.size).collect();
    let report = match arguments.format {
        ReportFormat::Json => {
            let report = json!({
                "is_intact": is_intact,
                "is_compared_with_checkpoints": !sizes.is_empty(),
                "checkpoints": sizes,
                "verification": verification,
            });
            serde_json::to_string_pretty(&report).map_err(|error| Failure::message(error.to_string()))?
        }
        ReportFormat::Text => text(&verification, &sizes),
    };
    match (is_intact, arguments.format) {
        (true, _) => answer(&report),
        (false, ReportFormat::Json) => {
            answer(&report)?;
            Err(Failure::message("the audit log is broken".to_owned()))
        }
        (false, ReportFormat::Text) => Err(Failure::message(report)),
    }
}

/// The checkpoints that were named, in the order of their sizes. Each must have a valid signature of a pinned key.
fn trusted_checkpoints(arguments: &VerifyArguments) -> Result<Vec<Checkpoint>, Failure> {
    let failure =
        |path: &PathBuf, error: &dyn std::fmt::Display| Failure::message(format!("{}: {error}", path.display()));
    let mut keys: Vec<VerifierKey> = Vec::new();
    for path in &arguments.key {
        let text = fs::read_to_string(path).map_err(|error| Failure::unreadable(path, &error))?;
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            keys.push(line.parse().map_err(|error| failure(path, &error))?);
        }
    }
    if let (true, Some(path)) = (keys.is_empty(), arguments.key.first()) {
        return Err(failure(path, &"there are no keys in this file; `passerelle audit key show` prints them"));
    }
    let mut trusted: Vec<Checkpoint> = Vec::new();
    for path in &arguments.checkpoint {
        for (path, note) in read_checkpoints(path).map_err(|error| Failure::message(error.to_string()))? {
            note.verify(&keys).map_err(|error| failure(&path, &error))?;
            trusted.push(note.text().parse().map_err(|error| failure(&path, &error))?);
        }
    }
    trusted.sort_by_key(|checkpoint| checkpoint.size);
    trusted.dedup();
    if let Some(other) = trusted.iter().find(|checkpoint| checkpoint.origin != trusted[0].origin) {
        let reason = format!("the checkpoints are of two logs, {} and {}", trusted[0].origin, other.origin);
        return Err(Failure::message(reason));
    }
    if let Some(both) = trusted.windows(2).find(|both| both[0].size == both[1].size) {
        let size = both[0].size;
        let reason = format!(
            "two checkpoints of {size} entries have other roots, and both are signed: who has the key signed two logs"
        );
        return Err(Failure::message(reason));
    }
    Ok(trusted)
}

fn text(verification: &Verification, checkpoints: &[u64]) -> String {
    let Verification { entries, root, events, uncovered_events, erased, findings, further_findings } = verification;
    let mut lines = Vec::new();
    if findings.is_empty() {
        lines.push(format!("the audit log is intact: {entries} entries, {events} events, root {root}"));
    } else {
        lines.push(format!("the audit log is broken ({entries} entries, {events} events):"));
    }
    for finding in findings {
        let at = if finding.first == finding.last {
            format!("entry {}", finding.first)
        } else {
            format!("entries {} to {}", finding.first, finding.last)
        };
        lines.push(format!("  {at}: {}", finding.what));
    }
    if *further_findings > 0 {
        lines.push(format!("  and {further_findings} more"));
    }
    if *uncovered_events > 0 {
        lines.push(format!("the newest {uncovered_events} events are committed to by the next entry"));
    }
    for by in erased {
        lines.push(format!(
            "entry {}: its details were erased at {} by {} (entry {})",
            by.position, by.erased_at, by.actor, by.erased_by_entry
        ));
    }
    match checkpoints {
        [] => lines.push(NOT_COMPARED.to_owned()),
        sizes if findings.is_empty() => {
            let last = sizes.last().copied().unwrap_or_default();
            let compared = match sizes.len() {
                1 => "the root of the checkpoint".to_owned(),
                several => format!("the roots of all {several} checkpoints"),
            };
            lines.push(format!("it has {compared}; after entry {last} nothing outside the database says so"));
        }
        _ => lines.push("compare it with a backup".to_owned()),
    }
    lines.join("\n")
}
