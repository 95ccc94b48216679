//! Whole files of candidates: all of a file or nothing.

use std::collections::{HashMap, HashSet};

use access::{Actor, Permission, Subject};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};
use rayon::prelude::*;
use serde_json::json;
use storage::events::NewEvent;
use storage::{AnyConnection, StorageError, Timestamp, Transaction, audit, events, insert_many};
use vocabulary::{CandidateId, OrganisationId, ProgrammeId};

use super::assertion_rights::{Downgrade, downgrade, false_sources, keep_other_sources};
use super::candidate_error::{ImportProblem, ImportProblems};
use super::candidate_export::personal_data;
use super::change::{Changed, write_change};
use super::create::{LONGEST_REFERENCE, personal_data_row, stored_row};
use super::{Candidate, CandidateError, Candidates, KIND, State, as_json, content_hash};
use crate::candidate_row::CandidateRow;
use crate::candidate_tables::{StoredCandidate, candidate_personal_data, candidates};
use crate::personal_data::PersonalData;
use crate::profile::Profile;
use crate::pseudonym::pseudonym;

/// How a file is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportOptions {
    /// The programme that everybody in it takes part in.
    pub programme: ProgrammeId,
    /// Only say what would be done.
    pub dry_run: bool,
    /// Change those who are there already with other content, which else is a problem.
    pub update: bool,
}

/// What an import did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Imported {
    /// How many are new.
    pub created: usize,
    /// How many have other content now.
    pub changed: usize,
    /// How many were there already with the same content.
    pub unchanged: usize,
    /// Statuses that weren't the actor's to state.
    pub downgrades: Vec<Downgrade>,
}

/// Rows handled together, so that memory doesn't grow with the file.
const BATCH: usize = 5_000;
/// Values that one query asks for.
const VALUES: usize = 1_000;

/// What is to be done with a file.
#[derive(Default)]
struct Plan {
    create: Vec<CandidateRow>,
    change: Vec<(Candidate, Profile, Option<PersonalData>)>,
    unchanged: usize,
    downgrades: Vec<Downgrade>,
    problems: Vec<ImportProblem>,
}

