//! Which act answers where.
//!
//! Acts register themselves with their description, so that nothing can answer that the OpenAPI document doesn't
//! tell.

use utoipa_actix_web::service_config::ServiceConfig;

use crate::{candidates, docs, health, problems, records, search, vacancies};

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
        .service(candidates::personal_data::personal_data)
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
        .service(vacancies::requirement_impacts::requirement_impacts)
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
    config.service(problems::list).service(problems::get);
}
