//! What the index shows at one moment.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query as TantivyQuery, TermQuery};
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::store::StoreReader;
use tantivy::{DocAddress, Searcher};
use vocabulary::{CandidateId, Date, TextLanguage, VacancyId};

use super::documents::{PersonDocument, VacancyDocument};
use super::fields::{CANDIDATE, VACANCY};
use super::segment::{OpenedSegment, stored};
use super::writer::mark;
use super::{Index, IndexError};
use crate::columns::day;
use crate::decision::Origin;
use crate::prepared_vacancy::PreparedVacancy;
use crate::ranking::{Ranking, Shown, Source, rank};
use crate::scan::ScanOptions;
use crate::segment::{Segment, SegmentBuilder};
use crate::text::Query;

/// Everybody and every open vacancy, as of one position in the event log.
#[derive(Default)]
pub struct Snapshot {
    /// The position in the event log that everything here is as of.
    pub position: i64,
    /// Everybody, by segment.
    pub people: Vec<Segment>,
    vacancies: BTreeMap<VacancyId, Arc<VacancyDocument>>,
    searcher: Option<Searcher>,
    /// Documents whole, by segment.
    stores: Vec<StoreReader>,
    opened: Vec<Arc<OpenedSegment>>,
}

/// How many pieces of a segment's documents are kept at hand: those of the page that is being shown.
const PIECES: usize = 32;

impl Snapshot {
    pub(super) fn read(index: &Index) -> Result<Self, IndexError> {
        let searcher = index.reader.searcher();
        let readers = searcher.segment_readers();
        let opened = index.segments.open(index, readers)?;
        let people = opened.iter().zip(readers).map(|(opened, reader)| opened.alive(reader)).collect();
        let alive = opened
            .iter()
            .zip(readers)
            .flat_map(|(opened, reader)| opened.vacancies.iter().filter(move |(row, _)| !reader.is_deleted(*row)));
        let vacancies = alive.map(|(_, vacancy)| (vacancy.id, vacancy.clone())).collect();
        let position = mark(index)?.position;
        let stores = readers.iter().map(|reader| reader.get_store_reader(PIECES)).collect::<Result<_, _>>()?;
        Ok(Self { position, people, vacancies, stores, searcher: Some(searcher), opened })
    }

    /// How many people there are.
    pub fn count(&self) -> u64 {
        let readers = self.searcher.iter().flat_map(Searcher::segment_readers);
        readers.map(|reader| u64::from(reader.num_docs())).sum::<u64>() - self.vacancies.len() as u64
    }

    /// Every open vacancy, by id.
    pub fn vacancies(&self) -> impl Iterator<Item = &Arc<VacancyDocument>> {
        self.vacancies.values()
    }

    /// One open vacancy.
    pub fn vacancy(&self, id: VacancyId) -> Option<&Arc<VacancyDocument>> {
        self.vacancies.get(&id)
    }

    /// Makes an open vacancy ready to be asked on a day.
    pub fn prepare(
        &self,
        index: &Index,
        vacancy: &VacancyDocument,
        as_of: Date,
        with_plans: bool,
    ) -> PreparedVacancy {
        let query = Query::of(&vacancy.requirements, &index.analyser);
        PreparedVacancy::new(vacancy.requirements.clone(), query, &index.config, as_of, with_plans)
    }

    /// Ranks everybody for a vacancy; people are shown under their pseudonyms. Gives, beside the ranking, where each
    /// person it lists is and what their facts are: who is ranked in its order, then near misses, check by check.
    pub fn rank(
        &self,
        index: &Index,
        prepared: &PreparedVacancy,
        options: ScanOptions,
    ) -> Result<(Ranking, Vec<Origin>), IndexError> {
        let day = self.on(index, prepared)?;
        let people: Vec<&Segment> = day.people.iter().collect();
        let source = Pseudonyms { snapshot: self, index, day: &day, listed: <_>::default(), failed: <_>::default() };
        let ranking = rank(prepared, &people, &source, &index.config, options);
        match source.failed.into_inner() {
            Some(error) => Err(error),
            None => Ok((ranking, source.listed.into_inner())),
        }
    }

    /// Everybody as they stand on the day that a vacancy is asked: those of whom other facts hold then than on the day of
    /// indexing come in a segment of their own. Linear in those whose facts pass.
    fn on(&self, index: &Index, prepared: &PreparedVacancy) -> Result<Day, IndexError> {
        let as_of = prepared.window.as_of;
        let mut people = self.people.clone();
        let mut others = Vec::new();
        for (number, (opened, segment)) in self.opened.iter().zip(&mut people).enumerate() {
            for row in segment.take_out(opened.otherwise_on(day(as_of))) {
                let mut person = self.person_at(index, number, row as usize)?;
                person.facts = person.facts_on(as_of).clone();
                others.push(person);
            }
        }
        if !others.is_empty() {
            let terms = prepared.query.positions();
            let mut builder = SegmentBuilder::new(&index.config, &index.analyser, &terms);
            for person in &others {
                let text = person.text.as_ref().map(|text| (text.text.as_str(), text.language));
                builder.push(&person.reference, &person.facts, text);
            }
            people.push(builder.finish());
        }
        Ok(Day { people, others })
    }

