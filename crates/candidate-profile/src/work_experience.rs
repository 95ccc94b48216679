//! Experience, as it is written in a cell: `intensive-care:36|general:12`, or `none`.

use std::fmt;

use reference_data::ReferenceData;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::{Code, Months, ParseError};

/// Months that somebody worked in one specialism, under their highest title.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Worked {
    /// In which.
    pub specialism: Code,
    /// How long.
    pub months: Months,
}

impl Worked {
    /// Reads one value of a cell.
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

/// What is known of somebody's work so far. The total is the sum over the specialisms.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Experience {
    /// Months by specialism; none at all when it is empty, and then it is complete.
    pub months: Vec<Worked>,
    /// Whether every specialism that isn't listed is zero.
    #[serde(default)]
    pub complete: bool,
}

impl Experience {
    /// Somebody who hasn't worked yet.
    pub fn none() -> Self {
        Self { months: Vec::new(), complete: true }
    }

    /// All months together.
    pub fn total(&self) -> u32 {
        self.months.iter().map(|worked| u32::from(worked.months.count())).sum()
    }
}
