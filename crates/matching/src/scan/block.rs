//! One block of people through all checks, and what comes of it.

use std::ops::Range;

use vocabulary::{Outcome, Standing};

use super::lists::{ConsideredBlock, Lists};
use super::relaxed_counts::{CoursePlanCache, JudgedBlock, LevelColumns, RelaxationScope};
use super::standings::{Counts, Shortfalls, Standings};
use super::{RANKED, Scan, ScanOptions};
use crate::bit_sets::{BitSet, EMPTY, bitwise, count, for_each, insert};
use crate::outcome_bits::OutcomeBits;
use crate::prepared_vacancy::PreparedVacancy;
use crate::segment::Segment;
use crate::vectors::{BLOCK, widest};

/// Scans block after block, and keeps room for what is said of one.
pub(super) struct Scanner<'a> {
    prepared: &'a PreparedVacancy,
    /// The positions of the checks that count: all but those that shut out.
    requirements: Vec<usize>,
    /// Those of them that look at the title, and change together where it is made easier.
    of_titles: Vec<usize>,
    /// Those of them that are neither these nor languages.
    steady: Vec<usize>,
    /// By relaxation, where what requirements cost is asked: what it changes.
    changes: Vec<RelaxationScope>,
    /// By check: what it says of this block.
    outcome_bits: Vec<OutcomeBits>,
    standings: Standings,
    /// What all requirements leave of this block but those that look at the title.
    without_title: Shortfalls,
    /// What all requirements but languages leave of it.
    without_languages: Shortfalls,
    lists: Lists<'a>,
    /// What decides about courses in this segment.
    levels: LevelColumns<'a>,
    course_plans: CoursePlanCache,
    /// Who of this block has language requirements that hang together, since their courses don't fit or may turn requirements into
    /// questions: what language requirements cost them is asked one by one.
    needs_joint_plan: BitSet,
    people: u64,
    counts: [u64; 4],
    near_misses: Vec<u64>,
    /// By relaxation: how many are ready, reachable, to verify under it.
    relaxed: Vec<Counts>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(prepared: &'a PreparedVacancy, options: ScanOptions) -> Self {
        let checks = prepared.checks.len();
        let requirements: Vec<usize> = (0..checks).filter(|position| !prepared.gates.contains(position)).collect();
        let asked = if options.requirement_impact { prepared.relaxations.as_slice() } else { &[] };
        let changes: Vec<RelaxationScope> =
            asked.iter().map(|relaxation| RelaxationScope::of(relaxation, prepared)).collect();
        let without_languages =
            requirements.iter().copied().filter(|position| !prepared.languages.contains(position));
        let (of_titles, steady) = without_languages.partition(|position| prepared.title_dependent.contains(position));
        Self {
            prepared,
            of_titles,
            steady,
            outcome_bits: vec![OutcomeBits::all(Outcome::Met); checks],
            standings: Standings::NONE,
            without_title: Shortfalls::NONE,
            without_languages: Shortfalls::NONE,
            lists: Lists::new(prepared, options),
            levels: LevelColumns::default(),
            course_plans: CoursePlanCache::default(),
            needs_joint_plan: EMPTY,
            people: 0,
            counts: [0; 4],
            near_misses: vec![0; checks],
            relaxed: vec![[0; 3]; changes.len()],
            changes,
            requirements,
        }
    }

    pub(super) fn scan(&mut self, people: &'a Segment, segment: u32, rows: Range<usize>) {
        self.lists.over(people, segment);
        self.levels = LevelColumns::of(self.prepared, &people.columns);
        let mut from = rows.start;
        while from < rows.end {
            let to = (from + BLOCK).min(rows.end);
            widest(
                #[inline(always)]
                || self.block(people, from..to),
            );
            from = to;
        }
    }

    #[inline(always)]
    fn block(&mut self, people: &Segment, rows: Range<usize>) {
        for (check, outcome_bits) in self.prepared.checks.iter().zip(&mut self.outcome_bits) {
            check.judge(&people.columns, rows.clone(), outcome_bits);
        }
        self.standings.begin(rows.len(), people.deleted(rows.clone()).map(|row| row - rows.start));
        self.people += count(&self.standings.open);
        for gate in &self.prepared.gates {
            self.standings.exclude_unless_met(&self.outcome_bits[*gate]);
        }
        self.standings.add(&self.outcome_bits, &self.steady);
        self.fit_courses(people, rows.start);
        self.without_title.clone_from(&self.standings.some);
        for position in &self.prepared.languages {
            self.without_title.add(&self.outcome_bits[*position]);
        }
        self.standings.add(&self.outcome_bits, &self.of_titles);
        self.without_languages.clone_from(&self.standings.some);
        self.standings.add(&self.outcome_bits, &self.prepared.languages);
        self.tally(rows.start);
        self.relax(people, rows);
    }

    /// Checks that courses fit together for everybody with two or more language requirements met by plan; where a course may
    /// turn a must into a question, for everybody with two or more that aren't met as they stand.
    #[inline(always)]
    fn fit_courses(&mut self, people: &Segment, first: usize) {
        self.needs_joint_plan = EMPTY;
        let languages = &self.prepared.languages;
        if !self.prepared.has_joint_plans() {
            return;
        }
        let questions = self.prepared.questions_by_plan;
        let mut some = EMPTY;
        let mut several = EMPTY;
        for position in languages {
            let outcome_bits = &self.outcome_bits[*position];
            let these = if questions { outcome_bits.not_simply_met() } else { outcome_bits.of(Outcome::ByPlan) };
            several = bitwise!(several, some, these => several | some & these);
            some = bitwise!(some, these => some | these);
        }
        // Whoever fails two of the steady requirements stays unranked whatever courses say and whichever must is made easier.
        let Standings { open, several: Shortfalls { failed, .. }, .. } = &self.standings;
        let several = bitwise!(several, open, failed => several & open & !failed);
        for_each(
            &several,
            #[inline(always)]
            |offset| {
                let fitted =
                    self.course_plans.fitted(self.prepared, &people.columns, &self.levels, first + offset, None);
                let mut needs_joint_plan = questions;
                for (position, outcome) in languages.iter().zip(fitted) {
                    let outcome_bits = &mut self.outcome_bits[*position];
                    if outcome_bits.at(offset) != *outcome {
                        outcome_bits.set(offset, *outcome);
                        needs_joint_plan = true;
                    }
                }
                if needs_joint_plan {
                    insert(&mut self.needs_joint_plan, offset);
                }
            },
        );
    }

    /// Counts who stands where, and considers for a list everybody on whom there is still room.
    #[inline(always)]
    fn tally(&mut self, first: usize) {
        let Self { standings, lists, outcome_bits, counts, near_misses, requirements, .. } = self;
        let block = ConsideredBlock::new(first, standings, outcome_bits, requirements);
        let (ranked, near) = (standings.ranked(), standings.near());
        for (total, people) in counts.iter_mut().zip(ranked.iter().chain([&near])) {
            *total += count(people);
        }
        for (list, people) in ranked.iter().enumerate() {
            lists.consider(list, people, &block);
        }
        for position in &*requirements {
            let OutcomeBits { low, high } = &outcome_bits[*position];
            let failed_here = bitwise!(near, low, high => near & low & high);
            near_misses[*position] += count(&failed_here);
            lists.consider(RANKED + position, &failed_here, &block);
        }
    }

    /// Counts the block under each relaxation.
    #[inline(always)]
    fn relax(&mut self, people: &Segment, rows: Range<usize>) {
        let Self {
            prepared,
            outcome_bits,
            standings,
            without_title,
            without_languages,
            needs_joint_plan,
            levels,
            course_plans,
            relaxed,
            changes,
            ..
        } = self;
        let people = &people.columns;
        let judged = JudgedBlock {
            prepared,
            people,
            rows,
            outcome_bits,
            standings,
            without_title,
            without_languages,
            needs_joint_plan,
            levels,
        };
        let mut instead = OutcomeBits::all(Outcome::Met);
        for ((relaxation, scope), counts) in changes.iter().enumerate().zip(relaxed) {
            judged.count(relaxation, scope, &mut instead, course_plans, counts);
        }
    }

    /// What was found; `people` are all segments.
    pub(super) fn finish(self, people: &[&Segment]) -> Scan {
        let mut counts = [0; 5];
        counts[..4].copy_from_slice(&self.counts);
        counts[Standing::Excluded as usize] = self.people - self.counts.iter().sum::<u64>();
        let more = |now: &Counts| std::array::from_fn(|standing| now[standing] as i64 - counts[standing] as i64);
        Scan {
            counts,
            near_misses: self.near_misses,
            relaxed: self.relaxed.iter().map(more).collect(),
            listed: self.lists.finish(people),
        }
    }
}
