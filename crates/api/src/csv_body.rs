//! A CSV file as the body of a request.

use actix_web::http::header;
use actix_web::{HttpMessage, HttpRequest};
use sheets::{Column, Sheet};
use web::{Problem, ProblemKind};

/// The media type of the file.
const CSV: &str = "text/csv";

/// Checks that a request says that its body is CSV.
pub(crate) fn check_media_type(request: &HttpRequest) -> Result<(), Problem> {
    if request.content_type().eq_ignore_ascii_case(CSV) {
        return Ok(());
    }
    let problem = Problem::new(ProblemKind::UnsupportedMediaType, "send CSV, as `text/csv`");
    Err(problem.with_header(header::ACCEPT, CSV))
}

/// Reads a body as a file of some columns.
pub(crate) fn read<'a>(bytes: &'a [u8], columns: &'static [Column]) -> Result<Sheet<'a>, Problem> {
    Sheet::read("body", bytes, columns).map_err(|problems| Problem::of_file(problems.list))
}
