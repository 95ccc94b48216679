//! One block of people through checks, sums, costs and lists.

use std::ops::Range;

use vocabulary::{Outcome, Standing};

use super::costs::{self, Fits, Judged, Levels, Relaxed, moved};
use super::lists::Lists;
use super::standings::{Row, STATES, Standings, State, Tally, standing};
use super::{Extent, RANKED, Scan};
use crate::people::Segment;
use crate::prepared::Prepared;
use crate::vectors::BLOCK;

/// Scans block after block, and keeps what a block needs so that none has to ask for memory.
pub(super) struct Scanner<'a> {
    prepared: &'a Prepared,
    extent: Extent,
    /// The places of the checks that count: all but those that shut out.
    musts: Vec<usize>,
    /// Those of them that are summed first: neither courses nor a relaxation of several checks touch them.
    alone: Vec<usize>,
    /// Those of them that are summed then.
    together: Vec<usize>,
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
    /// Rows of this block whose language musts hang together, since their courses don't fit or may turn musts into
    /// questions: what musts cost them is judged one by one.
    crowded: Vec<usize>,
    tally: Tally,
    /// Near misses among those whose language musts hang together, by check: they stand under no hinge.
    near_misses: Vec<u64>,
    changes: Vec<costs::Change>,
    /// By relaxation of several checks: how many are ready, reachable, to verify under it.
    wholly: Vec<[u64; 3]>,
    people: u64,
}

static MET: Row<Outcome> = [Outcome::Met; BLOCK];

impl<'a> Scanner<'a> {
    pub(super) fn new(prepared: &'a Prepared, extent: Extent) -> Self {
        let checks = prepared.checks.len();
        let relaxations = prepared.relaxations.len();
        let relaxed = Relaxed::new(prepared);
        let musts: Vec<usize> = (0..checks).filter(|place| !prepared.gates.contains(place)).collect();
        let wholly = relaxed.wholly.iter().flat_map(|index| &prepared.relaxations[*index].changes);
        let changed: Vec<usize> = wholly.filter_map(|(place, _)| *place).collect();
        let touched = |place: &usize| prepared.languages.contains(place) || changed.contains(place);
        let (together, alone) = musts.iter().copied().partition(touched);
        let most_changes = prepared.relaxations.iter().map(|relaxation| relaxation.changes.len()).max();
        Self {
            prepared,
            extent,
            musts,
            alone,
            together,
            outcomes: vec![MET; checks],
            instead: vec![MET; relaxations],
            room: vec![MET; most_changes.unwrap_or(0)],
            standings: Standings::new(),
            lists: Lists::new(prepared, extent),
            fits: Fits::default(),
            crowded: Vec::new(),
            tally: Tally::new(),
            near_misses: vec![0; checks],
            changes: vec![[0; 3]; relaxations],
            wholly: vec![[0; 3]; relaxations],
            people: 0,
            relaxed,
        }
    }

    pub(super) fn scan(&mut self, people: &'a Segment, segment: u32, rows: Range<usize>) {
        self.lists.over(people);
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
        self.standings.open(len);
        self.people += len as u64;
        for row in people.gone(rows.clone()) {
            self.standings.shut[row - rows.start] = 1;
            self.people -= 1;
        }
        for gate in &self.prepared.gates {
            self.standings.shut_out_unless_met(&self.outcomes[*gate]);
        }
        self.standings.sum(&self.outcomes, &self.alone);
        self.fit_courses(people, rows.clone());
        self.standings.sum(&self.outcomes, &self.together);
        self.standings.conclude(&self.outcomes, &self.musts, self.lists.rooms().1);
        self.consider();
        self.lists.score(segment, rows.start);
        self.unhinge_crowded();
        self.tally.count(&self.standings);
        if self.extent.musts {
            self.relax_wholly(people, rows.clone());
            self.relax_replaced(people, rows.clone());
            self.relax(people, rows.start);
        }
    }

