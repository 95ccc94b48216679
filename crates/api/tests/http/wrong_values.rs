//! Wrong values for every operation, made from the OpenAPI document: each answer names every field that is wrong, in words of
//! the API.

use std::collections::BTreeSet;

use access::{Actor, Permission, Role};
use actix_web::test::TestRequest;
use serde_json::{Map, Value, json};
use uuid::Uuid;
use vocabulary::CandidateId;

use crate::client::{Answer, Client};
use crate::fixture::{Fixture, on_each_database};

/// Words of libraries, databases and Rust, which no caller can do anything with.
const WORDS_OF_OTHERS: [&str; 28] = [
    "invalid type",
    "invalid value",
    "invalid length",
    "UUID parsing",
    "(a UUID)",
    "input contains",
    "input is",
    "premature end",
    "trailing",
    "expected value",
    "key must be",
    "missing field",
    "unknown variant",
    "unknown field",
    "struct ",
    "sequence",
    "a map",
    "borrowed",
    "data did not match",
    "variant",
    "u64",
    "u8",
    "UNIQUE",
    "constraint",
    "violates",
    "_programme_id_",
    "serde",
    "recursion",
];

/// What is wrong with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// Its type.
    Type,
    /// Its form, where the type is right.
    Form,
    /// It is null.
    Null,
}

fn assert_own_words(answer: &Answer, case: &str) {
    let problem = answer.json();
    let mut words = vec![problem["detail"].clone()];
    for error in problem["errors"].as_array().into_iter().flatten() {
        words.push(error["expected"].clone());
    }
    for word in words.iter().filter_map(Value::as_str) {
        for of_others in WORDS_OF_OTHERS {
            assert!(!word.contains(of_others), "{case}: `{of_others}` in `{word}`");
        }
    }
}

fn named(answer: &Answer) -> BTreeSet<String> {
    let problem = answer.json();
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    errors.iter().filter_map(|error| error["field"].as_str()).map(str::to_owned).collect()
}

/// A schema, without references and without the alternative of null.
fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    if let Some(target) = schema["$ref"].as_str().and_then(|reference| document.pointer(&reference[1..])) {
        return resolved(document, target);
    }
    for parts in ["allOf", "oneOf", "anyOf"].iter().filter_map(|name| schema[*name].as_array()) {
        let others: Vec<&Value> = parts.iter().filter(|part| part["type"] != "null").collect();
        if let [only] = others.as_slice() {
            return resolved(document, only);
        }
    }
    schema
}

fn is_of_type(schema: &Value, kind: &str) -> bool {
    schema["type"] == kind || schema["type"].as_array().is_some_and(|kinds| kinds.iter().any(|one| one == kind))
}

/// A value in which everything is wrong, and the fields that an answer has to name.
fn wrong(document: &Value, schema: &Value, fault: Fault, field: &str, named: &mut BTreeSet<String>) -> Option<Value> {
    let is_optional = is_of_type(schema, "null")
        || ["oneOf", "anyOf"]
            .iter()
            .filter_map(|name| schema[*name].as_array())
            .flatten()
            .any(|part| part["type"] == "null");
    let schema = resolved(document, schema);
    let within = |name: &str| if field.is_empty() { name.to_owned() } else { format!("{field}.{name}") };
    if let Some(properties) = schema["properties"].as_object() {
        let mut members = Map::new();
        for (name, schema) in properties {
            if let Some(value) = wrong(document, schema, fault, &within(name), named) {
                members.insert(name.clone(), value);
            }
        }
        members.insert("shoe_size".to_owned(), json!(39));
        named.insert(within("shoe_size"));
        return Some(Value::Object(members));
    }
    let items = schema.get("items").filter(|_| is_of_type(schema, "array"));
    if let Some(items) = items
        && fault == Fault::Form
    {
        return wrong(document, items, fault, &format!("{field}[0]"), named).map(|value| json!([value]));
    }
    let value = match fault {
        Fault::Type if is_of_type(schema, "string") => json!(["x"]),
        Fault::Type if is_of_type(schema, "array") => json!({ "0": "x" }),
        Fault::Type if is_of_type(schema, "object") => json!([{}]),
        Fault::Type => json!({}),
        Fault::Form => match (schema["format"].as_str(), schema.get("enum")) {
            (Some("date"), _) => json!("1929-12-31"),
            (Some("uuid"), _) | (_, Some(_)) => json!("none of these"),
            _ if is_of_type(schema, "integer") => json!(-1),
            _ if is_of_type(schema, "boolean") => json!("yes"),
            _ => return None,
        },
        Fault::Null if is_of_type(schema, "array") || is_of_type(schema, "boolean") => Value::Null,
        Fault::Null => return None,
    };
    if value.is_null() && is_optional {
        return None;
    }
    named.insert(field.to_owned());
    Some(value)
}

