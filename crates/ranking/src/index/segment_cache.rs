//! Segments of the index in memory.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;
use rustc_hash::FxHashMap;
use tantivy::index::SegmentId;
use tantivy::postings::Postings;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::store::StoreReader;
use tantivy::{DocSet, SegmentReader, TERMINATED, TantivyDocument};
use uuid::Uuid;

use super::documents::{OpenVacancy, RankablePerson};
use super::fast_fields::{read, values};
use super::index_schema::{ID, IndexSchema, KIND, LENGTH, SINCE, UNTIL, VACANCY};
use super::{Index, IndexError};
use matching::segment::{Identifiers, Segment};
use matching::text::{Texts, TextsByTerm};

/// The immutable content of a segment.
pub(super) struct CachedSegment {
    pub(super) people: Segment,
    /// The rows of vacancies.
    not_people: Vec<u32>,
    time_limited: Vec<TimeLimited>,
    /// The vacancies with their rows.
    pub(super) vacancies: Vec<(u32, Arc<OpenVacancy>)>,
    /// The candidates that were listed last, by row: the best ones are on many lists.
    listed: Mutex<LruCache<usize, Arc<RankablePerson>>>,
}

/// The number of candidates of a segment that are kept: some 3 KB each.
const KEPT: NonZeroUsize = NonZeroUsize::new(1_000).expect("not zero");

/// A candidate whose columns are valid from `since` until before `until`: days as [`matching::columns::day`] encodes
/// them, 0 for an open end.
struct TimeLimited {
    row: u32,
    since: u16,
    until: u16,
}

/// The open segments, by their id.
#[derive(Default)]
pub(super) struct SegmentCache(Mutex<HashMap<SegmentId, Arc<CachedSegment>>>);

impl SegmentCache {
    /// The segments of `readers`. Segments that are open already aren't read again; segments that aren't among the
    /// readers are dropped.
    pub(super) fn open(
        &self,
        index: &Index,
        readers: &[SegmentReader],
    ) -> Result<Vec<Arc<CachedSegment>>, IndexError> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut opened = Vec::with_capacity(readers.len());
        for reader in readers {
            opened.push(match known.get(&reader.segment_id()) {
                Some(segment) => segment.clone(),
                None => Arc::new(CachedSegment::read(index, reader)?),
            });
        }
        *known = readers.iter().map(SegmentReader::segment_id).zip(opened.iter().cloned()).collect();
        Ok(opened)
    }
}

impl CachedSegment {
    fn read(index: &Index, reader: &SegmentReader) -> Result<Self, IndexError> {
        let rows = reader.max_doc();
        let columns = read(reader.fast_fields(), index.columns_config(), rows)?;
        let kinds = values(reader.fast_fields(), KIND, rows, |kind| kind)?;
        let texts = read_texts(reader, &index.schema, rows)?;
        let people = Segment::new(columns, texts, read_identifiers(reader, rows)?);
        let vacancies = kinds.iter().enumerate().filter(|(_, kind)| **kind == VACANCY);
        let not_people: Vec<u32> = vacancies.map(|(row, _)| row as u32).collect();
        let store = reader.get_store_reader(8)?;
        let vacancies = not_people
            .iter()
            .map(|row| Ok((*row, Arc::new(OpenVacancy::new(stored_document(&store, &index.schema, *row)?)))))
            .collect::<Result<_, IndexError>>()?;
        let since = values(reader.fast_fields(), SINCE, rows, |day| day as u16)?;
        let until = values(reader.fast_fields(), UNTIL, rows, |day| day as u16)?;
        let ranges = (0..rows).zip(since).zip(until).map(|((row, since), until)| TimeLimited { row, since, until });
        let time_limited = ranges.filter(|range| range.since > 0 || range.until > 0).collect();
        Ok(Self { people, not_people, time_limited, vacancies, listed: Mutex::new(LruCache::new(KEPT)) })
    }

