//! The language of a posting's text.

use serde_json::Value;
use vocabulary::TextLanguage;
use whatlang::{Detector, Lang};

use crate::property::{self, Properties, items};
use crate::words::fold;

/// How much of a text is looked at: more changes no answer and costs time.
const SAMPLE: usize = 2_000;

/// The language, and what is to be said of it.
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
        let said = format!("`{}` is none of nl, fr, en and ar; the text's language is unknown", property::cut(&name));
        return (None, Some(said));
    }
    (text.and_then(detect), None)
}

/// A language's name is in one of several places.
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

/// The language that a text seems to be in. Its neighbours are asked too, so that German is not taken for Dutch; what
/// seems to be one of those is unknown.
fn detect(text: &str) -> Option<TextLanguage> {
    let end = text.char_indices().nth(SAMPLE).map_or(text.len(), |(end, _)| end);
    let asked = vec![
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
    let info = Detector::with_allowlist(asked).detect(&text[..end])?;
    let sure = info.is_reliable() || info.confidence() > 0.4;
    match info.lang() {
        Lang::Nld if sure => Some(TextLanguage::Nl),
        Lang::Fra if sure => Some(TextLanguage::Fr),
        Lang::Eng if sure => Some(TextLanguage::En),
        Lang::Ara if sure => Some(TextLanguage::Ar),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_language_is_known_by_its_code_and_its_name() {
        for (written, meant) in [
            (json!("nl-BE"), TextLanguage::Nl),
            (json!({ "@type": "Language", "name": "French", "alternateName": "fr" }), TextLanguage::Fr),
            (json!(["en"]), TextLanguage::En),
            (json!("Néerlandais"), TextLanguage::Nl),
            (json!("العربية"), TextLanguage::Ar),
        ] {
            let posting = json!({ "inLanguage": written });
            let found = text_language(Properties(posting.as_object().expect("an object")), None);
            assert_eq!(found, (Some(meant), None), "{written}");
        }
    }

    #[test]
    fn a_language_that_is_none_of_ours_stays_unknown() {
        let posting = json!({ "inLanguage": "de" });
        let (language, note) = text_language(Properties(posting.as_object().expect("an object")), None);
        assert!(language.is_none() && note.is_some());
        let german =
            "Wir suchen eine erfahrene Pflegekraft für unsere Station und bieten einen unbefristeten Vertrag.";
        assert_eq!(detect(german), None);
    }

    #[test]
    fn the_text_tells_its_language_where_nobody_says_it() {
        for (text, meant) in [
            ("Wij zoeken een gemotiveerde verpleegkundige voor ons woonzorgcentrum in Gent", TextLanguage::Nl),
            ("Nous recherchons un infirmier motivé pour notre maison de repos à Bruxelles", TextLanguage::Fr),
            ("We are looking for a nurse who wants to join our team in a hospital", TextLanguage::En),
            ("نبحث عن ممرضة للعمل في المستشفى", TextLanguage::Ar),
        ] {
            assert_eq!(detect(text), Some(meant), "{text}");
        }
    }
}