struct Operation<'d> {
    method: String,
    path: String,
    description: &'d Value,
}

fn operations(document: &Value) -> Vec<Operation<'_>> {
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, description) in item.as_object().expect("an item") {
            if path.starts_with("/api/v1") && !path.contains("/docs") && !path.contains("openapi") {
                all.push(Operation { method: method.to_ascii_uppercase(), path: path.clone(), description });
            }
        }
    }
    all
}

async fn send(client: &Client, operation: &Operation<'_>, query: &str, body: Option<String>) -> Answer {
    let address = format!("{}{query}", operation.path.replace("{id}", &Uuid::now_v7().to_string()));
    let request = match operation.method.as_str() {
        "POST" => TestRequest::post(),
        "PUT" => TestRequest::put(),
        "PATCH" => TestRequest::patch(),
        _ => TestRequest::get(),
    };
    let request = request.uri(&address).insert_header(("If-Match", "\"v1\""));
    let body = body.or_else(|| operation.description.get("requestBody").map(|_| "{}".to_owned()));
    client
        .send(match body {
            Some(body) => request.insert_header(("Content-Type", "application/json")).set_payload(body),
            None => request,
        })
        .await
}

/// Clients of roles that have the permissions of all operations between them.
struct Clients(Vec<(Role, Client)>);

impl Clients {
    async fn of(fixture: &Fixture) -> Self {
        let auditor = Actor::new("auditor-1", Role::Auditor, fixture.programme);
        let candidate = Actor::candidate(CandidateId::new(), fixture.programme);
        let mut clients = Vec::new();
        for actor in [fixture.officer(), auditor, candidate] {
            clients.push((actor.role, fixture.as_actor(&actor).await));
        }
        Self(clients)
    }

    /// One whose role has the permissions of an operation, which others are refused before they are told anything else.
    fn for_operation(&self, operation: &Operation<'_>) -> &Client {
        let name = operation.description["operationId"].as_str().expect("a name");
        let groups = api::permissions_of(name).expect("an operation");
        let has =
            |role: Role, permission: &Permission| permission.granted_to().iter().any(|(other, _)| *other == role);
        let may = |role: Role| groups.iter().all(|group| group.iter().any(|permission| has(role, permission)));
        let client = self.0.iter().find(|(role, _)| may(*role));
        client.map(|(_, client)| client).unwrap_or_else(|| panic!("nobody may {name}"))
    }
}

fn body_schema<'d>(operation: &Operation<'d>) -> Option<&'d Value> {
    // A file has rows and columns; those have tests of their own.
    operation.description["requestBody"]["content"]
        .as_object()?
        .iter()
        .find(|(media_type, _)| media_type.contains("json"))
        .map(|(_, content)| &content["schema"])
}

