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
    let guard_off = "DROP TRIGGER IF EXISTS audit_entries_are_kept_on_update;
         DROP TRIGGER IF EXISTS audit_entries_are_kept_on_delete; DROP TRIGGER IF EXISTS events_are_kept_on_update;";
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
        ("edited", "UPDATE audit_entries SET actor = 'somebody' WHERE position = 2", "entry 2: it was edited"),
        ("removed", "DELETE FROM audit_entries WHERE position = 3", "entry 3: the entry is missing"),
        ("an event", "UPDATE events SET kind = 'x' WHERE position = 1", "event 1, to which it commits, was edited"),
        (
            "swapped",
            "UPDATE audit_entries SET position = -1 WHERE position = 2;
             UPDATE audit_entries SET position = 2 WHERE position = 3;
             UPDATE audit_entries SET position = 3 WHERE position = -1",
            "entry 2: it was edited",
        ),
        ("cut off", "DELETE FROM audit_entries WHERE position > 1", "the log was cut off"),
    ] {
        let folder = with_entries();
        tamper(&folder, statement);
        let run = folder.run(&["audit", "verify"]);
        assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{what}");
        assert!(run.stderr.contains("is broken") && run.stderr.contains(line), "{what}: {}", run.stderr);
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

#[test]
fn a_log_is_compared_with_checkpoints_that_were_kept_elsewhere() {
    let folder = with_entries();
    let alone = folder.run_ok(&["audit", "verify"]);
    assert!(alone.contains("kept elsewhere"), "it says what it doesn't prove: {alone}");
    let key = folder.run_ok(&["audit", "key", "create"]);
    assert_eq!(folder.run_ok(&["audit", "key", "show"]), key);
    folder.write("pinned.key", key);
    let note = folder.run_ok(&["audit", "checkpoint", "--out", "kept.checkpoint"]);
    assert!(note.starts_with("passerelle/") && note.contains("\n— passerelle/"), "{note}");
    let verify = ["audit", "verify", "--checkpoint", "kept.checkpoint", "--key", "pinned.key"];
    let compared = folder.run_ok(&verify);
    assert!(compared.contains("it has the root of the checkpoint;"), "{compared}");

    // Somebody edits an entry, and computes everything that the database has about it anew: here, by cutting the log.
    tamper(
        &folder,
        "DELETE FROM audit_entries WHERE position > 1; UPDATE log_sequence SET last_audit_entry = 1, last_event = 0,
         covered_event = 0, audit_peaks = '', last_audit_hash = (SELECT hash FROM audit_entries WHERE position = 1)",
    );
    let run = folder.run(&verify);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("and the log has 1"), "{}", run.stderr);
    let json = folder.run(&[
        "audit",
        "verify",
        "--checkpoint",
        "kept.checkpoint",
        "--key",
        "pinned.key",
        "--format",
        "json",
    ]);
    let report: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!((json.code, &report["is_intact"]), (1, &serde_json::json!(false)));

    // Another key isn't the pinned one, and a checkpoint without a pinned key says nothing.
    folder.write("other.key", "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n");
    let run = folder.run(&["audit", "verify", "--checkpoint", "kept.checkpoint", "--key", "other.key"]);
    assert!(run.code == 1 && run.stderr.contains("no signature of a pinned key"), "{}", run.stderr);
    assert_eq!(folder.run(&["audit", "verify", "--checkpoint", "kept.checkpoint"]).code, 2);
    folder.write("empty.key", "\n");
    let run = folder.run(&["audit", "verify", "--checkpoint", "kept.checkpoint", "--key", "empty.key"]);
    assert!(run.code == 1 && run.stderr.contains("empty.key: there are no keys in this file"), "{}", run.stderr);
}

#[test]
fn after_an_older_backup_was_put_back_the_operator_begins_anew() {
    let folder = with_entries();
    let files = ["passerelle.db", "passerelle.db-wal"];
    let database = |name: &str| folder.path(&format!("data/{name}"));
    let kept: Vec<_> = files.iter().map(|name| std::fs::read(database(name)).ok()).collect();
    folder.run_ok(&["export", "candidates"]);
    folder.run_ok(&["audit", "checkpoint"]);
    for (name, content) in files.iter().zip(kept) {
        match content {
            Some(content) => std::fs::write(database(name), content).expect("put back"),
            None => drop(std::fs::remove_file(database(name))),
        }
    }
    drop(std::fs::remove_file(database("passerelle.db-shm")));
    let refused = folder.run(&["audit", "checkpoint"]);
    assert!(refused.code == 1 && refused.stderr.contains("audit checkpoint --restart"), "{}", refused.stderr);
    let restarted = folder.run(&["audit", "checkpoint", "--restart"]);
    assert_eq!(restarted.code, 0, "{}", restarted.stderr);
    assert!(restarted.stderr.contains("tell those who keep copies"), "{}", restarted.stderr);
    let noted = folder.run_ok(&["audit", "list", "--action", "restart-checkpoints"]);
    assert!(noted.contains("last_checkpoint"), "{noted}");
    folder.run_ok(&["audit", "checkpoint"]);
    assert!(folder.run_ok(&["audit", "verify"]).contains("is intact"));
}

#[test]
fn a_new_database_beside_what_belongs_to_another_one_is_told_loudly() {
    let folder = with_entries();
    folder.run_ok(&["audit", "checkpoint"]);
    for name in ["passerelle.db", "passerelle.db-wal", "passerelle.db-shm"] {
        drop(std::fs::remove_file(folder.path(&format!("data/{name}"))));
    }
    let run = folder.run(&["import", "candidates", "candidates.csv"]);
    for part in ["WARNING", "a new and empty one is made", "audit-key", "checkpoints"] {
        assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
    }
}

#[test]
fn entries_are_listed_by_what_they_are_about_and_that_is_noted() {
    let folder = with_entries();
    let listed = folder.run_ok(&["audit", "list", "--action", "export-candidates", "--format", "json"]);
    let entries: Vec<serde_json::Value> =
        listed.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert!(!entries.is_empty() && entries.iter().all(|entry| entry["action"] == "export-candidates"), "{listed}");
    assert_eq!(folder.run_ok(&["audit", "list", "--role", "recruiter"]).trim(), "");
    assert_eq!(folder.run_ok(&["audit", "list", "--until", "2020-01-01"]).trim(), "");
    let reads = folder.run_ok(&["audit", "list", "--action", "read-whole-audit-log"]);
    assert_eq!(reads.lines().count(), 3, "{reads}");
}

#[test]
fn erased_details_are_named_with_who_erased_them() {
    let folder = with_entries();
    folder.run_ok(&["audit", "erase", "2"]);
    let verified = folder.run_ok(&["audit", "verify"]);
    assert!(
        verified.contains("entry 2: its details were erased at") && verified.contains("by operator"),
        "{verified}"
    );
    assert_eq!(folder.run(&["audit", "erase", "2"]).code, 1, "they are erased");
}