    /// The candidate in a row, kept or read.
    pub(super) fn person(
        &self,
        row: usize,
        read: impl FnOnce() -> Result<RankablePerson, IndexError>,
    ) -> Result<Arc<RankablePerson>, IndexError> {
        let kept = || self.listed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(person) = kept().get(&row) {
            return Ok(person.clone());
        }
        let person = Arc::new(read()?);
        kept().put(row, person.clone());
        Ok(person)
    }

    /// The rows of candidates whose columns aren't valid on a day.
    pub(super) fn not_valid_on(&self, day: u16) -> Vec<u32> {
        let not_valid = |range: &&TimeLimited| day < range.since || range.until > 0 && day >= range.until;
        self.time_limited.iter().filter(not_valid).map(|range| range.row).collect()
    }

    /// The candidates that aren't deleted, by the alive bits of a reader.
    pub(super) fn alive(&self, reader: &SegmentReader) -> Segment {
        let mut deleted = self.not_people.clone();
        if let Some(alive) = reader.alive_bitset() {
            deleted.extend((0..reader.max_doc()).filter(|row| alive.is_deleted(*row)));
            deleted.sort_unstable();
            deleted.dedup();
        }
        self.people.without(deleted)
    }
}

/// Reads a document from the store of a segment.
pub(super) fn stored_document<T: serde::de::DeserializeOwned>(
    store: &StoreReader,
    schema: &IndexSchema,
    row: u32,
) -> Result<T, IndexError> {
    let document: TantivyDocument = store.get(row)?;
    let json = document.get_first(schema.document).and_then(|value| value.as_str().map(str::to_owned));
    let json = json.ok_or_else(|| IndexError::damaged("a document is without its JSON"))?;
    serde_json::from_str(&json).map_err(IndexError::damaged)
}

/// The identifiers of all rows, each as the 16 bytes of a UUID.
fn read_identifiers(reader: &SegmentReader, rows: u32) -> Result<Identifiers, IndexError> {
    let mut identifiers = Identifiers::default();
    let Some(column) = reader.fast_fields().str(ID)? else {
        (0..rows).for_each(|_| identifiers.push(&[]));
        return Ok(identifiers);
    };
    // The dictionary is read once; a look-up for each row would search it each time.
    let mut all = Vec::with_capacity(column.num_terms());
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        let id = Uuid::try_parse_ascii(stream.key()).map_err(IndexError::damaged)?;
        all.push(id);
    }
    for row in 0..rows {
        let number = column.term_ords(row).next();
        identifiers.push(number.and_then(|number| all.get(number as usize)).map_or(&[], |id| id.as_bytes()));
    }
    Ok(identifiers)
}

/// Inverts the postings: from rows by term to terms by row. Linear in the postings, which are read twice: once to count
/// the terms of each row, and once to store them.
fn read_texts(reader: &SegmentReader, schema: &IndexSchema, rows: u32) -> Result<Texts, IndexError> {
    let length = |length| u16::try_from(length).unwrap_or(u16::MAX);
    let lengths = values(reader.fast_fields(), LENGTH, rows, length)?;
    let inverted = reader.inverted_index(schema.terms)?;
    let mut numbers = FxHashMap::default();
    let mut term_counts = vec![0u32; rows as usize];
    let mut stream = inverted.terms().stream()?;
    while let Some((term, info)) = stream.next() {
        numbers.insert(String::from_utf8_lossy(term).into_owned(), numbers.len() as u32);
        let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
        while postings.doc() != TERMINATED {
            term_counts[postings.doc() as usize] += 1;
            postings.advance();
        }
    }
    let mut texts = TextsByTerm::new(numbers, &term_counts, lengths);
    let mut stream = inverted.terms().stream()?;
    let mut number = 0;
    while let Some((_, info)) = stream.next() {
        let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
        while postings.doc() != TERMINATED {
            texts.add(postings.doc() as usize, number, postings.term_freq());
            postings.advance();
        }
        number += 1;
    }
    Ok(texts.finish())
}
