//! The scan: everybody, exactly, in blocks.
//!
//! Each check judges a block of `BLOCK` people and says of each with two bits what it found. What all checks say together
//! is then a matter of sets: who has a must that is not met, who has two, whom an easier check would move; and how many
//! they are is a number of bits. So counts, near misses and what each must costs come from a few operations on
//! sixty-four people at once. One by one are looked at only those who could still be listed, who are scored criterion by
//! criterion and left as soon as what remains can't bring them onto a list; and those whose courses have to fit together.
//!
//! Work: people × (checks + easier checks), a few operations on vectors each; scores for the few who could be listed;
//! memory for one block, for those who tie on a list, and for the levels of languages that were met. Nothing is sampled and nothing is capped.
//!
//! | module | what it is for |
//! |---|---|
//! | `standings` | where checks leave the people of a block |
//! | `lists` | who is listed, and the scoring of those who could be |
//! | `costs` | what relaxed requirements change |
//! | `block` | one block through all of it |

mod block;
mod lists;
mod relaxed_counts;
mod standings;

use std::ops::Range;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::prepared_vacancy::PreparedVacancy;
use crate::segment::Segment;
use crate::vectors::BLOCK;
use block::Scanner;
pub(crate) use lists::Listed;

/// How a scan runs.
#[derive(Debug, Clone, Copy)]
pub struct ScanOptions {
    /// How many of each standing are listed.
    pub top: usize,
    /// How many of each near miss are listed.
    pub near: usize,
    /// On how many threads.
    pub threads: usize,
    /// Whether what each must costs is asked.
    pub requirement_impact: bool,
}

impl ScanOptions {
    /// How many come onto a list, by its position.
    fn limit(&self, list: usize) -> usize {
        if list < RANKED { self.top } else { self.near }
    }
}

/// The lists before those of near misses.
const RANKED: usize = 3;

/// What a scan found.
#[derive(Debug, Clone, Default)]
pub struct Scan {
    /// How many of each standing, in the order of [`vocabulary::Standing::ALL`].
    pub counts: [u64; 5],
    /// By check: how many have exactly that one not met.
    pub near_misses: Vec<u64>,
    /// By relaxation, where what requirements cost is asked: how many more would be ready, reachable and to verify.
    pub(crate) relaxed: Vec<[i64; 3]>,
    /// Those who are listed: ready, reachable, to verify, then by check the near misses; each in order.
    pub(crate) listed: Vec<Vec<Listed>>,
}

/// By what a tie is broken: the first eight bytes of the SHA-256 of the vacancy's id, a zero byte, and the
/// candidate's.
pub fn tie(vacancy: &str, candidate: &str) -> u64 {
    let mut hash = Sha256::new();
    hash.update(vacancy.as_bytes());
    hash.update([0]);
    hash.update(candidate.as_bytes());
    hash.finalize().iter().take(8).fold(0, |tie, byte| tie << 8 | u64::from(*byte))
}

/// Scans everybody for one vacancy.
pub fn scan(prepared: &PreparedVacancy, people: &[&Segment], options: ScanOptions) -> Scan {
    let mut pieces: Vec<(usize, Range<usize>)> = Vec::new();
    // A piece is some blocks of one segment: few enough pieces to cost nothing, enough to share between threads.
    let all: usize = people.iter().map(|segment| segment.len()).sum();
    let size = all.div_ceil(options.threads.max(1)).next_multiple_of(BLOCK).max(BLOCK);
    for (index, segment) in people.iter().enumerate() {
        let mut from = 0;
        while from < segment.len() {
            let to = (from + size).min(segment.len());
            pieces.push((index, from..to));
            from = to;
        }
    }
    let part = |pieces: &[(usize, Range<usize>)]| {
        let mut scanner = Scanner::new(prepared, options);
        for (index, rows) in pieces {
            scanner.scan(people[*index], *index as u32, rows.clone());
        }
        scanner.finish(people)
    };
    if options.threads <= 1 || pieces.len() <= 1 {
        return part(&pieces);
    }
    let share = pieces.len().div_ceil(options.threads);
    let parts: Vec<Scan> = pieces.par_chunks(share).map(part).collect();
    parts.into_iter().reduce(|first, second| first.and(second, options)).unwrap_or_default()
}

impl Scan {
    /// Two scans of different people as one.
    fn and(mut self, other: Self, options: ScanOptions) -> Self {
        for (count, more) in self.counts.iter_mut().zip(other.counts) {
            *count += more;
        }
        for (count, more) in self.near_misses.iter_mut().zip(other.near_misses) {
            *count += more;
        }
        for (counts, more) in self.relaxed.iter_mut().zip(other.relaxed) {
            for (count, more) in counts.iter_mut().zip(more) {
                *count += more;
            }
        }
        for (list, (listed, more)) in self.listed.iter_mut().zip(other.listed).enumerate() {
            listed.extend(more);
            listed.sort_unstable();
            listed.truncate(options.limit(list));
        }
        self
    }
}
