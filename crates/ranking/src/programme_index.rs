//! The index of a programme as it is used: opened, or unusable for a reason until it is built anew.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use matching::rule_configs::RuleConfigs;
use matching::text::Analyser;
use storage::{Database, StorageError, events};
use vocabulary::ProgrammeId;

use crate::index::{self, Index, IndexError, IndexSource};
use crate::programme_rankings::RankingError;

/// The extension of the folder in which an index is built, until it is complete.
pub(crate) const NEW: &str = "new";
/// The extension of the folder of an index for the moment in which another one takes its place.
pub(crate) const OLD: &str = "old";

/// The index of a programme, with what is needed to open it and to create it.
pub(crate) struct ProgrammeIndex {
    programme: ProgrammeId,
    database: Database,
    folder: PathBuf,
    rules: Arc<RuleConfigs>,
    analyser: Arc<Analyser>,
    state: RwLock<IndexState>,
}

/// Whether the index can be used.
#[derive(Clone)]
enum IndexState {
    /// Nobody has needed it yet.
    Unopened,
    /// It belongs to the database, and everything in it was readable so far.
    Open(Arc<Index>),
    /// It is damaged, of another layout or of another database, as the phrase says, or is being built anew for that reason.
    Unusable(String),
}

impl ProgrammeIndex {
    pub(crate) fn new(
        programme: ProgrammeId,
        database: Database,
        folder: PathBuf,
        rules: Arc<RuleConfigs>,
        analyser: Arc<Analyser>,
    ) -> Self {
        Self { programme, database, folder, rules, analyser, state: RwLock::new(IndexState::Unopened) }
    }

    /// The index, opened on first use.
    ///
    /// # Errors
    /// [`RankingError::IndexUnusable`], and those of the database.
    pub(crate) fn open(&self) -> Result<Arc<Index>, RankingError> {
        match self.state() {
            IndexState::Open(index) => return Ok(index),
            IndexState::Unusable(phrase) => return Err(RankingError::IndexUnusable(phrase)),
            IndexState::Unopened => {}
        }
        // Held while it is opened, so that it is opened once.
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        if let IndexState::Unopened = &*state {
            *state = match self.open_checked() {
                Ok(index) => IndexState::Open(Arc::new(index)),
                Err(RankingError::Index(error)) => IndexState::Unusable(error.phrase()),
                Err(error) => return Err(error),
            };
        }
        match &*state {
            IndexState::Open(index) => Ok(index.clone()),
            IndexState::Unusable(phrase) => Err(RankingError::IndexUnusable(phrase.clone())),
            IndexState::Unopened => Err(StorageError::Interrupted.into()),
        }
    }

    fn open_checked(&self) -> Result<Index, RankingError> {
        let source = self.source()?;
        let index = Index::open(&self.folder, self.rules.clone(), self.analyser.clone())?;
        index.check_source::<RankingError>(&source, |mark| {
            Ok(self.database.read(|connection| events::has(connection, mark))?)
        })?;
        Ok(index)
    }

    /// The rows of which the index is made.
    pub(crate) fn source(&self) -> Result<IndexSource, StorageError> {
        let installation = self.database.read(events::installation_id)?;
        Ok(IndexSource { installation, programme: self.programme })
    }

    /// Reads from the index. An index in which something can't be read is unusable from then on.
    ///
    /// # Errors
    /// Those of [`Self::open`] and of `read`.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&Arc<Index>) -> Result<T, RankingError>,
    ) -> Result<T, RankingError> {
        let index = self.open()?;
        let damage = match catch_unwind(AssertUnwindSafe(|| read(&index))) {
            Ok(Err(RankingError::Index(error))) => error,
            Ok(outcome) => return outcome,
            // tantivy breaks off at some contents that it doesn't expect. What broke off beside an index that is as it was
            // written has another cause.
            Err(panic) => index.verify().err().unwrap_or_else(|| resume_unwind(panic)),
        };
        let phrase = damage.phrase();
        tracing::error!(programme = %self.programme, "the index {phrase}: it is built anew");
        self.give_up(&index, &phrase);
        Err(RankingError::IndexUnusable(phrase))
    }

    /// Makes an index unusable, unless another one has taken its place meanwhile.
    pub(crate) fn give_up(&self, index: &Arc<Index>, phrase: &str) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        if matches!(&*state, IndexState::Open(current) if Arc::ptr_eq(current, index)) {
            *state = IndexState::Unusable(phrase.to_owned());
        }
    }

    /// Makes the index unusable for a reason, and removes its files: they are of no use, and the disk may be full.
    pub(crate) fn remove(&self, phrase: &str) -> Result<(), IndexError> {
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = IndexState::Unusable(phrase.to_owned());
        Ok(index::remove(&self.folder)?)
    }

    /// Creates an empty index beside the folder, to be filled and then put in its place with [`Self::replace`]. Only the
    /// process that holds the lock of the indexes may do that.
    pub(crate) fn create_new(&self) -> Result<Arc<Index>, IndexError> {
        let folder = self.folder.with_extension(NEW);
        Ok(Arc::new(Index::create(&folder, self.rules.clone(), self.analyser.clone())?))
    }

    /// Puts the index that was created beside the folder in its place, and opens it; it is used after [`Self::use_new`]. What
    /// was there is not opened, whatever it is.
    pub(crate) fn replace(&self) -> Result<Arc<Index>, IndexError> {
        let (new, old) = (self.folder.with_extension(NEW), self.folder.with_extension(OLD));
        index::remove(&old)?;
        match std::fs::rename(&self.folder, &old) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => std::fs::rename(new, &self.folder)?,
        }
        index::remove(&old)?;
        Ok(Arc::new(Index::open(&self.folder, self.rules.clone(), self.analyser.clone())?))
    }

    /// From now on the index is this one.
    pub(crate) fn use_new(&self, index: Arc<Index>) {
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = IndexState::Open(index);
    }

    /// Why the index can't be used, as a phrase that follows "the index".
    pub(crate) fn unusable(&self) -> Option<String> {
        match self.state() {
            IndexState::Unusable(phrase) => Some(phrase),
            IndexState::Open(_) | IndexState::Unopened => None,
        }
    }

    fn state(&self) -> IndexState {
        self.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
