//! Enters the decisions of a file.

use actix_web::http::header;
use actix_web::web::{Bytes, Data};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, post};
use candidate_profile::decision_row::{DECISION_COLUMNS, parse_decisions};
use candidate_profile::{CandidateError, Candidates};
use serde::Serialize;
use sheets::Sheet;
use utoipa::ToSchema;
use vocabulary::DecisionFileId;
use web::problem::InvalidField;
use web::{AppContext, Caller, CreationResponse, IdempotencyKey, Problem, ProblemKind, run_blocking};

use crate::problem_responses;

/// The media type of the file.
const CSV: &str = "text/csv";

/// What a file of decisions did.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuthorityDecisionFile)]
pub(crate) struct CreateDecisionFileResponse {
    /// The file, at `/authority-decision-files/{id}/confirm`.
    #[schema(value_type = uuid::Uuid)]
    id: DecisionFileId,
    /// How many decisions were entered.
    entered: usize,
    /// How many were recorded already.
    unchanged: usize,
}

/// Enters the decisions of a CSV file with the columns `candidate` (the `id` in files), `title`, `kind`, `authority`, `reference`
/// and `date`: all of them or, when a row is wrong, none. They count when another officer has confirmed the file.
#[utoipa::path(
    operation_id = "enter_authority_decision_file",
    tag = "candidates",
    params(("Idempotency-Key" = Option<String>, Header, description = "any 1 to 255 visible ASCII characters, new for each file")),
    request_body(content = String, content_type = "text/csv"),
    responses(
        (status = 201, body = CreateDecisionFileResponse, headers(
            ("Location" = String, description = "the list of its decisions"),
            ("ETag" = String, description = "always the first version"),
            ("Idempotency-Replayed" = String, description = "`true` for a response that was sent before"),
        )),
        problem_responses::Usual,
        problem_responses::Creation,
    )
)]
#[post("/authority-decision-files")]
pub(crate) async fn create_decision_file(
    context: Data<AppContext>,
    caller: Caller,
    key: IdempotencyKey,
    request: HttpRequest,
    bytes: Bytes,
) -> Result<HttpResponse, Problem> {
    if !request.content_type().eq_ignore_ascii_case(CSV) {
        let problem = Problem::new(ProblemKind::UnsupportedMediaType, "send CSV, as `text/csv`");
        return Err(problem.with_header(header::ACCEPT, CSV));
    }
    let response = run_blocking(&context, move |context| {
        let sheet = Sheet::read("body", &bytes, DECISION_COLUMNS).map_err(invalid_file)?;
        let rows = parse_decisions(&sheet, &context.reference).map_err(invalid_file)?;
        let (actor, programme) = (&caller.0, caller.programme()?);
        key.create_once(&context.database, actor, "enter-authority-decision-file", &bytes, |transaction| {
            let candidates = Candidates::new(&context.database, &context.reference);
            let imported = candidates.import_decisions_within(transaction, actor, programme, &rows);
            let imported = imported.map_err(|error| match error {
                CandidateError::Import(problems) => Problem::invalid(
                    problems
                        .list
                        .into_iter()
                        .map(|problem| InvalidField {
                            field: "body".to_owned(),
                            value: problem.reference,
                            expected: problem.reason,
                        })
                        .collect(),
                ),
                other => other.into(),
            })?;
            let id = imported.file;
            let created = CreateDecisionFileResponse { id, entered: imported.created, unchanged: imported.unchanged };
            CreationResponse::new(format!("/api/v1/authority-decisions?file={id}"), 1, &created)
        })
    });
    Ok(response.await?.into_response())
}

/// The problems of a file, each named by its row and column.
fn invalid_file(problems: sheets::Problems) -> Problem {
    let field = |problem: &sheets::Problem| match (problem.row, problem.column.as_str()) {
        (0, "") => "body".to_owned(),
        (0, column) => format!("column {column}"),
        (row, "") => format!("row {row}"),
        (row, column) => format!("row {row}, column {column}"),
    };
    Problem::invalid(
        problems
            .list
            .into_iter()
            .map(|problem| InvalidField { field: field(&problem), value: problem.value, expected: problem.expected })
            .collect(),
    )
}
