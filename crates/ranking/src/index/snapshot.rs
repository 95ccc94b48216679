//! All segments at one commit: ranking and look-up.

use std::collections::BTreeMap;
use std::sync::Arc;

use tantivy::collector::TopDocs;
use tantivy::query::TermQuery;
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::store::StoreReader;
use tantivy::{DocAddress, Searcher};
use vocabulary::{CandidateId, VacancyId};

use super::documents::{OpenVacancy, PersonDocument, RankablePerson};
use super::segment_cache::{CachedSegment, stored_document};
use super::{Index, IndexError};
use crate::written_facts::WrittenFacts;
use matching::columns::{Columns, day};
use matching::prepared_vacancy::PreparedVacancy;
use matching::ranking::{Candidate, NamedCandidate, RankingOutcome, rank};
use matching::scan::ScanOptions;
use matching::segment::{Identifiers, Segment};
use matching::text::{Texts, TextsBuilder};

/// The candidates and open vacancies at one position of the event log.
#[derive(Default)]
pub struct Snapshot {
    /// The position of the last applied event.
    pub position: i64,
    /// The candidates, by segment.
    pub people: Vec<Segment>,
    vacancies: BTreeMap<VacancyId, Arc<OpenVacancy>>,
    pub(super) searcher: Option<Searcher>,
    /// The stored documents, by segment.
    stores: Vec<StoreReader>,
    pub(super) segments: Vec<Arc<CachedSegment>>,
}

/// A ranking on one day, with the segments in which its candidates were found.
pub struct DayRanking {
    /// The ranking and the candidates on its lists.
    pub outcome: RankingOutcome<PersonOnDay>,
    /// The segments of that day; the candidates' segments are positions in this list.
    pub segments: Vec<Segment>,
}

/// A candidate of the index, under the pseudonym, with the facts on the day of a ranking.
pub struct PersonOnDay {
    /// The candidate.
    pub person: Arc<RankablePerson>,
    /// The facts on that day.
    pub facts: WrittenFacts,
}

impl Candidate for PersonOnDay {
    fn named(&self) -> NamedCandidate<'_> {
        NamedCandidate { name: &self.person.pseudonym, id: Some(self.person.id), facts: &self.facts }
    }
}

/// The number of decompressed blocks of stored documents that are kept for each segment: enough for one page of a list.
const CACHED_BLOCKS: usize = 32;

impl Snapshot {
    pub(super) fn read(index: &Index) -> Result<Self, IndexError> {
        let searcher = index.reader.searcher();
        let readers = searcher.segment_readers();
        let segments = index.segments.open(index, readers)?;
        let people = segments.iter().zip(readers).map(|(segment, reader)| segment.alive(reader)).collect();
        let alive = segments
            .iter()
            .zip(readers)
            .flat_map(|(segment, reader)| segment.vacancies.iter().filter(move |(row, _)| !reader.is_deleted(*row)));
        let vacancies = alive.map(|(_, vacancy)| (vacancy.id, vacancy.clone())).collect();
        let position = index.checkpoint()?.mark.position;
        let stores = readers.iter().map(|reader| reader.get_store_reader(CACHED_BLOCKS)).collect::<Result<_, _>>()?;
        Ok(Self { position, people, vacancies, stores, searcher: Some(searcher), segments })
    }

    /// The number of candidates.
    pub fn count(&self) -> u64 {
        let readers = self.searcher.iter().flat_map(Searcher::segment_readers);
        readers.map(|reader| u64::from(reader.num_docs())).sum::<u64>() - self.vacancies.len() as u64
    }

    /// The open vacancies, by id.
    pub fn vacancies(&self) -> impl Iterator<Item = &Arc<OpenVacancy>> {
        self.vacancies.values()
    }

    /// An open vacancy; `None` when there is none with this id.
    pub fn vacancy(&self, id: VacancyId) -> Option<&Arc<OpenVacancy>> {
        self.vacancies.get(&id)
    }

