//! The API over HTTP, on both databases. All candidates, employers and vacancies are fictional.

mod audit_log;
mod candidate_operations;
mod client;
mod conditions;
mod curriculum_operations;
mod document;
mod fixture;
mod limits;
mod out_of_reach;
mod placement_operations;
mod privacy;
mod problems;
mod programmes;
mod rankings;
mod readiness;
mod server;
mod vacancy_operations;
mod wrong_values;
