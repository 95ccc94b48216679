//! The workers of background jobs: threads that claim due jobs of the kinds they know and run them.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::jobs::{self, AfterFailure, ClaimedJob, Finished, Job, JobError, RunningJob};
use crate::{Database, RunningThreads, StorageError};

/// The time to the next look for due jobs after one that found none; it doubles up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_millis(100);
/// The longest time between two looks for due jobs, and so the longest time by which a job begins late.
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// How a job of some kind is run, from its stored payload.
type Run = Box<dyn Fn(&str, RunningJob<'_>) -> Result<Finished, JobError> + Send + Sync>;

/// Runs jobs of the kinds that were registered. Jobs of other kinds are left to other servers.
pub struct JobRunner {
    database: Database,
    kinds: BTreeMap<&'static str, Run>,
}

impl JobRunner {
    /// A runner that knows no kind of job yet.
    pub fn new(database: Database) -> Self {
        Self { database, kinds: BTreeMap::new() }
    }

    /// Makes a kind of job known, with what its jobs need.
    #[must_use]
    pub fn with<J: Job>(mut self, context: J::Context) -> Self {
        let run = move |payload: &str, running: RunningJob<'_>| {
            let job: J = serde_json::from_str(payload)
                .map_err(|error| JobError::Never(format!("the payload isn't one of `{}`: {error}", J::KIND)))?;
            job.run(&context, running)
        };
        self.kinds.insert(J::KIND, Box::new(run));
        self
    }

    /// Runs the job that has been due longest; returns `false` when none is due. That the job itself fails is recorded,
    /// logged, and no error here.
    ///
    /// # Errors
    /// Those of the database.
    pub fn run_next(&self) -> Result<bool, StorageError> {
        let kinds: Vec<&str> = self.kinds.keys().copied().collect();
        let Some(claimed) = jobs::claim(&self.database, &kinds)? else { return Ok(false) };
        let ClaimedJob { scope, kind, payload, lease } = claimed;
        let (job, attempt) = (lease.job(), lease.attempt());
        let running = RunningJob::new(&self.database, scope, lease.clone());
        let outcome = match self.kinds.get(kind.as_str()) {
            Some(run) => catch_unwind(AssertUnwindSafe(|| run(&payload, running)))
                .unwrap_or_else(|panic| Err(JobError::Again(panic_message(&*panic)))),
            None => Err(JobError::Again(format!("nobody here runs jobs of the kind `{kind}`"))),
        };
        let error = match outcome {
            Ok(Finished { .. }) => {
                tracing::debug!(%job, kind, attempt, "a job is done");
                return Ok(true);
            }
            Err(error) => error,
        };
        let failed = self.database.write(|transaction| jobs::fail(transaction, &lease, &error));
        match failed {
            Ok(AfterFailure::Dead) => {
                tracing::error!(%job, kind, attempt, reason = %error, "a job is dead: it failed for the last time");
            }
            Ok(AfterFailure::RetryAfter(time)) => {
                tracing::warn!(%job, kind, attempt, reason = %error, retry = %time, "a job failed; it will be retried");
            }
            Err(StorageError::Conflict { .. }) => {
                tracing::warn!(%job, kind, attempt, "a job took longer than its lease, and another worker has it");
            }
            // The lease expires, and the job is claimed again.
            Err(error) => return Err(error),
        }
        Ok(true)
    }

    /// Starts worker threads, which run until the returned value is dropped.
    ///
    /// # Errors
    /// When a thread can't be started.
    pub fn start(self, workers: usize) -> std::io::Result<JobWorkers> {
        let runner = Arc::new(self);
        let mut started =
            JobWorkers { stop: Arc::default(), threads: Vec::new(), running: RunningThreads::default() };
        for _ in 0..workers {
            let (runner, stop, counted) = (runner.clone(), started.stop.clone(), started.running.count());
            let thread = std::thread::Builder::new().name("jobs".to_owned()).spawn(move || {
                let _counted = counted;
                runner.work(&stop);
            })?;
            started.threads.push(thread);
        }
        Ok(started)
    }

    /// Runs jobs until it is told to stop.
    fn work(&self, stop: &AtomicBool) {
        let mut pause = FIRST_PAUSE;
        while !stop.load(Ordering::Relaxed) {
            match self.run_next() {
                Ok(true) => {
                    pause = FIRST_PAUSE;
                    continue;
                }
                Ok(false) => {}
                Err(error) => tracing::error!(%error, "jobs can't be claimed or ended; trying again"),
            }
            std::thread::park_timeout(pause);
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }
}

/// The text of a panic.
fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("it panicked: {}", text.unwrap_or("without a message"))
}

/// The threads that run jobs. When this value is dropped they finish the jobs that they are running, and end.
pub struct JobWorkers {
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
    running: RunningThreads,
}

impl JobWorkers {
    /// The threads, counted.
    pub fn running(&self) -> &RunningThreads {
        &self.running
    }
}

impl Drop for JobWorkers {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        for thread in &self.threads {
            thread.thread().unpark();
        }
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("a worker of jobs panicked");
            }
        }
    }
}
