//! What each value of a title's column is worth, looked up for many people at once.

use crate::columns::{STATUSLESS, TITLES_UNSAID};
use crate::vectors::Table;

/// The highest status, as a number.
const HIGHEST: u8 = 5;

/// A worth for each value that a title's column may hold: not held, held with each status, with and without another of
/// which none is known, and no title stated at all.
pub(super) fn by_status(worth: impl Fn(u8) -> u8) -> Table {
    const { assert!(STATUSLESS | HIGHEST < 16 && TITLES_UNSAID >= 128, "values that a table tells apart") };
    let held = |value: usize| if value as u8 & 7 <= HIGHEST { worth(value as u8) } else { 0 };
    Table { lowest: std::array::from_fn(held), from_128: worth(TITLES_UNSAID) }
}
