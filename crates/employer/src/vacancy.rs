//! A vacancy as it is kept: what it says, and where it is on its way from draft to closed.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;
use vocabulary::{Date, OrganisationId, ParseError, ProgrammeId, VacancyId};

use crate::{Suggestions, VacancyContent};

/// Where a vacancy is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum VacancyState {
    /// Not confirmed yet: title and region may be missing, nobody is ranked for it.
    Draft,
    /// Published: people are ranked for it.
    Open,
    /// Ended by the employer.
    Closed,
    /// Taken back before its end.
    Withdrawn,
}

impl VacancyState {
    /// The word in the database and in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl fmt::Display for VacancyState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for VacancyState {
    type Err = ParseError;

    fn from_str(written: &str) -> Result<Self, ParseError> {
        [Self::Draft, Self::Open, Self::Closed, Self::Withdrawn]
            .into_iter()
            .find(|state| state.word() == written)
            .ok_or_else(|| ParseError::new(written, "a vacancy's state: draft, open, closed or withdrawn"))
    }
}

/// A vacancy of an employer within a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Vacancy {
    /// Its identifier here.
    #[schemars(with = "String")]
    pub id: VacancyId,
    /// The programme it belongs to.
    #[schemars(with = "String")]
    pub programme: ProgrammeId,
    /// The employer, or who brought the vacancy in.
    #[schemars(with = "String")]
    pub organisation: OrganisationId,
    /// The id in the employer's own files, unique in the programme.
    pub reference: String,
    /// Where it is on its way.
    pub state: VacancyState,
    /// How many of its posts are taken.
    pub posts_taken: u32,
    /// Counts the changes; a change names the version it saw.
    pub version: i64,
    /// What it says.
    pub content: VacancyContent,
    /// What a posting's text suggests, until somebody confirms or drops it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestions: Option<Suggestions>,
}

/// Why nobody is ranked for a vacancy. The sentences are for notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotRankable {
    /// Title and region wait for somebody to confirm them.
    #[error("it is a draft: its title and region are to be confirmed before people are ranked for it")]
    Draft,
    /// The employer ended it.
    #[error("it is closed")]
    Closed,
    /// The employer took it back.
    #[error("it was withdrawn")]
    Withdrawn,
    /// Nobody is sought any more.
    #[error("all its posts are taken")]
    Full,
    /// Its last day is over.
    #[error("it was valid until {0}")]
    Expired(Date),
}

impl Vacancy {
    /// Whether people are ranked for it on a day, or why not.
    pub fn ranked_on(&self, day: Date) -> Result<(), NotRankable> {
        match self.state {
            VacancyState::Draft => Err(NotRankable::Draft),
            VacancyState::Closed => Err(NotRankable::Closed),
            VacancyState::Withdrawn => Err(NotRankable::Withdrawn),
            VacancyState::Open if self.is_full() => Err(NotRankable::Full),
            VacancyState::Open => self.content.valid_on(day),
        }
    }

    /// Whether all posts are taken. Without a number of posts there is always one more.
    pub fn is_full(&self) -> bool {
        self.content.posts.is_some_and(|posts| self.posts_taken >= posts)
    }
}

impl VacancyContent {
    /// Whether a vacancy's last day is not over yet: the one question that a file's row can answer.
    pub fn valid_on(&self, day: Date) -> Result<(), NotRankable> {
        match self.valid_until {
            Some(until) if until < day => Err(NotRankable::Expired(until)),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(written: &str) -> Date {
        written.parse().expect("a date")
    }

    fn open() -> Vacancy {
        Vacancy {
            id: VacancyId::new(),
            programme: ProgrammeId::new(),
            organisation: OrganisationId::new(),
            reference: "v1".to_owned(),
            state: VacancyState::Open,
            posts_taken: 0,
            version: 1,
            content: VacancyContent {
                posts: Some(2),
                valid_until: Some(day("2027-03-01")),
                ..VacancyContent::default()
            },
            suggestions: None,
        }
    }

    #[test]
    fn an_open_vacancy_is_ranked_to_the_end_of_its_last_day() {
        assert_eq!(open().ranked_on(day("2027-03-01")), Ok(()));
        assert_eq!(open().ranked_on(day("2027-03-02")), Err(NotRankable::Expired(day("2027-03-01"))));
    }

    #[test]
    fn a_draft_a_closed_and_a_withdrawn_one_are_not_ranked() {
        for (state, why) in [
            (VacancyState::Draft, NotRankable::Draft),
            (VacancyState::Closed, NotRankable::Closed),
            (VacancyState::Withdrawn, NotRankable::Withdrawn),
        ] {
            assert_eq!(Vacancy { state, ..open() }.ranked_on(day("2027-01-01")), Err(why));
        }
    }

    #[test]
    fn a_vacancy_whose_posts_are_taken_is_not_ranked() {
        assert_eq!(Vacancy { posts_taken: 1, ..open() }.ranked_on(day("2027-01-01")), Ok(()));
        assert_eq!(Vacancy { posts_taken: 2, ..open() }.ranked_on(day("2027-01-01")), Err(NotRankable::Full));
    }
}
