//! Whether threads that should run until the program ends still do.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts the threads of one kind. Clones count together.
#[derive(Debug, Clone, Default)]
pub struct RunningThreads(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    started: AtomicUsize,
    running: AtomicUsize,
}

impl RunningThreads {
    /// Counts a thread, for as long as the returned value lives: move it into the thread, which drops it also when it
    /// panics.
    pub fn count(&self) -> RunningThread {
        self.0.started.fetch_add(1, Ordering::Relaxed);
        self.0.running.fetch_add(1, Ordering::Relaxed);
        RunningThread(self.clone())
    }

    /// The number of threads that run.
    pub fn running(&self) -> usize {
        self.0.running.load(Ordering::Relaxed)
    }

    /// The number of threads that have ended.
    pub fn ended(&self) -> usize {
        self.0.started.load(Ordering::Relaxed).saturating_sub(self.running())
    }

    /// Whether any was ever started.
    pub fn were_started(&self) -> bool {
        self.0.started.load(Ordering::Relaxed) > 0
    }
}

/// A thread that runs.
#[derive(Debug)]
pub struct RunningThread(RunningThreads);

impl Drop for RunningThread {
    fn drop(&mut self) {
        self.0.0.running.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_that_panics_has_ended() {
        let threads = RunningThreads::default();
        assert!(!threads.were_started());
        let (runs, breaks) = (threads.count(), threads.count());
        let broken = std::thread::spawn(move || {
            let _counted = breaks;
            panic!("a test");
        });
        assert!(broken.join().is_err());
        assert_eq!((threads.running(), threads.ended(), threads.were_started()), (1, 1, true));
        drop(runs);
        assert_eq!((threads.running(), threads.ended()), (0, 2));
    }
}
