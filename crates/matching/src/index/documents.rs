//! What a document of the index is of.

use serde::{Deserialize, Serialize};
use vocabulary::{CandidateId, Date, OrganisationId, VacancyId};

use crate::facts::{Facts, FreeText};
use crate::requirements::Requirements;

/// A person as they go into the index. No name, only a pseudonym.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDocument {
    /// The candidate.
    pub id: CandidateId,
    /// The identifier in files, by which ties are broken.
    pub reference: String,
    /// The name under which employers see the person.
    pub pseudonym: String,
    /// Who brought the person, where an organisation did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    /// What rules and criteria read, as it holds on the day of indexing.
    pub facts: Facts,
    /// Where something that is asserted of them expires: from which day on which facts hold, in order; the first from the
    /// beginning.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_day: Vec<(Date, Facts)>,
    /// Their free text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<FreeText>,
}

impl PersonDocument {
    /// The facts that hold on a day.
    pub fn facts_on(&self, day: Date) -> &Facts {
        let held = self.by_day.iter().rev().find(|(from, _)| *from <= day);
        held.map_or(&self.facts, |(_, facts)| facts)
    }

    /// Between which days the facts of the day of indexing hold: from the first on, and before the second.
    pub(super) fn hold(&self) -> (Option<Date>, Option<Date>) {
        let now = self.by_day.iter().position(|(_, facts)| *facts == self.facts);
        let begins = |position: usize| self.by_day.get(position).map(|(from, _)| *from);
        (now.filter(|position| *position > 0).and_then(begins), now.and_then(|position| begins(position + 1)))
    }
}

/// An open vacancy as it goes into the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VacancyDocument {
    /// The vacancy.
    pub id: VacancyId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// The employer's name, as the vacancy shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employer: Option<String>,
    /// Where it is, for people to read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub municipality: Option<String>,
    /// Posts that are still free, where their number is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posts_free: Option<u32>,
    /// The last day on which people are ranked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// What rules and criteria read.
    pub requirements: Requirements,
}

impl VacancyDocument {
    /// The last day on which people were ranked for it, when that is over on a day.
    pub fn ended_before(&self, day: Date) -> Option<Date> {
        self.valid_until.filter(|until| *until < day)
    }
}
