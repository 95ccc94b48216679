//! Amounts with their units. All are integers, so sums are exact and the same on every machine.

use std::fmt;
use std::str::FromStr;

use crate::ParseError;
use crate::written_as_string;

/// Parses a decimal number with a dot and at most two decimals into hundredths.
fn hundredths(written: &str, expected: &str) -> Result<u64, ParseError> {
    let wrong = || ParseError::new(written, expected);
    let (whole, decimals) = written.split_once('.').unwrap_or((written, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(decimals) || whole.len() > 9 || decimals.len() > 2 {
        return Err(wrong());
    }
    let whole: u64 = whole.parse().map_err(|_| wrong())?;
    let cents: u64 = decimals.parse().map_err(|_| wrong())?;
    Ok(whole * 100 + if decimals.len() == 1 { cents * 10 } else { cents })
}

/// Writes hundredths as a decimal number without trailing zeros.
fn write_hundredths(value: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value % 100 {
        0 => write!(f, "{}", value / 100),
        decimals if decimals % 10 == 0 => write!(f, "{}.{}", value / 100, decimals / 10),
        decimals => write!(f, "{}.{decimals:02}", value / 100),
    }
}

/// Hours a week, in hundredths; at most 168.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hours(u16);

impl Hours {
    /// The number of hours in a week.
    pub const WEEK: Self = Self(16_800);

    /// Creates the value from hundredths of an hour. Returns `None` above 168 hours.
    pub fn from_hundredths(value: u32) -> Option<Self> {
        u16::try_from(value).ok().filter(|value| *value <= Self::WEEK.0).map(Self)
    }

    /// The amount in hundredths of an hour.
    pub const fn hundredths(self) -> u16 {
        self.0
    }
}

impl FromStr for Hours {
    type Err = ParseError;

    fn from_str(written: &str) -> Result<Self, ParseError> {
        let expected = "hours a week, from 0 to 168, with a dot before at most two decimals";
        u32::try_from(hundredths(written, expected)?)
            .ok()
            .and_then(Self::from_hundredths)
            .ok_or_else(|| ParseError::new(written, expected))
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hundredths(u64::from(self.0), f)
    }
}

written_as_string!(Hours, "hours a week, like 38 or 30.4");

/// Euros, in cents; at most 42,949,672.94.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Euros(u32);

impl Euros {
    /// Creates the amount from cents.
    pub const fn from_cents(cents: u32) -> Self {
        Self(cents)
    }

    /// The amount in cents.
    pub const fn cents(self) -> u32 {
        self.0
    }
}

impl FromStr for Euros {
    type Err = ParseError;

    fn from_str(written: &str) -> Result<Self, ParseError> {
        let expected = "an amount in euros, with a dot before at most two decimals";
        // `u32::MAX` is reserved: columns store it for "unknown".
        u32::try_from(hundredths(written, expected)?)
            .ok()
            .filter(|cents| *cents < u32::MAX)
            .map(Self)
            .ok_or_else(|| ParseError::new(written, expected))
    }
}

impl fmt::Display for Euros {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hundredths(u64::from(self.0), f)
    }
}

written_as_string!(Euros, "an amount in euros, like 2900 or 3350.50");

/// A number of months; at most 1,200.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Months(u16);

impl Months {
    /// The largest value: a century.
    pub const MAX: u16 = 1_200;

    /// Creates the value. Returns `None` above [`Months::MAX`].
    pub fn new(months: u32) -> Option<Self> {
        u16::try_from(months).ok().filter(|months| *months <= Self::MAX).map(Self)
    }

    /// The number of months.
    pub const fn count(self) -> u16 {
        self.0
    }
}

impl FromStr for Months {
    type Err = ParseError;

    fn from_str(written: &str) -> Result<Self, ParseError> {
        let digits = !written.is_empty() && written.len() <= 4 && written.bytes().all(|byte| byte.is_ascii_digit());
        digits
            .then(|| written.parse().ok())
            .flatten()
            .and_then(Self::new)
            .ok_or_else(|| ParseError::new(written, "a whole number of months, from 0 to 1200"))
    }
}

impl fmt::Display for Months {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl serde::Serialize for Months {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(self.0)
    }
}

impl<'de> serde::Deserialize<'de> for Months {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let months = <u32 as serde::Deserialize>::deserialize(deserializer)?;
        Self::new(months).ok_or_else(|| serde::de::Error::custom("expected months, from 0 to 1200"))
    }
}

