//! What relaxed musts change: how many more would be ready, reachable, to verify.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use vocabulary::{Outcome, Standing};

use super::standings::{
    ONE_MISSING, ONE_MISSING_BESIDE_PLANS, ONE_MISSING_BESIDE_UNKNOWNS, ONE_UNKNOWN, ONE_UNKNOWN_BESIDE_PLANS,
    REACHABLE_BY_ONE, Row, STATES, Standings, State,
};
use crate::columns::Columns;
use crate::prepared::Prepared;
use crate::rules::LanguageCheck;

/// How the relaxations of a vacancy are counted.
pub(super) struct Relaxed {
    /// By check: the relaxations that leave it out and change nothing else.
    pub(super) left_out: Vec<Option<usize>>,
    /// By check: the relaxations that put another check in its place and change nothing else.
    pub(super) replaced: Vec<SmallVec<[usize; 2]>>,
    /// The checks that have such relaxations.
    pub(super) with_replacements: Vec<usize>,
    /// The relaxations that change several checks.
    pub(super) wholly: Vec<usize>,
    /// The relaxations of language musts.
    pub(super) of_languages: Vec<usize>,
}

impl Relaxed {
    pub(super) fn new(prepared: &Prepared) -> Self {
        let checks = prepared.checks.len();
        let mut relaxed = Self {
            left_out: vec![None; checks],
            replaced: vec![SmallVec::new(); checks],
            with_replacements: Vec::new(),
            wholly: Vec::new(),
            of_languages: Vec::new(),
        };
        for (index, relaxation) in prepared.relaxations.iter().enumerate() {
            match relaxation.single() {
                Some((place, None)) => relaxed.left_out[place] = Some(index),
                Some((place, Some(_))) => relaxed.replaced[place].push(index),
                None => relaxed.wholly.push(index),
            }
            if relaxation.single().is_some_and(|(place, _)| prepared.languages.contains(&place)) {
                relaxed.of_languages.push(index);
            }
        }
        relaxed.with_replacements = (0..checks).filter(|place| !relaxed.replaced[*place].is_empty()).collect();
        relaxed
    }
}

/// How many more would be ready, reachable and to verify.
pub(super) type Change = [i64; 3];

/// Counts somebody who stood in one place and stands in another.
pub(super) fn moved(change: &mut Change, from: Standing, to: Standing) {
    if let Some(count) = change.get_mut(from as usize) {
        *count -= 1;
    }
    if let Some(count) = change.get_mut(to as usize) {
        *count += 1;
    }
}

/// What it changes to leave a check out, by how many people's states hang on it.
pub(super) fn left_out(states: &[u64; STATES]) -> Change {
    let count = |state: State| i64::try_from(states[usize::from(state)]).unwrap_or(i64::MAX);
    let (unknown, beside_plans) = (count(ONE_UNKNOWN), count(ONE_UNKNOWN_BESIDE_PLANS));
    let by_one = count(REACHABLE_BY_ONE);
    [
        count(ONE_MISSING) + unknown + by_one,
        count(ONE_MISSING_BESIDE_PLANS) + beside_plans - by_one,
        count(ONE_MISSING_BESIDE_UNKNOWNS) - unknown - beside_plans,
    ]
}

/// A block that was judged, for those whom a relaxation asks about one by one.
pub(super) struct Judged<'a> {
    pub(super) prepared: &'a Prepared,
    pub(super) people: &'a Columns,
    pub(super) levels: Levels<'a>,
    /// The row of the block's first person.
    pub(super) first: usize,
    pub(super) outcomes: &'a [Row<Outcome>],
    pub(super) standings: &'a Standings,
}

