//! What holds of every ranking, whoever the people and whatever the vacancy.
//!
//! People, vacancies, courses and lengths of procedures are invented here, at random; only the lists of titles,
//! specialisms, settings and districts are those of the configuration.

mod alone;
mod asking;
mod costs;
mod invented;
mod languages;
mod plans;
mod standings;
