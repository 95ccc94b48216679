//! One block of candidates: judged by all checks, counted, considered for the lists, and counted under relaxations.
//!
//! The order of the steps in [`Scanner::scan_block`] saves work that is repeated otherwise. Checks are added to the
//! standings in three groups: those that are neither languages nor depend on the title, then those that depend on the
//! title, then languages. The sets between the groups are kept, so that a relaxed title and courses that fit together
//! are counted beside what all other requirements leave.

use std::ops::Range;

use vocabulary::{Outcome, Standing};

use super::lists::{ConsideredBlock, Lists};
use super::relaxed_counts::{CoursePlanCache, JudgedBlock, LevelColumns, RelaxedChecks};
use super::standings::{Counts, Shortfalls, Standings};
use super::{RANKED, Scan, ScanOptions};
use crate::bit_sets::{BitSet, EMPTY, bitwise, cardinality, for_each, insert};
use crate::outcome_bits::OutcomeBits;
use crate::prepared_vacancy::PreparedVacancy;
use crate::segment::Segment;
use crate::vectors::{BLOCK, run_vectorized};

/// Scans block after block, and owns the buffers for one block.
pub(super) struct Scanner<'a> {
    prepared: &'a PreparedVacancy,
    /// The positions of the checks that are requirements: all but the gates.
    requirements: Vec<usize>,
    /// The requirements that depend on the title and change together where it is relaxed.
    title_dependent: Vec<usize>,
    /// The requirements that neither depend on the title nor are languages.
    independent: Vec<usize>,
    /// By relaxation, where the impact of requirements is computed: the checks that it changes.
    relaxed_checks: Vec<RelaxedChecks>,
    /// By check: its outcomes for this block.
    outcome_bits: Vec<OutcomeBits>,
    standings: Standings,
    /// The shortfalls in this block of all requirements but those that depend on the title.
    without_title: Shortfalls,
    /// The shortfalls in this block of all requirements but languages.
    without_languages: Shortfalls,
    lists: Lists<'a>,
    /// The columns of this segment that decide about courses.
    levels: LevelColumns<'a>,
    course_plans: CoursePlanCache,
    /// The candidates of this block whose language requirements can't be judged one at a time, since their courses don't
    /// fit together or may turn a requirement into a question. The impact of language requirements is computed for each
    /// of them.
    needs_joint_plan: BitSet,
    people: u64,
    counts: [u64; 4],
    near_misses: Vec<u64>,
    /// By relaxation: how many are ready, reachable and to verify under it.
    relaxed: Vec<Counts>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(prepared: &'a PreparedVacancy, options: ScanOptions) -> Self {
        let checks = prepared.checks.len();
        let requirements: Vec<usize> = (0..checks).filter(|position| !prepared.gates.contains(position)).collect();
        let relaxations = if options.requirement_impact { prepared.relaxations.as_slice() } else { &[] };
        let relaxed_checks: Vec<RelaxedChecks> =
            relaxations.iter().map(|relaxation| RelaxedChecks::of(relaxation, prepared)).collect();
        let without_languages =
            requirements.iter().copied().filter(|position| !prepared.languages.contains(position));
        let (title_dependent, independent) =
            without_languages.partition(|position| prepared.title_dependent.contains(position));
        Self {
            prepared,
            title_dependent,
            independent,
            outcome_bits: vec![OutcomeBits::all(Outcome::Met); checks],
            standings: Standings::EMPTY,
            without_title: Shortfalls::EMPTY,
            without_languages: Shortfalls::EMPTY,
            lists: Lists::new(prepared, options),
            levels: LevelColumns::default(),
            course_plans: CoursePlanCache::default(),
            needs_joint_plan: EMPTY,
            people: 0,
            counts: [0; 4],
            near_misses: vec![0; checks],
            relaxed: vec![[0; 3]; relaxed_checks.len()],
            relaxed_checks,
            requirements,
        }
    }

    /// Scans some rows of the segment with this number.
    pub(super) fn scan(&mut self, people: &'a Segment, segment: u32, rows: Range<usize>) {
        self.lists.enter_segment(people, segment);
        self.levels = LevelColumns::of(self.prepared, &people.columns);
        let mut from = rows.start;
        while from < rows.end {
            let to = (from + BLOCK).min(rows.end);
            run_vectorized(
                #[inline(always)]
                || self.scan_block(people, from..to),
            );
            from = to;
        }
    }

    #[inline(always)]
    fn scan_block(&mut self, people: &Segment, rows: Range<usize>) {
        for (check, outcome_bits) in self.prepared.checks.iter().zip(&mut self.outcome_bits) {
            check.judge(&people.columns, rows.clone(), outcome_bits);
        }
        self.standings.reset(rows.len(), people.deleted(rows.clone()).map(|row| row - rows.start));
        self.people += cardinality(&self.standings.open);
        for gate in &self.prepared.gates {
            self.standings.exclude_unless_met(&self.outcome_bits[*gate]);
        }
        self.standings.add(&self.outcome_bits, &self.independent);
        self.plan_courses_jointly(people, rows.start);
        self.without_title.clone_from(&self.standings.some);
        for position in &self.prepared.languages {
            self.without_title.add(&self.outcome_bits[*position]);
        }
        self.standings.add(&self.outcome_bits, &self.title_dependent);
        self.without_languages.clone_from(&self.standings.some);
        self.standings.add(&self.outcome_bits, &self.prepared.languages);
        self.count_and_list(rows.start);
        self.count_relaxed(people, rows);
    }

    /// Judges anew, by courses that fit together, the language requirements of each candidate with two or more that are
    /// met by plan. Where a course may turn a requirement into a question, each candidate with two or more language
    /// requirements that aren't met without a plan is judged anew.
    #[inline(always)]
    fn plan_courses_jointly(&mut self, people: &Segment, first: usize) {
        self.needs_joint_plan = EMPTY;
        let languages = &self.prepared.languages;
        if !self.prepared.has_joint_plans() {
            return;
        }
        let questions = self.prepared.plans_raise_questions;
        let mut some = EMPTY;
        let mut several = EMPTY;
        for position in languages {
            let outcome_bits = &self.outcome_bits[*position];
            let affected = if questions { outcome_bits.shortfall() } else { outcome_bits.with(Outcome::ByPlan) };
            several = bitwise!(several, some, affected => several | some & affected);
            some = bitwise!(some, affected => some | affected);
        }
        // A candidate who fails two independent requirements stays unranked whatever the courses are and whichever
        // requirement is relaxed.
        let Standings { open, several: Shortfalls { failed, .. }, .. } = &self.standings;
        let several = bitwise!(several, open, failed => several & open & !failed);
        for_each(
            &several,
            #[inline(always)]
            |offset| {
                let outcomes =
                    self.course_plans.outcomes(self.prepared, &people.columns, &self.levels, first + offset, None);
                let mut needs_joint_plan = questions;
                for (position, outcome) in languages.iter().zip(outcomes) {
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

    /// Counts the standings of the block, and considers its candidates for the lists that are not full of better ones.
    #[inline(always)]
    fn count_and_list(&mut self, first: usize) {
        let Self { standings, lists, outcome_bits, counts, near_misses, requirements, .. } = self;
        let block = ConsideredBlock::new(first, standings, outcome_bits, requirements);
        let (ranked, near) = (standings.ranked(), standings.near_misses());
        for (total, people) in counts.iter_mut().zip(ranked.iter().chain([&near])) {
            *total += cardinality(people);
        }
        for (list, people) in ranked.iter().enumerate() {
            lists.consider(list, people, &block);
        }
        for position in &*requirements {
            let OutcomeBits { low, high } = &outcome_bits[*position];
            let failed_here = bitwise!(near, low, high => near & low & high);
            near_misses[*position] += cardinality(&failed_here);
            lists.consider(RANKED + position, &failed_here, &block);
        }
    }

    /// Counts the block under each relaxation.
    #[inline(always)]
    fn count_relaxed(&mut self, people: &Segment, rows: Range<usize>) {
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
            relaxed_checks,
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
        let mut replacement = OutcomeBits::all(Outcome::Met);
        for ((relaxation, checks), counts) in relaxed_checks.iter().enumerate().zip(relaxed) {
            judged.count(relaxation, checks, &mut replacement, course_plans, counts);
        }
    }

    /// The result of the scan; `people` are all segments, in the order of their numbers.
    pub(super) fn finish(self, people: &[&Segment]) -> Scan {
        let mut counts = [0; 5];
        counts[..4].copy_from_slice(&self.counts);
        counts[Standing::Excluded as usize] = self.people - self.counts.iter().sum::<u64>();
        let change =
            |relaxed: &Counts| std::array::from_fn(|standing| relaxed[standing] as i64 - counts[standing] as i64);
        Scan {
            counts,
            near_misses: self.near_misses,
            relaxed: self.relaxed.iter().map(change).collect(),
            listed: self.lists.finish(people),
        }
    }
}
