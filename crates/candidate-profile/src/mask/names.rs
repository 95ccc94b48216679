//! Names of a person in a text.

use std::hash::Hash;
use std::ops::Range;

use rustc_hash::FxHashMap;
use unicode_normalization::char::is_combining_mark;

use super::spelling::{
    Heard, LEAST_LETTERS, LatinWord, arabic_variants, beginning, consonant_count, constant_letters, is_arabic,
    is_spelt, is_vowel, variants, without_article,
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

/// What a word is of a name; where it is both, the later one counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum NamePart {
    /// One that is a word of a language too.
    Particle,
    /// One that names the person.
    Name,
}

/// A name as words in the other script are compared with it, letter by letter.
struct SpeltName {
    letters: String,
    /// In Latin letters its consonants, in Arabic letters those that are consonants in every spelling.
    consonants: usize,
    part: NamePart,
}

/// The ways in which the names of a person are written: parts, and parts as one word. Each word of a text is looked up here,
/// which takes no longer where a person has many names.
#[derive(Default)]
struct WrittenNames {
    /// In Latin letters, with what may stand before a name and without.
    latin: FxHashMap<String, NamePart>,
    sounds: FxHashMap<String, NamePart>,
    /// The consonants, and whether a vowel is before them.
    consonants: FxHashMap<(String, bool), NamePart>,
    /// The sounds with which they begin.
    beginnings: Vec<char>,
    /// In Arabic letters, with the article and without.
    arabic: FxHashMap<String, NamePart>,
    latin_spelt: Vec<SpeltName>,
    arabic_spelt: Vec<SpeltName>,
    /// Parts of two letters.
    short: Vec<String>,
}

