//! Reads TOML key by key, so that all problems of a file are reported at once, each with its key.

use std::str::FromStr;

use toml::Value;
use vocabulary::{Code, Date, Localised, ParseError};

use crate::config_problem::Problems;
use crate::nearest::{nearest, phrase};

/// A table being read: returns values by key and collects problems. A key that has not been read when the table is
/// dropped is unknown, which is a problem too.
pub(crate) struct TomlTable<'a> {
    file: &'a str,
    /// The table's own key, followed by a dot; empty for the whole file.
    prefix: String,
    table: toml::Table,
    read_keys: Vec<&'static str>,
    problems: &'a Problems,
}

impl<'a> TomlTable<'a> {
    /// Parses a whole file; an empty table, with a problem added, when it isn't TOML.
    pub(crate) fn parse(file: &'a str, text: &str, problems: &'a Problems) -> Self {
        let table = text.parse::<toml::Table>().unwrap_or_else(|error| {
            let line = error.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            problems.note(file, format!("line {line}"), format!("is not TOML: {}", error.message()));
            toml::Table::new()
        });
        Self { file, prefix: String::new(), table, read_keys: Vec::new(), problems }
    }

    /// Adds a problem of a key.
    pub(crate) fn note(&self, key: &str, reason: impl Into<String>) {
        self.problems.note(self.file, format!("{}{key}", self.prefix), reason);
    }

    /// Whether the file is empty or could not be parsed.
    pub(crate) fn is_empty(&self) -> bool {
        self.table.is_empty() && self.read_keys.is_empty()
    }

    fn take(&mut self, key: &'static str) -> Option<Value> {
        self.read_keys.push(key);
        self.table.remove(key)
    }

    fn take_required(&mut self, key: &'static str) -> Option<Value> {
        let value = self.take(key);
        if value.is_none() {
            self.note(key, "is missing");
        }
        value
    }

