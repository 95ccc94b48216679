//! Words in the form in which they are compared: without case, accents and the Arabic article.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Returns a word without case, accents and the Arabic article.
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    out
}

/// Appends a word without case, accents and the Arabic article.
pub fn fold_into(word: &str, out: &mut String) {
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
            // Lower-casing can add a combining mark (`İ`), and decomposing a ligature can add spaces (`ﷺ`).
            character if is_combining_mark(character) || character.is_whitespace() => {}
            character => out.push(character),
        }
    }
    // The Arabic article, also with the particles that are written together with it.
    let articles = ["وال", "بال", "كال", "فال", "لل", "ال"];
    let bare = articles.iter().find_map(|article| {
        out[start..].strip_prefix(article).filter(|bare| bare.chars().count() >= 3).map(|_| article.len())
    });
    if let Some(length) = bare {
        out.replace_range(start..start + length, "");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_the_arabic_article_are_folded() {
        assert_eq!(fold("PÉDIATRIE"), "pediatrie");
        assert_eq!(fold("Cœur"), "coeur");
        assert_eq!(fold("المُركّزة"), fold("مركزة"));
        assert_eq!(fold("والأطفال"), fold("اطفال"));
    }
}
