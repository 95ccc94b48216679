//! Names of a person in a text.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::spelling::{
    LEAST_LETTERS, LatinWord, arabic_variants, is_arabic, is_latin_variant, is_spelt, without_article,
};
use super::{folded, joins_names};
use crate::personal_data::PersonalData;

/// The most words that one name is written as, and the most names that are written as one word.
const MOST_WORDS: usize = 3;
/// The most parts of a name of which any two may be written as one word.
const MOST_PARTS: usize = 8;
/// The most letters of a name that is written as single letters.
const MOST_SPACED: usize = 24;

/// Parts of names that are words of a language too. In lower case they are masked only beside another name.
const PARTICLES: [&str; 26] = [
    "ait", "abd", "abi", "abou", "abu", "ben", "bel", "bent", "bin", "bint", "bou", "das", "den", "der", "des",
    "dos", "las", "les", "oum", "ould", "ter", "the", "van", "ver", "vande", "vanden",
];
/// The same in Arabic script, folded.
const ARABIC_PARTICLES: [&str; 9] = ["بن", "ابن", "بنت", "ابو", "ابي", "ام", "عبد", "ايت", "بو"];
/// Parts of names of two letters that are words in upper case too.
const SHORT_PARTICLES: [&str; 17] =
    ["al", "an", "da", "de", "di", "do", "du", "el", "en", "et", "la", "le", "of", "op", "ou", "te", "un"];
/// Arabic prepositions that are spelt as names are.
const PREPOSITIONS: [&str; 4] = ["على", "إلى", "الى", "علي\u{670}"];

/// A word of a text: letters with their marks.
struct Word<'t> {
    span: Range<usize>,
    written: &'t str,
    folded: String,
}

/// Whether a word is a single letter.
fn is_letter(word: &Word<'_>) -> bool {
    word.folded.chars().nth(1).is_none()
}

