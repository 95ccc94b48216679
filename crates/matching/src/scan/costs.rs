//! What relaxed musts change: how many would be ready, reachable, to verify.
//!
//! A block is counted under a relaxation by its sets: the shortfalls of the musts that it leaves as they are, and what
//! the easier checks say. Only those whose courses have to fit together anew are asked one by one.

use std::ops::Range;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use vocabulary::Outcome;

use super::standings::{Counts, Shortfalls, Standings};
use crate::columns::Columns;
use crate::musts::Relaxation;
use crate::prepared::Prepared;
use crate::rules::{Check, LanguageCheck};
use crate::sets::{Bits, NOBODY, for_each, those};
use crate::verdicts::Verdicts;

/// What a relaxation changes.
pub(super) enum Change {
    /// The check at a place alone.
    One(usize),
    /// The language must at a place alone, where that may change which courses fit together.
    Language(usize),
    /// The checks that look at the title.
    Titles,
}

impl Change {
    /// What a relaxation changes.
    pub(super) fn of(relaxation: &Relaxation, prepared: &Prepared) -> Self {
        match relaxation.single() {
            Some((place, _)) if prepared.courses_hang_together() && prepared.languages.contains(&place) => {
                Self::Language(place)
            }
            Some((place, _)) => Self::One(place),
            None => Self::Titles,
        }
    }
}

/// A block that was judged, to be counted under relaxations.
pub(super) struct Judged<'a> {
    pub(super) prepared: &'a Prepared,
    pub(super) people: &'a Columns,
    pub(super) rows: Range<usize>,
    pub(super) verdicts: &'a [Verdicts],
    pub(super) standings: &'a Standings,
    /// What all musts leave but those that look at the title.
    pub(super) but_titles: &'a Shortfalls,
    /// What all musts but languages leave.
    pub(super) but_languages: &'a Shortfalls,
    /// Whose language musts hang together.
    pub(super) crowded: &'a Bits,
    pub(super) levels: &'a Levels<'a>,
}

impl Judged<'_> {
    /// Adds how many would be ready, reachable and to verify under a relaxation. `instead` is room for what the easier
    /// checks say.
    #[inline(always)]
    pub(super) fn count(
        &self,
        relaxation: usize,
        change: &Change,
        instead: &mut Verdicts,
        fits: &mut Fits,
        counts: &mut Counts,
    ) {
        let Self { people, verdicts, standings, .. } = self;
        match change {
            Change::One(place) => {
                self.judge(relaxation, instead);
                standings.count_if(&verdicts[*place], instead, &standings.open, counts);
            }
            Change::Language(place) => {
                self.judge(relaxation, instead);
                let others = self.count_crowded(relaxation, *place, instead, fits, counts);
                standings.count_if(&verdicts[*place], instead, &others, counts);
            }
            Change::Titles => {
                let mut relaxed = self.but_titles.clone();
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
    fn judge(&self, relaxation: usize, instead: &mut Verdicts) {
        match self.easier(relaxation).next() {
            Some(check) => check.judge(self.people, self.rows.clone(), instead),
            None => *instead = Verdicts::all(Outcome::Met),
        }
    }

    /// Counts those whose courses have to fit together anew under a relaxation of one language must, one by one; gives
    /// those who are still to be counted.
    #[inline(always)]
    fn count_crowded(
        &self,
        relaxation: usize,
        place: usize,
        instead: &Verdicts,
        fits: &mut Fits,
        counts: &mut Counts,
    ) -> Bits {
        let Self { prepared, people, verdicts, standings, crowded, .. } = self;
        let open = &standings.open;
        let mut others = NOBODY;
        for other in prepared.languages.iter().filter(|other| **other != place) {
            let by_plan = verdicts[*other].of(Outcome::ByPlan);
            others = those!(others, by_plan => others | by_plan);
        }
        // A course that comes in beside others has to fit with them.
        let by_plan = instead.of(Outcome::ByPlan);
        let failed = standings.failed_if(&verdicts[place], instead);
        let beside = those!(by_plan, others, failed => by_plan & others & !failed);
        let excluded = &self.but_languages.failed;
        for_each(
            &those!(open, beside, crowded, excluded => open & (beside | crowded & !excluded)),
            #[inline(always)]
            |offset| {
                let row = self.rows.start + offset;
                let fitted = fits.fitted(prepared, people, self.levels, row, Some(relaxation));
                let worst = self.but_languages.worst_with(offset, fitted.iter().copied());
                if let Some(count) = counts.get_mut(worst as usize) {
                    *count += 1;
                }
            },
        );
        those!(open, beside, crowded => open & !(beside | crowded))
    }
}

/// As many as a vacancy has language musts: mostly one to four.
type Few<T> = SmallVec<[T; 4]>;

/// The columns of a vacancy's language musts in a segment: all that decides what courses make of them.
#[derive(Default)]
pub(super) struct Levels<'a> {
    columns: Vec<Option<&'a [u8]>>,
    complete: &'a [u8],
}

/// By how many levels people are remembered, a byte each beside a relaxation's number; musts with more are fitted anew
/// each time.
const REMEMBERED: usize = 14;

impl<'a> Levels<'a> {
    pub(super) fn of(prepared: &Prepared, people: &'a Columns) -> Self {
        let languages = prepared.languages.iter().map(|place| prepared.language(*place));
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

/// Which of several language musts courses can serve together, remembered by all that decides it: many people have
/// the same levels.
#[derive(Default)]
pub(super) struct Fits {
    known: FxHashMap<u128, Few<Outcome>>,
    /// The last that could not be remembered.
    last: Few<Outcome>,
}

impl Fits {
    /// The outcomes of a person's language musts, under a relaxation or none, when their courses have to fit
    /// together.
    #[inline(always)]
    pub(super) fn fitted(
        &mut self,
        prepared: &Prepared,
        people: &Columns,
        levels: &Levels<'_>,
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

/// The outcomes of a person's language musts, under a relaxation or none, by the courses that fit together.
#[cold]
fn fit(prepared: &Prepared, people: &Columns, row: usize, relaxation: Option<usize>) -> Few<Outcome> {
    let musts: Few<Option<&LanguageCheck>> =
        prepared.languages.iter().map(|place| language_under(prepared, relaxation, *place)).collect();
    let alone = |must: &Option<&LanguageCheck>| must.map_or(Outcome::Met, |must| must.outcome(people, row));
    let mut fitted: Few<Outcome> = musts.iter().map(alone).collect();
    prepared.fit_languages(people, row, &mut fitted, &musts);
    fitted
}

/// The language check that stands at a place under a relaxation or none; nothing where it is left out.
fn language_under(prepared: &Prepared, relaxation: Option<usize>, place: usize) -> Option<&LanguageCheck> {
    match relaxation.and_then(|index| prepared.relaxations[index].single()) {
        Some((changed, instead)) if changed == place => instead.and_then(|check| check.as_language()),
        _ => Some(prepared.language(place)),
    }
}
