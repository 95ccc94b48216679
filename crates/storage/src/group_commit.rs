//! One writer for many small pieces of work: it commits whatever is waiting in one transaction, so that durability
//! costs one `fsync` for all of them and is never given up for speed.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::mpsc;
use std::task::{Context, Poll};
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use crate::{Database, StorageError, Transaction};

/// Most pieces in one transaction, so that the first one doesn't wait for an endless stream of others.
const MAX_BATCH: usize = 512;

/// A piece of work within a transaction that it shares with others.
pub type Work = Box<dyn FnOnce(&mut Transaction<'_>) -> Result<(), StorageError> + Send>;

type Answer = oneshot::Sender<Result<(), StorageError>>;

/// The writer: a thread of its own. When this value is dropped, what waits is still committed.
pub struct GroupCommit {
    waiting: Option<mpsc::Sender<(Work, Answer)>>,
    thread: Option<JoinHandle<()>>,
}

impl GroupCommit {
    /// Starts the writer.
    ///
    /// # Errors
    /// When the machine gives no further thread.
    pub fn start(database: Database) -> Result<Self, StorageError> {
        let (waiting, work) = mpsc::channel();
        let thread = std::thread::Builder::new()
            .name("group-commit".to_owned())
            .spawn(move || write_all(&database, &work))
            .map_err(|error| StorageError::Other(format!("no thread for the writer: {error}")))?;
        Ok(Self { waiting: Some(waiting), thread: Some(thread) })
    }

    /// Hands in a piece of work. It is done, and durable, when the answer says so; if it fails, nothing of it is
    /// kept and the others that share its transaction aren't touched.
    ///
    /// The work runs on the writer's thread and makes everybody wait, so it is short.
    pub fn submit(
        &self,
        work: impl FnOnce(&mut Transaction<'_>) -> Result<(), StorageError> + Send + 'static,
    ) -> Committed {
        let (answer, committed) = oneshot::channel();
        if let Some(waiting) = &self.waiting {
            // A writer that is gone drops the work and its answer, which the caller sees as broken off.
            let _ = waiting.send((Box::new(work), answer));
        }
        Committed(committed)
    }
}

impl Drop for GroupCommit {
    fn drop(&mut self) {
        drop(self.waiting.take());
        let Some(thread) = self.thread.take() else { return };
        // A piece of work may have owned the last handle; the writer doesn't wait for itself.
        if thread.thread().id() != std::thread::current().id() && thread.join().is_err() {
            tracing::error!("the writer broke off");
        }
    }
}

/// The answer to a piece of work, once it is committed: to be awaited under any runtime, or with [`Self::wait`].
#[derive(Debug)]
pub struct Committed(oneshot::Receiver<Result<(), StorageError>>);

impl Committed {
    /// Waits, on this thread. Not for use within a runtime's own threads: there, await it.
    ///
    /// # Errors
    /// That of the work, or of the commit.
    pub fn wait(self) -> Result<(), StorageError> {
        self.0.blocking_recv().unwrap_or(Err(StorageError::Interrupted))
    }
}

impl Future for Committed {
    type Output = Result<(), StorageError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context).map(|answer| answer.unwrap_or(Err(StorageError::Interrupted)))
    }
}

/// Takes what waits, writes it, answers; until nobody can hand in any more.
fn write_all(database: &Database, waiting: &mpsc::Receiver<(Work, Answer)>) {
    while let Ok(first) = waiting.recv() {
        let (work, answers): (Vec<Work>, Vec<Answer>) =
            std::iter::once(first).chain(waiting.try_iter().take(MAX_BATCH - 1)).unzip();
        let count = answers.len();
        let outcomes: Vec<Result<(), StorageError>> = database
            .write(|transaction| {
                let outcomes: Vec<_> = work.into_iter().map(|work| alone(transaction, work)).collect();
                // A disk that is full for one is full for all, and everybody is told so.
                if outcomes.contains(&Err(StorageError::DiskFull)) {
                    Err(StorageError::DiskFull)
                } else {
                    Ok(outcomes)
                }
            })
            .unwrap_or_else(|error| vec![Err(error); count]);
        for (answer, outcome) in answers.into_iter().zip(outcomes) {
            // Whoever no longer listens has its work done all the same.
            let _ = answer.send(outcome);
        }
    }
}

/// Does one piece so that its failure, even its panic, undoes that piece and nothing else.
fn alone(transaction: &mut Transaction<'_>, work: Work) -> Result<(), StorageError> {
    transaction.savepoint(|transaction| {
        std::panic::catch_unwind(AssertUnwindSafe(|| work(transaction))).unwrap_or(Err(StorageError::Interrupted))
    })
}
