//! An index that is damaged, or belongs to another database than the one beside it, is built anew, and said.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use diesel::connection::SimpleConnection;
use passerelle::installation::Installation;
use ranking::{Indexer, Rankings};
use storage::{AnyConnection, StorageError, events};

use crate::generator::{Style, generate_candidates, generate_vacancies};
use crate::test_folder::TestFolder;
use crate::test_installation::{TestInstallation, for_each_database_kind, write_settings};

/// Imports invented candidates, all or the first of them.
fn import(folder: &TestFolder, seed: u64, rows: usize) -> String {
    folder.write("candidates.csv", generate_candidates(seed, rows).csv(Style::PLAIN));
    let run = folder.run(&["import", "candidates", "candidates.csv", "--update"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.stderr
}

/// The folder of the only programme's index.
fn index_folder(folder: &TestFolder) -> PathBuf {
    let entries = fs::read_dir(folder.path("data/index")).expect("indexes").flatten().map(|entry| entry.path());
    let folders: Vec<PathBuf> = entries.filter(|path| path.file_name().is_some_and(|name| name != "lock")).collect();
    match folders.as_slice() {
        [only] => only.clone(),
        other => panic!("one index is expected: {other:?}"),
    }
}

/// The number of candidates in the index, as those who rank find it.
fn indexed(folder: &TestFolder) -> u64 {
    TestInstallation::open(folder).index().snapshot().count()
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder").flatten() {
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).expect("a copy");
    }
}

fn cut(file: &Path) {
    let length = fs::metadata(file).expect("a file").len();
    File::options().write(true).open(file).and_then(|file| file.set_len(length / 2)).expect("cut");
}

fn overwrite(file: &Path) {
    let length = fs::metadata(file).expect("a file").len();
    fs::write(file, vec![b'x'; length as usize]).expect("overwritten");
}

fn put_folder(file: &Path) {
    fs::remove_file(file).expect("removed");
    fs::create_dir(file).expect("a folder");
}

fn remove(file: &Path) {
    fs::remove_file(file).expect("removed");
}

#[test]
fn a_damaged_index_is_built_anew() {
    type Damage = fn(&Path);
    let damages: [(&str, Damage); 5] = [
        ("cut", cut),
        ("emptied", |file| drop(File::create(file).expect("emptied"))),
        ("overwritten", overwrite),
        ("removed", remove),
        ("replaced by a folder", put_folder),
    ];
    let whole = TestFolder::new();
    write_settings(&whole, None);
    import(&whole, 301, 40);
    // A second segment, and a deletion in the first.
    import(&whole, 302, 20);
    let files = fs::read_dir(index_folder(&whole)).expect("the index").flatten().map(|entry| entry.file_name());
    let files: Vec<String> = files.map(|name| name.to_string_lossy().into_owned()).collect();
    for needed in [".fast", ".store", ".term", ".idx", "meta.json", ".managed.json"] {
        assert!(files.iter().any(|file| file.ends_with(needed)), "{needed} is missing from {files:?}");
    }
    let installation = TestInstallation::open(&whole);
    let count = installation.index().snapshot().count();
    let opened = |indexes: &Path| {
        let Installation { database, reference, .. } = &installation.inner;
        let rankings = Rankings::new(database.clone(), reference.clone(), indexes.to_owned());
        Arc::new(rankings.expect("rankings can be served"))
    };
    for (number, file) in files.iter().enumerate() {
        for (of_damage, (what, damage)) in damages.into_iter().enumerate() {
            // Each file in two ways; all together in all.
            if file != "meta.json" && ![number % 5, (number + 2) % 5].contains(&of_damage) {
                continue;
            }
            let is_lock = file.ends_with(".lock");
            if is_lock && what != "replaced by a folder" {
                continue;
            }
            let folder = TestFolder::new();
            let indexes = folder.path("index");
            copy(&whole.path("data/index"), &indexes);
            damage(&indexes.join(installation.programme.to_string()).join(file));
            let counted = |rankings: &Rankings| {
                let programme = rankings.of(installation.programme).expect("the programme is there");
                programme.index().expect("the index can be used").snapshot().count()
            };
            let rankings = opened(&indexes);
            let mut indexer = Indexer::new(rankings.clone()).expect("there is no other indexer");
            indexer.catch_up(&mut |_| {}).expect("the index is built anew");
            indexer.close().expect("the writer is closed");
            assert_eq!(counted(&rankings), count, "{file} {what}");
            assert_eq!(counted(&opened(&indexes)), count, "{file} {what}: what is on the disk is right too");
        }
    }
}

