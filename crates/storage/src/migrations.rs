//! The migrations, built into the program: a folder per database, with the same names.

use std::collections::BTreeSet;

use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationSource};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::{AnyConnection, StorageError};

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgresql");

/// Two programs that migrate one server at the same time wait for each other under this number.
const LOCK: i64 = 7_271_901;

/// Runs what is to be run and gives the names.
pub(crate) fn run(connection: &mut AnyConnection) -> Result<Vec<String>, StorageError> {
    match connection {
        AnyConnection::Sqlite(file) => run_from(file, SQLITE),
        AnyConnection::Postgres(server) => {
            server.batch_execute(&format!("SELECT pg_advisory_lock({LOCK})"))?;
            let names = run_from(server, POSTGRES);
            server.batch_execute(&format!("SELECT pg_advisory_unlock({LOCK})"))?;
            names
        }
    }
}

/// Holds the tables against this program.
pub(crate) fn check(connection: &mut AnyConnection) -> Result<(), StorageError> {
    match connection {
        AnyConnection::Sqlite(file) => check_against(file, SQLITE),
        AnyConnection::Postgres(server) => check_against(server, POSTGRES),
    }
}

fn run_from<DB, C>(connection: &mut C, source: EmbeddedMigrations) -> Result<Vec<String>, StorageError>
where
    DB: diesel::backend::Backend,
    C: MigrationHarness<DB>,
    EmbeddedMigrations: MigrationSource<DB>,
{
    let pending = connection.pending_migrations(source).map_err(told)?;
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
    let applied: BTreeSet<String> =
        connection.applied_migrations().map_err(told)?.into_iter().map(|version| version.to_string()).collect();
    let known: BTreeSet<String> = MigrationSource::<DB>::migrations(&source)
        .map_err(told)?
        .iter()
        .map(|migration| migration.name().version().to_string())
        .collect();
    if let Some(unknown) = applied.difference(&known).next() {
        return Err(StorageError::TooNew { unknown: unknown.clone() });
    }
    match known.difference(&applied).count() {
        0 => Ok(()),
        missing => Err(StorageError::NotMigrated { missing }),
    }
}

fn told(error: Box<dyn std::error::Error + Send + Sync>) -> StorageError {
    match error.downcast::<diesel::result::Error>() {
        Ok(error) => (*error).into(),
        Err(error) => StorageError::Other(error.to_string()),
    }
}
