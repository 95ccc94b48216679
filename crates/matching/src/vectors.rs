//! Loops over columns: how many people each takes at once, compiled for the widest vectors that the processor has.

use std::sync::LazyLock;

use pulp::Arch;

/// The instructions that this processor has, found once.
static ARCH: LazyLock<Arch> = LazyLock::new(Arch::new);

/// Runs a loop compiled for the widest vectors of this processor.
pub(crate) fn widest<R>(run: impl FnOnce() -> R) -> R {
    ARCH.dispatch(run)
}

/// How many people are judged at once: a page of a column of bytes, so that memory is read on end, and few enough for
/// what is said of them to stay in the processor's nearest caches.
pub(crate) const BLOCK: usize = 4096;

/// How many people fit a word, a bit each.
pub(crate) const WORD: usize = u64::BITS as usize;

/// What processors do in their own ways with a byte each of as many people as fit a word.
trait Bytes: Copy {
    /// The two lowest bits of each, apart.
    fn two_bits(self, bytes: [u8; WORD]) -> [u64; 2];

    /// What a table has for the low four bits of each; nothing, 0, for bytes from 128 on.
    fn looked_up(self, table: [u8; 16], bytes: [u8; WORD]) -> [u8; WORD];
}

#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
impl Bytes for pulp::x86::V4 {
    #[inline(always)]
    fn two_bits(self, bytes: [u8; WORD]) -> [u64; 2] {
        let bytes = pulp::cast(bytes);
        let bit = |bit| self.avx512bw._mm512_test_epi8_mask(bytes, self.avx512f._mm512_set1_epi8(bit));
        [bit(1), bit(2)]
    }

    #[inline(always)]
    fn looked_up(self, table: [u8; 16], bytes: [u8; WORD]) -> [u8; WORD] {
        pulp::cast(self.avx512bw._mm512_shuffle_epi8(pulp::cast([table; 4]), pulp::cast(bytes)))
    }
}

#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
impl Bytes for pulp::x86::V3 {
    #[inline(always)]
    fn two_bits(self, bytes: [u8; WORD]) -> [u64; 2] {
        // Only the highest bit of each byte can be taken: so the asked ones are moved there.
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
    fn looked_up(self, table: [u8; 16], bytes: [u8; WORD]) -> [u8; WORD] {
        let table = pulp::cast([table; 2]);
        let [first, second]: [[u8; WORD / 2]; 2] = pulp::cast(bytes);
        let first = self.avx2._mm256_shuffle_epi8(table, pulp::cast(first));
        pulp::cast([first, self.avx2._mm256_shuffle_epi8(table, pulp::cast(second))])
    }
}

/// Any processor, by plain arithmetic.
#[derive(Clone, Copy)]
struct Any;

impl Bytes for Any {
    #[inline(always)]
    fn two_bits(self, bytes: [u8; WORD]) -> [u64; 2] {
        // The product of eight bytes of 0 or 1 has them side by side in its highest byte.
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
    fn looked_up(self, table: [u8; 16], bytes: [u8; WORD]) -> [u8; WORD] {
        bytes.map(|byte| if byte < 128 { table[usize::from(byte & 15)] } else { 0 })
    }
}

/// Takes the two lowest bits of each person's number apart, word by word.
#[inline(always)]
pub(crate) fn two_bits(low: &mut [u64], high: &mut [u64], numbers: impl Fn(usize) -> [u8; WORD]) {
    two_bits_on(*ARCH, low, high, numbers);
}

#[inline(always)]
fn two_bits_on(processor: Arch, low: &mut [u64], high: &mut [u64], numbers: impl Fn(usize) -> [u8; WORD]) {
    #[inline(always)]
    fn by(bytes: impl Bytes, low: &mut [u64], high: &mut [u64], numbers: impl Fn(usize) -> [u8; WORD]) {
        for (word, (low, high)) in low.iter_mut().zip(high).enumerate() {
            [*low, *high] = bytes.two_bits(numbers(word));
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
        _ => by(Any, low, high, numbers),
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
    /// Amends what is known of people by what the table has for their values; of a value between, the low four bits
    /// count.
    pub(crate) fn amend(&self, values: &[u8], known: &mut [u8], amended: impl Fn(u8, u8) -> u8) {
        self.amend_on(*ARCH, values, known, amended);
    }

    #[inline(always)]
    fn amend_on(&self, processor: Arch, values: &[u8], known: &mut [u8], amended: impl Fn(u8, u8) -> u8) {
        match processor {
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            Arch::V4(simd) => simd.vectorize(
                #[inline(always)]
                move || self.amend_by(simd, values, known, amended),
            ),
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            Arch::V3(simd) => simd.vectorize(
                #[inline(always)]
                move || self.amend_by(simd, values, known, amended),
            ),
            _ => self.amend_by(Any, values, known, amended),
        }
    }

    #[inline(always)]
    fn amend_by(&self, bytes: impl Bytes, values: &[u8], known: &mut [u8], amended: impl Fn(u8, u8) -> u8) {
        // Nothing is found for values from 128 on: so the table is asked how the others differ from those.
        let from_128 = self.from_128;
        let differences = self.lowest.map(|byte| byte ^ from_128);
        let look_up = |known: &mut [u8], values: [u8; WORD]| {
            let found = bytes.looked_up(differences, values);
            for (known, found) in known.iter_mut().zip(&found) {
                *known = amended(*known, found ^ from_128);
            }
        };
        let (words, rest) = values.as_chunks();
        let (known_words, known_rest) = known.as_chunks_mut::<WORD>();
        for (known, values) in known_words.iter_mut().zip(words) {
            look_up(known, *values);
        }
        look_up(known_rest, filled(rest));
    }
}

/// Some values, filled up to a word.
#[inline(always)]
pub(crate) fn filled<T: Copy + Default>(values: &[T]) -> [T; WORD] {
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
    fn every_processor_takes_the_same_bits() {
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
