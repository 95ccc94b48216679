//! Operations on rankings that were made.

pub(crate) mod get_ranking;
pub(crate) mod ranking_response;
pub(crate) mod replay_ranking;
