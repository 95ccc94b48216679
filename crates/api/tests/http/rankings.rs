use serde_json::{Value, json};

use crate::client::redacted;
use crate::fixture::{DAY, Fixture, nurse, nurse_with, nursing_post, on_each_database, with};

/// A candidate who is ready, one to verify, one near miss and one without consent.
fn register_candidates(fixture: &Fixture) -> Vec<candidate_profile::candidates::Indexable> {
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
        let answer = recruiter.rank(vacancy.id, "", &json!({ "as_of": DAY })).await;
        assert_eq!(answer.status, 201);
        let address = answer.header("location").to_owned();
        let ranking = answer.ok();
        assert_eq!(address, format!("/api/v1/rankings/{}", ranking["id"].as_str().expect("an id")));
        assert_eq!(recruiter.get(&address).await.ok(), ranking, "it is read as it was made");
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

        let none = recruiter.rank(vacancy.id, "", &json!({ "as_of": DAY, "top": 0 })).await.ok();
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
            let language = format!("language={language}");
            let ranking = recruiter.rank(vacancy.id, &language, &json!({ "as_of": DAY })).await.ok();
            let rules = ranking["ranking"][1]["rules"].as_array().cloned().unwrap_or_default();
            assert!(rules.iter().all(|rule| rule["text"].as_str().is_some_and(|text| !text.is_empty())), "{rules:?}");
            let shifts = rules.iter().find(|rule| rule["code"] == "shifts").expect("the shifts");
            assert!(shifts["question"].is_string(), "{shifts}");
        }
        recruiter.rank(vacancy.id, "language=de", &json!({})).await.problem(400, "malformed-query");
        recruiter.rank(vacancy.id, "", &json!({ "top": 201 })).await.problem(422, "invalid");
        recruiter.rank(vacancy.id, "", &json!({ "day": DAY })).await.problem(422, "invalid");
    });
}

