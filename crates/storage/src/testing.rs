//! Fresh, migrated databases of both kinds for tests. Needs the feature `testing`.
//!
//! The embedded one is a file in a temporary folder; the other one is a schema of its own on the server whose URL is in
//! `PASSERELLE_TEST_POSTGRES`. Both are deleted when the test ends, also when it fails.

use std::ops::Deref;

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};

use vocabulary::Clock;

use crate::{Backend, Database};

/// Both kinds of database.
pub const KINDS: [Backend; 2] = [Backend::Sqlite, Backend::Postgres];

/// The environment variable with the URL of a server for tests, whose user may create schemas.
pub const SERVER: &str = "PASSERELLE_TEST_POSTGRES";

/// The size of a test database's connection pool.
const CONNECTIONS: u32 = 8;

/// A fresh database that is deleted with this value. Derefs to the [`Database`].
pub struct Fresh {
    database: Database,
    url: String,
    location: Location,
}

/// What is deleted with the database.
enum Location {
    Folder(tempfile::TempDir),
    Schema { server: String, name: String },
}

/// Runs a test on a fresh, migrated database of each kind.
///
/// # Panics
/// When a database can't be created, also when [`SERVER`] isn't set: a test must not pass without a run on both.
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
/// When it can't be created, also when it needs a server and [`SERVER`] isn't set.
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
    let database = Database::open(&url, CONNECTIONS, Clock::system()).expect("a fresh database opens");
    Fresh { database, url, location }
}

impl Fresh {
    /// The address, for opening it again.
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
            // `TempDir` deletes the folder.
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

/// Asserts that every column of diesel tables exists in both databases under its name: `assert_columns_exist!(events,
/// jobs)`, with the modules of the tables in scope. Each crate asserts it of its own tables. Needs `diesel` among the
/// caller's dependencies.
#[macro_export]
macro_rules! assert_columns_exist {
    ($($table:ident),+ $(,)?) => {
        $crate::testing::for_each_database(|database| {
            use ::diesel::{QueryDsl as _, RunQueryDsl as _};
            let read = database.read(|connection| {
                $(
                    $table::table
                        .select($table::all_columns)
                        .limit(1)
                        .execute(connection)
                        .unwrap_or_else(|error| panic!("{}: {error}", stringify!($table)));
                )+
                Ok::<_, $crate::StorageError>(())
            });
            assert_eq!(read, Ok(()));
        })
    };
}