    /// Where two or more language musts are met by plan, checks that their courses fit together; and where a course
    /// may turn a must into a question, asks everybody who has two that are not met as they stand.
    fn fit_courses(&mut self, people: &Segment, rows: Range<usize>) {
        self.crowded.clear();
        let languages = &self.prepared.languages;
        if languages.len() < 2 || self.prepared.prospects.deadline.is_none() {
            return;
        }
        let rows_of = languages.iter().map(|place| &self.outcomes[*place]);
        let questions = self.prepared.questions_by_plan;
        let standings = &self.standings;
        let several = if questions { standings.several_unmet(rows_of) } else { standings.several_plans(rows_of) };
        let levels = Levels::of(self.prepared, &people.columns);
        for offset in several.places() {
            let fitted = self.fits.fitted(self.prepared, &people.columns, &levels, rows.start + offset, None);
            let mut crowded = questions;
            for (place, outcome) in languages.iter().zip(fitted) {
                crowded |= self.outcomes[*place][offset] != outcome;
                self.outcomes[*place][offset] = outcome;
            }
            if crowded {
                self.crowded.push(offset);
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
            let changes = changes.map(|((place, instead), new)| {
                (place.map_or(&MET, |place| &self.outcomes[place]), instead.as_ref().map(|_| new))
            });
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

    /// Considers everybody for a list on whom there is still room.
    fn consider(&mut self) {
        let (ranked, _) = self.lists.rooms();
        let standings = &self.standings;
        for offset in standings.listable(ranked).places() {
            let ranked = standing(standings.state[offset]);
            // A near miss is on the list of the check that it hinges on, whose places count from 1.
            let list = match ranked {
                Standing::NearMiss => RANKED + usize::from(standings.hinge[offset]) - 1,
                ranked => ranked as usize,
            };
            self.lists.consider(offset, list, standings.unknown[offset]);
        }
    }

    /// Counts near misses among those whose language musts hang together apart: such people may move by any language
    /// must, so that their state hangs on none alone.
    fn unhinge_crowded(&mut self) {
        for offset in self.crowded.iter().copied() {
            let hinge = &mut self.standings.hinge[offset];
            let Some(place) = usize::from(*hinge).checked_sub(1) else { continue };
            if self.prepared.languages.contains(&place) {
                *hinge = 0;
                let near = standing(self.standings.state[offset]) == Standing::NearMiss;
                self.near_misses[place] += u64::from(near);
            }
        }
    }

    /// Asks one by one whom an easier check leaves elsewhere: those who hang on it, those with several plans of whom
    /// it makes one a question, and those whose language musts hang together.
    fn relax(&mut self, people: &Segment, first: usize) {
        let Self { prepared, relaxed, instead, changes, fits, crowded, standings, outcomes, .. } = self;
        if relaxed.with_replacements.is_empty() && crowded.is_empty() {
            return;
        }
        let levels = Levels::of(prepared, &people.columns);
        let judged = Judged { prepared, people: &people.columns, levels, first, outcomes, standings };
        let mut ask = |place: usize, offset: usize| {
            for index in &relaxed.replaced[place] {
                let new = instead[*index][offset];
                if new != judged.outcome(place, offset) {
                    let now = judged.with(place, offset, new, *index, fits);
                    moved(&mut changes[*index], standing(standings.state[offset]), now);
                }
            }
        };
        let with_plans = standings.with_plans();
        for place in relaxed.with_replacements.iter().copied() {
            standings.hanging_on(place).places().for_each(|offset| ask(place, offset));
            let language = prepared.languages.contains(&place);
            for offset in with_plans.places() {
                let apart = language && crowded.binary_search(&offset).is_ok();
                if !apart && judged.outcome(place, offset) == Outcome::ByPlan {
                    ask(place, offset);
                }
            }
        }
        for offset in crowded.iter().copied() {
            for index in &relaxed.of_languages {
                let now = judged.under(*index, offset, fits);
                moved(&mut changes[*index], standing(standings.state[offset]), now);
            }
        }
    }

    /// What was found; `people` are all segments.
    pub(super) fn finish(self, people: &[&Segment]) -> Scan {
        let near = |state: usize| standing(state as State) == Standing::NearMiss;
        let mut counts = [0; 5];
        let mut near_misses = self.near_misses;
        let mut changes = self.changes;
        for hinge in 0..=self.prepared.checks.len() {
            let states = self.tally.of(hinge);
            for (state, count) in states.iter().enumerate() {
                counts[standing(state as State) as usize] += count;
            }
            let Some(place) = hinge.checked_sub(1) else { continue };
            near_misses[place] += (0..STATES).filter(|state| near(*state)).map(|state| states[state]).sum::<u64>();
            if let Some(index) = self.relaxed.left_out[place] {
                for (change, more) in changes[index].iter_mut().zip(costs::left_out(&states)) {
                    *change += more;
                }
            }
        }
        counts[Standing::Excluded as usize] = self.people - counts[..4].iter().sum::<u64>();
        for index in &self.relaxed.wholly {
            for (change, (now, before)) in changes[*index].iter_mut().zip(self.wholly[*index].iter().zip(&counts)) {
                *change = *now as i64 - *before as i64;
            }
        }
        Scan { counts, near_misses, relaxed: changes, listed: self.lists.finish(people) }
    }
}
