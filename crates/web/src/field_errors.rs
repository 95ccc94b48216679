//! Values of requests as Rust types, with every field that is wrong.
//!
//! serde stops at the first error. A type is therefore read several times: what was wrong before comes last, so that each
//! pass finds the next field that is wrong, until all the others were read. Objects are taken for structs and nothing else
//! is: serde's own readers of JSON take arrays for them too. What was expected is said in the words of the API.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display};

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, Expected, IntoDeserializer, MapAccess,
    SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde_json::Value;
use uuid::Uuid;
use vocabulary::calendar;
use vocabulary::identifiers::EXPECTED_IDENTIFIER;

use crate::json_document::Place;
use crate::problem::{InvalidField, shortened};
use crate::request_text::EXPECTED_TEXT;

/// Whether the values of a document have types, as in JSON, or are all texts, as in a query string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notation {
    /// Values have types.
    Json,
    /// All values are texts.
    Text,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Its value.
    Value,
    /// It isn't there.
    Missing,
    /// There is no such field.
    Unknown,
}

/// A field that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldError {
    /// Its path: `profile.languages[1].level`; empty for the document itself.
    pub(crate) field: String,
    pub(crate) fault: Fault,
    /// Its value, cut to a length that can be shown.
    value: String,
    /// What was expected, as a phrase that follows "expected".
    expected: String,
}

impl FieldError {
    /// A field that isn't there.
    pub(crate) fn missing(field: String) -> Self {
        Self { field, fault: Fault::Missing, value: String::new(), expected: "it to be given".to_owned() }
    }

    /// The same within the object at a field.
    pub(crate) fn within(self, object: &str) -> Self {
        let separator = if self.field.is_empty() { "" } else { "." };
        Self { field: format!("{object}{separator}{}", self.field), ..self }
    }

    /// A member of an object that has to be there.
    pub(crate) fn not_removable(field: String) -> Self {
        let expected = "a value, since it can't be removed".to_owned();
        Self { field, fault: Fault::Missing, value: "null".to_owned(), expected }
    }

    /// A text with control characters.
    pub(crate) fn not_text(field: String) -> Self {
        Self { field, fault: Fault::Value, value: String::new(), expected: EXPECTED_TEXT.to_owned() }
    }

    /// A name that an object has more than once.
    pub(crate) fn repeated(field: String) -> Self {
        Self { field, fault: Fault::Value, value: String::new(), expected: "each name once in an object".to_owned() }
    }
}

impl From<FieldError> for InvalidField {
    fn from(error: FieldError) -> Self {
        // Personal data isn't repeated, since an error message may be passed on.
        let is_personal = error.field.starts_with("personal_data");
        let field = if error.field.is_empty() { "body".to_owned() } else { error.field };
        Self { field, value: if is_personal { String::new() } else { error.value }, expected: error.expected }
    }
}

/// The fields of a value that are wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WrongFields {
    /// They, in the order of their names; of several that are missing in one object, the first.
    pub(crate) errors: Vec<FieldError>,
    /// Whether there are more, which weren't looked for in a large document.
    pub(crate) has_more: bool,
}

/// The most work for one document, in values that are read: beyond it, not all errors of a large document are found.
const MOST_WORK: usize = 500_000;

/// Reads a type from a value.
///
/// # Errors
/// Every field that is wrong.
pub(crate) fn read<T: DeserializeOwned>(value: &Value, notation: Notation) -> Result<T, WrongFields> {
    let passes = (MOST_WORK / count(value).max(1)).max(3);
    let found = RefCell::new(Found::default());
    let mut has_more = true;
    for _ in 0..passes {
        let node = Node { value, place: Place::ROOT, notation, found: &found };
        let error = match T::deserialize(node) {
            Ok(read) => return Ok(read),
            Err(error) => error.at(&Place::ROOT, value),
        };
        if found.borrow_mut().add(error) {
            has_more = false;
            break;
        }
    }
    Err(WrongFields { errors: found.into_inner().errors.into_values().collect(), has_more })
}

