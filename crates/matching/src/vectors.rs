//! Loops over columns: the sizes of blocks and words, and loops compiled for the widest vectors of the processor.

use std::sync::LazyLock;

use pulp::Arch;

/// The instruction set of this processor, detected once.
static ARCH: LazyLock<Arch> = LazyLock::new(Arch::new);

/// Runs a loop compiled for the widest vectors of this processor.
pub(crate) fn run_vectorized<R>(run: impl FnOnce() -> R) -> R {
    ARCH.dispatch(run)
}

/// The number of candidates in a block: a memory page (4,096 bytes) of a column of bytes, so that memory is read
/// sequentially, and few enough for the outcomes of all checks to stay in the nearest caches.
pub(crate) const BLOCK: usize = 4096;

/// The number of candidates in a word, one bit each.
pub(crate) const WORD: usize = u64::BITS as usize;

/// The operations on 64 bytes, one per candidate of a word, for which each instruction set has its own instructions.
trait ByteInstructions: Copy {
    /// The lowest bits of all bytes as one word, and their second-lowest bits as another.
    fn split_low_bits(self, bytes: [u8; WORD]) -> [u64; 2];

    /// The table's entry for the low four bits of each byte; 0 for bytes from 128 on.
    fn look_up(self, table: [u8; 16], bytes: [u8; WORD]) -> [u8; WORD];
}

#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
impl ByteInstructions for pulp::x86::V4 {
    #[inline(always)]
    fn split_low_bits(self, bytes: [u8; WORD]) -> [u64; 2] {
        let bytes = pulp::cast(bytes);
        let bit = |bit| self.avx512bw._mm512_test_epi8_mask(bytes, self.avx512f._mm512_set1_epi8(bit));
        [bit(1), bit(2)]
    }

    #[inline(always)]
    fn look_up(self, table: [u8; 16], bytes: [u8; WORD]) -> [u8; WORD] {
        pulp::cast(self.avx512bw._mm512_shuffle_epi8(pulp::cast([table; 4]), pulp::cast(bytes)))
    }
}

#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
impl ByteInstructions for pulp::x86::V3 {
    #[inline(always)]
    fn split_low_bits(self, bytes: [u8; WORD]) -> [u64; 2] {
        // The instruction takes the highest bit of each byte only, so the two bits are shifted there first.
        let [first, second]: [[u8; WORD / 2]; 2] = pulp::cast(bytes);
        let avx2 = self.avx2;
        let bits = |half| {
            let (low, high) = (avx2._mm256_slli_epi16::<7>(half), avx2._mm256_slli_epi16::<6>(half));
            (avx2._mm256_movemask_epi8(low), avx2._mm256_movemask_epi8(high))
        };
        let ((low, high), (next_low, next_high)) = (bits(pulp::cast(first)), bits(pulp::cast(second)));
        [pulp::cast([low, next_low]), pulp::cast([high, next_high])]
    }

    #[inline(always)]
    fn look_up(self, table: [u8; 16], bytes: [u8; WORD]) -> [u8; WORD] {
        let table = pulp::cast([table; 2]);
        let [first, second]: [[u8; WORD / 2]; 2] = pulp::cast(bytes);
        let first = self.avx2._mm256_shuffle_epi8(table, pulp::cast(first));
        pulp::cast([first, self.avx2._mm256_shuffle_epi8(table, pulp::cast(second))])
    }
}

/// Plain arithmetic, for any processor.
#[derive(Clone, Copy)]
struct Portable;

impl ByteInstructions for Portable {
    #[inline(always)]
    fn split_low_bits(self, bytes: [u8; WORD]) -> [u64; 2] {
        // The multiplication moves the lowest bits of eight bytes side by side into the highest byte of the product.
        const LOWEST: u64 = 0x0101_0101_0101_0101;
        const SIDE_BY_SIDE: u64 = 0x0102_0408_1020_4080;
        let (eights, _) = bytes.as_chunks::<8>();
        let bit = |bit: u32| {
            let of_eight = |eight: &[u8; 8]| (u64::from_le_bytes(*eight) >> bit & LOWEST).wrapping_mul(SIDE_BY_SIDE);
            eights.iter().rev().fold(0, |word, eight| word << 8 | of_eight(eight) >> 56)
        };
        [bit(0), bit(1)]
    }

    #[inline(always)]
    fn look_up(self, table: [u8; 16], bytes: [u8; WORD]) -> [u8; WORD] {
        bytes.map(|byte| if byte < 128 { table[usize::from(byte & 15)] } else { 0 })
    }
}

/// Splits the two lowest bits of each candidate's number into two sets, word by word.
#[inline(always)]
pub(crate) fn split_low_bits(low: &mut [u64], high: &mut [u64], numbers: impl Fn(usize) -> [u8; WORD]) {
    split_low_bits_on(*ARCH, low, high, numbers);
}

