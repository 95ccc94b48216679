//! A placement as the database has it, and when one may begin and end.

use access::Subject;
use candidate_profile::CandidateState;
use candidate_profile::candidates::Indexable;
use employer::Vacancy;
use vocabulary::{CandidateId, Date, PlacementId, ProgrammeId, VacancyId};

use crate::PlacementError;

/// A candidate in a post of a vacancy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// The placement.
    pub id: PlacementId,
    /// The programme of both.
    pub programme: ProgrammeId,
    /// The vacancy of which a post is taken.
    pub vacancy: VacancyId,
    /// The candidate who takes it.
    pub candidate: CandidateId,
    /// The first day of work.
    pub starts_on: Date,
    /// The last day of work, or the day on which it fell through before it began; nothing while the placement is current.
    pub ended_on: Option<Date>,
    /// Counts changes from 1; a change names the version from which it began.
    pub version: i64,
}

impl Placement {
    /// Checks that a candidate may take a post of a vacancy that has so many posts taken. That they have no other current
    /// placement is checked by the database.
    ///
    /// # Errors
    /// With the reason why not.
    pub(crate) fn check_start(
        candidate: &Indexable,
        vacancy: &Vacancy,
        posts_taken: u32,
    ) -> Result<(), PlacementError> {
        match candidate.state {
            CandidateState::Active => {}
            CandidateState::Withdrawn => return Err(PlacementError::Withdrawn(candidate.id)),
        }
        if candidate.profile.consent != Some(true) {
            return Err(PlacementError::WithoutConsent(candidate.id));
        }
        if !vacancy.state.is_fillable() {
            return Err(PlacementError::NotFillable(vacancy.state));
        }
        if vacancy.is_full(posts_taken) {
            return Err(PlacementError::Full { posts_taken });
        }
        Ok(())
    }

    /// Ends the placement, which is no longer current then. So its end isn't to come; one that falls through before it
    /// begins ends before its start.
    ///
    /// # Errors
    /// [`PlacementError::Ended`] when it has ended, [`PlacementError::EndsInFuture`] and [`PlacementError::EndsBeforeStart`].
    pub(crate) fn end(&mut self, ended_on: Date, today: Date) -> Result<(), PlacementError> {
        if let Some(ended_on) = self.ended_on {
            return Err(PlacementError::Ended(ended_on));
        }
        if ended_on > today {
            return Err(PlacementError::EndsInFuture { ended_on, today });
        }
        if ended_on < self.starts_on && self.starts_on <= today {
            return Err(PlacementError::EndsBeforeStart { starts_on: self.starts_on, ended_on });
        }
        self.ended_on = Some(ended_on);
        Ok(())
    }

    /// The placement as the subject of a permission. It belongs to no organisation: an employer sees no identifiers of
    /// candidates.
    pub(crate) fn subject(&self) -> Subject {
        Subject::in_programme(self.programme).of_candidate(self.candidate, None)
    }
}

#[cfg(test)]
mod tests {
    use candidate_profile::Profile;
    use employer::{VacancyContent, VacancyState};
    use vocabulary::OrganisationId;

    use super::*;

    fn day(written: &str) -> Date {
        written.parse().expect("a date")
    }

    fn candidate(state: CandidateState, consent: Option<bool>) -> Indexable {
        Indexable {
            id: CandidateId::new(),
            organisation: None,
            reference: "c1".to_owned(),
            pseudonym: "C-1".to_owned(),
            state,
            version: 1,
            profile: Profile { consent, ..Profile::default() },
            masked_text: None,
        }
    }

    fn vacancy(state: VacancyState, posts: Option<u32>) -> Vacancy {
        Vacancy {
            id: VacancyId::new(),
            programme: ProgrammeId::new(),
            organisation: OrganisationId::new(),
            reference: "v1".to_owned(),
            state,
            version: 1,
            content: VacancyContent { posts, ..VacancyContent::default() },
            suggestions: None,
        }
    }

    #[test]
    fn an_open_vacancy_takes_candidates_while_it_has_a_free_post() {
        let nurse = candidate(CandidateState::Active, Some(true));
        let check = |state, posts, taken| Placement::check_start(&nurse, &vacancy(state, posts), taken);
        assert_eq!(check(VacancyState::Open, Some(2), 1), Ok(()));
        assert_eq!(check(VacancyState::Open, Some(2), 2), Err(PlacementError::Full { posts_taken: 2 }));
        assert_eq!(check(VacancyState::Open, None, 99), Ok(()), "the number of posts isn't stated");
        for state in [VacancyState::Draft, VacancyState::Closed, VacancyState::Withdrawn] {
            assert_eq!(check(state, Some(2), 0), Err(PlacementError::NotFillable(state)));
        }
    }

    #[test]
    fn only_a_candidate_who_takes_part_and_consents_is_placed() {
        let check =
            |candidate: &Indexable| Placement::check_start(candidate, &vacancy(VacancyState::Open, Some(1)), 0);
        let withdrawn = candidate(CandidateState::Withdrawn, Some(true));
        assert_eq!(check(&withdrawn), Err(PlacementError::Withdrawn(withdrawn.id)));
        for consent in [None, Some(false)] {
            let silent = candidate(CandidateState::Active, consent);
            assert_eq!(check(&silent), Err(PlacementError::WithoutConsent(silent.id)));
        }
    }

    #[test]
    fn a_placement_ends_once_neither_before_it_starts_nor_in_the_future() {
        let mut placement = Placement {
            id: PlacementId::new(),
            programme: ProgrammeId::new(),
            vacancy: VacancyId::new(),
            candidate: CandidateId::new(),
            starts_on: day("2027-03-01"),
            ended_on: None,
            version: 1,
        };
        let (begun, today) = (placement.clone(), day("2027-05-31"));
        let early = placement.end(day("2027-02-28"), today).expect_err("before it starts");
        assert!(matches!(early, PlacementError::EndsBeforeStart { .. }));
        let late = placement.end(day("2027-06-01"), today).expect_err("to come");
        assert!(matches!(late, PlacementError::EndsInFuture { .. }));
        assert_eq!(placement.end(day("2027-03-01"), today), Ok(()));
        assert_eq!(placement.end(day("2027-04-01"), today), Err(PlacementError::Ended(day("2027-03-01"))));
        let mut fell_through = begun;
        assert_eq!(fell_through.end(day("2026-12-01"), day("2026-12-01")), Ok(()));
    }
}
