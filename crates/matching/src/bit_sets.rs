//! Sets of a block's candidates, one bit each, so that an operation on a word covers 64 candidates.

use crate::vectors::{BLOCK, WORD};

/// A set of a block's candidates: the first candidate's bit is the lowest bit of the first word.
pub(crate) type BitSet = [u64; BLOCK / WORD];

/// The empty set.
pub(crate) const EMPTY: BitSet = [0; BLOCK / WORD];

/// Evaluates a set expression: `bitwise!(open, failed = &rest.failed => open & !failed)` is the difference of `open` and
/// `rest.failed`. One loop passes over all sets word by word, so intermediate sets are never stored.
macro_rules! bitwise {
    ($($name:ident $(= $set:expr)?),+ => $word:expr) => {{
        let mut result = $crate::bit_sets::EMPTY;
        for (position, word) in result.iter_mut().enumerate() {
            $(let $name = $crate::bit_sets::bitwise!(@word position, $name $(= $set)?);)+
            *word = $word;
        }
        result
    }};
    (@word $position:ident, $name:ident) => { $name[$position] };
    (@word $position:ident, $name:ident = $set:expr) => { $set[$position] };
}
pub(crate) use bitwise;

/// The number of candidates in a set.
#[inline(always)]
pub(crate) fn cardinality(people: &BitSet) -> u64 {
    people.iter().map(|word| u64::from(word.count_ones())).sum()
}

/// Calls `visit` with the position in the block of each candidate in a set, in ascending order.
#[inline(always)]
pub(crate) fn for_each(people: &BitSet, mut visit: impl FnMut(usize)) {
    // Most words are often empty, so the words that aren't are found by vectors first, as the bits of one more word.
    const { assert!(EMPTY.len() <= WORD) };
    let mut words = 0u64;
    for (word, bits) in people.iter().enumerate() {
        words |= u64::from(*bits != 0) << word;
    }
    while words != 0 {
        let word = words.trailing_zeros() as usize;
        let mut remaining = people[word];
        while remaining != 0 {
            visit(WORD * word + remaining.trailing_zeros() as usize);
            remaining &= remaining - 1;
        }
        words &= words - 1;
    }
}

/// Whether a set contains the candidate at a position.
#[inline(always)]
pub(crate) fn contains(people: &BitSet, offset: usize) -> bool {
    people[offset / WORD] >> (offset % WORD) & 1 == 1
}

/// Adds the candidate at a position to a set.
#[inline(always)]
pub(crate) fn insert(people: &mut BitSet, offset: usize) {
    people[offset / WORD] |= 1 << (offset % WORD);
}
