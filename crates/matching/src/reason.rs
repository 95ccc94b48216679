//! Reasons as data: which rule, what came of it, what was asked, what was found, and how that is known.
//!
//! Text in four languages is made from these ([`crate::explanation`]); nothing is decided from text.

use serde::{Deserialize, Serialize, Serializer};
use vocabulary::{
    Code, Date, Euros, Evidence, Hours, LanguageCode, Level, Months, Outcome, RegionCode, RequiredBy, ShiftSet,
    Skill, TitleStatus, WorkPermission,
};

use crate::requirements::LanguageAlternative;

/// Why one rule came out as it did for one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The rule: `title`, `language.nl.writing`.
    pub code: String,
    /// What came of it.
    pub outcome: Outcome,
    /// What the vacancy asks.
    pub required: Value,
    /// What is known of the person; nothing when nothing is.
    pub found: Option<Value>,
    /// How that is known: a kind of evidence, or a title's status.
    pub evidence: Option<&'static str>,
    /// By when it has to hold, where the vacancy says.
    #[serde(skip)]
    pub by: Option<RequiredBy>,
    /// Whether an employer may read only the outcome: neither what was found nor how it is known.
    #[serde(skip)]
    pub is_confidential: bool,
}

/// What a check asked of one person and what it found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What the vacancy asks.
    pub required: Value,
    /// What is known of the person.
    pub found: Option<Value>,
    /// How that is known.
    pub evidence: Option<&'static str>,
    /// By when it has to hold.
    pub by: Option<RequiredBy>,
    /// Whether an employer may read only the outcome: neither what was found nor how it is known.
    pub is_confidential: bool,
}

impl Finding {
    /// What was asked and found, known by the person's word.
    pub(crate) fn new(required: Value, found: Option<Value>) -> Self {
        let evidence = found.is_some().then(|| Evidence::Declared.word());
        Self { required, found, evidence, by: None, is_confidential: false }
    }
}

/// A value in a reason, in the field's own units. In JSON it is what a file's cell would say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing is said.
    Nothing,
    /// Anything will do.
    Any,
    /// A title with its status.
    Title(Code, Option<TitleStatus>),
    /// Titles held, none of which will do.
    Titles(Vec<Code>),
    /// Levels asked, one of which will do, and the least evidence.
    Levels(Vec<LanguageAlternative>, Evidence),
    /// A level known.
    Level(LanguageCode, Option<Skill>, Level),
    /// A language that is not known at all.
    NoLevel,
    /// A number of months.
    Months(Months),
    /// Months summed over specialisms.
    MonthsSum(u32),
    /// Months asked in these specialisms together.
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
    /// The value as a file's cell would say it.
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
            Self::Levels(asks, evidence) => {
                let ask = |ask: &LanguageAlternative| format!("{}:{}", skilled(&ask.language, &ask.skill), ask.level);
                let levels = asks.iter().map(ask).collect::<Vec<_>>().join("/");
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

/// A criterion's share in a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriterionPart {
    /// Which criterion.
    pub code: Code,
    /// How well the person does on it.
    pub value: vocabulary::Millionths,
    /// How much it counts.
    pub weight: vocabulary::Millionths,
    /// Value times weight, rounded down. Parts add up to the score exactly.
    pub part: vocabulary::Millionths,
}
