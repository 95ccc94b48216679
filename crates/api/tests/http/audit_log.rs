//! The audit log over HTTP: auditors search and verify it, and a candidate gets proofs of what is in it about them, which
//! are checked here from the outside: from the pinned key, the response, and the public formats alone.

use access::{Actor, Role};
use actix_web::test::TestRequest;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use storage::checkpoint::Checkpoint;
use storage::merkle_tree::{Hash, hash_from_hex, is_included, leaf_hash};
use storage::signed_note::{SignedNote, VerifierKey};
use vocabulary::Scope;

use crate::fixture::{DAY, Fixture, nurse, nurse_with, nursing_post, on_each_database};

fn auditor(fixture: &Fixture) -> Actor {
    Actor::new("auditor-1", Role::Auditor, fixture.programme)
}

fn auditor_of_installation() -> Actor {
    Actor::new("auditor-2", Role::Auditor, Scope::Installation)
}

fn sha256(parts: &[&[u8]]) -> String {
    hex::encode(parts.iter().fold(Sha256::new(), |sha, part| sha.chain_update(part)).finalize())
}

fn from_base64(text: &str) -> Hash {
    // A checkpoint has its root in base64, so its reader reads any hash.
    format!("x\n1\n{text}\n").parse::<Checkpoint>().expect("a hash in base64").root
}

/// Checks the proof of an entry from the outside, and returns the leaf and the details.
fn checked(proof: &Value, pinned: &VerifierKey) -> (Value, Value) {
    let text = |key: &str| proof[key].as_str().unwrap_or_else(|| panic!("{key}: {proof}"));
    let whole = text("proof");
    let (head, note) = whole.split_once("\n\n").expect("a checkpoint after an empty line");
    let mut lines = head.lines();
    assert_eq!(lines.next(), Some("c2sp.org/tlog-proof@v1"));
    let index: u64 =
        lines.next().and_then(|line| line.strip_prefix("index ")).expect("index").parse().expect("a number");
    let path: Vec<Hash> = lines.map(from_base64).collect();
    let note: SignedNote = note.parse().expect("a signed note");
    note.verify(std::slice::from_ref(pinned)).expect("signed by the pinned key");
    let checkpoint: Checkpoint = note.text().parse().expect("a checkpoint");
    let leaf = text("leaf");
    assert!(is_included(&leaf_hash(leaf.as_bytes()), index, checkpoint.size, &path, &checkpoint.root));
    let leaf: Value = serde_json::from_str(leaf).expect("JSON");
    let salt = hex::decode(text("salt")).expect("hexadecimal");
    assert_eq!(leaf["details_hash"], sha256(&[&salt, text("details").as_bytes()]));
    (leaf, serde_json::from_str(text("details")).expect("JSON"))
}

