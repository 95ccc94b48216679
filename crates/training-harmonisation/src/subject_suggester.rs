//! Suggestions of subjects for modules, from the words of title and description.
//!
//! Phrases of the configuration are looked for in the words of a title. The longest phrase counts; a phrase inside a
//! longer one doesn't. No stemmer is used: a phrase states with `*` which endings it accepts, since the stemmers for
//! Dutch and Arabic leave *ziekenhuis* and *ziekenhuizen*, *ممرضة* and *ممرضات* apart (rust-stemmers 1.2.0).

use std::sync::{PoisonError, RwLock};

use reference_data::{ReferenceData, Subject, TopicUse, TrainingPart};
use rustc_hash::FxHashMap;
use serde::Serialize;
use smol_str::SmolStr;
use vocabulary::folding::fold_into;
use vocabulary::{Code, LanguageCode, Millionths, TextLanguage};

use crate::curriculum::{Curriculum, Module};

/// A subject suggested for a module. It counts when a person confirms it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// The code of the module.
    pub module: SmolStr,
    /// The subject.
    pub subject: Code,
    /// How sure the suggestion is, from 0 to 1. The values are chosen, not measured.
    pub confidence: Millionths,
    /// The words that led to it.
    pub words: String,
}

/// How sure a suggestion is, by what it rests on, in millionths.
mod confidence {
    pub(super) const CONFIRMED_BEFORE: u32 = 980_000;
    pub(super) const TITLE: u32 = 900_000;
    pub(super) const DESCRIPTION: u32 = 700_000;
    pub(super) const WEAK: u32 = 500_000;
}

/// The subjects that were confirmed for modules of a school, by [`title_key`].
pub type ConfirmedTitles = FxHashMap<String, Vec<Code>>;

/// Finds the subjects that titles of modules suggest.
#[derive(Debug)]
pub struct SubjectSuggester {
    topics: Vec<Topic>,
    /// By language.
    phrases: [PhraseIndex; 4],
    /// By language: those phrases that say that a module is clinical training.
    clinical_phrases: [PhraseIndex; 4],
    /// Whether a title says that its module is clinical training, by language and title. Thousands of transcripts of one
    /// school have the same titles.
    clinical_titles: RwLock<FxHashMap<Option<LanguageCode>, FxHashMap<String, bool>>>,
}

/// The titles of a language that are remembered; more would be of many schools, and repeat less.
const REMEMBERED_TITLES: usize = 20_000;

#[derive(Debug)]
struct Topic {
    topic_use: TopicUse,
    /// Its subjects with their parts.
    subjects: Vec<(Code, TrainingPart)>,
    only_alone: bool,
    /// The positions of the topics that it replaces, and of those that only qualify it.
    replaces: Vec<usize>,
    qualified_by: Vec<usize>,
}

/// The phrases of one language.
#[derive(Debug, Default)]
struct PhraseIndex {
    phrases: Vec<Phrase>,
    /// The phrases whose first word is exactly this.
    exact: FxHashMap<String, Vec<usize>>,
    /// The phrases whose first word begins like this.
    prefixes: FxHashMap<String, Vec<usize>>,
    /// The phrases whose first word may begin with any letters.
    others: Vec<usize>,
}

#[derive(Debug)]
struct Phrase {
    words: Vec<PhraseWord>,
    topic: usize,
    is_weak: bool,
}

#[derive(Debug)]
struct PhraseWord {
    folded: String,
    any_beginning: bool,
    any_ending: bool,
}

impl PhraseWord {
    fn parse(written: &str) -> Self {
        let (any_beginning, rest) = written.strip_prefix('*').map_or((false, written), |rest| (true, rest));
        let (any_ending, rest) = rest.strip_suffix('*').map_or((false, rest), |rest| (true, rest));
        let mut folded = String::new();
        fold_into(rest, &mut folded);
        Self { folded, any_beginning, any_ending }
    }