impl Judged<'_> {
    /// What a check says of a person of the block.
    pub(super) fn outcome(&self, place: usize, offset: usize) -> Outcome {
        self.outcomes[place][offset]
    }

    /// The standing of a person of whom a relaxation that changes one check says something new.
    pub(super) fn with(
        &self,
        place: usize,
        offset: usize,
        new: Outcome,
        relaxation: usize,
        fits: &mut Fits,
    ) -> Standing {
        let languages = &self.prepared.languages;
        let by_plan = |other: &usize| *other != place && self.outcome(*other, offset) == Outcome::ByPlan;
        // A course that comes in beside others has to fit with them.
        if new == Outcome::ByPlan && languages.contains(&place) && languages.iter().any(by_plan) {
            return self.under(relaxation, offset, fits);
        }
        self.changed(offset, [(self.outcome(place, offset), new)])
    }

    /// The standing of a person under a relaxation of one language must, all of their courses fitted anew.
    pub(super) fn under(&self, relaxation: usize, offset: usize, fits: &mut Fits) -> Standing {
        let languages = self.prepared.languages.iter();
        let fitted = fits.fitted(self.prepared, self.people, &self.levels, self.first + offset, Some(relaxation));
        self.changed(offset, languages.map(|place| self.outcome(*place, offset)).zip(fitted))
    }

    /// Where the sums of a person leave them when some outcomes become others.
    fn changed(&self, offset: usize, changes: impl IntoIterator<Item = (Outcome, Outcome)>) -> Standing {
        let mut sums = self.standings.of(offset).map(usize::from);
        for (old, new) in changes {
            for (sum, kind) in sums.iter_mut().zip([Outcome::NotMet, Outcome::Unknown, Outcome::ByPlan]) {
                *sum = *sum + usize::from(new == kind) - usize::from(old == kind);
            }
        }
        let [failed, unknown, by_plan] = sums;
        Standing::of(failed, unknown, by_plan)
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
        let columns = languages
            .flat_map(LanguageCheck::decisive)
            .map(|(language, aspect, evidence)| people.language(language, aspect, evidence));
        Self { columns: columns.collect(), complete: &people.languages_complete }
    }

    /// The levels of the person in a row, under a relaxation or none, as one number.
    fn number(&self, row: usize, relaxation: Option<u8>) -> Option<u128> {
        let byte = |column: &Option<&[u8]>| match column {
            Some(bytes) => bytes[row],
            None => crate::columns::unlisted(self.complete[row] == 1),
        };
        let first = relaxation.map_or(0, |index| u128::from(index) + 1);
        (self.columns.len() < REMEMBERED)
            .then(|| self.columns.iter().fold(first, |number, column| number << 8 | u128::from(byte(column))))
    }
}

/// Which of several language musts courses can serve together, remembered by all that decides it: many people have
/// the same levels.
#[derive(Default)]
pub(super) struct Fits {
    known: FxHashMap<u128, Few<Outcome>>,
}

impl Fits {
    /// The outcomes of a person's language musts, under a relaxation or none, when their courses have to fit
    /// together.
    pub(super) fn fitted(
        &mut self,
        prepared: &Prepared,
        people: &Columns,
        levels: &Levels<'_>,
        row: usize,
        relaxation: Option<usize>,
    ) -> Few<Outcome> {
        let fit = || {
            let musts: Few<Option<&LanguageCheck>> =
                prepared.languages.iter().map(|place| language_under(prepared, relaxation, *place)).collect();
            let alone =
                |must: &Option<&LanguageCheck>| must.map_or(Outcome::Met, |must| must.outcome_at(people, row));
            let mut fitted: Few<Outcome> = musts.iter().map(alone).collect();
            prepared.fit_languages(people, row, &mut fitted, &musts);
            fitted
        };
        let of_relaxation = relaxation.map(|index| u8::try_from(index).ok());
        match of_relaxation.map_or(levels.number(row, None), |index| levels.number(row, Some(index?))) {
            Some(number) => self.known.entry(number).or_insert_with(fit).clone(),
            None => fit(),
        }
    }
}

/// The language check that stands at a place under a relaxation or none; nothing where it is left out.
fn language_under(prepared: &Prepared, relaxation: Option<usize>, place: usize) -> Option<&LanguageCheck> {
    match relaxation.and_then(|index| prepared.relaxations[index].single()) {
        Some((changed, instead)) if changed == place => instead.and_then(|check| check.as_language()),
        _ => Some(prepared.language(place)),
    }
}
