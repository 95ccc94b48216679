//! Writing of rows as CSV and as JSON.
//!
//! Cells are written unchanged, also free text that begins like a formula (`=`, `+`, `-`, `@`), so that a file reads
//! back exactly. In a spreadsheet, the columns of an export have to be imported as text.

use std::io::{self, Write};

use serde_json::{Map, Value};

use crate::column::Column;

/// Writes a header and rows with commas and LF. The cells of a row are in the order of `columns`.
///
/// # Errors
/// Those of the writer.
pub fn write_csv<R, C>(out: impl Write, columns: &[Column], rows: impl IntoIterator<Item = R>) -> io::Result<()>
where
    R: IntoIterator<Item = C>,
    C: AsRef<[u8]>,
{
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(columns.iter().map(|column| column.name)).map_err(csv_io_error)?;
    for row in rows {
        writer.write_record(row).map_err(csv_io_error)?;
    }
    writer.flush()
}

/// The error of the writer below a CSV writer, with its kind: `csv` hides it in an error of the kind `Other`, so that a
/// closed pipe could not be told from a full disk.
pub fn csv_io_error(error: csv::Error) -> io::Error {
    let kind = match error.kind() {
        csv::ErrorKind::Io(error) => error.kind(),
        _ => io::ErrorKind::Other,
    };
    io::Error::new(kind, error)
}

/// Writes rows as an array of objects, one per line. The cells of a row are in the order of `columns`. Empty cells are
/// omitted, and cells with several values are arrays of strings.
///
/// # Errors
/// Those of the writer.
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A pipe whose reader has gone.
    struct ClosedPipe;

    impl Write for ClosedPipe {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_closed_pipe_is_reported_as_one_in_both_formats() {
        let columns = &[Column::id("id")];
        // More rows than the buffer of the CSV writer holds.
        let rows = || (0..10_000).map(|row| [format!("candidate-{row}")]);
        let csv = write_csv(ClosedPipe, columns, rows()).expect_err("nobody reads");
        let json = write_json(ClosedPipe, columns, rows()).expect_err("nobody reads");
        assert_eq!((csv.kind(), json.kind()), (io::ErrorKind::BrokenPipe, io::ErrorKind::BrokenPipe));
    }
}
