//! The audit log detects all changes to its entries.

use diesel::connection::SimpleConnection;
use proptest::prelude::*;
use serde_json::json;
use storage::audit::{self, AuditFilter, Commitment, NewAuditEntry, Verified, VerifyError};
use storage::audit_verification::{self, CoveredRow, CoveredRows, Finding, FindingKind};
use storage::events::{self, EventKind, NewEvent};
use storage::testing::{for_each_database, fresh};
use storage::{AnyConnection, Backend, Database, StorageError};
use uuid::Uuid;
use vocabulary::{CandidateId, OrganisationId, ParseError, ProgrammeId, Scope};

fn entry(action: &str) -> NewAuditEntry<'_> {
    NewAuditEntry {
        actor: "8d0c4f0e-invented",
        role: "officer",
        scope: Scope::Programme(ProgrammeId::new()),
        organisation: Some(OrganisationId::new()),
        action,
        subject_kind: "candidate",
        subject: Some(Uuid::now_v7()),
        candidate: None,
        covers: Vec::new(),
        details: json!({ "why": "naïve – نعم" }),
    }
}

fn append_entries(database: &Database, count: usize) {
    for number in 0..count {
        let entry = if number % 2 == 0 { entry("read-candidate") } else { entry("change-candidate") };
        database.write(|transaction| audit::append(transaction, &[entry])).expect("appended");
    }
}

fn verify(database: &Database) -> Result<Verified, VerifyError> {
    database.read(audit::verify)
}

/// Runs a statement with the triggers removed, as a database administrator can.
fn tamper(database: &Database, statement: &str) {
    let without_triggers = match database.kind() {
        Backend::Sqlite => {
            "DROP TRIGGER audit_entries_are_kept_on_update; DROP TRIGGER audit_entries_are_kept_on_delete;
             DROP TRIGGER events_are_kept_on_update; DROP TRIGGER events_are_kept_on_delete;"
        }
        Backend::Postgres => {
            "ALTER TABLE audit_entries DISABLE TRIGGER USER; ALTER TABLE events DISABLE TRIGGER USER;"
        }
    };
    database
        .write(|transaction| {
            Ok::<_, StorageError>(transaction.batch_execute(&format!("{without_triggers} {statement}"))?)
        })
        .expect("tampered");
}

#[derive(Clone, Copy)]
struct Created;

impl std::str::FromStr for Created {
    type Err = ParseError;

    fn from_str(_: &str) -> Result<Self, ParseError> {
        Ok(Self)
    }
}

impl EventKind for Created {
    const SUBJECT_KIND: &'static str = "candidate";

    fn kind(self) -> &'static str {
        "candidate.created"
    }
}

/// Appends some events with an entry that commits to them, as a change does.
fn append_change(database: &Database, events: usize) {
    let programme = ProgrammeId::new();
    let new: Vec<NewEvent> =
        (0..events).map(|_| NewEvent::new(programme, Created, Uuid::now_v7(), json!({}))).collect();
    database
        .write(|transaction| {
            events::append(transaction, &new)?;
            audit::append(transaction, &[entry("change-candidate")])
        })
        .expect("appended");
}

fn findings(database: &Database) -> Vec<Finding> {
    database.read(|connection| audit_verification::verify(connection, &[], &mut [])).expect("read").findings
}

/// The kinds and positions of what was found.
fn found(database: &Database) -> Vec<(FindingKind, i64, i64)> {
    findings(database).iter().map(|finding| (finding.kind, finding.first, finding.last)).collect()
}

fn broken_at(database: &Database) -> i64 {
    match verify(database) {
        Err(VerifyError::Broken { position, .. }) => position,
        other => panic!("expected a broken log, found {other:?}"),
    }
}

#[test]
fn an_unchanged_log_is_verified() {
    for_each_database(|database| {
        assert_eq!(verify(database), Ok(Verified { entries: 0 }));
        append_entries(database, 5);
        database
            .write(|transaction| {
                audit::append(transaction, &[entry("search-candidates"), entry("export-candidates")])
            })
            .expect("appended");
        assert_eq!(verify(database), Ok(Verified { entries: 7 }));
        let read = database.read(|connection| audit::read(connection, 5, 10)).expect("entries");
        assert_eq!(
            read.iter().map(|entry| entry.action.as_str()).collect::<Vec<_>>(),
            ["search-candidates", "export-candidates"]
        );
        assert_eq!(read[0].details, json!({ "why": "naïve – نعم" }));
    });
}

