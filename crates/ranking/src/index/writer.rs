//! Writing to the index: changes, and commits that name the position they bring the index to.

use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use tantivy::indexer::{LogMergePolicy, UserOperation};
use tantivy::schema::Term;
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{IndexWriter as TantivyWriter, TantivyDocument};
use vocabulary::{CandidateId, Date, VacancyId};

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

/// The position in the event log and the day that a commit brings the index to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct IndexCheckpoint {
    /// The position of the last applied event; 0 before the first.
    pub position: i64,
    /// The day on which the facts of time-limited candidates were last computed.
    pub day: Option<Date>,
}

/// What a commit stores beside the documents, as JSON.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CommitPayload {
    position: i64,
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

/// The checkpoint of the last commit.
pub(super) fn checkpoint(index: &Index) -> Result<IndexCheckpoint, IndexError> {
    let payload = index.tantivy.load_metas()?.payload;
    let payload = payload.as_deref().and_then(CommitPayload::parse);
    Ok(payload
        .map_or_else(IndexCheckpoint::default, |read| IndexCheckpoint { position: read.position, day: read.day }))
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
    writer: TantivyWriter,
}

impl IndexWriter {
    pub(super) fn new(index: Arc<Index>, memory: usize) -> Result<Self, IndexError> {
        let writer: TantivyWriter = index.tantivy.writer_with_num_threads(1, memory)?;
        writer.set_merge_policy(Box::new(LogMergePolicy::default()));
        Ok(Self { index, writer })
    }

    /// Deletes all documents, before the index is built again.
    ///
    /// # Errors
    /// When the index can't be written.
    pub fn clear(&mut self) -> Result<(), IndexError> {
        self.writer.delete_all_documents()?;
        Ok(())
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
        let json = json.map_err(|error| IndexError::Damaged(error.to_string()))?;
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
        let IndexCheckpoint { position, day } = checkpoint;
        let payload = CommitPayload { position, day, layout: self.index.schema.layout.clone() };
        let payload = serde_json::to_string(&payload).map_err(|error| IndexError::Damaged(error.to_string()))?;
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
