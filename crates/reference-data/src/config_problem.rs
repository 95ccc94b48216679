//! Problems of a configuration, collected and reported together.

use std::cell::RefCell;
use std::fmt;

/// One problem: the file, the key and the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigProblem {
    /// The path of the file inside the configuration folder: `corridors/ma-be.toml`.
    pub file: String,
    /// The key, row or message: `procedure[2].days`, `row 14, column amount_eur`. Empty for the whole file.
    pub key: String,
    /// What is wrong, and what is expected.
    pub reason: String,
}

impl fmt::Display for ConfigProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.key.is_empty() {
            return write!(f, "{}: {}", self.file, self.reason);
        }
        write!(f, "{}, {}: {}", self.file, self.key, self.reason)
    }
}

/// All problems of a configuration. Displayed one per line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct ConfigErrors {
    /// The problems, in the order of reading; never empty.
    pub problems: Vec<ConfigProblem>,
}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

/// Collects problems while files are read. The cell lets all readers share one collection.
#[derive(Debug, Default)]
pub(crate) struct Problems(RefCell<Vec<ConfigProblem>>);

impl Problems {
    /// Adds a problem.
    pub(crate) fn note(&self, file: &str, key: impl Into<String>, reason: impl Into<String>) {
        let problem = ConfigProblem { file: file.to_owned(), key: key.into(), reason: reason.into() };
        self.0.borrow_mut().push(problem);
    }

    /// Returns the value, or the problems if there are any. Without a value there must be at least one problem.
    pub(crate) fn into_result<T>(self, value: Option<T>) -> Result<T, ConfigErrors> {
        let problems = self.0.into_inner();
        value.filter(|_| problems.is_empty()).ok_or(ConfigErrors { problems })
    }
}
