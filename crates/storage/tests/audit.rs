//! The audit log detects all changes to its entries.

use diesel::connection::SimpleConnection;
use proptest::prelude::*;
use serde_json::json;
use storage::audit::{self, NewAuditEntry, Verified, VerifyError};
use storage::testing::{for_each_database, fresh};
use storage::{Backend, Database, StorageError};
use uuid::Uuid;
use vocabulary::{OrganisationId, ProgrammeId, Scope};

fn entry(action: &str) -> NewAuditEntry<'_> {
    NewAuditEntry {
        actor: "8d0c4f0e-invented",
        role: "officer",
        scope: Scope::Programme(ProgrammeId::new()),
        organisation: Some(OrganisationId::new()),
        action,
        subject_kind: "candidate",
        subject: Some(Uuid::now_v7()),
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
            "DROP TRIGGER audit_entries_are_kept_on_update; DROP TRIGGER audit_entries_are_kept_on_delete;"
        }
        Backend::Postgres => "ALTER TABLE audit_entries DISABLE TRIGGER USER;",
    };
    database
        .write(|transaction| {
            Ok::<_, StorageError>(transaction.batch_execute(&format!("{without_triggers} {statement}"))?)
        })
        .expect("tampered");
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
        "action = 'nothing'",
        "subject_id = NULL",
        "organisation = NULL",
        "details = '{}'",
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
             subject_id, details, hash, hash FROM audit_entries WHERE position = 2",
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
fn an_entry_has_the_same_hash_on_both_databases() {
    use diesel::{QueryDsl, RunQueryDsl};
    use storage::schema::audit_entries as table;
    let (file, server) = (fresh(Backend::Sqlite), fresh(Backend::Postgres));
    append_entries(&file, 3);
    let columns = (
        (table::position, table::recorded_at, table::actor, table::role, table::organisation, table::action),
        (table::subject_kind, table::subject_id, table::details, table::previous_hash, table::hash),
        table::programme_id,
    );
    type First = (i64, String, String, String, Option<String>, String);
    type Second = (String, Option<String>, String, String, String);
    let rows: Vec<(First, Second, Option<String>)> = file
        .read(|connection| Ok::<_, StorageError>(table::table.select(columns).load(connection)?))
        .expect("entries");
    server
        .write(|transaction| {
            use diesel::ExpressionMethods;
            use storage::schema::log_sequence;
            for (first, second, programme) in &rows {
                let values = (
                    table::position.eq(first.0),
                    table::recorded_at.eq(&first.1),
                    table::actor.eq(&first.2),
                    table::role.eq(&first.3),
                    table::organisation.eq(&first.4),
                    table::action.eq(&first.5),
                    table::subject_kind.eq(&second.0),
                    table::subject_id.eq(&second.1),
                    table::details.eq(&second.2),
                    table::previous_hash.eq(&second.3),
                    table::hash.eq(&second.4),
                    table::programme_id.eq(programme),
                );
                diesel::insert_into(table::table).values(values).execute(transaction.connection())?;
            }
            let last = rows.last().map(|(_, second, _)| second.4.clone()).unwrap_or_default();
            diesel::update(log_sequence::table)
                .set((log_sequence::last_audit_entry.eq(rows.len() as i64), log_sequence::last_audit_hash.eq(last)))
                .execute(transaction.connection())?;
            Ok::<_, StorageError>(())
        })
        .expect("the log is copied");
    assert_eq!(verify(&server), Ok(Verified { entries: 3 }));
}

#[test]
fn a_long_import_is_one_chain_of_hashes() {
    for_each_database(|database| {
        let entries: Vec<NewAuditEntry<'_>> = (0..6_000).map(|_| entry("import-candidates")).collect();
        database.write(|transaction| audit::append(transaction, &entries)).expect("appended");
        assert_eq!(verify(database), Ok(Verified { entries: 6_000 }));
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
