//! The rankings that listed a candidate, for the candidate: what was said about them, and the proof that it is in the audit
//! log. Nothing of it says anything about others.

use access::{Actor, Permission, Subject};
use candidate_profile::candidates;
use serde_json::json;
use serde_json::value::RawValue;
use storage::merkle_tree::{Hash, leaf_hash};
use storage::{Database, Page, StorageError, Timestamp, Transaction, audit};
use uuid::Uuid;
use vocabulary::{CandidateId, Date, VacancyId};

use crate::candidate_leaves::{CandidateLeaves, leaf_content};
use crate::decision_record::{Audience, DecisionRecord, RecordedCandidate};
use crate::decision_records::{self, StoredRecord};
use crate::programme_rankings::RankingError;

/// A ranking that listed a candidate.
#[derive(Debug)]
pub struct CandidateRanking {
    /// The decision record.
    pub id: Uuid,
    /// The vacancy.
    pub vacancy: VacancyId,
    /// The day of the ranking.
    pub as_of: Date,
    /// When it was made.
    pub made_at: Timestamp,
    /// For whom it was made.
    pub audience: Audience,
    /// What was said about the candidate: a [`RankedCandidate`](matching::ranking::RankedCandidate), byte for byte.
    pub output: Box<RawValue>,
}

/// What shows that a ranking said this about a candidate: a leaf of the tree to whose root the audit entry commits.
#[derive(Debug)]
pub struct CandidateProof {
    /// The position of the audit entry of the ranking.
    pub entry: i64,
    /// The content of the candidate's leaf, byte for byte.
    pub leaf: String,
    /// What was said, byte for byte: its SHA-256 is in the leaf.
    pub output: Box<RawValue>,
    /// The index of the leaf, which doesn't follow the order of the ranking.
    pub index: u64,
    /// The number of leaves.
    pub size: u64,
    /// The siblings of the leaf on its way to the root, the lowest first.
    pub path: Vec<Hash>,
}

/// The rankings that listed a candidate, the newest first, before one of them; at most `limit`. The reading is noted. Linear
/// in the records of the programme.
///
/// # Errors
/// [`RankingError::NoCandidate`], [`RankingError::Forbidden`], and those of the database.
pub fn list(
    database: &Database,
    actor: &Actor,
    candidate: CandidateId,
    before: Option<Uuid>,
    limit: usize,
) -> Result<Page<CandidateRanking>, RankingError> {
    let subject = permitted(database, actor, candidate)?;
    let Some(programme) = subject.scope.programme() else { return Err(RankingError::NoCandidate) };
    let to_load = Page::<StoredRecord>::rows_to_load(limit);
    let rows =
        database.read(|connection| decision_records::listing(connection, programme, candidate, before, to_load))?;
    let Page { items, has_more } = Page::cut(rows, limit);
    let mut rankings = Vec::with_capacity(items.len());
    for stored in items {
        // The ends of two identifiers may be the same.
        let Some(listed) = listed(&DecisionRecord::from_bytes(&stored.body)?, candidate) else { continue };
        let StoredRecord { id, vacancy, as_of, made_at, audience, .. } = stored;
        rankings.push(CandidateRanking { id, vacancy, as_of, made_at, audience, output: listed.output });
    }
    database
        .write(|transaction| note(transaction, actor, &subject, candidate, json!({ "rankings": rankings.len() })))?;
    Ok(Page { items: rankings, has_more })
}

/// Proves what a ranking said about a candidate. The reading is noted.
///
/// # Errors
/// [`RankingError::NoRecord`] when the record doesn't list the candidate or was changed, [`RankingError::NoCandidate`],
/// [`RankingError::Forbidden`], and those of the database.
pub fn prove(
    database: &Database,
    actor: &Actor,
    candidate: CandidateId,
    record: Uuid,
) -> Result<CandidateProof, RankingError> {
    let subject = permitted(database, actor, candidate)?;
    let (stored, entry) = database.read(|connection| {
        let stored = StoredRecord::with_id(connection, record)?
            .filter(|stored| subject.scope.contains(stored.programme.into()))
            .ok_or(RankingError::NoRecord)?;
        let entry = decision_records::audit_entry_of(connection, &stored)?.ok_or(RankingError::NoRecord)?;
        Ok::<_, RankingError>((stored, entry))
    })?;
    let content = DecisionRecord::from_bytes(&stored.body)?;
    let listed = listed(&content, candidate).ok_or(RankingError::NoRecord)?;
    let leaf = leaf_content(record, stored.vacancy, &stored.salt, &listed);
    let leaves = CandidateLeaves::new(record, stored.vacancy, &stored.salt, &content);
    let (index, path) = leaves.prove(&leaf_hash(&leaf)).ok_or(RankingError::NoRecord)?;
    database.write(|transaction| note(transaction, actor, &subject, candidate, json!({ "proof": record })))?;
    Ok(CandidateProof {
        entry: entry.position,
        leaf: String::from_utf8_lossy(&leaf).into_owned(),
        output: listed.output,
        index,
        size: leaves.count() as u64,
        path,
    })
}

/// The candidate as the subject of permissions, for an actor who may read what the log has about them.
fn permitted(database: &Database, actor: &Actor, candidate: CandidateId) -> Result<Subject, RankingError> {
    actor.may_ever(&[Permission::ReadAccessLog])?;
    let subject = |connection: &mut _| candidates::subject(connection, actor, Permission::ReadAccessLog, candidate);
    database.read(subject)?.ok_or(RankingError::NoCandidate)
}

fn listed(record: &DecisionRecord, candidate: CandidateId) -> Option<RecordedCandidate> {
    record.all_listed().find(|listed| listed.id == candidate).cloned()
}

fn note(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    subject: &Subject,
    candidate: CandidateId,
    details: serde_json::Value,
) -> Result<(), StorageError> {
    let id = Some(candidate.uuid());
    let entry = actor.audit_entry(Permission::ReadAccessLog, subject.scope, "candidate", id, details);
    audit::append(transaction, &[entry])
}
