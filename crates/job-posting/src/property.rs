//! Access to the properties of schema.org objects, in the variants that sites publish.

use serde_json::{Map, Value};

/// An object of schema.org. Names of properties match with or without the vocabulary's prefix and in any case, since
/// feeds contain all of these. A property that is null counts as absent.
#[derive(Clone, Copy)]
pub(crate) struct Properties<'a>(pub(crate) &'a Map<String, Value>);

/// The maximum nesting depth of values; those of real feeds have three or four levels.
const MAX_DEPTH: usize = 12;

impl<'a> Properties<'a> {
    pub(crate) fn get(self, name: &str) -> Option<&'a Value> {
        let exact = self.0.get(name).filter(|value| !value.is_null());
        exact.or_else(|| {
            let matches = |key: &str| bare_name(key).eq_ignore_ascii_case(name);
            self.0.iter().find(|(key, value)| !value.is_null() && matches(key)).map(|(_, value)| value)
        })
    }

    /// Returns the types of an object without their prefix.
    pub(crate) fn types(self) -> impl Iterator<Item = &'a str> {
        let written = self.get("@type").or_else(|| self.get("type"));
        items(written).filter_map(Value::as_str).map(bare_name)
    }
}

/// Returns a name without the prefix `http://schema.org/` or `schema:`.
fn bare_name(name: &str) -> &str {
    // The `@` of the keywords of JSON-LD is part of the name.
    name.rsplit(['/', '#', ':']).next().unwrap_or(name).trim()
}

/// Iterates over the elements of an array, or over a single value.
pub(crate) fn items(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let (single, list) = match value {
        Some(Value::Array(list)) => (None, list.as_slice()),
        other => (other, [].as_slice()),
    };
    single.into_iter().chain(list)
}

/// Returns the text of a value: a string, a number, the first text in an array, or the property of an object that
/// contains its name.
pub(crate) fn text(value: &Value) -> Option<String> {
    text_of_first(value, &["@value", "name", "legalName", "value", "text", "@id"], MAX_DEPTH)
}

/// Returns the text of an identifier. The `name` of a `PropertyValue` is the issuer of the identifier, so it isn't used.
pub(crate) fn identifier(value: &Value) -> Option<String> {
    text_of_first(value, &["value", "@value", "identifier", "@id", "url"], MAX_DEPTH)
}

fn text_of_first(value: &Value, names: &[&str], depth: usize) -> Option<String> {
    let deeper = depth.checked_sub(1)?;
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(list) => list.iter().find_map(|item| text_of_first(item, names, deeper)),
        Value::Object(map) => names.iter().find_map(|name| text_of_first(Properties(map).get(name)?, names, deeper)),
        Value::Null | Value::Bool(_) => None,
    }
}

/// Returns a value for a note, truncated to 80 characters.
pub(crate) fn value_excerpt(value: &Value) -> String {
    match value {
        Value::String(text) => excerpt(text),
        Value::Number(_) | Value::Bool(_) | Value::Null => value.to_string(),
        Value::Array(_) => text(value).map_or_else(|| "a list".to_owned(), |text| excerpt(&text)),
        Value::Object(_) => text(value).map_or_else(|| "an object".to_owned(), |text| excerpt(&text)),
    }
}

/// Returns at most 80 characters of a text, on one line.
pub(crate) fn excerpt(text: &str) -> String {
    let mut short: String =
        text.chars().take(80).map(|character| if character.is_control() { ' ' } else { character }).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn properties_are_found_in_any_case_and_with_prefixes() {
        let posting =
            json!({ "dateposted": "a", "http://schema.org/title": "b", "schema:url": "c", "identifier": null });
        let posting = Properties(posting.as_object().expect("an object"));
        assert_eq!(posting.get("datePosted"), Some(&json!("a")));
        assert_eq!(posting.get("title"), Some(&json!("b")));
        assert_eq!(posting.get("url"), Some(&json!("c")));
        assert_eq!(posting.get("identifier"), None);
    }

    #[test]
    fn text_is_found_in_strings_arrays_and_objects() {
        for value in
            [json!("x"), json!(["", null, "x"]), json!({ "name": "x" }), json!([{ "name": { "@value": " x " } }])]
        {
            assert_eq!(text(&value).as_deref(), Some("x"), "{value}");
        }
        assert_eq!(text(&json!({ "nothing": 1 })), None);
        assert_eq!(identifier(&json!({ "name": "WZC", "value": 17 })).as_deref(), Some("17"));
    }
}
