//! What a rule says of a person, and where all rules together leave them.

use crate::written_as;

/// What one rule says of one person.
///
/// In the order that "best of" uses: the best comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Outcome {
    /// The requirement holds.
    Met = 0,
    /// It doesn't hold yet; a concrete plan that ends in time makes it hold.
    ByPlan = 1,
    /// A fact is missing: to be verified, neither a pass nor a failure.
    Unknown = 2,
    /// It doesn't hold.
    NotMet = 3,
}

written_as!(Outcome, "an outcome: met, by-plan, unknown or not-met", {
    Met => "met", ByPlan => "by-plan", Unknown => "unknown", NotMet => "not-met",
});

impl Outcome {
    /// The better of two alternatives: met, by plan, unknown, not met.
    pub fn or(self, other: Self) -> Self {
        self.min(other)
    }
}

/// Where all rules together leave a person for a vacancy, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Standing {
    /// Every must is met.
    Ready = 0,
    /// Every must is met or met by plan.
    Reachable = 1,
    /// Nothing failed, something is unknown.
    ToVerify = 2,
    /// Exactly one must is not met: listed under that rule, never ranked.
    NearMiss = 3,
    /// Everything else, everybody without consent, and everybody placed elsewhere.
    Excluded = 4,
}

written_as!(Standing, "a standing: ready, reachable, to_verify, near_miss or excluded", {
    Ready => "ready", Reachable => "reachable", ToVerify => "to_verify", NearMiss => "near_miss",
    Excluded => "excluded",
});

impl Standing {
    /// The standing that outcomes give, whatever order they come in.
    ///
    /// Consent and availability are no counts: a person who didn't consent or is placed is excluded before this is
    /// asked.
    pub fn of(failed: usize, unknown: usize, by_plan: usize) -> Self {
        match (failed, unknown, by_plan) {
            (0, 0, 0) => Self::Ready,
            (0, 0, _) => Self::Reachable,
            (0, _, _) => Self::ToVerify,
            (1, _, _) => Self::NearMiss,
            _ => Self::Excluded,
        }
    }

    /// Whether people of this standing are ranked.
    pub fn is_ranked(self) -> bool {
        self <= Self::ToVerify
    }
}
