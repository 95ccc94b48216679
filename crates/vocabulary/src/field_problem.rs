//! A field of a profile, vacancy or form whose value is wrong.

use std::borrow::Cow;
use std::fmt;

use crate::ParseError;

/// A field whose value is wrong, with what was expected instead.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FieldProblem {
    /// The field, by the name of its column.
    pub field: Cow<'static, str>,
    /// The value, cut to a length that can be shown; empty when there is none, or when it may not be shown.
    pub value: String,
    /// What would have been right, as a phrase that follows "expected".
    pub expected: String,
}

impl FieldProblem {
    /// The problem of a field whose value couldn't be read.
    pub fn new(field: impl Into<Cow<'static, str>>, ParseError { found, expected }: ParseError) -> Self {
        Self { field: field.into(), value: found, expected }
    }

    /// Several problems as one sentence.
    pub fn sentence(problems: &[Self]) -> String {
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    }
}

impl std::error::Error for FieldProblem {}

impl fmt::Display for FieldProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { field, value, expected } = self;
        if value.is_empty() {
            write!(f, "{field}: expected {expected}")
        } else {
            write!(f, "{field}: `{value}`: expected {expected}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absent_value_leaves_no_empty_backticks() {
        let problem = |value| FieldProblem::new("title", ParseError::new(value, "a title")).to_string();
        assert_eq!(problem("nurse"), "title: `nurse`: expected a title");
        assert_eq!(problem(""), "title: expected a title");
    }
}
