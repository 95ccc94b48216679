//! Organisations: employers, agencies and schools.

use std::collections::{BTreeMap, BTreeSet};

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};
use reference_data::{EnterpriseRegister, ReferenceData};
use serde_json::json;
use storage::audit::Commitment;
use storage::events::{EventKind, NewEvent};
use storage::{
    AnyConnection, Database, Page, StorageError, Timestamp, Transaction, audit, covered_rows, events, matches_any,
    row_hash,
};
use vocabulary::name_search::{name_key, name_patterns};
use vocabulary::{EnterpriseNumber, FieldProblem, OrganisationId, ParseError, ProgrammeId, written_as};

use crate::access_error::checked_name;
use crate::access_tables::{OrganisationRow, organisations};
use crate::{AccessError, Actor, OrganisationEvent, Permission, Subject, programmes};

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
    /// Its number in the register of its country, if it has one; unique like the name.
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
    /// Counts changes from 1.
    pub version: i64,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub changed_at: Timestamp,
}

/// The new name and number of an organisation. Its kind stays, since vacancies, candidates and curricula rest on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationChange<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its number in the register of its country; `None` removes it.
    pub enterprise_number: Option<EnterpriseNumber>,
}

/// Which organisations of a programme are listed: those to which all that is given applies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrganisationFilter {
    /// Those of one kind.
    pub kind: Option<OrganisationKind>,
    /// Those whose name has words that begin so, in any order and spelling.
    pub name: Option<String>,
    /// Those with this number, however it is written.
    pub enterprise_number: Option<EnterpriseNumber>,
}

/// The organisations of a database, whose numbers are checked against the registers of reference data.
#[derive(Clone, Copy)]
pub struct Organisations<'a> {
    database: &'a Database,
    reference: &'a ReferenceData,
}

impl<'a> Organisations<'a> {
    /// The organisations of a database.
    pub fn new(database: &'a Database, reference: &'a ReferenceData) -> Self {
        Self { database, reference }
    }

    /// Creates an organisation, with its number in the form of the register.
    ///
    /// # Errors
    /// When the actor lacks the permission, the name or the number is wrong, or an organisation of that kind has one of them.
    pub fn create(&self, actor: &Actor, new: &NewOrganisation<'_>) -> Result<Organisation, AccessError> {
        self.database.write(|transaction| self.create_within(transaction, actor, new))
    }

    /// Creates an organisation in the caller's transaction.
    ///
    /// # Errors
    /// Those of [`Organisations::create`].
    pub fn create_within(
        &self,
        transaction: &mut Transaction<'_>,
        actor: &Actor,
        new: &NewOrganisation<'_>,
    ) -> Result<Organisation, AccessError> {
        actor.may(Permission::CreateOrganisation, &Subject::in_programme(new.programme))?;
        let NewOrganisation { programme, kind, name, ref enterprise_number } = *new;
        let number = self.registered(transaction.connection(), programme, kind, enterprise_number.as_ref());
        let (name, enterprise_number) = AccessError::both(checked_name(name), number)?;
        add(transaction, actor, &NewOrganisation { programme, kind, name, enterprise_number })
    }

    /// Changes name and number of an organisation from the version that the actor saw. A change to what is there already
    /// keeps the version, and writes no event and no audit entry.
    ///
    /// # Errors
    /// As [`Organisations::create`]; [`AccessError::Conflict`] when the version isn't the current one.
    pub fn change(
        &self,
        actor: &Actor,
        id: OrganisationId,
        seen: i64,
        change: &OrganisationChange<'_>,
    ) -> Result<Organisation, AccessError> {
        const PERMISSION: Permission = Permission::ChangeOrganisation;
        self.database.write(|transaction| {
            let before = find_within_reach(transaction.connection(), actor, PERMISSION, id)?;
            let programme = before.programme;
            if before.version != seen {
                return Err(AccessError::Conflict { organisation: id, seen, current: before.version });
            }
            let number = change.enterprise_number.as_ref();
            let number = self.registered(transaction.connection(), programme, before.kind, number);
            let (name, enterprise_number) = AccessError::both(checked_name(change.name), number)?;
            if before.name == name && before.enterprise_number == enterprise_number {
                return Ok(before);
            }
            write_change(transaction, actor, before, name, enterprise_number)
        })
    }

