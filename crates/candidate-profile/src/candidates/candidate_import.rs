//! Importing candidates from the rows of a file: all of them or, when one can't be taken, none.

use std::collections::{HashMap, HashSet};

use access::{Actor, Permission, Subject, programmes};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};
use rayon::prelude::*;
use serde_json::json;
use sheets::{ImportOptions, ImportPlan, ImportReport, OTHER_CONTENT, PlannedChange};
use storage::events::NewEvent;
use storage::{AnyConnection, StorageError, Transaction, as_json, audit, content_hash, events, insert_many};
use vocabulary::{CandidateId, Date, OrganisationId, ProgrammeId};

use super::assertion_rights::{Downgrade, downgrade, false_sources, keep_other_sources};
use super::assertions::{Assertions, assertion_rows};
use super::candidate_export::personal_data;
use super::finding::search_keys;
use super::part::PartVersions;
use super::profile_change::{WrittenChange, write_change};
use super::registration::{LONGEST_REFERENCE, personal_data_row, stored_row};
use super::{Candidate, CandidateError, CandidateEvent, CandidateState, Candidates, KIND, find};
use crate::candidate_row::CandidateRow;
use crate::candidate_tables::{
    StoredAssertion, StoredCandidate, candidate_assertions, candidate_personal_data, candidate_search_keys,
    candidates,
};
use crate::personal_data::PersonalData;
use crate::profile::Profile;
use crate::pseudonym::pseudonym;

/// Rows written together, so that memory doesn't grow with the file.
const BATCH: usize = 5_000;
/// The most values in one query.
const VALUES: usize = 1_000;

/// A new content for a candidate in the database.
struct CandidateChange {
    candidate: Candidate,
    /// The profile as the file has it.
    profile: Profile,
    /// `None` leaves the personal data as they are.
    personal_data: Option<PersonalData>,
}

/// What an import does with the rows of a file.
#[derive(Default)]
struct CandidatePlan {
    rows: ImportPlan<CandidateRow, CandidateChange>,
    downgrades: Vec<Downgrade>,
    /// The day at the destination.
    today: Date,
}

type Planned = Result<PlannedChange<CandidateRow, CandidateChange>, String>;

