//! What every handler shares.

use std::sync::Arc;

use access::Tokens;
use actix_web::web;
use chrono::{DateTime, Local, Utc};
use ranking::rankings::Rankings;
use reference_data::ReferenceData;
use storage::Database;
use vocabulary::Date;

use crate::problem::{Problem, ProblemKind};

/// What the API answers from. Cheap to clone; all clones answer from the same.
#[derive(Clone)]
pub struct Api {
    /// Where everything is kept.
    pub database: Database,
    /// What codes mean, and what applies when.
    pub reference: Arc<ReferenceData>,
    /// What ranks and finds.
    pub rankings: Arc<Rankings>,
    /// What reads tokens.
    pub tokens: Tokens,
    /// How much anybody may ask.
    pub limits: Limits,
    /// What time it is: `Utc::now`, but in tests.
    pub clock: fn() -> DateTime<Utc>,
}

/// How much anybody may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// The longest body of a request, in bytes.
    pub body_bytes: usize,
    /// How long a request may take, in seconds.
    pub request_seconds: u64,
    /// How many requests a second each caller may make in the long run; 0: as many as they like.
    pub requests_per_second: u64,
    /// How many requests a caller may make at once before that counts.
    pub burst: u32,
}

impl Default for Limits {
    /// A body of 1 MiB, 30 seconds, and 20 requests a second after the first 100.
    fn default() -> Self {
        Self { body_bytes: 1024 * 1024, request_seconds: 30, requests_per_second: 20, burst: 100 }
    }
}

/// The API as handlers get it.
pub(crate) type Shared = web::Data<Api>;

impl Api {
    /// The day that it is here.
    pub(crate) fn today(&self) -> Date {
        (self.clock)().with_timezone(&Local).date_naive()
    }
}

/// Does work that waits for a disk or keeps a processor busy, away from the threads that talk to callers.
pub(crate) async fn run_blocking<T, E>(
    api: &Shared,
    work: impl FnOnce(&Api) -> Result<T, E> + Send + 'static,
) -> Result<T, Problem>
where
    T: Send + 'static,
    E: Into<Problem>,
{
    let api = api.clone();
    let done = web::block(move || work(&api).map_err(Into::into)).await;
    done.unwrap_or_else(|_| {
        tracing::error!("a piece of work broke off");
        Err(Problem::new(ProblemKind::Internal, "the work broke off; nothing half done was kept"))
    })
}
