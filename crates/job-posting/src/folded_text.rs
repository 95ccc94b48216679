//! Text in the form in which words are compared: without case, accents and gendered endings.

use unicode_normalization::char::is_combining_mark;
use vocabulary::folding::{fold, fold_into};

/// A text split into folded words, with the position of each word in the original text.
pub(crate) struct FoldedText<'a> {
    text: &'a str,
    words: Vec<FoldedWord>,
    /// All words, each with a space on both sides, so that a phrase of whole words is a substring and two neighbouring
    /// phrases don't overlap.
    joined: String,
}

struct FoldedWord {
    start: usize,
    end: usize,
    /// The position in `joined` of the space before the word.
    joined_start: usize,
}

impl<'a> FoldedText<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let mut folded = Self { text, words: Vec::new(), joined: String::with_capacity(text.len() + text.len() / 4) };
        let mut rest = 0;
        while let Some(offset) = text[rest..].find(char::is_alphanumeric) {
            let start = rest + offset;
            let length =
                text[start..].find(|character: char| !is_word_character(character)).unwrap_or(text.len() - start);
            let end = start + length;
            rest = end + bracketed_ending_length(&text[end..]);
            if !folded.is_feminine_ending(start, end) {
                folded.push(start, end);
            }
        }
        folded
    }

    fn push(&mut self, start: usize, end: usize) {
        let joined_start = self.joined.len();
        self.joined.push(' ');
        fold_into(&self.text[start..end], &mut self.joined);
        if self.joined.len() == joined_start + 1 {
            self.joined.truncate(joined_start);
            return;
        }
        self.joined.push(' ');
        self.words.push(FoldedWord { start, end, joined_start });
    }

    /// Whether a word is the feminine ending of the word before, such as `·e`, `/ère` or `-ne`.
    fn is_feminine_ending(&self, start: usize, end: usize) -> bool {
        let Some(last) = self.words.last() else { return false };
        let between = self.text.get(last.end..start).unwrap_or("");
        let is_separator = |character: char| matches!(character, '.' | '·' | '•' | '/' | '-' | '‐' | '‑' | '(');
        let is_attached = (1..=2).contains(&between.chars().count()) && between.chars().all(is_separator);
        let ending = &self.text[start..end];
        is_attached && ending.len() <= 6 && FEMININE_ENDINGS.contains(&fold(ending).as_str())
    }

    /// All folded words, each with a space on both sides.
    pub(crate) fn joined(&self) -> &str {
        &self.joined
    }

    /// The number of words.
    pub(crate) fn word_count(&self) -> usize {
        self.words.len()
    }

    /// Returns a folded word; an empty string for a position without a word.
    pub(crate) fn word(&self, index: usize) -> &str {
        let end = self.words.get(index + 1).map_or(self.joined.len(), |next| next.joined_start);
        self.words.get(index).map_or("", |word| self.joined[word.joined_start..end].trim())
    }

    /// Returns the original text of a range of [`joined`](Self::joined).
    pub(crate) fn original(&self, start: usize, end: usize) -> &'a str {
        let first = self.words.partition_point(|word| word.joined_start < start);
        let last = self.words.partition_point(|word| word.joined_start < end).saturating_sub(1);
        self.original_words(first, last)
    }

    /// Returns the original text from the first to the last word, both included.
    pub(crate) fn original_words(&self, first: usize, last: usize) -> &'a str {
        match (self.words.get(first), self.words.get(last)) {
            (Some(first), Some(last)) if first.start < last.end => &self.text[first.start..last.end],
            _ => "",
        }
    }
}

/// Endings that make a French, Dutch or German word feminine or plural, after a separator.
const FEMININE_ENDINGS: &[&str] =
    &["e", "es", "ere", "eres", "ne", "nes", "euse", "euses", "trice", "s", "n", "in", "iere"];

fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character) || character == 'ـ'
}

/// Returns the length in bytes of an ending in brackets directly after a word, such as `(e)`, `(ère)` or `(n)`; 0
/// without one.
fn bracketed_ending_length(after: &str) -> usize {
    let Some(inside) = after.strip_prefix('(') else { return 0 };
    let length = inside.find(|character: char| !character.is_alphabetic()).unwrap_or(inside.len());
    let is_closed = inside[length..].starts_with(')') && (1..=6).contains(&length);
    if is_closed && FEMININE_ENDINGS.contains(&fold(&inside[..length]).as_str()) { length + 2 } else { 0 }
}

/// Returns a phrase in the form of [`FoldedText::joined`]; empty when it has no word.
pub(crate) fn folded_phrase(written: &str) -> String {
    FoldedText::new(written).joined
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_accents_and_gendered_endings_are_folded() {
        for written in
            ["Infirmier(ère) en soins", "INFIRMIER·ère en soins", "infirmier/ère en Soins", "infirmier.e en soins"]
        {
            assert_eq!(folded_phrase(written), " infirmier  en  soins ", "{written}");
        }
        assert_eq!(folded_phrase("Verpleegkundige(n)"), " verpleegkundige ");
        assert_eq!(folded_phrase("zorgkundige (m/v/x)"), " zorgkundige  m  v  x ");
    }

    #[test]
    fn the_arabic_article_and_vowels_are_folded() {
        assert_eq!(folded_phrase("العِنَاية المُركّزة"), folded_phrase("عناية مركزة"));
    }

    #[test]
    fn original_text_of_a_match_is_returned() {
        let folded = FoldedText::new("De Operatie-Zaal, 's nachts");
        let start = folded.joined().find(" operatie  zaal ").expect("there");
        assert_eq!(folded.original(start, start + " operatie  zaal ".len()), "Operatie-Zaal");
    }

    proptest! {
        #[test]
        fn any_text_is_split_into_words(text in "(\\PC|[()/.·-]|[a-z]|é|ال|ة){0,60}") {
            let folded = FoldedText::new(&text);
            for index in 0..folded.word_count() {
                prop_assert!(!folded.word(index).contains(' '));
                prop_assert!(!folded.original_words(index, index).is_empty());
            }
        }
    }
}
