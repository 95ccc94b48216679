//! Exporting candidates as rows of a file.

use std::collections::HashMap;

use access::{Actor, Permission, programmes};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use serde_json::json;
use storage::{AnyConnection, StorageError, audit};
use vocabulary::{CandidateId, ProgrammeId};

use super::authority_decisions::confirmed_decisions;
use super::reading::{CandidateScope, read_personal_data, rows_after};
use super::{Candidate, CandidateError, CandidateState, Candidates, KIND};
use crate::candidate_row::CandidateRow;
use crate::candidate_tables::candidate_personal_data;
use crate::personal_data::PersonalData;
use crate::provenance::Source;

/// Candidates read at a time.
const BATCH: i64 = 1_000;

impl Candidates<'_> {
    /// The active candidates as rows of a file, by what holds today at the destination, in the order of registration; with their personal data only when it
    /// is asked for, which needs its own permission. The audit log gets an entry for the export and one for each
    /// candidate in it.
    ///
    /// # Errors
    /// When the actor lacks a permission.
    pub fn export(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        with_personal_data: bool,
    ) -> Result<Vec<CandidateRow>, CandidateError> {
        let scope = CandidateScope::of(actor, Permission::ExportCandidates, programme)?;
        if with_personal_data {
            CandidateScope::of(actor, Permission::ReadPersonalData, programme)?;
        }
        self.database.write(|transaction| {
            let today =
                programmes::corridor(transaction.connection(), self.data, programme)?.today(self.database.clock());
            let (mut rows, mut exported, mut after) = (Vec::new(), Vec::new(), None);
            loop {
                let stored = rows_after(transaction.connection(), programme, scope, after, BATCH)?;
                let candidates = Candidate::with_assertions(transaction.connection(), stored)?;
                let Some(last) = candidates.last() else { break };
                after = Some(last.id);
                let ids = candidates.iter().map(|candidate| candidate.id.to_string()).collect();
                let decided: Vec<String> =
                    candidates.iter().filter(has_decision).map(|one| one.id.to_string()).collect();
                let mut decisions = confirmed_decisions(transaction.connection(), &decided)?;
                let mut personal_data =
                    if with_personal_data { personal_data(transaction.connection(), ids)? } else { HashMap::new() };
                for candidate in candidates {
                    match candidate.state {
                        CandidateState::Withdrawn => continue,
                        CandidateState::Active => exported.push(candidate.id),
                    }
                    rows.push(CandidateRow {
                        personal_data: personal_data.remove(&candidate.id.to_string()).unwrap_or_default(),
                        decisions: decisions.remove(&candidate.id).unwrap_or_default(),
                        reference: candidate.reference,
                        profile: candidate.profile.on(today),
                    });
                }
            }
            let entry =
                |subject, details| actor.audit_entry(Permission::ExportCandidates, programme, KIND, subject, details);
            let one = |id: &CandidateId| entry(Some(id.uuid()), json!({ "personal_data": with_personal_data }));
            let mut entries: Vec<_> = exported.iter().map(one).collect();
            entries.push(entry(None, json!({ "candidates": rows.len(), "personal_data": with_personal_data })));
            audit::append(transaction, &entries)?;
            Ok(rows)
        })
    }
}

/// Whether a decision of an authority asserts something of a candidate.
fn has_decision(candidate: &&Candidate) -> bool {
    candidate.profile.titles.iter().any(|held| held.provenance.source == Source::Decision)
}

/// The personal data of some candidates, by their identifiers.
pub(super) fn personal_data(
    connection: &mut AnyConnection,
    ids: Vec<String>,
) -> Result<HashMap<String, PersonalData>, StorageError> {
    let rows: Vec<(String, String)> = candidate_personal_data::table
        .filter(candidate_personal_data::candidate_id.eq_any(ids))
        .select((candidate_personal_data::candidate_id, candidate_personal_data::personal_data))
        .load(connection)?;
    rows.into_iter().map(|(id, written)| Ok((id, read_personal_data(&written)?))).collect()
}
