//! Where checks leave the people of a block.
//!
//! All of it is said of sixty-four people at once: who has a must that is not met is the union over all checks, who
//! has several is where two such sets meet, and how many there are is the number of bits.

use vocabulary::Outcome;

use crate::sets::{Bits, NOBODY, at, those};
use crate::vectors::WORD;
use crate::verdicts::Verdicts;

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

    /// Adds what a check says.
    #[inline(always)]
    pub(super) fn add(&mut self, verdicts: &Verdicts) {
        for word in 0..NOBODY.len() {
            let (low, high) = (verdicts.low[word], verdicts.high[word]);
            self.failed[word] |= low & high;
            self.unknown[word] |= !low & high;
            self.by_plan[word] |= low & !high;
        }
    }

    /// Who of these are ready, reachable and to verify.
    #[inline(always)]
    pub(super) fn open(&self, people: &Bits) -> [Bits; 3] {
        let Self { failed, unknown, by_plan } = self;
        [
            those(
                [people, failed, unknown, by_plan],
                #[inline(always)]
                |[among, failed, unknown, by_plan]| among & !(failed | unknown | by_plan),
            ),
            those(
                [people, failed, unknown, by_plan],
                #[inline(always)]
                |[among, failed, unknown, by_plan]| among & !(failed | unknown) & by_plan,
            ),
            those(
                [people, failed, unknown],
                #[inline(always)]
                |[among, failed, unknown]| among & !failed & unknown,
            ),
        ]
    }

    /// Where these and some more outcomes leave the person at a place: ready, reachable or to verify by number, or
    /// nothing where a must is not met.
    pub(super) fn with(&self, offset: usize, outcomes: impl IntoIterator<Item = Outcome>) -> Option<usize> {
        let of = |people, outcome| if at(people, offset) == 1 { outcome } else { Outcome::Met };
        let these = of(&self.failed, Outcome::NotMet).max(of(&self.unknown, Outcome::Unknown));
        let worst = outcomes.into_iter().fold(these.max(of(&self.by_plan, Outcome::ByPlan)), Outcome::max);
        (worst < Outcome::NotMet).then_some(worst as usize)
    }
}

/// Where everybody of a block stands.
pub(super) struct Standings {
    /// Who may be listed at all.
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
        self.open = std::array::from_fn(|word| match len.saturating_sub(WORD * word) {
            0 => 0,
            left if left < WORD => (1 << left) - 1,
            _ => u64::MAX,
        });
        for offset in gone {
            self.open[offset / WORD] &= !(1 << (offset % WORD));
        }
        self.some = Shortfalls::NONE;
        self.several = Shortfalls::NONE;
    }

    /// Shuts out everybody who doesn't meet a check.
    #[inline(always)]
    pub(super) fn shut_out_unless_met(&mut self, verdicts: &Verdicts) {
        self.open = those(
            [&self.open, &verdicts.but_met()],
            #[inline(always)]
            |[open, unmet]| open & !unmet,
        );
    }

    /// Adds what the checks at these places say.
    #[inline(always)]
    pub(super) fn add(&mut self, verdicts: &[Verdicts], places: &[usize]) {
        for place in places {
            self.add_one(&verdicts[*place]);
        }
    }

    #[inline(always)]
    fn add_one(&mut self, verdicts: &Verdicts) {
        let Self { some, several, .. } = self;
        for word in 0..NOBODY.len() {
            let (low, high) = (verdicts.low[word], verdicts.high[word]);
            let (failed, unknown, by_plan) = (low & high, !low & high, low & !high);
            several.failed[word] |= some.failed[word] & failed;
            several.unknown[word] |= some.unknown[word] & unknown;
            several.by_plan[word] |= some.by_plan[word] & by_plan;
            some.failed[word] |= failed;
            some.unknown[word] |= unknown;
            some.by_plan[word] |= by_plan;
        }
    }

    /// Who is a near miss.
    #[inline(always)]
    pub(super) fn near(&self) -> Bits {
        let sets = [&self.open, &self.some.failed, &self.several.failed];
        those(
            sets,
            #[inline(always)]
            |[open, failed, several]| open & failed & !several,
        )
    }

    /// What is left of the shortfalls without one of the checks.
    #[inline(always)]
    pub(super) fn without(&self, one: &Verdicts) -> Shortfalls {
        let rest = |some, several, one: Bits| {
            those(
                [some, several, &one],
                #[inline(always)]
                |[some, several, one]| several | some & !one,
            )
        };
        let Self { some, several, .. } = self;
        Shortfalls {
            failed: rest(&some.failed, &several.failed, one.of(Outcome::NotMet)),
            unknown: rest(&some.unknown, &several.unknown, one.of(Outcome::Unknown)),
            by_plan: rest(&some.by_plan, &several.by_plan, one.of(Outcome::ByPlan)),
        }
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
            these = those(
                [&these, digit],
                #[inline(always)]
                |[these, digit]| these & !(digit ^ asked),
            );
        }
        these
    }
}
