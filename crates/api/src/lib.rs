//! The JSON API over HTTP.
//!
//! | module | content |
//! |---|---|
//! | [`configure`](mod@configure) | mounts the API in a server |
//! | `routes` | the operations and their addresses |
//! | [`document`](mod@document), `swagger_page` | the OpenAPI document, generated from the code, and a page that shows it offline |
//! | `authority_decisions`, `candidates`, `curricula`, `vacancies`, `search`, `rankings`, `health`, `problems` | the operations, one file each |
//! | `problem_responses`, `schema_references` | parts of the OpenAPI document that operations share |
//!
//! What the API shares with the pages (authentication, limits, bodies, problems) is in the crate `web`.

pub mod configure;
pub mod document;

mod authority_decisions;
mod candidates;
mod curricula;
mod health;
mod placements;
mod problem_responses;
mod problems;
mod rankings;
mod routes;
mod schema_references;
mod search;
mod swagger_page;
mod vacancies;

pub use configure::configure;
pub use document::document;
