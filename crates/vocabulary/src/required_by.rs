//! By when a must has to hold.

use crate::written_as;

/// By when a must has to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum RequiredBy {
    /// When somebody applies: no plan can help.
    Application,
    /// When work starts, so that a plan may still make it hold.
    #[default]
    Start,
}

written_as!(RequiredBy, "application or start", { Application => "application", Start => "start" });
