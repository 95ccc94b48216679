//! Reading TOML by hand, so that every problem of a file is found in one go and named by its key.

use std::str::FromStr;

use toml::Value;
use vocabulary::{Code, Date, Localised, ParseError};

use crate::config_problem::Problems;
use crate::nearest::{nearest, phrase};

/// One table of a file while it is read: hands out its keys and notes what is wrong with each. A key that nobody
/// asked for by the time the table is dropped is unknown, and so a problem too.
pub(crate) struct TomlTable<'a> {
    file: &'a str,
    /// The table's own key, with a dot after it; empty for the whole file.
    prefix: String,
    table: toml::Table,
    asked: Vec<&'static str>,
    problems: &'a Problems,
}

impl<'a> TomlTable<'a> {
    /// A whole file; empty, and noted, when it isn't TOML.
    pub(crate) fn parse(file: &'a str, text: &str, problems: &'a Problems) -> Self {
        let table = text.parse::<toml::Table>().unwrap_or_else(|error| {
            let line = error.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            problems.note(file, format!("line {line}"), format!("is not TOML: {}", error.message()));
            toml::Table::new()
        });
        Self { file, prefix: String::new(), table, asked: Vec::new(), problems }
    }

    /// Notes that a key is wrong.
    pub(crate) fn wrong(&self, key: &str, reason: impl Into<String>) {
        self.problems.note(self.file, format!("{}{key}", self.prefix), reason);
    }

    /// Whether the file couldn't be read at all, or is empty.
    pub(crate) fn is_empty(&self) -> bool {
        self.table.is_empty() && self.asked.is_empty()
    }

    fn take(&mut self, key: &'static str) -> Option<Value> {
        self.asked.push(key);
        self.table.remove(key)
    }

    fn take_required(&mut self, key: &'static str) -> Option<Value> {
        let value = self.take(key);
        if value.is_none() {
            self.wrong(key, "is missing");
        }
        value
    }

