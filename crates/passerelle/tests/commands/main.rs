//! The commands that keep an installation, as its operator runs them. People, vacancies and postings are invented.

#[path = "../generator/mod.rs"]
mod generator;
#[path = "../test_folder/mod.rs"]
mod test_folder;

mod giving_out;
mod operating;
mod postings;
mod schemas;
mod setting_up;
mod taking_in;
mod trail;
