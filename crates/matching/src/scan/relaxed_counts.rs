//! What relaxed requirements scope: how many would be ready, reachable, to verify.
//!
//! A block is counted under a relaxation by its sets: the shortfalls of the requirements that it leaves as they are, and what
//! the easier checks say. Only those whose courses have to fit together anew are asked one by one.

use std::ops::Range;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use vocabulary::Outcome;

use super::standings::{Counts, Shortfalls, Standings};
use crate::bit_sets::{BitSet, EMPTY, bitwise, for_each};
use crate::columns::Columns;
use crate::outcome_bits::OutcomeBits;
use crate::prepared_vacancy::PreparedVacancy;
use crate::requirement_impact::Relaxation;
use crate::rules::{Check, LanguageCheck};

/// What a relaxation changes.
pub(super) enum RelaxationScope {
    /// The check at a position alone.
    One(usize),
    /// The language must at a position alone, where that may change which courses fit together.
    Language(usize),
    /// The checks that look at the title.
    Titles,
}

impl RelaxationScope {
    /// What a relaxation changes.
    pub(super) fn of(relaxation: &Relaxation, prepared: &PreparedVacancy) -> Self {
        match relaxation.single() {
            Some((position, _)) if prepared.has_joint_plans() && prepared.languages.contains(&position) => {
                Self::Language(position)
            }
            Some((position, _)) => Self::One(position),
            None => Self::Titles,
        }
    }
}

/// A block that was judged, to be counted under relaxations.
pub(super) struct JudgedBlock<'a> {
    pub(super) prepared: &'a PreparedVacancy,
    pub(super) people: &'a Columns,
    pub(super) rows: Range<usize>,
    pub(super) outcome_bits: &'a [OutcomeBits],
    pub(super) standings: &'a Standings,
    /// What all requirements leave but those that look at the title.
    pub(super) without_title: &'a Shortfalls,
    /// What all requirements but languages leave.
    pub(super) without_languages: &'a Shortfalls,
    /// Whose language requirements hang together.
    pub(super) needs_joint_plan: &'a BitSet,
    pub(super) levels: &'a LevelColumns<'a>,
}

impl JudgedBlock<'_> {
    /// Adds how many would be ready, reachable and to verify under a relaxation. `instead` is room for what the easier
    /// checks say.
    #[inline(always)]
    pub(super) fn count(
        &self,
        relaxation: usize,
        scope: &RelaxationScope,
        instead: &mut OutcomeBits,
        course_plans: &mut CoursePlanCache,
        counts: &mut Counts,
    ) {
        let Self { people, outcome_bits, standings, .. } = self;
        match scope {
            RelaxationScope::One(position) => {
                self.judge(relaxation, instead);
                standings.count_if(&outcome_bits[*position], instead, &standings.open, counts);
            }
            RelaxationScope::Language(position) => {
                self.judge(relaxation, instead);
                let others = self.count_joint_plans(relaxation, *position, instead, course_plans, counts);
                standings.count_if(&outcome_bits[*position], instead, &others, counts);
            }
            RelaxationScope::Titles => {
                let mut relaxed = self.without_title.clone();
                for check in self.easier(relaxation) {
                    check.judge(people, self.rows.clone(), instead);
                    relaxed.add(instead);
                }
                relaxed.count(&standings.open, counts);
            }
        }
    }

    /// The checks that stand instead of those that a relaxation changes, where they aren't left out.
    fn easier(&self, relaxation: usize) -> impl Iterator<Item = &dyn Check> {
        self.prepared.relaxations[relaxation].changes.iter().filter_map(|(_, easier)| easier.as_deref())
    }

    /// What is said instead of the one check that a relaxation changes.
    fn judge(&self, relaxation: usize, instead: &mut OutcomeBits) {
        match self.easier(relaxation).next() {
            Some(check) => check.judge(self.people, self.rows.clone(), instead),
            None => *instead = OutcomeBits::all(Outcome::Met),
        }
    }

    /// Counts those whose courses have to fit together anew under a relaxation of one language requirement, one by one; gives
    /// those who are still to be counted.
    #[inline(always)]
    fn count_joint_plans(
        &self,
        relaxation: usize,
        position: usize,
        instead: &OutcomeBits,
        course_plans: &mut CoursePlanCache,
        counts: &mut Counts,
    ) -> BitSet {
        let Self { prepared, people, outcome_bits, standings, needs_joint_plan, .. } = self;
        let open = &standings.open;
        let mut others = EMPTY;
        for other in prepared.languages.iter().filter(|other| **other != position) {
            let by_plan = outcome_bits[*other].of(Outcome::ByPlan);
            others = bitwise!(others, by_plan => others | by_plan);
        }
        // A course that comes in beside others has to fit with them.
        let by_plan = instead.of(Outcome::ByPlan);
        let failed = standings.failed_if(&outcome_bits[position], instead);
        let beside = bitwise!(by_plan, others, failed => by_plan & others & !failed);
        let excluded = &self.without_languages.failed;
        for_each(
            &bitwise!(open, beside, needs_joint_plan, excluded => open & (beside | needs_joint_plan & !excluded)),
            #[inline(always)]
            |offset| {
                let row = self.rows.start + offset;
                let fitted = course_plans.fitted(prepared, people, self.levels, row, Some(relaxation));
                let worst = self.without_languages.worst_with(offset, fitted.iter().copied());
                if let Some(count) = counts.get_mut(worst as usize) {
                    *count += 1;
                }
            },
        );
        bitwise!(open, beside, needs_joint_plan => open & !(beside | needs_joint_plan))
    }
}

