//! What the index stores of a candidate and of a vacancy.

use std::ops::Deref;
use std::sync::OnceLock;

use matching::facts::Facts;
use matching::requirements::Requirements;
use matching::text::{Analyser, Query};
use serde::{Deserialize, Serialize};
use vocabulary::{CandidateId, Date, OrganisationId, VacancyId};

use crate::written_facts::WrittenFacts;

/// A candidate in the index. It holds a pseudonym, no reference and no name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDocument<F = Facts> {
    /// The candidate.
    pub id: CandidateId,
    /// The name that employers see.
    pub pseudonym: String,
    /// The organisation that registered the candidate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    /// The facts on the day of indexing.
    pub facts: F,
    /// For a candidate with assertions that expire: the facts from each day on, in order of days; the first entry has no
    /// earlier bound. Empty when nothing expires.
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub by_day: Vec<(Date, F)>,
    /// The free text as it may be shown, with the person's names, addresses, phone numbers and links masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub masked_text: Option<String>,
}

/// A candidate of the index as rankings read it, with facts that records share.
pub type RankablePerson = PersonDocument<WrittenFacts>;

impl<F> PersonDocument<F> {
    /// The facts on a day.
    pub fn facts_on(&self, day: Date) -> &F {
        let valid = self.by_day.iter().rev().find(|(from, _)| *from <= day);
        valid.map_or(&self.facts, |(_, facts)| facts)
    }
}

impl PersonDocument {
    /// The half-open range of days on which [`facts`](Self::facts) are valid; `None` is an open end.
    pub(super) fn validity(&self) -> (Option<Date>, Option<Date>) {
        let current = self.by_day.iter().position(|(_, facts)| *facts == self.facts);
        let begin = |index: usize| self.by_day.get(index).map(|(from, _)| *from);
        (current.filter(|index| *index > 0).and_then(begin), current.and_then(|index| begin(index + 1)))
    }
}

/// An open vacancy in the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VacancyDocument {
    /// The vacancy.
    pub id: VacancyId,
    /// The employer.
    pub organisation: OrganisationId,
    /// The employer's name, as the vacancy states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employer: Option<String>,
    /// The municipality, for display.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub municipality: Option<String>,
    /// The number of posts that are not taken, where the number of posts is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posts_free: Option<u32>,
    /// The last day on which the vacancy is ranked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// The input of rules and criteria.
    pub requirements: Requirements,
}

/// A vacancy of the index with what is prepared of it once for all days.
#[derive(Debug)]
pub struct OpenVacancy {
    document: VacancyDocument,
    query: OnceLock<Query>,
}

impl OpenVacancy {
    pub(super) fn new(document: VacancyDocument) -> Self {
        Self { document, query: OnceLock::new() }
    }

    /// The terms to find in texts. Linear in the vacancy's text when it is asked for first.
    pub(crate) fn query(&self, analyser: &Analyser) -> &Query {
        self.query.get_or_init(|| Query::of(&self.document.requirements, analyser))
    }
}

impl Deref for OpenVacancy {
    type Target = VacancyDocument;

    fn deref(&self) -> &VacancyDocument {
        &self.document
    }
}

impl VacancyDocument {
    /// The last day of validity when it is before `day`.
    pub fn ended_before(&self, day: Date) -> Option<Date> {
        self.valid_until.filter(|until| *until < day)
    }
}
