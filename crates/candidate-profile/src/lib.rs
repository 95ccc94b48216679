//! People: what is known of them, with its evidence, and what they want.
//!
//! What matching may read ([`Profile`]) and who somebody is ([`Identity`]) are two types, stored in two tables, so
//! that what must not count cannot be read by mistake. Everything known is an assertion: a value with its evidence,
//! source, date and, where it has one, expiry; what isn't known is unknown, never "no".
//!
//! | module | what it holds |
//! |---|---|
//! | [`profile`] | everything that matching may read |
//! | [`title`], [`language`], [`experience`], [`setting`] | its parts, as cells write them |
//! | [`provenance`] | where an assertion comes from |
//! | [`protected`] | name, sex, birth date, nationality, addresses |
//! | [`check`] | what has to hold in a profile, the same for files, the API and imports |
//! | [`row`] | candidates as rows of a file, read and written |
//! | [`schema`](mod@schema) | the JSON Schema of that file |
//! | [`candidates`] | the acts: create, change, withdraw, read, import, export; each asks whether the actor may |
//! | [`pseudonym`](mod@pseudonym) | the names under which employers see people |

pub mod candidates;
pub mod check;
pub mod experience;
pub mod language;
pub mod profile;
pub mod protected;
pub mod provenance;
pub mod pseudonym;
pub mod row;
pub mod schema;
pub mod setting;
pub mod title;

mod codes;

pub use candidates::{Candidate, CandidateError, Candidates, State};
pub use check::FieldProblem;
pub use experience::{Experience, Worked};
pub use language::KnownLanguage;
pub use profile::Profile;
pub use protected::Identity;
pub use provenance::{Provenance, Source};
pub use row::{COLUMNS, CandidateRow, IDENTITY_COLUMNS, Unidentified, parse, parse_unidentified};
pub use schema::schema;
pub use setting::AcceptedSettings;
pub use title::HeldTitle;
