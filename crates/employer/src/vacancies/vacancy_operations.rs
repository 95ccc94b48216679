//! The operations on vacancies. Each checks the actor's permission; the row, the event and the audit entry of an
//! operation are one transaction.

use access::{Actor, OrganisationKind, Permission, Subject, organisations, programmes};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};
use reference_data::{Corridor, ReferenceData};
use serde_json::json;
use storage::events::{EventKind, NewEvent};
use storage::{AnyConnection, Database, Page, StorageError, Transaction, audit, events, insert_many};
use vocabulary::{FieldProblem, OrganisationId, ProgrammeId, VacancyId};

use super::vacancy_table::{StoredVacancy, vacancies};
use super::{
    Suggestions, Vacancy, VacancyContent, VacancyError, VacancyEvent, VacancyState, VacancyTransition, vacancy_table,
};

/// The kind of a vacancy as the subject of audit entries, as of events.
pub(super) const KIND: &str = VacancyEvent::SUBJECT_KIND;

/// The kind of organisation to which a vacancy belongs.
pub(super) const EMPLOYER: OrganisationKind = OrganisationKind::Employer;

/// The vacancies of a database.
#[derive(Debug, Clone, Copy)]
pub struct Vacancies<'a> {
    pub(crate) database: &'a Database,
    pub(crate) reference: &'a ReferenceData,
}

/// A vacancy to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewVacancy {
    /// The programme to which it belongs.
    pub programme: ProgrammeId,
    /// An employer of the programme.
    pub organisation: OrganisationId,
    /// Its id in the employer's files, unique among the vacancies of the employer.
    pub reference: String,
    /// What is required and offered.
    pub content: VacancyContent,
    /// Whether it is published at once, for which it needs a title, or is a draft.
    pub open: bool,
    /// What is suggested for a draft.
    pub suggestions: Option<Suggestions>,
}

/// The vacancies on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VacancyFilter {
    /// Those in one state. All actors of the programme may read open ones; any other filter needs the permission to
    /// read drafts.
    pub state: Option<VacancyState>,
    /// Those of one organisation.
    pub organisation: Option<OrganisationId>,
}

/// The permission that an operation needs, which also names it in the audit log, and the event that it records.
#[derive(Debug, Clone, Copy)]
pub(crate) struct VacancyOperation {
    permission: Permission,
    pub(crate) event: VacancyEvent,
}

impl VacancyOperation {
    pub(crate) const CREATE: Self = Self { permission: Permission::CreateVacancy, event: VacancyEvent::Created };
    pub(crate) const CHANGE: Self = Self { permission: Permission::ChangeVacancy, event: VacancyEvent::Changed };

    pub(crate) const fn of(transition: VacancyTransition) -> Self {
        match transition {
            VacancyTransition::Publish => {
                Self { permission: Permission::PublishVacancy, event: VacancyEvent::Published }
            }
            VacancyTransition::Close => Self { permission: Permission::CloseVacancy, event: VacancyEvent::Closed },
            VacancyTransition::Withdraw => {
                Self { permission: Permission::WithdrawVacancy, event: VacancyEvent::Withdrawn }
            }
        }
    }
}

impl<'a> Vacancies<'a> {
    /// The vacancies of a database, checked against reference data.
    pub fn new(database: &'a Database, reference: &'a ReferenceData) -> Self {
        Self { database, reference }
    }

    /// Enters a vacancy.
    ///
    /// # Errors
    /// When the actor lacks the permission, a field is wrong, or the reference is taken.
    pub fn create(&self, actor: &Actor, new: NewVacancy) -> Result<Vacancy, VacancyError> {
        self.database.write(|transaction| self.create_within(transaction, actor, new))
    }

