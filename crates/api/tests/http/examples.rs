//! Each example of the document is sent to a server that has what the example names.

use actix_web::test::TestRequest;
use placement::{NewPlacement, Placements};
use serde_json::{Value, json};
use vocabulary::OrganisationId;

use crate::client::Client;
use crate::document::operations;
use crate::fixture::{Fixture, nurse, nursing_post, on_each_database};

/// What the identifiers in an address and in an example stand for.
struct Objects {
    candidate: String,
    vacancy: String,
    placement: String,
    curriculum: String,
    organisation: OrganisationId,
}

impl Objects {
    /// New objects for one operation.
    async fn new(fixture: &Fixture, officer: &Client, number: usize) -> Self {
        let candidate = fixture.candidate(&format!("c-{number}"), nurse());
        let placed = fixture.candidate(&format!("p-{number}"), nurse());
        let vacancy = fixture.vacancy(&format!("v-{number}"), nursing_post());
        let placements = Placements::new(&fixture.context.database, &fixture.context.reference);
        let new = NewPlacement {
            programme: fixture.programme,
            vacancy: vacancy.id,
            candidate: placed.id,
            starts_on: "2026-06-01".parse().expect("a date"),
        };
        let placement = placements.create(&fixture.officer(), new).expect("a placement");
        let curriculum = json!({
            "school": fixture.school, "reference": format!("r-{number}"), "enrolment_year": 2023,
            "content": { "modules": [{ "code": "S1-M1", "title": "Anatomie", "theory": "100" }] },
        });
        let curriculum = officer.post("/api/v1/curricula", &curriculum).await.ok();
        Self {
            candidate: candidate.id.to_string(),
            vacancy: vacancy.id.to_string(),
            placement: placement.id.to_string(),
            curriculum: curriculum["id"].as_str().expect("an identifier").to_owned(),
            organisation: fixture.other_employer,
        }
    }

    /// The address of an operation, with the identifier of the object that it is about.
    fn address(&self, path: &str) -> String {
        let organisation = self.organisation.to_string();
        let id = match path.split('/').nth(3) {
            Some("candidates") => &self.candidate,
            Some("vacancies") => &self.vacancy,
            Some("placements") => &self.placement,
            Some("curricula") => &self.curriculum,
            Some("organisations") => &organisation,
            _ => "",
        };
        path.replace("{id}", id)
    }

    /// An example with identifiers of what is there.
    fn example(&self, fixture: &Fixture, path: &str, mut example: Value) -> Value {
        for (name, value) in example.as_object_mut().into_iter().flatten() {
            *value = match name.as_str() {
                "organisation" if path.ends_with("/vacancies") => json!(fixture.employer),
                "organisation" | "school" => json!(fixture.school),
                "candidate" => json!(self.candidate),
                "vacancy" => json!(self.vacancy),
                _ => continue,
            };
        }
        example
    }
}

/// The version of an object, or of the part of it, that an operation changes.
async fn version(officer: &Client, address: &str) -> String {
    for address in [address, address.rsplit_once('/').map_or("", |(object, _)| object)] {
        let answer = officer.get(address).await;
        if answer.status.is_success() {
            return answer.header("etag").to_owned();
        }
    }
    "\"v1\"".to_owned()
}

#[test]
fn every_body_of_the_document_has_an_example_that_the_server_takes() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        let mut sent = 0;
        for (number, (method, path, operation)) in operations(&api::document()).into_iter().enumerate() {
            for (media_type, content) in operation["requestBody"]["content"].as_object().into_iter().flatten() {
                let example = content.get("example").unwrap_or_else(|| panic!("{method} {path} has no example"));
                let objects = Objects::new(fixture, &officer, number).await;
                fixture.index();
                let address = objects.address(&path);
                let request = match method.as_str() {
                    "put" => TestRequest::put(),
                    "patch" => TestRequest::patch(),
                    _ => TestRequest::post(),
                };
                let request = request
                    .uri(&address)
                    .insert_header(("If-Match", version(&officer, &address).await))
                    .insert_header(("Idempotency-Key", format!("key-{number}")))
                    .set_payload(match example {
                        Value::String(file) => file.replace("C-2027-017", &objects.candidate.to_string()),
                        json => objects.example(fixture, &path, json.clone()).to_string(),
                    })
                    .insert_header(("Content-Type", media_type.as_str()));
                let answer = officer.send(request).await;
                assert!(answer.status.is_success(), "{method} {path}: {} {}", answer.status, answer.text);
                sent += 1;
            }
        }
        assert!(sent >= 17, "{sent} examples");
    });
}

/// Whether a value has the form that the document states, by the schema of a parameter.
fn conforms(schema: &Value, value: &Value) -> bool {
    let document = json!({ "allOf": [schema], "components": api::document()["components"] });
    jsonschema::validator_for(&document).unwrap_or_else(|error| panic!("{error}")).is_valid(value)
}

