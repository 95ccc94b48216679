//! Timestamps, as both databases store them.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, SecondsFormat, SubsecRound, TimeDelta, Utc};

use crate::StorageError;

/// A timestamp in UTC to the microsecond, always written with the same number of characters
/// (`2026-12-01T09:30:00.000000Z`), so that text order is the order of time and both databases hash the same bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(DateTime<Utc>);

impl Timestamp {
    /// The timestamp as a date and time.
    pub const fn time(self) -> DateTime<Utc> {
        self.0
    }

    /// The timestamp that is `duration` later, or the same one where the calendar ends.
    pub fn plus(self, duration: TimeDelta) -> Self {
        Self(self.0.checked_add_signed(duration).unwrap_or(self.0))
    }
}

impl From<DateTime<Utc>> for Timestamp {
    fn from(time: DateTime<Utc>) -> Self {
        Self(time.trunc_subsecs(6))
    }
}

impl FromStr for Timestamp {
    type Err = StorageError;

    fn from_str(written: &str) -> Result<Self, StorageError> {
        DateTime::parse_from_rfc3339(written)
            .map(|time| time.to_utc().into())
            .map_err(|_| StorageError::unreadable("a timestamp", written))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::Micros, true))
    }
}

impl serde::Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
