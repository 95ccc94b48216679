//! Relevance of texts: how far a candidate's text is about what the vacancy's text is about.
//!
//! [`analysis`] turns a text into terms: stems in the text's own language, and concepts of the field, which are the
//! same in all four languages, so that *infirmière de bloc* finds *operatiekwartier*. [`relevance`] is BM25 over at
//! most twelve of the vacancy's terms, in integers, with document frequencies and mean length from a versioned table
//! and never from the pool: a candidate's relevance depends on that candidate and the vacancy alone.

pub mod analysis;
mod rarity;
pub mod relevance;
pub mod term_counts;

pub use analysis::{Analyser, Analysis};
pub use relevance::{Query, QueryTerm};
pub use term_counts::{Texts, TextsBuilder, TextsByTerm};
