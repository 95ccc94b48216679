//! Reads and writes the files of candidates and vacancies: rows of named cells.
//!
//! A file is CSV (with commas, semicolons or tabs) or JSON (an array of objects). The caller defines its format as a
//! list of [`Column`]s; this crate splits a file into cells and reports every problem with its row, its column, the
//! value and what was expected. All problems of a file are collected, so that they can be fixed in one go.
//!
//! | module | what it does |
//! |---|---|
//! | [`column`](mod@column) | defines the columns of a format |
//! | [`sheet`] | splits a file into records and parses all rows in parallel, in order |
//! | [`row`] | parses the cells of one row |
//! | [`sheet_problem`] | describes the problems of a file and their positions |
//! | [`write`](mod@write) | writes rows as CSV and as JSON |
//! | [`import_plan`], [`import_report`] | plan an import of rows, and report its changes and problems |
//!
//! ```
//! use sheets::{Column, ColumnId, Sheet};
//!
//! const COLUMNS: &[Column] = &[Column::id("id"), Column::list("shifts"), Column::new("hours")];
//! const ID: ColumnId = ColumnId::of(COLUMNS, "id");
//! const HOURS: ColumnId = ColumnId::of(COLUMNS, "hours");
//!
//! let sheet = Sheet::read("candidates.csv", b"id;hours\nc1;38\nc2;\n", COLUMNS)?;
//! let candidates = sheet.parse(|row| {
//!     let hours = row.parse::<vocabulary::Hours>(HOURS);
//!     Some((row.cell(ID)?.to_owned(), hours))
//! })?;
//! assert_eq!(candidates.len(), 2);
//! assert_eq!(candidates[1], ("c2".to_owned(), None));
//! # Ok::<(), sheets::Problems>(())
//! ```

pub mod column;
pub mod import_plan;
pub mod import_report;
pub mod row;
pub mod sheet;
pub mod sheet_problem;
pub mod write;

mod delimited;
mod encoding;
mod json;
mod layout;

pub use column::{Column, ColumnId};
pub use import_plan::{ImportPlan, OTHER_CONTENT, PlannedChange};
pub use import_report::{ImportOptions, ImportProblem, ImportProblems, ImportReport};
pub use row::Row;
pub use sheet::Sheet;
pub use sheet_problem::{Problem, Problems, SheetFormat};
pub use write::{csv_io_error, write_csv, write_json};
