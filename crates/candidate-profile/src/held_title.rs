//! Titles held, as a cell writes them: `nurse-general-care@documented`.

use std::fmt;

use reference_data::ReferenceData;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::{Code, ParseError, TitleStatus};

use crate::provenance::Provenance;

/// The assertion that a candidate holds a title.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeldTitle {
    /// The title.
    pub title: Code,
    /// How far it is on the way to a licence; `None` when that is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<TitleStatus>,
    /// Where the assertion comes from.
    #[serde(default, skip_serializing_if = "Provenance::is_default")]
    pub provenance: Provenance,
}

impl HeldTitle {
    /// Reads one value of a cell.
    ///
    /// # Errors
    /// When the status or the code doesn't exist.
    pub(crate) fn read(written: &str, data: &ReferenceData) -> Result<Self, ParseError> {
        let (code, status) = match written.split_once('@') {
            None => (written, None),
            Some((code, status)) => (code, Some(status.parse()?)),
        };
        Ok(Self { title: data.titles().code(code)?, status, provenance: Provenance::default() })
    }
}

impl fmt::Display for HeldTitle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.title)?;
        self.status.map_or(Ok(()), |status| write!(f, "@{status}"))
    }
}
