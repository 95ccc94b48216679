//! The JSON API: what people and programs ask of Passerelle over HTTP.
//!
//! | module | what it is for |
//! |---|---|
//! | [`Api`], [`Limits`] | what the handlers share, and how much anybody may ask |
//! | [`serve`](mod@serve) | the server, and the port that it listens on |
//! | [`routes`] | which act answers where; everything else is said to be nowhere |
//! | [`document`](mod@document), `docs` | the OpenAPI document, made from the code, and a page to read it offline |
//! | [`problem`] | everything that can go wrong, as RFC 9457 tells it |
//! | `candidates`, `vacancies`, `search`, `records`, `health` | the acts, a file each |
//! | `ranked` | how people, reasons and plans are shown |
//! | `caller`, `rate`, `attend` | who asks, how often, and what every answer carries |
//! | `body`, `query`, `id`, `version`, `idempotency`, `page` | what requests and answers are made of |
//!
//! An act is a small function: it reads the request, does its work off the server's threads by calling the crate
//! that knows how, which asks whether the caller may, and shows a struct that says exactly what is shown.

pub mod document;
pub mod problem;
pub mod routes;
pub mod serve;

mod attend;
mod body;
mod caller;
mod candidates;
mod docs;
mod health;
mod id;
mod idempotency;
mod page;
mod problem_from;
mod programme;
mod query;
mod ranked;
mod rate;
mod records;
mod schema_of;
mod search;
mod shared;
mod vacancies;
mod version;

pub use document::document;
pub use routes::configure;
pub use serve::{ServeError, app, listen, serve};
pub use shared::{Api, Limits};