    fn matches(&self, word: &str) -> bool {
        match (self.any_beginning, self.any_ending) {
            (false, false) => word == self.folded,
            (false, true) => word.starts_with(&self.folded),
            (true, false) => word.ends_with(&self.folded),
            (true, true) => word.contains(&self.folded),
        }
    }
}

/// A word of a title, with its position in it.
struct Word {
    folded: String,
    start: usize,
    end: usize,
}

/// A phrase found in a title.
struct Match {
    first: usize,
    length: usize,
    topic: usize,
    is_weak: bool,
}

/// Words that phrases and titles are compared without.
const STOP_WORDS: &[&str] = &[
    // French
    "de", "du", "des", "la", "le", "les", "l", "d", "en", "et", "a", "au", "aux", "un", "une", "pour", "par", "sur",
    "dans", "avec", // Dutch
    "van", "het", "een", "in", "bij", "aan", "voor", "met", "op", "der", // English
    "the", "of", "and", "to", "for", "an", "on", "with", // Arabic
    "في", "من", "علي", "الي", "عن", "مع", "و",
];

/// Splits a text into words: runs of letters and digits; combining marks and the tatweel belong to their word.
fn words_of(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let is_inside = |character: char| character.is_alphanumeric() || is_mark(character);
    let mut start = None;
    for (position, character) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, is_inside(character)) {
            (None, true) => start = Some(position),
            (Some(first), false) => {
                let mut folded = String::new();
                fold_into(&text[first..position], &mut folded);
                if !folded.is_empty() && !STOP_WORDS.contains(&folded.as_str()) {
                    words.push(Word { folded, start: first, end: position });
                }
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// A title in the form by which confirmed mappings of a school are found again: folded words without numbers.
pub fn title_key(title: &str) -> String {
    let words = words_of(title).into_iter().map(|word| word.folded);
    words.filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit())).collect::<Vec<_>>().join(" ")
}

impl PhraseIndex {
    fn add(&mut self, written: &str, topic: usize, is_weak: bool) {
        // A star belongs to the word that it touches, and separates none.
        let separated = written
            .replace(|character: char| !character.is_alphanumeric() && character != '*' && !is_mark(character), " ");
        let words: Vec<PhraseWord> = separated
            .split_whitespace()
            .map(PhraseWord::parse)
            .filter(|word| {
                let is_whole = !word.any_beginning && !word.any_ending;
                let is_stop_word = is_whole && STOP_WORDS.contains(&word.folded.as_str());
                !word.folded.is_empty() && !is_stop_word
            })
            .collect();
        let Some(first) = words.first() else { return };
        let position = self.phrases.len();
        match (first.any_beginning, first.any_ending) {
            (true, _) => self.others.push(position),
            (false, true) => self.prefixes.entry(first.folded.clone()).or_default().push(position),
            (false, false) => self.exact.entry(first.folded.clone()).or_default().push(position),
        }
        self.phrases.push(Phrase { words, topic, is_weak });
    }

    fn find(&self, words: &[Word], found: &mut Vec<Match>) {
        for first in 0..words.len() {
            let word = words[first].folded.as_str();
            let exact = self.exact.get(word).into_iter().flatten();
            let ends = word.char_indices().map(|(position, character)| position + character.len_utf8());
            let prefixes = ends.filter_map(|end| self.prefixes.get(&word[..end])).flatten();
            for position in exact.chain(prefixes).chain(&self.others) {
                let phrase = &self.phrases[*position];
                let length = phrase.words.len();
                let Some(window) = words.get(first..first + length) else { continue };
                if phrase.words.iter().zip(window).all(|(expected, word)| expected.matches(&word.folded)) {
                    found.push(Match { first, length, topic: phrase.topic, is_weak: phrase.is_weak });
                }
            }
        }
    }
}

/// Whether a character is a combining mark (an accent, an Arabic vowel) or the tatweel, which belong to their word.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | 'ـ')
}

/// The topics that a text is about.
#[derive(Default)]
struct TextTopics {
    /// The matches that count: no longer one contains them.
    matches: Vec<Match>,
    words: Vec<Word>,
    is_clinical: bool,
    is_outside: bool,
}

