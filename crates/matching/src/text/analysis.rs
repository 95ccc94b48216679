//! Analysis of a text into its terms.

use reference_data::{Concept, ReferenceData};
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use vocabulary::{Code, LanguageCode, TextLanguage};

use super::rarity::rarity;

/// The languages that a text may be in, each with its stemmer, stop words and phrases.
pub struct Analyser {
    languages: [Language; 4],
    /// The rarity of each concept: that of its commonest phrase, where a phrase is as rare as its rarest word.
    concept_rarity: FxHashMap<String, u32>,
    /// The concepts that stand for a specialism, by its code.
    specialism_concepts: FxHashMap<String, Vec<String>>,
    mean_length: u32,
    vocabulary_version: String,
}

struct Language {
    stop_words: FxHashSet<String>,
    algorithm: Algorithm,
    /// The stems that occur in phrases, numbered from 1.
    phrase_words: FxHashMap<String, u32>,
    /// By first stem: the stems that follow, and the concept's term.
    phrases: FxHashMap<u32, Vec<(Vec<u32>, String)>>,
    /// The number of documents that the statistics are made from, and how many of them contain each stem.
    documents: u32,
    document_frequencies: FxHashMap<String, u32>,
}

/// A text's terms with their counts, and its length without stop words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Analysis {
    /// Terms in order of first occurrence, each once, with its count.
    pub terms: Vec<(String, u32)>,
    /// The number of words that are not stop words.
    pub length: u32,
}

/// The character before a concept's code in its term; no stem begins with it.
const CONCEPT: char = '#';

impl Analyser {
    /// Prepares the four languages. Linear in the configuration's words; done once per process.
    pub fn new(reference: &ReferenceData) -> Self {
        let languages = LANGUAGES.map(|language| Language::new(language, reference));
        let mut analyser = Self {
            languages,
            concept_rarity: FxHashMap::default(),
            specialism_concepts: FxHashMap::default(),
            mean_length: reference.text_statistics().of(TextLanguage::Nl).mean_length.max(1),
            vocabulary_version: vocabulary_version(reference),
        };
        for concept in reference.concepts() {
            let term = concept_term(concept.code.as_str());
            if let Some(specialism) = &concept.specialism {
                let terms = analyser.specialism_concepts.entry(specialism.to_string()).or_default();
                terms.push(term.clone());
            }
            analyser.add_concept(term, |language| concept.phrases(language));
        }
        for concept in reference.esco().occupations().iter().chain(reference.esco().skills()) {
            let code = concept.uri.rsplit('/').next().unwrap_or(&concept.uri);
            analyser.add_concept(concept_term(code), |language| concept.labels(language));
        }
        for (term, labels) in labels(reference) {
            analyser.add_concept(term, |language| std::slice::from_ref(&labels[language as usize]));
        }
        analyser
    }