#[test]
fn an_auditor_searches_the_log_of_the_programme_and_that_is_noted() {
    on_each_database(async |fixture| {
        let candidate = fixture.independent_candidate("c1", nurse());
        let officer = fixture.as_actor(&fixture.officer()).await;
        officer.get(&format!("/api/v1/candidates/{}", candidate.id)).await.ok();
        officer.get(&format!("/api/v1/candidates/{}/personal-data", candidate.id)).await.ok();
        let client = fixture.as_actor(&auditor(fixture)).await;
        let actions = |page: &Value| -> Vec<String> {
            let items = page["items"].as_array().cloned().unwrap_or_default();
            items.iter().map(|item| item["action"].as_str().unwrap_or_default().to_owned()).collect()
        };
        let about = client.get(&format!("/api/v1/audit-entries?subject={}", candidate.id)).await.ok();
        assert_eq!(actions(&about), ["import-candidates", "read-candidate", "read-personal-data"]);
        assert!(!about.to_string().contains("Planted"), "no personal data: {about}");
        for (filter, expected) in [
            ("action=read-personal-data", vec!["read-personal-data"]),
            ("actor=nobody", vec![]),
            ("role=recruiter", vec![]),
            ("role=auditor", vec!["read-audit-log"; 4]),
            ("until=2020-01-01", vec![]),
        ] {
            let page = client.get(&format!("/api/v1/audit-entries?{filter}")).await.ok();
            assert_eq!(actions(&page), expected, "{filter}");
        }
        // What there is to choose from is said.
        for (filter, choice) in [("action=zzz", "read-personal-data"), ("role=zzz", "auditor")] {
            let problem =
                client.get(&format!("/api/v1/audit-entries?{filter}")).await.problem(400, "malformed-query");
            let expected = problem["errors"][0]["expected"].as_str().unwrap_or_default();
            assert!(expected.contains(choice), "{filter}: {problem}");
        }
        // Pages follow each other.
        let first = client.get("/api/v1/audit-entries?limit=2").await.ok();
        let cursor = first["next"].as_str().expect("another page").to_owned();
        let second = client.get(&format!("/api/v1/audit-entries?limit=2&cursor={cursor}")).await.ok();
        assert_ne!(second["items"][0]["hash"], first["items"][1]["hash"]);
        let both = client.get("/api/v1/audit-entries?limit=4").await.ok();
        assert_eq!((&both["items"][1], &both["items"][2]), (&first["items"][1], &second["items"][0]));
        client.get("/api/v1/audit-entries?role=boss").await.problem(400, "malformed-query");
        client.get("/api/v1/audit-entries?from=yesterday").await.problem(400, "malformed-query");

        // Others may not, and an auditor of a programme sees nothing of others.
        officer.get("/api/v1/audit-entries").await.problem(403, "forbidden");
        let other = uuid::Uuid::now_v7();
        client.get(&format!("/api/v1/audit-entries?programme={other}")).await.problem(403, "forbidden");
        let whole = fixture.as_actor(&auditor_of_installation()).await;
        let all = whole.get("/api/v1/audit-entries?limit=200").await.ok();
        assert!(actions(&all).contains(&"create-programme".to_owned()), "{all}");
        // Positions count the entries of all programmes: an auditor of one gets none, in no form.
        assert!(all["items"][0]["position"].is_i64(), "{all}");
        for page in [&about, &first, &second, &both] {
            assert!(
                page["items"].as_array().expect("items").iter().all(|item| item.get("position").is_none()),
                "{page}"
            );
        }
        for cursor in [&first["next"], &second["next"]] {
            let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor.as_str().expect("a cursor")).expect("base64");
            let key = String::from_utf8_lossy(&bytes[16..]).into_owned();
            assert!(key.split(' ').all(|part| part.len() >= 32), "hash and subject: {key}");
        }
        let noted = client.get("/api/v1/audit-entries?action=read-audit-log").await.ok();
        assert!(noted["items"][0]["details"].get("after").is_none(), "{noted}");
        let one = whole.get(&format!("/api/v1/audit-entries?programme={}", fixture.programme)).await.ok();
        assert!(!one["items"].as_array().expect("items").is_empty());
    });
}

#[test]
fn an_auditor_of_the_installation_verifies_the_log() {
    on_each_database(async |fixture| {
        fixture.independent_candidate("c1", nurse());
        fixture.context.checkpoints.write(&fixture.context.database).expect("a checkpoint");
        let client = fixture.as_actor(&auditor_of_installation()).await;
        let verified = client.post("/api/v1/audit-log/verification", &json!({})).await.ok();
        assert_eq!((&verified["is_intact"], &verified["findings"]), (&json!(true), &json!([])));
        assert_eq!(verified["checkpoints"].as_array().map(Vec::len), Some(1), "{verified}");
        let noted = fixture.audit_actions();
        assert_eq!(noted.last().map(String::as_str), Some("verify-audit-log"));
        for actor in [auditor(fixture), fixture.officer()] {
            let client = fixture.as_actor(&actor).await;
            client.post("/api/v1/audit-log/verification", &json!({})).await.problem(403, "forbidden");
        }
        // An auditor of a programme hears which token is needed.
        let client = fixture.as_actor(&auditor(fixture)).await;
        let refused = client.post("/api/v1/audit-log/verification", &json!({})).await.problem(403, "forbidden");
        let detail = refused["detail"].as_str().expect("a detail");
        assert!(detail.contains("token --installation") && !detail.contains("own programme"), "{detail}");
    });
}

