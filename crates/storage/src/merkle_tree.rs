//! The Merkle tree of RFC 6962 (section 2.1) over SHA-256: roots, inclusion and consistency proofs, as pure functions.
//!
//! Anything that reads this format can check what is proven with it: `ct-merkle`, `tlog_tiles`, Go's `sumdb/tlog`.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

/// A hash of SHA-256.
pub type Hash = [u8; 32];

/// The height of the subtrees whose roots are stored, so that a proof doesn't read all leaves.
const BLOCK_LEVEL: u32 = 8;

/// The number of leaves of such a subtree.
pub const BLOCK: u64 = 1 << BLOCK_LEVEL;

/// The hash of a leaf with this content.
pub fn leaf_hash(content: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(content).finalize().into()
}

/// The hash of a node over its two children.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// A hash as it is stored: 64 hexadecimal digits.
pub fn hash_from_hex(text: &str) -> Option<Hash> {
    let mut hash = Hash::default();
    hex::decode_to_slice(text, &mut hash).ok().map(|()| hash)
}

/// A hash in base64, as proofs have it.
pub fn hash_to_base64(hash: &Hash) -> String {
    BASE64_STANDARD.encode(hash)
}

/// The peaks of a tree: the roots of its perfect subtrees, the largest first. They are all that is needed to append
/// leaves and to compute the root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Peaks {
    size: u64,
    hashes: Vec<Hash>,
}

impl Peaks {
    /// Reads the peaks of a tree of `size` leaves, as [`Self::to_hex`] writes them; nothing when they don't fit the size.
    pub fn from_hex(size: u64, text: &str) -> Option<Self> {
        let bytes = hex::decode(text).ok()?;
        let (hashes, rest) = bytes.as_chunks::<32>();
        let fits = rest.is_empty() && hashes.len() == size.count_ones() as usize;
        fits.then(|| Self { size, hashes: hashes.to_vec() })
    }

    /// The peaks as hexadecimal, one after the other.
    pub fn to_hex(&self) -> String {
        hex::encode(self.hashes.as_flattened())
    }

    /// The number of leaves.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf. Returns the root of the block of [`BLOCK`] leaves that it completed, if it did.
    pub fn push(&mut self, leaf: Hash) -> Option<Hash> {
        self.add(0, leaf)
    }

    /// Appends a whole block by its root. The number of leaves before it must be a multiple of [`BLOCK`].
    pub fn push_block(&mut self, root: Hash) {
        debug_assert!(self.size.is_multiple_of(BLOCK), "a block begins at a multiple of its size");
        self.add(BLOCK_LEVEL, root);
    }

    /// Appends a perfect subtree of 2^`level` leaves. Each set bit of the size is a peak, so those that the new one follows
    /// without a gap are merged with it, as carries of an addition.
    fn add(&mut self, level: u32, root: Hash) -> Option<Hash> {
        let mut block = None;
        let mut merged = root;
        for height in level.. {
            if height == BLOCK_LEVEL {
                block = Some(merged);
            }
            if (self.size >> height) & 1 == 0 {
                break;
            }
            let Some(left) = self.hashes.pop() else { break };
            merged = node_hash(&left, &merged);
        }
        self.hashes.push(merged);
        self.size += 1 << level;
        block
    }

    /// The root of the tree; that of an empty one is the hash of nothing.
    pub fn root(&self) -> Hash {
        let mut from_right = self.hashes.iter().rev();
        let Some(last) = from_right.next() else { return Sha256::digest([]).into() };
        from_right.fold(*last, |right, left| node_hash(left, &right))
    }
}

/// The root of a tree of these leaves.
pub fn root(leaves: impl IntoIterator<Item = Hash>) -> Hash {
    let mut peaks = Peaks::default();
    for leaf in leaves {
        peaks.push(leaf);
    }
    peaks.root()
}

/// The number of leaves of the left subtree of a tree of `size` leaves, at least two: the largest power of two below it.
const fn left_size(size: u64) -> u64 {
    1 << (size - 1).ilog2()
}

/// The inclusion proof of a leaf: the siblings on its way to the root, the lowest first. `subtree` gives the root of the
/// leaves from its first number up to before its second.
///
/// # Errors
/// Those of `subtree`.
pub fn inclusion_proof<E>(
    size: u64,
    index: u64,
    mut subtree: impl FnMut(u64, u64) -> Result<Hash, E>,
) -> Result<Vec<Hash>, E> {
    let (mut first, mut end) = (0, size);
    let mut proof = Vec::new();
    while end - first > 1 {
        let middle = first + left_size(end - first);
        if index < middle {
            proof.push(subtree(middle, end)?);
            end = middle;
        } else {
            proof.push(subtree(first, middle)?);
            first = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// The consistency proof from a tree of `old_size` leaves, at least one, to that of `size` leaves (RFC 6962, section 2.1.2).
///
/// # Errors
/// Those of `subtree`.
pub fn consistency_proof<E>(
    old_size: u64,
    size: u64,
    mut subtree: impl FnMut(u64, u64) -> Result<Hash, E>,
) -> Result<Vec<Hash>, E> {
    let (mut first, mut end) = (0, size);
    let mut proof = Vec::new();
    while old_size != end {
        let middle = first + left_size(end - first);
        if old_size <= middle {
            proof.push(subtree(middle, end)?);
            end = middle;
        } else {
            proof.push(subtree(first, middle)?);
            first = middle;
        }
    }
    // The old tree's root itself is known to whoever checks the proof.
    if first > 0 {
        proof.push(subtree(first, end)?);
    }
    proof.reverse();
    Ok(proof)
}

/// Whether an inclusion proof leads from a leaf to a root.
pub fn is_included(leaf: &Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut place, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if place % 2 == 1 || place == last {
            hash = node_hash(sibling, &hash);
            while place.is_multiple_of(2) && place > 0 {
                (place, last) = (place / 2, last / 2);
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        (place, last) = (place / 2, last / 2);
    }
    last == 0 && hash == *root
}
