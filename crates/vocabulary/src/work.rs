//! Shifts, contracts and permission to work.

use std::fmt;
use std::str::FromStr;

use crate::{Months, ParseError};
use crate::{written_as, written_as_string};

/// A part of the day or week in which care is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Shift {
    /// During the day.
    Day,
    /// In the evening.
    Evening,
    /// At night.
    Night,
    /// At weekends.
    Weekend,
}

written_as!(Shift, "a shift: day, evening, night or weekend", {
    Day => "day", Evening => "evening", Night => "night", Weekend => "weekend",
});

/// A set of shifts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ShiftSet(u8);

impl ShiftSet {
    /// The set as bits, one for each shift, in the order of [`Shift::ALL`] from the lowest bit.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether the set contains no shift.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Iterates over the shifts in the order of [`Shift::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Shift> {
        Shift::ALL.iter().copied().filter(move |shift| self.0 & (1 << *shift as u8) != 0)
    }
}

impl FromIterator<Shift> for ShiftSet {
    fn from_iter<I: IntoIterator<Item = Shift>>(shifts: I) -> Self {
        Self(shifts.into_iter().fold(0, |bits, shift| bits | 1 << shift as u8))
    }
}

impl serde::Serialize for ShiftSet {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> serde::Deserialize<'de> for ShiftSet {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<Shift>::deserialize(deserializer)?.into_iter().collect())
    }
}

impl schemars::JsonSchema for ShiftSet {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ShiftSet".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let shift = generator.subschema_for::<Shift>();
        schemars::json_schema!({ "type": "array", "items": shift, "uniqueItems": true })
    }
}

/// Whether a candidate may work for a new employer in the Region of the work place, whatever their nationality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum WorkPermission {
    /// May work for any employer.
    Free,
    /// Holds a permit tied to another employer, so the new employer has to apply for one.
    Held,
    /// Needs a permit.
    Needed,
}

written_as!(WorkPermission, "permission to work: free, held or needed", {
    Free => "free", Held => "held", Needed => "needed",
});

/// How long a contract lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Contract {
    /// Without an end date.
    Permanent,
    /// For a number of months, at least one.
    Months(Months),
}

impl FromStr for Contract {
    type Err = ParseError;

    fn from_str(written: &str) -> Result<Self, ParseError> {
        if written == "permanent" {
            return Ok(Self::Permanent);
        }
        match written.parse::<Months>() {
            Ok(months) if months.count() > 0 => Ok(Self::Months(months)),
            _ => Err(ParseError::new(written, "permanent or a number of months from 1 to 1200")),
        }
    }
}

impl fmt::Display for Contract {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Permanent => f.write_str("permanent"),
            Self::Months(months) => months.fmt(f),
        }
    }
}

written_as_string!(Contract, "permanent or a number of months");
