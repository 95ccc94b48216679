//! Checkpoints as files outside the database, and the keys that sign them. Who keeps copies of these files elsewhere can
//! show that the log was changed, also by somebody who can write to the database and to this folder.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::audit_verification::ExpectedRoot;
use crate::checkpoint::{self, Checkpoint, CheckpointError};
use crate::jobs::{self, Finished, Job, JobError, RunningJob};
use crate::private_file::is_open_to_others;
use crate::signed_note::{NoteError, SignedNote, SigningKey, VerifierKey};
use crate::{Database, StorageError, Timestamp, Transaction};

/// The end of the names of checkpoint files, after the number of entries.
const EXTENSION: &str = "checkpoint";

/// The name of the file with the newest checkpoint.
const LATEST: &str = "latest";

/// A folder of checkpoints, and the keys that sign new ones.
#[derive(Debug, Clone)]
pub struct CheckpointFolder {
    folder: PathBuf,
    origin: Option<String>,
    keys: Vec<SigningKey>,
}

impl CheckpointFolder {
    /// A folder, which is created with its first file. `origin` names the log; without one it is what the database has.
    pub fn new(folder: PathBuf, origin: Option<String>, keys: Vec<SigningKey>) -> Self {
        Self { folder, origin, keys }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// The keys that verify the signatures of its keys.
    pub fn verifiers(&self) -> impl Iterator<Item = VerifierKey> {
        self.keys.iter().map(SigningKey::verifier)
    }

    /// The roots of all checkpoints in the folder that one of its keys signed, in the order of their sizes.
    ///
    /// # Errors
    /// When a file can't be read, or has an invalid signature.
    pub fn own_roots(&self) -> Result<Vec<ExpectedRoot>, CheckpointError> {
        if !self.folder.exists() {
            return Ok(Vec::new());
        }
        let mut roots = Vec::new();
        for (_, note) in read_checkpoints(&self.folder)? {
            if self.is_own(&note)? {
                roots.push(note.text().parse::<Checkpoint>()?.expected_root());
            }
        }
        roots.sort_by_key(|root| root.size);
        roots.dedup();
        Ok(roots)
    }

    /// Signs a checkpoint of the log as it is, and writes it to a file that is named by its number of entries, and to
    /// `latest`. Signatures that a file of the same checkpoint has are kept.
    ///
    /// # Errors
    /// [`CheckpointError::Inconsistent`] when the log isn't that of the newest checkpoint in the folder, and those of the
    /// database, the keys and the files.
    pub fn write(&self, database: &Database) -> Result<(PathBuf, SignedNote), CheckpointError> {
        let previous = self.previous()?;
        let note = database.write(|transaction| self.sign(transaction, previous.as_ref()))?;
        self.store(note)
    }

    /// The newest checkpoint, if it has this many entries, else a new one.
    ///
    /// # Errors
    /// Those of [`Self::write`].
    pub fn covering(&self, database: &Database, entries: u64) -> Result<(Checkpoint, SignedNote), CheckpointError> {
        if let Some((checkpoint, note)) = self.latest()?
            && checkpoint.size >= entries
            && self.is_own(&note)?
        {
            return Ok((checkpoint, note));
        }
        let (_, note) = self.write(database)?;
        Ok((note.text().parse()?, note))
    }

    /// Begins anew after the log was replaced by another one, as by an older backup: moves the files of the folder into one
    /// within it, which is named by the time, and returns that and the newest checkpoint that was there. Nothing is deleted:
    /// what was signed stays signed, and whoever kept it will find that the log no longer fits it.
    ///
    /// # Errors
    /// When there are no checkpoints, and those of files.
    pub fn set_aside(&self, now: Timestamp) -> Result<(PathBuf, Option<Checkpoint>), CheckpointError> {
        let newest = self.latest()?.map(|(checkpoint, _)| checkpoint);
        // Colons aren't for names of files everywhere.
        let aside = self.folder.join(format!("until-{}", now.to_string().replace(':', "")));
        let files = read_checkpoints(&self.folder)?;
        fs::create_dir_all(&aside).map_err(|error| CheckpointError::file(&aside, error))?;
        for (path, _) in files {
            if let Some(name) = path.file_name() {
                fs::rename(&path, aside.join(name)).map_err(|error| CheckpointError::file(&path, error))?;
            }
        }
        Ok((aside, newest))
    }

    /// Adds the signatures of a note, such as those of witnesses, to the file of its checkpoint.
    ///
    /// # Errors
    /// When the folder has no such checkpoint, and those of files.
    pub fn add_signatures(&self, other: &SignedNote) -> Result<PathBuf, CheckpointError> {
        let checkpoint: Checkpoint = other.text().parse()?;
        let path = self.file(&checkpoint);
        let mut note = read_note(&path)?;
        note.add_signatures(other)?;
        write_file(&path, &note.to_string())?;
        if self.latest()?.is_some_and(|(latest, _)| latest == checkpoint) {
            write_file(&self.folder.join(LATEST), &note.to_string())?;
        }
        Ok(path)
    }

    /// The newest checkpoint; nothing before the first.
    ///
    /// # Errors
    /// When the file can't be read, or isn't a checkpoint.
    pub fn latest(&self) -> Result<Option<(Checkpoint, SignedNote)>, CheckpointError> {
        let path = self.folder.join(LATEST);
        if !path.exists() {
            return Ok(None);
        }
        let note = read_note(&path)?;
        Ok(Some((note.text().parse()?, note)))
    }

    fn sign(
        &self,
        transaction: &mut Transaction<'_>,
        previous: Option<&Checkpoint>,
    ) -> Result<SignedNote, CheckpointError> {
        checkpoint::sign(transaction, self.origin.as_deref(), &self.keys, previous)
    }

    /// The newest checkpoint, when one of the keys signed it. That of another key, as before a change of keys, says nothing.
    fn previous(&self) -> Result<Option<Checkpoint>, CheckpointError> {
        match self.latest()? {
            Some((checkpoint, note)) if self.is_own(&note)? => Ok(Some(checkpoint)),
            _ => Ok(None),
        }
    }

    fn is_own(&self, note: &SignedNote) -> Result<bool, CheckpointError> {
        let own: Vec<VerifierKey> = self.verifiers().collect();
        match note.verify(&own) {
            Ok(_) => Ok(true),
            Err(NoteError::Untrusted { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    fn file(&self, checkpoint: &Checkpoint) -> PathBuf {
        self.folder.join(format!("{}.{EXTENSION}", checkpoint.size))
    }

    fn store(&self, mut note: SignedNote) -> Result<(PathBuf, SignedNote), CheckpointError> {
        fs::create_dir_all(&self.folder).map_err(|error| CheckpointError::file(&self.folder, error))?;
        let checkpoint: Checkpoint = note.text().parse()?;
        let path = self.file(&checkpoint);
        if path.exists() {
            let stored = read_note(&path)?;
            if stored.text() != note.text() {
                return Err(CheckpointError::Inconsistent { size: checkpoint.size });
            }
            note.add_signatures(&stored)?;
        }
        write_file(&path, &note.to_string())?;
        // Another server may have signed a larger log meanwhile.
        if self.latest()?.is_none_or(|(latest, _)| latest.size <= checkpoint.size) {
            write_file(&self.folder.join(LATEST), &note.to_string())?;
        }
        Ok((path, note))
    }
}

/// Reads the checkpoints of a file, or of all files of a folder, each with its path.
///
/// # Errors
/// When one can't be read, or the folder has none.
pub fn read_checkpoints(path: &Path) -> Result<Vec<(PathBuf, SignedNote)>, CheckpointError> {
    if !path.is_dir() {
        return Ok(vec![(path.to_owned(), read_note(path)?)]);
    }
    let files = fs::read_dir(path).map_err(|error| CheckpointError::file(path, error))?;
    let mut found = Vec::new();
    for file in files {
        let file = file.map_err(|error| CheckpointError::file(path, error))?.path();
        if file.extension().is_some_and(|extension| extension == EXTENSION) || file.ends_with(LATEST) {
            found.push((file.clone(), read_note(&file)?));
        }
    }
    if found.is_empty() {
        let none = io::Error::new(io::ErrorKind::NotFound, "the folder has no checkpoints");
        return Err(CheckpointError::file(path, none));
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(found)
}

/// Reads a signed note.
///
/// # Errors
/// When the file can't be read, or isn't a note.
pub fn read_note(path: &Path) -> Result<SignedNote, CheckpointError> {
    let text = fs::read_to_string(path).map_err(|error| CheckpointError::file(path, error))?;
    text.parse().map_err(|error: NoteError| {
        CheckpointError::file(path, io::Error::new(io::ErrorKind::InvalidData, error.to_string()))
    })
}

/// Reads a signing key.
///
/// # Errors
/// When the file can't be read, holds no key, or can be read by others.
pub fn read_key(path: &Path) -> Result<SigningKey, CheckpointError> {
    let text = fs::read_to_string(path).map_err(|error| CheckpointError::file(path, error))?;
    if is_open_to_others(path) {
        return Err(CheckpointError::KeyReadableByOthers { path: path.to_owned() });
    }
    Ok(text.parse()?)
}

/// Makes a signing key in a new file that only its owner can read.
///
/// # Errors
/// When the name is invalid, the file exists or can't be created.
pub fn create_key(path: &Path, name: &str) -> Result<SigningKey, CheckpointError> {
    let key = SigningKey::random(name)?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let written = options.open(path).and_then(|mut file| {
        writeln!(file, "{}", key.secret_text())?;
        file.sync_all()
    });
    written.map_err(|error| CheckpointError::file(path, error))?;
    Ok(key)
}

/// Replaces a file as a whole.
fn write_file(path: &Path, text: &str) -> Result<(), CheckpointError> {
    let part = path.with_extension("part");
    let written = fs::File::create(&part).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&part, path)
    });
    written.map_err(|error| CheckpointError::file(path, error))
}

/// The job that signs a checkpoint and writes it to the folder, again and again.
#[derive(Debug, Serialize, Deserialize)]
pub struct WriteCheckpoint {}

/// What [`WriteCheckpoint`] needs.
#[derive(Debug, Clone)]
pub struct CheckpointSchedule {
    /// Where it writes, and the keys.
    pub folder: Arc<CheckpointFolder>,
    /// The time between two checkpoints.
    pub interval: TimeDelta,
}

impl WriteCheckpoint {
    /// Enqueues the job, unless it is there. Every server that has a folder of checkpoints does so when it starts.
    ///
    /// # Errors
    /// Those of the database.
    pub fn schedule(database: &Database) -> Result<(), StorageError> {
        database.write(|transaction| jobs::enqueue_recurring(transaction, &Self {}))
    }
}

impl Job for WriteCheckpoint {
    const KIND: &'static str = "write-audit-checkpoint";
    type Context = CheckpointSchedule;

    fn run(self, schedule: &CheckpointSchedule, running: RunningJob<'_>) -> Result<Finished, JobError> {
        let folder = &schedule.folder;
        let written = folder.previous().and_then(|previous| {
            let note = running.write(|transaction| folder.sign(transaction, previous.as_ref()))?;
            folder.store(note)
        });
        let failure = match written {
            Ok(_) => None,
            Err(CheckpointError::Storage(error)) => return Err(error.into()),
            // Somebody has to look at this before anything is signed again.
            Err(error @ CheckpointError::Inconsistent { .. }) => return Err(JobError::Never(error.to_string())),
            // A full disk passes, and the next checkpoint says what this one would have said.
            Err(error) => {
                tracing::error!(%error, "no checkpoint of the audit log was written");
                Some(error.to_string())
            }
        };
        let next_run = running.now().plus(schedule.interval);
        match failure {
            None => running.repeat(next_run, |_| Ok(())),
            Some(reason) => Ok(running.repeat_after_failure(next_run, &reason)?),
        }
    }
}