/// The words of a text. Whatever isn't a letter or a mark of one separates them.
fn words(text: &str) -> Vec<Word<'_>> {
    let is_part = |character: char| {
        character.is_alphabetic() || !character.is_ascii() && (is_combining_mark(character) || character == 'ـ')
    };
    let mut words = Vec::new();
    let mut start = None;
    for (position, character) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, is_part(character)) {
            (None, true) => start = Some(position),
            (Some(from), false) => {
                let written = &text[from..position];
                words.push(Word { span: from..position, written, folded: folded(written) });
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// One way in which a name may be written: a part, or neighbouring parts as one word.
struct Name {
    folded: String,
    /// Without the article, where it has one.
    without_article: Option<String>,
    /// The ways to write it in Latin letters, with their sounds; empty where it is Arabic.
    latin: Vec<LatinWord<'static>>,
    is_arabic: bool,
    is_particle: bool,
}

impl Name {
    fn new(folded: String) -> Self {
        let is_arabic = is_arabic(&folded);
        let particles: &[&str] = if is_arabic { &ARABIC_PARTICLES } else { &PARTICLES };
        let is_particle = particles.contains(&folded.as_str());
        let without_article = without_article(&folded).map(str::to_owned);
        let latin = if is_arabic { Vec::new() } else { LatinWord::of_name(&folded) };
        Self { folded, without_article, latin, is_arabic, is_particle }
    }

    /// Whether it has too few letters to be compared by its spelling.
    fn is_short(&self) -> bool {
        self.folded.len() < LEAST_LETTERS
    }

    /// As it is written, and without the article.
    fn written(&self) -> impl Iterator<Item = &str> {
        [Some(self.folded.as_str()), self.without_article.as_deref()].into_iter().flatten()
    }
}

/// The ways in which the names of a person are written.
fn written_names(person: &PersonalData) -> Vec<Name> {
    let full = person.name.as_deref().unwrap_or("");
    let local_part = person.email.as_deref().and_then(|email| email.split('@').next()).unwrap_or("");
    let parts = words(full);
    let mut all: Vec<String> = Vec::new();
    for first in 0..parts.len() {
        for count in 1..=MOST_WORDS.min(parts.len() - first) {
            let joined: String = parts[first..first + count].iter().map(|part| part.folded.as_str()).collect();
            all.push(joined);
        }
    }
    // AmraniFatima, in any order.
    let parts = &parts[..parts.len().min(MOST_PARTS)];
    for (number, one) in parts.iter().enumerate() {
        let others = parts.iter().enumerate().filter(|(other, _)| *other != number);
        all.extend(others.map(|(_, next)| format!("{}{}", one.folded, next.folded)));
    }
    all.extend(words(local_part).into_iter().map(|word| word.folded).filter(|word| word.len() > LEAST_LETTERS));
    let is_short = |name: &str| name.len() == 2 && !SHORT_PARTICLES.contains(&name);
    all.retain(|name| name.chars().count() >= LEAST_LETTERS || is_short(name));
    all.sort_unstable();
    all.dedup();
    all.into_iter().map(Name::new).collect()
}

/// Where the names of a person stand in a text.
pub(super) fn names(text: &str, person: &PersonalData) -> Vec<Range<usize>> {
    let written = written_names(person);
    if written.is_empty() {
        return Vec::new();
    }
    let words = words(text);
    let beginnings: Vec<char> =
        written.iter().flat_map(|name| &name.latin).filter_map(LatinWord::beginning).collect();
    let mut is_name = vec![false; words.len()];
    let mut alone: Vec<bool> = vec![false; words.len()];
    let mut joined = String::new();
    for first in 0..words.len() {
        if PREPOSITIONS.contains(&words[first].written) {
            continue;
        }
        let is_capitalised = words[first].written.chars().next().is_some_and(char::is_uppercase);
        joined.clear();
        // "F a t i m a" is one name, however many words it seems.
        let most = if is_letter(&words[first]) { MOST_SPACED } else { MOST_WORDS };
        for count in 1..=most.min(words.len() - first) {
            let last = first + count - 1;
            if count > MOST_WORDS && !is_letter(&words[last]) {
                break;
            }
            if count > 1 && !text[words[last - 1].span.end..words[last].span.start].chars().all(joins_names) {
                break;
            }
            joined.push_str(&words[last].folded);
            let variants = Variants::new(&joined, &beginnings);
            for name in &written {
                let is_like = if name.is_short() {
                    // Li, and not the word or syllable "li".
                    is_capitalised && count == 1 && joined == name.folded
                } else {
                    joined == name.folded || variants.are_like(name, is_capitalised)
                };
                if !is_like {
                    continue;
                }
                if count == 1 && name.is_particle && !is_capitalised {
                    alone[first] = true;
                } else {
                    is_name[first..=last].fill(true);
                }
            }
        }
    }
    // Particles, short parts and initials beside a name belong to it.
    let parts: Vec<String> =
        person.name.as_deref().map(self::words).unwrap_or_default().into_iter().map(|part| part.folded).collect();
    let belongs = |position: usize| {
        let word = &words[position].folded;
        alone[position]
            || parts.contains(word)
            || matches!(word.as_str(), "el" | "al" | "ال" | "بن")
            || (word.chars().count() == 1 && parts.iter().any(|part| part.starts_with(word.as_str())))
    };
    let joined = |one: usize, next: usize| text[words[one].span.end..words[next].span.start].chars().all(joins_names);
    for position in 1..words.len() {
        is_name[position] |= is_name[position - 1] && belongs(position) && joined(position - 1, position);
    }
    for position in (1..words.len()).rev() {
        is_name[position - 1] |= is_name[position] && belongs(position - 1) && joined(position - 1, position);
    }
    let named = words.into_iter().zip(is_name).filter(|(_, is_name)| *is_name);
    named.map(|(word, _)| word.span).collect()
}

/// A word of a text as it may be compared with names.
enum Variants<'w> {
    /// As it is written, and without what may stand before it.
    Latin([Option<LatinWord<'w>>; 3]),
    /// Without what is written together with it.
    Arabic(Vec<&'w str>),
}

impl<'w> Variants<'w> {
    /// The variants of a folded word. `beginnings` are those of the names in Latin letters.
    fn new(word: &'w str, beginnings: &[char]) -> Self {
        if is_arabic(word) {
            Self::Arabic(arabic_variants(word))
        } else {
            Self::Latin(LatinWord::of_text(word, beginnings))
        }
    }

    /// Whether one of them is a name in one of its usual spellings.
    fn are_like(&self, name: &Name, is_capitalised: bool) -> bool {
        let is_long = |word: &str| word.chars().nth(LEAST_LETTERS - 1).is_some();
        match self {
            Self::Arabic(words) if name.is_arabic => {
                words.iter().any(|word| name.written().any(|name| *word == name))
            }
            Self::Arabic(words) => {
                words.iter().any(|word| is_long(word) && name.written().any(|name| is_spelt(word, name)))
            }
            Self::Latin(words) if name.is_arabic => name
                .written()
                .filter(|name| is_long(name))
                .any(|name| words.iter().flatten().any(|word| is_long(&word.folded) && is_spelt(name, &word.folded))),
            Self::Latin(words) => words
                .iter()
                .flatten()
                .any(|word| name.latin.iter().any(|name| is_latin_variant(word, name, is_capitalised))),
        }
    }
}
