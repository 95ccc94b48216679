//! The codes of one kind.

use access::programmes;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Serialize;
use storage::StorageError;
use utoipa::ToSchema;
use web::conditional::cacheable;
use web::{AppContext, Caller, PathParts, Problem, ProblemKind, run_blocking};

use super::{CodeKind, CodeResponse, codes_of};
use crate::{problem_responses, schema_references};

/// The codes of a kind.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CodesResponse {
    #[schema(schema_with = schema_references::code_kind)]
    kind: CodeKind,
    items: Vec<CodeResponse>,
}

/// The codes of a kind with their labels in four languages. Titles, regions and authorities are those of the programme's
/// corridor.
#[utoipa::path(
    operation_id = "get_codes",
    tag = "codes",
    params(("kind" = inline(CodeKindParameter), Path, description = "the kind", example = "titles")),
    responses(
        (status = 200, body = CodesResponse, headers(("ETag" = String, description = "a hash of the codes and labels"))),
        (status = 304, description = "they are those of `If-None-Match`"),
        problem_responses::Usual,
        problem_responses::NotFound,
    )
)]
#[get("/codes/{kind}")]
pub(crate) async fn get_codes(
    context: Data<AppContext>,
    caller: Caller,
    kind: PathParts<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let kind: CodeKind = kind.0.parse().map_err(|_| {
        let known: Vec<&str> = CodeKind::ALL.iter().map(|kind| kind.word()).collect();
        Problem::new(ProblemKind::NotFound, format!("there are no such codes; there are: {}", known.join(", ")))
    })?;
    let codes = run_blocking(&context, move |context| {
        let programme = caller.programme()?;
        let items = context.database.read(|connection| {
            let corridor = programmes::corridor(connection, &context.reference, programme)?;
            Ok::<_, StorageError>(codes_of(kind, &context.reference, corridor))
        })?;
        Ok::<_, Problem>(CodesResponse { kind, items })
    });
    cacheable(&request, &codes.await?)
}

/// The parameter `kind`.
struct CodeKindParameter;

impl utoipa::PartialSchema for CodeKindParameter {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::RefOr::Ref(schema_references::code_kind())
    }
}

impl ToSchema for CodeKindParameter {}
