//! Organisations that hire, and their vacancies: what a vacancy asks, how it goes from draft to closed, and how it
//! comes in and goes out as a row of a file.
//!
//! | module | what it holds |
//! |---|---|
//! | [`vacancy_content`] | [`VacancyContent`]: what a vacancy says; [`vacancy_validation`] tells what doesn't fit together |
//! | [`language_requirement`], [`wish`], [`hours_range`] | the words of its cells |
//! | [`vacancy_row`] | [`VacancyRow`]: a row of the file format, read and written |
//! | [`permit_pay`] | what its pay means for a single permit |
//! | [`vacancy`] | [`Vacancy`]: a vacancy as it is kept, and when people are ranked for it |
//! | [`suggestion`] | what an advert's words suggest until somebody confirms it |
//! | [`vacancies`], [`vacancy_import`] | the acts: create, change, publish, close, withdraw, fill, import, read |
//! | [`vacancy_error`] | why an act failed |

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
pub mod vacancy_validation;
pub mod wish;

mod vacancy_table;

pub use hours_range::HoursRange;
pub use language_requirement::{LanguageAlternative, LanguageRequirement};
pub use permit_pay::PayNotice;
pub use suggestion::{Note, Place, Suggested, Suggestion, Suggestions};
pub use vacancies::{NewVacancy, Vacancies, VacancyFilter};
pub use vacancy::{NotRankable, Vacancy, VacancyState};
pub use vacancy_content::VacancyContent;
pub use vacancy_error::{ImportProblem, VacancyError};
pub use vacancy_import::{ImportItem, ImportMode, ImportReport, Owner};
pub use vacancy_row::{COLUMNS, VacancyRow};
pub use wish::Wish;
