//! The demonstration: invented people and vacancies.

pub mod material;
