//! Who is listed, and the scoring of those who could be.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::standings::{Standings, Unknowns};
use super::{RANKED, ScanOptions, tie};
use crate::bit_sets::{BitSet, EMPTY, bitwise, for_each};
use crate::criteria::Values;
use crate::outcome_bits::OutcomeBits;
use crate::prepared_vacancy::PreparedVacancy;
use crate::segment::Segment;

/// Somebody on a list, by where they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) unknown: u8,
    pub(crate) score: u32,
    pub(crate) tie: u64,
    pub(crate) segment: u32,
    pub(crate) row: u32,
}

impl Listed {
    /// What comes first, as one number: fewest unknowns, highest score, then the hash of the two ids.
    fn order(&self) -> u128 {
        u128::from(u32::MAX - sort_key(self.unknown, self.score)) << 64 | u128::from(self.tie)
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

/// A score has at most a million millionths, which course_plans so many bits.
const SCORE_BITS: u32 = 20;

/// What comes first on a list, as one number that is the greater the better: fewest unknowns, then the score.
fn sort_key(unknown: u8, score: u32) -> u32 {
    u32::from(u8::MAX - unknown) << SCORE_BITS | score
}

/// The best so far of one list. Ties are broken at the end, among those who are left: a hash each, and most of those
/// who lead for a while are overtaken.
struct TopList {
    limit: usize,
    /// The best sort_keys, the least of them first.
    best: BinaryHeap<Reverse<u32>>,
    /// Everybody who was sort_key no less than the last of the best, when they came.
    kept: Vec<ListCandidate>,
    /// How many may be kept before those who were overtaken are let go: twice those who were left the last time, so
    /// that a crowd of people who are sort_key the same costs no more than looking at each of them a few times.
    room: usize,
}

#[derive(Clone, Copy)]
struct ListCandidate {
    sort_key: u32,
    segment: u32,
    row: u32,
}

/// How many are kept at least before those who were overtaken are let go.
const SPARE: usize = 1024;

impl TopList {
    fn take(&mut self, kept: ListCandidate) {
        if kept.sort_key < self.least() {
            return;
        }
        self.kept.push(kept);
        if self.best.len() < self.limit {
            self.best.push(Reverse(kept.sort_key));
        } else if let Some(mut least) = self.best.peek_mut()
            && kept.sort_key > least.0
        {
            *least = Reverse(kept.sort_key);
        }
        if self.kept.len() > self.room {
            self.drop_overtaken();
            self.room = 2 * self.kept.len() + SPARE;
        }
    }

    /// Whether somebody with so many unknowns may come onto the list.
    fn has_room(&self, unknown: u8) -> bool {
        self.limit > 0 && sort_key(unknown, (1 << SCORE_BITS) - 1) >= self.least()
    }

    /// What somebody must be sort_key at least to come onto the list; 0 while there is room for anybody.
    fn least(&self) -> u32 {
        self.best.peek().filter(|_| self.best.len() >= self.limit).map_or(0, |least| least.0)
    }

    fn drop_overtaken(&mut self) {
        let least = self.least();
        self.kept.retain(|kept| kept.sort_key >= least);
    }

    /// Those who are on the list, in order.
    fn finish(mut self, prepared: &PreparedVacancy, people: &[&Segment]) -> Vec<Listed> {
        self.drop_overtaken();
        // Names lie far apart in memory: asked for one right after another, they are waited for together.
        let reference = |kept: &ListCandidate| people[kept.segment as usize].reference(kept.row as usize);
        let references: Vec<&str> = self.kept.iter().map(reference).collect();
        let listed = |(ListCandidate { sort_key, segment, row }, reference): (&ListCandidate, &str)| {
            let (unknown, score) = unknown_and_score(*sort_key);
            let tie = tie(&prepared.vacancy.reference, reference);
            Listed { unknown, score, tie, segment: *segment, row: *row }
        };
        let mut listed: Vec<Listed> = self.kept.iter().zip(references).map(listed).collect();
        listed.sort_unstable();
        listed.truncate(self.limit);
        listed
    }
}

/// The two that a sort_key is made of.
fn unknown_and_score(sort_key: u32) -> (u8, u32) {
    (u8::MAX - (sort_key >> SCORE_BITS) as u8, sort_key & ((1 << SCORE_BITS) - 1))
}

/// A block whose people are considered for lists.
pub(super) struct ConsideredBlock<'a> {
    /// The row of its first person.
    first: usize,
    standings: &'a Standings,
    /// What checks say of it, and which of them count.
    outcome_bits: &'a [OutcomeBits],
    requirements: &'a [usize],
    /// Mostly lists are full of people with one unknown or none: so exact numbers are only found where they are asked.
    unknowns: OnceCell<Unknowns>,
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

    fn unknowns(&self) -> &Unknowns {
        self.unknowns.get_or_init(|| Unknowns::of(self.outcome_bits, self.requirements))
    }
}

/// How many people are scored at once: enough to share the way into each criterion, few enough that those who come first
/// spare the others most of it.
const TOGETHER: usize = 64;

/// Every list of a vacancy: ready, reachable, to verify, then near misses by check.
pub(super) struct Lists<'a> {
    prepared: &'a PreparedVacancy,
    lists: Vec<TopList>,
    /// What the measures from this one on can remaining add.
    remaining: Vec<u32>,
    /// The segment that is being scanned, by its number.
    segment: u32,
    /// The measures over it.
    measures: Vec<Values<'a>>,
}

