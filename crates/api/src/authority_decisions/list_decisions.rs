//! Lists decisions of authorities.

use actix_web::web::{Data, Json};
use actix_web::{Responder, get};
use candidate_profile::candidates::DecisionFilter;
use candidate_profile::{Candidates, DecisionState};
use serde::Deserialize;
use utoipa::IntoParams;
use vocabulary::{CandidateId, DecisionFileId};
use web::pagination::Cursors;
use web::{AppContext, Caller, Page, Problem, QueryParams, pagination, run_blocking};

use super::DecisionResponse;
use crate::{problem_responses, schema_references};

/// The parameters of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListDecisionsParams {
    /// Number of items of a page, from 1 to 200.
    #[param(minimum = 1, maximum = 200, default = 50)]
    #[serde(default, deserialize_with = "pagination::given_limit")]
    limit: Option<u64>,
    /// The `next` of the page before; without one the first page.
    #[serde(default, deserialize_with = "pagination::given_cursor")]
    cursor: Option<String>,
    /// Those in one state: `entered` are those that wait for confirmation.
    #[param(schema_with = schema_references::decision_state, required = false)]
    state: Option<DecisionState>,
    /// Those of one candidate.
    #[param(value_type = Option<uuid::Uuid>)]
    candidate: Option<CandidateId>,
    /// Those of one file.
    #[param(value_type = Option<uuid::Uuid>)]
    file: Option<DecisionFileId>,
}

/// The list's name in its cursors.
const LIST: &str = "authority-decisions";

/// The programme's decisions of authorities in the order of entry, with who entered each and in which file. The reading is noted
/// in the audit log.
#[utoipa::path(
    operation_id = "list_authority_decisions",
    tag = "candidates",
    params(ListDecisionsParams),
    responses((status = 200, body = Page<DecisionResponse>), problem_responses::Usual, problem_responses::Query)
)]
#[get("/authority-decisions")]
pub(crate) async fn list_decisions(
    context: Data<AppContext>,
    caller: Caller,
    params: QueryParams<ListDecisionsParams>,
) -> Result<impl Responder, Problem> {
    let ListDecisionsParams { limit, cursor, state, candidate, file } = params.0;
    let (limit, after) = Cursors::new(&context, &caller, LIST).page(limit, cursor.as_deref())?;
    let page = run_blocking(&context, move |context| {
        let filter = DecisionFilter { state, candidate, file };
        let candidates = Candidates::new(&context.database, &context.reference);
        let page = candidates.decisions_page(&caller.0, caller.programme()?, filter, after, limit)?;
        Ok::<_, Problem>(Page::from_stored(
            page,
            |last| Cursors::new(context, &caller, LIST).encode(last.id),
            DecisionResponse::from,
        ))
    });
    Ok(Json(page.await?))
}
