//! Concepts of the field, with the phrases that people write for them in four languages.

use vocabulary::{Code, Shift, TextLanguage};

use crate::catalogue::Catalogue;
use crate::config_problem::Problems;
use crate::files::Files;
use crate::grounds::Grounds;
use crate::toml_table::TomlTable;

/// One concept of the field with its phrases.
///
/// This table supplements ESCO, whose rows in `config/esco/` lack *operatiekwartier* and *infirmière de bloc*, have no
/// Dutch or Arabic labels of skills, and classify *basisverpleegkundige* as a general nurse, contrary to the law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concept {
    /// The code: `operating-theatre`.
    pub code: Code,
    /// The specialism that it denotes, if any.
    pub specialism: Option<Code>,
    /// The title that all its phrases denote, if any.
    pub title: Option<Code>,
    /// The setting that it denotes, if any.
    pub setting: Option<Code>,
    /// The shift that it denotes, if any.
    pub shift: Option<Shift>,
    phrases: Phrases,
    people: Option<People>,
}

/// Phrases that name a person who practises the concept, and so state that person's title.
#[derive(Debug, Clone, PartialEq, Eq)]
struct People {
    title: Code,
    /// The number of these phrases, at the end of each language's list.
    counts: [usize; LANGUAGES],
}

const LANGUAGES: usize = TextLanguage::ALL.len();

/// The phrases of a concept, by [`TextLanguage`].
type Phrases = [Vec<String>; LANGUAGES];

impl Concept {
    /// The phrases of a language, in lower case with their accents, the most usual first; phrases that name a person
    /// ("ok-verpleegkundige") come last.
    pub fn phrases(&self, language: TextLanguage) -> &[String] {
        &self.phrases[language as usize]
    }

    /// The phrases of a language, each with the title that it states: that of the person it names, or the concept's.
    /// "operatiekwartier" states no title, "ok-verpleegkundige" states a nurse's.
    pub fn stated(&self, language: TextLanguage) -> impl Iterator<Item = (&str, Option<&Code>)> {
        let phrases = self.phrases(language);
        let first_person = phrases.len() - self.people.as_ref().map_or(0, |people| people.counts[language as usize]);
        phrases.iter().enumerate().map(move |(position, phrase)| {
            let person = self.people.as_ref().filter(|_| position >= first_person).map(|people| &people.title);
            (phrase.as_str(), person.or(self.title.as_ref()))
        })
    }
}

/// The catalogues that concepts refer to.
pub(crate) struct Catalogues<'a> {
    pub(crate) specialisms: &'a Catalogue,
    pub(crate) titles: &'a Catalogue,
    pub(crate) settings: &'a Catalogue,
}

pub(crate) fn read_concepts(files: &Files, catalogues: &Catalogues<'_>, problems: &Problems) -> Vec<Concept> {
    let path = "concepts.toml";
    let mut file = TomlTable::parse(path, files.text(path, problems), problems);
    Grounds::read(&mut file);
    let mut concepts: Vec<Concept> = Vec::new();
    for mut table in file.tables("concept") {
        let code: Option<Code> = table.parsed("code");
        let specialism = catalogue_code(&mut table, "specialism", catalogues.specialisms);
        let title = catalogue_code(&mut table, "title", catalogues.titles);
        let setting = catalogue_code(&mut table, "setting", catalogues.settings);
        let shift = table.optional_parsed("shift");
        let mut phrases = read_phrases(&mut table);
        note_empty(&table, &phrases);
        let people = read_people(&mut table, &mut phrases, catalogues.titles);
        note_repeated(&table, &phrases);
        let Some(code) = code else { continue };
        if concepts.iter().any(|concept| concept.code == code) {
            table.note("code", format!("`{code}` stands twice"));
        }
        concepts.push(Concept { code, specialism, title, setting, shift, phrases, people });
    }
    concepts
}

fn catalogue_code(table: &mut TomlTable<'_>, key: &'static str, catalogue: &Catalogue) -> Option<Code> {
    let code: Code = table.optional_parsed(key)?;
    if let Err(unknown) = catalogue.find(code.as_str()) {
        table.note(key, unknown.to_string());
    }
    Some(code)
}

fn read_phrases(table: &mut TomlTable<'_>) -> Phrases {
    let mut read = |language: TextLanguage| {
        let phrases = table.texts(language.word());
        for phrase in &phrases {
            if *phrase != phrase.to_lowercase() || *phrase != phrase.trim() {
                let reason = format!("`{phrase}`: expected lower case without spaces around it");
                table.note(language.word(), reason);
            }
        }
        phrases
    };
    [read(TextLanguage::Nl), read(TextLanguage::Fr), read(TextLanguage::En), read(TextLanguage::Ar)]
}

/// Reads the table `people` and appends its phrases to those of the concept.
fn read_people(table: &mut TomlTable<'_>, phrases: &mut Phrases, titles: &Catalogue) -> Option<People> {
    let mut table = table.optional_table("people")?;
    let title = table.parsed("title").inspect(|title: &Code| {
        if let Err(unknown) = titles.find(title.as_str()) {
            table.note("title", unknown.to_string());
        }
    });
    let people = read_phrases(&mut table);
    let counts = people.each_ref().map(Vec::len);
    for (phrases, people) in phrases.iter_mut().zip(people) {
        phrases.extend(people);
    }
    Some(People { title: title?, counts })
}

fn note_empty(table: &TomlTable<'_>, phrases: &Phrases) {
    for (language, phrases) in TextLanguage::ALL.iter().zip(phrases) {
        if phrases.is_empty() {
            table.note(language.word(), "expected at least one phrase");
        }
    }
}

fn note_repeated(table: &TomlTable<'_>, phrases: &Phrases) {
    for (language, phrases) in TextLanguage::ALL.iter().zip(phrases) {
        for (position, phrase) in phrases.iter().enumerate() {
            if phrases[..position].contains(phrase) {
                table.note(language.word(), format!("`{phrase}` stands twice"));
            }
        }
    }
}
