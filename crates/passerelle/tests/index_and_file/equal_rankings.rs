//! Rankings of the same candidates and vacancies from files and from the index.

use std::collections::BTreeSet;

use access::Actor;

use crate::generator::{Random, Style, Table, generate_candidates, generate_vacancies};
use crate::test_folder::TestFolder;
use crate::test_installation::{TestInstallation, assert_equal_rankings, for_each_database_kind};

/// Imports two files.
fn import(folder: &TestFolder, candidates: &str, vacancies: &str) {
    let named =
        |name: &str, content: &str| format!("{name}.{}", if content.starts_with('[') { "json" } else { "csv" });
    let (candidates_file, vacancies_file) = (named("people", candidates), named("posts", vacancies));
    folder.write(&candidates_file, candidates);
    folder.write(&vacancies_file, vacancies);
    folder.run_ok(&["import", "candidates", &candidates_file]);
    folder.run_ok(&["import", "vacancies", &vacancies_file]);
}

/// Returns a table without the rows of some identifiers.
fn without(table: &Table, removed: &BTreeSet<String>) -> Table {
    let rows = table.rows.iter().filter(|row| !removed.contains(&row[0])).cloned().collect();
    Table { columns: table.columns.clone(), rows }
}

#[test]
fn files_and_index_give_equal_rankings_on_both_databases() {
    for_each_database_kind(|folder| {
        let (candidates, vacancies) = (generate_candidates(101, 180), generate_vacancies(101, 24));
        import(folder, &candidates.csv(Style::PLAIN), &vacancies.csv(Style::SPREADSHEET));
        let installation = TestInstallation::open(folder);
        let rankings_by_vacancy = installation.rankings_by_vacancy(true);
        let counted = |standing: &str| {
            rankings_by_vacancy
                .values()
                .map(|answer| answer["counts"][standing].as_u64().expect("a count"))
                .sum::<u64>()
        };
        for (standing, enough) in
            [("ready", 10), ("reachable", 1), ("to_verify", 10), ("near_miss", 10), ("excluded", 10)]
        {
            assert!(counted(standing) >= enough, "{standing}: {}", counted(standing));
        }
        assert_equal_rankings(folder, &installation, &candidates, &vacancies);
    });
}

#[test]
fn json_and_tabs_import_like_commas() {
    for_each_database_kind(|folder| {
        let (candidates, vacancies) = (generate_candidates(102, 60), generate_vacancies(102, 10));
        import(folder, &candidates.json(), &vacancies.csv(Style::TABS));
        assert_equal_rankings(folder, &TestInstallation::open(folder), &candidates, &vacancies);
    });
}

#[test]
fn rankings_are_equal_after_updates_withdrawals_and_merges() {
    for_each_database_kind(|folder| {
        let (mut candidates, mut vacancies) = (generate_candidates(103, 120), generate_vacancies(103, 14));
        import(folder, &candidates.csv(Style::PLAIN), &vacancies.csv(Style::PLAIN));
        let random = &mut Random::new(103);

        // Half of the candidates change in one import. A decision of an authority stays, whatever a later file says, so the titles
        // of those who have one stay here too.
        let of_titles = ["titles", "titles_document", "titles_decision"];
        let is_of_titles: Vec<bool> = candidates.columns.iter().map(|name| of_titles.contains(name)).collect();
        let decision = candidates.columns.iter().position(|name| *name == "titles_decision").expect("a column");
        let (others, more) = (generate_candidates(104, 120), generate_candidates(105, 150));
        for (row, other) in candidates.rows.iter_mut().zip(&others.rows) {
            if random.percent(50) {
                let is_decided = !row[decision].is_empty();
                for column in (1..row.len()).filter(|column| !(is_decided && is_of_titles[*column])) {
                    row[column].clone_from(&other[column]);
                }
            }
        }
        candidates.rows.extend(more.rows.iter().skip(120).cloned());
        for text in vacancies.column_mut("text").filter(|text| !text.is_empty()) {
            text.push_str(" Intensieve zorgen.");
        }
        folder.write("candidates.csv", candidates.csv(Style::PLAIN));
        folder.write("vacancies.csv", vacancies.csv(Style::PLAIN));
        folder.run_ok(&["import", "candidates", "candidates.csv", "--update"]);
        folder.run_ok(&["import", "vacancies", "vacancies.csv", "--update"]);

        // Some candidates withdraw and some change, one after another, so that the index gets many small segments and
        // merges them.
        let installation = TestInstallation::open(folder);
        let mut withdrawn = BTreeSet::new();
        for number in 0..24 {
            let row = random.below(candidates.rows.len());
            let reference = candidates.rows[row][0].clone();
            if withdrawn.contains(&reference) {
                continue;
            }
            if number % 3 == 0 {
                let id = installation.candidate(&reference).id;
                installation.candidates().withdraw(&Actor::operator(), id, None).expect("withdrawn");
                withdrawn.insert(reference);
            } else {
                let column = candidates.columns.iter().position(|name| *name == "hours_min").expect("a column");
                candidates.rows[row][column] = "12.5".to_owned();
                installation.change(&reference, |profile| profile.hours_min = Some("12.5".parse().expect("hours")));
            }
            installation.catch_up();
        }
        let closed = installation.open_vacancies().into_iter().next().expect("an open vacancy");
        let version = installation.vacancies().get(&Actor::operator(), closed.1).expect("it is there").version;
        installation.vacancies().close(&Actor::operator(), closed.1, version).expect("closed");
        installation.catch_up();

        let (candidates, vacancies) =
            (without(&candidates, &withdrawn), without(&vacancies, &BTreeSet::from([closed.0])));
        assert!(installation.index().snapshot().people.len() > 1, "the index has several segments");
        assert_equal_rankings(folder, &installation, &candidates, &vacancies);

        // A rebuilt index, with one segment and opened anew, gives equal rankings.
        let before = installation.rankings_by_vacancy(true);
        drop(installation);
        folder.run_ok(&["reindex"]);
        let installation = TestInstallation::open(folder);
        assert_eq!(installation.rankings_by_vacancy(true), before);
        assert_equal_rankings(folder, &installation, &candidates, &vacancies);
    });
}
