//! The order of candidates who are equal: by a hash, which favours nobody.

use std::fmt;

use sha2::{Digest, Sha256};

/// Numbers by which equal candidates are ordered, least first. Each is the first eight bytes of a SHA-256, whose beginning
/// is hashed once.
#[derive(Clone)]
pub struct TieBreaker(Sha256);

impl TieBreaker {
    /// That of the file formats, which anybody can compute: SHA-256(vacancy id, 0, candidate id).
    pub fn of_file(vacancy: &str) -> Self {
        Self(Sha256::new().chain_update(vacancy).chain_update([0]))
    }

    /// That of an installation: a hash keyed for one subject, such as a vacancy or the words of a search. Without the key
    /// its order tells nothing of the identifiers, and that of one subject nothing of that of another.
    ///
    /// The key of the subject is SHA-256(key, subject); the number of a candidate is SHA-256(key of the subject,
    /// identifier), which is one block of the hash. Identifiers all have the same length, so that no hash can be extended
    /// to that of another.
    pub fn keyed(key: &[u8; 32], subject: &[u8]) -> Self {
        let of_subject = Sha256::new().chain_update(key).chain_update(subject).finalize();
        Self(Sha256::new().chain_update(of_subject))
    }

    /// The number of a candidate: their id in a file, or the bytes of their identifier.
    pub fn number(&self, candidate: &[u8]) -> u64 {
        let hash = self.0.clone().chain_update(candidate).finalize();
        hash.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }
}

impl fmt::Debug for TieBreaker {
    /// Writes nothing of the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TieBreaker(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_the_hash_that_the_formats_define() {
        let hash = Sha256::digest(b"v1\0c1");
        let expected = u64::from_be_bytes(hash[..8].try_into().expect("eight bytes"));
        assert_eq!(TieBreaker::of_file("v1").number(b"c1"), expected);
    }

    #[test]
    fn key_and_subject_both_change_the_number() {
        let number = |key: u8, subject: &[u8]| TieBreaker::keyed(&[key; 32], subject).number(b"c1");
        assert_eq!(number(1, b"v1"), number(1, b"v1"));
        assert_ne!(number(1, b"v1"), number(2, b"v1"));
        assert_ne!(number(1, b"v1"), number(1, b"v2"));
        assert_ne!(number(1, b"v1"), TieBreaker::of_file("v1").number(b"c1"));
    }
}
