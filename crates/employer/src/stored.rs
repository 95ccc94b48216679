//! A vacancy as a row of the database, and back.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};
use sha2::{Digest, Sha256};
use storage::rows::VacancyRow;
use storage::schema::vacancies;
use storage::{AnyConnection, StorageError, Timestamp, Transaction};
use vocabulary::{ParseError, VacancyId};

use crate::{Vacancy, VacancyContent};

/// The content as JSON.
pub(crate) fn content_json(content: &VacancyContent) -> Result<String, StorageError> {
    serde_json::to_string(content).map_err(|error| StorageError::Other(error.to_string()))
}

/// A hash of the content as JSON, by which an import sees at a glance that nothing is new.
pub(crate) fn content_hash(json: &str) -> String {
    Sha256::digest(json.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A vacancy as the row that is inserted.
pub(crate) fn row(vacancy: &Vacancy, now: Timestamp) -> Result<VacancyRow, StorageError> {
    let content = content_json(&vacancy.content)?;
    Ok(VacancyRow {
        id: vacancy.id.to_string(),
        programme_id: vacancy.programme.to_string(),
        organisation_id: vacancy.organisation.to_string(),
        reference: vacancy.reference.clone(),
        state: vacancy.state.to_string(),
        posts: vacancy.content.posts.map(i64::from),
        posts_taken: i64::from(vacancy.posts_taken),
        valid_until: vacancy.content.valid_until.map(|day| day.to_string()),
        content_hash: content_hash(&content),
        content,
        suggestions: suggestions_json(vacancy)?,
        version: vacancy.version,
        created_at: now.to_string(),
        changed_at: now.to_string(),
    })
}

fn suggestions_json(vacancy: &Vacancy) -> Result<Option<String>, StorageError> {
    let json = vacancy.suggestions.as_ref().map(serde_json::to_string).transpose();
    json.map_err(|error| StorageError::Other(error.to_string()))
}

/// Writes a changed vacancy whose version counts on from the one that was read.
pub(crate) fn update(transaction: &mut Transaction<'_>, vacancy: &Vacancy) -> Result<(), StorageError> {
    let VacancyRow { state, posts, posts_taken, valid_until, content, suggestions, content_hash, changed_at, .. } =
        row(vacancy, Timestamp::now())?;
    let read = vacancies::table.filter(vacancies::id.eq(vacancy.id.to_string()));
    let changed = diesel::update(read.filter(vacancies::version.eq(vacancy.version - 1)))
        .set((
            vacancies::state.eq(state),
            vacancies::posts.eq(posts),
            vacancies::posts_taken.eq(posts_taken),
            vacancies::valid_until.eq(valid_until),
            vacancies::content.eq(content),
            vacancies::suggestions.eq(suggestions),
            vacancies::content_hash.eq(content_hash),
            vacancies::version.eq(vacancy.version),
            vacancies::changed_at.eq(changed_at),
        ))
        .execute(transaction.connection())?;
    if changed == 1 { Ok(()) } else { Err(conflict(vacancy.id)) }
}

pub(crate) fn conflict(id: VacancyId) -> StorageError {
    StorageError::conflict(format!("vacancy {id}"))
}

/// The vacancy of an identifier.
pub(crate) fn find(connection: &mut AnyConnection, id: VacancyId) -> Result<Vacancy, StorageError> {
    let found = vacancies::table.find(id.to_string()).select(VacancyRow::as_select()).first(connection);
    match found.optional()? {
        Some(row) => vacancy(row),
        None => Err(StorageError::not_found(format!("vacancy {id}"))),
    }
}

/// A row as the vacancy that it holds.
pub(crate) fn vacancy(row: VacancyRow) -> Result<Vacancy, StorageError> {
    let wrong = |error: ParseError| StorageError::unreadable(error.expected, &error.found);
    let no_json =
        |what: &'static str| move |error: serde_json::Error| StorageError::unreadable(what, &error.to_string());
    let suggestions = row.suggestions.as_deref().map(serde_json::from_str).transpose();
    Ok(Vacancy {
        id: row.id.parse().map_err(wrong)?,
        programme: row.programme_id.parse().map_err(wrong)?,
        organisation: row.organisation_id.parse().map_err(wrong)?,
        state: row.state.parse().map_err(wrong)?,
        posts_taken: u32::try_from(row.posts_taken)
            .map_err(|_| StorageError::unreadable("a number of posts", &row.posts_taken.to_string()))?,
        version: row.version,
        content: serde_json::from_str(&row.content).map_err(no_json("a vacancy's content"))?,
        suggestions: suggestions.map_err(no_json("suggestions"))?,
        reference: row.reference,
    })
}