/// Reads a type from what is right of a document, so that the meaning of that can be judged too: without the fields that are
/// wrong, and with those of a right document where they have to be there.
pub(crate) fn read_right_part<T: DeserializeOwned>(value: &Value, wrong: &[FieldError], right: &Value) -> Option<T> {
    /// The most times that a removal may show that something else is missing.
    const ROUNDS: usize = 4;
    let mut part = value.clone();
    let mut wrong = wrong.to_vec();
    for _ in 0..ROUNDS {
        let mut steps: Vec<(Vec<PathStep>, Fault)> =
            wrong.iter().map(|error| (path_steps(&error.field), error.fault)).collect();
        // Elements of an array from its end, so that those before them keep their positions.
        steps.sort_by(|(one, _), (other, _)| other.cmp(one));
        for (steps, fault) in steps {
            let known = if fault == Fault::Missing { at_path(right, &steps) } else { None };
            match known {
                Some(known) => insert(&mut part, &steps, known.clone()),
                None if fault == Fault::Missing => remove(&mut part, &steps[..steps.len().saturating_sub(1)]),
                None => remove(&mut part, &steps),
            }
        }
        match read(&part, Notation::Json) {
            Ok(read) => return Some(read),
            Err(more) => wrong = more.errors,
        }
    }
    None
}

/// A step of the path of a field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum PathStep {
    Member(String),
    Element(usize),
}

/// The steps of a path such as `profile.languages[1].level`.
fn path_steps(field: &str) -> Vec<PathStep> {
    let parts = field.split(['.', '[']).filter(|part| !part.is_empty());
    let step = |part: &str| match part.strip_suffix(']').and_then(|position| position.parse().ok()) {
        Some(position) => PathStep::Element(position),
        None => PathStep::Member(part.to_owned()),
    };
    parts.map(step).collect()
}

fn at_path<'v>(value: &'v Value, steps: &[PathStep]) -> Option<&'v Value> {
    steps.iter().try_fold(value, |value, step| match step {
        PathStep::Member(name) => value.get(name),
        PathStep::Element(position) => value.get(position),
    })
}

/// The value that contains what a path leads to, with the last step.
fn around<'v, 's>(value: &'v mut Value, steps: &'s [PathStep]) -> Option<(&'v mut Value, &'s PathStep)> {
    let (last, before) = steps.split_last()?;
    let around = before.iter().try_fold(value, |value, step| match step {
        PathStep::Member(name) => value.get_mut(name),
        PathStep::Element(position) => value.get_mut(*position),
    })?;
    Some((around, last))
}

fn remove(value: &mut Value, steps: &[PathStep]) {
    let is_emptied = match around(value, steps) {
        Some((Value::Object(members), PathStep::Member(name))) => {
            members.shift_remove(name);
            false
        }
        Some((Value::Array(elements), PathStep::Element(position))) if *position < elements.len() => {
            elements.remove(*position);
            elements.is_empty()
        }
        _ => false,
    };
    // An empty list would be wrong in another way than one whose elements can't be read.
    if is_emptied {
        remove(value, &steps[..steps.len() - 1]);
    }
}

fn insert(value: &mut Value, steps: &[PathStep], member: Value) {
    if let Some((Value::Object(members), PathStep::Member(name))) = around(value, steps) {
        members.insert(name.clone(), member);
    }
}

/// The number of values in a value.
fn count(value: &Value) -> usize {
    match value {
        Value::Array(elements) => 1 + elements.iter().map(count).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(count).sum::<usize>(),
        _ => 1,
    }
}

/// The errors of the passes so far.
#[derive(Default)]
struct Found {
    errors: BTreeMap<String, FieldError>,
    /// Fields that are wrong or contain wrong ones, and in which nothing more is to be found.
    exhausted: BTreeSet<String>,
}