impl SubjectSuggester {
    /// Prepares the phrases of the configuration.
    pub fn new(reference: &ReferenceData) -> Self {
        let part_of =
            |code: &Code| reference.frameworks().subject(code.as_str()).map(|subject: &Subject| subject.part);
        let mut suggester = Self {
            topics: Vec::new(),
            phrases: Default::default(),
            clinical_phrases: Default::default(),
            clinical_titles: RwLock::default(),
        };
        let topics = reference.module_topics();
        let positions = |codes: &[Code]| -> Vec<usize> {
            codes.iter().filter_map(|code| topics.iter().position(|topic| topic.code == *code)).collect()
        };
        for topic in topics {
            let position = suggester.topics.len();
            let subjects = topic.subjects.iter().filter_map(|code| Some((code.clone(), part_of(code).ok()?)));
            suggester.topics.push(Topic {
                topic_use: topic.topic_use,
                subjects: subjects.collect(),
                only_alone: topic.only_alone,
                replaces: positions(&topic.replaces),
                qualified_by: positions(&topic.qualified_by),
            });
            for (phrases, is_weak) in [(&topic.phrases, false), (&topic.weak_phrases, true)] {
                for (language, phrase) in phrases {
                    suggester.phrases[*language as usize].add(phrase, position, is_weak);
                    if topic.topic_use == TopicUse::ClinicalTraining {
                        suggester.clinical_phrases[*language as usize].add(phrase, position, is_weak);
                    }
                }
            }
        }
        suggester
    }

    /// The subjects suggested for the modules of a curriculum that are to be mapped.
    pub fn suggest_all(&self, curriculum: &Curriculum, confirmed: &ConfirmedTitles) -> Vec<Suggestion> {
        let open = curriculum.modules.iter().filter(|module| module.subjects.is_none());
        open.flat_map(|module| self.suggest(module, confirmed)).collect()
    }

    /// The subjects suggested for a module, the surest first. What was confirmed for the same title of the school
    /// comes before all words.
    pub fn suggest(&self, module: &Module, confirmed: &ConfirmedTitles) -> Vec<Suggestion> {
        let suggestion = |subject: &Code, thousandths: u32, words: &str| Suggestion {
            module: module.code.clone(),
            subject: subject.clone(),
            confidence: Millionths::new(thousandths),
            words: words.to_owned(),
        };
        if let Some(subjects) = (!confirmed.is_empty()).then(|| confirmed.get(&title_key(&module.title))).flatten() {
            let again = subjects.iter().map(|code| suggestion(code, confidence::CONFIRMED_BEFORE, &module.title));
            return again.collect();
        }
        let title = self.topics_of(&module.title, module.language);
        let mut suggestions: Vec<Suggestion> = Vec::new();
        let parts = parts_of(module, title.is_clinical);
        let mut add = |text: &str, topics: &TextTopics, weak: bool, thousandths: u32| {
            for found in topics.matches.iter().filter(|found| found.is_weak == weak) {
                let words = &text[topics.words[found.first].start..topics.words[found.first + found.length - 1].end];
                for (code, part) in &self.topics[found.topic].subjects {
                    if parts[*part as usize] && !suggestions.iter().any(|known| known.subject == *code) {
                        suggestions.push(suggestion(code, thousandths, words));
                    }
                }
            }
        };
        add(&module.title, &title, false, confidence::TITLE);
        let is_silent = !title.matches.iter().any(|found| !found.is_weak);
        let description = module.description.as_deref().unwrap_or_default();
        if is_silent && !title.is_outside {
            let topics = self.topics_of(description, module.language);
            add(description, &topics, false, confidence::DESCRIPTION);
            if topics.matches.iter().all(|found| found.is_weak) {
                add(&module.title, &title, true, confidence::WEAK);
            }
        }
        suggestions
    }