impl<'a> Lists<'a> {
    pub(super) fn new(prepared: &'a PreparedVacancy, options: ScanOptions) -> Self {
        let mut remaining = vec![0; prepared.measures.len() + 1];
        for (index, weighed) in prepared.measures.iter().enumerate().rev() {
            remaining[index] = remaining[index + 1] + weighed.weight.count();
        }
        let top =
            |list| TopList { limit: options.limit(list), best: BinaryHeap::new(), kept: Vec::new(), room: SPARE };
        Self {
            prepared,
            lists: (0..RANKED + prepared.checks.len()).map(top).collect(),
            remaining,
            segment: 0,
            measures: Vec::new(),
        }
    }

    /// Turns to a segment.
    pub(super) fn over(&mut self, people: &'a Segment, number: u32) {
        self.segment = number;
        self.measures = self.prepared.measures.iter().map(|weighed| weighed.measure.over(people)).collect();
    }

    /// Considers people of a block who belong onto a list, as far as there is room for anybody with their unknowns.
    #[inline(always)]
    pub(super) fn consider(&mut self, list: usize, people: &BitSet, block: &ConsideredBlock<'_>) {
        let (first, standings) = (block.first, block.standings);
        if !self.lists[list].has_room(0) {
            return;
        }
        let (some, several) = (&standings.some.unknown, &standings.several.unknown);
        self.score(list, 0, &bitwise!(people, some => people & !some), first);
        if !self.lists[list].has_room(1) {
            return;
        }
        self.score(list, 1, &bitwise!(people, some, several => people & some & !several), first);
        let mut left = bitwise!(people, several => people & several);
        if left == EMPTY || !self.lists[list].has_room(2) {
            return;
        }
        for unknown in 2..u8::MAX {
            let these = block.unknowns().equal(unknown, &left);
            self.score(list, unknown, &these, first);
            left = bitwise!(left, these => left & !these);
            if left == EMPTY || !self.lists[list].has_room(unknown + 1) {
                return;
            }
        }
        self.score(list, u8::MAX, &left, first);
    }

    /// Scores people with so many unknowns, a few at once.
    #[inline(always)]
    fn score(&mut self, list: usize, unknown: u8, people: &BitSet, first: usize) {
        let mut rows = [0; TOGETHER];
        let mut len = 0;
        for_each(
            people,
            #[inline(always)]
            |offset| {
                rows[len] = offset as u16;
                len += 1;
                if len == TOGETHER {
                    self.score_few(list, unknown, &mut rows, first);
                    len = 0;
                }
            },
        );
        if len > 0 {
            self.score_few(list, unknown, &mut rows[..len], first);
        }
    }

    /// Scores at most [`TOGETHER`] people, by their rows counted from `first`, criterion by criterion, and lists those who
    /// come onto the list.
    #[inline(never)]
    fn score_few(&mut self, list: usize, unknown: u8, rows: &mut [u16], first: usize) {
        let Self { prepared, lists, remaining, segment, measures } = self;
        let (top, segment) = (&mut lists[list], *segment);
        let least = top.least();
        let (mut sort_keys, mut values) = ([sort_key(unknown, 0); TOGETHER], [0; TOGETHER]);
        let mut len = rows.len();
        for ((weighed, measure), remaining) in prepared.measures.iter().zip(&*measures).zip(&remaining[1..]) {
            measure(first, &rows[..len], &mut values[..len]);
            let weight = u64::from(weighed.weight.count());
            let mut kept = 0;
            for index in 0..len {
                let sort_key = sort_keys[index] + (weight * u64::from(values[index]) / 1_000_000) as u32;
                (rows[kept], sort_keys[kept]) = (rows[index], sort_key);
                kept += usize::from(sort_key + remaining >= least);
            }
            len = kept;
            if len == 0 {
                return;
            }
        }
        for (row, sort_key) in rows[..len].iter().zip(&sort_keys[..len]) {
            top.take(ListCandidate { sort_key: *sort_key, segment, row: (first + usize::from(*row)) as u32 });
        }
    }

    /// Everybody listed, each list in order; `people` are all segments, by whose numbers people were kept.
    pub(super) fn finish(self, people: &[&Segment]) -> Vec<Vec<Listed>> {
        self.lists.into_iter().map(|top| top.finish(self.prepared, people)).collect()
    }
}
