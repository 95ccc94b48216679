//! What relaxed musts change: how many more would be ready, reachable, to verify.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use vocabulary::{Outcome, Standing};

use super::standings::{
    ONE_MISSING, ONE_MISSING_BESIDE_PLANS, ONE_MISSING_BESIDE_UNKNOWNS, ONE_UNKNOWN, ONE_UNKNOWN_BESIDE_PLANS,
    REACHABLE_BY_ONE, STATES, State,
};
use crate::musts::Relaxation;
use crate::prepared::Prepared;

/// How the relaxations of a vacancy are counted.
pub(super) struct Relaxed {
    /// By check: the relaxations that leave it out and change nothing else.
    pub(super) left_out: Vec<Option<usize>>,
    /// By check: the relaxations that put another check in its place and change nothing else.
    pub(super) replaced: Vec<SmallVec<[usize; 2]>>,
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

/// Where the sums of somebody leave them when one outcome becomes another.
pub(super) fn changed(sums: [u8; 3], old: Outcome, new: Outcome) -> Standing {
    let kinds = [Outcome::NotMet, Outcome::Unknown, Outcome::ByPlan];
    let [failed, unknown, by_plan] = std::array::from_fn(|kind| {
        usize::from(sums[kind] + u8::from(new == kinds[kind]) - u8::from(old == kinds[kind]))
    });
    Standing::of(failed, unknown, by_plan)
}

/// Which of several language musts courses can serve together, remembered by what decides it: many people have the
/// same levels.
#[derive(Default)]
pub(super) struct Fits {
    known: FxHashMap<Levels, SmallVec<[Outcome; 4]>>,
}

/// What decides which courses fit: the musts, by relaxation (0: none), their outcomes one by one, and levels.
pub(super) type Levels = (usize, SmallVec<[u8; 24]>);

impl Fits {
    /// The outcomes that stay when courses have to fit together, by language must.
    pub(super) fn outcomes(
        &mut self,
        levels: Levels,
        fit: impl FnOnce() -> SmallVec<[Outcome; 4]>,
    ) -> SmallVec<[Outcome; 4]> {
        self.known.entry(levels).or_insert_with(fit).clone()
    }
}

/// The language check that stands at a place under a relaxation; nothing where it is left out.
pub(super) fn language_under<'a>(
    prepared: &'a Prepared,
    relaxation: Option<&'a Relaxation>,
    place: usize,
) -> Option<&'a crate::rules::LanguageCheck> {
    match relaxation.and_then(Relaxation::single) {
        Some((changed, instead)) if changed == place => instead.and_then(|check| check.as_language()),
        _ => Some(prepared.language(place)),
    }
}
