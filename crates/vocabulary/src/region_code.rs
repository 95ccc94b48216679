//! Codes of regions (NUTS).

use std::fmt;
use std::str::FromStr;

use crate::ParseError;
use crate::written_as_string;

/// A code of the Nomenclature of territorial units for statistics (Regulation (EC) No 1059/2003): two letters for the
/// country and up to three characters, one for each level: `BE`, `BE2`, `BE23`, `BE234`.
///
/// The type checks only the form; `reference-data` has the list of codes and their districts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode {
    characters: [u8; 5],
    length: u8,
}

impl RegionCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.characters[..usize::from(self.length)]).unwrap_or("")
    }

    /// The NUTS level: 0 for a country, 3 for a district.
    pub const fn level(&self) -> u8 {
        self.length - 2
    }

    /// Whether `other` is this region or lies within it.
    pub fn holds(&self, other: &Self) -> bool {
        other.as_str().starts_with(self.as_str())
    }
}

impl FromStr for RegionCode {
    type Err = ParseError;

    fn from_str(written: &str) -> Result<Self, ParseError> {
        let bytes = written.as_bytes();
        let country = bytes.iter().take(2).filter(|byte| byte.is_ascii_uppercase()).count() == 2;
        let rest = bytes.iter().skip(2).all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        if !country || !rest || bytes.len() > 5 {
            return Err(ParseError::new(written, "a NUTS code, like BE23 or BE234"));
        }
        let mut characters = [0; 5];
        characters[..bytes.len()].copy_from_slice(bytes);
        Ok(Self { characters, length: bytes.len() as u8 })
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

written_as_string!(
    RegionCode,
    "a NUTS code, like BE23 or BE234",
    pattern: "^[A-Z]{2}[A-Z0-9]{0,3}$",
    max_length: 5
);
