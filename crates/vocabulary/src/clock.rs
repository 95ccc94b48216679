//! The clock by which the program says when something happens and which day it is.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};

/// Gives the current time. One clock is made where the program starts and handed to everything that needs the time; no
/// other code reads the time of the machine. Cheap to clone; all clones give the same time.
#[derive(Clone)]
pub struct Clock(Source);

#[derive(Clone)]
enum Source {
    System,
    /// Microseconds since 1970.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// The clock of this machine.
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// The current time.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock of the machine")]
    pub fn now(&self) -> DateTime<Utc> {
        match &self.0 {
            Source::System => Utc::now(),
            Source::Set(micros) => {
                DateTime::from_timestamp_micros(micros.load(Ordering::SeqCst)).unwrap_or(DateTime::UNIX_EPOCH)
            }
        }
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

/// A clock for tests, which stands still until it is advanced.
#[derive(Debug, Clone)]
pub struct ManualClock(Arc<AtomicI64>);

impl ManualClock {
    /// A clock that stands at a time, to the microsecond.
    pub fn at(time: DateTime<Utc>) -> Self {
        Self(Arc::new(AtomicI64::new(time.timestamp_micros())))
    }

    /// Lets time pass.
    pub fn advance(&self, duration: TimeDelta) {
        self.0.fetch_add(duration.num_microseconds().unwrap_or_default(), Ordering::SeqCst);
    }

    /// The clock to hand in.
    pub fn clock(&self) -> Clock {
        Clock(Source::Set(self.0.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_clones_of_a_manual_clock_are_advanced_together() {
        let manual = ManualClock::at("2026-11-28T23:30:00Z".parse().expect("a timestamp"));
        let (first, second) = (manual.clock(), manual.clock().clone());
        assert_eq!(first.now(), second.now());
        manual.advance(TimeDelta::minutes(30));
        assert_eq!(first.now().to_rfc3339(), "2026-11-29T00:00:00+00:00");
        assert_eq!(first.now(), second.now());
    }
}
