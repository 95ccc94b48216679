//! Writing to the index: changes, and commits that name the position they bring the index to.

use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use storage::events::LogMark;
use tantivy::indexer::{LogMergePolicy, UserOperation};
use tantivy::schema::Term;
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{IndexWriter as TantivyWriter, TantivyDocument};
use vocabulary::{CandidateId, Date, ProgrammeId, VacancyId};

use super::documents::{PersonDocument, VacancyDocument};
use super::fast_fields::write_row;
use super::index_schema::{CANDIDATE, UNLISTED_CANDIDATE, VACANCY};
use super::{Index, IndexError};
use matching::columns::{Columns, day};
use matching::facts::FreeText;

/// A change of the index.
#[derive(Debug, Clone, PartialEq)]
pub enum IndexChange {
    /// A candidate is new or changed.
    Person(Box<PersonDocument>),
    /// A candidate has withdrawn.
    DeletePerson(CandidateId),
    /// An open vacancy is new or changed.
    Vacancy(Box<VacancyDocument>),
    /// A vacancy is no longer open, or all its posts are taken.
    DeleteVacancy(VacancyId),
}

/// What a commit brings the index to: a place in the event log of a database, and a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IndexCheckpoint {
    /// The last applied event.
    pub mark: LogMark,
    /// The day on which the facts of time-limited candidates were last computed.
    pub day: Option<Date>,
}

/// The rows of which an index is made: those of one programme of one installation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexSource {
    /// The identifier of the installation.
    pub installation: String,
    /// The programme.
    pub programme: ProgrammeId,
}

/// What a commit stores beside the documents, as JSON.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CommitPayload {
    source: IndexSource,
    mark: LogMark,
    day: Option<Date>,
    /// The layout of the documents, as [`IndexSchema`](super::index_schema::IndexSchema) computes it.
    pub(super) layout: String,
}

impl CommitPayload {
    /// Parses the payload of a commit; `None` when another version of the program wrote it.
    pub(super) fn parse(payload: &str) -> Option<Self> {
        serde_json::from_str(payload).ok()
    }
}

/// The checkpoint of the last commit, and what it was made of; nothing before the first commit.
pub(super) fn committed(index: &Index) -> Result<Option<(IndexSource, IndexCheckpoint)>, IndexError> {
    let payload = index.tantivy.load_metas()?.payload;
    let payload = payload.as_deref().and_then(CommitPayload::parse);
    Ok(payload.map(|read| (read.source, IndexCheckpoint { mark: read.mark, day: read.day })))
}

/// The part of a document that isn't columns.
struct Content<'c> {
    reference: &'c str,
    /// The candidate or the vacancy as JSON.
    json: String,
    /// The number of words of the text, and its terms.
    text: Option<(u32, PreTokenizedString)>,
}

/// The only writer of an index.
pub struct IndexWriter {
    index: Arc<Index>,
    source: IndexSource,
    writer: TantivyWriter,
}

impl IndexWriter {
    pub(super) fn new(index: Arc<Index>, source: IndexSource, memory: usize) -> Result<Self, IndexError> {
        let writer: TantivyWriter = index.tantivy.writer_with_num_threads(1, memory)?;
        writer.set_merge_policy(Box::new(LogMergePolicy::default()));
        Ok(Self { index, source, writer })
    }

