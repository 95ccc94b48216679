//! Fresh, migrated databases of both kinds for tests. Behind the feature `testing`.
//!
//! The embedded one is a file in a temporary folder; the server's one is a schema of its own on the server that
//! `PASSERELLE_TEST_POSTGRES` names. Both are gone when the test ends, also when it fails.

use std::ops::Deref;

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};

use crate::{Database, Kind};

/// Both kinds of database.
pub const KINDS: [Kind; 2] = [Kind::Sqlite, Kind::Postgres];

/// The environment variable that names a server for tests, as a URL with the right to create schemas.
pub const SERVER: &str = "PASSERELLE_TEST_POSTGRES";

/// Connections that a test's database may have at once.
const CONNECTIONS: u32 = 8;

/// A fresh database that goes away with this value. Derefs to the [`Database`].
pub struct Fresh {
    database: Database,
    url: String,
    place: Place,
}

/// What is to be cleared away.
enum Place {
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
pub fn fresh(kind: Kind) -> Fresh {
    let fresh = empty(kind);
    fresh.migrate().expect("a fresh database takes all migrations");
    fresh
}

/// A fresh database without any table.
///
/// # Panics
/// When it can't be made, also when it is to be on a server and none is named.
pub fn empty(kind: Kind) -> Fresh {
    let (url, place) = match kind {
        Kind::Sqlite => {
            let folder = tempfile::tempdir().expect("a temporary folder");
            (format!("sqlite:{}", folder.path().join("test.sqlite").display()), Place::Folder(folder))
        }
        Kind::Postgres => {
            let server = std::env::var(SERVER).unwrap_or_else(|_| {
                panic!(
                    "{SERVER} is not set: run the tests with `tests/run`, or set it to the URL of a PostgreSQL server"
                )
            });
            let name = format!("test_{}", uuid::Uuid::new_v4().simple());
            on_server(&server, &format!("CREATE SCHEMA {name}"));
            let joint = if server.contains('?') { '&' } else { '?' };
            (format!("{server}{joint}options=-csearch_path%3D{name}"), Place::Schema { server, name })
        }
    };
    let database = Database::open(&url, CONNECTIONS).expect("a fresh database opens");
    Fresh { database, url, place }
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
        match &self.place {
            // The folder clears itself away.
            Place::Folder(folder) => debug_assert!(folder.path().exists()),
            Place::Schema { server, name } => {
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
