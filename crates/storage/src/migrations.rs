//! The migrations, embedded in the program: a folder for each database, with the same names in both.

use std::collections::BTreeSet;

use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationSource};
use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::{AnyConnection, StorageError};

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgresql");

/// The key of the advisory lock by which two programs that migrate one server at the same time wait for each other.
const ADVISORY_LOCK: i64 = 7_271_901;

/// Runs the pending migrations and returns their names.
pub(crate) fn run(connection: &mut AnyConnection) -> Result<Vec<String>, StorageError> {
    match connection {
        AnyConnection::Sqlite(file) => run_from(file, SQLITE),
        AnyConnection::Postgres(server) => {
            server.batch_execute(&format!("SELECT pg_advisory_lock({ADVISORY_LOCK})"))?;
            let names = run_from(server, POSTGRES);
            server.batch_execute(&format!("SELECT pg_advisory_unlock({ADVISORY_LOCK})"))?;
            names
        }
    }
}

/// Checks that exactly the migrations of this program were applied.
pub(crate) fn check(connection: &mut AnyConnection) -> Result<(), StorageError> {
    match connection {
        AnyConnection::Sqlite(file) => check_against(file, SQLITE),
        AnyConnection::Postgres(server) => check_against(server, POSTGRES),
    }
}

/// As [`check`], without making the table that names the migrations.
pub(crate) fn check_to_read(connection: &mut AnyConnection) -> Result<(), StorageError> {
    let versions = sql_query("SELECT version FROM __diesel_schema_migrations");
    let applied: Vec<AppliedMigration> = match connection {
        AnyConnection::Sqlite(file) => versions.load(file)?,
        AnyConnection::Postgres(server) => versions.load(server)?,
    };
    let applied = applied.into_iter().map(|applied| applied.version).collect();
    match connection {
        AnyConnection::Sqlite(_) => compare(&applied, &known_versions::<diesel::sqlite::Sqlite>(&SQLITE)?),
        AnyConnection::Postgres(_) => compare(&applied, &known_versions::<diesel::pg::Pg>(&POSTGRES)?),
    }
}

/// A row of diesel's own table.
#[derive(QueryableByName)]
struct AppliedMigration {
    #[diesel(sql_type = Text)]
    version: String,
}

fn run_from<DB, C>(connection: &mut C, source: EmbeddedMigrations) -> Result<Vec<String>, StorageError>
where
    DB: diesel::backend::Backend,
    C: MigrationHarness<DB>,
    EmbeddedMigrations: MigrationSource<DB>,
{
    refuse_older(&applied_versions(connection)?, &known_versions::<DB>(&source)?)?;
    let pending = connection.pending_migrations(source).map_err(storage_error)?;
    let mut names = Vec::with_capacity(pending.len());
    for migration in pending {
        let name = migration.name().to_string();
        connection
            .run_migration(&*migration)
            .map_err(|error| StorageError::Migration { name: name.clone(), reason: error.to_string() })?;
        names.push(name);
    }
    Ok(names)
}

fn check_against<DB, C>(connection: &mut C, source: EmbeddedMigrations) -> Result<(), StorageError>
where
    DB: diesel::backend::Backend,
    C: MigrationHarness<DB>,
    EmbeddedMigrations: MigrationSource<DB>,
{
    compare(&applied_versions(connection)?, &known_versions::<DB>(&source)?)
}

/// Compares the applied migrations with those of this program.
fn compare(applied: &BTreeSet<String>, known: &BTreeSet<String>) -> Result<(), StorageError> {
    refuse_older(applied, known)?;
    if let Some(unknown) = applied.difference(known).next() {
        return Err(StorageError::TooNew { unknown: unknown.clone() });
    }
    match known.difference(applied).count() {
        0 => Ok(()),
        missing => Err(StorageError::NotMigrated { missing }),
    }
}

fn applied_versions<DB, C>(connection: &mut C) -> Result<BTreeSet<String>, StorageError>
where
    DB: diesel::backend::Backend,
    C: MigrationHarness<DB>,
{
    let versions = connection.applied_migrations().map_err(storage_error)?;
    Ok(versions.into_iter().map(|version| version.to_string()).collect())
}

fn known_versions<DB>(source: &EmbeddedMigrations) -> Result<BTreeSet<String>, StorageError>
where
    DB: diesel::backend::Backend,
    EmbeddedMigrations: MigrationSource<DB>,
{
    let migrations = MigrationSource::<DB>::migrations(source).map_err(storage_error)?;
    Ok(migrations.iter().map(|migration| migration.name().version().to_string()).collect())
}

/// Refuses a database with a migration from before the first one that this program has: its tables have other names,
/// and no migration leads from them to today's. Versions are timestamps of one length, so text order is their order.
fn refuse_older(applied: &BTreeSet<String>, known: &BTreeSet<String>) -> Result<(), StorageError> {
    match (applied.first(), known.first()) {
        (Some(applied), Some(known)) if applied < known => {
            Err(StorageError::DevelopmentVersion { migration: applied.clone() })
        }
        _ => Ok(()),
    }
}

fn storage_error(error: Box<dyn std::error::Error + Send + Sync>) -> StorageError {
    match error.downcast::<diesel::result::Error>() {
        Ok(error) => (*error).into(),
        Err(error) => StorageError::Other(error.to_string()),
    }
}
