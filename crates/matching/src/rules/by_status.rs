//! What each value of a title's column is worth, asked of many people at once.

use super::widest;
use crate::columns::{STATUSLESS, TITLES_UNSAID};
use crate::vectors::BLOCK;

/// The highest status, as a number.
const HIGHEST: u8 = 5;

/// A worth for each value of a title's column: the values from which it differs, lowest first. Comparing with those
/// few becomes vectors, as looking a value up in a table does not.
#[derive(Debug, Clone)]
pub(super) struct ByStatus<T> {
    steps: Vec<(u8, T)>,
}

impl<T: Copy + PartialEq> ByStatus<T> {
    /// Asks once for every value that the column may hold: not held, held with each status, with and without another
    /// of which none is known, and no title stated at all.
    pub(super) fn new(worth: impl Fn(u8) -> T) -> Self {
        let held = (0..=STATUSLESS | HIGHEST).filter(|value| value & 7 <= HIGHEST);
        let mut steps: Vec<(u8, T)> = Vec::new();
        for value in held.chain([TITLES_UNSAID]) {
            let worth = worth(value);
            if steps.last().is_none_or(|(_, last)| *last != worth) {
                steps.push((value, worth));
            }
        }
        Self { steps }
    }

    /// Amends what is known of at most a block of people by what their values are worth.
    pub(super) fn amend<U: Copy>(&self, values: &[u8], known: &mut [U], amended: impl Fn(U, T) -> U) {
        let Some(((_, lowest), steps)) = self.steps.split_first() else { return };
        let mut worths = [*lowest; BLOCK];
        let worths = &mut worths[..values.len()];
        widest(
            #[inline(always)]
            move || {
                for &(from, worth) in steps {
                    for (so_far, value) in worths.iter_mut().zip(values) {
                        *so_far = if *value >= from { worth } else { *so_far };
                    }
                }
                for (known, worth) in known.iter_mut().zip(&*worths) {
                    *known = amended(*known, *worth);
                }
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_worth_what_was_said_of_it() {
        let worth = |value: u8| value.wrapping_mul(37) % 4;
        let by_status = ByStatus::new(worth);
        let values: Vec<u8> = (0..6).chain(8..14).chain([TITLES_UNSAID]).cycle().take(100).collect();
        let mut found = vec![9; values.len()];
        by_status.amend(&values, &mut found, |_, worth| worth);
        assert_eq!(found, values.iter().map(|value| worth(*value)).collect::<Vec<_>>());
    }
}
