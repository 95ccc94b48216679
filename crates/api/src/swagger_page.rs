//! The OpenAPI document, and Swagger UI to show it. The files of Swagger UI are embedded in the program, so the page needs
//! no network.

use std::sync::{Arc, LazyLock};

use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use utoipa_swagger_ui::Config;
use web::{Problem, ProblemKind};

/// The OpenAPI document as text. It describes the operations of this module too, so it is generated elsewhere and passed
/// in.
pub(crate) struct DocumentText(pub(crate) &'static LazyLock<String>);

/// Without a validator, which would send the document to another server.
static PAGE: LazyLock<Arc<Config<'static>>> = LazyLock::new(|| {
    let config = Config::from("/api/v1/openapi.json").validator_url("none").try_it_out_enabled(true);
    Arc::new(config.persist_authorization(false))
});

/// Swagger UI has inline styles, which are allowed; everything else comes from this server only.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; \
    frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// This document.
#[utoipa::path(operation_id = "get_document", tag = "about", responses((status = 200, description = "the OpenAPI 3.1 document of this API", body = Object)))]
#[get("/openapi.json")]
pub(crate) async fn get_document(document: Data<DocumentText>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(document.0.as_str())
}

/// A page that shows this document.
#[utoipa::path(operation_id = "get_page", tag = "about", responses((status = 303, description = "the page is at `/api/v1/docs/`")))]
#[get("/docs")]
pub(crate) async fn get_page() -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, "/api/v1/docs/")).finish()
}

/// A file of the page.
#[get("/docs/{file:.*}")]
pub(crate) async fn get_page_file(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let path = request.match_info().query("file");
    let file = utoipa_swagger_ui::serve(path, PAGE.clone()).map_err(|error| {
        tracing::error!(%error, "a file of the page can't be made");
        Problem::new(ProblemKind::Internal, "the page can't be shown")
    })?;
    let file =
        file.ok_or_else(|| Problem::new(ProblemKind::NotFound, "the page has no such file; see /api/v1/docs/"))?;
    let mut response = HttpResponse::Ok();
    response.insert_header((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY));
    Ok(response.content_type(file.content_type).body(file.bytes.into_owned()))
}
