//! The operations on curricula and transcripts. Each checks the actor's permission; the row, the event and the audit
//! entry of an operation are one transaction.

use access::organisations::{self, NewOrganisation, OrganisationKind};
use access::{AccessError, Actor, Forbidden, Permission, Subject};
use candidate_profile::candidates;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};
use reference_data::ReferenceData;
use serde_json::json;
use sheets::{ImportOptions, ImportReport};
use storage::events::{EventKind, NewEvent};
use storage::{
    AnyConnection, Database, Page, StorageError, Transaction, as_json, audit, content_hash, events, insert_many,
};
use vocabulary::{CandidateId, Code, CurriculumId, FieldProblem, OrganisationId, ProgrammeId};

use crate::curriculum::{Curriculum, LONGEST_NAME, Module};
use crate::curriculum_event::CurriculumEvent;
use crate::curriculum_table::{self, CurriculumRow, curricula};
use crate::subject_suggester::{ConfirmedTitles, title_key};

/// The kind of a curriculum as the subject of audit entries, as of events.
const KIND: &str = CurriculumEvent::SUBJECT_KIND;

/// A curriculum of a school, or a transcript of a person, in the database.
#[derive(Debug, Clone)]
pub struct StoredCurriculum {
    /// The curriculum.
    pub id: CurriculumId,
    /// The programme.
    pub programme: ProgrammeId,
    /// The school that teaches it.
    pub school: OrganisationId,
    /// The person whose transcript it is; nothing for the curriculum of a school.
    pub candidate: Option<CandidateId>,
    /// Its name, unique at the school for its year of enrolment.
    pub reference: String,
    /// The year of enrolment for which it holds.
    pub enrolment_year: u16,
    /// The number of its version, from 1.
    pub version: i64,
    /// What it teaches.
    pub content: Curriculum,
}

/// A curriculum or transcript to be entered.
#[derive(Debug, Clone)]
pub struct NewCurriculum {
    /// The programme.
    pub programme: ProgrammeId,
    /// The school that teaches it.
    pub school: OrganisationId,
    /// The person whose transcript it is; nothing for the curriculum of a school.
    pub candidate: Option<CandidateId>,
    /// Its name, unique at the school for its year of enrolment.
    pub reference: String,
    /// The year of enrolment for which it holds.
    pub enrolment_year: u16,
    /// What it teaches.
    pub content: Curriculum,
}

/// Whether a list has curricula of schools or transcripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CurriculumKind {
    /// Curricula of schools.
    Curriculum,
    /// Transcripts of persons.
    Transcript,
}

/// Why an operation on curricula failed; nothing was changed then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CurriculumError {
    /// The actor lacks the permission.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Fields are wrong.
    #[error("the curriculum is not right: {}", FieldProblem::sentence(.0))]
    Invalid(Vec<FieldProblem>),
    /// The curriculum has no module with this code.
    #[error("the curriculum has no module `{0}`")]
    NoModule(String),
    /// The school has one of this name for this year.
    #[error("the school has `{reference}` for {enrolment_year} already; change that one, or use another name")]
    ReferenceTaken {
        /// The name.
        reference: String,
        /// The year of enrolment.
        enrolment_year: u16,
    },
    /// The school of an import can't be added.
    #[error("nothing was imported: {0}")]
    School(AccessError),
    /// Another content is there already, and no update was asked for.
    #[error("`{0}` is there already with other content; use --update to change it")]
    OtherContent(String),
}

impl From<AccessError> for CurriculumError {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::Forbidden(forbidden) => Self::Forbidden(forbidden),
            AccessError::Storage(error) => Self::Storage(error),
            name => Self::School(name),
        }
    }
}

/// A curriculum or transcript to be imported.
#[derive(Debug, Clone)]
pub struct CurriculumImport {
    /// The name of the school that teaches it.
    pub school: String,
    /// The person whose transcript it is; nothing for the curriculum of a school.
    pub candidate: Option<CandidateId>,
    /// Its name, unique at the school for its year of enrolment.
    pub reference: String,
    /// The year of enrolment for which it holds.
    pub enrolment_year: u16,
    /// What it teaches.
    pub content: Curriculum,
}

