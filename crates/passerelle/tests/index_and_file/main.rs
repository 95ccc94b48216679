//! Rankings from an index equal rankings from two files: after changes, withdrawals and merges, and after the program
//! was killed; decision records replay years later. Candidates and vacancies are invented.

#[path = "../generator/mod.rs"]
mod generator;
#[path = "../test_folder/mod.rs"]
mod test_folder;

mod decision_records;
mod equal_rankings;
mod expiry;
mod index_updates;
mod interruption;
mod lost_index;
mod test_installation;
