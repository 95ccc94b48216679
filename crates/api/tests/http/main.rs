//! The API over HTTP, on both databases. All candidates, employers and vacancies are fictional.

mod candidate_operations;
mod client;
mod codes;
mod curriculum_operations;
mod document;
mod every_operation;
mod examples;
mod fixture;
mod limits;
mod organisation_operations;
mod people_search;
mod placement_operations;
mod privacy;
mod problems;
mod programmes;
mod rankings;
mod server;
mod vacancy_operations;