/// Why the transaction of an import ended without being committed.
enum ImportEnd {
    /// It was only tried.
    Tried(ImportReport),
    Failed(CurriculumError),
}

impl<E: Into<CurriculumError>> From<E> for ImportEnd {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// The permissions that operations on one kind need.
struct KindPermissions {
    create: Permission,
    change: Permission,
    read: Permission,
}

impl CurriculumKind {
    pub(crate) const fn of(candidate: Option<CandidateId>) -> Self {
        if candidate.is_some() { Self::Transcript } else { Self::Curriculum }
    }

    const fn permissions(self) -> KindPermissions {
        match self {
            Self::Curriculum => KindPermissions {
                create: Permission::CreateCurriculum,
                change: Permission::ChangeCurriculum,
                read: Permission::ReadCurriculum,
            },
            Self::Transcript => KindPermissions {
                create: Permission::CreateTranscript,
                change: Permission::ChangeTranscript,
                read: Permission::ReadTranscript,
            },
        }
    }
}

impl StoredCurriculum {
    fn subject(&self) -> Subject {
        subject(self.programme, self.school, self.candidate)
    }

    const fn kind(&self) -> CurriculumKind {
        CurriculumKind::of(self.candidate)
    }
}

/// The curriculum of a school, or the transcript of a candidate, as the subject of a permission.
pub(crate) fn subject(programme: ProgrammeId, school: OrganisationId, candidate: Option<CandidateId>) -> Subject {
    let subject = Subject::in_programme(programme);
    match candidate {
        Some(candidate) => subject.of_candidate(candidate, Some(school)),
        None => subject.of_organisation(school),
    }
}

/// The curricula and transcripts of a database.
#[derive(Debug, Clone, Copy)]
pub struct Curricula<'a> {
    database: &'a Database,
    reference: &'a ReferenceData,
}

impl<'a> Curricula<'a> {
    /// The curricula of a database, checked against reference data.
    pub fn new(database: &'a Database, reference: &'a ReferenceData) -> Self {
        Self { database, reference }
    }

    /// Enters a curriculum or transcript in the caller's transaction.
    ///
    /// # Errors
    /// When the actor lacks the permission, a field is wrong, or the school has the reference for that year.
    pub fn create_within(
        &self,
        transaction: &mut Transaction<'_>,
        actor: &Actor,
        new: NewCurriculum,
    ) -> Result<StoredCurriculum, CurriculumError> {
        let NewCurriculum { programme, school, candidate, reference, enrolment_year, content } = new;
        let curriculum = StoredCurriculum {
            id: CurriculumId::new(),
            programme,
            school,
            candidate,
            reference: reference.trim().to_owned(),
            enrolment_year,
            version: 1,
            content,
        };
        let permission = curriculum.kind().permissions().create;
        actor.may_ever(&[permission])?;
        check_mapping(actor, &curriculum, &Curriculum::default())?;
        let mut problems = match self.check(&curriculum) {
            Err(CurriculumError::Invalid(problems)) => problems,
            other => other.map(|()| Vec::new())?,
        };
        let connection = transaction.connection();
        let is_school = organisations::takes_part(connection, programme, &[OrganisationKind::School], school)?;
        if !is_school || !actor.reaches(permission, &curriculum.subject()) {
            let expected = "a school of this programme for which the caller may act".to_owned();
            problems.push(FieldProblem { field: "school".into(), value: school.to_string(), expected });
        }
        if let Some(candidate) = candidate
            && !candidates::is_within_reach(connection, actor, Permission::ReadCandidate, programme, candidate)?
        {
            let expected = "a candidate of this programme whom the caller may read".to_owned();
            problems.push(FieldProblem { field: "candidate".into(), value: candidate.to_string(), expected });
        }
        if !problems.is_empty() {
            return Err(CurriculumError::Invalid(problems));
        }
        if curriculum_table::find_by_reference(connection, school, &curriculum.reference, enrolment_year)?.is_some() {
            return Err(CurriculumError::ReferenceTaken { reference: curriculum.reference, enrolment_year });
        }
        let row = curriculum_table::row(&curriculum, transaction.now())?;
        insert_many!(transaction, curricula::table, &[row])?;
        record(transaction, actor, &curriculum, permission, CurriculumEvent::Created)?;
        Ok(curriculum)
    }

