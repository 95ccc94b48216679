//! A trail in which every meddling is found.

use diesel::connection::SimpleConnection;
use proptest::prelude::*;
use serde_json::json;
use storage::audit::{self, NewAuditEntry, Verified, VerifyError};
use storage::testing::{for_each_database, fresh};
use storage::{Backend, Database, StorageError};
use uuid::Uuid;
use vocabulary::OrganisationId;

fn line(action: &str) -> NewAuditEntry<'_> {
    NewAuditEntry {
        actor: "8d0c4f0e-invented",
        role: "officer",
        organisation: Some(OrganisationId::new()),
        action,
        subject_kind: "candidate",
        subject: Some(Uuid::now_v7()),
        details: json!({ "why": "naïve – نعم" }),
    }
}

fn trail_of(database: &Database, lines: usize) {
    for number in 0..lines {
        let some = if number % 2 == 0 { line("read-candidate") } else { line("change-candidate") };
        database.write(|transaction| audit::append(transaction, &[some])).expect("appended");
    }
}

fn verify(database: &Database) -> Result<Verified, VerifyError> {
    database.read(audit::verify)
}

/// Does what somebody with the database's own tools could do.
fn meddle(database: &Database, statement: &str) {
    let guard_off = match database.kind() {
        Backend::Sqlite => {
            "DROP TRIGGER audit_entries_are_kept_on_update; DROP TRIGGER audit_entries_are_kept_on_delete;"
        }
        Backend::Postgres => "ALTER TABLE audit_entries DISABLE TRIGGER USER;",
    };
    database
        .write(|transaction| Ok::<_, StorageError>(transaction.batch_execute(&format!("{guard_off} {statement}"))?))
        .expect("meddled");
}

fn broken_at(database: &Database) -> i64 {
    match verify(database) {
        Err(VerifyError::Broken { position, .. }) => position,
        other => panic!("expected a broken trail, found {other:?}"),
    }
}

#[test]
fn a_trail_that_nobody_touched_is_whole() {
    for_each_database(|database| {
        assert_eq!(verify(database), Ok(Verified { entries: 0 }));
        trail_of(database, 5);
        database
            .write(|transaction| audit::append(transaction, &[line("search-candidates"), line("export-candidates")]))
            .expect("appended");
        assert_eq!(verify(database), Ok(Verified { entries: 7 }));
        let read = database.read(|connection| audit::read(connection, 5, 10)).expect("lines");
        assert_eq!(
            read.iter().map(|line| line.action.as_str()).collect::<Vec<_>>(),
            ["search-candidates", "export-candidates"]
        );
        assert_eq!(read[0].details, json!({ "why": "naïve – نعم" }));
    });
}

#[test]
fn an_edited_line_is_found() {
    for edit in [
        "actor = 'somebody-else'",
        "action = 'nothing'",
        "subject_id = NULL",
        "organisation = NULL",
        "details = '{}'",
        "recorded_at = '2020-01-01T00:00:00.000000Z'",
    ] {
        for_each_database(|database| {
            trail_of(database, 4);
            meddle(database, &format!("UPDATE audit_entries SET {edit} WHERE position = 3"));
            assert_eq!(broken_at(database), 3, "{edit}");
        });
    }
}

#[test]
fn a_removed_line_is_found_in_the_middle_and_at_the_end() {
    for_each_database(|database| {
        trail_of(database, 4);
        meddle(database, "DELETE FROM audit_entries WHERE position = 2");
        assert_eq!(broken_at(database), 2);
    });
    for_each_database(|database| {
        trail_of(database, 4);
        meddle(database, "DELETE FROM audit_entries WHERE position > 2");
        assert_eq!(broken_at(database), 3, "a tail that was cut off");
    });
    for_each_database(|database| {
        trail_of(database, 4);
        meddle(database, "DELETE FROM audit_entries");
        assert_eq!(broken_at(database), 1, "all of it");
    });
}

