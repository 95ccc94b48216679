//! Relevance of texts: how far a candidate's text is about what the vacancy's text is about.
//!
//! [`analysis`] turns a text into terms: concepts of the field, which are the same in all four languages, so that
//! *infirmière de bloc* finds *operatiekwartier*. No other word of a text counts, so that a name in it finds nobody;
//! only a search of staff, who may read texts, also looks for stems of words. [`relevance`] is BM25 over at
//! most twelve of the vacancy's terms, in integers, with document frequencies and mean length from a versioned table
//! and never from the pool: a candidate's relevance depends on that candidate and the vacancy alone.

pub mod analysis;
mod rarity;
pub mod relevance;
pub mod term_counts;

pub use analysis::{Analyser, Analysis};
pub use relevance::{Query, QueryTerm};
pub use term_counts::{Texts, TextsBuilder, TextsByTerm};
