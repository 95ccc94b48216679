use access::{Actor, Role};
use candidate_profile::candidates::NewCandidate;
use candidate_profile::{Candidates, PersonalData};
use serde_json::{Value, json};
use vocabulary::{CandidateId, OrganisationId};

use crate::client::Client;
use crate::fixture::{Fixture, on_each_database};

/// Registers a person of a school or of none.
fn person(fixture: &Fixture, reference: &str, name: &str, organisation: Option<OrganisationId>) -> CandidateId {
    let personal_data = PersonalData {
        name: Some(name.to_owned()),
        email: Some(format!("{reference}@Invented.Example")),
        ..PersonalData::default()
    };
    let new = NewCandidate {
        programme: fixture.programme,
        reference: Some(reference.to_owned()),
        organisation,
        profile: serde_json::from_value(json!({})).expect("a profile"),
        personal_data,
    };
    let officer = Actor { organisation: None, ..fixture.officer() };
    Candidates::new(&fixture.context.database, &fixture.context.reference).create(&officer, new).expect("added").id
}

async fn found(client: &Client, query: &str) -> Vec<String> {
    let query: String = query.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let page = client.get(&format!("/api/v1/search/people?q={query}")).await.ok();
    let items = page["items"].as_array().expect("items");
    items.iter().map(|item| item["reference"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn people_are_found_by_name_reference_and_address() {
    on_each_database(async |fixture| {
        person(fixture, "C-01", "Fatima-Zahra El Amrani", Some(fixture.school));
        person(fixture, "C-02", "محمد العمراني", None);
        person(fixture, "C-10", "Youssef Ben Ali", None);
        let withdrawn = person(fixture, "D-01", "Zoë Elamrani", None);
        fixture.withdraw(withdrawn);
        let officer = fixture.as_actor(&fixture.officer()).await;
        for (query, expected) in [
            ("elamrani", ["C-01", "D-01"].as_slice()),
            ("AMRANI fatima", &["C-01"]),
            ("عمراني", &["C-02"]),
            ("العمرانى محمد", &["C-02"]),
            ("benali", &["C-10"]),
            ("C-0", &["C-01", "C-02"]),
            ("c-10", &["C-10"]),
            ("c-01@invented.example", &["C-01"]),
            ("C-01@INVENTED.example", &["C-01"]),
            ("01@invented.example", &[]),
            ("mrani", &[]),
            ("fatima youssef", &[]),
            ("C-0%", &[]),
            ("C_0", &[]),
        ] {
            assert_eq!(found(&officer, query).await, expected, "{query}");
        }
        let page = officer.get("/api/v1/search/people?q=zoe").await.ok();
        assert_eq!(page["items"][0]["state"], "withdrawn");
        assert_eq!(page["items"][0]["name"], "Zoë Elamrani");
        assert_eq!(page["items"][0]["email"], "D-01@Invented.Example");
        for wrong in ["", "+", "%25", &"a".repeat(201)] {
            let problem =
                officer.get(&format!("/api/v1/search/people?q={wrong}")).await.problem(400, "malformed-query");
            assert_eq!(problem["errors"][0]["field"], "q", "{problem}");
        }
        officer.get("/api/v1/search/people").await.problem(400, "malformed-query");
    });
}

#[test]
fn people_are_found_page_by_page_each_once() {
    on_each_database(async |fixture| {
        // Each is found by the name and by the reference.
        let all: Vec<String> = (0..7).map(|number| format!("amrani-{number}")).collect();
        for reference in &all {
            person(fixture, reference, "Amrani", None);
        }
        let officer = fixture.as_actor(&fixture.officer()).await;
        let (mut read, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = officer.get(&format!("/api/v1/search/people?q=amrani&limit=3{cursor}")).await.ok();
            let items = page["items"].as_array().expect("items").clone();
            read.extend(items.iter().map(|item| item["reference"].as_str().expect("a reference").to_owned()));
            let Some(next) = page["next"].as_str() else { break };
            assert_eq!(items.len(), 3);
            cursor = format!("&cursor={next}");
        }
        assert_eq!(read, all);
    });
}

#[test]
fn a_new_name_is_found_and_the_old_one_is_not() {
    on_each_database(async |fixture| {
        let id = person(fixture, "C-01", "Old Name", None);
        let officer = fixture.as_actor(&fixture.officer()).await;
        let address = format!("/api/v1/candidates/{id}/personal-data");
        officer.put(&address, 1, &json!({ "personal_data": { "name": "New Name" } })).await.ok();
        assert!(found(&officer, "old").await.is_empty());
        assert!(found(&officer, "c-01@invented.example").await.is_empty(), "the address was removed");
        assert_eq!(found(&officer, "new name").await, ["C-01"]);
        officer.put(&address, 2, &json!({ "personal_data": {} })).await.ok();
        assert!(found(&officer, "name").await.is_empty());
        assert_eq!(found(&officer, "C-01").await, ["C-01"], "the reference stays");
    });
}

#[test]
fn only_those_who_may_read_personal_data_find_people() {
    on_each_database(async |fixture| {
        person(fixture, "C-01", "Of The School Amrani", Some(fixture.school));
        let own = person(fixture, "C-02", "Of Nobody Amrani", None);
        let registrar = fixture.as_actor(&fixture.registrar()).await;
        assert_eq!(found(&registrar, "amrani").await, ["C-01"]);
        assert_eq!(found(&registrar, "C-0").await, ["C-01"]);
        assert!(found(&registrar, "c-02@invented.example").await.is_empty());
        let certifier = fixture.as_actor(&Actor::new("c-1", Role::Certifier, fixture.programme)).await;
        assert_eq!(found(&certifier, "amrani").await, ["C-01", "C-02"]);
        let refused = [
            fixture.recruiter(),
            Actor::new("m-1", Role::ProgrammeManager, fixture.programme),
            Actor::new("a-1", Role::Auditor, fixture.programme),
            Actor::new("a-2", Role::Administrator, fixture.programme),
            Actor::candidate(own, fixture.programme),
        ];
        for actor in refused {
            let client = fixture.as_actor(&actor).await;
            let problem = client.get("/api/v1/search/people?q=amrani").await.problem(403, "forbidden");
            assert!(!problem.to_string().contains("C-0"), "{problem}");
        }
    });
}

#[test]
fn a_search_and_each_person_found_are_in_the_audit_log_without_the_words() {
    on_each_database(async |fixture| {
        let id = person(fixture, "C-01", "Planted Amrani", None);
        let officer = fixture.as_actor(&fixture.officer()).await;
        let end = fixture.audit_actions().len();
        found(&officer, "planted amrani").await;
        found(&officer, "planted@invented.example").await;
        let entries = fixture.context.database.read(|connection| storage::audit::read(connection, 0, 1_000));
        let entries = &entries.expect("entries")[end..];
        let described: Vec<(&str, bool, &Value)> = entries
            .iter()
            .map(|entry| (entry.action.as_str(), entry.subject == Some(id.uuid()), &entry.details))
            .collect();
        assert_eq!(
            described,
            [
                ("find-candidate", false, &json!({ "by": "name-or-reference", "found": 1 })),
                ("find-candidate", true, &json!({ "page": true })),
                ("find-candidate", false, &json!({ "by": "email", "found": 0 })),
            ]
        );
    });
}
