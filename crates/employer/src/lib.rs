//! Organisations that hire, and their vacancies: what a vacancy asks, how it goes from draft to closed, and how it
//! comes in and goes out as a row of a file or as a schema.org `JobPosting`.
//!
//! | module | what it holds |
//! |---|---|
//! | [`content`] | [`VacancyContent`]: what a vacancy says; [`check`] tells what doesn't fit together |
//! | [`language_must`], [`wish`], [`hours`] | the words of its cells |
//! | [`row`] | [`VacancyRow`]: a row of the file format, read and written |
//! | [`permit_pay`] | what its pay means for a single permit |
//! | [`vacancy`] | [`Vacancy`]: a vacancy as it is kept, and when people are ranked for it |
//! | [`suggestion`] | what an advert's words suggest until somebody confirms it |
//! | [`job_posting`] | feeds of schema.org `JobPosting`, in and out |
//! | [`vacancies`], [`import`] | the acts: create, change, publish, close, withdraw, fill, import, read |
//! | [`error`] | why an act failed |

pub mod check;
pub mod content;
pub mod error;
pub mod hours;
pub mod import;
pub mod job_posting;
pub mod language_must;
pub mod permit_pay;
pub mod row;
pub mod suggestion;
pub mod vacancies;
pub mod vacancy;
pub mod wish;

mod stored;

pub use check::FieldProblem;
pub use content::VacancyContent;
pub use error::{ImportProblem, VacancyError};
pub use hours::HoursRange;
pub use import::{ImportMode, ImportReport, Incoming, Whose};
pub use job_posting::{Feed, PostingDraft, read_postings, to_job_posting};
pub use language_must::{LanguageAsk, LanguageMust};
pub use permit_pay::PayNotice;
pub use row::{COLUMNS, VacancyRow};
pub use suggestion::{Note, Place, Suggested, Suggestion, Suggestions};
pub use vacancies::{NewVacancy, Vacancies, VacancyFilter};
pub use vacancy::{Vacancy, VacancyState, WhyNot};
pub use wish::Wish;
