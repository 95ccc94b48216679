use access::{Actor, Role};
use actix_web::test::TestRequest;
use serde_json::{Value, json};
use storage::audit;

use crate::client::redacted;
use crate::fixture::{nurse, nurse_with, on_each_database, stated, with};

#[test]
fn a_registered_candidate_has_a_version_and_is_returned_without_personal_data() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        let new =
            json!({ "reference": "c1", "profile": stated(nurse()), "personal_data": { "name": "Planted-Name" } });
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
        let new = json!({ "profile": stated(nurse()) });
        let first = officer.post_with_key("/api/v1/candidates", "key-1", &new).await;
        let second = officer.post_with_key("/api/v1/candidates", "key-1", &new).await;
        assert_eq!((first.status.as_u16(), second.status.as_u16()), (201, 201));
        assert_eq!(first.text, second.text);
        assert_eq!(first.header("location"), second.header("location"));
        assert_eq!((first.header("idempotency-replayed"), second.header("idempotency-replayed")), ("", "true"));
        let other = json!({ "profile": stated(nurse_with(json!({ "consent": false }))) });
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
        let new = json!({ "profile": stated(nurse()) });
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
        let right =
            officer.post_with_key("/api/v1/candidates", "key-1", &json!({ "profile": stated(nurse()) })).await;
        assert_eq!(right.status.as_u16(), 201);
    });
}

#[test]
fn a_change_must_name_the_current_version() {
    on_each_database(async |fixture| {
        let candidate = fixture.candidate("c1", nurse());
        let officer = fixture.as_actor(&fixture.officer()).await;
        let address = format!("/api/v1/candidates/{}", candidate.id);
        let change = json!({ "profile": stated(nurse_with(json!({ "hours_max": "30" }))) });

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
            "languages": [{ "language": "nl", "level": "B1", "evidence": "attested",
                "document": { "kind": "attestation", "issuer": "Invented school", "date": "2026-06-30" } }],
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
        let known = &profile["languages"][0];
        assert_eq!((&known["level"], &known["evidence"]), (&json!("B1"), &json!("attested")));
        assert_eq!(
            (&known["provenance"]["source"], &known["provenance"]["stated_by"]),
            (&json!("agency"), &json!("officer-1"))
        );
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
        // Her own word is no proof: what she may not state is refused, with what she may and who may state more.
        let higher = json!({ "titles": [{ "title": "midwife", "status": "licensed" }] });
        let problem = themselves.put(&at("titles"), 1, &higher).await.problem(422, "invalid");
        assert_eq!(
            (&problem["errors"][0]["field"], &problem["errors"][0]["value"]),
            (&json!("titles[0].status"), &json!("midwife@licensed"))
        );
        let expected = problem["errors"][0]["expected"].as_str().expect("text");
        assert!(
            expected.contains("at most `declared`") && expected.contains("a decision of an authority"),
            "{expected}"
        );
        let forged = json!({ "titles": [{ "title": "midwife", "provenance": { "source": "certificate" } }] });
        let problem = themselves.put(&at("titles"), 1, &forged).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], "titles[0].provenance");
        let declared = json!({ "titles": [{ "title": "midwife", "status": "declared" }] });
        let after = themselves.put(&at("titles"), 1, &declared).await.ok();
        assert_eq!(after["titles"][0]["provenance"]["source"], "decision", "what others asserted stays");
        assert_eq!(after["titles"][1]["provenance"]["source"], "candidate");
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
fn a_patch_of_ones_own_profile_proves_nothing() {
    on_each_database(async |fixture| {
        let candidate = fixture.candidate("c1", json!({ "consent": true }));
        let themselves = fixture.as_actor(&Actor::candidate(candidate.id, fixture.programme)).await;
        let address = format!("/api/v1/candidates/{}", candidate.id);
        let patch = |profile: Value| {
            let request = TestRequest::patch().uri(&address).insert_header(("If-Match", "\"v1\""));
            request.set_json(json!({ "profile": profile }))
        };
        let titles = json!([{ "title": "nurse-general-care", "status": "licensed" }]);
        let languages = json!([{ "language": "nl", "level": "C1", "evidence": "tested" }]);
        let both = json!({ "titles": titles, "languages": languages });
        let problem = themselves.send(patch(both)).await.problem(422, "invalid");
        let fields: Vec<&str> = problem["errors"]
            .as_array()
            .expect("errors")
            .iter()
            .filter_map(|error| error["field"].as_str())
            .collect();
        assert_eq!(fields, ["profile.titles[0].status", "profile.languages[0].evidence"]);
        let declared = json!({ "languages": [{ "language": "nl", "level": "C1" }] });
        let changed = themselves.send(patch(declared)).await.ok();
        assert_eq!(changed["profile"]["languages"][0]["provenance"]["source"], "candidate");
    });
}

#[test]
fn a_decision_is_entered_by_one_officer_and_confirmed_by_another() {
    on_each_database(async |fixture| {
        let candidate = fixture.candidate("c1", json!({ "consent": true }));
        let officer = fixture.as_actor(&fixture.officer()).await;
        let second = fixture.as_actor(&Actor::new("officer-2", Role::Officer, fixture.programme)).await;
        let themselves = fixture.as_actor(&Actor::candidate(candidate.id, fixture.programme)).await;
        let address = format!("/api/v1/candidates/{}/authority-decisions", candidate.id);
        let visum = json!({
            "title": "nurse-general-care",
            "kind": "visum",
            "authority": "SPF Santé publique",
            "reference": "REF1",
            "decided_on": "2026-03-02",
        });
        themselves.post(&address, &visum).await.problem(403, "forbidden");
        let wrong = with(visum.clone(), json!({ "authority": "nobody" }));
        let problem = officer.post(&address, &wrong).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], "authority");
        let entered = officer.post_with_key(&address, "key-1", &visum).await;
        assert_eq!(officer.post_with_key(&address, "key-1", &visum).await.header("idempotency-replayed"), "true");
        let id = entered.json()["id"].as_str().expect("an identifier").to_owned();
        officer.post(&address, &visum).await.problem(409, "conflict");

        let waiting = officer.get("/api/v1/authority-decisions?state=entered").await.ok();
        assert_eq!(
            (&waiting["items"][0]["id"], &waiting["items"][0]["entered_by"]),
            (&json!(id), &json!("officer-1"))
        );
        let review = |verb: &str| {
            let uri = format!("/api/v1/authority-decisions/{id}/{verb}");
            TestRequest::post().uri(&uri).insert_header(("If-Match", "\"v1\""))
        };
        officer.send(review("confirm")).await.problem(403, "forbidden");
        let confirmed = second.send(review("confirm")).await;
        assert_eq!(confirmed.header("etag"), "\"v2\"");
        second.send(review("refuse")).await.problem(412, "version-conflict");
        let own = themselves.get(&address).await.ok();
        assert_eq!((&own[0]["state"], &own[0]["reviewed_by"]), (&json!("confirmed"), &json!("officer-2")));
        let titles = themselves.get(&format!("/api/v1/candidates/{}/titles", candidate.id)).await.ok();
        assert_eq!(
            (&titles["titles"][0]["status"], &titles["titles"][0]["provenance"]["source"]),
            (&json!("licensed"), &json!("decision"))
        );
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        recruiter.get(&address).await.problem(403, "forbidden");
    });
}

