//! Work that shares a transaction is isolated, durable and answered.

use serde_json::json;
use storage::audit::{self, NewAuditEntry, Verified};
use storage::group_commit::GroupCommit;
use storage::testing::for_each_database;
use storage::{Database, StorageError, Transaction};

fn append_entry(transaction: &mut Transaction<'_>, action: &str) -> Result<(), StorageError> {
    let entry = NewAuditEntry {
        actor: "an-invented-actor",
        role: "recruiter",
        scope: vocabulary::Scope::Installation,
        organisation: None,
        action,
        subject_kind: "vacancy",
        subject: None,
        candidate: None,
        covers: Vec::new(),
        details: json!({}),
    };
    audit::append(transaction, &[entry])
}

/// Violates a unique constraint. On a server such an error aborts the transaction, except for what a savepoint protects.
fn insert_second_log_sequence(transaction: &mut Transaction<'_>) -> Result<(), StorageError> {
    use diesel::{ExpressionMethods, RunQueryDsl};
    use storage::schema::log_sequence;
    let zero = 0_i64;
    let values = (
        log_sequence::name.eq("log"),
        log_sequence::last_event.eq(zero),
        log_sequence::last_event_hash.eq(""),
        log_sequence::covered_event.eq(zero),
        log_sequence::last_audit_entry.eq(zero),
        log_sequence::last_audit_hash.eq(""),
        log_sequence::audit_peaks.eq(""),
    );
    diesel::insert_into(log_sequence::table).values(values).execute(transaction.connection())?;
    Ok(())
}

fn actions(database: &Database) -> Vec<String> {
    let entries = database.read(|connection| audit::read(connection, 0, 10_000)).expect("entries");
    entries.into_iter().map(|entry| entry.action).collect()
}

#[test]
fn work_is_committed_when_its_outcome_arrives() {
    for_each_database(|database| {
        let writer = GroupCommit::start(database.clone()).expect("a writer");
        assert_eq!(writer.submit(|transaction| append_entry(transaction, "rank")).wait(), Ok(()));
        assert_eq!(actions(database), ["rank"]);
    });
}

#[test]
fn work_that_fails_or_panics_is_rolled_back_without_the_rest() {
    for_each_database(|database| {
        let writer = GroupCommit::start(database.clone()).expect("a writer");
        let outcomes = [
            writer.submit(|transaction| append_entry(transaction, "first")),
            writer.submit(|transaction| {
                append_entry(transaction, "fails")?;
                Err(StorageError::conflict("record 1"))
            }),
            writer.submit(|transaction| {
                append_entry(transaction, "panics")?;
                panic!("on purpose")
            }),
            writer.submit(|transaction| {
                append_entry(transaction, "twice")?;
                insert_second_log_sequence(transaction)
            }),
            writer.submit(|transaction| append_entry(transaction, "last")),
        ]
        .map(storage::group_commit::Committed::wait);
        assert_eq!(outcomes[0], Ok(()));
        assert_eq!(outcomes[1], Err(StorageError::conflict("record 1")));
        assert_eq!(outcomes[2], Err(StorageError::Interrupted));
        assert!(
            outcomes[3].as_ref().is_err_and(|error| error.is_unique_violation_of("log_sequence_name")),
            "{:?}",
            outcomes[3]
        );
        assert_eq!(outcomes[4], Ok(()));
        assert_eq!(actions(database), ["first", "last"]);
        assert_eq!(database.read(audit::verify), Ok(Verified { entries: 2 }));
    });
}

#[test]
fn waiting_work_is_committed_when_the_writer_is_dropped() {
    for_each_database(|database| {
        let writer = GroupCommit::start(database.clone()).expect("a writer");
        let committed: Vec<_> =
            (0..1_500).map(|_| writer.submit(|transaction| append_entry(transaction, "rank"))).collect();
        drop(writer);
        assert_eq!(actions(database).len(), 1_500);
        for outcome in committed {
            assert_eq!(outcome.wait(), Ok(()));
        }
    });
}

#[test]
fn many_threads_share_one_writer_and_the_audit_log_stays_intact() {
    for_each_database(|database| {
        let writer = GroupCommit::start(database.clone()).expect("a writer");
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..25 {
                        assert_eq!(writer.submit(|transaction| append_entry(transaction, "rank")).wait(), Ok(()));
                    }
                });
            }
        });
        assert_eq!(database.read(audit::verify), Ok(Verified { entries: 200 }));
    });
}

#[test]
fn an_outcome_can_be_awaited() {
    for_each_database(|database| {
        let writer = GroupCommit::start(database.clone()).expect("a writer");
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let outcome =
            runtime.block_on(async { writer.submit(|transaction| append_entry(transaction, "rank")).await });
        assert_eq!(outcome, Ok(()));
    });
}

#[test]
fn work_is_committed_when_its_outcome_is_dropped() {
    for_each_database(|database| {
        let writer = GroupCommit::start(database.clone()).expect("a writer");
        drop(writer.submit(|transaction| append_entry(transaction, "rank")));
        drop(writer);
        assert_eq!(actions(database), ["rank"]);
    });
}
