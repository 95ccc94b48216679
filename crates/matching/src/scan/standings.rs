//! Where checks leave the people of a block.
//!
//! All of it is said of sixty-four people at once: who has a must that is not met is the union over all checks, who
//! has several is where two such sets meet, and how many there are is the number of bits.

use vocabulary::Outcome;

use crate::bit_sets::{BitSet, EMPTY, bitwise, contains};
use crate::outcome_bits::OutcomeBits;
use crate::vectors::WORD;

/// How many are ready, reachable and to verify: as many as the worst of their outcomes are *met*, *by plan*, *unknown*.
pub(super) type Counts = [u64; 3];

/// Who of sixty-four people has requirements that are not simply met, by what they are instead.
#[derive(Clone, Copy)]
struct ShortfallWord {
    failed: u64,
    unknown: u64,
    by_plan: u64,
}

impl ShortfallWord {
    /// Whom a check leaves so.
    #[inline(always)]
    fn by(outcome_bits: &OutcomeBits, word: usize) -> Self {
        let (low, high) = (outcome_bits.low[word], outcome_bits.high[word]);
        Self { failed: low & high, unknown: !low & high, by_plan: low & !high }
    }

    /// Combines each kind.
    #[inline(always)]
    fn kind_by_kind(self, other: Self, combined: impl Fn(u64, u64) -> u64) -> Self {
        Self {
            failed: combined(self.failed, other.failed),
            unknown: combined(self.unknown, other.unknown),
            by_plan: combined(self.by_plan, other.by_plan),
        }
    }

    #[inline(always)]
    fn or(self, other: Self) -> Self {
        self.kind_by_kind(other, |one, other| one | other)
    }

    #[inline(always)]
    fn and(self, other: Self) -> Self {
        self.kind_by_kind(other, |one, other| one & other)
    }

    #[inline(always)]
    fn minus(self, other: Self) -> Self {
        self.kind_by_kind(other, |one, other| one & !other)
    }

    /// Who of these are ready, reachable and to verify.
    #[inline(always)]
    fn ranked(self, people: u64) -> [u64; 3] {
        let Self { failed, unknown, by_plan } = self;
        let ranked = people & !failed;
        [ranked & !unknown & !by_plan, ranked & !unknown & by_plan, ranked & unknown]
    }
}

/// Who has requirements that are not simply met, by what they are instead.
#[derive(Clone)]
pub(super) struct Shortfalls {
    pub(super) failed: BitSet,
    pub(super) unknown: BitSet,
    pub(super) by_plan: BitSet,
}

impl Shortfalls {
    /// Nobody has any.
    pub(super) const NONE: Self = Self { failed: EMPTY, unknown: EMPTY, by_plan: EMPTY };

    #[inline(always)]
    fn word(&self, word: usize) -> ShortfallWord {
        ShortfallWord { failed: self.failed[word], unknown: self.unknown[word], by_plan: self.by_plan[word] }
    }

    #[inline(always)]
    fn set_word(&mut self, word: usize, short: ShortfallWord) {
        (self.failed[word], self.unknown[word], self.by_plan[word]) = (short.failed, short.unknown, short.by_plan);
    }

    /// Adds what a check says.
    #[inline(always)]
    pub(super) fn add(&mut self, outcome_bits: &OutcomeBits) {
        for word in 0..EMPTY.len() {
            self.set_word(word, self.word(word).or(ShortfallWord::by(outcome_bits, word)));
        }
    }

    /// Counts who of these are ready, reachable and to verify.
    #[inline(always)]
    pub(super) fn count(&self, people: &BitSet, counts: &mut Counts) {
        count_words(
            people,
            counts,
            #[inline(always)]
            |word| self.word(word),
        );
    }

    /// The worst of what the person at a position has and of some more outcomes.
    pub(super) fn worst_with(&self, offset: usize, outcomes: impl IntoIterator<Item = Outcome>) -> Outcome {
        let kinds =
            [(&self.by_plan, Outcome::ByPlan), (&self.unknown, Outcome::Unknown), (&self.failed, Outcome::NotMet)];
        let these = kinds.into_iter().filter(|(people, _)| contains(people, offset)).map(|(_, outcome)| outcome);
        these.chain(outcomes).max().unwrap_or(Outcome::Met)
    }
}

#[inline(always)]
fn count_words(people: &BitSet, counts: &mut Counts, short: impl Fn(usize) -> ShortfallWord) {
    let mut found = [0; 3];
    for (word, people) in people.iter().enumerate() {
        for (count, people) in found.iter_mut().zip(short(word).ranked(*people)) {
            *count += u64::from(people.count_ones());
        }
    }
    for (count, found) in counts.iter_mut().zip(found) {
        *count += found;
    }
}

