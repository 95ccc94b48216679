//! The index: one tantivy document for each active candidate and each open vacancy with free posts.
//!
//! A candidate's document holds a fast field for each column of [`matching::columns`], the terms of the text, and the
//! facts as JSON. A segment never changes after it is written, so its columns are read into memory once, when the
//! segment is opened; deletions are read from its alive bits. The commit payload holds the position in the event log, so
//! that documents and position are always consistent, also after a crash; and the database that has these events, so that an
//! index beside another database is recognised.
//!
//! The index is derived data: one that is damaged, of another layout or of another database is built anew from the database.
//!
//! | module | contents |
//! |---|---|
//! | `documents` | what is stored of a candidate and of a vacancy |
//! | `index_schema` | the fields, and the hash that names the layout |
//! | `fast_fields` | columns written to fast fields and read back |
//! | `file_directory` | the files, read so that a damaged one gives an error |
//! | `segment_cache` | segments in memory |
//! | `snapshot` | all segments at one commit: ranking and look-up |
//! | `search` | search of texts |
//! | `writer` | changes and commits |

mod documents;
mod fast_fields;
mod file_directory;
mod index_schema;
mod search;
mod segment_cache;
mod snapshot;
mod writer;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use matching::prepared_vacancy::PreparedVacancy;
use matching::rule_config::RuleConfig;
use matching::rule_configs::RuleConfigs;
use matching::text::Analyser;
use storage::events::LogMark;
use tantivy::directory::error::{LockError, OpenReadError};
use tantivy::{Index as Tantivy, IndexReader, ReloadPolicy, TantivyError};

pub use documents::{OpenVacancy, PersonDocument, RankablePerson, VacancyDocument};
pub use search::{Found, Search, SearchPosition};
pub use snapshot::{DayRanking, PersonOnDay, Snapshot};
pub use writer::{IndexChange, IndexCheckpoint, IndexSource, IndexWriter};

use file_directory::FileDirectory;
use index_schema::IndexSchema;
use segment_cache::SegmentCache;
use writer::CommitPayload;

/// An error of the index.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Another process holds the writer lock.
    #[error("the index is in use by another process of this program; stop that one, or let it do the indexing")]
    Locked,
    /// The index can't be used because of what it is or contains; a phrase that follows "the index".
    #[error("the index {0}; it has to be built anew, as `passerelle serve` and `passerelle reindex` do")]
    Unusable(String),
    /// The folder can't be created, read or written.
    #[error("the index can't be kept: {0}")]
    Folder(#[from] std::io::Error),
    /// Any other error of tantivy.
    #[error("the index can't be used: {}", reason(.0))]
    Tantivy(TantivyError),
}

impl IndexError {
    /// A document or file that can't be read.
    pub(crate) fn damaged(what: impl std::fmt::Display) -> Self {
        Self::Unusable(format!("is damaged ({what})"))
    }

    /// What is wrong with the index, as a phrase that follows "the index".
    pub fn phrase(&self) -> String {
        match self {
            Self::Unusable(phrase) => phrase.clone(),
            Self::Locked => "is in use by another process".to_owned(),
            Self::Folder(error) => format!("can't be read or written ({error})"),
            Self::Tantivy(error) => format!("can't be read or written ({})", reason(error)),
        }
    }
}

/// What is wrong, in words of our own: those of the library may be the whole content of a file.
fn reason(error: &TantivyError) -> &'static str {
    match error {
        TantivyError::OpenReadError(OpenReadError::IncompatibleIndex(_)) | TantivyError::IncompatibleIndex(_) => {
            "another version of the program wrote it"
        }
        TantivyError::OpenReadError(_) => "a file is missing or can't be read",
        TantivyError::DataCorruption(_) => "a file has another content than was written",
        TantivyError::IoError(_) => "a file can't be read or written",
        TantivyError::SchemaError(_) | TantivyError::FieldNotFound(_) => "its fields are others",
        _ => "a file can't be understood",
    }
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
    folder: PathBuf,
    tantivy: Tantivy,
    reader: IndexReader,
    schema: IndexSchema,
    rules: Arc<RuleConfigs>,
    analyser: Arc<Analyser>,
    segments: SegmentCache,
    snapshot: RwLock<Arc<Snapshot>>,
}

impl Index {
    /// Opens the index in a folder; a folder that is missing or empty gets an empty index. All of its files are read and
    /// compared with their checksums.
    ///
    /// # Errors
    /// [`IndexError::Unusable`] when it is damaged, or of another layout (other titles, specialisms, settings, districts or
    /// text analysis in the configuration); nothing is changed then.
    pub fn open(folder: &Path, rules: Arc<RuleConfigs>, analyser: Arc<Analyser>) -> Result<Self, IndexError> {
        std::fs::create_dir_all(folder)?;
        if std::fs::read_dir(folder)?.next().is_none() {
            return Self::create(folder, rules, analyser);
        }
        let schema = IndexSchema::new(rules.any(), &analyser, fast_fields::FIXED);
        let open = || {
            let (tantivy, reader) = checked(folder)?;
            if tantivy.schema() != schema.schema || has_other_layout(&tantivy, &schema)? {
                let phrase = "was made by another configuration or another version of the program";
                return Err(IndexError::Unusable(phrase.to_owned()));
            }
            Self::new(folder, tantivy, reader, schema, rules, analyser)
        };
        // tantivy and we ourselves trust a file whose checksum is right, so a wrong content may also panic.
        catch_unwind(AssertUnwindSafe(open)).unwrap_or_else(|_| Err(IndexError::damaged("reading it broke off")))
    }