#[test]
fn commands_say_that_they_build_an_index_anew_and_reindex_works_whatever_is_there() {
    let folder = TestFolder::new();
    write_settings(&folder, None);
    import(&folder, 303, 30);
    fs::write(index_folder(&folder).join("meta.json"), "{").expect("damaged");
    let said = import(&folder, 303, 30);
    assert!(said.contains("the index of programme ma-be is damaged") && said.contains("it is built anew"), "{said}");
    assert_eq!((import(&folder, 303, 30).as_str(), indexed(&folder)), ("", 30));
    let index = index_folder(&folder);
    let reindexed = || {
        let said = folder.run_ok(&["reindex"]);
        assert!(said.contains("indexed 30 candidates"), "{said}");
        assert_eq!(indexed(&folder), 30);
    };
    fs::write(index.join("meta.json"), "{").expect("damaged");
    reindexed();
    fs::remove_dir_all(&index).and_then(|()| fs::write(&index, "a file")).expect("a file in place of the folder");
    reindexed();
    fs::remove_dir_all(folder.path("data/index")).expect("removed");
    reindexed();
    // What a killed process left is removed, and so is a lock that isn't one.
    let half_built = index.with_extension("new");
    copy(&index, &half_built);
    fs::remove_file(folder.path("data/index/lock")).expect("removed");
    fs::create_dir(folder.path("data/index/lock")).expect("a folder");
    let said = import(&folder, 303, 30);
    assert!(!said.contains("built anew"), "{said}");
    assert_eq!((index_folder(&folder), indexed(&folder)), (index, 30));
}

#[test]
fn a_damage_while_the_index_is_open_is_repaired_with_the_next_change() {
    for_each_database_kind(|folder| {
        import(folder, 304, 30);
        let installation = TestInstallation::open(folder);
        assert_eq!(installation.index().snapshot().count(), 30);
        let index = index_folder(folder);
        for entry in fs::read_dir(&index).expect("the index").flatten() {
            cut(&entry.path());
        }
        assert_eq!(installation.index().snapshot().count(), 30, "what was read is still there");
        installation.change(&installation.all_candidates()[0].reference, |profile| {
            profile.hours_min = Some("11".parse().expect("hours"))
        });
        installation.catch_up();
        assert_eq!(installation.index().snapshot().count(), 30);
        assert_eq!(indexed(folder), 30);
    });
}

#[test]
fn an_older_database_beside_a_newer_index_is_recognised() {
    let folder = TestFolder::new();
    write_settings(&folder, None);
    import(&folder, 305, 20);
    let backup = folder.path("backup.db");
    let database = folder.path("data/passerelle.db");
    copy(&database, &backup);
    import(&folder, 306, 50);
    assert_eq!(indexed(&folder), TestInstallation::open(&folder).all_candidates().len() as u64);
    let restore = || {
        for name in ["data/passerelle.db-wal", "data/passerelle.db-shm"] {
            let _ = fs::remove_file(folder.path(name));
        }
        copy(&backup, &database);
    };
    // The log of the database ends before the index.
    restore();
    let refused = TestInstallation::open(&folder).rankings.index().err().map(|error| error.to_string());
    assert!(refused.is_some_and(|error| error.contains("built anew")), "what isn't there any more must not be found");
    let said = import(&folder, 305, 20);
    assert!(said.contains("another copy of the database was put back: it is built anew"), "{said}");
    assert_eq!(indexed(&folder), 20);
    // It has grown beyond the index, with other events.
    copy(&database, &backup);
    import(&folder, 307, 30);
    let newer = folder.path("newer-index");
    copy(&folder.path("data/index"), &newer);
    restore();
    fs::remove_dir_all(folder.path("data/index")).expect("removed");
    import(&folder, 308, 90);
    fs::remove_dir_all(folder.path("data/index")).expect("removed");
    copy(&newer, &folder.path("data/index"));
    let said = import(&folder, 308, 90);
    assert!(said.contains("another copy of the database was put back: it is built anew"), "{said}");
    assert_eq!(indexed(&folder), TestInstallation::open(&folder).all_candidates().len() as u64);
}