#[test]
fn a_candidate_sees_who_did_what_with_their_data_and_gets_the_proof() {
    on_each_database(async |fixture| {
        let (candidate, other) =
            (fixture.independent_candidate("c1", nurse()), fixture.independent_candidate("c2", nurse()));
        let officer = fixture.as_actor(&fixture.officer()).await;
        officer.get(&format!("/api/v1/candidates/{}", candidate.id)).await.ok();
        officer.get(&format!("/api/v1/candidates/{}", other.id)).await.ok();
        let own = fixture.as_actor(&Actor::candidate(candidate.id, fixture.programme)).await;
        let address = format!("/api/v1/candidates/{}/audit-entries", candidate.id);
        let page = own.get(&address).await;
        let text = page.text.clone();
        let page = page.ok();
        let items = page["items"].as_array().expect("items");
        assert_eq!(items.len(), 3, "the file names a decision of an authority: {page}");
        assert_eq!(
            (&items[2]["action"], &items[2]["role"], &items[2]["organisation_kind"]),
            (&json!("read-candidate"), &json!("officer"), &json!("agency"))
        );
        for hidden in ["officer-1", "position", &other.id.to_string(), &other.pseudonym] {
            assert!(!text.contains(hidden), "{hidden}: {text}");
        }
        let first = own.get(&format!("{address}?limit=1")).await.ok();
        let next = own.get(&format!("{address}?limit=1&cursor={}", first["next"].as_str().expect("more"))).await.ok();
        assert_eq!(next["items"][0], items[1]);

        let pinned = fixture.context.checkpoints.verifiers().next().expect("a key");
        let hash = items[2]["hash"].as_str().expect("a hash");
        let proof = own.get(&format!("{address}/{hash}/proof")).await.ok();
        let (leaf, _) = checked(&proof, &pinned);
        assert_eq!((&leaf["action"], &leaf["subject"]), (&json!("read-candidate"), &json!(candidate.id)));

        // Nobody else gets it: not another candidate, not staff, not for another's entry.
        let stranger = fixture.as_actor(&Actor::candidate(other.id, fixture.programme)).await;
        for (client, status, kind) in [(&stranger, 404, "not-found"), (&officer, 403, "forbidden")] {
            client.get(&address).await.problem(status, kind);
            client.get(&format!("{address}/{hash}/proof")).await.problem(status, kind);
        }
        let others = format!("/api/v1/candidates/{}/audit-entries/{hash}/proof", other.id);
        stranger.get(&others).await.problem(404, "not-found");
        own.get(&format!("{address}/{}/proof", "0".repeat(64))).await.problem(404, "not-found");
        let cursor = own.get(&format!("{address}?cursor=x")).await.problem(400, "malformed-query");
        assert_eq!(cursor["errors"][0]["field"], "cursor");
        own.get("/api/v1/candidates/x/audit-entries/y/proof").await.problem(404, "not-found");
    });
}

