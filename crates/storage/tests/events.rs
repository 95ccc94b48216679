//! The event log has one order without gaps.

use std::sync::Barrier;

use serde_json::json;
use storage::events::{self, NewEvent};
use storage::testing::for_each_database;
use storage::{Database, StorageError};
use uuid::Uuid;

fn event(kind: &str) -> NewEvent<'_> {
    NewEvent { kind, subject_kind: "candidate", subject: Uuid::now_v7(), data: json!({ "version": 1 }) }
}

fn positions(database: &Database) -> Vec<i64> {
    let all = database.read(|connection| events::after(connection, 0, 10_000)).expect("events");
    all.iter().map(|event| event.position).collect()
}

#[test]
fn events_come_back_as_they_were_appended() {
    for_each_database(|database| {
        let new = [event("candidate.created"), event("candidate.changed")];
        let first = database.write(|transaction| events::append(transaction, &new)).expect("appended");
        assert_eq!(first, 1);
        let read = database.read(|connection| events::after(connection, 0, 10)).expect("events");
        assert_eq!(read.len(), 2);
        for (event, new) in read.iter().zip(&new) {
            assert_eq!((event.kind.as_str(), event.subject, &event.data), (new.kind, new.subject, &new.data));
        }
        let rest = database.read(|connection| events::after(connection, 1, 10)).expect("events");
        assert_eq!(rest, read[1..]);
        assert_eq!(database.read(events::last_position), Ok(2));
    });
}

#[test]
fn a_rolled_back_append_leaves_no_gap() {
    for_each_database(|database| {
        let rolled_back = database.write(|transaction| {
            events::append(transaction, &[event("candidate.created")])?;
            Err::<(), _>(StorageError::Busy)
        });
        assert!(rolled_back.is_err());
        database.write(|transaction| events::append(transaction, &[event("candidate.created")])).expect("appended");
        assert_eq!(positions(database), [1]);
    });
}

#[test]
fn concurrent_writers_leave_no_gap_and_a_reader_misses_no_event() {
    for_each_database(|database| {
        let start = Barrier::new(5);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    start.wait();
                    for _ in 0..20 {
                        let events = [event("candidate.created"), event("candidate.changed")];
                        database.write(|transaction| events::append(transaction, &events)).expect("appended");
                    }
                });
            }
            scope.spawn(|| {
                start.wait();
                let mut seen = 0;
                while seen < 160 {
                    for event in database.read(|connection| events::after(connection, seen, 7)).expect("events") {
                        assert_eq!(event.position, seen + 1, "positions become visible in their order");
                        seen = event.position;
                    }
                }
            });
        });
        assert_eq!(positions(database), (1..=160).collect::<Vec<_>>());
    });
}

#[test]
fn many_events_keep_their_order() {
    for_each_database(|database| {
        let many: Vec<NewEvent<'_>> = (0..2_500).map(|_| event("candidate.created")).collect();
        database.write(|transaction| events::append(transaction, &many)).expect("appended");
        let read = database.read(|connection| events::after(connection, 0, 10_000)).expect("events");
        assert!(read.iter().map(|event| event.subject).eq(many.iter().map(|event| event.subject)));
    });
}

#[test]
fn an_update_of_an_event_is_refused_by_a_trigger() {
    use diesel::{ExpressionMethods, RunQueryDsl};
    use storage::schema::events as table;
    for_each_database(|database| {
        database.write(|transaction| events::append(transaction, &[event("candidate.created")])).expect("appended");
        let edited = database.write(|transaction| {
            diesel::update(table::table).set(table::kind.eq("other")).execute(transaction.connection())?;
            Ok::<_, StorageError>(())
        });
        assert!(edited.is_err_and(|error| error.to_string().contains("kept as they were recorded")));
    });
}
