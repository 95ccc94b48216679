//! One segment of the index, read into memory when it opens.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;
use tantivy::index::SegmentId;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::store::StoreReader;
use tantivy::{DocSet, SegmentReader, TERMINATED};

use super::columns::{read, values};
use super::documents::VacancyDocument;
use super::fields::{Fields, KIND, LENGTH, REFERENCE, SINCE, UNTIL, VACANCY};
use super::{Index, IndexError};
use crate::segment::{References, Segment};
use crate::text::{Texts, TextsBuilder};

/// What never changes of a segment: everybody in it, and the vacancies.
pub(super) struct OpenedSegment {
    pub(super) people: Segment,
    /// Rows that are no person's.
    not_people: Vec<u32>,
    /// Those whose facts don't hold on all days.
    time_limited: Vec<TimeLimited>,
    /// Vacancies with their rows.
    pub(super) vacancies: Vec<(u32, Arc<VacancyDocument>)>,
}

/// Somebody whose facts hold from one day on and before another; days as a column holds them, 0 where there is none.
struct TimeLimited {
    row: u32,
    since: u16,
    until: u16,
}

/// Segments that are open, by their id.
#[derive(Default)]
pub(super) struct SegmentCache(Mutex<HashMap<SegmentId, Arc<OpenedSegment>>>);

impl SegmentCache {
    /// The segments of these readers; those that are open already are not read again, those that are no longer
    /// asked for are let go.
    pub(super) fn open(
        &self,
        index: &Index,
        readers: &[SegmentReader],
    ) -> Result<Vec<Arc<OpenedSegment>>, IndexError> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut opened = Vec::with_capacity(readers.len());
        for reader in readers {
            opened.push(match known.get(&reader.segment_id()) {
                Some(segment) => segment.clone(),
                None => Arc::new(OpenedSegment::read(index, reader)?),
            });
        }
        *known = readers.iter().map(SegmentReader::segment_id).zip(opened.iter().cloned()).collect();
        Ok(opened)
    }
}

impl OpenedSegment {
    fn read(index: &Index, reader: &SegmentReader) -> Result<Self, IndexError> {
        let rows = reader.max_doc();
        let columns = read(reader.fast_fields(), &index.config, rows)?;
        let kinds = values(reader.fast_fields(), KIND, rows, |kind| kind)?;
        let texts = read_texts(reader, &index.fields, rows)?;
        let people = Segment::new(columns, texts, read_references(reader, rows)?);
        let vacancies = kinds.iter().enumerate().filter(|(_, kind)| **kind == VACANCY);
        let not_people: Vec<u32> = vacancies.map(|(row, _)| row as u32).collect();
        let store = reader.get_store_reader(8)?;
        let vacancies = not_people
            .iter()
            .map(|row| Ok((*row, Arc::new(stored(&store, &index.fields, *row)?))))
            .collect::<Result<_, IndexError>>()?;
        let since = values(reader.fast_fields(), SINCE, rows, |day| day as u16)?;
        let until = values(reader.fast_fields(), UNTIL, rows, |day| day as u16)?;
        let hold = (0..rows).zip(since).zip(until).map(|((row, since), until)| TimeLimited { row, since, until });
        let time_limited = hold.filter(|time_limited| time_limited.since > 0 || time_limited.until > 0).collect();
        Ok(Self { people, not_people, time_limited, vacancies })
    }

    /// The rows of those of whom other facts hold on a day than in the columns.
    pub(super) fn otherwise_on(&self, day: u16) -> Vec<u32> {
        let otherwise = |time_limited: &&TimeLimited| {
            day < time_limited.since || time_limited.until > 0 && day >= time_limited.until
        };
        self.time_limited.iter().filter(otherwise).map(|time_limited| time_limited.row).collect()
    }

    /// The people who are still there, by the alive bits of a reader.
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

/// A document whole, from a segment's store.
pub(super) fn stored<T: serde::de::DeserializeOwned>(
    store: &StoreReader,
    fields: &Fields,
    row: u32,
) -> Result<T, IndexError> {
    use tantivy::schema::Value;
    let document: tantivy::TantivyDocument = store.get(row)?;
    let json = document.get_first(fields.document).and_then(|value| value.as_str().map(str::to_owned));
    let json = json.ok_or_else(|| IndexError::Damaged("without its facts".to_owned()))?;
    serde_json::from_str(&json).map_err(|error| IndexError::Damaged(error.to_string()))
}

fn read_references(reader: &SegmentReader, rows: u32) -> Result<References, IndexError> {
    let mut references = References::default();
    let Some(column) = reader.fast_fields().str(REFERENCE)? else {
        (0..rows).for_each(|_| references.push(""));
        return Ok(references);
    };
    // Every name once, then by number: a look-up a row would search the dictionary each time.
    let mut names = Vec::with_capacity(column.num_terms());
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        names.push(String::from_utf8_lossy(stream.key()).into_owned());
    }
    for row in 0..rows {
        let number = column.term_ords(row).next();
        references.push(number.and_then(|number| names.get(number as usize)).map_or("", String::as_str));
    }
    Ok(references)
}

/// Turns postings (by term: who) into each person's own terms. Linear in the postings, which are read twice: once to
/// know how many terms each row has, once to put them there.
fn read_texts(reader: &SegmentReader, fields: &Fields, rows: u32) -> Result<Texts, IndexError> {
    let lengths = values(reader.fast_fields(), LENGTH, rows, |length| length as u32)?;
    let inverted = reader.inverted_index(fields.terms)?;
    let mut numbers = FxHashMap::default();
    let mut begins = vec![0u32; rows as usize + 1];
    let mut stream = inverted.terms().stream()?;
    while let Some((term, info)) = stream.next() {
        numbers.insert(String::from_utf8_lossy(term).into_owned(), numbers.len() as u32);
        let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
        while postings.doc() != TERMINATED {
            begins[postings.doc() as usize + 1] += 1;
            postings.advance();
        }
    }
    for row in 0..rows as usize {
        begins[row + 1] += begins[row];
    }
    let mut terms = vec![(0u32, 0u32); begins[rows as usize] as usize];
    let mut next = begins.clone();
    let mut stream = inverted.terms().stream()?;
    let mut number = 0;
    while let Some((_, info)) = stream.next() {
        let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
        while postings.doc() != TERMINATED {
            let position = &mut next[postings.doc() as usize];
            terms[*position as usize] = (number, postings.term_freq());
            *position += 1;
            postings.advance();
        }
        number += 1;
    }
    let mut texts = TextsBuilder::with_terms(numbers);
    for (row, length) in lengths.iter().enumerate() {
        let own = &terms[begins[row] as usize..begins[row + 1] as usize];
        texts.push_counted(own.iter().copied(), *length);
    }
    Ok(texts.finish())
}
