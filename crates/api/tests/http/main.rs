//! The API over HTTP, on both databases. All candidates, employers and vacancies are fictional.

mod audit_log;
mod candidate_operations;
mod client;
mod codes;
mod conditions;
mod curriculum_operations;
mod document;
mod every_operation;
mod examples;
mod fixture;
mod inference;
mod limits;
mod organisation_operations;
mod out_of_reach;
mod own_word;
mod people_search;
mod placement_operations;
mod privacy;
mod problems;
mod programmes;
mod rankings;
mod readiness;
mod server;
mod vacancy_operations;
mod wrong_values;
