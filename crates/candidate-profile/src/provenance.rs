//! The provenance of an assertion: who made it, when, and on what proof.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use vocabulary::{Date, FieldProblem, OrganisationId, ParseError, SourceKind};

/// Who made an assertion, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Source {
    /// A file that the agency imported: an officer or the operator.
    #[default]
    AgencyFile,
    /// A file that a school imported.
    SchoolFile,
    /// The agency: an officer, a certifier or the operator, outside any file.
    Agency,
    /// The school that registered the candidate, outside any file.
    School,
    /// The candidate.
    Candidate,
    /// A certificate of this program, whose revocation ends the assertion.
    Certificate,
    /// A recorded decision of an authority.
    Decision,
}

vocabulary::written_as!(
    Source,
    "the source of an assertion: agency-file, school-file, agency, school, candidate, certificate or decision",
    {
        AgencyFile => "agency-file", SchoolFile => "school-file", Agency => "agency", School => "school",
        Candidate => "candidate", Certificate => "certificate", Decision => "decision",
    }
);

impl Source {
    /// Whether it is a file, whose next version replaces the assertion.
    pub const fn is_file(self) -> bool {
        match self {
            Self::AgencyFile | Self::SchoolFile => true,
            Self::Agency | Self::School | Self::Candidate | Self::Certificate | Self::Decision => false,
        }
    }
}

/// Who made an assertion, when, and when it was revoked. The program sets all of it; no request states any.
///
/// The default is a file and nothing else, as with most imported assertions before they are stored; it takes no room.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
pub struct Provenance {
    /// Who made the assertion, and how.
    #[serde(default)]
    pub source: Source,
    /// The certificate or the decision on which it rests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub source_id: Option<Uuid>,
    /// The organisation for which whoever stated it acted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub organisation: Option<OrganisationId>,
    /// The actor who stated it, as in the audit log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated_by: Option<String>,
    /// The day on which it was stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated_on: Option<Date>,
    /// The day from which it holds no longer, since its certificate was revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_on: Option<Date>,
}

impl Provenance {
    /// Whether only the source is known, and is a file of the agency.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// A document that an officer has seen, and on which an assertion rests.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// What it is: `diploma`, `CNaVT`.
    pub kind: String,
    /// Who issued it: a school, an examination board.
    pub issuer: String,
    /// The day of its issue.
    pub date: Date,
}

/// The longest text of a document, in bytes.
const LONGEST_TEXT: usize = 200;

impl Document {
    /// What is wrong with it: a text that is empty or doesn't fit on one short line, or a day that is to come.
    pub(crate) fn problem(&self, field: &'static str, today: Date) -> Option<FieldProblem> {
        let wrong = |text: &str| {
            text.trim().is_empty() || text.len() > LONGEST_TEXT || text.contains(|c: char| c.is_control() || c == '|')
        };
        for (text, what) in [(&self.kind, "kind"), (&self.issuer, "issuer")] {
            if wrong(text) {
                let expected = format!("a document's {what} of 1 to {LONGEST_TEXT} bytes on one line, without `|`");
                return Some(FieldProblem::new(field, ParseError::new(text, expected)));
            }
        }
        let expected = "the day on which the document was issued, today or before";
        (self.date > today).then(|| FieldProblem::new(field, ParseError::new(&self.date.to_string(), expected)))
    }

    /// Reads the kind, issuer and date of a cell: `diploma:ISPITS Rabat:2024-07-15`.
    ///
    /// # Errors
    /// When it isn't these three.
    pub(crate) fn read(written: &str) -> Result<Self, ParseError> {
        let wrong = || {
            ParseError::new(written, "the kind, issuer and date of a document, like diploma:ISPITS Rabat:2024-07-15")
        };
        let mut parts = written.split(':').map(str::trim);
        let (Some(kind), Some(issuer), Some(date), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(wrong());
        };
        if kind.is_empty() || issuer.is_empty() {
            return Err(wrong());
        }
        Ok(Self { kind: kind.to_owned(), issuer: issuer.to_owned(), date: date.parse().map_err(|_| wrong())? })
    }
}

/// As a cell has it: `diploma:ISPITS Rabat:2024-07-15`. A colon, by which cells separate, becomes a space.
impl std::fmt::Display for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { kind, issuer, date } = self;
        write!(f, "{}:{}:{date}", kind.replace(':', " "), issuer.replace(':', " "))
    }
}

/// What is asserted of a candidate: that they hold a title, or know a language.
pub(crate) trait Assertion: Clone + PartialEq {
    /// Where it comes from.
    fn provenance(&self) -> &Provenance;

    /// Where it comes from, to be set.
    fn provenance_mut(&mut self) -> &mut Provenance;

    /// The document on which it rests, if one was named.
    fn document(&self) -> Option<&Document>;

    /// Whether another one is about the same title, or the same language and skill.
    fn has_subject_of(&self, other: &Self) -> bool;

    /// Whether another one has the same value with the same evidence, on whatever proof.
    fn has_value_of(&self, other: &Self) -> bool;

    /// Whether another one says the same on the same proof for the same time, whoever said it.
    fn says_same(&self, other: &Self) -> bool;

    /// Whether it holds on a day.
    fn holds_on(&self, day: Date) -> bool;

    /// The same assertion as a file or a request states it, without its provenance.
    fn as_stated(&self) -> Self {
        let mut stated = self.clone();
        *stated.provenance_mut() = Provenance::default();
        stated
    }
}

/// The last day on which an assertion holds, if there is one: the day before its revocation, or that of its expiry.
pub(crate) fn last_day(expires_on: Option<Date>, provenance: &Provenance) -> Option<Date> {
    let before_revocation = provenance.revoked_on.and_then(|revoked| revoked.pred_opt());
    expires_on.into_iter().chain(before_revocation).min()
}

/// The kind of source of an assertion by its provenance, where `proof` is the kind of the document that it names, if any.
pub(crate) fn source_kind(provenance: &Provenance, proof: Option<SourceKind>) -> SourceKind {
    match provenance.source {
        Source::Certificate => SourceKind::Certificate,
        Source::Decision => SourceKind::Decision,
        Source::AgencyFile | Source::SchoolFile | Source::Agency | Source::School | Source::Candidate => {
            proof.unwrap_or_default()
        }
    }
}