#[test]
fn a_candidate_gets_the_proof_of_what_a_ranking_said_without_what_it_said_of_others() {
    on_each_database(async |fixture| {
        let candidate = fixture.independent_candidate("ready", nurse());
        let other = fixture.independent_candidate("to-verify", nurse_with(json!({ "shifts": null })));
        let near = fixture.independent_candidate("near-miss", nurse_with(json!({ "settings": ["hospital"] })));
        let silent = fixture.independent_candidate("silent", nurse_with(json!({ "consent": false })));
        let vacancy = fixture.vacancy("v1", nursing_post());
        fixture.index();
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        let ranking = recruiter.rank(vacancy.id, "", &json!({ "as_of": DAY })).await.ok();
        let id = ranking["id"].as_str().expect("an id");
        let pinned = fixture.context.checkpoints.verifiers().next().expect("a key");
        for (listed, standing) in [(&candidate, "ready"), (&other, "to_verify"), (&near, "near_miss")] {
            let own = fixture.as_actor(&Actor::candidate(listed.id, fixture.programme)).await;
            let address = format!("/api/v1/candidates/{}/rankings", listed.id);
            let rankings = own.get(&address).await.ok();
            assert_eq!(rankings["items"].as_array().map(Vec::len), Some(1), "{rankings}");
            assert_eq!(
                (&rankings["items"][0]["id"], &rankings["items"][0]["output"]["standing"]),
                (&json!(id), &json!(standing))
            );
            let answer = own.get(&format!("{address}/{id}/proof")).await;
            for others in [&candidate, &other, &near, &silent].into_iter().filter(|one| one.id != listed.id) {
                assert!(!answer.text.contains(&others.pseudonym) && !answer.text.contains(&others.id.to_string()));
            }
            let proof = answer.ok();
            let (entry, details) = checked(&proof["entry"], &pinned);
            assert_eq!((&entry["action"], &details["record"]), (&json!("rank-vacancy"), &json!(id)));
            let text = |key: &str| proof[key].as_str().unwrap_or_else(|| panic!("{key}: {proof}"));
            let path: Vec<Hash> = proof["path"]
                .as_array()
                .expect("a path")
                .iter()
                .map(|hash| from_base64(hash.as_str().expect("text")))
                .collect();
            let covers: Value = serde_json::from_str(entry["covers"].as_str().expect("covers")).expect("JSON");
            let root = covers.as_array().expect("a list").iter().find(|one| one["kind"] == "listed-candidates");
            let root = hash_from_hex(root.expect("a root")["sha256"].as_str().expect("text")).expect("a hash");
            let (index, size) = (proof["index"].as_u64().expect("an index"), proof["size"].as_u64().expect("a size"));
            assert!(is_included(&leaf_hash(text("leaf").as_bytes()), index, size, &path, &root));
            let leaf: Value = serde_json::from_str(text("leaf")).expect("JSON");
            assert_eq!((&leaf["candidate"], &leaf["record"]), (&json!(listed.id), &json!(id)));
            assert_eq!(leaf["output_sha256"], sha256(&[text("output").as_bytes()]));
            assert!(text("output").contains(&listed.pseudonym));
        }
        // Who isn't listed has no proof, and nobody asks for another.
        let unlisted = fixture.as_actor(&Actor::candidate(silent.id, fixture.programme)).await;
        let address = format!("/api/v1/candidates/{}/rankings", silent.id);
        assert_eq!(unlisted.get(&address).await.ok()["items"], json!([]));
        unlisted.get(&format!("{address}/{id}/proof")).await.problem(404, "not-found");
        unlisted
            .get(&format!("/api/v1/candidates/{}/rankings/{id}/proof", candidate.id))
            .await
            .problem(404, "not-found");
        recruiter.get(&format!("/api/v1/candidates/{}/rankings", candidate.id)).await.problem(403, "forbidden");
    });
}

/// What a verification of the fixture's log finds.
fn findings(fixture: &Fixture) -> Vec<storage::audit_verification::Finding> {
    let verify = |connection: &mut storage::AnyConnection| {
        storage::audit_verification::verify(connection, &[], &mut ranking::covered_rows())
    };
    fixture.context.database.read(verify).expect("read").findings
}

