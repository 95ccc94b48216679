//! The scan: everybody, exactly, in blocks.
//!
//! Each check judges a block of [`BLOCK`] people into its own row of outcomes. Sums over these rows give failures,
//! unknowns and plans a person, and with them standings, counts, near misses and what each must costs, without a
//! branch a person. Only people who could still be listed are scored, criterion by criterion, and left as soon as
//! what remains can't bring them onto a list.
//!
//! Work: people × checks, a few operations each on vectors; scores for those few; memory for one block. Nothing is
//! sampled and nothing is capped.

use std::collections::BinaryHeap;
use std::ops::Range;

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use vocabulary::{Outcome, Standing};

use crate::musts::Relaxation;
use crate::people::Segment;
use crate::prepared::Prepared;
use crate::rules::{Check, widest};

/// How many people are judged at once: their outcomes of some twenty checks stay in the processor's first cache.
pub const BLOCK: usize = 1024;

/// How a scan runs.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    /// How many of each standing are listed.
    pub top: usize,
    /// How many of each near miss are listed.
    pub near: usize,
    /// On how many threads.
    pub threads: usize,
    /// Whether what each must costs is asked.
    pub musts: bool,
}

impl Extent {
    /// How many come onto a list, by its place.
    fn limit(&self, list: usize) -> usize {
        if list < RANKED { self.top } else { self.near }
    }
}

