//! The value types that all crates of Passerelle share: identifiers, language levels, title statuses, regions, hours,
//! money, outcomes, localised text.
//!
//! Nothing here reads a file or a database, nothing but [`Clock`] reads the time, and no type can hold an invalid value:
//! values are parsed once, at the boundary, and are valid from then on. Data that has a date (which titles exist, which districts a region has)
//! is in `reference-data`; this crate contains only the words that no law changes.
//!
//! | module | types |
//! |---|---|
//! | [`identifiers`] | candidate, vacancy, placement, curriculum, organisation, programme |
//! | [`scope`] | one programme, or the installation |
//! | [`code`] | the codes of titles, specialisms and settings in the configuration |
//! | [`language`] | ISO 639-1 languages, CEFR levels, skills, evidence of a level |
//! | [`source_kind`] | on what kind of source a statement rests, from one's own word to an authority's decision |
//! | [`title_status`] | the statuses of a title, from the candidate's statement to a licence to practise |
//! | [`region_code`] | NUTS codes |
//! | [`quantity`] | hours a week, euros, months, millionths |
//! | [`required_by`] | the time by which a requirement has to hold |
//! | [`work`] | shifts, permission to work, contracts |
//! | [`outcome`] | the outcome of one rule, and the standing that all rules give |
//! | [`folding`] | words in the form in which they are compared |
//! | [`name_search`] | names in the form in which they are searched |
//! | [`text`] | the four languages of texts |
//! | [`enterprise`] | numbers of enterprises |
//! | [`field_problem`], [`transition_error`] | the errors of a wrong field and of a rejected change of state |
//! | [`calendar`] | arithmetic with days |
//! | [`clock`], [`time_zone`] | the current time; the time that clocks of a zone show |

pub mod calendar;
pub mod clock;
pub mod code;
pub mod enterprise;
pub mod field_problem;
pub mod folding;
pub mod identifiers;
pub mod language;
pub mod name_search;
pub mod outcome;
pub mod quantity;
pub mod region_code;
pub mod required_by;
pub mod scope;
pub mod source_kind;
pub mod text;
pub mod time_zone;
pub mod title_status;
pub mod transition_error;
pub mod work;

mod parse;

pub use calendar::months_before;
pub use clock::{Clock, ManualClock};
pub use code::Code;
pub use enterprise::EnterpriseNumber;
pub use field_problem::FieldProblem;
pub use identifiers::{
    AuthorityDecisionId, CandidateId, CertificateId, CurriculumId, DecisionFileId, OrganisationId, PlacementId,
    ProgrammeId, VacancyId,
};
pub use language::{Evidence, LanguageCode, Level, Skill};
pub use outcome::{Outcome, Standing};
pub use parse::ParseError;
pub use quantity::{Euros, Hours, Millionths, Months};
pub use region_code::RegionCode;
pub use required_by::RequiredBy;
pub use scope::Scope;
pub use source_kind::SourceKind;
pub use text::{Localised, TextLanguage};
pub use time_zone::TimeZone;
pub use title_status::TitleStatus;
pub use transition_error::TransitionError;
pub use work::{Contract, Shift, ShiftSet, WorkPermission};

/// A calendar day without time or time zone, in the format of ISO 8601: `2027-02-01`.
pub type Date = chrono::NaiveDate;
