//! Decision records: what was said of everybody listed, and everything it was said from.
//!
//! A record holds the facts of those it lists, the vacancy's requirements, the configuration that decided and the day, so
//! that what was said can be computed again to the same bytes whatever has changed since. Counts, and what requirements cost,
//! are kept as they were: the people behind them are not.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use uuid::Uuid;
use vocabulary::{CandidateId, Date, Millionths, Outcome, Standing};

use crate::facts::Facts;
use crate::prepared_vacancy::PreparedVacancy;
use crate::ranking::{Counts, RankedCandidate, Ranking, Shown, judged};
use crate::reason::Reason;
use crate::requirement_impact::RequirementImpact;
use crate::requirements::Requirements;
use crate::rule_config::RuleConfig;
use crate::segment::Segment;
use crate::text::{Query, TextsBuilder};

/// What was served once, and what it was made from.
#[derive(Debug, Serialize, Deserialize)]
pub struct Record {
    /// The day on which everything was judged.
    pub as_of: Date,
    /// Whether plans counted.
    pub with_plans: bool,
    /// For whom it was made: an employer is not told what pay people ask for.
    pub audience: Audience,
    /// The position of the event log that the index was at.
    pub position: i64,
    /// Lists and figures of configuration, with their versions.
    pub config: RuleConfig,
    /// The vacancy as it was.
    pub vacancy: Requirements,
    /// What was looked for in texts.
    pub query: Query,
    /// How many stood where, as counted then.
    pub counts: Counts,
    /// Near misses by rule, as counted then.
    pub near_misses: Vec<(String, u64)>,
    /// What each must cost, as counted then.
    pub requirement_impacts: Vec<RequirementImpact>,
    /// Everybody ranked who is listed, in order; of each a [`RankedCandidate`] is said.
    pub people: Vec<RecordedPerson>,
    /// Everybody listed whom one rule alone keeps off the ranking, rule by rule, in order; of each a [`RecordedNearMiss`].
    pub near: Vec<RecordedPerson>,
}

/// What is said of somebody whom one rule alone keeps off a ranking: under which rule they are listed, and what puts
/// them where they are among the others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecordedNearMiss {
    /// The name under which they were shown.
    pub candidate: String,
    /// The rule's code; empty where it is not just one rule.
    pub rule: String,
    /// How many rules wait for a fact.
    pub unknown: usize,
    /// The score.
    pub score: Millionths,
}

impl RecordedNearMiss {
    fn of(ranked: &RankedCandidate) -> Self {
        let missed = |rule: &&Reason| ranked.standing == Standing::NearMiss && rule.outcome == Outcome::NotMet;
        Self {
            candidate: ranked.candidate.clone(),
            rule: ranked.rules.iter().find(missed).map(|rule| rule.code.clone()).unwrap_or_default(),
            unknown: ranked.unknown(),
            score: ranked.score,
        }
    }
}

/// For whom a ranking is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// An employer: knows people by their pseudonyms alone, and sees what came of the `pay` rule, never what pay a
    /// person asked for.
    Employer,
    /// An agency or a programme.
    Programme,
}

impl Audience {
    /// Takes out of a person's reasons what the audience may not know.
    pub fn shown(self, mut ranked: RankedCandidate) -> RankedCandidate {
        if self == Self::Employer {
            // The identifier is the same for everybody and tells when somebody was registered.
            ranked.id = None;
            for reason in ranked.rules.iter_mut().filter(|reason| reason.is_confidential) {
                reason.found = None;
                reason.evidence = None;
            }
        }
        ranked
    }
}

/// Somebody listed in a record.
#[derive(Debug, Serialize, Deserialize)]
pub struct RecordedPerson {
    /// The candidate.
    pub id: CandidateId,
    /// The name under which they were shown.
    pub candidate: String,
    /// Their facts then.
    pub facts: Facts,
    /// How often each term that was looked for occurred in their text, in the query's order.
    pub terms: Vec<u32>,
    /// How many words their text had.
    pub length: u32,
    /// What was said of them, byte for byte.
    pub said: Box<RawValue>,
}

