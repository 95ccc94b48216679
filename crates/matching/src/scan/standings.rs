//! The standings of a block's candidates, computed from the outcomes of all checks by set algebra.
//!
//! For each kind of shortfall (not met, unknown, by plan) a block has two sets: `some`, the candidates with at least one
//! requirement of that kind, and `several`, those with at least two. A check adds its set `X` of that kind by
//!
//! ```text
//! several := several ∪ (some ∩ X)
//! some    := some ∪ X
//! ```
//!
//! and the standings follow: *ready* is `open \ failed \ unknown \ by_plan` of `some`, *reachable* is
//! `(open ∩ by_plan) \ failed \ unknown`, *to verify* is `(open ∩ unknown) \ failed`, and a *near miss* is
//! `(open ∩ some.failed) \ several.failed`. See docs/scan.md.

use vocabulary::Outcome;

use crate::bit_sets::{BitSet, EMPTY, bitwise, contains};
use crate::outcome_bits::OutcomeBits;
use crate::vectors::WORD;

/// The numbers of candidates who are ready, reachable and to verify: those whose worst outcome is *met*, *by plan* and
/// *unknown*.
pub(super) type Counts = [u64; 3];

/// One word of [`Shortfalls`]: 64 candidates.
#[derive(Clone, Copy)]
struct ShortfallWord {
    failed: u64,
    unknown: u64,
    by_plan: u64,
}

impl ShortfallWord {
    /// The shortfalls in one check's outcomes.
    #[inline(always)]
    fn from_outcomes(outcome_bits: &OutcomeBits, word: usize) -> Self {
        let (low, high) = (outcome_bits.low[word], outcome_bits.high[word]);
        Self { failed: low & high, unknown: !low & high, by_plan: low & !high }
    }

    /// Combines each kind of shortfall with the same kind of another word.
    #[inline(always)]
    fn combine_kinds(self, other: Self, combine: impl Fn(u64, u64) -> u64) -> Self {
        Self {
            failed: combine(self.failed, other.failed),
            unknown: combine(self.unknown, other.unknown),
            by_plan: combine(self.by_plan, other.by_plan),
        }
    }

    #[inline(always)]
    fn union(self, other: Self) -> Self {
        self.combine_kinds(other, |own, other| own | other)
    }

    #[inline(always)]
    fn intersection(self, other: Self) -> Self {
        self.combine_kinds(other, |own, other| own & other)
    }

    #[inline(always)]
    fn difference(self, other: Self) -> Self {
        self.combine_kinds(other, |own, other| own & !other)
    }

    /// The candidates among `people` who are ready, reachable and to verify.
    #[inline(always)]
    fn ranked(self, people: u64) -> [u64; 3] {
        let Self { failed, unknown, by_plan } = self;
        let ranked = people & !failed;
        [ranked & !unknown & !by_plan, ranked & !unknown & by_plan, ranked & unknown]
    }
}

/// The candidates with a requirement that is not met, unknown or met by plan.
#[derive(Clone)]
pub(super) struct Shortfalls {
    pub(super) failed: BitSet,
    pub(super) unknown: BitSet,
    pub(super) by_plan: BitSet,
}

impl Shortfalls {
    /// No candidate has a shortfall.
    pub(super) const EMPTY: Self = Self { failed: EMPTY, unknown: EMPTY, by_plan: EMPTY };

    #[inline(always)]
    fn word(&self, word: usize) -> ShortfallWord {
        ShortfallWord { failed: self.failed[word], unknown: self.unknown[word], by_plan: self.by_plan[word] }
    }

    #[inline(always)]
    fn set_word(&mut self, word: usize, shortfalls: ShortfallWord) {
        let ShortfallWord { failed, unknown, by_plan } = shortfalls;
        (self.failed[word], self.unknown[word], self.by_plan[word]) = (failed, unknown, by_plan);
    }

    /// Adds a check's outcomes: the union of each kind.
    #[inline(always)]
    pub(super) fn add(&mut self, outcome_bits: &OutcomeBits) {
        for word in 0..EMPTY.len() {
            self.set_word(word, self.word(word).union(ShortfallWord::from_outcomes(outcome_bits, word)));
        }
    }

    /// Adds to `counts` how many of `people` are ready, reachable and to verify.
    #[inline(always)]
    pub(super) fn count(&self, people: &BitSet, counts: &mut Counts) {
        count_words(
            people,
            counts,
            #[inline(always)]
            |word| self.word(word),
        );
    }

    /// The worst outcome of the candidate at a position, over these shortfalls and some more outcomes.
    pub(super) fn worst_with(&self, offset: usize, outcomes: impl IntoIterator<Item = Outcome>) -> Outcome {
        let kinds =
            [(&self.by_plan, Outcome::ByPlan), (&self.unknown, Outcome::Unknown), (&self.failed, Outcome::NotMet)];
        let own = kinds.into_iter().filter(|(people, _)| contains(people, offset)).map(|(_, outcome)| outcome);
        own.chain(outcomes).max().unwrap_or(Outcome::Met)
    }
}

#[inline(always)]
fn count_words(people: &BitSet, counts: &mut Counts, shortfalls: impl Fn(usize) -> ShortfallWord) {
    let mut found = [0; 3];
    for (word, people) in people.iter().enumerate() {
        for (count, people) in found.iter_mut().zip(shortfalls(word).ranked(*people)) {
            *count += u64::from(people.count_ones());
        }
    }
    for (count, found) in counts.iter_mut().zip(found) {
        *count += found;
    }
}

