//! The JSON API over HTTP.
//!
//! | module | content |
//! |---|---|
//! | [`configure`](mod@configure) | mounts the API in a server |
//! | `routes` | the operations and their addresses |
//! | [`document`](mod@document), `swagger_page` | the OpenAPI document, generated from the code, and a page that shows it offline |
//! | `audit_log`, `authority_decisions`, `candidates`, `codes`, `curricula`, `organisations`, `vacancies`, `search`, `rankings`, `health`, `problems` | the operations, one file each |
//! | `problem_responses`, `schema_references`, `formats`, `examples` | parts of the OpenAPI document that operations share |
//! | `name_words` | the words of a query for names |
//! | `csv_body` | a CSV file as the body of a request |
//!
//! What the API shares with the pages (authentication, limits, bodies, problems) is in the crate `web`.

pub mod configure;
pub mod document;

mod audit_log;
mod authority_decisions;
mod candidates;
mod codes;
mod csv_body;
mod curricula;
mod examples;
mod formats;
mod health;
mod name_words;
mod operation_permissions;
mod organisations;
mod placements;
mod problem_responses;
mod problems;
mod rankings;
mod routes;
mod schema_references;
mod search;
mod swagger_page;
mod vacancies;

pub use codes::text_keys;
pub use configure::configure;
pub use document::document;
pub use operation_permissions::permissions_of;
