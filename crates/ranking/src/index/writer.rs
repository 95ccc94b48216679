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
use matching::text::Analyser;

/// A change of the index.
#[derive(Debug, Clone, PartialEq)]
pub enum IndexChange {
    /// A candidate is new or changed. The text is that of which terms are made; the document has it masked.
    Person(Box<PersonDocument>, Option<FreeText>),
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
struct Content {
    /// The candidate or the vacancy as JSON.
    json: String,
    text: Option<AnalysedText>,
}

/// A text as fields of a document.
struct AnalysedText {
    /// The number of its words.
    length: u32,
    /// Its terms in the vocabulary of the field.
    terms: PreTokenizedString,
    /// All its terms.
    words: PreTokenizedString,
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
        let contents: Vec<Option<Content>> =
            changes.par_iter().map(|change| self.content(change)).collect::<Result<_, _>>()?;
        // One row for each candidate among the changes.
        let mut columns = Columns::new(self.index.columns_config());
        for (change, content) in changes.iter().zip(contents) {
            let id = match change {
                IndexChange::Person(person, _) => person.id.to_string(),
                IndexChange::DeletePerson(id) => id.to_string(),
                IndexChange::Vacancy(vacancy) => vacancy.id.to_string(),
                IndexChange::DeleteVacancy(id) => id.to_string(),
            };
            operations.push(UserOperation::Delete(Term::from_field_text(schema.id, &id)));
            let Some(Content { json, text }) = content else { continue };
            let mut document = TantivyDocument::default();
            let is_person = if let IndexChange::Person(person, _) = change {
                let listed = person.facts.consent == Some(true) && !person.facts.placed;
                document.add_u64(schema.kind, if listed { CANDIDATE } else { UNLISTED_CANDIDATE });
                let row = columns.len();
                columns.push(&person.facts, self.index.columns_config());
                write_row(&mut document, schema, &columns, row);
                let (since, until) = person.validity();
                for (field, from) in [(schema.since, since), (schema.until, until)] {
                    from.into_iter().for_each(|from| document.add_u64(field, u64::from(day(from))));
                }
                true
            } else {
                document.add_u64(schema.kind, VACANCY);
                false
            };
            document.add_text(schema.id, &id);
            document.add_text(schema.document, json);
            if let Some(AnalysedText { length, terms, words }) = text {
                document.add_u64(schema.length, u64::from(length));
                if is_person {
                    document.add_pre_tokenized_text(schema.terms, terms);
                }
                document.add_pre_tokenized_text(schema.words, words);
            }
            operations.push(UserOperation::Add(document));
        }
        self.writer.run(operations)?;
        Ok(())
    }

    /// The content of the document that a change writes; `None` for a deletion.
    fn content(&self, change: &IndexChange) -> Result<Option<Content>, IndexError> {
        let (text, json) = match change {
            IndexChange::DeletePerson(_) | IndexChange::DeleteVacancy(_) => return Ok(None),
            IndexChange::Person(person, text) => (text, serde_json::to_string(person)),
            IndexChange::Vacancy(vacancy) => (&vacancy.requirements.text, serde_json::to_string(vacancy)),
        };
        let json = json.map_err(IndexError::damaged)?;
        Ok(Some(Content { json, text: text.as_ref().map(|text| self.analysed(text)) }))
    }

    /// The terms of a text, each as often as it occurs.
    fn analysed(&self, text: &FreeText) -> AnalysedText {
        let analysis = self.index.analyser.all_terms(&text.text, text.language);
        let of_vocabulary = analysis.terms.iter().filter(|(term, _)| Analyser::is_concept(term));
        AnalysedText { length: analysis.length, terms: tokens(of_vocabulary), words: tokens(analysis.terms.iter()) }
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

/// Terms as the tokens of a field, each as often as it is counted.
fn tokens<'t>(terms: impl Iterator<Item = &'t (String, u32)>) -> PreTokenizedString {
    let mut tokens = Vec::new();
    for (term, count) in terms {
        for _ in 0..*count {
            let position = tokens.len();
            tokens.push(Token { text: term.clone(), position, ..Token::default() });
        }
    }
    PreTokenizedString { text: String::new(), tokens }
}
