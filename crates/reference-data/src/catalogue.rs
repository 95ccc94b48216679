//! Catalogues of codes with labels: titles, specialisms, settings.

use std::collections::HashMap;
use std::fmt;

use vocabulary::{Code, Localised, ParseError};

use crate::config_problem::Problems;
use crate::files::Files;
use crate::grounds::Grounds;
use crate::nearest::{nearest, phrase, shortened};
use crate::toml_table::TomlTable;

/// Codes with their labels, in the order of their file.
#[derive(Debug)]
pub struct Catalogue {
    noun: &'static str,
    entries: Vec<Entry>,
    positions: HashMap<Code, usize>,
}

/// One code with its label and its equivalents in the classifications of the field.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The code in files and requests.
    pub code: Code,
    /// The label in four languages.
    pub label: Localised,
    /// The URI of the corresponding ESCO concept, if any.
    pub esco: Option<String>,
    /// The unit group of ISCO-08, for titles.
    pub isco: Option<String>,
    /// The level of the European Qualifications Framework, for titles.
    pub eqf: Option<u8>,
    /// The source, certainty and validity.
    pub grounds: Grounds,
}

/// A code that isn't in a catalogue, with up to three similar codes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct UnknownCode {
    /// The code as written, shortened for a message.
    pub written: String,
    /// The catalogue's noun: "title", "specialism", "setting".
    pub noun: &'static str,
    /// The most similar codes of the catalogue, best first.
    pub nearest: Vec<String>,
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a {}{}", self.written, self.noun, phrase(&self.nearest))
    }
}

impl From<UnknownCode> for ParseError {
    fn from(unknown: UnknownCode) -> Self {
        Self {
            found: unknown.written,
            expected: format!("the code of a {}{}", unknown.noun, phrase(&unknown.nearest)),
        }
    }
}

impl Entry {
    /// Reads the tables `[[noun]]` of a file behind the entries of other files.
    pub(crate) fn read_all(file: &mut TomlTable<'_>, noun: &'static str, entries: &mut Vec<Self>) {
        let first = entries.len();
        for mut table in file.tables(noun) {
            let code: Option<Code> = table.parsed("code");
            let label = table.localised("label");
            let esco = table.optional_read("esco", "an ESCO URI", |text| {
                text.starts_with("http://data.europa.eu/esco/").then(|| text.to_owned())
            });
            let isco = table.optional_read("isco", "four digits of ISCO-08", |text| {
                (text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.to_owned())
            });
            let eqf = table.optional_read("eqf", "a level from 1 to 8", |text| {
                text.parse().ok().filter(|level| (1..=8).contains(level))
            });
            let grounds = Grounds::read(&mut table);
            let (Some(code), Some(label), Some(grounds)) = (code, label, grounds) else { continue };
            if entries.iter().any(|entry| entry.code == code) {
                table.note("code", format!("`{code}` stands twice"));
                continue;
            }
            entries.push(Self { code, label, esco, isco, eqf, grounds });
        }
        if entries.len() == first && !file.is_empty() {
            file.note(noun, format!("there must be at least one [[{noun}]]"));
        }
    }
}

impl Catalogue {
    pub(crate) fn read(files: &Files, path: &'static str, noun: &'static str, problems: &Problems) -> Self {
        let mut file = TomlTable::parse(path, files.text(path, problems), problems);
        let mut entries = Vec::new();
        Entry::read_all(&mut file, noun, &mut entries);
        Self::new(noun, entries)
    }

    pub(crate) fn new(noun: &'static str, entries: Vec<Entry>) -> Self {
        let positions = entries.iter().enumerate().map(|(position, entry)| (entry.code.clone(), position)).collect();
        Self { noun, entries, positions }
    }

    /// All entries, in the order of the file. The position of a code is its bit in sets.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The position of a code in the catalogue.
    pub fn index_of(&self, code: &str) -> Option<usize> {
        self.positions.get(code).copied()
    }

    /// Reads a code of the catalogue.
    ///
    /// # Errors
    /// With the nearest codes when the catalogue doesn't hold it.
    pub fn code(&self, written: &str) -> Result<Code, ParseError> {
        Ok(self.find(written)?.code.clone())
    }

    /// The entry of a code.
    ///
    /// # Errors
    ///
    /// When the catalogue lacks the code; the error has the most similar codes.
    pub fn find(&self, code: &str) -> Result<&Entry, UnknownCode> {
        self.index_of(code).and_then(|position| self.entries.get(position)).ok_or_else(|| UnknownCode {
            written: shortened(code),
            noun: self.noun,
            nearest: nearest(code, self.entries.iter().map(|entry| entry.code.as_str())),
        })
    }
}
