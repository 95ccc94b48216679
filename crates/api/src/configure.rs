//! The API as part of a server: what is done with every request, and which act it goes to.

use std::sync::{Arc, LazyLock};

use actix_web::dev::ResourceDef;
use actix_web::http::{Method, header};
use actix_web::middleware::from_fn;
use actix_web::web::{self, PayloadConfig};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use serde_json::Value;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::docs::Document;
use crate::document::document;
use crate::problem::{Problem, ProblemKind};
use crate::rate::Rate;
use crate::shared::Api;
use crate::{caller, routes};

/// The OpenAPI document, made once.
static DOCUMENT: LazyLock<Value> = LazyLock::new(document);

/// It, as it is sent.
static WRITTEN: LazyLock<String> = LazyLock::new(|| DOCUMENT.to_string());

/// Adds the API to a server: `App::new().configure(configure(api))`. Make the value once and clone it for each thread,
/// since requests are counted by it.
pub fn configure(api: Api) -> impl Fn(&mut web::ServiceConfig) + Clone + Send + 'static {
    let rate = Arc::new(Rate::new(&api.limits));
    let shared = web::Data::new(api.clone());
    move |config: &mut web::ServiceConfig| {
        let (api, rate) = (api.clone(), rate.clone());
        let authenticate =
            from_fn(move |request, next| caller::authenticate(api.clone(), rate.clone(), request, next));
        config
            .app_data(shared.clone())
            .app_data(PayloadConfig::new(shared.limits.body_bytes))
            .app_data(web::Data::new(Document(&WRITTEN)))
            .service(
                web::scope("/api/v1")
                    .wrap(authenticate)
                    .configure(|config| routes::acts(&mut ServiceConfig::new(config))),
            )
            .service(web::scope("/health").configure(|config| routes::health(&mut ServiceConfig::new(config))))
            .service(web::scope("/problems").configure(|config| routes::problems(&mut ServiceConfig::new(config))))
            .default_service(web::to(elsewhere));
    }
}

/// The addresses that the document describes, each with the methods that it takes.
static ADDRESSES: LazyLock<Vec<(ResourceDef, Vec<Method>)>> = LazyLock::new(|| {
    let paths = DOCUMENT["paths"].as_object().into_iter().flatten();
    let methods = |item: &Value| -> Vec<Method> {
        let names = item.as_object().into_iter().flat_map(|item| item.keys());
        names.filter_map(|name| Method::from_bytes(name.to_ascii_uppercase().as_bytes()).ok()).collect()
    };
    paths.map(|(path, item)| (ResourceDef::new(path.as_str()), methods(item))).collect()
});

/// An address that there isn't, or a method that it doesn't take.
async fn elsewhere(request: HttpRequest) -> HttpResponse {
    let methods = ADDRESSES.iter().find(|(address, _)| address.is_match(request.path())).map(|(_, methods)| methods);
    let Some(methods) = methods.filter(|methods| !methods.contains(request.method())) else {
        let detail = "there is no such address; see /api/v1/docs/ for those that there are";
        return Problem::new(ProblemKind::NotFound, detail).error_response();
    };
    let allowed: Vec<&str> = methods.iter().map(Method::as_str).collect();
    let allowed = allowed.join(", ");
    Problem::new(ProblemKind::MethodNotAllowed, format!("this address takes {allowed}"))
        .with_header(header::ALLOW, &allowed)
        .error_response()
}
