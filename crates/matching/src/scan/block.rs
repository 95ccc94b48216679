//! One block of people through checks, sums, costs and lists.

use std::ops::Range;

use smallvec::SmallVec;
use vocabulary::{Outcome, Standing};

use super::costs::{self, Fits, Relaxed, language_under, moved};
use super::lists::Lists;
use super::standings::{REACHABLE, Row, STATES, Standings, State, standing};
use super::{BLOCK, Extent, RANKED, Scan};
use crate::people::Segment;
use crate::prepared::Prepared;
use crate::rules::STRIP;

/// Scans block after block, and keeps what a block needs so that none has to ask for memory.
pub(super) struct Scanner<'a> {
    prepared: &'a Prepared,
    extent: Extent,
    /// The places of the checks that count: all but those that shut out.
    musts: Vec<usize>,
    relaxed: Relaxed,
    /// By check: this block's outcomes.
    outcomes: Vec<Row<Outcome>>,
    /// By relaxation that puts one check in the place of another: the outcomes of that.
    instead: Vec<Row<Outcome>>,
    /// Room for the outcomes of a relaxation that changes several checks.
    room: Vec<Row<Outcome>>,
    standings: Box<Standings>,
    lists: Lists<'a>,
    fits: Fits,
    /// Rows of this block whose courses don't fit together: what musts cost them is judged one by one.
    crowded: Vec<usize>,
    /// By hinge and state: how many people.
    states: Vec<[u64; STATES]>,
    /// Near misses of language musts whose courses don't fit together, by check: they stand under no hinge.
    near_misses: Vec<u64>,
    changes: Vec<costs::Change>,
    /// By relaxation of several checks: how many are ready, reachable, to verify under it.
    wholly: Vec<[u64; 3]>,
    people: u64,
}

const MET: Row<Outcome> = [[Outcome::Met; STRIP]; BLOCK / STRIP];

impl<'a> Scanner<'a> {
    pub(super) fn new(prepared: &'a Prepared, extent: Extent) -> Self {
        let checks = prepared.checks.len();
        let relaxations = prepared.relaxations.len();
        let relaxed = Relaxed::new(prepared);
        let most_changes = prepared.relaxations.iter().map(|relaxation| relaxation.changes.len()).max();
        Self {
            prepared,
            extent,
            musts: (0..checks).filter(|place| !prepared.gates.contains(place)).collect(),
            outcomes: vec![MET; checks],
            instead: vec![MET; relaxations],
            room: vec![MET; most_changes.unwrap_or(0)],
            standings: Standings::new(),
            lists: Lists::new(prepared, extent),
            fits: Fits::default(),
            crowded: Vec::new(),
            states: vec![[0; STATES]; checks + 1],
            near_misses: vec![0; checks],
            changes: vec![[0; 3]; relaxations],
            wholly: vec![[0; 3]; relaxations],
            people: 0,
            relaxed,
        }
    }

