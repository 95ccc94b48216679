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
//! | `programme_index` | the index of a programme: opened, or unusable until it is built anew |
//! | [`IndexerStatus`] | what the indexer is doing, for health checks |
//! | [`rankings`] | the rankings of all programmes, each with an index of its own |
//! | [`programme_rankings`] | rankings, opportunities, search and replay in one programme, with permission, record and audit entry |
//! | [`decision_record`] | the output of a ranking with all its input |
//! | [`decision_records`] | decision records in the database, and computing them again |
//! | `candidate_leaves` | the tree over the candidates of a record, by which each can be shown theirs alone |
//! | [`candidate_rankings`] | the rankings that listed a candidate, for the candidate, with proofs |
//! | [`covered_rows`] | all rows to which audit entries commit, for the verification of the audit log |
//! | [`search_cursor`] | where the next page of a search begins |
//! | [`count_change`] | how far employers read the impact of a requirement |
//! | [`written_facts`] | facts with their JSON, shared by records |
//! | `output_json` | the JSON of the output for a candidate |
//! | [`file_ranking`] | the ranking of a candidate file for a vacancy file, without database and index |

mod candidate_leaves;
pub mod candidate_rankings;
pub mod conversion;
pub mod count_change;
mod covered_rows;
pub mod decision_record;
pub mod decision_records;
pub mod file_ranking;
pub mod index;
pub mod indexer;
mod indexer_status;
mod output_json;
mod programme_index;
pub mod programme_rankings;
pub mod rankings;
pub mod search_cursor;
pub mod written_facts;

pub use covered_rows::covered_rows;
pub use file_ranking::{FileRankingOptions, rank_files};
pub use indexer::{FollowError, Follower, Indexer};
pub use indexer_status::IndexerStatus;
pub use programme_rankings::{ProgrammeRankings, RankingError, RankingRequest};
pub use rankings::Rankings;
pub use search_cursor::SearchCursor;
