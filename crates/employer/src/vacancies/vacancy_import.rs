//! Importing vacancies from the rows of a file or the postings of a feed: all of them or, when one can't be taken, none.

use std::collections::{HashMap, HashSet};

use access::organisations::{self, NewOrganisation};
use access::{Actor, LONGEST_NAME, Permission, Subject, programmes};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};
use reference_data::Corridor;
use serde_json::json;
use sheets::{ImportOptions, ImportPlan, ImportReport, OTHER_CONTENT, PlannedChange};
use storage::events::NewEvent;
use storage::{AnyConnection, StorageError, Transaction, audit, events, insert_many};
use vocabulary::{EnterpriseNumber, OrganisationId, ProgrammeId, VacancyId};

use super::stated_employer::{Employers, StatedEmployer};
use super::vacancy_operations::{EMPLOYER, KIND, VacancyOperation, checked_reference, out_of_reach};
use super::vacancy_table::{StoredVacancy, vacancies};
use super::{
    Suggestions, Vacancies, Vacancy, VacancyContent, VacancyError, VacancyRow, VacancyState, VacancyTransition,
    vacancy_table,
};

/// The organisation that owns an imported vacancy.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Owner {
    /// An organisation of the database.
    Organisation(OrganisationId),
    /// The employer with this number, else the one with this name, who is added when there is none yet. Without both the
    /// organisation that imports the vacancy.
    Employer {
        /// The name.
        name: Option<String>,
        /// The number in the register of the country.
        number: Option<EnterpriseNumber>,
    },
}

impl Owner {
    /// The employer that a vacancy names.
    fn named_in(content: &VacancyContent) -> Self {
        Self::Employer { name: content.employer_name(), number: content.employer_number.clone() }
    }
}

impl VacancyContent {
    /// The name of the employer that the vacancy names, to which its id belongs.
    pub fn employer_name(&self) -> Option<String> {
        let name = self.employer.as_deref().map(str::trim).filter(|name| !name.is_empty());
        name.map(|name| name.chars().take(LONGEST_NAME).collect())
    }
}

/// A vacancy to be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportItem {
    /// The organisation to which it belongs.
    pub owner: Owner,
    /// Its id in the file or feed, which belongs to the owner: another owner may have the same.
    pub reference: String,
    /// What is required and offered.
    pub content: VacancyContent,
    /// The suggestions of a posting, which makes it a draft; `None` for the row of a file, which is published at once.
    pub draft: Option<Suggestions>,
}

impl ImportItem {
    /// A row of a file, which is open from the start.
    pub fn row(row: VacancyRow) -> Self {
        let owner = Owner::named_in(&row.content);
        Self { owner, reference: row.reference, content: row.content, draft: None }
    }

    /// A draft with what is suggested for it, as feeds of adverts give them.
    pub fn draft(reference: String, content: VacancyContent, suggestions: Suggestions) -> Self {
        let owner = Owner::named_in(&content);
        Self { owner, reference, content, draft: Some(suggestions) }
    }
}

/// An item with the organisation to which it belongs, or why that can't be said.
type Resolved = (Result<OrganisationId, String>, ImportItem);

/// A new content, and possibly a new state, for a vacancy in the database.
struct VacancyChange {
    /// The state that was read.
    before: VacancyState,
    vacancy: Vacancy,
    operation: VacancyOperation,
}

type VacancyPlan = ImportPlan<Vacancy, VacancyChange>;
type Planned = Result<PlannedChange<Vacancy, VacancyChange>, String>;

/// The most values in one query.
const VALUES: usize = 500;

