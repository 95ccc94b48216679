//! The status of a title, from the candidate's own statement to a licence.

use crate::written_as;

/// The status of a candidate's title, lowest first. Only `equivalent` and `licensed` are decisions of an authority;
/// the lower ones are advice, based on documents seen and on a comparison of the training.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum TitleStatus {
    /// Stated by the candidate.
    Declared = 1,
    /// Documents were seen.
    Documented,
    /// The certifying agency compared the training with the law.
    Certified,
    /// A Community decided that the diploma is equivalent.
    Equivalent,
    /// Licensed to practise: the visum of FPS Health, and whatever else the title requires.
    Licensed,
}

written_as!(TitleStatus, "a status: declared, documented, certified, equivalent or licensed", {
    Declared => "declared", Documented => "documented", Certified => "certified", Equivalent => "equivalent",
    Licensed => "licensed",
});

impl TitleStatus {
    /// Returns the next higher status; `None` above `licensed`.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self as usize).copied()
    }

    /// Returns the next lower status; `None` below `declared`.
    pub fn one_lower(self) -> Option<Self> {
        (self as usize).checked_sub(2).map(|index| Self::ALL[index])
    }
}
