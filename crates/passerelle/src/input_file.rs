//! Files and folders named on the command line, and the values assumed for their empty cells.

use std::fs;
use std::path::{Path, PathBuf};

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

/// The files of a list of files and folders: of a folder its CSV and JSON files, in alphabetical order.
///
/// # Errors
/// When a folder can't be read or has no such file.
pub fn files_in(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let unreadable = |error| Failure::unreadable(path, &error);
        let mut inside = Vec::new();
        for entry in fs::read_dir(path).map_err(unreadable)? {
            let file = entry.map_err(unreadable)?.path();
            let is_sheet = |extension: &std::ffi::OsStr| {
                extension.eq_ignore_ascii_case("csv") || extension.eq_ignore_ascii_case("json")
            };
            if file.extension().is_some_and(is_sheet) {
                inside.push(file);
            }
        }
        if inside.is_empty() {
            return Err(Failure::message(format!("the folder {} has no CSV or JSON file", path.display())));
        }
        inside.sort();
        files.append(&mut inside);
    }
    Ok(files)
}
