use access::{Actor, Role};
use serde_json::{Value, json};
use storage::audit;

use crate::client::redacted;
use crate::fixture::{nurse, nurse_with, on_each_database};

#[test]
fn a_registered_candidate_has_a_version_and_is_returned_without_personal_data() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        let new = json!({ "reference": "c1", "profile": nurse(), "personal_data": { "name": "Planted-Name" } });
        let created = officer.post("/api/v1/candidates", &new).await;
        assert_eq!((created.status.as_u16(), created.header("etag")), (201, "\"v1\""));
        let address = created.header("location").to_owned();
        insta::assert_json_snapshot!("candidate_registered", redacted(&created.json()));

        let read = officer.get(&address).await;
        assert_eq!(read.header("etag"), "\"v1\"");
        assert!(!read.text.contains("Planted-Name"), "{}", read.text);
        insta::assert_json_snapshot!("candidate", redacted(&read.json()));
    });
}

#[test]
fn a_request_sent_twice_with_one_key_registers_once_and_gets_the_same_response() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        let new = json!({ "profile": nurse() });
        let first = officer.post_with_key("/api/v1/candidates", "key-1", &new).await;
        let second = officer.post_with_key("/api/v1/candidates", "key-1", &new).await;
        assert_eq!((first.status.as_u16(), second.status.as_u16()), (201, 201));
        assert_eq!(first.text, second.text);
        assert_eq!(first.header("location"), second.header("location"));
        assert_eq!((first.header("idempotency-replayed"), second.header("idempotency-replayed")), ("", "true"));
        let other = json!({ "profile": nurse_with(json!({ "consent": false })) });
        let reused = officer.post_with_key("/api/v1/candidates", "key-1", &other).await;
        reused.problem(422, "idempotency-key-reused");

        let page = officer.get("/api/v1/candidates").await.ok();
        assert_eq!(page["items"].as_array().map(Vec::len), Some(1));
        // The same key of another caller is another key.
        let registrar = fixture.as_actor(&fixture.registrar()).await;
        let theirs = registrar.post_with_key("/api/v1/candidates", "key-1", &new).await;
        assert_ne!(theirs.header("location"), first.header("location"));
    });
}

#[test]
fn concurrent_requests_with_one_key_register_once() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        let new = json!({ "profile": nurse() });
        let send = || officer.post_with_key("/api/v1/candidates", "key-1", &new);
        let (a, b, c, d) = tokio::join!(send(), send(), send(), send());
        let places: Vec<&str> = [&a, &b, &c, &d].map(|answer| answer.header("location")).to_vec();
        assert!(places.iter().all(|place| !place.is_empty() && *place == places[0]), "{places:?}");
    });
}

#[test]
fn a_failed_creation_can_be_sent_again_with_its_key() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        let wrong = json!({ "profile": { "hours_min": "38", "hours_max": "19" } });
        officer.post_with_key("/api/v1/candidates", "key-1", &wrong).await.problem(422, "invalid");
        let right = officer.post_with_key("/api/v1/candidates", "key-1", &json!({ "profile": nurse() })).await;
        assert_eq!(right.status.as_u16(), 201);
    });
}

#[test]
fn a_change_must_name_the_current_version() {
    on_each_database(async |fixture| {
        let candidate = fixture.candidate("c1", nurse());
        let officer = fixture.as_actor(&fixture.officer()).await;
        let address = format!("/api/v1/candidates/{}", candidate.id);
        let change = json!({ "profile": nurse_with(json!({ "hours_max": "30" })) });

        let request = actix_web::test::TestRequest::put().uri(&address).set_json(&change);
        officer.send(request).await.problem(428, "version-required");
        let request = actix_web::test::TestRequest::put().uri(&address).insert_header(("If-Match", "*"));
        officer.send(request.set_json(&change)).await.problem(428, "version-required");
        let conflict = officer.put(&address, 7, &change).await.problem(412, "version-conflict");
        assert!(conflict["detail"].as_str().is_some_and(|detail| detail.contains("version 1")), "{conflict}");

        let changed = officer.put(&address, 1, &change).await;
        assert_eq!(changed.header("etag"), "\"v2\"");
        assert_eq!(changed.ok()["profile"]["hours_max"], "30");
        officer.put(&address, 1, &change).await.problem(412, "version-conflict");
    });
}