impl Found {
    /// Adds the error with which a pass ended. Returns whether nothing more is to be found.
    fn add(&mut self, error: FieldError) -> bool {
        let field = error.field.clone();
        if !self.errors.contains_key(&field) {
            self.errors.insert(field.clone(), error);
            return !self.exhausted.insert(field);
        }
        // It was known: all that could be read before it was. So the smallest part around it has nothing else.
        let mut part = field.as_str();
        while self.exhausted.contains(part) {
            match part.rfind(['.', '[']) {
                Some(end) => part = &part[..end],
                None if part.is_empty() => return true,
                None => part = "",
            }
        }
        self.exhausted.insert(part.to_owned());
        false
    }

    /// When a field is to be read: those without known errors first, then those in which more may be found.
    fn order(&self, place: &Place<'_>) -> u8 {
        if self.errors.is_empty() {
            return 0;
        }
        let path = place.to_string();
        let contains = |field: &String| {
            field.strip_prefix(&path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let has_errors = self.errors.range(path.clone()..).take_while(|(field, _)| field.starts_with(&path));
        match has_errors.map(|(field, _)| field).any(contains) {
            false => 0,
            true if self.exhausted.contains(&path) => 2,
            true => 1,
        }
    }
}

/// The error of one pass; the field is added where it is known.
#[derive(Debug)]
struct PassError {
    error: FieldError,
    /// The name of a member that is missing or unknown, until the field is known.
    member: Option<String>,
    is_placed: bool,
}

impl PassError {
    fn new(fault: Fault, expected: impl Into<String>) -> Self {
        let error = FieldError { field: String::new(), fault, value: String::new(), expected: expected.into() };
        Self { error, member: None, is_placed: false }
    }

    /// The same with its field, unless it has one already.
    fn placed(mut self, place: &Place<'_>, value: &Value) -> Self {
        if !self.is_placed {
            self.is_placed = true;
            self.error.field = match &self.member {
                Some(name) => place.member(name).to_string(),
                None => place.to_string(),
            };
            if self.error.fault == Fault::Value {
                self.error.value = shown(value);
            }
        }
        self
    }

    fn at(self, place: &Place<'_>, value: &Value) -> FieldError {
        self.placed(place, value).error
    }
}

/// A value as a problem shows it.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => shortened(text),
        Value::Array(_) => "[…]".to_owned(),
        Value::Object(_) => "{…}".to_owned(),
        other => shortened(&other.to_string()),
    }
}

impl Display for PassError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.error.expected)
    }
}

impl std::error::Error for PassError {}

/// What is expected where nothing better is known: another program's words are never passed on.
const ANOTHER_VALUE: &str = "a value as the description of the operation has it";

impl Error for PassError {
    /// Our own types say "`found`: expected …". Whatever else says something is a library.
    fn custom<T: Display>(message: T) -> Self {
        let message = message.to_string();
        let ours = message.strip_prefix("expected ").or_else(|| {
            let (_, expected) = message.strip_prefix('`')?.split_once("`: expected ")?;
            Some(expected)
        });
        if ours.is_none() {
            tracing::debug!(message, "an error without words of its own");
        }
        Self::new(Fault::Value, ours.unwrap_or(ANOTHER_VALUE))
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(Fault::Value, expected_kind(&expected.to_string()))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(Fault::Value, expected_kind(&expected.to_string()))
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self::new(Fault::Value, "an array of another length")
    }

    fn unknown_variant(_: &str, variants: &'static [&'static str]) -> Self {
        Self::new(Fault::Value, one_of(variants))
    }

    fn unknown_field(field: &str, fields: &'static [&'static str]) -> Self {
        let error = Self::new(Fault::Unknown, format!("a field that there is: {}", one_of(fields)));
        Self { member: Some(field.to_owned()), ..error }
    }

    fn missing_field(field: &'static str) -> Self {
        Self { member: Some(field.to_owned()), ..Self::new(Fault::Missing, "it to be given") }
    }

    fn duplicate_field(field: &'static str) -> Self {
        let error = Self::new(Fault::Value, "each name once in an object");
        Self { member: Some(field.to_owned()), ..error }
    }
}

