//! Importing candidates from the rows of a file: all of them or, when one can't be taken, none.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::mpsc;

use access::{Actor, OrganisationKind, Permission, Role, Subject, organisations, programmes};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};
use rayon::prelude::*;
use serde_json::json;
use sheets::{ImportOptions, ImportPlan, ImportReport, OTHER_CONTENT, PlannedChange};
use storage::audit::Commitment;
use storage::events::NewEvent;
use storage::merkle_tree::Hash;
use storage::{
    AnyConnection, StorageError, Timestamp, Transaction, as_json, audit, content_hash, events, insert_many,
};
use vocabulary::{CandidateId, Date, DecisionFileId, OrganisationId, ProgrammeId};

use super::assertion_rights::{
    Downgrade, downgrade, is_proven, leave_out_proven_repetitions, leave_out_repetitions, may_enter_decisions,
    provenance_of, with_file,
};
use super::assertions::{Assertions, assertion_rows};
use super::authority_decisions::{
    DecisionContext, asserted_title, insert_decisions, new_decision, record, recorded_decisions,
};
use super::candidate_export::personal_data;
use super::covered::candidate_hash;
use super::finding::search_keys;
use super::part::PartVersions;
use super::profile_change::{WrittenChange, write_change};
use super::registration::{LONGEST_REFERENCE, personal_data_row, stored_row};
use super::{Candidate, CandidateError, CandidateEvent, CandidateState, Candidates, KIND, find, parsed};
use crate::authority_decision::{AuthorityDecision, DecisionState, ResolvedDecision};
use crate::candidate_row::CandidateRow;
use crate::candidate_tables::{
    StoredAssertion, StoredCandidate, StoredPersonalData, StoredSearchKeys, candidate_assertions,
    candidate_personal_data, candidate_search_keys, candidates,
};
use crate::held_title::HeldTitle;
use crate::personal_data::PersonalData;
use crate::profile::Profile;
use crate::pseudonym::pseudonym;

/// Rows written together, so that memory doesn't grow with the file.
const BATCH: usize = 5_000;
/// The most values in one query.
const VALUES: usize = 1_000;

/// A candidate who is new.
struct NewRow {
    row: CandidateRow,
    /// The decisions that the file names.
    decisions: Vec<ResolvedDecision>,
}

/// A new content for a candidate in the database.
struct CandidateChange {
    candidate: Candidate,
    /// The profile as the file has it.
    profile: Profile,
    /// The decisions that the file names for their titles.
    decisions: Vec<ResolvedDecision>,
    /// Those of them that aren't recorded yet.
    new_decisions: Vec<ResolvedDecision>,
    /// `None` leaves the personal data as they are.
    personal_data: Option<PersonalData>,
}

/// What an import does with the rows of a file.
#[derive(Default)]
struct CandidatePlan {
    rows: ImportPlan<NewRow, CandidateChange>,
    downgrades: Vec<Downgrade>,
    /// The day at the destination.
    today: Date,
}

type Planned = Result<PlannedChange<NewRow, CandidateChange>, String>;

/// What an import of candidates did, or would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateImport {
    /// How many rows are new, changed and unchanged.
    pub report: ImportReport,
    /// What was lowered for want of proof, by row.
    pub downgrades: Vec<Downgrade>,
    /// The file of the new decisions that it names, and their number, if it names any.
    pub decisions: Option<(DecisionFileId, usize)>,
}

