//! One block of people through checks, sums, costs and lists.

use std::ops::Range;

use smallvec::SmallVec;
use vocabulary::{Outcome, Standing};

use super::costs::{self, Fits, Judged, Relaxed, moved};
use super::lists::Lists;
use super::standings::{REACHABLE, Row, STATES, Standings, State, standing};
use super::{BLOCK, Extent, RANKED, Scan};
use crate::people::Segment;
use crate::prepared::Prepared;

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

const MET: Row<Outcome> = [Outcome::Met; BLOCK];

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
            check.judge(&people.columns, rows.clone(), &mut outcomes[..len]);
        }
        self.fit_courses(people, rows.clone());
        self.standings.open(len);
        self.people += len as u64;
        for row in people.gone(rows.clone()) {
            self.standings.shut[row - rows.start] = 1;
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
            let outcome = |place: &usize| self.outcomes[*place][offset];
            let outcomes: SmallVec<[Outcome; 4]> = languages.iter().map(outcome).collect();
            if outcomes.iter().filter(|outcome| **outcome == Outcome::ByPlan).count() < 2 {
                continue;
            }
            let fitted = self.fits.fitted(self.prepared, &people.columns, rows.start + offset, &outcomes, None);
            if fitted != outcomes {
                self.crowded.push(offset);
                for (place, outcome) in languages.iter().zip(fitted) {
                    self.outcomes[*place][offset] = outcome;
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
                    check.judge(&people.columns, rows.clone(), &mut outcomes[..rows.len()]);
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
                let outcomes = &mut self.instead[*index][..rows.len()];
                check.judge(&people.columns, rows.clone(), outcomes);
            }
        }
    }

    /// Visits everybody who is not excluded: counts them, and considers them for a list.
    fn visit(&mut self, people: &Segment, first: usize) {
        let Self { prepared, extent, relaxed, instead, lists, states, changes, near_misses, fits, crowded, .. } =
            self;
        let judged =
            Judged { prepared, people: &people.columns, first, outcomes: &self.outcomes, standings: &self.standings };
        let is_crowded = |offset: usize| !crowded.is_empty() && crowded.binary_search(&offset).is_ok();
        let mut relax = |place: usize, offset: usize, state: State| {
            for index in &relaxed.replaced[place] {
                let new = instead[*index][offset];
                if new != judged.outcome(place, offset) {
                    let now = judged.with(place, offset, new, *index, fits);
                    moved(&mut changes[*index], standing(state), now);
                }
            }
        };
        judged.standings.visit(|offset, state, hinge, unknown| {
            let place = usize::from(hinge).wrapping_sub(1);
            let stands = standing(state);
            let list = if stands == Standing::NearMiss { RANKED + place } else { stands as usize };
            lists.consider(offset, list, unknown);
            // Whoever's courses don't fit together may move by any language must: they are asked one by one below.
            if hinge > 0 && is_crowded(offset) && prepared.languages.contains(&place) {
                states[0][usize::from(state)] += 1;
                near_misses[place] += u64::from(stands == Standing::NearMiss);
                return;
            }
            states[usize::from(hinge)][usize::from(state)] += 1;
            if !extent.musts {
                return;
            }
            if hinge > 0 {
                relax(place, offset, state);
            } else if state == REACHABLE && !is_crowded(offset) {
                // An easier must may turn one of several plans into a question, which is worse.
                for place in &relaxed.with_replacements {
                    if judged.outcome(*place, offset) == Outcome::ByPlan {
                        relax(*place, offset, state);
                    }
                }
            }
        });
        if extent.musts {
            for offset in crowded.iter().copied() {
                if judged.standings.shut[offset] == 0 {
                    let before = standing(judged.standings.state[offset]);
                    for index in &relaxed.of_languages {
                        moved(&mut changes[*index], before, judged.under(*index, offset, fits));
                    }
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