impl Candidates<'_> {
    /// Takes a file in one transaction, or nothing of it. Somebody who is there already with the same content is
    /// left alone; with other content they are a problem, unless an update is asked for, which changes what files
    /// say and leaves what comes from other sources. `progress` is told how many rows were written so far.
    ///
    /// # Errors
    /// When the actor may not; and [`CandidateError::Import`] with every row that can't be taken.
    pub fn import(
        &self,
        actor: &Actor,
        rows: Vec<CandidateRow>,
        options: ImportOptions,
        progress: &mut dyn FnMut(usize),
    ) -> Result<Imported, CandidateError> {
        let ImportOptions { programme, dry_run, update } = options;
        let subject = Subject { organisation: actor.organisation, ..Subject::ALL }.in_programme(programme);
        actor.may(Permission::ImportCandidates, &subject)?;
        if dry_run {
            return self
                .database
                .read(|connection| Ok(self.plan(connection, actor, rows, programme, update)?.outcome()));
        }
        self.database.write(|transaction| {
            let plan = self.plan(transaction.connection(), actor, rows, programme, update)?;
            let outcome = plan.outcome();
            carry_out(transaction, actor, plan, programme, progress)?;
            Ok(outcome)
        })
    }

    /// What is to be done with the rows, or everything that keeps them from being taken.
    fn plan(
        &self,
        connection: &mut AnyConnection,
        actor: &Actor,
        rows: Vec<CandidateRow>,
        programme: ProgrammeId,
        update: bool,
    ) -> Result<Plan, CandidateError> {
        let mut plan = Plan::default();
        let wrong: Vec<Option<String>> = rows.par_iter().map(|row| self.wrong(actor, row)).collect();
        let mut references = HashSet::with_capacity(rows.len());
        for (row, wrong) in rows.iter().zip(wrong) {
            let twice = (!references.insert(row.reference.as_str())).then(|| "stands twice in the import".to_owned());
            plan.problems.extend(wrong.into_iter().chain(twice).map(|what| problem(&row.reference, what)));
        }
        drop(references);
        let mut rows = rows.into_iter();
        while rows.len() > 0 {
            let some = rows.by_ref().take(VALUES).collect();
            self.plan_some(connection, actor, some, programme, update, &mut plan)?;
        }
        if plan.problems.is_empty() { Ok(plan) } else { Err(ImportProblems { list: plan.problems }.into()) }
    }

    /// What is wrong with a row, whatever the database holds.
    fn wrong(&self, actor: &Actor, row: &CandidateRow) -> Option<String> {
        if row.reference.len() > LONGEST_REFERENCE || row.reference.contains(char::is_control) {
            return Some(format!("expected an id of at most {LONGEST_REFERENCE} bytes on one line"));
        }
        let problems = row.profile.check(self.data).into_iter().chain(row.personal_data.check());
        let problems: Vec<String> =
            problems.chain(false_sources(&row.profile, None, actor)).map(|problem| problem.to_string()).collect();
        (!problems.is_empty()).then(|| problems.join("; "))
    }

    fn plan_some(
        &self,
        connection: &mut AnyConnection,
        actor: &Actor,
        rows: Vec<CandidateRow>,
        programme: ProgrammeId,
        update: bool,
        plan: &mut Plan,
    ) -> Result<(), CandidateError> {
        let references: Vec<&str> = rows.iter().map(|row| row.reference.as_str()).collect();
        let stored: Vec<StoredCandidate> = candidates::table
            .filter(candidates::programme_id.eq(programme.to_string()))
            .filter(candidates::reference.eq_any(references))
            .select(StoredCandidate::as_select())
            .load(connection)
            .map_err(StorageError::from)?;
        let known = personal_data(connection, stored.iter().map(|row| row.id.clone()).collect())?;
        let mut stored: HashMap<String, StoredCandidate> =
            stored.into_iter().map(|row| (row.reference.clone(), row)).collect();
        for mut row in rows {
            let Some(stored) = stored.remove(&row.reference) else {
                plan.downgrades.extend(downgrade(&mut row.profile, None, actor, &row.reference));
                plan.create.push(row);
                continue;
            };
            let personal_data = known.get(&stored.id).cloned().unwrap_or_default();
            // A file without columns of personal_data doesn't say that nothing is known of it.
            let new_identity = Some(row.personal_data).filter(|new| !new.is_empty() && *new != personal_data);
            let same_profile = stored.content_hash == content_hash(&as_json(&row.profile)?);
            if same_profile && new_identity.is_none() && stored.state == State::Active.word() {
                plan.unchanged += 1;
                continue;
            }
            let candidate = Candidate::try_from(stored)?;
            if candidate.state == State::Withdrawn {
                plan.problems.push(problem(&row.reference, "has withdrawn; another person needs another id"));
                continue;
            }
            let mut profile = row.profile;
            let mut downgrades = Vec::new();
            if !same_profile {
                keep_other_sources(&mut profile, &candidate.profile);
                downgrades = downgrade(&mut profile, Some(&candidate.profile), actor, &row.reference);
            }
            if new_identity.is_none() && profile == candidate.profile {
                plan.unchanged += 1;
            } else if !update {
                plan.problems
                    .push(problem(&row.reference, "is there already with other content; use --update to change it"));
            } else if let Err(forbidden) = actor.may(Permission::ChangeCandidate, &candidate.subject()) {
                plan.problems.push(problem(&row.reference, forbidden.to_string()));
            } else {
                plan.downgrades.append(&mut downgrades);
                plan.change.push((candidate, profile, new_identity));
            }
        }
        Ok(())
    }
}

fn problem(reference: &str, what: impl Into<String>) -> ImportProblem {
    ImportProblem { reference: reference.to_owned(), what: what.into() }
}

impl Plan {
    fn outcome(&self) -> Imported {
        Imported {
            created: self.create.len(),
            changed: self.change.len(),
            unchanged: self.unchanged,
            downgrades: self.downgrades.clone(),
        }
    }
}

