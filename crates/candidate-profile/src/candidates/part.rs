//! The parts of a candidate that are changed by themselves, so that two people who change different parts at once don't
//! collide.

use crate::held_title::HeldTitle;
use crate::known_language::KnownLanguage;
use crate::personal_data::PersonalData;
use crate::profile::Profile;

/// A part of what is known of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CandidatePart {
    /// The titles held.
    Titles,
    /// The languages known, and whether they are all.
    Languages,
    /// The rest of the profile: experience, preferences, availability and consent.
    Preferences,
    /// The personal data.
    PersonalData,
}

vocabulary::written_as!(CandidatePart, "a part of a candidate: titles, languages, preferences or personal-data", {
    Titles => "titles", Languages => "languages", Preferences => "preferences", PersonalData => "personal-data",
});

/// The versions of the parts; each counts the changes of its part from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct PartVersions {
    /// Of the titles.
    pub titles: i64,
    /// Of the languages.
    pub languages: i64,
    /// Of the rest of the profile.
    pub preferences: i64,
    /// Of the personal data.
    pub personal_data: i64,
}

impl PartVersions {
    /// Those of a candidate who was just registered.
    pub(super) const FIRST: Self = Self { titles: 1, languages: 1, preferences: 1, personal_data: 1 };

    /// The version of a part.
    pub fn of(mut self, part: CandidatePart) -> i64 {
        *self.of_mut(part)
    }

    /// The version of a part, to be counted up.
    pub(super) fn of_mut(&mut self, part: CandidatePart) -> &mut i64 {
        match part {
            CandidatePart::Titles => &mut self.titles,
            CandidatePart::Languages => &mut self.languages,
            CandidatePart::Preferences => &mut self.preferences,
            CandidatePart::PersonalData => &mut self.personal_data,
        }
    }
}

/// The whole new content of a part.
#[derive(Debug, Clone, PartialEq)]
pub enum PartContent {
    /// All titles.
    Titles(Vec<HeldTitle>),
    /// All languages.
    Languages {
        /// The languages.
        languages: Vec<KnownLanguage>,
        /// Whether the candidate knows no other ones.
        complete: bool,
    },
    /// A profile without titles and languages.
    Preferences(Profile),
    /// All personal data.
    PersonalData(PersonalData),
}

impl PartContent {
    /// The part whose content it is.
    pub const fn part(&self) -> CandidatePart {
        match self {
            Self::Titles(_) => CandidatePart::Titles,
            Self::Languages { .. } => CandidatePart::Languages,
            Self::Preferences(_) => CandidatePart::Preferences,
            Self::PersonalData(_) => CandidatePart::PersonalData,
        }
    }
}