impl Candidates<'_> {
    /// Imports rows into a programme in one transaction, and returns with the report what was lowered, since the file names
    /// no proof for it or the actor may not state it. The candidates are those of the actor's organisation, to which their
    /// references belong, or of none. Decisions of authorities that the file names are entered, and wait for one confirmation
    /// of the whole file; those of the operator count at once. A candidate who is there with the same content is left alone.
    /// Other content is a problem unless
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
    ) -> Result<CandidateImport, CandidateError> {
        if options.dry_run {
            may_import(actor, programme)?;
            let plan = self.database.read(|connection| {
                let speaker = speaker(connection, actor, programme)?;
                self.plan(connection, &speaker, programme, rows, options)
            })?;
            return Ok(CandidateImport { report: plan.rows.report()?, downgrades: plan.downgrades, decisions: None });
        }
        self.database
            .write(|transaction| self.import_within(transaction, actor, programme, rows, options.update, progress))
    }

    /// The same in the caller's transaction, which writes; `update` changes candidates who are there with other content.
    ///
    /// # Errors
    /// Those of [`Candidates::import`].
    pub fn import_within(
        &self,
        transaction: &mut Transaction<'_>,
        actor: &Actor,
        programme: ProgrammeId,
        rows: Vec<CandidateRow>,
        update: bool,
        progress: &mut dyn FnMut(usize),
    ) -> Result<CandidateImport, CandidateError> {
        may_import(actor, programme)?;
        let speaker = speaker(transaction.connection(), actor, programme)?;
        let options = ImportOptions { dry_run: false, update };
        let plan = self.plan(transaction.connection(), &speaker, programme, rows, options)?;
        let report = plan.rows.report()?;
        let decisions = carry_out(transaction, actor, &speaker, programme, plan.rows, plan.today, progress)?;
        Ok(CandidateImport { report, downgrades: plan.downgrades, decisions })
    }

    /// Plans an import of what a speaker says, as [`speaker`] gives it.
    fn plan(
        &self,
        connection: &mut AnyConnection,
        actor: &Actor,
        programme: ProgrammeId,
        rows: Vec<CandidateRow>,
        options: ImportOptions,
    ) -> Result<CandidatePlan, CandidateError> {
        let context = self.decision_context(connection, programme)?;
        let with_decisions = may_enter_decisions(actor, programme);
        let check = |row: &CandidateRow| self.check_row(row, context, with_decisions);
        let checked: Vec<Result<Vec<ResolvedDecision>, String>> = rows.par_iter().map(check).collect();
        let today = context.today;
        let mut plan = CandidatePlan { today, ..CandidatePlan::default() };
        let mut rows = rows.into_iter().zip(checked);
        while rows.len() > 0 {
            let batch: Vec<_> = rows.by_ref().take(VALUES).collect();
            let references = batch.iter().map(|(row, _)| row.reference.as_str()).collect();
            let (mut stored, elsewhere) = stored_by_reference(connection, programme, actor.organisation, references)?;
            let mut known = personal_data(connection, stored.values().map(|row| row.id.clone()).collect())?;
            let (mut lowered, mut changed, mut with_decisions) =
                (Vec::with_capacity(batch.len()), Vec::new(), Vec::new());
            for (row, checked) in &batch {
                let decisions = checked.as_deref().unwrap_or_default();
                // A new candidate's profile is moved, and lowered in its place.
                let Some(stored) = stored.get(&row.reference) else {
                    lowered.push(false);
                    continue;
                };
                let unchanged =
                    is_unchanged(&as_provable(row, decisions, actor), row, stored, known.get(&stored.id))?;
                if !unchanged {
                    changed.push(stored.id.clone());
                }
                if !decisions.is_empty() {
                    with_decisions.push(stored.id.clone());
                }
                lowered.push(unchanged);
            }
            // The common case of a repeated import: the titles and languages of what is there already aren't read.
            let mut assertions = Assertions::of(connection, changed.iter().map(String::as_str))?;
            let recorded = recorded_decisions(connection, &with_decisions)?;
            for ((row, checked), unchanged) in batch.into_iter().zip(lowered) {
                let reference = row.reference.clone();
                let planned = match (checked, stored.remove(&reference)) {
                    (Err(reason), _) => Err(reason),
                    // Whoever imports for no organisation exported the candidates of all.
                    (Ok(_), None) if actor.organisation.is_none() && elsewhere.contains(&reference) => {
                        Err(OF_AN_ORGANISATION.to_owned())
                    }
                    (Ok(decisions), None) => Ok(plan_new(row, decisions, actor, &mut plan.downgrades)),
                    (Ok(decisions), Some(stored)) => {
                        let known = known.remove(&stored.id);
                        let id: CandidateId = parsed(&stored.id)?;
                        let new_decisions: Result<Vec<ResolvedDecision>, String> = decisions
                            .iter()
                            .filter_map(|one| match recorded.has(id, one) {
                                Ok(true) => None,
                                Ok(false) => Some(Ok(one.clone())),
                                Err(expected) => Some(Err(format!("titles_decision: expected {expected}"))),
                            })
                            .collect();
                        let new_decisions = match new_decisions {
                            Ok(new_decisions) => new_decisions,
                            Err(problem) => {
                                plan.rows.add(reference, Err(problem));
                                continue;
                            }
                        };
                        if unchanged && new_decisions.is_empty() {
                            Ok(PlannedChange::Leave)
                        } else {
                            let candidate = match unchanged {
                                true => find(connection, id)?,
                                false => Candidate::stored(stored, &mut assertions)?,
                            };
                            let named = (decisions, new_decisions);
                            plan_change(row, named, candidate, known.as_ref(), actor, options, &mut plan)
                        }
                    }
                };
                plan.rows.add(reference, planned);
            }
        }
        Ok(plan)
    }

    /// Checks a row by itself, without the database, and returns the decisions that it names, if the actor may enter any.
    fn check_row(
        &self,
        row: &CandidateRow,
        context: DecisionContext<'_>,
        with_decisions: bool,
    ) -> Result<Vec<ResolvedDecision>, String> {
        if row.reference.len() > LONGEST_REFERENCE || row.reference.contains(char::is_control) {
            return Err(format!("expected an id of at most {LONGEST_REFERENCE} bytes on one line"));
        }
        let documents = row.profile.titles.iter().map(|held| ("titles_document", held.document.as_deref()));
        let documents = documents
            .chain(row.profile.languages.iter().map(|known| ("languages_document", known.document.as_deref())));
        let problems = row.profile.check(self.data).into_iter().chain(row.personal_data.check());
        let mut problems: Vec<String> = problems
            .chain(documents.filter_map(|(column, document)| document?.problem(column, context.today)))
            .map(|problem| problem.to_string())
            .collect();
        let mut decisions = Vec::new();
        for stated in row.decisions.iter().filter(|_| with_decisions) {
            match context.resolve(stated) {
                Ok(resolved) => decisions.push(resolved),
                Err(wrong) => problems.extend(wrong.iter().map(|problem| format!("titles_decision: {problem}"))),
            }
        }
        if problems.is_empty() { Ok(decisions) } else { Err(problems.join("; ")) }
    }
}

