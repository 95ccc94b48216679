//! Who is listed, and the scoring of those who could be.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::standings::{Standings, Unknowns};
use super::{Extent, RANKED, tie};
use crate::criteria::Values;
use crate::people::Segment;
use crate::prepared::Prepared;
use crate::sets::{Bits, NOBODY, for_each, those};
use crate::vectors::BLOCK;

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
        u128::from(u32::MAX - worth(self.unknown, self.score)) << 64 | u128::from(self.tie)
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

/// A score has at most a million millionths, which fits so many bits.
const SCORE_BITS: u32 = 20;

/// What comes first on a list, as one number that is the greater the better: fewest unknowns, then the score.
fn worth(unknown: u8, score: u32) -> u32 {
    u32::from(u8::MAX - unknown) << SCORE_BITS | score
}

/// The best so far of one list. Ties are broken at the end, among those who are left: a hash each, and most of those
/// who lead for a while are overtaken.
struct Top {
    limit: usize,
    /// The best worths, the least of them first.
    best: BinaryHeap<Reverse<u32>>,
    /// Everybody who was worth no less than the last of the best, when they came.
    kept: Vec<Kept>,
    /// How many may be kept before those who were overtaken are let go: twice those who were left the last time, so
    /// that a crowd of people who are worth the same costs no more than looking at each of them a few times.
    room: usize,
}

#[derive(Clone, Copy)]
struct Kept {
    worth: u32,
    segment: u32,
    row: u32,
}

/// How many are kept at least before those who were overtaken are let go.
const SPARE: usize = 1024;

impl Top {
    fn take(&mut self, kept: Kept) {
        self.kept.push(kept);
        if self.best.len() < self.limit {
            self.best.push(Reverse(kept.worth));
        } else if let Some(mut least) = self.best.peek_mut()
            && kept.worth > least.0
        {
            *least = Reverse(kept.worth);
        }
        if self.kept.len() > self.room {
            self.let_go();
            self.room = 2 * self.kept.len() + SPARE;
        }
    }

    /// What somebody must be worth at least to come onto the list; 0 while there is room for anybody.
    fn least(&self) -> u32 {
        self.best.peek().filter(|_| self.best.len() >= self.limit).map_or(0, |least| least.0)
    }

    fn let_go(&mut self) {
        let least = self.least();
        self.kept.retain(|kept| kept.worth >= least);
    }

    /// Those who are on the list, in order.
    fn finish(mut self, prepared: &Prepared, people: &[&Segment]) -> Vec<Listed> {
        self.let_go();
        // Names lie far apart in memory: asked for one right after another, they are waited for together.
        let reference = |kept: &Kept| people[kept.segment as usize].reference(kept.row as usize);
        let references: Vec<&str> = self.kept.iter().map(reference).collect();
        let listed = |(Kept { worth, segment, row }, reference): (&Kept, &str)| {
            let (unknown, score) = unknown_and_score(*worth);
            let tie = tie(&prepared.vacancy.reference, reference);
            Listed { unknown, score, tie, segment: *segment, row: *row }
        };
        let mut listed: Vec<Listed> = self.kept.iter().zip(references).map(listed).collect();
        listed.sort_unstable();
        listed.truncate(self.limit);
        listed
    }
}

/// The two that a worth is made of.
fn unknown_and_score(worth: u32) -> (u8, u32) {
    (u8::MAX - (worth >> SCORE_BITS) as u8, worth & ((1 << SCORE_BITS) - 1))
}

/// Every list of a vacancy: ready, reachable, to verify, then near misses by check.
pub(super) struct Lists<'a> {
    prepared: &'a Prepared,
    tops: Vec<Top>,
    /// By list: what somebody must be worth at least to come onto it.
    least: Vec<u32>,
    /// By list: with how many unknowns somebody is too late for it; 0 keeps everybody off it.
    rooms: Vec<u8>,
    /// What the measures from this one on can still add.
    still: Vec<u32>,
    /// The measures over the segment that is being scanned.
    measures: Vec<Values<'a>>,
    contenders: Box<Contenders>,
    values: Box<[u32; BLOCK]>,
}

/// People of a block who could come onto a list, column by column.
struct Contenders {
    len: usize,
    rows: [u16; BLOCK],
    lists: [u16; BLOCK],
    worths: [u32; BLOCK],
}

impl Contenders {
    #[inline(always)]
    fn add(&mut self, people: &Bits, list: usize, worth: u32) {
        for_each(
            people,
            #[inline(always)]
            |offset| {
                let place = self.len % BLOCK;
                (self.rows[place], self.lists[place], self.worths[place]) = (offset as u16, list as u16, worth);
                self.len = place + 1;
            },
        );
    }

