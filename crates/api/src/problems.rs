//! The kinds of problems, at the addresses that are the `type` of problems.

use actix_web::web::Json;
use actix_web::{Responder, get};
use serde::Serialize;
use utoipa::ToSchema;
use web::{PathId, Problem, ProblemKind};

use crate::problem_responses;

/// A kind of problem.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProblemKind)]
pub(crate) struct ProblemKindResponse {
    /// Its address.
    #[serde(rename = "type")]
    #[schema(value_type = String)]
    kind: ProblemKind,
    title: &'static str,
    /// The status of the response.
    status: u16,
    /// Its meaning and what to do.
    meaning: &'static str,
}

impl From<ProblemKind> for ProblemKindResponse {
    fn from(kind: ProblemKind) -> Self {
        Self { kind, title: kind.title(), status: kind.status(), meaning: kind.meaning() }
    }
}

/// All kinds of problems, and what to do about each.
#[utoipa::path(operation_id = "list_problems", tag = "about", responses((status = 200, body = Vec<ProblemKindResponse>)))]
#[get("")]
pub(crate) async fn list_problems() -> impl Responder {
    Json(ProblemKind::ALL.iter().copied().map(ProblemKindResponse::from).collect::<Vec<_>>())
}

/// One kind of problem, at the address that is its `type`.
#[utoipa::path(
    operation_id = "get_problem",
    tag = "about",
    params(("id" = String, Path, description = "the kind", example = "version-conflict")),
    responses((status = 200, body = ProblemKindResponse), problem_responses::NotFound)
)]
#[get("/{id}")]
pub(crate) async fn get_problem(code: PathId<String>) -> Result<impl Responder, Problem> {
    let kind = ProblemKind::ALL.iter().copied().find(|kind| kind.code() == code.0);
    let kind =
        kind.ok_or_else(|| Problem::new(ProblemKind::NotFound, "there is no such kind of problem; see /problems"))?;
    Ok(Json(ProblemKindResponse::from(kind)))
}
