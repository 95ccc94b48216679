//! Who fits which vacancy, why, and what would change it.
//!
//! Matching knows its own two inputs and nothing else: [`Facts`] of a person and [`Requirements`] of a vacancy. It
//! can't see a name, a birth date or a nationality, and no type here could hold one.
//!
//! | module | what it is for |
//! |---|---|
//! | [`facts`], [`requirements`] | the two inputs |
//! | [`basis`] | the lists and figures of configuration that a ranking rests on |
//! | [`columns`], [`people`] | many people, one column a fact |
//! | [`rules`] | the hard rules, each written once |
//! | [`criteria`] | what orders people of one standing |
//! | [`prospects`] | the time that a vacancy leaves, and what courses and procedures reach in it |
//! | [`plan`] | the courses that would serve somebody best |
//! | [`text`] | relevance of texts, across four languages |
//! | [`prepared`], [`scan`] | one vacancy asked of everybody, exactly |
//! | [`musts`] | what each must costs |
//! | [`ranking`] | the answer, with its reasons |
//! | [`index`] | everybody and every open vacancy in tantivy, following the event log |
//! | [`rankings`], [`decision`] | rankings as they are served, recorded, and computed again |
//! | [`reason`], [`words`] | reasons as data, and as text in four languages |
//! | `vectors`, `sets`, `verdicts` | loops over a block of people, and what they say of each, a bit or two a person |

pub mod basis;
pub mod columns;
pub mod criteria;
pub mod decision;
pub mod facts;
pub mod index;
pub mod musts;
pub mod people;
pub mod plan;
pub mod prepared;
pub mod prospects;
pub mod ranking;
pub mod rankings;
pub mod reason;
pub mod requirements;
pub mod rules;
pub mod scan;
pub mod text;
pub mod words;

mod sets;
mod vectors;
mod verdicts;

pub use basis::Basis;
pub use facts::{Facts, FreeText, Person};
pub use people::{Segment, SegmentBuilder};
pub use prepared::Prepared;
pub use ranking::{Ranking, rank};
pub use requirements::Requirements;
