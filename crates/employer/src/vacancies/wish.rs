//! The preferences of an employer, which the file format calls wishes.

use std::fmt;
use std::str::FromStr;

use vocabulary::{Code, LanguageCode, Level, Months, ParseError};

/// A preference, which orders candidates of one standing and never excludes a candidate.
///
/// Written `specialism:palliative`, `language:fr:B1`, `experience:60`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Wish {
    /// A specialism in which the candidate is trained or has worked.
    Specialism(Code),
    /// A language at a level or higher.
    Language {
        /// The language.
        language: LanguageCode,
        /// The lowest level.
        level: Level,
    },
    /// Months of work in total.
    Experience(Months),
}

impl Wish {
    const EXPECTED: &str = "a wish like specialism:palliative, language:fr:B1 or experience:60";

    /// Whether both are for the same thing, possibly in another measure: two levels of one language, two lengths of
    /// experience.
    pub fn concerns_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Specialism(one), Self::Specialism(another)) => one == another,
            (Self::Language { language: one, .. }, Self::Language { language: another, .. }) => one == another,
            (Self::Experience(_), Self::Experience(_)) => true,
            _ => false,
        }
    }
}

impl FromStr for Wish {
    type Err = ParseError;

    fn from_str(written: &str) -> Result<Self, ParseError> {
        let wrong = || ParseError::new(written, Self::EXPECTED);
        match written.split_once(':').ok_or_else(wrong)? {
            ("specialism", code) => code.parse().map(Self::Specialism).map_err(|_| wrong()),
            ("experience", months) => months.parse().map(Self::Experience).map_err(|_| wrong()),
            ("language", asked) => {
                let (language, level) = asked.split_once(':').ok_or_else(wrong)?;
                Ok(Self::Language {
                    language: language.parse().map_err(|_| wrong())?,
                    level: level.parse().map_err(|_| wrong())?,
                })
            }
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for Wish {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Specialism(code) => write!(f, "specialism:{code}"),
            Self::Language { language, level } => write!(f, "language:{language}:{level}"),
            Self::Experience(months) => write!(f, "experience:{months}"),
        }
    }
}

vocabulary::written_as_string!(Wish, "a wish, like specialism:palliative, language:fr:B1 or experience:60");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_wish_reads_back_and_a_wrong_one_is_refused() {
        for written in ["specialism:palliative", "language:fr:B1", "experience:60"] {
            assert_eq!(written.parse::<Wish>().expect(written).to_string(), written);
        }
        for wrong in ["", "palliative", "specialism:", "language:fr", "experience:-1", "shift:night"] {
            assert!(wrong.parse::<Wish>().is_err(), "{wrong}");
        }
    }
}
