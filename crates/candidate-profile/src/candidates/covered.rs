//! The hashes by which audit entries commit to candidates and to decisions on their titles, and their comparison.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};
use storage::audit::Commitment;
use storage::audit_verification::{CoveredRow, CoveredRows};
use storage::events::EventKind;
use storage::merkle_tree::Hash;
use storage::{AnyConnection, StorageError, covered_rows, row_hash};

use super::assertions::assertion_rows;
use super::authority_decisions::decision_row;
use super::registration::stored_row;
use super::{Candidate, DecisionEvent, KIND};
use crate::authority_decision::AuthorityDecision;
use crate::candidate_tables::{
    StoredAssertion, StoredCandidate, StoredDecision, authority_decisions, candidate_assertions, candidates,
};
use crate::provenance::Provenance;

/// The most rows read at a time.
const PAGE: i64 = 2_000;

/// The hash of a candidate: the row, and those of their titles and languages in the order of kind and ordinal.
pub(super) fn candidate_hash(candidate: &StoredCandidate, assertions: &[StoredAssertion]) -> Hash {
    // By kind, as the database has them.
    let of_kind = |kind| assertions.iter().filter(move |row| row.kind == kind);
    row_hash(&(candidate, of_kind("language").chain(of_kind("title")).collect::<Vec<_>>()))
}

impl Candidate {
    /// What the audit entry of an action that left the candidate like this commits to.
    pub(super) fn commitment(&self) -> Result<Commitment, StorageError> {
        let assertions = assertion_rows(self.id, &self.profile, &Provenance::default())?;
        Ok(Commitment::new(KIND, self.id.uuid(), &candidate_hash(&stored_row(self)?, &assertions)))
    }
}

impl AuthorityDecision {
    /// What the audit entry of an action that left the decision like this commits to.
    pub(super) fn commitment(&self) -> Commitment {
        Commitment::new(DecisionEvent::SUBJECT_KIND, self.id.uuid(), &row_hash(&decision_row(self)))
    }
}

/// Candidates with their titles and languages, for the verification of the audit log.
#[derive(Debug, Default)]
pub struct CoveredCandidates {
    after: String,
}

impl CoveredRows for CoveredCandidates {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn next(&mut self, connection: &mut AnyConnection) -> Result<Vec<CoveredRow>, StorageError> {
        let rows: Vec<StoredCandidate> = candidates::table
            .filter(candidates::id.gt(&self.after))
            .order(candidates::id)
            .limit(PAGE)
            .select(StoredCandidate::as_select())
            .load(connection)?;
        let Some(last) = rows.last() else { return Ok(Vec::new()) };
        let assertions: Vec<StoredAssertion> = candidate_assertions::table
            .filter(candidate_assertions::candidate_id.gt(&self.after))
            .filter(candidate_assertions::candidate_id.le(&last.id))
            .order((candidate_assertions::candidate_id, candidate_assertions::kind, candidate_assertions::ordinal))
            .select(StoredAssertion::as_select())
            .load(connection)?;
        self.after.clone_from(&last.id);
        let mut rest = assertions.as_slice();
        let row = |row: StoredCandidate| {
            let count = rest.iter().take_while(|assertion| assertion.candidate_id == row.id).count();
            let (own, others) = rest.split_at(count);
            rest = others;
            CoveredRow::new(row.id.clone(), candidate_hash(&row, own))
        };
        Ok(rows.into_iter().map(row).collect())
    }
}

covered_rows! {
    /// Decisions of authorities, for the verification of the audit log.
    CoveredDecisions: DecisionEvent::SUBJECT_KIND, authority_decisions, StoredDecision
}
