//! The API over HTTP, on both databases. All candidates, employers and vacancies are fictional.

mod candidate_operations;
mod client;
mod curriculum_operations;
mod document;
mod fixture;
mod inference;
mod limits;
mod placement_operations;
mod privacy;
mod problems;
mod programmes;
mod rankings;
mod server;
mod vacancy_operations;
