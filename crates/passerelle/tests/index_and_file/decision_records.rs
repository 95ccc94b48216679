//! A decision record replays to the same bytes, whatever has changed since, and a record that was changed is detected.

use access::Actor;
use diesel::sql_types::{Binary, Text};
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use ranking::RankingError;
use ranking::decision_record::Replay;
use ranking::decision_records::replay;
use ranking::programme_rankings::ServedRanking;
use serde_json::Value;
use storage::{AnyConnection, StorageError};
use uuid::Uuid;

use crate::generator::{Style, generate_candidates, generate_vacancies};
use crate::test_folder::TestFolder;
use crate::test_installation::{TestInstallation, for_each_database_kind};

/// Imports candidates and vacancies, and serves a ranking for each vacancy.
fn served(folder: &TestFolder) -> (TestInstallation, Vec<ServedRanking>) {
    folder.write("candidates.csv", generate_candidates(301, 120).csv(Style::PLAIN));
    folder.write("vacancies.csv", generate_vacancies(301, 12).csv(Style::PLAIN));
    folder.run_ok(&["import", "candidates", "candidates.csv"]);
    folder.run_ok(&["import", "vacancies", "vacancies.csv"]);
    let installation = TestInstallation::open(folder);
    let ranked = installation.open_vacancies().into_values().filter_map(|id| installation.rank(id, true).ok());
    let ranked: Vec<ServedRanking> = ranked.filter(|served| served.record.ranked.len() > 2).collect();
    assert!(ranked.len() > 4, "enough vacancies list candidates: {}", ranked.len());
    (installation, ranked)
}

#[derive(QueryableByName)]
struct Body {
    #[diesel(sql_type = Binary)]
    body: Vec<u8>,
}

fn body(installation: &TestInstallation, record: Uuid) -> String {
    let query = sql_query(format!("SELECT body FROM decision_records WHERE id = '{record}'"));
    let read = installation.inner.database.read(|connection| {
        let found: Result<Body, _> = match connection {
            AnyConnection::Sqlite(connection) => query.get_result(connection),
            AnyConnection::Postgres(connection) => query.get_result(connection),
        };
        found.map_err(StorageError::from)
    });
    let body = read.expect("the record is there").body;
    String::from_utf8(zstd::decode_all(body.as_slice()).expect("zstd")).expect("UTF-8")
}

fn overwrite(installation: &TestInstallation, record: Uuid, body: &str) {
    let body = zstd::bulk::compress(body.as_bytes(), 1).expect("zstd");
    let written = installation.inner.database.write(|transaction| {
        let changed = match transaction.connection() {
            AnyConnection::Sqlite(connection) => sql_query("UPDATE decision_records SET body = ? WHERE id = ?")
                .bind::<Binary, _>(body)
                .bind::<Text, _>(record.to_string())
                .execute(connection),
            AnyConnection::Postgres(connection) => sql_query("UPDATE decision_records SET body = $1 WHERE id = $2")
                .bind::<Binary, _>(body)
                .bind::<Text, _>(record.to_string())
                .execute(connection),
        };
        changed.map_err(StorageError::from)
    });
    assert_eq!(written.expect("the database can be written"), 1);
}

/// Changes a stored record in the database, and replays it.
fn tampered_replay(installation: &TestInstallation, record: Uuid, change: impl FnOnce(&mut Value)) -> Replay {
    let mut kept: Value = serde_json::from_str(&body(installation, record)).expect("JSON");
    change(&mut kept);
    overwrite(installation, record, &kept.to_string());
    replay(&installation.inner.database, &Actor::operator(), record).expect("a record")
}