    /// Whether a title says that the module is clinical training.
    pub fn is_clinical_training(&self, title: &str, language: Option<LanguageCode>) -> bool {
        let titles = self.clinical_titles.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = titles.get(&language).and_then(|titles| titles.get(title)) {
            return *known;
        }
        drop(titles);
        let is_clinical = self.says_clinical_training(title, language);
        let mut titles = self.clinical_titles.write().unwrap_or_else(PoisonError::into_inner);
        let titles = titles.entry(language).or_default();
        if titles.len() < REMEMBERED_TITLES {
            titles.insert(title.to_owned(), is_clinical);
        }
        is_clinical
    }

    fn says_clinical_training(&self, title: &str, language: Option<LanguageCode>) -> bool {
        let words = words_of(title);
        let mut found = Vec::new();
        for index in &self.clinical_phrases {
            index.find(&words, &mut found);
        }
        // Most titles have no such phrase; only in the others may it be part of a longer one.
        !found.is_empty() && self.topics_of(title, language).is_clinical
    }

    fn topics_of(&self, text: &str, language: Option<LanguageCode>) -> TextTopics {
        let words = words_of(text);
        let stated = language.and_then(|language| language.as_str().parse::<TextLanguage>().ok());
        let languages = match stated {
            Some(ref language) => std::slice::from_ref(language),
            None => TextLanguage::ALL,
        };
        let mut topics = self.find(&words, languages);
        if topics.matches.is_empty() && !topics.is_outside && stated.is_some() {
            // Titles in another language than stated are common: English ones in a Dutch curriculum.
            topics = self.find(&words, TextLanguage::ALL);
        }
        topics.words = words;
        topics
    }

    fn find(&self, words: &[Word], languages: &[TextLanguage]) -> TextTopics {
        let mut found = Vec::new();
        for language in languages {
            self.phrases[*language as usize].find(words, &mut found);
        }
        // Phrases that are part of a longer one don't count.
        let spans: Vec<(usize, usize)> = found.iter().map(|found| (found.first, found.length)).collect();
        found.retain(|found| {
            !spans.iter().any(|(first, length)| {
                *length > found.length && *first <= found.first && found.first + found.length <= first + length
            })
        });
        let has = |topic_use| found.iter().any(|found: &Match| self.topics[found.topic].topic_use == topic_use);
        let (is_clinical, is_outside) = (has(TopicUse::ClinicalTraining), has(TopicUse::Outside));
        found.retain(|found| self.topics[found.topic].topic_use == TopicUse::Subjects);
        self.drop_replaced(&mut found);
        TextTopics { matches: found, words: Vec::new(), is_clinical, is_outside }
    }
}

impl SubjectSuggester {
    /// Drops the topics that others in the same text replace.
    fn drop_replaced(&self, found: &mut Vec<Match>) {
        // Weak phrases are the words for nursing, such as *soins infirmiers*.
        let speaks_of_nursing = found.iter().any(|found| found.is_weak);
        let strong: Vec<usize> = found.iter().filter(|found| !found.is_weak).map(|found| found.topic).collect();
        let is_replaced = |topic: usize| {
            let by = |other: &usize| {
                let other = &self.topics[*other];
                other.replaces.contains(&topic) || (!speaks_of_nursing && other.qualified_by.contains(&topic))
            };
            let is_alone = strong.iter().all(|other| self.topics[*other].only_alone);
            strong.iter().any(by) || (self.topics[topic].only_alone && !is_alone)
        };
        found.retain(|found| found.is_weak || !is_replaced(found.topic));
    }
}

/// The parts of training that a module has: those with hours; where no hours are known, what its title says.
fn parts_of(module: &Module, says_clinical: bool) -> [bool; 2] {
    let positive = |part| module.amount(part).is_some_and(|amount| amount.is_positive());
    let (theory, clinical) = (positive(TrainingPart::Theory), positive(TrainingPart::Clinical));
    if theory || clinical {
        return [theory, clinical || (says_clinical && module.clinical.is_none())];
    }
    let none = |part| module.amount(part).is_some();
    let clinical = (says_clinical || none(TrainingPart::Theory)) && !none(TrainingPart::Clinical);
    [!clinical && !none(TrainingPart::Theory), clinical]
}
