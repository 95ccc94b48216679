//! A decision record is computed again to the same bytes, whatever has changed since; and a record that was meddled
//! with is found.

use access::Actor;
use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use ranking::decision_record::Replay;
use ranking::rankings::{RankingError, ServedRanking};
use serde_json::Value;
use storage::{AnyConnection, StorageError};
use uuid::Uuid;

use crate::generator::{Style, candidates, vacancies};
use crate::place::{Place, on_each_database};
use crate::test_folder::TestFolder;

/// People and vacancies in, and a ranking served for each vacancy.
fn served(installation: &TestFolder) -> (Place, Vec<ServedRanking>) {
    installation.write("people.csv", candidates(301, 120).csv(Style::PLAIN));
    installation.write("posts.csv", vacancies(301, 12).csv(Style::PLAIN));
    installation.done(&["import", "candidates", "people.csv"]);
    installation.done(&["import", "vacancies", "posts.csv"]);
    let place = Place::open(installation);
    let ranked = place.open_vacancies().into_values().filter_map(|id| place.rank(id, true).ok());
    let ranked: Vec<ServedRanking> = ranked.filter(|served| served.ranking.ranking.len() > 2).collect();
    assert!(ranked.len() > 4, "enough vacancies list people: {}", ranked.len());
    (place, ranked)
}

/// How many people a ranking lists, near misses included.
fn listed(served: &ServedRanking) -> usize {
    let near = served.ranking.near_misses.iter().map(|near| near.candidates.len());
    served.ranking.ranking.len() + near.sum::<usize>()
}

#[derive(QueryableByName)]
struct Body {
    #[diesel(sql_type = Text)]
    body: String,
}

fn body(place: &Place, record: Uuid) -> String {
    let query = sql_query(format!("SELECT body FROM decision_records WHERE id = '{record}'"));
    let read = place.workplace.database.read(|connection| {
        let found: Result<Body, _> = match connection {
            AnyConnection::Sqlite(connection) => query.get_result(connection),
            AnyConnection::Postgres(connection) => query.get_result(connection),
        };
        found.map_err(StorageError::from)
    });
    read.expect("the record is there").body
}

fn rewrite(place: &Place, record: Uuid, body: &str) {
    let body = body.replace('\'', "''");
    let query = sql_query(format!("UPDATE decision_records SET body = '{body}' WHERE id = '{record}'"));
    let written = place.workplace.database.write(|transaction| {
        let changed = match transaction.connection() {
            AnyConnection::Sqlite(connection) => query.execute(connection),
            AnyConnection::Postgres(connection) => query.execute(connection),
        };
        changed.map_err(StorageError::from)
    });
    assert_eq!(written.expect("the database can be written"), 1);
}

/// Changes what is kept of a ranking behind the program's back, and computes it again.
fn meddled(place: &Place, record: Uuid, change: impl FnOnce(&mut Value)) -> Replay {
    let mut kept: Value = serde_json::from_str(&body(place, record)).expect("JSON");
    change(&mut kept);
    rewrite(place, record, &kept.to_string());
    place.rankings.replay(&Actor::operator(), record).expect("a record")
}

#[test]
fn a_replay_gives_the_same_bytes_after_everything_else_has_changed() {
    on_each_database(|installation| {
        let (place, ranked) = served(installation);
        for served in &ranked {
            let replay = place.rankings.replay(&Actor::operator(), served.record).expect("a record");
            assert!(replay.same && replay.untouched, "{:?}", replay.differences);
            assert_eq!(replay.people, listed(served));
        }

        // Everybody changes, one takes themselves out, vacancies ask something else, and so does the programme.
        let everybody = place.everybody();
        for person in everybody.iter().take(60) {
            place.change(&person.reference, |profile| {
                profile.titles.clear();
                profile.languages.clear();
                profile.text = Some("Somebody else altogether.".to_owned());
            });
        }
        place.candidates().withdraw(&Actor::operator(), everybody[0].id).expect("withdrawn");
        installation.write("posts.csv", vacancies(302, 12).csv(Style::PLAIN));
        installation.done(&["import", "vacancies", "posts.csv", "--update"]);
        drop(place);
        let criteria = include_str!("../../../../config/criteria.toml");
        let criteria = criteria
            .replace("version = 1\n", "version = 2\n")
            .replace("weight = 260_000", "weight = 110_000")
            .replace("weight = 130_000", "weight = 280_000");
        installation.write("config/criteria.toml", criteria);

        let place = Place::open(installation);
        assert_eq!(place.index().config().weights_version, 2);
        for served in &ranked {
            let replay = place.rankings.replay(&Actor::operator(), served.record).expect("a record");
            assert!(replay.same, "{:?}", replay.differences);
            let said = installation.done(&["replay", &served.record.to_string()]);
            assert!(said.contains("the same, to the byte"), "{said}");
        }
        let anew = place.answers(true);
        let before = serde_json::to_value(&ranked[0].ranking).expect("JSON");
        assert!(anew.values().all(|answer| *answer != before), "what is served now is something else");
    });
}