fn may_import(actor: &Actor, programme: ProgrammeId) -> Result<(), CandidateError> {
    let subject = Subject { organisation: actor.organisation, ..Subject::in_programme(programme) };
    Ok(actor.may(Permission::ImportCandidates, &subject)?)
}

/// Whose word a file is: that of whoever imports it, and of a school where it is imported for one. A school's file states no more
/// when the agency or the operator imports it than when the school itself does.
fn speaker<'a>(
    connection: &mut AnyConnection,
    actor: &'a Actor,
    programme: ProgrammeId,
) -> Result<Cow<'a, Actor>, StorageError> {
    let Some(organisation) = actor.organisation else { return Ok(Cow::Borrowed(actor)) };
    let is_of_school = organisations::takes_part(connection, programme, &[OrganisationKind::School], organisation)?;
    Ok(match is_of_school {
        true => Cow::Owned(Actor { role: Role::Registrar, scope: programme.into(), ..actor.clone() }),
        false => Cow::Borrowed(actor),
    })
}

fn plan_new(
    mut row: CandidateRow,
    decisions: Vec<ResolvedDecision>,
    actor: &Actor,
    downgrades: &mut Vec<Downgrade>,
) -> PlannedChange<NewRow, CandidateChange> {
    downgrades.extend(downgrade(&mut row.profile, &decisions, actor, &row.reference));
    PlannedChange::Create(NewRow { row, decisions })
}

/// The profile of a row as the actor may state it.
fn as_provable<'r>(row: &'r CandidateRow, decisions: &[ResolvedDecision], actor: &Actor) -> Cow<'r, Profile> {
    if is_proven(&row.profile, decisions, actor) {
        return Cow::Borrowed(&row.profile);
    }
    let mut profile = row.profile.clone();
    downgrade(&mut profile, decisions, actor, "");
    Cow::Owned(profile)
}

/// Whether a row, with the profile that the actor may state, says what the database has of an active candidate. Profiles whose
/// assertions differ have another hash.
fn is_unchanged(
    profile: &Profile,
    row: &CandidateRow,
    stored: &StoredCandidate,
    known: Option<&PersonalData>,
) -> Result<bool, StorageError> {
    Ok(stored.content_hash == content_hash(&as_json(profile)?)
        && !has_new_personal_data(&row.personal_data, known)
        && stored.state == CandidateState::Active.word())
}

/// A file without columns of personal data doesn't remove what is known.
fn has_new_personal_data(personal_data: &PersonalData, known: Option<&PersonalData>) -> bool {
    !personal_data.is_empty() && known != Some(personal_data)
}