    /// Enters a vacancy in the caller's transaction, so that what the caller writes with it, such as the key of an
    /// idempotent request, is committed or rolled back together.
    ///
    /// # Errors
    /// Those of [`Vacancies::create`].
    pub fn create_within(
        &self,
        transaction: &mut Transaction<'_>,
        actor: &Actor,
        new: NewVacancy,
    ) -> Result<Vacancy, VacancyError> {
        actor.may_ever(&[VacancyOperation::CREATE.permission])?;
        let subject = Subject::in_programme(new.programme).of_organisation(new.organisation);
        let is_within_reach = actor.reaches(VacancyOperation::CREATE.permission, &subject);
        let corridor = programmes::corridor(transaction, self.reference, new.programme)?;
        let vacancy = Vacancy {
            id: VacancyId::new(),
            programme: new.programme,
            organisation: new.organisation,
            reference: new.reference.trim().to_owned(),
            state: if new.open { VacancyState::Open } else { VacancyState::Draft },
            version: 1,
            content: new.content.normalised(self.reference, corridor),
            suggestions: new.suggestions,
        };
        let mut problems = match self.check(&vacancy, corridor) {
            Err(VacancyError::Invalid(problems)) => problems,
            other => other.map(|()| Vec::new())?,
        };
        problems.extend(checked_reference(&vacancy.reference).err());
        let takes_part =
            organisations::takes_part(transaction, vacancy.programme, &[EMPLOYER], vacancy.organisation)?;
        if !takes_part || !is_within_reach {
            problems.push(out_of_reach(vacancy.organisation));
        }
        if !problems.is_empty() {
            return Err(VacancyError::Invalid(problems));
        }
        let row = vacancy_table::row(&vacancy, transaction.now())?;
        insert_many!(transaction, vacancies::table, std::slice::from_ref(&row))?;
        record(transaction, actor, &vacancy, &row, VacancyOperation::CREATE)?;
        Ok(vacancy)
    }

    /// Replaces the content of a vacancy and keeps its state. `version` is the one that the actor saw.
    ///
    /// # Errors
    /// When the actor lacks the permission, a field is wrong, the vacancy is closed or withdrawn, or it was changed
    /// since.
    pub fn change(
        &self,
        actor: &Actor,
        id: VacancyId,
        version: i64,
        content: VacancyContent,
    ) -> Result<Vacancy, VacancyError> {
        self.operate(actor, id, version, VacancyOperation::CHANGE, |vacancy, corridor| {
            if !vacancy.state.is_editable() {
                return Err(VacancyError::NotEditable(vacancy.state));
            }
            vacancy.content = content.normalised(self.reference, corridor);
            self.check(vacancy, corridor)
        })
    }

    /// Changes the state of a vacancy. `version` is the one that the actor saw.
    ///
    /// # Errors
    /// When the actor lacks the permission, the transition isn't possible from the vacancy's state, or the vacancy was
    /// changed since. For publishing also when title or region are empty, or a field is wrong.
    pub fn transition(
        &self,
        actor: &Actor,
        id: VacancyId,
        version: i64,
        transition: VacancyTransition,
    ) -> Result<Vacancy, VacancyError> {
        self.operate(actor, id, version, VacancyOperation::of(transition), |vacancy, corridor| {
            vacancy.apply(transition)?;
            match transition {
                VacancyTransition::Publish => self.check(vacancy, corridor),
                // What is wrong with the content can't keep a vacancy from its end.
                VacancyTransition::Close | VacancyTransition::Withdraw => Ok(()),
            }
        })
    }

    /// Publishes a draft whose title and region are filled in, and drops its suggestions.
    ///
    /// # Errors
    /// Those of [`Vacancies::transition`].
    pub fn publish(&self, actor: &Actor, id: VacancyId, version: i64) -> Result<Vacancy, VacancyError> {
        self.transition(actor, id, version, VacancyTransition::Publish)
    }

    /// Closes an open vacancy.
    ///
    /// # Errors
    /// Those of [`Vacancies::transition`].
    pub fn close(&self, actor: &Actor, id: VacancyId, version: i64) -> Result<Vacancy, VacancyError> {
        self.transition(actor, id, version, VacancyTransition::Close)
    }

    /// Withdraws a draft or an open vacancy.
    ///
    /// # Errors
    /// Those of [`Vacancies::transition`].
    pub fn withdraw(&self, actor: &Actor, id: VacancyId, version: i64) -> Result<Vacancy, VacancyError> {
        self.transition(actor, id, version, VacancyTransition::Withdraw)
    }

    /// One vacancy. All actors of the programme may read an open one; any other needs the permission to read drafts.
    ///
    /// # Errors
    /// When the actor lacks the permission, or there is no such vacancy.
    pub fn get(&self, actor: &Actor, id: VacancyId) -> Result<Vacancy, VacancyError> {
        let permission_in = |state| match state {
            VacancyState::Open => Permission::ReadOpenVacancy,
            VacancyState::Draft | VacancyState::Closed | VacancyState::Withdrawn => Permission::ReadVacancy,
        };
        let permissions = [Permission::ReadOpenVacancy, Permission::ReadVacancy];
        self.database
            .read(|connection| vacancy_table::find_within_reach(connection, actor, &permissions, permission_in, id))
    }

