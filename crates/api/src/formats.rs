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

/// The form of an identifier, written into others.
const UUID: &str = "[0-9a-fA-F-]{36}";

/// The forms of response headers of an operation.
fn response_header(name: &str, operation: &str) -> Option<Value> {
    Some(match name {
        "Location" if operation == "enter_authority_decision_file" => json!({
            "type": "string", "pattern": format!(r"^/api/v1/authority-decisions\?file={UUID}$"),
        }),
        "Location" if operation == "import_candidates" => json!({
            "type": "string", "pattern": format!(r"^/api/v1/(candidates|authority-decisions\?file={UUID})$"),
        }),
        "Allow" => json!({ "type": "string", "pattern": "^[A-Z]+(, [A-Z]+)*$", "examples": ["GET, HEAD, PUT"] }),
        "WWW-Authenticate" => json!({
            "type": "string", "pattern": "^Bearer( .+)?$", "examples": [r#"Bearer realm="passerelle""#],
        }),
        "Retry-After" => json!({
            "type": "string", "pattern": "^[0-9]+$", "description": "seconds", "examples": ["1"],
        }),
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
        "actor" => json!({ "pattern": LINE, "examples": ["officer-1"] }),
        "framework" => json!({ "pattern": r"^[a-z0-9./-]+@[0-9]{4}$", "examples": ["eu-2005-36-ec-31@2013"] }),
        "years" | "schooling" => json!({ "pattern": r"^[0-9]{1,12}(\.[0-9]{1,2})?$", "examples": ["3.5"] }),
        "with" => json!({
            "pattern": format!("^ *{UUID} *(, *{UUID} *){{0,19}}$"),
            "examples": ["0198c0de-7f3a-7c11-9a6e-2f1d5b8c4e70"],
        }),
        _ => return None,
    })
}

/// The forms of parts of addresses that are no identifiers.
fn path_parameter(name: &str) -> Option<Value> {
    Some(match name {
        "hash" => json!({ "pattern": HASH }),
        "id" => json!({ "pattern": "^[a-z-]+$", "examples": ["not-found"] }),
        _ => return None,
    })
}

/// A text on one line.
const LINE: &str = r"^[^\u0000-\u001f\u007f-\u009f]+$";
/// A code of the configuration, or of a rule.
const CODE: &str = "^[a-z0-9./-]+$";
/// A SHA-256 in hexadecimal.
const HASH: &str = "^[0-9a-f]{64}$";

/// The form of a member of the schemas, by its name and that of its schema.
fn member(schema: &str, name: &str) -> Option<Value> {
    let pattern = |pattern: &str| Some(json!({ "pattern": pattern }));
    match (schema, name) {
        ("NewAuthorityDecision", "kind") => {
            Some(json!({ "pattern": CODE, "description": "one of `/codes/decision-kinds`" }))
        }
        ("NewAuthorityDecision", "authority") => Some(
            json!({ "pattern": LINE, "description": "one of `/codes/title-authorities`, by its code or its name" }),
        ),
        ("AuthorityDecision", "kind") => {
            Some(json!({ "pattern": CODE, "description": "one of `/codes/decision-kinds`" }))
        }
        ("AuthorityDecision", "authority") => {
            Some(json!({ "pattern": CODE, "description": "one of `/codes/title-authorities`" }))
        }
        ("NewAuthorityDecision" | "AuthorityDecision" | "FoundVacancyResponse", "title")
        | ("FoundVacancyResponse", "setting")
        | ("Assessments", "next" | "reached")
        | ("Course", "id")
        | ("Criterion" | "Rule" | "EndedData", "code")
        | ("NearMissCount", "rule")
        | ("RequirementImpact", "requirement")
        | ("FoundTitle", "title")
        | ("FoundCandidateResponse", "specialisms") => pattern(CODE),
        ("FoundVacancyResponse", "region") => pattern("^[A-Z]{2}[A-Z0-9]{0,3}$"),
        ("Rule", "evidence")
        | ("EndedData" | "AuditFinding" | "AuditCommitment", "kind")
        | ("AuditEntry" | "DataAccess", "subject_kind")
        | ("FailedCheck", "check")
        | ("LiveResponse" | "ReadyResponse", "status") => pattern("^[a-z-]+$"),
        ("LabelledCode", "code") => pattern(r"^\S+$"),
        ("CodeKindAddress", "address") => pattern("^/api/v1/codes/[a-z-]+$"),
        ("Problem" | "NotReadyProblem" | "ProblemKind", "type") => pattern("^/problems/[a-z-]+$"),
        ("CandidateRanking", "audience") => pattern("^(employer|programme)$"),
        ("AuditEntryProof", "salt") => pattern("^[0-9a-f]+$"),
        ("CandidateRankingProof", "path") | ("AuditVerification", "root") => pattern("^[A-Za-z0-9+/]+=*$"),
        ("AuditEntryProof", "keys") | ("RankingHeader", "freshness") => pattern(r"^\S+$"),
        ("Provenance", "organisation" | "source_id") => Some(json!({ "format": "uuid" })),
        (_, "hash" | "sha256") => pattern(HASH),
        (_, "pseudonym") | ("RankedCandidate", "candidate") => pattern("^[A-Z][a-z]+ [A-Z][a-z]+-[0-9]+$"),
        (_, "reference" | "actor" | "entered_by" | "reviewed_by" | "stated_by")
        | ("RankingHeader", "vacancy")
        | ("ConfirmedSubjects", "module")
        | ("Module", "code") => pattern(LINE),
        _ => None,
    }
}

/// The form of a type that is written as one string.
fn written_type(name: &str) -> Option<Value> {
    const HOURS: &str = r"[0-9]{1,9}(\.[0-9]{1,2})?";
    const LEVEL: &str = "(A1|A2|B1|B2|C1|C2|native)";
    let pattern = match name {
        "Euros" | "Hours" => format!("^{HOURS}$"),
        "HoursRange" => format!("^{HOURS}(-{HOURS})?$"),
        "Contract" => "^(permanent|[0-9]{1,4})$".to_owned(),
        "Wish" => format!("^(specialism:[a-z0-9./-]+|language:[a-z]{{2}}:{LEVEL}|experience:[0-9]{{1,4}})$"),
        "LanguageRequirement" => {
            let skill = r"(\.(listening|reading|interaction|production|writing))?";
            let one = format!("[a-z]{{2}}{skill}:{LEVEL}(@(application|start))?");
            format!("^{one}(/{one})*$")
        }
        "Amount" => r"^[0-9]{1,12}(\.[0-9]{1,4})?$".to_owned(),
        "StudyUnit" => r"^(hour|(period|week|ects):[0-9]{1,12}(\.[0-9]{1,2})?)$".to_owned(),
        _ => return None,
    };
    Some(json!({ "pattern": pattern }))
}

/// Writes a form into a schema of a string, or of a list of strings.
fn complete_string(schema: &mut Value, form: &Value) {
    let is_string = |schema: &Value| {
        let kind = &schema["type"];
        kind == "string" || kind.as_array().is_some_and(|kinds| kinds.contains(&json!("string")))
    };
    let schema = if is_string(schema) { schema } else { &mut schema["items"] };
    if !is_string(schema) {
        return;
    }
    let (Some(schema), Some(form)) = (schema.as_object_mut(), form.as_object()) else { return };
    for (name, value) in form {
        schema.entry(name.clone()).or_insert_with(|| value.clone());
    }
}

/// Writes the forms into the members of the schemas, and of the items of pages.
pub(crate) fn describe_schemas(schemas: &mut Map<String, Value>) {
    for (schema_name, schema) in schemas.iter_mut() {
        if let Some(form) = written_type(schema_name) {
            complete_string(schema, &form);
        }
        let item_of = schema_name.strip_prefix("Page_").map(ToOwned::to_owned);
        let members = match &item_of {
            Some(_) => schema.pointer_mut("/properties/items/items/properties"),
            None => schema.get_mut("properties"),
        };
        let owner = item_of.as_deref().unwrap_or(schema_name);
        for (name, value) in members.and_then(Value::as_object_mut).into_iter().flatten() {
            if let Some(form) = member(owner, name) {
                complete_string(value, &form);
            }
        }
    }
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

/// Writes the forms into an operation; into a read `If-None-Match`, which every read that authenticates its caller takes, and
/// the response 304; and the headers of problems.
pub(crate) fn describe_operation(operation: &mut Value, is_read: bool) {
    let Some(operation) = operation.as_object_mut() else { return };
    let name = operation.get("operationId").and_then(Value::as_str).unwrap_or_default().to_owned();
    let is_conditional = is_read && operation.get("security") != Some(&json!([]));
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
    if is_conditional && let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) {
        let same = "there is what `If-None-Match` names: its version, or with `*` anything";
        responses.entry("304").or_insert_with(|| json!({ "description": same }));
    }
    for parameter in operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten() {
        let name = parameter["name"].as_str().unwrap_or_default().to_owned();
        let form = match parameter["in"].as_str() {
            Some("header") => request_header(&name),
            Some("query") => query_parameter(&name),
            Some("path") if parameter["schema"].get("format").is_none() => path_parameter(&name),
            _ => None,
        };
        if let Some(form) = form
            && parameter["schema"].get("$ref").is_none()
        {
            complete(&mut parameter["schema"], form);
        }
    }
    let responses = operation.get_mut("responses").and_then(Value::as_object_mut);
    for (status, response) in responses.into_iter().flatten() {
        for (of_status, header, description) in PROBLEM_HEADERS {
            if status == of_status {
                response["headers"][header] = json!({ "description": description, "schema": {} });
            }
        }
        let headers = response.get_mut("headers").and_then(Value::as_object_mut);
        for (header_name, header) in headers.into_iter().flatten() {
            if let Some(form) = response_header(header_name, &name) {
                complete(&mut header["schema"], form);
            }
        }
    }
}

/// The headers of problems, by status.
const PROBLEM_HEADERS: [(&str, &str, &str); 3] = [
    ("401", "WWW-Authenticate", "how to authenticate"),
    ("429", "Retry-After", "after how many seconds to try again"),
    ("503", "Retry-After", "after how many seconds to try again, where that may help"),
];

/// The response of an address to a method that it doesn't take, which belongs to no operation.
pub(crate) fn method_not_allowed() -> Value {
    json!({
        "description": "the address doesn't take this method; `Allow` names those that it takes",
        "headers": { "Allow": {
            "description": "the methods that the address takes", "schema": response_header("Allow", ""),
        } },
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
    })
}

/// Writes the form of cursors into the schemas of pages.
pub(crate) fn describe_pages(schemas: &mut Map<String, Value>) {
    for schema in schemas.values_mut().filter(|schema| schema["properties"].get("items").is_some()) {
        if let Some(next) = schema.pointer_mut("/properties/next") {
            complete(next, cursor());
        }
    }
}
