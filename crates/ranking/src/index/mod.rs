//! The index: one tantivy document for each active candidate and each open vacancy with free posts.
//!
//! A candidate's document holds a fast field for each column of [`matching::columns`], the terms of the text, and the
//! facts as JSON. A segment never changes after it is written, so its columns are read into memory once, when the
//! segment is opened; deletions are read from its alive bits. The commit payload holds the position in the event log, so
//! that documents and position are always consistent, also after a crash.
//!
//! The index is derived data: it can be deleted and rebuilt from the database.
//!
//! | module | contents |
//! |---|---|
//! | `documents` | what is stored of a candidate and of a vacancy |
//! | `index_schema` | the fields, and the hash that names the layout |
//! | `fast_fields` | columns written to fast fields and read back |
//! | `segment_cache` | segments in memory |
//! | `snapshot` | all segments at one commit: ranking and look-up |
//! | `search` | search of texts |
//! | `writer` | changes and commits |

mod documents;
mod fast_fields;
mod index_schema;
mod search;
mod segment_cache;
mod snapshot;
mod writer;

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use matching::prepared_vacancy::PreparedVacancy;
use matching::rule_config::RuleConfig;
use matching::rule_configs::RuleConfigs;
use matching::text::Analyser;
use tantivy::Directory;
use tantivy::directory::error::LockError;
use tantivy::directory::{INDEX_WRITER_LOCK, MmapDirectory};
use tantivy::{Index as Tantivy, IndexReader, ReloadPolicy, TantivyError};

pub use documents::{OpenVacancy, PersonDocument, RankablePerson, VacancyDocument};
pub use search::{Found, Search, SearchPosition};
pub use snapshot::{DayRanking, PersonOnDay, Snapshot};
pub use writer::{IndexChange, IndexCheckpoint, IndexWriter};

use index_schema::IndexSchema;
use segment_cache::SegmentCache;
use writer::CommitPayload;

/// An error of the index.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Another process holds the writer lock.
    #[error("the index is in use by another process of this program; stop that one, or let it do the indexing")]
    Locked,
    /// A stored document can't be deserialised.
    #[error("the index holds a document that can't be read ({0}); build it again with `passerelle reindex`")]
    Damaged(String),
    /// The folder can't be created or written.
    #[error("the index can't be kept: {0}")]
    Folder(#[from] std::io::Error),
    /// Any other error of tantivy.
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

/// An index that is open for reading. Readers work on a [`Snapshot`].
pub struct Index {
    tantivy: Tantivy,
    reader: IndexReader,
    schema: IndexSchema,
    rules: Arc<RuleConfigs>,
    analyser: Arc<Analyser>,
    segments: SegmentCache,
    snapshot: RwLock<Arc<Snapshot>>,
}

impl Index {
    /// Opens the index in a folder and creates it when it is missing.
    ///
    /// An index of another layout (other titles, specialisms, settings, districts or text analysis in the configuration)
    /// is deleted and created empty; it is then filled from the first event on.
    ///
    /// # Errors
    /// When the folder can't be written, and [`IndexError::Locked`] when an index of another layout is being written to.
    pub fn open(folder: &Path, rules: Arc<RuleConfigs>, analyser: Arc<Analyser>) -> Result<Self, IndexError> {
        std::fs::create_dir_all(folder)?;
        let schema = IndexSchema::new(rules.any(), &analyser, fast_fields::FIXED);
        let open = || -> Result<Tantivy, TantivyError> {
            Tantivy::open_or_create(MmapDirectory::open(folder)?, schema.schema.clone())
        };
        let opened = match open() {
            Ok(tantivy) if has_other_layout(&tantivy, &schema)? => None,
            Ok(tantivy) => Some(tantivy),
            Err(TantivyError::SchemaError(_)) => None,
            Err(error) => return Err(error.into()),
        };
        let tantivy = match opened {
            Some(tantivy) => tantivy,
            None => {
                // A process with the former configuration may still be writing.
                let directory = MmapDirectory::open(folder).map_err(TantivyError::from)?;
                let _lock = directory.acquire_lock(&INDEX_WRITER_LOCK).map_err(|_| IndexError::Locked)?;
                std::fs::remove_dir_all(folder)?;
                std::fs::create_dir_all(folder)?;
                open()?
            }
        };
        let reader = tantivy.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let index = Self {
            tantivy,
            reader,
            schema,
            rules,
            analyser,
            segments: SegmentCache::default(),
            snapshot: RwLock::new(Arc::new(Snapshot::default())),
        };
        index.reload()?;
        Ok(index)
    }

    /// The current snapshot. It doesn't change while others write.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Replaces the snapshot by the state of the last commit. Segments that are open already are reused.
    ///
    /// # Errors
    /// When a new segment can't be read.
    pub fn reload(&self) -> Result<Arc<Snapshot>, IndexError> {
        self.reader.reload()?;
        let snapshot = Arc::new(Snapshot::read(self)?);
        *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = snapshot.clone();
        Ok(snapshot)
    }

    /// Opens the index for writing with a buffer of `memory` bytes.
    ///
    /// # Errors
    /// [`IndexError::Locked`] when another writer is open.
    pub fn writer(self: &Arc<Self>, memory: usize) -> Result<IndexWriter, IndexError> {
        IndexWriter::new(self.clone(), memory)
    }

    /// The checkpoint of the last commit.
    ///
    /// # Errors
    /// When the metadata of the index can't be read.
    pub fn checkpoint(&self) -> Result<IndexCheckpoint, IndexError> {
        writer::checkpoint(self)
    }

    /// The rules and criteria of all professions and days.
    pub fn rules(&self) -> &RuleConfigs {
        &self.rules
    }

    /// The rules and criteria by which a vacancy is ranked on its day.
    pub fn rules_of(&self, prepared: &PreparedVacancy) -> &Arc<RuleConfig> {
        self.rules.on(prepared.vacancy.title.as_ref(), prepared.window.as_of)
    }

    /// The positions of columns, which are the same by all rules.
    fn columns_config(&self) -> &RuleConfig {
        self.rules.any()
    }

    /// The analyser of texts.
    pub fn analyser(&self) -> &Arc<Analyser> {
        &self.analyser
    }
}

/// Whether the last commit was made with another layout. An index without a commit has none.
fn has_other_layout(tantivy: &Tantivy, schema: &IndexSchema) -> Result<bool, TantivyError> {
    let payload = tantivy.load_metas()?.payload;
    Ok(payload.is_some_and(|payload| CommitPayload::parse(&payload).is_none_or(|read| read.layout != schema.layout)))
}
