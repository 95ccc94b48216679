//! Notes beside an assessment: what to know, and what to ask.

use serde::Serialize;
use smol_str::{SmolStr, ToSmolStr};
use vocabulary::written_as;

/// The kind of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteCode {
    /// The framework as a whole is to be confirmed.
    FrameworkToBeConfirmed,
    /// The list of subjects is to be confirmed, so subjects are not compared and the rules stand alone.
    SubjectsToBeConfirmed,
    /// No list of subjects is known.
    SubjectsNotKnown,
    /// What the framework asks of admission isn't known.
    AdmissionNotKnown,
    /// Competences are not compared: hours and subjects say nothing about them.
    CompetencesNotCompared,
    /// Years or hours are enough.
    EitherDuration,
    /// Several versions may apply, since the day of transposition isn't known.
    VersionNotKnown,
    /// The training began before the framework can apply.
    BegunBefore,
    /// A later version of the framework applies to the training.
    LaterVersion,
    /// The framework wasn't in force on the day of the assessment.
    NotInForce,
    /// A stated total differs from the sum of the modules.
    TotalDiffers,
    /// A stated total is above the sum of what is known.
    TotalAboveKnown,
    /// A year of study has more hours than a working year.
    LongYear,
    /// A module states the same amount as theory and as clinical training.
    SameAmountTwice,
    /// The title of a module says placement, and its hours are counted as theory alone.
    PlacementAsTheory,
    /// A module is mapped to a subject of a part of which it states no hours.
    SubjectWithoutHours,
    /// All amounts are credits, which count workload with self-study.
    CreditsOnly,
    /// Amounts that aren't known.
    AmountsNotKnown,
    /// Self-study and the like, which isn't counted.
    OtherNotCounted,
    /// More modules than a curriculum usually has.
    ManyModules,
}

written_as!(NoteCode, "a kind of note", {
    FrameworkToBeConfirmed => "framework-to-be-confirmed",
    SubjectsToBeConfirmed => "subjects-to-be-confirmed",
    SubjectsNotKnown => "subjects-not-known",
    AdmissionNotKnown => "admission-not-known",
    CompetencesNotCompared => "competences-not-compared",
    EitherDuration => "either-duration",
    VersionNotKnown => "version-not-known",
    BegunBefore => "begun-before",
    LaterVersion => "later-version",
    NotInForce => "not-in-force",
    TotalDiffers => "total-differs",
    TotalAboveKnown => "total-above-known",
    LongYear => "long-year",
    SameAmountTwice => "same-amount-twice",
    PlacementAsTheory => "placement-as-theory",
    SubjectWithoutHours => "subject-without-hours",
    CreditsOnly => "credits-only",
    AmountsNotKnown => "amounts-not-known",
    OtherNotCounted => "other-not-counted",
    ManyModules => "many-modules",
});

impl NoteCode {
    /// Whether it is about the curriculum itself and doesn't depend on the framework.
    pub const fn is_of_curriculum(self) -> bool {
        match self {
            Self::FrameworkToBeConfirmed
            | Self::SubjectsToBeConfirmed
            | Self::SubjectsNotKnown
            | Self::AdmissionNotKnown
            | Self::CompetencesNotCompared
            | Self::EitherDuration
            | Self::VersionNotKnown
            | Self::BegunBefore
            | Self::LaterVersion
            | Self::NotInForce => false,
            Self::TotalDiffers
            | Self::TotalAboveKnown
            | Self::LongYear
            | Self::SameAmountTwice
            | Self::PlacementAsTheory
            | Self::SubjectWithoutHours
            | Self::CreditsOnly
            | Self::AmountsNotKnown
            | Self::OtherNotCounted
            | Self::ManyModules => true,
        }
    }
}

/// A note, with what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The kind.
    pub code: NoteCode,
    /// The row of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// The column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<&'static str>,
    /// The module.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module: Option<SmolStr>,
    /// The year of study.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u8>,
    /// What was found: minutes, a number of modules, a source or a unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<SmolStr>,
    /// What was stated or expected instead: minutes, or a date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<SmolStr>,
    /// The note in words; empty until an [`crate::Explainer`] puts it into words.
    #[serde(skip_serializing_if = "SmolStr::is_empty")]
    pub text: SmolStr,
}

impl Note {
    /// A note of a kind.
    pub fn new(code: NoteCode) -> Self {
        Self {
            code,
            row: None,
            column: None,
            module: None,
            year: None,
            found: None,
            expected: None,
            text: SmolStr::default(),
        }
    }

    /// The note, about a cell of a file.
    pub(crate) fn at(self, row: Option<u64>, column: &'static str) -> Self {
        Self { row, column: Some(column), ..self }
    }

    /// The note, about a module.
    pub(crate) fn of_module(self, module: &str) -> Self {
        Self { module: Some(module.into()), ..self }
    }

    /// The note, about a year of study.
    pub(crate) fn of_year(self, year: Option<u8>) -> Self {
        Self { year, ..self }
    }

    /// The note, with what was found.
    pub fn with_found(self, found: impl ToSmolStr) -> Self {
        Self { found: Some(found.to_smolstr()), ..self }
    }

    /// The note, with what was stated or expected.
    pub fn with_expected(self, expected: impl ToSmolStr) -> Self {
        Self { expected: Some(expected.to_smolstr()), ..self }
    }
}
