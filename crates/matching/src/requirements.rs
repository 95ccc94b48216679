//! The parts of a vacancy that matching may read: its requirements, and the preferences that order candidates.

use serde::{Deserialize, Serialize};
use vocabulary::{
    Code, Contract, Date, Euros, Evidence, Hours, LanguageCode, Level, Months, RegionCode, RequiredBy, ShiftSet,
    Skill, TitleStatus,
};

use crate::facts::FreeText;

/// Everything that a rule or a criterion may read of one vacancy. An absent field requires nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirements {
    /// The identifier in the file or the programme. Ties are broken by a hash of it.
    pub reference: String,
    /// The least title. Absent only where the impact of that requirement is computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Code>,
    /// The least status of that title.
    pub title_status: TitleStatus,
    /// By when the title is required.
    pub title_by: RequiredBy,
    /// Where the work is; a candidate has to accept all of its districts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionCode>,
    /// The setting of the work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setting: Option<Code>,
    /// The specialisms of the work.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub specialisms: Vec<Code>,
    /// Months required in those specialisms together; 0 requires nothing.
    #[serde(default)]
    pub specialism_months: Months,
    /// Months required in total; 0 requires nothing.
    #[serde(default)]
    pub experience_months: Months,
    /// How many months ago a candidate may last have practised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub practised_within: Option<Months>,
    /// Languages required; each entry is one requirement.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<LanguageRequirement>,
    /// Least evidence for all of them.
    #[serde(default)]
    pub languages_evidence: Evidence,
    /// Shifts, all of which are required.
    #[serde(default, skip_serializing_if = "no_shift")]
    pub shifts: ShiftSet,
    /// Hours a week, from and to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<(Hours, Hours)>,
    /// The first day on which work may begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_from: Option<Date>,
    /// The last day on which work has to begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_until: Option<Date>,
    /// Gross pay a month, from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay: Option<Euros>,
    /// Gross pay a month with all seniority recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay_max: Option<Euros>,
    /// The length of the contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<Contract>,
    /// Whether a driving licence is required.
    #[serde(default)]
    pub driving_licence: bool,
    /// Whether the employer will apply for a single permit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub single_permit: Option<bool>,
    /// The employer's preferences. They order candidates and decide nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wishes: Vec<Wish>,
    /// The text of the advert, its title first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<FreeText>,
}

fn no_shift(shifts: &ShiftSet) -> bool {
    shifts.is_empty()
}

/// One entry of the required languages, met by any one of its alternatives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageRequirement {
    /// At least one.
    pub alternatives: Vec<LanguageAlternative>,
}

impl LanguageRequirement {
    /// The code of this entry's check: `language.nl.writing`, `language.fr/nl`.
    pub fn rule_code(&self) -> String {
        let mut code = String::from("language.");
        for (index, alternative) in self.alternatives.iter().enumerate() {
            if index > 0 {
                code.push('/');
            }
            code.push_str(alternative.language.as_str());
            if let Some(skill) = alternative.skill {
                code.push('.');
                code.push_str(skill.word());
            }
        }
        code
    }
}

/// A required level in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageAlternative {
    /// The language.
    pub language: LanguageCode,
    /// The skill; absent: all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skill: Option<Skill>,
    /// The least level.
    pub level: Level,
    /// By when it is required.
    pub by: RequiredBy,
}

/// A preference of the employer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Wish {
    /// Any experience or training in a specialism.
    Specialism(Code),
    /// A level in a language.
    Language(LanguageCode, Level),
    /// Months of experience in total.
    Experience(Months),
}
