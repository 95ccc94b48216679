//! One writer for many small pieces of work: it commits all that is waiting in one transaction, so that durability costs
//! one `fsync` for all of it.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::mpsc;
use std::task::{Context, Poll};
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use crate::{Database, RunningThreads, StorageError, Transaction, log_sequence};

/// The most pieces of work in one transaction, which bounds the wait of the first one.
const MAX_BATCH: usize = 512;

/// A piece of work in a transaction that it shares with others.
pub type Work = Box<dyn FnOnce(&mut Transaction<'_>) -> Result<(), StorageError> + Send>;

type OutcomeSender = oneshot::Sender<Result<(), StorageError>>;

/// The writer, a thread of its own. Waiting work is still committed when this value is dropped.
pub struct GroupCommit {
    queue: Option<mpsc::Sender<(Work, OutcomeSender)>>,
    thread: Option<JoinHandle<()>>,
    running: RunningThreads,
}

impl GroupCommit {
    /// Starts the writer.
    ///
    /// # Errors
    /// When the thread can't be started.
    pub fn start(database: Database) -> Result<Self, StorageError> {
        let (queue, waiting) = mpsc::channel();
        let running = RunningThreads::default();
        let counted = running.count();
        let thread = std::thread::Builder::new()
            .name("group-commit".to_owned())
            .spawn(move || {
                let _counted = counted;
                write_all(&database, &waiting);
            })
            .map_err(|error| StorageError::Other(format!("no thread for the writer: {error}")))?;
        Ok(Self { queue: Some(queue), thread: Some(thread), running })
    }

    /// Whether the writer runs.
    pub fn is_running(&self) -> bool {
        self.running.running() > 0
    }

    /// Submits a piece of work. It is durable once the returned [`Committed`] resolves to `Ok`; if it fails, its changes
    /// are rolled back and the rest of the transaction isn't affected.
    ///
    /// All other work waits while it runs on the writer's thread, so keep it short.
    pub fn submit(
        &self,
        work: impl FnOnce(&mut Transaction<'_>) -> Result<(), StorageError> + Send + 'static,
    ) -> Committed {
        let (outcome, committed) = oneshot::channel();
        if let Some(queue) = &self.queue {
            // If the writer has ended, the sender is dropped and the caller gets `StorageError::Interrupted`.
            let _ = queue.send((Box::new(work), outcome));
        }
        Committed(committed)
    }
}

impl Drop for GroupCommit {
    fn drop(&mut self) {
        drop(self.queue.take());
        let Some(thread) = self.thread.take() else { return };
        // A piece of work may own the last handle, and the writer must not join its own thread.
        if thread.thread().id() != std::thread::current().id() && thread.join().is_err() {
            tracing::error!("the writer broke off");
        }
    }
}

/// The outcome of a piece of work once it is committed: a future for any runtime, or blocking with [`Self::wait`].
#[derive(Debug)]
pub struct Committed(oneshot::Receiver<Result<(), StorageError>>);

impl Committed {
    /// Blocks this thread until the outcome is there. On the threads of an async runtime, await it instead.
    ///
    /// # Errors
    /// The error of the work, or of the commit.
    pub fn wait(self) -> Result<(), StorageError> {
        self.0.blocking_recv().unwrap_or(Err(StorageError::Interrupted))
    }
}

impl Future for Committed {
    type Output = Result<(), StorageError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context).map(|outcome| outcome.unwrap_or(Err(StorageError::Interrupted)))
    }
}

/// Writes the waiting work and sends the outcomes, until the queue is closed.
fn write_all(database: &Database, waiting: &mpsc::Receiver<(Work, OutcomeSender)>) {
    while let Ok(first) = waiting.recv() {
        let (work, senders): (Vec<Work>, Vec<OutcomeSender>) =
            std::iter::once(first).chain(waiting.try_iter().take(MAX_BATCH - 1)).unzip();
        let count = senders.len();
        let outcomes: Vec<Result<(), StorageError>> = database
            .write(|transaction| {
                // The first piece of work with an audit entry locks the log, and later ones wait for rows that another
                // server has inserted and that server for the log. So all lock the log before any row.
                log_sequence::lock(transaction)?;
                let outcomes: Vec<_> = work.into_iter().map(|work| run_isolated(transaction, work)).collect();
                // A full disk fails the whole transaction, so each caller gets that error.
                if outcomes.contains(&Err(StorageError::DiskFull)) {
                    Err(StorageError::DiskFull)
                } else {
                    Ok(outcomes)
                }
            })
            .unwrap_or_else(|error| vec![Err(error); count]);
        for (sender, outcome) in senders.into_iter().zip(outcomes) {
            // A caller may have dropped its `Committed`; the work is committed all the same.
            let _ = sender.send(outcome);
        }
    }
}

/// Runs one piece of work within a savepoint: its error or panic rolls back that piece only.
fn run_isolated(transaction: &mut Transaction<'_>, work: Work) -> Result<(), StorageError> {
    transaction.savepoint(|transaction| {
        std::panic::catch_unwind(AssertUnwindSafe(|| work(transaction))).unwrap_or(Err(StorageError::Interrupted))
    })
}
