//! The refusal of a change of state.

use std::fmt;

/// A change of state that isn't possible from the present one; the same for vacancies and whatever else has states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TransitionError {
    /// What has the state: "vacancy".
    pub noun: &'static str,
    /// The present state.
    pub from: &'static str,
    /// The state that was asked for.
    pub to: &'static str,
}

impl std::error::Error for TransitionError {}

impl fmt::Display for TransitionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { noun, from, to } = self;
        let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        write!(f, "{article} {noun} that is {from} can't become {to}; load it again to see its state")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_names_both_states_and_what_to_do() {
        let refused = |noun| TransitionError { noun, from: "closed", to: "open" }.to_string();
        assert_eq!(refused("vacancy"), "a vacancy that is closed can't become open; load it again to see its state");
        assert!(refused("application").starts_with("an application that is closed"));
    }
}