impl Candidates<'_> {
    /// Imports rows into a programme in one transaction: candidates of the actor's organisation, to which their references
    /// belong, or of none. Returns with the report the statuses that the actor may
    /// not state. A candidate who is there with the same content is left alone. Other content is a problem unless
    /// [`ImportOptions::update`] asks for the change; it replaces what files assert and keeps assertions from other
    /// sources. What another source asserts already, and still does, isn't asserted by the file once more: a file that was
    /// exported would make it hold for ever. `progress` receives the number of rows written so far.
    ///
    /// # Errors
    /// When the actor lacks the permission; and [`CandidateError::Import`] with every row that can't be taken.
    pub fn import(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        rows: Vec<CandidateRow>,
        options: ImportOptions,
        progress: &mut dyn FnMut(usize),
    ) -> Result<(ImportReport, Vec<Downgrade>), CandidateError> {
        let subject = Subject { organisation: actor.organisation, ..Subject::in_programme(programme) };
        actor.may(Permission::ImportCandidates, &subject)?;
        if options.dry_run {
            let plan = self.database.read(|connection| self.plan(connection, actor, programme, rows, options))?;
            return Ok((plan.rows.report()?, plan.downgrades));
        }
        self.database.write(|transaction| {
            let plan = self.plan(transaction.connection(), actor, programme, rows, options)?;
            let report = plan.rows.report()?;
            carry_out(transaction, actor, programme, plan.rows, plan.today, progress)?;
            Ok((report, plan.downgrades))
        })
    }

    fn plan(
        &self,
        connection: &mut AnyConnection,
        actor: &Actor,
        programme: ProgrammeId,
        rows: Vec<CandidateRow>,
        options: ImportOptions,
    ) -> Result<CandidatePlan, CandidateError> {
        let checked: Vec<Result<(), String>> = rows.par_iter().map(|row| self.check_row(actor, row)).collect();
        let today = programmes::corridor(connection, self.data, programme)?.today(self.database.clock());
        let mut plan = CandidatePlan { today, ..CandidatePlan::default() };
        let mut rows = rows.into_iter().zip(checked);
        while rows.len() > 0 {
            let batch: Vec<_> = rows.by_ref().take(VALUES).collect();
            let references = batch.iter().map(|(row, _)| row.reference.as_str()).collect();
            let (mut stored, elsewhere) = stored_by_reference(connection, programme, actor.organisation, references)?;
            let mut known = personal_data(connection, stored.values().map(|row| row.id.clone()).collect())?;
            let mut changed = Vec::new();
            for (row, _) in &batch {
                if let Some(stored) = stored.get(&row.reference)
                    && !is_unchanged(row, stored, known.get(&stored.id))?
                {
                    changed.push(stored.id.clone());
                }
            }
            // The common case of a repeated import: the titles and languages of what is there already aren't read.
            let mut assertions = Assertions::of(connection, changed.iter().map(String::as_str))?;
            for (row, checked) in batch {
                let reference = row.reference.clone();
                let planned = match (checked, stored.remove(&reference)) {
                    (Err(reason), _) => Err(reason),
                    // Whoever imports for no organisation exported the candidates of all.
                    (Ok(()), None) if actor.organisation.is_none() && elsewhere.contains(&reference) => {
                        Err(OF_AN_ORGANISATION.to_owned())
                    }
                    (Ok(()), None) => Ok(plan_new(row, actor, &mut plan.downgrades)),
                    (Ok(()), Some(stored)) => {
                        let known = known.remove(&stored.id);
                        if is_unchanged(&row, &stored, known.as_ref())? {
                            Ok(PlannedChange::Leave)
                        } else {
                            let candidate = Candidate::stored(stored, &mut assertions)?;
                            plan_change(row, candidate, known.as_ref(), actor, options, &mut plan)
                        }
                    }
                };
                plan.rows.add(reference, planned);
            }
        }
        Ok(plan)
    }

    /// Checks a row by itself, without the database.
    fn check_row(&self, actor: &Actor, row: &CandidateRow) -> Result<(), String> {
        if row.reference.len() > LONGEST_REFERENCE || row.reference.contains(char::is_control) {
            return Err(format!("expected an id of at most {LONGEST_REFERENCE} bytes on one line"));
        }
        let problems = row.profile.check(self.data).into_iter().chain(row.personal_data.check());
        let problems: Vec<String> =
            problems.chain(false_sources(&row.profile, None, actor)).map(|problem| problem.to_string()).collect();
        if problems.is_empty() { Ok(()) } else { Err(problems.join("; ")) }
    }
}

fn plan_new(
    mut row: CandidateRow,
    actor: &Actor,
    downgrades: &mut Vec<Downgrade>,
) -> PlannedChange<CandidateRow, CandidateChange> {
    downgrades.extend(downgrade(&mut row.profile, None, actor, &row.reference));
    PlannedChange::Create(row)
}

/// Whether a row says what the database has of an active candidate. Profiles whose assertions differ have another hash.
fn is_unchanged(
    row: &CandidateRow,
    stored: &StoredCandidate,
    known: Option<&PersonalData>,
) -> Result<bool, StorageError> {
    Ok(stored.content_hash == content_hash(&as_json(&row.profile)?)
        && !has_new_personal_data(&row.personal_data, known)
        && stored.state == CandidateState::Active.word())
}

/// A file without columns of personal data doesn't remove what is known.
fn has_new_personal_data(personal_data: &PersonalData, known: Option<&PersonalData>) -> bool {
    !personal_data.is_empty() && known != Some(personal_data)
}

