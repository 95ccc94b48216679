//! Rankings as they are served: from an index that follows the event log, or from two files.
//!
//! This crate connects the stored candidates and vacancies with [`matching`], which knows neither files nor databases. It
//! owns the indexes and the tables `decision_records` and `rule_configs`.
//!
//! | module | contents |
//! |---|---|
//! | [`conversion`] | stored candidates and vacancies converted into the input of matching |
//! | [`index`] | the tantivy index of candidates and open vacancies |
//! | [`indexer`] | the indexes kept up to date with the event log |
//! | [`rankings`] | the rankings of all programmes, each with an index of its own |
//! | [`programme_rankings`] | rankings, opportunities, search and replay in one programme, with permission, record and audit entry |
//! | [`decision_record`] | the output of a ranking with all its input |
//! | [`decision_records`] | decision records in the database, and computing them again |
//! | [`search_cursor`] | where the next page of a search begins |
//! | [`count_change`] | how far employers read the impact of a requirement |
//! | [`written_facts`] | facts with their JSON, shared by records |
//! | `output_json` | the JSON of the output for a candidate |
//! | [`file_ranking`] | the ranking of a candidate file for a vacancy file, without database and index |

pub mod conversion;
pub mod count_change;
pub mod decision_record;
pub mod decision_records;
pub mod file_ranking;
pub mod index;
pub mod indexer;
mod output_json;
pub mod programme_rankings;
pub mod rankings;
pub mod search_cursor;
pub mod written_facts;

pub use file_ranking::{FileRankingOptions, rank_files};
pub use indexer::{FollowError, Follower, Indexer};
pub use programme_rankings::{ProgrammeRankings, RankingError, RankingRequest};
pub use rankings::Rankings;
pub use search_cursor::SearchCursor;
