//! Segments of candidates, ready to be scanned: columns, terms of texts, and references.

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
    /// References, row by row.
    references: Arc<References>,
    /// The rows that are deleted, sorted; most segments have none. Shared, since every ranking has its own segments.
    deleted: Arc<[u32]>,
}

impl Segment {
    /// A segment of candidates with their references; `columns` and `texts` have as many rows as there are
    /// references.
    pub fn new(columns: Columns, texts: Texts, references: References) -> Self {
        Self {
            columns: Arc::new(columns),
            texts: Arc::new(texts),
            references: Arc::new(references),
            deleted: Arc::default(),
        }
    }

    /// A segment of one candidate, as a replay and a candidate's own view need it.
    pub fn of_one(facts: &Facts, config: &RuleConfig, texts: Texts, reference: &str) -> Self {
        let mut columns = Columns::new(config);
        columns.push(facts, config);
        let mut references = References::default();
        references.push(reference);
        Self::new(columns, texts, references)
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

    /// The reference of the candidate in a row.
    pub fn reference(&self, row: usize) -> &str {
        self.references.get(row)
    }
}

/// Builds a segment candidate by candidate.
pub struct SegmentBuilder<'a> {
    config: &'a RuleConfig,
    finder: TermFinder<'a>,
    columns: Columns,
    texts: TextsBuilder,
    references: References,
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
            references: References::default(),
            occurrences: Vec::new(),
        }
    }

    /// Adds a candidate. Linear in the facts and the text.
    pub fn push(&mut self, reference: &str, facts: &Facts, text: Option<(&str, Option<TextLanguage>)>) {
        self.references.push(reference);
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
        Segment::new(self.columns, self.texts.finish(), self.references)
    }
}

/// References, one per row, in one allocation.
#[derive(Debug, Default, Clone)]
pub struct References {
    text: String,
    ends: Vec<u32>,
}

impl References {
    /// Adds a row.
    pub fn push(&mut self, reference: &str) {
        self.text.push_str(reference);
        self.ends.push(self.text.len() as u32);
    }

    /// The reference in a row; empty where there is none.
    pub fn get(&self, row: usize) -> &str {
        let begin = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(row).copied().unwrap_or(begin);
        &self.text[begin as usize..end as usize]
    }
}
