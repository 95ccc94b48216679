//! What is wrong with a configuration, all of it at once.

use std::cell::RefCell;
use std::fmt;

/// One thing that is wrong: in which file, at which key, why, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigProblem {
    /// The file, by its path inside the configuration folder: `corridors/ma-be.toml`.
    pub file: String,
    /// The key, row or message: `procedure[2].days`, `row 14, column amount_eur`. Empty when it is the whole file.
    pub key: String,
    /// What is wrong and what would be right.
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

/// Everything that is wrong with a configuration. Displayed a line each.
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

/// Collects problems while files are read. Many readers note into the same one, hence the cell.
#[derive(Debug, Default)]
pub(crate) struct Problems(RefCell<Vec<ConfigProblem>>);

impl Problems {
    /// Notes one.
    pub(crate) fn note(&self, file: &str, key: impl Into<String>, reason: impl Into<String>) {
        let problem = ConfigProblem { file: file.to_owned(), key: key.into(), reason: reason.into() };
        self.0.borrow_mut().push(problem);
    }

    /// The value when nothing is wrong, else everything that is. Whoever has no value has noted why.
    pub(crate) fn into_result<T>(self, value: Option<T>) -> Result<T, ConfigErrors> {
        let problems = self.0.into_inner();
        value.filter(|_| problems.is_empty()).ok_or(ConfigErrors { problems })
    }
}