/// Where somebody who is listed was found, and what their facts were: what a record keeps of them is made from it.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The candidate.
    pub id: CandidateId,
    /// The name under which they were shown.
    pub candidate: String,
    /// The people among whom they are.
    pub people: Segment,
    /// Their row there.
    pub row: usize,
    /// Their facts.
    pub facts: Facts,
}

impl Origin {
    fn shown(&self) -> Shown {
        Shown { candidate: self.candidate.clone(), id: Some(self.id), facts: self.facts.clone() }
    }

    /// What a record keeps of the person, of whom this was said.
    fn recorded(&self, query: &Query, said: &impl Serialize) -> Result<RecordedPerson, serde_json::Error> {
        let terms = query.terms.iter().map(|term| self.people.texts.count(self.row, &term.term));
        Ok(RecordedPerson {
            id: self.id,
            candidate: self.candidate.clone(),
            facts: self.facts.clone(),
            terms: terms.collect(),
            length: self.people.texts.length(self.row),
            said: serde_json::value::to_raw_value(said)?,
        })
    }
}

/// What came of computing a record again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Replay {
    /// The record.
    pub record: Uuid,
    /// Whether everything came out the same, to the byte.
    pub same: bool,
    /// Whether the record is, to the byte, the one that the trail noted when it was kept.
    pub untouched: bool,
    /// How many people it lists.
    pub people: usize,
    /// Where something came out otherwise.
    pub differences: Vec<Difference>,
}

/// Somebody of whom something else is said now than then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The name under which they were shown.
    pub candidate: String,
    /// What was said then.
    pub then: String,
    /// What is said now.
    pub now: String,
}

impl Record {
    /// Records a ranking. `origins` are those of the people listed: who is ranked in the ranking's order, then near
    /// misses, rule by rule.
    pub(crate) fn new(
        prepared: &PreparedVacancy,
        config: &RuleConfig,
        audience: Audience,
        position: i64,
        ranking: &Ranking,
        origins: &[Origin],
    ) -> Result<Self, serde_json::Error> {
        let query = &prepared.query;
        let (listed, near) = origins.split_at(ranking.ranking.len().min(origins.len()));
        let people = ranking.ranking.iter().zip(listed).map(|(ranked, origin)| origin.recorded(query, ranked));
        let near = near.iter().map(|origin| {
            let ranked = judged(prepared, &origin.people, origin.row, origin.shown(), config);
            origin.recorded(query, &RecordedNearMiss::of(&ranked))
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
            people: people.collect::<Result<_, _>>()?,
            near: near.collect::<Result<_, _>>()?,
        })
    }

    /// How many people it lists.
    pub fn listed(&self) -> usize {
        self.people.len() + self.near.len()
    }

    /// Computes again what was said of everybody listed, from the record alone; gives those of whom something else is
    /// said now.
    pub(crate) fn differences(&self) -> Result<Vec<Difference>, serde_json::Error> {
        let prepared =
            PreparedVacancy::new(self.vacancy.clone(), self.query.clone(), &self.config, self.as_of, self.with_plans);
        let again = |person: &RecordedPerson| {
            let mut texts = TextsBuilder::with_terms(self.query.positions());
            let counted = person.terms.iter().enumerate().filter(|(_, count)| **count > 0);
            texts.push_counted(counted.map(|(position, count)| (position as u32, *count)), person.length);
            let alone = Segment::of_one(&person.facts, &self.config, texts.finish(), "");
            let shown =
                Shown { candidate: person.candidate.clone(), id: Some(person.id), facts: person.facts.clone() };
            judged(&prepared, &alone, 0, shown, &self.config)
        };
        let mut differences = Vec::new();
        let mut compare = |person: &RecordedPerson, now: String| {
            if now != person.said.get() {
                let (candidate, then) = (person.candidate.clone(), person.said.get().to_owned());
                differences.push(Difference { candidate, then, now });
            }
        };
        for person in &self.people {
            compare(person, serde_json::to_string(&self.audience.shown(again(person)))?);
        }
        for person in &self.near {
            compare(person, serde_json::to_string(&RecordedNearMiss::of(&again(person)))?);
        }
        Ok(differences)
    }
}
