//! Amounts of study and the time that they stand for, exactly.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};
use std::str::FromStr;

use serde::{Serialize, Serializer};
use vocabulary::{ParseError, written_as_string};

/// Ten-thousandths, in which amounts are counted.
const AMOUNT_SCALE: u64 = 10_000;
/// Hundredths, in which factors of units are counted.
const FACTOR_SCALE: u64 = 100;
/// Minutes in an hour.
const HOUR: u64 = 60;

/// Parses a decimal number with a dot and at most `decimals` decimals into units of the last decimal.
fn decimal(written: &str, decimals: usize) -> Option<u64> {
    let (whole, fraction) = written.split_once('.').unwrap_or((written, "0"));
    if whole.is_empty() || fraction.is_empty() || whole.len() > 12 || fraction.len() > decimals {
        return None;
    }
    let digits = whole.bytes().chain(fraction.bytes());
    let number = digits
        .into_iter()
        .try_fold(0_u64, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u64::from(byte - b'0')))?;
    Some(number * 10_u64.pow(u32::try_from(decimals - fraction.len()).ok()?))
}

/// Writes a number that counts units of its last decimal, without trailing zeros.
fn write_decimal(value: u128, scale: u128, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    // Nearly every value has 64 bits, of which quotients take a fraction of the time.
    let (whole, mut fraction) = match (u64::try_from(value), u64::try_from(scale)) {
        (Ok(value), Ok(scale)) => (u128::from(value / scale), u128::from(value % scale)),
        _ => (value / scale, value % scale),
    };
    if fraction == 0 {
        return write!(f, "{whole}");
    }
    let mut digits = scale.ilog10() as usize;
    while fraction.is_multiple_of(10) {
        fraction /= 10;
        digits -= 1;
    }
    write!(f, "{whole}.{fraction:0digits$}")
}

/// A number of hours, periods, weeks or credits, in ten-thousandths; at most 100,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(u64);

impl Amount {
    /// The largest amount.
    const MOST: u64 = 100_000 * AMOUNT_SCALE;

    /// Whether it is more than nothing.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }
}

impl FromStr for Amount {
    type Err = ParseError;

    fn from_str(written: &str) -> Result<Self, ParseError> {
        let expected = if written.starts_with('-') {
            "an amount that isn't negative"
        } else if written.contains(',') {
            "an amount in digits with a dot before the decimals, like 45 or 37.5"
        } else {
            "an amount in digits, from 0 to 100000, with at most four decimals, like 45 or 37.5"
        };
        let amount = decimal(written, 4).filter(|amount| *amount <= Self::MOST);
        amount.map(Self).ok_or_else(|| ParseError::new(written, expected))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_decimal(self.0.into(), AMOUNT_SCALE.into(), f)
    }
}

written_as_string!(Amount, "an amount in the unit of its row, like 45 or 37.5");

/// The unit of a row's amounts, with the factor that makes it hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum StudyUnit {
    /// Hours of 60 minutes.
    #[default]
    Hour,
    /// Periods, with the minutes of one, in hundredths.
    Period(u32),
    /// Weeks, with the hours of one, in hundredths.
    Week(u32),
    /// Credits of the European Credit Transfer and Accumulation System or of a country, with the hours of one, in
    /// hundredths. Credits count workload, which includes self-study, so their hours are never silently taught hours.
    Credit(u32),
}

impl StudyUnit {
    /// The minutes in one unit, in hundredths.
    const fn minutes(self) -> u64 {
        match self {
            Self::Hour => HOUR * FACTOR_SCALE,
            Self::Period(minutes) => minutes as u64,
            Self::Week(hours) | Self::Credit(hours) => hours as u64 * HOUR,
        }
    }

    /// The time of an amount in this unit.
    pub const fn time(self, amount: Amount) -> StudyTime {
        StudyTime(amount.0 as u128 * self.minutes() as u128)
    }

    /// The time of one unit.
    pub const fn one(self) -> StudyTime {
        self.time(Amount(AMOUNT_SCALE))
    }
}

impl FromStr for StudyUnit {
    type Err = ParseError;

    fn from_str(written: &str) -> Result<Self, ParseError> {
        let wrong = |expected: &str| ParseError::new(written, expected);
        let (unit, factor) = written.split_once(':').map_or((written, None), |(unit, factor)| (unit, Some(factor)));
        let factor = |least: u64, most: u64, expected: &str| {
            let factor = factor.and_then(|factor| decimal(factor, 2));
            let fits = factor.filter(|factor| (least * FACTOR_SCALE..=most * FACTOR_SCALE).contains(factor));
            fits.and_then(|factor| u32::try_from(factor).ok()).ok_or_else(|| wrong(expected))
        };
        match unit {
            "hour" if written == "hour" => Ok(Self::Hour),
            "period" => factor(5, 240, "the minutes of a period, from 5 to 240, like period:45").map(Self::Period),
            "week" => factor(1, 168, "the hours of a week, from 1 to 168, like week:38").map(Self::Week),
            "ects" => factor(
                1,
                60,
                "the hours that a credit stands for, from 1 to 60, like ects:25, chosen by an officer: credits are \
                 workload with self-study and not hours",
            )
            .map(Self::Credit),
            _ => Err(wrong(
                "a unit: hour, period:45 (minutes of a period), week:38 (hours of a week) or ects:25 (hours of a credit)",
            )),
        }
    }
}

