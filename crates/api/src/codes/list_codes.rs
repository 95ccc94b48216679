//! Lists the kinds of codes.

use actix_web::{HttpRequest, HttpResponse, get};
use serde::Serialize;
use utoipa::ToSchema;
use web::conditional::cacheable;
use web::{Caller, Problem};

use super::CodeKind;
use crate::{problem_responses, schema_references};

/// The kinds of codes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CodeKindsResponse {
    items: Vec<CodeKindResponse>,
}

/// A kind of codes.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CodeKindAddress)]
pub(crate) struct CodeKindResponse {
    #[schema(schema_with = schema_references::code_kind)]
    kind: CodeKind,
    /// The address of its codes.
    #[schema(example = "/api/v1/codes/titles")]
    address: String,
}

/// The kinds of codes that requests and responses have, each with the address of its codes.
#[utoipa::path(
    operation_id = "list_code_kinds",
    tag = "codes",
    responses(
        (status = 200, body = CodeKindsResponse, headers(("ETag" = String, description = "a hash of the list"))),
        (status = 304, description = "it is the list of `If-None-Match`"),
        problem_responses::Usual,
    )
)]
#[get("/codes")]
pub(crate) async fn list_codes(_caller: Caller, request: HttpRequest) -> Result<HttpResponse, Problem> {
    let kind = |kind: &CodeKind| CodeKindResponse { kind: *kind, address: format!("/api/v1/codes/{kind}") };
    cacheable(&request, &CodeKindsResponse { items: CodeKind::ALL.iter().map(kind).collect() })
}