/// The sets from which the standings of a block's candidates follow.
pub(super) struct Standings {
    /// The candidates of the block who may be listed at all: neither deleted nor excluded by a gate. Every result is an
    /// intersection with this set, since the bits beyond the block's last candidate are undefined in the other sets.
    pub(super) open: BitSet,
    /// The candidates with at least one shortfall of a kind.
    pub(super) some: Shortfalls,
    /// The candidates with at least two shortfalls of a kind.
    pub(super) several: Shortfalls,
}

impl Standings {
    /// The standings of a block without candidates.
    pub(super) const EMPTY: Self = Self { open: EMPTY, some: Shortfalls::EMPTY, several: Shortfalls::EMPTY };

    /// Starts a block of `len` candidates without those at the positions in `deleted`; no outcome has been added yet.
    #[inline(always)]
    pub(super) fn reset(&mut self, len: usize, deleted: impl Iterator<Item = usize>) {
        for (word, open) in self.open.iter_mut().enumerate() {
            *open = match len.saturating_sub(WORD * word) {
                0 => 0,
                remaining if remaining < WORD => (1 << remaining) - 1,
                _ => u64::MAX,
            };
        }
        for offset in deleted {
            self.open[offset / WORD] &= !(1 << (offset % WORD));
        }
        self.some = Shortfalls::EMPTY;
        self.several = Shortfalls::EMPTY;
    }

    /// Excludes the candidates with any outcome other than *met*.
    #[inline(always)]
    pub(super) fn exclude_unless_met(&mut self, outcome_bits: &OutcomeBits) {
        let OutcomeBits { low, high } = outcome_bits;
        self.open = bitwise!(open = self.open, low, high => open & !low & !high);
    }

    /// Adds the outcomes of the checks at these positions.
    #[inline(always)]
    pub(super) fn add(&mut self, outcome_bits: &[OutcomeBits], positions: &[usize]) {
        for position in positions {
            for word in 0..EMPTY.len() {
                let some = self.some.word(word);
                let more = ShortfallWord::from_outcomes(&outcome_bits[*position], word);
                self.several.set_word(word, self.several.word(word).union(some.intersection(more)));
                self.some.set_word(word, some.union(more));
            }
        }
    }

    /// The candidates who are ready, reachable and to verify.
    #[inline(always)]
    pub(super) fn ranked(&self) -> [BitSet; 3] {
        let mut ranked = [EMPTY; 3];
        for (word, open) in self.open.iter().enumerate() {
            for (ranked, people) in ranked.iter_mut().zip(self.some.word(word).ranked(*open)) {
                ranked[word] = people;
            }
        }
        ranked
    }

    /// The near misses: exactly one requirement is not met.
    #[inline(always)]
    pub(super) fn near_misses(&self) -> BitSet {
        bitwise!(open = self.open, some = self.some.failed, several = self.several.failed => open & some & !several)
    }

    /// The candidates with a requirement that is not met when one check's outcomes are replaced.
    #[inline(always)]
    pub(super) fn failed_with(&self, replaced: &OutcomeBits, replacement: &OutcomeBits) -> BitSet {
        let mut failed = EMPTY;
        for (word, failed) in failed.iter_mut().enumerate() {
            *failed = self.word_with(replaced, replacement, word).failed;
        }
        failed
    }

    /// Adds to `counts` how many of `people` are ready, reachable and to verify when one check's outcomes are replaced.
    #[inline(always)]
    pub(super) fn count_with(
        &self,
        replaced: &OutcomeBits,
        replacement: &OutcomeBits,
        people: &BitSet,
        counts: &mut Counts,
    ) {
        count_words(
            people,
            counts,
            #[inline(always)]
            |word| self.word_with(replaced, replacement, word),
        );
    }

    /// The shortfalls when one check's outcomes are replaced: `several ∪ (some \ replaced) ∪ replacement`. A candidate
    /// with one shortfall of a kind, which is in `replaced`, has none of that kind without it; a candidate with several
    /// keeps at least one.
    #[inline(always)]
    fn word_with(&self, replaced: &OutcomeBits, replacement: &OutcomeBits, word: usize) -> ShortfallWord {
        let replaced = ShortfallWord::from_outcomes(replaced, word);
        let rest = self.several.word(word).union(self.some.word(word).difference(replaced));
        rest.union(ShortfallWord::from_outcomes(replacement, word))
    }
}

/// The number of unknown requirements of each candidate of a block, as a binary number: one set of candidates per digit,
/// the lowest digit first.
pub(super) struct UnknownCounts(Vec<BitSet>);

impl UnknownCounts {
    /// Counts the unknown outcomes of the checks at these positions: a ripple-carry addition of one bit per check.
    #[inline(always)]
    pub(super) fn of(outcome_bits: &[OutcomeBits], positions: &[usize]) -> Self {
        let digits = usize::BITS - positions.len().leading_zeros();
        let mut digits = vec![EMPTY; digits as usize];
        for position in positions {
            let mut carried = outcome_bits[*position].with(Outcome::Unknown);
            for digit in &mut digits {
                for (digit, carried) in digit.iter_mut().zip(&mut carried) {
                    (*digit, *carried) = (*digit ^ *carried, *digit & *carried);
                }
            }
        }
        Self(digits)
    }

    /// The candidates among `people` with exactly `number` unknowns.
    #[inline(always)]
    pub(super) fn equal(&self, number: u8, people: &BitSet) -> BitSet {
        let mut equal = *people;
        for (position, digit) in self.0.iter().enumerate() {
            // All bits where the number has a 1, none where it has a 0.
            let expected = 0u64.wrapping_sub(u64::from(number) >> position & 1);
            equal = bitwise!(equal, digit => equal & !(digit ^ expected));
        }
        equal
    }
}
