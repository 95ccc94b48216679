//! Decision records: the output of a ranking with all its input, so that it can be computed again.
//!
//! A record holds the facts of the listed candidates, the requirements of the vacancy, the day, and, by their hash, the
//! rules. The output for each listed candidate can therefore be recomputed to the same bytes after candidates,
//! vacancies and configuration have changed. Counts and requirement impacts are only kept, because the facts of candidates who aren't listed are not in the record.

use std::cell::RefCell;
use std::cmp::Reverse;

use access::{Actor, Role};
use reference_data::EndedData;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use uuid::Uuid;
use vocabulary::{CandidateId, Date};

use matching::prepared_vacancy::PreparedVacancy;
use matching::ranking::{Counts, Judge, ListedCandidate, NamedCandidate, RankedCandidate, Ranking, judge};
use matching::requirement_impact::RequirementImpact;
use matching::requirements::Requirements;
use matching::rule_config::{RuleConfig, RuleConfigError};
use matching::segment::Segment;
use matching::text::{Query, TextsBuilder};
use matching::tie_breaker::TieBreaker;
use zstd::bulk::Compressor;

use crate::index::{DayRanking, PersonOnDay};
use crate::output_json::output_json;
use crate::written_facts::WrittenFacts;

/// The level of zstd: a record of 60 candidates becomes a twelfth in a fifth of a millisecond.
const COMPRESSION_LEVEL: i32 = 1;

/// Writes records. Its tables and buffers are allocated once.
struct RecordWriter {
    compressor: Compressor<'static>,
    json: Vec<u8>,
    compressed: Vec<u8>,
}

thread_local! {
    /// The writer of this thread.
    static WRITER: RefCell<Option<RecordWriter>> = const { RefCell::new(None) };
}

/// A ranking as it was made, with its input. The rules are kept beside it, once for all records that rest on them.
#[derive(Debug, Serialize, Deserialize)]
pub struct DecisionRecord {
    /// The day of the ranking.
    pub as_of: Date,
    /// Whether courses and procedures counted.
    pub with_plans: bool,
    /// The audience, which decides what is left out of reasons.
    pub audience: Audience,
    /// The position of the event log that the index was at.
    pub position: i64,
    /// Dated data of the configuration that had ended by the day of the ranking.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ended: Vec<EndedData>,
    /// The requirements of the vacancy.
    pub vacancy: Requirements,
    /// The query for texts.
    pub query: Query,
    /// The number of candidates by standing.
    pub counts: Counts,
    /// The impact of each requirement.
    pub requirement_impacts: Vec<RequirementImpact>,
    /// The ranked candidates in order.
    pub ranked: Vec<RecordedCandidate>,
    /// The near misses by rule, in descending order of their number, then by code.
    pub near_misses: Vec<RecordedNearMisses>,
}

/// The candidates for whom one rule alone was not met.
#[derive(Debug, Serialize, Deserialize)]
pub struct RecordedNearMisses {
    /// The rule's code.
    pub rule: String,
    /// Their number.
    pub count: u64,
    /// The first of them, by number of unknowns, then by score.
    pub listed: Vec<RecordedCandidate>,
}

/// The audience of a ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// An employer, who sees pseudonyms, and of a confidential reason (the pay that a candidate asks for) only the
    /// outcome.
    Employer,
    /// An agency or a programme.
    Programme,
}

vocabulary::written_as!(Audience, "employer or programme", { Employer => "employer", Programme => "programme" });

impl Audience {
    /// The audience that an actor belongs to.
    pub fn of(actor: &Actor) -> Self {
        if actor.role == Role::Recruiter { Self::Employer } else { Self::Programme }
    }

    /// Whether an actor may read what was made for this audience: an employer only what was made for employers.
    pub(crate) fn may_be_read_by(self, actor: &Actor) -> bool {
        self == Self::Employer || Self::of(actor) == Self::Programme
    }

    /// A vacancy prepared for ranking, as this audience may see its candidates: for an employer pay is compared on a grid.
    pub(crate) fn prepare(
        self,
        vacancy: Requirements,
        query: Query,
        rules: &RuleConfig,
        as_of: Date,
        with_plans: bool,
    ) -> PreparedVacancy {
        match self {
            Self::Employer => PreparedVacancy::for_employer(vacancy, query, rules, as_of, with_plans),
            Self::Programme => PreparedVacancy::new(vacancy, query, rules, as_of, with_plans),
        }
    }

