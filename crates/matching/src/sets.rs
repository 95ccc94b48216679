//! Sets of the people of a block, a bit each: what is said of them is said of sixty-four at once.

use crate::vectors::{BLOCK, WORD};

/// A bit of each person of a block: the first person's is the lowest of the first word.
pub(crate) type Bits = [u64; BLOCK / WORD];

/// Nobody of a block.
pub(crate) const NOBODY: Bits = [0; BLOCK / WORD];

/// How many of a block these are.
#[inline(always)]
pub(crate) fn count(people: &Bits) -> u64 {
    people.iter().map(|word| u64::from(word.count_ones())).sum()
}

/// Does something for each of these, by their places in the block, in order.
#[inline(always)]
pub(crate) fn for_each(people: &Bits, mut act: impl FnMut(usize)) {
    for (word, bits) in people.iter().enumerate() {
        let mut left = *bits;
        while left != 0 {
            act(WORD * word + left.trailing_zeros() as usize);
            left &= left - 1;
        }
    }
}

/// Whether the person at a place is one of these: 1 or 0.
#[inline(always)]
pub(crate) fn at(people: &Bits, offset: usize) -> u8 {
    (people[offset / WORD] >> (offset % WORD) & 1) as u8
}

/// Adds the person at a place.
pub(crate) fn mark(people: &mut Bits, offset: usize) {
    people[offset / WORD] |= 1 << (offset % WORD);
}

/// Everybody whom a rule over some sets takes, word by word.
#[inline(always)]
pub(crate) fn those<const N: usize>(sets: [&Bits; N], taken: impl Fn([u64; N]) -> u64) -> Bits {
    let mut people = NOBODY;
    for (place, people) in people.iter_mut().enumerate() {
        let mut words = [0; N];
        for (word, set) in words.iter_mut().zip(sets) {
            *word = set[place];
        }
        *people = taken(words);
    }
    people
}
