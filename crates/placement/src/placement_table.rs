//! The table of placements, its row, and the conversion between a row and a placement.

use access::{Actor, Permission};
use diesel::prelude::{Insertable, Queryable, Selectable};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};
use storage::{AnyConnection, StorageError, Timestamp, Transaction};
use vocabulary::{Date, ParseError, PlacementId};

use crate::{Placement, PlacementError};

diesel::table! {
    /// Placements.
    placements (id) {
        id -> Text,
        programme_id -> Text,
        vacancy_id -> Text,
        candidate_id -> Text,
        starts_on -> Text,
        ended_on -> Nullable<Text>,
        version -> BigInt,
        created_at -> Text,
        changed_at -> Text,
    }
}

/// A row of `placements`.
#[derive(Debug, Clone, serde::Serialize, Insertable, Queryable, Selectable)]
#[diesel(table_name = placements, treat_none_as_default_value = false)]
pub(crate) struct PlacementRow {
    pub(crate) id: String,
    programme_id: String,
    vacancy_id: String,
    candidate_id: String,
    /// ISO 8601, as `ended_on`.
    starts_on: String,
    /// Empty while the placement is current.
    ended_on: Option<String>,
    version: i64,
    created_at: String,
    changed_at: String,
}

impl PlacementRow {
    /// A new placement as the row that is inserted.
    pub(crate) fn new(placement: &Placement, now: Timestamp) -> Self {
        Self {
            id: placement.id.to_string(),
            programme_id: placement.programme.to_string(),
            vacancy_id: placement.vacancy.to_string(),
            candidate_id: placement.candidate.to_string(),
            starts_on: placement.starts_on.to_string(),
            ended_on: placement.ended_on.map(|day| day.to_string()),
            version: placement.version,
            created_at: now.to_string(),
            changed_at: now.to_string(),
        }
    }
}

impl TryFrom<PlacementRow> for Placement {
    type Error = StorageError;

    fn try_from(row: PlacementRow) -> Result<Self, StorageError> {
        let wrong = |error: ParseError| StorageError::unreadable(error.expected, &error.found);
        let day = |written: &str| written.parse::<Date>().map_err(|_| StorageError::unreadable("a date", written));
        Ok(Self {
            id: row.id.parse().map_err(wrong)?,
            programme: row.programme_id.parse().map_err(wrong)?,
            vacancy: row.vacancy_id.parse().map_err(wrong)?,
            candidate: row.candidate_id.parse().map_err(wrong)?,
            starts_on: day(&row.starts_on)?,
            ended_on: row.ended_on.as_deref().map(day).transpose()?,
            version: row.version,
        })
    }
}

/// Writes the end of a placement with the version after the one that was read, and returns the row as it is then.
///
/// # Errors
/// [`StorageError::Conflict`] when the row has another version by now.
pub(crate) fn write_end(
    transaction: &mut Transaction<'_>,
    placement: &Placement,
) -> Result<PlacementRow, StorageError> {
    let as_read = placements::table
        .filter(placements::id.eq(placement.id.to_string()))
        .filter(placements::version.eq(placement.version - 1));
    let changed = diesel::update(as_read)
        .set((
            placements::ended_on.eq(placement.ended_on.map(|day| day.to_string())),
            placements::version.eq(placement.version),
            placements::changed_at.eq(transaction.now().to_string()),
        ))
        .execute(transaction.connection())?;
    if changed != 1 {
        return Err(conflict(placement.id));
    }
    let written = placements::table.find(placement.id.to_string()).select(PlacementRow::as_select());
    Ok(written.get_result(transaction.connection())?)
}

/// The refusal of a change that began from another version than the current one.
pub(crate) fn conflict(id: PlacementId) -> StorageError {
    StorageError::conflict(format!("placement {id}"))
}

/// The placement with an identifier, on which an actor has a permission. One beyond its reach is as one that doesn't exist.
pub(crate) fn find_within_reach(
    connection: &mut AnyConnection,
    actor: &Actor,
    permission: Permission,
    id: PlacementId,
) -> Result<Placement, PlacementError> {
    actor.may_ever(&[permission])?;
    let found = placements::table.find(id.to_string()).select(PlacementRow::as_select()).first(connection);
    let found = found.optional().map_err(StorageError::from)?.map(Placement::try_from).transpose()?;
    let found = found.filter(|placement| actor.reaches(permission, &placement.subject()));
    Ok(found.ok_or_else(|| StorageError::not_found(format!("placement {id}")))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_exists_in_both_databases() {
        storage::assert_columns_exist!(placements);
    }
}
