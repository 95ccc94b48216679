//! The cells of one row and their values.

use std::cell::RefCell;
use std::str::FromStr;

use vocabulary::{Date, ParseError};

use crate::column::ColumnId;
use crate::layout::Layout;
use crate::sheet_problem::{Problem, ProblemCollector};

/// One row of a file. A cell that can't be parsed adds a problem and gives `None`, so that all problems of the row are
/// found.
pub struct Row<'r> {
    pub(crate) layout: &'r Layout,
    pub(crate) number: u64,
    pub(crate) cells: RowCells<'r>,
    pub(crate) problems: &'r RefCell<ProblemCollector>,
}

/// The cells of a row in the text of the file.
pub(crate) enum RowCells<'r> {
    Csv { record: &'r str, cells: &'r crate::delimited::Cells },
    Json { text: &'r str, spans: &'r [crate::delimited::Span] },
}

impl<'r> Row<'r> {
    /// The maximum length of a cell, in bytes.
    pub const LONGEST_CELL: usize = 64 * 1024;

    /// The line on which the row starts, where the header is line 1; in JSON the position of the object in the array,
    /// counted from 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The trimmed text of a cell. For an empty or absent cell, the value assumed for the column, or `None` without
    /// one.
    pub fn cell(&self, column: ColumnId) -> Option<&'r str> {
        self.written(column).or_else(|| self.layout.assumed(column))
    }

    /// The trimmed text of a cell in the file; `None` when it is empty or absent.
    pub(crate) fn written(&self, column: ColumnId) -> Option<&'r str> {
        let position = self.layout.position(column)?;
        let text = match &self.cells {
            RowCells::Csv { record, cells } => cells.text(record, *cells.spans.get(position)?),
            RowCells::Json { text, spans } => {
                let span = spans.get(position)?;
                &text[span.start as usize..span.end as usize]
            }
        };
        (!text.is_empty()).then_some(text)
    }

    /// Whether a cell is longer than [`Row::LONGEST_CELL`].
    pub(crate) fn has_long_cell(&self) -> bool {
        let spans = match &self.cells {
            RowCells::Csv { record, .. } if record.len() <= Self::LONGEST_CELL => return false,
            RowCells::Csv { cells, .. } => &cells.spans,
            RowCells::Json { spans, .. } => *spans,
        };
        spans.iter().any(|span| span.length() > Self::LONGEST_CELL)
    }

    /// Parses a cell. Returns `None` for an empty cell, and for a wrong one, which is reported.
    pub fn parse<T: FromStr<Err = ParseError>>(&self, column: ColumnId) -> Option<T> {
        self.read(column, str::parse)
    }

    /// Parses a cell with a function. Returns `None` for an empty cell, and for a wrong one, which is reported.
    pub fn read<T>(&self, column: ColumnId, read: impl FnOnce(&str) -> Result<T, ParseError>) -> Option<T> {
        read(self.cell(column)?).map_err(|error| self.refuse(column, error)).ok()
    }

    /// Parses a day in the form of ISO 8601: `2027-02-01`.
    pub fn date(&self, column: ColumnId) -> Option<Date> {
        self.read(column, vocabulary::calendar::day)
    }

    /// Parses `yes` or `no`.
    pub fn yes_or_no(&self, column: ColumnId) -> Option<bool> {
        self.read(column, |written| match written {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err(ParseError::new(written, "yes or no")),
        })
    }

    /// Iterates over the trimmed values of a cell, separated by `|`; empty values are reported and omitted.
    pub fn list(&self, column: ColumnId) -> impl Iterator<Item = &'r str> {
        self.cell(column).into_iter().flat_map(|cell| cell.split('|')).map(str::trim).filter(move |value| {
            let empty = value.is_empty();
            if empty {
                self.problem(column, self.cell(column).unwrap_or(""), "a value on both sides of each `|`");
            }
            !empty
        })
    }

    /// Parses the values of a cell, separated by `|`. Reports wrong values, and values whose `key` an earlier value of
    /// the cell has.
    pub fn list_of<T, K: PartialEq>(
        &self,
        column: ColumnId,
        mut read: impl FnMut(&str) -> Result<T, ParseError>,
        key: impl Fn(&T) -> K,
    ) -> Vec<T> {
        let mut values = Vec::new();
        for written in self.list(column) {
            match read(written) {
                Ok(value) if values.iter().any(|other| key(other) == key(&value)) => {
                    self.problem(column, written, "each code once in a cell");
                }
                Ok(value) => values.push(value),
                Err(error) => self.refuse(column, error),
            }
        }
        values
    }

    /// Reports a problem of a cell; `expected` is a phrase that follows "expected".
    pub fn problem(&self, column: ColumnId, value: &str, expected: impl Into<String>) {
        self.refuse(column, ParseError::new(value, expected));
    }

    /// Reports a value of a cell that couldn't be parsed.
    pub fn refuse(&self, column: ColumnId, ParseError { found, expected }: ParseError) {
        // A wrong assumed value is wrong in all rows, so it is reported once, as a problem of the file.
        let assumed = self.written(column).is_none() && self.layout.assumed(column).is_some();
        let row = if assumed { 0 } else { self.number };
        let column = self.layout.columns[column.index()].name.to_owned();
        self.problems.borrow_mut().add(Problem { row, column, value: found, expected });
    }
}