    /// The organisations of a programme after one of them, in the order in which they were created, at most `limit`. An
    /// actor who may read only their own organisation gets that one, if the filter finds it.
    ///
    /// # Errors
    /// When the actor may read no organisation, or the number isn't one of the register.
    pub fn page(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        filter: &OrganisationFilter,
        after: Option<OrganisationId>,
        limit: usize,
    ) -> Result<Page<Organisation>, AccessError> {
        let all = Subject::in_programme(programme);
        let own = match (actor.may(Permission::ReadOrganisation, &all), actor.organisation) {
            (Ok(()), _) => None,
            (Err(_), Some(own)) => {
                actor.may(Permission::ReadOrganisation, &all.of_organisation(own))?;
                Some(own)
            }
            (Err(forbidden), None) => return Err(forbidden.into()),
        };
        self.database.read(|connection| {
            let mut query = organisations::table
                .filter(organisations::programme_id.eq(programme.to_string()))
                .order(organisations::id)
                .limit(Page::<Organisation>::rows_to_load(limit))
                .select(OrganisationRow::as_select())
                .into_boxed();
            if let Some(own) = own {
                query = query.filter(organisations::id.eq(own.to_string()));
            }
            if let Some(after) = after {
                query = query.filter(organisations::id.gt(after.to_string()));
            }
            if let Some(kind) = filter.kind {
                query = query.filter(organisations::kind.eq(kind.word()));
            }
            if let Some(number) = &filter.enterprise_number {
                // A number of a school may be of another register: it is compared as it is written.
                let registered =
                    self.register_of(connection, programme)?.and_then(|register| register.number(number).ok());
                let numbers = [Some(number.to_string()), registered.map(|number| number.to_string())];
                query = query.filter(organisations::enterprise_number.eq_any(numbers.into_iter().flatten()));
            }
            if let Some(name) = &filter.name {
                let patterns = name_patterns(name);
                if patterns.is_empty() {
                    return Ok(Page::cut(Vec::new(), limit));
                }
                for alternatives in patterns {
                    query = query.filter(matches_any!(organisations::table, organisations::name_key, alternatives));
                }
            }
            let rows = query.load(connection).map_err(StorageError::from)?;
            Ok(Page::cut(rows, limit).try_map(Organisation::try_from)?)
        })
    }

    /// A number in the form of the register of the programme's destination. That of a school, which may be in another
    /// country, is taken as it is written, as are all where the register isn't known.
    fn registered(
        &self,
        connection: &mut AnyConnection,
        programme: ProgrammeId,
        kind: OrganisationKind,
        number: Option<&EnterpriseNumber>,
    ) -> Result<Option<EnterpriseNumber>, AccessError> {
        let register = self.register_of(connection, programme)?;
        let registered = registered_number(register, kind, number);
        registered.map_err(|problem| AccessError::Invalid(vec![problem]))
    }

    /// The register of enterprises of a programme's destination, if it is known.
    fn register_of(
        &self,
        connection: &mut AnyConnection,
        programme: ProgrammeId,
    ) -> Result<Option<&'a EnterpriseRegister>, StorageError> {
        let corridor = programmes::corridor(connection, self.reference, programme)?;
        let destination = self.reference.destination(&corridor.destination);
        Ok(destination.and_then(|destination| destination.enterprise_register.as_ref()))
    }
}

/// A number in the form of the register of a destination, for employers and agencies.
fn registered_number(
    register: Option<&EnterpriseRegister>,
    kind: OrganisationKind,
    number: Option<&EnterpriseNumber>,
) -> Result<Option<EnterpriseNumber>, FieldProblem> {
    let Some(number) = number else { return Ok(None) };
    let register = register.filter(|_| kind != OrganisationKind::School);
    let registered = register.map_or_else(|| Ok(number.clone()), |register| register.number(number));
    registered.map(Some).map_err(|error| FieldProblem::new("enterprise_number", error))
}