#[test]
fn an_edited_entry_is_detected() {
    for edit in [
        "actor = 'another-actor'",
        "role = 'auditor'",
        "programme_id = NULL",
        "action = 'nothing'",
        "subject_kind = 'vacancy'",
        "subject_id = NULL",
        "organisation = NULL",
        "details = '{}'",
        "salt = '00112233445566778899aabbccddeeff'",
        "salt = NULL",
        "details = NULL",
        "details_hash = hash",
        "events_through = 7",
        "events_through = 2, events_hash = hash",
        "hash = details_hash",
        "recorded_at = '2020-01-01T00:00:00.000000Z'",
    ] {
        for_each_database(|database| {
            append_entries(database, 4);
            tamper(database, &format!("UPDATE audit_entries SET {edit} WHERE position = 3"));
            assert_eq!(broken_at(database), 3, "{edit}");
        });
    }
}

#[test]
fn a_removed_entry_is_detected_in_the_middle_and_at_the_end() {
    for_each_database(|database| {
        append_entries(database, 4);
        tamper(database, "DELETE FROM audit_entries WHERE position = 2");
        assert_eq!(broken_at(database), 2);
    });
    for_each_database(|database| {
        append_entries(database, 4);
        tamper(database, "DELETE FROM audit_entries WHERE position > 2");
        assert_eq!(broken_at(database), 3, "a truncated log");
    });
    for_each_database(|database| {
        append_entries(database, 4);
        tamper(database, "DELETE FROM audit_entries");
        assert_eq!(broken_at(database), 1, "an emptied log");
    });
}

#[test]
fn a_closed_gap_swapped_entries_and_an_added_entry_are_detected() {
    for_each_database(|database| {
        append_entries(database, 4);
        tamper(
            database,
            "DELETE FROM audit_entries WHERE position = 2; UPDATE audit_entries SET position = 2 WHERE position = 3;
             UPDATE audit_entries SET position = 3 WHERE position = 4; UPDATE log_sequence SET last_audit_entry = 3;",
        );
        assert_eq!(broken_at(database), 2);
    });
    for_each_database(|database| {
        append_entries(database, 4);
        tamper(
            database,
            "UPDATE audit_entries SET position = 9 WHERE position = 2; UPDATE audit_entries SET position = 2
             WHERE position = 3; UPDATE audit_entries SET position = 3 WHERE position = 9;",
        );
        assert_eq!(broken_at(database), 2);
    });
    for_each_database(|database| {
        append_entries(database, 2);
        tamper(
            database,
            "INSERT INTO audit_entries SELECT 3, recorded_at, actor, role, programme_id, organisation, action, subject_kind,
             subject_id, candidate_id, covers, details, salt, details_hash, NULL, NULL, hash FROM audit_entries
             WHERE position = 2",
        );
        assert_eq!(broken_at(database), 3);
    });
}

#[test]
fn an_update_or_delete_is_refused_by_a_trigger() {
    for_each_database(|database| {
        append_entries(database, 1);
        for mistake in ["UPDATE audit_entries SET action = 'x'", "DELETE FROM audit_entries"] {
            let refused = database.write(|transaction| Ok::<_, StorageError>(transaction.batch_execute(mistake)?));
            assert!(refused.is_err_and(|error| error.to_string().contains("kept as they were recorded")));
        }
    });
}

#[test]
fn an_entry_before_the_first_is_detected_and_not_believed() {
    for position in [0, -1, i64::MIN] {
        for_each_database(|database| {
            append_entries(database, 2);
            let subject = Uuid::now_v7();
            tamper(
                database,
                &format!(
                    "INSERT INTO audit_entries SELECT {position}, recorded_at, actor, role, programme_id, organisation,
                     'rank-vacancy', subject_kind, '{subject}', NULL,
                     '[{{\"id\":\"{subject}\",\"kind\":\"record\",\"sha256\":\"\"}}]', NULL, NULL, details_hash, NULL, NULL, hash
                     FROM audit_entries WHERE position = 2"
                ),
            );
            assert_eq!(broken_at(database), position);
            let believed = database
                .read(|connection| audit::find(connection, "rank-vacancy", &subject.to_string(), "record", subject));
            assert_eq!(believed, Ok(None));
        });
    }
}