/// As many as a vacancy has language requirements: mostly one to four.
type Few<T> = SmallVec<[T; 4]>;

/// The columns of a vacancy's language requirements in a segment: all that decides what courses make of them.
#[derive(Default)]
pub(super) struct LevelColumns<'a> {
    columns: Vec<Option<&'a [u8]>>,
    complete: &'a [u8],
}

/// By how many levels people are remembered, a byte each beside a relaxation's number; requirements with more are fitted anew
/// each time.
const REMEMBERED: usize = 14;

impl<'a> LevelColumns<'a> {
    pub(super) fn of(prepared: &PreparedVacancy, people: &'a Columns) -> Self {
        let languages = prepared.languages.iter().map(|position| prepared.language(*position));
        let mut decisive = Vec::new();
        for column in languages.flat_map(LanguageCheck::decisive) {
            if !decisive.contains(&column) {
                decisive.push(column);
            }
        }
        let column = |(language, aspect, evidence)| people.language(language, aspect, evidence);
        Self { columns: decisive.into_iter().map(column).collect(), complete: &people.languages_complete }
    }

    /// The levels of the person in a row, under a relaxation or none, as one number.
    #[inline(always)]
    fn number(&self, row: usize, relaxation: Option<usize>) -> Option<u128> {
        let byte = |column: &Option<&[u8]>| match column {
            Some(bytes) => bytes[row],
            None => crate::columns::unlisted(self.complete[row] == 1),
        };
        let first = match relaxation {
            None => 0,
            Some(index) => u128::from(u8::try_from(index).ok()?) + 1,
        };
        (self.columns.len() <= REMEMBERED)
            .then(|| self.columns.iter().fold(first, |number, column| number << 8 | u128::from(byte(column))))
    }
}

/// Which of several language requirements courses can serve together, remembered by all that decides it: many people have
/// the same levels.
#[derive(Default)]
pub(super) struct CoursePlanCache {
    known: FxHashMap<u128, Few<Outcome>>,
    /// The last that could not be remembered.
    last: Few<Outcome>,
}

impl CoursePlanCache {
    /// The outcomes of a person's language requirements, under a relaxation or none, when their courses have to fit
    /// together.
    #[inline(always)]
    pub(super) fn fitted(
        &mut self,
        prepared: &PreparedVacancy,
        people: &Columns,
        levels: &LevelColumns<'_>,
        row: usize,
        relaxation: Option<usize>,
    ) -> &[Outcome] {
        match levels.number(row, relaxation) {
            Some(number) => self.known.entry(number).or_insert_with(|| fit(prepared, people, row, relaxation)),
            None => {
                self.last = fit(prepared, people, row, relaxation);
                &self.last
            }
        }
    }
}

/// The outcomes of a person's language requirements, under a relaxation or none, by the courses that fit together.
#[cold]
fn fit(prepared: &PreparedVacancy, people: &Columns, row: usize, relaxation: Option<usize>) -> Few<Outcome> {
    let requirements: Few<Option<&LanguageCheck>> =
        prepared.languages.iter().map(|position| language_under(prepared, relaxation, *position)).collect();
    let alone = |requirement: &Option<&LanguageCheck>| {
        requirement.map_or(Outcome::Met, |requirement| requirement.outcome(people, row))
    };
    let mut fitted: Few<Outcome> = requirements.iter().map(alone).collect();
    prepared.fit_languages(people, row, &mut fitted, &requirements);
    fitted
}

/// The language check that stands at a position under a relaxation or none; nothing where it is left out.
fn language_under(prepared: &PreparedVacancy, relaxation: Option<usize>, position: usize) -> Option<&LanguageCheck> {
    match relaxation.and_then(|index| prepared.relaxations[index].single()) {
        Some((changed, instead)) if changed == position => instead.and_then(|check| check.as_language()),
        _ => Some(prepared.language(position)),
    }
}
