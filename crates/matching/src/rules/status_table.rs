//! Lookup tables for the values of a title's column.

use crate::columns::TITLES_UNKNOWN;
use crate::vectors::LookupTable;

/// A table of `value_of` for each value that a title's column may have: not held, held with each status, with and
/// without an unknown one beside it (all below 16), and no title stated at all.
pub(super) fn status_table(value_of: impl Fn(u8) -> u8) -> LookupTable {
    LookupTable { lowest: std::array::from_fn(|value| value_of(value as u8)), from_128: value_of(TITLES_UNKNOWN) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_its_entry() {
        let value_of = |value: u8| value.wrapping_mul(37) % 4;
        let values: Vec<u8> = (0..6).chain(8..14).chain([TITLES_UNKNOWN]).cycle().take(100).collect();
        let mut found = vec![9; values.len()];
        status_table(value_of).combine_into(&values, &mut found, |_, value_of| value_of);
        assert_eq!(found, values.iter().map(|value| value_of(*value)).collect::<Vec<_>>());
    }
}