#[test]
fn an_edited_entry_is_not_believed() {
    for_each_database(|database| {
        let subject = Uuid::now_v7();
        let covered = Commitment::new("record", subject, &[7; 32]);
        let new = NewAuditEntry { subject: Some(subject), ..entry("rank-vacancy") }.covering([covered]);
        append_entries(database, 2);
        database.write(|transaction| audit::append(transaction, &[new])).expect("appended");
        let believed = || {
            let found = database
                .read(|connection| audit::find(connection, "rank-vacancy", &subject.to_string(), "record", subject));
            found.expect("read").map(|entry| entry.position)
        };
        assert_eq!(believed(), Some(3));
        tamper(database, "UPDATE audit_entries SET actor = 'another-actor' WHERE position = 3");
        assert_eq!(believed(), None);
    });
}

#[test]
fn an_edited_removed_inserted_or_exchanged_event_is_detected_at_the_entry_that_commits_to_it() {
    for attack in [
        "UPDATE events SET programme_id = 'x' WHERE position = 3",
        "UPDATE events SET kind = 'x' WHERE position = 3",
        "UPDATE events SET subject_kind = 'x' WHERE position = 3",
        "UPDATE events SET subject_id = 'x' WHERE position = 3",
        "UPDATE events SET data = '{\"x\":1}' WHERE position = 3",
        "UPDATE events SET recorded_at = 'x' WHERE position = 3",
        "DELETE FROM events WHERE position = 3",
        "UPDATE events SET position = 9 WHERE position = 3; UPDATE events SET position = 3 WHERE position = 4;
         UPDATE events SET position = 4 WHERE position = 9;",
    ] {
        for_each_database(|database| {
            append_change(database, 2);
            append_change(database, 3);
            append_change(database, 1);
            assert_eq!(found(database), [], "before: {attack}");
            tamper(database, attack);
            assert_eq!(found(database), [(FindingKind::Event, 2, 2)], "{attack}");
        });
    }
}

#[test]
fn events_added_or_removed_at_either_end_are_detected() {
    for attack in [
        "INSERT INTO events SELECT 0, programme_id, kind, subject_kind, subject_id, data, recorded_at, hash FROM events
         WHERE position = 1",
        "INSERT INTO events SELECT 4, programme_id, kind, subject_kind, subject_id, data, recorded_at, hash FROM events
         WHERE position = 1",
        "DELETE FROM events WHERE position = 1",
        "DELETE FROM events WHERE position = 3",
        "DELETE FROM events",
        "DELETE FROM events WHERE position = 3; UPDATE log_sequence SET last_event = 2, covered_event = 2",
        "INSERT INTO events SELECT 9223372036854775807, programme_id, kind, subject_kind, subject_id, data, recorded_at,
         hash FROM events WHERE position = 1",
        "UPDATE log_sequence SET last_event = 7",
        "UPDATE log_sequence SET covered_event = 2",
        "UPDATE log_sequence SET last_event_hash = last_audit_hash",
    ] {
        for_each_database(|database| {
            append_change(database, 1);
            append_change(database, 2);
            tamper(database, attack);
            let found = found(database);
            assert!(found.iter().any(|(kind, ..)| *kind == FindingKind::Event), "{attack}: {found:?}");
        });
    }
}

#[test]
fn events_that_no_entry_commits_to_yet_are_counted_and_committed_to_by_the_next_one() {
    for_each_database(|database| {
        append_change(database, 1);
        let event = NewEvent::new(ProgrammeId::new(), Created, Uuid::now_v7(), json!({}));
        database.write(|transaction| events::append(transaction, &[event])).expect("appended");
        let verification =
            || database.read(|connection| audit_verification::verify(connection, &[], &mut [])).expect("read");
        assert_eq!((verification().events, verification().uncovered_events), (2, 1));
        append_entries(database, 1);
        assert_eq!((verification().events, verification().uncovered_events), (2, 0));
        assert_eq!(verification().findings, []);
    });
}

