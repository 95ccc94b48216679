//! The event log has one order without gaps.

use std::str::FromStr;
use std::sync::{Barrier, LazyLock};

use serde_json::json;
use storage::events::{self, Event, EventKind, NewEvent};
use storage::testing::{KINDS, for_each_database, fresh};
use storage::{Database, StorageError};
use uuid::Uuid;
use vocabulary::{ParseError, ProgrammeId};

/// What can happen to a subject of these tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TestEvent {
    Created,
    Changed,
}

impl FromStr for TestEvent {
    type Err = ParseError;

    fn from_str(written: &str) -> Result<Self, ParseError> {
        let known = [Self::Created, Self::Changed].into_iter().find(|known| known.kind() == written);
        known.ok_or_else(|| ParseError::new(written, "an event of a test"))
    }
}

impl EventKind for TestEvent {
    const SUBJECT_KIND: &'static str = "test";

    fn kind(self) -> &'static str {
        match self {
            Self::Created => "test.created",
            Self::Changed => "test.changed",
        }
    }
}

macro_rules! only_event {
    ($(#[$about:meta])* $name:ident: $subject_kind:literal, $kind:literal) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        struct $name;

        impl FromStr for $name {
            type Err = ParseError;

            fn from_str(_: &str) -> Result<Self, ParseError> {
                Ok(Self)
            }
        }

        impl EventKind for $name {
            const SUBJECT_KIND: &'static str = $subject_kind;

            fn kind(self) -> &'static str {
                $kind
            }
        }
    };
}

only_event!(
    /// What can happen to another kind of subject.
    OtherEvent: "other", "other.created"
);
only_event!(
    /// What can happen to a subject of these tests in a newer program.
    NewerEvent: "test", "test.moved"
);

static PROGRAMME: LazyLock<ProgrammeId> = LazyLock::new(ProgrammeId::new);

fn event(kind: TestEvent) -> NewEvent {
    event_of(kind, Uuid::now_v7())
}

fn event_of(kind: TestEvent, subject: Uuid) -> NewEvent {
    NewEvent::new(*PROGRAMME, kind, subject, json!({ "version": 1 }))
}

fn events_after(database: &Database, position: i64, limit: usize) -> Vec<Event> {
    database.read(|connection| events::after(connection, *PROGRAMME, position, limit)).expect("events")
}

fn positions(database: &Database) -> Vec<i64> {
    events_after(database, 0, 10_000).iter().map(|event| event.position).collect()
}

#[test]
fn events_come_back_as_they_were_appended() {
    for_each_database(|database| {
        let new = [(TestEvent::Created, Uuid::now_v7()), (TestEvent::Changed, Uuid::now_v7())];
        let appended = new.map(|(kind, subject)| event_of(kind, subject));
        let first = database.write(|transaction| events::append(transaction, &appended)).expect("appended");
        assert_eq!(first, 1);
        let read = events_after(database, 0, 10);
        assert_eq!(read.len(), 2);
        for (event, (kind, subject)) in read.iter().zip(new) {
            assert_eq!((event.of_kind(), event.subject), (Ok(Some(kind)), subject));
            assert_eq!((event.programme, &event.data), (*PROGRAMME, &json!({ "version": 1 })));
            assert_eq!(event.of_kind::<OtherEvent>(), Ok(None));
        }
        assert_eq!(events_after(database, 1, 10), read[1..]);
        assert_eq!(database.read(|connection| events::last_position(connection, *PROGRAMME)), Ok(2));
    });
}

