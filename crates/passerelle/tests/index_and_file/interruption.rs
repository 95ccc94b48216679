//! A program that is killed loses no data and repeats no change.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use ranking::index::{IndexChange, IndexSource};

use crate::generator::{Style, Table, generate_candidates, generate_vacancies};
use crate::test_folder::TestFolder;
use crate::test_installation::{TestInstallation, assert_equal_rankings, for_each_database_kind, write_settings};

const MEMORY: usize = 64 << 20;

#[test]
fn uncommitted_index_changes_are_repeated() {
    for_each_database_kind(|folder| {
        let (mut candidates, vacancies) = (generate_candidates(201, 60), generate_vacancies(201, 8));
        folder.write("candidates.csv", candidates.csv(Style::PLAIN));
        folder.write("vacancies.csv", vacancies.csv(Style::PLAIN));
        folder.run_ok(&["import", "candidates", "candidates.csv"]);
        folder.run_ok(&["import", "vacancies", "vacancies.csv"]);
        let installation = TestInstallation::open(folder);
        let position = installation.index().snapshot().position;
        for (number, hours) in candidates.column_mut("hours_min").enumerate().take(20) {
            *hours = "11".to_owned();
            let reference = installation.all_candidates()[number].reference.clone();
            assert!(reference.contains(&number.to_string()), "candidates are in the order of the file");
            installation.change(&reference, |profile| profile.hours_min = Some("11".parse().expect("hours")));
        }
        // An indexer that wrote some changes, also wrong ones, and was killed before it committed.
        let database = &installation.inner.database;
        let of_database = database.read(storage::events::installation_id).expect("an identifier");
        let source = IndexSource { installation: of_database, programme: installation.programme };
        let mut writer = installation.index().writer(source, MEMORY).expect("there is no other writer");
        let deletions: Vec<IndexChange> = installation
            .all_candidates()
            .iter()
            .take(40)
            .map(|candidate| IndexChange::DeletePerson(candidate.id))
            .collect();
        writer.apply(&deletions).expect("written");
        drop(writer);
        drop(installation);

        let installation = TestInstallation::open(folder);
        assert_eq!(installation.index().snapshot().position, position, "the index is where it was committed");
        assert_eq!(installation.index().snapshot().count(), 60);
        installation.catch_up();
        assert_equal_rankings(folder, &installation, &candidates, &vacancies);
        let end = installation.index().snapshot().position;
        installation.catch_up();
        assert_eq!((installation.index().snapshot().position, installation.index().snapshot().count()), (end, 60));
    });
}

/// Starts the program and kills it as soon as a condition holds. Returns `false` when it ended before.
fn killed_when(folder: &TestFolder, arguments: &[&str], condition: impl Fn(&Path) -> bool) -> bool {
    let mut command = folder.command(arguments);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
    let data = folder.path("data");
    loop {
        if child.try_wait().expect("it can be waited for").is_some() {
            return false;
        }
        if condition(&data) {
            child.kill().expect("it can be killed");
            child.wait().expect("it ends");
            return true;
        }
        std::thread::yield_now();
    }
}

/// Returns the size of a file of the data folder; 0 when there is none.
fn size(data: &Path, name: &str) -> u64 {
    data.join(name).metadata().map_or(0, |file| file.len())
}

/// The folder of the only programme's index, once it is there.
fn index_folder(data: &Path) -> Option<PathBuf> {
    let entries = data.join("index").read_dir().ok()?;
    entries.flatten().map(|entry| entry.path()).find(|path| path.is_dir())
}

/// Returns the number of files of the index.
fn files(data: &Path) -> usize {
    index_folder(data).and_then(|folder| folder.read_dir().ok()).map_or(0, Iterator::count)
}

#[test]
fn a_killed_import_is_all_or_nothing_and_can_be_repeated() {
    let conditions: [&dyn Fn(&Path) -> bool; 5] = [
        &|data| size(data, "passerelle.db") > 0,
        &|data| size(data, "passerelle.db-wal") > 512 << 10,
        &|data| data.join("index").is_dir(),
        &|data| index_folder(data).is_some_and(|folder| folder.join("meta.json").exists()),
        &|data| files(data) > 6,
    ];
    let (candidates, vacancies) = (generate_candidates(202, 300), generate_vacancies(202, 3));
    let mut killed = 0;
    for condition in conditions {
        // A quick import may be over before it is seen where it should be killed: then once more.
        let was_killed = (0..5).any(|_| import_until(condition, &candidates, &vacancies));
        killed += usize::from(was_killed);
    }
    assert!(killed >= 3, "it was really killed: {killed} times");
}

/// Kills an import when the condition is met, checks that all or nothing is there, imports again and checks the
/// rankings. Returns whether the import was killed: it may have been over before.
fn import_until(condition: &dyn Fn(&Path) -> bool, candidates: &Table, vacancies: &Table) -> bool {
    let folder = TestFolder::new();
    write_settings(&folder, None);
    folder.write("candidates.csv", candidates.csv(Style::PLAIN));
    folder.write("vacancies.csv", vacancies.csv(Style::PLAIN));
    let killed = killed_when(&folder, &["import", "candidates", "candidates.csv"], condition);
    let there = TestInstallation::open(&folder).all_candidates().len();
    assert!(there == 0 || there == 300, "{there} of 300 are there");
    let output = folder.run_ok(&["import", "candidates", "candidates.csv"]);
    let expected = if there == 0 { "300 created, 0 changed, 0 there" } else { "0 created, 0 changed, 300 there" };
    assert!(output.contains(expected), "{output}");
    folder.run_ok(&["import", "vacancies", "vacancies.csv"]);
    let installation = TestInstallation::open(&folder);
    assert_eq!(installation.index().snapshot().count(), 300);
    assert_equal_rankings(&folder, &installation, candidates, vacancies);
    killed
}

#[test]
fn repeatedly_killed_reindexing_leaves_a_consistent_index() {
    let folder = TestFolder::new();
    write_settings(&folder, None);
    let (candidates, vacancies) = (generate_candidates(203, 400), generate_vacancies(203, 6));
    folder.write("candidates.csv", candidates.csv(Style::PLAIN));
    folder.write("vacancies.csv", vacancies.csv(Style::PLAIN));
    folder.run_ok(&["import", "vacancies", "vacancies.csv"]);
    folder.run_ok(&["import", "candidates", "candidates.csv"]);
    let mut killed = 0;
    // A quick process may be over before its change is seen: such a round counts for nothing.
    let mut rounds = 0..60;
    while killed < 4
        && let Some(round) = rounds.next()
    {
        let before = files(&folder.path("data"));
        // The last time it is killed at once, whatever it has done by then.
        let changing = |data: &Path| files(data) != before || killed == 3;
        killed += usize::from(killed_when(&folder, &["reindex"], changing));
        let installation = TestInstallation::open(&folder);
        // At any time the index is either the complete old one or the complete new one.
        assert_eq!(installation.index().snapshot().count(), 400, "round {round}");
        installation.catch_up();
    }
    assert!(killed >= 3, "it was really killed: {killed} times");
    assert_equal_rankings(&folder, &TestInstallation::open(&folder), &candidates, &vacancies);
}
