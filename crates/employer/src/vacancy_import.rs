//! Many vacancies at once, from a file or a feed.

use std::collections::{HashMap, HashSet};

use access::organisations::{self, NewOrganisation, OrganisationKind};
use access::{AccessError, Actor, LONGEST_NAME, Permission, Subject};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};
use serde_json::json;
use storage::{AnyConnection, StorageError, Timestamp, Transaction, audit, events, insert_many};
use vocabulary::{EnterpriseNumber, OrganisationId, ProgrammeId, VacancyId};

use crate::vacancies::checked_reference;
use crate::vacancy_error::ImportProblem;
use crate::vacancy_table::{StoredVacancy, vacancies};
use crate::{
    Suggestions, Vacancies, Vacancy, VacancyContent, VacancyError, VacancyRow, VacancyState,
    vacancy_table,
};

/// Whose a vacancy is that comes in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Owner {
    /// An organisation that is there.
    Organisation(OrganisationId),
    /// The employer of this name, who is added with the vacancy when there is none yet; the number is of the Belgian
    /// register.
    Employer(String, Option<EnterpriseNumber>),
}

impl Owner {
    /// The employer that a vacancy names; those that name none are somebody's whose name isn't stated.
    fn named_in(content: &VacancyContent) -> Self {
        let name = content.employer.as_deref().map(str::trim).filter(|name| !name.is_empty()).unwrap_or(NOT_STATED);
        Self::Employer(name.chars().take(LONGEST_NAME).collect(), content.employer_number)
    }
}

/// Whose vacancies are that name no employer.
const NOT_STATED: &str = "(employer not stated)";

/// A vacancy that is to come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportItem {
    /// Whose it is.
    pub whose: Owner,
    /// Its id in the file or feed.
    pub reference: String,
    /// What it says.
    pub content: VacancyContent,
    /// Absent for what is published at once, as a file's rows are; what a posting suggests makes it a draft.
    pub draft: Option<Suggestions>,
}

impl ImportItem {
    /// A row of a file, which is open from the start.
    pub fn row(row: VacancyRow) -> Self {
        let whose = Owner::named_in(&row.content);
        Self { whose, reference: row.reference, content: row.content, draft: None }
    }

    /// A draft with what is suggested for it, as feeds of adverts give them.
    pub fn draft(reference: String, content: VacancyContent, suggestions: Suggestions) -> Self {
        let whose = Owner::named_in(&content);
        Self { whose, reference, content, draft: Some(suggestions) }
    }
}

/// How an import is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ImportMode {
    /// Nothing is written; the report tells what would be.
    pub dry_run: bool,
    /// Vacancies that are there with other content are changed, instead of being problems.
    pub update: bool,
}

/// What an import did, or would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct ImportReport {
    /// Entered.
    pub created: usize,
    /// Were there with other content, and changed.
    pub updated: usize,
    /// Were there with the same content.
    pub unchanged: usize,
}

/// What becomes of everything that comes in.
#[derive(Default)]
struct Plan {
    created: Vec<Vacancy>,
    updated: Vec<Vacancy>,
    unchanged: usize,
    problems: Vec<ImportProblem>,
}

/// References looked for in one statement, which takes only so many values.
const AT_ONCE: usize = 500;