#[test]
fn a_patch_changes_its_fields_and_no_others() {
    on_each_database(async |fixture| {
        let candidate = fixture.candidate("c1", nurse());
        let officer = fixture.as_actor(&fixture.officer()).await;
        let address = format!("/api/v1/candidates/{}", candidate.id);
        let patch = json!({ "profile": { "driving_licence": null, "hours_min": "20" } });
        let changed = officer.patch(&address, 1, &patch).await.ok();
        assert_eq!(changed["version"], 2);
        assert_eq!(changed["profile"]["hours_min"], "20");
        assert_eq!(changed["profile"]["hours_max"], "38");
        assert_eq!(changed["profile"].get("driving_licence"), None);

        let phone = json!({ "personal_data": { "phone": "+32 400 00 00 00" } });
        officer.patch(&address, 2, &phone).await.ok();
        let personal_data = officer.get(&format!("{address}/personal-data")).await.ok();
        assert_eq!(personal_data["personal_data"]["phone"], "+32 400 00 00 00");
        assert_eq!(personal_data["personal_data"]["name"], "Planted-Name-c1");

        let wrong = json!({ "profile": { "languages": [{ "language": "nl", "level": "B9" }] } });
        let problem = officer.patch(&address, 3, &wrong).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], "profile.languages[0].level");
        assert_eq!(problem["errors"][0]["value"], "B9");
    });
}

#[test]
fn parts_have_versions_of_their_own_so_that_two_people_do_not_collide() {
    on_each_database(async |fixture| {
        let candidate = fixture.candidate("c1", nurse());
        let officer = fixture.as_actor(&fixture.officer()).await;
        let themselves = fixture.as_actor(&Actor::candidate(candidate.id, fixture.programme)).await;
        let address = format!("/api/v1/candidates/{}", candidate.id);
        let at = |part: &str| format!("{address}/{part}");

        let titles = officer.get(&at("titles")).await;
        assert_eq!(
            (titles.header("etag"), titles.json()["titles"][0]["title"].clone()),
            ("\"v1\"", json!("nurse-general-care"))
        );
        let languages = json!({
            "languages": [{ "language": "nl", "level": "B1", "evidence": "attested" }],
            "languages_complete": true,
        });
        let changed = officer.put(&at("languages"), 1, &languages).await;
        assert_eq!(changed.header("etag"), "\"v2\"");
        let preferences = themselves.get(&at("preferences")).await;
        assert_eq!(preferences.header("etag"), "\"v1\"", "the officer changed another part");
        let mut content = preferences.json()["preferences"].clone();
        assert_eq!((content.get("titles"), content.get("languages")), (None, None));
        content["hours_max"] = json!("30");
        let preferences = json!({ "preferences": content });
        assert_eq!(themselves.put(&at("preferences"), 1, &preferences).await.header("etag"), "\"v2\"");
        let name = json!({ "personal_data": { "name": "Planted-Name-new" } });
        assert_eq!(themselves.put(&at("personal-data"), 1, &name).await.header("etag"), "\"v2\"");
        assert_eq!(officer.get(&at("personal-data")).await.header("etag"), "\"v2\"");

        let whole = officer.get(&address).await;
        assert_eq!(whole.header("etag"), "\"v4\"", "a change of any part is a new version of the whole");
        let profile = whole.json()["profile"].clone();
        assert_eq!(profile["languages"], languages["languages"]);
        assert_eq!(officer.get(&at("languages")).await.json()["languages_complete"], true);
        assert_eq!(profile["hours_max"], "30");

        themselves.put(&at("languages"), 1, &languages).await.problem(412, "version-conflict");
        let wrong = json!({ "titles": [{ "title": "nurse", "status": "documented" }] });
        let problem = officer.put(&at("titles"), 1, &wrong).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], "titles");
        let mixed = json!({ "preferences": { "titles": [{ "title": "midwife" }] } });
        let problem = officer.put(&at("preferences"), 2, &mixed).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], "preferences.titles");
        let wrong = json!({ "preferences": { "hours_min": "38", "hours_max": "19" } });
        let problem = officer.put(&at("preferences"), 2, &wrong).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], "preferences.hours_min");
        let wrong = json!({ "personal_data": { "name": "Planted\u{7}Name" } });
        let problem = officer.put(&at("personal-data"), 2, &wrong).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], "personal_data.name");

        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        for part in ["titles", "languages", "preferences", "personal-data"] {
            recruiter.get(&at(part)).await.problem(403, "forbidden");
        }
        let higher = json!({ "titles": [{ "title": "midwife", "status": "licensed" }] });
        let lowered = themselves.put(&at("titles"), 1, &higher).await.ok();
        assert_eq!(lowered["titles"][0], json!({ "title": "midwife", "status": "documented" }));
        assert_eq!(lowered["downgrades"][0]["stated"], "licensed");
    });
}

#[test]
fn all_invalid_fields_of_a_profile_are_reported_together() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        let wrong = json!({
            "reference": "c1",
            "profile": { "specialisms": ["juggling"], "regions": ["BE99"], "hours_min": "38", "hours_max": "19" },
            "personal_data": { "name": "Planted\u{7}Name" }
        });
        let problem = officer.post("/api/v1/candidates", &wrong).await.problem(422, "invalid");
        let fields: Vec<&str> = problem["errors"]
            .as_array()
            .expect("errors")
            .iter()
            .filter_map(|error| error["field"].as_str())
            .collect();
        for field in ["profile.specialisms", "profile.regions", "profile.hours_min", "personal_data.name"] {
            assert!(fields.contains(&field), "{field} in {fields:?}");
        }
        assert!(!problem.to_string().contains("Planted"), "personal data isn't repeated: {problem}");
    });
}

