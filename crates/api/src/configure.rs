//! Mounts the API in a server.

use std::sync::LazyLock;

use actix_web::dev::ResourceDef;
use actix_web::http::{Method, header};
use actix_web::middleware::from_fn;
use actix_web::web::{Data, ServiceConfig, scope, to};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use serde_json::Value;
use utoipa_actix_web::service_config::ServiceConfig as DescribedConfig;
use web::{OperationPermissions, OperationSchemas, Problem, ProblemKind, authenticate, authorize};

use crate::document::document;
use crate::operation_permissions::permissions_of;
use crate::routes;
use crate::swagger_page::DocumentText;

/// The OpenAPI document, generated once.
static DOCUMENT: LazyLock<Value> = LazyLock::new(document);

/// The same as text.
static DOCUMENT_TEXT: LazyLock<String> = LazyLock::new(|| DOCUMENT.to_string());

/// Mounts the API: `web::app(context, api::configure)`. The operations take the context from the application's data.
pub fn configure(config: &mut ServiceConfig) {
    config
        .app_data(Data::new(DocumentText(&DOCUMENT_TEXT)))
        .app_data(Data::new(OperationSchemas(&DOCUMENT)))
        .app_data(Data::new(OperationPermissions(permissions_of)))
        .service(
            scope("/api/v1")
                .wrap(from_fn(authorize))
                .wrap(from_fn(authenticate))
                .configure(|config| routes::operations(&mut DescribedConfig::new(config))),
        )
        .service(scope("/health").configure(|config| routes::health(&mut DescribedConfig::new(config))))
        .service(scope("/problems").configure(|config| routes::problems(&mut DescribedConfig::new(config))))
        .default_service(to(not_found_or_method_not_allowed));
}

/// The addresses of the document, each with its methods.
static ADDRESSES: LazyLock<Vec<(ResourceDef, Vec<Method>)>> = LazyLock::new(|| {
    let paths = DOCUMENT["paths"].as_object().into_iter().flatten();
    let methods = |item: &Value| -> Vec<Method> {
        let names = item.as_object().into_iter().flat_map(|item| item.keys());
        names.filter_map(|name| Method::from_bytes(name.to_ascii_uppercase().as_bytes()).ok()).collect()
    };
    paths.map(|(path, item)| (ResourceDef::new(path.as_str()), methods(item))).collect()
});

/// Responds to requests that no route matches: 405 with `Allow` where the address has other methods, otherwise 404.
async fn not_found_or_method_not_allowed(request: HttpRequest) -> HttpResponse {
    let methods = ADDRESSES.iter().find(|(address, _)| address.is_match(request.path())).map(|(_, methods)| methods);
    let Some(methods) = methods.filter(|methods| !methods.contains(request.method())) else {
        let detail = "there is no such address; see /api/v1/docs/ for those that there are";
        return Problem::new(ProblemKind::NotFound, detail).error_response();
    };
    let mut allowed: Vec<&str> = methods.iter().map(Method::as_str).collect();
    // Whatever can be read answers to HEAD too.
    if let Some(get) = allowed.iter().position(|method| *method == "GET") {
        allowed.insert(get + 1, "HEAD");
    }
    let allowed = allowed.join(", ");
    Problem::new(ProblemKind::MethodNotAllowed, format!("this address takes {allowed}"))
        .with_header(header::ALLOW, &allowed)
        .error_response()
}