    pub(super) fn scan(&mut self, people: &Segment, segment: u32, rows: Range<usize>) {
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
            check.judge(&people.columns, rows.clone(), &mut outcomes.as_flattened_mut()[..len]);
        }
        self.fit_courses(people, rows.clone());
        self.standings.open(len);
        self.people += len as u64;
        for row in people.gone(rows.clone()) {
            self.standings.shut_out(row - rows.start);
            self.people -= 1;
        }
        for gate in &self.prepared.gates {
            self.standings.shut_out_unless_met(&self.outcomes[*gate]);
        }
        self.standings.sum(&self.outcomes, &self.musts);
        if self.extent.musts {
            self.relax_wholly(people, rows.clone());
            self.relax_replaced(people, rows.clone());
        }
        self.visit(people, rows.start);
        self.lists.score(people, segment, rows.start);
    }

    /// Where two or more language musts are met by plan, checks that their courses fit together.
    fn fit_courses(&mut self, people: &Segment, rows: Range<usize>) {
        self.crowded.clear();
        let languages = &self.prepared.languages;
        if languages.len() < 2 || self.prepared.prospects.deadline.is_none() {
            return;
        }
        for offset in 0..rows.len() {
            let outcome = |place: &usize| self.outcomes[*place].as_flattened()[offset];
            let outcomes: SmallVec<[Outcome; 4]> = languages.iter().map(outcome).collect();
            if outcomes.iter().filter(|outcome| **outcome == Outcome::ByPlan).count() < 2 {
                continue;
            }
            let fitted = self.prepared.fitted(&people.columns, rows.start + offset, &outcomes, None, &mut self.fits);
            if fitted != outcomes {
                self.crowded.push(offset);
                for (place, outcome) in languages.iter().zip(fitted) {
                    self.outcomes[*place].as_flattened_mut()[offset] = outcome;
                }
            }
        }
    }

    /// Judges a relaxation that changes several checks: everybody is counted anew.
    fn relax_wholly(&mut self, people: &Segment, rows: Range<usize>) {
        for index in &self.relaxed.wholly {
            let relaxation = &self.prepared.relaxations[*index];
            for ((_, instead), outcomes) in relaxation.changes.iter().zip(&mut self.room) {
                if let Some(check) = instead {
                    check.judge(&people.columns, rows.clone(), &mut outcomes.as_flattened_mut()[..rows.len()]);
                }
            }
            let changes = relaxation.changes.iter().zip(&self.room);
            let changes =
                changes.map(|((place, instead), new)| (&self.outcomes[*place], instead.as_ref().map(|_| new)));
            for (count, more) in self.wholly[*index].iter_mut().zip(self.standings.recount(changes)) {
                *count += u64::from(more);
            }
        }
    }

    /// Judges the checks that stand in the place of one.
    fn relax_replaced(&mut self, people: &Segment, rows: Range<usize>) {
        for index in self.relaxed.replaced.iter().flatten() {
            if let Some((_, Some(check))) = self.prepared.relaxations[*index].single() {
                let outcomes = &mut self.instead[*index].as_flattened_mut()[..rows.len()];
                check.judge(&people.columns, rows.clone(), outcomes);
            }
        }
    }

    /// Visits everybody who is not excluded: counts them, and considers them for a list.
    fn visit(&mut self, people: &Segment, first: usize) {
        let Self { prepared, extent, relaxed, outcomes, instead, standings, lists, .. } = self;
        let (states, changes, near_misses) = (&mut self.states, &mut self.changes, &mut self.near_misses);
        let (fits, crowded) = (&mut self.fits, &self.crowded);
        let replaced = |place: usize| extent.musts && !relaxed.replaced[place].is_empty();
        let mut relax = |place: usize, offset: usize, state: State, fits: &mut Fits| {
            for index in &relaxed.replaced[place] {
                let old = outcomes[place].as_flattened()[offset];
                let new = instead[*index].as_flattened()[offset];
                if new == old {
                    continue;
                }
                let beside = || {
                    let others = prepared.languages.iter().filter(|other| **other != place);
                    others.map(|other| outcomes[*other].as_flattened()[offset]).any(|other| other == Outcome::ByPlan)
                };
                // A course that comes in beside others has to fit with them.
                let now = if new == Outcome::ByPlan && prepared.languages.contains(&place) && beside() {
                    let sums = standings.of(offset);
                    prepared.refitted(&people.columns, first + offset, *index, outcomes, offset, sums, fits)
                } else {
                    costs::changed(standings.of(offset), old, new)
                };
                moved(&mut changes[*index], standing(state), now);
            }
        };
        let is_crowded = |offset: usize| !crowded.is_empty() && crowded.binary_search(&offset).is_ok();
        standings.visit(|offset, state, hinge, unknown| {
            let place = usize::from(hinge).wrapping_sub(1);
            let stands = standing(state);
            let list = if stands == Standing::NearMiss { RANKED + place } else { stands as usize };
            lists.consider(offset, list, unknown);
            // Whoever's courses don't fit together may move by any language must: they are asked one by one below.
            if hinge > 0 && prepared.languages.contains(&place) && is_crowded(offset) {
                states[0][usize::from(state)] += 1;
                near_misses[place] += u64::from(stands == Standing::NearMiss);
                return;
            }
            states[usize::from(hinge)][usize::from(state)] += 1;
            if hinge > 0 && replaced(place) {
                relax(place, offset, state, fits);
            } else if state == REACHABLE && extent.musts && !is_crowded(offset) {
                // An easier must may turn a plan into a question: then they are reachable no longer.
                for place in 0..prepared.checks.len() {
                    if replaced(place) {
                        let unknown = |index: &usize| instead[*index].as_flattened()[offset] == Outcome::Unknown;
                        if relaxed.replaced[place].iter().any(unknown) {
                            relax(place, offset, state, fits);
                        }
                    }
                }
            }
        });
        if extent.musts {
            for offset in crowded.iter().copied().filter(|offset| standings.shut.as_flattened()[*offset] == 0) {
                let before = standing(standings.state.as_flattened()[offset]);
                for index in &relaxed.of_languages {
                    let sums = standings.of(offset);
                    let now =
                        prepared.refitted(&people.columns, first + offset, *index, outcomes, offset, sums, fits);
                    moved(&mut changes[*index], before, now);
                }
            }
        }
    }

    pub(super) fn finish(self) -> Scan {
        let mut counts = [0; 5];
        for states in &self.states {
            for (state, count) in states.iter().enumerate() {
                counts[standing(state as State) as usize] += count;
            }
        }
        counts[Standing::Excluded as usize] = self.people - counts[..4].iter().sum::<u64>();
        let near = |state: &usize| standing(*state as State) == Standing::NearMiss;
        let near = |states: &[u64; STATES]| (0..STATES).filter(near).map(|state| states[state]).sum::<u64>();
        let near_misses = self.states[1..].iter().map(near).zip(self.near_misses).map(|(near, more)| near + more);
        let mut changes = self.changes;
        for (place, index) in self.relaxed.left_out.iter().enumerate() {
            if let Some(index) = index {
                for (count, more) in changes[*index].iter_mut().zip(costs::left_out(&self.states[place + 1])) {
                    *count += more;
                }
            }
        }
        for index in &self.relaxed.wholly {
            for (change, (now, before)) in changes[*index].iter_mut().zip(self.wholly[*index].iter().zip(&counts)) {
                *change = *now as i64 - *before as i64;
            }
        }
        Scan { counts, near_misses: near_misses.collect(), relaxed: changes, listed: self.lists.finish() }
    }
}

