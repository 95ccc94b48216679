//! Recruitment programmes, each of one corridor.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};
use reference_data::{Corridor, ReferenceData};
use serde_json::json;
use storage::events::{EventKind, NewEvent};
use storage::{AnyConnection, Database, StorageError, Transaction, audit, events};
use vocabulary::ProgrammeId;

use crate::access_error::checked_name;
use crate::access_tables::{ProgrammeRow, programmes};
use crate::{AccessError, Actor, Permission, ProgrammeEvent, ProgrammeKey, Subject};

/// A recruitment programme. Each candidate and each vacancy belongs to one.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Programme {
    /// The programme.
    pub id: ProgrammeId,
    /// Its short name, unique: `ma-be`.
    pub code: String,
    /// The code of its corridor, from configuration.
    pub corridor: String,
    /// The displayed name.
    pub label: String,
}

/// Creates a programme.
///
/// # Errors
/// When the actor lacks the permission, a name is invalid, or the code is in use. Whether the corridor exists is for the
/// caller to check, who has the configuration.
pub fn create(
    database: &Database,
    actor: &Actor,
    code: &str,
    corridor: &str,
    label: &str,
) -> Result<Programme, AccessError> {
    actor.may(Permission::CreateProgramme, &Subject::INSTALLATION)?;
    database.write(|transaction| insert(transaction, actor, code, corridor, label))
}

/// The programme with a code, if it exists. Checks no permission.
///
/// # Errors
/// Those of the database.
pub fn find(connection: &mut AnyConnection, code: &str) -> Result<Option<Programme>, StorageError> {
    let row = programmes::table
        .filter(programmes::code.eq(code))
        .select(ProgrammeRow::as_select())
        .first::<ProgrammeRow>(connection)
        .optional()?;
    row.map(Programme::try_from).transpose()
}

/// The programme with an identifier, if it exists. Checks no permission.
///
/// # Errors
/// Those of the database.
pub fn find_by_id(connection: &mut AnyConnection, id: ProgrammeId) -> Result<Option<Programme>, StorageError> {
    let row = programmes::table.find(id.to_string()).select(ProgrammeRow::as_select()).first(connection);
    row.optional()?.map(Programme::try_from).transpose()
}

/// The secret key of a programme. Checks no permission; it is for the program alone.
///
/// # Errors
/// When there is no such programme, or what is stored isn't a key; those of the database.
pub fn secret_key(connection: &mut AnyConnection, id: ProgrammeId) -> Result<ProgrammeKey, StorageError> {
    let stored: Option<Vec<u8>> =
        programmes::table.find(id.to_string()).select(programmes::secret_key).first(connection).optional()?;
    let stored = stored.ok_or_else(|| StorageError::not_found(format!("programme {id}")))?;
    // The error doesn't contain what is stored.
    ProgrammeKey::of_bytes(&stored).ok_or_else(|| StorageError::unreadable("a key of 32 bytes", "…"))
}

/// The corridor of a programme, from the configuration. Checks no permission.
///
/// # Errors
/// When there is no such programme, or the configuration lacks its corridor; those of the database.
pub fn corridor<'a>(
    connection: &mut AnyConnection,
    reference: &'a ReferenceData,
    id: ProgrammeId,
) -> Result<&'a Corridor, StorageError> {
    let programme = find_by_id(connection, id)?.ok_or_else(|| StorageError::not_found(format!("programme {id}")))?;
    let corridor = reference.corridor(Some(&programme.corridor));
    corridor.map_err(|_| StorageError::unreadable("a corridor of the configuration", &programme.corridor))
}

/// All programmes, ordered by code. Checks no permission.
///
/// # Errors
/// Those of the database.
pub fn list(connection: &mut AnyConnection) -> Result<Vec<Programme>, StorageError> {
    let rows: Vec<ProgrammeRow> =
        programmes::table.order(programmes::code).select(ProgrammeRow::as_select()).load(connection)?;
    rows.into_iter().map(Programme::try_from).collect()
}

fn insert(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    code: &str,
    corridor: &str,
    label: &str,
) -> Result<Programme, AccessError> {
    let id = ProgrammeId::new();
    let row = ProgrammeRow {
        id: id.to_string(),
        code: checked_name(code)?.to_owned(),
        corridor: corridor.to_owned(),
        label: checked_name(label)?.to_owned(),
    };
    let key = ProgrammeKey::random().ok_or(AccessError::Randomness)?;
    diesel::insert_into(programmes::table)
        .values((&row, programmes::secret_key.eq(key.bytes().as_slice())))
        .execute(transaction.connection())
        .map_err(StorageError::from)?;
    let details = json!({ "code": row.code });
    events::append(transaction, &[NewEvent::new(id, ProgrammeEvent::Created, id.uuid(), details.clone())])?;
    let kind = ProgrammeEvent::SUBJECT_KIND;
    let entry = actor.audit_entry(Permission::CreateProgramme, id, kind, Some(id.uuid()), details);
    audit::append(transaction, &[entry])?;
    Ok(row.try_into()?)
}

impl TryFrom<ProgrammeRow> for Programme {
    type Error = StorageError;

    fn try_from(row: ProgrammeRow) -> Result<Self, StorageError> {
        let id = row.id.parse().map_err(|_| StorageError::unreadable("a UUID", &row.id))?;
        Ok(Self { id, code: row.code, corridor: row.corridor, label: row.label })
    }
}
