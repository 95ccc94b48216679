//! Languages known, as a cell writes them: `nl:A2`, `fr.writing:B2@tested`.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::{Date, Evidence, LanguageCode, Level, ParseError, Skill, SourceKind};

use crate::provenance::{self, Assertion, Document, Provenance};

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
    /// The document of the test or of the attestation, which whoever states it has seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Box<Document>>,
    /// The last day on which it holds; without one it holds until it is withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Date>,
    /// Where the assertion comes from, which the program sets.
    #[serde(default, skip_deserializing, skip_serializing_if = "Provenance::is_default")]
    pub provenance: Provenance,
}

impl Assertion for KnownLanguage {
    fn provenance(&self) -> &Provenance {
        &self.provenance
    }

    fn provenance_mut(&mut self) -> &mut Provenance {
        &mut self.provenance
    }

    fn document(&self) -> Option<&Document> {
        self.document.as_deref()
    }

    fn has_subject_of(&self, other: &Self) -> bool {
        (self.language, self.skill) == (other.language, other.skill)
    }

    fn has_value_of(&self, other: &Self) -> bool {
        let value = |known: &Self| (known.language, known.skill, known.level, known.evidence);
        value(self) == value(other)
    }

    fn says_same(&self, other: &Self) -> bool {
        self.has_value_of(other) && (&self.document, self.expires_on) == (&other.document, other.expires_on)
    }

    fn holds_on(&self, day: Date) -> bool {
        self.holds_on(day)
    }
}

impl KnownLanguage {
    /// The last day on which it holds, if there is one.
    pub fn last_day(&self) -> Option<Date> {
        provenance::last_day(self.expires_on, &self.provenance)
    }

    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.last_day().is_none_or(|last| day <= last)
    }

    /// What is asserted, without its evidence and proof.
    pub(crate) fn without_evidence(&self) -> Self {
        Self {
            language: self.language,
            skill: self.skill,
            level: self.level,
            evidence: Evidence::Declared,
            document: None,
            expires_on: None,
            provenance: Provenance::default(),
        }
    }

    /// On what kind of source it rests. A document is proof of an evidence above `declared`, and of a native speaker, who
    /// needs no other evidence.
    pub fn source_kind(&self) -> SourceKind {
        let proof = match self.evidence {
            Evidence::Declared if self.level == Level::Native => SourceKind::Document,
            Evidence::Declared => SourceKind::OwnWord,
            Evidence::Attested => SourceKind::Document,
            Evidence::Tested => SourceKind::Test,
        };
        provenance::source_kind(&self.provenance, self.document.is_some().then_some(proof))
    }
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
            document: None,
            expires_on: None,
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
