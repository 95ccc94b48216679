//! Search of the texts of candidates and vacancies.
//!
//! What is found is ordered by relevance, in integers from configuration alone, then by a keyed hash: never by identifier,
//! reference or time, and the same on all servers of a database.

use matching::TieBreaker;
use matching::text::Query;
use rustc_hash::FxHashMap;
use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption, Term};
use tantivy::{DocAddress, DocSet, SegmentReader, TERMINATED};

use super::fast_fields::values;
use super::index_schema::{CANDIDATE, KIND, VACANCY};
use super::segment_cache::CachedSegment;
use super::{Index, IndexError, PersonDocument, Snapshot, VacancyDocument};

/// What is searched for.
pub struct Search {
    /// The terms.
    pub query: Query,
    /// Whether all words of a text are looked through; else the terms of the vocabulary of the field alone.
    pub in_words: bool,
    /// The order of what is equally relevant.
    pub tie_breaker: TieBreaker,
    /// The last result of the page before.
    pub after: Option<SearchPosition>,
    /// The most results.
    pub limit: usize,
}

/// The place of a result among all: least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SearchPosition {
    /// The relevance, negative so that the greatest comes first.
    pub(crate) relevance: i64,
    /// The number by which what is equally relevant is ordered.
    pub(crate) tie: u64,
}

/// A page of results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T> {
    /// The results, best first.
    pub items: Vec<T>,
    /// The place of the last one, where there are more.
    pub next: Option<SearchPosition>,
}

impl Snapshot {
    /// Searches the texts of candidates who may be listed.
    ///
    /// # Errors
    /// When the search fails or a stored document can't be read.
    pub fn search_people(&self, index: &Index, search: &Search) -> Result<Found<PersonDocument>, IndexError> {
        self.search(index, search, CANDIDATE)
    }

    /// Searches the texts of open vacancies.
    ///
    /// # Errors
    /// When the search fails or a stored document can't be read.
    pub fn search_vacancies(&self, index: &Index, search: &Search) -> Result<Found<VacancyDocument>, IndexError> {
        self.search(index, search, VACANCY)
    }

    /// Linear in the occurrences of the terms.
    fn search<T: serde::de::DeserializeOwned>(
        &self,
        index: &Index,
        search: &Search,
        kind: u64,
    ) -> Result<Found<T>, IndexError> {
        let readers = self.searcher.iter().flat_map(|searcher| searcher.segment_readers());
        let mut found: Vec<(SearchPosition, DocAddress)> = Vec::new();
        for (number, (reader, segment)) in readers.zip(&self.segments).enumerate() {
            let relevant = relevance_by_row(index, reader, segment, search)?;
            if relevant.is_empty() {
                continue;
            }
            let kinds = values(reader.fast_fields(), KIND, reader.max_doc(), |kind| kind)?;
            for (row, relevance) in relevant {
                if kinds[row as usize] != kind || reader.is_deleted(row) {
                    continue;
                }
                let tie = search.tie_breaker.number(segment.people.identifier(row as usize));
                let position = SearchPosition { relevance: -relevance, tie };
                if search.after.is_none_or(|after| position > after) {
                    found.push((position, DocAddress::new(number as u32, row)));
                }
            }
        }
        found.sort_unstable();
        let has_more = found.len() > search.limit;
        found.truncate(search.limit);
        let next = found.last().map(|(position, _)| *position).filter(|_| has_more);
        let items = found.into_iter().map(|(_, address)| self.document(index, address)).collect::<Result<_, _>>()?;
        Ok(Found { items, next })
    }
}

/// The relevance of each text of a segment that has a term.
fn relevance_by_row(
    index: &Index,
    reader: &SegmentReader,
    segment: &CachedSegment,
    search: &Search,
) -> Result<FxHashMap<u32, i64>, IndexError> {
    let schema = &index.schema;
    let field: Field = if search.in_words { schema.words } else { schema.terms };
    let inverted = reader.inverted_index(field)?;
    let mut relevance: FxHashMap<u32, i64> = FxHashMap::default();
    for term in &search.query.terms {
        let searched = Term::from_field_text(field, &term.term);
        let Some(mut postings) = inverted.read_postings(&searched, IndexRecordOption::WithFreqs)? else { continue };
        while postings.doc() != TERMINATED {
            let row = postings.doc();
            let part = search.query.part(term, postings.term_freq(), segment.people.texts.length(row as usize));
            *relevance.entry(row).or_default() += part as i64;
            postings.advance();
        }
    }
    Ok(relevance)
}
