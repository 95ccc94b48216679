//! What a check says of the people of a block.

use vocabulary::Outcome;

use crate::bit_sets::{BitSet, EMPTY, bitwise, contains};
use crate::vectors::{WORD, filled, two_bits};

/// What a check says of a block: an outcome's number, its two bits apart.
///
/// Where a block isn't full, the bits beyond its last person say nothing: they are what was there before, or what a
/// column's empty value came to. Whoever counts cuts with those who are there.
#[derive(Clone)]
pub struct OutcomeBits {
    pub(crate) low: BitSet,
    pub(crate) high: BitSet,
}

impl OutcomeBits {
    /// The same of everybody.
    pub(crate) const fn all(outcome: Outcome) -> Self {
        const fn everybody(bit: bool) -> BitSet {
            [if bit { u64::MAX } else { 0 }; EMPTY.len()]
        }
        Self { low: everybody(outcome as u8 & 1 != 0), high: everybody(outcome as u8 & 2 != 0) }
    }

    /// Judges everybody by a column. Here and below what a judgement compares with is moved into it (`move`): behind a
    /// reference it might be what is being written, and the loop would not become vectors.
    pub(crate) fn each<T: Copy + Default>(&mut self, values: &[T], judge: impl Fn(T) -> Outcome) {
        let (words, rest) = values.as_chunks();
        let last = &filled(rest);
        self.word_by_word(
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

    /// Judges everybody by two columns.
    pub(crate) fn each_two<T: Copy + Default, U: Copy + Default>(
        &mut self,
        first: &[T],
        second: &[U],
        judge: impl Fn(T, U) -> Outcome,
    ) {
        let ((firsts, first_rest), (seconds, second_rest)) = (first.as_chunks(), second.as_chunks());
        let (last_first, last_second) = (&filled(first_rest), &filled(second_rest));
        self.word_by_word(
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
    fn word_by_word(&mut self, people: usize, numbers: impl Fn(usize) -> [u8; WORD]) {
        let words = people.div_ceil(WORD);
        two_bits(&mut self.low[..words], &mut self.high[..words], numbers);
    }

    /// Says of everybody the better of this and another's verdict.
    pub(crate) fn or(&mut self, other: &Self) {
        for word in 0..EMPTY.len() {
            let (low, high) = (self.low[word], self.high[word]);
            let (other_low, other_high) = (other.low[word], other.high[word]);
            // Whoever's number is lower there: by the high digit, else by the low one.
            let better = high & !other_high | !(high ^ other_high) & low & !other_low;
            self.low[word] = better & other_low | !better & low;
            self.high[word] = better & other_high | !better & high;
        }
    }

    /// Says of these that they don't meet it.
    pub(crate) fn fail(&mut self, people: &BitSet) {
        for ((low, high), failed) in self.low.iter_mut().zip(&mut self.high).zip(people) {
            (*low, *high) = (*low | failed, *high | failed);
        }
    }

    /// Of whom it says this.
    #[inline(always)]
    pub(crate) fn of(&self, asked: Outcome) -> BitSet {
        let Self { low, high } = self;
        match asked {
            Outcome::Met => bitwise!(low, high => !low & !high),
            Outcome::ByPlan => bitwise!(low, high => low & !high),
            Outcome::Unknown => bitwise!(low, high => !low & high),
            Outcome::NotMet => bitwise!(low, high => low & high),
        }
    }

    /// Of whom it says anything else.
    #[inline(always)]
    pub(crate) fn not_simply_met(&self) -> BitSet {
        bitwise!(low = self.low, high = self.high => low | high)
    }

    /// What it says of the person at a position.
    #[inline(always)]
    pub(crate) fn at(&self, offset: usize) -> Outcome {
        Outcome::ALL[2 * usize::from(contains(&self.high, offset)) + usize::from(contains(&self.low, offset))]
    }

    /// Says something else of the person at a position.
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

    /// Every pair of outcomes, of so many people that the last word is not full.
    fn pairs() -> (Vec<u8>, Vec<u16>) {
        (0..150).map(|person| (person % 4, u16::from(person / 4 % 4))).unzip()
    }

    #[test]
    fn everybody_is_judged_by_their_own_values() {
        let (first, second) = pairs();
        let mut outcome_bits = OutcomeBits::all(Outcome::Met);
        outcome_bits.each(&first, |value| Outcome::ALL[usize::from(value)]);
        for (person, value) in first.iter().enumerate() {
            assert_eq!(outcome_bits.at(person), Outcome::ALL[usize::from(*value)]);
        }
        outcome_bits.each_two(&first, &second, |first, second| Outcome::ALL[usize::from(first.min(second as u8))]);
        for (person, (first, second)) in first.iter().zip(&second).enumerate() {
            assert_eq!(outcome_bits.at(person), Outcome::ALL[usize::from(*first).min(usize::from(*second))]);
        }
    }

    #[test]
    fn the_better_verdict_counts() {
        let (first, second) = pairs();
        let (mut outcome_bits, mut others) = (OutcomeBits::all(Outcome::Met), OutcomeBits::all(Outcome::Met));
        outcome_bits.each(&first, |value| Outcome::ALL[usize::from(value)]);
        others.each(&second, |value| Outcome::ALL[usize::from(value)]);
        outcome_bits.or(&others);
        for (person, (first, second)) in first.iter().zip(&second).enumerate() {
            assert_eq!(
                outcome_bits.at(person),
                Outcome::ALL[usize::from(*first)].or(Outcome::ALL[usize::from(*second)])
            );
        }
    }

    #[test]
    fn whoever_fails_has_not_met_it_whatever_was_said() {
        for before in Outcome::ALL {
            let mut outcome_bits = OutcomeBits::all(*before);
            outcome_bits.fail(&OutcomeBits::all(Outcome::NotMet).of(Outcome::NotMet));
            assert_eq!(outcome_bits.at(70), Outcome::NotMet);
        }
    }
}