    /// Ranks the candidates for a vacancy, under their pseudonyms.
    ///
    /// # Errors
    /// When a stored document can't be read.
    pub fn rank(
        &self,
        index: &Index,
        prepared: &PreparedVacancy,
        options: ScanOptions,
    ) -> Result<DayRanking, IndexError> {
        let as_of = prepared.window.as_of;
        let (segments, refreshed) = self.segments_on(index, prepared)?;
        let scanned: Vec<&Segment> = segments.iter().collect();
        let outcome = rank(prepared, &scanned, index.rules_of(prepared), options, |segment, row| {
            let (person, facts) = match refreshed.get(row) {
                Some(person) if segment == self.people.len() => (person.clone(), person.facts_on(as_of).clone()),
                _ => {
                    let person = self.person_at(index, segment, row)?;
                    let facts = person.facts.clone();
                    (person, facts)
                }
            };
            Ok::<_, IndexError>(PersonOnDay { person, facts })
        })?;
        Ok(DayRanking { outcome, segments })
    }

    /// The segments on the day of a ranking. Candidates whose facts differ on that day from those in the columns are
    /// taken out of their segment and put into one more segment at the end; they are returned beside it, in its order.
    /// Linear in the number of these candidates.
    fn segments_on(
        &self,
        index: &Index,
        prepared: &PreparedVacancy,
    ) -> Result<(Vec<Segment>, Vec<Arc<RankablePerson>>), IndexError> {
        let as_of = prepared.window.as_of;
        let mut segments = self.people.clone();
        let mut refreshed = Vec::new();
        let (mut columns, mut identifiers) = (Columns::new(index.columns_config()), Identifiers::default());
        let mut texts = TextsBuilder::with_terms(prepared.query.positions());
        for (number, (cached, segment)) in self.segments.iter().zip(&mut segments).enumerate() {
            for row in segment.take_out(cached.not_valid_on(day(as_of))) {
                let row = row as usize;
                let person = self.person_at(index, number, row)?;
                columns.push(person.facts_on(as_of), index.columns_config());
                identifiers.push(segment.identifier(row));
                let counts = prepared.query.terms.iter().map(|term| segment.texts.count(row, &term.term)).zip(0..);
                let counted = counts.filter(|(count, _)| *count > 0).map(|(count, position)| (position, count));
                texts.push_counted(counted, segment.texts.length(row));
                refreshed.push(person);
            }
        }
        if !refreshed.is_empty() {
            segments.push(Segment::new(columns, texts.finish(), identifiers));
        }
        Ok((segments, refreshed))
    }

    /// The document of a candidate with the terms of their text; `None` when there is none with this id.
    ///
    /// # Errors
    /// When the stored document can't be read.
    pub fn person(&self, index: &Index, id: CandidateId) -> Result<Option<(PersonDocument, Texts)>, IndexError> {
        let Some(searcher) = &self.searcher else { return Ok(None) };
        let term = Term::from_field_text(index.schema.id, &id.to_string());
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let found = searcher.search(&query, &TopDocs::with_limit(1).order_by_score())?;
        let Some((_, address)) = found.first() else { return Ok(None) };
        let texts = self.people.get(address.segment_ord as usize).map(|segment| &segment.texts);
        let texts = texts.map(|texts| texts.of_row(address.doc_id as usize)).unwrap_or_default();
        Ok(Some((self.document(index, *address)?, texts)))
    }

    /// The document of the candidate in a row of a segment.
    ///
    /// # Errors
    /// When the stored document can't be read.
    fn person_at(&self, index: &Index, segment: usize, row: usize) -> Result<Arc<RankablePerson>, IndexError> {
        let read = || self.document(index, DocAddress::new(segment as u32, row as u32));
        match self.segments.get(segment) {
            Some(cached) => cached.person(row, read),
            None => read().map(Arc::new),
        }
    }

    pub(super) fn document<T: serde::de::DeserializeOwned>(
        &self,
        index: &Index,
        at: DocAddress,
    ) -> Result<T, IndexError> {
        let store = self.stores.get(at.segment_ord as usize);
        let store = store.ok_or_else(|| IndexError::damaged("a document is in a segment that isn't open"))?;
        stored_document(store, &index.schema, at.doc_id)
    }
}
