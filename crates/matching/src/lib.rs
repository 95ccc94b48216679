//! Who fits which vacancy, why, and what would change it.
//!
//! Matching knows its own two inputs and nothing else: [`Facts`] of a person and [`Requirements`] of a vacancy. It
//! can't see a name, a birth date or a nationality, and no type here could hold one.
//!
//! | module | what it is for |
//! |---|---|
//! | [`facts`], [`requirements`] | the two inputs |
//! | [`rule_config`] | the lists and figures of configuration that a ranking rests on |
//! | [`columns`], [`segment`] | many people, one column a fact |
//! | [`rules`] | the hard rules, each written once |
//! | [`criteria`] | what orders people of one standing |
//! | [`planning_window`] | the time that a vacancy leaves, and what courses and procedures reach in it |
//! | [`plan`] | the courses that would serve somebody best |
//! | [`text`] | relevance of texts, across four languages |
//! | [`prepared_vacancy`], [`scan`] | one vacancy asked of everybody, exactly |
//! | [`requirement_impact`] | what each must costs |
//! | [`ranking`] | the answer, with its reasons |
//! | [`reason`], [`explanation`] | reasons as data, and as text in four languages |
//! | `vectors`, `sets`, `outcome_bits` | loops over a block of people, and what they say of each, a bit or two a person |

pub mod columns;
pub mod criteria;
pub mod explanation;
pub mod facts;
pub mod plan;
pub mod planning_window;
pub mod prepared_vacancy;
pub mod ranking;
pub mod reason;
pub mod requirement_impact;
pub mod requirements;
pub mod rule_config;
pub mod rules;
pub mod scan;
pub mod segment;
pub mod text;

mod bit_sets;
mod outcome_bits;
mod vectors;

pub use facts::{Facts, FreeText};
pub use prepared_vacancy::PreparedVacancy;
pub use ranking::{Ranking, rank};
pub use requirements::Requirements;
pub use rule_config::RuleConfig;
pub use segment::{Segment, SegmentBuilder};
