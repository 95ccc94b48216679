//! Many rows at once, for imports: a prepared statement again and again on the embedded database, and for a server,
//! where each journey costs, one stream of rows (`COPY`).

use diesel::{ExecuteCopyFromDsl, RunQueryDsl};

use crate::rows::{AuditEntryRow, CandidateRow, EventRow, PersonalDataRow, VacancyRow};
use crate::schema::{audit_entries, candidate_personal_data, candidates, events, vacancies};
use crate::{AnyConnection, StorageError, Transaction};

/// From so many rows on, a stream is faster than a statement for each.
const MANY: usize = 8;

macro_rules! insert_many {
    ($(#[$about:meta])* $visible:vis fn $name:ident(rows: &[$row:ty]) into $table:ident) => {
        $(#[$about])*
        ///
        /// # Errors
        /// Those of the database; the transaction is then good for nothing but to be given up.
        $visible fn $name(transaction: &mut Transaction<'_>, rows: &[$row]) -> Result<(), StorageError> {
            match transaction.connection() {
                AnyConnection::Sqlite(file) => {
                    for row in rows {
                        diesel::insert_into($table::table).values(row).execute(file)?;
                    }
                }
                AnyConnection::Postgres(server) if rows.len() < MANY => {
                    for row in rows {
                        diesel::insert_into($table::table).values(row).execute(server)?;
                    }
                }
                AnyConnection::Postgres(server) => {
                    diesel::copy_from($table::table).from_insertable(rows).execute(server)?;
                }
            }
            Ok(())
        }
    };
}

insert_many! {
    /// Inserts candidates, without their identities.
    pub fn insert_candidates(rows: &[CandidateRow]) into candidates
}
insert_many! {
    /// Inserts the protected part of candidates that are there.
    pub fn insert_personal_data(rows: &[PersonalDataRow]) into candidate_personal_data
}
insert_many! {
    /// Inserts vacancies.
    pub fn insert_vacancies(rows: &[VacancyRow]) into vacancies
}
insert_many! {
    /// Inserts events that have their positions.
    pub(crate) fn insert_events(rows: &[EventRow]) into events
}
insert_many! {
    /// Inserts audit lines that have their places in the chain.
    pub(crate) fn insert_audit_entries(rows: &[AuditEntryRow]) into audit_entries
}