#[test]
fn every_wrong_field_of_every_body_is_named_in_our_words() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        let document = api::document();
        let (mut bodies, mut fields) = (0, 0);
        for operation in &operations(&document) {
            let Some(schema) = body_schema(operation) else { continue };
            let case = |body: &str| format!("{} {} {body}", operation.method, operation.path);
            bodies += 1;
            for body in ["[]", "null", "\"x\"", "7", "[null,null,null,{},{}]", "[{}]"] {
                let answer = send(&officer, operation, "", Some(body.to_owned())).await;
                assert_eq!(answer.status.as_u16(), 422, "{}: {}", case(body), answer.text);
                assert_eq!(named(&answer), BTreeSet::from(["body".to_owned()]), "{}", case(body));
                assert_own_words(&answer, &case(body));
            }
            for body in
                ["", "{", "{\"a\":}", "{} {}", "{'a': 1}", "[1,]", &format!("{}{}", "[".repeat(200), "]".repeat(200))]
            {
                let answer = send(&officer, operation, "", Some(body.to_owned())).await;
                assert_eq!(answer.status.as_u16(), 400, "{}: {}", case(body), answer.text);
                assert_own_words(&answer, &case(body));
            }
            for fault in [Fault::Type, Fault::Form, Fault::Null] {
                let mut expected = BTreeSet::new();
                let Some(body) = wrong(&document, schema, fault, "", &mut expected) else { continue };
                let body = body.to_string();
                let answer = send(&officer, operation, "", Some(body.clone())).await;
                assert_eq!(answer.status.as_u16(), 422, "{}: {}", case(&body), answer.text);
                let found = named(&answer);
                let not_named: Vec<&String> = expected.difference(&found).collect();
                assert!(not_named.is_empty(), "{}: {not_named:?} not in {}", case(&body), answer.text);
                assert_own_words(&answer, &case(&body));
                fields += expected.len();

                // A name that comes twice, at the top and within.
                let twice = format!("{},{}", &body[..body.len() - 1], &body[1..]);
                let found = named(&send(&officer, operation, "", Some(twice.clone())).await);
                assert!(found.contains("shoe_size"), "{}: {found:?}", case(&twice));
            }
            let required = resolved(&document, schema)["required"].as_array().cloned().unwrap_or_default();
            let required: BTreeSet<String> = required.iter().filter_map(Value::as_str).map(str::to_owned).collect();
            if !required.is_empty() {
                let answer = send(&officer, operation, "", Some("{}".to_owned())).await;
                assert_eq!(answer.status.as_u16(), 422, "{}: {}", case("{}"), answer.text);
                assert_eq!(named(&answer), required, "{}", case("{}"));
                assert_own_words(&answer, &case("{}"));
            }
        }
        assert!(bodies >= 15 && fields >= 200, "{bodies} bodies, {fields} fields");
    });
}

#[test]
fn every_wrong_parameter_of_every_query_is_named_in_our_words() {
    on_each_database(async |fixture| {
        let clients = Clients::of(fixture).await;
        let document = api::document();
        let mut parameters = 0;
        for operation in &operations(&document) {
            let of_query = |parameter: &&Value| parameter["in"] == "query";
            let all = operation.description["parameters"].as_array().cloned().unwrap_or_default();
            let all: Vec<&Value> = all.iter().filter(of_query).collect();
            if all.is_empty() {
                continue;
            }
            let (mut query, mut expected) = ("?shoe_size=39".to_owned(), BTreeSet::from(["shoe_size".to_owned()]));
            for parameter in &all {
                let name = parameter["name"].as_str().expect("a name");
                let schema = resolved(&document, &parameter["schema"]);
                let value = match (schema["format"].as_str(), schema.get("enum")) {
                    (Some("date"), _) => "2027-02-30",
                    (Some("uuid"), _) | (_, Some(_)) => "none-of-these",
                    _ if is_of_type(schema, "integer") => "-1",
                    _ if is_of_type(schema, "boolean") => "perhaps",
                    _ if parameter["required"] == true => {
                        // It is left out.
                        expected.insert(name.to_owned());
                        continue;
                    }
                    _ => {
                        query.push_str(&format!("&{name}=1&{name}=2"));
                        expected.insert(name.to_owned());
                        continue;
                    }
                };
                query.push_str(&format!("&{name}={value}"));
                expected.insert(name.to_owned());
            }
            let answer = send(clients.for_operation(operation), operation, &query, None).await;
            let case = format!("{} {}{query}", operation.method, operation.path);
            assert_eq!(answer.status.as_u16(), 400, "{case}: {}", answer.text);
            assert_eq!(named(&answer), expected, "{case}: {}", answer.text);
            assert_own_words(&answer, &case);
            parameters += expected.len();
        }
        assert!(parameters >= 30, "{parameters} parameters");
    });
}

