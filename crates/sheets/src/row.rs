//! The cells of one row, as values.

use std::cell::RefCell;
use std::str::FromStr;

use vocabulary::{Date, ParseError};

use crate::column::ColumnId;
use crate::layout::Layout;
use crate::sheet_problem::{Collected, Problem};

/// One row of a file. Reading a cell that is wrong notes a problem and gives nothing, so that a reader goes on and
/// every problem of the row is found.
pub struct Row<'r> {
    pub(crate) layout: &'r Layout,
    pub(crate) number: u64,
    pub(crate) cells: Cut<'r>,
    pub(crate) problems: RefCell<Collected>,
}

/// Where the cells of a row are.
pub(crate) enum Cut<'r> {
    Csv { record: &'r str, cells: &'r crate::delimited::Cells },
    Json { text: &'r str, spans: &'r [crate::delimited::Span] },
}

impl<'r> Row<'r> {
    /// The longest cell, in bytes.
    pub const LONGEST_CELL: usize = 64 * 1024;

    /// The line on which the row starts, the header being 1; in JSON the object's position in the array, from 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The text of a cell, without blanks around it; what was assumed for the column when it is empty or absent;
    /// nothing when nothing was assumed.
    pub fn cell(&self, column: ColumnId) -> Option<&'r str> {
        self.written(column).or_else(|| self.layout.assumed(column))
    }

    /// The text of a cell as the file has it.
    pub(crate) fn written(&self, column: ColumnId) -> Option<&'r str> {
        let position = self.layout.position(column)?;
        let text = match &self.cells {
            Cut::Csv { record, cells } => cells.text(record, *cells.spans.get(position)?),
            Cut::Json { text, spans } => {
                let span = spans.get(position)?;
                &text[span.start as usize..span.end as usize]
            }
        };
        (!text.is_empty()).then_some(text)
    }

    /// The value of a cell; nothing when it is empty, or wrong, which is noted.
    pub fn parse<T: FromStr<Err = ParseError>>(&self, column: ColumnId) -> Option<T> {
        self.read(column, str::parse)
    }

    /// The value of a cell in the caller's own reading; nothing when it is empty, or wrong, which is noted.
    pub fn read<T>(&self, column: ColumnId, read: impl FnOnce(&str) -> Result<T, ParseError>) -> Option<T> {
        read(self.cell(column)?).map_err(|error| self.refuse(column, error)).ok()
    }

    /// A day, written as ISO 8601 has it: `2027-02-01`.
    pub fn date(&self, column: ColumnId) -> Option<Date> {
        self.read(column, vocabulary::calendar::day)
    }

    /// `yes` or `no`.
    pub fn yes_or_no(&self, column: ColumnId) -> Option<bool> {
        self.read(column, |written| match written {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err(ParseError::new(written, "yes or no")),
        })
    }

    /// The values of a cell that are separated by `|`, without blanks around them; an empty one among them is noted.
    pub fn list(&self, column: ColumnId) -> impl Iterator<Item = &'r str> {
        self.cell(column).into_iter().flat_map(|cell| cell.split('|')).map(str::trim).filter(move |value| {
            let empty = value.is_empty();
            if empty {
                self.problem(column, self.cell(column).unwrap_or(""), "a value on both sides of each `|`");
            }
            !empty
        })
    }

    /// Reads each value of a cell with `|`; wrong ones are noted, and so are those whose `key` came before in the
    /// same cell.
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

    /// Notes what is wrong with a cell; `expected` is a phrase that follows "expected".
    pub fn problem(&self, column: ColumnId, value: &str, expected: impl Into<String>) {
        self.refuse(column, ParseError::new(value, expected));
    }

    /// Notes a value that couldn't be read.
    pub fn refuse(&self, column: ColumnId, ParseError { found, expected }: ParseError) {
        // What was assumed is wrong for every row alike: it is said once, of the file, where rows are gathered.
        let assumed = self.written(column).is_none() && self.layout.assumed(column).is_some();
        let row = if assumed { 0 } else { self.number };
        let column = self.layout.columns[column.index()].name.to_owned();
        self.problems.borrow_mut().add(Problem { row, column, value: found, expected });
    }
}
