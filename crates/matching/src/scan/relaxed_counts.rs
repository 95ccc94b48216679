//! The impact of relaxed requirements: the numbers of candidates who would be ready, reachable and to verify.
//!
//! A block is counted under a relaxation by set algebra: the shortfalls of the requirements that stay as they are, united
//! with the outcomes of the easier checks. Only the candidates whose courses have to fit together anew are judged one by
//! one. See docs/scan.md.

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

/// The checks that a relaxation changes, which decide how it is counted.
pub(super) enum RelaxedChecks {
    /// The check at a position alone.
    One(usize),
    /// The language requirement at a position alone, where that may change which courses fit together.
    Language(usize),
    /// The checks that depend on the title.
    TitleDependent,
}

impl RelaxedChecks {
    /// The checks that a relaxation changes.
    pub(super) fn of(relaxation: &Relaxation, prepared: &PreparedVacancy) -> Self {
        match relaxation.single() {
            Some((position, _)) if prepared.has_joint_plans() && prepared.languages.contains(&position) => {
                Self::Language(position)
            }
            Some((position, _)) => Self::One(position),
            None => Self::TitleDependent,
        }
    }
}

/// A judged block, to be counted under relaxations.
pub(super) struct JudgedBlock<'a> {
    pub(super) prepared: &'a PreparedVacancy,
    pub(super) people: &'a Columns,
    pub(super) rows: Range<usize>,
    pub(super) outcome_bits: &'a [OutcomeBits],
    pub(super) standings: &'a Standings,
    /// The shortfalls of all requirements but those that depend on the title.
    pub(super) without_title: &'a Shortfalls,
    /// The shortfalls of all requirements but languages.
    pub(super) without_languages: &'a Shortfalls,
    /// The candidates whose language requirements can't be judged one at a time.
    pub(super) needs_joint_plan: &'a BitSet,
    pub(super) levels: &'a LevelColumns<'a>,
}

impl JudgedBlock<'_> {
    /// Adds to `counts` how many candidates would be ready, reachable and to verify under a relaxation. `replacement` is a
    /// buffer for the outcomes of the easier checks.
    #[inline(always)]
    pub(super) fn count(
        &self,
        relaxation: usize,
        relaxed: &RelaxedChecks,
        replacement: &mut OutcomeBits,
        course_plans: &mut CoursePlanCache,
        counts: &mut Counts,
    ) {
        let Self { people, outcome_bits, standings, .. } = self;
        match relaxed {
            RelaxedChecks::One(position) => {
                self.judge(relaxation, replacement);
                standings.count_with(&outcome_bits[*position], replacement, &standings.open, counts);
            }
            RelaxedChecks::Language(position) => {
                self.judge(relaxation, replacement);
                let others = self.count_joint_plans(relaxation, *position, replacement, course_plans, counts);
                standings.count_with(&outcome_bits[*position], replacement, &others, counts);
            }
            RelaxedChecks::TitleDependent => {
                let mut shortfalls = self.without_title.clone();
                for check in self.easier_checks(relaxation) {
                    check.judge(people, self.rows.clone(), replacement);
                    shortfalls.add(replacement);
                }
                shortfalls.count(&standings.open, counts);
            }
        }
    }

    /// The checks that replace those that a relaxation changes; checks that are left out have no replacement.
    fn easier_checks(&self, relaxation: usize) -> impl Iterator<Item = &dyn Check> {
        self.prepared.relaxations[relaxation].changes.iter().filter_map(|(_, easier)| easier.as_deref())
    }

    /// Judges the block by the replacement of the one check that a relaxation changes; all candidates meet a check that
    /// is left out.
    fn judge(&self, relaxation: usize, replacement: &mut OutcomeBits) {
        match self.easier_checks(relaxation).next() {
            Some(check) => check.judge(self.people, self.rows.clone(), replacement),
            None => *replacement = OutcomeBits::all(Outcome::Met),
        }
    }

    /// Adds to `counts` the candidates whose courses have to fit together anew under a relaxation of one language
    /// requirement, one by one, and returns the candidates who are still to be counted.
    #[inline(always)]
    fn count_joint_plans(
        &self,
        relaxation: usize,
        position: usize,
        replacement: &OutcomeBits,
        course_plans: &mut CoursePlanCache,
        counts: &mut Counts,
    ) -> BitSet {
        let Self { prepared, people, outcome_bits, standings, needs_joint_plan, .. } = self;
        let open = &standings.open;
        let mut others = EMPTY;
        for other in prepared.languages.iter().filter(|other| **other != position) {
            let by_plan = outcome_bits[*other].with(Outcome::ByPlan);
            others = bitwise!(others, by_plan => others | by_plan);
        }
        // A course for the relaxed requirement has to fit with the courses for the others.
        let by_plan = replacement.with(Outcome::ByPlan);
        let failed = standings.failed_with(&outcome_bits[position], replacement);
        let beside = bitwise!(by_plan, others, failed => by_plan & others & !failed);
        let excluded = &self.without_languages.failed;
        for_each(
            &bitwise!(open, beside, needs_joint_plan, excluded => open & (beside | needs_joint_plan & !excluded)),
            #[inline(always)]
            |offset| {
                let row = self.rows.start + offset;
                let outcomes = course_plans.outcomes(prepared, people, self.levels, row, Some(relaxation));
                let worst = self.without_languages.worst_with(offset, outcomes.iter().copied());
                if let Some(count) = counts.get_mut(worst as usize) {
                    *count += 1;
                }
            },
        );
        bitwise!(open, beside, needs_joint_plan => open & !(beside | needs_joint_plan))
    }
}

