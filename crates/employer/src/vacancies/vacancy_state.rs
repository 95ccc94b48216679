//! The states of a vacancy and the transitions between them.

use vocabulary::TransitionError;

/// Where a vacancy is between draft and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VacancyState {
    /// Not confirmed yet: title and region may be missing, and no candidates are ranked for it.
    Draft,
    /// Published: candidates are ranked for it.
    Open,
    /// Ended by the employer.
    Closed,
    /// Withdrawn before its end.
    Withdrawn,
}

vocabulary::written_as!(VacancyState, "a vacancy's state: draft, open, closed or withdrawn", {
    Draft => "draft", Open => "open", Closed => "closed", Withdrawn => "withdrawn",
});

/// A change of a vacancy's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VacancyTransition {
    /// A draft becomes open.
    Publish,
    /// An open vacancy ends.
    Close,
    /// A draft or an open vacancy is withdrawn.
    Withdraw,
}

impl VacancyTransition {
    /// The state to which the transition leads.
    pub const fn target(self) -> VacancyState {
        match self {
            Self::Publish => VacancyState::Open,
            Self::Close => VacancyState::Closed,
            Self::Withdraw => VacancyState::Withdrawn,
        }
    }
}

impl VacancyState {
    /// The state after a transition.
    ///
    /// # Errors
    /// When the transition isn't possible from this state.
    pub const fn after(self, transition: VacancyTransition) -> Result<Self, TransitionError> {
        match (self, transition) {
            (Self::Draft, VacancyTransition::Publish)
            | (Self::Open, VacancyTransition::Close)
            | (Self::Draft | Self::Open, VacancyTransition::Withdraw) => Ok(transition.target()),
            (Self::Open | Self::Closed | Self::Withdrawn, VacancyTransition::Publish)
            | (Self::Draft | Self::Closed | Self::Withdrawn, VacancyTransition::Close)
            | (Self::Closed | Self::Withdrawn, VacancyTransition::Withdraw) => {
                Err(TransitionError { noun: "vacancy", from: self.word(), to: transition.target().word() })
            }
        }
    }

    /// Whether the content may be changed.
    pub const fn is_editable(self) -> bool {
        match self {
            Self::Draft | Self::Open => true,
            Self::Closed | Self::Withdrawn => false,
        }
    }

    /// Whether posts can be taken.
    pub const fn is_fillable(self) -> bool {
        match self {
            Self::Open => true,
            Self::Draft | Self::Closed | Self::Withdrawn => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::VacancyState::{Closed, Draft, Open, Withdrawn};
    use super::VacancyTransition::{Close, Publish, Withdraw};

    #[test]
    fn every_pair_of_state_and_transition_has_its_outcome() {
        let table = [
            (Draft, Publish, Some(Open)),
            (Draft, Close, None),
            (Draft, Withdraw, Some(Withdrawn)),
            (Open, Publish, None),
            (Open, Close, Some(Closed)),
            (Open, Withdraw, Some(Withdrawn)),
            (Closed, Publish, None),
            (Closed, Close, None),
            (Closed, Withdraw, None),
            (Withdrawn, Publish, None),
            (Withdrawn, Close, None),
            (Withdrawn, Withdraw, None),
        ];
        for (state, transition, outcome) in table {
            assert_eq!(state.after(transition).ok(), outcome, "{state}, {transition:?}");
        }
    }

    #[test]
    fn a_refusal_names_the_present_and_the_refused_state() {
        let message = Closed.after(Publish).expect_err("closed").to_string();
        assert_eq!(message, "a vacancy that is closed can't become open; load it again to see its state");
    }

    #[test]
    fn content_is_editable_until_the_end_and_posts_can_be_taken_only_while_open() {
        let editable = [Draft, Open, Closed, Withdrawn].map(|state| (state.is_editable(), state.is_fillable()));
        assert_eq!(editable, [(true, false), (true, true), (false, false), (false, false)]);
    }
}
