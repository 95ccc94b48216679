//! Who did what with a candidate's data, for the candidate.

use access::OrganisationKind;
use actix_web::web::{Data, Json};
use actix_web::{Responder, get};
use candidate_profile::Candidates;
use candidate_profile::candidates::DataAccess;
use serde::{Deserialize, Serialize};
use storage::Timestamp;
use utoipa::{IntoParams, ToSchema};
use vocabulary::CandidateId;
use web::pagination::{self, Cursors};
use web::{AppContext, Caller, Page, PathId, PathParts, Problem, QueryParams, run_blocking};

use super::{EntryProofResponse, parse_id, prove_entry};
use crate::{problem_responses, schema_references};

/// The parameters of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AccessLogParams {
    /// Number of items of a page, from 1 to 200.
    #[param(minimum = 1, maximum = 200, default = 50)]
    #[serde(default, deserialize_with = "pagination::given_limit")]
    pub(super) limit: Option<u64>,
    /// The `next` of the page before; without one the first page.
    #[serde(default, deserialize_with = "pagination::given_cursor")]
    pub(super) cursor: Option<String>,
}

/// That somebody did something with a candidate's data.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DataAccess)]
pub(crate) struct DataAccessResponse {
    /// The hash of the audit entry, by which the proof of it is asked for.
    hash: String,
    #[schema(value_type = chrono::DateTime<chrono::Utc>)]
    recorded_at: Timestamp,
    /// What was done, such as `read-personal-data`.
    #[schema(schema_with = schema_references::audit_action)]
    action: String,
    /// On what kind of subject: `candidate`, `authority-decision` or `placement`.
    subject_kind: String,
    /// The role in which it was done.
    #[schema(schema_with = schema_references::role)]
    role: String,
    /// The kind of the organisation for which it was done: `employer`, `agency` or `school`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = schema_references::organisation_kind, required = false)]
    organisation_kind: Option<OrganisationKind>,
}

impl From<DataAccess> for DataAccessResponse {
    fn from(access: DataAccess) -> Self {
        let DataAccess { hash, recorded_at, action, subject_kind, role, organisation_kind } = access;
        Self { hash, recorded_at, action, subject_kind, role, organisation_kind }
    }
}

/// Who did what with a candidate's data, decisions of authorities and placements included, by role and kind of organisation, for the candidate. The reading is noted in the
/// audit log.
#[utoipa::path(
    operation_id = "get_access_log",
    tag = "audit log",
    params(("id" = uuid::Uuid, Path, description = "the candidate"), AccessLogParams),
    responses(
        (status = 200, body = Page<DataAccessResponse>),
        problem_responses::Usual,
        problem_responses::NotFound,
        problem_responses::Query,
    )
)]
#[get("/candidates/{id}/audit-entries")]
pub(crate) async fn get_access_log(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<CandidateId>,
    params: QueryParams<AccessLogParams>,
) -> Result<impl Responder, Problem> {
    let AccessLogParams { limit, cursor } = params.0;
    let list = format!("audit entries of candidate {}", id.0);
    let (limit, after) = Cursors::new(&context, &caller, &list).page::<String>(limit, cursor.as_deref())?;
    let page = run_blocking(&context, move |context| {
        let candidates = Candidates::new(&context.database, &context.reference);
        let page = candidates.access_log(&caller.0, id.0, after.as_deref(), limit)?;
        Ok::<_, Problem>(Page::from_stored(
            page,
            |last| Cursors::new(context, &caller, &list).encode(&last.hash),
            DataAccessResponse::from,
        ))
    });
    Ok(Json(page.await?))
}

/// The proof that an audit entry about a candidate is in the log, for the candidate. By its nature it tells how many entries
/// the log has. The entry names its actor by a random identifier.
#[utoipa::path(
    operation_id = "prove_audit_entry",
    tag = "audit log",
    params(
        ("id" = uuid::Uuid, Path, description = "the candidate"),
        ("hash" = String, Path, description = "the `hash` of the entry"),
    ),
    responses((status = 200, body = EntryProofResponse), problem_responses::Usual, problem_responses::NotFound)
)]
#[get("/candidates/{id}/audit-entries/{hash}/proof")]
pub(crate) async fn prove_audit_entry(
    context: Data<AppContext>,
    caller: Caller,
    path: PathParts<(String, String)>,
) -> Result<impl Responder, Problem> {
    let (id, hash) = path.0;
    let id: CandidateId = parse_id(&id)?;
    let proof = run_blocking(&context, move |context| {
        let candidates = Candidates::new(&context.database, &context.reference);
        let position = candidates.audit_entry_to_prove(&caller.0, id, &hash)?;
        prove_entry(context, position)
    });
    Ok(Json(proof.await?))
}
