//! Inserts many rows at once, for imports: on SQLite a prepared statement that is repeated, on PostgreSQL, where each
//! round trip costs time, one stream of rows (`COPY`).

/// From this number of rows on, `COPY` is faster than a statement for each row.
#[doc(hidden)]
pub const COPY_FROM: usize = 8;

/// Inserts a slice of rows into a table: `insert_many!(transaction, candidates::table, &rows)?`, where `transaction` is
/// a `&mut Transaction` and each row is `Insertable` into the table. Needs `diesel` among the caller's dependencies.
///
/// # Errors
/// Those of the database; the transaction has to be rolled back then.
#[macro_export]
macro_rules! insert_many {
    ($transaction:expr, $table:expr, $rows:expr) => {{
        use ::diesel::{ExecuteCopyFromDsl as _, RunQueryDsl as _};
        let transaction: &mut $crate::Transaction<'_> = $transaction;
        let rows: &[_] = $rows;
        match transaction.connection() {
            $crate::AnyConnection::Sqlite(file) => {
                rows.iter().try_for_each(|row| ::diesel::insert_into($table).values(row).execute(file).map(|_| ()))
            }
            $crate::AnyConnection::Postgres(server) if rows.len() < $crate::bulk::COPY_FROM => {
                rows.iter().try_for_each(|row| ::diesel::insert_into($table).values(row).execute(server).map(|_| ()))
            }
            $crate::AnyConnection::Postgres(server) => {
                ::diesel::copy_from($table).from_insertable(rows).execute(server).map(|_| ())
            }
        }
        .map_err($crate::StorageError::from)
    }};
}
