//! Our trees and proofs are those of RFC 6962, as other programs compute and accept them.

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use sha2::Sha256;
use storage::merkle_tree::{Hash, Peaks, consistency_proof, inclusion_proof, is_included, leaf_hash, root};
use tlog_tiles::tlog::{self, Hash as TlogHash};

const SIZES: u64 = 1_000;

fn leaves() -> Vec<Hash> {
    (0..SIZES).map(|number| leaf_hash(number.to_string().as_bytes())).collect()
}

fn proof(hashes: &[Hash]) -> Vec<TlogHash> {
    hashes.iter().map(|hash| TlogHash(*hash)).collect()
}

#[test]
fn the_root_is_that_of_ct_merkle_at_a_thousand_sizes() {
    let (mut peaks, mut theirs) = (Peaks::default(), MemoryBackedTree::<Sha256, Vec<u8>>::new());
    assert_eq!(peaks.root().as_slice(), theirs.root().as_bytes().as_slice());
    for number in 0..SIZES {
        let content = number.to_string().into_bytes();
        peaks.push(leaf_hash(&content));
        theirs.push(content);
        assert_eq!(peaks.root().as_slice(), theirs.root().as_bytes().as_slice(), "{} leaves", number + 1);
        assert_eq!(Peaks::from_hex(peaks.size(), &peaks.to_hex()).as_ref(), Some(&peaks));
    }
}

#[test]
fn blocks_that_were_completed_make_the_same_tree() {
    let leaves = leaves();
    let mut peaks = Peaks::default();
    let blocks: Vec<Hash> = leaves.iter().filter_map(|leaf| peaks.push(*leaf)).collect();
    assert_eq!(blocks.len(), 3);
    let mut again = Peaks::default();
    blocks.iter().for_each(|block| again.push_block(*block));
    leaves[768..].iter().for_each(|leaf| {
        again.push(*leaf);
    });
    assert_eq!(again, peaks);
}

#[test]
fn inclusion_proofs_are_accepted_by_tlog_tiles_and_by_us_and_wrong_ones_are_not() {
    let leaves = leaves();
    for size in [1, 2, 3, 7, 8, 255, 256, 257, 700] {
        let tree = root(leaves[..size as usize].iter().copied());
        for index in [0, 1, 2, 6, 254, 255, 256, size - 1].into_iter().filter(|index| *index < size) {
            let subtree =
                |first: u64, end: u64| Ok::<_, ()>(root(leaves[first as usize..end as usize].iter().copied()));
            let path = inclusion_proof(size, index, subtree).expect("a proof");
            let leaf = leaves[index as usize];
            tlog::check_record(&proof(&path), size, TlogHash(tree), index, TlogHash(leaf)).expect("accepted");
            assert!(is_included(&leaf, index, size, &path, &tree), "{index} of {size}");
            assert!(!is_included(&leaves[999], index, size, &path, &tree), "another leaf");
            assert!(!is_included(&leaf, size, size, &path, &tree), "another place");
            assert!(path.is_empty() || !is_included(&leaf, index, size, &path[1..], &tree), "a shorter proof");
        }
    }
}

#[test]
fn consistency_proofs_are_accepted_by_tlog_tiles() {
    let leaves = leaves();
    for (old, new) in [(1, 1), (1, 2), (2, 3), (3, 7), (4, 7), (6, 8), (255, 257), (256, 700), (700, 1_000)] {
        let root_of = |size: u64| TlogHash(root(leaves[..size as usize].iter().copied()));
        let subtree = |first: u64, end: u64| Ok::<_, ()>(root(leaves[first as usize..end as usize].iter().copied()));
        let path = consistency_proof(old, new, subtree).expect("a proof");
        tlog::check_tree(&proof(&path), new, root_of(new), old, root_of(old)).expect("accepted");
    }
}
