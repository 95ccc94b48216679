//! Employers: the vacancies of organisations that hire.
//!
//! | module | contents |
//! |---|---|
//! | [`vacancies`] | vacancies: content, file format, states, operations |
//!
//! Employers themselves are organisations, which are in the crate `access`.

pub mod vacancies;

pub use vacancies::{
    AdvertPart, COLUMNS, HoursRange, ImportItem, LanguageAlternative, LanguageRequirement, NewVacancy, NotRankable,
    Note, Owner, PayNotice, Suggested, Suggestion, Suggestions, Vacancies, Vacancy, VacancyContent, VacancyError,
    VacancyEvent, VacancyFilter, VacancyRow, VacancyState, VacancyTransition, Wish, checked_reference,
};
