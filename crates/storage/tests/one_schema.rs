//! Both databases have the same tables.

use std::collections::BTreeSet;

use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use storage::testing::{KINDS, empty, fresh};
use storage::{AnyConnection, Backend, Database, StorageError};

#[derive(QueryableByName)]
struct Description {
    #[diesel(sql_type = Text)]
    line: String,
}

/// One line for each column (with type and nullability), primary key, index and foreign key.
fn description(kind: Backend) -> BTreeSet<String> {
    let database = fresh(kind);
    let queries: &[&str] = match kind {
        Backend::Sqlite => &[
            "SELECT 'column ' || m.name || '.' || c.name || ' '
                 || CASE WHEN c.type IN ('INTEGER', 'BIGINT') THEN 'integer' ELSE lower(c.type) END
                 || CASE WHEN c.\"notnull\" THEN '' ELSE ' or nothing' END AS line
             FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'",
            "SELECT 'key ' || m.name || ' ' || group_concat(c.name) || ' named ' || m.name || '_'
                 || group_concat(c.name, '_') AS line
             FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.pk > 0 GROUP BY m.name",
            "SELECT 'index ' || i.name || CASE WHEN i.\"unique\" THEN ' unique ' ELSE ' ' END || group_concat(c.name)
                 AS line
             FROM sqlite_master m, pragma_index_list(m.name) i, pragma_index_info(i.name) c
             WHERE m.type = 'table' AND i.origin = 'c' GROUP BY i.name, i.\"unique\"",
            "SELECT 'reference ' || m.name || '.' || f.\"from\" || ' to ' || f.\"table\" || ' '
                 || lower(f.on_delete) AS line
             FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'",
        ],
        Backend::Postgres => &[
            "SELECT 'column ' || table_name || '.' || column_name || ' '
                 || CASE WHEN data_type IN ('bigint', 'integer') THEN 'integer' WHEN data_type = 'bytea' THEN 'blob' ELSE data_type END
                 || CASE WHEN is_nullable = 'NO' THEN '' ELSE ' or nothing' END AS line
             FROM information_schema.columns WHERE table_schema = current_schema()",
            "SELECT 'key ' || t.relname || ' ' || string_agg(a.attname, ',' ORDER BY k.position) || ' named ' || n.relname
                 AS line
             FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class n ON n.oid = i.indexrelid,
                  unnest(i.indkey) WITH ORDINALITY k (number, position), pg_attribute a
             WHERE i.indisprimary AND t.relnamespace = current_schema()::regnamespace
               AND a.attrelid = t.oid AND a.attnum = k.number GROUP BY t.relname, n.relname",
            "SELECT 'index ' || n.relname || CASE WHEN i.indisunique THEN ' unique ' ELSE ' ' END
                 || string_agg(a.attname, ',' ORDER BY k.position) AS line
             FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class n ON n.oid = i.indexrelid,
                  unnest(i.indkey) WITH ORDINALITY k (number, position), pg_attribute a
             WHERE NOT i.indisprimary AND t.relnamespace = current_schema()::regnamespace
               AND a.attrelid = t.oid AND a.attnum = k.number GROUP BY n.relname, i.indisunique",
            "SELECT 'reference ' || t.relname || '.' || a.attname || ' to ' || r.relname || ' '
                 || CASE c.confdeltype WHEN 'c' THEN 'cascade' WHEN 'a' THEN 'no action' ELSE 'other' END AS line
             FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class r ON r.oid = c.confrelid
             JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1]
             WHERE c.contype = 'f' AND t.relnamespace = current_schema()::regnamespace",
        ],
    };
    let lines: Result<BTreeSet<String>, StorageError> = database.read(|connection| {
        let mut lines = BTreeSet::new();
        for query in queries {
            let found: Vec<Description> = match connection {
                AnyConnection::Sqlite(file) => sql_query(*query).load(file)?,
                AnyConnection::Postgres(server) => sql_query(*query).load(server)?,
            };
            lines.extend(found.into_iter().map(|found| found.line));
        }
        Ok(lines)
    });
    // Without diesel's own table of migrations.
    lines.expect("a schema").into_iter().filter(|line| !line.contains("__diesel_schema_migrations")).collect()
}

#[test]
fn both_databases_have_the_same_tables_columns_keys_and_indexes() {
    let (file, server) = (description(Backend::Sqlite), description(Backend::Postgres));
    let only_file: Vec<_> = file.difference(&server).collect();
    let only_server: Vec<_> = server.difference(&file).collect();
    assert!(
        only_file.is_empty() && only_server.is_empty(),
        "only SQLite: {only_file:#?}\nonly PostgreSQL: {only_server:#?}"
    );
    for expected in [
        "column candidates.preferences text",
        "column vacancies.posts integer or nothing",
        "key log_sequence name named log_sequence_name",
    ] {
        assert!(file.contains(expected), "{expected} is missing from {file:#?}");
    }
}

#[test]
fn every_column_of_this_crates_tables_exists_in_both_databases() {
    use storage::schema::{audit_entries, events, follower_positions, installation, jobs, log_sequence};
    storage::assert_columns_exist!(installation, log_sequence, events, audit_entries, jobs, follower_positions);
}

#[test]
fn an_empty_database_is_refused_until_it_is_migrated_once() {
    for kind in KINDS {
        let database = empty(kind);
        let error = database.check_schema().expect_err("there are no tables");
        assert!(
            matches!(error, StorageError::NotMigrated { .. }) && error.to_string().contains("passerelle migrate")
        );
        assert!(!database.migrate().expect("migrations run").is_empty());
        assert_eq!(database.check_schema(), Ok(()));
        assert_eq!(database.migrate(), Ok(vec![]));
    }
}

/// Records as applied a migration that this program doesn't have.
fn record_migration(database: &Database, version: &str) {
    let statement = format!("INSERT INTO __diesel_schema_migrations (version) VALUES ('{version}')");
    database
        .write(|transaction| Ok::<_, StorageError>(transaction.batch_execute(&statement)?))
        .expect("the migration is recorded");
}

#[test]
fn a_database_of_a_newer_program_is_refused() {
    for kind in KINDS {
        let database = fresh(kind);
        record_migration(&database, "99990101000000");
        let error = database.check_schema().expect_err("the migration is unknown");
        assert!(matches!(error, StorageError::TooNew { .. }), "{error}");
    }
}

#[test]
fn a_database_of_an_earlier_development_version_is_neither_accepted_nor_migrated() {
    for kind in KINDS {
        // The first has this program's migrations too; the second has none of them, as after a development version.
        let (migrated, unmigrated) = (fresh(kind), empty(kind));
        unmigrated.check_schema().expect_err("there are no tables, but diesel's table of migrations is created");
        for database in [&*migrated, &*unmigrated] {
            record_migration(database, "20261124000001");
            let refused = StorageError::DevelopmentVersion { migration: "20261124000001".to_owned() };
            assert_eq!(database.check_schema(), Err(refused.clone()));
            assert_eq!(database.migrate(), Err(refused.clone()));
            assert!(refused.to_string().contains("start with an empty database"), "{refused}");
        }
        let tables = unmigrated.read(|connection| {
            use diesel::QueryDsl;
            use storage::schema::log_sequence;
            Ok::<_, StorageError>(log_sequence::table.count().get_result::<i64>(connection)?)
        });
        assert!(tables.is_err(), "a refused database isn't migrated");
    }
}
