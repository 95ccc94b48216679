//! The tree over the candidates that a decision record lists: the audit entry of the record commits to its root, so each
//! candidate can be shown what was said about them, and that it is in the log, without what was said about others.

use sha2::{Digest, Sha256};
use storage::merkle_tree::{Hash, inclusion_proof, leaf_hash, root};
use storage::{StorageError, canonical_json};
use uuid::Uuid;
use vocabulary::{CandidateId, VacancyId};

use crate::decision_record::{DecisionRecord, RecordedCandidate};

/// The leaves of a record in the order of their hashes, which says nothing about the order of the candidates.
#[derive(Debug, Clone)]
pub(crate) struct CandidateLeaves {
    hashes: Vec<Hash>,
}

impl CandidateLeaves {
    /// The leaves of a record.
    pub(crate) fn new(record: Uuid, vacancy: VacancyId, salt: &str, content: &DecisionRecord) -> Self {
        let leaf = |listed| leaf_hash(&leaf_content(record, vacancy, salt, listed));
        let mut hashes: Vec<Hash> = content.all_listed().map(leaf).collect();
        hashes.sort_unstable();
        Self { hashes }
    }

    /// The number of listed candidates.
    pub(crate) fn count(&self) -> usize {
        self.hashes.len()
    }

    /// The root of the tree.
    pub(crate) fn root(&self) -> Hash {
        root(self.hashes.iter().copied())
    }

    /// The index of a leaf, and its siblings on the way to the root.
    pub(crate) fn prove(&self, leaf: &Hash) -> Option<(u64, Vec<Hash>)> {
        let index = self.hashes.iter().position(|hash| hash == leaf)? as u64;
        let subtree = |first: u64, end: u64| {
            Ok::<_, std::convert::Infallible>(root(self.hashes[first as usize..end as usize].iter().copied()))
        };
        match inclusion_proof(self.hashes.len() as u64, index, subtree) {
            Ok(path) => Some((index, path)),
        }
    }
}

/// The content of a candidate's leaf: JSON (RFC 8785) with what was said about them by its hash, and a salt of their own.
pub(crate) fn leaf_content(record: Uuid, vacancy: VacancyId, salt: &str, listed: &RecordedCandidate) -> Vec<u8> {
    #[derive(serde::Serialize)]
    struct Content {
        candidate: String,
        output_sha256: String,
        record: String,
        salt: String,
        vacancy: String,
    }
    let candidate = listed.id.to_string();
    let own_salt = Sha256::new().chain_update(salt).chain_update(&candidate).finalize();
    canonical_json(&Content {
        candidate,
        output_sha256: hex::encode(Sha256::digest(listed.output.get())),
        record: record.to_string(),
        salt: hex::encode(&own_salt[..16]),
        vacancy: vacancy.to_string(),
    })
}

/// A salt for a record, in hexadecimal. Who has it can compute the salts of all its candidates.
pub(crate) fn random_salt() -> Result<String, StorageError> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt)
        .map_err(|error| StorageError::Other(format!("the system gave no random bytes: {error}; try again")))?;
    Ok(hex::encode(salt))
}

/// The ends of the identifiers of listed candidates, by which a candidate's records are found.
pub(crate) fn ends_of_ids(record: &DecisionRecord) -> String {
    record.all_listed().map(|listed| end_of_id(listed.id)).collect::<Vec<_>>().join(" ")
}

/// The last eight bytes of an identifier, which are random.
pub(crate) fn end_of_id(candidate: CandidateId) -> String {
    hex::encode(&candidate.uuid().as_bytes()[8..])
}
