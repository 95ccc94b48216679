//! Work experience, as a cell writes it: `intensive-care:36|general:12`, or `none`.

use std::fmt;

use reference_data::ReferenceData;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::{Code, Months, ParseError};

/// Months worked in one specialism, under the candidate's highest title.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Worked {
    /// The specialism.
    pub specialism: Code,
    /// The months.
    pub months: Months,
}

impl Worked {
    /// Reads one value of a cell.
    ///
    /// # Errors
    /// When it isn't a specialism with its months.
    pub(crate) fn read(written: &str, data: &ReferenceData) -> Result<Self, ParseError> {
        let Some((code, months)) = written.split_once(':') else {
            return Err(ParseError::new(
                written,
                "a specialism and its months, like intensive-care:36, or none alone",
            ));
        };
        let months = months.parse().map_err(|error: ParseError| ParseError::new(written, error.expected))?;
        Ok(Self { specialism: data.specialisms().code(code)?, months })
    }
}

impl fmt::Display for Worked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.specialism, self.months)
    }
}

/// The known work experience of a candidate. The total is the sum over the specialisms.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Experience {
    /// Months by specialism; empty for no experience at all, which then is complete.
    pub months: Vec<Worked>,
    /// Whether the candidate has no experience in the specialisms that aren't listed.
    #[serde(default)]
    pub complete: bool,
}

impl Experience {
    /// No experience at all.
    pub fn none() -> Self {
        Self { months: Vec::new(), complete: true }
    }

    /// The months in all specialisms together.
    pub fn total(&self) -> u32 {
        self.months.iter().map(|worked| u32::from(worked.months.count())).sum()
    }
}