fn one_of(words: &[&str]) -> String {
    match words {
        [] => "none".to_owned(),
        [only] => format!("`{only}`"),
        [all @ .., last] => {
            format!("{} or `{last}`", all.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "))
        }
    }
}

/// What serde's readers of standard types expect, in our words.
fn expected_kind(of_serde: &str) -> &'static str {
    match of_serde {
        "a boolean" => TRUE_OR_FALSE,
        "a string" | "a borrowed string" | "string" | "str" => TEXT,
        "a sequence" => ARRAY,
        "a map" => OBJECT,
        DATE_OF_CHRONO => DATE,
        UUID_OF_UUID => EXPECTED_IDENTIFIER,
        "f32" | "f64" => NUMBER,
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "usize" => WHOLE_NUMBER,
        other if other.starts_with("struct ") => OBJECT,
        _ => ANOTHER_VALUE,
    }
}

const TRUE_OR_FALSE: &str = "true or false";
const TEXT: &str = "a text";
const ARRAY: &str = "an array";
const OBJECT: &str = "an object";
const NUMBER: &str = "a number";
const WHOLE_NUMBER: &str = "a whole number";
const DATE: &str = calendar::EXPECTED_DAY;

/// What the reader of dates says that it expects, by which it is recognised: it takes days that no column can hold.
const DATE_OF_CHRONO: &str = "a formatted date string";

/// The same of the reader of UUIDs.
const UUID_OF_UUID: &str = "a formatted UUID string";

/// A value at a place, read by serde.
#[derive(Clone, Copy)]
struct Node<'a> {
    value: &'a Value,
    place: Place<'a>,
    notation: Notation,
    found: &'a RefCell<Found>,
}

impl<'a> Node<'a> {
    fn refused<T>(&self, expected: impl Into<String>) -> Result<T, PassError> {
        Err(PassError::new(Fault::Value, expected).placed(&self.place, self.value))
    }

    /// The text of a query string.
    fn written(&self) -> Option<&'a str> {
        if self.notation == Notation::Text { self.value.as_str() } else { None }
    }

    /// The members of an object, those without known errors first.
    fn members(&self, object: &'a serde_json::Map<String, Value>) -> Vec<(&'a str, &'a Value)> {
        let mut members: Vec<(&str, &Value)> = object.iter().map(|(name, value)| (name.as_str(), value)).collect();
        let found = self.found.borrow();
        members.sort_by_cached_key(|(name, _)| found.order(&self.place.member(name)));
        members
    }

    fn visit_object<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PassError> {
        let Value::Object(object) = self.value else { return self.refused(OBJECT) };
        let members = Members { node: self, rest: self.members(object).into_iter(), value: None };
        visitor.visit_map(members).map_err(|error| error.placed(&self.place, self.value))
    }

    fn visit_array<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PassError> {
        let Value::Array(elements) = self.value else { return self.refused(ARRAY) };
        let mut order: Vec<usize> = (0..elements.len()).collect();
        let found = self.found.borrow();
        order.sort_by_cached_key(|position| found.order(&self.place.element(*position)));
        drop(found);
        let elements = Elements { node: self, elements, order: order.into_iter() };
        visitor.visit_seq(elements).map_err(|error| error.placed(&self.place, self.value))
    }

    fn visit_text<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PassError> {
        // The types of libraries are recognised by what their readers say that they expect.
        let is_right: fn(&str) -> bool = match expecting(&visitor).as_str() {
            DATE_OF_CHRONO => |text| calendar::day(text).is_ok(),
            UUID_OF_UUID => |text| Uuid::parse_str(text).is_ok(),
            _ => |_| true,
        };
        match self.value {
            Value::String(text) if is_right(text) => visitor.visit_str(text),
            _ => match expected_kind(&expecting(&visitor)) {
                ANOTHER_VALUE => self.refused(TEXT),
                expected => self.refused(expected),
            },
        }
    }
}