#[test]
fn a_school_gets_the_statuses_that_were_downgraded() {
    on_each_database(async |fixture| {
        let registrar = fixture.as_actor(&fixture.registrar()).await;
        let created = registrar.post("/api/v1/candidates", &json!({ "profile": nurse() })).await.ok();
        assert_eq!(
            created["downgrades"],
            json!([{ "title": "nurse-general-care", "stated": "licensed", "kept": "documented" }])
        );
    });
}

#[test]
fn pages_contain_each_candidate_once_and_end() {
    on_each_database(async |fixture| {
        for number in 0..5 {
            fixture.candidate(&format!("c{number}"), nurse());
        }
        let officer = fixture.as_actor(&fixture.officer()).await;
        let (mut seen, mut address) = (Vec::new(), "/api/v1/candidates?limit=2".to_owned());
        for _ in 0..3 {
            let page = officer.get(&address).await.ok();
            seen.extend(page["items"].as_array().expect("items").iter().map(|item| item["reference"].clone()));
            let Some(next) = page["next"].as_str() else { break };
            address = format!("/api/v1/candidates?limit=2&cursor={next}");
        }
        assert_eq!(Value::Array(seen), json!(["c0", "c1", "c2", "c3", "c4"]));

        for wrong in ["limit=0", "limit=201", "limit=many", "cursor=x", "page=2"] {
            let problem = officer.get(&format!("/api/v1/candidates?{wrong}")).await.problem(400, "malformed-query");
            assert_eq!(problem["errors"][0]["field"], wrong.split('=').next().unwrap_or(""));
        }
    });
}

#[test]
fn a_read_of_the_cached_version_has_no_body() {
    on_each_database(async |fixture| {
        let candidate = fixture.candidate("c1", nurse());
        let officer = fixture.as_actor(&fixture.officer()).await;
        let request = actix_web::test::TestRequest::get().uri(&format!("/api/v1/candidates/{}", candidate.id));
        let answer = officer.send(request.insert_header(("If-None-Match", "\"v1\""))).await;
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (304, ""));
    });
}

#[test]
fn a_withdrawn_candidate_stays_withdrawn_and_cant_be_changed() {
    on_each_database(async |fixture| {
        let candidate = fixture.candidate("c1", nurse());
        let officer = fixture.as_actor(&fixture.officer()).await;
        let address = format!("/api/v1/candidates/{}", candidate.id);
        let withdraw = format!("{address}/withdraw");
        assert_eq!(officer.post(&withdraw, &json!({})).await.ok()["state"], "withdrawn");
        assert_eq!(officer.post(&withdraw, &json!({})).await.ok()["version"], 2);
        officer.put(&address, 2, &json!({ "profile": nurse() })).await.problem(409, "conflict");
    });
}

#[test]
fn few_roles_read_personal_data_and_every_read_is_in_the_audit_log() {
    on_each_database(async |fixture| {
        let candidate = fixture.candidate("c1", nurse());
        let address = format!("/api/v1/candidates/{}/personal-data", candidate.id);
        let officer = fixture.as_actor(&fixture.officer()).await;
        let personal_data = officer.get(&address).await.ok();
        assert_eq!(personal_data["personal_data"]["name"], "Planted-Name-c1");
        let manager = Actor::new("manager-1", Role::ProgrammeManager, fixture.programme);
        for actor in [fixture.recruiter(), manager, Actor::new("auditor-1", Role::Auditor, fixture.programme)] {
            fixture.as_actor(&actor).await.get(&address).await.problem(403, "forbidden");
        }
        let entries =
            fixture.context.database.read(|connection| audit::read(connection, 0, 100)).expect("an audit log");
        let readers: Vec<&str> = entries
            .iter()
            .filter(|entry| entry.action == "read-personal-data")
            .map(|entry| entry.actor.as_str())
            .collect();
        assert_eq!(readers, ["officer-1"]);
    });
}

#[test]
fn a_candidate_reads_their_own_profile_only() {
    on_each_database(async |fixture| {
        let (one, other) = (fixture.candidate("c1", nurse()), fixture.candidate("c2", nurse()));
        let client = fixture.as_actor(&Actor::candidate(one.id, fixture.programme)).await;
        assert_eq!(client.get(&format!("/api/v1/candidates/{}", one.id)).await.ok()["reference"], "c1");
        client.get(&format!("/api/v1/candidates/{}", other.id)).await.problem(403, "forbidden");
        client.get("/api/v1/candidates").await.problem(403, "forbidden");
    });
}
