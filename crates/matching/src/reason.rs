//! Reasons as data: a rule, its outcome, what is required, what was found, and the evidence for it.
//!
//! Texts in four languages are made from these ([`crate::explanation`]); nothing is decided from text.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};
use smol_str::SmolStr;
use vocabulary::{
    Code, Date, Euros, Evidence, Hours, LanguageCode, Level, Months, Outcome, RegionCode, RequiredBy, ShiftSet,
    Skill, SourceKind, TitleStatus, WorkPermission,
};

use crate::requirements::LanguageAlternative;

/// The reason for the outcome of one rule for one candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The check: `title`, `language.nl.writing`.
    pub code: SmolStr,
    /// Its outcome.
    pub outcome: Outcome,
    /// What the vacancy requires.
    pub required: Value,
    /// What is known of the candidate; absent when nothing is.
    pub found: Option<Value>,
    /// The evidence for it: a kind of evidence, or a title's status.
    pub evidence: Option<&'static str>,
    /// On what kind of source it rests; absent where it rests on nothing that was stated, and for a file, whose word it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceKind>,
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
    /// On what kind of source it rests; absent where it rests on nothing that was stated.
    pub source: Option<SourceKind>,
    /// By when the requirement has to be met.
    pub by: Option<RequiredBy>,
    /// Whether an employer may read only the outcome: neither what was found nor how it is known.
    pub is_confidential: bool,
}

impl Finding {
    /// A finding by the candidate's declaration.
    pub(crate) fn new(required: Value, found: Option<Value>) -> Self {
        let evidence = found.is_some().then(|| Evidence::Declared.word());
        let source = found.is_some().then_some(SourceKind::OwnWord);
        Self { required, found, evidence, source, by: None, is_confidential: false }
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

/// The text of a file's cell; nothing for [`Value::Nothing`].
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Any => f.write_str("any"),
            Self::Title(title, status) => {
                f.write_str(title.as_str())?;
                status.map_or(Ok(()), |status| write!(f, "@{status}"))
            }
            Self::Titles(codes) | Self::Settings(codes) => write_joined(f, "|", codes, |f, code| code.fmt(f)),
            Self::Levels(alternatives, evidence) => {
                write_joined(f, "/", alternatives, |f, alternative| {
                    write_level(f, alternative.language, alternative.skill, alternative.level)
                })?;
                match evidence {
                    Evidence::Declared => Ok(()),
                    evidence => write!(f, "@{evidence}"),
                }
            }
            Self::Level(language, skill, level) => write_level(f, *language, *skill, *level),
            Self::NoLevel => f.write_str("none"),
            Self::Months(months) => months.fmt(f),
            Self::MonthsSum(months) => months.fmt(f),
            Self::MonthsIn(months, codes) => {
                write_joined(f, "|", codes, |f, code| code.fmt(f))?;
                write!(f, ":{months}")
            }
            Self::Date(date) => date.fmt(f),
            Self::Regions(regions) => write_joined(f, "|", regions, |f, region| region.fmt(f)),
            Self::Shifts(shifts) => write_joined(f, "|", shifts.iter(), |f, shift| shift.fmt(f)),
            Self::Hours(Some(from), Some(to)) if from == to => from.fmt(f),
            Self::Hours(from, to) => {
                let side = |f: &mut fmt::Formatter<'_>, hours: &Option<Hours>| match hours {
                    Some(hours) => hours.fmt(f),
                    None => f.write_str("?"),
                };
                side(f, from)?;
                f.write_str("-")?;
                side(f, to)
            }
            Self::Pay(from, to) if from == to => from.fmt(f),
            Self::Pay(from, to) => write!(f, "{from}-{to}"),
            Self::YesNo(yes) => f.write_str(if *yes { "yes" } else { "no" }),
            Self::Permission(permission) => permission.fmt(f),
        }
    }
}

fn write_joined<T>(
    f: &mut fmt::Formatter<'_>,
    separator: &str,
    items: impl IntoIterator<Item = T>,
    write: impl Fn(&mut fmt::Formatter<'_>, T) -> fmt::Result,
) -> fmt::Result {
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            f.write_str(separator)?;
        }
        write(f, item)?;
    }
    Ok(())
}

fn write_level(
    f: &mut fmt::Formatter<'_>,
    language: LanguageCode,
    skill: Option<Skill>,
    level: Level,
) -> fmt::Result {
    f.write_str(language.as_str())?;
    if let Some(skill) = skill {
        write!(f, ".{skill}")?;
    }
    write!(f, ":{level}")
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nothing => serializer.serialize_none(),
            Self::Months(months) => months.serialize(serializer),
            Self::MonthsSum(months) => serializer.serialize_u32(*months),
            other => serializer.collect_str(other),
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
