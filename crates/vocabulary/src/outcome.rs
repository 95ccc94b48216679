//! The outcome of one rule for one candidate, and the standing that all outcomes together give.

use crate::written_as;

/// The outcome of one rule for one candidate, best first: the order in which the best of several alternatives is
/// chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Outcome {
    /// The requirement holds.
    Met = 0,
    /// The requirement doesn't hold yet; a concrete plan that ends in time satisfies it.
    ByPlan = 1,
    /// A fact is missing and has to be verified; neither a pass nor a failure.
    Unknown = 2,
    /// The requirement doesn't hold.
    NotMet = 3,
}

written_as!(Outcome, "an outcome: met, by-plan, unknown or not-met", {
    Met => "met", ByPlan => "by-plan", Unknown => "unknown", NotMet => "not-met",
});

impl Outcome {
    /// Returns the better of two alternatives.
    pub fn or(self, other: Self) -> Self {
        self.min(other)
    }
}

/// The standing of a candidate for a vacancy, from the outcomes of all rules; best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Standing {
    /// Every requirement is met.
    Ready = 0,
    /// Every requirement is met, now or by plan.
    Reachable = 1,
    /// No requirement failed and at least one is unknown.
    ToVerify = 2,
    /// Exactly one requirement is not met: listed under that rule, never ranked.
    NearMiss = 3,
    /// All other candidates, and all who gave no consent or are placed elsewhere.
    Excluded = 4,
}

written_as!(Standing, "a standing: ready, reachable, to_verify, near_miss or excluded", {
    Ready => "ready", Reachable => "reachable", ToVerify => "to_verify", NearMiss => "near_miss",
    Excluded => "excluded",
});

impl Standing {
    /// Returns the standing for the numbers of outcomes of each kind.
    ///
    /// Consent and availability aren't counted: candidates without consent and placed candidates are excluded before
    /// this is called.
    pub fn of(failed: usize, unknown: usize, by_plan: usize) -> Self {
        match (failed, unknown, by_plan) {
            (0, 0, 0) => Self::Ready,
            (0, 0, _) => Self::Reachable,
            (0, _, _) => Self::ToVerify,
            (1, _, _) => Self::NearMiss,
            _ => Self::Excluded,
        }
    }

    /// Whether candidates of this standing are ranked.
    pub fn is_ranked(self) -> bool {
        self <= Self::ToVerify
    }
}