    /// Creates an empty index in a folder, whatever is there already. Only the process that holds the lock of the indexes may
    /// do that.
    ///
    /// # Errors
    /// When the folder can't be emptied or written.
    pub(crate) fn create(
        folder: &Path,
        rules: Arc<RuleConfigs>,
        analyser: Arc<Analyser>,
    ) -> Result<Self, IndexError> {
        remove(folder)?;
        std::fs::create_dir_all(folder)?;
        let schema = IndexSchema::new(rules.any(), &analyser, fast_fields::FIXED);
        let directory = FileDirectory::open(folder).map_err(TantivyError::from)?;
        let tantivy = Tantivy::builder().schema(schema.schema.clone()).open_or_create(directory)?;
        let reader = manual_reader(&tantivy)?;
        Self::new(folder, tantivy, reader, schema, rules, analyser)
    }

    fn new(
        folder: &Path,
        tantivy: Tantivy,
        reader: IndexReader,
        schema: IndexSchema,
        rules: Arc<RuleConfigs>,
        analyser: Arc<Analyser>,
    ) -> Result<Self, IndexError> {
        let index = Self {
            folder: folder.to_owned(),
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

    /// Reads all files of the last commit again and compares them with their checksums.
    ///
    /// # Errors
    /// When one is missing or was changed.
    pub(crate) fn verify(&self) -> Result<(), IndexError> {
        checked(&self.folder).map(|_| ())
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

    /// Opens the index for writing rows of `source` with a buffer of `memory` bytes.
    ///
    /// # Errors
    /// [`IndexError::Locked`] when another writer is open.
    pub fn writer(self: &Arc<Self>, source: IndexSource, memory: usize) -> Result<IndexWriter, IndexError> {
        IndexWriter::new(self.clone(), source, memory)
    }

    /// The checkpoint of the last commit.
    ///
    /// # Errors
    /// When the metadata of the index can't be read.
    pub fn checkpoint(&self) -> Result<IndexCheckpoint, IndexError> {
        Ok(writer::committed(self)?.map(|(_, checkpoint)| checkpoint).unwrap_or_default())
    }

    /// Checks that the last commit was made of the rows of a source, up to an event that `has_event` finds there.
    ///
    /// # Errors
    /// [`IndexError::Unusable`] when it wasn't, and errors of `has_event`.
    pub(crate) fn check_source<E: From<IndexError>>(
        &self,
        source: &IndexSource,
        has_event: impl FnOnce(&LogMark) -> Result<bool, E>,
    ) -> Result<(), E> {
        let Some((found, checkpoint)) = writer::committed(self)? else { return Ok(()) };
        let phrase = if found.installation != source.installation {
            "belongs to another database"
        } else if found.programme != source.programme {
            "belongs to another programme"
        } else if !has_event(&checkpoint.mark)? {
            "has events that the database doesn't have, because another copy of the database was put back"
        } else {
            return Ok(());
        };
        Err(IndexError::Unusable(phrase.to_owned()).into())
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

/// Opens an index for reading, after it has compared the files of its last commit with their checksums.
fn checked(folder: &Path) -> Result<(Tantivy, IndexReader), IndexError> {
    let damaged = |error: TantivyError| match error {
        TantivyError::LockFailure(LockError::LockBusy, _) => IndexError::Locked,
        error => {
            tracing::debug!(%error, "a damaged index");
            IndexError::damaged(reason(&error))
        }
    };
    let directory = FileDirectory::open(folder).map_err(|error| damaged(error.into()))?;
    let tantivy = Tantivy::open(directory.clone()).map_err(damaged)?;
    // Not `Tantivy::validate_checksum`: it checks only files that another file names, which may be lost too.
    for file in tantivy.load_metas().map_err(damaged)?.list_segment_files() {
        match directory.has_its_checksum(&file) {
            Ok(true) => {}
            Ok(false) => return Err(IndexError::damaged(format!("{} was changed", file.display()))),
            // Not every segment has every file, and a merge may end meanwhile; the reader misses those that are needed.
            Err(OpenReadError::FileDoesNotExist(_)) => {}
            Err(error) => return Err(damaged(error.into())),
        }
    }
    let reader = manual_reader(&tantivy).map_err(damaged)?;
    Ok((tantivy, reader))
}

fn manual_reader(tantivy: &Tantivy) -> Result<IndexReader, TantivyError> {
    tantivy.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()
}

/// Removes a folder or whatever else has its name.
pub(crate) fn remove(folder: &Path) -> std::io::Result<()> {
    let removed = match std::fs::symlink_metadata(folder) {
        Ok(found) if found.is_dir() => std::fs::remove_dir_all(folder),
        Ok(_) => std::fs::remove_file(folder),
        Err(error) => Err(error),
    };
    match removed {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Whether the last commit was made with another layout. An index without a commit has none.
fn has_other_layout(tantivy: &Tantivy, schema: &IndexSchema) -> Result<bool, TantivyError> {
    let payload = tantivy.load_metas()?.payload;
    Ok(payload.is_some_and(|payload| CommitPayload::parse(&payload).is_none_or(|read| read.layout != schema.layout)))
}
