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
pub(crate) const BLOCK: usize = 2048;

/// How many people fit a word, a bit each.
pub(crate) const WORD: usize = u64::BITS as usize;

/// A bit of each person of a block: the first person's is the lowest of the first word.
pub(crate) type Bits = [u64; BLOCK / WORD];

/// The two lowest bits of each number of a block, apart.
pub(crate) fn low_and_high<T: Copy>(values: &[T; BLOCK], number: impl Fn(T) -> u8, low: &mut Bits, high: &mut Bits) {
    low_and_high_on(*ARCH, values, number, low, high);
}

fn low_and_high_on<T: Copy>(
    processor: Arch,
    values: &[T; BLOCK],
    number: impl Fn(T) -> u8,
    low: &mut Bits,
    high: &mut Bits,
) {
    match processor {
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        Arch::V4(simd) => simd.vectorize(
            #[inline(always)]
            || {
                let (one, two) = (simd.avx512f._mm512_set1_epi8(1), simd.avx512f._mm512_set1_epi8(2));
                word_by_word(
                    values,
                    number,
                    [low, high],
                    #[inline(always)]
                    |bytes| {
                        let bytes = pulp::cast(bytes);
                        [one, two].map(
                            #[inline(always)]
                            |asked| simd.avx512bw._mm512_test_epi8_mask(bytes, asked),
                        )
                    },
                );
            },
        ),
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        Arch::V3(simd) => simd.vectorize(
            #[inline(always)]
            || {
                word_by_word(
                    values,
                    number,
                    [low, high],
                    #[inline(always)]
                    |bytes| {
                        // Only the highest bit of each byte can be taken: so the asked ones are moved there.
                        let [first, second]: [[u8; WORD / 2]; 2] = pulp::cast(bytes);
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
        _ => word_by_word(values, number, [low, high], |bytes| [gathered(&bytes, 0), gathered(&bytes, 1)]),
    }
}

#[inline(always)]
fn word_by_word<T: Copy>(
    values: &[T; BLOCK],
    number: impl Fn(T) -> u8,
    [low, high]: [&mut Bits; 2],
    of_word: impl Fn([u8; WORD]) -> [u64; 2],
) {
    let (words, _) = values.as_chunks::<WORD>();
    for ((values, low), high) in words.iter().zip(low).zip(high) {
        let mut bytes = [0; WORD];
        for (byte, value) in bytes.iter_mut().zip(values) {
            *byte = number(*value);
        }
        [*low, *high] = of_word(bytes);
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

    #[test]
    fn every_processor_takes_the_same_bits() {
        let bytes: [u8; BLOCK] = std::array::from_fn(|place| (place * place / 3 % 4) as u8);
        let bit = |bit: u8| -> Bits {
            std::array::from_fn(|word| {
                (0..WORD).fold(0, |bits, place| bits | u64::from(bytes[WORD * word + place] >> bit & 1) << place)
            })
        };
        let mut processors = vec![*ARCH, Arch::Scalar];
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        processors.extend(pulp::x86::V3::try_new().map(Arch::V3));
        for processor in processors {
            let (mut low, mut high) = ([0; BLOCK / WORD], [0; BLOCK / WORD]);
            low_and_high_on(processor, &bytes, |byte| byte, &mut low, &mut high);
            assert_eq!((low, high), (bit(0), bit(1)));
        }
    }
}