#[test]
fn a_file_of_decisions_is_confirmed_as_a_whole_by_another_officer() {
    on_each_database(async |fixture| {
        fixture.candidate("c1", json!({ "consent": true }));
        let officer = fixture.as_actor(&fixture.officer()).await;
        let second = fixture.as_actor(&Actor::new("officer-2", Role::Officer, fixture.programme)).await;
        let send = |body: &str| {
            let request = TestRequest::post().uri("/api/v1/authority-decision-files");
            request.insert_header(("Content-Type", "text/csv")).set_payload(body.to_owned())
        };
        let header = "candidate,title,kind,authority,reference,date\n";
        let wrong = format!("{header}c1,nurse-general-care,visum,nobody,R1,2026-03-02\n");
        let problem = officer.send(send(&wrong)).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], "row 2, column authority");
        // A cell that its form doesn't show to be wrong is named in the same way.
        let later = format!("{header}c1,nurse-general-care,visum,fps-health,R1,2027-03-02\n");
        let problem = officer.send(send(&later)).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], "row 2, column date");
        assert_eq!(problem["errors"][0]["value"], "2027-03-02");
        let json = TestRequest::post().uri("/api/v1/authority-decision-files").set_json(json!({}));
        officer.send(json).await.problem(415, "unsupported-media-type");
        let right = format!("{header}c1,nurse-general-care,visum,FOD Volksgezondheid,R1,2026-03-02\n");
        let entered = officer.send(send(&right)).await.ok();
        assert_eq!(entered["entered"], 1);
        let confirm = format!("/api/v1/authority-decision-files/{}/confirm", entered["id"].as_str().expect("an id"));
        officer.post(&confirm, &json!({})).await.problem(403, "forbidden");
        assert_eq!(second.post(&confirm, &json!({})).await.ok()["confirmed"], 1);
        second.post(&confirm, &json!({})).await.problem(404, "not-found");
    });
}

