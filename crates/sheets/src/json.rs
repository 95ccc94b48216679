//! Reading of JSON: an array of objects, whose values become the same cells as in CSV.

use std::borrow::Cow;
use std::fmt;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;

use crate::column::{Column, similar_names};
use crate::delimited::Span;
use crate::sheet_problem::{Problem, ProblemCollector};

/// The objects of an array as rows of cells, with the text of all cells in one string.
#[derive(Debug)]
pub(crate) struct Objects {
    pub(crate) text: String,
    /// The spans of the cells, row after row, one for each column of the format; empty for absent cells.
    pub(crate) spans: Vec<Span>,
    pub(crate) rows: u32,
    pub(crate) problems: ProblemCollector,
}

/// Reads an array of objects. Wrong objects are collected as problems.
///
/// # Errors
/// When the text isn't valid JSON or isn't an array.
pub(crate) fn objects(text: &str, columns: &'static [Column]) -> Result<Objects, Problem> {
    let mut reader = Reader {
        columns,
        positions: columns.iter().enumerate().map(|(index, column)| (column.name, index)).collect(),
        unknown: FxHashSet::default(),
        filled: vec![false; columns.len()],
        objects: Objects {
            text: String::with_capacity(text.len() / 2),
            spans: Vec::new(),
            rows: 0,
            problems: ProblemCollector::default(),
        },
    };
    let mut json = serde_json::Deserializer::from_str(text);
    (&mut reader).deserialize(&mut json).and_then(|()| json.end()).map_err(|error| {
        Problem::for_file(format!("JSON, an array of objects with the names of columns, but {}", reason(&error)))
    })?;
    Ok(reader.objects)
}

/// What is wrong, in words of our own.
fn reason(error: &serde_json::Error) -> String {
    let place = format!("line {}, column {}", error.line(), error.column());
    match error.classify() {
        Category::Eof => format!("it ends too early, at {place}"),
        Category::Data => "it is something else; one object stands in an array too: `[{…}]`".to_owned(),
        // The reader has no kinds of errors, only sentences.
        _ if error.to_string().starts_with("recursion limit") => {
            format!("its arrays and objects are nested deeper than 127, at {place}")
        }
        Category::Syntax | Category::Io => format!("what stands at {place} isn't JSON"),
    }
}

struct Reader {
    columns: &'static [Column],
    positions: FxHashMap<&'static str, usize>,
    /// Names that aren't columns, so that each is reported once, however many objects have it.
    unknown: FxHashSet<String>,
    /// Whether the current object already has a value for each column.
    filled: Vec<bool>,
    objects: Objects,
}

impl Reader {
    fn problem(&mut self, column: &str, value: &str, expected: impl Into<String>) {
        self.objects.problems.add(Problem::new(u64::from(self.objects.rows), column, value, expected));
    }

    /// Sets the cell of a column to the text appended since position `before`.
    fn fill(&mut self, column: usize, before: usize) {
        let added = &self.objects.text[before..];
        let start = self.objects.text.len() - added.trim_start().len();
        let span = Span::new(start, start + self.objects.text[start..].trim_end().len());
        if added.contains('\0') {
            self.problem(self.columns[column].name, "", "text without the zero character");
        }
        let row = self.objects.spans.len() - self.columns.len();
        self.objects.spans[row + column] = span;
    }
}

impl<'de> DeserializeSeed<'de> for &mut Reader {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for &mut Reader {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<(), A::Error> {
        while array.next_element_seed(Object(self))?.is_some() {}
        Ok(())
    }
}

/// Reads one element of the array.
struct Object<'r>(&'r mut Reader);

impl<'de> DeserializeSeed<'de> for Object<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        let reader = self.0;
        reader.objects.rows += 1;
        let empty = reader.objects.spans.len() + reader.columns.len();
        reader.objects.spans.resize(empty, Span::default());
        reader.filled.fill(false);
        json.deserialize_any(Object(reader))
    }
}

