//! Snapshots for reading, transactions that write all or nothing, and errors.

use std::sync::Barrier;

use diesel::connection::SimpleConnection;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use storage::testing::{Fresh, KINDS};
use storage::{AnyConnection, Backend, Database, StorageError, Transaction};
use vocabulary::Clock;

diesel::table! {
    /// The table of these tests.
    notes (id) {
        /// The note.
        id -> Text,
        /// Unique.
        title -> Text,
        /// Another note.
        answers -> Nullable<Text>,
    }
}

/// Creates `notes`, with its constraints named as in the migrations.
const NOTES: &str = "
    CREATE TABLE notes (
        id TEXT NOT NULL CONSTRAINT notes_id PRIMARY KEY,
        title TEXT NOT NULL,
        answers TEXT REFERENCES notes (id)
    );
    CREATE UNIQUE INDEX notes_title ON notes (title);";

/// A fresh database with the table `notes`.
fn fresh(kind: Backend) -> Fresh {
    let database = storage::testing::fresh(kind);
    database.write(|transaction| Ok::<_, StorageError>(transaction.batch_execute(NOTES)?)).expect("a table");
    database
}

fn for_each_database(test: impl Fn(&Database)) {
    for kind in KINDS {
        test(&fresh(kind));
    }
}

fn add(transaction: &mut Transaction<'_>, title: &str) -> Result<(), StorageError> {
    insert(transaction, &uuid::Uuid::now_v7().to_string(), title)
}

fn insert(transaction: &mut Transaction<'_>, id: &str, title: &str) -> Result<(), StorageError> {
    diesel::insert_into(notes::table)
        .values((notes::id.eq(id), notes::title.eq(title)))
        .execute(transaction.connection())?;
    Ok(())
}

fn titles(database: &Database) -> Vec<String> {
    database
        .read(|connection| {
            let titles = notes::table.order(notes::title).select(notes::title).load(connection);
            titles.map_err(StorageError::from)
        })
        .expect("titles")
}

#[test]
fn a_failed_transaction_changes_nothing() {
    for_each_database(|database| {
        let outcome = database.write(|transaction| {
            add(transaction, "one")?;
            Err::<(), _>(StorageError::conflict("candidate 1"))
        });
        assert_eq!(outcome, Err(StorageError::conflict("candidate 1")));
        assert_eq!(titles(database), Vec::<String>::new());
        database.write(|transaction| add(transaction, "two")).expect("the next transaction commits");
        assert_eq!(titles(database), ["two"]);
    });
}

#[test]
fn a_panic_in_a_transaction_changes_nothing_and_releases_the_write_lock() {
    for_each_database(|database| {
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            database.write::<(), StorageError>(|transaction| {
                add(transaction, "one")?;
                panic!("on purpose");
            })
        }));
        assert!(outcome.is_err());
        database.write(|transaction| add(transaction, "two")).expect("the next transaction commits");
        assert_eq!(titles(database), ["two"]);
    });
}

#[test]
fn a_failed_savepoint_leaves_the_rest_of_the_transaction() {
    for_each_database(|database| {
        database
            .write(|transaction| {
                add(transaction, "one")?;
                let part = transaction.savepoint(|transaction| {
                    add(transaction, "two")?;
                    add(transaction, "one")
                });
                assert!(part.is_err_and(|error| error.is_unique_violation_of("notes_title")));
                add(transaction, "three")
            })
            .expect("the transaction commits");
        assert_eq!(titles(database), ["one", "three"]);
    });
}

#[test]
fn a_reader_sees_one_snapshot_and_can_not_write() {
    for_each_database(|database| {
        let count = |connection: &mut AnyConnection| notes::table.count().get_result::<i64>(connection);
        database
            .read(|connection| {
                assert_eq!(count(connection)?, 0);
                database.write(|transaction| add(transaction, "meanwhile"))?;
                assert_eq!(count(connection)?, 0, "later commits aren't visible");
                Ok::<_, StorageError>(())
            })
            .expect("a reader");
        assert_eq!(titles(database), ["meanwhile"]);
        let refused: Result<usize, StorageError> = database.read(|connection| {
            let values = (notes::id.eq("x"), notes::title.eq("x"));
            Ok(diesel::insert_into(notes::table).values(values).execute(connection)?)
        });
        assert!(matches!(refused, Err(StorageError::ReadOnly { .. })), "{refused:?}");
        database.write(|transaction| add(transaction, "after")).expect("a reader's connection accepts writes again");
    });
}

#[test]
fn a_unique_violation_names_the_same_constraint_on_both_databases() {
    for_each_database(|database| {
        database.write(|transaction| add(transaction, "one")).expect("the first");
        let second = database.write(|transaction| add(transaction, "one")).expect_err("the second");
        assert_eq!(second, StorageError::Unique { constraint: "notes_title".into() });
        let twice = |transaction: &mut Transaction<'_>| {
            insert(transaction, "a", "two")?;
            insert(transaction, "a", "three")
        };
        let key = database.write(twice).expect_err("the same key");
        assert_eq!(key, StorageError::Unique { constraint: "notes_id".into() });
    });
}

#[test]
fn a_reference_to_a_missing_row_is_refused() {
    for_each_database(|database| {
        let refused: Result<usize, StorageError> = database.write(|transaction| {
            let values = (notes::id.eq("a"), notes::title.eq("one"), notes::answers.eq("missing"));
            Ok(diesel::insert_into(notes::table).values(values).execute(transaction.connection())?)
        });
        assert!(matches!(refused, Err(StorageError::Constraint { .. })), "{refused:?}");
    });
}

