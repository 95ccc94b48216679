//! Loops over columns: how many people each takes at once, compiled for the widest vectors that the processor has.

use std::sync::LazyLock;

use pulp::Arch;

/// The instructions that this processor has, found once.
static ARCH: LazyLock<Arch> = LazyLock::new(Arch::new);

/// Runs a loop compiled for the widest vectors of this processor.
pub(crate) fn widest<R>(run: impl FnOnce() -> R) -> R {
    ARCH.dispatch(run)
}

/// How many people are judged at once. What is known of them stays in the processor's nearest cache, and a column is
/// read so far on end that memory keeps up.
pub(crate) const BLOCK: usize = 4096;

/// How many people fit a word, a bit each.
pub(crate) const WORD: usize = u64::BITS as usize;

/// Takes the two lowest bits of each person's number apart, word by word.
#[inline(always)]
pub(crate) fn two_bits(low: &mut [u64], high: &mut [u64], numbers: impl Fn(usize) -> [u8; WORD]) {
    two_bits_on(*ARCH, low, high, numbers);
}

#[inline(always)]
fn two_bits_on(processor: Arch, low: &mut [u64], high: &mut [u64], numbers: impl Fn(usize) -> [u8; WORD]) {
    match processor {
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        Arch::V4(simd) => simd.vectorize(
            #[inline(always)]
            move || {
                let (one, two) = (simd.avx512f._mm512_set1_epi8(1), simd.avx512f._mm512_set1_epi8(2));
                word_by_word(
                    low,
                    high,
                    numbers,
                    #[inline(always)]
                    |numbers| {
                        let numbers = pulp::cast(numbers);
                        let bits = |asked| simd.avx512bw._mm512_test_epi8_mask(numbers, asked);
                        [bits(one), bits(two)]
                    },
                );
            },
        ),
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        Arch::V3(simd) => simd.vectorize(
            #[inline(always)]
            move || {
                word_by_word(
                    low,
                    high,
                    numbers,
                    #[inline(always)]
                    |numbers| {
                        // Only the highest bit of each byte can be taken: so the asked ones are moved there.
                        let [first, second]: [[u8; WORD / 2]; 2] = pulp::cast(numbers);
                        let halves = [first, second].map(pulp::cast);
                        let low = halves.map(
                            #[inline(always)]
                            |half| simd.avx2._mm256_movemask_epi8(simd.avx2._mm256_slli_epi16::<7>(half)),
                        );
                        let high = halves.map(
                            #[inline(always)]
                            |half| simd.avx2._mm256_movemask_epi8(simd.avx2._mm256_slli_epi16::<6>(half)),
                        );
                        [pulp::cast(low), pulp::cast(high)]
                    },
                );
            },
        ),
        _ => word_by_word(low, high, numbers, |numbers| [gathered(&numbers, 0), gathered(&numbers, 1)]),
    }
}

#[inline(always)]
fn word_by_word(
    low: &mut [u64],
    high: &mut [u64],
    numbers: impl Fn(usize) -> [u8; WORD],
    bits: impl Fn([u8; WORD]) -> [u64; 2],
) {
    for (word, (low, high)) in low.iter_mut().zip(high).enumerate() {
        [*low, *high] = bits(numbers(word));
    }
}

/// A byte for each of the lowest sixteen values, and one for all values from 128 on: what a loop can look up without
/// leaving its vectors.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) lowest: [u8; 16],
    pub(crate) from_128: u8,
}

impl Table {
    /// Amends what is known of people by what the table has for their values; of a value between, its low four bits
    /// count.
    pub(crate) fn amend(&self, values: &[u8], known: &mut [u8], amended: impl Fn(u8, u8) -> u8) {
        self.amend_on(*ARCH, values, known, amended);
    }

