//! How far a title is on its way from a person's word to a licence.

use crate::written_as;

/// The status of a title that a person holds, least first. Only `equivalent` and `licensed` are acts of an
/// authority; what comes before is what we saw or compared, as advice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum TitleStatus {
    /// The person says so.
    Declared = 1,
    /// Papers were seen.
    Documented,
    /// The certifying agency compared the training with the law.
    Certified,
    /// A Community decided that the diploma is equivalent.
    Equivalent,
    /// May practise: the visum of FPS Health, and what else the title needs.
    Licensed,
}

written_as!(TitleStatus, "a status: declared, documented, certified, equivalent or licensed", {
    Declared => "declared", Documented => "documented", Certified => "certified", Equivalent => "equivalent",
    Licensed => "licensed",
});

impl TitleStatus {
    /// The next status on the way, or nothing above a licence.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self as usize).copied()
    }

    /// The status before, or nothing before a person's word.
    pub fn one_lower(self) -> Option<Self> {
        (self as usize).checked_sub(2).map(|index| Self::ALL[index])
    }
}