/// Visitor methods that report a value which isn't an object.
macro_rules! visit_non_object {
    ($($visit:ident($type:ty)),+) => {
        $(fn $visit<E: serde::de::Error>(self, value: $type) -> Result<(), E> {
            self.0.problem("", &value.to_string(), "an object with the names of columns");
            Ok(())
        })+
    };
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the names of columns")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let reader = self.0;
        while let Some(name) = object.next_key::<Cow<'de, str>>()? {
            let Some(column) = reader.positions.get(name.as_ref()).copied() else {
                object.next_value::<IgnoredAny>()?;
                if reader.unknown.insert(name.clone().into_owned()) {
                    let expected = match similar_names(reader.columns, &name) {
                        similar if similar.is_empty() => "a name that the format knows".to_owned(),
                        similar => format!("a name that the format knows; nearest: {similar}"),
                    };
                    reader.problem("", &name, expected);
                }
                continue;
            };
            if std::mem::replace(&mut reader.filled[column], true) {
                reader.problem(&name, "", "each name once in an object");
            }
            let before = reader.objects.text.len();
            object.next_value_seed(Cell { reader: &mut *reader, column, in_array: false })?;
            reader.fill(column, before);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<(), A::Error> {
        while array.next_element::<IgnoredAny>()?.is_some() {}
        self.0.problem("", "[…]", "an object with the names of columns");
        Ok(())
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.0.problem("", "null", "an object with the names of columns");
        Ok(())
    }

    visit_non_object!(visit_str(&str), visit_u64(u64), visit_i64(i64), visit_f64(f64), visit_bool(bool));
}

/// Reads the value of one name, or one element of its array.
struct Cell<'r> {
    reader: &'r mut Reader,
    column: usize,
    in_array: bool,
}

impl Cell<'_> {
    fn push(self, value: &str) {
        if self.in_array && value.contains('|') {
            let name = self.reader.columns[self.column].name;
            self.reader.problem(name, value, "one value in each string of the array, without `|`");
        }
        self.reader.objects.text.push_str(value);
    }

    fn reject(self, value: &str) {
        let column = self.reader.columns[self.column];
        let expected = if column.list && !self.in_array { "an array of strings" } else { "a string or a number" };
        self.reader.problem(column.name, value, expected);
    }
}

impl<'de> DeserializeSeed<'de> for Cell<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        let raw = <&RawValue>::deserialize(json)?.get();
        // A number of more digits than a float holds would be rounded.
        let is_number = raw.starts_with(|first: char| first.is_ascii_digit() || first == '-');
        if is_number && raw.bytes().filter(u8::is_ascii_digit).count() > MOST_EXACT_DIGITS {
            self.push(raw);
            return Ok(());
        }
        let Cell { reader, column, in_array } = self;
        let cell = Cell { reader: &mut *reader, column, in_array };
        if serde_json::Deserializer::from_str(raw).deserialize_any(cell).is_err() {
            let expected = "a value that can be held: escapes such as \\ud83d in pairs, numbers up to 1.8e308";
            reader.problem(reader.columns[column].name, raw, expected);
        }
        Ok(())
    }
}

/// The decimal digits that a 64-bit float always holds.
const MOST_EXACT_DIGITS: usize = 15;

impl<'de> Visitor<'de> for Cell<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string, a number, true, false, null or an array of strings")
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<(), E> {
        self.push(value);
        Ok(())
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<(), E> {
        self.push(if value { "yes" } else { "no" });
        Ok(())
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<(), E> {
        self.push(&value.to_string());
        Ok(())
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<(), E> {
        self.push(&value.to_string());
        Ok(())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        self.push(&value.to_string());
        Ok(())
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        if self.in_array {
            self.reject("null");
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<(), A::Error> {
        let Cell { reader, column, in_array } = self;
        if in_array || !reader.columns[column].list {
            while array.next_element::<IgnoredAny>()?.is_some() {}
            Cell { reader, column, in_array }.reject("[…]");
            return Ok(());
        }
        let before = reader.objects.text.len();
        loop {
            // The `|` is appended before it is known whether an element follows, and removed if none does.
            let end = reader.objects.text.len();
            if end > before {
                reader.objects.text.push('|');
            }
            if array.next_element_seed(Cell { reader: &mut *reader, column, in_array: true })?.is_none() {
                reader.objects.text.truncate(end);
                return Ok(());
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        self.reject("{…}");
        Ok(())
    }
}