#[test]
fn an_erased_entry_leaves_the_log_the_record_and_the_proofs_of_its_ranking_whole() {
    on_each_database(async |fixture| {
        let candidate = fixture.independent_candidate("ready", nurse());
        let vacancy = fixture.vacancy("v1", nursing_post());
        fixture.index();
        let recruiter = fixture.as_actor(&fixture.recruiter()).await;
        let ranking = recruiter.rank(vacancy.id, "", &json!({ "as_of": DAY })).await.ok();
        let id = ranking["id"].as_str().expect("an id");
        let whole = fixture.as_actor(&auditor_of_installation()).await;
        let entries = whole.get("/api/v1/audit-entries?limit=200").await.ok();
        for entry in entries["items"].as_array().expect("items") {
            let position = entry["position"].as_i64().expect("a position");
            access::audit_log::erase_details(&fixture.context.database, &Actor::operator(), position)
                .expect("erased");
        }
        assert_eq!(findings(fixture), []);
        let replayed = recruiter.get(&format!("/api/v1/rankings/{id}/replay")).await.ok();
        assert_eq!((&replayed["same"], &replayed["untouched"]), (&json!(true), &json!(true)), "{replayed}");
        let own = fixture.as_actor(&Actor::candidate(candidate.id, fixture.programme)).await;
        let proof = own.get(&format!("/api/v1/candidates/{}/rankings/{id}/proof", candidate.id)).await.ok();
        let leaf = proof["entry"]["leaf"].as_str().expect("a leaf");
        assert!(leaf.contains("listed-candidates") && proof["entry"].get("details").is_none(), "{proof}");
    });
}

#[test]
fn what_is_believed_of_people_decisions_vacancies_and_placements_cannot_be_edited_unnoticed() {
    use diesel::connection::SimpleConnection;
    use storage::StorageError;
    for attack in [
        "UPDATE authority_decisions SET state = 'confirmed', reviewed_by = 'forged', reviewed_at = entered_at
         WHERE state = 'entered'",
        "UPDATE authority_decisions SET reference = 'other' WHERE state = 'entered'",
        "UPDATE authority_decisions SET decided_on = '2020-01-01'",
        "UPDATE authority_decisions SET entered_by = 'other'",
        "DELETE FROM authority_decisions",
        "INSERT INTO authority_decisions SELECT candidate_id, programme_id, candidate_id, title, status, kind, authority,
         'forged', decided_on, state, file_id, entered_by, organisation_id, entered_at, reviewed_by, reviewed_at
         FROM authority_decisions WHERE state = 'entered'",
        "UPDATE candidate_assertions SET evidence = 'equivalent' WHERE kind = 'title'",
        "UPDATE candidate_assertions SET source = 'certificate' WHERE kind = 'title'",
        "UPDATE candidate_assertions SET stated_by = 'other'",
        "DELETE FROM candidate_assertions WHERE kind = 'language'",
        "INSERT INTO candidate_assertions SELECT candidate_id, kind, 9, value, evidence, source, source_id,
         organisation_id, stated_by, stated_on, document, expires_on, revoked_on FROM candidate_assertions
         WHERE kind = 'title' AND ordinal = 0",
        "UPDATE candidates SET state = 'withdrawn'",
        "UPDATE candidates SET preferences = '{}'",
        "UPDATE vacancies SET content = '{}'",
        "UPDATE vacancies SET state = 'closed'",
        "UPDATE organisations SET name = 'other' WHERE kind = 'school'",
        "UPDATE placements SET starts_on = '2020-01-01'",
        "DELETE FROM placements",
    ] {
        on_each_database(async |fixture| {
            let candidate = fixture.independent_candidate("c1", nurse());
            let vacancy = fixture.vacancy("v1", nursing_post());
            let officer = fixture.as_actor(&fixture.officer()).await;
            let address = format!("/api/v1/candidates/{}", candidate.id);
            officer.post(&format!("{address}/authority-decisions"), &visum("REF1")).await.ok();
            let new = json!({ "vacancy": vacancy.id, "candidate": candidate.id, "starts_on": "2027-03-01" });
            officer.post("/api/v1/placements", &new).await.ok();
            assert_eq!(findings(fixture), [], "before: {attack}");
            fixture
                .context
                .database
                .write(|transaction| Ok::<_, StorageError>(transaction.batch_execute(attack)?))
                .expect("attacked");
            let found = findings(fixture);
            assert!(!found.is_empty(), "{attack}");
        });
    }
}

