//! The tables of curricula and of confirmed titles, their rows, and the conversion between a row and a curriculum.

use access::{Actor, Permission};
use diesel::prelude::{Insertable, Queryable, Selectable};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};
use storage::{AnyConnection, StorageError, Timestamp, Transaction, as_json, content_hash};
use vocabulary::{Code, CurriculumId, OrganisationId, ParseError};

use crate::curricula::{CurriculumError, CurriculumKind, StoredCurriculum, subject};
use crate::subject_suggester::ConfirmedTitles;

diesel::table! {
    /// What schools teach, and, with a candidate, what persons were taught; the content as JSON.
    curricula (id) {
        id -> Text,
        programme_id -> Text,
        organisation_id -> Text,
        candidate_id -> Nullable<Text>,
        reference -> Text,
        enrolment_year -> BigInt,
        content -> Text,
        content_hash -> Text,
        version -> BigInt,
        created_at -> Text,
        changed_at -> Text,
    }
}

diesel::table! {
    /// The subjects that a person confirmed for a title of a school's modules.
    confirmed_titles (organisation_id, title) {
        organisation_id -> Text,
        title -> Text,
        programme_id -> Text,
        subjects -> Text,
        confirmed_by -> Text,
        confirmed_at -> Text,
    }
}

/// A row of `curricula`.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, Queryable, Selectable)]
#[diesel(table_name = curricula, treat_none_as_default_value = false)]
pub(crate) struct CurriculumRow {
    /// The curriculum, a UUID.
    pub(crate) id: String,
    /// The programme.
    pub(crate) programme_id: String,
    /// The school.
    pub(crate) organisation_id: String,
    /// The person of a transcript.
    pub(crate) candidate_id: Option<String>,
    /// Its name at the school.
    pub(crate) reference: String,
    /// The year of enrolment for which it holds.
    pub(crate) enrolment_year: i64,
    /// Its modules, as JSON.
    pub(crate) content: String,
    /// A hash of the content, by which an import detects changes.
    pub(crate) content_hash: String,
    /// Counts changes from 1.
    pub(crate) version: i64,
    /// When it was entered.
    pub(crate) created_at: String,
    /// When it was last changed.
    pub(crate) changed_at: String,
}

/// A row of `confirmed_titles`.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = confirmed_titles)]
struct ConfirmedTitleRow {
    organisation_id: String,
    title: String,
    programme_id: String,
    subjects: String,
    confirmed_by: String,
    confirmed_at: String,
}

/// A curriculum as the row that is inserted.
pub(crate) fn row(curriculum: &StoredCurriculum, now: Timestamp) -> Result<CurriculumRow, StorageError> {
    let content = as_json(&curriculum.content)?;
    Ok(CurriculumRow {
        id: curriculum.id.to_string(),
        programme_id: curriculum.programme.to_string(),
        organisation_id: curriculum.school.to_string(),
        candidate_id: curriculum.candidate.map(|candidate| candidate.to_string()),
        reference: curriculum.reference.clone(),
        enrolment_year: i64::from(curriculum.enrolment_year),
        content_hash: content_hash(&content),
        content,
        version: curriculum.version,
        created_at: now.to_string(),
        changed_at: now.to_string(),
    })
}

/// Writes a changed curriculum with the version after the one that was read.
///
/// # Errors
/// [`StorageError::Conflict`] when the row has another version by now.
pub(crate) fn update(transaction: &mut Transaction<'_>, curriculum: &StoredCurriculum) -> Result<(), StorageError> {
    let CurriculumRow { content, content_hash, changed_at, .. } = row(curriculum, transaction.now())?;
    let as_read = curricula::table
        .filter(curricula::id.eq(curriculum.id.to_string()))
        .filter(curricula::version.eq(curriculum.version - 1));
    let changed = diesel::update(as_read)
        .set((
            curricula::content.eq(content),
            curricula::content_hash.eq(content_hash),
            curricula::version.eq(curriculum.version),
            curricula::changed_at.eq(changed_at),
        ))
        .execute(transaction.connection())?;
    if changed == 1 { Ok(()) } else { Err(conflict(curriculum.id)) }
}

/// The refusal of a change that began from another version than the current one.
pub(crate) fn conflict(id: CurriculumId) -> StorageError {
    StorageError::conflict(format!("curriculum {id}"))
}

