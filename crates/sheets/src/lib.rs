//! Reads the files in which people and posts come in, and writes those in which they go out: rows of named cells.
//!
//! A file is CSV (with commas, semicolons or tabs) or JSON (an array of objects). What its columns mean is for the
//! callers to say, as a list of [`Column`]s; what is here is how a file is cut into cells, and how every problem in
//! it is said with its row, its column, the value and what was expected. All problems of a file are collected, so
//! that whoever made it can mend it in one go.
//!
//! | module | what it does |
//! |---|---|
//! | [`column`](mod@column) | the columns that a format knows |
//! | [`sheet`] | a file that was cut into records; all its rows are read in parallel, in order |
//! | [`row`] | the cells of one row, as values |
//! | [`sheet_problem`] | what is wrong, and where |
//! | [`write`](mod@write) | rows as CSV and as JSON |
//! | [`import_plan`], [`import_report`] | what an import does with rows, did with them, and why it was refused |
//!
//! ```
//! use sheets::{Column, ColumnId, Sheet};
//!
//! const COLUMNS: &[Column] = &[Column::id("id"), Column::list("shifts"), Column::new("hours")];
//! const ID: ColumnId = ColumnId::of(COLUMNS, "id");
//! const HOURS: ColumnId = ColumnId::of(COLUMNS, "hours");
//!
//! let sheet = Sheet::read("people.csv", b"id;hours\nc1;38\nc2;\n", COLUMNS)?;
//! let people = sheet.parse(|row| {
//!     let hours = row.parse::<vocabulary::Hours>(HOURS);
//!     Some((row.cell(ID)?.to_owned(), hours))
//! })?;
//! assert_eq!(people.len(), 2);
//! assert_eq!(people[1], ("c2".to_owned(), None));
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
pub use write::{write_csv, write_json};
