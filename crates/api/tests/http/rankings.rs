use serde_json::{Value, json};

use crate::client::redacted;
use crate::fixture::{DAY, Fixture, nurse, nurse_with, nursing_post, on_each_database, with};

/// A candidate who is ready, one to verify, one near miss and one without consent.
fn register_candidates(fixture: &Fixture) -> Vec<candidate_profile::Candidate> {
    vec![
        fixture.candidate("ready", nurse()),
        fixture.candidate("to-verify", nurse_with(json!({ "shifts": null }))),
        fixture.candidate("near-miss", nurse_with(json!({ "settings": ["hospital"] }))),
        fixture.candidate("silent", nurse_with(json!({ "consent": false }))),
    ]
}

#[test]
fn a_ranking_lists_candidates_with_reasons() {
    on_each_database(async |fixture| {
        let (people, vacancy) = (register_candidates(fixture), fixture.vacancy("v1", nursing_post()));
        fixture.index();
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        let address = format!("/api/v1/vacancies/{}/ranking?as_of={DAY}", vacancy.id);
        let ranking = recruiter.get(&address).await.ok();
        assert_eq!(
            ranking["counts"],
            json!({ "ready": 1, "reachable": 0, "to_verify": 1, "near_miss": 1, "excluded": 1 })
        );
        assert_eq!(ranking["ranking"][0]["candidate"], people[0].pseudonym);
        assert_eq!(ranking["ranking"][1]["candidate"], people[1].pseudonym);
        assert_eq!(ranking["near_misses"], json!([{ "rule": "setting", "count": 1 }]));
        assert!(
            !ranking.to_string().contains(&people[3].pseudonym),
            "a candidate without consent is counted and never listed"
        );
        insta::assert_json_snapshot!("ranking", redacted(&ranking));

        let none = recruiter.get(&format!("{address}&top=0")).await.ok();
        assert_eq!((&none["ranking"], &none["counts"]), (&json!([]), &ranking["counts"]));
    });
}

#[test]
fn reasons_are_sentences_where_a_language_is_given() {
    on_each_database(async |fixture| {
        register_candidates(fixture);
        let vacancy = fixture.vacancy("v1", nursing_post());
        fixture.index();
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        for language in ["nl", "fr", "en", "ar"] {
            let address = format!("/api/v1/vacancies/{}/ranking?as_of={DAY}&language={language}", vacancy.id);
            let ranking = recruiter.get(&address).await.ok();
            let rules = ranking["ranking"][1]["rules"].as_array().cloned().unwrap_or_default();
            assert!(rules.iter().all(|rule| rule["text"].as_str().is_some_and(|text| !text.is_empty())), "{rules:?}");
            let shifts = rules.iter().find(|rule| rule["code"] == "shifts").expect("the shifts");
            assert!(shifts["question"].is_string(), "{shifts}");
        }
        let address = format!("/api/v1/vacancies/{}/ranking?language=de", vacancy.id);
        recruiter.get(&address).await.problem(400, "malformed-query");
    });
}

#[test]
fn near_misses_and_requirement_impacts_have_their_own_addresses() {
    on_each_database(async |fixture| {
        register_candidates(fixture);
        let vacancy = fixture.vacancy("v1", nursing_post());
        fixture.index();
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        let of = |part: &str| format!("/api/v1/vacancies/{}/{part}?as_of={DAY}", vacancy.id);
        let near = recruiter.get(&of("near-misses")).await.ok();
        insta::assert_json_snapshot!("near_misses", redacted(&near));
        let impacts = recruiter.get(&of("requirement-impacts")).await.ok();
        let setting = impacts["requirement_impacts"]
            .as_array()
            .and_then(|impacts| impacts.iter().find(|impact| impact["requirement"] == "setting"));
        assert_eq!(
            setting,
            Some(
                &json!({ "requirement": "setting", "relaxation": "without", "ready": 1, "reachable": 0, "to_verify": 0 })
            )
        );
        insta::assert_json_snapshot!("requirement_impacts", redacted(&impacts));
    });
}

#[test]
fn an_employer_gets_the_outcome_of_pay_and_never_the_minimum_pay() {
    on_each_database(async |fixture| {
        register_candidates(fixture);
        let vacancy = fixture.vacancy("v1", nursing_post());
        fixture.index();
        let address = format!("/api/v1/vacancies/{}/ranking?as_of={DAY}&language=en", vacancy.id);
        let pay = |ranking: &Value| -> Value {
            let rules = ranking["ranking"][0]["rules"].as_array().cloned().unwrap_or_default();
            rules.into_iter().find(|rule| rule["code"] == "pay").expect("pay")
        };
        let seen = fixture.as_actor(&fixture.recruiter()).await.get(&address).await;
        assert!(!seen.text.contains("2917") && !seen.text.contains("2,917"), "{}", seen.text);
        let seen = pay(&seen.ok());
        assert_eq!((&seen["outcome"], &seen["found"]), (&json!("met"), &Value::Null));
        let officer = fixture.as_actor(&fixture.officer()).await.get(&address).await.ok();
        assert_eq!(pay(&officer)["found"], "2917");
    });
}

