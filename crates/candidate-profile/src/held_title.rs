//! Titles held, as a cell writes them: `nurse-general-care@documented`.

use std::fmt;

use reference_data::ReferenceData;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::{Code, Date, ParseError, SourceKind, TitleStatus};

use crate::provenance::{self, Assertion, Document, Provenance};

/// The assertion that a candidate holds a title.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeldTitle {
    /// The title.
    pub title: Code,
    /// How far it is on the way to a licence; `None` when that is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<TitleStatus>,
    /// The document on which it rests, which whoever states it has seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Box<Document>>,
    /// The last day on which it holds; without one it holds until it is withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Date>,
    /// Where the assertion comes from, which the program sets.
    #[serde(default, skip_deserializing, skip_serializing_if = "Provenance::is_default")]
    pub provenance: Provenance,
}

impl Assertion for HeldTitle {
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
        self.title == other.title
    }

    fn has_value_of(&self, other: &Self) -> bool {
        (&self.title, self.status) == (&other.title, other.status)
    }

    fn says_same(&self, other: &Self) -> bool {
        self.has_value_of(other) && (&self.document, self.expires_on) == (&other.document, other.expires_on)
    }

    fn holds_on(&self, day: Date) -> bool {
        self.holds_on(day)
    }
}

impl HeldTitle {
    /// A title with a status, as a file or a request states it.
    pub fn stated(title: Code, status: Option<TitleStatus>) -> Self {
        Self { title, status, document: None, expires_on: None, provenance: Provenance::default() }
    }

    /// The last day on which it holds, if there is one.
    pub fn last_day(&self) -> Option<Date> {
        provenance::last_day(self.expires_on, &self.provenance)
    }

    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.last_day().is_none_or(|last| day <= last)
    }

    /// On what kind of source it rests. A document is proof of a status above `declared` only.
    pub fn source_kind(&self) -> SourceKind {
        let is_proof = self.document.is_some() && self.status > Some(TitleStatus::Declared);
        provenance::source_kind(&self.provenance, is_proof.then_some(SourceKind::Document))
    }

    /// Reads one value of a cell.
    ///
    /// # Errors
    /// When the status or the code doesn't exist.
    pub(crate) fn read(written: &str, data: &ReferenceData) -> Result<Self, ParseError> {
        let (code, status) = match written.split_once('@') {
            None => (written, None),
            Some((code, status)) => (code, Some(status.parse()?)),
        };
        Ok(Self::stated(data.titles().code(code)?, status))
    }
}

impl fmt::Display for HeldTitle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.title)?;
        self.status.map_or(Ok(()), |status| write!(f, "@{status}"))
    }
}
