//! Enters the decisions of a file.

use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, HttpResponse, post};
use candidate_profile::Candidates;
use candidate_profile::decision_row::{DECISION_COLUMNS, parse_decisions};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::DecisionFileId;
use web::{AppContext, Caller, CreationResponse, IdempotencyKey, Problem, run_blocking};

use crate::{csv_body, problem_responses};

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
    csv_body::check_media_type(&request)?;
    let response = run_blocking(&context, move |context| {
        let sheet = csv_body::read(&bytes, DECISION_COLUMNS)?;
        let rows = parse_decisions(&sheet, &context.reference).map_err(|problems| Problem::of_file(problems.list))?;
        let (actor, programme) = (&caller.0, caller.programme()?);
        key.create_once(&context.database, actor, "enter-authority-decision-file", &bytes, |transaction| {
            let candidates = Candidates::new(&context.database, &context.reference);
            let imported = candidates.import_decisions_within(transaction, actor, programme, &rows)?;
            let id = imported.file;
            let created = CreateDecisionFileResponse { id, entered: imported.created, unchanged: imported.unchanged };
            CreationResponse::new(format!("/api/v1/authority-decisions?file={id}"), 1, &created)
        })
    });
    Ok(response.await?.into_response())
}
