//! What a vacancy says: what is asked, offered and wished for.

use serde::{Deserialize, Serialize};
use vocabulary::{
    Code, Contract, Date, EnterpriseNumber, Euros, Evidence, Months, RegionCode, RequiredBy, ShiftSet, TextLanguage,
    TitleStatus,
};

use crate::{HoursRange, LanguageRequirement, Wish};

/// Everything that a vacancy says. What is absent is not asked, or not known.
///
/// In JSON the fields carry the names of the file format's columns; what is absent is left out.
/// [`vacancy_validation`](VacancyContent::check) tells what doesn't fit together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct VacancyContent {
    /// The least title that is asked; absent only while nobody has confirmed one, in a draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Code>,
    /// How far that title must be on its way to a licence; a person's word when nothing is asked.
    pub title_status: TitleStatus,
    /// By when the title must have that status.
    pub title_by: RequiredBy,
    /// How many people are sought, at least one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posts: Option<u32>,
    /// Where the work is: a NUTS code of level 1 to 3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionCode>,
    /// The municipality, for people to read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub municipality: Option<String>,
    /// The kind of house: hospital, care home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub setting: Option<Code>,
    /// The fields of the post; a must when [`specialism_months`](Self::specialism_months) is above 0.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub specialisms: Vec<Code>,
    /// Months of work asked in all those fields together.
    #[serde(skip_serializing_if = "is_none_at_all")]
    pub specialism_months: Months,
    /// Months of work asked in total.
    #[serde(skip_serializing_if = "is_none_at_all")]
    pub experience_months: Months,
    /// How many months ago somebody may have practised last, at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub practised_within: Option<Months>,
    /// The languages asked, all of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<LanguageRequirement>,
    /// The least evidence for all languages.
    pub languages_evidence: Evidence,
    /// The shifts that the post needs, all of them.
    #[serde(skip_serializing_if = "asks_no_shift")]
    pub shifts: ShiftSet,
    /// Hours a week.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<HoursRange>,
    /// The first day on which work may begin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_from: Option<Date>,
    /// The last day by which work must begin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_until: Option<Date>,
    /// Gross pay a month for the hours of the post, from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay: Option<Euros>,
    /// The same with all seniority accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_max: Option<Euros>,
    /// How long the contract lasts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contract: Option<Contract>,
    /// Whether a driving licence is needed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub driving_licence: bool,
    /// Whether the employer will ask for a single permit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub single_permit: Option<bool>,
    /// What would be liked; it only orders people.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wishes: Vec<Wish>,
    /// The day on which the vacancy was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posted: Option<Date>,
    /// The last day on which it is ranked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// The employer's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employer: Option<String>,
    /// The employer's Belgian enterprise number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employer_number: Option<EnterpriseNumber>,
    /// The advert, as plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The language of that text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_language: Option<TextLanguage>,
}

fn is_none_at_all(months: &Months) -> bool {
    months.count() == 0
}

fn asks_no_shift(shifts: &ShiftSet) -> bool {
    shifts.is_empty()
}

impl Default for VacancyContent {
    /// A vacancy that asks nothing yet.
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