    /// Enters a curriculum or transcript, or changes the one that has its reference, in one transaction; a school that
    /// isn't there yet is added.
    ///
    /// # Errors
    /// As [`Curricula::create_within`]; [`CurriculumError::OtherContent`] when it is there with other content and no
    /// update was asked for.
    pub fn import(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        import: CurriculumImport,
        options: ImportOptions,
    ) -> Result<ImportReport, CurriculumError> {
        let done = self.database.write(|transaction| {
            let CurriculumImport { school, candidate, reference, enrolment_year, content } = import;
            let organisation =
                NewOrganisation { programme, kind: OrganisationKind::School, name: &school, enterprise_number: None };
            let school = organisations::ensure(transaction, actor, &organisation)?.id;
            let new = NewCurriculum { programme, school, candidate, reference, enrolment_year, content };
            let report = self.import_within(transaction, actor, new, options)?;
            // The error takes everything back; it isn't returned.
            if options.dry_run { Err(ImportEnd::Tried(report)) } else { Ok(report) }
        });
        match done {
            Ok(report) | Err(ImportEnd::Tried(report)) => Ok(report),
            Err(ImportEnd::Failed(error)) => Err(error),
        }
    }

    fn import_within(
        &self,
        transaction: &mut Transaction<'_>,
        actor: &Actor,
        new: NewCurriculum,
        options: ImportOptions,
    ) -> Result<ImportReport, CurriculumError> {
        let (school, reference) = (new.school, new.reference.trim());
        let connection = transaction.connection();
        let known = curriculum_table::find_by_reference(connection, school, reference, new.enrolment_year)?;
        let Some(mut known) = known else {
            self.create_within(transaction, actor, new)?;
            return Ok(ImportReport { created: 1, ..ImportReport::default() });
        };
        actor.may(known.kind().permissions().change, &known.subject())?;
        if known.candidate != new.candidate {
            let (reference, enrolment_year) = (known.reference, known.enrolment_year);
            return Err(CurriculumError::ReferenceTaken { reference, enrolment_year });
        }
        if content_hash(&as_json(&known.content)?) == content_hash(&as_json(&new.content)?) {
            return Ok(ImportReport { unchanged: 1, ..ImportReport::default() });
        }
        if !options.update {
            return Err(CurriculumError::OtherContent(known.reference));
        }
        self.replace_content(transaction, actor, &mut known, new.content)?;
        Ok(ImportReport { changed: 1, ..ImportReport::default() })
    }

    /// Replaces the content. `version` is the one that the actor saw.
    ///
    /// # Errors
    /// When the actor lacks the permission, a field is wrong, or it was changed since.
    pub fn change(
        &self,
        actor: &Actor,
        id: CurriculumId,
        version: i64,
        content: Curriculum,
    ) -> Result<StoredCurriculum, CurriculumError> {
        self.database.write(|transaction| {
            let permission_on = |kind: CurriculumKind| kind.permissions().change;
            let connection = transaction.connection();
            let mut curriculum = curriculum_table::find_within_reach(connection, actor, permission_on, id)?;
            if curriculum.version != version {
                return Err(curriculum_table::conflict(id).into());
            }
            self.replace_content(transaction, actor, &mut curriculum, content)?;
            Ok(curriculum)
        })
    }

