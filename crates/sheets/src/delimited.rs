//! CSV: where its records begin and end, and where their cells.
//!
//! Cut by our own hand, since the `csv` crate takes an unclosed quote, and text after a closing one, without a word.
//! The rules are those of RFC 4180, with LF or CRLF: a cell that begins with a quote ends with the next quote that
//! isn't doubled, after which a separator or the end of the line must follow; a quote inside a cell that doesn't
//! begin with one is a character like any other. A test holds what is read here to what the `csv` crate writes.

use memchr::{memchr, memchr_iter, memchr2};

/// One record: where it begins and ends in the text, without its line end, and on which line it starts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) line: u32,
}

/// A record whose quotes don't add up.
#[derive(Debug)]
pub(crate) struct Broken {
    pub(crate) line: u32,
    /// Which of its cells, from 0.
    pub(crate) cell: usize,
    pub(crate) expected: &'static str,
}

/// Where one cell stands, without blanks around it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// It held doubled quotes, so its value stands apart.
    apart: bool,
}

impl Span {
    pub(crate) fn of(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32, apart: false }
    }

    pub(crate) fn length(&self) -> usize {
        (self.end - self.start) as usize
    }
}

/// The cells of the record that is being read; one of these serves many records, so that a cell costs no memory.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    pub(crate) spans: Vec<Span>,
    unescaped: String,
}

impl Cells {
    /// The text of a cell of the record.
    pub(crate) fn text<'c>(&'c self, record: &'c str, span: Span) -> &'c str {
        let source = if span.apart { self.unescaped.as_str() } else { record };
        &source[span.start as usize..span.end as usize]
    }

    /// Cuts a record, whose quotes add up, into its cells.
    pub(crate) fn split(&mut self, record: &str, delimiter: u8) {
        self.spans.clear();
        self.unescaped.clear();
        let bytes = record.as_bytes();
        let mut at = 0;
        loop {
            let end = if bytes.get(at) == Some(&b'"') {
                let close = closing_quote(bytes, at + 1).unwrap_or(bytes.len());
                self.quoted(record, at + 1, close);
                (close + 1).min(bytes.len())
            } else {
                let end = memchr(delimiter, &bytes[at..]).map_or(bytes.len(), |offset| at + offset);
                let (start, end_of_cell) = trimmed(record, at, end);
                self.spans.push(Span::of(start, end_of_cell));
                end
            };
            if end >= bytes.len() {
                return;
            }
            at = end + 1;
        }
    }

    fn quoted(&mut self, record: &str, start: usize, end: usize) {
        let inside = &record[start..end];
        if memchr(b'"', inside.as_bytes()).is_none() {
            let (start, end) = trimmed(record, start, end);
            self.spans.push(Span::of(start, end));
            return;
        }
        let before = self.unescaped.len();
        self.unescaped.push_str(&inside.replace("\"\"", "\""));
        let (start, end) = trimmed(&self.unescaped, before, self.unescaped.len());
        self.spans.push(Span { apart: true, ..Span::of(start, end) });
    }
}

/// The part of `text[start..end]` without blanks around it.
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

/// The quote that closes the cell whose text begins at `from`.
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

/// Where every record begins and ends, lines without a word left out, and the records whose quotes don't add up.
pub(crate) fn records(text: &str, delimiter: u8) -> (Vec<Record>, Vec<Broken>) {
    let bytes = text.as_bytes();
    let (mut records, mut wrong) = (Vec::with_capacity(bytes.len() / 200), Vec::new());
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
            wrong.push(Broken { line: first_line, cell, expected });
        } else if record.iter().any(|byte| *byte != delimiter && !byte.is_ascii_whitespace()) {
            records.push(Record { start: start as u32, end: (start + record.len()) as u32, line: first_line });
        }
        start = end + 1;
    }
    (records, wrong)
}