/// Plans a row whose candidate is in the database with another content, with the personal data that are known. A row that
/// can't be taken is an error. `named` are the decisions that the row names, and those of them that are new.
fn plan_change(
    row: CandidateRow,
    named: (Vec<ResolvedDecision>, Vec<ResolvedDecision>),
    candidate: Candidate,
    known: Option<&PersonalData>,
    actor: &Actor,
    options: ImportOptions,
    plan: &mut CandidatePlan,
) -> Planned {
    let CandidateRow { profile, personal_data, .. } = row;
    let (decisions, new_decisions) = named;
    if !candidate.state.is_editable() {
        return Err("has withdrawn; another person needs another id".to_owned());
    }
    let (changed, mut downgraded) = changed_profile(&profile, &decisions, &candidate, actor, plan.today);
    let personal_data = has_new_personal_data(&personal_data, known).then_some(personal_data);
    if personal_data.is_none() && new_decisions.is_empty() && changed == candidate.profile {
        return Ok(PlannedChange::Leave);
    }
    if !options.update {
        return Err(OTHER_CONTENT.to_owned());
    }
    actor.may(Permission::ChangeCandidate, &candidate.subject()).map_err(|forbidden| forbidden.to_string())?;
    plan.downgrades.append(&mut downgraded);
    Ok(PlannedChange::Change(CandidateChange { candidate, profile, decisions, new_decisions, personal_data }))
}

/// The profile of a candidate after a file with another one, and what was lowered in it.
fn changed_profile(
    of_file: &Profile,
    decisions: &[ResolvedDecision],
    candidate: &Candidate,
    actor: &Actor,
    today: Date,
) -> (Profile, Vec<Downgrade>) {
    let mut profile = of_file.clone();
    leave_out_proven_repetitions(&mut profile, &candidate.profile, actor, today);
    let downgrades = downgrade(&mut profile, decisions, actor, &candidate.reference);
    // What was lowered may be what somebody else says already.
    leave_out_repetitions(&mut profile, &candidate.profile, actor, today);
    (with_file(profile, &candidate.profile, actor, today), downgrades)
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
    speaker: &Actor,
    programme: ProgrammeId,
    plan: ImportPlan<NewRow, CandidateChange>,
    today: Date,
    progress: &mut dyn FnMut(usize),
) -> Result<Option<(DecisionFileId, usize)>, CandidateError> {
    let mut count = 0;
    let decisions = FileDecisions { speaker, programme, file: DecisionFileId::new(), now: transaction.now(), today };
    let mut entered: Vec<AuthorityDecision> = Vec::new();
    let mut changes: Vec<WrittenChange> = Vec::with_capacity(plan.changed.len());
    for CandidateChange { mut candidate, profile, decisions: named, new_decisions, personal_data } in plan.changed {
        let id = candidate.id;
        let (of_candidate, asserted) = decisions.enter(id, new_decisions);
        let written = loop {
            let (mut changed, _) = changed_profile(&profile, &named, &candidate, speaker, today);
            changed.titles.extend(asserted.iter().cloned());
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
        entered.extend(of_candidate);
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
    let mut created_hashes: Vec<Hash> = Vec::with_capacity(created.len());
    // The rows of a batch are made while those of the one before are inserted.
    std::thread::scope(|scope| {
        let (sender, batches) = mpsc::sync_channel(1);
        let (created, decisions) = (&created, &decisions);
        scope.spawn(move || {
            for ids in created.chunks(BATCH) {
                let batch = rows.by_ref().take(BATCH).collect();
                let pseudonyms = pseudonyms.by_ref().take(BATCH).collect();
                // Nobody receives it any more after an error.
                if sender.send(RowsToInsert::new(batch, ids, pseudonyms, decisions)).is_err() {
                    break;
                }
            }
        });
        for rows in batches {
            let rows = rows?;
            rows.insert(transaction)?;
            count += rows.candidates.len();
            created_hashes.extend(rows.hashes);
            entered.extend(rows.entered);
            progress(count);
        }
        Ok::<_, StorageError>(())
    })?;

    insert_decisions(transaction, &entered)?;

    // Events and audit entries come last: they lock the row that orders those of all writers.
    let data = || json!({ "version": 1 });
    let created_event = |id: &CandidateId| NewEvent::new(programme, CandidateEvent::Created, id.uuid(), data());
    let entry = |(id, hash): (&CandidateId, &Hash)| {
        actor
            .audit_entry(Permission::ImportCandidates, programme, KIND, Some(id.uuid()), data())
            .covering([Commitment::new(KIND, id.uuid(), hash)])
    };
    for (batch, hashes) in created.chunks(BATCH).zip(created_hashes.chunks(BATCH)) {
        events::append(transaction, &batch.iter().map(created_event).collect::<Vec<_>>())?;
        audit::append(transaction, &batch.iter().zip(hashes).map(entry).collect::<Vec<_>>())?;
    }
    for batch in changes.chunks(BATCH) {
        events::append(transaction, &batch.iter().filter_map(WrittenChange::event).collect::<Vec<_>>())?;
        let entries: Result<Vec<_>, _> = batch.iter().map(|change| change.audit_entry(actor)).collect();
        audit::append(transaction, &entries?)?;
    }
    record(transaction, actor, Permission::EnterDecision, &entered.iter().collect::<Vec<_>>(), &[])?;
    Ok((!entered.is_empty()).then_some((decisions.file, entered.len())))
}

/// The decisions of one file that is imported now.
struct FileDecisions<'a> {
    speaker: &'a Actor,
    programme: ProgrammeId,
    file: DecisionFileId,
    now: Timestamp,
    today: Date,
}

impl FileDecisions<'_> {
    /// The records of a candidate's decisions, and the titles that they assert at once.
    fn enter(&self, id: CandidateId, named: Vec<ResolvedDecision>) -> (Vec<AuthorityDecision>, Vec<HeldTitle>) {
        let Self { speaker, programme, file, now, today } = *self;
        let entered: Vec<AuthorityDecision> =
            named.into_iter().map(|named| new_decision(speaker, programme, id, named, Some(file), now)).collect();
        let counting = entered.iter().filter(|decision| decision.state == DecisionState::Confirmed);
        let asserted = counting.map(|decision| asserted_title(decision, today)).collect();
        (entered, asserted)
    }
}

