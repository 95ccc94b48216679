//! A file split into records, and the parsing of all its rows.

use std::cell::RefCell;
use std::hash::BuildHasher;
use std::sync::Mutex;

use rayon::prelude::*;

use crate::column::{Column, ColumnId};
use crate::delimited::{Cells, MalformedRecord, Record, Span, records};
use crate::layout::Layout;
use crate::row::{Row, RowCells};
use crate::sheet_problem::{Problem, ProblemCollector, Problems, SheetFormat};
use crate::{encoding, json};

/// A file with a valid header, whose rows can be parsed.
pub struct Sheet<'a> {
    file: String,
    layout: Layout,
    body: Body<'a>,
    /// Problems found while the file was split into records.
    problems: ProblemCollector,
}

enum Body<'a> {
    Csv { text: &'a str, delimiter: u8, width: usize, records: Vec<Record> },
    Json { text: String, spans: Vec<Span>, rows: u32 },
}

/// The rows that are worth another thread.
const ROWS_A_THREAD: usize = 256;

/// The value of a row, and the hash of its unique cell.
type RowResult<T> = (Option<T>, Option<u64>);

impl<'a> Sheet<'a> {
    /// Splits a file into records: JSON when its first character is `[` or `{`, else CSV. The separator of CSV (comma,
    /// semicolon or tab) is the one that gives the most known columns in the header. `file` is its name in messages.
    ///
    /// A file with only a header has no rows. Lines that contain only separators are skipped.
    ///
    /// # Errors
    /// When the file as a whole can't be read: it isn't UTF-8, is empty, has no header, has an unknown or repeated
    /// column, or lacks a required one.
    pub fn read(file: &str, bytes: &'a [u8], columns: &'static [Column]) -> Result<Self, Problems> {
        let fail = |kind, problems| Err(Problems::new(file, kind, problems));
        let text = match encoding::text(bytes) {
            Ok(text) => text,
            Err(problem) => return fail(SheetFormat::Csv, vec![problem]),
        };
        match text.trim_start().as_bytes().first() {
            None => fail(
                SheetFormat::Csv,
                vec![Problem::for_file("a header with the names of columns; the file is empty")],
            ),
            Some(b'[' | b'{') => match json::objects(text, columns) {
                Err(problem) => fail(SheetFormat::Json, vec![problem]),
                Ok(objects) => Ok(Self {
                    file: file.to_owned(),
                    layout: Layout::complete(columns),
                    body: Body::Json { text: objects.text, spans: objects.spans, rows: objects.rows },
                    problems: objects.problems,
                }),
            },
            Some(_) => Self::read_csv(file, text, columns).or_else(|problems| fail(SheetFormat::Csv, problems)),
        }
    }

    fn read_csv(file: &str, text: &'a str, columns: &'static [Column]) -> Result<Self, Vec<Problem>> {
        let first_line = text.trim_start_matches(['\r', '\n']).split('\n').next().unwrap_or("");
        if first_line.trim_end_matches('\r').contains('\r') {
            return Err(vec![Problem::for_file("lines that end in LF or CRLF; these end in CR alone: save it anew")]);
        }
        let delimiter = delimiter(first_line, columns);
        let (mut records, broken) = records(text, delimiter);
        if let Some(MalformedRecord { line, expected, .. }) = broken.first()
            && records.first().is_none_or(|record| *line < record.line)
        {
            return Err(vec![Problem::new(u64::from(*line), "", "", *expected)]);
        }
        if records.is_empty() {
            return Err(vec![Problem::for_file("a header with the names of columns")]);
        }
        let header = records.remove(0);
        let mut cells = Cells::default();
        let header_text = &text[header.start as usize..header.end as usize];
        cells.split(header_text, delimiter);
        let names: Vec<&str> = cells.spans.iter().map(|span| cells.text(header_text, *span)).collect();
        let layout = Layout::from_header(&names, columns, u64::from(header.line))?;

        let mut problems = ProblemCollector::default();
        for MalformedRecord { line, cell, expected } in broken {
            let column = names.get(cell).copied().unwrap_or("");
            problems.add(Problem::new(u64::from(line), column, "", expected));
        }
        Ok(Self {
            file: file.to_owned(),
            layout,
            body: Body::Csv { text, delimiter, width: names.len(), records },
            problems,
        })
    }