#[test]
fn an_index_beside_a_new_database_is_discarded() {
    let folder = TestFolder::new();
    write_settings(&folder, None);
    import(&folder, 309, 30);
    let of_old = index_folder(&folder);
    fs::remove_file(folder.path("data/passerelle.db")).expect("removed");
    let said = import(&folder, 310, 10);
    assert!(said.contains("belongs to another database: it is removed"), "{said}");
    assert_eq!(indexed(&folder), 10);
    assert!(!of_old.exists(), "people whom the database doesn't have are not kept");
}

#[test]
fn the_index_of_another_installation_or_programme_is_recognised() {
    let (one, other) = (TestFolder::new(), TestFolder::new());
    for (folder, seed, rows) in [(&one, 311, 30), (&other, 312, 10)] {
        write_settings(folder, None);
        import(folder, seed, rows);
    }
    let index = index_folder(&other);
    fs::remove_dir_all(&index).expect("removed");
    copy(&index_folder(&one), &index);
    let said = import(&other, 312, 10);
    assert!(said.contains("the index of programme ma-be belongs to another database: it is built anew"), "{said}");
    assert_eq!(indexed(&other), 10);
    let installation = TestInstallation::open(&other);
    other.run_ok(&["programme", "create", "second", "--corridor", "ma-be"]);
    let programmes = installation.inner.database.read(access::programmes::list).expect("programmes");
    let second = programmes.iter().find(|programme| programme.code == "second").expect("it is there").id;
    copy(&index, &index.with_file_name(second.to_string()));
    let run = other.run(&["--programme", "ma-be", "import", "candidates", "candidates.csv"]);
    assert!(run.stderr.contains("the index of programme second belongs to another programme"), "{}", run.stderr);
}

#[test]
fn a_database_whose_events_were_cut_while_it_was_in_use_gets_its_index_anew() {
    for_each_database_kind(|folder| {
        import(folder, 313, 30);
        let installation = TestInstallation::open(folder);
        let end = installation.inner.database.read(events::end_of_log).expect("an end").position;
        let cut = format!(
            "DELETE FROM events WHERE position > {0}; UPDATE log_sequence SET last_event = {0}, \
             last_event_hash = (SELECT hash FROM events WHERE position = {0});",
            end - 5
        );
        let cut = installation.inner.database.write(|transaction| {
            match transaction.connection() {
                AnyConnection::Sqlite(file) => {
                    file.batch_execute(&format!("DROP TRIGGER events_are_kept_on_delete; {cut}"))
                }
                AnyConnection::Postgres(server) => {
                    server.batch_execute(&format!("ALTER TABLE events DISABLE TRIGGER events_are_kept; {cut}"))
                }
            }
            .map_err(StorageError::from)
        });
        cut.expect("the events are cut");
        installation.catch_up();
        let position = installation.index().snapshot().position;
        assert_eq!((position, installation.index().snapshot().count()), (end - 5, 30));
    });
}

#[test]
fn a_small_installation_without_vacancies_or_candidates_has_an_index_too() {
    let folder = TestFolder::new();
    write_settings(&folder, None);
    folder.write("vacancies.csv", generate_vacancies(314, 2).csv(Style::PLAIN));
    folder.run_ok(&["import", "vacancies", "vacancies.csv"]);
    let said = folder.run_ok(&["reindex"]);
    assert!(said.contains("indexed 0 candidates"), "{said}");
    fs::remove_file(index_folder(&folder).join("meta.json")).expect("removed");
    let run = folder.run(&["import", "vacancies", "vacancies.csv"]);
    assert!(run.stderr.contains("it is built anew"), "{}", run.stderr);
}
