//! The names under which employers see candidates: "Amber Heron-17".
//!
//! The words are from nature, the sky and music, and alike enough in Dutch, French, English and written Arabic to be
//! pronounced by all users. None refers to skin, sex or peoples, or to an animal that gives offence.

use access::ProgrammeKey;
use sha2::{Digest, Sha256};
use vocabulary::CandidateId;

const FIRST: [&str; 64] = [
    "Acacia",
    "Agate",
    "Alpine",
    "Amber",
    "Anise",
    "Arnica",
    "Aster",
    "Azure",
    "Bamboo",
    "Basalt",
    "Bergamot",
    "Bronze",
    "Camellia",
    "Cardamom",
    "Carmine",
    "Cedar",
    "Citrus",
    "Cobalt",
    "Copper",
    "Coral",
    "Cosmos",
    "Crystal",
    "Cumin",
    "Cypress",
    "Dahlia",
    "Emerald",
    "Freesia",
    "Granite",
    "Hibiscus",
    "Indigo",
    "Iris",
    "Jade",
    "Jasmine",
    "Kiwi",
    "Lavender",
    "Lemon",
    "Lilac",
    "Linden",
    "Lotus",
    "Magnolia",
    "Mango",
    "Marble",
    "Mimosa",
    "Mint",
    "Nectar",
    "Olive",
    "Opal",
    "Orchid",
    "Papaya",
    "Pearl",
    "Quartz",
    "Rosemary",
    "Ruby",
    "Saffron",
    "Sapphire",
    "Sesame",
    "Silver",
    "Thyme",
    "Topaz",
    "Tulip",
    "Turquoise",
    "Vanilla",
    "Velvet",
    "Zircon",
];

const SECOND: [&str; 64] = [
    "Albatross",
    "Altair",
    "Andromeda",
    "Atlas",
    "Atoll",
    "Aurora",
    "Cadence",
    "Canyon",
    "Cascade",
    "Comet",
    "Compass",
    "Condor",
    "Corona",
    "Delta",
    "Dolphin",
    "Dune",
    "Eclipse",
    "Equator",
    "Falcon",
    "Flamingo",
    "Galaxy",
    "Gazelle",
    "Glacier",
    "Guitar",
    "Harmony",
    "Heron",
    "Horizon",
    "Ibis",
    "Island",
    "Kite",
    "Lagoon",
    "Lynx",
    "Lyra",
    "Meridian",
    "Meteor",
    "Monsoon",
    "Nebula",
    "Nova",
    "Oasis",
    "Orbit",
    "Orion",
    "Panda",
    "Pelican",
    "Piano",
    "Planet",
    "Polaris",
    "Prisma",
    "Pulsar",
    "Rhythm",
    "Robin",
    "Savanna",
    "Sierra",
    "Sirius",
    "Sonata",
    "Swan",
    "Tempo",
    "Terra",
    "Toucan",
    "Tundra",
    "Vega",
    "Viola",
    "Volcano",
    "Zenith",
    "Zephyr",
];

/// The lowest number; two digits at least, so that all pseudonyms look alike.
const LEAST: u64 = 10;
/// The count of numbers on the first attempt; further attempts have more.
const NUMBERS: u64 = 990;

/// The pseudonym of a candidate: two words and a number, always the same for a key, an identifier and an attempt. When it is
/// taken, the next `attempt` gives another one.
///
/// It is derived from a hash with the programme's key, so it reveals nothing of the identifier, and nobody who knows the
/// identifier can compute it.
pub fn pseudonym(key: &ProgrammeKey, candidate: CandidateId, attempt: u64) -> String {
    let hash = Sha256::new()
        .chain_update(key.bytes())
        .chain_update("pseudonym")
        .chain_update(candidate.uuid().as_bytes())
        .chain_update(attempt.to_be_bytes())
        .finalize();
    let number = hash[..8].iter().fold(0, |number: u64, byte| number << 8 | u64::from(*byte));
    let first = FIRST[(number % 64) as usize];
    let second = SECOND[(number / 64 % 64) as usize];
    format!("{first} {second}-{}", LEAST + number / 4_096 % (NUMBERS + attempt))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pseudonym_is_stable_and_differs_by_key_and_attempt() {
        let candidate = CandidateId::new();
        let key = |byte| ProgrammeKey::of_bytes(&[byte; ProgrammeKey::LENGTH]).expect("a key");
        let one = pseudonym(&key(1), candidate, 0);
        assert_eq!(one, pseudonym(&key(1), candidate, 0));
        assert_ne!(one, pseudonym(&key(2), candidate, 0));
        assert_ne!(one, pseudonym(&key(1), candidate, 1));
    }

    #[test]
    fn no_word_is_repeated() {
        let mut words: Vec<&str> = FIRST.iter().chain(&SECOND).copied().collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), 128);
    }
}
