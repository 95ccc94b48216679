//! What an import of rows may do, what it did, and why it was refused.

use std::fmt;

use crate::Problems;

/// How rows are imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ImportOptions {
    /// Writes nothing and only reports what would be done.
    pub dry_run: bool,
    /// Changes what is there already with other content, which otherwise is a problem.
    pub update: bool,
}

/// What an import did, or would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct ImportReport {
    /// How many rows are new.
    pub created: usize,
    /// How many were there with other content, and were changed.
    pub changed: usize,
    /// How many were there already with the same content.
    pub unchanged: usize,
}

/// A row of an import that can't be taken.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ImportProblem {
    /// The `id` of the row.
    pub reference: String,
    /// What is wrong and what to do.
    pub reason: String,
}

impl fmt::Display for ImportProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.reference, self.reason)
    }
}

impl std::error::Error for ImportProblem {}

/// Everything that keeps an import from being taken.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ImportProblems {
    /// In the order of the rows.
    pub list: Vec<ImportProblem>,
}

impl fmt::Display for ImportProblems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing was imported:")?;
        for problem in self.list.iter().take(Problems::LISTED) {
            write!(f, "\n{problem}")?;
        }
        match self.list.len().saturating_sub(Problems::LISTED) {
            0 => Ok(()),
            more => write!(f, "\nand {more} more problems"),
        }
    }
}

impl std::error::Error for ImportProblems {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_problems_are_listed_and_the_others_counted() {
        let problem = |number: usize| ImportProblem { reference: format!("c{number}"), reason: "no".to_owned() };
        let message = |count| ImportProblems { list: (0..count).map(problem).collect() }.to_string();
        assert_eq!(message(2), "nothing was imported:\n`c0`: no\n`c1`: no");
        let long = message(Problems::LISTED + 3);
        assert_eq!(long.lines().count(), Problems::LISTED + 2);
        assert!(long.ends_with("\nand 3 more problems"), "{long}");
    }
}
