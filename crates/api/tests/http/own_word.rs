//! A candidate's own word beside what somebody else has seen.

use access::Actor;
use serde_json::{Value, json};

use crate::fixture::{DAY, Fixture, nurse, nursing_post, on_each_database, with};

/// The rule of a language for the only candidate of a ranking, as the recruiter reads it.
async fn language_rule(fixture: &Fixture, reference: &str, asked: Value) -> Value {
    let vacancy = fixture.vacancy(reference, with(nursing_post(), asked));
    fixture.index();
    let recruiter = fixture.as_actor(&fixture.recruiter()).await;
    let ranking = recruiter.rank(vacancy.id, "language=en", &json!({ "as_of": DAY })).await.json();
    let rules = ranking["ranking"][0]["rules"].as_array().cloned().unwrap_or_else(|| panic!("{ranking}"));
    rules.into_iter().find(|rule| rule["code"] == "language.nl").expect("a rule")
}

/// The outcome of a rule, with what it found and the kind of its source.
fn outcome(rule: &Value) -> Value {
    json!([rule["outcome"], rule["found"], rule["source"]])
}

/// Replaces what a candidate or an officer states of the languages of somebody.
async fn state_languages(fixture: &Fixture, actor: &Actor, id: vocabulary::CandidateId, languages: Value) {
    let client = fixture.as_actor(actor).await;
    let address = format!("/api/v1/candidates/{id}/languages");
    let tag = client.get(&address).await.header("etag").to_owned();
    let version = tag.trim_matches(['"', 'v']).parse().expect("a version");
    client.put(&address, version, &json!({ "languages": languages })).await.ok();
}

#[test]
fn who_is_native_by_their_own_word_has_no_test() {
    on_each_database(async |fixture| {
        let person = fixture.candidate("c1", with(nurse(), json!({ "languages": [] })));
        let document = json!({ "kind": "CNaVT", "issuer": "KU Leuven", "date": "2026-05-20" });
        let tested = json!([{ "language": "nl", "level": "B1", "evidence": "tested", "document": document }]);
        state_languages(fixture, &fixture.officer(), person.id, tested).await;
        let own = Actor::candidate(person.id, fixture.programme);
        state_languages(fixture, &own, person.id, json!([{ "language": "nl", "level": "native" }])).await;
        for (reference, evidence) in [("v1", "tested"), ("v2", "attested"), ("v3", "declared")] {
            let asked = json!({ "languages": ["nl:C1"], "languages_evidence": evidence });
            let rule = language_rule(fixture, reference, asked).await;
            assert_eq!(outcome(&rule), json!(["unknown", "nl:native", "own-word"]), "{evidence}");
            assert!(rule["question"].is_string(), "what to ask is said: {rule}");
        }
        let enough = language_rule(fixture, "v4", json!({ "languages": ["nl:B1"], "languages_evidence": "tested" }));
        assert_eq!(outcome(&enough.await), json!(["met", "nl:B1", "test"]));

        // An officer who has seen a document says so, and no test is needed.
        let seen = json!([{ "language": "nl", "level": "native", "document": document }]);
        state_languages(fixture, &fixture.officer(), person.id, seen).await;
        let rule =
            language_rule(fixture, "v5", json!({ "languages": ["nl:C1"], "languages_evidence": "tested" })).await;
        assert_eq!(outcome(&rule), json!(["met", "nl:native", "document"]));
    });
}

#[test]
fn what_one_declares_beyond_a_test_is_to_be_verified() {
    on_each_database(async |fixture| {
        let tested = json!([{ "language": "nl", "level": "B1", "evidence": "tested" }]);
        let person = fixture.candidate("c1", with(nurse(), json!({ "languages": tested })));
        let own = Actor::candidate(person.id, fixture.programme);
        state_languages(fixture, &own, person.id, json!([{ "language": "nl", "level": "C1" }])).await;
        let rule = language_rule(fixture, "v1", json!({ "languages": ["nl:B2"] })).await;
        assert_eq!(outcome(&rule), json!(["unknown", "nl:C1", "own-word"]));
        assert!(rule["question"].is_string(), "what to ask is said: {rule}");
        let rule = language_rule(fixture, "v2", json!({ "languages": ["nl:B1"] })).await;
        assert_eq!(outcome(&rule), json!(["met", "nl:B1", "test"]));
    });
}

#[test]
fn what_one_may_not_state_is_named_by_its_place_and_in_a_sentence() {
    on_each_database(async |fixture| {
        let person = fixture.candidate("c1", nurse());
        let client = fixture.as_actor(&Actor::candidate(person.id, fixture.programme)).await;
        let titles = json!([
            { "title": "nurse-basic", "status": "declared" },
            { "title": "nurse-general-care", "status": "documented" },
        ]);
        let address = format!("/api/v1/candidates/{}/titles", person.id);
        let problem = client.put(&address, 1, &json!({ "titles": titles })).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], "titles[1].status");
        let expected = "at most `declared`, which the role candidate may state without a document; more needs the officer, the \
                        certifier or the operator, who names the document seen";
        assert_eq!(problem["errors"][0]["expected"], expected);
        assert_eq!(problem["detail"], format!("`titles[1].status` isn't right: expected {expected}"));
    });
}

#[test]
fn a_search_shows_each_title_once_with_its_best_source() {
    on_each_database(async |fixture| {
        let person = fixture.candidate("c1", nurse());
        let client = fixture.as_actor(&Actor::candidate(person.id, fixture.programme)).await;
        let own = json!({ "titles": [{ "title": "nurse-general-care", "status": "declared" }] });
        client.put(&format!("/api/v1/candidates/{}/titles", person.id), 1, &own).await.ok();
        fixture.index();
        for actor in [fixture.recruiter(), fixture.officer()] {
            let found = fixture.as_actor(&actor).await.get("/api/v1/search/candidates?q=verpleegkundige").await.ok();
            let title = json!({ "title": "nurse-general-care", "status": "licensed", "source": "decision" });
            assert_eq!(found["items"][0]["titles"], json!([title]));
        }
    });
}

#[test]
fn an_employer_reads_on_what_the_outcome_of_pay_rests() {
    on_each_database(async |fixture| {
        fixture.candidate("c1", nurse());
        fixture.candidate("c2", with(nurse(), json!({ "minimum_pay": null })));
        let vacancy = fixture.vacancy("v1", nursing_post());
        fixture.index();
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        let ranking = recruiter.rank(vacancy.id, "", &json!({ "as_of": DAY })).await.json();
        let pay = |place: usize| {
            let rules = ranking["ranking"][place]["rules"].as_array().cloned().expect("rules");
            rules.into_iter().find(|rule| rule["code"] == "pay").expect("a rule")
        };
        assert_eq!(outcome(&pay(0)), json!(["met", null, "own-word"]));
        assert_eq!(outcome(&pay(1)), json!(["unknown", null, null]), "nothing was stated");
    });
}
