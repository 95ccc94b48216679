//! Whoever is ranked from an index stands where two files would put them: after changes, withdrawals and merges, after
//! a program was killed, and when a record is computed again years later. People and vacancies are invented.

#[path = "../generator/mod.rs"]
mod generator;
#[path = "../test_folder/mod.rs"]
mod test_folder;

mod broken_off;
mod expiring;
mod following;
mod place;
mod records;
mod same_answers;
