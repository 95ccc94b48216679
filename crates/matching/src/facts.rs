//! The facts of a candidate that matching may read.
//!
//! No field is for a name, sex, date of birth, nationality, family or health: they are in another table and another type,
//! which this crate cannot see. A free text is stored as it was written; the criterion `text` compares its words alone.

use serde::{Deserialize, Serialize};
use vocabulary::{
    Code, Date, Euros, Evidence, Hours, LanguageCode, Level, Months, RegionCode, ShiftSet, Skill, SourceKind,
    TextLanguage, TitleStatus, WorkPermission,
};

/// Everything that a rule or a criterion may read of one candidate. An absent fact is unknown, never "no".
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Facts {
    /// The titles held; none: unknown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<HeldTitle>,
    /// The lowest rung that the candidate would work on; absent: unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lowest_title: Option<Code>,
    /// Specialisms wanted or trained in. They order candidates and decide nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub specialisms: Vec<Code>,
    /// Months worked by specialism; absent: unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub experience: Option<Experience>,
    /// The last day of practice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_practised: Option<Date>,
    /// Assertions of language levels. Several assertions of one language and skill may stand side by side.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<KnownLanguage>,
    /// Whether the list of languages is complete, so that a language that isn't listed is not known at all.
    #[serde(skip_serializing_if = "is_false")]
    pub languages_complete: bool,
    /// Regions in which the candidate would work; none: unknown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<RegionCode>,
    /// Settings in which the candidate would work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<Settings>,
    /// Shifts that the candidate would work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shifts: Option<ShiftSet>,
    /// The fewest hours a week.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours_min: Option<Hours>,
    /// The most hours a week.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours_max: Option<Hours>,
    /// The first day on which the candidate could start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available_from: Option<Date>,
    /// The least gross pay a month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_pay: Option<Euros>,
    /// The shortest contract that the candidate would accept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contract_min_months: Option<Months>,
    /// Whether the candidate has a driving licence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub driving_licence: Option<bool>,
    /// Whether the candidate may work for a new employer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_permission: Option<WorkPermission>,
    /// Whether the candidate agreed to be shown to employers as a pseudonym.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent: Option<bool>,
    /// Whether the candidate is placed elsewhere already. Known in the database only.
    #[serde(skip_serializing_if = "is_false")]
    pub placed: bool,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// A title that a candidate holds, with its status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldTitle {
    /// The title.
    pub title: Code,
    /// The status on the way to a licence; absent: unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<TitleStatus>,
    /// On what kind of source it rests. It explains an outcome, and decides none.
    #[serde(default, skip_serializing_if = "SourceKind::is_own_word")]
    pub source: SourceKind,
}

/// Months worked under the highest title, by specialism.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Experience {
    /// The months in each specialism, each specialism once.
    pub months: Vec<(Code, Months)>,
    /// Whether every specialism that isn't listed is zero.
    pub complete: bool,
}

/// One assertion of the level in a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownLanguage {
    /// The language.
    pub language: LanguageCode,
    /// The skill; absent: all skills without an assertion of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skill: Option<Skill>,
    /// The level.
    pub level: Level,
    /// The evidence for it.
    pub evidence: Evidence,
    /// On what kind of source it rests. It explains an outcome, and decides whether a native speaker needs evidence: by
    /// somebody's own word they do.
    #[serde(default, skip_serializing_if = "SourceKind::is_own_word")]
    pub source: SourceKind,
}

/// The settings in which a candidate would work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Settings {
    /// Any setting.
    Any,
    /// These settings only.
    Some(Vec<Code>),
}

/// Free text of a candidate or a vacancy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreeText {
    /// The text.
    pub text: String,
    /// Its language; absent: detected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<TextLanguage>,
}