    /// Gives a curriculum another content and its next version, and writes both.
    fn replace_content(
        &self,
        transaction: &mut Transaction<'_>,
        actor: &Actor,
        curriculum: &mut StoredCurriculum,
        content: Curriculum,
    ) -> Result<(), CurriculumError> {
        let before = std::mem::replace(&mut curriculum.content, content);
        curriculum.version += 1;
        check_mapping(actor, curriculum, &before)?;
        self.check(curriculum)?;
        curriculum_table::update(transaction, curriculum)?;
        record(transaction, actor, curriculum, curriculum.kind().permissions().change, CurriculumEvent::Changed)?;
        Ok(())
    }

    /// Confirms the subjects of a module, none for a module that belongs to no subject. What is confirmed is suggested
    /// for modules of the same title at the same school from then on.
    ///
    /// # Errors
    /// When the actor lacks the permission, there is no such module or subject, or the curriculum was changed since.
    pub fn confirm_subjects(
        &self,
        actor: &Actor,
        id: CurriculumId,
        version: i64,
        module: &str,
        subjects: &[Code],
    ) -> Result<StoredCurriculum, CurriculumError> {
        self.database.write(|transaction| {
            actor.may_ever(&[Permission::ConfirmSubjects])?;
            let permission_on = |kind: CurriculumKind| kind.permissions().read;
            let connection = transaction.connection();
            let mut curriculum = curriculum_table::find_within_reach(connection, actor, permission_on, id)?;
            if !actor.reaches(Permission::ConfirmSubjects, &curriculum.subject()) {
                return Err(StorageError::not_found(format!("curriculum {id}")).into());
            }
            if curriculum.version != version {
                return Err(curriculum_table::conflict(id).into());
            }
            let found = curriculum.content.modules.iter_mut().find(|one| one.code == module);
            let Some(found) = found else { return Err(CurriculumError::NoModule(module.to_owned())) };
            found.subjects = Some(subjects.to_vec());
            let title = title_key(&found.title);
            curriculum.version += 1;
            self.check(&curriculum)?;
            curriculum_table::update(transaction, &curriculum)?;
            curriculum_table::confirm_title(transaction, &curriculum, &title, subjects, &actor.subject)?;
            record(transaction, actor, &curriculum, Permission::ConfirmSubjects, CurriculumEvent::Changed)?;
            Ok(curriculum)
        })
    }

    /// One curriculum or transcript. The reading of a transcript is noted in the audit log, in the same transaction.
    ///
    /// # Errors
    /// When the actor lacks the permission, or there is none.
    pub fn get(&self, actor: &Actor, id: CurriculumId) -> Result<StoredCurriculum, CurriculumError> {
        Ok(self.get_with_confirmed_titles(actor, id)?.0)
    }

    /// One curriculum or transcript, with the subjects that were confirmed for titles of its school, for suggestions.
    ///
    /// # Errors
    /// As [`Curricula::get`].
    pub fn get_with_confirmed_titles(
        &self,
        actor: &Actor,
        id: CurriculumId,
    ) -> Result<(StoredCurriculum, ConfirmedTitles), CurriculumError> {
        let find = |connection: &mut AnyConnection| {
            let permission_on = |kind: CurriculumKind| kind.permissions().read;
            let curriculum = curriculum_table::find_within_reach(connection, actor, permission_on, id)?;
            let confirmed = curriculum_table::find_confirmed_titles(connection, curriculum.school)?;
            Ok::<_, CurriculumError>((curriculum, confirmed))
        };
        let (curriculum, confirmed) = self.database.read(find)?;
        let permission = curriculum.kind().permissions().read;
        if curriculum.candidate.is_none() {
            return Ok((curriculum, confirmed));
        }
        self.database.write(|transaction| {
            let found = find(transaction.connection())?;
            let entry = actor.audit_entry(permission, found.0.programme, KIND, Some(id.uuid()), json!({}));
            audit::append(transaction, &[entry])?;
            Ok(found)
        })
    }