impl Vacancies<'_> {
    /// Imports vacancies into a programme in one transaction, and adds the employers that aren't there yet.
    ///
    /// A vacancy that is there with the same content is left alone. Other content is a problem unless
    /// [`ImportOptions::update`] asks for the change. A row of a file publishes a draft with its id. A posting never
    /// takes back what was confirmed: title, region and all that it doesn't state stay as they are, and a published
    /// vacancy stays published.
    ///
    /// # Errors
    /// When the actor lacks the permission, or [`VacancyError::Import`] with every item that can't be taken.
    pub fn import(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        items: Vec<ImportItem>,
        options: ImportOptions,
    ) -> Result<ImportReport, VacancyError> {
        if options.dry_run {
            let plan: Result<VacancyPlan, VacancyError> = self.database.read(|connection| {
                let mut employers = Employers::of(connection, programme)?;
                let items = self.with_owners(connection, actor, programme, items)?;
                let resolved = resolve_owners(items, actor, programme, |owner| match owner {
                    Owner::Organisation(id) => Ok(Ok(existing(connection, programme, *id)?)),
                    Owner::Employer { name, number } => {
                        Ok(employers.find(name.as_deref(), number.as_ref()).map(|found| {
                            let id = found.id().unwrap_or_default();
                            employers.add(id, found);
                            id
                        }))
                    }
                })?;
                Ok(self.plan(connection, actor, programme, resolved, options)?)
            });
            return Ok(plan?.report()?);
        }
        self.database.write(|transaction| {
            let mut employers = Employers::of(transaction.connection(), programme)?;
            let items = self.with_owners(transaction.connection(), actor, programme, items)?;
            let resolved = resolve_owners(items, actor, programme, |owner| match owner {
                Owner::Organisation(id) => Ok(Ok(existing(transaction.connection(), programme, *id)?)),
                Owner::Employer { name, number } => {
                    let found = match employers.find(name.as_deref(), number.as_ref()) {
                        Ok(found) => found,
                        Err(reason) => return Ok(Err(reason)),
                    };
                    let id = match &found {
                        StatedEmployer::Known(id) => *id,
                        StatedEmployer::WithoutNumber(id, number) => {
                            organisations::record_number(transaction, actor, *id, number.clone())?.id
                        }
                        StatedEmployer::New(name, number) => {
                            let enterprise_number = number.clone();
                            let new = NewOrganisation { programme, kind: EMPLOYER, name, enterprise_number };
                            organisations::add(transaction, actor, &new)?.id
                        }
                    };
                    employers.add(id, found);
                    Ok(Ok(id))
                }
            })?;
            let plan = self.plan(transaction.connection(), actor, programme, resolved, options)?;
            let report = plan.report()?;
            carry_out(transaction, actor, plan)?;
            Ok(report)
        })
    }

    fn plan(
        &self,
        connection: &mut AnyConnection,
        actor: &Actor,
        programme: ProgrammeId,
        resolved: Vec<Resolved>,
        options: ImportOptions,
    ) -> Result<VacancyPlan, StorageError> {
        let mut plan = VacancyPlan::default();
        let corridor = programmes::corridor(connection, self.reference, programme)?;
        let mut stored = stored_by_reference(connection, programme, &resolved)?;
        for (organisation, item) in resolved {
            let reference = item.reference.clone();
            let organisation = match organisation {
                Ok(organisation) => organisation,
                Err(reason) => {
                    plan.refuse(reference, reason);
                    continue;
                }
            };
            let planned = match take_known(&mut stored, organisation, &item, actor) {
                None => self.plan_new(item, organisation, programme, corridor),
                Some(known) => self.plan_known(item, known, actor, corridor, options),
            };
            plan.add_of(&organisation.to_string(), reference, planned);
        }
        Ok(plan)
    }

    fn plan_new(
        &self,
        item: ImportItem,
        organisation: OrganisationId,
        programme: ProgrammeId,
        corridor: &Corridor,
    ) -> Planned {
        let vacancy = Vacancy {
            id: VacancyId::new(),
            programme,
            organisation,
            reference: checked_reference(&item.reference).map_err(|problem| problem.to_string())?.to_owned(),
            state: if item.draft.is_some() { VacancyState::Draft } else { VacancyState::Open },
            version: 1,
            content: item.content,
            suggestions: item.draft,
        };
        self.check(&vacancy, corridor).map_err(|error| error.to_string())?;
        Ok(PlannedChange::Create(vacancy))
    }

    /// Plans an item whose vacancy is in the database.
    fn plan_known(
        &self,
        item: ImportItem,
        known: Vacancy,
        actor: &Actor,
        corridor: &Corridor,
        options: ImportOptions,
    ) -> Planned {
        actor.may(Permission::ChangeVacancy, &known.subject()).map_err(|forbidden| forbidden.to_string())?;
        let publishes = item.draft.is_none() && known.state == VacancyState::Draft;
        let content = match &item.draft {
            Some(_) => known.content.with_posting(&item.content),
            // That it is of its own organisation says nothing new of a vacancy.
            None if known.content.employer.is_none() => {
                let employer_number = known.content.employer_number.clone();
                VacancyContent { employer: None, employer_number, ..item.content }
            }
            None => item.content,
        };
        if content == known.content && !publishes {
            return Ok(PlannedChange::Leave);
        }
        if !options.update {
            return Err(OTHER_CONTENT.to_owned());
        }
        let change =
            self.changed(known, content, item.draft, publishes, corridor).map_err(|error| error.to_string())?;
        Ok(PlannedChange::Change(change))
    }

    fn changed(
        &self,
        known: Vacancy,
        content: VacancyContent,
        suggestions: Option<Suggestions>,
        publishes: bool,
        corridor: &Corridor,
    ) -> Result<VacancyChange, VacancyError> {
        let before = known.state;
        if !before.is_editable() {
            return Err(VacancyError::NotEditable(before));
        }
        let suggestions = suggestions.filter(|_| before == VacancyState::Draft);
        let mut vacancy = Vacancy { content, suggestions, version: known.version + 1, ..known };
        let mut operation = VacancyOperation::CHANGE;
        if publishes {
            vacancy.apply(VacancyTransition::Publish)?;
            operation = VacancyOperation::of(VacancyTransition::Publish);
        }
        self.check(&vacancy, corridor)?;
        Ok(VacancyChange { before, vacancy, operation })
    }
}

