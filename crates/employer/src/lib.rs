//! Organisations that hire, and their vacancies: what a vacancy requires, its states from draft to closed, and how it is
//! read and written as a row of a file.
//!
//! | module | what it holds |
//! |---|---|
//! | [`vacancy_content`], [`vacancy_validation`] | [`VacancyContent`]: what a vacancy requires and offers; its validation |
//! | [`language_requirement`], [`wish`], [`hours_range`] | the values of its cells |
//! | [`vacancy_row`] | [`VacancyRow`]: a row of the file format, read and written |
//! | [`permit_pay`] | what its pay means for a single permit |
//! | [`vacancy`], [`vacancy_state`] | [`Vacancy`]: a vacancy of the database; its states and transitions |
//! | [`suggestion`] | what the text of an advert suggests until it is confirmed |
//! | [`vacancies`], [`vacancy_import`] | the operations: create, change, publish, close, withdraw, fill, import, read |
//! | [`vacancy_error`] | why an operation failed |

pub mod hours_range;
pub mod language_requirement;
pub mod permit_pay;
pub mod suggestion;
pub mod vacancies;
pub mod vacancy;
pub mod vacancy_content;
pub mod vacancy_error;
pub mod vacancy_import;
pub mod vacancy_row;
pub mod vacancy_state;
pub mod vacancy_validation;
pub mod wish;

mod vacancy_table;

pub use hours_range::HoursRange;
pub use language_requirement::{LanguageAlternative, LanguageRequirement};
pub use permit_pay::PayNotice;
pub use suggestion::{AdvertPart, Note, Suggested, Suggestion, Suggestions};
pub use vacancies::{NewVacancy, Vacancies, VacancyFilter};
pub use vacancy::{NotRankable, Vacancy};
pub use vacancy_content::VacancyContent;
pub use vacancy_error::VacancyError;
pub use vacancy_import::{ImportItem, Owner};
pub use vacancy_row::{COLUMNS, VacancyRow};
pub use vacancy_state::{VacancyState, VacancyTransition};
pub use wish::Wish;