/// One value for each language requirement of a vacancy: mostly one to four.
type PerLanguage<T> = SmallVec<[T; 4]>;

/// The columns of one segment that decide what courses make of a vacancy's language requirements.
#[derive(Default)]
pub(super) struct LevelColumns<'a> {
    columns: Vec<Option<&'a [u8]>>,
    complete: &'a [u8],
}

/// The most level columns that make a key of the cache: a byte each, beside two bytes for the relaxation's number. The
/// courses of a vacancy with more columns are computed anew each time.
const MAX_KEY_COLUMNS: usize = 14;

impl<'a> LevelColumns<'a> {
    pub(super) fn of(prepared: &PreparedVacancy, people: &'a Columns) -> Self {
        let languages = prepared.languages.iter().map(|position| prepared.language(*position));
        let mut distinct = Vec::new();
        for column in languages.flat_map(LanguageCheck::level_columns) {
            if !distinct.contains(&column) {
                distinct.push(column);
            }
        }
        let column = |(language, aspect, evidence)| people.language(language, aspect, evidence);
        Self { columns: distinct.into_iter().map(column).collect(), complete: &people.languages_complete }
    }

    /// The levels of the candidate in a row, and the relaxation, as one number; `None` where they don't fit it.
    #[inline(always)]
    fn key(&self, row: usize, relaxation: Option<usize>) -> Option<u128> {
        let byte = |column: &Option<&[u8]>| match column {
            Some(bytes) => bytes[row],
            None => crate::columns::unlisted_byte(self.complete[row] == 1),
        };
        let first = match relaxation {
            None => 0,
            Some(index) => u128::from(u8::try_from(index).ok()?) + 1,
        };
        (self.columns.len() <= MAX_KEY_COLUMNS)
            .then(|| self.columns.iter().fold(first, |key, column| key << 8 | u128::from(byte(column))))
    }
}

/// The outcomes of language requirements that courses have to serve together, cached by the levels that decide them: many
/// candidates have the same levels.
#[derive(Default)]
pub(super) struct CoursePlanCache {
    by_levels: FxHashMap<u128, PerLanguage<Outcome>>,
    /// The latest outcomes without a key.
    uncached: PerLanguage<Outcome>,
}

impl CoursePlanCache {
    /// The outcomes of a candidate's language requirements, under a relaxation or none, when the courses for them have to
    /// fit together.
    #[inline(always)]
    pub(super) fn outcomes(
        &mut self,
        prepared: &PreparedVacancy,
        people: &Columns,
        levels: &LevelColumns<'_>,
        row: usize,
        relaxation: Option<usize>,
    ) -> &[Outcome] {
        match levels.key(row, relaxation) {
            Some(key) => {
                self.by_levels.entry(key).or_insert_with(|| joint_outcomes(prepared, people, row, relaxation))
            }
            None => {
                self.uncached = joint_outcomes(prepared, people, row, relaxation);
                &self.uncached
            }
        }
    }
}

/// Computes the outcomes of a candidate's language requirements, under a relaxation or none, by the courses that fit
/// together.
#[cold]
fn joint_outcomes(
    prepared: &PreparedVacancy,
    people: &Columns,
    row: usize,
    relaxation: Option<usize>,
) -> PerLanguage<Outcome> {
    let requirements: PerLanguage<Option<&LanguageCheck>> =
        prepared.languages.iter().map(|position| language_under(prepared, relaxation, *position)).collect();
    let separate = |requirement: &Option<&LanguageCheck>| {
        requirement.map_or(Outcome::Met, |requirement| requirement.outcome(people, row))
    };
    let mut outcomes: PerLanguage<Outcome> = requirements.iter().map(separate).collect();
    prepared.apply_joint_plan(people, row, &mut outcomes, &requirements);
    outcomes
}

/// The language check at a position under a relaxation or none; `None` where the relaxation leaves it out.
fn language_under(prepared: &PreparedVacancy, relaxation: Option<usize>, position: usize) -> Option<&LanguageCheck> {
    match relaxation.and_then(|index| prepared.relaxations[index].single()) {
        Some((changed, replacement)) if changed == position => replacement.and_then(|check| check.as_language()),
        _ => Some(prepared.language(position)),
    }
}