#[test]
fn a_closed_gap_swapped_lines_and_an_added_line_are_found() {
    for_each_database(|database| {
        trail_of(database, 4);
        meddle(
            database,
            "DELETE FROM audit_entries WHERE position = 2; UPDATE audit_entries SET position = 2 WHERE position = 3;
             UPDATE audit_entries SET position = 3 WHERE position = 4; UPDATE log_sequence SET last_audit_entry = 3;",
        );
        assert_eq!(broken_at(database), 2);
    });
    for_each_database(|database| {
        trail_of(database, 4);
        meddle(
            database,
            "UPDATE audit_entries SET position = 9 WHERE position = 2; UPDATE audit_entries SET position = 2
             WHERE position = 3; UPDATE audit_entries SET position = 3 WHERE position = 9;",
        );
        assert_eq!(broken_at(database), 2);
    });
    for_each_database(|database| {
        trail_of(database, 2);
        meddle(
            database,
            "INSERT INTO audit_entries SELECT 3, recorded_at, actor, role, organisation, action, subject_kind, subject_id,
             details, hash, hash FROM audit_entries WHERE position = 2",
        );
        assert_eq!(broken_at(database), 3);
    });
}

#[test]
fn a_mistaken_edit_is_refused_outright() {
    for_each_database(|database| {
        trail_of(database, 1);
        for mistake in ["UPDATE audit_entries SET action = 'x'", "DELETE FROM audit_entries"] {
            let refused = database.write(|transaction| Ok::<_, StorageError>(transaction.batch_execute(mistake)?));
            assert!(refused.is_err_and(|error| error.to_string().contains("kept as they were recorded")));
        }
    });
}

#[test]
fn both_databases_give_the_same_hash_to_the_same_line() {
    use diesel::{QueryDsl, RunQueryDsl};
    use storage::schema::audit_entries as table;
    let (file, server) = (fresh(Backend::Sqlite), fresh(Backend::Postgres));
    trail_of(&file, 3);
    let columns = (
        (table::position, table::recorded_at, table::actor, table::role, table::organisation, table::action),
        (table::subject_kind, table::subject_id, table::details, table::previous_hash, table::hash),
    );
    type First = (i64, String, String, String, Option<String>, String);
    type Second = (String, Option<String>, String, String, String);
    let rows: Vec<(First, Second)> =
        file.read(|connection| Ok::<_, StorageError>(table::table.select(columns).load(connection)?)).expect("lines");
    server
        .write(|transaction| {
            use diesel::ExpressionMethods;
            use storage::schema::log_sequence;
            for (first, second) in &rows {
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
                );
                diesel::insert_into(table::table).values(values).execute(transaction.connection())?;
            }
            let last = rows.last().map(|(_, second)| second.4.clone()).unwrap_or_default();
            diesel::update(log_sequence::table)
                .set((log_sequence::last_audit_entry.eq(rows.len() as i64), log_sequence::last_audit_hash.eq(last)))
                .execute(transaction.connection())?;
            Ok::<_, StorageError>(())
        })
        .expect("the trail, carried over");
    assert_eq!(verify(&server), Ok(Verified { entries: 3 }));
}

#[test]
fn a_long_import_is_one_chain() {
    for_each_database(|database| {
        let lines: Vec<NewAuditEntry<'_>> = (0..6_000).map(|_| line("import-candidates")).collect();
        database.write(|transaction| audit::append(transaction, &lines)).expect("appended");
        assert_eq!(verify(database), Ok(Verified { entries: 6_000 }));
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_in_a_line_survives_and_keeps_the_trail_whole(
        actor in "[^\u{0}]{0,40}", act in "[^\u{0}]{0,40}", details in any::<String>(),
    ) {
        for_each_database(|database| {
            let given = NewAuditEntry {
                actor: &actor, action: &act, details: json!({ "free": details }), ..line("any")
            };
            database.write(|transaction| audit::append(transaction, &[given])).expect("appended");
            assert_eq!(verify(database), Ok(Verified { entries: 1 }));
            let read = database.read(|connection| audit::read(connection, 0, 1)).expect("a line");
            assert_eq!((&read[0].actor, &read[0].action, &read[0].details["free"]), (&actor, &act, &json!(details)));
        });
    }
}
