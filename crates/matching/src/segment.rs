//! Segments of candidates, ready to be scanned: columns, terms of texts, and identifiers.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use vocabulary::TextLanguage;

use crate::columns::Columns;
use crate::facts::Facts;
use crate::rule_config::RuleConfig;
use crate::text::analysis::TermFinder;
use crate::text::{Analyser, Texts, TextsBuilder};

/// An immutable set of candidates: those of a file, or of one segment of an index. Deleted rows stay in the columns
/// and are skipped.
#[derive(Debug, Default, Clone)]
pub struct Segment {
    /// Facts, column by column.
    pub columns: Arc<Columns>,
    /// Terms of texts, row by row.
    pub texts: Arc<Texts>,
    /// Identifiers, row by row, from which ties are broken.
    identifiers: Arc<Identifiers>,
    /// The rows that are deleted, sorted; most segments have none. Shared, since every ranking has its own segments.
    deleted: Arc<[u32]>,
}

impl Segment {
    /// A segment of candidates with their identifiers; `columns` and `texts` have as many rows as there are
    /// identifiers.
    pub fn new(columns: Columns, texts: Texts, identifiers: Identifiers) -> Self {
        Self {
            columns: Arc::new(columns),
            texts: Arc::new(texts),
            identifiers: Arc::new(identifiers),
            deleted: Arc::default(),
        }
    }

    /// A segment of one candidate, as a replay and a candidate's own view need it.
    pub fn of_one(facts: &Facts, config: &RuleConfig, texts: Texts) -> Self {
        let mut columns = Columns::new(config);
        columns.push(facts, config);
        let mut identifiers = Identifiers::default();
        identifiers.push(&[]);
        Self::new(columns, texts, identifiers)
    }

    /// The same segment without these rows, which are sorted. Nothing is copied.
    pub fn without(&self, deleted: Vec<u32>) -> Self {
        Self { deleted: deleted.into(), ..self.clone() }
    }

    /// Deletes these rows too, and returns those of them that were not deleted before.
    pub fn take_out(&mut self, mut rows: Vec<u32>) -> Vec<u32> {
        rows.retain(|row| self.deleted.binary_search(row).is_err());
        if !rows.is_empty() {
            let mut deleted = [&self.deleted, rows.as_slice()].concat();
            deleted.sort_unstable();
            *self = self.without(deleted);
        }
        rows
    }

    /// The number of rows, deleted ones included.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// The deleted rows in a range.
    pub(crate) fn deleted(&self, rows: Range<usize>) -> impl Iterator<Item = usize> + '_ {
        let from = self.deleted.partition_point(|row| (*row as usize) < rows.start);
        self.deleted[from..].iter().map(|row| *row as usize).take_while(move |row| *row < rows.end)
    }

    /// The identifier of the candidate in a row: the id in a file, or the bytes of that in a database.
    pub fn identifier(&self, row: usize) -> &[u8] {
        self.identifiers.get(row)
    }
}

/// Builds a segment candidate by candidate.
pub struct SegmentBuilder<'a> {
    config: &'a RuleConfig,
    finder: TermFinder<'a>,
    columns: Columns,
    texts: TextsBuilder,
    identifiers: Identifiers,
    occurrences: Vec<u32>,
}

impl<'a> SegmentBuilder<'a> {
    /// Starts a segment of candidates in whose texts only these terms are searched for, by their numbers.
    pub fn new(config: &'a RuleConfig, analyser: &'a Analyser, terms: &'a FxHashMap<String, u32>) -> Self {
        Self {
            config,
            finder: analyser.term_finder(terms),
            columns: Columns::new(config),
            texts: TextsBuilder::with_terms(terms.clone()),
            identifiers: Identifiers::default(),
            occurrences: Vec::new(),
        }
    }

    /// Adds a candidate. Linear in the facts and the text.
    pub fn push(&mut self, identifier: &[u8], facts: &Facts, text: Option<(&str, Option<TextLanguage>)>) {
        self.identifiers.push(identifier);
        self.columns.push(facts, self.config);
        self.occurrences.clear();
        let length = match text {
            Some((text, language)) => self.finder.read(text, language, |term| self.occurrences.push(term)),
            None => 0,
        };
        self.texts.push(&mut self.occurrences, length);
    }

    /// The finished segment.
    pub fn finish(self) -> Segment {
        Segment::new(self.columns, self.texts.finish(), self.identifiers)
    }
}

/// Identifiers of candidates, one per row, in one allocation.
#[derive(Debug, Default, Clone)]
pub struct Identifiers {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

impl Identifiers {
    /// Adds a row.
    pub fn push(&mut self, identifier: &[u8]) {
        self.bytes.extend_from_slice(identifier);
        self.ends.push(self.bytes.len() as u32);
    }

    /// The identifier in a row; empty where there is none.
    pub fn get(&self, row: usize) -> &[u8] {
        let begin = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(row).copied().unwrap_or(begin);
        &self.bytes[begin as usize..end as usize]
    }
}