#[test]
fn an_edited_head_or_tree_is_detected() {
    for attack in [
        "UPDATE log_sequence SET last_audit_hash = last_event_hash",
        "UPDATE log_sequence SET audit_peaks = ''",
        "UPDATE log_sequence SET audit_peaks = last_event_hash || last_event_hash",
        "UPDATE log_sequence SET last_audit_entry = 299",
        "DELETE FROM log_sequence",
        "UPDATE audit_blocks SET hash = (SELECT last_audit_hash FROM log_sequence)",
        "DELETE FROM audit_blocks",
        "INSERT INTO audit_blocks SELECT 7, hash FROM audit_blocks",
    ] {
        for_each_database(|database| {
            let entries: Vec<NewAuditEntry<'_>> = (0..300).map(|_| entry("import-candidates")).collect();
            database.write(|transaction| audit::append(transaction, &entries)).expect("appended");
            assert_eq!(found(database), []);
            tamper(database, attack);
            assert_ne!(found(database), [], "{attack}");
        });
    }
}

/// Only the embedded database has columns that hold values of any type.
#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_verified() {
    let database = fresh(Backend::Sqlite);
    append_change(&database, 2);
    append_entries(&database, 9);
    append_change(&database, 2);
    tamper(
        &database,
        "UPDATE audit_entries SET actor = x'ff' WHERE position = 3; UPDATE audit_entries SET actor = 'x' WHERE position = 7;
         UPDATE audit_entries SET hash = upper(hash) WHERE position = 9; UPDATE events SET data = x'ff' WHERE position = 4",
    );
    let expected =
        [(3, FindingKind::Entry), (7, FindingKind::Entry), (9, FindingKind::Entry), (11, FindingKind::Event)];
    let found: Vec<(i64, FindingKind)> = found(&database).into_iter().map(|(kind, first, _)| (first, kind)).collect();
    assert_eq!(found, expected);
}

#[test]
fn several_changes_are_all_named() {
    for_each_database(|database| {
        append_entries(database, 9);
        tamper(
            database,
            "UPDATE audit_entries SET actor = 'x' WHERE position IN (2, 8); DELETE FROM audit_entries WHERE position = 5",
        );
        let entries: Vec<(i64, i64)> = found(database).iter().map(|(_, first, last)| (*first, *last)).collect();
        assert_eq!(entries, [(2, 2), (5, 5), (8, 8)]);
    });
}

#[test]
fn erased_details_leave_the_log_whole_and_say_who_erased_them() {
    for_each_database(|database| {
        append_entries(database, 3);
        let root =
            || database.read(|connection| audit_verification::verify(connection, &[], &mut [])).expect("read").root;
        let before = root();
        let by = NewAuditEntry { actor: "operator", role: "operator", ..entry("") };
        database.write(|transaction| audit::erase_details(transaction, 2, by)).expect("erased");
        let verification =
            database.read(|connection| audit_verification::verify(connection, &[], &mut [])).expect("read");
        assert_eq!(verification.findings, []);
        assert_eq!((verification.entries, verification.erased.len()), (4, 1));
        let erased = &verification.erased[0];
        assert_eq!((erased.position, erased.erased_by_entry, erased.actor.as_str()), (2, 4, "operator"));
        let read = database.read(|connection| audit::read(connection, 1, 1)).expect("an entry");
        assert!(read[0].is_erased && read[0].details.is_null());
        // The first three entries have the root that they had.
        tamper(database, "DELETE FROM audit_entries WHERE position = 4");
        assert_eq!(root(), before);
        assert!(!findings(database).is_empty(), "details were erased without an entry about it");
    });
}

#[test]
fn details_are_erased_once_and_not_those_of_an_erasure() {
    for_each_database(|database| {
        append_entries(database, 2);
        let erase = |position| database.write(|transaction| audit::erase_details(transaction, position, entry("")));
        assert_eq!(erase(1), Ok(()));
        assert!(erase(1).is_err(), "they are erased");
        assert!(erase(3).is_err(), "it says what was erased");
        assert!(erase(9).is_err(), "there is no such entry");
        assert_eq!(verify(database), Ok(Verified { entries: 3 }));
    });
}

