//! Rows as CSV and as JSON.
//!
//! What goes out is plain: a cell of free text that begins like a formula (`=`, `+`, `-`, `@`) stays the text that
//! it is, so that a file comes back as it went out. Whoever opens an export in a spreadsheet imports its columns as
//! text.

use std::io::{self, Write};

use serde_json::{Map, Value};

use crate::column::Column;

/// Writes a header and rows, whose cells stand in the order of `columns`, with commas and LF.
pub fn write_csv<R, C>(out: impl Write, columns: &[Column], rows: impl IntoIterator<Item = R>) -> io::Result<()>
where
    R: IntoIterator<Item = C>,
    C: AsRef<[u8]>,
{
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(columns.iter().map(|column| column.name))?;
    for row in rows {
        writer.write_record(row)?;
    }
    writer.flush()
}

/// Writes rows, whose cells stand in the order of `columns`, as an array of objects, one a line. Empty cells are left
/// out, and cells of several values are arrays of strings.
pub fn write_json<R, C>(mut out: impl Write, columns: &[Column], rows: impl IntoIterator<Item = R>) -> io::Result<()>
where
    R: IntoIterator<Item = C>,
    C: AsRef<str>,
{
    out.write_all(b"[")?;
    let mut separator = "\n";
    for row in rows {
        let mut object = Map::new();
        for (column, cell) in columns.iter().zip(row) {
            let cell = cell.as_ref();
            if cell.is_empty() {
                continue;
            }
            let value = if column.list { cell.split('|').map(Value::from).collect() } else { Value::from(cell) };
            object.insert(column.name.to_owned(), value);
        }
        out.write_all(separator.as_bytes())?;
        serde_json::to_writer(&mut out, &object)?;
        separator = ",\n";
    }
    out.write_all(b"\n]\n")?;
    out.flush()
}
