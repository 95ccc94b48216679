//! What can be done with vacancies. Every act asks whether the actor may, and writes the row, an event and a line of
//! the trail in one transaction.

use access::{Actor, Permission, Subject};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};
use reference_data::ReferenceData;
use serde_json::json;
use storage::{AnyConnection, Database, StorageError, Timestamp, Transaction, audit, events, insert_many};
use vocabulary::{FieldProblem, OrganisationId, ProgrammeId, VacancyId};

use crate::vacancy_table::{StoredVacancy, vacancies};
use crate::{Suggestions, Vacancy, VacancyContent, VacancyError, VacancyState, vacancy_table};

/// The vacancies of a database, and what can be done with them.
#[derive(Debug, Clone, Copy)]
pub struct Vacancies<'a> {
    pub(crate) database: &'a Database,
    pub(crate) reference: &'a ReferenceData,
}

/// A vacancy to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewVacancy {
    /// The programme it belongs to.
    pub programme: ProgrammeId,
    /// The employer.
    pub organisation: OrganisationId,
    /// Its id in the employer's files, unique in the programme.
    pub reference: String,
    /// What it says.
    pub content: VacancyContent,
    /// Whether it is published at once, for which it needs a title, or is a draft.
    pub open: bool,
    /// What is suggested for a draft.
    pub suggestions: Option<Suggestions>,
}

/// Which vacancies a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VacancyFilter {
    /// Those in one state; `Open` is for everybody, anything else for whoever may read drafts.
    pub state: Option<VacancyState>,
    /// Those of one organisation.
    pub organisation: Option<OrganisationId>,
}

/// What an act is called in the three places that name it.
struct VacancyOperation {
    act: Permission,
    event: &'static str,
    participle: &'static str,
}

const CHANGE: VacancyOperation =
    VacancyOperation { act: Permission::ChangeVacancy, event: "vacancy.changed", participle: "changed" };
const PUBLISH: VacancyOperation =
    VacancyOperation { act: Permission::PublishVacancy, event: "vacancy.published", participle: "published" };
const CLOSE: VacancyOperation =
    VacancyOperation { act: Permission::CloseVacancy, event: "vacancy.closed", participle: "closed" };
const WITHDRAW: VacancyOperation =
    VacancyOperation { act: Permission::WithdrawVacancy, event: "vacancy.withdrawn", participle: "withdrawn" };
const FILL: VacancyOperation =
    VacancyOperation { act: Permission::FillVacancy, event: "vacancy.filled", participle: "filled" };

impl<'a> Vacancies<'a> {
    /// The vacancies of a database, checked against what is configured.
    pub fn new(database: &'a Database, reference: &'a ReferenceData) -> Self {
        Self { database, reference }
    }

    /// Enters a vacancy.
    ///
    /// # Errors
    /// When the actor may not, when something in it is wrong, or when its reference is taken.
    pub fn create(&self, actor: &Actor, new: NewVacancy) -> Result<Vacancy, VacancyError> {
        self.database.write(|transaction| self.create_within(transaction, actor, new))
    }

    /// Enters a vacancy in a transaction that writes something besides, such as the key of a request that may come
    /// twice.
    ///
    /// # Errors
    /// Those of [`Vacancies::create`].
    pub fn create_within(
        &self,
        transaction: &mut Transaction<'_>,
        actor: &Actor,
        new: NewVacancy,
    ) -> Result<Vacancy, VacancyError> {
        let subject = Subject::of_organisation(new.organisation).in_programme(new.programme);
        actor.may(Permission::CreateVacancy, &subject)?;
        let vacancy = Vacancy {
            id: VacancyId::new(),
            programme: new.programme,
            organisation: new.organisation,
            reference: checked_reference(&new.reference)?.to_owned(),
            state: if new.open { VacancyState::Open } else { VacancyState::Draft },
            posts_taken: 0,
            version: 1,
            content: new.content,
            suggestions: new.suggestions,
        };
        self.check(&vacancy)?;
        insert_many!(transaction, vacancies::table, &[vacancy_table::row(&vacancy, Timestamp::now())?])?;
        note(transaction, actor, &vacancy, Permission::CreateVacancy, "vacancy.created")?;
        Ok(vacancy)
    }

    /// Changes what a vacancy says; its state stays. `version` is the one that the actor saw.
    ///
    /// # Errors
    /// When the actor may not, when something in it is wrong, when it is closed or withdrawn, or when somebody else
    /// changed it meanwhile.
    pub fn change(
        &self,
        actor: &Actor,
        id: VacancyId,
        version: i64,
        content: VacancyContent,
    ) -> Result<Vacancy, VacancyError> {
        self.act(actor, id, version, &CHANGE, |vacancy| {
            vacancy.content = content;
            self.check(vacancy)
        })
    }

