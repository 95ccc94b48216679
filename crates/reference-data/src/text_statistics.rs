//! Document frequencies of the words of the field. Rare words get more weight than common ones, without any profile
//! being counted.

use std::collections::BTreeMap;

use vocabulary::TextLanguage;

use crate::config_problem::Problems;
use crate::csv_rows::read_rows;
use crate::files::Files;
use crate::grounds::Grounds;
use crate::toml_table::TomlTable;

/// The statistics of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageStatistics {
    /// The number of documents counted.
    pub documents: u32,
    /// The typical length of a text, in words: chosen for texts of profiles, not measured.
    pub mean_length: u32,
    /// Each word, in lower case with its accents, with the number of documents that contain it; in alphabetical order.
    pub words: Vec<(String, u32)>,
}

/// The statistics of all four languages, with one version.
#[derive(Debug, Clone)]
pub struct TextStatistics {
    /// Raised with every change of a figure; decision records store it.
    pub version: u32,
    languages: Vec<LanguageStatistics>,
}

impl TextStatistics {
    /// The statistics of a language.
    pub fn of(&self, language: TextLanguage) -> &LanguageStatistics {
        &self.languages[language as usize]
    }

    pub(crate) fn read(files: &Files, problems: &Problems) -> Self {
        let path = "text-statistics/meta.toml";
        let mut file = TomlTable::parse(path, files.text(path, problems), problems);
        let version = file.number("version").unwrap_or_default();
        Grounds::read(&mut file);
        let mean_length = file.read("mean_length", "a whole number of words, at least 1", |text| {
            text.parse().ok().filter(|length| *length > 0)
        });
        let mut documents = file.table("documents");
        let languages = TextLanguage::ALL
            .iter()
            .map(|language| LanguageStatistics {
                documents: documents.as_mut().and_then(|table| table.number(language.word())).unwrap_or_default(),
                mean_length: mean_length.unwrap_or(1),
                words: Vec::new(),
            })
            .zip(TextLanguage::ALL)
            .map(|(statistics, language)| read_words(files, *language, statistics, problems))
            .collect();
        Self { version, languages }
    }
}

fn read_words(
    files: &Files,
    language: TextLanguage,
    statistics: LanguageStatistics,
    problems: &Problems,
) -> LanguageStatistics {
    let path = format!("text-statistics/{language}.csv");
    let most = statistics.documents;
    let mut words = read_rows(&path, files.text(&path, problems), &["word", "documents"], problems, |row| {
        let word = row.read("word", "a word", |cell| (!cell.is_empty()).then(|| cell.to_owned()));
        let expected = "a number from 1 to the number of documents";
        let documents = row
            .read("documents", expected, |cell| cell.parse().ok().filter(|documents| (1..=most).contains(documents)));
        Some((word?, documents?))
    });
    words.sort_unstable();
    LanguageStatistics { words, ..statistics }
}

/// Returns the number of non-empty documents, and for each word the number of documents that contain it.
///
/// A word is a run of letters and digits, in lower case; marks and accents are kept.
pub fn document_frequencies<'a>(documents: impl Iterator<Item = Vec<&'a str>>) -> (u32, BTreeMap<String, u32>) {
    let mut count = 0;
    let mut frequencies = BTreeMap::new();
    for document in documents.filter(|document| !document.is_empty()) {
        count += 1;
        let lower: Vec<String> = document.iter().map(|text| text.to_lowercase()).collect();
        let mut words: Vec<&str> = lower
            .iter()
            .flat_map(|text| text.split(|character: char| !character.is_alphanumeric()))
            .filter(|word| !word.is_empty())
            .collect();
        words.sort_unstable();
        words.dedup();
        for word in words {
            *frequencies.entry(word.to_owned()).or_insert(0) += 1;
        }
    }
    (count, frequencies)
}
