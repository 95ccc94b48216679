//! Numbers of enterprises in the registers of their countries.

use std::fmt;
use std::str::FromStr;

use smol_str::SmolStr;

use crate::ParseError;
use crate::written_as_string;

/// The number of an enterprise as it was written: digits and capital letters, with dots, hyphens, slashes and spaces
/// between them, at most 40 bytes. The register of a country of destination says which ones it can have
/// (`reference-data`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnterpriseNumber(SmolStr);

impl EnterpriseNumber {
    const LONGEST: usize = 40;

    /// The number as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for EnterpriseNumber {
    type Err = ParseError;

    fn from_str(written: &str) -> Result<Self, ParseError> {
        let number = written.trim();
        let allowed = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_uppercase() || b".-/ ".contains(&byte);
        let has_digit = number.bytes().any(|byte| byte.is_ascii_digit());
        if !has_digit || number.len() > Self::LONGEST || !number.bytes().all(allowed) {
            return Err(ParseError::new(
                written,
                "the number of an enterprise: digits, capital letters and separators",
            ));
        }
        Ok(Self(number.into()))
    }
}

impl fmt::Display for EnterpriseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

written_as_string!(
    EnterpriseNumber,
    "the number of an enterprise in its country's register, whose form depends on the country: digits and capital letters, \
     with separators",
    pattern: "^ *[0-9A-Z./ -]*[0-9][0-9A-Z./ -]*$",
    max_length: 40
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_kept_as_it_was_written() {
        for written in ["0403.170.701", "BE 0403170701", "001537-92/A"] {
            assert_eq!(written.parse::<EnterpriseNumber>().expect(written).to_string(), written);
        }
        for written in ["", "none", "=0403170701", "12\n3", &"1".repeat(41)] {
            assert!(written.parse::<EnterpriseNumber>().is_err(), "{written}");
        }
    }
}