    /// Makes changes, in order. They become visible after [`IndexWriter::commit`].
    ///
    /// # Errors
    /// When a document can't be serialised or the index can't be written.
    pub fn apply(&mut self, changes: &[IndexChange]) -> Result<(), IndexError> {
        let schema = &self.index.schema;
        let mut operations = Vec::with_capacity(changes.len() * 2);
        // Text analysis and serialisation take most of the time, so they run on all processors.
        let contents: Vec<Option<Content<'_>>> =
            changes.par_iter().map(|change| self.content(change)).collect::<Result<_, _>>()?;
        // One row for each candidate among the changes.
        let mut columns = Columns::new(self.index.columns_config());
        for (change, content) in changes.iter().zip(contents) {
            let id = match change {
                IndexChange::Person(person) => person.id.to_string(),
                IndexChange::DeletePerson(id) => id.to_string(),
                IndexChange::Vacancy(vacancy) => vacancy.id.to_string(),
                IndexChange::DeleteVacancy(id) => id.to_string(),
            };
            operations.push(UserOperation::Delete(Term::from_field_text(schema.id, &id)));
            let Some(Content { reference, json, text }) = content else { continue };
            let mut document = TantivyDocument::default();
            if let IndexChange::Person(person) = change {
                let listed = person.facts.consent == Some(true) && !person.facts.placed;
                document.add_u64(schema.kind, if listed { CANDIDATE } else { UNLISTED_CANDIDATE });
                let row = columns.len();
                columns.push(&person.facts, self.index.columns_config());
                write_row(&mut document, schema, &columns, row);
                let (since, until) = person.validity();
                for (field, from) in [(schema.since, since), (schema.until, until)] {
                    from.into_iter().for_each(|from| document.add_u64(field, u64::from(day(from))));
                }
            } else {
                document.add_u64(schema.kind, VACANCY);
            }
            document.add_text(schema.id, &id);
            document.add_text(schema.reference, reference);
            document.add_text(schema.document, json);
            if let Some((length, terms)) = text {
                document.add_u64(schema.length, u64::from(length));
                document.add_pre_tokenized_text(schema.terms, terms);
            }
            operations.push(UserOperation::Add(document));
        }
        self.writer.run(operations)?;
        Ok(())
    }

    /// The content of the document that a change writes; `None` for a deletion.
    fn content<'c>(&self, change: &'c IndexChange) -> Result<Option<Content<'c>>, IndexError> {
        let (text, reference, json) = match change {
            IndexChange::DeletePerson(_) | IndexChange::DeleteVacancy(_) => return Ok(None),
            IndexChange::Person(person) => (&person.text, &person.reference, serde_json::to_string(person)),
            IndexChange::Vacancy(vacancy) => {
                let requirements = &vacancy.requirements;
                (&requirements.text, &requirements.reference, serde_json::to_string(vacancy))
            }
        };
        let json = json.map_err(IndexError::damaged)?;
        Ok(Some(Content { reference, json, text: text.as_ref().map(|text| self.tokenize(text)) }))
    }

    /// The number of words of a text, and its terms, each as often as it occurs.
    fn tokenize(&self, text: &FreeText) -> (u32, PreTokenizedString) {
        let analysis = self.index.analyser.analyse(&text.text, text.language);
        let mut tokens = Vec::new();
        for (term, count) in analysis.terms {
            for _ in 0..count {
                let position = tokens.len();
                tokens.push(Token { text: term.clone(), position, ..Token::default() });
            }
        }
        (analysis.length, PreTokenizedString { text: String::new(), tokens })
    }

    /// Makes the changes durable, together with the checkpoint that they bring the index to.
    ///
    /// # Errors
    /// When the index can't be written.
    pub fn commit(&mut self, checkpoint: IndexCheckpoint) -> Result<(), IndexError> {
        let IndexCheckpoint { mark, day } = checkpoint;
        let (source, layout) = (self.source.clone(), self.index.schema.layout.clone());
        let payload =
            serde_json::to_string(&CommitPayload { source, mark, day, layout }).map_err(IndexError::damaged)?;
        let mut prepared = self.writer.prepare_commit()?;
        prepared.set_payload(&payload);
        prepared.commit()?;
        Ok(())
    }

    /// Waits for running merges and closes the writer.
    ///
    /// # Errors
    /// When a merge failed.
    pub fn close(self) -> Result<(), IndexError> {
        self.writer.wait_merging_threads()?;
        Ok(())
    }
}