/// Where everybody of a block stands.
pub(super) struct Standings {
    /// Who is there and may be listed at all. Whatever is counted is cut with them: beyond a block's last person the
    /// other sets say nothing.
    pub(super) open: BitSet,
    /// Who has requirements that aren't simply met.
    pub(super) some: Shortfalls,
    /// Who has two or more of a kind.
    pub(super) several: Shortfalls,
}

impl Standings {
    /// Nobody's.
    pub(super) const NONE: Self = Self { open: EMPTY, some: Shortfalls::NONE, several: Shortfalls::NONE };

    /// Opens a block of `len` people but for those who have deleted: nothing is known of them yet.
    #[inline(always)]
    pub(super) fn begin(&mut self, len: usize, deleted: impl Iterator<Item = usize>) {
        for (word, open) in self.open.iter_mut().enumerate() {
            *open = match len.saturating_sub(WORD * word) {
                0 => 0,
                left if left < WORD => (1 << left) - 1,
                _ => u64::MAX,
            };
        }
        for offset in deleted {
            self.open[offset / WORD] &= !(1 << (offset % WORD));
        }
        self.some = Shortfalls::NONE;
        self.several = Shortfalls::NONE;
    }

    /// Shuts out everybody who doesn't meet a check.
    #[inline(always)]
    pub(super) fn exclude_unless_met(&mut self, outcome_bits: &OutcomeBits) {
        let OutcomeBits { low, high } = outcome_bits;
        self.open = bitwise!(open = self.open, low, high => open & !low & !high);
    }

    /// Adds what the checks at these positions say.
    #[inline(always)]
    pub(super) fn add(&mut self, outcome_bits: &[OutcomeBits], positions: &[usize]) {
        for position in positions {
            for word in 0..EMPTY.len() {
                let (some, more) = (self.some.word(word), ShortfallWord::by(&outcome_bits[*position], word));
                self.several.set_word(word, self.several.word(word).or(some.and(more)));
                self.some.set_word(word, some.or(more));
            }
        }
    }

    /// Who is ready, reachable, to verify.
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

    /// Who is a near miss.
    #[inline(always)]
    pub(super) fn near(&self) -> BitSet {
        bitwise!(open = self.open, some = self.some.failed, several = self.several.failed => open & some & !several)
    }

    /// Who has a must that is not met if one check says something else.
    #[inline(always)]
    pub(super) fn failed_if(&self, one: &OutcomeBits, instead: &OutcomeBits) -> BitSet {
        let mut failed = EMPTY;
        for (word, failed) in failed.iter_mut().enumerate() {
            *failed = self.short_if(one, instead, word).failed;
        }
        failed
    }

    /// Counts who of these would be ready, reachable and to verify if one check said something else.
    #[inline(always)]
    pub(super) fn count_if(&self, one: &OutcomeBits, instead: &OutcomeBits, people: &BitSet, counts: &mut Counts) {
        count_words(
            people,
            counts,
            #[inline(always)]
            |word| self.short_if(one, instead, word),
        );
    }

    #[inline(always)]
    fn short_if(&self, one: &OutcomeBits, instead: &OutcomeBits, word: usize) -> ShortfallWord {
        let rest = self.several.word(word).or(self.some.word(word).minus(ShortfallWord::by(one, word)));
        rest.or(ShortfallWord::by(instead, word))
    }
}

/// How many unknowns each person of a block has: a binary number, its lowest digit first.
pub(super) struct Unknowns(Vec<BitSet>);

impl Unknowns {
    /// Counts what the checks at these positions say.
    #[inline(always)]
    pub(super) fn of(outcome_bits: &[OutcomeBits], positions: &[usize]) -> Self {
        let digits = usize::BITS - positions.len().leading_zeros();
        let mut digits = vec![EMPTY; digits as usize];
        for position in positions {
            let mut carried = outcome_bits[*position].of(Outcome::Unknown);
            for digit in &mut digits {
                for (digit, carried) in digit.iter_mut().zip(&mut carried) {
                    (*digit, *carried) = (*digit ^ *carried, *digit & *carried);
                }
            }
        }
        Self(digits)
    }

    /// Who of these has so many.
    #[inline(always)]
    pub(super) fn equal(&self, number: u8, people: &BitSet) -> BitSet {
        let mut these = *people;
        for (position, digit) in self.0.iter().enumerate() {
            // All bits where the number has a 1, none where it has a 0.
            let asked = 0u64.wrapping_sub(u64::from(number) >> position & 1);
            these = bitwise!(these, digit => these & !(digit ^ asked));
        }
        these
    }
}
