//! Matching: which candidates a vacancy can take, in which order, why, and what would change it.
//!
//! The input is two types, [`Facts`] of a candidate and [`Requirements`] of a vacancy. Neither has a name, a date of birth, a
//! sex or a nationality. The crate has no database, index, file or permission; it is functions on plain types.
//!
//! | module | contents |
//! |---|---|
//! | [`facts`], [`requirements`] | the input |
//! | [`rule_config`], [`rule_configs`] | the lists and figures that rules and criteria use: of one profession on one day, and of all |
//! | [`columns`], [`segment`] | many candidates: one column for each fact |
//! | [`rules`] | the rules, which decide the standing |
//! | [`criteria`] | the criteria, which order candidates of one standing |
//! | [`pay_grid`] | the grid on which pay is compared for employers |
//! | [`planning_window`] | the time until a vacancy's start, and what courses and procedures reach in it |
//! | [`plan`] | the best courses for a candidate |
//! | [`text`] | relevance of texts in four languages |
//! | [`prepared_vacancy`], [`scan`] | a vacancy prepared for ranking; all candidates judged, counted and listed |
//! | [`tie_breaker`] | the order of candidates who are equal |
//! | [`requirement_impact`] | how many more candidates there would be without a requirement |
//! | [`ranking`] | the output, with reasons and plans |
//! | [`reason`], [`explanation`] | reasons as data, and as sentences |
//! | `vectors`, `bit_sets`, `outcome_bits` | loops over blocks of candidates, and their outcomes as bit sets |

pub mod columns;
pub mod criteria;
pub mod explanation;
pub mod facts;
pub mod pay_grid;
pub mod plan;
pub mod planning_window;
pub mod prepared_vacancy;
pub mod ranking;
pub mod reason;
pub mod requirement_impact;
pub mod requirements;
pub mod rule_config;
pub mod rule_configs;
pub mod rules;
pub mod scan;
pub mod segment;
pub mod text;
pub mod tie_breaker;

mod bit_sets;
mod outcome_bits;
mod vectors;

pub use facts::{Facts, FreeText};
pub use pay_grid::PayGrid;
pub use prepared_vacancy::PreparedVacancy;
pub use ranking::{Ranking, rank};
pub use requirements::Requirements;
pub use rule_config::RuleConfig;
pub use rule_configs::RuleConfigs;
pub use segment::{Segment, SegmentBuilder};
pub use tie_breaker::TieBreaker;
