//! One block of people through all checks, and what comes of it.

use std::ops::Range;

use vocabulary::{Outcome, Standing};

use super::costs::{Change, Fits, Judged, Levels};
use super::lists::{Considered, Lists};
use super::standings::{Counts, Shortfalls, Standings};
use super::{Extent, RANKED, Scan};
use crate::musts::TITLE_RULES;
use crate::people::Segment;
use crate::prepared::Prepared;
use crate::sets::{Bits, NOBODY, count, for_each, mark, those};
use crate::vectors::{BLOCK, widest};
use crate::verdicts::Verdicts;

/// Scans block after block, and keeps room for what is said of one.
pub(super) struct Scanner<'a> {
    prepared: &'a Prepared,
    /// The places of the checks that count: all but those that shut out.
    musts: Vec<usize>,
    /// Those of them that look at the title, and change together where it is made easier.
    of_titles: Vec<usize>,
    /// Those of them that are neither these nor languages.
    steady: Vec<usize>,
    /// By relaxation, where what musts cost is asked: what it changes.
    changes: Vec<Change>,
    /// By check: what it says of this block.
    verdicts: Vec<Verdicts>,
    standings: Standings,
    /// What all musts leave of this block but those that look at the title.
    but_titles: Shortfalls,
    /// What all musts but languages leave of it.
    but_languages: Shortfalls,
    lists: Lists<'a>,
    /// What decides about courses in this segment.
    levels: Levels<'a>,
    fits: Fits,
    /// Who of this block has language musts that hang together, since their courses don't fit or may turn musts into
    /// questions: what language musts cost them is asked one by one.
    crowded: Bits,
    people: u64,
    counts: [u64; 4],
    near_misses: Vec<u64>,
    /// By relaxation: how many are ready, reachable, to verify under it.
    relaxed: Vec<Counts>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(prepared: &'a Prepared, extent: Extent) -> Self {
        let checks = prepared.checks.len();
        let musts: Vec<usize> = (0..checks).filter(|place| !prepared.gates.contains(place)).collect();
        let asked = if extent.musts { prepared.relaxations.as_slice() } else { &[] };
        let changes: Vec<Change> = asked.iter().map(|relaxation| Change::of(relaxation, prepared)).collect();
        let but_languages = musts.iter().copied().filter(|place| !prepared.languages.contains(place));
        let looks_at_title = |place: &usize| TITLE_RULES.contains(&prepared.checks[*place].code().as_ref());
        let (of_titles, steady) = but_languages.partition(looks_at_title);
        Self {
            prepared,
            of_titles,
            steady,
            verdicts: vec![Verdicts::all(Outcome::Met); checks],
            standings: Standings::NONE,
            but_titles: Shortfalls::NONE,
            but_languages: Shortfalls::NONE,
            lists: Lists::new(prepared, extent),
            levels: Levels::default(),
            fits: Fits::default(),
            crowded: NOBODY,
            people: 0,
            counts: [0; 4],
            near_misses: vec![0; checks],
            relaxed: vec![[0; 3]; changes.len()],
            changes,
            musts,
        }
    }

    pub(super) fn scan(&mut self, people: &'a Segment, segment: u32, rows: Range<usize>) {
        self.lists.over(people, segment);
        self.levels = Levels::of(self.prepared, &people.columns);
        let mut from = rows.start;
        while from < rows.end {
            let to = (from + BLOCK).min(rows.end);
            widest(
                #[inline(always)]
                || self.block(people, from..to),
            );
            from = to;
        }
    }

    #[inline(always)]
    fn block(&mut self, people: &Segment, rows: Range<usize>) {
        for (check, verdicts) in self.prepared.checks.iter().zip(&mut self.verdicts) {
            check.judge(&people.columns, rows.clone(), verdicts);
        }
        self.standings.begin(rows.len(), people.gone(rows.clone()).map(|row| row - rows.start));
        self.people += count(&self.standings.open);
        for gate in &self.prepared.gates {
            self.standings.shut_out_unless_met(&self.verdicts[*gate]);
        }
        self.standings.add(&self.verdicts, &self.steady);
        self.fit_courses(people, rows.start);
        self.but_titles.clone_from(&self.standings.some);
        for place in &self.prepared.languages {
            self.but_titles.add(&self.verdicts[*place]);
        }
        self.standings.add(&self.verdicts, &self.of_titles);
        self.but_languages.clone_from(&self.standings.some);
        self.standings.add(&self.verdicts, &self.prepared.languages);
        self.tally(rows.start);
        self.relax(people, rows);
    }

    /// Checks that courses fit together for everybody with two or more language musts met by plan; where a course may
    /// turn a must into a question, for everybody with two or more that aren't met as they stand.
    #[inline(always)]
    fn fit_courses(&mut self, people: &Segment, first: usize) {
        self.crowded = NOBODY;
        let languages = &self.prepared.languages;
        if !self.prepared.courses_hang_together() {
            return;
        }
        let questions = self.prepared.questions_by_plan;
        let mut some = NOBODY;
        let mut several = NOBODY;
        for place in languages {
            let verdicts = &self.verdicts[*place];
            let these = if questions { verdicts.but_met() } else { verdicts.of(Outcome::ByPlan) };
            several = those!(several, some, these => several | some & these);
            some = those!(some, these => some | these);
        }
        // Whoever fails two of the steady musts stays unranked whatever courses say and whichever must is made easier.
        let Standings { open, several: Shortfalls { failed, .. }, .. } = &self.standings;
        let several = those!(several, open, failed => several & open & !failed);
        for_each(
            &several,
            #[inline(always)]
            |offset| {
                let fitted = self.fits.fitted(self.prepared, &people.columns, &self.levels, first + offset, None);
                let mut crowded = questions;
                for (place, outcome) in languages.iter().zip(fitted) {
                    let verdicts = &mut self.verdicts[*place];
                    if verdicts.at(offset) != *outcome {
                        verdicts.set(offset, *outcome);
                        crowded = true;
                    }
                }
                if crowded {
                    mark(&mut self.crowded, offset);
                }
            },
        );
    }

    /// Counts who stands where, and considers for a list everybody on whom there is still room.
    #[inline(always)]
    fn tally(&mut self, first: usize) {
        let Self { standings, lists, verdicts, counts, near_misses, musts, .. } = self;
        let block = Considered::new(first, standings, verdicts, musts);
        let (ranked, near) = (standings.ranked(), standings.near());
        for (total, people) in counts.iter_mut().zip(ranked.iter().chain([&near])) {
            *total += count(people);
        }
        for (list, people) in ranked.iter().enumerate() {
            lists.consider(list, people, &block);
        }
        for place in &*musts {
            let Verdicts { low, high } = &verdicts[*place];
            let failed_here = those!(near, low, high => near & low & high);
            near_misses[*place] += count(&failed_here);
            lists.consider(RANKED + place, &failed_here, &block);
        }
    }

    /// Counts the block under each relaxation.
    #[inline(always)]
    fn relax(&mut self, people: &Segment, rows: Range<usize>) {
        let Self {
            prepared,
            verdicts,
            standings,
            but_titles,
            but_languages,
            crowded,
            levels,
            fits,
            relaxed,
            changes,
            ..
        } = self;
        let people = &people.columns;
        let judged =
            Judged { prepared, people, rows, verdicts, standings, but_titles, but_languages, crowded, levels };
        let mut instead = Verdicts::all(Outcome::Met);
        for ((relaxation, change), counts) in changes.iter().enumerate().zip(relaxed) {
            judged.count(relaxation, change, &mut instead, fits, counts);
        }
    }

    /// What was found; `people` are all segments.
    pub(super) fn finish(self, people: &[&Segment]) -> Scan {
        let mut counts = [0; 5];
        counts[..4].copy_from_slice(&self.counts);
        counts[Standing::Excluded as usize] = self.people - self.counts.iter().sum::<u64>();
        let more = |now: &Counts| std::array::from_fn(|standing| now[standing] as i64 - counts[standing] as i64);
        Scan {
            counts,
            near_misses: self.near_misses,
            relaxed: self.relaxed.iter().map(more).collect(),
            listed: self.lists.finish(people),
        }
    }
}