/// What a visitor says that it expects.
fn expecting<'de, V: Visitor<'de>>(visitor: &V) -> String {
    struct Expecting<'a, V>(&'a V);
    impl<'de, V: Visitor<'de>> Display for Expecting<'_, V> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.expecting(f)
        }
    }
    Expecting(visitor).to_string()
}

/// Methods that read whole numbers.
macro_rules! whole_numbers {
    ($($method:ident $type:ty, $visit:ident;)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PassError> {
            let number: Option<$type> = match self.written() {
                Some(text) => text.parse().ok(),
                None => {
                    let number = self.value.as_u64().map(i128::from).or_else(|| self.value.as_i64().map(i128::from));
                    number.and_then(|number| number.try_into().ok())
                }
            };
            match number {
                Some(number) => visitor.$visit(number),
                None => self.refused(format!("a whole number from {} to {}", <$type>::MIN, <$type>::MAX)),
            }
        })*
    };
}

impl<'de> Deserializer<'de> for Node<'_> {
    type Error = PassError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PassError> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(number), _, _) => visitor.visit_u64(number),
                (None, Some(number), _) => visitor.visit_i64(number),
                (None, None, Some(number)) => visitor.visit_f64(number),
                (None, None, None) => self.refused(NUMBER),
            },
            Value::String(_) => self.visit_text(visitor),
            Value::Array(_) => self.visit_array(visitor),
            Value::Object(_) => self.visit_object(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PassError> {
        let value = match self.written() {
            Some(text) => text.parse().ok(),
            None => self.value.as_bool(),
        };
        match value {
            Some(value) => visitor.visit_bool(value),
            None => self.refused(TRUE_OR_FALSE),
        }
    }

    whole_numbers! {
        deserialize_u8 u8, visit_u8;
        deserialize_u16 u16, visit_u16;
        deserialize_u32 u32, visit_u32;
        deserialize_i8 i8, visit_i8;
        deserialize_i16 i16, visit_i16;
        deserialize_i32 i32, visit_i32;
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PassError> {
        let number = self.written().map_or_else(|| self.value.as_u64(), |text| text.parse().ok());
        match number {
            Some(number) => visitor.visit_u64(number),
            None => self.refused("a whole number from 0 on"),
        }
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PassError> {
        let number = self.written().map_or_else(|| self.value.as_i64(), |text| text.parse().ok());
        match number {
            Some(number) => visitor.visit_i64(number),
            None => self.refused(WHOLE_NUMBER),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PassError> {
        let number = self.written().map_or_else(|| self.value.as_f64(), |text| text.parse().ok());
        match number {
            Some(number) => visitor.visit_f64(number),
            None => self.refused(NUMBER),
        }
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PassError> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PassError> {
        self.visit_text(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PassError> {
        self.visit_text(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PassError> {
        self.visit_text(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PassError> {
        self.visit_text(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PassError> {
        self.visit_text(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PassError> {
        self.visit_text(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PassError> {
        if self.value.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PassError> {
        if self.value.is_null() { visitor.visit_unit() } else { self.refused("null") }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, PassError> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, PassError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PassError> {
        self.visit_array(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, PassError> {
        self.visit_array(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, PassError> {
        self.visit_array(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PassError> {
        self.visit_object(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, PassError> {
        self.visit_object(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, PassError> {
        let variant = match self.value {
            Value::String(variant) => Variant { name: variant, content: None, node: self },
            Value::Object(object) if object.len() == 1 => match object.iter().next() {
                Some((name, content)) => Variant { name, content: Some(content), node: self },
                None => return self.refused(OBJECT),
            },
            _ => return self.refused(one_of(variants)),
        };
        visitor.visit_enum(variant).map_err(|error| error.placed(&self.place, self.value))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PassError> {
        visitor.visit_unit()
    }
}

/// The members of an object that are still to be read.
struct Members<'a> {
    node: Node<'a>,
    rest: std::vec::IntoIter<(&'a str, &'a Value)>,
    value: Option<(&'a str, &'a Value)>,
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = PassError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, PassError> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        self.value = Some((name, value));
        let key: Result<K::Value, PassError> = seed.deserialize(name.into_deserializer());
        key.map(Some)
            .map_err(|error| PassError { member: None, ..error }.placed(&self.node.place.member(name), value))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, PassError> {
        let Some((name, value)) = self.value.take() else { return Err(PassError::new(Fault::Value, ANOTHER_VALUE)) };
        let place = self.node.place.member(name);
        let read = seed.deserialize(Node { value, place, ..self.node });
        read.map_err(|error| error.placed(&place, value))
    }
}

/// The elements of an array, in the order in which they are read.
struct Elements<'a> {
    node: Node<'a>,
    elements: &'a [Value],
    order: std::vec::IntoIter<usize>,
}

impl<'de> SeqAccess<'de> for Elements<'_> {
    type Error = PassError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, PassError> {
        let Some(position) = self.order.next() else { return Ok(None) };
        let place = self.node.place.element(position);
        let value = &self.elements[position];
        let read = seed.deserialize(Node { value, place, ..self.node });
        read.map(Some).map_err(|error| error.placed(&place, value))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.order.len())
    }
}

/// A variant of an enum.
struct Variant<'a> {
    name: &'a str,
    content: Option<&'a Value>,
    node: Node<'a>,
}

impl<'de, 'a> EnumAccess<'de> for Variant<'a> {
    type Error = PassError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), PassError> {
        let variant = seed.deserialize(IntoDeserializer::<PassError>::into_deserializer(self.name))?;
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_> {
    type Error = PassError;

    fn unit_variant(self) -> Result<(), PassError> {
        if self.content.is_none() { Ok(()) } else { self.node.refused(TEXT) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, PassError> {
        let Some(value) = self.content else { return self.node.refused(OBJECT) };
        let place = self.node.place.member(self.name);
        seed.deserialize(Node { value, place, ..self.node }).map_err(|error| error.placed(&place, value))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, PassError> {
        let Some(value) = self.content else { return self.node.refused(OBJECT) };
        Node { value, place: self.node.place.member(self.name), ..self.node }.visit_array(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, PassError> {
        let Some(value) = self.content else { return self.node.refused(OBJECT) };
        Node { value, place: self.node.place.member(self.name), ..self.node }.visit_object(visitor)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use vocabulary::Date;

    use super::*;

    fn refusal<T: DeserializeOwned + std::fmt::Debug>(value: Value) -> String {
        read::<T>(&value, Notation::Json).expect_err("it is wrong").errors[0].expected.clone()
    }

    /// A new version of chrono, uuid or serde that expects something in other words fails here.
    #[test]
    fn what_libraries_expect_is_said_in_our_words() {
        for wrong in [json!("2027-02-30"), json!("1929-12-31"), json!(7), json!(["2027-02-01"])] {
            assert_eq!(refusal::<Date>(wrong), DATE);
        }
        for wrong in [json!("x"), json!(7), json!(null)] {
            assert_eq!(refusal::<Uuid>(wrong), EXPECTED_IDENTIFIER);
        }
        assert_eq!(refusal::<String>(json!(7)), TEXT);
        assert_eq!(refusal::<bool>(json!("yes")), TRUE_OR_FALSE);
        assert_eq!(refusal::<Vec<u8>>(json!({})), ARRAY);
        assert_eq!(refusal::<u8>(json!(256)), "a whole number from 0 to 255");
        assert_eq!(refusal::<f64>(json!("1")), NUMBER);
        assert_eq!(refusal::<BTreeMap<String, u8>>(json!([])), OBJECT);
        assert_eq!(refusal::<(u8, u8)>(json!([1])), "an array of another length");
    }
}
