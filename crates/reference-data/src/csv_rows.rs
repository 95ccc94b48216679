//! Reading the tables of `config/` that are CSV: a header that must be exactly as expected, then rows.

use std::str::FromStr;

use vocabulary::{Date, ParseError};

use crate::config_problem::Problems;
use crate::nearest::shown;

/// One row while it is read: hands out cells by column and notes what is wrong.
pub(crate) struct CsvRow<'a> {
    file: &'a str,
    columns: &'a [&'static str],
    record: &'a csv::StringRecord,
    line: u64,
    problems: &'a Problems,
}

/// Reads every row of a file; a row that gives nothing has noted why.
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
            let reason = format!("expected the columns {}, found {}", columns.join(","), shown(&found.join(",")));
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
    /// The cell of a column; empty when there is nothing in it.
    pub(crate) fn cell(&self, column: &str) -> &str {
        let index = self.columns.iter().position(|name| *name == column);
        index.and_then(|index| self.record.get(index)).unwrap_or("").trim()
    }

    /// Notes that a cell is wrong.
    pub(crate) fn wrong(&self, column: &str, reason: impl Into<String>) {
        self.problems.note(self.file, format!("row {}, column {column}", self.line), reason);
    }

    /// A cell that must be understood.
    pub(crate) fn read<T>(&self, column: &str, expected: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let cell = self.cell(column);
        let found = read(cell);
        if found.is_none() {
            self.wrong(column, format!("`{}`: expected {expected}", shown(cell)));
        }
        found
    }

    /// A cell that must be there, of a type that parses itself.
    pub(crate) fn parsed<T: FromStr<Err = ParseError>>(&self, column: &str) -> Option<T> {
        match self.cell(column).parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.wrong(column, error.to_string());
                None
            }
        }
    }

    /// A cell that may be empty, of a type that parses itself. Nothing outside: the cell is wrong.
    pub(crate) fn optional_parsed<T: FromStr<Err = ParseError>>(&self, column: &str) -> Option<Option<T>> {
        if self.cell(column).is_empty() { Some(None) } else { self.parsed(column).map(Some) }
    }

    /// A day that may be empty. Nothing outside: the cell is wrong.
    pub(crate) fn optional_date(&self, column: &str) -> Option<Option<Date>> {
        if self.cell(column).is_empty() {
            return Some(None);
        }
        self.read(column, "a date like 2027-02-01", |cell| cell.parse().ok()).map(Some)
    }
}