/// Plans a row whose candidate is in the database with another content, with the personal data that are known. A row that
/// can't be taken is an error.
fn plan_change(
    row: CandidateRow,
    candidate: Candidate,
    known: Option<&PersonalData>,
    actor: &Actor,
    options: ImportOptions,
    plan: &mut CandidatePlan,
) -> Planned {
    let CandidateRow { profile, personal_data, .. } = row;
    if !candidate.state.is_editable() {
        return Err("has withdrawn; another person needs another id".to_owned());
    }
    let (changed, mut downgraded) = changed_profile(&profile, &candidate, actor, plan.today);
    let personal_data = has_new_personal_data(&personal_data, known).then_some(personal_data);
    if personal_data.is_none() && changed == candidate.profile {
        return Ok(PlannedChange::Leave);
    }
    if !options.update {
        return Err(OTHER_CONTENT.to_owned());
    }
    actor.may(Permission::ChangeCandidate, &candidate.subject()).map_err(|forbidden| forbidden.to_string())?;
    plan.downgrades.append(&mut downgraded);
    Ok(PlannedChange::Change(CandidateChange { candidate, profile, personal_data }))
}

/// The profile of a candidate after a file with another one, and what was lowered in it.
fn changed_profile(
    of_file: &Profile,
    candidate: &Candidate,
    actor: &Actor,
    today: Date,
) -> (Profile, Vec<Downgrade>) {
    let mut profile = of_file.clone();
    keep_other_sources(&mut profile, &candidate.profile, today);
    let downgrades = downgrade(&mut profile, Some(&candidate.profile), actor, &candidate.reference);
    (profile, downgrades)
}

/// The candidates of an organisation, or of none, with some references; and those of the references that other organisations
/// have.
fn stored_by_reference(
    connection: &mut AnyConnection,
    programme: ProgrammeId,
    organisation: Option<OrganisationId>,
    references: Vec<&str>,
) -> Result<(HashMap<String, StoredCandidate>, HashSet<String>), StorageError> {
    let rows: Vec<StoredCandidate> = candidates::table
        .filter(candidates::programme_id.eq(programme.to_string()))
        .filter(candidates::reference.eq_any(references))
        .select(StoredCandidate::as_select())
        .load(connection)?;
    let organisation = organisation.map(|organisation| organisation.to_string());
    let (own, others): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.organisation_id == organisation);
    let own = own.into_iter().map(|row| (row.reference.clone(), row)).collect();
    Ok((own, others.into_iter().map(|row| row.reference).collect()))
}

/// The reason against a row that names nobody of the importer's, and somebody of an organisation.
const OF_AN_ORGANISATION: &str =
    "a candidate of an organisation has this id; import the rows of each organisation with --organisation";

fn carry_out(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    programme: ProgrammeId,
    plan: ImportPlan<CandidateRow, CandidateChange>,
    today: Date,
    progress: &mut dyn FnMut(usize),
) -> Result<(), CandidateError> {
    let mut count = 0;
    let mut changes: Vec<WrittenChange> = Vec::with_capacity(plan.changed.len());
    for CandidateChange { mut candidate, profile, personal_data } in plan.changed {
        let id = candidate.id;
        let written = loop {
            let (changed, _) = changed_profile(&profile, &candidate, actor, today);
            match write_change(transaction, candidate, changed, personal_data.clone())? {
                Some(written) => break written,
                // Somebody has changed the candidate since the plan was made: the change begins again from what they wrote.
                None => candidate = find(transaction.connection(), id)?,
            }
            if !candidate.state.is_editable() {
                return Err(CandidateError::Withdrawn(id));
            }
        };
        changes.push(written);
        count += 1;
        if count % BATCH == 0 {
            progress(count);
        }
    }
    // All pseudonyms are found before the first row is inserted: PostgreSQL plans the query on the table as it is, and
    // would go on reading all of a table that was empty then while it fills.
    let created: Vec<CandidateId> = plan.created.iter().map(|_| CandidateId::new()).collect();
    let mut pseudonyms = free_pseudonyms(transaction, programme, &created)?.into_iter();
    let mut rows = plan.created.into_iter();
    for ids in created.chunks(BATCH) {
        let batch = rows.by_ref().take(BATCH).collect();
        let pseudonyms: Vec<String> = pseudonyms.by_ref().take(BATCH).collect();
        insert_batch(transaction, batch, ids, pseudonyms, programme, actor.organisation)?;
        count += ids.len();
        progress(count);
    }

    // Events and audit entries come last: they lock the row that orders those of all writers.
    let data = || json!({ "version": 1 });
    let created_event = |id: &CandidateId| NewEvent::new(programme, CandidateEvent::Created, id.uuid(), data());
    let entry =
        |id: &CandidateId| actor.audit_entry(Permission::ImportCandidates, programme, KIND, Some(id.uuid()), data());
    for batch in created.chunks(BATCH) {
        events::append(transaction, &batch.iter().map(created_event).collect::<Vec<_>>())?;
        audit::append(transaction, &batch.iter().map(entry).collect::<Vec<_>>())?;
    }
    for batch in changes.chunks(BATCH) {
        events::append(transaction, &batch.iter().filter_map(WrittenChange::event).collect::<Vec<_>>())?;
        audit::append(transaction, &batch.iter().map(|change| change.audit_entry(actor)).collect::<Vec<_>>())?;
    }
    Ok(())
}