fn carry_out(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    plan: Plan,
    programme: ProgrammeId,
    progress: &mut dyn FnMut(usize),
) -> Result<(), CandidateError> {
    let mut written = 0;
    let mut changes: Vec<Changed> = Vec::with_capacity(plan.change.len());
    for (candidate, profile, personal_data) in plan.change {
        changes.push(write_change(transaction, candidate, profile, personal_data)?);
        written += 1;
        if written % BATCH == 0 {
            progress(written);
        }
    }
    // All names are found before anybody is written: a server that planned the search for them on an empty table would
    // go on reading all of it while it fills.
    let created: Vec<CandidateId> = plan.create.iter().map(|_| CandidateId::new()).collect();
    let mut names = free_pseudonyms(transaction, programme, &created)?.into_iter();
    let mut rows = plan.create.into_iter();
    for ids in created.chunks(BATCH) {
        let some = rows.by_ref().take(BATCH).collect();
        let names: Vec<String> = names.by_ref().take(BATCH).collect();
        insert_some(transaction, some, ids, names, programme, actor.organisation)?;
        written += ids.len();
        progress(written);
    }

    // Events and lines come last: they lock the order in which everybody else writes theirs.
    let new = || json!({ "version": 1 });
    let created_event =
        |id: CandidateId| NewEvent { kind: "candidate.created", subject_kind: KIND, subject: id.uuid(), data: new() };
    for some in created.chunks(BATCH) {
        events::append(transaction, &some.iter().map(|id| created_event(*id)).collect::<Vec<_>>())?;
        let line = |id: &CandidateId| actor.audit_entry(Permission::ImportCandidates, KIND, Some(id.uuid()), new());
        audit::append(transaction, &some.iter().map(line).collect::<Vec<_>>())?;
    }
    for some in changes.chunks(BATCH) {
        events::append(transaction, &some.iter().filter_map(Changed::event).collect::<Vec<_>>())?;
        audit::append(transaction, &some.iter().map(|changed| changed.audit_entry(actor)).collect::<Vec<_>>())?;
    }
    Ok(())
}

fn insert_some(
    transaction: &mut Transaction<'_>,
    rows: Vec<CandidateRow>,
    ids: &[CandidateId],
    pseudonyms: Vec<String>,
    programme: ProgrammeId,
    organisation: Option<OrganisationId>,
) -> Result<(), StorageError> {
    let now = Timestamp::now();
    let stored: Vec<(StoredCandidate, _)> = rows
        .into_par_iter()
        .zip(ids.par_iter().zip(pseudonyms))
        .map(|(row, (id, pseudonym))| {
            let candidate = Candidate {
                id: *id,
                programme,
                reference: row.reference,
                organisation,
                pseudonym,
                state: State::Active,
                version: 1,
                profile: row.profile,
                created_at: now,
                changed_at: now,
            };
            let personal_data =
                (!row.personal_data.is_empty()).then(|| personal_data_row(*id, &row.personal_data)).transpose()?;
            Ok((stored_row(&candidate)?, personal_data))
        })
        .collect::<Result<_, StorageError>>()?;
    let (candidates, personal_data): (Vec<_>, Vec<_>) = stored.into_iter().unzip();
    insert_many!(transaction, candidates::table, &candidates)?;
    let personal_data: Vec<_> = personal_data.into_iter().flatten().collect();
    insert_many!(transaction, candidate_personal_data::table, &personal_data)
}

/// A pseudonym for each, that nobody of the programme has.
fn free_pseudonyms(
    transaction: &mut Transaction<'_>,
    programme: ProgrammeId,
    ids: &[CandidateId],
) -> Result<Vec<String>, StorageError> {
    let mut attempts = vec![0; ids.len()];
    let mut names: Vec<String> = ids.par_iter().map(|id| pseudonym(*id, 0)).collect();
    let mut given: HashSet<String> = HashSet::with_capacity(ids.len());
    let mut open: Vec<usize> = (0..ids.len()).collect();
    while !open.is_empty() {
        let mut taken: HashSet<String> = HashSet::new();
        for some in open.chunks(VALUES) {
            let asked: Vec<&str> = some.iter().map(|position| names[*position].as_str()).collect();
            taken.extend(
                candidates::table
                    .filter(candidates::programme_id.eq(programme.to_string()))
                    .filter(candidates::pseudonym.eq_any(asked))
                    .select(candidates::pseudonym)
                    .load::<String>(transaction.connection())?,
            );
        }
        open.retain(|position| taken.contains(&names[*position]) || !given.insert(names[*position].clone()));
        for position in &open {
            attempts[*position] += 1;
            names[*position] = pseudonym(ids[*position], attempts[*position]);
        }
    }
    Ok(names)
}
