//! The states of a candidate and the transitions between them.

/// Whether a candidate takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CandidateState {
    /// Takes part: is ranked, counted and shown.
    Active,
    /// Has withdrawn, for good.
    Withdrawn,
}

vocabulary::written_as!(CandidateState, "a candidate's state: active or withdrawn", {
    Active => "active", Withdrawn => "withdrawn",
});

/// A change of a candidate's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CandidateTransition {
    /// The candidate no longer takes part.
    Withdraw,
}

impl CandidateState {
    /// The state after a transition. Every transition is possible: withdrawing again changes nothing.
    pub const fn after(self, transition: CandidateTransition) -> Self {
        match (self, transition) {
            (Self::Active | Self::Withdrawn, CandidateTransition::Withdraw) => Self::Withdrawn,
        }
    }

    /// Whether profile and personal data may be changed.
    pub const fn is_editable(self) -> bool {
        match self {
            Self::Active => true,
            Self::Withdrawn => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_candidate_in_any_state_can_withdraw_and_then_is_not_editable() {
        for state in CandidateState::ALL {
            let withdrawn = state.after(CandidateTransition::Withdraw);
            assert_eq!((withdrawn, withdrawn.is_editable()), (CandidateState::Withdrawn, false));
        }
        assert!(CandidateState::Active.is_editable());
    }
}
