//! The outcomes of one check for a block of candidates, two bits each.

use vocabulary::Outcome;

use crate::bit_sets::{BitSet, EMPTY, bitwise, contains};
use crate::vectors::{WORD, padded, split_low_bits};

/// The outcomes of one check for a block: the low and the high bit of each outcome's number, in two bit sets.
///
/// | outcome | number | high | low |
/// |---|---|---|---|
/// | met | 0 | 0 | 0 |
/// | by plan | 1 | 0 | 1 |
/// | unknown | 2 | 1 | 0 |
/// | not met | 3 | 1 | 1 |
///
/// Where a block isn't full, the bits beyond its last candidate are undefined: they are what was there before, or the
/// outcome of a column's empty value. Every count intersects with the set of candidates who are there.
#[derive(Clone)]
pub struct OutcomeBits {
    pub(crate) low: BitSet,
    pub(crate) high: BitSet,
}

impl OutcomeBits {
    /// The same outcome for all candidates.
    pub(crate) const fn all(outcome: Outcome) -> Self {
        const fn full_or_empty(bit: bool) -> BitSet {
            [if bit { u64::MAX } else { 0 }; EMPTY.len()]
        }
        Self { low: full_or_empty(outcome as u8 & 1 != 0), high: full_or_empty(outcome as u8 & 2 != 0) }
    }

    /// Sets each candidate's outcome from one column. Here and below, the values that a judgement compares with are
    /// moved into it (`move`): behind a reference they might alias the output, and the loop would not be vectorized.
    pub(crate) fn judge_column<T: Copy + Default>(&mut self, values: &[T], judge: impl Fn(T) -> Outcome) {
        let (words, rest) = values.as_chunks();
        let last = &padded(rest);
        self.set_words(
            values.len(),
            #[inline(always)]
            move |word| {
                let values: &[T; WORD] = words.get(word).unwrap_or(last);
                let mut numbers = [0; WORD];
                for (number, value) in numbers.iter_mut().zip(values) {
                    *number = judge(*value) as u8;
                }
                numbers
            },
        );
    }

    /// Sets each candidate's outcome from two columns.
    pub(crate) fn judge_two_columns<T: Copy + Default, U: Copy + Default>(
        &mut self,
        first: &[T],
        second: &[U],
        judge: impl Fn(T, U) -> Outcome,
    ) {
        let ((firsts, first_rest), (seconds, second_rest)) = (first.as_chunks(), second.as_chunks());
        let (last_first, last_second) = (&padded(first_rest), &padded(second_rest));
        self.set_words(
            first.len(),
            #[inline(always)]
            move |word| {
                let first: &[T; WORD] = firsts.get(word).unwrap_or(last_first);
                let second: &[U; WORD] = seconds.get(word).unwrap_or(last_second);
                let mut numbers = [0; WORD];
                for ((number, first), second) in numbers.iter_mut().zip(first).zip(second) {
                    *number = judge(*first, *second) as u8;
                }
                numbers
            },
        );
    }

    #[inline(always)]
    fn set_words(&mut self, people: usize, numbers: impl Fn(usize) -> [u8; WORD]) {
        let words = people.div_ceil(WORD);
        split_low_bits(&mut self.low[..words], &mut self.high[..words], numbers);
    }

    /// Sets each candidate's outcome to the better of this and the other one.
    pub(crate) fn keep_better(&mut self, other: &Self) {
        for word in 0..EMPTY.len() {
            let (low, high) = (self.low[word], self.high[word]);
            let (other_low, other_high) = (other.low[word], other.high[word]);
            // The candidates whose number is lower in `other`: by the high bit, else by the low one.
            let better = high & !other_high | !(high ^ other_high) & low & !other_low;
            self.low[word] = better & other_low | !better & low;
            self.high[word] = better & other_high | !better & high;
        }
    }

    /// Sets the outcome of these candidates to *not met*.
    pub(crate) fn set_not_met(&mut self, people: &BitSet) {
        for ((low, high), failed) in self.low.iter_mut().zip(&mut self.high).zip(people) {
            (*low, *high) = (*low | failed, *high | failed);
        }
    }

    /// The candidates with this outcome.
    #[inline(always)]
    pub(crate) fn with(&self, outcome: Outcome) -> BitSet {
        let Self { low, high } = self;
        match outcome {
            Outcome::Met => bitwise!(low, high => !low & !high),
            Outcome::ByPlan => bitwise!(low, high => low & !high),
            Outcome::Unknown => bitwise!(low, high => !low & high),
            Outcome::NotMet => bitwise!(low, high => low & high),
        }
    }

    /// The candidates with any outcome but *met*: the complement of `with(Outcome::Met)`.
    #[inline(always)]
    pub(crate) fn shortfall(&self) -> BitSet {
        bitwise!(low = self.low, high = self.high => low | high)
    }

    /// The outcome of the candidate at a position.
    #[inline(always)]
    pub(crate) fn at(&self, offset: usize) -> Outcome {
        Outcome::ALL[2 * usize::from(contains(&self.high, offset)) + usize::from(contains(&self.low, offset))]
    }

    /// Sets the outcome of the candidate at a position.
    #[inline(always)]
    pub(crate) fn set(&mut self, offset: usize, outcome: Outcome) {
        for (bits, bit) in [(&mut self.low, 1), (&mut self.high, 2)] {
            let bit = u64::from(outcome as u8 & bit != 0);
            let word = &mut bits[offset / WORD];
            *word = *word & !(1 << (offset % WORD)) | bit << (offset % WORD);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All pairs of outcomes, for a number of candidates that leaves the last word part full.
    fn pairs() -> (Vec<u8>, Vec<u16>) {
        (0..150).map(|person| (person % 4, u16::from(person / 4 % 4))).unzip()
    }

    #[test]
    fn each_candidate_is_judged_by_the_values_of_one_row() {
        let (first, second) = pairs();
        let mut outcome_bits = OutcomeBits::all(Outcome::Met);
        outcome_bits.judge_column(&first, |value| Outcome::ALL[usize::from(value)]);
        for (person, value) in first.iter().enumerate() {
            assert_eq!(outcome_bits.at(person), Outcome::ALL[usize::from(*value)]);
        }
        outcome_bits
            .judge_two_columns(&first, &second, |first, second| Outcome::ALL[usize::from(first.min(second as u8))]);
        for (person, (first, second)) in first.iter().zip(&second).enumerate() {
            assert_eq!(outcome_bits.at(person), Outcome::ALL[usize::from(*first).min(usize::from(*second))]);
        }
    }

    #[test]
    fn the_better_outcome_is_kept() {
        let (first, second) = pairs();
        let (mut outcome_bits, mut others) = (OutcomeBits::all(Outcome::Met), OutcomeBits::all(Outcome::Met));
        outcome_bits.judge_column(&first, |value| Outcome::ALL[usize::from(value)]);
        others.judge_column(&second, |value| Outcome::ALL[usize::from(value)]);
        outcome_bits.keep_better(&others);
        for (person, (first, second)) in first.iter().zip(&second).enumerate() {
            assert_eq!(
                outcome_bits.at(person),
                Outcome::ALL[usize::from(*first)].or(Outcome::ALL[usize::from(*second)])
            );
        }
    }

    #[test]
    fn set_not_met_replaces_every_outcome() {
        for before in Outcome::ALL {
            let mut outcome_bits = OutcomeBits::all(*before);
            outcome_bits.set_not_met(&OutcomeBits::all(Outcome::NotMet).with(Outcome::NotMet));
            assert_eq!(outcome_bits.at(70), Outcome::NotMet);
        }
    }
}
