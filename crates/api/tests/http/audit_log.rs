//! The audit log over HTTP: auditors search and verify it, and a candidate gets proofs of what is in it about them, which
//! are checked here from the outside: from the pinned key, the response, and the public formats alone.

use access::{Actor, Role};
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
        let candidate = fixture.candidate("c1", nurse());
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
        // Pages follow each other.
        let first = client.get("/api/v1/audit-entries?limit=2").await.ok();
        let cursor = first["next"].as_str().expect("another page").to_owned();
        let second = client.get(&format!("/api/v1/audit-entries?limit=2&cursor={cursor}")).await.ok();
        assert_eq!(second["items"][0]["position"].as_i64(), first["items"][1]["position"].as_i64().map(|at| at + 1));
        client.get("/api/v1/audit-entries?role=boss").await.problem(400, "malformed-query");
        client.get("/api/v1/audit-entries?from=yesterday").await.problem(400, "malformed-query");

        // Others may not, and an auditor of a programme sees nothing of others.
        officer.get("/api/v1/audit-entries").await.problem(403, "forbidden");
        let other = uuid::Uuid::now_v7();
        client.get(&format!("/api/v1/audit-entries?programme={other}")).await.problem(403, "forbidden");
        let whole = fixture.as_actor(&auditor_of_installation()).await;
        let all = whole.get("/api/v1/audit-entries?limit=200").await.ok();
        assert!(actions(&all).contains(&"create-programme".to_owned()), "{all}");
        let one = whole.get(&format!("/api/v1/audit-entries?programme={}", fixture.programme)).await.ok();
        assert!(!one["items"].as_array().expect("items").is_empty());
    });
}

#[test]
fn an_auditor_of_the_installation_verifies_the_log() {
    on_each_database(async |fixture| {
        fixture.candidate("c1", nurse());
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
    });
}

#[test]
fn a_candidate_sees_who_did_what_with_their_data_and_gets_the_proof() {
    on_each_database(async |fixture| {
        let (candidate, other) = (fixture.candidate("c1", nurse()), fixture.candidate("c2", nurse()));
        let officer = fixture.as_actor(&fixture.officer()).await;
        officer.get(&format!("/api/v1/candidates/{}", candidate.id)).await.ok();
        officer.get(&format!("/api/v1/candidates/{}", other.id)).await.ok();
        let own = fixture.as_actor(&Actor::candidate(candidate.id, fixture.programme)).await;
        let address = format!("/api/v1/candidates/{}/audit-entries", candidate.id);
        let page = own.get(&address).await;
        let text = page.text.clone();
        let page = page.ok();
        let items = page["items"].as_array().expect("items");
        assert_eq!(items.len(), 2, "{page}");
        assert_eq!(
            (&items[1]["action"], &items[1]["role"], &items[1]["organisation_kind"]),
            (&json!("read-candidate"), &json!("officer"), &json!("agency"))
        );
        for hidden in ["officer-1", "position", &other.id.to_string(), &other.pseudonym] {
            assert!(!text.contains(hidden), "{hidden}: {text}");
        }
        let first = own.get(&format!("{address}?limit=1")).await.ok();
        let next = own.get(&format!("{address}?limit=1&cursor={}", first["next"].as_str().expect("more"))).await.ok();
        assert_eq!(next["items"][0], items[1]);

        let pinned = fixture.context.checkpoints.verifiers().next().expect("a key");
        let hash = items[1]["hash"].as_str().expect("a hash");
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
        own.get(&format!("{address}?cursor=x")).await.problem(400, "malformed-query");
        own.get("/api/v1/candidates/x/audit-entries/y/proof").await.problem(404, "not-found");
    });
}

#[test]
fn a_candidate_gets_the_proof_of_what_a_ranking_said_without_what_it_said_of_others() {
    on_each_database(async |fixture| {
        let candidate = fixture.candidate("ready", nurse());
        let other = fixture.candidate("to-verify", nurse_with(json!({ "shifts": null })));
        let near = fixture.candidate("near-miss", nurse_with(json!({ "settings": ["hospital"] })));
        let silent = fixture.candidate("silent", nurse_with(json!({ "consent": false })));
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
            let root = hash_from_hex(details["candidates"].as_str().expect("a root")).expect("a hash");
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

#[test]
fn an_edited_removed_inserted_or_exchanged_decision_record_is_found() {
    use diesel::connection::SimpleConnection;
    use ranking::decision_records::RecordVerifier;
    use storage::{StorageError, audit_verification};
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
            fixture.candidate("ready", nurse());
            let vacancy = fixture.vacancy("v1", nursing_post());
            fixture.index();
            let recruiter = fixture.as_actor(&fixture.recruiter()).await;
            recruiter.rank(vacancy.id, "", &json!({ "as_of": DAY })).await.ok();
            let database = &fixture.context.database;
            let findings = || {
                let verified = database.read(|connection| {
                    audit_verification::verify(connection, &[], &mut [&mut RecordVerifier::default()])
                });
                verified.expect("read").findings
            };
            assert_eq!(findings(), [], "before: {attack}");
            database
                .write(|transaction| Ok::<_, StorageError>(transaction.batch_execute(attack)?))
                .expect("attacked");
            assert_ne!(findings(), [], "{attack}");
        });
    }
}
