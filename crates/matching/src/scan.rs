//! The exact scan of all candidates for one vacancy, in blocks.
//!
//! Each check judges a block of `BLOCK` candidates and writes two bits per candidate. From there on the block is a matter
//! of set algebra on bit sets: the candidates with at least one requirement that is not met are a union over the checks,
//! those with at least two are a union of intersections, and a count is the number of bits. Counts, near misses and the
//! impact of each requirement come from a few operations on 64 candidates at once. Only two groups are visited one by
//! one: candidates who could still be listed, who are scored criterion by criterion and dropped as soon as the remaining
//! weight can't bring them onto a list, and candidates whose courses have to fit together. The page
//! [docs/scan.md](../../../docs/scan.md) explains the sets.
//!
//! Work: candidates × (checks + easier checks), a few vector operations each, plus scores for the candidates who could be
//! listed. Memory: one block, the entries that tie on a list, and the combinations of language levels met so far. Nothing
//! is sampled and nothing is capped.
//!
//! | module | what it is for |
//! |---|---|
//! | `standings` | the standings of a block's candidates, by set algebra |
//! | `lists` | the lists, and the scores of candidates who could come onto one |
//! | `relaxed_counts` | counts under relaxed requirements |
//! | `block` | the steps of one block |

mod block;
mod lists;
mod relaxed_counts;
mod standings;

use std::ops::Range;

use rayon::prelude::*;

use crate::prepared_vacancy::PreparedVacancy;
use crate::segment::Segment;
use crate::vectors::BLOCK;
use block::Scanner;
pub(crate) use lists::Listed;

/// Options of a scan.
#[derive(Debug, Clone, Copy)]
pub struct ScanOptions {
    /// The most candidates listed of each standing.
    pub top: usize,
    /// The most candidates listed of each near miss.
    pub near: usize,
    /// The number of threads.
    pub threads: usize,
    /// Whether the impact of each requirement is computed.
    pub requirement_impact: bool,
}

impl ScanOptions {
    /// The most candidates on the list at a position.
    fn limit(&self, list: usize) -> usize {
        if list < RANKED { self.top } else { self.near }
    }
}

/// The number of lists before those of near misses: ready, reachable, to verify.
const RANKED: usize = 3;

/// The result of a scan.
#[derive(Debug, Clone, Default)]
pub struct Scan {
    /// The number of candidates of each standing, in the order of [`vocabulary::Standing::ALL`].
    pub counts: [u64; 5],
    /// By check: the number of candidates with exactly that requirement not met.
    pub near_misses: Vec<u64>,
    /// By relaxation, where the impact of requirements is computed: the change in the numbers of candidates who are ready,
    /// reachable and to verify.
    pub(crate) relaxed: Vec<[i64; 3]>,
    /// The lists, each in order: ready, reachable, to verify, then near misses by check.
    pub(crate) listed: Vec<Vec<Listed>>,
}

/// Scans all candidates for one vacancy.
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
    let scan_pieces = |pieces: &[(usize, Range<usize>)]| {
        let mut scanner = Scanner::new(prepared, options);
        for (index, rows) in pieces {
            scanner.scan(people[*index], *index as u32, rows.clone());
        }
        scanner.finish(people)
    };
    if options.threads <= 1 || pieces.len() <= 1 {
        return scan_pieces(&pieces);
    }
    let share = pieces.len().div_ceil(options.threads);
    let parts: Vec<Scan> = pieces.par_chunks(share).map(scan_pieces).collect();
    parts.into_iter().reduce(|first, second| first.merge(second, options)).unwrap_or_default()
}

impl Scan {
    /// Merges the scans of two disjoint sets of candidates.
    fn merge(mut self, other: Self, options: ScanOptions) -> Self {
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
