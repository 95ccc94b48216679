//! What is wrong with a file, and where.

use std::fmt;

use vocabulary::ParseError;

/// The two ways in which rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SheetFormat {
    /// Cells between separators; a row is named by the line on which it starts, the header being 1.
    Csv,
    /// An array of objects; a row is named by its place in the array, the first being 1.
    Json,
}

impl SheetFormat {
    /// What a row is called.
    pub(crate) fn unit(self) -> &'static str {
        match self {
            Self::Csv => "row",
            Self::Json => "object",
        }
    }
}

/// One thing that is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// The line on which the row starts, or the object's place in the array; 0 when the file as a whole is meant,
    /// or a value that was assumed for it.
    pub row: u64,
    /// The column; empty when it is about the row as a whole.
    pub column: String,
    /// The value, cut to a length that can be shown; empty when there is none.
    pub value: String,
    /// What would have been right, as a phrase that follows "expected".
    pub expected: String,
}

impl Problem {
    /// A problem of a cell: the value is cut so that it can be shown.
    pub fn new(row: u64, column: &str, value: &str, expected: impl Into<String>) -> Self {
        let ParseError { found, expected } = ParseError::new(value, expected);
        Self { row, column: column.to_owned(), value: found, expected }
    }

    /// A problem of the file as a whole.
    pub(crate) fn of_file(expected: impl Into<String>) -> Self {
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
            // Control characters would break the line, or move the cursor of whoever reads it.
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

/// Everything that is wrong with a file: one line each, in the order of the rows.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Problems {
    /// The file, as it was named.
    pub file: String,
    /// How the file is written, which decides what a row's number counts.
    pub kind: SheetFormat,
    /// The first of them, at most [`Problems::LISTED`].
    pub list: Vec<Problem>,
    /// How many there are in all.
    pub count: usize,
}

impl Problems {
    /// How many problems are listed one by one; the others are counted.
    pub const LISTED: usize = 100;

    /// Problems that somebody else found in a file, in any order.
    pub fn new(file: &str, kind: SheetFormat, problems: impl IntoIterator<Item = Problem>) -> Self {
        let mut collected = Collected::default();
        problems.into_iter().for_each(|problem| collected.add(problem));
        collected.into_problems(file, kind)
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = self.kind.unit();
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

/// Problems as they are found: all are counted, and those of the first rows kept.
#[derive(Debug, Default, Clone)]
pub(crate) struct Collected {
    /// Those of the file as a whole, each once: what was assumed is wrong in every row that it fills.
    of_file: Vec<Problem>,
    list: Vec<Problem>,
    count: usize,
}

impl Collected {
    /// How many may wait before all but the first are let go.
    const WAITING: usize = 10_000;

    pub(crate) fn add(&mut self, problem: Problem) {
        if problem.row == 0 {
            if !self.of_file.contains(&problem) {
                self.of_file.push(problem);
                self.count += 1;
            }
            return;
        }
        self.count += 1;
        self.list.push(problem);
        if self.list.len() >= Self::WAITING {
            self.keep_first();
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Takes over what another found.
    pub(crate) fn append(&mut self, other: Self) {
        // Those that the other no longer holds are counted all the same.
        self.count += other.count - other.of_file.len() - other.list.len();
        other.of_file.into_iter().chain(other.list).for_each(|problem| self.add(problem));
    }

    fn keep_first(&mut self) {
        self.list.sort_by_key(|problem| problem.row);
        self.list.truncate(Problems::LISTED);
    }

    pub(crate) fn into_problems(mut self, file: &str, kind: SheetFormat) -> Problems {
        self.list.splice(0..0, self.of_file.drain(..));
        self.keep_first();
        Problems { file: file.to_owned(), kind, list: self.list, count: self.count }
    }
}
