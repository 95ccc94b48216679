use serde_json::{Value, json};

use crate::client::settled;
use crate::world::{DAY, World, nurse, nurse_with, nursing_post, on_each_database, with};

/// One who is ready, one to verify, one near miss, one who didn't consent.
fn people(world: &World) -> Vec<candidate_profile::Candidate> {
    vec![
        world.candidate("ready", nurse()),
        world.candidate("to-verify", nurse_with(json!({ "shifts": null }))),
        world.candidate("near-miss", nurse_with(json!({ "settings": ["hospital"] }))),
        world.candidate("silent", nurse_with(json!({ "consent": false }))),
    ]
}

#[test]
fn a_ranking_tells_who_fits_and_why() {
    on_each_database(async |world| {
        let (people, vacancy) = (people(world), world.vacancy("v1", nursing_post()));
        world.index(&people, std::slice::from_ref(&vacancy));
        let recruiter = world.as_actor(&world.recruiter()).await;
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
            "who didn't consent is counted and never listed"
        );
        insta::assert_json_snapshot!("ranking", settled(&ranking));

        let none = recruiter.get(&format!("{address}&top=0")).await.ok();
        assert_eq!((&none["ranking"], &none["counts"]), (&json!([]), &ranking["counts"]));
    });
}

#[test]
fn reasons_come_in_words_where_a_language_is_asked_for() {
    on_each_database(async |world| {
        let (people, vacancy) = (people(world), world.vacancy("v1", nursing_post()));
        world.index(&people, std::slice::from_ref(&vacancy));
        let recruiter = world.as_actor(&world.recruiter()).await;
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
fn near_misses_and_what_each_must_costs_have_addresses_of_their_own() {
    on_each_database(async |world| {
        let (people, vacancy) = (people(world), world.vacancy("v1", nursing_post()));
        world.index(&people, std::slice::from_ref(&vacancy));
        let recruiter = world.as_actor(&world.recruiter()).await;
        let of = |part: &str| format!("/api/v1/vacancies/{}/{part}?as_of={DAY}", vacancy.id);
        let near = recruiter.get(&of("near-misses")).await.ok();
        insta::assert_json_snapshot!("near_misses", settled(&near));
        let musts = recruiter.get(&of("musts")).await.ok();
        let setting = musts["requirement_impacts"]
            .as_array()
            .and_then(|musts| musts.iter().find(|must| must["must"] == "setting"));
        assert_eq!(
            setting,
            Some(&json!({ "must": "setting", "easier": "without", "ready": 1, "reachable": 0, "to_verify": 0 }))
        );
        insta::assert_json_snapshot!("musts", settled(&musts));
    });
}

#[test]
fn an_employer_sees_what_came_of_pay_and_never_what_somebody_asks() {
    on_each_database(async |world| {
        let (people, vacancy) = (people(world), world.vacancy("v1", nursing_post()));
        world.index(&people, std::slice::from_ref(&vacancy));
        let address = format!("/api/v1/vacancies/{}/ranking?as_of={DAY}&language=en", vacancy.id);
        let pay = |ranking: &Value| -> Value {
            let rules = ranking["ranking"][0]["rules"].as_array().cloned().unwrap_or_default();
            rules.into_iter().find(|rule| rule["code"] == "pay").expect("pay")
        };
        let seen = world.as_actor(&world.recruiter()).await.get(&address).await;
        assert!(!seen.text.contains("2917") && !seen.text.contains("2,917"), "{}", seen.text);
        let seen = pay(&seen.ok());
        assert_eq!((&seen["outcome"], &seen["found"]), (&json!("met"), &Value::Null));
        let officer = world.as_actor(&world.officer()).await.get(&address).await.ok();
        assert_eq!(pay(&officer)["found"], "2917");
    });
}

#[test]
fn a_ranking_can_be_computed_again_by_its_record() {
    on_each_database(async |world| {
        let (people, vacancy) = (people(world), world.vacancy("v1", nursing_post()));
        world.index(&people, std::slice::from_ref(&vacancy));
        let address = format!("/api/v1/vacancies/{}/ranking?as_of={DAY}", vacancy.id);
        for actor in [world.officer(), world.recruiter()] {
            let client = world.as_actor(&actor).await;
            let record = client.get(&address).await.ok()["record"].as_str().unwrap_or_default().to_owned();
            let replay = client.get(&format!("/api/v1/records/{record}")).await.ok();
            assert_eq!(
                replay,
                json!({ "record": record, "same": true, "untouched": true, "people": 2, "differences": [] }),
                "{actor:?}"
            );
            let stranger = world.as_actor(&world.other_recruiter()).await;
            stranger.get(&format!("/api/v1/records/{record}")).await.problem(403, "forbidden");
        }
        let officer = world.as_actor(&world.officer()).await;
        officer.get(&format!("/api/v1/records/{}", uuid::Uuid::now_v7())).await.problem(404, "not-found");
    });
}

#[test]
fn a_vacancy_is_ranked_for_its_employer_and_while_it_is_open() {
    on_each_database(async |world| {
        let past = with(nursing_post(), json!({ "valid_until": "2026-11-30" }));
        let (vacancy, expired) = (world.vacancy("v1", nursing_post()), world.vacancy("v2", past));
        world.index(&[], &[vacancy.clone(), expired.clone()]);
        let ranking = |id| format!("/api/v1/vacancies/{id}/ranking?as_of={DAY}");
        let stranger = world.as_actor(&world.other_recruiter()).await;
        stranger.get(&ranking(vacancy.id)).await.problem(403, "forbidden");
        let recruiter = world.as_actor(&world.recruiter()).await;
        recruiter.get(&ranking(expired.id)).await.problem(409, "not-ranked");
        recruiter.get(&ranking(vocabulary::VacancyId::new())).await.problem(404, "not-found");
    });
}

#[test]
fn somebody_sees_what_suits_them_also_before_they_consent() {
    on_each_database(async |world| {
        let (people, vacancy) = (people(world), world.vacancy("v1", nursing_post()));
        world.index(&people, std::slice::from_ref(&vacancy));
        for (candidate, shown) in [(&people[0], true), (&people[3], false)] {
            let client = world.as_actor(&access::Actor::candidate(candidate.id).in_programme(world.programme)).await;
            let address = format!("/api/v1/candidates/{}/opportunities?as_of={DAY}", candidate.id);
            let found = client.get(&address).await.ok();
            assert_eq!(found["opportunities"][0]["shown"], shown);
            assert_eq!(found["opportunities"][0]["ranked"]["standing"], "ready");
            if shown {
                insta::assert_json_snapshot!("opportunities", settled(&found));
            }
        }
        let recruiter = world.as_actor(&world.recruiter()).await;
        recruiter.get(&format!("/api/v1/candidates/{}/opportunities", people[0].id)).await.problem(403, "forbidden");
    });
}

#[test]
fn words_find_people_who_consent_a_page_at_a_time() {
    on_each_database(async |world| {
        let (people, vacancy) = (people(world), world.vacancy("v1", nursing_post()));
        world.index(&people, std::slice::from_ref(&vacancy));
        let recruiter = world.as_actor(&world.recruiter()).await;
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
fn words_find_open_vacancies() {
    on_each_database(async |world| {
        let vacancy = world.vacancy("v1", nursing_post());
        world.index(&[], std::slice::from_ref(&vacancy));
        let recruiter = world.as_actor(&world.recruiter()).await;
        let found = recruiter.get("/api/v1/search/vacancies?q=ouderenzorg&language=nl").await.ok();
        insta::assert_json_snapshot!("found_vacancies", settled(&found));
        recruiter.get("/api/v1/search/vacancies").await.problem(400, "malformed-query");
        recruiter.get("/api/v1/search/vacancies?q=%20").await.problem(400, "malformed-query");
    });
}
