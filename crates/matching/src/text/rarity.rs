//! The rarity of a term, in integers, so that it is the same on every machine.

/// The inverse document frequency of a term, in thousandths: ln((N + 1) / (n + ½)), at least one thousandth.
pub(super) fn rarity(documents: u32, holding: u32) -> u32 {
    let whole = log2_thousandths(2 * (u64::from(documents) + 1));
    let log2 = whole.saturating_sub(log2_thousandths(2 * u64::from(holding) + 1));
    // ln 2 = 0.693147…
    ((log2 * 693_147) / 1_000_000).max(1) as u32
}

/// The binary logarithm of an integer above 0, in thousandths, by repeated squaring.
fn log2_thousandths(value: u64) -> u64 {
    let whole = u64::from(value.max(1).ilog2());
    // The value divided by its power of two, between 1 and 2, with 31 bits after the point.
    let mut rest = if whole >= 31 { value >> (whole - 31) } else { value.max(1) << (31 - whole) };
    let mut fraction = 0u64;
    for _ in 0..16 {
        rest = (rest * rest) >> 31;
        fraction <<= 1;
        if rest >= 1 << 32 {
            rest >>= 1;
            fraction |= 1;
        }
    }
    whole * 1_000 + fraction * 1_000 / 65_536
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_agree_with_floating_point_to_a_thousandth() {
        for value in [1u64, 2, 3, 7, 100, 741, 1_482, 65_537, 4_000_000_000] {
            let real = (value as f64).log2() * 1_000.0;
            assert!((log2_thousandths(value) as f64 - real).abs() <= 1.0, "{value}");
        }
    }

    #[test]
    fn a_rare_word_weighs_more_than_a_frequent_one() {
        assert!(rarity(741, 0) > rarity(741, 10));
        assert!(rarity(741, 10) > rarity(741, 400));
    }
}