fn parameter(method: &str, path: &str, name: &str) -> Value {
    let document = api::document();
    let parameters = document["paths"][path][method]["parameters"].as_array().cloned().unwrap_or_default();
    let found = parameters.into_iter().find(|parameter| parameter["name"] == name);
    found.unwrap_or_else(|| panic!("{method} {path} has no {name}"))["schema"].clone()
}

#[test]
fn headers_are_taken_in_the_form_that_the_document_states() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        let candidate = fixture.candidate("c-1", nurse());
        let address = format!("/api/v1/candidates/{}", candidate.id);
        let schema = parameter("put", "/api/v1/candidates/{id}", "If-Match");
        for value in ["\"v1\"", "W/\"v1\"", "\"v7\"", "*", "v1", "\"1\"", "\"v0\"", "\"v01\"", "\"v1\", \"v2\""] {
            let request = TestRequest::put().uri(&address).insert_header(("If-Match", value));
            let answer = officer.send(request.set_json(json!({ "profile": nurse() }))).await;
            let is_taken = ![400, 428].contains(&answer.status.as_u16());
            assert_eq!(conforms(&schema, &json!(value)), is_taken, "{value}: {}", answer.text);
        }
        let schema = parameter("post", "/api/v1/organisations", "Idempotency-Key");
        for (number, value) in ["k", "a-b_c", &"k".repeat(255), "a b", &"k".repeat(256), ""].into_iter().enumerate() {
            let body = json!({ "kind": "school", "name": format!("School {number}") });
            let answer = officer.post_with_key("/api/v1/organisations", value, &body).await;
            assert_eq!(conforms(&schema, &json!(value)), answer.status != 400, "{value}: {}", answer.text);
        }
        let schema = parameter("get", "/api/v1/candidates/{id}", "If-None-Match");
        for value in ["\"v1\"", "*", "W/\"v1\", \"v2\""] {
            assert!(conforms(&schema, &json!(value)), "{value}");
        }
    });
}

#[test]
fn parameters_are_taken_in_the_form_that_the_document_states() {
    on_each_database(async |fixture| {
        fixture.candidate("c-1", nurse());
        fixture.candidate("c-2", nurse());
        let officer = fixture.as_actor(&fixture.officer()).await;
        let page = officer.get("/api/v1/candidates?limit=1").await.ok();
        let next = page["next"].as_str().expect("another page");
        let tried = [
            ("/api/v1/candidates", "cursor", vec![json!(next)], vec![json!("a b"), json!("ü"), json!("")]),
            ("/api/v1/candidates", "limit", vec![json!(1), json!(200)], vec![json!(0), json!(201), json!("x")]),
            (
                "/api/v1/search/people",
                "q",
                vec![json!("a"), json!("amrani el")],
                vec![json!(""), json!("a".repeat(201))],
            ),
            ("/api/v1/search/vacancies", "q", vec![json!("a")], vec![json!(""), json!(" ")]),
            ("/api/v1/organisations", "q", vec![json!("a")], vec![json!(""), json!("a".repeat(201))]),
            ("/api/v1/organisations", "kind", vec![json!("school")], vec![json!("hospital"), json!("")]),
            (
                "/api/v1/organisations",
                "enterprise_number",
                vec![json!("0403.170.701"), json!("BE 0403170701")],
                vec![json!("none"), json!("0403170701x"), json!("0".repeat(41))],
            ),
        ];
        fixture.index();
        for (path, name, right, wrong) in tried {
            let schema = parameter("get", path, name);
            for (value, is_right) in
                right.iter().map(|value| (value, true)).chain(wrong.iter().map(|value| (value, false)))
            {
                assert_eq!(conforms(&schema, value), is_right, "{path} {name} {value}: {schema}");
                let written = value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
                let written: String = written.bytes().map(|byte| format!("%{byte:02X}")).collect();
                let answer = officer.get(&format!("{path}?{name}={written}")).await;
                let status = if is_right { 200 } else { 400 };
                assert_eq!(answer.status.as_u16(), status, "{path} {name} {value}: {}", answer.text);
            }
        }
    });
}

#[test]
fn the_answer_to_a_creation_has_headers_in_the_form_that_the_document_states() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        let body = json!({ "kind": "school", "name": "Invented" });
        officer.post_with_key("/api/v1/organisations", "k", &body).await;
        let answer = officer.post_with_key("/api/v1/organisations", "k", &body).await;
        let document = api::document();
        let headers = &document["paths"]["/api/v1/organisations"]["post"]["responses"]["201"]["headers"];
        for name in ["ETag", "Location", "Idempotency-Replayed"] {
            let (schema, value) = (&headers[name]["schema"], answer.header(name));
            assert!(schema.get("pattern").or(schema.get("const")).is_some(), "{name}: {schema}");
            assert!(conforms(schema, &json!(value)), "{name}: {value}");
        }
    });
}
