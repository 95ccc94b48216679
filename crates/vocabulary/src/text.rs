//! The four languages of the user interface, and texts in all of them.

use crate::written_as;

/// A language of the user interface and of the texts that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum TextLanguage {
    /// Dutch.
    Nl,
    /// French.
    Fr,
    /// English.
    En,
    /// Arabic, written from right to left.
    Ar,
}

written_as!(TextLanguage, "a language of texts: nl, fr, en or ar", {
    Nl => "nl", Fr => "fr", En => "en", Ar => "ar",
});

/// A text in each of the four languages.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Localised {
    /// Dutch.
    pub nl: String,
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
    /// Arabic.
    pub ar: String,
}

impl Localised {
    /// Returns the text in one language.
    pub fn get(&self, language: TextLanguage) -> &str {
        match language {
            TextLanguage::Nl => &self.nl,
            TextLanguage::Fr => &self.fr,
            TextLanguage::En => &self.en,
            TextLanguage::Ar => &self.ar,
        }
    }
}