#[test]
fn a_file_of_candidates_is_imported_and_its_decisions_are_confirmed_as_a_whole() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        let second = fixture.as_actor(&Actor::new("officer-2", Role::Officer, fixture.programme)).await;
        let send = |query: &str, key: &str, body: &str| {
            let request = TestRequest::post().uri(&format!("/api/v1/candidate-imports{query}"));
            let request = request.insert_header(("Idempotency-Key", key.to_owned()));
            request.insert_header(("Content-Type", "text/csv")).set_payload(body.to_owned())
        };
        let file = "id,titles,titles_document,titles_decision,languages\n\
                    c1,nurse-general-care@licensed,nurse-general-care:diploma:ISPITS Rabat:2024-07-15,\
                    nurse-general-care:visum:fps-health:2026-03-02:R1,nl:B2@tested\n\
                    c2,nurse-basic@documented,,,\n";
        let preview = officer.send(send("?dry_run=true", "k0", file)).await;
        assert_eq!(preview.status, 200);
        let preview = preview.ok();
        assert_eq!((&preview["created"], preview["notes"].as_array().map(Vec::len)), (&json!(2), Some(3)));
        assert_eq!(officer.get("/api/v1/candidates").await.ok()["items"], json!([]), "nothing is written");

        let answer = officer.send(send("", "k1", file)).await;
        assert_eq!(answer.status, 201);
        let decisions = answer.header("location").to_owned();
        let again = officer.send(send("", "k1", file)).await;
        assert_eq!((again.text.as_str(), again.header("idempotency-replayed")), (answer.text.as_str(), "true"));
        let imported = answer.ok();
        let of = |row: u64, column: &str, kept: &str, reason: &str| {
            (json!(row), json!(column), json!(kept), json!(reason))
        };
        let notes: Vec<_> = imported["notes"].as_array().expect("notes").iter().collect();
        let notes: Vec<_> = notes
            .into_iter()
            .map(|note| (note["row"].clone(), note["column"].clone(), note["kept"].clone(), note["reason"].clone()))
            .collect();
        assert_eq!(
            notes,
            [
                of(2, "titles", "documented", "decision-entered"),
                of(2, "languages", "declared", "no-language-document"),
                of(3, "titles", "declared", "no-title-document"),
            ]
        );
        assert_eq!(imported["decisions"]["entered"], 1);
        let waiting = officer.get(&decisions).await.ok();
        assert_eq!((&waiting["items"][0]["state"], &waiting["items"][1]), (&json!("entered"), &Value::Null));
        let file_id = imported["decisions"]["file"].as_str().expect("an identifier");
        let confirm = format!("/api/v1/authority-decision-files/{file_id}/confirm");
        officer.post(&confirm, &json!({})).await.problem(403, "forbidden");
        assert_eq!(second.post(&confirm, &json!({})).await.ok()["confirmed"], 1);
        let items = officer.get("/api/v1/candidates").await.ok()["items"].clone();
        let statuses: Vec<&str> = items[0]["profile"]["titles"]
            .as_array()
            .expect("titles")
            .iter()
            .filter_map(|held| held["status"].as_str())
            .collect();
        assert_eq!(statuses, ["documented", "licensed"]);
        let imports = fixture.audit_actions().into_iter().filter(|action| action == "import-candidates").count();
        assert_eq!(imports, 2, "an entry for each candidate");

        // Other content needs `update`, and each row that can't be taken is named.
        let other = file.replace("nl:B2@tested", "nl:C1");
        let problem = officer.send(send("", "k2", &other)).await.problem(422, "invalid");
        assert_eq!((&problem["errors"][0]["field"], &problem["errors"][0]["value"]), (&json!("row 2"), &json!("c1")));
        let changed = officer.send(send("?update=true", "k3", &other)).await.ok();
        assert_eq!((&changed["changed"], &changed["unchanged"]), (&json!(1), &json!(1)));

        // A school's file is its own word, and is of the school.
        let registrar = fixture.as_actor(&fixture.registrar()).await;
        let of_school = registrar.send(send("", "k4", file)).await;
        assert_eq!(of_school.header("location"), "/api/v1/candidates");
        let of_school = of_school.ok();
        assert_eq!((&of_school["created"], &of_school["decisions"]), (&json!(2), &Value::Null));
        let reasons =
            of_school["notes"].as_array().expect("notes").iter().all(|note| note["reason"] == "schools-word");
        assert!(reasons, "{of_school}");
        let json_body = TestRequest::post().uri("/api/v1/candidate-imports").set_json(json!({}));
        officer.send(json_body).await.problem(415, "unsupported-media-type");
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        recruiter.send(send("", "k5", file)).await.problem(403, "forbidden");
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
        officer.put(&address, 2, &json!({ "profile": stated(nurse()) })).await.problem(409, "conflict");
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
        client.get(&format!("/api/v1/candidates/{}", other.id)).await.problem(404, "not-found");
        client.get("/api/v1/candidates").await.problem(403, "forbidden");
    });
}
