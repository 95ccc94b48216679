//! The table of vacancies, its row, and the conversion between a row and a vacancy.

use access::{Actor, Permission, Subject};
use diesel::prelude::{Insertable, Queryable, Selectable};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};
use storage::audit::Commitment;
use storage::{AnyConnection, StorageError, Timestamp, Transaction, as_json, content_hash, covered_rows, row_hash};
use vocabulary::{ParseError, ProgrammeId, VacancyId};

use super::vacancy_operations::KIND;
use super::{Vacancy, VacancyError, VacancyState};

diesel::table! {
    /// Vacancies, with their content as JSON.
    vacancies (id) {
        id -> Text,
        programme_id -> Text,
        organisation_id -> Text,
        reference -> Text,
        state -> Text,
        posts -> Nullable<BigInt>,
        valid_until -> Nullable<Text>,
        content -> Text,
        suggestions -> Nullable<Text>,
        content_hash -> Text,
        version -> BigInt,
        created_at -> Text,
        changed_at -> Text,
    }
}

/// A row of `vacancies`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, Insertable, Queryable, Selectable)]
#[diesel(table_name = vacancies, treat_none_as_default_value = false)]
pub(crate) struct StoredVacancy {
    /// The vacancy, a UUID.
    pub(crate) id: String,
    /// The programme.
    pub(crate) programme_id: String,
    /// The employer.
    pub(crate) organisation_id: String,
    /// Its id in files, which belongs to the employer.
    pub(crate) reference: String,
    /// `draft`, `open`, `closed` or `withdrawn`.
    pub(crate) state: String,
    /// The number of posts.
    pub(crate) posts: Option<i64>,
    /// The last day on which it is open, ISO 8601.
    pub(crate) valid_until: Option<String>,
    /// Its content, as JSON.
    pub(crate) content: String,
    /// Suggestions for a draft, as JSON.
    pub(crate) suggestions: Option<String>,
    /// A hash of the content, by which an import detects changes.
    pub(crate) content_hash: String,
    /// Counts changes from 1.
    pub(crate) version: i64,
    /// When it was entered.
    pub(crate) created_at: String,
    /// When it was last changed.
    pub(crate) changed_at: String,
}

/// A vacancy as the row that is inserted.
pub(crate) fn row(vacancy: &Vacancy, now: Timestamp) -> Result<StoredVacancy, StorageError> {
    let content = as_json(&vacancy.content)?;
    Ok(StoredVacancy {
        id: vacancy.id.to_string(),
        programme_id: vacancy.programme.to_string(),
        organisation_id: vacancy.organisation.to_string(),
        reference: vacancy.reference.clone(),
        state: vacancy.state.to_string(),
        posts: vacancy.content.posts.map(i64::from),
        valid_until: vacancy.content.valid_until.map(|day| day.to_string()),
        content_hash: content_hash(&content),
        content,
        suggestions: vacancy.suggestions.as_ref().map(as_json).transpose()?,
        version: vacancy.version,
        created_at: now.to_string(),
        changed_at: now.to_string(),
    })
}

/// Writes a changed vacancy with the version after the one that was read, and returns the row as it is then; `before` is the
/// state that was read.
///
/// # Errors
/// [`StorageError::Conflict`] when the row has another version or state by now.
pub(crate) fn update(
    transaction: &mut Transaction<'_>,
    before: VacancyState,
    vacancy: &Vacancy,
) -> Result<StoredVacancy, StorageError> {
    let StoredVacancy { state, posts, valid_until, content, suggestions, content_hash, changed_at, .. } =
        row(vacancy, transaction.now())?;
    let as_read = vacancies::table
        .filter(vacancies::id.eq(vacancy.id.to_string()))
        .filter(vacancies::version.eq(vacancy.version - 1))
        .filter(vacancies::state.eq(before.word()));
    let changed = diesel::update(as_read)
        .set((
            vacancies::state.eq(state),
            vacancies::posts.eq(posts),
            vacancies::valid_until.eq(valid_until),
            vacancies::content.eq(content),
            vacancies::suggestions.eq(suggestions),
            vacancies::content_hash.eq(content_hash),
            vacancies::version.eq(vacancy.version),
            vacancies::changed_at.eq(changed_at),
        ))
        .execute(transaction.connection())?;
    if changed != 1 {
        return Err(conflict(vacancy.id));
    }
    let written = vacancies::table.find(vacancy.id.to_string()).select(StoredVacancy::as_select());
    Ok(written.get_result(transaction.connection())?)
}

