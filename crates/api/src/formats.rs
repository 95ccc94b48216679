//! The forms of what every operation has in common: headers, cursors, words of searches. They are written into the document
//! once, by the name of the header or parameter, so that no operation can describe them in another way.

use serde_json::{Map, Value, json};

/// The forms of request headers.
fn request_header(name: &str) -> Option<Value> {
    Some(match name {
        "If-Match" => json!({
            "type": "string", "pattern": r#"^(W/)?"v[1-9][0-9]{0,18}"$"#, "maxLength": 24, "examples": ["\"v3\""],
        }),
        "If-None-Match" => json!({
            "type": "string", "pattern": r#"^(\*|(W/)?"[!#-~]*"( *, *(W/)?"[!#-~]*")*)$"#, "examples": ["\"v3\""],
        }),
        "Idempotency-Key" => json!({
            "type": "string", "pattern": "^[!-~]+$", "minLength": 1, "maxLength": 255,
            "examples": ["0198c0de-7f3a-7c11-9a6e-2f1d5b8c4e70"],
        }),
        _ => return None,
    })
}

/// The forms of response headers.
fn response_header(name: &str) -> Option<Value> {
    Some(match name {
        "ETag" => {
            json!({ "type": "string", "pattern": r#"^"(v[1-9][0-9]*|[0-9a-f]{64})"$"#, "examples": ["\"v3\""] })
        }
        "Location" => json!({
            "type": "string", "pattern": r"^/api/v1/[a-z-]+/[0-9a-f-]{36}$",
            "examples": ["/api/v1/candidates/0198c0de-7f3a-7c11-9a6e-2f1d5b8c4e70"],
        }),
        "Idempotency-Replayed" => json!({ "type": "string", "const": "true" }),
        _ => return None,
    })
}

/// The forms of parameters of queries that several operations have.
fn query_parameter(name: &str) -> Option<Value> {
    Some(match name {
        "cursor" => cursor(),
        "q" => json!({ "minLength": 1, "maxLength": 1000, "pattern": r"\S" }),
        _ => return None,
    })
}

/// The form of a cursor: base64url without padding.
fn cursor() -> Value {
    json!({
        "type": "string", "pattern": "^[A-Za-z0-9_-]+$", "maxLength": 256,
        "examples": ["MDE5OGMwZGUtN2YzYS03YzExLTlhNmUtMmYxZDViOGM0ZTcw"],
    })
}

/// Adds members that a schema doesn't have.
fn complete(schema: &mut Value, form: Value) {
    let (Some(schema), Value::Object(form)) = (schema.as_object_mut(), form) else { return };
    // A parameter that may be left out is never null in a query or a header.
    if schema.get("type").is_some_and(Value::is_array) {
        schema.remove("type");
    }
    for (name, value) in form {
        schema.entry(name).or_insert(value);
    }
    schema.entry("type").or_insert_with(|| json!("string"));
}

/// Writes the forms into an operation, and `If-None-Match` where a response is 304.
pub(crate) fn describe_operation(operation: &mut Value) {
    let is_conditional = operation["responses"].get("304").is_some();
    let Some(operation) = operation.as_object_mut() else { return };
    if is_conditional {
        let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
        if let Some(parameters) = parameters.as_array_mut()
            && !parameters.iter().any(|parameter| parameter["name"] == "If-None-Match")
        {
            parameters.push(json!({
                "name": "If-None-Match", "in": "header", "required": false, "schema": {},
                "description": "the `ETag` of what is known already",
            }));
        }
    }
    for parameter in operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten() {
        let name = parameter["name"].as_str().unwrap_or_default().to_owned();
        let form = match parameter["in"].as_str() {
            Some("header") => request_header(&name),
            Some("query") => query_parameter(&name),
            _ => None,
        };
        if let Some(form) = form {
            complete(&mut parameter["schema"], form);
        }
    }
    let responses = operation.get_mut("responses").and_then(Value::as_object_mut);
    for response in responses.into_iter().flat_map(Map::values_mut) {
        let headers = response.get_mut("headers").and_then(Value::as_object_mut);
        for (name, header) in headers.into_iter().flatten() {
            if let Some(form) = response_header(name) {
                complete(&mut header["schema"], form);
            }
        }
    }
}

/// Writes the form of cursors into the schemas of pages.
pub(crate) fn describe_pages(schemas: &mut Map<String, Value>) {
    for schema in schemas.values_mut().filter(|schema| schema["properties"].get("items").is_some()) {
        if let Some(next) = schema.pointer_mut("/properties/next") {
            complete(next, cursor());
        }
    }
}
