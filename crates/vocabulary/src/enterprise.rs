//! Belgian enterprise numbers (KBO/BCE).

use std::fmt;
use std::str::FromStr;

use crate::ParseError;
use crate::written_as_string;

/// The number of an enterprise in the Crossroads Bank for Enterprises: ten digits that begin with 0 or 1. The last two
/// are 97 minus the first eight modulo 97.
///
/// Printed as `0403.170.701`; parsed with or without dots and spaces, and with the prefix `BE` of a VAT number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnterpriseNumber(u64);

impl FromStr for EnterpriseNumber {
    type Err = ParseError;

    fn from_str(written: &str) -> Result<Self, ParseError> {
        let wrong = |expected| ParseError::new(written, expected);
        let bare = written.strip_prefix("BE").unwrap_or(written);
        let mut number = 0u64;
        let mut digits = 0;
        for character in bare.chars() {
            match character {
                '0'..='9' if digits < 10 => {
                    number = number * 10 + u64::from(character.to_digit(10).unwrap_or(0));
                    digits += 1;
                }
                '.' | ' ' => {}
                _ => {
                    return Err(wrong("a Belgian enterprise number of ten digits, like 0403.170.701"));
                }
            }
        }
        if digits != 10 || number / 1_000_000_000 > 1 {
            return Err(wrong("a Belgian enterprise number of ten digits that begin with 0 or 1, like 0403.170.701"));
        }
        if 97 - (number / 100) % 97 != number % 100 {
            return Err(wrong("a Belgian enterprise number whose last two digits check the first eight"));
        }
        Ok(Self(number))
    }
}

impl fmt::Display for EnterpriseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}.{:03}.{:03}", self.0 / 1_000_000, self.0 / 1_000 % 1_000, self.0 % 1_000)
    }
}

written_as_string!(EnterpriseNumber, "a Belgian enterprise number, like 0403.170.701");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_usual_forms_of_a_number_parse_and_print_in_one_form() {
        for written in ["0403.170.701", "0403170701", "BE0403170701", "0403 170 701"] {
            let number: EnterpriseNumber = written.parse().expect(written);
            assert_eq!(number.to_string(), "0403.170.701");
        }
    }

    #[test]
    fn wrong_check_digits_wrong_lengths_and_other_characters_are_rejected() {
        for written in ["0403.170.702", "403170701", "2403170701", "=0403170701", "04031707011", ""] {
            assert!(written.parse::<EnterpriseNumber>().is_err(), "{written}");
        }
    }
}