impl StoredVacancy {
    /// What the audit entry of an action that left the vacancy like this commits to.
    pub(crate) fn commitment(&self, id: VacancyId) -> Commitment {
        Commitment::new(KIND, id.uuid(), &row_hash(self))
    }
}

covered_rows! {
    /// Vacancies, for the verification of the audit log.
    CoveredVacancies: KIND, vacancies, StoredVacancy
}

/// The refusal of a change that began from another version than the current one.
pub(crate) fn conflict(id: VacancyId) -> StorageError {
    StorageError::conflict(format!("vacancy {id}"))
}

/// The vacancy with an identifier, on which an actor has the permission that its state asks for: one of `permissions`. One
/// beyond its reach is as one that doesn't exist: nothing more of it is read.
pub(crate) fn find_within_reach(
    connection: &mut AnyConnection,
    actor: &Actor,
    permissions: &[Permission],
    permission_in: impl FnOnce(VacancyState) -> Permission,
    id: VacancyId,
) -> Result<Vacancy, VacancyError> {
    actor.may_ever(permissions)?;
    let not_found = || StorageError::not_found(format!("vacancy {id}"));
    let belongs_to: Option<(String, String, String)> = vacancies::table
        .find(id.to_string())
        .select((vacancies::programme_id, vacancies::organisation_id, vacancies::state))
        .first(connection)
        .optional()
        .map_err(StorageError::from)?;
    let (programme, organisation, state) = belongs_to.ok_or_else(not_found)?;
    let wrong = |error: ParseError| StorageError::unreadable(error.expected, &error.found);
    let subject = Subject::in_programme(programme.parse().map_err(wrong)?)
        .of_organisation(organisation.parse().map_err(wrong)?);
    if !actor.reaches(permission_in(state.parse().map_err(wrong)?), &subject) {
        return Err(not_found().into());
    }
    let row = vacancies::table.find(id.to_string()).select(StoredVacancy::as_select()).first(connection);
    Ok(vacancy(row.map_err(StorageError::from)?)?)
}

/// The vacancy of a programme with an identifier, locked until the transaction ends.
pub(crate) fn lock(
    transaction: &mut Transaction<'_>,
    programme: ProgrammeId,
    id: VacancyId,
) -> Result<Option<Vacancy>, StorageError> {
    // One of another programme isn't waited for, by which it could be told from one that doesn't exist.
    let of_programme =
        vacancies::table.find(id.to_string()).filter(vacancies::programme_id.eq(programme.to_string()));
    // The embedded database has one writer at a time.
    if let AnyConnection::Postgres(server) = transaction.connection() {
        of_programme.clone().select(vacancies::id).for_update().first::<String>(server).optional()?;
    }
    let found = of_programme.select(StoredVacancy::as_select()).first(transaction.connection()).optional()?;
    found.map(vacancy).transpose()
}

/// A row as the vacancy that it holds.
pub(crate) fn vacancy(row: StoredVacancy) -> Result<Vacancy, StorageError> {
    let wrong = |error: ParseError| StorageError::unreadable(error.expected, &error.found);
    let wrong_json =
        |what: &'static str| move |error: serde_json::Error| StorageError::unreadable(what, &error.to_string());
    let suggestions = row.suggestions.as_deref().map(serde_json::from_str).transpose();
    Ok(Vacancy {
        id: row.id.parse().map_err(wrong)?,
        programme: row.programme_id.parse().map_err(wrong)?,
        organisation: row.organisation_id.parse().map_err(wrong)?,
        state: row.state.parse().map_err(wrong)?,
        version: row.version,
        content: serde_json::from_str(&row.content).map_err(wrong_json("a vacancy's content"))?,
        suggestions: suggestions.map_err(wrong_json("suggestions"))?,
        reference: row.reference,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_exists_in_both_databases() {
        storage::assert_columns_exist!(vacancies);
    }
}
