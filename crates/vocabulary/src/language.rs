//! Languages, their levels (CEFR, Council of Europe 2001 and its companion volume of 2020), and the evidence of a
//! level.

use std::fmt;
use std::str::FromStr;

use crate::ParseError;
use crate::{written_as, written_as_string};

/// A language by its ISO 639-1 code: `nl`, `fr`, `ar`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageCode([u8; 2]);

/// All 183 codes of ISO 639-1 in force (registration authority: Library of Congress).
const ISO_639_1: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy \
    da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig \
    ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml \
    mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg \
    si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh \
    yi yo za zh zu";

/// For each first letter, a bit for each second letter that forms a code with it. A file has up to a million codes to
/// check.
const KNOWN: [u32; 26] = {
    let (codes, mut known, mut at) = (ISO_639_1.as_bytes(), [0u32; 26], 0);
    while at + 1 < codes.len() {
        known[(codes[at] - b'a') as usize] |= 1 << (codes[at + 1] - b'a');
        at += 3;
    }
    known
};

impl LanguageCode {
    /// Iterates over all languages of ISO 639-1 in the order of their codes.
    pub fn all() -> impl Iterator<Item = Self> {
        ISO_639_1.split(' ').filter_map(|code| code.parse().ok())
    }

    /// The two letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

impl FromStr for LanguageCode {
    type Err = ParseError;

    fn from_str(written: &str) -> Result<Self, ParseError> {
        match written.as_bytes() {
            &[first @ b'a'..=b'z', second @ b'a'..=b'z']
                if KNOWN[usize::from(first - b'a')] & 1 << (second - b'a') != 0 =>
            {
                Ok(Self([first, second]))
            }
            _ => Err(ParseError::new(written, "a language of two letters (ISO 639-1), like nl")),
        }
    }
}

impl fmt::Display for LanguageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for LanguageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

written_as_string!(LanguageCode, "a language of two letters (ISO 639-1)", pattern: "^[a-z]{2}$", max_length: 2);

/// The level of a language: the six levels of the CEFR, and native above them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Level {
    /// Breakthrough.
    A1 = 1,
    /// Waystage.
    A2,
    /// Threshold.
    B1,
    /// Vantage.
    B2,
    /// Effective operational proficiency.
    C1,
    /// Mastery.
    C2,
    /// A first language: above C2, and needs no evidence.
    Native,
}

written_as!(Level, "a level: A1, A2, B1, B2, C1, C2 or native", {
    A1 => "A1", A2 => "A2", B1 => "B1", B2 => "B2", C1 => "C1", C2 => "C2", Native => "native",
});

impl Level {
    /// Returns the next lower level; `None` below A1.
    pub fn one_lower(self) -> Option<Self> {
        let index = Self::ALL.iter().position(|level| *level == self)?;
        index.checked_sub(1).map(|below| Self::ALL[below])
    }
}

/// One of the five skills in which the CEFR measures a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Skill {
    /// Listening comprehension.
    Listening,
    /// Reading comprehension.
    Reading,
    /// Spoken interaction.
    Interaction,
    /// Spoken production.
    Production,
    /// Writing.
    Writing,
}

written_as!(Skill, "a skill: listening, reading, interaction, production or writing", {
    Listening => "listening", Reading => "reading", Interaction => "interaction", Production => "production",
    Writing => "writing",
});

/// The evidence of a language level, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(u8)]
pub enum Evidence {
    /// Stated by the candidate.
    #[default]
    Declared,
    /// Attested by a course or a school.
    Attested,
    /// Shown by a recognised test.
    Tested,
}

written_as!(Evidence, "evidence: declared, attested or tested", {
    Declared => "declared", Attested => "attested", Tested => "tested",
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_ordered_and_native_is_above_c2() {
        assert!(Level::A1 < Level::A2 && Level::C2 < Level::Native);
        assert_eq!(Level::B2.one_lower(), Some(Level::B1));
        assert_eq!(Level::A1.one_lower(), None);
        assert!("b2".parse::<Level>().is_err());
    }

    #[test]
    fn only_codes_of_iso_639_1_are_languages() {
        assert_eq!("nl".parse::<LanguageCode>().expect("Dutch").as_str(), "nl");
        for wrong in ["", "xx", "NL", "nld", "a ", "é"] {
            assert!(wrong.parse::<LanguageCode>().is_err(), "{wrong}");
        }
    }
}
