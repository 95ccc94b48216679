//! Candidates: what is known of them, with its evidence, and what they want.
//!
//! What matching may read ([`Profile`]) and personal data ([`PersonalData`]) are two types, stored in two tables, so that
//! what must not count can't be read by mistake. Everything known is an assertion: a value with its evidence, source, date
//! and, where it has one, expiry. What isn't known is unknown, never "no".
//!
//! | module | what it holds |
//! |---|---|
//! | [`profile`] | everything that matching may read |
//! | [`held_title`], [`known_language`], [`work_experience`], [`accepted_settings`] | its parts, as cells write them |
//! | [`provenance`] | where an assertion comes from, and the document on which it rests |
//! | [`authority_decision`] | decisions of authorities on titles: as stated, as recorded, and their states |
//! | [`decision_row`] | decisions as rows of a file |
//! | [`personal_data`] | name, sex, birth date, nationality, addresses |
//! | [`mask`] | free text with names, addresses, phone numbers and links masked |
//! | [`profile_validation`] | what has to hold in a profile, the same for files, the API and imports |
//! | [`candidate_row`] | candidates as rows of a file, read and written |
//! | [`json_schema`](fn@schema) | the JSON Schema of that file |
//! | [`candidates`] | the operations: create, change, withdraw, read, import, export; each checks the actor's permission |
//! | [`pseudonym`](mod@pseudonym) | the names under which employers see candidates |

pub mod accepted_settings;
pub mod authority_decision;
pub mod candidate_row;
pub mod candidates;
pub mod decision_row;
pub mod held_title;
pub mod json_schema;
pub mod known_language;
pub mod mask;
pub mod personal_data;
pub mod profile;
pub mod profile_validation;
pub mod provenance;
pub mod pseudonym;
pub mod work_experience;

mod candidate_tables;

pub use accepted_settings::AcceptedSettings;
pub use authority_decision::{AuthorityDecision, DecisionState, DecisionTransition, StatedDecision};
pub use candidate_row::{COLUMNS, CandidateProfiles, CandidateRow, PERSONAL_DATA_COLUMNS, parse, parse_profiles};
pub use candidates::{Candidate, CandidateError, CandidateState, CandidateTransition, Candidates};
pub use decision_row::DecisionRow;
pub use held_title::HeldTitle;
pub use json_schema::schema;
pub use known_language::KnownLanguage;
pub use mask::{MASK, MASK_VERSION, masked_text};
pub use personal_data::PersonalData;
pub use profile::Profile;
pub use provenance::{Document, Provenance, Source};
pub use work_experience::{Experience, Worked};