#[test]
fn a_record_that_was_meddled_with_shows_what_it_says_now() {
    on_each_database(|installation| {
        let (place, ranked) = served(installation);
        let record = ranked[0].record;
        let whom = ranked[0].ranking.ranking[1].candidate.clone();
        let replay = meddled(&place, record, |kept| {
            kept["ranked"][1]["facts"]["titles"] = serde_json::json!([{ "title": "midwife", "status": "declared" }]);
        });
        assert!(!replay.same && !replay.untouched);
        let differing: Vec<&str> = replay.differences.iter().map(|one| one.candidate.as_str()).collect();
        assert_eq!(differing, [whom.as_str()]);
        assert!(replay.differences[0].now.contains("midwife") && !replay.differences[0].then.contains("midwife"));

        let run = installation.run(&["replay", &record.to_string()]);
        assert_eq!((run.code, run.answer.as_str()), (1, ""), "{}", run.notices);
        for piece in [whom.as_str(), "then:", "now:", "midwife", "came out otherwise", "changed after it was kept"] {
            assert!(run.notices.contains(piece), "`{piece}` is missing from:\n{}", run.notices);
        }
    });
}

#[test]
fn near_misses_that_were_named_and_what_musts_cost_are_kept() {
    on_each_database(|installation| {
        let (place, ranked) = served(installation);
        let named = |served: &&ServedRanking| served.ranking.near_misses.iter().any(|near| near.candidates.len() > 1);
        let with_near = ranked.iter().find(named).expect("somebody misses one thing");
        let kept: Value = serde_json::from_str(&body(&place, with_near.record)).expect("JSON");
        let said = kept["listed_near_misses"].as_array().expect("near misses").iter().map(|near| {
            let text = |key: &str| near["output"][key].as_str().expect("text").to_owned();
            (text("rule"), text("candidate"))
        });
        let mut said: Vec<(String, String)> = said.collect();
        let of = |near: &matching::ranking::NearMisses| {
            near.candidates.iter().map(|name| (near.rule.clone(), name.clone())).collect::<Vec<_>>()
        };
        let mut served: Vec<(String, String)> = with_near.ranking.near_misses.iter().flat_map(of).collect();
        said.sort();
        served.sort();
        assert_eq!(said, served);
        assert_eq!(
            kept["requirement_impacts"],
            serde_json::to_value(&with_near.ranking.requirement_impacts).expect("JSON")
        );
        assert!(!with_near.ranking.requirement_impacts.is_empty());

        // A hand that moves somebody from one near miss to another is seen, be it in what was said or in their facts.
        let replay =
            meddled(&place, with_near.record, |kept| kept["listed_near_misses"][0]["output"]["rule"] = "pay".into());
        assert!(!replay.same && !replay.untouched);
    });
}

#[test]
fn a_count_that_was_meddled_with_is_found_by_the_trail() {
    on_each_database(|installation| {
        let (place, ranked) = served(installation);
        let record = ranked[0].record;
        let replay = meddled(&place, record, |kept| {
            kept["counts"]["ready"] = (kept["counts"]["ready"].as_u64().expect("a count") + 1).into();
        });
        assert!(replay.same && !replay.untouched, "nothing that is computed again hangs on it: {replay:?}");
        let run = installation.run(&["replay", &record.to_string()]);
        assert_eq!((run.code, run.answer.as_str()), (1, ""), "{}", run.notices);
        assert!(run.notices.contains("changed after it was kept"), "{}", run.notices);
    });
}

#[test]
fn a_record_holds_no_name_and_no_birth_date() {
    on_each_database(|installation| {
        let (place, ranked) = served(installation);
        for served in &ranked {
            let body = body(&place, served.record);
            for hidden in ["Anna Maes", "O'Neill", "يوسف", "1980-02-29", "1999-12-31", "nationality", "birth"] {
                assert!(!body.contains(hidden), "`{hidden}` is in a record");
            }
        }
    });
}

#[test]
fn a_record_that_is_not_there_is_said_not_to_be() {
    on_each_database(|installation| {
        let place = Place::open(installation);
        let nowhere = Uuid::now_v7();
        let replay = place.rankings.replay(&Actor::operator(), nowhere);
        assert!(matches!(replay, Err(RankingError::NoRecord)), "{replay:?}");
        let run = installation.run(&["replay", &nowhere.to_string()]);
        assert_eq!((run.code, run.answer.as_str()), (1, ""));
        assert!(run.notices.contains("no decision record"), "{}", run.notices);
        assert_eq!(installation.run(&["replay", "v1"]).code, 2, "that is no identifier");
    });
}