    /// Leaves out of a ranked candidate what the audience may not see.
    pub fn redact(self, mut ranked: RankedCandidate) -> RankedCandidate {
        if self == Self::Employer {
            // The identifier would link a candidate across rankings, and it tells when they were registered.
            ranked.id = None;
            for reason in ranked.rules.iter_mut().filter(|reason| reason.is_confidential) {
                reason.found = None;
                reason.evidence = None;
            }
        }
        ranked
    }
}

/// A listed candidate in a record.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RecordedCandidate {
    /// The candidate.
    pub id: CandidateId,
    /// The displayed name.
    pub name: String,
    /// The facts on the day of the ranking.
    pub facts: WrittenFacts,
    /// The number of occurrences of each term of the query in the candidate's text, in the query's order.
    pub term_counts: Vec<u32>,
    /// The number of words of the candidate's text.
    pub text_length: u32,
    /// The output, a [`RankedCandidate`], byte for byte.
    pub output: Box<RawValue>,
}

/// The result of computing a record again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Replay {
    /// The record.
    pub record: Uuid,
    /// Whether all outputs are the same to the byte.
    pub same: bool,
    /// Whether the record has the hash that the audit log noted when it was written.
    pub untouched: bool,
    /// Whether the candidates are in the order in which they are listed.
    pub in_order: bool,
    /// The number of listed candidates.
    pub people: usize,
    /// The outputs that differ.
    pub differences: Vec<Difference>,
}

/// An output that differs when it is computed again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The displayed name.
    pub candidate: String,
    /// The recorded output.
    pub then: String,
    /// The recomputed output.
    pub now: String,
}

impl DecisionRecord {
    /// Records a ranking for an audience.
    pub(crate) fn new(
        prepared: &PreparedVacancy,
        rules: &RuleConfig,
        audience: Audience,
        position: i64,
        day: DayRanking,
    ) -> Result<Self, RecordError> {
        let DayRanking { outcome, segments } = day;
        let Ranking { counts, ranking, near_misses, requirement_impacts, .. } = outcome.ranking;
        let query = &prepared.query;
        let mut buffer = Vec::new();
        let mut record = |listed: ListedCandidate<PersonOnDay>, ranked: RankedCandidate| {
            record(query, &segments[listed.segment], listed, &audience.redact(ranked), &mut buffer)
        };
        let ranked = outcome.ranked.into_iter().zip(ranking).map(|(listed, ranked)| record(listed, ranked));
        let ranked = ranked.collect::<Result<_, _>>()?;
        let scanned: Vec<&Segment> = segments.iter().collect();
        let judge = Judge::new(prepared, &scanned, rules);
        let mut listed = outcome.near_misses.into_iter();
        let near_misses = near_misses.into_iter().map(|near| {
            let first = listed.by_ref().take(near.candidates.len()).map(|listed| {
                let ranked = judge.judge(&listed);
                record(listed, ranked)
            });
            let listed = first.collect::<Result<_, RecordError>>()?;
            Ok(RecordedNearMisses { rule: near.rule, count: near.count, listed })
        });
        let near_misses = near_misses.collect::<Result<_, RecordError>>()?;
        Ok(Self {
            as_of: prepared.window.as_of,
            with_plans: prepared.window.with_plans,
            audience,
            position,
            ended: rules.ended.clone(),
            vacancy: prepared.vacancy.clone(),
            query: query.clone(),
            counts,
            requirement_impacts,
            ranked,
            near_misses,
        })
    }

