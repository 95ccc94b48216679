//! Words as they are compared: without case and accents, and with gendered endings taken off.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text cut into words, which keeps where each of them stood.
pub(crate) struct Words<'a> {
    text: &'a str,
    words: Vec<Word>,
    /// Every word with a blank on both sides, so that a phrase of whole words is a plain piece of it, and two
    /// neighbouring phrases share nothing.
    joined: String,
}

struct Word {
    start: usize,
    end: usize,
    /// Where it begins in `joined`, at its blank.
    at: usize,
}

impl<'a> Words<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let mut words = Self { text, words: Vec::new(), joined: String::with_capacity(text.len() + text.len() / 4) };
        let mut rest = 0;
        while let Some(offset) = text[rest..].find(char::is_alphanumeric) {
            let start = rest + offset;
            let length = text[start..].find(|character: char| !is_part(character)).unwrap_or(text.len() - start);
            let end = start + length;
            rest = end + gendered_ending(&text[end..]);
            if !words.is_ending(start, end) {
                words.push(start, end);
            }
        }
        words
    }

    fn push(&mut self, start: usize, end: usize) {
        let at = self.joined.len();
        self.joined.push(' ');
        fold_into(&self.text[start..end], &mut self.joined);
        if self.joined.len() == at + 1 {
            self.joined.truncate(at);
            return;
        }
        self.joined.push(' ');
        self.words.push(Word { start, end, at });
    }

    /// `·e`, `/ère`, `-ne` after a word: the feminine form of it.
    fn is_ending(&self, start: usize, end: usize) -> bool {
        let Some(last) = self.words.last() else { return false };
        let between = self.text.get(last.end..start).unwrap_or("");
        let mark = |character: char| matches!(character, '.' | '·' | '•' | '/' | '-' | '‐' | '‑' | '(');
        let attached = (1..=2).contains(&between.chars().count()) && between.chars().all(mark);
        let ending = &self.text[start..end];
        attached && ending.len() <= 6 && FEMININE.contains(&fold(ending).as_str())
    }

    /// The words, each with a blank on both sides.
    pub(crate) fn joined(&self) -> &str {
        &self.joined
    }

    /// How many words there are.
    pub(crate) fn count(&self) -> usize {
        self.words.len()
    }

    /// A word as it is compared.
    pub(crate) fn folded(&self, index: usize) -> &str {
        let end = self.words.get(index + 1).map_or(self.joined.len(), |next| next.at);
        self.words.get(index).map_or("", |word| self.joined[word.at..end].trim())
    }

    /// The words of a piece of [`joined`](Self::joined), as they were written.
    pub(crate) fn written(&self, start: usize, end: usize) -> &'a str {
        let first = self.words.partition_point(|word| word.at < start);
        let last = self.words.partition_point(|word| word.at < end).saturating_sub(1);
        self.between(first, last)
    }

    /// From one word to another, as they were written.
    pub(crate) fn between(&self, first: usize, last: usize) -> &'a str {
        match (self.words.get(first), self.words.get(last)) {
            (Some(first), Some(last)) if first.start < last.end => &self.text[first.start..last.end],
            _ => "",
        }
    }
}

/// Endings that make a French, Dutch or German word feminine or plural, behind a character.
const FEMININE: &[&str] = &["e", "es", "ere", "eres", "ne", "nes", "euse", "euses", "trice", "s", "n", "in", "iere"];

fn is_part(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character) || character == 'ـ'
}

/// The length of `(e)`, `(ère)`, `(n)` right behind a word.
fn gendered_ending(after: &str) -> usize {
    let Some(inside) = after.strip_prefix('(') else { return 0 };
    let length = inside.find(|character: char| !character.is_alphabetic()).unwrap_or(inside.len());
    let ends = inside[length..].starts_with(')') && (1..=6).contains(&length);
    if ends && FEMININE.contains(&fold(&inside[..length]).as_str()) { length + 2 } else { 0 }
}

/// A word without case, accents and the Arabic article.
pub(crate) fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    out
}

fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        out.extend(word.chars().map(|character| character.to_ascii_lowercase()));
        return;
    }
    let start = out.len();
    for character in word.nfkd().filter(|character| !is_combining_mark(*character)).flat_map(char::to_lowercase) {
        match character {
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            'ى' => out.push('ي'),
            'ة' => out.push('ه'),
            'ـ' => {}
            // Lower case may bring a mark of its own (`İ`), and a ligature the blanks of a whole sentence (`ﷺ`).
            character if is_combining_mark(character) || character.is_whitespace() => {}
            character => out.push(character),
        }
    }
    // The article, with the particles that are written as one word with it.
    let articles = ["وال", "بال", "كال", "فال", "لل", "ال"];
    let bare = articles.iter().find_map(|article| {
        out[start..].strip_prefix(article).filter(|bare| bare.chars().count() >= 3).map(|_| article.len())
    });
    if let Some(length) = bare {
        out.replace_range(start..start + length, "");
    }
}

/// A phrase in the form in which [`Words::joined`] holds it; empty when it has no word.
pub(crate) fn phrase(written: &str) -> String {
    Words::of(written).joined
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_accents_and_gendered_endings_make_no_difference() {
        for written in
            ["Infirmier(ère) en soins", "INFIRMIER·ère en soins", "infirmier/ère en Soins", "infirmier.e en soins"]
        {
            assert_eq!(phrase(written), " infirmier  en  soins ", "{written}");
        }
        assert_eq!(phrase("Verpleegkundige(n)"), " verpleegkundige ");
        assert_eq!(phrase("zorgkundige (m/v/x)"), " zorgkundige  m  v  x ");
    }

    #[test]
    fn arabic_is_compared_without_its_article_and_vowels() {
        assert_eq!(phrase("العِنَاية المُركّزة"), phrase("عناية مركزة"));
    }

    #[test]
    fn words_are_shown_as_they_were_written() {
        let words = Words::of("De Operatie-Zaal, 's nachts");
        let start = words.joined().find(" operatie  zaal ").expect("there");
        assert_eq!(words.written(start, start + " operatie  zaal ".len()), "Operatie-Zaal");
    }

    proptest! {
        #[test]
        fn any_text_is_cut_into_words(text in "(\\PC|[()/.·-]|[a-z]|é|ال|ة){0,60}") {
            let words = Words::of(&text);
            for index in 0..words.count() {
                prop_assert!(!words.folded(index).contains(' '));
                prop_assert!(!words.between(index, index).is_empty());
            }
        }
    }
}
