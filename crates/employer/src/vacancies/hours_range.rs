//! The weekly hours of a post.

use std::fmt;
use std::str::FromStr;

use vocabulary::{Hours, ParseError};

/// Hours a week, from the least to the most that the employer accepts; both are equal when there is no choice.
///
/// Written `38` or `19-38`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HoursRange {
    least: Hours,
    most: Hours,
}

impl HoursRange {
    /// A range; `None` when it is reversed.
    pub fn new(least: Hours, most: Hours) -> Option<Self> {
        (least <= most).then_some(Self { least, most })
    }

    /// The fewest hours a week.
    pub const fn least(self) -> Hours {
        self.least
    }

    /// The most hours a week.
    pub const fn most(self) -> Hours {
        self.most
    }
}

impl FromStr for HoursRange {
    type Err = ParseError;

    fn from_str(written: &str) -> Result<Self, ParseError> {
        let expected = "hours a week, like 38 or 30.4, or a range with the lower number first, like 19-38";
        let wrong = |_| ParseError::new(written, expected);
        let (least, most) = written.split_once('-').unwrap_or((written, written));
        let (least, most) = (least.parse().map_err(wrong)?, most.parse().map_err(wrong)?);
        Self::new(least, most).ok_or_else(|| ParseError::new(written, expected))
    }
}

impl fmt::Display for HoursRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.least == self.most { self.least.fmt(f) } else { write!(f, "{}-{}", self.least, self.most) }
    }
}

vocabulary::written_as_string!(HoursRange, "hours a week, like 38, or a range like 19-38");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_reads_back_and_a_reversed_one_is_refused() {
        for written in ["38", "19-38", "30.4-38"] {
            assert_eq!(written.parse::<HoursRange>().expect(written).to_string(), written);
        }
        for wrong in ["38-19", "-38", "38-", "19-38-40", "169", "38 uur"] {
            assert!(wrong.parse::<HoursRange>().is_err(), "{wrong}");
        }
    }
}