#[test]
fn a_rolled_back_append_leaves_no_gap() {
    for_each_database(|database| {
        let rolled_back = database.write(|transaction| {
            events::append(transaction, &[event(TestEvent::Created)])?;
            Err::<(), _>(StorageError::Busy)
        });
        assert!(rolled_back.is_err());
        database.write(|transaction| events::append(transaction, &[event(TestEvent::Created)])).expect("appended");
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
                        let events = [event(TestEvent::Created), event(TestEvent::Changed)];
                        database.write(|transaction| events::append(transaction, &events)).expect("appended");
                    }
                });
            }
            scope.spawn(|| {
                start.wait();
                let mut seen = 0;
                while seen < 160 {
                    for event in events_after(database, seen, 7) {
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
        let subjects: Vec<Uuid> = (0..2_500).map(|_| Uuid::now_v7()).collect();
        let many: Vec<NewEvent> = subjects.iter().map(|subject| event_of(TestEvent::Created, *subject)).collect();
        database.write(|transaction| events::append(transaction, &many)).expect("appended");
        assert!(events_after(database, 0, 10_000).iter().map(|event| event.subject).eq(subjects));
    });
}

#[test]
fn an_update_of_an_event_is_refused_by_a_trigger() {
    use diesel::{ExpressionMethods, RunQueryDsl};
    use storage::schema::events as table;
    for_each_database(|database| {
        database.write(|transaction| events::append(transaction, &[event(TestEvent::Created)])).expect("appended");
        let edited = database.write(|transaction| {
            diesel::update(table::table).set(table::kind.eq("other")).execute(transaction.connection())?;
            Ok::<_, StorageError>(())
        });
        assert!(edited.is_err_and(|error| error.to_string().contains("kept as they were recorded")));
    });
}

#[test]
fn a_programme_has_its_own_events_only() {
    for_each_database(|database| {
        let other = ProgrammeId::new();
        let elsewhere = || NewEvent::new(other, TestEvent::Created, Uuid::now_v7(), json!({}));
        let mixed = [elsewhere(), event(TestEvent::Created), elsewhere()];
        database.write(|transaction| events::append(transaction, &mixed)).expect("appended");
        assert_eq!(positions(database), [2]);
        let last = |programme| database.read(|connection| events::last_position(connection, programme));
        assert_eq!((last(*PROGRAMME), last(other), last(ProgrammeId::new())), (Ok(2), Ok(3), Ok(0)));
        assert_eq!(database.read(events::end_of_log).map(|end| end.position), Ok(3));
        let count = |position, limit| {
            database.read(|connection| events::count_after(connection, other, position, limit)).expect("a count")
        };
        assert_eq!((count(0, 10), count(1, 10), count(3, 10), count(0, 1)), (2, 1, 0, 1));
    });
}

#[test]
fn an_event_of_a_newer_program_is_an_error_for_a_follower() {
    for_each_database(|database| {
        let newer = NewEvent::new(*PROGRAMME, NewerEvent, Uuid::now_v7(), json!({}));
        database.write(|transaction| events::append(transaction, &[newer])).expect("appended");
        let read = events_after(database, 0, 10);
        let error = read[0].of_kind::<TestEvent>().expect_err("unknown here").to_string();
        assert!(error.contains("test.moved"), "{error}");
    });
}

#[test]
fn a_mark_is_in_the_log_from_which_it_was_taken_and_in_no_other() {
    for_each_database(|database| {
        let has =
            |mark: &events::LogMark| database.read(|connection| events::has(connection, mark)).expect("an answer");
        let end = || database.read(events::end_of_log).expect("an end");
        assert_eq!(end(), events::LogMark::default(), "an empty log ends before its first event");
        assert!(has(&end()));
        let append = || {
            let event = event(TestEvent::Created);
            database.write(|transaction| events::append(transaction, &[event])).expect("appended");
            end()
        };
        let (first, second) = (append(), append());
        assert!(has(&first) && has(&second) && has(&events::LogMark::default()));
        assert_eq!(database.read(|connection| events::last_mark(connection, *PROGRAMME)), Ok(second.clone()));
        // The log of another database, or of an older copy that went on with other events.
        assert!(!has(&events::LogMark { hash: first.hash.clone(), ..second.clone() }));
        assert!(!has(&events::LogMark { position: 3, ..second.clone() }));
        let read = events_after(database, 0, 10);
        assert_eq!(read.iter().map(|event| event.hash.as_str()).collect::<Vec<_>>(), [&first.hash, &second.hash]);
    });
}

#[test]
fn each_installation_has_an_identifier_of_its_own() {
    let id = |kind| fresh(kind).read(events::installation_id).expect("an identifier");
    for kind in KINDS {
        let (one, other) = (id(kind), id(kind));
        assert_eq!((one.len(), one == other), (32, false), "{kind:?}: {one}");
    }
}