#[test]
fn concurrent_writers_all_commit() {
    for_each_database(|database| {
        let start = Barrier::new(12);
        std::thread::scope(|scope| {
            for number in 0..12 {
                let (start, database) = (&start, database.clone());
                scope.spawn(move || {
                    start.wait();
                    for round in 0..5 {
                        let code = format!("{number}-{round}");
                        database.write(|transaction| add(transaction, &code)).expect("the write lock");
                    }
                });
            }
        });
        assert_eq!(titles(database).len(), 60);
    });
}

#[test]
fn committed_rows_are_there_when_the_database_is_opened_again() {
    for kind in KINDS {
        let first = fresh(kind);
        first.write(|transaction| add(transaction, "kept")).expect("written");
        let again = Database::open(first.url(), 1, Clock::system()).expect("opened again");
        assert_eq!(titles(&again), ["kept"]);
    }
}

#[test]
fn a_file_that_another_program_is_writing_gives_a_busy_error() {
    let database = fresh(Backend::Sqlite);
    let other = Database::open(database.url(), 1, Clock::system()).expect("as another program would");
    let both: Result<_, StorageError> = other.write(|_| Ok(database.write(|transaction| add(transaction, "late"))));
    assert_eq!(both, Ok(Err(StorageError::Busy)));
}

/// Simulates a full disk: limits the size of the file, for one connection, and writes until that is reached.
fn fill_disk(transaction: &mut Transaction<'_>) -> Result<(), StorageError> {
    transaction.batch_execute("PRAGMA max_page_count = 1")?;
    for number in 0..10_000 {
        add(transaction, &format!("{number} {}", "x".repeat(500)))?;
    }
    Ok(())
}

#[test]
fn a_full_disk_gives_an_error_and_changes_nothing() {
    let database = fresh(Backend::Sqlite);
    assert_eq!(database.write(fill_disk), Err(StorageError::DiskFull));
    assert_eq!(titles(&database), Vec::<String>::new());
    database.write(|transaction| add(transaction, "later")).expect("there is room again");
}

#[test]
fn a_full_disk_in_a_savepoint_rolls_back_the_whole_transaction() {
    let database = fresh(Backend::Sqlite);
    for continuation in [
        |transaction: &mut Transaction<'_>| transaction.savepoint(|transaction| add(transaction, "after")),
        |transaction: &mut Transaction<'_>| add(transaction, "after"),
        |_: &mut Transaction<'_>| Ok(()),
    ] {
        let outcome = database.write(|transaction| {
            add(transaction, "before")?;
            let part = transaction.savepoint(|transaction| transaction.savepoint(fill_disk));
            assert_eq!(part, Err(StorageError::DiskFull));
            continuation(transaction)
        });
        assert!(outcome.is_err(), "SQLite has rolled back the changes before the savepoint");
        assert_eq!(titles(&database), Vec::<String>::new());
    }
    database.write(|transaction| add(transaction, "later")).expect("there is room again");
}

#[test]
fn a_broken_connection_to_a_server_gives_an_error_and_is_replaced() {
    let database = fresh(Backend::Postgres);
    let broken = database.write(|transaction| {
        add(transaction, "lost")?;
        Ok(transaction.batch_execute("SELECT pg_terminate_backend(pg_backend_pid())")?)
    });
    assert!(matches!(broken, Err(StorageError::Unreachable { .. })), "{broken:?}");
    database.write(|transaction| add(transaction, "kept")).expect("a new connection");
    assert_eq!(titles(&database), ["kept"]);
}

#[test]
fn an_unusable_address_gives_an_error_of_one_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let error = |url: &str| Database::open(url, 1, Clock::system()).expect_err("nowhere").to_string();
    let missing = folder.path().join("missing/p.sqlite");
    assert!(error(&missing.display().to_string()).contains("missing; create it first"));
    assert!(error(&folder.path().display().to_string()).contains("it is a folder"));
    let text = folder.path().join("letter.txt");
    std::fs::write(&text, "Dear database, this is no database at all, however long it becomes.").expect("a file");
    assert!(
        error(&text.display().to_string()).contains("no SQLite database"),
        "{}",
        error(&text.display().to_string())
    );
    let closed = error("postgres://anna:s3cret@127.0.0.1:1/passerelle");
    assert!(closed.contains("check that the server runs") && !closed.contains("s3cret"), "{closed}");
    assert!(!closed.contains('\n'), "{closed}");
    assert!(error("mysql://host/name").contains("is no database address"));
}

#[test]
fn a_check_tells_whether_the_database_works() {
    let limit = std::time::Duration::from_secs(20);
    for kind in KINDS {
        let empty = storage::testing::empty(kind);
        assert!(matches!(empty.check(limit), Err(StorageError::NotMigrated { .. })), "{kind:?}");
        let database = fresh(kind);
        assert_eq!(database.check(limit), Ok(()), "{kind:?}");
        // Another program writes: into SQLite nobody else can meanwhile.
        let other = Database::open(database.url(), 1, Clock::system()).expect("it opens again");
        let during = other.write(|transaction| {
            add(transaction, "other")?;
            Ok::<_, StorageError>(database.check(if kind == Backend::Sqlite { limit / 400 } else { limit }))
        });
        let expected = match kind {
            Backend::Sqlite => Err(StorageError::Busy),
            Backend::Postgres => Ok(()),
        };
        assert_eq!((during, database.check(limit)), (Ok(expected), Ok(())), "{kind:?}");
    }
}
