//! The API as a caller meets it, on both databases. All people, employers and vacancies are invented.

mod candidates;
mod client;
mod document;
mod limits;
mod privacy;
mod problems;
mod rankings;
mod server;
mod vacancies;
mod world;
