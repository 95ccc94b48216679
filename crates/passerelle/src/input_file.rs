//! Files named on the command line, and the values assumed for their empty cells.

use std::fs;
use std::path::Path;

use sheets::Sheet;

use crate::command_line::Assumption;
use crate::failure::{CommandResult, Failure};

/// Reads a file into memory.
///
/// # Errors
/// [`Failure::Message`] that names the file and says why it can't be read.
pub fn read_file(file: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(file).map_err(|error| Failure::unreadable(file, &error))
}

/// Sets the values that `--assume` states for empty cells.
///
/// # Errors
/// [`Failure::Message`] for an unknown column.
pub fn assume<'a>(sheet: &mut Sheet<'_>, assumptions: impl IntoIterator<Item = &'a Assumption>) -> CommandResult {
    for Assumption { column, value, .. } in assumptions {
        let wrong = |problem| Failure::message(format!("--assume {column}={value}: {problem}"));
        sheet.assume(column, value).map_err(wrong)?;
    }
    Ok(())
}