/// Every field of an organisation that is wrong, by itself and by the register of its programme's destination.
pub fn check(
    register: Option<&EnterpriseRegister>,
    kind: OrganisationKind,
    name: &str,
    number: Option<&EnterpriseNumber>,
) -> Vec<FieldProblem> {
    let name = match checked_name(name) {
        Err(AccessError::Invalid(problems)) => problems,
        _ => Vec::new(),
    };
    name.into_iter().chain(registered_number(register, kind, number).err()).collect()
}

/// Writes the name and number of an organisation that was read, from its version, with event and audit entry.
fn write_change(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    before: Organisation,
    name: &str,
    enterprise_number: Option<EnterpriseNumber>,
) -> Result<Organisation, AccessError> {
    let Organisation { id, programme, kind, version: seen, created_at, .. } = before;
    if let Some(number) =
        enterprise_number.as_ref().filter(|number| before.enterprise_number.as_ref() != Some(number))
    {
        check_number_is_free(transaction, programme, kind, number)?;
    }
    let row = OrganisationRow {
        id: id.to_string(),
        programme_id: programme.to_string(),
        kind: kind.to_string(),
        name: name.to_owned(),
        name_key: name_key(name),
        enterprise_number: enterprise_number.as_ref().map(ToString::to_string),
        version: seen + 1,
        created_at: created_at.to_string(),
        changed_at: transaction.now().to_string(),
    };
    let as_read = organisations::table.find(id.to_string()).filter(organisations::version.eq(seen));
    let changed = diesel::update(as_read).set(&row).execute(transaction.connection()).map_err(StorageError::from)?;
    if changed == 0 {
        // On PostgreSQL somebody else may have changed it since it was read.
        let current = find_within_reach(transaction.connection(), actor, Permission::ChangeOrganisation, id)?.version;
        return Err(AccessError::Conflict { organisation: id, seen, current });
    }
    let data = json!({ "version": row.version });
    let event = NewEvent::new(programme, OrganisationEvent::Changed, id.uuid(), data.clone());
    events::append(transaction, &[event])?;
    let kind = OrganisationEvent::SUBJECT_KIND;
    let entry = actor.audit_entry(Permission::ChangeOrganisation, programme, kind, Some(id.uuid()), data);
    audit::append(transaction, &[entry.covering([row.commitment(id)])])?;
    Ok(row.try_into()?)
}

/// Records the number of an organisation that had none, which the caller has checked, in the caller's transaction.
///
/// # Errors
/// When the actor may not change the organisation, or another one of its kind has the number.
pub fn record_number(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    id: OrganisationId,
    number: EnterpriseNumber,
) -> Result<Organisation, AccessError> {
    let before = find_within_reach(transaction.connection(), actor, Permission::ChangeOrganisation, id)?;
    let name = before.name.clone();
    write_change(transaction, actor, before, &name, Some(number))
}

/// Checks that no organisation of a kind has a number.
fn check_number_is_free(
    connection: &mut AnyConnection,
    programme: ProgrammeId,
    kind: OrganisationKind,
    number: &EnterpriseNumber,
) -> Result<(), AccessError> {
    let taken = organisations::table
        .filter(organisations::programme_id.eq(programme.to_string()))
        .filter(organisations::kind.eq(kind.word()))
        .filter(organisations::enterprise_number.eq(number.as_str()))
        .select(OrganisationRow::as_select())
        .first::<OrganisationRow>(connection)
        .optional()
        .map_err(StorageError::from)?;
    match taken.map(Organisation::try_from).transpose()? {
        None => Ok(()),
        Some(taken) => {
            Err(AccessError::NumberTaken { number: number.clone(), organisation: taken.id, name: taken.name })
        }
    }
}