#[test]
fn a_log_has_the_same_hashes_on_both_databases() {
    use diesel::{QueryDsl, RunQueryDsl};
    use storage::schema::{audit_entries as table, log_sequence};
    let (file, server) = (fresh(Backend::Sqlite), fresh(Backend::Postgres));
    append_change(&file, 2);
    append_entries(&file, 3);
    type Texts = (String, String, String, Option<String>, Option<String>, String, String, Option<String>);
    type Hashes = (Option<String>, Option<String>, String, Option<i64>, Option<String>, String);
    let texts = (
        table::recorded_at,
        table::actor,
        table::role,
        table::programme_id,
        table::organisation,
        table::action,
        table::subject_kind,
        table::subject_id,
    );
    let hashes =
        (table::details, table::salt, table::details_hash, table::events_through, table::events_hash, table::hash);
    let rows: Vec<(i64, Texts, Hashes)> = file
        .read(|connection| {
            Ok::<_, StorageError>(table::table.select((table::position, texts, hashes)).load(connection)?)
        })
        .expect("entries");
    type Event = (i64, String, String, String, String, String, String, String);
    let events: Vec<Event> = file
        .read(|connection| Ok::<_, StorageError>(storage::schema::events::table.load(connection)?))
        .expect("events");
    type Head = (i64, String, i64, i64, String, String);
    let columns = (
        log_sequence::last_event,
        log_sequence::last_event_hash,
        log_sequence::covered_event,
        log_sequence::last_audit_entry,
        log_sequence::last_audit_hash,
        log_sequence::audit_peaks,
    );
    let head: Head = file
        .read(|connection| Ok::<_, StorageError>(log_sequence::table.select(columns).first(connection)?))
        .expect("a head");
    server
        .write(|transaction| {
            use diesel::ExpressionMethods;
            use storage::schema::events as event;
            for (position, t, h) in &rows {
                let values = (
                    table::position.eq(position),
                    (table::recorded_at.eq(&t.0), table::actor.eq(&t.1), table::role.eq(&t.2)),
                    (table::programme_id.eq(&t.3), table::organisation.eq(&t.4), table::action.eq(&t.5)),
                    (table::subject_kind.eq(&t.6), table::subject_id.eq(&t.7), table::details.eq(&h.0)),
                    (table::salt.eq(&h.1), table::details_hash.eq(&h.2), table::events_through.eq(h.3)),
                    (table::events_hash.eq(&h.4), table::hash.eq(&h.5)),
                );
                diesel::insert_into(table::table).values(values).execute(transaction.connection())?;
            }
            for (position, programme, kind, subject_kind, subject, data, recorded_at, hash) in &events {
                let values = (
                    (event::position.eq(position), event::programme_id.eq(programme), event::kind.eq(kind)),
                    (event::subject_kind.eq(subject_kind), event::subject_id.eq(subject), event::data.eq(data)),
                    (event::recorded_at.eq(recorded_at), event::hash.eq(hash)),
                );
                diesel::insert_into(event::table).values(values).execute(transaction.connection())?;
            }
            diesel::update(log_sequence::table)
                .set((
                    (log_sequence::last_event.eq(head.0), log_sequence::last_event_hash.eq(&head.1)),
                    (log_sequence::covered_event.eq(head.2), log_sequence::last_audit_entry.eq(head.3)),
                    (log_sequence::last_audit_hash.eq(&head.4), log_sequence::audit_peaks.eq(&head.5)),
                ))
                .execute(transaction.connection())?;
            Ok::<_, StorageError>(())
        })
        .expect("the log is copied");
    assert_eq!(verify(&server), Ok(Verified { entries: 4 }));
}

#[test]
fn a_long_import_is_one_chain_of_hashes() {
    for_each_database(|database| {
        let entries: Vec<NewAuditEntry<'_>> = (0..6_000).map(|_| entry("import-candidates")).collect();
        database.write(|transaction| audit::append(transaction, &entries)).expect("appended");
        assert_eq!(verify(database), Ok(Verified { entries: 6_000 }));
    });
}

/// Rows that are what they are, in one batch.
struct Rows(Vec<CoveredRow>);

impl CoveredRows for Rows {
    fn kind(&self) -> &'static str {
        "thing"
    }

    fn next(&mut self, _: &mut AnyConnection) -> Result<Vec<CoveredRow>, StorageError> {
        Ok(std::mem::take(&mut self.0))
    }
}