    /// Publishes a draft whose title and region somebody confirmed by filling them in. What was suggested for it is
    /// dropped.
    ///
    /// # Errors
    /// As [`change`](Self::change), and when the title or the region is empty.
    pub fn publish(&self, actor: &Actor, id: VacancyId, version: i64) -> Result<Vacancy, VacancyError> {
        self.act(actor, id, version, &PUBLISH, |vacancy| {
            let content = &vacancy.content;
            let fields = [("title", content.title.is_some()), ("region", content.region.is_some())];
            let missing: Vec<&str> = fields.iter().filter(|(_, filled)| !filled).map(|(field, _)| *field).collect();
            match vacancy.state {
                VacancyState::Draft if missing.is_empty() => {
                    vacancy.state = VacancyState::Open;
                    vacancy.suggestions = None;
                    self.check(vacancy)
                }
                VacancyState::Draft => Err(VacancyError::Unconfirmed { missing }),
                state => Err(VacancyError::State { state, act: PUBLISH.participle }),
            }
        })
    }

    /// Ends a vacancy.
    ///
    /// # Errors
    /// As [`change`](Self::change), and when it isn't open.
    pub fn close(&self, actor: &Actor, id: VacancyId, version: i64) -> Result<Vacancy, VacancyError> {
        self.act(actor, id, version, &CLOSE, |vacancy| match vacancy.state {
            VacancyState::Open => {
                vacancy.state = VacancyState::Closed;
                Ok(())
            }
            state => Err(VacancyError::State { state, act: CLOSE.participle }),
        })
    }

    /// Takes a vacancy back, be it a draft or open.
    ///
    /// # Errors
    /// As [`change`](Self::change).
    pub fn withdraw(&self, actor: &Actor, id: VacancyId, version: i64) -> Result<Vacancy, VacancyError> {
        self.act(actor, id, version, &WITHDRAW, |vacancy| {
            vacancy.state = VacancyState::Withdrawn;
            Ok(())
        })
    }

    /// Notes how many posts are taken, in all.
    ///
    /// # Errors
    /// As [`change`](Self::change), when it isn't open, and when it has fewer posts.
    pub fn fill(&self, actor: &Actor, id: VacancyId, version: i64, taken: u32) -> Result<Vacancy, VacancyError> {
        self.act(actor, id, version, &FILL, |vacancy| {
            if vacancy.state != VacancyState::Open {
                return Err(VacancyError::State { state: vacancy.state, act: FILL.participle });
            }
            if let Some(posts) = vacancy.content.posts.filter(|posts| taken > *posts) {
                return Err(VacancyError::TooManyTaken { taken, posts });
            }
            vacancy.posts_taken = taken;
            Ok(())
        })
    }

    /// One vacancy: an open one for everybody in the programme, any other for those who may read drafts.
    ///
    /// # Errors
    /// When the actor may not read it, or when there is none.
    pub fn get(&self, actor: &Actor, id: VacancyId) -> Result<Vacancy, VacancyError> {
        let vacancy = self.database.read(|connection| vacancy_table::find(connection, id))?;
        let act = match vacancy.state {
            VacancyState::Open => Permission::ReadOpenVacancy,
            _ => Permission::ReadVacancy,
        };
        actor.may(act, &subject(&vacancy))?;
        Ok(vacancy)
    }