    fn add_concept<'a>(&mut self, term: String, phrases: impl Fn(TextLanguage) -> &'a [String]) {
        let mut commonest = u32::MAX;
        for language in TextLanguage::ALL.iter().copied() {
            for phrase in phrases(language) {
                let words = &mut self.languages[language as usize];
                let stems = words.stems(phrase);
                let Some((first, rest)) = stems.split_first() else { continue };
                let rarest = stems.iter().map(|stem| words.rarity(stem)).max();
                commonest = commonest.min(rarest.unwrap_or(u32::MAX));
                let first = words.number(first);
                let rest: Vec<u32> = rest.iter().map(|stem| words.number(stem)).collect();
                let known = words.phrases.entry(first).or_default();
                if !known.iter().any(|(stems, known)| *stems == rest && *known == term) {
                    known.push((rest, term.clone()));
                }
            }
        }
        let rarity = self.concept_rarity.entry(term).or_insert(commonest);
        *rarity = commonest.min(*rarity);
    }

    /// The version of the vocabulary, which is [`vocabulary_version`]: an index of another one has other terms.
    pub fn vocabulary_version(&self) -> &str {
        &self.vocabulary_version
    }

    /// The mean length of a text, from the table of statistics.
    pub fn mean_length(&self) -> u32 {
        self.mean_length
    }

    /// The terms of the concepts that stand for a specialism.
    pub fn specialism_terms(&self, specialism: &str) -> &[String] {
        self.specialism_concepts.get(specialism).map_or(&[], Vec::as_slice)
    }

    /// The language of a text: the one stated, else the likeliest of the four.
    pub fn language_of(&self, text: &str, stated: Option<TextLanguage>) -> TextLanguage {
        use whatlang::Lang;
        stated.unwrap_or_else(|| {
            let four = vec![Lang::Nld, Lang::Fra, Lang::Eng, Lang::Ara];
            match whatlang::Detector::with_allowlist(four).detect_lang(text) {
                Some(Lang::Nld) => TextLanguage::Nl,
                Some(Lang::Fra) => TextLanguage::Fr,
                Some(Lang::Ara) => TextLanguage::Ar,
                _ => TextLanguage::En,
            }
        })
    }

    /// The terms of a text that are in the vocabulary of the field. Linear in the text.
    pub fn vocabulary_terms(&self, text: &str, stated: Option<TextLanguage>) -> Analysis {
        self.analyse(text, stated, false)
    }

    /// All terms of a text: those of the vocabulary, and the stems of its words, names among them. For a search by those
    /// who may read the text. Linear in the text.
    pub fn all_terms(&self, text: &str, stated: Option<TextLanguage>) -> Analysis {
        self.analyse(text, stated, true)
    }

    fn analyse(&self, text: &str, stated: Option<TextLanguage>, with_words: bool) -> Analysis {
        let language = self.language_of(text, stated);
        let words = &self.languages[language as usize];
        let mut counts: Vec<(String, u32)> = Vec::new();
        let mut positions: FxHashMap<String, usize> = FxHashMap::default();
        let mut count = |term: String| match positions.get(&term) {
            Some(position) => counts[*position].1 += 1,
            None => {
                positions.insert(term.clone(), counts.len());
                counts.push((term, 1));
            }
        };
        let stems = words.stems(text);
        let numbers: Vec<u32> = stems.iter().map(|stem| words.phrase_words.get(stem).copied().unwrap_or(0)).collect();
        for (position, stem) in stems.iter().enumerate() {
            if with_words {
                count(stem_term(language, stem));
            }
            for concept in words.concepts_at(&numbers[position..]) {
                count(concept.to_owned());
            }
        }
        Analysis { terms: counts, length: stems.len() as u32 }
    }

    /// The rarity of a term, in thousandths, from the table of statistics.
    pub fn rarity(&self, term: &str) -> u32 {
        if Self::is_concept(term) {
            return self.concept_rarity.get(term).copied().unwrap_or(1);
        }
        let language = term.split_once(':').and_then(|(language, stem)| Some((language.parse().ok()?, stem)));
        language.map_or(1, |(language, stem): (TextLanguage, &str)| self.languages[language as usize].rarity(stem))
    }

    /// Whether a term is a concept of the field rather than a word of one language.
    pub fn is_concept(term: &str) -> bool {
        term.starts_with(CONCEPT)
    }

    /// A finder of some terms in many texts, which caches the words that it has met.
    pub fn term_finder<'a>(&'a self, terms: &'a FxHashMap<String, u32>) -> TermFinder<'a> {
        TermFinder { analyser: self, terms, cache: Default::default(), numbers: Vec::new() }
    }
}

/// What a concept denotes, of one kind.
type Denoted = fn(&Concept) -> Option<&Code>;

/// The labels of titles, specialisms, settings and languages, each with its term: that of a concept which denotes the same,
/// where there is one.
fn labels(reference: &ReferenceData) -> Vec<(String, [String; 4])> {
    let concepts = reference.concepts();
    let of_concept = |code: &Code, denoted: Denoted| {
        let concept = concepts.iter().find(|concept| denoted(concept) == Some(code));
        concept_term(concept.map_or(code.as_str(), |concept| concept.code.as_str()))
    };
    let catalogues: [(_, Denoted); 3] = [
        (reference.titles(), |concept| concept.title.as_ref()),
        (reference.specialisms(), |concept| concept.specialism.as_ref()),
        (reference.settings(), |concept| concept.setting.as_ref()),
    ];
    let mut labels = Vec::new();
    for (catalogue, denoted) in catalogues {
        for entry in catalogue.entries() {
            let label = |language| entry.label.get(language).to_owned();
            labels.push((of_concept(&entry.code, denoted), LANGUAGES.map(label)));
        }
    }
    let texts = reference.texts();
    for code in LanguageCode::all() {
        let names = LANGUAGES.map(|language| texts.language_name(language, code.as_str()));
        // A language without a name has its code for one, which is no word of a text.
        if names.iter().all(|name| name != code.as_str()) {
            labels.push((concept_term(&format!("language-{code}")), names));
        }
    }
    labels
}

/// The languages of texts, in the order of their numbers.
const LANGUAGES: [TextLanguage; 4] = [TextLanguage::Nl, TextLanguage::Fr, TextLanguage::En, TextLanguage::Ar];