impl Vacancies<'_> {
    /// Items whose owners have their number in the form of the destination's register, by which they are found. One that
    /// isn't right stays as it is, since the check of its vacancy refuses the import. What names no employer is the importer's.
    fn with_owners(
        &self,
        connection: &mut AnyConnection,
        actor: &Actor,
        programme: ProgrammeId,
        mut items: Vec<ImportItem>,
    ) -> Result<Vec<ImportItem>, StorageError> {
        let corridor = programmes::corridor(connection, self.reference, programme)?;
        for item in &mut items {
            let Owner::Employer { name, number } = &mut item.owner else { continue };
            let content = VacancyContent { employer_number: number.take(), ..VacancyContent::default() };
            *number = content.normalised(self.reference, corridor).employer_number;
            if let (None, None, Some(organisation)) = (name, number, actor.organisation) {
                item.owner = Owner::Organisation(organisation);
            }
        }
        Ok(items)
    }
}

/// An employer that is there already, if it takes part in the programme.
fn existing(
    connection: &mut AnyConnection,
    programme: ProgrammeId,
    id: OrganisationId,
) -> Result<OrganisationId, VacancyError> {
    if organisations::takes_part(connection, programme, &[EMPLOYER], id)? {
        Ok(id)
    } else {
        Err(VacancyError::Invalid(vec![out_of_reach(id)]))
    }
}

/// Finds or adds the organisation of each item, each owner once, and checks that the actor may import for it.
fn resolve_owners(
    items: Vec<ImportItem>,
    actor: &Actor,
    programme: ProgrammeId,
    mut find: impl FnMut(&Owner) -> Result<Result<OrganisationId, String>, VacancyError>,
) -> Result<Vec<Resolved>, VacancyError> {
    let mut known: HashMap<Owner, Result<OrganisationId, String>> = HashMap::new();
    let mut resolved = Vec::with_capacity(items.len());
    for item in items {
        let organisation = match known.get(&item.owner) {
            Some(organisation) => organisation.clone(),
            None => {
                let found = find(&item.owner)?;
                if let Ok(id) = &found {
                    let subject = Subject::in_programme(programme).of_organisation(*id);
                    actor.may(Permission::ImportVacancies, &subject)?;
                }
                known.insert(item.owner.clone(), found.clone());
                found
            }
        };
        resolved.push((organisation, item));
    }
    Ok(resolved)
}

