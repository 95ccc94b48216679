//! Where checks leave the people of a block.
//!
//! All of it is said of sixty-four people at once: who has a must that is not met is the union over all checks, who
//! has several is where two such sets meet, and how many there are is the number of bits.

use vocabulary::Outcome;

use crate::sets::{Bits, NOBODY, has, those};
use crate::vectors::WORD;
use crate::verdicts::Verdicts;

/// How many are ready, reachable and to verify: as many as the worst of their outcomes are *met*, *by plan*, *unknown*.
pub(super) type Counts = [u64; 3];

/// Who of sixty-four people has musts that are not simply met, by what they are instead.
#[derive(Clone, Copy)]
struct Short {
    failed: u64,
    unknown: u64,
    by_plan: u64,
}

impl Short {
    /// Whom a check leaves so.
    #[inline(always)]
    fn by(verdicts: &Verdicts, word: usize) -> Self {
        let (low, high) = (verdicts.low[word], verdicts.high[word]);
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
    fn but(self, other: Self) -> Self {
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

/// Who has musts that are not simply met, by what they are instead.
#[derive(Clone)]
pub(super) struct Shortfalls {
    pub(super) failed: Bits,
    pub(super) unknown: Bits,
    pub(super) by_plan: Bits,
}

impl Shortfalls {
    /// Nobody has any.
    pub(super) const NONE: Self = Self { failed: NOBODY, unknown: NOBODY, by_plan: NOBODY };

    #[inline(always)]
    fn word(&self, word: usize) -> Short {
        Short { failed: self.failed[word], unknown: self.unknown[word], by_plan: self.by_plan[word] }
    }

    #[inline(always)]
    fn set_word(&mut self, word: usize, short: Short) {
        (self.failed[word], self.unknown[word], self.by_plan[word]) = (short.failed, short.unknown, short.by_plan);
    }

    /// Adds what a check says.
    #[inline(always)]
    pub(super) fn add(&mut self, verdicts: &Verdicts) {
        for word in 0..NOBODY.len() {
            self.set_word(word, self.word(word).or(Short::by(verdicts, word)));
        }
    }

    /// Counts who of these are ready, reachable and to verify.
    #[inline(always)]
    pub(super) fn count(&self, people: &Bits, counts: &mut Counts) {
        count_words(
            people,
            counts,
            #[inline(always)]
            |word| self.word(word),
        );
    }

    /// The worst of what the person at a place has and of some more outcomes.
    pub(super) fn worst_with(&self, offset: usize, outcomes: impl IntoIterator<Item = Outcome>) -> Outcome {
        let kinds =
            [(&self.by_plan, Outcome::ByPlan), (&self.unknown, Outcome::Unknown), (&self.failed, Outcome::NotMet)];
        let these = kinds.into_iter().filter(|(people, _)| has(people, offset)).map(|(_, outcome)| outcome);
        these.chain(outcomes).max().unwrap_or(Outcome::Met)
    }
}

#[inline(always)]
fn count_words(people: &Bits, counts: &mut Counts, short: impl Fn(usize) -> Short) {
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
    pub(super) open: Bits,
    /// Who has musts that aren't simply met.
    pub(super) some: Shortfalls,
    /// Who has two or more of a kind.
    pub(super) several: Shortfalls,
}

impl Standings {
    /// Nobody's.
    pub(super) const NONE: Self = Self { open: NOBODY, some: Shortfalls::NONE, several: Shortfalls::NONE };

    /// Opens a block of `len` people but for those who have gone: nothing is known of them yet.
    #[inline(always)]
    pub(super) fn begin(&mut self, len: usize, gone: impl Iterator<Item = usize>) {
        for (word, open) in self.open.iter_mut().enumerate() {
            *open = match len.saturating_sub(WORD * word) {
                0 => 0,
                left if left < WORD => (1 << left) - 1,
                _ => u64::MAX,
            };
        }
        for offset in gone {
            self.open[offset / WORD] &= !(1 << (offset % WORD));
        }
        self.some = Shortfalls::NONE;
        self.several = Shortfalls::NONE;
    }

    /// Shuts out everybody who doesn't meet a check.
    #[inline(always)]
    pub(super) fn shut_out_unless_met(&mut self, verdicts: &Verdicts) {
        let Verdicts { low, high } = verdicts;
        self.open = those!(open = self.open, low, high => open & !low & !high);
    }

    /// Adds what the checks at these places say.
    #[inline(always)]
    pub(super) fn add(&mut self, verdicts: &[Verdicts], places: &[usize]) {
        for place in places {
            for word in 0..NOBODY.len() {
                let (some, more) = (self.some.word(word), Short::by(&verdicts[*place], word));
                self.several.set_word(word, self.several.word(word).or(some.and(more)));
                self.some.set_word(word, some.or(more));
            }
        }
    }

    /// Who is ready, reachable, to verify.
    #[inline(always)]
    pub(super) fn ranked(&self) -> [Bits; 3] {
        let mut ranked = [NOBODY; 3];
        for (word, open) in self.open.iter().enumerate() {
            for (ranked, people) in ranked.iter_mut().zip(self.some.word(word).ranked(*open)) {
                ranked[word] = people;
            }
        }
        ranked
    }

    /// Who is a near miss.
    #[inline(always)]
    pub(super) fn near(&self) -> Bits {
        those!(open = self.open, some = self.some.failed, several = self.several.failed => open & some & !several)
    }

    /// Who has a must that is not met if one check says something else.
    #[inline(always)]
    pub(super) fn failed_if(&self, one: &Verdicts, instead: &Verdicts) -> Bits {
        let mut failed = NOBODY;
        for (word, failed) in failed.iter_mut().enumerate() {
            *failed = self.short_if(one, instead, word).failed;
        }
        failed
    }

    /// Counts who of these would be ready, reachable and to verify if one check said something else.
    #[inline(always)]
    pub(super) fn count_if(&self, one: &Verdicts, instead: &Verdicts, people: &Bits, counts: &mut Counts) {
        count_words(
            people,
            counts,
            #[inline(always)]
            |word| self.short_if(one, instead, word),
        );
    }

    #[inline(always)]
    fn short_if(&self, one: &Verdicts, instead: &Verdicts, word: usize) -> Short {
        let rest = self.several.word(word).or(self.some.word(word).but(Short::by(one, word)));
        rest.or(Short::by(instead, word))
    }
}

/// How many unknowns each person of a block has: a binary number, its lowest digit first.
pub(super) struct Unknowns(Vec<Bits>);

impl Unknowns {
    /// Counts what the checks at these places say.
    #[inline(always)]
    pub(super) fn of(verdicts: &[Verdicts], places: &[usize]) -> Self {
        let digits = usize::BITS - places.len().leading_zeros();
        let mut digits = vec![NOBODY; digits as usize];
        for place in places {
            let mut carried = verdicts[*place].of(Outcome::Unknown);
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
    pub(super) fn equal(&self, number: u8, people: &Bits) -> Bits {
        let mut these = *people;
        for (place, digit) in self.0.iter().enumerate() {
            // All bits where the number has a 1, none where it has a 0.
            let asked = 0u64.wrapping_sub(u64::from(number) >> place & 1);
            these = those!(these, digit => these & !(digit ^ asked));
        }
        these
    }
}
