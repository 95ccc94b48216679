//! Decision records: what was said of everybody listed, and everything it was said from.
//!
//! A record holds the facts of those it lists, the vacancy's musts, the configuration that decided and the day, so
//! that what was said can be computed again to the same bytes whatever has changed since. Counts are kept as they
//! were: the people behind them are not.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use uuid::Uuid;
use vocabulary::{CandidateId, Date};

use crate::basis::Basis;
use crate::facts::Facts;
use crate::people::Segment;
use crate::prepared::Prepared;
use crate::ranking::{Counts, Ranked, Ranking, Shown, judged};
use crate::requirements::Requirements;
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
    pub basis: Basis,
    /// The vacancy as it was.
    pub vacancy: Requirements,
    /// What was looked for in texts.
    pub query: Query,
    /// How many stood where, as counted then.
    pub counts: Counts,
    /// Near misses by rule, as counted then.
    pub near_misses: Vec<(String, u64)>,
    /// Everybody listed, in order.
    pub people: Vec<Recorded>,
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
    pub fn shown(self, mut ranked: Ranked) -> Ranked {
        if self == Self::Employer {
            // The identifier is the same for everybody and tells when somebody was registered.
            ranked.id = None;
            for reason in ranked.rules.iter_mut().filter(|reason| reason.code == "pay") {
                reason.found = None;
                reason.evidence = None;
            }
        }
        ranked
    }
}

/// Somebody listed in a record.
#[derive(Debug, Serialize, Deserialize)]
pub struct Recorded {
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
    /// The people among whom they are.
    pub people: Segment,
    /// Their row there.
    pub row: usize,
    /// Their facts.
    pub facts: Facts,
}

/// What came of computing a record again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Replay {
    /// The record.
    pub record: Uuid,
    /// Whether everything came out the same, to the byte.
    pub same: bool,
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
    /// Records a ranking. `origins` are those of the people listed, in the ranking's order.
    pub(crate) fn new(
        prepared: &Prepared,
        basis: &Basis,
        audience: Audience,
        position: i64,
        ranking: &Ranking,
        origins: &[Origin],
    ) -> Result<Self, serde_json::Error> {
        let recorded = |(ranked, Origin { id, people, row, facts }): (&Ranked, &Origin)| {
            let terms = prepared.query.terms.iter().map(|term| people.texts.count(*row, &term.term));
            Ok(Recorded {
                id: *id,
                candidate: ranked.candidate.clone(),
                facts: facts.clone(),
                terms: terms.collect(),
                length: people.texts.length(*row),
                said: serde_json::value::to_raw_value(ranked)?,
            })
        };
        Ok(Self {
            as_of: prepared.prospects.as_of,
            with_plans: prepared.prospects.with_plans,
            audience,
            position,
            basis: basis.clone(),
            vacancy: prepared.vacancy.clone(),
            query: prepared.query.clone(),
            counts: ranking.counts,
            near_misses: ranking.near_misses.iter().map(|near| (near.rule.clone(), near.count)).collect(),
            people: ranking.ranking.iter().zip(origins).map(recorded).collect::<Result<_, _>>()?,
        })
    }

    /// Computes again what was said of everybody listed, from the record alone.
    pub fn replay(&self, record: Uuid) -> Result<Replay, serde_json::Error> {
        let prepared =
            Prepared::new(self.vacancy.clone(), self.query.clone(), &self.basis, self.as_of, self.with_plans);
        let mut differences = Vec::new();
        for person in &self.people {
            let numbers = self.query.terms.iter().enumerate().map(|(place, term)| (term.term.clone(), place as u32));
            let mut texts = TextsBuilder::with_terms(numbers.collect());
            let counted = person.terms.iter().enumerate().filter(|(_, count)| **count > 0);
            texts.push_counted(counted.map(|(place, count)| (place as u32, *count)), person.length);
            let alone = Segment::of_one(&person.facts, &self.basis, texts.finish(), "");
            let shown =
                Shown { candidate: person.candidate.clone(), id: Some(person.id), facts: person.facts.clone() };
            let judged = judged(&prepared, &alone, 0, shown, &self.basis);
            let now = serde_json::to_string(&self.audience.shown(judged))?;
            if now != person.said.get() {
                differences.push(Difference {
                    candidate: person.candidate.clone(),
                    then: person.said.get().to_owned(),
                    now,
                });
            }
        }
        Ok(Replay { record, same: differences.is_empty(), people: self.people.len(), differences })
    }
}
