//! What relaxed musts change: how many would be ready, reachable, to verify.
//!
//! A block is counted under a relaxation by its sets: the shortfalls of the musts that it leaves as they are, and what
//! the easier checks say. Only those whose courses have to fit together anew are asked one by one.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use vocabulary::Outcome;

use super::standings::Shortfalls;
use crate::columns::Columns;
use crate::musts::Relaxation;
use crate::prepared::Prepared;
use crate::rules::{Check, LanguageCheck};

/// What a relaxation changes.
pub(super) enum Change {
    /// The check at a place alone.
    One(usize),
    /// The language must at a place alone: that may change which courses fit together.
    Language(usize),
    /// Several checks; these are the places of those that stay.
    Several(Vec<usize>),
}

impl Change {
    /// What a relaxation changes of these musts.
    pub(super) fn of(relaxation: &Relaxation, prepared: &Prepared, musts: &[usize]) -> Self {
        match relaxation.single() {
            Some((place, _)) if prepared.languages.contains(&place) => Self::Language(place),
            Some((place, _)) => Self::One(place),
            None => {
                let changed = |asked: &usize| relaxation.changes.iter().any(|(place, _)| *place == Some(*asked));
                Self::Several(musts.iter().copied().filter(|place| !changed(place)).collect())
            }
        }
    }
}

/// How many would be ready, reachable and to verify.
pub(super) type Counts = [u64; 3];

/// A block that was judged, for those whose courses have to fit together anew.
pub(super) struct Judged<'a> {
    pub(super) prepared: &'a Prepared,
    pub(super) people: &'a Columns,
    pub(super) levels: Levels<'a>,
    /// The row of the block's first person.
    pub(super) first: usize,
    /// What all musts but languages leave.
    pub(super) rest: Shortfalls,
}

impl Judged<'_> {
    /// Counts a person under a relaxation of one language must, all of their courses fitted anew.
    #[inline(always)]
    pub(super) fn count(&self, relaxation: usize, offset: usize, fits: &mut Fits, counts: &mut Counts) {
        let fitted = fits.fitted(self.prepared, self.people, &self.levels, self.first + offset, Some(relaxation));
        if let Some(standing) = self.rest.with(offset, fitted.iter().copied()) {
            counts[standing] += 1;
        }
    }
}

/// As many as a vacancy has language musts: one to four.
type Few<T> = SmallVec<[T; 4]>;

/// The columns of a vacancy's language musts, found once a block: all that decides what courses make of them.
pub(super) struct Levels<'a> {
    columns: SmallVec<[Option<&'a [u8]>; 8]>,
    complete: &'a [u8],
}

/// How many levels are remembered people by; musts with more are fitted anew each time.
const REMEMBERED: usize = 15;

impl<'a> Levels<'a> {
    pub(super) fn of(prepared: &Prepared, people: &'a Columns) -> Self {
        let languages = prepared.languages.iter().map(|place| prepared.language(*place));
        let mut decisive: SmallVec<[_; 8]> = SmallVec::new();
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
        (self.columns.len() < REMEMBERED)
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
