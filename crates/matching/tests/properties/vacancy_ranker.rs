//! Rankings of generated candidates for one vacancy: of many at once, or of each alone.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::sync::Arc;

use matching::columns::Columns;
use matching::facts::{Facts, FreeText};
use matching::ranking::{NamedCandidate, RankedCandidate, judge};
use matching::scan::ScanOptions;
use matching::text::Query;
use matching::{PreparedVacancy, Ranking, Requirements, RuleConfig, Segment, SegmentBuilder, rank};
use vocabulary::Outcome;

use crate::generated::{ANALYSER, Candidate, as_of};

/// All candidates of every standing, and the impact of each requirement.
pub(crate) const UNLIMITED: ScanOptions =
    ScanOptions { top: usize::MAX, near: usize::MAX, threads: 1, requirement_impact: true };

/// A prepared vacancy with the configuration by which it is ranked.
pub(crate) struct VacancyRanker<'a> {
    pub(crate) config: &'a RuleConfig,
    pub(crate) prepared: PreparedVacancy,
}

/// Candidates with their references, in the order in which they are ranked.
pub(crate) type Pool<'a> = Vec<(String, &'a Candidate)>;

/// Gives each candidate a reference.
pub(crate) fn pool(people: &[Candidate]) -> Pool<'_> {
    people.iter().enumerate().map(|(number, person)| (format!("c{number}"), person)).collect()
}

impl<'a> VacancyRanker<'a> {
    pub(crate) fn new(vacancy: &Requirements, config: &'a RuleConfig, with_plans: bool) -> Self {
        let query = Query::of(vacancy, &ANALYSER);
        Self { config, prepared: PreparedVacancy::new(vacancy.clone(), query, config, as_of(), with_plans) }
    }

    fn segment(&self, people: &[(String, &Candidate)]) -> Segment {
        let numbers = self.prepared.query.terms.iter().enumerate();
        let terms = numbers.map(|(number, term)| (term.term.clone(), number as u32)).collect();
        let mut segment = SegmentBuilder::new(self.config, &ANALYSER, &terms);
        for (reference, (facts, text)) in people {
            segment.push(reference.as_bytes(), facts, text.as_ref().map(|text| (text.text.as_str(), text.language)));
        }
        segment.finish()
    }

    /// Ranks all candidates, in segments of these sizes; the last segment has the remaining ones.
    pub(crate) fn rank_segments(&self, people: &Pool<'_>, sizes: &[usize], options: ScanOptions) -> Ranking {
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
        self.rank(&segments, &pieces, options)
    }

    fn rank(&self, segments: &[&Segment], people: &[&[(String, &Candidate)]], options: ScanOptions) -> Ranking {
        let fetch = |segment: usize, row: usize| {
            let (reference, (facts, _)) = &people[segment][row];
            Ok::<_, Infallible>(named(reference, facts))
        };
        match rank(&self.prepared, segments, self.config, options, fetch) {
            Ok(outcome) => outcome.ranking,
            Err(never) => match never {},
        }
    }

    /// Ranks all candidates but those in some rows, which are deleted.
    pub(crate) fn rank_without(&self, people: &Pool<'_>, deleted: &BTreeSet<usize>, options: ScanOptions) -> Ranking {
        let deleted = deleted.iter().copied().filter(|row| *row < people.len()).map(|row| row as u32).collect();
        let segment = self.segment(people).without(deleted);
        self.rank(&[&segment], &[people], options)
    }

    /// Ranks all candidates, in one segment.
    pub(crate) fn rank_all(&self, people: &Pool<'_>) -> Ranking {
        self.rank_segments(people, &[], UNLIMITED)
    }

    /// Ranks one candidate without others.
    pub(crate) fn rank_alone(&self, reference: &str, person: &Candidate) -> RankedCandidate {
        let segment = self.segment(&[(reference.to_owned(), person)]);
        judge(&self.prepared, &segment, 0, named(reference, &person.0), self.config)
    }

    /// Ranks one candidate whose columns are changed beforehand.
    pub(crate) fn rank_with_columns(
        &self,
        reference: &str,
        person: &Candidate,
        change: impl FnOnce(&mut Columns),
    ) -> RankedCandidate {
        let mut segment = self.segment(&[(reference.to_owned(), person)]);
        change(Arc::make_mut(&mut segment.columns));
        judge(&self.prepared, &segment, 0, named(reference, &person.0), self.config)
    }

    /// The columns of one candidate.
    pub(crate) fn columns(&self, facts: &Facts) -> Columns {
        let mut columns = Columns::new(self.config);
        columns.push(facts, self.config);
        columns
    }

    /// The outcomes of one candidate, by the codes of the checks.
    pub(crate) fn outcomes(&self, facts: &Facts) -> BTreeMap<String, Outcome> {
        let ranked = self.rank_alone("c0", &(facts.clone(), None::<FreeText>));
        ranked.rules.into_iter().map(|reason| (reason.code.to_string(), reason.outcome)).collect()
    }
}

fn named<'a>(reference: &'a str, facts: &'a Facts) -> NamedCandidate<'a> {
    NamedCandidate { name: reference, id: None, facts }
}