    /// The curricula or the transcripts of a programme after one of them, at most `limit`, in the order in which they
    /// were entered; of one school when it is given.
    ///
    /// # Errors
    /// When the actor may not read all of them.
    pub fn page(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        kind: CurriculumKind,
        school: Option<OrganisationId>,
        after: Option<CurriculumId>,
        limit: usize,
    ) -> Result<Page<StoredCurriculum>, CurriculumError> {
        let subject = Subject { organisation: school, ..Subject::in_programme(programme) };
        let permission = kind.permissions().read;
        actor.may_ever(&[permission])?;
        if school.is_some() && !actor.reaches(permission, &subject) {
            return Err(StorageError::not_found("such school").into());
        }
        actor.may(permission, &subject)?;
        let load = |connection: &mut AnyConnection| {
            let mut query = curricula::table
                .filter(curricula::programme_id.eq(programme.to_string()))
                .order(curricula::id)
                .limit(Page::<CurriculumRow>::rows_to_load(limit))
                .select(CurriculumRow::as_select())
                .into_boxed();
            query = match kind {
                CurriculumKind::Curriculum => query.filter(curricula::candidate_id.is_null()),
                CurriculumKind::Transcript => query.filter(curricula::candidate_id.is_not_null()),
            };
            if let Some(after) = after {
                query = query.filter(curricula::id.gt(after.to_string()));
            }
            if let Some(school) = school {
                query = query.filter(curricula::organisation_id.eq(school.to_string()));
            }
            Page::cut(query.load::<CurriculumRow>(connection)?, limit).try_map(curriculum_table::curriculum)
        };
        match kind {
            CurriculumKind::Curriculum => Ok(self.database.read(load)?),
            CurriculumKind::Transcript => self.database.write(|transaction| {
                let page = load(transaction.connection())?;
                let details = json!({ "transcripts": page.items.len() });
                let entry = actor.audit_entry(permission, programme, KIND, None, details);
                audit::append(transaction, &[entry])?;
                Ok(page)
            }),
        }
    }

    fn check(&self, curriculum: &StoredCurriculum) -> Result<(), CurriculumError> {
        let mut problems = curriculum.content.check(self.reference.frameworks());
        problems.extend(check_key(&curriculum.reference, curriculum.enrolment_year));
        if problems.is_empty() { Ok(()) } else { Err(CurriculumError::Invalid(problems)) }
    }
}

/// What is wrong with the reference and the year by which a school's curriculum is found.
pub fn check_key(reference: &str, enrolment_year: u16) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    if reference.is_empty() || reference.len() > LONGEST_NAME || reference.chars().any(char::is_control) {
        problems.push(FieldProblem {
            field: "reference".into(),
            value: reference.chars().take(60).collect(),
            expected: "a name of 1 to 512 bytes, without control characters".to_owned(),
        });
    }
    if !(1950..=2100).contains(&enrolment_year) {
        problems.push(FieldProblem {
            field: "enrolment_year".into(),
            value: enrolment_year.to_string(),
            expected: "a year of enrolment, from 1950 to 2100".to_owned(),
        });
    }
    problems
}

/// Checks that an actor who changes the subjects of a module may confirm them.
fn check_mapping(actor: &Actor, curriculum: &StoredCurriculum, before: &Curriculum) -> Result<(), Forbidden> {
    let is_changed = |module: &Module| match before.module(&module.code) {
        Some(known) => known.subjects != module.subjects,
        None => module.subjects.is_some(),
    };
    if !curriculum.content.modules.iter().any(is_changed) {
        return Ok(());
    }
    actor.may(Permission::ConfirmSubjects, &curriculum.subject())
}

/// Appends the event and the audit entry of an operation, which come last in a transaction.
fn record(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    curriculum: &StoredCurriculum,
    permission: Permission,
    event: CurriculumEvent,
) -> Result<(), StorageError> {
    let subject = curriculum.id.uuid();
    let data = json!({ "version": curriculum.version });
    events::append(transaction, &[NewEvent::new(curriculum.programme, event, subject, data.clone())])?;
    audit::append(transaction, &[actor.audit_entry(permission, curriculum.programme, KIND, Some(subject), data)])
}
