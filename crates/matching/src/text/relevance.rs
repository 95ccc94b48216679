//! BM25 in integers, over at most twelve of the vacancy's terms.
//!
//! The constants are the usual ones, k1 = 1.2 and b = 0.75 (Robertson and Zaragoza, "The Probabilistic Relevance
//! Framework", 2009). Unlike usual, document frequencies are not taken from the pool.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use vocabulary::{Millionths, TextLanguage};

use super::analysis::Analyser;
use super::term_counts::{Texts, count_of, term_of};
use crate::requirements::Requirements;

/// The most terms of a vacancy in a query.
const MAX_TERMS: usize = 12;
/// The weight of a concept of the field, relative to a word of one language.
const CONCEPT_WEIGHT: u32 = 2;

/// The terms to find in candidates' texts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Query {
    /// The terms, heaviest first.
    pub terms: Vec<QueryTerm>,
    /// The mean length of a text, from the table of statistics.
    pub mean_length: u32,
}

/// One term of a query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryTerm {
    /// A term of the vocabulary.
    pub term: String,
    /// Its weight, in thousandths.
    pub weight: u32,
}

impl Query {
    /// The heaviest terms of a vacancy: the concepts of its specialisms and the terms of its text.
    pub fn of(vacancy: &Requirements, analyser: &Analyser) -> Self {
        let fields = vacancy.specialisms.iter().flat_map(|code| analyser.specialism_terms(code.as_str()));
        let mut terms: Vec<String> = fields.cloned().collect();
        if let Some(text) = &vacancy.text {
            terms
                .extend(analyser.vocabulary_terms(&text.text, text.language).terms.into_iter().map(|(term, _)| term));
        }
        let mut terms = weighed(terms, analyser);
        terms.truncate(MAX_TERMS);
        Self { terms, mean_length: analyser.mean_length() }
    }

    /// The terms of the words of a search, in one language or in all four: the language of a few words can't be detected.
    /// Without `with_words` they are those of the vocabulary alone, and there is none where no word is in it.
    pub fn of_search(words: &str, language: Option<TextLanguage>, with_words: bool, analyser: &Analyser) -> Self {
        let languages = language.map_or(TextLanguage::ALL.to_vec(), |language| vec![language]);
        let analyse = |language| match with_words {
            true => analyser.all_terms(words, Some(language)),
            false => analyser.vocabulary_terms(words, Some(language)),
        };
        let terms = languages.into_iter().flat_map(|language| analyse(language).terms).map(|(term, _)| term);
        Self { terms: weighed(terms.collect(), analyser), mean_length: analyser.mean_length() }
    }

    /// What one term adds to the relevance of a text of so many words in which it occurs so many times.
    pub fn part(&self, term: &QueryTerm, count: u32, length: u32) -> u64 {
        part(term.weight, count, damping(length, self.mean_length.max(1)))
    }

    /// The terms numbered by their positions, for texts in which nothing else is searched for.
    pub fn positions(&self) -> FxHashMap<String, u32> {
        self.terms.iter().zip(0..).map(|(term, position)| (term.term.clone(), position)).collect()
    }

    /// The query with the numbers of its terms in some texts. Terms that no text there contains are not searched for,
    /// but still count in the whole that a share is taken of.
    pub(crate) fn numbered(&self, texts: &Texts) -> NumberedQuery {
        let terms: Vec<(u32, u32)> =
            self.terms.iter().filter_map(|term| Some((texts.number(&term.term)?, term.weight))).collect();
        let highest = terms.iter().map(|(number, _)| *number as usize).max().unwrap_or(0);
        let mut query_bits = vec![0u64; highest / 64 + 1];
        for (number, _) in &terms {
            query_bits[*number as usize / 64] |= 1 << (number % 64);
        }
        NumberedQuery { terms, query_bits, whole: self.whole(), mean_length: self.mean_length.max(1) }
    }

    /// The whole that a relevance is a share of: half of all terms, each once in a text of mean length.
    fn whole(&self) -> u64 {
        self.terms.iter().map(|term| u64::from(term.weight)).sum::<u64>() / 2
    }
}

/// Terms, each once with its weight, heaviest first.
fn weighed(mut terms: Vec<String>, analyser: &Analyser) -> Vec<QueryTerm> {
    terms.sort_unstable();
    terms.dedup();
    let weigh = |term: String| {
        let weight = analyser.rarity(&term) * if Analyser::is_concept(&term) { CONCEPT_WEIGHT } else { 1 };
        QueryTerm { term, weight }
    };
    let mut terms: Vec<QueryTerm> = terms.into_iter().map(weigh).collect();
    terms.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.term.cmp(&b.term)));
    terms
}

/// Thousandths of k1 (1 - b + b length / mean length).
#[inline(always)]
fn damping(length: u32, mean_length: u32) -> u64 {
    300 + 900 * u64::from(length) / u64::from(mean_length)
}

/// The weight of a term times count (k1 + 1) / (count + damping).
#[inline(always)]
fn part(weight: u32, count: u32, damping: u64) -> u64 {
    let count = u64::from(count);
    u64::from(weight) * (count * 2_200_000 / (count * 1_000 + damping)) / 1_000
}

/// A query in the numbers of one segment's terms.
#[derive(Debug, Clone)]
pub(crate) struct NumberedQuery {
    /// The number and weight of each term.
    terms: Vec<(u32, u32)>,
    /// A bit for the number of each term of the query. Few terms of a text are in the query; this set skips the
    /// others.
    query_bits: Vec<u64>,
    whole: u64,
    mean_length: u32,
}

impl NumberedQuery {
    /// The relevance of the text in a row. Linear in its terms.
    pub(crate) fn relevance(&self, texts: &Texts, row: usize) -> Millionths {
        let mut sum = 0u64;
        let damping = damping(texts.length(row), self.mean_length);
        for entry in texts.terms(row) {
            let term = term_of(*entry);
            let bits = self.query_bits.get(term as usize / 64).copied().unwrap_or(0);
            if bits >> (term % 64) & 1 == 0 {
                continue;
            }
            if let Some((_, weight)) = self.terms.iter().find(|(number, _)| *number == term) {
                sum += part(*weight, count_of(*entry), damping);
            }
        }
        if self.whole == 0 { Millionths::ZERO } else { Millionths::share(sum, self.whole) }
    }
}
