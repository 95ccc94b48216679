//! The rankings that listed a candidate, for the candidate.

use actix_web::web::{Data, Json};
use actix_web::{Responder, get};
use ranking::candidate_rankings::{self, CandidateRanking};
use ranking::decision_record::Audience;
use serde::Serialize;
use serde_json::value::RawValue;
use storage::Timestamp;
use utoipa::ToSchema;
use uuid::Uuid;
use vocabulary::{CandidateId, Date, VacancyId};
use web::pagination::Cursors;
use web::{AppContext, Caller, Page, PathId, PathParts, Problem, QueryParams, run_blocking};

use super::access_log::AccessLogParams;
use super::{EntryProofResponse, as_base64, parse_id, prove_entry};
use crate::problem_responses;

/// A ranking that listed a candidate.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CandidateRanking)]
pub(crate) struct CandidateRankingResponse {
    /// The ranking.
    id: Uuid,
    #[schema(value_type = uuid::Uuid)]
    vacancy: VacancyId,
    /// The day of the ranking.
    as_of: Date,
    #[schema(value_type = chrono::DateTime<chrono::Utc>)]
    made_at: Timestamp,
    /// For whom it was made: `employer` or `programme`.
    #[schema(value_type = String)]
    audience: Audience,
    /// What was said about the candidate.
    #[schema(value_type = Object)]
    output: Box<RawValue>,
}

impl From<CandidateRanking> for CandidateRankingResponse {
    fn from(ranking: CandidateRanking) -> Self {
        let CandidateRanking { id, vacancy, as_of, made_at, audience, output } = ranking;
        Self { id, vacancy, as_of, made_at, audience, output }
    }
}

/// The proof of what a ranking said about a candidate.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CandidateRankingProof)]
pub(crate) struct CandidateRankingProofResponse {
    /// The content of the candidate's leaf, byte for byte: JSON with the hash of what was said.
    leaf: String,
    /// What was said, byte for byte: its SHA-256 is `output_sha256` of the leaf.
    output: String,
    /// The index of the leaf in the tree over the listed candidates, which doesn't follow the order of the ranking.
    index: u64,
    /// Number of listed candidates.
    size: u64,
    /// The siblings of the leaf on its way to the root, the lowest first, in base64. The root, in hexadecimal, is `sha256` of
    /// the kind `listed-candidates` in `covers` of the entry's leaf.
    path: Vec<String>,
    /// The audit entry of the ranking.
    entry: EntryProofResponse,
}

/// The rankings that listed a candidate, the newest first, for the candidate, with what each said about them. The reading is
/// noted in the audit log.
#[utoipa::path(
    operation_id = "get_candidate_rankings",
    tag = "audit log",
    params(("id" = uuid::Uuid, Path, description = "the candidate"), AccessLogParams),
    responses(
        (status = 200, body = Page<CandidateRankingResponse>),
        problem_responses::Usual,
        problem_responses::NotFound,
        problem_responses::Query,
    )
)]
#[get("/candidates/{id}/rankings")]
pub(crate) async fn get_candidate_rankings(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<CandidateId>,
    params: QueryParams<AccessLogParams>,
) -> Result<impl Responder, Problem> {
    let AccessLogParams { limit, cursor } = params.0;
    let list = format!("rankings of candidate {}", id.0);
    let (limit, before) = Cursors::new(&context, &caller, &list).page(limit, cursor.as_deref())?;
    let page = run_blocking(&context, move |context| {
        let page = candidate_rankings::list(&context.database, &caller.0, id.0, before, limit)?;
        Ok::<_, Problem>(Page::from_stored(
            page,
            |last| Cursors::new(context, &caller, &list).encode(last.id),
            CandidateRankingResponse::from,
        ))
    });
    Ok(Json(page.await?))
}

/// The proof of what a ranking said about a candidate, for the candidate: without what it said about others. By its nature
/// it tells how many candidates the ranking listed and how many entries the log has.
#[utoipa::path(
    operation_id = "prove_candidate_ranking",
    tag = "audit log",
    params(
        ("id" = uuid::Uuid, Path, description = "the candidate"),
        ("ranking" = uuid::Uuid, Path, description = "the ranking"),
    ),
    responses(
        (status = 200, body = CandidateRankingProofResponse),
        problem_responses::Usual,
        problem_responses::NotFound,
    )
)]
#[get("/candidates/{id}/rankings/{ranking}/proof")]
pub(crate) async fn prove_candidate_ranking(
    context: Data<AppContext>,
    caller: Caller,
    path: PathParts<(String, String)>,
) -> Result<impl Responder, Problem> {
    let (id, ranking) = path.0;
    let (id, ranking): (CandidateId, Uuid) = (parse_id(&id)?, parse_id(&ranking)?);
    let proof = run_blocking(&context, move |context| {
        let proof = candidate_rankings::prove(&context.database, &caller.0, id, ranking)?;
        Ok::<_, Problem>(CandidateRankingProofResponse {
            entry: prove_entry(context, proof.entry)?,
            leaf: proof.leaf,
            output: proof.output.get().to_owned(),
            index: proof.index,
            size: proof.size,
            path: as_base64(&proof.path),
        })
    });
    Ok(Json(proof.await?))
}
