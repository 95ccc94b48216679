//! The words that everyone in Passerelle shares: identifiers, levels of language, titles' statuses, regions,
//! hours, money, three-valued outcomes, localised text.
//!
//! Nothing here reads a file, a clock or a database, and nothing can hold a wrong value: a value is parsed once,
//! at the edge, and is right from then on. What depends on dated data (which titles exist, which districts a
//! region has) is in `reference-data`; here are only the words that no law changes.
//!
//! | module | words |
//! |---|---|
//! | [`identifiers`] | candidate, vacancy, organisation, programme |
//! | [`code`] | the short names that configuration gives to titles, specialisms, settings |
//! | [`language`] | ISO 639-1 languages, CEFR levels, skills, evidence of a level |
//! | [`title_status`] | the statuses of a title, from a person's word to a licence to practise |
//! | [`region_code`] | NUTS codes |
//! | [`quantity`] | hours a week, euros, months, millionths |
//! | [`required_by`] | by when a must has to hold |
//! | [`work`] | shifts, permission to work, contracts |
//! | [`outcome`] | what a rule says of a person, and where that leaves them |
//! | [`text`] | the four languages that we speak |
//! | [`enterprise`] | Belgian enterprise numbers |
//! | [`field_problem`], [`transition_error`] | a wrong field, and a refused change of state |

pub mod calendar;
pub mod code;
pub mod enterprise;
pub mod field_problem;
pub mod identifiers;
pub mod language;
pub mod outcome;
pub mod quantity;
pub mod region_code;
pub mod required_by;
pub mod text;
pub mod title_status;
pub mod transition_error;
pub mod work;

mod parse;

pub use calendar::months_before;
pub use code::Code;
pub use enterprise::EnterpriseNumber;
pub use field_problem::FieldProblem;
pub use identifiers::{CandidateId, OrganisationId, ProgrammeId, VacancyId};
pub use language::{Evidence, LanguageCode, Level, Skill};
pub use outcome::{Outcome, Standing};
pub use parse::ParseError;
pub use quantity::{Euros, Hours, Millionths, Months};
pub use region_code::RegionCode;
pub use required_by::RequiredBy;
pub use text::{Localised, TextLanguage};
pub use title_status::TitleStatus;
pub use transition_error::TransitionError;
pub use work::{Contract, Shift, ShiftSet, WorkPermission};

/// A calendar day, without a time or a zone. Written as ISO 8601, `2027-02-01`.
pub type Date = chrono::NaiveDate;
