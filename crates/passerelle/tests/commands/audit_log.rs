//! `passerelle audit verify`: edited, removed and moved entries of the audit log are detected.

use diesel::connection::SimpleConnection;
use storage::{Database, StorageError};
use vocabulary::Clock;

use crate::generator::{Style, generate_candidates};
use crate::test_folder::TestFolder;

/// Creates an installation whose audit log has some entries.
fn with_entries() -> TestFolder {
    let folder = TestFolder::new();
    for seed in 0..3 {
        folder.write("candidates.csv", generate_candidates(41 + seed, 4).csv(Style::PLAIN));
        folder.run_ok(&["import", "candidates", "candidates.csv", "--update"]);
    }
    folder.run_ok(&["export", "candidates", "--with-personal-data"]);
    folder
}

/// Changes the database without the program.
fn tamper(folder: &TestFolder, statement: &str) {
    let url = format!("sqlite:{}", folder.path("data/passerelle.db").display());
    let database = Database::open(&url, 1, Clock::system()).expect("the database opens");
    let guard_off = "DROP TRIGGER audit_entries_are_kept_on_update; DROP TRIGGER audit_entries_are_kept_on_delete;";
    let statement = format!("{guard_off} {statement}");
    let done = database.write(|transaction| transaction.batch_execute(&statement).map_err(StorageError::from));
    done.expect("changed");
}

#[test]
fn an_unchanged_audit_log_verifies() {
    let run = with_entries().run(&["audit", "verify"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.starts_with("the audit log is intact: "), "{}", run.stdout);
}

#[test]
fn tampering_is_reported_with_its_position() {
    for (what, statement, line) in [
        ("edited", "UPDATE audit_entries SET actor = 'somebody' WHERE position = 2", 2),
        ("removed", "DELETE FROM audit_entries WHERE position = 3", 3),
        (
            "swapped",
            "UPDATE audit_entries SET position = -1 WHERE position = 2;
             UPDATE audit_entries SET position = 2 WHERE position = 3;
             UPDATE audit_entries SET position = 3 WHERE position = -1",
            2,
        ),
        ("cut off", "DELETE FROM audit_entries WHERE position > 1", 2),
    ] {
        let folder = with_entries();
        tamper(&folder, statement);
        let run = folder.run(&["audit", "verify"]);
        assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{what}");
        assert!(run.stderr.contains(&format!("broken at entry {line}")), "{what}: {}", run.stderr);
    }
}

#[test]
fn the_database_rejects_changes_of_entries() {
    let folder = with_entries();
    let url = format!("sqlite:{}", folder.path("data/passerelle.db").display());
    let database = Database::open(&url, 1, Clock::system()).expect("the database opens");
    for statement in ["UPDATE audit_entries SET actor = 'x'", "DELETE FROM audit_entries", "DELETE FROM events"] {
        let done = database.write(|transaction| transaction.batch_execute(statement).map_err(StorageError::from));
        assert!(done.is_err(), "{statement}");
    }
    assert_eq!(folder.run(&["audit", "verify"]).code, 0);
}