    /// A page of a programme's vacancies in the order in which they were entered, after one of them.
    ///
    /// # Errors
    /// When the actor may not read all that the filter lets through.
    pub fn page(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        filter: VacancyFilter,
        after: Option<VacancyId>,
        limit: usize,
    ) -> Result<Vec<Vacancy>, VacancyError> {
        let act = match filter.state {
            Some(VacancyState::Open) => Permission::SearchVacancies,
            _ => Permission::ReadVacancy,
        };
        let subject = Subject { organisation: filter.organisation, ..Subject::ALL }.in_programme(programme);
        actor.may(act, &subject)?;
        let rows = self.database.read(|connection| {
            let mut query = vacancies::table
                .filter(vacancies::programme_id.eq(programme.to_string()))
                .order(vacancies::id)
                .limit(i64::try_from(limit).unwrap_or(i64::MAX))
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
        Ok(rows.into_iter().map(vacancy_table::vacancy).collect::<Result<_, _>>()?)
    }

    /// Every vacancy of a programme in whatever state, in the order in which they were entered, to be written to a
    /// file. The export is noted in the trail.
    ///
    /// # Errors
    /// When the actor may not.
    pub fn export(&self, actor: &Actor, programme: ProgrammeId) -> Result<Vec<Vacancy>, VacancyError> {
        actor.may(Permission::ExportVacancies, &Subject::ALL.in_programme(programme))?;
        self.database.write(|transaction| {
            let rows: Vec<StoredVacancy> = vacancies::table
                .filter(vacancies::programme_id.eq(programme.to_string()))
                .order(vacancies::id)
                .select(StoredVacancy::as_select())
                .load(transaction.connection())
                .map_err(StorageError::from)?;
            let exported = rows.into_iter().map(vacancy_table::vacancy).collect::<Result<Vec<_>, _>>()?;
            let details = json!({ "vacancies": exported.len() });
            audit::append(transaction, &[actor.audit_entry(Permission::ExportVacancies, "vacancy", None, details)])?;
            Ok(exported)
        })
    }

    /// Vacancies by their identifiers, in no particular order, for the index. One that isn't there is left out.
    ///
    /// # Errors
    /// Those of the database.
    pub fn for_indexing(connection: &mut AnyConnection, ids: &[VacancyId]) -> Result<Vec<Vacancy>, StorageError> {
        // A statement takes only so many values.
        const AT_ONCE: usize = 500;
        let mut found = Vec::with_capacity(ids.len());
        for some in ids.chunks(AT_ONCE) {
            let some: Vec<String> = some.iter().map(ToString::to_string).collect();
            let rows: Vec<StoredVacancy> = vacancies::table
                .filter(vacancies::id.eq_any(some))
                .select(StoredVacancy::as_select())
                .load(connection)?;
            for row in rows {
                found.push(vacancy_table::vacancy(row)?);
            }
        }
        Ok(found)
    }

    /// Open vacancies of every programme after one of them, in order, for an index that is built anew.
    ///
    /// # Errors
    /// Those of the database.
    pub fn open_for_indexing(
        connection: &mut AnyConnection,
        after: Option<VacancyId>,
        limit: usize,
    ) -> Result<Vec<Vacancy>, StorageError> {
        let rows: Vec<StoredVacancy> = vacancies::table
            .filter(vacancies::state.eq(VacancyState::Open.word()))
            .filter(vacancies::id.gt(after.map(|id| id.to_string()).unwrap_or_default()))
            .order(vacancies::id)
            .limit(i64::try_from(limit).unwrap_or(i64::MAX))
            .select(StoredVacancy::as_select())
            .load(connection)?;
        rows.into_iter().map(vacancy_table::vacancy).collect()
    }

    /// Reads a vacancy, asks whether the actor may, lets `change` change it, and writes it.
    fn act(
        &self,
        actor: &Actor,
        id: VacancyId,
        version: i64,
        deed: &VacancyOperation,
        change: impl FnOnce(&mut Vacancy) -> Result<(), VacancyError>,
    ) -> Result<Vacancy, VacancyError> {
        self.database.write(|transaction| {
            let mut vacancy = vacancy_table::find(transaction.connection(), id)?;
            actor.may(deed.act, &subject(&vacancy))?;
            if vacancy.version != version {
                return Err(vacancy_table::conflict(id).into());
            }
            if matches!(vacancy.state, VacancyState::Closed | VacancyState::Withdrawn) {
                return Err(VacancyError::State { state: vacancy.state, act: deed.participle });
            }
            change(&mut vacancy)?;
            vacancy.version += 1;
            vacancy_table::update(transaction, &vacancy)?;
            note(transaction, actor, &vacancy, deed.act, deed.event)?;
            Ok(vacancy)
        })
    }

    /// What is wrong with a vacancy in the state that it has or is to have.
    pub(crate) fn check(&self, vacancy: &Vacancy) -> Result<(), VacancyError> {
        let mut problems = vacancy.content.check(self.reference);
        if vacancy.state == VacancyState::Open && vacancy.content.title.is_none() {
            problems.push(FieldProblem {
                field: "title",
                value: String::new(),
                expected: "a title, which only a draft goes without".to_owned(),
            });
        }
        if problems.is_empty() { Ok(()) } else { Err(VacancyError::Invalid(problems)) }
    }
}

fn subject(vacancy: &Vacancy) -> Subject {
    Subject::of_organisation(vacancy.organisation).in_programme(vacancy.programme)
}

/// An id is shown on a line, and looked for: without control characters and of a length that an index takes.
pub(crate) fn checked_reference(reference: &str) -> Result<&str, FieldProblem> {
    const LONGEST: usize = 512;
    let reference = reference.trim();
    if !reference.is_empty() && reference.len() <= LONGEST && !reference.chars().any(char::is_control) {
        return Ok(reference);
    }
    Err(FieldProblem {
        field: "id",
        value: reference.chars().take(60).collect(),
        expected: "an id of 1 to 512 bytes, without control characters".to_owned(),
    })
}

/// Appends the event and the line of the trail, which come last in a transaction.
fn note(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    vacancy: &Vacancy,
    act: Permission,
    kind: &str,
) -> Result<(), StorageError> {
    let subject = vacancy.id.uuid();
    let data = json!({ "state": vacancy.state, "version": vacancy.version });
    events::append(transaction, &[events::NewEvent { kind, subject_kind: "vacancy", subject, data: data.clone() }])?;
    audit::append(transaction, &[actor.audit_entry(act, "vacancy", Some(subject), data)])
}
