//! How people are asked here: many at once, or each alone.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use matching::facts::{Facts, FreeText};
use matching::ranking::{NamedCandidate, RankedCandidate, judge};
use matching::scan::ScanOptions;
use matching::text::Query;
use matching::{PreparedVacancy, Ranking, Requirements, RuleConfig, Segment, SegmentBuilder, rank};
use vocabulary::Outcome;

use crate::invented::{ANALYSER, Invented, as_of};

/// Everybody of every standing, and what each must costs.
pub(crate) const EVERYBODY: ScanOptions =
    ScanOptions { top: usize::MAX, near: usize::MAX, threads: 1, requirement_impact: true };

/// A vacancy, the lists and figures it is judged by, and whether plans count.
pub(crate) struct Asking<'a> {
    pub(crate) config: &'a RuleConfig,
    pub(crate) prepared: PreparedVacancy,
}

/// People by their references, in the order in which they are asked.
pub(crate) type Crowd<'a> = Vec<(String, &'a Invented)>;

/// People with references of their own.
pub(crate) fn crowd(people: &[Invented]) -> Crowd<'_> {
    people.iter().enumerate().map(|(number, person)| (format!("c{number}"), person)).collect()
}

impl<'a> Asking<'a> {
    pub(crate) fn new(vacancy: &Requirements, config: &'a RuleConfig, with_plans: bool) -> Self {
        let query = Query::of(vacancy, &ANALYSER);
        Self { config, prepared: PreparedVacancy::new(vacancy.clone(), query, config, as_of(), with_plans) }
    }

    fn segment(&self, people: &[(String, &Invented)]) -> Segment {
        let numbers = self.prepared.query.terms.iter().enumerate();
        let terms = numbers.map(|(number, term)| (term.term.clone(), number as u32)).collect();
        let mut segment = SegmentBuilder::new(self.config, &ANALYSER, &terms);
        for (reference, (facts, text)) in people {
            segment.push(reference, facts, text.as_ref().map(|text| (text.text.as_str(), text.language)));
        }
        segment.finish()
    }

    /// Ranks everybody, in segments of these sizes; the last one takes whoever is left.
    pub(crate) fn everybody(&self, people: &Crowd<'_>, sizes: &[usize], extent: ScanOptions) -> Ranking {
        let mut left = people.as_slice();
        let mut pieces = Vec::new();
        for size in sizes {
            let (piece, rest) = left.split_at((*size).min(left.len()));
            pieces.push(piece);
            left = rest;
        }
        pieces.push(left);
        let segments: Vec<Segment> = pieces.iter().map(|piece| self.segment(piece)).collect();
        let segments: Vec<&Segment> = segments.iter().collect();
        self.rank(&segments, &pieces, extent)
    }

    fn rank(&self, segments: &[&Segment], people: &[&[(String, &Invented)]], options: ScanOptions) -> Ranking {
        let fetch = |segment: usize, row: usize| {
            let (reference, (facts, _)) = &people[segment][row];
            Ok::<_, Infallible>(named(reference, facts))
        };
        match rank(&self.prepared, segments, self.config, options, fetch) {
            Ok(outcome) => outcome.ranking,
            Err(never) => match never {},
        }
    }

    /// Ranks everybody but those in some rows, who have deleted since.
    pub(crate) fn everybody_but(
        &self,
        people: &Crowd<'_>,
        deleted: &BTreeSet<usize>,
        extent: ScanOptions,
    ) -> Ranking {
        let deleted = deleted.iter().copied().filter(|row| *row < people.len()).map(|row| row as u32).collect();
        let segment = self.segment(people).without(deleted);
        self.rank(&[&segment], &[people], extent)
    }

    /// Ranks everybody at once.
    pub(crate) fn all(&self, people: &Crowd<'_>) -> Ranking {
        self.everybody(people, &[], EVERYBODY)
    }

    /// Judges one person whom nobody stands beside.
    pub(crate) fn alone(&self, reference: &str, person: &Invented) -> RankedCandidate {
        let segment = self.segment(&[(reference.to_owned(), person)]);
        judge(&self.prepared, &segment, 0, named(reference, &person.0), self.config)
    }

    /// The outcomes of somebody, by rule.
    pub(crate) fn outcomes(&self, facts: &Facts) -> BTreeMap<String, Outcome> {
        let ranked = self.alone("c0", &(facts.clone(), None::<FreeText>));
        ranked.rules.into_iter().map(|reason| (reason.code, reason.outcome)).collect()
    }
}

fn named(reference: &str, facts: &Facts) -> NamedCandidate {
    NamedCandidate { name: reference.to_owned(), id: None, facts: facts.clone() }
}
