//! What the API and the pages share over HTTP.
//!
//! | module | content |
//! |---|---|
//! | [`AppContext`], [`run_blocking`] | what the handlers use, and how they do blocking work |
//! | [`ServerSettings`] | address, threads and limits of the server |
//! | [`server`] | the listener, the application and the server |
//! | [`middleware`] | request ids, time limit, log, security headers and problems for every request |
//! | [`authenticate`], [`Caller`] | the caller of a request, from the token |
//! | [`authorize`], [`OperationPermissions`] | whether the caller's role ever has the permission of an operation |
//! | [`RateLimit`], [`RateKey`] | requests counted by caller |
//! | [`Readiness`], [`Check`] | whether the server can do its work |
//! | [`JsonBody`], [`RequestBody`], [`QueryParams`], [`PathId`], [`PathParts`], [`IfMatch`], [`OptionalIfMatch`], [`IdempotencyKey`] | extractors |
//! | [`MergePatch`] | changes of single fields (RFC 7396) |
//! | [`OperationSchemas`] | the OpenAPI document, which says what a request must have |
//! | [`conditional`], [`pagination`], [`idempotency`] | `ETag`s, pages of lists, creations sent twice |
//! | [`Problem`], [`ProblemKind`] | errors, as RFC 9457 defines them |
//!
//! A handler is a small function: it reads the request, runs its work on a thread for blocking work by calling the
//! crate of the domain, which checks the caller's permission, and serializes a response struct.

pub mod conditional;
pub mod idempotency;
pub mod json_body;
pub mod merge_patch;
pub mod middleware;
pub mod pagination;
pub mod problem;
pub mod server;

mod app_context;
mod authentication;
mod authorization;
mod field_errors;
mod json_document;
mod operation_schemas;
mod path_id;
mod problem_conversion;
mod query_params;
mod rate_limit;
mod readiness;
mod request_text;
mod server_settings;

pub use app_context::{AppContext, run_blocking};
pub use authentication::{Caller, authenticate};
pub use authorization::{OperationPermissions, authorize};
pub use conditional::{IfMatch, OptionalIfMatch};
pub use idempotency::{CreationResponse, IdempotencyKey, RemoveExpiredKeys};
pub use json_body::{JsonBody, Meanings, RequestBody};
pub use merge_patch::MergePatch;
pub use operation_schemas::OperationSchemas;
pub use pagination::Page;
pub use path_id::{PathId, PathParts};
pub use problem::{InvalidField, Problem, ProblemKind};
pub use query_params::QueryParams;
pub use rate_limit::{RateKey, RateLimit};
pub use readiness::{Check, FailedCheck, Readiness};
pub use server::{ServeError, app, listen, serve};
pub use server_settings::ServerSettings;
