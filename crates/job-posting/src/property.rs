//! Properties of a posting, in whatever clothes a site puts them.

use serde_json::{Map, Value};

/// An object of schema.org. Names are found with or without the vocabulary's prefix and in any case, since both
/// occur; what is null counts as absent.
#[derive(Clone, Copy)]
pub(crate) struct Properties<'a>(pub(crate) &'a Map<String, Value>);

/// How deep values are looked into: real ones nest three or four levels.
const DEEPEST: usize = 12;

impl<'a> Properties<'a> {
    pub(crate) fn get(self, name: &str) -> Option<&'a Value> {
        let exact = self.0.get(name).filter(|value| !value.is_null());
        exact.or_else(|| {
            let same = |key: &str| bare_name(key).eq_ignore_ascii_case(name);
            self.0.iter().find(|(key, value)| !value.is_null() && same(key)).map(|(_, value)| value)
        })
    }

    /// The types that an object says it has, without their prefix.
    pub(crate) fn types(self) -> impl Iterator<Item = &'a str> {
        let written = self.get("@type").or_else(|| self.get("type"));
        items(written).filter_map(Value::as_str).map(bare_name)
    }
}

/// A name without `http://schema.org/` or `schema:` before it.
fn bare_name(name: &str) -> &str {
    // The `@` of JSON-LD's own words belongs to them.
    name.rsplit(['/', '#', ':']).next().unwrap_or(name).trim()
}

/// The values of an array, or the value itself.
pub(crate) fn items(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let (single, list) = match value {
        Some(Value::Array(list)) => (None, list.as_slice()),
        other => (other, [].as_slice()),
    };
    single.into_iter().chain(list)
}

/// The text of a value: a string, a number, the first that reads in an array, or the part of an object that holds
/// what it is called.
pub(crate) fn text(value: &Value) -> Option<String> {
    text_by(value, &["@value", "name", "legalName", "value", "text", "@id"], DEEPEST)
}

/// The text of an identifier. The `name` of a `PropertyValue` is whose number it is, not the number.
pub(crate) fn identifier(value: &Value) -> Option<String> {
    text_by(value, &["value", "@value", "identifier", "@id", "url"], DEEPEST)
}

fn text_by(value: &Value, names: &[&str], depth: usize) -> Option<String> {
    let deeper = depth.checked_sub(1)?;
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(list) => list.iter().find_map(|item| text_by(item, names, deeper)),
        Value::Object(map) => names.iter().find_map(|name| text_by(Properties(map).get(name)?, names, deeper)),
        Value::Null | Value::Bool(_) => None,
    }
}

/// A value, cut to a length that can be shown in a note.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => cut(text),
        Value::Number(_) | Value::Bool(_) | Value::Null => value.to_string(),
        Value::Array(_) => text(value).map_or_else(|| "a list".to_owned(), |text| cut(&text)),
        Value::Object(_) => text(value).map_or_else(|| "an object".to_owned(), |text| cut(&text)),
    }
}

/// At most 80 characters of a text, on one line.
pub(crate) fn cut(text: &str) -> String {
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
    fn a_property_is_found_in_any_case_and_under_its_full_name() {
        let posting =
            json!({ "dateposted": "a", "http://schema.org/title": "b", "schema:url": "c", "identifier": null });
        let posting = Properties(posting.as_object().expect("an object"));
        assert_eq!(posting.get("datePosted"), Some(&json!("a")));
        assert_eq!(posting.get("title"), Some(&json!("b")));
        assert_eq!(posting.get("url"), Some(&json!("c")));
        assert_eq!(posting.get("identifier"), None);
    }

    #[test]
    fn a_text_is_found_wherever_a_site_puts_it() {
        for value in
            [json!("x"), json!(["", null, "x"]), json!({ "name": "x" }), json!([{ "name": { "@value": " x " } }])]
        {
            assert_eq!(text(&value).as_deref(), Some("x"), "{value}");
        }
        assert_eq!(text(&json!({ "nothing": 1 })), None);
        assert_eq!(identifier(&json!({ "name": "WZC", "value": 17 })).as_deref(), Some("17"));
    }
}
