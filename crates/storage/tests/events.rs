//! What happened, in one order without gaps.

use std::sync::Barrier;

use serde_json::json;
use storage::events::{self, NewEvent};
use storage::testing::for_each_database;
use storage::{Database, StorageError};
use uuid::Uuid;

fn happened(kind: &str) -> NewEvent<'_> {
    NewEvent { kind, subject_kind: "candidate", subject: Uuid::now_v7(), data: json!({ "version": 1 }) }
}

fn positions(database: &Database) -> Vec<i64> {
    let all = database.read(|connection| events::after(connection, 0, 10_000)).expect("events");
    all.iter().map(|event| event.position).collect()
}

#[test]
fn events_come_back_as_they_were_appended() {
    for_each_database(|database| {
        let given = [happened("candidate.created"), happened("candidate.changed")];
        let first = database.write(|transaction| events::append(transaction, &given)).expect("appended");
        assert_eq!(first, 1);
        let read = database.read(|connection| events::after(connection, 0, 10)).expect("events");
        assert_eq!(read.len(), 2);
        for (event, given) in read.iter().zip(&given) {
            assert_eq!((event.kind.as_str(), event.subject, &event.data), (given.kind, given.subject, &given.data));
        }
        let rest = database.read(|connection| events::after(connection, 1, 10)).expect("events");
        assert_eq!(rest, read[1..]);
        assert_eq!(database.read(events::last_position), Ok(2));
    });
}

#[test]
fn what_is_rolled_back_leaves_no_gap() {
    for_each_database(|database| {
        let given_up = database.write(|transaction| {
            events::append(transaction, &[happened("candidate.created")])?;
            Err::<(), _>(StorageError::Busy)
        });
        assert!(given_up.is_err());
        database
            .write(|transaction| events::append(transaction, &[happened("candidate.created")]))
            .expect("appended");
        assert_eq!(positions(database), [1]);
    });
}

#[test]
fn writers_at_once_leave_no_gap_and_no_reader_passes_one() {
    for_each_database(|database| {
        let start = Barrier::new(5);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    start.wait();
                    for _ in 0..20 {
                        let some = [happened("candidate.created"), happened("candidate.changed")];
                        database.write(|transaction| events::append(transaction, &some)).expect("appended");
                    }
                });
            }
            scope.spawn(|| {
                start.wait();
                let mut seen = 0;
                while seen < 160 {
                    for event in database.read(|connection| events::after(connection, seen, 7)).expect("events") {
                        assert_eq!(
                            event.position,
                            seen + 1,
                            "a reader that goes on from its position misses nothing"
                        );
                        seen = event.position;
                    }
                }
            });
        });
        assert_eq!(positions(database), (1..=160).collect::<Vec<_>>());
    });
}

#[test]
fn more_events_than_a_statement_takes_keep_their_order() {
    for_each_database(|database| {
        let many: Vec<NewEvent<'_>> = (0..2_500).map(|_| happened("candidate.created")).collect();
        database.write(|transaction| events::append(transaction, &many)).expect("appended");
        let read = database.read(|connection| events::after(connection, 0, 10_000)).expect("events");
        assert!(read.iter().map(|event| event.subject).eq(many.iter().map(|event| event.subject)));
    });
}

#[test]
fn an_event_is_kept_as_it_was_recorded() {
    use diesel::{ExpressionMethods, RunQueryDsl};
    use storage::schema::events as table;
    for_each_database(|database| {
        database
            .write(|transaction| events::append(transaction, &[happened("candidate.created")]))
            .expect("appended");
        let edited = database.write(|transaction| {
            diesel::update(table::table).set(table::kind.eq("other")).execute(transaction.connection())?;
            Ok::<_, StorageError>(())
        });
        assert!(edited.is_err_and(|error| error.to_string().contains("kept as they were recorded")));
    });
}
