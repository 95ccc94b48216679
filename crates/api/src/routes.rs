//! The operations and their addresses.
//!
//! Operations are registered together with their descriptions, so that every address is in the OpenAPI document.

use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    audit_log, authority_decisions, candidates, codes, curricula, health as health_checks, organisations, placements,
    problems as problem_kinds, rankings, search, swagger_page, vacancies,
};

/// The operations under `/api/v1`.
pub(crate) fn operations(config: &mut ServiceConfig<'_>) {
    config
        .service(candidates::list_candidates::list_candidates)
        .service(candidates::create_candidate::create_candidate)
        .service(candidates::create_candidate_import::create_candidate_import)
        .service(candidates::get_candidate::get_candidate)
        .service(authority_decisions::create_decision::create_decision)
        .service(authority_decisions::get_decision::get_decisions_of_candidate)
        .service(authority_decisions::list_decisions::list_decisions)
        .service(authority_decisions::get_decision::get_decision)
        .service(authority_decisions::review_decision::confirm_decision)
        .service(authority_decisions::review_decision::refuse_decision)
        .service(authority_decisions::create_decision_file::create_decision_file)
        .service(authority_decisions::review_decision::confirm_decision_file)
        .service(candidates::change_candidate::change_candidate)
        .service(candidates::patch_candidate::patch_candidate)
        .service(candidates::withdraw_candidate::withdraw_candidate)
        .service(candidates::get_opportunities::get_opportunities)
        .service(candidates::titles::get_titles)
        .service(candidates::titles::change_titles)
        .service(candidates::languages::get_languages)
        .service(candidates::languages::change_languages)
        .service(candidates::preferences::get_preferences)
        .service(candidates::preferences::change_preferences)
        .service(candidates::personal_data::get_personal_data)
        .service(candidates::personal_data::change_personal_data)
        .service(vacancies::list_vacancies::list_vacancies)
        .service(vacancies::create_vacancy::create_vacancy)
        .service(vacancies::get_vacancy::get_vacancy)
        .service(vacancies::change_vacancy::change_vacancy)
        .service(vacancies::vacancy_transitions::publish_vacancy)
        .service(vacancies::vacancy_transitions::close_vacancy)
        .service(vacancies::vacancy_transitions::withdraw_vacancy)
        .service(vacancies::create_ranking::create_ranking)
        .service(vacancies::get_standing::get_standing)
        .service(placements::list_placements::list_placements)
        .service(placements::create_placement::create_placement)
        .service(placements::get_placement::get_placement)
        .service(placements::end_placement::end_placement)
        .service(curricula::list_curricula::list_curricula)
        .service(curricula::create_curriculum::create_curriculum)
        .service(curricula::get_curriculum::get_curriculum)
        .service(curricula::change_curriculum::change_curriculum)
        .service(curricula::confirm_subjects::confirm_subjects)
        .service(curricula::assess_curriculum::assess)
        .service(curricula::compare_curricula::compare)
        .service(organisations::list_organisations::list_organisations)
        .service(organisations::create_organisation::create_organisation)
        .service(organisations::get_organisation::get_organisation)
        .service(organisations::change_organisation::change_organisation)
        .service(search::find_people::find_people)
        .service(search::search_candidates::search_candidates)
        .service(search::search_vacancies::search_vacancies)
        .service(rankings::get_ranking::get_ranking)
        .service(rankings::get_ranking::get_near_misses)
        .service(rankings::get_ranking::get_requirement_impacts)
        .service(rankings::replay_ranking::replay_ranking)
        .service(audit_log::list_audit_entries::list_audit_entries)
        .service(audit_log::verify_audit_log::verify_audit_log)
        .service(audit_log::access_log::get_access_log)
        .service(audit_log::access_log::prove_audit_entry)
        .service(audit_log::candidate_rankings::get_candidate_rankings)
        .service(audit_log::candidate_rankings::prove_candidate_ranking)
        .service(codes::list_codes::list_codes)
        .service(codes::get_codes::get_codes)
        .service(swagger_page::get_document)
        .service(swagger_page::get_page)
        .map(|config| config.service(swagger_page::get_page_file));
}

/// The operations under `/health`, for monitoring.
pub(crate) fn health(config: &mut ServiceConfig<'_>) {
    config.service(health_checks::is_live).service(health_checks::is_ready);
}

/// The operations under `/problems`, whose addresses are the `type` of problems.
pub(crate) fn problems(config: &mut ServiceConfig<'_>) {
    config.service(problem_kinds::list_problems).service(problem_kinds::get_problem);
}
