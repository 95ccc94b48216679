//! Languages known, as a cell writes them: `nl:A2`, `fr.writing:B2@tested`.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::{Evidence, LanguageCode, Level, ParseError, Skill};

use crate::provenance::Provenance;

/// The assertion that a candidate knows a language at a level.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KnownLanguage {
    /// The language.
    pub language: LanguageCode,
    /// The skill; `None` for all five, except those that another assertion names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skill: Option<Skill>,
    /// The level.
    pub level: Level,
    /// The evidence of the level.
    #[serde(default, skip_serializing_if = "is_declared")]
    pub evidence: Evidence,
    /// Where the assertion comes from.
    #[serde(default, skip_serializing_if = "Provenance::is_default")]
    pub provenance: Provenance,
}

fn is_declared(evidence: &Evidence) -> bool {
    *evidence == Evidence::Declared
}

impl std::str::FromStr for KnownLanguage {
    type Err = ParseError;

    fn from_str(written: &str) -> Result<Self, ParseError> {
        let Some((asked, rest)) = written.split_once(':') else {
            return Err(ParseError::new(written, "a language and its level, like nl:A2 or fr.writing:B2@tested"));
        };
        let (language, skill) = match asked.split_once('.') {
            None => (asked, None),
            Some((language, skill)) => (language, Some(skill.parse()?)),
        };
        let (level, evidence) = match rest.split_once('@') {
            None => (rest, Evidence::Declared),
            Some((level, evidence)) => (level, evidence.parse()?),
        };
        // The error shows the whole value, since `B9` alone is hard to find in a long cell.
        let within = |error: ParseError| ParseError::new(written, error.expected);
        Ok(Self {
            language: language.parse().map_err(within)?,
            skill,
            level: level.parse().map_err(within)?,
            evidence,
            provenance: Provenance::default(),
        })
    }
}

impl fmt::Display for KnownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.language)?;
        if let Some(skill) = self.skill {
            write!(f, ".{skill}")?;
        }
        write!(f, ":{}", self.level)?;
        if self.evidence != Evidence::Declared {
            write!(f, "@{}", self.evidence)?;
        }
        Ok(())
    }
}
