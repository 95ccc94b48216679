//! Decision records: the output of a ranking with all its input, so that it can be computed again.
//!
//! A record holds the facts of the listed candidates, the requirements of the vacancy, the configuration and the day. The
//! output for each listed candidate can therefore be recomputed to the same bytes, whatever has changed since. Counts and
//! requirement impacts are only kept, because the facts of candidates who aren't listed are not in the record.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use uuid::Uuid;
use vocabulary::{CandidateId, Date, Millionths, Outcome, Standing};

use matching::facts::Facts;
use matching::prepared_vacancy::PreparedVacancy;
use matching::ranking::{Counts, ListedCandidate, NamedCandidate, RankedCandidate, judge};
use matching::reason::Reason;
use matching::requirement_impact::RequirementImpact;
use matching::requirements::Requirements;
use matching::rule_config::{RuleConfig, RuleConfigError};
use matching::segment::Segment;
use matching::text::{Query, TextsBuilder};

use crate::index::DayRanking;

/// A ranking as it was served, with its input.
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
    /// The configuration of rules and criteria.
    pub config: RuleConfig,
    /// The requirements of the vacancy.
    pub vacancy: Requirements,
    /// The query for texts.
    pub query: Query,
    /// The number of candidates by standing.
    pub counts: Counts,
    /// The number of near misses by rule code.
    pub near_misses: Vec<(String, u64)>,
    /// The impact of each requirement.
    pub requirement_impacts: Vec<RequirementImpact>,
    /// The ranked candidates in order; the output for each is a [`RankedCandidate`].
    pub ranked: Vec<RecordedCandidate>,
    /// The listed near misses, rule by rule, in order; the output for each is a [`RecordedNearMiss`].
    pub listed_near_misses: Vec<RecordedCandidate>,
}

/// The output for a near miss: the rule under which the candidate is listed, and what decides the order of the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecordedNearMiss {
    /// The displayed name.
    pub candidate: String,
    /// The code of the rule that isn't met; empty when it isn't exactly one.
    pub rule: String,
    /// The number of unknown rules.
    pub unknown: usize,
    /// The score.
    pub score: Millionths,
}

impl From<&RankedCandidate> for RecordedNearMiss {
    fn from(ranked: &RankedCandidate) -> Self {
        let not_met = |rule: &&Reason| ranked.standing == Standing::NearMiss && rule.outcome == Outcome::NotMet;
        Self {
            candidate: ranked.candidate.clone(),
            rule: ranked.rules.iter().find(not_met).map(|rule| rule.code.clone()).unwrap_or_default(),
            unknown: ranked.unknown(),
            score: ranked.score,
        }
    }
}

/// The audience of a ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// An employer, who sees pseudonyms, and of a confidential reason (the pay that a candidate asks for) only the
    /// outcome.
    Employer,
    /// An agency or a programme.
    Programme,
}

impl Audience {
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
#[derive(Debug, Serialize, Deserialize)]
pub struct RecordedCandidate {
    /// The candidate.
    pub id: CandidateId,
    /// The displayed name.
    pub name: String,
    /// The facts on the day of the ranking.
    pub facts: Facts,
    /// The number of occurrences of each term of the query in the candidate's text, in the query's order.
    pub term_counts: Vec<u32>,
    /// The number of words of the candidate's text.
    pub text_length: u32,
    /// The output, byte for byte.
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
    /// Records a ranking whose candidates are already redacted for the audience.
    pub(crate) fn new(
        prepared: &PreparedVacancy,
        config: &RuleConfig,
        audience: Audience,
        position: i64,
        day: &DayRanking,
    ) -> Result<Self, RecordError> {
        let query = &prepared.query;
        let outcome = &day.outcome;
        let ranking = &outcome.ranking;
        let segment = |listed: &ListedCandidate| &day.segments[listed.segment];
        let ranked = outcome.ranked.iter().zip(&ranking.ranking);
        let ranked = ranked.map(|(listed, output)| record(query, segment(listed), listed, output));
        let listed_near_misses = outcome.near_misses.iter().map(|listed| {
            let segment = segment(listed);
            let ranked = judge(prepared, segment, listed.row, listed.candidate.clone(), config);
            record(query, segment, listed, &RecordedNearMiss::from(&ranked))
        });
        Ok(Self {
            as_of: prepared.window.as_of,
            with_plans: prepared.window.with_plans,
            audience,
            position,
            config: config.clone(),
            vacancy: prepared.vacancy.clone(),
            query: query.clone(),
            counts: ranking.counts,
            near_misses: ranking.near_misses.iter().map(|near| (near.rule.clone(), near.count)).collect(),
            requirement_impacts: ranking.requirement_impacts.clone(),
            ranked: ranked.collect::<Result<_, _>>()?,
            listed_near_misses: listed_near_misses.collect::<Result<_, _>>()?,
        })
    }

