use actix_web::test::TestRequest;
use serde_json::{Value, json};

use crate::fixture::on_each_database;

pub(crate) fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().expect("paths");
    let of_path = |(path, item): (&String, &Value)| -> Vec<(String, String, Value)> {
        let item = item.as_object().expect("an item");
        item.iter().map(|(method, operation)| (method.clone(), path.clone(), operation.clone())).collect()
    };
    paths.iter().flat_map(of_path).collect()
}

#[test]
fn the_document_contains_every_operation_with_its_statuses() {
    let document = api::document();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["components"]["securitySchemes"]["token"]["scheme"], "bearer");
    let lines: Vec<String> = operations(&document)
        .into_iter()
        .map(|(method, path, operation)| {
            let answers = operation["responses"].as_object().expect("answers").keys().cloned().collect::<Vec<_>>();
            format!("{} {path}: {}", method.to_uppercase(), answers.join(" "))
        })
        .collect();
    insta::assert_json_snapshot!("paths", lines);
}

#[test]
fn every_described_operation_is_in_the_document() {
    let mut described = 0;
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let source = std::fs::read_to_string(&path).expect("a file");
                described += source.lines().filter(|line| line.starts_with("#[utoipa::path(")).count();
            }
        }
    }
    assert_eq!(operations(&api::document()).len(), described);
}

#[test]
fn every_operation_of_the_document_is_served() {
    on_each_database(async |fixture| {
        let officer = fixture.as_actor(&fixture.officer()).await;
        let id = uuid::Uuid::now_v7().to_string();
        for (method, path, _) in operations(&api::document()) {
            let request = match method.as_str() {
                "post" => TestRequest::post(),
                "put" => TestRequest::put(),
                "patch" => TestRequest::patch(),
                _ => TestRequest::get(),
            };
            let answer = officer.send(request.uri(&path.replace("{id}", &id))).await;
            assert_ne!(answer.status.as_u16(), 405, "{method} {path}");
            assert!(!answer.text.contains("there is no such address"), "{method} {path}");
        }
    });
}

#[test]
fn every_reference_in_the_document_resolves() {
    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            Value::Object(fields) => {
                found.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
                fields.values().for_each(|value| references(value, found));
            }
            _ => {}
        }
    }
    let document = api::document();
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 50);
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap_or_else(|| panic!("{reference} leads elsewhere"));
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
}

#[test]
fn operations_and_request_bodies_have_unique_names() {
    let document = api::document();
    let operations = operations(&document);
    let assert_unique = |mut names: Vec<&str>| {
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "{names:?}");
    };
    assert_unique(operations.iter().filter_map(|(_, _, operation)| operation["operationId"].as_str()).collect());
    // Two bodies with one name would share one schema.
    let bodies = operations.iter().filter_map(|(_, _, operation)| {
        let content = operation["requestBody"]["content"].as_object()?.values().next()?;
        content["schema"]["$ref"].as_str()
    });
    assert_unique(bodies.collect());
}

#[test]
fn every_authenticated_operation_describes_its_problems() {
    for (method, path, operation) in operations(&api::document()) {
        let answers = operation["responses"].as_object().expect("answers");
        assert!(answers.values().all(|answer| answer["description"].is_string()), "{method} {path}");
        if operation["tags"] == json!(["about"]) {
            assert_eq!(operation["security"], json!([]), "{method} {path}");
            continue;
        }
        for status in ["401", "403", "429", "500", "503", "504"] {
            let schema = &operation["responses"][status]["content"]["application/problem+json"]["schema"]["$ref"];
            assert_eq!(schema, "#/components/schemas/Problem", "{method} {path} {status}");
        }
        assert!(operation["summary"].is_string(), "{method} {path} says what it does");
    }
}

#[test]
fn the_documentation_page_loads_nothing_from_other_servers() {
    on_each_database(async |fixture| {
        let client = fixture.client(None).await;
        assert_eq!(client.get("/api/v1/docs").await.header("location"), "/api/v1/docs/");
        let page = client.get("/api/v1/docs/").await;
        assert!(page.header("content-type").starts_with("text/html"));
        assert!(page.header("content-security-policy").starts_with("default-src 'self'"));
        assert!(!page.text.contains("src=\"http") && !page.text.contains("href=\"http"), "{}", page.text);
        let script = client.get("/api/v1/docs/swagger-initializer.js").await;
        assert!(script.text.contains("/api/v1/openapi.json") && script.text.contains("\"validatorUrl\": \"none\""));
        for file in ["swagger-ui-bundle.js", "swagger-ui.css"] {
            assert!(client.get(&format!("/api/v1/docs/{file}")).await.status.is_success(), "{file}");
        }
        assert_eq!(client.get("/api/v1/openapi.json").await.ok(), api::document());
    });
}

/// Texts that may be anything, by the last name of their path: names of people and organisations, sentences, free texts, and
/// JSON or a proof that is handed over as it is. All other strings of the document have a form.
const FREE_TEXTS: [&str; 32] = [
    "ar",
    "en",
    "fr",
    "nl",
    "text",
    "question",
    "words",
    "message",
    "detail",
    "title",
    "meaning",
    "expected",
    "field",
    "value",
    "differences",
    "what",
    "reason",
    "description",
    "source",
    "service",
    "name",
    "sex",
    "nationality",
    "email",
    "phone",
    "employer",
    "municipality",
    "issuer",
    "leaf",
    "output",
    "details",
    "proof",
];

/// The same, where the last name is one of another thing too.
const FREE_TEXTS_OF: [&str; 4] = ["Document.kind", "Note.subject", "Rule.found", "Rule.required"];

fn is_free_text(path: &str) -> bool {
    let name = path.rsplit(['.', ' ']).next().unwrap_or_default();
    FREE_TEXTS_OF.contains(&path) || (FREE_TEXTS.contains(&name) && path.contains('.'))
}

/// The strings without a pattern, an enumeration, a format or a constant in a schema, by their path.
fn bare_strings(path: &str, schema: &Value, found: &mut Vec<String>) {
    match schema {
        Value::Array(items) => items.iter().for_each(|item| bare_strings(path, item, found)),
        Value::Object(fields) => {
            let is_string = fields.get("type").is_some_and(|kind| {
                kind == "string" || kind.as_array().is_some_and(|kinds| kinds.contains(&json!("string")))
            });
            let has_form = ["pattern", "enum", "format", "const"].iter().any(|name| fields.contains_key(*name));
            if is_string && !has_form && !is_free_text(path) {
                found.push(path.to_owned());
            }
            for (name, value) in fields {
                match name.as_str() {
                    "properties" => {
                        for (name, value) in value.as_object().into_iter().flatten() {
                            bare_strings(&format!("{path}.{name}"), value, found);
                        }
                    }
                    "example" | "examples" | "default" => {}
                    _ => bare_strings(path, value, found),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn every_string_of_the_document_has_a_form_unless_it_is_a_free_text() {
    let document = api::document();
    let mut found = Vec::new();
    for (method, path, operation) in operations(&document) {
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().expect("a name");
            bare_strings(&format!("{method} {path} {name}"), &parameter["schema"], &mut found);
        }
        for (status, response) in operation["responses"].as_object().into_iter().flatten() {
            for (name, header) in response["headers"].as_object().into_iter().flatten() {
                bare_strings(&format!("{method} {path} {status} {name}"), &header["schema"], &mut found);
            }
        }
    }
    for (name, schema) in document["components"]["schemas"].as_object().expect("schemas") {
        bare_strings(name, schema, &mut found);
    }
    found.sort();
    found.dedup();
    assert!(found.is_empty(), "without a form:\n{}", found.join("\n"));
}
