//! Occupations and skills of health and care in the European classification ESCO.
//!
//! This service uses the ESCO classification of the European Commission.

use std::collections::HashMap;

use vocabulary::TextLanguage;

use crate::config_problem::Problems;
use crate::csv_rows::{CsvRow, read_rows};
use crate::files::Files;

/// An occupation or a skill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EscoConcept {
    /// The URI, which is the key: codes and labels differ between versions.
    pub uri: String,
    /// The unit group of ISCO-08; nothing for skills.
    pub isco: Option<String>,
    nl: Vec<String>,
    fr: Vec<String>,
    en: Vec<String>,
}

impl EscoConcept {
    /// The labels of a language, the preferred one first; empty when the version lacks the language, and for Arabic.
    ///
    /// A French label with both genders, separated by a slash, counts as two labels.
    pub fn labels(&self, language: TextLanguage) -> &[String] {
        match language {
            TextLanguage::Nl => &self.nl,
            TextLanguage::Fr => &self.fr,
            TextLanguage::En => &self.en,
            TextLanguage::Ar => &[],
        }
    }
}

/// The part of ESCO on health and care.
#[derive(Debug)]
pub struct Esco {
    occupations: Vec<EscoConcept>,
    skills: Vec<EscoConcept>,
    positions: HashMap<String, (bool, usize)>,
}

impl Esco {
    /// The occupations, in the order of the file.
    pub fn occupations(&self) -> &[EscoConcept] {
        &self.occupations
    }

    /// The skills, in the order of the file. They were selected by words in their labels, so some are irrelevant.
    pub fn skills(&self) -> &[EscoConcept] {
        &self.skills
    }

    /// The occupation or skill with a URI.
    pub fn find(&self, uri: &str) -> Option<&EscoConcept> {
        let (is_skill, position) = *self.positions.get(uri)?;
        if is_skill { self.skills.get(position) } else { self.occupations.get(position) }
    }

    pub(crate) fn read(files: &Files, problems: &Problems) -> Self {
        let occupations = {
            let path = "esco/occupations.csv";
            let columns = [
                "uri",
                "isco08",
                "esco_code",
                "label_en",
                "label_fr",
                "label_nl",
                "alt_en",
                "alt_fr",
                "alt_nl",
                "source_version_en_fr",
                "source_version_nl",
            ];
            read_rows(path, files.text(path, problems), &columns, problems, |row| {
                Some(EscoConcept {
                    uri: uri(row)?,
                    isco: Some(row.cell("isco08").to_owned()).filter(|isco| !isco.is_empty()),
                    nl: labels(row, "label_nl", "alt_nl"),
                    fr: labels(row, "label_fr", "alt_fr"),
                    en: labels(row, "label_en", "alt_en"),
                })
            })
        };
        let skills = {
            let path = "esco/skills.csv";
            let columns = ["uri", "skill_type", "reuse_level", "label_en", "label_fr", "alt_en", "alt_fr"];
            read_rows(path, files.text(path, problems), &columns, problems, |row| {
                Some(EscoConcept {
                    uri: uri(row)?,
                    isco: None,
                    nl: Vec::new(),
                    fr: labels(row, "label_fr", "alt_fr"),
                    en: labels(row, "label_en", "alt_en"),
                })
            })
        };
        let index_all = |concepts: &[EscoConcept], is_skill: bool| -> Vec<(String, (bool, usize))> {
            concepts
                .iter()
                .enumerate()
                .map(|(position, concept)| (concept.uri.clone(), (is_skill, position)))
                .collect()
        };
        let positions = [index_all(&occupations, false), index_all(&skills, true)].into_iter().flatten().collect();
        Self { occupations, skills, positions }
    }
}

fn uri(row: &CsvRow<'_>) -> Option<String> {
    row.read("uri", "an ESCO URI", |cell| cell.starts_with("http://data.europa.eu/esco/").then(|| cell.to_owned()))
}

fn labels(row: &CsvRow<'_>, preferred: &str, alternatives: &str) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    let cells = [row.cell(preferred), row.cell(alternatives)];
    for label in cells.iter().flat_map(|cell| cell.split(['|', '/'])).map(str::trim) {
        if !label.is_empty() && !labels.iter().any(|other| other == label) {
            labels.push(label.to_owned());
        }
    }
    labels
}