impl Vacancies<'_> {
    /// Brings vacancies in, and employers that aren't there yet: all of them or, when anything is wrong, none.
    ///
    /// One that is there already with the same content is left alone. With other content it is a problem, unless
    /// [`ImportMode::update`] says to change it. A posting never takes back what somebody confirmed: title, region and
    /// whatever else it doesn't say stay as they are, and what was published stays so.
    ///
    /// # Errors
    /// When the actor may not, or [`VacancyError::Import`] with everything that can't come in.
    pub fn import(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        incoming: Vec<ImportItem>,
        mode: ImportMode,
    ) -> Result<ImportReport, VacancyError> {
        if mode.dry_run {
            let plan: Result<Plan, VacancyError> = self.database.read(|connection| {
                let owned = owned(incoming, actor, programme, |new| {
                    let there = organisations::find_named(connection, new.programme, new.kind, new.name)?;
                    Ok(there.map_or_else(OrganisationId::new, |organisation| organisation.id))
                })?;
                Ok(self.plan(connection, actor, programme, owned, mode)?)
            });
            return plan?.report();
        }
        self.database.write(|transaction| {
            let owned = owned(incoming, actor, programme, |new| {
                organisations::ensure(transaction, actor, new).map(|organisation| organisation.id)
            })?;
            let plan = self.plan(transaction.connection(), actor, programme, owned, mode)?;
            let report = plan.report()?;
            plan.carry_out(transaction, actor)?;
            Ok(report)
        })
    }

    fn plan(
        &self,
        connection: &mut AnyConnection,
        actor: &Actor,
        programme: ProgrammeId,
        owned: Vec<(OrganisationId, ImportItem)>,
        mode: ImportMode,
    ) -> Result<Plan, StorageError> {
        let mut plan = Plan::default();
        let mut there = stored_by_reference(connection, programme, &owned)?;
        let mut seen = HashSet::with_capacity(owned.len());
        for (organisation, one) in owned {
            let reference = one.reference.clone();
            let refused = |reason: String| ImportProblem { reference: reference.clone(), reason };
            if !seen.insert(reference.clone()) {
                plan.problems.push(refused("the id stands twice; give each vacancy its own".to_owned()));
                continue;
            }
            let planned = match there.remove(&reference) {
                None => self.plan_new(one, organisation, programme).map(Step::Create),
                Some(row) => self.plan_known(one, vacancy_table::vacancy(row)?, actor, mode),
            };
            match planned {
                Ok(Step::Create(vacancy)) => plan.created.push(vacancy),
                Ok(Step::Update(vacancy)) => plan.updated.push(vacancy),
                Ok(Step::Leave) => plan.unchanged += 1,
                Err(reason) => plan.problems.push(refused(reason)),
            }
        }
        Ok(plan)
    }

    fn plan_new(
        &self,
        one: ImportItem,
        organisation: OrganisationId,
        programme: ProgrammeId,
    ) -> Result<Vacancy, String> {
        let vacancy = Vacancy {
            id: VacancyId::new(),
            programme,
            organisation,
            reference: checked_reference(&one.reference).map_err(|problem| problem.to_string())?.to_owned(),
            state: if one.draft.is_some() { VacancyState::Draft } else { VacancyState::Open },
            posts_taken: 0,
            version: 1,
            content: one.content,
            suggestions: one.draft,
        };
        self.check(&vacancy).map_err(|error| error.to_string())?;
        Ok(vacancy)
    }

    fn plan_known(&self, one: ImportItem, known: Vacancy, actor: &Actor, mode: ImportMode) -> Result<Step, String> {
        let subject = Subject::of_organisation(known.organisation).in_programme(known.programme);
        if actor.may(Permission::ChangeVacancy, &subject).is_err() {
            return Err("the id is taken by another organisation; choose another one".to_owned());
        }
        let content = match &one.draft {
            Some(_) => known.content.merged_with_advert(&one.content),
            None => one.content,
        };
        let opens = one.draft.is_none() && known.state == VacancyState::Draft;
        if content == known.content && !opens {
            return Ok(Step::Leave);
        }
        if !mode.update {
            return Err("it is there already with other content; use --update to change it".to_owned());
        }
        if matches!(known.state, VacancyState::Closed | VacancyState::Withdrawn) {
            return Err(format!("it is {} and can't be changed any more", known.state));
        }
        if opens && content.region.is_none() {
            return Err("it is a draft whose region nobody has confirmed; state it to open it".to_owned());
        }
        let state = if opens { VacancyState::Open } else { known.state };
        let suggestions = if state == VacancyState::Draft { one.draft } else { None };
        let version = known.version + 1;
        let vacancy = Vacancy { state, content, suggestions, version, ..known };
        self.check(&vacancy).map_err(|error| error.to_string())?;
        Ok(Step::Update(vacancy))
    }
}