#[test]
fn rows_are_compared_with_the_newest_entry_that_commits_to_them_also_when_its_details_were_erased() {
    for_each_database(|database| {
        let [kept, edited, removed, inserted] = [(); 4].map(|()| Uuid::now_v7());
        let of = |id, hash| entry("change-thing").covering([Commitment::new("thing", id, &[hash; 32])]);
        let other = entry("change-other").covering([Commitment::new("other", edited, &[9; 32])]);
        let entries = [of(kept, 1), of(kept, 2), of(edited, 3), of(removed, 4), other];
        database.write(|transaction| audit::append(transaction, &entries)).expect("appended");
        let findings = |rows: &[(Uuid, u8)]| {
            let row = |(id, hash): &(Uuid, u8)| CoveredRow::new(id.to_string(), [*hash; 32]);
            let rows = Rows(rows.iter().map(row).collect());
            let verified = database
                .read(|connection| audit_verification::verify(connection, &[], &mut [Box::new(rows)]))
                .expect("read");
            let found = verified.findings.into_iter();
            found.map(|finding| (finding.kind, finding.first, finding.what)).collect::<Vec<_>>()
        };
        let intact = [(kept, 2), (edited, 3), (removed, 4)];
        assert_eq!(findings(&intact), []);
        for position in 1..=5 {
            let by = NewAuditEntry { actor: "operator", role: "operator", ..entry("") };
            database.write(|transaction| audit::erase_details(transaction, position, by)).expect("erased");
        }
        assert_eq!(findings(&intact), []);
        let told = |position, what: String| (FindingKind::Record, position, what);
        assert_eq!(
            findings(&[(kept, 1), (edited, 9), (inserted, 5)]),
            [
                told(2, format!("thing {kept}, to which it commits, was edited or exchanged")),
                told(3, format!("thing {edited}, to which it commits, was edited or exchanged")),
                told(4, format!("thing {removed}, to which it commits, was removed")),
                told(10, format!("thing {inserted} was inserted: no entry commits to it")),
            ]
        );
    });
}

#[test]
fn what_an_entry_commits_to_and_whom_it_concerns_cannot_be_edited() {
    for (edit, set) in [("covers", "covers = '[]'"), ("candidate", "candidate_id = 'x'")] {
        for_each_database(|database| {
            let covered = Commitment::new("thing", Uuid::now_v7(), &[1; 32]);
            let new = entry("change-thing").covering([covered]).about(CandidateId::new());
            database.write(|transaction| audit::append(transaction, &[new])).expect("appended");
            let statement = format!("UPDATE audit_entries SET {set}");
            let refused = database.write(|transaction| Ok::<_, StorageError>(transaction.batch_execute(&statement)?));
            assert!(refused.is_err(), "{edit}");
            tamper(database, &statement);
            assert_eq!(broken_at(database), 1, "{edit}");
        });
    }
}

#[test]
fn entries_on_a_candidate_and_on_what_concerns_them_are_found_together() {
    for_each_database(|database| {
        let candidate = CandidateId::new();
        let own = NewAuditEntry { subject: Some(candidate.uuid()), ..entry("read-candidate") };
        let entries = [own, entry("read-candidate"), entry("create-placement").about(candidate)];
        database.write(|transaction| audit::append(transaction, &entries)).expect("appended");
        let filter = AuditFilter { candidate: Some(candidate), ..AuditFilter::default() };
        let found = database.read(|connection| audit::search(connection, &filter, 0, 10)).expect("read");
        assert_eq!(found.items.iter().map(|entry| entry.position).collect::<Vec<_>>(), [1, 3]);
        for (entry, position) in found.items.iter().zip([1, 3]) {
            let named = |candidate| {
                database.read(|connection| audit::position_of(connection, candidate, &entry.hash)).expect("read")
            };
            assert_eq!((named(candidate), named(CandidateId::new())), (Some(position), None));
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_in_an_entry_is_read_back_and_verified(
        actor in "[^\u{0}]{0,40}", action in "[^\u{0}]{0,40}", details in any::<String>(),
    ) {
        for_each_database(|database| {
            let new = NewAuditEntry {
                actor: &actor, action: &action, details: json!({ "free": details }), ..entry("any")
            };
            database.write(|transaction| audit::append(transaction, &[new])).expect("appended");
            assert_eq!(verify(database), Ok(Verified { entries: 1 }));
            let read = database.read(|connection| audit::read(connection, 0, 1)).expect("an entry");
            assert_eq!((&read[0].actor, &read[0].action, &read[0].details["free"]), (&actor, &action, &json!(details)));
        });
    }
}
