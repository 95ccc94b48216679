//! What matching may know of a vacancy: its musts, and what orders people beyond them.

use serde::{Deserialize, Serialize};
use vocabulary::{
    Code, Contract, Date, Euros, Evidence, Hours, LanguageCode, Level, Months, RegionCode, RequiredBy, ShiftSet,
    Skill, TitleStatus,
};

use crate::facts::FreeText;

/// Everything about one vacancy that a rule or a criterion may read. What is absent asks nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirements {
    /// The identifier in the file or the programme. Ties break by a hash of it.
    pub reference: String,
    /// The least title. Absent only where we ask what that must costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Code>,
    /// The least status of that title.
    pub title_status: TitleStatus,
    /// By when the title has to be there.
    pub title_by: RequiredBy,
    /// Where the work is; all of its districts must be accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionCode>,
    /// In what kind of position.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setting: Option<Code>,
    /// The fields of care.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub specialisms: Vec<Code>,
    /// Months asked in all those fields together; 0 asks nothing.
    #[serde(default)]
    pub specialism_months: Months,
    /// Months asked in total; 0 asks nothing.
    #[serde(default)]
    pub experience_months: Months,
    /// How many months ago they may last have practised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub practised_within: Option<Months>,
    /// Languages asked, each entry a must.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<LanguageRequirement>,
    /// Least evidence for all of them.
    #[serde(default)]
    pub languages_evidence: Evidence,
    /// Shifts that are all needed.
    #[serde(default, skip_serializing_if = "no_shift")]
    pub shifts: ShiftSet,
    /// Hours a week, from and to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<(Hours, Hours)>,
    /// The first day on which work may begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_from: Option<Date>,
    /// The last day on which work must begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_until: Option<Date>,
    /// Gross pay a month, from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay: Option<Euros>,
    /// Gross pay a month with all seniority accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay_max: Option<Euros>,
    /// How long the contract lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<Contract>,
    /// Whether a driving licence is asked.
    #[serde(default)]
    pub driving_licence: bool,
    /// Whether the employer will ask for a single permit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub single_permit: Option<bool>,
    /// What would be welcome. It orders, it never decides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wishes: Vec<Wish>,
    /// The words of the advert, its title first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<FreeText>,
}

fn no_shift(shifts: &ShiftSet) -> bool {
    shifts.is_empty()
}

/// One entry of the languages asked: one of its alternatives will do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageRequirement {
    /// At least one.
    pub alternatives: Vec<LanguageAlternative>,
}

impl LanguageRequirement {
    /// The code of the rule for this entry: `language.nl.writing`, `language.fr/nl`.
    pub fn rule_code(&self) -> String {
        let mut code = String::from("language.");
        for (index, ask) in self.alternatives.iter().enumerate() {
            if index > 0 {
                code.push('/');
            }
            code.push_str(ask.language.as_str());
            if let Some(skill) = ask.skill {
                code.push('.');
                code.push_str(skill.word());
            }
        }
        code
    }
}

/// A level asked in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageAlternative {
    /// Which language.
    pub language: LanguageCode,
    /// Which skill; absent: all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skill: Option<Skill>,
    /// The least level.
    pub level: Level,
    /// By when.
    pub by: RequiredBy,
}

/// Something welcome that is no must.
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