/// What a scan found.
#[derive(Debug, Clone, Default)]
pub struct Scan {
    /// How many of each standing, in the order of [`Standing::ALL`].
    pub counts: [u64; 5],
    /// By check: how many have exactly that one not met.
    pub near_misses: Vec<u64>,
    /// By relaxation: how many more would be ready, reachable and to verify.
    pub(crate) relaxed: Vec<[i64; 3]>,
    /// Those who are listed: ready, reachable, to verify, then by check the near misses; each in order.
    pub(crate) listed: Vec<Vec<Listed>>,
}

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
    fn rank(&self) -> (u8, std::cmp::Reverse<u32>, u64, u32, u32) {
        (self.unknown, std::cmp::Reverse(self.score), self.tie, self.segment, self.row)
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
pub fn scan(prepared: &Prepared, people: &[&Segment], extent: Extent) -> Scan {
    let mut pieces: Vec<(usize, Range<usize>)> = Vec::new();
    // A piece is some blocks of one segment: few enough pieces to cost nothing, enough to share between threads.
    let all: usize = people.iter().map(|segment| segment.len()).sum();
    let size = all.div_ceil(extent.threads.max(1)).next_multiple_of(BLOCK).max(BLOCK);
    for (index, segment) in people.iter().enumerate() {
        let mut from = 0;
        while from < segment.len() {
            let to = (from + size).min(segment.len());
            pieces.push((index, from..to));
            from = to;
        }
    }
    let part = |pieces: &[(usize, Range<usize>)]| {
        let mut scanner = Scanner::new(prepared, extent);
        for (index, rows) in pieces {
            scanner.scan(people[*index], *index as u32, rows.clone());
        }
        scanner.finish()
    };
    if extent.threads <= 1 || pieces.len() <= 1 {
        return part(&pieces);
    }
    let share = pieces.len().div_ceil(extent.threads);
    let parts: Vec<Scan> = pieces.par_chunks(share).map(part).collect();
    parts.into_iter().reduce(|first, second| first.and(second, extent)).unwrap_or_default()
}

impl Scan {
    /// Two scans of different people as one.
    fn and(mut self, other: Self, extent: Extent) -> Self {
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
            listed.truncate(extent.limit(list));
        }
        self
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
                (unknown, std::cmp::Reverse(score)) <= (worst.unknown, std::cmp::Reverse(worst.score))
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

/// The sums over a block's outcomes, a byte a person.
struct Sums {
    failed: [u8; BLOCK],
    unknown: [u8; BLOCK],
    by_plan: [u8; BLOCK],
    /// The place of the check, counted from 1, summed over those that failed, are unknown, or are met by plan: the
    /// place itself wherever there is one of them.
    which: [u8; BLOCK],
    /// 0 or 1: may not be listed at all.
    shut: [u8; BLOCK],
    standing: [Standing; BLOCK],
    /// 1 where a list, a count of near misses or what a must costs may concern the person.
    concerned: [u8; BLOCK],
}

/// People of a block who are being scored.
#[derive(Default)]
struct Contenders {
    rows: Vec<u16>,
    /// Which list each could come onto.
    lists: Vec<u16>,
    scores: Vec<u32>,
    values: Vec<u32>,
}

struct Scanner<'a> {
    prepared: &'a Prepared,
    extent: Extent,
    found: Scan,
    tops: Vec<Top>,
    outcomes: Vec<[Outcome; BLOCK]>,
    instead: Vec<[Outcome; BLOCK]>,
    sums: Box<Sums>,
    contenders: Contenders,
    /// The relaxations of each check that change it alone.
    single: Vec<Vec<usize>>,
    /// What the measures from this one on can still add.
    still: Vec<u32>,
    /// Rows of this block whose courses don't fit together: what musts cost them is judged one by one.
    crowded: Vec<usize>,
}

/// The lists before those of near misses.
const RANKED: usize = 3;

impl<'a> Scanner<'a> {
    fn new(prepared: &'a Prepared, extent: Extent) -> Self {
        let checks = prepared.checks.len();
        let relaxations = &prepared.relaxations;
        let single = (0..checks).map(|place| {
            let changes = |index: &usize| relaxations[*index].single().is_some_and(|(changed, _)| changed == place);
            (0..relaxations.len()).filter(changes).collect()
        });
        let mut still = vec![0; prepared.measures.len() + 1];
        for (index, weighed) in prepared.measures.iter().enumerate().rev() {
            still[index] = still[index + 1] + weighed.weight.count();
        }
        let top = |list| Top { limit: extent.limit(list), best: BinaryHeap::new() };
        Self {
            prepared,
            extent,
            found: Scan { near_misses: vec![0; checks], relaxed: vec![[0; 3]; relaxations.len()], ..Scan::default() },
            tops: (0..RANKED + checks).map(top).collect(),
            outcomes: vec![[Outcome::Met; BLOCK]; checks],
            instead: vec![[Outcome::Met; BLOCK]; relaxations.len()],
            sums: Box::new(Sums {
                failed: [0; BLOCK],
                unknown: [0; BLOCK],
                by_plan: [0; BLOCK],
                which: [0; BLOCK],
                shut: [0; BLOCK],
                standing: [Standing::Excluded; BLOCK],
                concerned: [0; BLOCK],
            }),
            contenders: Contenders::default(),
            single: single.collect(),
            still,
            crowded: Vec::new(),
        }
    }

    fn finish(self) -> Scan {
        let listed = self.tops.into_iter().map(|top| top.best.into_sorted_vec()).collect();
        Scan { listed, ..self.found }
    }

    fn scan(&mut self, people: &Segment, segment: u32, rows: Range<usize>) {
        let mut from = rows.start;
        while from < rows.end {
            let to = (from + BLOCK).min(rows.end);
            self.block(people, segment, from..to);
            from = to;
        }
    }

    fn block(&mut self, people: &Segment, segment: u32, rows: Range<usize>) {
        let len = rows.len();
        for (check, outcomes) in self.prepared.checks.iter().zip(&mut self.outcomes) {
            check.judge(&people.columns, rows.clone(), &mut outcomes[..len]);
        }
        self.fit_courses(people, &rows);
        self.sum(len);
        for gone in people.gone(rows.clone()) {
            self.sums.standing[gone - rows.start] = Standing::Excluded;
            self.sums.shut[gone - rows.start] = 1;
            self.sums.concerned[gone - rows.start] = 0;
        }
        let gone = people.gone(rows.clone()).count();
        self.count(len, gone);
        if self.extent.musts {
            for (index, relaxation) in self.prepared.relaxations.iter().enumerate() {
                match relaxation.single() {
                    Some((_, Some(check))) => {
                        check.judge(&people.columns, rows.clone(), &mut self.instead[index][..len]);
                    }
                    Some((_, None)) => {}
                    None => self.found.relaxed[index] = self.relaxed_wholly(people, &rows, relaxation, index),
                }
            }
        }
        self.visit(people, &rows);
        self.score(people, segment, rows.start);
    }

    /// Where two or more language musts are met by plan, checks that their courses fit together.
    fn fit_courses(&mut self, people: &Segment, rows: &Range<usize>) {
        self.crowded.clear();
        let languages = &self.prepared.languages;
        if languages.len() < 2 || self.prepared.prospects.deadline.is_none() {
            return;
        }
        let mut plans = [0u8; BLOCK];
        for place in languages {
            let outcomes = &self.outcomes[*place][..rows.len()];
            widest(
                #[inline(always)]
                || {
                    plans
                        .iter_mut()
                        .zip(outcomes)
                        .for_each(|(plans, outcome)| *plans += u8::from(*outcome == Outcome::ByPlan))
                },
            );
        }
        for (offset, _) in plans[..rows.len()].iter().enumerate().filter(|(_, plans)| **plans > 1) {
            let mut outcomes: Vec<Outcome> = self.outcomes.iter().map(|outcomes| outcomes[offset]).collect();
            let before = outcomes.clone();
            let prepared = self.prepared;
            prepared
                .fit_courses(&people.columns, rows.start + offset, &mut outcomes, |place| prepared.language(place));
            if outcomes != before {
                self.crowded.push(offset);
                for (row, outcome) in self.outcomes.iter_mut().zip(outcomes) {
                    row[offset] = outcome;
                }
            }
        }
    }

    /// Sums outcomes into standings, over a whole block at once.
    fn sum(&mut self, len: usize) {
        let sums = &mut *self.sums;
        sums.failed[..len].fill(0);
        sums.unknown[..len].fill(0);
        sums.by_plan[..len].fill(0);
        sums.which[..len].fill(0);
        sums.shut[..len].fill(0);
        // Which check it is, is asked of people with one failure, else with one unknown, else with one plan: three
        // sums in one byte would mix them, so each kind has its own.
        let mut which_unknown = [0u8; BLOCK];
        let mut which_plan = [0u8; BLOCK];
        for (place, outcomes) in self.outcomes.iter().enumerate() {
            let outcomes = &outcomes[..len];
            if self.prepared.gates.contains(&place) {
                widest(
                    #[inline(always)]
                    || {
                        sums.shut
                            .iter_mut()
                            .zip(outcomes)
                            .for_each(|(shut, outcome)| *shut |= u8::from(*outcome != Outcome::Met))
                    },
                );
                continue;
            }
            let number = place as u8 + 1;
            widest(
                #[inline(always)]
                || {
                    for (index, outcome) in outcomes.iter().enumerate() {
                        let failed = u8::from(*outcome == Outcome::NotMet);
                        let unknown = u8::from(*outcome == Outcome::Unknown);
                        let by_plan = u8::from(*outcome == Outcome::ByPlan);
                        sums.failed[index] += failed;
                        sums.unknown[index] += unknown;
                        sums.by_plan[index] += by_plan;
                        sums.which[index] = sums.which[index].wrapping_add(failed * number);
                        which_unknown[index] = which_unknown[index].wrapping_add(unknown * number);
                        which_plan[index] = which_plan[index].wrapping_add(by_plan * number);
                    }
                },
            );
        }
        widest(
            #[inline(always)]
            || {
                for index in 0..len {
                    let (failed, unknown, by_plan) = (sums.failed[index], sums.unknown[index], sums.by_plan[index]);
                    let none = if unknown > 0 {
                        Standing::ToVerify
                    } else if by_plan > 0 {
                        Standing::Reachable
                    } else {
                        Standing::Ready
                    };
                    let standing = if failed == 0 {
                        none
                    } else if failed == 1 {
                        Standing::NearMiss
                    } else {
                        Standing::Excluded
                    };
                    let standing = if sums.shut[index] != 0 { Standing::Excluded } else { standing };
                    sums.standing[index] = standing;
                    sums.concerned[index] = u8::from(standing as u8 != Standing::Excluded as u8);
                    sums.which[index] = if failed == 1 {
                        sums.which[index]
                    } else if unknown > 0 {
                        which_unknown[index]
                    } else {
                        which_plan[index]
                    };
                }
            },
        );
    }

    fn count(&mut self, len: usize, gone: usize) {
        let standings = &self.sums.standing[..len];
        for (standing, count) in Standing::ALL.iter().zip(&mut self.found.counts) {
            *count += widest(
                #[inline(always)]
                || {
                    let in_part = |part: &[Standing]| {
                        u64::from(part.iter().map(|other| u8::from(*other as u8 == *standing as u8)).sum::<u8>())
                    };
                    standings.chunks(128).map(in_part).sum::<u64>()
                },
            );
        }
        self.found.counts[Standing::Excluded as usize] -= gone as u64;
    }

    /// Visits everybody whom a list or a must's cost may concern, in order of rows.
    fn visit(&mut self, people: &Segment, rows: &Range<usize>) {
        self.contenders.rows.clear();
        self.contenders.lists.clear();
        let len = rows.len();
        let mut crowded = 0;
        for word in 0..len.div_ceil(8) {
            let mut bytes = [0; 8];
            bytes.copy_from_slice(&self.sums.concerned[word * 8..word * 8 + 8]);
            let mut left = u64::from_le_bytes(bytes);
            while left != 0 {
                let offset = word * 8 + left.trailing_zeros() as usize / 8;
                left &= left - 1;
                if offset >= len {
                    break;
                }
                while self.crowded.get(crowded).is_some_and(|row| *row < offset) {
                    crowded += 1;
                }
                let is_crowded = self.crowded.get(crowded) == Some(&offset);
                self.concern(people, rows.start, offset, is_crowded);
            }
        }
        // People whose courses don't fit together may stand anywhere; what musts cost them is asked one by one.
        if self.extent.musts {
            for index in 0..self.crowded.len() {
                self.relax_one(people, rows.start, self.crowded[index]);
            }
        }
    }

    fn concern(&mut self, people: &Segment, first: usize, offset: usize, crowded: bool) {
        let sums = &self.sums;
        let (unknown, by_plan) = (sums.unknown[offset], sums.by_plan[offset]);
        let standing = sums.standing[offset];
        let place = usize::from(sums.which[offset].wrapping_sub(1));
        let list = match standing {
            Standing::Ready => 0,
            Standing::Reachable => 1,
            Standing::ToVerify => 2,
            _ => {
                self.found.near_misses[place] += 1;
                RANKED + place
            }
        };
        if self.tops[list].could_take(if list < 2 { 0 } else { unknown }, self.still[0]) {
            self.contenders.rows.push(offset as u16);
            self.contenders.lists.push(list as u16);
        }
        let decisive = match standing {
            Standing::Reachable => by_plan == 1,
            Standing::ToVerify => unknown == 1,
            Standing::NearMiss => true,
            _ => false,
        };
        if self.extent.musts && decisive && !crowded {
            self.relax_single(people, first, offset, place, standing);
        }
    }

    /// Adds what the relaxations of one check alone change for a person whose standing hangs on it.
    fn relax_single(&mut self, people: &Segment, first: usize, offset: usize, place: usize, standing: Standing) {
        let (failed, unknown, by_plan) =
            (self.sums.failed[offset], self.sums.unknown[offset], self.sums.by_plan[offset]);
        let old = self.outcomes[place][offset];
        for index in &self.single[place] {
            let new = match self.prepared.relaxations[*index].single() {
                Some((_, Some(_))) => self.instead[*index][offset],
                _ => Outcome::Met,
            };
            if new == old {
                continue;
            }
            // A plan that comes in beside others has to fit with them.
            let standing_now = if new == Outcome::ByPlan && by_plan > 0 {
                self.rejudged(people, first, offset, *index)
            } else {
                let change =
                    |sum: u8, asked: Outcome| usize::from(sum + u8::from(new == asked) - u8::from(old == asked));
                Standing::of(
                    change(failed, Outcome::NotMet),
                    change(unknown, Outcome::Unknown),
                    change(by_plan, Outcome::ByPlan),
                )
            };
            moved(&mut self.found.relaxed[*index], standing, standing_now);
        }
    }

    /// Judges one person anew for every relaxation of one check alone.
    fn relax_one(&mut self, people: &Segment, first: usize, offset: usize) {
        if self.sums.shut[offset] != 0 {
            return;
        }
        for index in 0..self.prepared.relaxations.len() {
            if self.prepared.relaxations[index].single().is_some() {
                let standing = self.rejudged(people, first, offset, index);
                moved(&mut self.found.relaxed[index], self.sums.standing[offset], standing);
            }
        }
    }

    /// The standing of one person under a relaxation, judged by all rules.
    fn rejudged(&self, people: &Segment, first: usize, offset: usize, index: usize) -> Standing {
        let row = first + offset;
        let prepared = self.prepared;
        let relaxation = &prepared.relaxations[index];
        let instead = |place: usize| relaxation.changes.iter().find(|(changed, _)| *changed == place);
        let mut outcomes = vec![Outcome::Met; prepared.checks.len()];
        for (place, outcome) in outcomes.iter_mut().enumerate() {
            let check = match instead(place) {
                Some((_, None)) => continue,
                Some((_, Some(check))) => check.as_ref(),
                None => prepared.checks[place].as_ref(),
            };
            check.judge(&people.columns, row..row + 1, std::slice::from_mut(outcome));
        }
        prepared.fit_courses(&people.columns, row, &mut outcomes, |place| {
            let changed = instead(place).and_then(|(_, check)| check.as_deref()).and_then(Check::as_language);
            changed.unwrap_or_else(|| prepared.language(place))
        });
        prepared.standing(&outcomes)
    }

    /// What a relaxation changes that touches several checks: the block is summed anew.
    fn relaxed_wholly(
        &self,
        people: &Segment,
        rows: &Range<usize>,
        relaxation: &Relaxation,
        index: usize,
    ) -> [i64; 3] {
        let len = rows.len();
        let sums = &self.sums;
        let (mut failed, mut unknown, mut by_plan) = (sums.failed, sums.unknown, sums.by_plan);
        let mut new = [Outcome::Met; BLOCK];
        for (place, instead) in &relaxation.changes {
            match instead {
                Some(check) => check.judge(&people.columns, rows.clone(), &mut new[..len]),
                None => new.fill(Outcome::Met),
            }
            let old = &self.outcomes[*place];
            widest(
                #[inline(always)]
                || {
                    for index in 0..len {
                        let change =
                            |asked| u8::from(new[index] == asked).wrapping_sub(u8::from(old[index] == asked));
                        failed[index] = failed[index].wrapping_add(change(Outcome::NotMet));
                        unknown[index] = unknown[index].wrapping_add(change(Outcome::Unknown));
                        by_plan[index] = by_plan[index].wrapping_add(change(Outcome::ByPlan));
                    }
                },
            );
        }
        let mut relaxed = self.found.relaxed[index];
        let counts = widest(
            #[inline(always)]
            || {
                let mut counts = [0u16; 3];
                for index in 0..len {
                    let open = (failed[index] == 0) & (sums.shut[index] == 0);
                    let none = unknown[index] == 0;
                    counts[0] += u16::from(open & none & (by_plan[index] == 0));
                    counts[1] += u16::from(open & none & (by_plan[index] != 0));
                    counts[2] += u16::from(open & !none);
                }
                counts
            },
        );
        let before = |standing| sums.standing[..len].iter().filter(|other| **other as u8 == standing as u8).count();
        for (index, standing) in [Standing::Ready, Standing::Reachable, Standing::ToVerify].into_iter().enumerate() {
            relaxed[index] += i64::from(counts[index]) - before(standing) as i64;
        }
        relaxed
    }

    /// Scores the block's contenders, criterion by criterion, and lists those who come onto a list.
    fn score(&mut self, people: &Segment, segment: u32, first: usize) {
        let Contenders { rows, lists, scores, values } = &mut self.contenders;
        scores.clear();
        scores.resize(rows.len(), 0);
        for (index, weighed) in self.prepared.measures.iter().enumerate() {
            if rows.is_empty() {
                return;
            }
            values.clear();
            values.resize(rows.len(), 0);
            weighed.measure.values(people, first, rows, values);
            let weight = u64::from(weighed.weight.count());
            for (score, value) in scores.iter_mut().zip(values.iter()) {
                *score += (weight * u64::from(*value) / 1_000_000) as u32;
            }
            let still = self.still[index + 1];
            let mut kept = 0;
            for place in 0..rows.len() {
                let list = usize::from(lists[place]);
                let unknown = if list < 2 { 0 } else { self.sums.unknown[usize::from(rows[place])] };
                if self.tops[list].could_take(unknown, scores[place] + still) {
                    (rows[kept], lists[kept], scores[kept]) = (rows[place], lists[place], scores[place]);
                    kept += 1;
                }
            }
            rows.truncate(kept);
            lists.truncate(kept);
            scores.truncate(kept);
        }
        for ((row, list), score) in rows.iter().zip(lists.iter()).zip(scores.iter()) {
            let list = usize::from(*list);
            let unknown = if list < 2 { 0 } else { self.sums.unknown[usize::from(*row)] };
            let row = first + usize::from(*row);
            if self.tops[list].could_take(unknown, *score) {
                let tie = tie(&self.prepared.vacancy.reference, people.reference(row));
                self.tops[list].take(Listed { unknown, score: *score, tie, segment, row: row as u32 });
            }
        }
    }
}

/// Counts somebody who stood in one place and stands in another.
fn moved(counts: &mut [i64; 3], from: Standing, to: Standing) {
    if let Some(count) = counts.get_mut(from as usize) {
        *count -= 1;
    }
    if let Some(count) = counts.get_mut(to as usize) {
        *count += 1;
    }
}
