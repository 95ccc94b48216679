//! Who is listed, and the scoring of those who could be.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

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

/// The best so far of one list.
struct Top {
    limit: usize,
    best: BinaryHeap<Listed>,
}

impl Top {
    /// Whether somebody with so many unknowns and at most this score could still come onto the list.
    fn could_take(&self, unknown: u8, score: u32) -> bool {
        match self.best.peek() {
            Some(worst) if self.best.len() >= self.limit => {
                (unknown, Reverse(score)) <= (worst.unknown, Reverse(worst.score))
            }
            _ => self.limit > 0,
        }
    }

    fn take(&mut self, listed: Listed) {
        if self.best.len() < self.limit {
            self.best.push(listed);
        } else if let Some(mut worst) = self.best.peek_mut()
            && listed < *worst
        {
            *worst = listed;
        }
    }
}

/// Every list of a vacancy: ready, reachable, to verify, then near misses by check.
pub(super) struct Lists<'a> {
    prepared: &'a Prepared,
    tops: Vec<Top>,
    /// By list: the most unknowns with which anybody could still come onto it; below 0: nobody.
    most_unknown: Vec<i16>,
    /// What the measures from this one on can still add.
    still: Vec<u32>,
    contenders: Vec<Contender>,
    rows: Vec<u16>,
    values: Vec<u32>,
}

/// Somebody of a block who could come onto a list.
#[derive(Clone, Copy)]
struct Contender {
    row: u16,
    list: u16,
    unknown: u8,
    score: u32,
}

impl<'a> Lists<'a> {
    pub(super) fn new(prepared: &'a Prepared, extent: Extent) -> Self {
        let mut still = vec![0; prepared.measures.len() + 1];
        for (index, weighed) in prepared.measures.iter().enumerate().rev() {
            still[index] = still[index + 1] + weighed.weight.count();
        }
        let top = |list| Top { limit: extent.limit(list), best: BinaryHeap::new() };
        let tops: Vec<Top> = (0..RANKED + prepared.checks.len()).map(top).collect();
        let anybody = |top: &Top| if top.limit > 0 { i16::MAX } else { -1 };
        Self {
            prepared,
            most_unknown: tops.iter().map(anybody).collect(),
            tops,
            still,
            contenders: Vec::new(),
            rows: Vec::new(),
            values: Vec::new(),
        }
    }

    /// Remembers somebody of this block who belongs onto a list, if they could still come onto it.
    pub(super) fn consider(&mut self, offset: usize, list: usize, unknown: u8) {
        if i16::from(unknown) <= self.most_unknown[list] {
            self.contenders.push(Contender { row: offset as u16, list: list as u16, unknown, score: 0 });
        }
    }

    /// Scores the block's contenders, criterion by criterion, and lists those who come onto a list.
    pub(super) fn score(&mut self, people: &Segment, segment: u32, first: usize) {
        let Self { prepared, tops, still, contenders, rows, values, .. } = self;
        for (weighed, still) in prepared.measures.iter().zip(&still[1..]) {
            if contenders.is_empty() {
                return;
            }
            rows.clear();
            rows.extend(contenders.iter().map(|contender| contender.row));
            values.clear();
            values.resize(rows.len(), 0);
            weighed.measure.values(people, first, rows, values);
            let weight = u64::from(weighed.weight.count());
            for (contender, value) in contenders.iter_mut().zip(values.iter()) {
                contender.score += (weight * u64::from(*value) / 1_000_000) as u32;
            }
            contenders.retain(|contender| {
                tops[usize::from(contender.list)].could_take(contender.unknown, contender.score + still)
            });
        }
        for Contender { row, list, unknown, score } in contenders.drain(..) {
            let top = &mut tops[usize::from(list)];
            if top.could_take(unknown, score) {
                let row = first + usize::from(row);
                let tie = tie(&prepared.vacancy.reference, people.reference(row));
                top.take(Listed { unknown, score, tie, segment, row: row as u32 });
                if top.best.len() >= top.limit {
                    let most = top.best.peek().map_or(-1, |worst| i16::from(worst.unknown));
                    self.most_unknown[usize::from(list)] = most;
                }
            }
        }
    }

    /// Everybody listed, each list in order.
    pub(super) fn finish(self) -> Vec<Vec<Listed>> {
        self.tops.into_iter().map(|top| top.best.into_sorted_vec()).collect()
    }
}
