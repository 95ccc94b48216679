//! Followers of the event log have positions, which two servers don't both move.

use std::sync::Barrier;

use chrono::TimeDelta;
use storage::testing::for_each_database;
use storage::{Database, StorageError, followers};
use uuid::Uuid;
use vocabulary::{ManualClock, ProgrammeId};

fn programme() -> ProgrammeId {
    Uuid::from_u128(7).into()
}

fn position(database: &Database, follower: &str) -> i64 {
    database.read(|connection| followers::position(connection, follower, programme())).expect("a position")
}

fn advance(database: &Database, from: i64, to: i64) -> Result<(), StorageError> {
    database.write(|transaction| followers::advance(transaction, "mail", programme(), from, to))
}

#[test]
fn a_position_begins_before_the_first_event_and_moves_from_where_it_is() {
    for_each_database(|database| {
        assert_eq!(position(database, "mail"), 0);
        advance(database, 0, 3).expect("the first move");
        advance(database, 3, 8).expect("the next move");
        assert_eq!(position(database, "mail"), 8);
        for from in [0, 3, 9] {
            let stale = advance(database, from, 20);
            assert!(matches!(stale, Err(StorageError::Conflict { .. })), "{from}: {stale:?}");
        }
        assert_eq!(position(database, "mail"), 8);
        assert_eq!(position(database, "another"), 0, "each follower has its own");
        let other: ProgrammeId = Uuid::from_u128(8).into();
        let elsewhere = database.read(|connection| followers::position(connection, "mail", other));
        assert_eq!(elsewhere, Ok(0), "and in each programme");
    });
}

#[test]
fn of_servers_that_move_a_position_at_once_one_succeeds() {
    for_each_database(|database| {
        for from in [0, 5] {
            let together = Barrier::new(4);
            let moved: usize = std::thread::scope(|scope| {
                let servers: Vec<_> = (0..4)
                    .map(|_| {
                        scope.spawn(|| {
                            together.wait();
                            advance(database, from, from + 5)
                        })
                    })
                    .collect();
                let outcomes = servers.into_iter().map(|server| server.join().expect("no panic"));
                outcomes
                    .map(|outcome| match outcome {
                        Ok(()) => 1,
                        Err(StorageError::Conflict { .. }) => 0,
                        Err(error) => panic!("{error}"),
                    })
                    .sum()
            });
            assert_eq!((moved, position(database, "mail")), (1, from + 5));
        }
    });
}

#[test]
fn a_follower_with_a_position_of_its_own_reports_it() {
    for_each_database(|database| {
        let clock = ManualClock::at("2026-12-01T09:00:00Z".parse().expect("a timestamp"));
        let database = database.with_clock(clock.clock());
        // An index that is built again begins anew.
        for position in [7, 2] {
            clock.advance(TimeDelta::seconds(1));
            database
                .write(|transaction| followers::report(transaction, "index", programme(), position))
                .expect("reported");
        }
        let all = database.read(followers::list).expect("positions");
        let [index] = &all[..] else { panic!("one follower, not {all:?}") };
        assert_eq!((index.follower.as_str(), index.position, index.changed_at), ("index", 2, database.now()));
    });
}
