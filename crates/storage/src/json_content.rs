//! JSON as it is stored in a column, and its hash, by which an import recognises unchanged content.

use sha2::{Digest, Sha256};

use crate::StorageError;
use crate::merkle_tree::Hash;

/// Serialises a value to the JSON that is stored.
///
/// # Errors
/// When the value can't be serialised.
pub fn as_json(value: &impl serde::Serialize) -> Result<String, StorageError> {
    serde_json::to_string(value).map_err(|error| StorageError::Other(error.to_string()))
}

/// JSON as RFC 8785 wants it for hashing, of a struct of text and whole numbers whose fields are in the order of their
/// names.
pub fn canonical_json(content: &impl serde::Serialize) -> Vec<u8> {
    // Such a struct always has a JSON form, and writing to memory doesn't fail.
    serde_json::to_vec(content).unwrap_or_default()
}

/// The hash by which audit entries commit to a row: SHA-256 over its JSON, the columns in the order of the table.
pub fn row_hash(row: &impl serde::Serialize) -> Hash {
    Sha256::digest(canonical_json(row)).into()
}

/// SHA-256 of stored JSON in lower-case hexadecimal, by which an import recognises unchanged content without reading
/// it. Not for personal data: content that short could be guessed from its hash.
pub fn content_hash(json: &str) -> String {
    hex::encode(Sha256::digest(json.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_sha_256_in_hexadecimal() {
        // FIPS 180-2, appendix B.1.
        let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(content_hash("abc"), hash);
    }
}
