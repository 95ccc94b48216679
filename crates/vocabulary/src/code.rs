//! Codes of the catalogues in the configuration.

use std::fmt;
use std::str::FromStr;

use smol_str::SmolStr;

use crate::ParseError;
use crate::written_as_string;

/// The code of a title, specialism, setting, course or criterion: `nurse-general-care`, `intensive-care`.
///
/// Lower-case letters, digits, hyphens, dots and slashes, at most 64 bytes. The type checks only the form;
/// `reference-data` has the catalogues that say which codes exist.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(SmolStr);

impl Code {
    /// The maximum length of a code, in bytes.
    pub const MAX_LENGTH: usize = 64;

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Code {
    type Err = ParseError;

    fn from_str(written: &str) -> Result<Self, ParseError> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-./".contains(&byte);
        if written.is_empty() || written.len() > Self::MAX_LENGTH || !written.bytes().all(allowed) {
            return Err(ParseError::new(written, "a code of lower-case letters, digits and hyphens"));
        }
        Ok(Self(SmolStr::new(written)))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Code {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for Code {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Code {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

written_as_string!(
    Code,
    "a code of lower-case letters, digits and hyphens",
    pattern: "^[a-z0-9./-]+$",
    max_length: 64
);