impl fmt::Display for StudyUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, factor) = match self {
            Self::Hour => return f.write_str("hour"),
            Self::Period(factor) => ("period", factor),
            Self::Week(factor) => ("week", factor),
            Self::Credit(factor) => ("ects", factor),
        };
        write!(f, "{unit}:")?;
        write_decimal((*factor).into(), FACTOR_SCALE.into(), f)
    }
}

written_as_string!(StudyUnit, "a unit with its factor: hour, period:45, week:38 or ects:25");

/// A time of study, in millionths of a minute, so that sums and comparisons are exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct StudyTime(u128);

impl StudyTime {
    /// No time.
    pub const ZERO: Self = Self(0);
    const MINUTE: u128 = (AMOUNT_SCALE * FACTOR_SCALE) as u128;

    /// A number of minutes.
    pub const fn from_minutes(minutes: u32) -> Self {
        Self(minutes as u128 * Self::MINUTE)
    }

    /// A number of hours.
    pub const fn from_hours(hours: u32) -> Self {
        Self(hours as u128 * HOUR as u128 * Self::MINUTE)
    }

    /// Its whole hours, and the minutes beside them, which may have decimals.
    pub fn hours_and_minutes(self) -> (u128, Self) {
        let hour = u128::from(HOUR) * Self::MINUTE;
        (self.0 / hour, Self(self.0 % hour))
    }

    /// How much longer it is than another time; nothing when it isn't.
    pub const fn beyond(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Add for StudyTime {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for StudyTime {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.beyond(other)
    }
}

impl Sum for StudyTime {
    fn sum<I: Iterator<Item = Self>>(times: I) -> Self {
        times.fold(Self::ZERO, Add::add)
    }
}

/// In minutes, as an exact decimal number.
impl fmt::Display for StudyTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_decimal(self.0, Self::MINUTE, f)
    }
}

impl FromStr for StudyTime {
    type Err = ParseError;

    fn from_str(written: &str) -> Result<Self, ParseError> {
        decimal(written, 6)
            .map(u128::from)
            .map(Self)
            .ok_or_else(|| ParseError::new(written, "minutes as a decimal number"))
    }
}

impl Serialize for StudyTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A number of years, in hundredths; at most 20.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Years(u32);

impl Years {
    /// A whole number of years.
    pub const fn new(years: u8) -> Self {
        Self(years as u32 * 100)
    }

    /// How many more years it is than another number; nothing when it isn't.
    pub const fn beyond(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl FromStr for Years {
    type Err = ParseError;

    fn from_str(written: &str) -> Result<Self, ParseError> {
        let years = decimal(written, 2).and_then(|years| u32::try_from(years).ok()).filter(|years| *years <= 2_000);
        years.map(Self).ok_or_else(|| ParseError::new(written, "a number of years, from 0 to 20, like 3 or 3.5"))
    }
}

impl fmt::Display for Years {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_decimal(self.0.into(), FACTOR_SCALE.into(), f)
    }
}

/// As a number.
impl Serialize for Years {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 % 100 {
            0 => serializer.serialize_u32(self.0 / 100),
            _ => serializer.serialize_f64(f64::from(self.0) / 100.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(amount: &str, unit: &str) -> String {
        let unit: StudyUnit = unit.parse().expect("a unit");
        unit.time(amount.parse().expect("an amount")).to_string()
    }

    #[test]
    fn amounts_become_exact_minutes() {
        assert_eq!(time("45", "hour"), "2700");
        assert_eq!(time("33.5", "period:45"), "1507.5");
        assert_eq!(time("2", "week:37.5"), "4500");
        assert_eq!(time("0.3333", "ects:27.25"), "544.9455");
        assert_eq!(time("100000", "week:168"), "1008000000");
        assert_eq!(StudyTime::from_minutes(92_000).hours_and_minutes(), (1_533, StudyTime::from_minutes(20)));
    }

    #[test]
    fn what_is_no_amount_or_unit_says_what_is_expected() {
        for (written, expected) in [
            ("-3", "negative"),
            ("3,5", "dot"),
            ("trente", "digits"),
            ("1e3", "digits"),
            ("100000.1", "100000"),
            ("1.23456", "four decimals"),
        ] {
            let error = written.parse::<Amount>().expect_err("no amount").to_string();
            assert!(error.contains(expected), "{error}");
        }
        for (written, expected) in [
            ("ects", "ects:25"),
            ("ects:90", "1 to 60"),
            ("period", "period:45"),
            ("hour:50", "a unit"),
            ("heure", "a unit"),
        ] {
            let error = written.parse::<StudyUnit>().expect_err("no unit").to_string();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn units_and_years_are_written_as_they_are_read() {
        for unit in ["hour", "period:45", "week:37.5", "ects:27.25"] {
            assert_eq!(unit.parse::<StudyUnit>().expect("a unit").to_string(), unit);
        }
        assert_eq!(
            serde_json::to_string(&["3", "3.5"].map(|years| years.parse::<Years>().expect("years"))).expect("JSON"),
            "[3,3.5]"
        );
    }
}