fn carry_out(transaction: &mut Transaction<'_>, actor: &Actor, plan: VacancyPlan) -> Result<(), VacancyError> {
    let now = transaction.now();
    let rows: Vec<StoredVacancy> =
        plan.created.iter().map(|vacancy| vacancy_table::row(vacancy, now)).collect::<Result<_, _>>()?;
    insert_many!(transaction, vacancies::table, &rows)?;
    let mut written = Vec::with_capacity(plan.changed.len());
    for VacancyChange { before, vacancy, .. } in &plan.changed {
        written.push(vacancy_table::update(transaction, *before, vacancy)?);
    }
    let created = plan.created.iter().map(|vacancy| (VacancyOperation::CREATE.event, vacancy));
    let changed = plan.changed.iter().map(|change| (change.operation.event, &change.vacancy));
    let (mut new_events, mut entries) = (Vec::new(), Vec::new());
    for ((event, vacancy), row) in created.chain(changed).zip(rows.iter().chain(&written)) {
        let subject = vacancy.id.uuid();
        let data = json!({ "state": vacancy.state, "version": vacancy.version });
        let programme = vacancy.programme;
        let entry = actor.audit_entry(Permission::ImportVacancies, programme, KIND, Some(subject), data.clone());
        entries.push(entry.covering([row.commitment(vacancy.id)]));
        new_events.push(NewEvent::new(programme, event, subject, data));
    }
    events::append(transaction, &new_events)?;
    audit::append(transaction, &entries)?;
    Ok(())
}

impl VacancyContent {
    /// The content with what a posting states. What the posting doesn't state stays, and so do region and municipality
    /// once they are known.
    fn with_posting(&self, posting: &Self) -> Self {
        let mut content = self.clone();
        if posting.pay.is_some() {
            (content.pay, content.pay_max) = (posting.pay, posting.pay_max);
        }
        if posting.text.is_some() {
            content.text.clone_from(&posting.text);
            content.text_language = posting.text_language.or(content.text_language);
        }
        if posting.employer.is_some() {
            content.employer.clone_from(&posting.employer);
        }
        if posting.employer_number.is_some() {
            content.employer_number.clone_from(&posting.employer_number);
        }
        content.region = content.region.or(posting.region);
        content.municipality = content.municipality.or_else(|| posting.municipality.clone());
        content.hours = posting.hours.or(content.hours);
        content.posts = posting.posts.or(content.posts);
        content.posted = posting.posted.or(content.posted);
        content.valid_until = posting.valid_until.or(content.valid_until);
        if let (Some(posted), Some(until)) = (content.posted, content.valid_until)
            && posted > until
        {
            content.valid_until = None;
        }
        content
    }
}

/// The vacancies of a programme that have the references of some items, by reference.
fn stored_by_reference(
    connection: &mut AnyConnection,
    programme: ProgrammeId,
    resolved: &[Resolved],
) -> Result<HashMap<String, Vec<Vacancy>>, StorageError> {
    let mut found: HashMap<String, Vec<Vacancy>> = HashMap::new();
    let references: HashSet<&str> = resolved.iter().map(|(_, item)| item.reference.as_str()).collect();
    let references: Vec<&str> = references.into_iter().collect();
    for some in references.chunks(VALUES) {
        let rows: Vec<StoredVacancy> = vacancies::table
            .filter(vacancies::programme_id.eq(programme.to_string()))
            .filter(vacancies::reference.eq_any(some))
            .select(StoredVacancy::as_select())
            .load(connection)?;
        for row in rows {
            found.entry(row.reference.clone()).or_default().push(vacancy_table::vacancy(row)?);
        }
    }
    Ok(found)
}

/// Takes the vacancy that an item is about: its owner's with its reference; else, of those that other organisations entered
/// for the employer that it names, the one within the actor's reach.
fn take_known(
    stored: &mut HashMap<String, Vec<Vacancy>>,
    owner: OrganisationId,
    item: &ImportItem,
    actor: &Actor,
) -> Option<Vacancy> {
    let of_reference = stored.get_mut(&item.reference)?;
    let of_owner = of_reference.iter().position(|vacancy| vacancy.organisation == owner);
    let named = item.content.employer_name();
    let number = item.content.employer_number.as_ref();
    let is_for_employer = |vacancy: &Vacancy| {
        named.is_some()
            && vacancy.content.employer_name() == named
            && (number.is_none()
                || vacancy.content.employer_number.as_ref().is_none_or(|other| Some(other) == number))
            && actor.reaches(Permission::ChangeVacancy, &vacancy.subject())
    };
    let position = of_owner.or_else(|| of_reference.iter().position(is_for_employer))?;
    Some(of_reference.swap_remove(position))
}
