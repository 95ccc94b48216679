//! The lists of a scan, and the scores of the candidates who could come onto one.
//!
//! Scores are computed criterion by criterion for a batch of candidates, the heaviest first and the costly one, texts, last. A candidate is
//! dropped as soon as the partial score plus the weight of the criteria that remain is below the last score on the list.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::standings::{Standings, UnknownCounts};
use super::{RANKED, ScanOptions};
use crate::bit_sets::{BitSet, EMPTY, bitwise, for_each};
use crate::criteria::Values;
use crate::outcome_bits::OutcomeBits;
use crate::prepared_vacancy::PreparedVacancy;
use crate::segment::Segment;

/// A candidate on a list: the values that decide the order, and the segment and row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) unknown: u8,
    pub(crate) score: u32,
    pub(crate) tie_breaker: u64,
    pub(crate) segment: u32,
    pub(crate) row: u32,
}

impl Listed {
    /// The order of the list as one number, first is least: fewest unknowns, highest score, then the tie-breaker.
    fn order(&self) -> u128 {
        u128::from(u32::MAX - sort_key(self.unknown, self.score)) << 64 | u128::from(self.tie_breaker)
    }
}

impl Ord for Listed {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.order(), self.segment, self.row).cmp(&(other.order(), other.segment, other.row))
    }
}

impl PartialOrd for Listed {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The bits of a score, which is at most a million (millionths).
const SCORE_BITS: u32 = 20;

/// The unknowns and the score as one number, greatest first: fewest unknowns, then the highest score.
fn sort_key(unknown: u8, score: u32) -> u32 {
    u32::from(u8::MAX - unknown) << SCORE_BITS | score
}

/// The unknowns and the score of a sort key.
fn unknown_and_score(sort_key: u32) -> (u8, u32) {
    (u8::MAX - (sort_key >> SCORE_BITS) as u8, sort_key & ((1 << SCORE_BITS) - 1))
}

/// The best entries of one list so far. Ties are broken at the end, among the entries that remain: a tie-breaker is a
/// hash, and most entries are overtaken before it is needed.
struct TopList {
    limit: usize,
    /// The best sort keys, at most `limit`, the least of them on top.
    best: BinaryHeap<Reverse<u32>>,
    /// The entries whose sort key was no less than the threshold when they were offered.
    kept: Vec<ListEntry>,
    /// The number of kept entries above which overtaken ones are dropped. It is twice the number that remained the last
    /// time, so many entries with equal sort keys are passed over only a few times each.
    kept_limit: usize,
}

#[derive(Clone, Copy)]
struct ListEntry {
    sort_key: u32,
    segment: u32,
    row: u32,
}

/// The least number of kept entries above which overtaken ones are dropped.
const MIN_KEPT_LIMIT: usize = 1024;

impl TopList {
    /// Keeps an entry that may be on the list.
    fn offer(&mut self, entry: ListEntry) {
        if entry.sort_key < self.threshold() {
            return;
        }
        self.kept.push(entry);
        if self.best.len() < self.limit {
            self.best.push(Reverse(entry.sort_key));
        } else if let Some(mut least) = self.best.peek_mut()
            && entry.sort_key > least.0
        {
            *least = Reverse(entry.sort_key);
        }
        if self.kept.len() > self.kept_limit {
            self.drop_overtaken();
            self.kept_limit = 2 * self.kept.len() + MIN_KEPT_LIMIT;
        }
    }

    /// Whether a candidate with so many unknowns may come onto the list.
    fn is_open_to(&self, unknown: u8) -> bool {
        self.limit > 0 && sort_key(unknown, (1 << SCORE_BITS) - 1) >= self.threshold()
    }

    /// The least sort key that comes onto the list; 0 while the list is not full.
    fn threshold(&self) -> u32 {
        self.best.peek().filter(|_| self.best.len() >= self.limit).map_or(0, |least| least.0)
    }

    fn drop_overtaken(&mut self) {
        let threshold = self.threshold();
        self.kept.retain(|kept| kept.sort_key >= threshold);
    }

    /// The list, in order.
    fn finish(mut self, prepared: &PreparedVacancy, people: &[&Segment]) -> Vec<Listed> {
        self.drop_overtaken();
        // Identifiers lie far apart in memory: reading them one right after another overlaps the waits for memory.
        let identifier = |kept: &ListEntry| people[kept.segment as usize].identifier(kept.row as usize);
        let identifiers: Vec<&[u8]> = self.kept.iter().map(identifier).collect();
        let listed = |(ListEntry { sort_key, segment, row }, identifier): (&ListEntry, &[u8])| {
            let (unknown, score) = unknown_and_score(*sort_key);
            let tie_breaker = prepared.tie_breaker.number(identifier);
            Listed { unknown, score, tie_breaker, segment: *segment, row: *row }
        };
        let mut listed: Vec<Listed> = self.kept.iter().zip(identifiers).map(listed).collect();
        listed.sort_unstable();
        listed.truncate(self.limit);
        listed
    }
}

/// A block whose candidates are considered for lists.
pub(super) struct ConsideredBlock<'a> {
    /// The row of its first candidate.
    first: usize,
    standings: &'a Standings,
    /// The outcomes of all checks, and the positions of the checks that are requirements.
    outcome_bits: &'a [OutcomeBits],
    requirements: &'a [usize],
    /// The exact numbers of unknowns, computed on first use: most lists are full of candidates with at most one.
    unknowns: OnceCell<UnknownCounts>,
}