    /// Reads a required value; `expected` describes valid values in messages.
    pub(crate) fn read<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = self.take_required(key)?;
        self.convert(key, &value, expected, read)
    }

    /// Reads a value that may be absent.
    pub(crate) fn optional_read<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = self.take(key)?;
        self.convert(key, &value, expected, read)
    }

    fn convert<T>(&self, key: &str, value: &Value, expected: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        // Numbers and dates may be written bare or as strings.
        let written = match value {
            Value::String(text) => text.clone(),
            Value::Integer(number) => number.to_string(),
            Value::Float(number) => number.to_string(),
            Value::Datetime(date) => date.to_string(),
            Value::Boolean(boolean) => boolean.to_string(),
            Value::Array(_) | Value::Table(_) => {
                self.note(key, format!("expected {expected}, not a list or a table"));
                return None;
            }
        };
        let found = read(&written);
        if found.is_none() {
            self.note(key, format!("`{}`: expected {expected}", crate::nearest::shortened(&written)));
        }
        found
    }

    /// Parses a required value.
    pub(crate) fn parsed<T: FromStr<Err = ParseError>>(&mut self, key: &'static str) -> Option<T> {
        let value = self.take_required(key)?;
        self.parse_value(key, &value)
    }

    /// Parses a value that may be absent.
    pub(crate) fn optional_parsed<T: FromStr<Err = ParseError>>(&mut self, key: &'static str) -> Option<T> {
        let value = self.take(key)?;
        self.parse_value(key, &value)
    }

    fn parse_value<T: FromStr<Err = ParseError>>(&self, key: &str, value: &Value) -> Option<T> {
        let written = self.convert(key, value, "a text or a number", |text| Some(text.to_owned()))?;
        match written.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.note(key, error.to_string());
                None
            }
        }
    }

    /// Reads a required text, which may not be empty.
    pub(crate) fn text(&mut self, key: &'static str) -> Option<String> {
        self.read(key, "a text that isn't empty", |text| (!text.trim().is_empty()).then(|| text.to_owned()))
    }

    /// Reads a text that may be absent or empty.
    pub(crate) fn optional_text(&mut self, key: &'static str) -> Option<String> {
        self.optional_read(key, "a text", |text| Some(text.to_owned()))
    }

    /// Reads a required whole number.
    pub(crate) fn number(&mut self, key: &'static str) -> Option<u32> {
        self.read(key, "a whole number, 0 or more", |text| text.parse().ok())
    }

    /// Reads a whole number that may be absent.
    pub(crate) fn optional_number<T: FromStr>(&mut self, key: &'static str) -> Option<T> {
        self.optional_read(key, "a whole number, 0 or more", |text| text.parse().ok())
    }

    /// Reads `true` or `false`, which may be absent.
    pub(crate) fn optional_boolean(&mut self, key: &'static str) -> Option<bool> {
        self.optional_read(key, "true or false", |text| text.parse().ok())
    }

    /// Reads a required date.
    pub(crate) fn date(&mut self, key: &'static str) -> Option<Date> {
        self.read(key, "a date like 2027-02-01", |text| text.parse().ok())
    }

    /// Reads a date that may be absent.
    pub(crate) fn optional_date(&mut self, key: &'static str) -> Option<Date> {
        self.optional_read(key, "a date like 2027-02-01", |text| text.parse().ok())
    }

    /// Reads a list of texts; empty when it is absent.
    pub(crate) fn texts(&mut self, key: &'static str) -> Vec<String> {
        let values = match self.take(key) {
            None => return Vec::new(),
            Some(Value::Array(values)) => values,
            Some(_) => {
                self.note(key, "expected a list of texts, like [\"a\", \"b\"]");
                return Vec::new();
            }
        };
        let mut texts = Vec::with_capacity(values.len());
        for (index, value) in values.into_iter().enumerate() {
            match value {
                Value::String(text) if !text.trim().is_empty() => texts.push(text),
                _ => self.note(&format!("{key}[{}]", index + 1), "expected a text that isn't empty"),
            }
        }
        texts
    }

    /// Reads a list of codes; empty when it is absent.
    pub(crate) fn codes(&mut self, key: &'static str) -> Vec<Code> {
        let texts = self.texts(key);
        let mut codes = Vec::with_capacity(texts.len());
        for text in texts {
            match text.parse() {
                Ok(code) => codes.push(code),
                Err(error) => self.note(key, ParseError::to_string(&error)),
            }
        }
        codes
    }

    /// Reads a required text in four languages: a table with `nl`, `fr`, `en` and `ar`.
    pub(crate) fn localised(&mut self, key: &'static str) -> Option<Localised> {
        let mut table = self.table(key)?;
        let (nl, fr, en, ar) = (table.text("nl"), table.text("fr"), table.text("en"), table.text("ar"));
        Some(Localised { nl: nl?, fr: fr?, en: en?, ar: ar? })
    }

    /// Reads a required table.
    pub(crate) fn table(&mut self, key: &'static str) -> Option<TomlTable<'a>> {
        if !self.table.contains_key(key) {
            self.note(key, "is missing");
        }
        self.optional_table(key)
    }

    /// Reads a table that may be absent.
    pub(crate) fn optional_table(&mut self, key: &'static str) -> Option<TomlTable<'a>> {
        match self.take(key)? {
            Value::Table(table) => Some(self.inner(format!("{key}."), table)),
            _ => {
                self.note(key, format!("expected a table, [{}{key}]", self.prefix));
                None
            }
        }
    }

    /// Reads the tables `[[key]]`; empty when there are none.
    pub(crate) fn tables(&mut self, key: &'static str) -> Vec<TomlTable<'a>> {
        match self.take(key) {
            None => Vec::new(),
            Some(Value::Array(values)) if values.iter().all(Value::is_table) => values
                .into_iter()
                .enumerate()
                .filter_map(|(index, value)| match value {
                    Value::Table(table) => Some(self.inner(format!("{key}[{}].", index + 1), table)),
                    _ => None,
                })
                .collect(),
            Some(_) => {
                self.note(key, format!("expected tables, each begun with [[{}{key}]]", self.prefix));
                Vec::new()
            }
        }
    }

    fn inner(&self, key: String, table: toml::Table) -> TomlTable<'a> {
        let prefix = format!("{}{key}", self.prefix);
        TomlTable { file: self.file, prefix, table, read_keys: Vec::new(), problems: self.problems }
    }
}

impl Drop for TomlTable<'_> {
    fn drop(&mut self) {
        for key in self.table.keys() {
            let near = nearest(key, self.read_keys.iter().copied());
            self.note(key, format!("no such key is known here{}", phrase(&near)));
        }
    }
}