    /// The format of the file.
    pub fn kind(&self) -> SheetFormat {
        match self.body {
            Body::Csv { .. } => SheetFormat::Csv,
            Body::Json { .. } => SheetFormat::Json,
        }
    }

    /// The name of the file in messages.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The columns of the format.
    pub fn columns(&self) -> &'static [Column] {
        self.layout.columns
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        match &self.body {
            Body::Csv { records, .. } => records.len(),
            Body::Json { rows, .. } => *rows as usize,
        }
    }

    /// Whether the file has a column; in JSON, whether any object has a value for it.
    pub fn has(&self, column: ColumnId) -> bool {
        match &self.body {
            Body::Csv { .. } => self.layout.position(column).is_some(),
            Body::Json { spans, .. } => {
                spans.iter().skip(column.index()).step_by(self.layout.columns.len()).any(|span| span.length() > 0)
            }
        }
    }

    /// Sets a value for the empty cells of a column, also when the file doesn't have the column. Cells with a value keep
    /// it. A value that can't be parsed is reported once, by [`Sheet::parse`].
    ///
    /// # Errors
    /// When the format doesn't have the column, or the column is unique.
    pub fn assume(&mut self, column: &str, value: &str) -> Result<(), Problem> {
        self.layout.assume(column, value)
    }

    /// Parses all rows in parallel and returns their values in the order of the file. Rows for which `read` returns
    /// `None` are omitted.
    ///
    /// # Errors
    /// When the file has any problem: those that `read` reported, rows with too many or too few cells, empty required
    /// cells, cells that are too long, and repeated values of unique columns.
    pub fn parse<T: Send>(&self, read: impl Fn(&Row<'_>) -> Option<T> + Sync) -> Result<Vec<T>, Problems> {
        let problems = Mutex::new(self.problems.clone());
        let collect = |found: ProblemCollector| {
            if !found.is_empty() {
                problems.lock().unwrap_or_else(std::sync::PoisonError::into_inner).append(found);
            }
        };
        let (mut values, mut hashes) = (Vec::new(), Vec::new());
        let hasher = std::hash::RandomState::new();
        let read_one = |cells: &mut Cells, index| {
            let (result, found) = self.with_row(index, cells, |row| self.read_row(row, &read, &hasher));
            collect(found);
            result.unwrap_or_default()
        };
        // A file of few rows is often one of many, which are read in parallel themselves.
        if self.rows() <= ROWS_A_THREAD {
            let mut cells = Cells::default();
            values.reserve(self.rows());
            hashes.reserve(self.rows());
            for (value, hash) in (0..self.rows()).map(|index| read_one(&mut cells, index)) {
                values.push(value);
                hashes.push(hash);
            }
        } else {
            (0..self.rows())
                .into_par_iter()
                .with_min_len(ROWS_A_THREAD)
                .map_init(Cells::default, read_one)
                .unzip_into_vecs(&mut values, &mut hashes);
        }
        collect(self.duplicates(&hashes));

        let problems = problems.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        if problems.is_empty() {
            return Ok(values.into_iter().flatten().collect());
        }
        Err(problems.into_problems(&self.file, self.kind()))
    }

    fn read_row<T>(
        &self,
        row: &Row<'_>,
        read: &impl Fn(&Row<'_>) -> Option<T>,
        hasher: &impl BuildHasher,
    ) -> RowResult<T> {
        let mut hash = None;
        for (index, column) in self.layout.columns.iter().enumerate() {
            let id = ColumnId(index);
            if self.layout.position(id).is_none() && !column.required {
                continue;
            }
            let written = row.written(id);
            if let Some(text) = written
                && text.len() > Row::LONGEST_CELL
            {
                row.problem(id, text, format!("at most 64 KiB in a cell; this one has {} bytes", text.len()));
                return (None, None);
            }
            if column.required && row.cell(id).is_none() {
                row.problem(id, "", "a value, since this column may not be empty");
            }
            if column.unique {
                // Identifiers are printed, and a terminal would execute escape sequences in them.
                let control = |character: char| character.is_control() && !character.is_whitespace();
                if let Some(text) = written.filter(|text| text.chars().any(control)) {
                    row.problem(id, text, "a name without control characters");
                }
                hash = written.map(|text| hasher.hash_one(text));
            }
        }
        (read(row), hash)
    }

    /// Splits one row and passes it to `read`. A row with a wrong number of cells is a problem and isn't passed.
    fn with_row<T>(
        &self,
        index: usize,
        cells: &mut Cells,
        read: impl FnOnce(&Row<'_>) -> T,
    ) -> (Option<T>, ProblemCollector) {
        let mut problems = ProblemCollector::default();
        let (number, row_cells) = match &self.body {
            Body::Csv { text, delimiter, width, records } => {
                let Record { start, end, line } = records[index];
                let record = &text[start as usize..end as usize];
                cells.split(record, *delimiter);
                let found = cells.spans.len();
                if found != *width {
                    let expected = format!("{width} cells, as the header has; this row has {found}");
                    problems.add(Problem::new(u64::from(line), "", "", expected));
                    return (None, problems);
                }
                (u64::from(line), RowCells::Csv { record, cells })
            }
            Body::Json { text, spans, .. } => {
                let first = index * self.layout.columns.len();
                (index as u64 + 1, RowCells::Json { text, spans: &spans[first..first + self.layout.columns.len()] })
            }
        };
        let row = Row { layout: &self.layout, number, cells: row_cells, problems: RefCell::new(problems) };
        let value = read(&row);
        (Some(value), row.problems.into_inner())
    }

    /// Returns a problem for each row whose unique value an earlier row has; the message names the first such row.
    fn duplicates(&self, hashes: &[Option<u64>]) -> ProblemCollector {
        let mut found = ProblemCollector::default();
        let Some(unique) = self.layout.columns.iter().position(|column| column.unique) else { return found };
        let mut order: Vec<(u64, usize)> =
            hashes.iter().enumerate().filter_map(|(index, hash)| Some(((*hash)?, index))).collect();
        order.par_sort_unstable();
        let mut cells = Cells::default();
        let mut value_of = |index: usize| {
            let read = |row: &Row<'_>| (row.number, row.written(ColumnId(unique)).unwrap_or("").to_owned());
            self.with_row(index, &mut cells, read).0.unwrap_or_default()
        };
        for group in order.chunk_by(|left, right| left.0 == right.0).filter(|group| group.len() > 1) {
            // Different values can have the same hash; a linear search is enough in such small groups.
            let mut first_rows: Vec<(String, u64)> = Vec::new();
            for (_, index) in group {
                let (row, value) = value_of(*index);
                match first_rows.iter().find(|(other, _)| *other == value) {
                    None => first_rows.push((value, row)),
                    Some((_, first)) => {
                        let expected =
                            format!("a value that no other has; {} {first} has it too", self.kind().row_noun());
                        found.add(Problem::new(row, self.layout.columns[unique].name, &value, expected));
                    }
                }
            }
        }
        found
    }
}

/// Returns the separator that gives the most known columns in the header; a comma on a tie.
fn delimiter(header: &str, columns: &[Column]) -> u8 {
    // Names of columns hold neither quotes nor separators, so quotes around them say nothing.
    let known = |delimiter: &u8| {
        let names = header.split(char::from(*delimiter)).map(|name| name.trim().trim_matches('"').trim());
        names.filter(|name| columns.iter().any(|column| column.name == *name)).count()
    };
    // `max_by_key` returns the last of several maxima, so the comma is last.
    [b'\t', b';', b','].into_iter().max_by_key(known).unwrap_or(b',')
}
