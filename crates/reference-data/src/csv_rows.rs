//! Reads the CSV tables of `config/`: a header that must be exactly as expected, then rows.

use std::str::FromStr;

use vocabulary::{Date, ParseError};

use crate::config_problem::Problems;
use crate::nearest::shortened;

/// A row being read: returns cells by column and collects problems.
pub(crate) struct CsvRow<'a> {
    file: &'a str,
    columns: &'a [&'static str],
    record: &'a csv::StringRecord,
    line: u64,
    problems: &'a Problems,
}

/// Reads all rows of a file. For a row without a result, `read` must have noted a problem.
pub(crate) fn read_rows<T>(
    file: &str,
    text: &str,
    columns: &[&'static str],
    problems: &Problems,
    read: impl Fn(&CsvRow<'_>) -> Option<T>,
) -> Vec<T> {
    let mut reader = csv::ReaderBuilder::new().from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    match reader.headers() {
        Ok(header) if header.iter().eq(columns.iter().copied()) => {}
        Ok(header) => {
            let found: Vec<&str> = header.iter().collect();
            let reason = format!("expected the columns {}, found {}", columns.join(","), shortened(&found.join(",")));
            problems.note(file, "row 1", reason);
            return Vec::new();
        }
        Err(error) => {
            problems.note(file, "row 1", error.to_string());
            return Vec::new();
        }
    }
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return rows,
            Ok(true) => {
                let line = record.position().map_or(0, csv::Position::line);
                rows.extend(read(&CsvRow { file, columns, record: &record, line, problems }));
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                problems.note(file, format!("row {line}"), "has another number of cells than the header");
            }
        }
    }
}

impl CsvRow<'_> {
    /// The trimmed cell of a column; empty when the row lacks it.
    pub(crate) fn cell(&self, column: &str) -> &str {
        let position = self.columns.iter().position(|name| *name == column);
        position.and_then(|position| self.record.get(position)).unwrap_or("").trim()
    }

    /// Adds a problem of a cell.
    pub(crate) fn note(&self, column: &str, reason: impl Into<String>) {
        self.problems.note(self.file, format!("row {}, column {column}", self.line), reason);
    }

    /// Reads a required cell; `expected` describes valid cells in messages.
    pub(crate) fn read<T>(&self, column: &str, expected: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let cell = self.cell(column);
        let found = read(cell);
        if found.is_none() {
            self.note(column, format!("`{}`: expected {expected}", shortened(cell)));
        }
        found
    }

    /// Parses a required cell.
    pub(crate) fn parsed<T: FromStr<Err = ParseError>>(&self, column: &str) -> Option<T> {
        match self.cell(column).parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.note(column, error.to_string());
                None
            }
        }
    }

    /// Parses a cell that may be empty. The outer `None` means that the cell is invalid.
    pub(crate) fn optional_parsed<T: FromStr<Err = ParseError>>(&self, column: &str) -> Option<Option<T>> {
        if self.cell(column).is_empty() { Some(None) } else { self.parsed(column).map(Some) }
    }

    /// Reads a date that may be empty. The outer `None` means that the cell is invalid.
    pub(crate) fn optional_date(&self, column: &str) -> Option<Option<Date>> {
        if self.cell(column).is_empty() {
            return Some(None);
        }
        self.read(column, "a date like 2027-02-01", |cell| cell.parse().ok()).map(Some)
    }
}
