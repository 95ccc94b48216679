//! The ranking of a candidate file for a vacancy file, without database and index.

use candidate_profile::Profile;
use employer::VacancyRow;
use matching::facts::Facts;
use matching::ranking::{NamedCandidate, rank};
use matching::scan::ScanOptions;
use matching::text::{Analyser, Query};
use matching::{PreparedVacancy, Ranking, RuleConfig, RuleConfigs, Segment, SegmentBuilder};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use vocabulary::{Date, Level, SourceKind};

use crate::conversion;

/// The number of candidates in a segment: small enough that all processors take part in building segments.
const SEGMENT_SIZE: usize = 16 * 1024;

/// The options of [`rank_files`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileRankingOptions {
    /// The day of the ranking.
    pub as_of: Date,
    /// The number of listed candidates of each standing, and of listed near misses of each rule.
    pub top: usize,
    /// Whether courses and procedures count.
    pub with_plans: bool,
    /// Whether the impact of each requirement is computed.
    pub requirement_impact: bool,
}

/// Ranks the candidates of a file for each vacancy of a file; one ranking for each vacancy, in the order of the file.
pub fn rank_files(
    people: &[(String, Profile)],
    vacancies: &[VacancyRow],
    rules: &RuleConfigs,
    analyser: &Analyser,
    options: &FileRankingOptions,
) -> Vec<Ranking> {
    let prepared: Vec<PreparedVacancy> = vacancies
        .iter()
        .map(|row| {
            let requirements = conversion::requirements(&row.reference, &row.content);
            let query = Query::of(&requirements, analyser);
            let config = rules.on(requirements.title.as_ref(), options.as_of);
            PreparedVacancy::new(requirements, query, config, options.as_of, options.with_plans)
        })
        .collect();
    let people = FilePeople::new(people, options.as_of, rules.any(), analyser, &prepared);
    let segments: Vec<&Segment> = people.segments.iter().collect();
    let FileRankingOptions { top, requirement_impact, .. } = *options;
    let scan_options = ScanOptions { top, near: top, threads: 1, requirement_impact };
    let rank = |prepared: &PreparedVacancy| {
        let fetch = |segment, row| Ok::<_, std::convert::Infallible>(people.candidate(segment, row));
        let config = rules.on(prepared.vacancy.title.as_ref(), options.as_of);
        match rank(prepared, &segments, config, scan_options, fetch) {
            Ok(outcome) => as_the_files_say(outcome.ranking),
            Err(never) => match never {},
        }
    };
    prepared.par_iter().map(rank).collect()
}

/// Facts in which a native speaker needs no evidence: the file's word for it counts like a document.
fn natives_as_the_files_say(mut facts: Facts) -> Facts {
    for known in facts.languages.iter_mut().filter(|known| known.level == Level::Native) {
        known.source = SourceKind::Document;
    }
    facts
}

/// A ranking without the kinds of sources: whoever owns the files answers for all that they say.
fn as_the_files_say(mut ranking: Ranking) -> Ranking {
    for rule in ranking.ranking.iter_mut().flat_map(|ranked| &mut ranked.rules) {
        rule.source = None;
    }
    ranking
}

/// The candidates of a file as segments, with the facts from which reasons are explained.
struct FilePeople {
    segments: Vec<Segment>,
    facts: Vec<(String, Facts)>,
}

impl FilePeople {
    fn new(
        people: &[(String, Profile)],
        as_of: Date,
        config: &RuleConfig,
        analyser: &Analyser,
        prepared: &[PreparedVacancy],
    ) -> Self {
        // Only the terms of the vacancies' queries are counted.
        let mut terms = FxHashMap::default();
        for term in prepared.iter().flat_map(|prepared| &prepared.query.terms) {
            let next = terms.len() as u32;
            terms.entry(term.term.clone()).or_insert(next);
        }
        let built = people.par_chunks(SEGMENT_SIZE).map(|people| {
            let mut segment = SegmentBuilder::new(config, analyser, &terms);
            let facts: Vec<(String, Facts)> = people
                .iter()
                .map(|(reference, profile)| {
                    let facts = natives_as_the_files_say(conversion::facts(profile, false, as_of));
                    let text = profile.text.as_deref().map(|text| (text, profile.text_language));
                    segment.push(reference.as_bytes(), &facts, text);
                    (reference.clone(), facts)
                })
                .collect();
            (segment.finish(), facts)
        });
        let (segments, facts): (Vec<Segment>, Vec<Vec<(String, Facts)>>) =
            built.collect::<Vec<_>>().into_iter().unzip();
        Self { segments, facts: facts.into_iter().flatten().collect() }
    }

    /// The candidate in a row of a segment, under the reference.
    fn candidate(&self, segment: usize, row: usize) -> NamedCandidate<'_> {
        let (reference, facts) = &self.facts[segment * SEGMENT_SIZE + row];
        NamedCandidate { name: reference, id: None, facts }
    }
}
