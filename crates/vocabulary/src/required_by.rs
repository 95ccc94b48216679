//! The time by which a requirement has to hold.

use crate::written_as;

/// The time by which a requirement has to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum RequiredBy {
    /// When the candidate applies, so no plan can satisfy it.
    Application,
    /// When work starts, so a plan can still satisfy it.
    #[default]
    Start,
}

written_as!(RequiredBy, "application or start", { Application => "application", Start => "start" });
