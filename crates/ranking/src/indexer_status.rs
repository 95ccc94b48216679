//! What the indexer is doing, for health checks.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use storage::RunningThreads;
use vocabulary::ProgrammeId;

/// The state of the thread that keeps the indexes up to date. Cheap to read at any time.
#[derive(Debug, Default)]
pub struct IndexerStatus {
    threads: RunningThreads,
    now: Mutex<Now>,
}

#[derive(Debug, Default)]
struct Now {
    /// When the thread was last through with everything that had waited; nothing while no thread was started.
    up_to_date: Option<Instant>,
    /// The programmes whose events can't be applied, each with its code and why.
    failing: BTreeMap<ProgrammeId, (String, String)>,
}

impl IndexerStatus {
    /// The thread that applies events.
    pub(crate) fn threads(&self) -> &RunningThreads {
        &self.threads
    }

    /// Everything that waited was applied, except in programmes that fail.
    pub(crate) fn is_up_to_date(&self) {
        self.now().up_to_date = Some(Instant::now());
    }

    /// The events of a programme can't be applied.
    pub(crate) fn fails(&self, programme: ProgrammeId, code: &str, reason: String) {
        self.now().failing.insert(programme, (code.to_owned(), reason));
    }

    /// The events of a programme were applied.
    pub(crate) fn works(&self, programme: ProgrammeId) {
        self.now().failing.remove(&programme);
    }

    /// What is wrong, each as a sentence: the thread has ended, a programme fails, or events have waited for longer than
    /// `max_lag`. Nothing before a thread is started.
    pub fn problems(&self, max_lag: Duration) -> Vec<String> {
        if self.threads.were_started() && self.threads.running() == 0 {
            return vec!["the indexer has ended; start the server again".to_owned()];
        }
        let now = self.now();
        let failing = now.failing.values();
        let mut problems: Vec<String> =
            failing.map(|(code, reason)| format!("changes of programme {code} can't be indexed: {reason}")).collect();
        if now.up_to_date.is_some_and(|last| last.elapsed() > max_lag) {
            problems.push(format!("changes have waited for the index for more than {} s", max_lag.as_secs()));
        }
        problems
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