    /// A value that must be there, read from its text.
    pub(crate) fn read<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = self.take_required(key)?;
        self.understand(key, &value, expected, read)
    }

    /// A value that may be absent, read from its text.
    pub(crate) fn optional_read<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = self.take(key)?;
        self.understand(key, &value, expected, read)
    }

    fn understand<T>(&self, key: &str, value: &Value, expected: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        // Numbers and dates may be written bare or as strings: both mean the same.
        let written = match value {
            Value::String(text) => text.clone(),
            Value::Integer(number) => number.to_string(),
            Value::Float(number) => number.to_string(),
            Value::Datetime(date) => date.to_string(),
            Value::Boolean(truth) => truth.to_string(),
            Value::Array(_) | Value::Table(_) => {
                self.wrong(key, format!("expected {expected}, not a list or a table"));
                return None;
            }
        };
        let found = read(&written);
        if found.is_none() {
            self.wrong(key, format!("`{}`: expected {expected}", crate::nearest::shown(&written)));
        }
        found
    }

    /// A value that must be there, of a type that parses itself.
    pub(crate) fn parsed<T: FromStr<Err = ParseError>>(&mut self, key: &'static str) -> Option<T> {
        let value = self.take_required(key)?;
        self.parse_value(key, &value)
    }

    /// A value that may be absent, of a type that parses itself.
    pub(crate) fn optional_parsed<T: FromStr<Err = ParseError>>(&mut self, key: &'static str) -> Option<T> {
        let value = self.take(key)?;
        self.parse_value(key, &value)
    }

    fn parse_value<T: FromStr<Err = ParseError>>(&self, key: &str, value: &Value) -> Option<T> {
        let written = self.understand(key, value, "a text or a number", |text| Some(text.to_owned()))?;
        match written.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.wrong(key, error.to_string());
                None
            }
        }
    }

    /// A text that must be there and not be empty.
    pub(crate) fn text(&mut self, key: &'static str) -> Option<String> {
        self.read(key, "a text that isn't empty", |text| (!text.trim().is_empty()).then(|| text.to_owned()))
    }

    /// A text that may be absent or empty.
    pub(crate) fn optional_text(&mut self, key: &'static str) -> Option<String> {
        self.optional_read(key, "a text", |text| Some(text.to_owned()))
    }

    /// A whole number that must be there.
    pub(crate) fn number(&mut self, key: &'static str) -> Option<u32> {
        self.read(key, "a whole number, 0 or more", |text| text.parse().ok())
    }

    /// A whole number that may be absent.
    pub(crate) fn optional_number<T: FromStr>(&mut self, key: &'static str) -> Option<T> {
        self.optional_read(key, "a whole number, 0 or more", |text| text.parse().ok())
    }

    /// `true` or `false` that may be absent.
    pub(crate) fn optional_truth(&mut self, key: &'static str) -> Option<bool> {
        self.optional_read(key, "true or false", |text| text.parse().ok())
    }

    /// A day that must be there.
    pub(crate) fn date(&mut self, key: &'static str) -> Option<Date> {
        self.read(key, "a date like 2027-02-01", |text| text.parse().ok())
    }

    /// A day that may be absent.
    pub(crate) fn optional_date(&mut self, key: &'static str) -> Option<Date> {
        self.optional_read(key, "a date like 2027-02-01", |text| text.parse().ok())
    }

    /// A list of texts; empty when it is absent.
    pub(crate) fn texts(&mut self, key: &'static str) -> Vec<String> {
        let values = match self.take(key) {
            None => return Vec::new(),
            Some(Value::Array(values)) => values,
            Some(_) => {
                self.wrong(key, "expected a list of texts, like [\"a\", \"b\"]");
                return Vec::new();
            }
        };
        let mut texts = Vec::with_capacity(values.len());
        for (index, value) in values.into_iter().enumerate() {
            match value {
                Value::String(text) if !text.trim().is_empty() => texts.push(text),
                _ => self.wrong(&format!("{key}[{}]", index + 1), "expected a text that isn't empty"),
            }
        }
        texts
    }

    /// A list of codes; empty when it is absent.
    pub(crate) fn codes(&mut self, key: &'static str) -> Vec<Code> {
        let texts = self.texts(key);
        let mut codes = Vec::with_capacity(texts.len());
        for text in texts {
            match text.parse() {
                Ok(code) => codes.push(code),
                Err(error) => self.wrong(key, ParseError::to_string(&error)),
            }
        }
        codes
    }

    /// A text in four languages: a table with `nl`, `fr`, `en` and `ar`.
    pub(crate) fn localised(&mut self, key: &'static str) -> Option<Localised> {
        let mut table = self.table(key)?;
        let (nl, fr, en, ar) = (table.text("nl"), table.text("fr"), table.text("en"), table.text("ar"));
        Some(Localised { nl: nl?, fr: fr?, en: en?, ar: ar? })
    }

    /// A table that must be there.
    pub(crate) fn table(&mut self, key: &'static str) -> Option<TomlTable<'a>> {
        if !self.table.contains_key(key) {
            self.wrong(key, "is missing");
        }
        self.optional_table(key)
    }

    /// A table that may be absent.
    pub(crate) fn optional_table(&mut self, key: &'static str) -> Option<TomlTable<'a>> {
        match self.take(key)? {
            Value::Table(table) => Some(self.inner(format!("{key}."), table)),
            _ => {
                self.wrong(key, format!("expected a table, [{}{key}]", self.prefix));
                None
            }
        }
    }

    /// The tables `[[key]]`; none when there are none.
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
                self.wrong(key, format!("expected tables, each begun with [[{}{key}]]", self.prefix));
                Vec::new()
            }
        }
    }

    fn inner(&self, key: String, table: toml::Table) -> TomlTable<'a> {
        let prefix = format!("{}{key}", self.prefix);
        TomlTable { file: self.file, prefix, table, asked: Vec::new(), problems: self.problems }
    }
}

impl Drop for TomlTable<'_> {
    fn drop(&mut self) {
        for key in self.table.keys() {
            let near = nearest(key, self.asked.iter().copied());
            self.wrong(key, format!("no such key is known here{}", phrase(&near)));
        }
    }
}
