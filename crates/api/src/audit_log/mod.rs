//! Operations on the audit log: for auditors, and for candidates what it has about them.

pub(crate) mod access_log;
pub(crate) mod candidate_rankings;
pub(crate) mod list_audit_entries;
pub(crate) mod verify_audit_log;

use serde::Serialize;
use storage::checkpoint;
use storage::merkle_tree::{Hash, hash_to_base64};
use utoipa::ToSchema;
use web::{AppContext, Problem, ProblemKind};

/// The proof that an audit entry is in the log: anybody can check it, without this server.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditEntryProof)]
pub(crate) struct EntryProofResponse {
    /// The content of the entry's leaf, byte for byte: JSON with the hash of its details.
    leaf: String,
    /// The details, byte for byte; absent when they were erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<String>,
    /// The salt in hexadecimal: SHA-256 over its bytes and the details is `details_hash` of the leaf.
    #[serde(skip_serializing_if = "Option::is_none")]
    salt: Option<String>,
    /// The proof in the format C2SP `tlog-proof`: the index of the leaf, its siblings, and the signed checkpoint.
    proof: String,
    /// The verifier keys of this server's signatures. A proof is worth something with a key that was known before.
    keys: Vec<String>,
}

/// The proof of the entry at a position against the newest checkpoint, or a new one.
pub(crate) fn prove_entry(context: &AppContext, position: i64) -> Result<EntryProofResponse, Problem> {
    let (checkpoint, note) = context.checkpoints.covering(&context.database, position.unsigned_abs())?;
    let proof = context.database.read(|connection| checkpoint::prove(connection, position, checkpoint.size))?;
    let proof_text = proof.tlog_proof(&note);
    let opening = proof.opening;
    Ok(EntryProofResponse {
        leaf: opening.leaf,
        details: opening.details,
        salt: opening.salt,
        proof: proof_text,
        keys: context.checkpoints.verifiers().map(|key| key.to_string()).collect(),
    })
}

/// Hashes as base64, as C2SP formats have them.
pub(crate) fn as_base64(hashes: &[Hash]) -> Vec<String> {
    hashes.iter().map(hash_to_base64).collect()
}

/// An identifier in an address with several; nothing has one that can't be parsed.
pub(crate) fn parse_id<T: std::str::FromStr>(id: &str) -> Result<T, Problem> {
    id.parse()
        .map_err(|_| Problem::new(ProblemKind::NotFound, "this is no identifier, so there is nothing here; check it"))
}
