//! What matching may know of a person.
//!
//! There is no name here, no sex, no birth date, no nationality, no family and no health, and no type that could
//! hold one: they live in another table and another type that this crate cannot see.

use serde::{Deserialize, Serialize};
use vocabulary::{
    Code, Date, Euros, Evidence, Hours, LanguageCode, Level, Months, RegionCode, ShiftSet, Skill, TextLanguage,
    TitleStatus, WorkPermission,
};

/// Everything about one person that a rule or a criterion may read. What is absent is unknown, never "no".
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Facts {
    /// The titles held; none: unknown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<HeldTitle>,
    /// The lowest rung that the person would work on; absent: not asked yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lowest_title: Option<Code>,
    /// Fields wanted or trained in. They order, they never decide.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub specialisms: Vec<Code>,
    /// Months worked by specialism; absent: unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub experience: Option<Experience>,
    /// The last day on which they practised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_practised: Option<Date>,
    /// What is asserted of their languages. Several assertions of one language and skill may stand side by side.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<KnownLanguage>,
    /// Whether a language that isn't listed is not known at all.
    #[serde(skip_serializing_if = "is_false")]
    pub languages_complete: bool,
    /// Regions in which they would work; none: unknown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<RegionCode>,
    /// Settings in which they would work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<Settings>,
    /// Shifts that they would work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shifts: Option<ShiftSet>,
    /// The fewest hours a week.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours_min: Option<Hours>,
    /// The most hours a week.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours_max: Option<Hours>,
    /// The first day on which they could start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available_from: Option<Date>,
    /// The least gross pay a month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_pay: Option<Euros>,
    /// The shortest contract they would take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contract_min_months: Option<Months>,
    /// Whether they may drive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub driving_licence: Option<bool>,
    /// Whether they may work for a new employer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_permission: Option<WorkPermission>,
    /// Whether they agreed to be shown to employers as a pseudonym.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent: Option<bool>,
    /// Whether they are placed elsewhere already. Known in the database only.
    #[serde(skip_serializing_if = "is_false")]
    pub placed: bool,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// A title that a person holds, and how far it is; without a status it is held, and how is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldTitle {
    /// Which title.
    pub title: Code,
    /// How far it is on its way to a licence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<TitleStatus>,
}

/// Months worked under the highest title, by specialism.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Experience {
    /// A specialism and the months in it, each specialism once.
    pub months: Vec<(Code, Months)>,
    /// Whether every specialism that isn't listed is zero.
    pub complete: bool,
}

/// One assertion of how well a language is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownLanguage {
    /// Which language.
    pub language: LanguageCode,
    /// Which skill; absent: all of them, unless one says otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skill: Option<Skill>,
    /// How well.
    pub level: Level,
    /// How that is known.
    pub evidence: Evidence,
}

/// Where a person would work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Settings {
    /// Anywhere.
    Any,
    /// In these settings only.
    Some(Vec<Code>),
}

/// Free text of a person or a vacancy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreeText {
    /// What was written.
    pub text: String,
    /// In which language; absent: detected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<TextLanguage>,
}
