//! Who acts, and what they may do: roles, organisations, programmes, and the tokens by which a server knows them.
//!
//! | module | what is there |
//! |---|---|
//! | [`Actor`], [`Role`] | somebody who acts, in one role, for an organisation or for themselves |
//! | [`Permission`], [`Subject`], [`Forbidden`] | what can be done, to whom or what, and who may: one table, in `act.rs` |
//! | [`tokens`] | short-lived signed tokens, and the secret that signs them |
//! | [`organisations`], [`programmes`] | the rows that every candidate and vacancy belongs to |
//!
//! Every public act of the other crates takes an [`Actor`] and asks [`Actor::may`] inside, so that neither a server
//! nor a page can forget to.

pub mod organisations;
pub mod programmes;
pub mod tokens;

mod access_error;
mod access_tables;
mod actor;
mod permission;
mod role;
mod secret;

pub use access_error::{AccessError, LONGEST_NAME};
pub use actor::Actor;
pub use organisations::{NewOrganisation, Organisation, OrganisationKind};
pub use permission::{Forbidden, Permission, Scope, Subject};
pub use programmes::Programme;
pub use role::Role;
pub use secret::{Secret, SecretError};
pub use tokens::{TokenError, Tokens};