/// The curriculum with an identifier, on which an actor has the permission for its kind. One beyond its reach is as one that
/// doesn't exist: nothing more of it is read.
pub(crate) fn find_within_reach(
    connection: &mut AnyConnection,
    actor: &Actor,
    permission_on: impl Fn(CurriculumKind) -> Permission,
    id: CurriculumId,
) -> Result<StoredCurriculum, CurriculumError> {
    actor.may_ever(&[permission_on(CurriculumKind::Curriculum), permission_on(CurriculumKind::Transcript)])?;
    let not_found = || StorageError::not_found(format!("curriculum {id}"));
    let belongs_to: Option<(String, String, Option<String>)> = curricula::table
        .find(id.to_string())
        .select((curricula::programme_id, curricula::organisation_id, curricula::candidate_id))
        .first(connection)
        .optional()
        .map_err(StorageError::from)?;
    let (programme, school, candidate) = belongs_to.ok_or_else(not_found)?;
    let wrong = |error: ParseError| StorageError::unreadable(error.expected, &error.found);
    let candidate = candidate.as_deref().map(str::parse).transpose().map_err(wrong)?;
    let subject = subject(programme.parse().map_err(wrong)?, school.parse().map_err(wrong)?, candidate);
    if !actor.reaches(permission_on(CurriculumKind::of(candidate)), &subject) {
        return Err(not_found().into());
    }
    let row = curricula::table.find(id.to_string()).select(CurriculumRow::as_select()).first(connection);
    Ok(curriculum(row.map_err(StorageError::from)?)?)
}

/// The curriculum of a school with a reference, for a year of enrolment.
pub(crate) fn find_by_reference(
    connection: &mut AnyConnection,
    school: OrganisationId,
    reference: &str,
    enrolment_year: u16,
) -> Result<Option<StoredCurriculum>, StorageError> {
    let found = curricula::table
        .filter(curricula::organisation_id.eq(school.to_string()))
        .filter(curricula::reference.eq(reference))
        .filter(curricula::enrolment_year.eq(i64::from(enrolment_year)))
        .select(CurriculumRow::as_select())
        .first(connection)
        .optional()?;
    found.map(curriculum).transpose()
}

/// A row as the curriculum that it holds.
pub(crate) fn curriculum(row: CurriculumRow) -> Result<StoredCurriculum, StorageError> {
    let wrong = |error: ParseError| StorageError::unreadable(error.expected, &error.found);
    Ok(StoredCurriculum {
        id: row.id.parse().map_err(wrong)?,
        programme: row.programme_id.parse().map_err(wrong)?,
        school: row.organisation_id.parse().map_err(wrong)?,
        candidate: row.candidate_id.as_deref().map(str::parse).transpose().map_err(wrong)?,
        reference: row.reference,
        enrolment_year: u16::try_from(row.enrolment_year)
            .map_err(|_| StorageError::unreadable("a year", &row.enrolment_year.to_string()))?,
        version: row.version,
        content: serde_json::from_str(&row.content)
            .map_err(|error| StorageError::unreadable("a curriculum's content", &error.to_string()))?,
    })
}

/// The subjects that were confirmed for titles of a school's modules.
pub(crate) fn find_confirmed_titles(
    connection: &mut AnyConnection,
    school: OrganisationId,
) -> Result<ConfirmedTitles, StorageError> {
    let rows: Vec<(String, String)> = confirmed_titles::table
        .filter(confirmed_titles::organisation_id.eq(school.to_string()))
        .select((confirmed_titles::title, confirmed_titles::subjects))
        .load(connection)?;
    let subjects = |written: String| {
        serde_json::from_str::<Vec<Code>>(&written)
            .map_err(|error| StorageError::unreadable("codes of subjects", &error.to_string()))
    };
    rows.into_iter().map(|(title, written)| Ok((title, subjects(written)?))).collect()
}

/// Writes the subjects that were confirmed for a title, instead of those that were confirmed before.
pub(crate) fn confirm_title(
    transaction: &mut Transaction<'_>,
    curriculum: &StoredCurriculum,
    title: &str,
    subjects: &[Code],
    confirmed_by: &str,
) -> Result<(), StorageError> {
    let (organisation_id, now) = (curriculum.school.to_string(), transaction.now().to_string());
    let subjects = as_json(&subjects)?;
    let known = confirmed_titles::table
        .filter(confirmed_titles::organisation_id.eq(&organisation_id))
        .filter(confirmed_titles::title.eq(title));
    let changed = diesel::update(known)
        .set((
            confirmed_titles::subjects.eq(&subjects),
            confirmed_titles::confirmed_by.eq(confirmed_by),
            confirmed_titles::confirmed_at.eq(&now),
        ))
        .execute(transaction.connection())?;
    if changed == 0 {
        let row = ConfirmedTitleRow {
            organisation_id,
            title: title.to_owned(),
            programme_id: curriculum.programme.to_string(),
            subjects,
            confirmed_by: confirmed_by.to_owned(),
            confirmed_at: now,
        };
        diesel::insert_into(confirmed_titles::table).values(&row).execute(transaction.connection())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_exists_in_both_databases() {
        storage::assert_columns_exist!(curricula, confirmed_titles);
    }
}
