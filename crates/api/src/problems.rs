//! What problems mean, at the addresses that they have as their `type`.

use actix_web::{Responder, get};
use serde::Serialize;
use utoipa::ToSchema;

use crate::id::Id;
use crate::problem::{NotFound, Problem, ProblemKind};

/// A kind of problem, told.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProblemKind)]
pub(crate) struct ProblemKindResponse {
    /// Its address.
    #[serde(rename = "type")]
    #[schema(value_type = String)]
    kind: ProblemKind,
    title: &'static str,
    /// The status of the answer.
    status: u16,
    /// What it means and what to do.
    meaning: &'static str,
}

impl From<ProblemKind> for ProblemKindResponse {
    fn from(kind: ProblemKind) -> Self {
        Self { kind, title: kind.title(), status: kind.status(), meaning: kind.meaning() }
    }
}

/// Every kind of problem, and what to do about it.
#[utoipa::path(operation_id = "list_problems", tag = "about", responses((status = 200, body = Vec<ProblemKindResponse>)))]
#[get("")]
pub(crate) async fn list() -> impl Responder {
    actix_web::web::Json(ProblemKind::ALL.iter().copied().map(ProblemKindResponse::from).collect::<Vec<_>>())
}

/// One kind of problem, at the address that is its `type`.
#[utoipa::path(
    operation_id = "get_problem",
    tag = "about",
    params(("id" = String, Path, description = "the kind", example = "version-conflict")),
    responses((status = 200, body = ProblemKindResponse), NotFound)
)]
#[get("/{id}")]
pub(crate) async fn get(word: Id<String>) -> Result<impl Responder, Problem> {
    let kind = ProblemKind::ALL.iter().copied().find(|kind| kind.word() == word.0);
    let kind =
        kind.ok_or_else(|| Problem::new(ProblemKind::NotFound, "there is no such kind of problem; see /problems"))?;
    Ok(actix_web::web::Json(ProblemKindResponse::from(kind)))
}