    /// One person's document, if they are here.
    pub fn person(&self, index: &Index, id: CandidateId) -> Result<Option<PersonDocument>, IndexError> {
        let Some(searcher) = &self.searcher else { return Ok(None) };
        let term = Term::from_field_text(index.fields.id, &id.to_string());
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let found = searcher.search(&query, &TopDocs::with_limit(1).order_by_score())?;
        found.first().map(|(_, address)| self.document(index, *address)).transpose()
    }

    /// The document of the person in a row.
    pub fn person_at(&self, index: &Index, segment: usize, row: usize) -> Result<PersonDocument, IndexError> {
        self.document(index, DocAddress::new(segment as u32, row as u32))
    }

    fn document<T: serde::de::DeserializeOwned>(&self, index: &Index, at: DocAddress) -> Result<T, IndexError> {
        let store = self.stores.get(at.segment_ord as usize);
        let store = store.ok_or_else(|| IndexError::Damaged("of a segment that isn't open".to_owned()))?;
        stored(store, &index.fields, at.doc_id)
    }

    /// People whose texts are about these words, best first: so many of them after `skip`.
    pub fn search_people(
        &self,
        index: &Index,
        words: &str,
        language: Option<TextLanguage>,
        skip: usize,
        limit: usize,
    ) -> Result<Vec<PersonDocument>, IndexError> {
        self.search(index, words, language, CANDIDATE, skip, limit)
    }

    /// Open vacancies whose texts are about these words, best first.
    pub fn search_vacancies(
        &self,
        index: &Index,
        words: &str,
        language: Option<TextLanguage>,
        skip: usize,
        limit: usize,
    ) -> Result<Vec<VacancyDocument>, IndexError> {
        self.search(index, words, language, VACANCY, skip, limit)
    }

    fn search<T: serde::de::DeserializeOwned>(
        &self,
        index: &Index,
        words: &str,
        language: Option<TextLanguage>,
        kind: u64,
        skip: usize,
        limit: usize,
    ) -> Result<Vec<T>, IndexError> {
        let Some(searcher) = &self.searcher else { return Ok(Vec::new()) };
        // A few words don't tell their language: without one they are looked for in all four.
        let languages = language.map_or(TextLanguage::ALL.to_vec(), |language| vec![language]);
        let mut terms: Vec<String> = languages
            .into_iter()
            .flat_map(|language| index.analyser.analyse(words, Some(language)).terms)
            .map(|(term, _)| term)
            .collect();
        terms.sort_unstable();
        terms.dedup();
        if limit == 0 || terms.is_empty() {
            return Ok(Vec::new());
        }
        let term =
            |term: Term| -> Box<dyn TantivyQuery> { Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) };
        let of_kind = (Occur::Must, term(Term::from_field_u64(index.fields.kind, kind)));
        let words = terms.iter().map(|word| (Occur::Should, term(Term::from_field_text(index.fields.terms, word))));
        let any = (Occur::Must, Box::new(BooleanQuery::new(words.collect())) as Box<dyn TantivyQuery>);
        let query = BooleanQuery::new(vec![of_kind, any]);
        let found = searcher.search(&query, &TopDocs::with_limit(limit).and_offset(skip).order_by_score())?;
        found.into_iter().map(|(_, address)| self.document(index, address)).collect()
    }
}

/// Everybody as they stand on one day.
struct Day {
    /// The segments of the index, and behind them one of those of whom other facts hold.
    people: Vec<Segment>,
    /// Who they are, in that segment's order, with those facts.
    others: Vec<PersonDocument>,
}

/// People of the index, shown under their pseudonyms; remembers whom it showed.
struct Pseudonyms<'a> {
    snapshot: &'a Snapshot,
    index: &'a Index,
    day: &'a Day,
    listed: RefCell<Vec<Origin>>,
    failed: RefCell<Option<IndexError>>,
}

impl Source for Pseudonyms<'_> {
    fn person(&self, segment: usize, row: usize) -> Shown {
        let person = match self.day.others.get(row) {
            Some(person) if segment == self.snapshot.people.len() => Ok(person.clone()),
            _ => self.snapshot.person_at(self.index, segment, row),
        };
        match person {
            Ok(person) => {
                let people = self.day.people[segment].clone();
                let (candidate, facts) = (person.pseudonym.clone(), person.facts.clone());
                self.listed.borrow_mut().push(Origin { id: person.id, candidate, people, row, facts });
                Shown { candidate: person.pseudonym, id: Some(person.id), facts: person.facts }
            }
            Err(error) => {
                *self.failed.borrow_mut() = Some(error);
                Shown::default()
            }
        }
    }
}
