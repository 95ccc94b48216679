//! The grid on which pay is compared where a candidate's least pay must not be found out.

use serde::{Deserialize, Serialize};
use vocabulary::Euros;

/// The distance between two marks of pay, in whole euros a month.
///
/// An employer may enter as many vacancies as they like, at any pay, and reads the outcome of the rule `pay` for each
/// candidate. On a grid all of these together tell between which two marks a candidate's least pay is, and no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct PayGrid(u32);

/// A distance that is too small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is no grid of pay; give whole euros a month, from {min} to {max}", min = PayGrid::MIN, max = PayGrid::MAX)]
pub struct PayGridError(u32);

impl PayGrid {
    /// The least distance: on a finer grid a candidate's pay could be told to a few euros.
    pub const MIN: u32 = 50;
    /// The largest distance: beyond it no pay would be told from another.
    pub const MAX: u32 = 10_000;

    /// A grid with this distance between its marks.
    ///
    /// # Errors
    /// When it isn't from 50 to 10,000 euros.
    pub fn new(euros: u32) -> Result<Self, PayGridError> {
        if (Self::MIN..=Self::MAX).contains(&euros) { Ok(Self(euros)) } else { Err(PayGridError(euros)) }
    }

    const fn cents(self) -> u32 {
        self.0 * 100
    }

    /// The highest mark at or below an amount.
    pub fn at_or_below(self, pay: Euros) -> Euros {
        Euros::from_cents(pay.cents() / self.cents() * self.cents())
    }

    /// The lowest mark at or above an amount; the amount itself where the mark is too large to be written.
    pub fn at_or_above(self, pay: Euros) -> Euros {
        let above = pay.cents().div_ceil(self.cents()).checked_mul(self.cents()).filter(|cents| *cents < u32::MAX);
        above.map_or(pay, Euros::from_cents)
    }
}

impl Default for PayGrid {
    /// 250 euros.
    fn default() -> Self {
        Self(250)
    }
}

impl TryFrom<u32> for PayGrid {
    type Error = PayGridError;

    fn try_from(euros: u32) -> Result<Self, PayGridError> {
        Self::new(euros)
    }
}

impl From<PayGrid> for u32 {
    fn from(grid: PayGrid) -> Self {
        grid.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euros(written: &str) -> Euros {
        written.parse().expect("an amount")
    }

    #[test]
    fn an_amount_is_between_its_marks() {
        let grid = PayGrid::default();
        for (pay, below, above) in
            [("3350", "3250", "3500"), ("3250", "3250", "3250"), ("3250.01", "3250", "3500"), ("0", "0", "0")]
        {
            assert_eq!((grid.at_or_below(euros(pay)), grid.at_or_above(euros(pay))), (euros(below), euros(above)));
        }
        let largest = euros("42949672.94");
        assert_eq!(grid.at_or_above(largest), largest);
    }

    #[test]
    fn a_grid_has_at_least_fifty_euros() {
        assert_eq!(PayGrid::new(49), Err(PayGridError(49)));
        assert!(PayGrid::new(50).is_ok() && PayGrid::new(10_001).is_err());
        assert!(PayGridError(49).to_string().contains("from 50 to 10000"));
    }
}
