//! Writing: changes in, one commit with the position that they bring the index to.

use rayon::prelude::*;
use tantivy::indexer::{LogMergePolicy, UserOperation};
use tantivy::schema::Term;
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{IndexWriter as TantivyWriter, TantivyDocument};
use vocabulary::{CandidateId, Date, VacancyId};

use super::columns::write_row;
use super::documents::{PersonDocument, VacancyDocument};
use super::fields::{CANDIDATE, UNSHOWN, VACANCY};
use super::{Index, IndexError};
use crate::columns::{Columns, day};
use crate::facts::FreeText;

/// One change of what the index holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A person, new or changed.
    Person(Box<PersonDocument>),
    /// A person who has withdrawn.
    DeletePerson(CandidateId),
    /// An open vacancy, new or changed.
    Vacancy(Box<VacancyDocument>),
    /// A vacancy that is no longer open.
    DeleteVacancy(VacancyId),
}

/// Where an index is: as of which event, and on which day its facts held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct IndexCheckpoint {
    /// The position in the event log; 0 before any.
    pub position: i64,
    /// The day on which what is asserted of people was looked at; what expires later is still in.
    pub day: Option<Date>,
}

/// Where the last commit brought an index.
pub(super) fn mark(index: &Index) -> Result<IndexCheckpoint, IndexError> {
    let payload = index.tantivy.load_metas()?.payload.unwrap_or_default();
    let (position, day) = payload.split_once(' ').unwrap_or((&payload, ""));
    Ok(IndexCheckpoint { position: position.parse().unwrap_or(0), day: day.parse().ok() })
}

/// What a document says beside columns.
struct Content<'c> {
    reference: &'c str,
    /// The person or the vacancy whole.
    whole: String,
    /// How many words the text has, and its terms.
    words: Option<(u32, PreTokenizedString)>,
}

/// The one writer of an index.
pub struct IndexWriter<'a> {
    index: &'a Index,
    writer: TantivyWriter,
}

impl<'a> IndexWriter<'a> {
    pub(super) fn new(index: &'a Index, memory: usize) -> Result<Self, IndexError> {
        let writer: TantivyWriter = index.tantivy.writer_with_num_threads(1, memory)?;
        writer.set_merge_policy(Box::new(LogMergePolicy::default()));
        Ok(Self { index, writer })
    }

    /// Where the last commit brought the index.
    pub fn mark(&self) -> Result<IndexCheckpoint, IndexError> {
        mark(self.index)
    }

    /// Takes everything out, so that the index can be built again.
    pub fn clear(&mut self) -> Result<(), IndexError> {
        self.writer.delete_all_documents()?;
        Ok(())
    }

    /// Makes changes, in order. They show after [`IndexWriter::commit`].
    pub fn apply(&mut self, changes: &[Change]) -> Result<(), IndexError> {
        let fields = &self.index.fields;
        let mut operations = Vec::with_capacity(changes.len() * 2);
        // Words and whole documents take the time, and are made on all processors.
        let contents: Vec<Option<Content<'_>>> =
            changes.par_iter().map(|change| self.content(change)).collect::<Result<_, _>>()?;
        // People's columns are made for all of them at once: one row each.
        let mut columns = Columns::new(&self.index.config);
        for (change, content) in changes.iter().zip(contents) {
            let id = match change {
                Change::Person(person) => person.id.to_string(),
                Change::DeletePerson(id) => id.to_string(),
                Change::Vacancy(vacancy) => vacancy.id.to_string(),
                Change::DeleteVacancy(id) => id.to_string(),
            };
            operations.push(UserOperation::Delete(Term::from_field_text(fields.id, &id)));
            let Some(Content { reference, whole, words }) = content else { continue };
            let mut document = TantivyDocument::default();
            if let Change::Person(person) = change {
                let shown = person.facts.consent == Some(true) && !person.facts.placed;
                document.add_u64(fields.kind, if shown { CANDIDATE } else { UNSHOWN });
                let row = columns.len();
                columns.push(&person.facts, &self.index.config);
                write_row(&mut document, fields, &columns, row);
                let (since, until) = person.hold();
                for (field, from) in [(fields.since, since), (fields.until, until)] {
                    from.into_iter().for_each(|from| document.add_u64(field, u64::from(day(from))));
                }
            } else {
                document.add_u64(fields.kind, VACANCY);
            }
            document.add_text(fields.id, &id);
            document.add_text(fields.reference, reference);
            document.add_text(fields.document, whole);
            if let Some((length, words)) = words {
                document.add_u64(fields.length, u64::from(length));
                document.add_pre_tokenized_text(fields.terms, words);
            }
            operations.push(UserOperation::Add(document));
        }
        self.writer.run(operations)?;
        Ok(())
    }

    /// What a document says of somebody or of a vacancy, beside columns; nothing where it is only taken out.
    fn content<'c>(&self, change: &'c Change) -> Result<Option<Content<'c>>, IndexError> {
        let (text, reference, whole) = match change {
            Change::DeletePerson(_) | Change::DeleteVacancy(_) => return Ok(None),
            Change::Person(person) => (&person.text, &person.reference, serde_json::to_string(person)),
            Change::Vacancy(vacancy) => {
                let requirements = &vacancy.requirements;
                (&requirements.text, &requirements.reference, serde_json::to_string(vacancy))
            }
        };
        let whole = whole.map_err(|error| IndexError::Damaged(error.to_string()))?;
        Ok(Some(Content { reference, whole, words: text.as_ref().map(|text| self.words(text)) }))
    }

    /// How many words a text has, and its terms, as often as they occur.
    fn words(&self, text: &FreeText) -> (u32, PreTokenizedString) {
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

    /// Makes the changes so far durable together with where they bring the index.
    pub fn commit(&mut self, mark: IndexCheckpoint) -> Result<(), IndexError> {
        let day = mark.day.map(|day| day.to_string()).unwrap_or_default();
        let mut prepared = self.writer.prepare_commit()?;
        prepared.set_payload(&format!("{} {day}", mark.position));
        prepared.commit()?;
        Ok(())
    }

    /// Waits for merges that are under way, and closes.
    pub fn close(self) -> Result<(), IndexError> {
        self.writer.wait_merging_threads()?;
        Ok(())
    }
}
