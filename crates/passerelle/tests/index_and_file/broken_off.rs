//! A program that is killed loses nothing and does nothing twice.

use std::path::Path;
use std::process::Stdio;

use ranking::index::IndexChange;

use crate::generator::{Style, candidates, vacancies};
use crate::place::{Place, agree, on_each_database, settle};
use crate::test_folder::TestFolder;

const MEMORY: usize = 64 << 20;

#[test]
fn what_was_written_and_not_committed_is_done_again() {
    on_each_database(|installation| {
        let (mut people, posts) = (candidates(201, 60), vacancies(201, 8));
        installation.write("people.csv", people.csv(Style::PLAIN));
        installation.write("posts.csv", posts.csv(Style::PLAIN));
        installation.done(&["import", "candidates", "people.csv"]);
        installation.done(&["import", "vacancies", "posts.csv"]);
        let place = Place::open(installation);
        let position = place.index().snapshot().position;
        for (number, hours) in people.column_mut("hours_min").enumerate().take(20) {
            *hours = "11".to_owned();
            let reference = place.everybody()[number].reference.clone();
            assert!(reference.contains(&number.to_string()), "people stand in the file's order");
            place.change(&reference, |profile| profile.hours_min = Some("11".parse().expect("hours")));
        }
        // An indexer that took some of it in, and some that was never so, and was killed before it committed.
        let mut writer = place.index().writer(MEMORY).expect("nobody else writes");
        let gone: Vec<IndexChange> =
            place.everybody().iter().take(40).map(|person| IndexChange::DeletePerson(person.id)).collect();
        writer.apply(&gone).expect("written");
        drop(writer);
        drop(place);

        let place = Place::open(installation);
        assert_eq!(place.index().snapshot().position, position, "the index is where it was committed");
        assert_eq!(place.index().snapshot().count(), 60);
        place.catch_up();
        agree(installation, &place, &people, &posts);
        let end = place.index().snapshot().position;
        place.catch_up();
        assert_eq!((place.index().snapshot().position, place.index().snapshot().count()), (end, 60));
    });
}

/// Starts the program and kills it without warning as soon as something is so, unless it ends before.
fn killed_when(installation: &TestFolder, arguments: &[&str], so: impl Fn(&Path) -> bool) -> bool {
    let mut command = installation.command(arguments);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
    let data = installation.path("data");
    loop {
        if child.try_wait().expect("it can be waited for").is_some() {
            return false;
        }
        if so(&data) {
            child.kill().expect("it can be killed");
            child.wait().expect("it ends");
            return true;
        }
        std::thread::yield_now();
    }
}

/// The size of a file of the data folder, 0 before there is one.
fn size(data: &Path, name: &str) -> u64 {
    data.join(name).metadata().map_or(0, |file| file.len())
}

/// How many files the index has.
fn files(data: &Path) -> usize {
    data.join("index").read_dir().map_or(0, Iterator::count)
}

#[test]
fn an_import_that_is_killed_is_all_or_nothing_and_can_be_done_again() {
    let moments: [&dyn Fn(&Path) -> bool; 5] = [
        &|data| size(data, "passerelle.db") > 0,
        &|data| size(data, "passerelle.db-wal") > 512 << 10,
        &|data| data.join("index").is_dir(),
        &|data| data.join("index/meta.json").exists(),
        &|data| files(data) > 6,
    ];
    let (people, posts) = (candidates(202, 300), vacancies(202, 3));
    let mut killed = 0;
    for moment in moments {
        let installation = TestFolder::new();
        settle(&installation, None);
        installation.write("people.csv", people.csv(Style::PLAIN));
        installation.write("posts.csv", posts.csv(Style::PLAIN));
        killed += usize::from(killed_when(&installation, &["import", "candidates", "people.csv"], moment));
        let there = Place::open(&installation).everybody().len();
        assert!(there == 0 || there == 300, "{there} of 300 are there");
        let said = installation.done(&["import", "candidates", "people.csv"]);
        let expected = if there == 0 { "300 created, 0 changed, 0 there" } else { "0 created, 0 changed, 300 there" };
        assert!(said.contains(expected), "{said}");
        installation.done(&["import", "vacancies", "posts.csv"]);
        let place = Place::open(&installation);
        assert_eq!(place.index().snapshot().count(), 300);
        agree(&installation, &place, &people, &posts);
    }
    assert!(killed >= 3, "it was really killed: {killed} times");
}

#[test]
fn a_program_killed_again_and_again_while_it_indexes_ends_where_it_should() {
    let installation = TestFolder::new();
    settle(&installation, None);
    let (people, posts) = (candidates(203, 400), vacancies(203, 6));
    installation.write("people.csv", people.csv(Style::PLAIN));
    installation.write("posts.csv", posts.csv(Style::PLAIN));
    installation.done(&["import", "vacancies", "posts.csv"]);
    installation.done(&["import", "candidates", "people.csv"]);
    let mut killed = 0;
    for round in 0..6 {
        let before = files(&installation.path("data"));
        let changing = |data: &Path| files(data) != before || round == 5;
        killed += usize::from(killed_when(&installation, &["reindex"], changing));
        let place = Place::open(&installation);
        // Whenever it was killed, there is either all of the index that was there, or all of the new one.
        assert_eq!(place.index().snapshot().count(), 400, "round {round}");
        place.catch_up();
    }
    assert!(killed >= 3, "it was really killed: {killed} times");
    agree(&installation, &Place::open(&installation), &people, &posts);
}
