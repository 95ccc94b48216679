//! Stop words: function words, and words of adverts and CVs that carry no information about a candidate or a post.

use std::collections::HashSet;

use vocabulary::TextLanguage;

use crate::config_problem::Problems;
use crate::files::Files;

/// The stop words of each language, in the order of [`TextLanguage::ALL`].
#[derive(Debug)]
pub(crate) struct StopWords(Vec<HashSet<String>>);

impl StopWords {
    pub(crate) fn of(&self, language: TextLanguage) -> &HashSet<String> {
        &self.0[language as usize]
    }

    pub(crate) fn read(files: &Files, problems: &Problems) -> Self {
        Self(TextLanguage::ALL.iter().map(|language| read_language(files, *language, problems)).collect())
    }
}

fn read_language(files: &Files, language: TextLanguage, problems: &Problems) -> HashSet<String> {
    let path = format!("stopwords/{language}.txt");
    let mut words = HashSet::new();
    for (index, line) in files.text(&path, problems).lines().enumerate() {
        let word = line.split('#').next().unwrap_or("").trim();
        if word.is_empty() {
            continue;
        }
        if word.contains(char::is_whitespace) || word != word.to_lowercase() {
            let reason = format!("`{word}`: expected one word a line, in lower case");
            problems.note(&path, format!("line {}", index + 1), reason);
        } else {
            words.insert(word.to_owned());
        }
    }
    words
}
