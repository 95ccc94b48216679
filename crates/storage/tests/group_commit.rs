//! One writer for many.

use serde_json::json;
use storage::audit::{self, NewAuditEntry, Verified};
use storage::group_commit::GroupCommit;
use storage::testing::for_each_database;
use storage::{Database, StorageError, Transaction};

fn note(transaction: &mut Transaction<'_>, action: &str) -> Result<(), StorageError> {
    let line = NewAuditEntry {
        actor: "an-invented-actor",
        role: "recruiter",
        organisation: None,
        action,
        subject_kind: "vacancy",
        subject: None,
        details: json!({}),
    };
    audit::append(transaction, &[line])
}

/// Refused by the database itself, which on a server spoils everything that isn't behind a savepoint.
fn second_head(transaction: &mut Transaction<'_>) -> Result<(), StorageError> {
    use diesel::{ExpressionMethods, RunQueryDsl};
    use storage::schema::log_sequence;
    let zero = 0_i64;
    let values = (
        log_sequence::name.eq("log"),
        log_sequence::last_event.eq(zero),
        log_sequence::last_audit_entry.eq(zero),
        log_sequence::last_audit_hash.eq(""),
    );
    diesel::insert_into(log_sequence::table).values(values).execute(transaction.connection())?;
    Ok(())
}

fn acts(database: &Database) -> Vec<String> {
    let lines = database.read(|connection| audit::read(connection, 0, 10_000)).expect("lines");
    lines.into_iter().map(|line| line.action).collect()
}

#[test]
fn work_is_durable_when_its_answer_comes() {
    for_each_database(|database| {
        let writer = GroupCommit::start(database.clone()).expect("a writer");
        assert_eq!(writer.submit(|transaction| note(transaction, "rank")).wait(), Ok(()));
        assert_eq!(acts(database), ["rank"]);
    });
}

#[test]
fn work_that_fails_or_panics_leaves_nothing_and_takes_nobody_along() {
    for_each_database(|database| {
        let writer = GroupCommit::start(database.clone()).expect("a writer");
        let answers = [
            writer.submit(|transaction| note(transaction, "first")),
            writer.submit(|transaction| {
                note(transaction, "fails")?;
                Err(StorageError::conflict("record 1"))
            }),
            writer.submit(|transaction| {
                note(transaction, "panics")?;
                panic!("on purpose")
            }),
            writer.submit(|transaction| {
                note(transaction, "twice")?;
                second_head(transaction)
            }),
            writer.submit(|transaction| note(transaction, "last")),
        ]
        .map(storage::group_commit::Committed::wait);
        assert_eq!(answers[0], Ok(()));
        assert_eq!(answers[1], Err(StorageError::conflict("record 1")));
        assert_eq!(answers[2], Err(StorageError::Interrupted));
        assert!(
            answers[3].as_ref().is_err_and(|error| error.is_unique_violation_of("log_sequence_name")),
            "{:?}",
            answers[3]
        );
        assert_eq!(answers[4], Ok(()));
        assert_eq!(acts(database), ["first", "last"]);
        assert_eq!(database.read(audit::verify), Ok(Verified { entries: 2 }));
    });
}

#[test]
fn what_waits_when_the_writer_is_dropped_is_still_written() {
    for_each_database(|database| {
        let writer = GroupCommit::start(database.clone()).expect("a writer");
        let answers: Vec<_> = (0..1_500).map(|_| writer.submit(|transaction| note(transaction, "rank"))).collect();
        drop(writer);
        assert_eq!(acts(database).len(), 1_500);
        for answer in answers {
            assert_eq!(answer.wait(), Ok(()));
        }
    });
}

#[test]
fn many_threads_share_one_writer_and_the_trail_stays_whole() {
    for_each_database(|database| {
        let writer = GroupCommit::start(database.clone()).expect("a writer");
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..25 {
                        assert_eq!(writer.submit(|transaction| note(transaction, "rank")).wait(), Ok(()));
                    }
                });
            }
        });
        assert_eq!(database.read(audit::verify), Ok(Verified { entries: 200 }));
    });
}

#[test]
fn an_answer_can_be_awaited() {
    for_each_database(|database| {
        let writer = GroupCommit::start(database.clone()).expect("a writer");
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let answer = runtime.block_on(async { writer.submit(|transaction| note(transaction, "rank")).await });
        assert_eq!(answer, Ok(()));
    });
}

#[test]
fn work_is_done_even_if_nobody_waits_for_the_answer() {
    for_each_database(|database| {
        let writer = GroupCommit::start(database.clone()).expect("a writer");
        drop(writer.submit(|transaction| note(transaction, "rank")));
        drop(writer);
        assert_eq!(acts(database), ["rank"]);
    });
}
