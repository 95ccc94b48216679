//! Which act answers where.
//!
//! Acts register themselves with their description, so that nothing can answer that the OpenAPI document doesn't
//! tell; the document in turn says what an address takes when it is asked with another method.

use std::sync::{Arc, LazyLock};

use actix_web::dev::ResourceDef;
use actix_web::http::{Method, header};
use actix_web::middleware::from_fn;
use actix_web::web::{self, PayloadConfig};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::problem::{Kind, Problem};
use crate::rate::Rate;
use crate::shared::Api;
use crate::{caller, candidates, docs, document, health, problem, records, search, vacancies};

/// The acts under `/api/v1`.
pub(crate) fn acts(config: &mut ServiceConfig<'_>) {
    config
        .service(candidates::list::list)
        .service(candidates::create::create)
        .service(candidates::get::get)
        .service(candidates::change::change)
        .service(candidates::patch::patch)
        .service(candidates::withdraw::withdraw)
        .service(candidates::opportunities::opportunities)
        .service(candidates::identity::identity)
        .service(vacancies::list::list)
        .service(vacancies::create::create)
        .service(vacancies::get::get)
        .service(vacancies::change::change)
        .service(vacancies::publish::publish)
        .service(vacancies::fill::fill)
        .service(vacancies::close::close)
        .service(vacancies::withdraw::withdraw)
        .service(vacancies::ranking::ranking)
        .service(vacancies::near_misses::near_misses)
        .service(vacancies::musts::musts)
        .service(search::candidates::candidates)
        .service(search::vacancies::vacancies)
        .service(records::replay::replay)
        .service(docs::openapi)
        .service(docs::docs)
        .map(|config| config.service(docs::file));
}

/// What whoever watches the server asks.
pub(crate) fn health(config: &mut ServiceConfig<'_>) {
    config.service(health::live).service(health::ready);
}

/// The addresses that problems have as their `type`.
pub(crate) fn problems(config: &mut ServiceConfig<'_>) {
    config.service(problem::list).service(problem::get);
}

/// Adds the API to a server: `App::new().configure(configure(api))`. Make the value once and clone it for each thread,
/// since requests are counted by it.
pub fn configure(api: Api) -> impl Fn(&mut web::ServiceConfig) + Clone + Send + 'static {
    let rate = Arc::new(Rate::new(&api.limits));
    let shared = web::Data::new(api.clone());
    move |config: &mut web::ServiceConfig| {
        let (api, rate) = (api.clone(), rate.clone());
        let admit = from_fn(move |request, next| caller::admit(api.clone(), rate.clone(), request, next));
        config
            .app_data(shared.clone())
            .app_data(PayloadConfig::new(shared.limits.body_bytes))
            .service(web::scope("/api/v1").wrap(admit).configure(|config| acts(&mut ServiceConfig::new(config))))
            .service(web::scope("/health").configure(|config| health(&mut ServiceConfig::new(config))))
            .service(web::scope("/problems").configure(|config| problems(&mut ServiceConfig::new(config))))
            .default_service(web::to(elsewhere));
    }
}

/// The addresses that the document describes, each with the methods that it takes.
static ADDRESSES: LazyLock<Vec<(ResourceDef, Vec<Method>)>> = LazyLock::new(|| {
    let document = document::document();
    let paths = document["paths"].as_object().cloned().unwrap_or_default();
    let methods = |item: &serde_json::Value| -> Vec<Method> {
        let names = item.as_object().into_iter().flat_map(|item| item.keys());
        names.filter_map(|name| Method::from_bytes(name.to_ascii_uppercase().as_bytes()).ok()).collect()
    };
    paths.iter().map(|(path, item)| (ResourceDef::new(path.as_str()), methods(item))).collect()
});

/// An address that there isn't, or a method that it doesn't take.
async fn elsewhere(request: HttpRequest) -> HttpResponse {
    let methods = ADDRESSES.iter().find(|(address, _)| address.is_match(request.path())).map(|(_, methods)| methods);
    let Some(methods) = methods.filter(|methods| !methods.contains(request.method())) else {
        let detail = "there is no such address; see /api/v1/docs/ for those that there are";
        return Problem::new(Kind::NotFound, detail).error_response();
    };
    let allowed: Vec<&str> = methods.iter().map(Method::as_str).collect();
    let allowed = allowed.join(", ");
    Problem::new(Kind::MethodNotAllowed, format!("this address takes {allowed}"))
        .with_header(header::ALLOW, &allowed)
        .error_response()
}