    /// Keeps those who can still come onto their list, in order.
    fn keep(&mut self, least: &[u32], still: u32) {
        let mut kept = 0;
        for index in 0..self.len.min(BLOCK) {
            let (row, list, worth) = (self.rows[index], self.lists[index], self.worths[index]);
            let place = kept % BLOCK;
            (self.rows[place], self.lists[place], self.worths[place]) = (row, list, worth);
            kept += usize::from(worth + still >= least[usize::from(list)]);
        }
        self.len = kept;
    }
}

impl<'a> Lists<'a> {
    pub(super) fn new(prepared: &'a Prepared, extent: Extent) -> Self {
        let mut still = vec![0; prepared.measures.len() + 1];
        for (index, weighed) in prepared.measures.iter().enumerate().rev() {
            still[index] = still[index + 1] + weighed.weight.count();
        }
        let lists = RANKED + prepared.checks.len();
        let top = |list| Top { limit: extent.limit(list), best: BinaryHeap::new(), kept: Vec::new(), room: SPARE };
        Self {
            prepared,
            tops: (0..lists).map(top).collect(),
            least: vec![0; lists],
            rooms: (0..lists).map(|list| if extent.limit(list) > 0 { u8::MAX } else { 0 }).collect(),
            still,
            measures: Vec::new(),
            contenders: Box::new(Contenders { len: 0, rows: [0; BLOCK], lists: [0; BLOCK], worths: [0; BLOCK] }),
            values: Box::new([0; BLOCK]),
        }
    }

    /// Turns to a segment.
    pub(super) fn over(&mut self, people: &'a Segment) {
        self.measures = self.prepared.measures.iter().map(|weighed| weighed.measure.over(people)).collect();
    }

    /// Considers people of this block who belong onto a list, as far as there is room for anybody with their unknowns.
    #[inline(always)]
    pub(super) fn consider(
        &mut self,
        list: usize,
        people: &Bits,
        standings: &Standings,
        unknowns: impl Fn() -> Unknowns,
    ) {
        let room = self.rooms[list];
        if room == 0 {
            return;
        }
        let (some, several) = (&standings.some.unknown, &standings.several.unknown);
        self.contenders.add(&those!(people, some => people & !some), list, worth(0, 0));
        if room == 1 {
            return;
        }
        self.contenders.add(&those!(people, some, several => people & some & !several), list, worth(1, 0));
        let mut left = those!(people, several => people & several);
        if room == 2 || left == NOBODY {
            return;
        }
        // Mostly lists are full of people with fewer by now: so exact numbers are only found where they are asked.
        let unknowns = unknowns();
        for unknown in 2..room {
            let these = unknowns.equal(unknown, &left);
            self.contenders.add(&these, list, worth(unknown, 0));
            left = those!(left, these => left & !these);
            if left == NOBODY {
                return;
            }
        }
    }

    /// Scores the block's contenders, criterion by criterion, and lists those who come onto a list.
    pub(super) fn score(&mut self, segment: u32, first: usize) {
        let Self { prepared, tops, least, rooms, still, measures, contenders, values } = self;
        contenders.keep(least, still[0]);
        for ((weighed, measure), still) in prepared.measures.iter().zip(&*measures).zip(&still[1..]) {
            let len = contenders.len;
            if len == 0 {
                return;
            }
            let values = &mut values[..len];
            measure(first, &contenders.rows[..len], values);
            let weight = u64::from(weighed.weight.count());
            for (worth, value) in contenders.worths.iter_mut().zip(values) {
                *worth += (weight * u64::from(*value) / 1_000_000) as u32;
            }
            contenders.keep(least, *still);
        }
        let Contenders { len, rows, lists, worths } = &mut **contenders;
        let len = std::mem::take(len);
        for ((row, list), worth) in rows[..len].iter().zip(&lists[..len]).zip(&worths[..len]) {
            let (row, list, worth) = (*row, *list, *worth);
            let list = usize::from(list);
            if worth < least[list] {
                continue;
            }
            tops[list].take(Kept { worth, segment, row: (first + usize::from(row)) as u32 });
            least[list] = tops[list].least();
            if least[list] > 0 {
                rooms[list] = unknown_and_score(least[list]).0.saturating_add(1);
            }
        }
    }

    /// Everybody listed, each list in order; `people` are all segments, by whose numbers people were kept.
    pub(super) fn finish(self, people: &[&Segment]) -> Vec<Vec<Listed>> {
        self.tops.into_iter().map(|top| top.finish(self.prepared, people)).collect()
    }
}