#[test]
fn wrong_identifiers_and_headers_are_answered_in_our_words() {
    on_each_database(async |fixture| {
        let clients = Clients::of(fixture).await;
        let document = api::document();
        for operation in operations(&document) {
            let case = format!("{} {}", operation.method, operation.path);
            if operation.path.contains("{id}") {
                for id in ["x", "0190b2c4", "0190b2c4-7d5e-7a31-9c8f-2b6d4e8f1a3g", "%00", "%F0%9F%91%9F"] {
                    let (path, method) = (operation.path.replace("{id}", id), operation.method.clone());
                    let of_id = Operation { path, method, description: operation.description };
                    let answer = send(clients.for_operation(&operation), &of_id, "", None).await;
                    assert_eq!(answer.status.as_u16(), 404, "{case}: {}", answer.text);
                    assert_own_words(&answer, &case);
                }
            }
            let headers = operation.description["parameters"].as_array().cloned().unwrap_or_default();
            for name in headers.iter().filter(|one| one["in"] == "header").filter_map(|one| one["name"].as_str()) {
                let request = match operation.method.as_str() {
                    "POST" => TestRequest::post(),
                    "PUT" => TestRequest::put(),
                    "PATCH" => TestRequest::patch(),
                    _ => continue,
                };
                let address = operation.path.replace("{id}", &Uuid::now_v7().to_string());
                let request = request.uri(&address).insert_header((name, "not one")).set_json(json!({}));
                let answer = clients.for_operation(&operation).send(request).await;
                assert_eq!(answer.status.as_u16(), 400, "{case} {name}: {}", answer.text);
                assert_own_words(&answer, &case);
            }
        }
    });
}

#[test]
fn days_lie_in_the_years_that_columns_hold() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        for (day, is_taken) in [
            ("1929-12-31", false),
            ("1930-01-01", true),
            ("2109-12-31", true),
            ("2110-01-01", false),
            ("9999-12-31", false),
        ] {
            let new = json!({
                "profile": { "available_from": day, "languages": [{ "language": "nl", "level": "B1", "expires_on": day }] },
                "personal_data": { "birth_date": day },
            });
            let answer = officer.post("/api/v1/candidates", &new).await;
            if is_taken {
                answer.ok();
            } else {
                let fields =
                    ["personal_data.birth_date", "profile.available_from", "profile.languages[0].expires_on"];
                assert_eq!(named(&answer), fields.map(str::to_owned).into(), "{}", answer.text);
                let problem = answer.problem(422, "invalid");
                assert_eq!(problem["errors"][0]["value"], "", "personal data isn't repeated");
                let expected = "a date as 2027-02-01, from 1930-01-01 to 2109-12-31";
                assert!(
                    problem["errors"].as_array().is_some_and(|all| all.iter().all(|one| one["expected"] == expected))
                );
            }
            let id = Uuid::now_v7();
            let answer = officer.get(&format!("/api/v1/candidates/{id}/opportunities?as_of={day}")).await;
            assert_eq!(answer.status.as_u16(), if is_taken { 404 } else { 400 }, "{day}: {}", answer.text);
        }
    });
}