fn visum(reference: &str) -> Value {
    json!({
        "title": "nurse-general-care",
        "kind": "visum",
        "authority": "SPF Santé publique",
        "reference": reference,
        "decided_on": "2026-03-02",
    })
}

#[test]
fn each_way_to_change_what_is_believed_leaves_the_log_whole() {
    on_each_database(async |fixture| {
        let candidate = fixture.independent_candidate("c1", nurse());
        let vacancy = fixture.vacancy("v1", nursing_post());
        let officer = fixture.as_actor(&fixture.officer()).await;
        let second = fixture.as_actor(&Actor::new("officer-2", Role::Officer, fixture.programme)).await;
        let address = format!("/api/v1/candidates/{}", candidate.id);
        let if_match = |uri: &str, version: &str| {
            TestRequest::post().uri(uri).insert_header(("If-Match", format!("\"{version}\"")))
        };
        let whole = |what: &str| assert_eq!(findings(fixture), [], "{what}");
        for (reference, verb) in [("REF1", "confirm"), ("REF2", "refuse")] {
            let entered = officer.post(&format!("{address}/authority-decisions"), &visum(reference)).await.ok();
            whole("entered");
            let id = entered["id"].as_str().expect("an identifier");
            second.send(if_match(&format!("/api/v1/authority-decisions/{id}/{verb}"), "v1")).await.ok();
            whole(verb);
        }
        let new = json!({ "vacancy": vacancy.id, "candidate": candidate.id, "starts_on": "2027-03-01" });
        let placement = officer.post("/api/v1/placements", &new).await;
        let placement = placement.header("location").to_owned();
        whole("placed");
        officer.send(if_match(&format!("{placement}/end"), "v1").set_json(json!({ "ended_on": DAY }))).await.ok();
        whole("ended");
        let registered = officer.post("/api/v1/candidates", &json!({ "profile": { "consent": true } })).await;
        whole("registered");
        let (registered, tag) = (registered.header("location").to_owned(), registered.header("etag").to_owned());
        let change = TestRequest::patch().uri(&registered).insert_header(("If-Match", tag));
        let titles = json!({ "profile": { "titles": [{ "title": "midwife", "status": "declared" }] } });
        officer.send(change.set_json(titles)).await.ok();
        whole("changed");
        fixture.withdraw(candidate.id);
        whole("withdrawn");
    });
}

