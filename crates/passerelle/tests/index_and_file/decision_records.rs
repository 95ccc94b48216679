//! A decision record replays to the same bytes, whatever has changed since, and a record that was changed is detected.

use access::Actor;
use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use ranking::RankingError;
use ranking::decision_record::Replay;
use ranking::programme_rankings::{ServedRanking, replay};
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
    let ranked: Vec<ServedRanking> = ranked.filter(|served| served.ranking.ranking.len() > 2).collect();
    assert!(ranked.len() > 4, "enough vacancies list candidates: {}", ranked.len());
    (installation, ranked)
}

/// Returns the number of candidates that a ranking lists, including near misses.
fn listed(served: &ServedRanking) -> usize {
    let near = served.ranking.near_misses.iter().map(|near| near.candidates.len());
    served.ranking.ranking.len() + near.sum::<usize>()
}

#[derive(QueryableByName)]
struct Body {
    #[diesel(sql_type = Text)]
    body: String,
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
    read.expect("the record is there").body
}

fn overwrite(installation: &TestInstallation, record: Uuid, body: &str) {
    let body = body.replace('\'', "''");
    let query = sql_query(format!("UPDATE decision_records SET body = '{body}' WHERE id = '{record}'"));
    let written = installation.inner.database.write(|transaction| {
        let changed = match transaction.connection() {
            AnyConnection::Sqlite(connection) => query.execute(connection),
            AnyConnection::Postgres(connection) => query.execute(connection),
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
            let replay = replay(&installation.inner.database, &Actor::operator(), served.record).expect("a record");
            assert!(replay.same && replay.untouched, "{:?}", replay.differences);
            assert_eq!(replay.people, listed(served));
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
        installation.candidates().withdraw(&Actor::operator(), all_candidates[0].id).expect("withdrawn");
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
            let replay = replay(&installation.inner.database, &Actor::operator(), served.record).expect("a record");
            assert!(replay.same, "{:?}", replay.differences);
            let output = folder.run_ok(&["replay", &served.record.to_string()]);
            assert!(output.contains("the same, to the byte"), "{output}");
        }
        let current = installation.rankings_by_vacancy(true);
        let before = serde_json::to_value(&ranked[0].ranking).expect("JSON");
        assert!(current.values().all(|answer| *answer != before), "what is served now is something else");
    });
}

#[test]
fn a_replay_of_a_changed_record_shows_the_differences() {
    for_each_database_kind(|folder| {
        let (installation, ranked) = served(folder);
        let record = ranked[0].record;
        let candidate = ranked[0].ranking.ranking[1].candidate.clone();
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
        let named = |served: &&ServedRanking| served.ranking.near_misses.iter().any(|near| near.candidates.len() > 1);
        let with_near = ranked.iter().find(named).expect("a ranking with near misses");
        let kept: Value = serde_json::from_str(&body(&installation, with_near.record)).expect("JSON");
        let output = kept["listed_near_misses"].as_array().expect("near misses").iter().map(|near| {
            let text = |key: &str| near["output"][key].as_str().expect("text").to_owned();
            (text("rule"), text("candidate"))
        });
        let mut output: Vec<(String, String)> = output.collect();
        let of = |near: &matching::ranking::NearMisses| {
            near.candidates.iter().map(|name| (near.rule.clone(), name.clone())).collect::<Vec<_>>()
        };
        let mut served: Vec<(String, String)> = with_near.ranking.near_misses.iter().flat_map(of).collect();
        output.sort();
        served.sort();
        assert_eq!(output, served);
        assert_eq!(
            kept["requirement_impacts"],
            serde_json::to_value(&with_near.ranking.requirement_impacts).expect("JSON")
        );
        assert!(!with_near.ranking.requirement_impacts.is_empty());

        // A changed rule of a near miss is detected.
        let replay = tampered_replay(&installation, with_near.record, |kept| {
            kept["listed_near_misses"][0]["output"]["rule"] = "pay".into()
        });
        assert!(!replay.same && !replay.untouched);
    });
}

#[test]
fn a_changed_count_is_detected_by_the_audit_log() {
    for_each_database_kind(|folder| {
        let (installation, ranked) = served(folder);
        let record = ranked[0].record;
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
fn a_record_whose_configuration_does_not_fit_the_columns_is_refused() {
    for_each_database_kind(|folder| {
        let (installation, ranked) = served(folder);
        let record = ranked[0].record;
        let mut kept: Value = serde_json::from_str(&body(&installation, record)).expect("JSON");
        kept["config"]["settings"] = (0..17).map(|number| format!("setting-{number}")).collect::<Vec<_>>().into();
        overwrite(&installation, record, &kept.to_string());
        let error = replay(&installation.inner.database, &Actor::operator(), record).expect_err("too many settings");
        assert!(error.to_string().contains("17 settings; there may be at most 16"), "{error}");
    });
}

#[test]
fn a_record_holds_no_name_and_no_birth_date() {
    for_each_database_kind(|folder| {
        let (installation, ranked) = served(folder);
        for served in &ranked {
            let body = body(&installation, served.record);
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