/// The version of the vocabulary of the field: a hash of all configuration from which terms are made.
pub fn vocabulary_version(reference: &ReferenceData) -> String {
    let mut hash = Sha256::new();
    for language in TextLanguage::ALL.iter().copied() {
        let mut stop_words: Vec<&String> = reference.stop_words(language).iter().collect();
        stop_words.sort_unstable();
        hash.update(format!("{language}{stop_words:?}"));
        for concept in reference.concepts() {
            hash.update(format!("{}{:?}{:?}", concept.code, concept.specialism, concept.phrases(language)));
        }
        for concept in reference.esco().occupations().iter().chain(reference.esco().skills()) {
            hash.update(format!("{}{:?}", concept.uri, concept.labels(language)));
        }
    }
    hash.update(format!("{:?}", labels(reference)));
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The term of a concept.
pub fn concept_term(code: &str) -> String {
    format!("{CONCEPT}{code}")
}

fn stem_term(language: TextLanguage, stem: &str) -> String {
    format!("{language}:{stem}")
}

impl Language {
    fn new(language: TextLanguage, reference: &ReferenceData) -> Self {
        let algorithm = match language {
            TextLanguage::Nl => Algorithm::Dutch,
            TextLanguage::Fr => Algorithm::French,
            TextLanguage::En => Algorithm::English,
            TextLanguage::Ar => Algorithm::Arabic,
        };
        let statistics = reference.text_statistics().of(language);
        let stop_words = reference.stop_words(language).iter().map(|word| folded(word)).collect();
        let mut words = Self {
            stop_words,
            algorithm,
            phrase_words: FxHashMap::default(),
            phrases: FxHashMap::default(),
            documents: statistics.documents,
            document_frequencies: FxHashMap::default(),
        };
        for (word, document_frequencies) in &statistics.words {
            for stem in words.stems(word) {
                let so_far = words.document_frequencies.entry(stem).or_default();
                *so_far = (*so_far).max(*document_frequencies);
            }
        }
        words
    }

    fn rarity(&self, stem: &str) -> u32 {
        rarity(self.documents, self.document_frequencies.get(stem).copied().unwrap_or(0))
    }

    fn number(&mut self, stem: &str) -> u32 {
        let next = self.phrase_words.len() as u32 + 1;
        *self.phrase_words.entry(stem.to_owned()).or_insert(next)
    }

    /// The stems of a text's words, without stop words.
    fn stems(&self, text: &str) -> Vec<String> {
        let stemmer = Stemmer::create(self.algorithm);
        words_of(text).filter_map(|word| self.stem(&stemmer, word)).collect()
    }

    fn stem(&self, stemmer: &Stemmer, word: &str) -> Option<String> {
        let folded = folded(word);
        if folded.is_empty() || self.stop_words.contains(&folded) {
            return None;
        }
        Some(stemmer.stem(&folded).into_owned())
    }

    /// The concepts whose phrase begins at the first of these stems.
    fn concepts_at<'a>(&'a self, numbers: &'a [u32]) -> impl Iterator<Item = &'a str> + 'a {
        let begun = numbers.first().and_then(|first| self.phrases.get(first));
        begun
            .into_iter()
            .flatten()
            .filter(|(rest, _)| numbers[1..].starts_with(rest))
            .map(|(_, concept)| concept.as_str())
    }
}

/// The words of a text: runs of letters and digits. Combining marks (Arabic vowels, accents) belong to their word.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric() && !is_combining_mark(character) && character != 'ـ')
        .filter(|word| !word.is_empty())
}

/// A word in lower case, without accents or vowel marks, with variants of an Arabic letter folded into one.
fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfkd()
        .filter(|character| !is_combining_mark(*character) && *character != 'ـ')
        .flat_map(char::to_lowercase)
        .map(|character| match character {
            'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
            'ى' => 'ي',
            'ة' => 'ه',
            'œ' => 'o',
            character => character,
        })
        .collect()
}

/// What is cached of a word: its number in phrases, 0 where it is in none; `None` for a stop word.
type CachedWord = Option<u32>;

/// Finds some terms of the vocabulary in many texts; each different word is stemmed once.
pub struct TermFinder<'a> {
    analyser: &'a Analyser,
    terms: &'a FxHashMap<String, u32>,
    cache: [FxHashMap<Box<str>, CachedWord>; 4],
    numbers: Vec<u32>,
}

impl TermFinder<'_> {
    /// Calls `found` with the number of each term that is searched for, once per occurrence, and returns the text's
    /// length.
    pub fn read(&mut self, text: &str, stated: Option<TextLanguage>, mut found: impl FnMut(u32)) -> u32 {
        let language = self.analyser.language_of(text, stated);
        let words = &self.analyser.languages[language as usize];
        let cache = &mut self.cache[language as usize];
        self.numbers.clear();
        for word in words_of(text) {
            let known = match cache.get(word) {
                Some(known) => *known,
                None => {
                    let stem = words.stem(&Stemmer::create(words.algorithm), word);
                    let known = stem.map(|stem| words.phrase_words.get(&stem).copied().unwrap_or(0));
                    cache.insert(word.into(), known);
                    known
                }
            };
            self.numbers.extend(known);
        }
        for position in 0..self.numbers.len() {
            if self.numbers[position] != 0 {
                for concept in words.concepts_at(&self.numbers[position..]) {
                    if let Some(term) = self.terms.get(concept) {
                        found(*term);
                    }
                }
            }
        }
        self.numbers.len() as u32
    }
}