fn insert_batch(
    transaction: &mut Transaction<'_>,
    rows: Vec<CandidateRow>,
    ids: &[CandidateId],
    pseudonyms: Vec<String>,
    programme: ProgrammeId,
    organisation: Option<OrganisationId>,
) -> Result<(), StorageError> {
    let now = transaction.now();
    let stored: Vec<(StoredCandidate, Vec<StoredAssertion>, _, _)> = rows
        .into_par_iter()
        .zip(ids.par_iter().zip(pseudonyms))
        .map(|(row, (id, pseudonym))| {
            let candidate = Candidate {
                id: *id,
                programme,
                reference: row.reference,
                organisation,
                pseudonym,
                state: CandidateState::Active,
                version: 1,
                versions: PartVersions::FIRST,
                profile: row.profile,
                created_at: now,
                changed_at: now,
            };
            let personal_data =
                (!row.personal_data.is_empty()).then(|| personal_data_row(*id, &row.personal_data)).transpose()?;
            let search_keys = search_keys(&candidate, &row.personal_data);
            Ok((stored_row(&candidate)?, assertion_rows(*id, &candidate.profile), personal_data, search_keys))
        })
        .collect::<Result<_, StorageError>>()?;
    let (mut candidates, mut assertions, mut personal_data) = (Vec::with_capacity(ids.len()), Vec::new(), Vec::new());
    let mut search_keys = Vec::new();
    for (candidate, of_candidate, personal_data_of_candidate, keys) in stored {
        candidates.push(candidate);
        assertions.extend(of_candidate);
        personal_data.extend(personal_data_of_candidate);
        search_keys.extend(keys);
    }
    insert_many!(transaction, candidates::table, &candidates)?;
    insert_many!(transaction, candidate_assertions::table, &assertions)?;
    insert_many!(transaction, candidate_personal_data::table, &personal_data)?;
    insert_many!(transaction, candidate_search_keys::table, &search_keys)
}

/// A pseudonym for each identifier, unique in the programme.
fn free_pseudonyms(
    transaction: &mut Transaction<'_>,
    programme: ProgrammeId,
    ids: &[CandidateId],
) -> Result<Vec<String>, StorageError> {
    let key = programmes::secret_key(transaction.connection(), programme)?;
    let mut attempts = vec![0; ids.len()];
    let mut pseudonyms: Vec<String> = ids.par_iter().map(|id| pseudonym(&key, *id, 0)).collect();
    let mut given: HashSet<String> = HashSet::with_capacity(ids.len());
    let mut open: Vec<usize> = (0..ids.len()).collect();
    while !open.is_empty() {
        let mut taken: HashSet<String> = HashSet::new();
        for some in open.chunks(VALUES) {
            let some: Vec<&str> = some.iter().map(|position| pseudonyms[*position].as_str()).collect();
            taken.extend(
                candidates::table
                    .filter(candidates::programme_id.eq(programme.to_string()))
                    .filter(candidates::pseudonym.eq_any(some))
                    .select(candidates::pseudonym)
                    .load::<String>(transaction.connection())?,
            );
        }
        open.retain(|position| {
            taken.contains(&pseudonyms[*position]) || !given.insert(pseudonyms[*position].clone())
        });
        for position in &open {
            attempts[*position] += 1;
            pseudonyms[*position] = pseudonym(&key, ids[*position], attempts[*position]);
        }
    }
    Ok(pseudonyms)
}
