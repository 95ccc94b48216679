//! Problems of a file, with their positions.

use std::fmt;

use vocabulary::ParseError;

/// The format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SheetFormat {
    /// Cells between separators. A row's number is the line on which it starts, where the header is line 1.
    Csv,
    /// An array of objects. A row's number is its position in the array, counted from 1.
    Json,
}

impl SheetFormat {
    /// The noun for a row in messages.
    pub(crate) fn row_noun(self) -> &'static str {
        match self {
            Self::Csv => "row",
            Self::Json => "object",
        }
    }
}

/// One problem of a file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// The line on which the row starts, or the position of the object in the array, from 1; 0 for a problem of the
    /// file as a whole or of an assumed value.
    pub row: u64,
    /// The column; empty for a problem of the row as a whole.
    pub column: String,
    /// The value, truncated to 60 characters; empty when there is none.
    pub value: String,
    /// The expected form, as a phrase that follows "expected".
    pub expected: String,
}

impl Problem {
    /// Creates a problem of a cell; the value is truncated to 60 characters.
    pub fn new(row: u64, column: &str, value: &str, expected: impl Into<String>) -> Self {
        let ParseError { found, expected } = ParseError::new(value, expected);
        Self { row, column: column.to_owned(), value: found, expected }
    }

    /// Creates a problem of the file as a whole.
    pub(crate) fn for_file(expected: impl Into<String>) -> Self {
        Self::new(0, "", "", expected)
    }

    fn write(&self, unit: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        if self.row > 0 {
            write!(f, "{unit} {}", self.row)?;
            separator = ", ";
        }
        if !self.column.is_empty() {
            write!(f, "{separator}column {}", self.column)?;
            separator = ": ";
        } else if self.row > 0 {
            separator = ": ";
        }
        if !self.value.is_empty() {
            // Control characters would break the line or move the cursor of a terminal.
            let shown: String =
                self.value.chars().map(|character| if character.is_control() { '␣' } else { character }).collect();
            write!(f, "{separator}`{shown}`")?;
            separator = ": ";
        }
        write!(f, "{separator}expected {}", self.expected)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write("row", f)
    }
}

/// The problems of a file in the order of the rows. `Display` prints one per line.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Problems {
    /// The name of the file in messages.
    pub file: String,
    /// The format of the file, which defines the meaning of row numbers.
    pub kind: SheetFormat,
    /// The first problems, at most [`Problems::LISTED`].
    pub list: Vec<Problem>,
    /// The number of all problems.
    pub count: usize,
}

impl Problems {
    /// The maximum number of listed problems; the others are only counted.
    pub const LISTED: usize = 100;

    /// Creates the list from problems in any order, which the caller found in a file.
    pub fn new(file: &str, kind: SheetFormat, problems: impl IntoIterator<Item = Problem>) -> Self {
        let mut collected = ProblemCollector::default();
        problems.into_iter().for_each(|problem| collected.add(problem));
        collected.into_problems(file, kind)
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = self.kind.row_noun();
        for (index, problem) in self.list.iter().enumerate() {
            let (line, colon) = (if index > 0 { "\n" } else { "" }, if problem.row > 0 { ", " } else { ": " });
            write!(f, "{line}{}{colon}", self.file)?;
            problem.write(unit, f)?;
        }
        match self.count.saturating_sub(self.list.len()) {
            0 => Ok(()),
            more => write!(f, "\n{}: and {more} more problems", self.file),
        }
    }
}

impl std::error::Error for Problems {}

/// Collects problems in any order: counts all of them and keeps those of the first rows.
#[derive(Debug, Default, Clone)]
pub(crate) struct ProblemCollector {
    /// Problems of the file as a whole, each once: a wrong assumed value is found in every row that it fills.
    file_problems: Vec<Problem>,
    list: Vec<Problem>,
    count: usize,
}

impl ProblemCollector {
    /// The number of kept problems at which all but the first [`Problems::LISTED`] are dropped.
    const CAPACITY: usize = 10_000;

    pub(crate) fn add(&mut self, problem: Problem) {
        if problem.row == 0 {
            if !self.file_problems.contains(&problem) {
                self.file_problems.push(problem);
                self.count += 1;
            }
            return;
        }
        self.count += 1;
        self.list.push(problem);
        if self.list.len() >= Self::CAPACITY {
            self.keep_first();
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Adds the problems of another collector.
    pub(crate) fn append(&mut self, other: Self) {
        // Problems that the other collector has dropped are still counted.
        self.count += other.count - other.file_problems.len() - other.list.len();
        other.file_problems.into_iter().chain(other.list).for_each(|problem| self.add(problem));
    }

    fn keep_first(&mut self) {
        self.list.sort_by_key(|problem| problem.row);
        self.list.truncate(Problems::LISTED);
    }

    pub(crate) fn into_problems(mut self, file: &str, kind: SheetFormat) -> Problems {
        self.list.splice(0..0, self.file_problems.drain(..));
        self.keep_first();
        Problems { file: file.to_owned(), kind, list: self.list, count: self.count }
    }
}
