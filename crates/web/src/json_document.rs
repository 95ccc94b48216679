//! JSON text as a value. RFC 8259 leaves open what a name means that an object has twice; here it is an error.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::request_text::is_text;

/// A step from a value to one inside it.
#[derive(Clone, Copy)]
enum Step<'a> {
    Member(&'a str),
    Element(usize),
}

/// The place of a value in a document, written like `profile.languages[1].level`; the document itself is empty.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    within: Option<(&'a Place<'a>, Step<'a>)>,
}

impl<'a> Place<'a> {
    /// The document itself.
    pub(crate) const ROOT: Place<'static> = Place { within: None };

    /// The place of a member of the object at this place.
    pub(crate) const fn member(&'a self, name: &'a str) -> Self {
        Self { within: Some((self, Step::Member(name))) }
    }

    /// The place of an element of the array at this place.
    pub(crate) const fn element(&'a self, position: usize) -> Self {
        Self { within: Some((self, Step::Element(position))) }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.within {
            None => Ok(()),
            Some((object, Step::Member(name))) if object.within.is_none() => f.write_str(name),
            Some((object, Step::Member(name))) => write!(f, "{object}.{name}"),
            Some((array, Step::Element(position))) => write!(f, "{array}[{position}]"),
        }
    }
}

/// A document that was read.
pub(crate) struct JsonDocument {
    /// Its value.
    pub(crate) value: Value,
    /// The places of names that an object has more than once.
    pub(crate) repeated: Vec<String>,
    /// The places of texts with control characters, which no text of a request has.
    pub(crate) not_text: Vec<String>,
}

impl JsonDocument {
    /// Reads JSON text.
    ///
    /// # Errors
    /// When it isn't JSON; with line and column.
    pub(crate) fn read(text: &[u8]) -> Result<Self, serde_json::Error> {
        let mut json = serde_json::Deserializer::from_slice(text);
        let (mut repeated, mut not_text) = (Vec::new(), Vec::new());
        let reader = Reader { place: &Place::ROOT, repeated: &mut repeated, not_text: &mut not_text };
        let value = reader.deserialize(&mut json)?;
        json.end()?;
        Ok(Self { value, repeated, not_text })
    }
}

/// Reads the value at a place.
struct Reader<'a> {
    place: &'a Place<'a>,
    repeated: &'a mut Vec<String>,
    not_text: &'a mut Vec<String>,
}

impl Reader<'_> {
    /// Notes the place of a text that no request has.
    fn check(&mut self, text: &str) {
        if !is_text(text) {
            self.not_text.push(self.place.to_string());
        }
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(mut self, value: &str) -> Result<Value, E> {
        self.check(value);
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(mut self, value: String) -> Result<Value, E> {
        self.check(&value);
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Value, A::Error> {
        let mut elements = Vec::new();
        loop {
            let place = self.place.element(elements.len());
            let reader = Reader { place: &place, repeated: self.repeated, not_text: self.not_text };
            match array.next_element_seed(reader)? {
                Some(element) => elements.push(element),
                None => return Ok(Value::Array(elements)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = object.next_key::<String>()? {
            let place = self.place.member(&name);
            if members.contains_key(&name) {
                self.repeated.push(place.to_string());
            }
            let reader = Reader { place: &place, repeated: self.repeated, not_text: self.not_text };
            let value = object.next_value_seed(reader)?;
            members.insert(name, value);
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_becomes_the_value_that_it_says() {
        let text = br#" {"a": [1, -2, 2.5, true, null, "x"], "b": {"c": {}}} "#;
        let document = JsonDocument::read(text).expect("JSON");
        assert_eq!(document.value, serde_json::from_slice::<Value>(text).expect("JSON"));
        assert!(document.repeated.is_empty());
        assert!(JsonDocument::read(b"{} {}").is_err());
    }

    #[test]
    fn a_name_that_an_object_has_twice_is_found_however_deep() {
        let text = br#"{"a": 1, "b": [{}, {"c": 1, "d": {"e": 1, "e": 1}, "c": 2}], "a": 2}"#;
        assert_eq!(JsonDocument::read(text).expect("JSON").repeated, ["b[1].d.e", "b[1].c", "a"]);
    }
}
