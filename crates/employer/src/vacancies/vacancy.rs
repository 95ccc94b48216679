//! A vacancy as the database has it: its content and its state.

use access::Subject;
use serde::Serialize;
use vocabulary::{Date, OrganisationId, ProgrammeId, VacancyId};

use super::{Suggestions, VacancyContent, VacancyError, VacancyState, VacancyTransition};

/// A vacancy of an employer within a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Vacancy {
    /// Its identifier.
    #[schemars(with = "String")]
    pub id: VacancyId,
    /// The programme to which it belongs.
    #[schemars(with = "String")]
    pub programme: ProgrammeId,
    /// The employer, or the organisation that brought the vacancy in.
    #[schemars(with = "String")]
    pub organisation: OrganisationId,
    /// The id in the employer's own files, unique in the programme.
    pub reference: String,
    /// Its state.
    pub state: VacancyState,
    /// Counts changes from 1; a change names the version from which it began.
    pub version: i64,
    /// What is required and offered.
    pub content: VacancyContent,
    /// What the text of a posting suggests, until it is confirmed or dropped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestions: Option<Suggestions>,
}

/// Why no candidates are ranked for a vacancy. The messages are written for notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotRankable {
    /// Title and region are not confirmed yet.
    #[error("it is a draft: its title and region are to be confirmed before people are ranked for it")]
    Draft,
    /// The employer closed it.
    #[error("it is closed")]
    Closed,
    /// The employer withdrew it.
    #[error("it was withdrawn")]
    Withdrawn,
    /// All posts are taken.
    #[error("all its posts are taken")]
    Full,
    /// Its last day is over.
    #[error("it was valid until {0}")]
    Expired(Date),
}

impl Vacancy {
    /// Checks that candidates are ranked for the vacancy on a day, when so many of its posts are taken.
    ///
    /// # Errors
    /// With the reason why not.
    pub fn ranked_on(&self, day: Date, posts_taken: u32) -> Result<(), NotRankable> {
        match self.state {
            VacancyState::Draft => Err(NotRankable::Draft),
            VacancyState::Closed => Err(NotRankable::Closed),
            VacancyState::Withdrawn => Err(NotRankable::Withdrawn),
            VacancyState::Open if self.is_full(posts_taken) => Err(NotRankable::Full),
            VacancyState::Open => self.content.valid_on(day),
        }
    }

    /// Whether all posts are taken when so many are; never when the number of posts isn't stated.
    pub fn is_full(&self, posts_taken: u32) -> bool {
        self.content.posts.is_some_and(|posts| posts_taken >= posts)
    }

    /// The vacancy as the subject of a permission.
    pub(crate) fn subject(&self) -> Subject {
        Subject::in_programme(self.programme).of_organisation(self.organisation)
    }

    /// Applies a transition. Publishing needs title and region, by which the draft is confirmed, and drops what was
    /// suggested.
    ///
    /// # Errors
    /// When the transition isn't possible from the vacancy's state, or title or region are missing.
    pub(crate) fn apply(&mut self, transition: VacancyTransition) -> Result<(), VacancyError> {
        let state = self.state.after(transition)?;
        match transition {
            VacancyTransition::Publish => {
                let fields = [("title", self.content.title.is_some()), ("region", self.content.region.is_some())];
                let missing: Vec<&str> =
                    fields.iter().filter(|(_, filled)| !filled).map(|(field, _)| *field).collect();
                if !missing.is_empty() {
                    return Err(VacancyError::Unconfirmed { missing });
                }
                self.suggestions = None;
            }
            VacancyTransition::Close | VacancyTransition::Withdraw => {}
        }
        self.state = state;
        Ok(())
    }
}

impl VacancyContent {
    /// Checks that the vacancy's last day isn't over; of the reasons against ranking, this is the only one that a row
    /// of a file can have.
    ///
    /// # Errors
    /// [`NotRankable::Expired`].
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
        assert_eq!(open().ranked_on(day("2027-03-01"), 0), Ok(()));
        assert_eq!(open().ranked_on(day("2027-03-02"), 0), Err(NotRankable::Expired(day("2027-03-01"))));
    }

    #[test]
    fn a_draft_a_closed_and_a_withdrawn_vacancy_are_not_ranked() {
        for (state, reason) in [
            (VacancyState::Draft, NotRankable::Draft),
            (VacancyState::Closed, NotRankable::Closed),
            (VacancyState::Withdrawn, NotRankable::Withdrawn),
        ] {
            assert_eq!(Vacancy { state, ..open() }.ranked_on(day("2027-01-01"), 0), Err(reason));
        }
    }

    #[test]
    fn a_vacancy_whose_posts_are_taken_is_not_ranked() {
        assert_eq!(open().ranked_on(day("2027-01-01"), 1), Ok(()));
        assert_eq!(open().ranked_on(day("2027-01-01"), 2), Err(NotRankable::Full));
    }
}