#[test]
fn near_misses_and_requirement_impacts_have_their_own_addresses() {
    on_each_database(async |fixture| {
        register_candidates(fixture);
        let vacancy = fixture.vacancy("v1", nursing_post());
        fixture.index();
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        let id = recruiter.rank(vacancy.id, "", &json!({ "as_of": DAY })).await.ok()["id"].clone();
        let of = |part: &str| format!("/api/v1/rankings/{}/{part}", id.as_str().expect("an id"));
        let near = recruiter.get(&of("near-misses")).await.ok();
        insta::assert_json_snapshot!("near_misses", redacted(&near));
        let impacts = recruiter.get(&of("requirement-impacts")).await.ok();
        let setting = impacts["requirement_impacts"]
            .as_array()
            .and_then(|impacts| impacts.iter().find(|impact| impact["requirement"] == "setting"));
        assert_eq!(
            setting,
            Some(&json!({
                "requirement": "setting",
                "relaxation": "without",
                "ready": { "fewer_than": 5 },
                "reachable": { "fewer_than": 5 },
                "to_verify": { "fewer_than": 5 }
            }))
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
        let question = json!({ "as_of": DAY });
        let pay = |ranking: &Value| -> Value {
            let rules = ranking["ranking"][0]["rules"].as_array().cloned().unwrap_or_default();
            rules.into_iter().find(|rule| rule["code"] == "pay").expect("pay")
        };
        let seen = fixture.as_actor(&fixture.recruiter()).await.rank(vacancy.id, "language=en", &question).await;
        assert!(!seen.text.contains("2917") && !seen.text.contains("2,917"), "{}", seen.text);
        let seen_whole = seen.ok();
        let seen = pay(&seen_whole);
        assert_eq!((&seen["outcome"], &seen["found"]), (&json!("met"), &Value::Null));
        let officer = fixture.as_actor(&fixture.officer()).await;
        let for_staff = officer.rank(vacancy.id, "language=en", &question).await.ok();
        assert_eq!(pay(&for_staff)["found"], "2917");
        // Who asks is part of the question, and what was said to staff isn't an employer's to read.
        let address = |ranking: &Value| format!("/api/v1/rankings/{}", ranking["id"].as_str().expect("an id"));
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        for part in ["", "/near-misses", "/requirement-impacts", "/replay"] {
            recruiter.get(&format!("{}{part}", address(&for_staff))).await.problem(404, "not-found");
        }
        assert_eq!(pay(&officer.get(&address(&seen_whole)).await.ok())["found"], Value::Null);
    });
}

#[test]
fn a_ranking_can_be_replayed_from_its_record() {
    on_each_database(async |fixture| {
        register_candidates(fixture);
        let vacancy = fixture.vacancy("v1", nursing_post());
        fixture.index();
        for actor in [fixture.officer(), fixture.recruiter()] {
            let client = fixture.as_actor(&actor).await;
            let made = client.rank(vacancy.id, "", &json!({ "as_of": DAY, "near_misses": 0 })).await.ok();
            let ranking = made["id"].as_str().unwrap_or_default().to_owned();
            let replay = client.get(&format!("/api/v1/rankings/{ranking}/replay")).await.ok();
            assert_eq!(
                replay,
                json!({ "ranking": ranking, "same": true, "untouched": true, "in_order": true, "people": 2, "differences": [] }),
                "{actor:?}"
            );
            let stranger = fixture.as_actor(&fixture.other_recruiter()).await;
            stranger.get(&format!("/api/v1/rankings/{ranking}/replay")).await.problem(404, "not-found");
        }
        let officer = fixture.as_actor(&fixture.officer()).await;
        officer.get(&format!("/api/v1/rankings/{}/replay", uuid::Uuid::now_v7())).await.problem(404, "not-found");
    });
}

#[test]
fn a_question_that_was_asked_is_answered_from_its_record() {
    on_each_database(async |fixture| {
        let people = register_candidates(fixture);
        let vacancy = fixture.vacancy("v1", nursing_post());
        fixture.index();
        let (recruiter, question) = (fixture.as_actor(&fixture.recruiter()).await, json!({ "as_of": DAY }));
        let made = recruiter.rank(vacancy.id, "", &question).await;
        assert_eq!(made.status, 201);
        let again = recruiter.rank(vacancy.id, "", &question).await;
        assert_eq!(again.status, 200);
        let made = made.ok();
        assert_eq!(again.ok(), made);
        let address = format!("/api/v1/rankings/{}", made["id"].as_str().expect("an id"));
        // One ranking and one reading are in the audit log.
        let entries = fixture.audit_actions();
        let count = |action: &str| entries.iter().filter(|one| *one == action).count();
        assert_eq!((count("rank-vacancy"), count("read-ranking")), (1, 1));

        fixture.withdraw(people[0].id);
        fixture.index();
        let changed = recruiter.rank(vacancy.id, "", &question).await;
        assert_eq!(changed.status, 201, "the data are others");
        assert_eq!(changed.ok()["ranking"].as_array().map(Vec::len), Some(1));
        let read = recruiter.get(&address).await.ok();
        assert_eq!((&read["left_out"], &read["counts"]), (&json!(1), &made["counts"]));
        assert!(!read.to_string().contains(&people[0].pseudonym), "{read}");
        assert_eq!(read["ranking"][0], made["ranking"][1]);
    });
}

#[test]
fn an_officer_asks_why_a_candidate_is_not_listed() {
    on_each_database(async |fixture| {
        let people = register_candidates(fixture);
        let vacancy = fixture.vacancy("v1", nursing_post());
        fixture.index();
        let address = |candidate| {
            format!("/api/v1/vacancies/{}/standing?candidate={candidate}&as_of={DAY}&language=en", vacancy.id)
        };
        let officer = fixture.as_actor(&fixture.officer()).await;
        for (person, standing) in people.iter().zip(["ready", "to_verify", "near_miss", "excluded"]) {
            let found = officer.get(&address(person.id)).await.ok();
            assert_eq!((&found["standing"], &found["candidate"]), (&json!(standing), &json!(person.pseudonym)));
        }
        let found = officer.get(&address(people[2].id)).await.ok();
        let not_met =
            found["rules"].as_array().and_then(|rules| rules.iter().find(|rule| rule["outcome"] == "not-met"));
        assert_eq!(not_met.map(|rule| &rule["code"]), Some(&json!("setting")));
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        recruiter.get(&address(people[2].id)).await.problem(403, "forbidden");
        officer.get(&address(vocabulary::CandidateId::new())).await.problem(404, "not-found");
        let without = format!("/api/v1/vacancies/{}/standing", vacancy.id);
        officer.get(&without).await.problem(400, "malformed-query");
    });
}

#[test]
fn a_vacancy_is_ranked_for_its_employer_and_while_it_is_open() {
    on_each_database(async |fixture| {
        let past = with(nursing_post(), json!({ "valid_until": "2026-11-30" }));
        let (vacancy, expired) = (fixture.vacancy("v1", nursing_post()), fixture.vacancy("v2", past));
        fixture.index();
        let question = json!({ "as_of": DAY });
        let stranger = fixture.as_actor(&fixture.other_recruiter()).await;
        stranger.rank(vacancy.id, "", &question).await.problem(404, "not-found");
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        recruiter.rank(expired.id, "", &question).await.problem(409, "not-ranked");
        recruiter.rank(vocabulary::VacancyId::new(), "", &question).await.problem(404, "not-found");
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