/// Everything that comes in with the organisation whose it is, for which the actor may import. Each employer is looked
/// for, or added, once.
fn owned(
    incoming: Vec<ImportItem>,
    actor: &Actor,
    programme: ProgrammeId,
    mut find: impl FnMut(&NewOrganisation<'_>) -> Result<OrganisationId, AccessError>,
) -> Result<Vec<(OrganisationId, ImportItem)>, VacancyError> {
    let mut known: HashMap<Owner, OrganisationId> = HashMap::new();
    let mut owned = Vec::with_capacity(incoming.len());
    for one in incoming {
        let organisation = match known.get(&one.whose) {
            Some(organisation) => *organisation,
            None => {
                let organisation = match &one.whose {
                    Owner::Organisation(organisation) => *organisation,
                    Owner::Employer(name, enterprise_number) => {
                        let (kind, enterprise_number) = (OrganisationKind::Employer, *enterprise_number);
                        find(&NewOrganisation { programme, kind, name, enterprise_number })?
                    }
                };
                actor.may(
                    Permission::ImportVacancies,
                    &Subject::of_organisation(organisation).in_programme(programme),
                )?;
                known.insert(one.whose.clone(), organisation);
                organisation
            }
        };
        owned.push((organisation, one));
    }
    Ok(owned)
}

/// What becomes of one vacancy that comes in.
enum Step {
    Create(Vacancy),
    Update(Vacancy),
    Leave,
}

impl Plan {
    fn report(&self) -> Result<ImportReport, VacancyError> {
        if !self.problems.is_empty() {
            return Err(VacancyError::Import(self.problems.clone()));
        }
        Ok(ImportReport { created: self.created.len(), updated: self.updated.len(), unchanged: self.unchanged })
    }

    fn carry_out(self, transaction: &mut Transaction<'_>, actor: &Actor) -> Result<(), VacancyError> {
        let now = Timestamp::now();
        let rows =
            self.created.iter().map(|vacancy| vacancy_table::row(vacancy, now)).collect::<Result<Vec<_>, _>>()?;
        insert_many!(transaction, vacancies::table, &rows)?;
        for vacancy in &self.updated {
            vacancy_table::update(transaction, vacancy)?;
        }
        let created = self.created.iter().map(|vacancy| ("vacancy.created", vacancy));
        let changed = self.updated.iter().map(|vacancy| ("vacancy.changed", vacancy));
        let (mut happened, mut lines) = (Vec::new(), Vec::new());
        for (kind, vacancy) in created.chain(changed) {
            let subject = vacancy.id.uuid();
            let data = json!({ "state": vacancy.state, "version": vacancy.version });
            lines.push(actor.audit_entry(Permission::ImportVacancies, "vacancy", Some(subject), data.clone()));
            happened.push(events::NewEvent { kind, subject_kind: "vacancy", subject, data });
        }
        events::append(transaction, &happened)?;
        audit::append(transaction, &lines)?;
        Ok(())
    }
}

impl VacancyContent {
    /// Returns this content with the values that an advert states. Values that it doesn't state stay, and so does the
    /// place of work once it is known.
    fn merged_with_advert(&self, advert: &Self) -> Self {
        let mut content = self.clone();
        if advert.pay.is_some() {
            (content.pay, content.pay_max) = (advert.pay, advert.pay_max);
        }
        if advert.text.is_some() {
            content.text.clone_from(&advert.text);
            content.text_language = advert.text_language.or(content.text_language);
        }
        if advert.employer.is_some() {
            content.employer.clone_from(&advert.employer);
        }
        content.region = content.region.or(advert.region);
        content.municipality = content.municipality.or_else(|| advert.municipality.clone());
        content.hours = advert.hours.or(content.hours);
        content.posts = advert.posts.or(content.posts);
        content.posted = advert.posted.or(content.posted);
        content.valid_until = advert.valid_until.or(content.valid_until);
        if let (Some(posted), Some(until)) = (content.posted, content.valid_until)
            && posted > until
        {
            content.valid_until = None;
        }
        content
    }
}

fn stored_by_reference(
    connection: &mut AnyConnection,
    programme: ProgrammeId,
    owned: &[(OrganisationId, ImportItem)],
) -> Result<HashMap<String, StoredVacancy>, StorageError> {
    let mut found = HashMap::new();
    for some in owned.chunks(AT_ONCE) {
        let references: Vec<&str> = some.iter().map(|(_, one)| one.reference.as_str()).collect();
        let rows: Vec<StoredVacancy> = vacancies::table
            .filter(vacancies::programme_id.eq(programme.to_string()))
            .filter(vacancies::reference.eq_any(references))
            .select(StoredVacancy::as_select())
            .load(connection)?;
        found.extend(rows.into_iter().map(|row| (row.reference.clone(), row)));
    }
    Ok(found)
}
