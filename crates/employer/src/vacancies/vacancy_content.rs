//! The content of a vacancy: what is required, offered and preferred.

use serde::{Deserialize, Serialize};
use vocabulary::{
    Code, Contract, Date, EnterpriseNumber, Euros, Evidence, Months, RegionCode, RequiredBy, ShiftSet, TextLanguage,
    TitleStatus,
};

use super::{HoursRange, LanguageRequirement, Wish};

/// What a vacancy requires, offers and prefers. What is absent isn't required, or isn't known.
///
/// In JSON the fields have the names of the file format's columns; what is absent is left out. [`VacancyContent::check`]
/// returns the fields that are wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct VacancyContent {
    /// The lowest title that is required; absent only in a draft, until one is confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Code>,
    /// How far the title has to be on the way to a licence; by default the candidate's own statement suffices.
    pub title_status: TitleStatus,
    /// By when the title has to have that status.
    pub title_by: RequiredBy,
    /// The number of posts, at least one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posts: Option<u32>,
    /// The region of the work: a NUTS code of level 1 to 3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionCode>,
    /// The municipality, for display only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub municipality: Option<String>,
    /// The setting, such as hospital or care home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub setting: Option<Code>,
    /// The specialisms of the post; a requirement when [`specialism_months`](Self::specialism_months) is above 0.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub specialisms: Vec<Code>,
    /// The months of work required in all those specialisms together.
    #[serde(skip_serializing_if = "is_zero")]
    pub specialism_months: Months,
    /// The months of work required in total.
    #[serde(skip_serializing_if = "is_zero")]
    pub experience_months: Months,
    /// The most months since the candidate last practised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub practised_within: Option<Months>,
    /// The languages, all of which are required.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<LanguageRequirement>,
    /// The least evidence required for all languages.
    pub languages_evidence: Evidence,
    /// The shifts, all of which are required.
    #[serde(skip_serializing_if = "is_empty")]
    pub shifts: ShiftSet,
    /// The hours a week.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<HoursRange>,
    /// The first day on which work may begin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_from: Option<Date>,
    /// The last day on which work may begin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_until: Option<Date>,
    /// The lowest gross pay a month, for the hours of the post.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay: Option<Euros>,
    /// The gross pay a month with all seniority recognised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_max: Option<Euros>,
    /// The duration of the contract.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contract: Option<Contract>,
    /// Whether a driving licence is needed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub driving_licence: bool,
    /// Whether the employer will ask for a single permit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub single_permit: Option<bool>,
    /// Preferences, which only order candidates.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wishes: Vec<Wish>,
    /// The day on which the vacancy was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posted: Option<Date>,
    /// The last day on which candidates are ranked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// The employer's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employer: Option<String>,
    /// The employer's number in the register of its country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employer_number: Option<EnterpriseNumber>,
    /// The advert, as plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The language of that text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_language: Option<TextLanguage>,
}

fn is_zero(months: &Months) -> bool {
    months.count() == 0
}

fn is_empty(shifts: &ShiftSet) -> bool {
    shifts.is_empty()
}

impl Default for VacancyContent {
    /// A vacancy without any requirement.
    fn default() -> Self {
        Self {
            title: None,
            title_status: TitleStatus::Declared,
            title_by: RequiredBy::Start,
            posts: None,
            region: None,
            municipality: None,
            setting: None,
            specialisms: Vec::new(),
            specialism_months: Months::default(),
            experience_months: Months::default(),
            practised_within: None,
            languages: Vec::new(),
            languages_evidence: Evidence::Declared,
            shifts: ShiftSet::default(),
            hours: None,
            start_from: None,
            start_until: None,
            pay: None,
            pay_max: None,
            contract: None,
            driving_licence: false,
            single_permit: None,
            wishes: Vec::new(),
            posted: None,
            valid_until: None,
            employer: None,
            employer_number: None,
            text: None,
            text_language: None,
        }
    }
}