    /// The vacancies of a programme after one of them, at most `limit`, in the order in which they were entered.
    ///
    /// # Errors
    /// When the actor may not read every vacancy that the filter admits.
    pub fn page(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        filter: VacancyFilter,
        after: Option<VacancyId>,
        limit: usize,
    ) -> Result<Page<Vacancy>, VacancyError> {
        let permission = match filter.state {
            Some(VacancyState::Open) => Permission::SearchVacancies,
            Some(VacancyState::Draft | VacancyState::Closed | VacancyState::Withdrawn) | None => {
                Permission::ReadVacancy
            }
        };
        let subject = Subject { organisation: filter.organisation, ..Subject::in_programme(programme) };
        actor.may_ever(&[permission])?;
        if filter.organisation.is_some() && !actor.reaches(permission, &subject) {
            return Err(StorageError::not_found("such organisation").into());
        }
        actor.may(permission, &subject)?;
        let rows = self.database.read(|connection| {
            let mut query = vacancies::table
                .filter(vacancies::programme_id.eq(programme.to_string()))
                .order(vacancies::id)
                .limit(Page::<StoredVacancy>::rows_to_load(limit))
                .select(StoredVacancy::as_select())
                .into_boxed();
            if let Some(after) = after {
                query = query.filter(vacancies::id.gt(after.to_string()));
            }
            if let Some(state) = filter.state {
                query = query.filter(vacancies::state.eq(state.word()));
            }
            if let Some(organisation) = filter.organisation {
                query = query.filter(vacancies::organisation_id.eq(organisation.to_string()));
            }
            query.load::<StoredVacancy>(connection).map_err(StorageError::from)
        })?;
        Ok(Page::cut(rows, limit).try_map(vacancy_table::vacancy)?)
    }

    /// The vacancies of a programme in every state, in the order in which they were entered, to be written to a file.
    /// The export is noted in the audit log.
    ///
    /// # Errors
    /// When the actor lacks the permission.
    pub fn export(&self, actor: &Actor, programme: ProgrammeId) -> Result<Vec<Vacancy>, VacancyError> {
        actor.may(Permission::ExportVacancies, &Subject::in_programme(programme))?;
        self.database.write(|transaction| {
            let rows: Vec<StoredVacancy> = vacancies::table
                .filter(vacancies::programme_id.eq(programme.to_string()))
                .order(vacancies::id)
                .select(StoredVacancy::as_select())
                .load(transaction.connection())
                .map_err(StorageError::from)?;
            let exported = rows.into_iter().map(vacancy_table::vacancy).collect::<Result<Vec<_>, _>>()?;
            let details = json!({ "vacancies": exported.len() });
            let entry = actor.audit_entry(Permission::ExportVacancies, programme, KIND, None, details);
            audit::append(transaction, &[entry])?;
            Ok(exported)
        })
    }

    /// One vacancy of a programme, for an operation that takes one of its posts: until the transaction ends nobody else
    /// does, and its content and state stay as they are. Checks no permission.
    ///
    /// # Errors
    /// Those of the database.
    pub fn lock(
        transaction: &mut Transaction<'_>,
        programme: ProgrammeId,
        id: VacancyId,
    ) -> Result<Option<Vacancy>, StorageError> {
        vacancy_table::lock(transaction, programme, id)
    }

    /// The vacancies of a programme with these identifiers, in no particular order, for the index. An identifier without
    /// a vacancy is skipped.
    ///
    /// # Errors
    /// Those of the database.
    pub fn for_indexing(
        connection: &mut AnyConnection,
        programme: ProgrammeId,
        ids: &[VacancyId],
    ) -> Result<Vec<Vacancy>, StorageError> {
        // The databases limit the values of a statement.
        const VALUES: usize = 500;
        let mut found = Vec::with_capacity(ids.len());
        for some in ids.chunks(VALUES) {
            let some: Vec<String> = some.iter().map(ToString::to_string).collect();
            let rows: Vec<StoredVacancy> = vacancies::table
                .filter(vacancies::programme_id.eq(programme.to_string()))
                .filter(vacancies::id.eq_any(some))
                .select(StoredVacancy::as_select())
                .load(connection)?;
            for row in rows {
                found.push(vacancy_table::vacancy(row)?);
            }
        }
        Ok(found)
    }

