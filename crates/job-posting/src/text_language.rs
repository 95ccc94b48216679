//! The language of the text of a posting.

use serde_json::Value;
use vocabulary::TextLanguage;
use vocabulary::folding::fold;
use whatlang::{Detector, Lang};

use crate::property::{self, Properties, items};

/// The number of characters that are used for detection; more don't improve the result.
const SAMPLE_LENGTH: usize = 2_000;

/// Returns the stated language, else the detected one, and a note when the stated one isn't supported.
pub(crate) fn text_language(posting: Properties<'_>, text: Option<&str>) -> (Option<TextLanguage>, Option<String>) {
    let stated = posting.get("inLanguage");
    let named = items(stated).filter_map(name);
    let mut other = None;
    for name in named {
        match language(&name) {
            Some(language) => return (Some(language), None),
            None => other = Some(name),
        }
    }
    if let Some(name) = other {
        let note =
            format!("`{}` is none of nl, fr, en and ar; the text's language is unknown", property::excerpt(&name));
        return (None, Some(note));
    }
    (text.and_then(detect), None)
}

/// Returns the name or code of a language, which can be in several properties.
fn name(value: &Value) -> Option<String> {
    let Value::Object(map) = value else { return property::text(value) };
    let object = Properties(map);
    ["alternateName", "identifier", "name", "@value", "@id"].iter().find_map(|name| property::text(object.get(name)?))
}

fn language(name: &str) -> Option<TextLanguage> {
    let first = fold(name.split(['-', '_', ',', ' ']).next().unwrap_or(""));
    match first.as_str() {
        "nl" | "nld" | "dut" | "dutch" | "nederlands" | "neerlandais" | "flemish" | "vlaams" => {
            Some(TextLanguage::Nl)
        }
        "fr" | "fra" | "fre" | "french" | "frans" | "francais" => Some(TextLanguage::Fr),
        "en" | "eng" | "english" | "engels" | "anglais" => Some(TextLanguage::En),
        "ar" | "ara" | "arabic" | "arabisch" | "arabe" | "عربيه" => Some(TextLanguage::Ar),
        _ => None,
    }
}

/// Detects the language of a text. The detector also distinguishes similar languages, so that German isn't taken for
/// Dutch; a text in one of those has no language.
fn detect(text: &str) -> Option<TextLanguage> {
    let end = text.char_indices().nth(SAMPLE_LENGTH).map_or(text.len(), |(end, _)| end);
    let languages = vec![
        Lang::Nld,
        Lang::Fra,
        Lang::Eng,
        Lang::Ara,
        Lang::Deu,
        Lang::Spa,
        Lang::Ita,
        Lang::Por,
        Lang::Pol,
        Lang::Ron,
    ];
    let info = Detector::with_allowlist(languages).detect(&text[..end])?;
    let is_confident = info.is_reliable() || info.confidence() > 0.4;
    match info.lang() {
        Lang::Nld if is_confident => Some(TextLanguage::Nl),
        Lang::Fra if is_confident => Some(TextLanguage::Fr),
        Lang::Eng if is_confident => Some(TextLanguage::En),
        Lang::Ara if is_confident => Some(TextLanguage::Ar),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn codes_and_names_of_languages_are_recognised() {
        for (written, expected) in [
            (json!("nl-BE"), TextLanguage::Nl),
            (json!({ "@type": "Language", "name": "French", "alternateName": "fr" }), TextLanguage::Fr),
            (json!(["en"]), TextLanguage::En),
            (json!("Néerlandais"), TextLanguage::Nl),
            (json!("العربية"), TextLanguage::Ar),
        ] {
            let posting = json!({ "inLanguage": written });
            let found = text_language(Properties(posting.as_object().expect("an object")), None);
            assert_eq!(found, (Some(expected), None), "{written}");
        }
    }

    #[test]
    fn unsupported_languages_are_unknown() {
        let posting = json!({ "inLanguage": "de" });
        let (language, note) = text_language(Properties(posting.as_object().expect("an object")), None);
        assert!(language.is_none() && note.is_some());
        let german =
            "Wir suchen eine erfahrene Pflegekraft für unsere Station und bieten einen unbefristeten Vertrag.";
        assert_eq!(detect(german), None);
    }

    #[test]
    fn the_language_is_detected_when_it_is_not_stated() {
        for (text, expected) in [
            ("Wij zoeken een gemotiveerde verpleegkundige voor ons woonzorgcentrum in Gent", TextLanguage::Nl),
            ("Nous recherchons un infirmier motivé pour notre maison de repos à Bruxelles", TextLanguage::Fr),
            ("We are looking for a nurse who wants to join our team in a hospital", TextLanguage::En),
            ("نبحث عن ممرضة للعمل في المستشفى", TextLanguage::Ar),
        ] {
            assert_eq!(detect(text), Some(expected), "{text}");
        }
    }
}