#[test]
fn a_replay_gives_the_same_bytes_after_everything_else_has_changed() {
    for_each_database_kind(|folder| {
        let (installation, ranked) = served(folder);
        for served in &ranked {
            let replay = replay(&installation.inner.database, &Actor::operator(), served.id).expect("a record");
            assert!(replay.same && replay.untouched, "{:?}", replay.differences);
            assert_eq!(replay.people, served.record.listed());
        }

        // Candidates change, one withdraws, and the vacancies and the criteria of the programme change.
        let all_candidates = installation.all_candidates();
        for candidate in all_candidates.iter().take(60) {
            installation.change(&candidate.reference, |profile| {
                profile.titles.clear();
                profile.languages.clear();
                profile.text = Some("A completely different text.".to_owned());
            });
        }
        installation.candidates().withdraw(&Actor::operator(), all_candidates[0].id, None).expect("withdrawn");
        folder.write("vacancies.csv", generate_vacancies(302, 12).csv(Style::PLAIN));
        folder.run_ok(&["import", "vacancies", "vacancies.csv", "--update"]);
        drop(installation);
        let criteria = include_str!("../../../../config/corridors/ma-be/nursing.toml");
        let criteria = criteria
            .replace("version = 1\n", "version = 2\n")
            .replace("weight = 260_000", "weight = 110_000")
            .replace("weight = 130_000", "weight = 280_000");
        folder.write("config/corridors/ma-be/nursing.toml", criteria);

        let installation = TestInstallation::open(folder);
        assert_eq!(installation.index().rules().any().weights_version, 2);
        for served in &ranked {
            let replay = replay(&installation.inner.database, &Actor::operator(), served.id).expect("a record");
            assert!(replay.same, "{:?}", replay.differences);
            let output = folder.run_ok(&["replay", &served.id.to_string()]);
            assert!(output.contains("the same, to the byte"), "{output}");
        }
        let current = installation.rankings_by_vacancy(true);
        let before = serde_json::to_value(ranked[0].ranking()).expect("JSON");
        assert!(current.values().all(|answer| *answer != before), "what is served now is something else");
    });
}

#[test]
fn a_replay_of_a_changed_record_shows_the_differences() {
    for_each_database_kind(|folder| {
        let (installation, ranked) = served(folder);
        let record = ranked[0].id;
        let candidate = ranked[0].record.ranked[1].name.clone();
        let replay = tampered_replay(&installation, record, |kept| {
            kept["ranked"][1]["facts"]["titles"] = serde_json::json!([{ "title": "midwife", "status": "declared" }]);
        });
        assert!(!replay.same && !replay.untouched);
        let differing: Vec<&str> = replay.differences.iter().map(|one| one.candidate.as_str()).collect();
        assert_eq!(differing, [candidate.as_str()]);
        assert!(replay.differences[0].now.contains("midwife") && !replay.differences[0].then.contains("midwife"));

        let run = folder.run(&["replay", &record.to_string()]);
        assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{}", run.stderr);
        for piece in
            [candidate.as_str(), "then:", "now:", "midwife", "candidates differ", "changed after it was written"]
        {
            assert!(run.stderr.contains(piece), "`{piece}` is missing from:\n{}", run.stderr);
        }
    });
}

#[test]
fn listed_near_misses_and_requirement_impacts_are_recorded() {
    for_each_database_kind(|folder| {
        let (installation, ranked) = served(folder);
        let named = |served: &&ServedRanking| served.record.near_misses.iter().any(|near| near.listed.len() > 1);
        let with_near = ranked.iter().find(named).expect("a ranking with near misses");
        let kept: Value = serde_json::from_str(&body(&installation, with_near.id)).expect("JSON");
        for near in kept["near_misses"].as_array().expect("near misses") {
            for listed in near["listed"].as_array().expect("candidates") {
                let rules = listed["output"]["rules"].as_array().expect("rules");
                let not_met: Vec<&Value> = rules.iter().filter(|rule| rule["outcome"] == "not-met").collect();
                assert_eq!(not_met.len(), 1, "{listed}");
                assert_eq!((&not_met[0]["code"], &listed["output"]["candidate"]), (&near["rule"], &listed["name"]));
            }
        }
        assert!(kept["requirement_impacts"].as_array().is_some_and(|impacts| !impacts.is_empty()));

        // A changed result of a near miss is detected.
        let position = with_near.record.near_misses.iter().position(|near| !near.listed.is_empty()).expect("one");
        let replay = tampered_replay(&installation, with_near.id, |kept| {
            kept["near_misses"][position]["listed"][0]["output"]["standing"] = "ready".into()
        });
        assert!(!replay.same && !replay.untouched);
    });
}

