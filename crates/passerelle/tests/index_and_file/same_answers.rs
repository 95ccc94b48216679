//! The same people and vacancies, from files and from the index.

use std::collections::BTreeSet;

use access::Actor;

use crate::generator::{Chance, Style, Table, candidates, vacancies};
use crate::place::{Place, agree, on_each_database};
use crate::test_folder::TestFolder;

/// Imports two files as the operator, who is an agency.
fn import(installation: &TestFolder, people: &str, posts: &str) {
    let named =
        |name: &str, content: &str| format!("{name}.{}", if content.starts_with('[') { "json" } else { "csv" });
    let (people_file, posts_file) = (named("people", people), named("posts", posts));
    installation.write(&people_file, people);
    installation.write(&posts_file, posts);
    installation.done(&["import", "candidates", &people_file]);
    installation.done(&["import", "vacancies", &posts_file]);
}

/// The rows of a table that a test keeps.
fn without(table: &Table, gone: &BTreeSet<String>) -> Table {
    let rows = table.rows.iter().filter(|row| !gone.contains(&row[0])).cloned().collect();
    Table { columns: table.columns.clone(), rows }
}

#[test]
fn files_and_index_give_the_same_answers_on_both_databases() {
    on_each_database(|installation| {
        let (people, posts) = (candidates(101, 180), vacancies(101, 24));
        import(installation, &people.csv(Style::PLAIN), &posts.csv(Style::SPREADSHEET));
        let place = Place::open(installation);
        let answers = place.answers(true);
        let counted = |standing: &str| {
            answers.values().map(|answer| answer["counts"][standing].as_u64().expect("a count")).sum::<u64>()
        };
        for (standing, enough) in
            [("ready", 10), ("reachable", 1), ("to_verify", 10), ("near_miss", 10), ("excluded", 10)]
        {
            assert!(counted(standing) >= enough, "{standing}: {}", counted(standing));
        }
        agree(installation, &place, &people, &posts);
    });
}

#[test]
fn json_and_tabs_go_in_like_commas() {
    on_each_database(|installation| {
        let (people, posts) = (candidates(102, 60), vacancies(102, 10));
        import(installation, &people.json(), &posts.csv(Style::TABS));
        agree(installation, &Place::open(installation), &people, &posts);
    });
}

#[test]
fn after_updates_withdrawals_and_merges_the_answers_are_still_the_same() {
    on_each_database(|installation| {
        let (mut people, mut posts) = (candidates(103, 120), vacancies(103, 14));
        import(installation, &people.csv(Style::PLAIN), &posts.csv(Style::PLAIN));
        let chance = &mut Chance::new(103);

        // Half of the people say something else now: in a file, all at once.
        let (others, more) = (candidates(104, 120), candidates(105, 150));
        for (row, other) in people.rows.iter_mut().zip(&others.rows) {
            if chance.percent(50) {
                row[1..].clone_from_slice(&other[1..]);
            }
        }
        people.rows.extend(more.rows.iter().skip(120).cloned());
        for text in posts.column_mut("text").filter(|text| !text.is_empty()) {
            text.push_str(" Intensieve zorgen.");
        }
        installation.write("people.csv", people.csv(Style::PLAIN));
        installation.write("posts.csv", posts.csv(Style::PLAIN));
        installation.done(&["import", "candidates", "people.csv", "--update"]);
        installation.done(&["import", "vacancies", "posts.csv", "--update"]);

        // Some take themselves out and some change, one after another, so that the index has many small segments,
        // which are merged on the way.
        let place = Place::open(installation);
        let mut gone = BTreeSet::new();
        for number in 0..24 {
            let row = chance.below(people.rows.len());
            let reference = people.rows[row][0].clone();
            if gone.contains(&reference) {
                continue;
            }
            if number % 3 == 0 {
                let id = place.person(&reference).id;
                place.candidates().withdraw(&Actor::operator(), id).expect("withdrawn");
                gone.insert(reference);
            } else {
                let place_of = people.columns.iter().position(|column| *column == "hours_min").expect("a column");
                people.rows[row][place_of] = "12.5".to_owned();
                place.change(&reference, |profile| profile.hours_min = Some("12.5".parse().expect("hours")));
            }
            place.catch_up();
        }
        let closed = place.open_vacancies().into_iter().next().expect("an open vacancy");
        let version = place.vacancies().get(&Actor::operator(), closed.1).expect("it is there").version;
        place.vacancies().close(&Actor::operator(), closed.1, version).expect("closed");
        place.catch_up();

        let (people, posts) = (without(&people, &gone), without(&posts, &BTreeSet::from([closed.0])));
        assert!(place.index().snapshot().people.len() > 1, "the index has several segments");
        agree(installation, &place, &people, &posts);

        // Built anew, it still says the same, now in one segment and as another program would see it.
        let before = place.answers(true);
        drop(place);
        installation.done(&["reindex"]);
        let place = Place::open(installation);
        assert_eq!(place.answers(true), before);
        agree(installation, &place, &people, &posts);
    });
}