#[test]
fn a_candidate_sees_and_proves_decisions_and_placements_about_them_and_no_others() {
    on_each_database(async |fixture| {
        let (candidate, other) =
            (fixture.independent_candidate("c1", nurse()), fixture.independent_candidate("c2", nurse()));
        let vacancy = fixture.vacancy("v1", nursing_post());
        let officer = fixture.as_actor(&fixture.officer()).await;
        let second = fixture.as_actor(&Actor::new("officer-2", Role::Officer, fixture.programme)).await;
        for (one, verb) in [(&candidate, "refuse"), (&candidate, "confirm"), (&other, "confirm")] {
            let address = format!("/api/v1/candidates/{}/authority-decisions", one.id);
            let entered = officer.post(&address, &visum(verb)).await.ok();
            let uri =
                format!("/api/v1/authority-decisions/{}/{verb}", entered["id"].as_str().expect("an identifier"));
            second.send(TestRequest::post().uri(&uri).insert_header(("If-Match", "\"v1\""))).await.ok();
        }
        let new = json!({ "vacancy": vacancy.id, "candidate": candidate.id, "starts_on": "2027-03-01" });
        officer.post("/api/v1/placements", &new).await.ok();
        let own = fixture.as_actor(&Actor::candidate(candidate.id, fixture.programme)).await;
        let address = format!("/api/v1/candidates/{}/audit-entries", candidate.id);
        let page = own.get(&address).await.ok();
        let items = page["items"].as_array().expect("items");
        let seen: Vec<_> = items.iter().map(|item| (text(&item["subject_kind"]), text(&item["action"]))).collect();
        let decision = |action| ("authority-decision", action);
        assert_eq!(
            seen,
            [
                ("candidate", "import-candidates"),
                // That of the file.
                decision("enter-authority-decision"),
                decision("enter-authority-decision"),
                decision("refuse-authority-decision"),
                decision("enter-authority-decision"),
                decision("confirm-authority-decision"),
                ("placement", "create-placement"),
            ]
        );
        let pinned = fixture.context.checkpoints.verifiers().next().expect("a key");
        let stranger = fixture.as_actor(&Actor::candidate(other.id, fixture.programme)).await;
        for item in items {
            let hash = text(&item["hash"]);
            let answer = own.get(&format!("{address}/{hash}/proof")).await;
            assert!(!answer.text.contains(&other.id.to_string()), "{}", answer.text);
            let (leaf, _) = checked(&answer.ok(), &pinned);
            assert_eq!((&leaf["action"], &leaf["subject_kind"]), (&item["action"], &item["subject_kind"]));
            if item["subject_kind"] != "candidate" {
                assert_eq!(leaf["candidate"], json!(candidate.id));
            }
            let theirs = format!("/api/v1/candidates/{}/audit-entries/{hash}/proof", other.id);
            stranger.get(&theirs).await.problem(404, "not-found");
        }
    });
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[test]
fn an_edited_removed_inserted_or_exchanged_decision_record_is_found() {
    use diesel::connection::SimpleConnection;
    use storage::StorageError;
    for attack in [
        "UPDATE decision_records SET vacancy_id = id",
        "UPDATE decision_records SET organisation = id",
        "UPDATE decision_records SET audience = 'programme'",
        "UPDATE decision_records SET question = 'x'",
        "UPDATE decision_records SET as_of = '2020-01-01'",
        "UPDATE decision_records SET actor = 'x'",
        "UPDATE decision_records SET made_at = '2020-01-01T00:00:00.000000Z'",
        "UPDATE decision_records SET programme_id = 'x'",
        "UPDATE decision_records SET rules = 'x'",
        "UPDATE decision_records SET salt = 'x'",
        "UPDATE decision_records SET listed = 'x'",
        "UPDATE decision_records SET id = programme_id",
        "DELETE FROM decision_records",
        "INSERT INTO decision_records SELECT programme_id, programme_id, vacancy_id, organisation, audience, 'x', as_of,
         actor, made_at, rules, salt, listed, body FROM decision_records",
        "UPDATE rule_configs SET body = '{}'",
        "DELETE FROM rule_configs",
        "INSERT INTO rule_configs VALUES ('00', '{}')",
    ] {
        on_each_database(async |fixture| {
            fixture.independent_candidate("ready", nurse());
            let vacancy = fixture.vacancy("v1", nursing_post());
            fixture.index();
            let recruiter = fixture.as_actor(&fixture.recruiter()).await;
            recruiter.rank(vacancy.id, "", &json!({ "as_of": DAY })).await.ok();
            let database = &fixture.context.database;
            assert_eq!(findings(fixture), [], "before: {attack}");
            database
                .write(|transaction| Ok::<_, StorageError>(transaction.batch_execute(attack)?))
                .expect("attacked");
            assert_ne!(findings(fixture), [], "{attack}");
        });
    }
}
