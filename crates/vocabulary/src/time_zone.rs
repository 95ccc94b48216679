//! Time zones, by the data that is built into the program: that of the machine may be years old.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use jiff::tz::TimeZoneDatabase;

use crate::{Date, ParseError};

static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// A time zone of the IANA database, such as `Europe/Brussels`. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeZone(jiff::tz::TimeZone);

impl TimeZone {
    /// The name in the IANA database.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or_default()
    }

    /// The date and time that clocks of this zone show at a time. Outside the years -9999 to 9999 it is the one in UTC.
    pub fn local_time(&self, time: DateTime<Utc>) -> NaiveDateTime {
        let offset = jiff::Timestamp::from_second(time.timestamp()).map_or(0, |at| self.0.to_offset(at).seconds());
        time.naive_utc() + TimeDelta::seconds(i64::from(offset))
    }

    /// The day that it is in this zone at a time.
    pub fn day(&self, time: DateTime<Utc>) -> Date {
        self.local_time(time).date()
    }
}

impl FromStr for TimeZone {
    type Err = ParseError;

    fn from_str(written: &str) -> Result<Self, ParseError> {
        // The lookup ignores case; a name has one spelling here.
        let found = DATABASE.get(written).ok().filter(|zone| zone.iana_name() == Some(written));
        found.map(Self).ok_or_else(|| {
            ParseError::new(written, "the name of a time zone in the IANA database, like Europe/Brussels")
        })
    }
}

impl fmt::Display for TimeZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(zone: &str, time: &str) -> String {
        let zone: TimeZone = zone.parse().expect("a time zone");
        zone.local_time(time.parse().expect("a timestamp")).to_string()
    }

    #[test]
    fn a_day_begins_at_midnight_of_the_zone() {
        let zone: TimeZone = "Europe/Brussels".parse().expect("a time zone");
        let day = |time: &str| zone.day(time.parse().expect("a timestamp")).to_string();
        assert_eq!(day("2026-11-28T22:59:59Z"), "2026-11-28");
        assert_eq!(day("2026-11-28T23:30:00Z"), "2026-11-29");
        assert_eq!(day("2026-06-28T21:59:59Z"), "2026-06-28", "summer time");
        assert_eq!(day("2026-06-28T22:00:00Z"), "2026-06-29");
    }

    /// Morocco ended its +01 for good on 20 September 2026 (tz 2026c). Data of a machine may not have it yet, and says +01
    /// with an exception in each Ramadan.
    #[test]
    fn morocco_has_been_at_utc_since_september_2026() {
        let casablanca = |time| local("Africa/Casablanca", time);
        assert_eq!(casablanca("2026-09-19T12:00:00Z"), "2026-09-19 13:00:00");
        assert_eq!(casablanca("2026-11-28T12:00:00Z"), "2026-11-28 12:00:00");
        assert_eq!(casablanca("2027-02-15T12:00:00Z"), "2027-02-15 12:00:00", "in Ramadan");
        assert_eq!(casablanca("2027-07-01T12:00:00Z"), "2027-07-01 12:00:00");
    }

    #[test]
    fn a_zone_keeps_its_name_and_an_unknown_one_is_refused() {
        for name in ["Europe/Brussels", "Africa/Casablanca", "Pacific/Kiritimati", "Asia/Kolkata"] {
            assert_eq!(name.parse::<TimeZone>().expect("a time zone").to_string(), name);
        }
        for wrong in ["", "Europe/Ghent", "europe/brussels", "+01:00", "CET-1CEST", "../etc/passwd"] {
            let error = wrong.parse::<TimeZone>().expect_err(wrong).to_string();
            assert!(error.contains("Europe/Brussels"), "{error}");
        }
    }
}