    #[inline(always)]
    fn amend_on(&self, processor: Arch, values: &[u8], known: &mut [u8], amended: impl Fn(u8, u8) -> u8) {
        let (words, rest) = values.as_chunks::<WORD>();
        let (known_words, known_rest) = known.as_chunks_mut::<WORD>();
        for (known, value) in known_rest.iter_mut().zip(rest) {
            *known = amended(*known, self.of(*value));
        }
        // A vector's own look-up gives 0 for values from 128 on: so the table holds how others differ from those.
        let from_128 = self.from_128;
        let differences = self.lowest.map(|byte| byte ^ from_128);
        let words = known_words.iter_mut().zip(words);
        match processor {
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            Arch::V4(simd) => simd.vectorize(
                #[inline(always)]
                move || {
                    let table = pulp::cast([differences; 4]);
                    for (known, values) in words {
                        let found = simd.avx512bw._mm512_shuffle_epi8(table, pulp::cast(*values));
                        let found: [u8; WORD] = pulp::cast(found);
                        for (known, found) in known.iter_mut().zip(&found) {
                            *known = amended(*known, found ^ from_128);
                        }
                    }
                },
            ),
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            Arch::V3(simd) => simd.vectorize(
                #[inline(always)]
                move || {
                    let table = pulp::cast([differences; 2]);
                    for (known, values) in words {
                        let halves: [[u8; WORD / 2]; 2] = pulp::cast(*values);
                        let found = halves.map(
                            #[inline(always)]
                            |half| simd.avx2._mm256_shuffle_epi8(table, pulp::cast(half)),
                        );
                        let found: [u8; WORD] = pulp::cast(found);
                        for (known, found) in known.iter_mut().zip(&found) {
                            *known = amended(*known, found ^ from_128);
                        }
                    }
                },
            ),
            _ => {
                for (known, values) in words {
                    for (known, value) in known.iter_mut().zip(values) {
                        *known = amended(*known, self.of(*value));
                    }
                }
            }
        }
    }

    #[inline(always)]
    fn of(&self, value: u8) -> u8 {
        if value < 128 { self.lowest[usize::from(value & 15)] } else { self.from_128 }
    }
}

/// One bit of each of some bytes, by plain arithmetic: the product of eight bytes of 0 or 1 has them side by side in its
/// highest byte.
fn gathered(bytes: &[u8; WORD], bit: u32) -> u64 {
    const LOWEST: u64 = 0x0101_0101_0101_0101;
    const SIDE_BY_SIDE: u64 = 0x0102_0408_1020_4080;
    let (eights, _) = bytes.as_chunks::<8>();
    let of_eight = |eight: &[u8; 8]| ((u64::from_le_bytes(*eight) >> bit & LOWEST).wrapping_mul(SIDE_BY_SIDE)) >> 56;
    eights.iter().rev().fold(0, |word, eight| word << 8 | of_eight(eight))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn processors() -> Vec<Arch> {
        let mut processors = vec![*ARCH, Arch::Scalar];
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        processors.extend(pulp::x86::V3::try_new().map(Arch::V3));
        processors
    }

    #[test]
    fn every_processor_takes_the_same_bits() {
        let bytes: [u8; BLOCK] = std::array::from_fn(|place| (place * place / 3 % 4) as u8);
        let (words, _) = bytes.as_chunks();
        let bit = |bit: u8| -> [u64; BLOCK / WORD] {
            std::array::from_fn(|word| {
                (0..WORD).fold(0, |bits, place| bits | u64::from(bytes[WORD * word + place] >> bit & 1) << place)
            })
        };
        for processor in processors() {
            let (mut low, mut high) = ([0; BLOCK / WORD], [0; BLOCK / WORD]);
            two_bits_on(processor, &mut low, &mut high, |word| words[word]);
            assert_eq!((low, high), (bit(0), bit(1)));
        }
    }

    #[test]
    fn every_processor_looks_up_the_same_bytes() {
        let table = Table { lowest: std::array::from_fn(|value| (value * 37 % 256) as u8), from_128: 9 };
        let values: Vec<u8> = (0..=u8::MAX).chain(0..50).collect();
        for processor in processors() {
            let mut known = vec![1; values.len()];
            table.amend_on(processor, &values, &mut known, u8::wrapping_add);
            for (known, value) in known.iter().zip(&values) {
                let expected = if *value < 128 { (usize::from(value & 15) * 37 % 256) as u8 } else { 9 };
                assert_eq!(*known, expected.wrapping_add(1), "{value} on {processor:?}");
            }
        }
    }
}