/// The rows of some candidates who are created.
#[derive(Default)]
struct RowsToInsert {
    candidates: Vec<StoredCandidate>,
    assertions: Vec<StoredAssertion>,
    personal_data: Vec<StoredPersonalData>,
    search_keys: Vec<StoredSearchKeys>,
    /// The hash of each candidate, to which an audit entry commits.
    hashes: Vec<Hash>,
    /// The decisions that the file names.
    entered: Vec<AuthorityDecision>,
}

impl RowsToInsert {
    fn new(
        rows: Vec<NewRow>,
        ids: &[CandidateId],
        pseudonyms: Vec<String>,
        decisions: &FileDecisions<'_>,
    ) -> Result<Self, StorageError> {
        let FileDecisions { speaker, programme, now, today, .. } = *decisions;
        let provenance = provenance_of(speaker, true, today);
        let stored: Vec<_> = rows
            .into_par_iter()
            .zip(ids.par_iter().zip(pseudonyms))
            .map(|(NewRow { row, decisions: named }, (id, pseudonym))| {
                let (entered, asserted) = decisions.enter(*id, named);
                let mut candidate = Candidate {
                    id: *id,
                    programme,
                    reference: row.reference,
                    organisation: speaker.organisation,
                    pseudonym,
                    state: CandidateState::Active,
                    version: 1,
                    versions: PartVersions::FIRST,
                    profile: row.profile,
                    created_at: now,
                    changed_at: now,
                };
                candidate.profile.titles.extend(asserted);
                let personal_data = (!row.personal_data.is_empty())
                    .then(|| personal_data_row(*id, &row.personal_data))
                    .transpose()?;
                let search_keys = search_keys(&candidate, &row.personal_data);
                let assertions = assertion_rows(*id, &candidate.profile, &provenance)?;
                let row = stored_row(&candidate)?;
                Ok((candidate_hash(&row, &assertions), row, assertions, entered, personal_data, search_keys))
            })
            .collect::<Result<_, StorageError>>()?;
        let mut all = Self::default();
        for (hash, candidate, assertions, entered, personal_data, search_keys) in stored {
            all.hashes.push(hash);
            all.candidates.push(candidate);
            all.assertions.extend(assertions);
            all.entered.extend(entered);
            all.personal_data.extend(personal_data);
            all.search_keys.extend(search_keys);
        }
        Ok(all)
    }

    fn insert(&self, transaction: &mut Transaction<'_>) -> Result<(), StorageError> {
        insert_many!(transaction, candidates::table, &self.candidates)?;
        insert_many!(transaction, candidate_assertions::table, &self.assertions)?;
        insert_many!(transaction, candidate_personal_data::table, &self.personal_data)?;
        insert_many!(transaction, candidate_search_keys::table, &self.search_keys)?;
        Ok(())
    }
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
