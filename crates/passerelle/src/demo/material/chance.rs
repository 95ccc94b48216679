//! Chance that can be repeated: SplitMix64 (Steele, Lea, Flood 2014).

/// A stream of numbers that a seed, a kind of record and a record's number determine.
pub(super) struct Chance(u64);

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Chance {
    /// The stream of one record; `kind` keeps the streams of people and of vacancies apart.
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

    /// A number from 0 to one less than `count`; 0 when `count` is 0.
    pub(super) fn below(&mut self, count: usize) -> usize {
        ((u128::from(self.next()) * count as u128) >> 64) as usize
    }

    /// A number between two, both included.
    pub(super) fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    /// Whether something happens that happens so many times in a hundred.
    pub(super) fn percent(&mut self, times: usize) -> bool {
        self.below(100) < times
    }

    /// One of several, all as likely.
    pub(super) fn pick<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        &among[self.below(among.len())]
    }

    /// One of several, each as likely as its weight says.
    pub(super) fn weighted<T: Copy>(&mut self, among: &[(usize, T)]) -> T {
        let mut left = self.below(among.iter().map(|(weight, _)| weight).sum());
        for (weight, value) in among {
            if left < *weight {
                return *value;
            }
            left -= weight;
        }
        among[0].1
    }
}
