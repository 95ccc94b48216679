//! Checkpoints of the audit log (C2SP `tlog-checkpoint`), their signing, and proofs against them.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::{fmt, io};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::audit::{AuditEntryRow, EntryOpening};
use crate::audit_verification::ExpectedRoot;
use crate::merkle_tree::{BLOCK, Hash, Peaks, consistency_proof, hash_from_hex, inclusion_proof};
use crate::schema::{audit_blocks, audit_entries};
use crate::signed_note::{NoteError, SignedNote, SigningKey};
use crate::{AnyConnection, StorageError, Transaction, events, log_sequence};

/// The root of the tree over the audit log at a size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The name of the log.
    pub origin: String,
    /// The number of entries.
    pub size: u64,
    /// The root.
    pub root: Hash,
}

/// Why a checkpoint can't be signed, read or used.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// The text of a note isn't a checkpoint.
    #[error("this is no checkpoint: expected three lines, a name, a number of entries and a root in base64")]
    Format,
    /// The note can't be read, made or trusted.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The log isn't the one for which an earlier checkpoint was signed.
    #[error(
        "the audit log no longer is the one that the checkpoint of {size} entries was signed for, so none is signed; run \
         `passerelle audit verify` with the checkpoints that were kept elsewhere. After an older backup was put back, \
         `passerelle audit checkpoint --restart` begins anew"
    )]
    Inconsistent {
        /// The number of entries of the earlier checkpoint.
        size: u64,
    },
    /// The log has fewer entries than the checkpoint, or than the position for which a proof is asked.
    #[error("the audit log has no such entry, or had it not yet when the checkpoint was signed")]
    NoEntry,
    /// A file of a checkpoint or a key can't be read or written.
    #[error("{path}: {source}", path = path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong.
        source: io::Error,
    },
    /// Others can read a signing key.
    #[error("others can read the signing key {path}; run `chmod 600` on it", path = path.display())]
    KeyReadableByOthers {
        /// The file.
        path: PathBuf,
    },
    /// An error of the database.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl CheckpointError {
    pub(crate) fn file(path: &Path, source: io::Error) -> Self {
        Self::File { path: path.to_owned(), source }
    }
}

impl Checkpoint {
    /// The root that the log must have had at the size.
    pub fn expected_root(&self) -> ExpectedRoot {
        ExpectedRoot { size: self.size, root: self.root }
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}\n{}\n", self.origin, self.size, BASE64_STANDARD.encode(self.root))
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    fn from_str(text: &str) -> Result<Self, CheckpointError> {
        let mut lines = text.lines();
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(CheckpointError::Format);
        };
        let root = BASE64_STANDARD.decode(root).ok().and_then(|bytes| Hash::try_from(bytes).ok());
        let number =
            size.parse::<u64>().ok().filter(|number| number.to_string() == size && *number <= i64::MAX as u64);
        // Lines after the third are extensions, which say nothing about the log.
        match (number, root) {
            (Some(size), Some(root)) if !origin.is_empty() && lines.all(|line| !line.is_empty()) => {
                Ok(Self { origin: origin.to_owned(), size, root })
            }
            _ => Err(CheckpointError::Format),
        }
    }
}

/// Signs a checkpoint of the log as it is, in the transaction that holds its end, so that no two of one size differ.
/// `named` is the name of the log; without one it is that of the installation. `previous` is the last one that was signed: it is
/// checked that the log still has it.
///
/// # Errors
/// [`CheckpointError::Inconsistent`], and those of the database and of the keys.
pub fn sign(
    transaction: &mut Transaction<'_>,
    named: Option<&str>,
    keys: &[SigningKey],
    previous: Option<&Checkpoint>,
) -> Result<SignedNote, CheckpointError> {
    let head = log_sequence::lock_head(transaction)?;
    if let Some(previous) = previous {
        let is_consistent =
            previous.size <= head.peaks.size() && root_at(transaction.connection(), previous.size)? == previous.root;
        if !is_consistent {
            return Err(CheckpointError::Inconsistent { size: previous.size });
        }
    }
    let origin = match named {
        Some(name) => name.to_owned(),
        None => origin(transaction.connection())?,
    };
    let checkpoint = Checkpoint { origin, size: head.peaks.size(), root: head.peaks.root() };
    Ok(SignedNote::sign(checkpoint.to_string(), keys)?)
}

