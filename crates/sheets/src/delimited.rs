//! Splitting of CSV into records and cells.
//!
//! The `csv` crate isn't used for reading, since it accepts unclosed quotes, and text after a closing quote, without an
//! error. The rules are those of RFC 4180, with LF or CRLF: a cell that begins with a quote ends with the next quote
//! that isn't doubled, after which a separator or the end of the line must follow; a quote inside a cell that doesn't
//! begin with one is an ordinary character. A test compares this reader with the output of the `csv` crate.

use memchr::{memchr, memchr_iter, memchr2};

/// One record: its start and end in the text, without the line end, and the line on which it starts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) line: u32,
}

/// A record with unbalanced quotes.
#[derive(Debug)]
pub(crate) struct MalformedRecord {
    pub(crate) line: u32,
    /// The position of the malformed cell, from 0.
    pub(crate) cell: usize,
    pub(crate) expected: &'static str,
}

/// The position of a cell, without surrounding whitespace.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Whether the cell contained doubled quotes, so that its value is in [`Cells::unescaped`].
    is_unescaped: bool,
}

impl Span {
    pub(crate) fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32, is_unescaped: false }
    }

    pub(crate) fn length(&self) -> usize {
        (self.end - self.start) as usize
    }
}

/// The cells of the current record. One value is reused for many records, so that cells need no allocation.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    pub(crate) spans: Vec<Span>,
    unescaped: String,
}

impl Cells {
    /// Returns the text of a cell of the record.
    pub(crate) fn text<'c>(&'c self, record: &'c str, span: Span) -> &'c str {
        let source = if span.is_unescaped { self.unescaped.as_str() } else { record };
        &source[span.start as usize..span.end as usize]
    }

    /// Splits a record with balanced quotes into its cells.
    pub(crate) fn split(&mut self, record: &str, delimiter: u8) {
        self.spans.clear();
        self.unescaped.clear();
        let bytes = record.as_bytes();
        let mut at = 0;
        loop {
            let end = if bytes.get(at) == Some(&b'"') {
                let close = closing_quote(bytes, at + 1).unwrap_or(bytes.len());
                self.push_quoted(record, at + 1, close);
                (close + 1).min(bytes.len())
            } else {
                let end = memchr(delimiter, &bytes[at..]).map_or(bytes.len(), |offset| at + offset);
                let (start, end_of_cell) = trimmed(record, at, end);
                self.spans.push(Span::new(start, end_of_cell));
                end
            };
            if end >= bytes.len() {
                return;
            }
            at = end + 1;
        }
    }

    fn push_quoted(&mut self, record: &str, start: usize, end: usize) {
        let inside = &record[start..end];
        if memchr(b'"', inside.as_bytes()).is_none() {
            let (start, end) = trimmed(record, start, end);
            self.spans.push(Span::new(start, end));
            return;
        }
        let before = self.unescaped.len();
        self.unescaped.push_str(&inside.replace("\"\"", "\""));
        let (start, end) = trimmed(&self.unescaped, before, self.unescaped.len());
        self.spans.push(Span { is_unescaped: true, ..Span::new(start, end) });
    }
}

/// Returns the range of `text[start..end]` without surrounding whitespace.
fn trimmed(text: &str, start: usize, end: usize) -> (usize, usize) {
    let cell = &text[start..end];
    let plain = |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii_graphic());
    if plain(cell.as_bytes().first()) && plain(cell.as_bytes().last()) {
        return (start, end);
    }
    let left = cell.trim_start();
    let start = end - left.len();
    (start, start + left.trim_end().len())
}

/// Returns the position of the quote that closes the cell whose text begins at `from`.
fn closing_quote(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let quote = at + memchr(b'"', bytes.get(at..)?)?;
        if bytes.get(quote + 1) != Some(&b'"') {
            return Some(quote);
        }
        at = quote + 2;
    }
}

/// Returns all records, without lines that contain only separators, and the malformed records.
pub(crate) fn records(text: &str, delimiter: u8) -> (Vec<Record>, Vec<MalformedRecord>) {
    let bytes = text.as_bytes();
    let (mut records, mut malformed) = (Vec::with_capacity(bytes.len() / 200), Vec::new());
    let (mut start, mut line) = (0, 1u32);
    while start < bytes.len() {
        let first_line = line;
        let mut at = start;
        let mut broken = None;
        let end = loop {
            let Some(offset) = memchr2(b'"', b'\n', &bytes[at..]) else { break bytes.len() };
            let here = at + offset;
            if bytes[here] == b'\n' {
                line += 1;
                break here;
            }
            if here != start && bytes[here - 1] != delimiter {
                at = here + 1;
                continue;
            }
            let close = closing_quote(bytes, here + 1);
            at = close.map_or(bytes.len(), |close| close + 1);
            line += memchr_iter(b'\n', &bytes[here..at]).count() as u32;
            let expected = match (close, bytes.get(at), bytes.get(at + 1)) {
                (None, ..) => "a closing quote; none follows in the rest of the file",
                (_, None | Some(b'\n'), _) | (_, Some(b'\r'), None | Some(b'\n')) => continue,
                (_, Some(next), _) if *next == delimiter => continue,
                _ => "a separator or the end of the line after a closing quote; a quote inside a cell is doubled",
            };
            broken.get_or_insert((here, expected));
        };
        let record = &bytes[start..end];
        let record = record.strip_suffix(b"\r").unwrap_or(record);
        if let Some((here, expected)) = broken {
            let mut cells = Cells::default();
            cells.split(&text[start..here], delimiter);
            let cell = cells.spans.len().saturating_sub(1);
            malformed.push(MalformedRecord { line: first_line, cell, expected });
        } else if record.iter().any(|byte| *byte != delimiter && !byte.is_ascii_whitespace()) {
            records.push(Record { start: start as u32, end: (start + record.len()) as u32, line: first_line });
        }
        start = end + 1;
    }
    (records, malformed)
}
