//! Fresh, migrated databases of both kinds for tests. Behind the feature `testing`.
//!
//! The embedded one is a file in a temporary folder; the server's one is a schema of its own on the server that
//! `PASSERELLE_TEST_POSTGRES` names. Both are gone when the test ends, also when it fails.

use std::ops::Deref;

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};

use crate::{Backend, Database};

/// Both kinds of database.
pub const KINDS: [Backend; 2] = [Backend::Sqlite, Backend::Postgres];

/// The environment variable that names a server for tests, as a URL with the right to create schemas.
pub const SERVER: &str = "PASSERELLE_TEST_POSTGRES";

/// Connections that a test's database may have at once.
const CONNECTIONS: u32 = 8;

/// A fresh database that goes away with this value. Derefs to the [`Database`].
pub struct Fresh {
    database: Database,
    url: String,
    location: Location,
}

/// What is to be cleared away.
enum Location {
    Folder(tempfile::TempDir),
    Schema { server: String, name: String },
}

/// Does the same with a fresh, migrated database of each kind.
///
/// # Panics
/// When a database can't be made, also when no server is named: a test that didn't run on both says nothing.
pub fn for_each_database(test: impl Fn(&Database)) {
    for kind in KINDS {
        test(&fresh(kind));
    }
}

/// A fresh, migrated database.
///
/// # Panics
/// As [`empty`].
pub fn fresh(kind: Backend) -> Fresh {
    let fresh = empty(kind);
    fresh.migrate().expect("a fresh database takes all migrations");
    fresh
}

/// A fresh database without any table.
///
/// # Panics
/// When it can't be made, also when it is to be on a server and none is named.
pub fn empty(kind: Backend) -> Fresh {
    let (url, location) = match kind {
        Backend::Sqlite => {
            let folder = tempfile::tempdir().expect("a temporary folder");
            (format!("sqlite:{}", folder.path().join("test.sqlite").display()), Location::Folder(folder))
        }
        Backend::Postgres => {
            let server = std::env::var(SERVER).unwrap_or_else(|_| {
                panic!(
                    "{SERVER} is not set: run the tests with `tests/run`, or set it to the URL of a PostgreSQL server"
                )
            });
            let name = format!("test_{}", uuid::Uuid::new_v4().simple());
            on_server(&server, &format!("CREATE SCHEMA {name}"));
            let joint = if server.contains('?') { '&' } else { '?' };
            (format!("{server}{joint}options=-csearch_path%3D{name}"), Location::Schema { server, name })
        }
    };
    let database = Database::open(&url, CONNECTIONS).expect("a fresh database opens");
    Fresh { database, url, location }
}

impl Fresh {
    /// The address, to open it once more.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Deref for Fresh {
    type Target = Database;

    fn deref(&self) -> &Database {
        &self.database
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        match &self.location {
            // The folder clears itself away.
            Location::Folder(folder) => debug_assert!(folder.path().exists()),
            Location::Schema { server, name } => {
                on_server(server, &format!("SET client_min_messages = warning; DROP SCHEMA {name} CASCADE"));
            }
        }
    }
}

fn on_server(server: &str, statement: &str) {
    let mut connection = PgConnection::establish(server)
        .unwrap_or_else(|error| panic!("the server that {SERVER} names can't be reached: {error}"));
    connection.batch_execute(statement).unwrap_or_else(|error| panic!("{statement}: {error}"));
}
