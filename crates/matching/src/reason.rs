//! Reasons as data: a rule, its outcome, what is required, what was found, and the evidence for it.
//!
//! Texts in four languages are made from these ([`crate::explanation`]); nothing is decided from text.

use serde::{Deserialize, Serialize, Serializer};
use vocabulary::{
    Code, Date, Euros, Evidence, Hours, LanguageCode, Level, Months, Outcome, RegionCode, RequiredBy, ShiftSet,
    Skill, TitleStatus, WorkPermission,
};

use crate::requirements::LanguageAlternative;

/// The reason for the outcome of one rule for one candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The check: `title`, `language.nl.writing`.
    pub code: String,
    /// Its outcome.
    pub outcome: Outcome,
    /// What the vacancy requires.
    pub required: Value,
    /// What is known of the candidate; absent when nothing is.
    pub found: Option<Value>,
    /// The evidence for it: a kind of evidence, or a title's status.
    pub evidence: Option<&'static str>,
    /// By when the requirement has to be met, where the vacancy states it.
    #[serde(skip)]
    pub by: Option<RequiredBy>,
    /// Whether an employer may read only the outcome: neither what was found nor how it is known.
    #[serde(skip)]
    pub is_confidential: bool,
}

/// What a check requires of one candidate and what it found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What the vacancy requires.
    pub required: Value,
    /// What is known of the candidate.
    pub found: Option<Value>,
    /// The evidence for it.
    pub evidence: Option<&'static str>,
    /// By when the requirement has to be met.
    pub by: Option<RequiredBy>,
    /// Whether an employer may read only the outcome: neither what was found nor how it is known.
    pub is_confidential: bool,
}

impl Finding {
    /// A finding by the candidate's declaration.
    pub(crate) fn new(required: Value, found: Option<Value>) -> Self {
        let evidence = found.is_some().then(|| Evidence::Declared.word());
        Self { required, found, evidence, by: None, is_confidential: false }
    }
}

/// A value in a reason, in the field's own units. In JSON it is the text of a file's cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// No value.
    Nothing,
    /// Any value.
    Any,
    /// A title with its status.
    Title(Code, Option<TitleStatus>),
    /// Titles held, none of which is accepted.
    Titles(Vec<Code>),
    /// Required levels, any one of which is accepted, and the least evidence.
    Levels(Vec<LanguageAlternative>, Evidence),
    /// A known level.
    Level(LanguageCode, Option<Skill>, Level),
    /// A language that is not known at all.
    NoLevel,
    /// A number of months.
    Months(Months),
    /// Months added up over specialisms.
    MonthsSum(u32),
    /// Months required in these specialisms together.
    MonthsIn(Months, Vec<Code>),
    /// A day.
    Date(Date),
    /// Regions.
    Regions(Vec<RegionCode>),
    /// Settings.
    Settings(Vec<Code>),
    /// Shifts.
    Shifts(ShiftSet),
    /// Hours a week, from and to; either may be unknown.
    Hours(Option<Hours>, Option<Hours>),
    /// Gross pay a month, from and to.
    Pay(Euros, Euros),
    /// Yes or no.
    YesNo(bool),
    /// Permission to work.
    Permission(WorkPermission),
}

impl Value {
    /// The value as the text of a file's cell.
    pub fn cell(&self) -> Option<String> {
        fn joined<T: ToString>(items: impl IntoIterator<Item = T>) -> String {
            items.into_iter().map(|item| item.to_string()).collect::<Vec<_>>().join("|")
        }
        let skilled = |language: &LanguageCode, skill: &Option<Skill>| match skill {
            Some(skill) => format!("{language}.{skill}"),
            None => language.to_string(),
        };
        Some(match self {
            Self::Nothing => return None,
            Self::Any => "any".to_owned(),
            Self::Title(title, Some(status)) => format!("{title}@{status}"),
            Self::Title(title, None) => title.to_string(),
            Self::Titles(codes) | Self::Settings(codes) => joined(codes),
            Self::Levels(alternatives, evidence) => {
                let written = |alternative: &LanguageAlternative| {
                    format!("{}:{}", skilled(&alternative.language, &alternative.skill), alternative.level)
                };
                let levels = alternatives.iter().map(written).collect::<Vec<_>>().join("/");
                match evidence {
                    Evidence::Declared => levels,
                    evidence => format!("{levels}@{evidence}"),
                }
            }
            Self::Level(language, skill, level) => format!("{}:{level}", skilled(language, skill)),
            Self::NoLevel => "none".to_owned(),
            Self::Months(months) => months.to_string(),
            Self::MonthsSum(months) => months.to_string(),
            Self::MonthsIn(months, codes) => format!("{}:{months}", joined(codes)),
            Self::Date(date) => date.to_string(),
            Self::Regions(regions) => joined(regions),
            Self::Shifts(shifts) => joined(shifts.iter()),
            Self::Hours(from, to) => match (from, to) {
                (Some(from), Some(to)) if from == to => from.to_string(),
                (from, to) => {
                    let side = |hours: &Option<Hours>| hours.map_or("?".to_owned(), |hours| hours.to_string());
                    format!("{}-{}", side(from), side(to))
                }
            },
            Self::Pay(from, to) if from == to => from.to_string(),
            Self::Pay(from, to) => format!("{from}-{to}"),
            Self::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Self::Permission(permission) => permission.to_string(),
        })
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Months(months) => months.serialize(serializer),
            Self::MonthsSum(months) => serializer.serialize_u32(*months),
            other => other.cell().serialize(serializer),
        }
    }
}

/// The part of one criterion in a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriterionPart {
    /// The criterion's code.
    pub code: Code,
    /// The candidate's value.
    pub value: vocabulary::Millionths,
    /// The criterion's weight.
    pub weight: vocabulary::Millionths,
    /// Value times weight, rounded down. The parts add up to the score exactly.
    pub part: vocabulary::Millionths,
}
