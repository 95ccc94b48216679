//! The JSON API: what people and programs ask of Passerelle over HTTP.
//!
//! | module | what it is for |
//! |---|---|
//! | [`Api`], [`Limits`] | what the handlers share, and how much anybody may ask |
//! | [`serve`](mod@serve) | the server, and the port that it listens on |
//! | [`configure`](mod@configure) | the API as part of a server: what is done with every request |
//! | `routes` | which act answers where |
//! | [`document`](mod@document), `docs` | the OpenAPI document, made from the code, and a page to read it offline |
//! | [`problem`], `problems` | everything that can go wrong, as RFC 9457 tells it, and what it means |
//! | `candidates`, `vacancies`, `search`, `records`, `health` | the acts, a file each |
//! | `ranked` | how people, reasons and plans are shown |
//! | `caller`, `rate`, `attend` | who asks, how often, and what every answer carries |
//! | `body`, `query`, `id`, `version`, `idempotency`, `page` | what requests and answers are made of |
//!
//! An act is a small function: it reads the request, does its work off the server's threads by calling the crate
//! that knows how, which asks whether the caller may, and shows a struct that says exactly what is shown.

pub mod configure;
pub mod document;
pub mod problem;
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
mod problems;
mod programme;
mod query;
mod ranked;
mod rate;
mod records;
mod routes;
mod schema_of;
mod search;
mod shared;
mod vacancies;
mod version;

pub use configure::configure;
pub use document::document;
pub use serve::{ServeError, app, listen, serve};
pub use shared::{Api, Limits};
