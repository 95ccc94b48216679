//! The terms of each candidate's text, in memory: a few numbers each.

use rustc_hash::FxHashMap;

/// The highest count that is kept of a term; more repetitions of a word add nothing.
const MAX_COUNT: u32 = 255;

/// By row: the terms that occur with their counts, and the length of the text.
#[derive(Debug, Default, Clone)]
pub struct Texts {
    numbers: FxHashMap<String, u32>,
    /// The position in `terms` at which each row's terms begin; one more than there are rows.
    begins: Vec<u32>,
    /// A term's number in the high 24 bits and its count in the low 8; sorted within a row.
    terms: Vec<u32>,
    lengths: Vec<u16>,
}

impl Texts {
    /// The number of a term, where at least one text contains it.
    pub fn number(&self, term: &str) -> Option<u32> {
        self.numbers.get(term).copied()
    }

    /// The terms of a row, each with its count, in order of their numbers.
    pub fn terms(&self, row: usize) -> &[u32] {
        match (self.begins.get(row), self.begins.get(row + 1)) {
            (Some(begin), Some(end)) => &self.terms[*begin as usize..*end as usize],
            _ => &[],
        }
    }

    /// The terms and the length of one row, as texts of a single row. Linear in the different terms of all rows.
    pub fn of_row(&self, row: usize) -> Self {
        let own = self.terms(row);
        let is_own = |number: u32| own.binary_search_by_key(&number, |entry| term_of(*entry)).is_ok();
        let numbers = self.numbers.iter().filter(|(_, number)| is_own(**number));
        let mut texts = TextsBuilder::with_terms(numbers.map(|(term, number)| (term.clone(), *number)).collect());
        texts.push_counted(own.iter().map(|entry| (term_of(*entry), count_of(*entry))), self.length(row));
        texts.finish()
    }

    /// How often a term occurs in a row's text.
    pub fn count(&self, row: usize, term: &str) -> u32 {
        let Some(number) = self.number(term) else { return 0 };
        let terms = self.terms(row);
        let position = terms.partition_point(|entry| term_of(*entry) < number);
        terms.get(position).filter(|entry| term_of(**entry) == number).map_or(0, |entry| count_of(*entry))
    }

    /// The number of words of a row's text, without stop words.
    pub fn length(&self, row: usize) -> u32 {
        self.lengths.get(row).copied().map_or(0, u32::from)
    }
}

/// The number of the term in an entry of [`Texts::terms`].
pub fn term_of(entry: u32) -> u32 {
    entry >> 8
}

/// The count of the term in an entry of [`Texts::terms`].
pub fn count_of(entry: u32) -> u32 {
    entry & MAX_COUNT
}

/// Builds [`Texts`] row by row.
#[derive(Debug, Default)]
pub struct TextsBuilder {
    texts: Texts,
}

impl TextsBuilder {
    /// Starts with terms that are numbered already.
    pub fn with_terms(numbers: FxHashMap<String, u32>) -> Self {
        Self { texts: Texts { numbers, begins: vec![0], ..Texts::default() } }
    }

    /// Adds a row: a term's number once per occurrence, in any order.
    pub fn push(&mut self, occurrences: &mut [u32], length: u32) {
        occurrences.sort_unstable();
        for run in occurrences.chunk_by(|a, b| a == b) {
            self.texts.terms.push(run[0] << 8 | (run.len() as u32).min(MAX_COUNT));
        }
        self.end_row(length);
    }

    /// Adds a row of terms, each once with its count, in order of their numbers.
    pub fn push_counted(&mut self, counted: impl IntoIterator<Item = (u32, u32)>, length: u32) {
        self.texts.terms.extend(counted.into_iter().map(|(term, count)| term << 8 | count.min(MAX_COUNT)));
        self.end_row(length);
    }

    fn end_row(&mut self, length: u32) {
        self.texts.begins.push(self.texts.terms.len() as u32);
        self.texts.lengths.push(u16::try_from(length).unwrap_or(u16::MAX));
    }

    /// The finished texts.
    pub fn finish(mut self) -> Texts {
        self.texts.terms.shrink_to_fit();
        self.texts
    }
}

/// Builds [`Texts`] term by term, as an index lists them, in no more memory than the finished texts take.
#[derive(Debug)]
pub struct TextsByTerm {
    texts: Texts,
    /// By row: the position in `terms` of the next one.
    next: Vec<u32>,
}

impl TextsByTerm {
    /// Starts with the terms, numbered in the order in which they will be added; and, by row, the number of different terms
    /// and the length of the text.
    pub fn new(numbers: FxHashMap<String, u32>, term_counts: &[u32], lengths: Vec<u16>) -> Self {
        let mut begins = Vec::with_capacity(term_counts.len() + 1);
        let mut total = 0;
        begins.push(total);
        begins.extend(term_counts.iter().map(|count| {
            total += count;
            total
        }));
        let next = begins.clone();
        Self { texts: Texts { numbers, begins, terms: vec![0; total as usize], lengths }, next }
    }

    /// Adds a term that a row's text contains, in order of the terms' numbers.
    pub fn add(&mut self, row: usize, term: u32, count: u32) {
        let position = &mut self.next[row];
        self.texts.terms[*position as usize] = term << 8 | count.min(MAX_COUNT);
        *position += 1;
    }

    /// The finished texts.
    pub fn finish(self) -> Texts {
        self.texts
    }
}
