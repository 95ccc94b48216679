//! What checks say of a block of people, a bit a person, and where that leaves everybody.
//!
//! All of it is said of sixty-four people at once: who has a must that is not met is the union over all checks, who
//! has several is where two such sets meet, and how many there are is the number of bits.

use vocabulary::Outcome;

use crate::vectors::{BLOCK, Bits, WORD, low_and_high};

/// Something of each person of a block. Loops over a whole row become vectors; shorter ones would be unrolled instead.
pub(super) type Row<T> = [T; BLOCK];

/// Nobody of a block.
pub(super) const NOBODY: Bits = [0; BLOCK / WORD];

/// How many of a block these are.
#[inline(always)]
pub(super) fn count(people: &Bits) -> u64 {
    people.iter().map(|word| u64::from(word.count_ones())).sum()
}

/// Does something for each of these, by their places in the block, in order.
#[inline(always)]
pub(super) fn for_each(people: &Bits, mut act: impl FnMut(usize)) {
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
fn at(people: &Bits, offset: usize) -> u8 {
    (people[offset / WORD] >> (offset % WORD) & 1) as u8
}

/// Adds the person at a place.
pub(super) fn mark(people: &mut Bits, offset: usize) {
    people[offset / WORD] |= 1 << (offset % WORD);
}

/// Everybody whom a rule over some sets takes, word by word.
#[inline(always)]
pub(super) fn those<const N: usize>(sets: [&Bits; N], taken: impl Fn([u64; N]) -> u64) -> Bits {
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

/// What a check says of a block: an outcome's number, its two bits apart.
#[derive(Clone)]
pub(super) struct Verdicts {
    low: Bits,
    high: Bits,
}

impl Verdicts {
    /// Everybody meets it.
    pub(super) const MET: Self = Self { low: NOBODY, high: NOBODY };

    /// Takes the outcomes of a check.
    pub(super) fn take(&mut self, outcomes: &Row<Outcome>) {
        low_and_high(outcomes, |outcome| outcome as u8, &mut self.low, &mut self.high);
    }

    /// Of whom it says this.
    #[inline(always)]
    pub(super) fn of(&self, asked: Outcome) -> Bits {
        those(
            [&self.low, &self.high],
            #[inline(always)]
            |[low, high]| match asked {
                Outcome::Met => !low & !high,
                Outcome::ByPlan => low & !high,
                Outcome::Unknown => !low & high,
                Outcome::NotMet => low & high,
            },
        )
    }

    /// Of whom it says anything else.
    #[inline(always)]
    pub(super) fn but_met(&self) -> Bits {
        those(
            [&self.low, &self.high],
            #[inline(always)]
            |[low, high]| low | high,
        )
    }

    /// What it says of the person at a place.
    pub(super) fn at(&self, offset: usize) -> Outcome {
        match (at(&self.high, offset), at(&self.low, offset)) {
            (0, 0) => Outcome::Met,
            (0, _) => Outcome::ByPlan,
            (_, 0) => Outcome::Unknown,
            _ => Outcome::NotMet,
        }
    }

    /// Says something else of the person at a place.
    pub(super) fn set(&mut self, offset: usize, outcome: Outcome) {
        for (bits, bit) in [(&mut self.low, 1), (&mut self.high, 2)] {
            let bit = u64::from(outcome as u8 & bit != 0);
            let word = &mut bits[offset / WORD];
            *word = *word & !(1 << (offset % WORD)) | bit << (offset % WORD);
        }
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