#[inline(always)]
fn split_low_bits_on(processor: Arch, low: &mut [u64], high: &mut [u64], numbers: impl Fn(usize) -> [u8; WORD]) {
    #[inline(always)]
    fn by(bytes: impl ByteInstructions, low: &mut [u64], high: &mut [u64], numbers: impl Fn(usize) -> [u8; WORD]) {
        for (word, (low, high)) in low.iter_mut().zip(high).enumerate() {
            [*low, *high] = bytes.split_low_bits(numbers(word));
        }
    }
    match processor {
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        Arch::V4(simd) => simd.vectorize(
            #[inline(always)]
            move || by(simd, low, high, numbers),
        ),
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        Arch::V3(simd) => simd.vectorize(
            #[inline(always)]
            move || by(simd, low, high, numbers),
        ),
        _ => by(Portable, low, high, numbers),
    }
}

/// A byte for each of the values 0 to 15, and one for all values from 128 on: a table that a loop can look up without
/// leaving its vectors.
#[derive(Debug, Clone)]
pub(crate) struct LookupTable {
    pub(crate) lowest: [u8; 16],
    pub(crate) from_128: u8,
}

impl LookupTable {
    /// Combines each accumulator with the table's entry for the value at its position. Of values from 16 to 127 only
    /// the low four bits count.
    pub(crate) fn combine_into(&self, values: &[u8], accumulators: &mut [u8], combine: impl Fn(u8, u8) -> u8) {
        self.combine_into_on(*ARCH, values, accumulators, combine);
    }

    #[inline(always)]
    fn combine_into_on(
        &self,
        processor: Arch,
        values: &[u8],
        accumulators: &mut [u8],
        combine: impl Fn(u8, u8) -> u8,
    ) {
        match processor {
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            Arch::V4(simd) => simd.vectorize(
                #[inline(always)]
                move || self.combine_into_by(simd, values, accumulators, combine),
            ),
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            Arch::V3(simd) => simd.vectorize(
                #[inline(always)]
                move || self.combine_into_by(simd, values, accumulators, combine),
            ),
            _ => self.combine_into_by(Portable, values, accumulators, combine),
        }
    }

    #[inline(always)]
    fn combine_into_by(
        &self,
        bytes: impl ByteInstructions,
        values: &[u8],
        accumulators: &mut [u8],
        combine: impl Fn(u8, u8) -> u8,
    ) {
        // The lookup instruction gives 0 for values from 128 on, so the table holds the difference (exclusive or) of
        // each entry to `from_128`.
        let from_128 = self.from_128;
        let differences = self.lowest.map(|byte| byte ^ from_128);
        let combine_word = |accumulators: &mut [u8], values: [u8; WORD]| {
            let found = bytes.look_up(differences, values);
            for (accumulator, found) in accumulators.iter_mut().zip(&found) {
                *accumulator = combine(*accumulator, found ^ from_128);
            }
        };
        let (words, rest) = values.as_chunks();
        let (accumulator_words, accumulator_rest) = accumulators.as_chunks_mut::<WORD>();
        for (accumulators, values) in accumulator_words.iter_mut().zip(words) {
            combine_word(accumulators, *values);
        }
        combine_word(accumulator_rest, padded(rest));
    }
}

/// Values padded to a whole word.
#[inline(always)]
pub(crate) fn padded<T: Copy + Default>(values: &[T]) -> [T; WORD] {
    let mut word = [T::default(); WORD];
    word[..values.len()].copy_from_slice(values);
    word
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
    fn every_instruction_set_splits_the_same_bits() {
        let bytes: [u8; BLOCK] = std::array::from_fn(|position| (position * position / 3 % 4) as u8);
        let (words, _) = bytes.as_chunks();
        let bit = |bit: u8| -> [u64; BLOCK / WORD] {
            std::array::from_fn(|word| {
                (0..WORD)
                    .fold(0, |bits, position| bits | u64::from(bytes[WORD * word + position] >> bit & 1) << position)
            })
        };
        for processor in processors() {
            let (mut low, mut high) = ([0; BLOCK / WORD], [0; BLOCK / WORD]);
            split_low_bits_on(processor, &mut low, &mut high, |word| words[word]);
            assert_eq!((low, high), (bit(0), bit(1)));
        }
    }

    #[test]
    fn every_instruction_set_looks_up_the_same_bytes() {
        let table = LookupTable { lowest: std::array::from_fn(|value| (value * 37 % 256) as u8), from_128: 9 };
        let values: Vec<u8> = (0..=u8::MAX).chain(0..50).collect();
        for processor in processors() {
            let mut accumulators = vec![1; values.len()];
            table.combine_into_on(processor, &values, &mut accumulators, u8::wrapping_add);
            for (accumulators, value) in accumulators.iter().zip(&values) {
                let expected = if *value < 128 { (usize::from(value & 15) * 37 % 256) as u8 } else { 9 };
                assert_eq!(*accumulators, expected.wrapping_add(1), "{value} on {processor:?}");
            }
        }
    }
}