    /// The open vacancies of a programme after one of them, by identifier, at most `limit`; for building an index anew.
    ///
    /// # Errors
    /// Those of the database.
    pub fn open_for_indexing(
        connection: &mut AnyConnection,
        programme: ProgrammeId,
        after: Option<VacancyId>,
        limit: usize,
    ) -> Result<Vec<Vacancy>, StorageError> {
        let rows: Vec<StoredVacancy> = vacancies::table
            .filter(vacancies::programme_id.eq(programme.to_string()))
            .filter(vacancies::state.eq(VacancyState::Open.word()))
            .filter(vacancies::id.gt(after.map(|id| id.to_string()).unwrap_or_default()))
            .order(vacancies::id)
            .limit(i64::try_from(limit).unwrap_or(i64::MAX))
            .select(StoredVacancy::as_select())
            .load(connection)?;
        rows.into_iter().map(vacancy_table::vacancy).collect()
    }

    /// Reads a vacancy, checks permission and version, applies `change` and writes the result.
    fn operate(
        &self,
        actor: &Actor,
        id: VacancyId,
        version: i64,
        operation: VacancyOperation,
        change: impl FnOnce(&mut Vacancy, &Corridor) -> Result<(), VacancyError>,
    ) -> Result<Vacancy, VacancyError> {
        self.database.write(|transaction| {
            let permission = operation.permission;
            let mut vacancy =
                vacancy_table::find_within_reach(transaction.connection(), actor, &[permission], |_| permission, id)?;
            if vacancy.version != version {
                return Err(vacancy_table::conflict(id).into());
            }
            let before = vacancy.state;
            let corridor = programmes::corridor(transaction, self.reference, vacancy.programme)?;
            change(&mut vacancy, corridor)?;
            vacancy.version += 1;
            let row = vacancy_table::update(transaction, before, &vacancy)?;
            record(transaction, actor, &vacancy, &row, operation)?;
            Ok(vacancy)
        })
    }

    /// Checks the content of a vacancy in the state that it has or is to have.
    ///
    /// # Errors
    /// [`VacancyError::Invalid`] with every field that is wrong.
    pub(crate) fn check(&self, vacancy: &Vacancy, corridor: &Corridor) -> Result<(), VacancyError> {
        let mut problems = vacancy.content.check(self.reference, corridor);
        if vacancy.state == VacancyState::Open && vacancy.content.title.is_none() {
            problems.push(FieldProblem {
                field: "title".into(),
                value: String::new(),
                expected: "a title, which only a draft goes without".to_owned(),
            });
        }
        if problems.is_empty() { Ok(()) } else { Err(VacancyError::Invalid(problems)) }
    }
}

/// A reference without surrounding spaces. It is written on one line and indexed, so control characters are refused and
/// its length is limited.
pub fn checked_reference(reference: &str) -> Result<&str, FieldProblem> {
    const LONGEST: usize = 512;
    let reference = reference.trim();
    if !reference.is_empty() && reference.len() <= LONGEST && !reference.chars().any(char::is_control) {
        return Ok(reference);
    }
    Err(FieldProblem {
        field: "id".into(),
        value: reference.chars().take(60).collect(),
        expected: "an id of 1 to 512 bytes, without control characters".to_owned(),
    })
}

/// Appends the event and the audit entry of an operation, which come last in a transaction.
fn record(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    vacancy: &Vacancy,
    row: &StoredVacancy,
    VacancyOperation { permission, event }: VacancyOperation,
) -> Result<(), StorageError> {
    let subject = vacancy.id.uuid();
    let data = json!({ "state": vacancy.state, "version": vacancy.version });
    events::append(transaction, &[NewEvent::new(vacancy.programme, event, subject, data.clone())])?;
    let entry = actor.audit_entry(permission, vacancy.programme, KIND, Some(subject), data);
    audit::append(transaction, &[entry.covering([row.commitment(vacancy.id)])])
}

/// The refusal of an organisation that is no employer of the programme, or for which the actor may not act: which of the
/// two it is isn't told.
pub(super) fn out_of_reach(organisation: OrganisationId) -> FieldProblem {
    FieldProblem {
        field: "organisation".into(),
        value: organisation.to_string(),
        expected: "an employer of this programme for which the caller may act".to_owned(),
    }
}
