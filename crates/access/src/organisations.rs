//! Organisations: employers, agencies and schools.

use std::collections::{BTreeMap, BTreeSet};

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};
use serde_json::json;
use storage::events::{EventKind, NewEvent};
use storage::{AnyConnection, Database, StorageError, Timestamp, Transaction, audit, events};
use vocabulary::{EnterpriseNumber, OrganisationId, ParseError, ProgrammeId, written_as};

use crate::access_error::checked_name;
use crate::access_tables::{OrganisationRow, organisations};
use crate::{AccessError, Actor, OrganisationEvent, Permission, Subject};

/// The kind of an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrganisationKind {
    /// Hires candidates.
    Employer,
    /// Mediates between candidates and employers, and certifies titles.
    Agency,
    /// Trains candidates.
    School,
}

written_as!(OrganisationKind, "employer, agency or school", {
    Employer => "employer",
    Agency => "agency",
    School => "school",
});

/// An organisation to be created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrganisation<'a> {
    /// The programme that it takes part in.
    pub programme: ProgrammeId,
    /// The kind.
    pub kind: OrganisationKind,
    /// Its name, unique among the organisations of its kind in the programme.
    pub name: &'a str,
    /// Its number in the register of its country, if it has one.
    pub enterprise_number: Option<EnterpriseNumber>,
}

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Organisation {
    /// The organisation.
    pub id: OrganisationId,
    /// The programme that it takes part in.
    pub programme: ProgrammeId,
    /// The kind.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: String,
    /// Its number in the register of its country.
    pub enterprise_number: Option<EnterpriseNumber>,
    /// When it was added.
    pub created_at: Timestamp,
}

/// Creates an organisation.
///
/// # Errors
/// When the actor lacks the permission, the name is invalid, or an organisation of that kind has it.
pub fn create(
    database: &Database,
    actor: &Actor,
    organisation: &NewOrganisation<'_>,
) -> Result<Organisation, AccessError> {
    database.write(|transaction| add(transaction, actor, organisation))
}

/// Creates an organisation within a transaction of the caller.
///
/// # Errors
/// As [`create`].
pub fn add(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    organisation: &NewOrganisation<'_>,
) -> Result<Organisation, AccessError> {
    let NewOrganisation { programme, kind, name, enterprise_number } = organisation;
    actor.may(Permission::CreateOrganisation, &Subject::in_programme(*programme))?;
    let id = OrganisationId::new();
    let row = OrganisationRow {
        id: id.to_string(),
        programme_id: programme.to_string(),
        kind: kind.to_string(),
        name: checked_name(name)?.to_owned(),
        enterprise_number: enterprise_number.as_ref().map(ToString::to_string),
        created_at: transaction.now().to_string(),
    };
    diesel::insert_into(organisations::table)
        .values(&row)
        .execute(transaction.connection())
        .map_err(StorageError::from)?;
    let details = json!({ "kind": kind });
    let event = NewEvent::new(*programme, OrganisationEvent::Created, id.uuid(), details.clone());
    events::append(transaction, &[event])?;
    let kind = OrganisationEvent::SUBJECT_KIND;
    let entry = actor.audit_entry(Permission::CreateOrganisation, *programme, kind, Some(id.uuid()), details);
    audit::append(transaction, &[entry])?;
    Ok(row.try_into()?)
}

/// Returns the organisation of that kind and name, and creates it when it doesn't exist.
///
/// # Errors
/// As [`create`], but only when it has to be created.
pub fn ensure(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    organisation: &NewOrganisation<'_>,
) -> Result<Organisation, AccessError> {
    let name = checked_name(organisation.name)?;
    match find_named(transaction, organisation.programme, organisation.kind, name)? {
        Some(found) => Ok(found),
        None => add(transaction, actor, organisation),
    }
}