impl<'a> ConsideredBlock<'a> {
    pub(super) fn new(
        first: usize,
        standings: &'a Standings,
        outcome_bits: &'a [OutcomeBits],
        requirements: &'a [usize],
    ) -> Self {
        Self { first, standings, outcome_bits, requirements, unknowns: OnceCell::new() }
    }

    fn unknowns(&self) -> &UnknownCounts {
        self.unknowns.get_or_init(|| UnknownCounts::of(self.outcome_bits, self.requirements))
    }
}

/// The number of candidates scored at once: enough to share the cost of calling each criterion, few enough that the first
/// batches raise the threshold for the later ones.
const BATCH: usize = 64;

/// All lists of a vacancy: ready, reachable, to verify, then near misses by check.
pub(super) struct Lists<'a> {
    prepared: &'a PreparedVacancy,
    lists: Vec<TopList>,
    /// By measure: the weight of the measures from this one on, which is the most that they can add to a score.
    remaining_weight: Vec<u32>,
    /// The number of the segment that is being scanned.
    segment: u32,
    /// The measures over that segment.
    measures: Vec<Values<'a>>,
}

impl<'a> Lists<'a> {
    pub(super) fn new(prepared: &'a PreparedVacancy, options: ScanOptions) -> Self {
        let mut remaining_weight = vec![0; prepared.measures.len() + 1];
        for (index, weighted) in prepared.measures.iter().enumerate().rev() {
            remaining_weight[index] = remaining_weight[index + 1] + weighted.weight.count();
        }
        let empty = |list| TopList {
            limit: options.limit(list),
            best: BinaryHeap::new(),
            kept: Vec::new(),
            kept_limit: MIN_KEPT_LIMIT,
        };
        Self {
            prepared,
            lists: (0..RANKED + prepared.checks.len()).map(empty).collect(),
            remaining_weight,
            segment: 0,
            measures: Vec::new(),
        }
    }

    /// Prepares the measures for the candidates of a segment.
    pub(super) fn enter_segment(&mut self, people: &'a Segment, number: u32) {
        self.segment = number;
        self.measures = self.prepared.measures_over(people);
    }

    /// Scores the candidates of a block who belong onto a list, fewest unknowns first, until the list is closed to
    /// candidates with more unknowns. With the sets `some` and `several` of unknowns, `people \ some` have none,
    /// `(people ∩ some) \ several` have one, and only `people ∩ several` have to be counted exactly.
    #[inline(always)]
    pub(super) fn consider(&mut self, list: usize, people: &BitSet, block: &ConsideredBlock<'_>) {
        let (first, standings) = (block.first, block.standings);
        if !self.lists[list].is_open_to(0) {
            return;
        }
        let (some, several) = (&standings.some.unknown, &standings.several.unknown);
        self.score(list, 0, &bitwise!(people, some => people & !some), first);
        if !self.lists[list].is_open_to(1) {
            return;
        }
        self.score(list, 1, &bitwise!(people, some, several => people & some & !several), first);
        let mut remaining = bitwise!(people, several => people & several);
        if remaining == EMPTY || !self.lists[list].is_open_to(2) {
            return;
        }
        for unknown in 2..u8::MAX {
            let equal = block.unknowns().equal(unknown, &remaining);
            self.score(list, unknown, &equal, first);
            remaining = bitwise!(remaining, equal => remaining & !equal);
            if remaining == EMPTY || !self.lists[list].is_open_to(unknown + 1) {
                return;
            }
        }
        self.score(list, u8::MAX, &remaining, first);
    }

    /// Scores candidates with so many unknowns, batch by batch.
    #[inline(always)]
    fn score(&mut self, list: usize, unknown: u8, people: &BitSet, first: usize) {
        let mut rows = [0; BATCH];
        let mut len = 0;
        for_each(
            people,
            #[inline(always)]
            |offset| {
                rows[len] = offset as u16;
                len += 1;
                if len == BATCH {
                    self.score_batch(list, unknown, &mut rows, first);
                    len = 0;
                }
            },
        );
        if len > 0 {
            self.score_batch(list, unknown, &mut rows[..len], first);
        }
    }

    /// Scores at most [`BATCH`] candidates, by their rows counted from `first`, criterion by criterion, and offers those
    /// who reach the threshold to the list.
    #[inline(never)]
    fn score_batch(&mut self, list: usize, unknown: u8, rows: &mut [u16], first: usize) {
        let Self { prepared, lists, remaining_weight, segment, measures } = self;
        let (list, segment) = (&mut lists[list], *segment);
        let threshold = list.threshold();
        let (mut sort_keys, mut values) = ([sort_key(unknown, 0); BATCH], [0; BATCH]);
        let mut len = rows.len();
        for ((weighted, measure), remaining) in prepared.measures.iter().zip(&*measures).zip(&remaining_weight[1..]) {
            measure(first, &rows[..len], &mut values[..len]);
            let weight = u64::from(weighted.weight.count());
            let mut kept = 0;
            for index in 0..len {
                let sort_key = sort_keys[index] + (weight * u64::from(values[index]) / 1_000_000) as u32;
                (rows[kept], sort_keys[kept]) = (rows[index], sort_key);
                kept += usize::from(sort_key + remaining >= threshold);
            }
            len = kept;
            if len == 0 {
                return;
            }
        }
        for (row, sort_key) in rows[..len].iter().zip(&sort_keys[..len]) {
            list.offer(ListEntry { sort_key: *sort_key, segment, row: (first + usize::from(*row)) as u32 });
        }
    }

    /// All lists, each in order; `people` are all segments, in the order of their numbers.
    pub(super) fn finish(self, people: &[&Segment]) -> Vec<Vec<Listed>> {
        self.lists.into_iter().map(|list| list.finish(self.prepared, people)).collect()
    }
}