impl WrittenNames {
    fn of(person: &PersonalData, parts: &[Word<'_>]) -> Self {
        let local_part = person.email.as_deref().and_then(|email| email.split('@').next()).unwrap_or("");
        let mut names = Self::default();
        for first in 0..parts.len() {
            for count in 1..=MOST_WORDS.min(parts.len() - first) {
                let joined: String = parts[first..first + count].iter().map(|part| part.folded.as_str()).collect();
                names.add(joined);
            }
        }
        // AmraniFatima, in any order.
        let parts = &parts[..parts.len().min(MOST_PARTS)];
        for (number, one) in parts.iter().enumerate() {
            for (_, next) in parts.iter().enumerate().filter(|(other, _)| *other != number) {
                names.add(format!("{}{}", one.folded, next.folded));
            }
        }
        let of_address = words(local_part).into_iter().map(|word| word.folded);
        of_address.filter(|word| word.len() > LEAST_LETTERS).for_each(|word| names.add(word));
        names
    }

    fn add(&mut self, name: String) {
        let is_latin = !is_arabic(&name);
        if name.chars().count() < LEAST_LETTERS {
            if name.len() == 2 && !SHORT_PARTICLES.contains(&name.as_str()) {
                self.short.push(name);
            }
            return;
        }
        let particles: &[&str] = if is_latin { &PARTICLES } else { &ARABIC_PARTICLES };
        let part = if particles.contains(&name.as_str()) { NamePart::Particle } else { NamePart::Name };
        let bare = without_article(&name).map(str::to_owned);
        if !is_latin {
            for name in bare.into_iter().chain([name]) {
                let consonants = constant_letters(&name);
                self.arabic_spelt.push(SpeltName { letters: name.clone(), consonants, part });
                note(&mut self.arabic, name, part);
            }
            return;
        }
        for LatinWord { folded, heard } in LatinWord::of_name(&name) {
            self.beginnings.extend(beginning(&folded).filter(|beginning| !self.beginnings.contains(beginning)));
            if let Some(Heard { sounds, consonants }) = heard {
                let begins_with_vowel = sounds.starts_with(is_vowel);
                note(&mut self.consonants, (consonants, begins_with_vowel), part);
                note(&mut self.sounds, sounds, part);
            }
            note(&mut self.latin, folded.into_owned(), part);
        }
        for name in bare.into_iter().chain([name]) {
            let consonants = consonant_count(&name);
            self.latin_spelt.push(SpeltName { letters: name, consonants, part });
        }
    }

    fn is_empty(&self) -> bool {
        self.latin.is_empty() && self.arabic.is_empty() && self.short.is_empty()
    }

    /// Whether a word of a text can't be a name, also with the words that follow it.
    fn cannot_begin_with(&self, word: &Word<'_>) -> bool {
        // What may stand before a name is short, or begins like the article.
        let is_short = word.folded.len() <= 2 * LEAST_LETTERS;
        let begins = beginning(&word.folded).is_some_and(|beginning| self.beginnings.contains(&beginning));
        let may_have_prefix = variants(&word.folded).into_iter().flatten().count() > 1;
        self.arabic.is_empty() && word.folded.is_ascii() && !is_short && !begins && !may_have_prefix
    }

    /// What a word of a text is of a name in one of its usual spellings.
    fn find(&self, word: &str, is_capitalised: bool) -> Option<NamePart> {
        let is_long = |word: &str| word.chars().nth(LEAST_LETTERS - 1).is_some();
        let mut found = None;
        let mut add = |part: Option<NamePart>| found = found.max(part);
        if is_arabic(word) {
            for word in arabic_variants(word) {
                add(self.arabic.get(word).copied());
                let constant = constant_letters(word);
                let names = self.latin_spelt.iter().filter(|name| is_long(word) && name.consonants >= constant);
                add(names.filter(|name| is_spelt(word, &name.letters)).map(|name| name.part).max());
            }
            return found;
        }
        // A word of many consonants is hardly another one.
        let least = if is_capitalised { LEAST_LETTERS } else { LEAST_LETTERS + 2 };
        for LatinWord { folded, heard } in LatinWord::of_text(word, &self.beginnings).into_iter().flatten() {
            add(self.latin.get(folded.as_ref()).copied());
            if let Some(Heard { sounds, consonants }) = heard {
                add(self.sounds.get(&sounds).copied());
                if consonants.chars().count() >= least {
                    add(self.consonants.get(&(consonants, sounds.starts_with(is_vowel))).copied());
                }
            }
            if self.arabic_spelt.is_empty() || !is_long(&folded) {
                continue;
            }
            let consonants = consonant_count(&folded);
            let names =
                self.arabic_spelt.iter().filter(|name| name.consonants <= consonants && is_long(&name.letters));
            add(names.filter(|name| is_spelt(&name.letters, &folded)).map(|name| name.part).max());
        }
        found
    }
}

fn note<K: Hash + Eq>(names: &mut FxHashMap<K, NamePart>, name: K, part: NamePart) {
    names.entry(name).and_modify(|noted| *noted = part.max(*noted)).or_insert(part);
}

/// Where the names of a person stand in a text.
pub(super) fn names(text: &str, person: &PersonalData) -> Vec<Range<usize>> {
    let parts = self::words(person.name.as_deref().unwrap_or(""));
    let names = WrittenNames::of(person, &parts);
    if names.is_empty() {
        return Vec::new();
    }
    let words = words(text);
    let mut is_name = vec![false; words.len()];
    let mut alone: Vec<bool> = vec![false; words.len()];
    let mut joined = String::new();
    for first in 0..words.len() {
        if names.cannot_begin_with(&words[first]) || PREPOSITIONS.contains(&words[first].written) {
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
            // Li, and not the word or syllable "li".
            let is_short_name = is_capitalised && count == 1 && names.short.contains(&joined);
            match names.find(&joined, is_capitalised) {
                None if !is_short_name => {}
                Some(NamePart::Particle) if count == 1 && !is_capitalised => alone[first] = true,
                _ => is_name[first..=last].fill(true),
            }
        }
    }
    // Particles, short parts and initials beside a name belong to it.
    let belongs = |position: usize| {
        let word = &words[position].folded;
        alone[position]
            || parts.iter().any(|part| part.folded == *word)
            || matches!(word.as_str(), "el" | "al" | "ال" | "بن")
            || (word.chars().count() == 1 && parts.iter().any(|part| part.folded.starts_with(word.as_str())))
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