/// The organisation with an identifier.
///
/// # Errors
/// When the actor's role never reads organisations; when it doesn't exist or the actor may not read it, which are the same
/// to them.
pub fn find(database: &Database, actor: &Actor, id: OrganisationId) -> Result<Organisation, AccessError> {
    actor.may_ever(&[Permission::ReadOrganisation])?;
    let found: Option<OrganisationRow> = database.read(|connection| {
        let row = organisations::table
            .find(id.to_string())
            .select(OrganisationRow::as_select())
            .first(connection)
            .optional();
        row.map_err(StorageError::from)
    })?;
    let organisation = found.map(Organisation::try_from).transpose()?;
    let is_within_reach = |organisation: &Organisation| {
        let subject = Subject::in_programme(organisation.programme).of_organisation(id);
        actor.reaches(Permission::ReadOrganisation, &subject)
    };
    let organisation = organisation.filter(is_within_reach);
    Ok(organisation.ok_or_else(|| StorageError::not_found(format!("organisation {id}")))?)
}

/// A page of a programme's organisations in the order in which they were created: at most `limit` after `after`.
///
/// # Errors
/// When the actor may not read all organisations of the programme.
pub fn list(
    database: &Database,
    actor: &Actor,
    programme: ProgrammeId,
    after: Option<OrganisationId>,
    limit: usize,
) -> Result<Vec<Organisation>, AccessError> {
    actor.may(Permission::ReadOrganisation, &Subject::in_programme(programme))?;
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    let rows: Vec<OrganisationRow> = database.read(|connection| {
        let rows = organisations::table
            .filter(organisations::programme_id.eq(programme.to_string()))
            .filter(organisations::id.gt(after))
            .order(organisations::id)
            .limit(limit as i64)
            .select(OrganisationRow::as_select())
            .load(connection);
        rows.map_err(StorageError::from)
    })?;
    Ok(rows.into_iter().map(Organisation::try_from).collect::<Result<_, _>>()?)
}

/// The organisation of that kind and name, if it exists. Checks no permission, for use inside other operations.
///
/// # Errors
/// Those of the database.
pub fn find_named(
    connection: &mut AnyConnection,
    programme: ProgrammeId,
    kind: OrganisationKind,
    name: &str,
) -> Result<Option<Organisation>, StorageError> {
    let row = organisations::table
        .filter(organisations::programme_id.eq(programme.to_string()))
        .filter(organisations::kind.eq(kind.word()))
        .filter(organisations::name.eq(name))
        .select(OrganisationRow::as_select())
        .first::<OrganisationRow>(connection)
        .optional()?;
    row.map(Organisation::try_from).transpose()
}

/// Whether an organisation takes part in a programme, and is of a kind if one is given. Checks no permission, for use inside other
/// operations.
///
/// # Errors
/// Those of the database.
pub fn takes_part(
    connection: &mut AnyConnection,
    programme: ProgrammeId,
    kind: Option<OrganisationKind>,
    id: OrganisationId,
) -> Result<bool, StorageError> {
    let mut query = organisations::table
        .find(id.to_string())
        .filter(organisations::programme_id.eq(programme.to_string()))
        .select(organisations::id)
        .into_boxed();
    if let Some(kind) = kind {
        query = query.filter(organisations::kind.eq(kind.word()));
    }
    Ok(query.first::<String>(connection).optional()?.is_some())
}

impl TryFrom<OrganisationRow> for Organisation {
    type Error = StorageError;

    fn try_from(row: OrganisationRow) -> Result<Self, StorageError> {
        let wrong = |error: ParseError| StorageError::unreadable(error.expected, &error.found);
        Ok(Self {
            id: row.id.parse().map_err(wrong)?,
            programme: row.programme_id.parse().map_err(wrong)?,
            kind: row.kind.parse().map_err(wrong)?,
            enterprise_number: row.enterprise_number.as_deref().map(str::parse).transpose().map_err(wrong)?,
            created_at: row.created_at.parse()?,
            name: row.name,
        })
    }
}

/// The kinds of some organisations. Checks no permission, for use inside other operations.
///
/// # Errors
/// Those of the database.
pub fn kinds(
    connection: &mut AnyConnection,
    ids: &BTreeSet<OrganisationId>,
) -> Result<BTreeMap<OrganisationId, OrganisationKind>, StorageError> {
    let rows: Vec<(String, String)> = organisations::table
        .filter(organisations::id.eq_any(ids.iter().map(ToString::to_string)))
        .select((organisations::id, organisations::kind))
        .load(connection)?;
    let unreadable = |error: ParseError| StorageError::unreadable(error.expected, &error.found);
    rows.into_iter()
        .map(|(id, kind)| Ok((id.parse().map_err(unreadable)?, kind.parse().map_err(unreadable)?)))
        .collect()
}