#[test]
fn a_merge_patch_follows_rfc_7396_and_takes_nothing_that_it_could_not_do() {
    on_each_database(async |fixture| {
        let candidate = fixture.candidate("c1", crate::fixture::nurse());
        let officer = fixture.as_actor(&fixture.officer()).await;
        let address = format!("/api/v1/candidates/{}", candidate.id);
        let before = officer.get(&address).await.ok();
        for (patch, fields) in [
            (json!([]), vec!["body"]),
            (json!({ "profile": [] }), vec!["profile"]),
            (json!({ "profile": null, "personal_data": null }), vec!["personal_data", "profile"]),
            (json!({ "identity": null }), vec!["identity"]),
            (json!({ "profile": { "age": null, "shoes": { "size": null } } }), vec!["profile.age", "profile.shoes"]),
            (
                json!({ "profile": { "experience": { "months": null, "more": 1 }, "consent": "yes" } }),
                vec!["profile.consent", "profile.experience.months", "profile.experience.more"],
            ),
            (
                json!({ "profile": { "titles": [null], "languages": [["nl", "B2"]] } }),
                vec!["profile.languages[0]", "profile.titles[0]"],
            ),
            (
                json!({ "profile": { "consent": 1 }, "personal_data": { "name": 7, "age": 3 } }),
                vec!["personal_data.age", "personal_data.name", "profile.consent"],
            ),
        ] {
            let answer = officer.patch(&address, 1, &patch).await;
            assert_eq!(answer.status.as_u16(), 422, "{patch}: {}", answer.text);
            let expected: BTreeSet<String> = fields.into_iter().map(str::to_owned).collect();
            assert_eq!(named(&answer), expected, "{patch}: {}", answer.text);
            assert_own_words(&answer, &patch.to_string());
        }
        assert_eq!(officer.get(&address).await.ok(), before, "nothing was changed");
        let patch = json!({ "profile": { "specialisms": ["palliative"], "driving_licence": null, "titles": null } });
        let after = officer.patch(&address, 1, &patch).await.ok();
        assert_eq!(after["profile"]["specialisms"], json!(["palliative"]), "an array is replaced as a whole");
        assert_eq!(after["profile"]["driving_licence"], Value::Null);
        assert_eq!(after["profile"]["titles"], before["profile"]["titles"], "what others asserted stays");
        assert_eq!(after["profile"]["languages"], before["profile"]["languages"]);
    });
}

/// Bodies with wrong types, unknown fields and wrong meanings, and the fields that one answer has to name.
fn mixed_faults() -> Vec<(&'static str, Value, Vec<&'static str>)> {
    let profile = json!({ "regions": ["XX9"], "consent": 7, "nosuch": 1 });
    vec![
        (
            "register_candidate",
            json!({ "reference": " ", "profile": profile, "personal_data": { "name": " " }, "more": 1 }),
            vec!["reference", "profile.regions", "profile.consent", "profile.nosuch", "personal_data.name", "more"],
        ),
        (
            "change_candidate",
            json!({ "profile": profile, "personal_data": { "name": " " } }),
            vec!["profile.regions", "profile.consent", "profile.nosuch", "personal_data.name"],
        ),
        (
            "patch_candidate",
            json!({ "profile": {
                "available_from": "2027-2-1", "hours_max": "zz", "regions": ["XX9"], "shifts": ["noon"], "nosuch": 1,
            }, "personal_data": { "name": " " } }),
            vec![
                "profile.available_from",
                "profile.hours_max",
                "profile.regions",
                "profile.shifts[0]",
                "profile.nosuch",
                "personal_data.name",
            ],
        ),
        (
            "patch_candidate",
            json!({ "profile": { "regions": ["XX9"] }, "nosuch": 1 }),
            vec!["profile.regions", "nosuch"],
        ),
        (
            "change_titles",
            json!({ "titles": [{ "title": "zzz" }, { "title": "nurse-general-care", "status": "no" }] }),
            vec!["titles", "titles[1].status"],
        ),
        (
            "change_languages",
            json!({ "languages": [{ "language": "nl", "level": "B1" }, { "language": "nl", "level": "B2" }], "languages_complete": "x" }),
            vec!["languages", "languages_complete"],
        ),
        (
            "change_preferences",
            json!({ "preferences": profile }),
            vec!["preferences.regions", "preferences.consent", "preferences.nosuch"],
        ),
        (
            "change_personal_data",
            json!({ "personal_data": { "name": " ", "birth_date": "x" } }),
            vec!["personal_data.name", "personal_data.birth_date"],
        ),
        (
            "enter_vacancy",
            json!({ "reference": "", "content": { "region": "XX9", "posts": "x", "nosuch": 1 } }),
            vec!["reference", "content.region", "content.posts", "content.nosuch"],
        ),
        (
            "change_vacancy",
            json!({ "content": { "region": "XX9", "posts": "x" } }),
            vec!["content.region", "content.posts"],
        ),
        ("create_ranking", json!({ "top": 999, "plans": "x" }), vec!["top", "plans"]),
        (
            "enter_curriculum",
            json!({ "reference": "", "enrolment_year": 1900, "content": 7 }),
            vec!["reference", "enrolment_year", "content"],
        ),
        (
            "change_curriculum",
            json!({ "content": { "modules": [{ "code": "a", "title": "x" }, { "code": "a", "title": "y" }], "nosuch": 1 } }),
            vec!["content.modules.code", "content.nosuch"],
        ),
        (
            "enter_authority_decision",
            json!({ "title": "zzz", "kind": "visum", "authority": "nobody", "reference": "", "decided_on": "x" }),
            // No kind is one of a title that there isn't.
            vec!["title", "kind", "authority", "reference", "decided_on"],
        ),
        (
            "add_organisation",
            json!({ "kind": "hospital", "name": "", "enterprise_number": "1", "nosuch": 1 }),
            vec!["kind", "name", "enterprise_number", "nosuch"],
        ),
        ("change_organisation", json!({ "name": "", "nosuch": 1 }), vec!["name", "nosuch"]),
    ]
}

