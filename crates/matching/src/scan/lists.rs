//! Who is listed, and the scoring of those who could be.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::standings::Room;
use super::{Extent, RANKED, tie};
use crate::people::Segment;
use crate::prepared::Prepared;

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
    /// What comes first: fewest unknowns, highest score, then the hash of the two ids.
    fn rank(&self) -> (u8, Reverse<u32>, u64, u32, u32) {
        (self.unknown, Reverse(self.score), self.tie, self.segment, self.row)
    }
}

impl Ord for Listed {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.rank().cmp(&other.rank())
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

/// The best so far of one list.
struct Top {
    limit: usize,
    best: BinaryHeap<Listed>,
}

impl Top {
    fn take(&mut self, listed: Listed) {
        if self.best.len() < self.limit {
            self.best.push(listed);
        } else if let Some(mut worst) = self.best.peek_mut()
            && listed < *worst
        {
            *worst = listed;
        }
    }

    /// Who would be last, when the list is full.
    fn last(&self) -> Option<&Listed> {
        self.best.peek().filter(|_| self.best.len() >= self.limit)
    }
}

/// Every list of a vacancy: ready, reachable, to verify, then near misses by check.
pub(super) struct Lists<'a> {
    prepared: &'a Prepared,
    tops: Vec<Top>,
    /// By list: what somebody must be worth at least to come onto it.
    least: Vec<u32>,
    /// By list: with how many unknowns it is too late.
    rooms: Vec<Room>,
    /// What the measures from this one on can still add.
    still: Vec<u32>,
    contenders: Contenders,
    values: Vec<u32>,
}

/// People of a block who could come onto a list, column by column.
#[derive(Default)]
struct Contenders {
    rows: Vec<u16>,
    lists: Vec<u16>,
    worths: Vec<u32>,
}

impl Contenders {
    /// Keeps those who can still come onto their list, in order.
    fn keep(&mut self, least: &[u32], still: u32) {
        let mut kept = 0;
        for index in 0..self.rows.len() {
            let (row, list, worth) = (self.rows[index], self.lists[index], self.worths[index]);
            (self.rows[kept], self.lists[kept], self.worths[kept]) = (row, list, worth);
            kept += usize::from(worth + still >= least[usize::from(list)]);
        }
        self.rows.truncate(kept);
        self.lists.truncate(kept);
        self.worths.truncate(kept);
    }
}

impl<'a> Lists<'a> {
    pub(super) fn new(prepared: &'a Prepared, extent: Extent) -> Self {
        let mut still = vec![0; prepared.measures.len() + 1];
        for (index, weighed) in prepared.measures.iter().enumerate().rev() {
            still[index] = still[index + 1] + weighed.weight.count();
        }
        let lists = RANKED + prepared.checks.len();
        let top = |list| Top { limit: extent.limit(list), best: BinaryHeap::new() };
        Self {
            prepared,
            tops: (0..lists).map(top).collect(),
            least: vec![0; lists],
            rooms: (0..lists).map(|list| if extent.limit(list) > 0 { Room::MAX } else { 0 }).collect(),
            still,
            contenders: Contenders::default(),
            values: Vec::new(),
        }
    }

    /// The room on the lists of ready, reachable and to verify, and on those of near misses by check.
    pub(super) fn rooms(&self) -> ([Room; RANKED], &[Room]) {
        let (ranked, near) = self.rooms.split_at(RANKED);
        ([ranked[0], ranked[1], ranked[2]], near)
    }

    /// Remembers somebody of this block who belongs onto a list.
    pub(super) fn consider(&mut self, offset: usize, list: usize, unknown: u8) {
        let Contenders { rows, lists, worths } = &mut self.contenders;
        rows.push(offset as u16);
        lists.push(list as u16);
        worths.push(worth(unknown, 0));
    }

    /// Scores the block's contenders, criterion by criterion, and lists those who come onto a list.
    pub(super) fn score(&mut self, people: &Segment, segment: u32, first: usize) {
        let Self { prepared, tops, least, rooms, still, contenders, values } = self;
        contenders.keep(least, still[0]);
        for (weighed, still) in prepared.measures.iter().zip(&still[1..]) {
            if contenders.rows.is_empty() {
                return;
            }
            values.clear();
            values.resize(contenders.rows.len(), 0);
            weighed.measure.values(people, first, &contenders.rows, values);
            let weight = u64::from(weighed.weight.count());
            for (worth, value) in contenders.worths.iter_mut().zip(&*values) {
                *worth += (weight * u64::from(*value) / 1_000_000) as u32;
            }
            contenders.keep(least, *still);
        }
        let Contenders { rows, lists, worths } = contenders;
        for ((row, list), of_row) in rows.drain(..).zip(lists.drain(..)).zip(worths.drain(..)) {
            let list = usize::from(list);
            if of_row < least[list] {
                continue;
            }
            let (unknown, score) = (u8::MAX - (of_row >> SCORE_BITS) as u8, of_row & ((1 << SCORE_BITS) - 1));
            let row = first + usize::from(row);
            let tie = tie(&prepared.vacancy.reference, people.reference(row));
            tops[list].take(Listed { unknown, score, tie, segment, row: row as u32 });
            if let Some(last) = tops[list].last() {
                least[list] = worth(last.unknown, last.score);
                rooms[list] = last.unknown.saturating_add(1);
            }
        }
    }

    /// Everybody listed, each list in order.
    pub(super) fn finish(self) -> Vec<Vec<Listed>> {
        self.tops.into_iter().map(|top| top.best.into_sorted_vec()).collect()
    }
}
