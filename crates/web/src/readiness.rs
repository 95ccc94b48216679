//! Whether the server can do its work, found out within a second.
//!
//! The checks run on a thread of their own when somebody asks. Whoever asks waits for less than a second: a check that takes
//! longer has failed, and while it still runs, the next one who asks is told so at once.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::Duration;

use ranking::Rankings;
use serde::Serialize;
use storage::{Database, RunningThreads, StorageError};
use tokio::sync::oneshot;
use utoipa::ToSchema;

/// How long one who asks waits for all checks.
const TIME_LIMIT: Duration = Duration::from_millis(900);
/// How long the check of the database waits for a connection, a lock or an answer.
const DATABASE_LIMIT: Duration = Duration::from_millis(400);

/// A check that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FailedCheck {
    /// What was checked: `database`, `disk`, `indexer`, `index`, `writer` or `jobs`.
    #[schema(value_type = String, example = "database")]
    pub check: &'static str,
    /// What is wrong, as a sentence without details of the machine.
    #[schema(example = "the database can't be reached")]
    pub reason: String,
}

/// Finds out what is wrong with one thing, each as a sentence without details of the machine.
pub struct Check {
    name: &'static str,
    find: Box<dyn FnMut() -> Vec<String> + Send>,
}

impl Check {
    /// A check with a name.
    pub fn new(name: &'static str, find: impl FnMut() -> Vec<String> + Send + 'static) -> Self {
        Self { name, find: Box::new(find) }
    }

    /// The database answers, has the tables of this program and takes writes.
    pub fn database(database: Database) -> Self {
        Self::new("database", move || {
            let Err(error) = database.check(DATABASE_LIMIT) else { return Vec::new() };
            tracing::debug!(%error, "the database isn't ready");
            vec![match error {
                StorageError::NotMigrated { .. }
                | StorageError::TooNew { .. }
                | StorageError::DevelopmentVersion { .. } => error.to_string(),
                StorageError::DiskFull => "the disk of the database is full".to_owned(),
                StorageError::ReadOnly { .. } => "the database takes no writes".to_owned(),
                StorageError::Busy => "the database is busy with another writer".to_owned(),
                StorageError::Unreachable { .. } => {
                    "the database can't be reached, or has no free connection".to_owned()
                }
                _ => "the database gives errors".to_owned(),
            }]
        })
    }

    /// The indexer runs, applies what changed, and is behind by no more than `max_lag`.
    pub fn indexer(rankings: Arc<Rankings>, max_lag: Duration) -> Self {
        Self::new("indexer", move || rankings.indexer().problems(max_lag))
    }

    /// The index of each programme that was used can be used.
    pub fn index(rankings: Arc<Rankings>) -> Self {
        Self::new("index", move || {
            let opened = rankings.opened();
            let unusable = opened.iter().filter(|programme| programme.unusable_index().is_some());
            unusable
                .map(|programme| format!("the index of programme {} is being built anew", programme.code()))
                .collect()
        })
    }

    /// The thread that writes records and audit entries runs.
    pub fn writer(rankings: Arc<Rankings>) -> Self {
        Self::new("writer", move || match rankings.has_writer() {
            true => Vec::new(),
            false => vec!["the writer of records has ended; start the server again".to_owned()],
        })
    }

    /// The threads that run jobs run.
    pub fn jobs(workers: RunningThreads) -> Self {
        Self::new("jobs", move || match workers.ended() {
            0 => Vec::new(),
            ended => vec![format!("{ended} workers of jobs have ended; start the server again")],
        })
    }
}

/// Asks the thread that checks. Cheap to clone; all clones ask the same thread, which ends with the last of them.
#[derive(Clone)]
pub struct Readiness {
    asks: mpsc::Sender<oneshot::Sender<Vec<FailedCheck>>>,
    /// What the thread has found so far in the round that it makes.
    round: Arc<Mutex<Round>>,
}

#[derive(Default)]
struct Round {
    running: Option<&'static str>,
    failed: Vec<FailedCheck>,
}

impl Readiness {
    /// Starts the thread, which makes the checks in this order: the one that may take long belongs to the end.
    ///
    /// # Errors
    /// When the thread can't be started.
    pub fn start(checks: Vec<Check>) -> std::io::Result<Self> {
        let (asks, asked) = mpsc::channel();
        let round = Arc::<Mutex<Round>>::default();
        let readiness = Self { asks, round: round.clone() };
        std::thread::Builder::new().name("readiness".to_owned()).spawn(move || answer(checks, &asked, &round))?;
        Ok(readiness)
    }