#[test]
fn one_answer_names_wrong_types_and_wrong_meanings() {
    // What the fields of these mean depends on the object alone.
    const OF_OBJECTS: [&str; 3] = ["confirm_subjects", "enter_placement", "end_placement"];
    on_each_database(async |fixture| {
        let candidate = fixture.candidate("c-1", crate::fixture::nurse());
        let officer = fixture.as_actor(&fixture.officer()).await;
        let document = api::document();
        let mut wrong = Vec::new();
        for operation in &operations(&document) {
            let name = operation.description["operationId"].as_str().expect("a name");
            let cases: Vec<_> = mixed_faults().into_iter().filter(|(of, _, _)| *of == name).collect();
            if body_schema(operation).is_some() && cases.is_empty() && !OF_OBJECTS.contains(&name) {
                wrong.push(format!("{name} has no case"));
            }
            for (_, body, expected) in cases {
                let address = operation.path.replace("{id}", &candidate.id.to_string());
                let (path, method) = (address, operation.method.clone());
                let of_candidate = Operation { path, method, description: operation.description };
                let answer = send(&officer, &of_candidate, "", Some(body.to_string())).await;
                let found = named(&answer);
                let missing: Vec<&&str> = expected.iter().filter(|field| !found.contains(**field)).collect();
                if answer.status.as_u16() != 422 || !missing.is_empty() || found.len() != expected.len() {
                    wrong.push(format!("{name} {body}: {missing:?} missing in {}", answer.text));
                    continue;
                }
                assert_own_words(&answer, name);
            }
        }
        assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
        let titles = vec![json!({ "title": "zzz", "status": 7 }); 100_000];
        let address = format!("/api/v1/candidates/{}/titles", candidate.id);
        let answer = officer.put(&address, 1, &json!({ "titles": titles })).await;
        if answer.status.as_u16() == 422 {
            let problem = answer.json();
            let listed = problem["errors"].as_array().map_or(0, Vec::len);
            assert_eq!(
                problem["detail"],
                format!("more than {listed} values aren't right; the first of them are listed")
            );
        } else {
            answer.problem(413, "body-too-large");
        }
    });
}

#[test]
fn a_wrong_limit_and_a_wrong_cursor_are_named_together() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        for limit in ["abc", "0", "201", "-1"] {
            let answer = officer.get(&format!("/api/v1/candidates?limit={limit}&cursor=zz")).await;
            let problem = answer.problem(400, "malformed-query");
            let errors: Vec<(&str, &str)> = problem["errors"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|error| Some((error["field"].as_str()?, error["expected"].as_str()?)))
                .collect();
            assert_eq!(
                errors,
                [
                    ("cursor", "the `next` of the page before, as it was given"),
                    ("limit", "a whole number from 1 to 200")
                ],
                "{limit}"
            );
        }
    });
}
