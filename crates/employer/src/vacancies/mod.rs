//! Vacancies: what they require and offer, their states from draft to closed, and their rows in files.
//!
//! | module | contents |
//! |---|---|
//! | [`vacancy_content`], [`vacancy_validation`] | [`VacancyContent`]: what a vacancy requires and offers; its validation |
//! | [`language_requirement`], [`wish`], [`hours_range`] | the values of its cells |
//! | [`vacancy_row`] | [`VacancyRow`]: a row of the file format, read and written |
//! | [`permit_pay`] | the meaning of its pay for a single permit |
//! | [`vacancy`], [`vacancy_state`] | [`Vacancy`]: a vacancy in the database; its states and transitions |
//! | [`suggestion`] | suggested values of a draft, derived from the text of an advert |
//! | [`vacancy_operations`] | [`Vacancies`]: create, change, publish, close, withdraw, read, list |
//! | [`vacancy_import`] | imports of many vacancies |
//! | [`vacancy_event`] | what happens to a vacancy, for those who follow the event log |
//! | [`vacancy_error`] | the errors of operations |

pub mod hours_range;
pub mod language_requirement;
pub mod permit_pay;
mod stated_employer;
pub mod suggestion;
pub mod vacancy;
pub mod vacancy_content;
pub mod vacancy_error;
pub mod vacancy_event;
pub mod vacancy_import;
pub mod vacancy_operations;
pub mod vacancy_row;
pub mod vacancy_state;
pub mod vacancy_validation;
pub mod wish;

mod vacancy_table;

pub use hours_range::HoursRange;
pub use language_requirement::{LanguageAlternative, LanguageRequirement};
pub use permit_pay::PayNotice;
pub use suggestion::{AdvertPart, Note, Suggested, Suggestion, Suggestions};
pub use vacancy::{NotRankable, Vacancy};
pub use vacancy_content::VacancyContent;
pub use vacancy_error::VacancyError;
pub use vacancy_event::VacancyEvent;
pub use vacancy_import::{ImportItem, Owner};
pub use vacancy_operations::{NewVacancy, Vacancies, VacancyFilter, checked_reference};
pub use vacancy_row::{COLUMNS, VacancyRow};
pub use vacancy_state::{VacancyState, VacancyTransition};
pub use vacancy_table::CoveredVacancies;
pub use wish::Wish;
