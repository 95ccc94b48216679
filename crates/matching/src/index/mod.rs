//! The index: everybody who has not withdrawn and every open vacancy, one document each, in tantivy.
//!
//! A document has a fast field for each column, the terms of its text, and the facts whole for the page that is
//! shown. A segment never changes, so its columns are read into memory once, when it opens, and scanned there;
//! whoever has deleted since is known from its alive bits. The position in the event log is committed with the
//! documents, so a program that was killed goes on exactly where the index was.
//!
//! The index is derived: it can be thrown away and built again from the database, and gives the same answers.

mod columns;
mod documents;
mod fields;
mod segment;
mod snapshot;
mod writer;

use std::path::Path;
use std::sync::{Arc, RwLock};

use tantivy::Directory;
use tantivy::directory::INDEX_WRITER_LOCK;
use tantivy::directory::error::LockError;
use tantivy::{Index as Tantivy, IndexReader, ReloadPolicy, TantivyError};

use crate::rule_config::RuleConfig;
use crate::text::Analyser;
use fields::Fields;
use segment::SegmentCache;

pub use documents::{PersonDocument, VacancyDocument};
pub use snapshot::Snapshot;
pub use writer::{Change, IndexCheckpoint, IndexWriter};

/// What can go wrong with an index.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Another process is writing to it.
    #[error("the index is in use by another process of this program; stop that one, or let it do the indexing")]
    Locked,
    /// A document that can't be read back.
    #[error("the index holds a document that can't be read ({0}); build it again with `passerelle reindex`")]
    Damaged(String),
    /// The folder can't be made or written.
    #[error("the index can't be kept: {0}")]
    Folder(#[from] std::io::Error),
    /// Whatever tantivy says.
    #[error("the index can't be used: {0}")]
    Tantivy(TantivyError),
}

impl From<TantivyError> for IndexError {
    fn from(error: TantivyError) -> Self {
        match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => Self::Locked,
            TantivyError::IoError(error) => Self::Folder(std::io::Error::new(error.kind(), error.to_string())),
            other => Self::Tantivy(other),
        }
    }
}

/// An index, open for reading. Cheap to share; what it shows is a [`Snapshot`].
pub struct Index {
    tantivy: Tantivy,
    reader: IndexReader,
    fields: Fields,
    config: Arc<RuleConfig>,
    analyser: Arc<Analyser>,
    segments: SegmentCache,
    snapshot: RwLock<Arc<Snapshot>>,
}

impl Index {
    /// Opens the index in a folder, which is made when it isn't there; one of another layout (other titles,
    /// specialisms, settings or words of the field in configuration) is emptied, to be built again from the first event.
    pub fn open(folder: &Path, config: Arc<RuleConfig>, analyser: Arc<Analyser>) -> Result<Self, IndexError> {
        std::fs::create_dir_all(folder)?;
        let fields = Fields::new(&config, &analyser, columns::FIXED);
        let open = || -> Result<Tantivy, TantivyError> {
            Tantivy::open_or_create(tantivy::directory::MmapDirectory::open(folder)?, fields.schema.clone())
        };
        let tantivy = match open() {
            Err(TantivyError::SchemaError(_)) => {
                // Whoever writes to it now has other configuration, and isn't pulled the ground away.
                let directory = tantivy::directory::MmapDirectory::open(folder).map_err(TantivyError::from)?;
                let _lock = directory.acquire_lock(&INDEX_WRITER_LOCK).map_err(|_| IndexError::Locked)?;
                std::fs::remove_dir_all(folder)?;
                std::fs::create_dir_all(folder)?;
                open()?
            }
            other => other?,
        };
        let reader = tantivy.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let index = Self {
            tantivy,
            reader,
            fields,
            config,
            analyser,
            segments: SegmentCache::default(),
            snapshot: RwLock::new(Arc::new(Snapshot::default())),
        };
        index.reload()?;
        Ok(index)
    }

    /// What the index shows now. A snapshot stays as it is while others write.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        match self.snapshot.read() {
            Ok(snapshot) => snapshot.clone(),
            Err(poisoned) => poisoned.into_inner().clone(),
        }
    }

    /// Shows what was committed last. Segments that are open already are not read again.
    pub fn reload(&self) -> Result<Arc<Snapshot>, IndexError> {
        self.reader.reload()?;
        let snapshot = Arc::new(Snapshot::read(self)?);
        match self.snapshot.write() {
            Ok(mut shown) => *shown = snapshot.clone(),
            Err(poisoned) => *poisoned.into_inner() = snapshot.clone(),
        }
        Ok(snapshot)
    }

    /// Opens the index for writing. Only one process at a time can.
    pub fn writer(&self, memory: usize) -> Result<IndexWriter<'_>, IndexError> {
        IndexWriter::new(self, memory)
    }

    /// What rankings rest on.
    pub fn config(&self) -> &Arc<RuleConfig> {
        &self.config
    }

    /// What reads texts.
    pub fn analyser(&self) -> &Arc<Analyser> {
        &self.analyser
    }
}
