//! Properties of every ranking, for generated candidates and vacancies.
//!
//! Candidates, vacancies, courses and lengths of procedures are generated at random; only the lists of titles,
//! specialisms, settings and districts are those of the configuration.

mod columns_read;
mod generated;
mod languages;
mod plans;
mod requirement_impact;
mod single_candidate;
mod standings;
mod vacancy_ranker;