    /// The record in few bytes: its JSON, compressed.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, RecordError> {
        WRITER.with_borrow_mut(|kept| {
            let RecordWriter { compressor, json, compressed } = match kept {
                Some(writer) => writer,
                None => {
                    let compressor = Compressor::new(COMPRESSION_LEVEL)?;
                    kept.insert(RecordWriter { compressor, json: Vec::new(), compressed: Vec::new() })
                }
            };
            json.clear();
            serde_json::to_writer(&mut *json, self)?;
            compressed.clear();
            compressed.reserve(zstd::zstd_safe::compress_bound(json.len()));
            compressor.compress_to_buffer(json, compressed)?;
            Ok(compressed.clone())
        })
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        Ok(serde_json::from_slice(&zstd::decode_all(bytes)?)?)
    }

    /// All candidates that it lists, near misses last.
    pub fn all_listed(&self) -> impl Iterator<Item = &RecordedCandidate> {
        self.ranked.iter().chain(self.near_misses.iter().flat_map(|near| &near.listed))
    }

    /// The number of listed candidates.
    pub fn listed(&self) -> usize {
        self.all_listed().count()
    }

    /// The vacancy as it was ranked.
    pub(crate) fn prepared(&self, rules: &RuleConfig) -> PreparedVacancy {
        self.audience.prepare(self.vacancy.clone(), self.query.clone(), rules, self.as_of, self.with_plans)
    }

    /// Judges a listed candidate again, from the record alone.
    pub(crate) fn judge_again(
        &self,
        prepared: &PreparedVacancy,
        rules: &RuleConfig,
        recorded: &RecordedCandidate,
    ) -> RankedCandidate {
        let mut texts = TextsBuilder::with_terms(self.query.positions());
        let counted = recorded.term_counts.iter().enumerate().filter(|(_, count)| **count > 0);
        texts.push_counted(counted.map(|(position, count)| (position as u32, *count)), recorded.text_length);
        let segment = Segment::of_one(&recorded.facts, rules, texts.finish());
        let named = NamedCandidate { name: &recorded.name, id: Some(recorded.id), facts: &recorded.facts };
        self.audience.redact(judge(prepared, &segment, 0, named, rules))
    }

    /// Computes the outputs again from the record and its rules alone, and returns those that differ, and whether the lists
    /// are in their order; `tie_breaker` orders those who are equal.
    pub(crate) fn differences(
        &self,
        rules: &RuleConfig,
        tie_breaker: &TieBreaker,
    ) -> Result<(Vec<Difference>, bool), RecordError> {
        rules.check()?;
        let prepared = self.prepared(rules);
        let (mut differences, mut in_order) = (Vec::new(), true);
        let lists = std::iter::once(&self.ranked).chain(self.near_misses.iter().map(|near| &near.listed));
        for list in lists {
            let mut places = Vec::with_capacity(list.len());
            for recorded in list {
                let again = self.judge_again(&prepared, rules, recorded);
                let tie = tie_breaker.number(recorded.id.uuid().as_bytes());
                places.push((again.standing, again.unknown(), Reverse(again.score), tie));
                let now = serde_json::to_string(&again)?;
                if now != recorded.output.get() {
                    let (candidate, then) = (recorded.name.clone(), recorded.output.get().to_owned());
                    differences.push(Difference { candidate, then, now });
                }
            }
            in_order &= places.is_sorted();
        }
        Ok((differences, in_order))
    }
}

/// What is said of a record whose bytes aren't those of one: what a library says of them helps nobody.
const NO_RECORD: &str = "what is stored as the decision record isn't one, so it was changed or damaged after it was written; \
     `passerelle audit verify` says what differs";

/// A record can't be made, read or computed again.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The record isn't the JSON of a record.
    #[error("{NO_RECORD}")]
    Json(#[from] serde_json::Error),
    /// The record can't be compressed or decompressed.
    #[error("{NO_RECORD}")]
    Compression(#[from] std::io::Error),
    /// The recorded configuration doesn't fit the columns, so the record was changed after it was written.
    #[error("the decision record can't be computed again: {0}")]
    Config(#[from] RuleConfigError),
    /// The rules of the record are not in the database.
    #[error("the decision record can't be computed again: its rules ({0}) are missing")]
    NoRules(String),
}

/// Records a listed candidate with the output for them.
fn record(
    query: &Query,
    segment: &Segment,
    listed: ListedCandidate<PersonOnDay>,
    output: &RankedCandidate,
    buffer: &mut Vec<u8>,
) -> Result<RecordedCandidate, RecordError> {
    let ListedCandidate { row, candidate: PersonOnDay { person, facts }, .. } = listed;
    Ok(RecordedCandidate {
        id: person.id,
        name: person.pseudonym.clone(),
        facts,
        term_counts: query.terms.iter().map(|term| segment.texts.count(row, &term.term)).collect(),
        text_length: segment.texts.length(row),
        output: output_json(output, buffer)?,
    })
}