/// All organisations of a kind in a programme. Checks no permission, for use inside other operations.
///
/// # Errors
/// Those of the database.
pub fn of_kind(
    connection: &mut AnyConnection,
    programme: ProgrammeId,
    kind: OrganisationKind,
) -> Result<Vec<Organisation>, StorageError> {
    let rows: Vec<OrganisationRow> = organisations::table
        .filter(organisations::programme_id.eq(programme.to_string()))
        .filter(organisations::kind.eq(kind.word()))
        .select(OrganisationRow::as_select())
        .load(connection)?;
    rows.into_iter().map(Organisation::try_from).collect()
}

/// Creates an organisation, with its number as it is given: see [`Organisations::create`].
///
/// # Errors
/// When the actor lacks the permission, the name is invalid, or an organisation of that kind has it or the number.
pub fn create(
    database: &Database,
    actor: &Actor,
    organisation: &NewOrganisation<'_>,
) -> Result<Organisation, AccessError> {
    database.write(|transaction| add(transaction, actor, organisation))
}

impl OrganisationRow {
    /// What the audit entry of an action that left the organisation like this commits to.
    fn commitment(&self, id: OrganisationId) -> Commitment {
        Commitment::new(OrganisationEvent::SUBJECT_KIND, id.uuid(), &row_hash(self))
    }
}

covered_rows! {
    /// Organisations, for the verification of the audit log.
    CoveredOrganisations: OrganisationEvent::SUBJECT_KIND, organisations, OrganisationRow
}

/// Creates an organisation within a transaction of the caller, who has checked its number.
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
    if let Some(number) = enterprise_number {
        check_number_is_free(transaction, *programme, *kind, number)?;
    }
    let id = OrganisationId::new();
    let row = OrganisationRow {
        id: id.to_string(),
        programme_id: programme.to_string(),
        kind: kind.to_string(),
        name: checked_name(name)?.to_owned(),
        name_key: name_key(name),
        enterprise_number: enterprise_number.as_ref().map(ToString::to_string),
        version: 1,
        created_at: transaction.now().to_string(),
        changed_at: transaction.now().to_string(),
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
    audit::append(transaction, &[entry.covering([row.commitment(id)])])?;
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
    database.read(|connection| find_within_reach(connection, actor, Permission::ReadOrganisation, id))
}

/// The organisation with an identifier, if it is within reach of an actor's permission.
fn find_within_reach(
    connection: &mut AnyConnection,
    actor: &Actor,
    permission: Permission,
    id: OrganisationId,
) -> Result<Organisation, AccessError> {
    actor.may_ever(&[permission])?;
    let row = organisations::table.find(id.to_string()).select(OrganisationRow::as_select()).first(connection);
    let row: Option<OrganisationRow> = row.optional().map_err(StorageError::from)?;
    let organisation = row.map(Organisation::try_from).transpose()?;
    let is_within_reach = |organisation: &Organisation| {
        actor.reaches(permission, &Subject::in_programme(organisation.programme).of_organisation(id))
    };
    let organisation = organisation.filter(is_within_reach);
    organisation.ok_or_else(|| StorageError::not_found(format!("organisation {id}")).into())
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

/// Whether an organisation takes part in a programme and is of one of these kinds. Checks no permission, for use inside
/// other operations.
///
/// # Errors
/// Those of the database.
pub fn takes_part(
    connection: &mut AnyConnection,
    programme: ProgrammeId,
    kinds: &[OrganisationKind],
    id: OrganisationId,
) -> Result<bool, StorageError> {
    let found = organisations::table
        .find(id.to_string())
        .filter(organisations::programme_id.eq(programme.to_string()))
        .filter(organisations::kind.eq_any(kinds.iter().map(|kind| kind.word())))
        .select(organisations::id)
        .first::<String>(connection)
        .optional()?;
    Ok(found.is_some())
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
            version: row.version,
            created_at: row.created_at.parse()?,
            changed_at: row.changed_at.parse()?,
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
