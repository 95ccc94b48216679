//! The names under which employers see candidates: "Amber Heron-17".
//!
//! The words are from nature, the sky and music, and alike enough in Dutch, French, English and written Arabic to be
//! pronounced by all users. None refers to skin, sex or peoples, or to an animal that gives offence.

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
/// The count of numbers on the first attempt; further attempts go beyond.
const NUMBERS: u64 = 990;

/// The pseudonym of a candidate: two words and a number, always the same for an identifier and an attempt. When it is
/// taken, the next `attempt` gives the next number.
///
/// It is derived from a hash, so it doesn't reveal when the candidate was registered, as the identifier does.
pub fn pseudonym(candidate: CandidateId, attempt: u64) -> String {
    let hash = Sha256::digest(candidate.uuid().as_bytes());
    let number = hash[..8].iter().fold(0, |number: u64, byte| number << 8 | u64::from(*byte));
    let first = FIRST[(number % 64) as usize];
    let second = SECOND[(number / 64 % 64) as usize];
    format!("{first} {second}-{}", LEAST + number / 4_096 % NUMBERS + attempt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pseudonym_is_stable_and_another_attempt_changes_only_its_number() {
        let candidate = CandidateId::new();
        let (one, next) = (pseudonym(candidate, 0), pseudonym(candidate, 1));
        assert_eq!(one, pseudonym(candidate, 0));
        let parts = |name: &str| {
            let (words, number) = name.rsplit_once('-').expect("a number");
            (words.to_owned(), number.parse::<u64>().expect("a number"))
        };
        assert_eq!(parts(&next), (parts(&one).0, parts(&one).1 + 1));
    }

    #[test]
    fn no_word_is_repeated() {
        let mut words: Vec<&str> = FIRST.iter().chain(&SECOND).copied().collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), 128);
    }
}
