//! What the OpenAPI document says that requests must have.

use actix_web::HttpRequest;
use serde_json::Value;

use crate::json_document::Place;

/// The OpenAPI document of the server, as data of the application: serde reports the first field that an object lacks, and
/// the document knows all.
#[derive(Debug, Clone, Copy)]
pub struct OperationSchemas(pub &'static Value);

impl OperationSchemas {
    /// The paths of the required members that a body lacks, by the schema of the request's operation.
    pub(crate) fn missing_in_body(&self, request: &HttpRequest, body: &Value) -> Vec<String> {
        let content = self.operation(request).and_then(|operation| operation["requestBody"]["content"].as_object());
        let schema = content.and_then(|content| content.values().next()).map(|content| &content["schema"]);
        let mut missing = Vec::new();
        if let Some(schema) = schema {
            self.add_missing(schema, body, &Place::ROOT, &mut missing);
        }
        missing
    }

    /// The required parameters of the request's operation that a query lacks.
    pub(crate) fn missing_in_query(&self, request: &HttpRequest, query: &Value) -> Vec<String> {
        let parameters = self.operation(request).and_then(|operation| operation["parameters"].as_array());
        let required = parameters.into_iter().flatten().filter(|parameter| {
            parameter["in"].as_str() == Some("query") && parameter["required"].as_bool() == Some(true)
        });
        let names = required.filter_map(|parameter| parameter["name"].as_str());
        names.filter(|name| query.get(name).is_none()).map(str::to_owned).collect()
    }

    /// The example of the body of the request's operation.
    pub(crate) fn example_of_body(&self, request: &HttpRequest) -> Option<&'static Value> {
        let content = self.operation(request)?["requestBody"]["content"].as_object()?;
        content.values().next()?.get("example")
    }

    /// The name of the request's operation, if it is one that needs a token.
    pub(crate) fn protected_operation(&self, request: &HttpRequest) -> Option<&'static str> {
        let operation = self.operation(request)?;
        let is_public = operation["security"].as_array().is_some_and(Vec::is_empty);
        // One without a name is refused, since nothing is known of it.
        (!is_public).then(|| operation["operationId"].as_str().unwrap_or_default())
    }

    fn operation(&self, request: &HttpRequest) -> Option<&'static Value> {
        let pattern = request.match_pattern()?;
        self.0.get("paths")?.get(pattern)?.get(request.method().as_str().to_ascii_lowercase())
    }

    /// A schema, or the one that it refers to.
    fn resolved(&self, schema: &'static Value) -> &'static Value {
        let target = schema["$ref"].as_str().and_then(|reference| self.0.pointer(reference.strip_prefix('#')?));
        target.unwrap_or(schema)
    }

    fn add_missing(&self, schema: &'static Value, value: &Value, place: &Place<'_>, missing: &mut Vec<String>) {
        let schema = self.resolved(schema);
        // An optional object is described as one of null and its schema.
        let parts = ["allOf", "oneOf", "anyOf"].iter().filter_map(|name| schema[*name].as_array());
        for parts in parts {
            if let [only] =
                parts.iter().filter(|part| part["type"].as_str() != Some("null")).collect::<Vec<_>>().as_slice()
            {
                self.add_missing(only, value, place, missing);
            }
        }
        match value {
            Value::Object(members) => {
                let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
                let absent = required.filter(|name| !members.contains_key(*name));
                missing.extend(absent.map(|name| place.member(name).to_string()));
                for (name, value) in members {
                    if let Some(schema) = schema["properties"].get(name) {
                        self.add_missing(schema, value, &place.member(name), missing);
                    }
                }
            }
            Value::Array(elements) => {
                if let Some(schema) = schema.get("items") {
                    for (position, value) in elements.iter().enumerate() {
                        self.add_missing(schema, value, &place.element(position), missing);
                    }
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use actix_web::test::TestRequest;
    use serde_json::json;

    use super::*;

    static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
        json!({ "components": { "schemas": {
            "Language": { "required": ["language", "level"], "properties": { "language": {}, "level": {} } },
            "Body": {
                "required": ["profile", "reference"],
                "properties": {
                    "profile": { "properties": { "languages": { "items": { "$ref": "#/components/schemas/Language" } } } },
                    "more": { "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Language" }] },
                },
            },
        } } })
    });

    #[test]
    fn all_that_a_body_lacks_is_found() {
        let schemas = OperationSchemas(&DOCUMENT);
        let missing = |body: Value| {
            let mut missing = Vec::new();
            schemas.add_missing(&DOCUMENT["components"]["schemas"]["Body"], &body, &Place::ROOT, &mut missing);
            missing
        };
        assert_eq!(missing(json!({})), ["profile", "reference"]);
        let body = json!({ "reference": "", "more": {}, "profile": { "languages": [{ "level": 1 }, 3, {}] } });
        assert_eq!(
            missing(body),
            [
                "more.language",
                "more.level",
                "profile.languages[0].language",
                "profile.languages[2].language",
                "profile.languages[2].level"
            ]
        );
    }

    #[test]
    fn a_request_that_no_document_describes_lacks_nothing() {
        let request = TestRequest::default().to_http_request();
        assert!(OperationSchemas(&DOCUMENT).missing_in_body(&request, &json!({})).is_empty());
    }
}
