//! A file split into records, and the parsing of all its rows.

use std::cell::RefCell;
use std::hash::BuildHasher;
use std::ops::Range;

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

/// The rows that a thread reads at a time.
const ROWS_A_THREAD: usize = 256;

/// What was read from a range of rows.
struct RangeResult<T> {
    values: Vec<T>,
    /// The hash of each unique cell, with the position of its row.
    hashes: Vec<(u64, usize)>,
    problems: ProblemCollector,
}

impl<T> Default for RangeResult<T> {
    fn default() -> Self {
        Self { values: Vec::new(), hashes: Vec::new(), problems: ProblemCollector::default() }
    }
}

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
        let hasher = std::hash::RandomState::new();
        let read_range = |range| self.read_range(range, &read, &hasher);
        // A file of few rows is often one of many, which are read in parallel themselves.
        let ranges: Vec<RangeResult<T>> = if self.rows() <= ROWS_A_THREAD {
            vec![read_range(0..self.rows())]
        } else {
            let starts = (0..self.rows()).into_par_iter().step_by(ROWS_A_THREAD);
            starts.map(|start| read_range(start..self.rows().min(start + ROWS_A_THREAD))).collect()
        };
        let mut ranges = ranges.into_iter();
        let mut all = ranges.next().unwrap_or_default();
        let rest: usize = ranges.as_slice().iter().map(|range| range.values.len()).sum();
        all.values.reserve(rest);
        all.hashes.reserve(rest);
        for range in ranges {
            all.values.extend(range.values);
            all.hashes.extend(range.hashes);
            all.problems.append(range.problems);
        }
        let mut problems = self.problems.clone();
        problems.append(all.problems);
        problems.append(self.duplicates(&mut all.hashes));
        if problems.is_empty() {
            return Ok(all.values);
        }
        Err(problems.into_problems(&self.file, self.kind()))
    }

    fn read_range<T>(
        &self,
        range: Range<usize>,
        read: &impl Fn(&Row<'_>) -> Option<T>,
        hasher: &impl BuildHasher,
    ) -> RangeResult<T> {
        let mut result = RangeResult {
            values: Vec::with_capacity(range.len()),
            hashes: Vec::with_capacity(if self.layout.unique.is_some() { range.len() } else { 0 }),
            problems: ProblemCollector::default(),
        };
        let (mut cells, problems) = (Cells::default(), RefCell::default());
        for index in range {
            let row = self.with_row(index, &mut cells, &problems, |row| {
                let is_readable = self.check_row(row);
                if let Some(unique) = self.layout.unique
                    && let Some(text) = row.written(unique)
                {
                    let within = self.layout.unique_within.and_then(|within| row.cell(within));
                    result.hashes.push((hasher.hash_one((text, within)), index));
                }
                if is_readable { read(row) } else { None }
            });
            result.values.extend(row.flatten());
        }
        result.problems = problems.into_inner();
        result
    }

    /// Reports what is wrong with a row whatever its columns mean. Returns whether its cells may be parsed.
    fn check_row(&self, row: &Row<'_>) -> bool {
        if row.has_long_cell() {
            for id in (0..self.layout.columns.len()).map(ColumnId) {
                if let Some(text) = row.written(id).filter(|text| text.len() > Row::LONGEST_CELL) {
                    row.problem(id, text, format!("at most 64 KiB in a cell; this one has {} bytes", text.len()));
                    return false;
                }
            }
        }
        for id in self.layout.required.iter().copied().filter(|id| row.cell(*id).is_none()) {
            row.problem(id, "", "a value, since this column may not be empty");
        }
        // Identifiers are printed, and a terminal would execute escape sequences in them.
        let control = |character: char| character.is_control() && !character.is_whitespace();
        if let Some(unique) = self.layout.unique
            && let Some(text) = row.written(unique).filter(|text| text.chars().any(control))
        {
            row.problem(unique, text, "a name without control characters");
        }
        true
    }

    /// Splits one row and passes it to `read`. A row with a wrong number of cells is a problem and isn't passed.
    fn with_row<T>(
        &self,
        index: usize,
        cells: &mut Cells,
        problems: &RefCell<ProblemCollector>,
        read: impl FnOnce(&Row<'_>) -> T,
    ) -> Option<T> {
        let (number, cells) = match &self.body {
            Body::Csv { text, delimiter, width, records } => {
                let Record { start, end, line } = records[index];
                let record = &text[start as usize..end as usize];
                cells.split(record, *delimiter);
                let found = cells.spans.len();
                if found != *width {
                    let expected = format!("{width} cells, as the header has; this row has {found}");
                    problems.borrow_mut().add(Problem::new(u64::from(line), "", "", expected));
                    return None;
                }
                (u64::from(line), RowCells::Csv { record, cells })
            }
            Body::Json { text, spans, .. } => {
                let first = index * self.layout.columns.len();
                (index as u64 + 1, RowCells::Json { text, spans: &spans[first..first + self.layout.columns.len()] })
            }
        };
        Some(read(&Row { layout: &self.layout, number, cells, problems }))
    }

    /// Returns a problem for each row whose unique value an earlier row has; the message names the first such row. Each
    /// row has its position beside the hash of its unique value.
    fn duplicates(&self, hashes: &mut [(u64, usize)]) -> ProblemCollector {
        let mut found = ProblemCollector::default();
        let Some(unique) = self.layout.unique else { return found };
        hashes.par_sort_unstable();
        let (mut cells, problems) = (Cells::default(), RefCell::default());
        let mut value_of = |index: usize| {
            let read = |row: &Row<'_>| {
                let within = self.layout.unique_within.and_then(|within| row.cell(within));
                (row.number, (row.written(unique).unwrap_or("").to_owned(), within.map(str::to_owned)))
            };
            self.with_row(index, &mut cells, &problems, read).unwrap_or_default()
        };
        for group in hashes.chunk_by(|left, right| left.0 == right.0).filter(|group| group.len() > 1) {
            // Different values can have the same hash; a linear search is enough in such small groups.
            let mut first_rows: Vec<((String, Option<String>), u64)> = Vec::new();
            for (_, index) in group {
                let (row, value) = value_of(*index);
                match first_rows.iter().find(|(other, _)| *other == value) {
                    None => first_rows.push((value, row)),
                    Some((_, first)) => {
                        let noun = self.kind().row_noun();
                        let whose = match self.layout.columns[unique.index()].within {
                            Some(within) => format!(" of this {within}"),
                            None => String::new(),
                        };
                        let expected = format!("a value that no other{whose} has; {noun} {first} has it too");
                        found.add(Problem::new(row, self.layout.columns[unique.index()].name, &value.0, expected));
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