#[test]
fn a_ranking_can_be_replayed_from_its_record() {
    on_each_database(async |fixture| {
        register_candidates(fixture);
        let vacancy = fixture.vacancy("v1", nursing_post());
        fixture.index();
        let address = format!("/api/v1/vacancies/{}/ranking?as_of={DAY}", vacancy.id);
        for actor in [fixture.officer(), fixture.recruiter()] {
            let client = fixture.as_actor(&actor).await;
            let record = client.get(&address).await.ok()["record"].as_str().unwrap_or_default().to_owned();
            let replay = client.get(&format!("/api/v1/records/{record}")).await.ok();
            assert_eq!(
                replay,
                json!({ "record": record, "same": true, "untouched": true, "people": 2, "differences": [] }),
                "{actor:?}"
            );
            let stranger = fixture.as_actor(&fixture.other_recruiter()).await;
            stranger.get(&format!("/api/v1/records/{record}")).await.problem(403, "forbidden");
        }
        let officer = fixture.as_actor(&fixture.officer()).await;
        officer.get(&format!("/api/v1/records/{}", uuid::Uuid::now_v7())).await.problem(404, "not-found");
    });
}

#[test]
fn a_vacancy_is_ranked_for_its_employer_and_while_it_is_open() {
    on_each_database(async |fixture| {
        let past = with(nursing_post(), json!({ "valid_until": "2026-11-30" }));
        let (vacancy, expired) = (fixture.vacancy("v1", nursing_post()), fixture.vacancy("v2", past));
        fixture.index();
        let ranking = |id| format!("/api/v1/vacancies/{id}/ranking?as_of={DAY}");
        let stranger = fixture.as_actor(&fixture.other_recruiter()).await;
        stranger.get(&ranking(vacancy.id)).await.problem(403, "forbidden");
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        recruiter.get(&ranking(expired.id)).await.problem(409, "not-ranked");
        recruiter.get(&ranking(vocabulary::VacancyId::new())).await.problem(404, "not-found");
    });
}

#[test]
fn a_candidate_gets_opportunities_without_consent_too() {
    on_each_database(async |fixture| {
        let people = register_candidates(fixture);
        fixture.vacancy("v1", nursing_post());
        fixture.index();
        for (candidate, shown) in [(&people[0], true), (&people[3], false)] {
            let client = fixture.as_actor(&access::Actor::candidate(candidate.id, fixture.programme)).await;
            let address = format!("/api/v1/candidates/{}/opportunities?as_of={DAY}", candidate.id);
            let found = client.get(&address).await.ok();
            assert_eq!(found["opportunities"][0]["shown"], shown);
            assert_eq!(found["opportunities"][0]["ranked"]["standing"], "ready");
            if shown {
                insta::assert_json_snapshot!("opportunities", redacted(&found));
            }
        }
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        recruiter.get(&format!("/api/v1/candidates/{}/opportunities", people[0].id)).await.problem(403, "forbidden");
    });
}

#[test]
fn a_search_finds_consenting_candidates_in_pages() {
    on_each_database(async |fixture| {
        let people = register_candidates(fixture);
        fixture.vacancy("v1", nursing_post());
        fixture.index();
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        let first = recruiter.get("/api/v1/search/candidates?q=ouderenzorg&language=nl&limit=2").await.ok();
        assert_eq!(first["items"].as_array().map(Vec::len), Some(2));
        let next = first["next"].as_str().expect("another page");
        let address = format!("/api/v1/search/candidates?q=ouderenzorg&language=nl&limit=2&cursor={next}");
        let second = recruiter.get(&address).await.ok();
        assert_eq!((second["items"].as_array().map(Vec::len), second.get("next")), (Some(1), None));
        assert!(![first, second].iter().any(|page| page.to_string().contains(&people[3].pseudonym)));
    });
}

#[test]
fn a_search_finds_open_vacancies() {
    on_each_database(async |fixture| {
        fixture.vacancy("v1", nursing_post());
        fixture.index();
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        let found = recruiter.get("/api/v1/search/vacancies?q=ouderenzorg&language=nl").await.ok();
        insta::assert_json_snapshot!("found_vacancies", redacted(&found));
        recruiter.get("/api/v1/search/vacancies").await.problem(400, "malformed-query");
        recruiter.get("/api/v1/search/vacancies?q=%20").await.problem(400, "malformed-query");
    });
}