    /// The number of listed candidates.
    pub fn listed(&self) -> usize {
        self.ranked.len() + self.listed_near_misses.len()
    }

    /// Computes the outputs again from the record alone, and returns those that differ.
    pub(crate) fn differences(&self) -> Result<Vec<Difference>, RecordError> {
        self.config.check_widths()?;
        let prepared =
            PreparedVacancy::new(self.vacancy.clone(), self.query.clone(), &self.config, self.as_of, self.with_plans);
        let judge_again = |recorded: &RecordedCandidate| {
            let mut texts = TextsBuilder::with_terms(self.query.positions());
            let counted = recorded.term_counts.iter().enumerate().filter(|(_, count)| **count > 0);
            texts.push_counted(counted.map(|(position, count)| (position as u32, *count)), recorded.text_length);
            let segment = Segment::of_one(&recorded.facts, &self.config, texts.finish(), "");
            let (name, id, facts) = (recorded.name.clone(), Some(recorded.id), recorded.facts.clone());
            judge(&prepared, &segment, 0, NamedCandidate { name, id, facts }, &self.config)
        };
        let mut differences = Vec::new();
        let mut compare = |recorded: &RecordedCandidate, now: String| {
            if now != recorded.output.get() {
                let (candidate, then) = (recorded.name.clone(), recorded.output.get().to_owned());
                differences.push(Difference { candidate, then, now });
            }
        };
        for recorded in &self.ranked {
            compare(recorded, serde_json::to_string(&self.audience.redact(judge_again(recorded)))?);
        }
        for recorded in &self.listed_near_misses {
            compare(recorded, serde_json::to_string(&RecordedNearMiss::from(&judge_again(recorded)))?);
        }
        Ok(differences)
    }
}

/// A record can't be made, read or computed again.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The record isn't the JSON of a record.
    #[error("the decision record can't be read or written: {0}")]
    Json(#[from] serde_json::Error),
    /// The recorded configuration doesn't fit the columns, so the record was changed after it was written.
    #[error("the decision record can't be computed again: {0}")]
    Config(#[from] RuleConfigError),
    /// A listed candidate has no identifier, so that the record could not say whom it concerns.
    #[error("the decision record can't be written: {0} is listed without an identifier")]
    WithoutIdentifier(String),
}

/// Records a listed candidate with the output for them.
fn record(
    query: &Query,
    segment: &Segment,
    listed: &ListedCandidate,
    output: &impl Serialize,
) -> Result<RecordedCandidate, RecordError> {
    let NamedCandidate { name, id, facts } = &listed.candidate;
    Ok(RecordedCandidate {
        id: id.ok_or_else(|| RecordError::WithoutIdentifier(name.clone()))?,
        name: name.clone(),
        facts: facts.clone(),
        term_counts: query.terms.iter().map(|term| segment.texts.count(listed.row, &term.term)).collect(),
        text_length: segment.texts.length(listed.row),
        output: serde_json::value::to_raw_value(output)?,
    })
}
