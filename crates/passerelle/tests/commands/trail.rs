//! `passerelle audit verify`: whoever edits, removes or moves a line of the trail is found out.

use diesel::connection::SimpleConnection;
use storage::{Database, StorageError};

use crate::generator::{Style, candidates};
use crate::test_folder::TestFolder;

/// An installation whose trail has some lines.
fn used() -> TestFolder {
    let installation = TestFolder::new();
    for seed in 0..3 {
        installation.write("people.csv", candidates(41 + seed, 4).csv(Style::PLAIN));
        installation.done(&["import", "candidates", "people.csv", "--update"]);
    }
    installation.done(&["export", "candidates", "--with-personal_data"]);
    installation
}

/// Does what somebody with the database's own tools could do.
fn meddle(installation: &TestFolder, statement: &str) {
    let url = format!("sqlite:{}", installation.path("data/passerelle.db").display());
    let database = Database::open(&url, 1).expect("the database opens");
    let guard_off = "DROP TRIGGER audit_entries_are_kept_on_update; DROP TRIGGER audit_lines_are_kept_on_delete;";
    let statement = format!("{guard_off} {statement}");
    let done = database.write(|transaction| transaction.batch_execute(&statement).map_err(StorageError::from));
    done.expect("meddled");
}

#[test]
fn a_trail_that_nobody_touched_is_whole() {
    let run = used().run(&["audit", "verify"]);
    assert_eq!(run.code, 0, "{}", run.notices);
    assert!(run.answer.starts_with("the trail is whole: "), "{}", run.answer);
}

#[test]
fn meddling_is_found_with_its_line() {
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
        let installation = used();
        meddle(&installation, statement);
        let run = installation.run(&["audit", "verify"]);
        assert_eq!((run.code, run.answer.as_str()), (1, ""), "{what}");
        assert!(run.notices.contains(&format!("broken at entry {line}")), "{what}: {}", run.notices);
    }
}

#[test]
fn the_database_itself_refuses_to_edit_a_line() {
    let installation = used();
    let url = format!("sqlite:{}", installation.path("data/passerelle.db").display());
    let database = Database::open(&url, 1).expect("the database opens");
    for statement in ["UPDATE audit_entries SET actor = 'x'", "DELETE FROM audit_entries", "DELETE FROM events"] {
        let done = database.write(|transaction| transaction.batch_execute(statement).map_err(StorageError::from));
        assert!(done.is_err(), "{statement}");
    }
    assert_eq!(installation.run(&["audit", "verify"]).code, 0);
}