    /// The checks that failed; none when the server is ready. It takes less than a second, whatever happens.
    pub async fn failed(&self) -> Vec<FailedCheck> {
        let (answer, answered) = oneshot::channel();
        // When the thread has ended, nobody answers.
        let _ = self.asks.send(answer);
        match tokio::time::timeout(TIME_LIMIT, answered).await {
            Ok(Ok(failed)) => failed,
            Ok(Err(_)) => {
                vec![FailedCheck {
                    check: "readiness",
                    reason: "nothing can be checked; start the server again".to_owned(),
                }]
            }
            Err(_) => {
                let round = lock(&self.round);
                let mut failed = round.failed.clone();
                let slow = round.running.unwrap_or("readiness");
                failed.push(FailedCheck {
                    check: slow,
                    reason: format!("the check of the {slow} takes longer than a second"),
                });
                failed
            }
        }
    }
}

/// Makes the checks for all who have asked, until nobody can ask any more.
fn answer(mut checks: Vec<Check>, asked: &mpsc::Receiver<oneshot::Sender<Vec<FailedCheck>>>, round: &Mutex<Round>) {
    let mut was_ready = true;
    while let Ok(first) = asked.recv() {
        let waiting: Vec<_> = std::iter::once(first).chain(asked.try_iter()).collect();
        *lock(round) = Round::default();
        for Check { name, find } in &mut checks {
            lock(round).running = Some(name);
            let found = find();
            let mut round = lock(round);
            round.failed.extend(found.into_iter().map(|reason| FailedCheck { check: name, reason }));
        }
        let failed = {
            let mut round = lock(round);
            round.running = None;
            round.failed.clone()
        };
        if was_ready != failed.is_empty() {
            was_ready = failed.is_empty();
            match failed.first() {
                Some(FailedCheck { check, reason }) => tracing::warn!(check, reason, "the server isn't ready"),
                None => tracing::warn!("the server is ready again"),
            }
        }
        for one in waiting {
            // Who asked may have gone.
            let _ = one.send(failed.clone());
        }
    }
}

fn lock(round: &Mutex<Round>) -> MutexGuard<'_, Round> {
    round.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(readiness: &Readiness) -> Vec<FailedCheck> {
        tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .expect("a runtime")
            .block_on(readiness.failed())
    }

    #[test]
    fn every_failed_check_is_named_with_its_reason() {
        let mut broken = true;
        let flaky = Check::new("flaky", move || {
            broken = !broken;
            if broken { vec!["it broke".to_owned()] } else { Vec::new() }
        });
        let always = Check::new("always", || vec!["one".to_owned(), "two".to_owned()]);
        let fine = Check::new("fine", Vec::new);
        let readiness = Readiness::start(vec![flaky, always, fine]).expect("a thread");
        let names = |failed: &[FailedCheck]| failed.iter().map(|one| one.check).collect::<Vec<_>>();
        assert_eq!(names(&ask(&readiness)), ["always", "always"]);
        let failed = ask(&readiness);
        assert_eq!((names(&failed), failed[0].reason.as_str()), (vec!["flaky", "always", "always"], "it broke"));
    }

    #[test]
    fn a_check_that_hangs_has_failed_and_the_others_are_still_told() {
        let (release, released) = mpsc::channel::<()>();
        let first = Check::new("first", || vec!["it broke".to_owned()]);
        let hanging = Check::new("hanging", move || {
            let _ = released.recv();
            Vec::new()
        });
        let readiness = Readiness::start(vec![first, hanging]).expect("a thread");
        for _ in 0..2 {
            let failed = ask(&readiness);
            assert_eq!(failed.iter().map(|one| one.check).collect::<Vec<_>>(), ["first", "hanging"]);
        }
        drop(release);
    }

    #[test]
    fn a_thread_of_checks_that_broke_off_is_told() {
        let breaking = Check::new("breaking", || panic!("a test"));
        let readiness = Readiness::start(vec![breaking]).expect("a thread");
        assert_eq!(ask(&readiness)[0].check, "readiness");
        assert_eq!(ask(&readiness)[0].check, "readiness");
    }
}