impl schemars::JsonSchema for Months {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Months".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "minimum": 0, "maximum": Self::MAX })
    }
}

/// A share or a score between 0 and 1, in millionths, so that parts add up exactly to their sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Millionths(u32);

impl Millionths {
    /// 0.
    pub const ZERO: Self = Self(0);
    /// 1.
    pub const ONE: Self = Self(1_000_000);

    /// Creates the value from a count of millionths; counts above 1,000,000 give [`Millionths::ONE`].
    pub const fn new(count: u32) -> Self {
        if count > Self::ONE.0 { Self::ONE } else { Self(count) }
    }

    /// Returns `part / whole`, rounded down and at most 1; 1 when `whole` is 0.
    pub fn share(part: u64, whole: u64) -> Self {
        if part >= whole {
            return Self::ONE;
        }
        Self((part * u64::from(Self::ONE.0) / whole) as u32)
    }

    /// The number of millionths.
    pub const fn count(self) -> u32 {
        self.0
    }

    /// Returns the product of both shares, rounded down.
    pub const fn of(self, other: Self) -> Self {
        Self((self.0 as u64 * other.0 as u64 / Self::ONE.0 as u64) as u32)
    }
}

impl fmt::Display for Millionths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:06}", self.0 / 1_000_000, self.0 % 1_000_000)
    }
}

impl serde::Serialize for Millionths {
    /// Serializes as a JSON number with at most six decimals. Every count of millionths up to 1,000,000 has a 64-bit
    /// float that prints back as the same decimal, so nothing is lost; the counts below 10, which would print with an
    /// exponent, are written as decimals.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if (1..10).contains(&self.0) {
            let written = serde_json::value::RawValue::from_string(self.to_string());
            return written.map_err(serde::ser::Error::custom)?.serialize(serializer);
        }
        serializer.serialize_f64(f64::from(self.0) / 1e6)
    }
}

impl<'de> serde::Deserialize<'de> for Millionths {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let share = <f64 as serde::Deserialize>::deserialize(deserializer)?;
        if !(0.0..=1.0).contains(&share) {
            return Err(serde::de::Error::custom("expected a number from 0 to 1"));
        }
        Ok(Self((share * 1e6).round() as u32))
    }
}

impl schemars::JsonSchema for Millionths {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Millionths".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "number", "minimum": 0, "maximum": 1, "multipleOf": 0.000001 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_and_euros_parse_exactly_and_print_without_trailing_zeros() {
        let hours: Hours = "30.4".parse().expect("hours");
        assert_eq!((hours.hundredths(), hours.to_string().as_str()), (3_040, "30.4"));
        let pay: Euros = "3350.05".parse().expect("euros");
        assert_eq!((pay.cents(), pay.to_string().as_str()), (335_005, "3350.05"));
        assert_eq!("38".parse::<Hours>().expect("hours").to_string(), "38");
    }

    #[test]
    fn values_that_are_not_amounts_are_rejected() {
        for wrong in ["", "-1", "1,5", "1.234", "169", "=1+1", "1e3", ".5", "5.", "٣٨", "99999999999"] {
            assert!(wrong.parse::<Hours>().is_err(), "{wrong}");
        }
        for wrong in ["-2900", "2.900,00", "€ 2900", "=2900", "42949672.95"] {
            assert!(wrong.parse::<Euros>().is_err(), "{wrong}");
        }
        assert!("1201".parse::<Months>().is_err());
    }

    #[test]
    fn millionths_survive_a_json_round_trip() {
        for count in (0..100).chain((0..=1_000_000).step_by(37)) {
            let share = Millionths::new(count);
            let json = serde_json::to_string(&share).expect("a number");
            assert!(json.len() <= 8, "{json} has more than six decimals");
            assert_eq!(serde_json::from_str::<Millionths>(&json).expect("a number"), share);
        }
    }
}
