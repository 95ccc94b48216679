//! What each value of a title's column is worth, looked up for many people at once.

use crate::columns::TITLES_UNSAID;
use crate::vectors::Table;

/// A worth for each value that a title's column may hold: not held, held with each status, with and without another of
/// which none is known (all below 16), and no title stated at all.
pub(super) fn status_table(worth: impl Fn(u8) -> u8) -> Table {
    Table { lowest: std::array::from_fn(|value| worth(value as u8)), from_128: worth(TITLES_UNSAID) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_worth_what_was_said_of_it() {
        let worth = |value: u8| value.wrapping_mul(37) % 4;
        let values: Vec<u8> = (0..6).chain(8..14).chain([TITLES_UNSAID]).cycle().take(100).collect();
        let mut found = vec![9; values.len()];
        status_table(worth).amend(&values, &mut found, |_, worth| worth);
        assert_eq!(found, values.iter().map(|value| worth(*value)).collect::<Vec<_>>());
    }
}
