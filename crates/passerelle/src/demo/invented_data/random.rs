//! A reproducible random number generator: SplitMix64 (Steele, Lea, Flood 2014).

/// A stream of random numbers, determined by a seed, the kind of a record and the number of the record.
pub(super) struct Random(u64);

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Random {
    /// Creates the stream of one record. `kind` gives candidates and vacancies different streams.
    pub(super) fn new(seed: u64, kind: u64, number: usize) -> Self {
        let mut start = Self(seed ^ kind.wrapping_mul(0xd6e8_feb8_6659_fd93));
        Self(start.next() ^ (number as u64).wrapping_mul(STEP).rotate_left(32))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `count`; 0 when `count` is 0.
    pub(super) fn below(&mut self, count: usize) -> usize {
        ((u128::from(self.next()) * count as u128) >> 64) as usize
    }

    /// Returns a number from `least` to `most`, both included.
    pub(super) fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    /// Returns `true` with a probability of `percentage` percent.
    pub(super) fn percent(&mut self, percentage: usize) -> bool {
        self.below(100) < percentage
    }

    /// Returns one of several values with equal probability.
    pub(super) fn pick<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        &among[self.below(among.len())]
    }

    /// Returns one of several values with a probability in proportion to its weight.
    pub(super) fn weighted<T: Copy>(&mut self, among: &[(usize, T)]) -> T {
        let mut remaining = self.below(among.iter().map(|(weight, _)| weight).sum());
        for (weight, value) in among {
            if remaining < *weight {
                return *value;
            }
            remaining -= weight;
        }
        among[0].1
    }
}