#[test]
fn a_question_has_one_record_until_something_changes() {
    for_each_database_kind(|folder| {
        let (installation, ranked) = served(folder);
        let first = &ranked[0];
        assert!(first.is_new);
        let again = installation.rank(first.vacancy, true).expect("ranked");
        assert_eq!((again.id, again.is_new, again.made_at), (first.id, false, first.made_at));
        assert_eq!(again.ranking(), first.ranking());
        assert_ne!(installation.rank(first.vacancy, false).expect("ranked").id, first.id, "another question");
        let listed = first.record.ranked[0].id;
        installation.candidates().withdraw(&Actor::operator(), listed, None).expect("withdrawn");
        let before = installation.rankings.read(&Actor::operator(), first.id).expect("the record");
        assert!(before.gone.contains(&listed), "also before the index has followed");
        installation.catch_up();
        let changed = installation.rank(first.vacancy, true).expect("ranked");
        assert!(changed.is_new && changed.record.all_listed().all(|one| one.id != listed));
        // What was said before stays, but for the person who withdrew.
        let before = installation.rankings.read(&Actor::operator(), first.id).expect("the record");
        assert_eq!(before.gone.iter().copied().collect::<Vec<_>>(), [listed]);
        assert_eq!(before.remaining(&before.record.ranked).count(), first.record.ranked.len() - 1);
    });
}

#[test]
fn a_changed_count_is_detected_by_the_audit_log() {
    for_each_database_kind(|folder| {
        let (installation, ranked) = served(folder);
        let record = ranked[0].id;
        let replay = tampered_replay(&installation, record, |kept| {
            kept["counts"]["ready"] = (kept["counts"]["ready"].as_u64().expect("a count") + 1).into();
        });
        assert!(replay.same && !replay.untouched, "counts aren't replayed: {replay:?}");
        let run = folder.run(&["replay", &record.to_string()]);
        assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{}", run.stderr);
        assert!(run.stderr.contains("changed after it was written"), "{}", run.stderr);
    });
}

#[test]
fn a_record_whose_rules_were_changed_is_detected_or_refused() {
    for_each_database_kind(|folder| {
        let (installation, ranked) = served(folder);
        let mut kept: Value =
            serde_json::to_value(installation.index().rules().any().as_ref()).expect("the rules as JSON");
        kept["settings"] = (0..17).map(|number| format!("setting-{number}")).collect::<Vec<_>>().into();
        let written = installation.inner.database.write(|transaction| {
            let body = kept.to_string().replace('\'', "''");
            let query = sql_query(format!("UPDATE rule_configs SET body = '{body}'"));
            let changed = match transaction.connection() {
                AnyConnection::Sqlite(connection) => query.execute(connection),
                AnyConnection::Postgres(connection) => query.execute(connection),
            };
            changed.map_err(StorageError::from)
        });
        assert!(written.expect("the database can be written") > 0);
        let error = replay(&installation.inner.database, &Actor::operator(), ranked[0].id).expect_err("17 settings");
        assert!(error.to_string().contains("17 settings; there may be at most 16"), "{error}");
    });
}

#[test]
fn a_record_holds_no_name_and_no_birth_date() {
    for_each_database_kind(|folder| {
        let (installation, ranked) = served(folder);
        for served in &ranked {
            let body = body(&installation, served.id);
            for hidden in ["Anna Maes", "O'Neill", "يوسف", "1980-02-29", "1999-12-31", "nationality", "birth"] {
                assert!(!body.contains(hidden), "`{hidden}` is in a record");
            }
        }
    });
}

#[test]
fn a_missing_record_is_reported() {
    for_each_database_kind(|folder| {
        let installation = TestInstallation::open(folder);
        let missing = Uuid::now_v7();
        let replay = replay(&installation.inner.database, &Actor::operator(), missing);
        assert!(matches!(replay, Err(RankingError::NoRecord)), "{replay:?}");
        let run = folder.run(&["replay", &missing.to_string()]);
        assert_eq!((run.code, run.stdout.as_str()), (1, ""));
        assert!(run.stderr.contains("no decision record"), "{}", run.stderr);
        assert_eq!(folder.run(&["replay", "v1"]).code, 2, "that is no identifier");
    });
}