impl Prepared {
    /// The outcomes of the language musts when their courses have to fit together, under a relaxation or none.
    fn fitted(
        &self,
        people: &crate::columns::Columns,
        row: usize,
        outcomes: &[Outcome],
        relaxation: Option<usize>,
        fits: &mut Fits,
    ) -> SmallVec<[Outcome; 4]> {
        let under = relaxation.map(|index| &self.relaxations[index]);
        let musts: SmallVec<[_; 4]> =
            self.languages.iter().map(|place| language_under(self, under, *place)).collect();
        let mut levels: SmallVec<[u8; 24]> = outcomes.iter().map(|outcome| *outcome as u8).collect();
        for must in musts.iter().flatten() {
            must.levels(people, row, &mut levels);
        }
        fits.outcomes((relaxation.map_or(0, |index| index + 1), levels), || {
            let mut fitted = SmallVec::from_slice(outcomes);
            self.fit_languages(people, row, &mut fitted, |place| musts[place]);
            fitted
        })
    }

    /// The standing of somebody under a relaxation of one language must, all of their courses fitted anew.
    #[expect(clippy::too_many_arguments)]
    fn refitted(
        &self,
        people: &crate::columns::Columns,
        row: usize,
        relaxation: usize,
        block: &[Row<Outcome>],
        offset: usize,
        sums: [u8; 3],
        fits: &mut Fits,
    ) -> Standing {
        let under = Some(&self.relaxations[relaxation]);
        let alone = |place: &usize| match language_under(self, under, *place) {
            Some(must) => must.outcome_of(people, row),
            None => Outcome::Met,
        };
        let outcomes: SmallVec<[Outcome; 4]> = self.languages.iter().map(alone).collect();
        let fitted = self.fitted(people, row, &outcomes, Some(relaxation), fits);
        let mut sums = sums.map(usize::from);
        let kinds = [Outcome::NotMet, Outcome::Unknown, Outcome::ByPlan];
        for (place, new) in self.languages.iter().zip(fitted) {
            let old = block[*place].as_flattened()[offset];
            for (sum, kind) in sums.iter_mut().zip(kinds) {
                *sum = *sum + usize::from(new == kind) - usize::from(old == kind);
            }
        }
        Standing::of(sums[0], sums[1], sums[2])
    }
}