/// The name of the log that the database has: made when the tables were.
///
/// # Errors
/// Those of the database.
pub fn origin(connection: &mut AnyConnection) -> Result<String, StorageError> {
    Ok(format!("passerelle/{}", events::installation_id(connection)?))
}

/// The proof that an entry is in the log of a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryProof {
    /// The entry, with what shows that it is the leaf.
    pub opening: EntryOpening,
    /// The siblings of the leaf on its way to the root, the lowest first.
    pub path: Vec<Hash>,
}

impl EntryProof {
    /// The proof as C2SP `tlog-proof` has it, with the note of the checkpoint.
    pub fn tlog_proof(&self, checkpoint: &SignedNote) -> String {
        let index = self.opening.position - 1;
        let path: String = self.path.iter().map(|hash| BASE64_STANDARD.encode(hash) + "\n").collect();
        format!("c2sp.org/tlog-proof@v1\nindex {index}\n{path}\n{checkpoint}")
    }
}

/// Proves that the entry at a position is in the log of a checkpoint. Reads the entries beside it, and the root of each 256
/// others.
///
/// # Errors
/// [`CheckpointError::NoEntry`], and those of the database.
pub fn prove(connection: &mut AnyConnection, position: i64, size: u64) -> Result<EntryProof, CheckpointError> {
    let index = u64::try_from(position - 1).ok().filter(|index| *index < size).ok_or(CheckpointError::NoEntry)?;
    let row: AuditEntryRow = audit_entries::table
        .find(position)
        .select(AuditEntryRow::as_select())
        .get_result(connection)
        .map_err(|_| CheckpointError::NoEntry)?;
    let path = inclusion_proof(size, index, |first, end| subtree(connection, first, end))?;
    Ok(EntryProof { opening: row.opening(), path })
}

/// Proves that the log of `old_size` entries, at least one, is the beginning of that of `size` entries.
///
/// # Errors
/// [`CheckpointError::NoEntry`] when there are not that many, and those of the database.
pub fn prove_consistency(
    connection: &mut AnyConnection,
    old_size: u64,
    size: u64,
) -> Result<Vec<Hash>, CheckpointError> {
    if old_size == 0 || old_size > size || size > log_sequence::head(connection)?.peaks.size() {
        return Err(CheckpointError::NoEntry);
    }
    Ok(consistency_proof(old_size, size, |first, end| subtree(connection, first, end))?)
}

/// The root that the tree had at a size.
fn root_at(connection: &mut AnyConnection, size: u64) -> Result<Hash, StorageError> {
    subtree(connection, 0, size)
}

/// The root of the leaves from `first` up to before `end`, a subtree of the tree: from the stored roots of whole blocks, and
/// the entries after these.
fn subtree(connection: &mut AnyConnection, first: u64, end: u64) -> Result<Hash, StorageError> {
    let mut peaks = Peaks::default();
    let mut after = first;
    if first.is_multiple_of(BLOCK) {
        let hashes: Vec<String> = audit_blocks::table
            .filter(audit_blocks::number.ge((first / BLOCK) as i64))
            .filter(audit_blocks::number.lt((end / BLOCK) as i64))
            .order(audit_blocks::number)
            .select(audit_blocks::hash)
            .load(connection)?;
        for hash in hashes {
            peaks.push_block(hash_from_hex(&hash).ok_or_else(|| StorageError::unreadable("a SHA-256", &hash))?);
            after += BLOCK;
        }
    }
    let rows: Vec<AuditEntryRow> = audit_entries::table
        .filter(audit_entries::position.gt(after as i64))
        .filter(audit_entries::position.le(end as i64))
        .order(audit_entries::position)
        .select(AuditEntryRow::as_select())
        .load(connection)?;
    for row in rows {
        peaks.push(row.leaf_hash());
    }
    Ok(peaks.root())
}
