//! Actors and their permissions: roles, organisations, programmes, and the tokens that authenticate requests.
//!
//! | item | contents |
//! |---|---|
//! | [`Actor`], [`Role`] | an actor in one role, within one programme or for the installation |
//! | [`Permission`], [`Subject`], [`Forbidden`] | what can be done, on which subject, and by which roles: one table, in `permission.rs` |
//! | [`tokens`] | short-lived signed tokens |
//! | [`Secret`] | the secret that signs tokens |
//! | [`audit_log`] | the audit log for auditors: searched, verified, details erased |
//! | [`ProgrammeKey`] | the secret key of a programme, for ties, pseudonyms and cursors |
//! | [`organisations`], [`programmes`] | the organisations and programmes that candidates and vacancies belong to |
//!
//! The public operations of the other crates take an [`Actor`] and call [`Actor::may`] themselves, so that neither the
//! server nor a page can omit the check.

pub mod audit_log;
pub mod organisations;
pub mod programmes;
pub mod tokens;

mod access_error;
mod access_events;
mod access_tables;
mod actor;
mod assertion_evidence;
mod permission;
mod programme_key;
mod role;
mod secret;

pub use access_error::{AccessError, LONGEST_NAME};
pub use access_events::{OrganisationEvent, ProgrammeEvent};
pub use actor::Actor;
pub use assertion_evidence::{
    Proof, greatest_evidence, greatest_status, who_may_state_evidence, who_may_state_status,
};
pub use organisations::{
    NewOrganisation, Organisation, OrganisationChange, OrganisationFilter, OrganisationKind, Organisations,
};
pub use permission::{AccessLevel, Forbidden, Permission, Subject};
pub use programme_key::ProgrammeKey;
pub use programmes::Programme;
pub use role::Role;
pub use secret::{Secret, SecretError};
pub use tokens::{TokenError, Tokens};
