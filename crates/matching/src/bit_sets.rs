//! Sets of the people of a block, a bit each: what is said of them is said of sixty-four at once.

use crate::vectors::{BLOCK, WORD};

/// A bit of each person of a block: the first person's is the lowest of the first word.
pub(crate) type BitSet = [u64; BLOCK / WORD];

/// Nobody of a block.
pub(crate) const EMPTY: BitSet = [0; BLOCK / WORD];

/// Everybody whom a rule over some sets takes: `bitwise!(open, failed = &rest.failed => open & !failed)`. All sets are
/// deleted through together, word by word.
macro_rules! bitwise {
    ($($name:ident $(= $set:expr)?),+ => $taken:expr) => {{
        let mut people = $crate::bit_sets::EMPTY;
        for (position, people) in people.iter_mut().enumerate() {
            $(let $name = $crate::bit_sets::bitwise!(@word position, $name $(= $set)?);)+
            *people = $taken;
        }
        people
    }};
    (@word $position:ident, $name:ident) => { $name[$position] };
    (@word $position:ident, $name:ident = $set:expr) => { $set[$position] };
}
pub(crate) use bitwise;

/// How many of a block these are.
#[inline(always)]
pub(crate) fn count(people: &BitSet) -> u64 {
    people.iter().map(|word| u64::from(word.count_ones())).sum()
}

/// Does something for each of these, by their positions in the block, in order.
#[inline(always)]
pub(crate) fn for_each(people: &BitSet, mut act: impl FnMut(usize)) {
    // Most words are often empty: those that aren't are found by vectors, as bits of a word of their own.
    const { assert!(EMPTY.len() <= WORD) };
    let mut words = 0u64;
    for (word, bits) in people.iter().enumerate() {
        words |= u64::from(*bits != 0) << word;
    }
    while words != 0 {
        let word = words.trailing_zeros() as usize;
        let mut left = people[word];
        while left != 0 {
            act(WORD * word + left.trailing_zeros() as usize);
            left &= left - 1;
        }
        words &= words - 1;
    }
}

/// Whether the person at a position is one of these.
#[inline(always)]
pub(crate) fn contains(people: &BitSet, offset: usize) -> bool {
    people[offset / WORD] >> (offset % WORD) & 1 == 1
}

/// Adds the person at a position.
#[inline(always)]
pub(crate) fn insert(people: &mut BitSet, offset: usize) {
    people[offset / WORD] |= 1 << (offset % WORD);
}
