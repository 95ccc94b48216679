//! Texts of requests: what every one of them may hold, wherever it stands.

/// What is expected of a parameter of an address.
pub(crate) const EXPECTED_PARAMETER: &str = "text in UTF-8 without control characters";

/// What is expected of a text of a body.
pub(crate) const EXPECTED_TEXT: &str = "text without control characters other than tabs and line breaks";

/// Whether a decoded parameter of an address is text: PostgreSQL stores no zero character, and a byte that isn't UTF-8 was
/// replaced by U+FFFD when it was decoded.
pub(crate) fn is_parameter(text: &str) -> bool {
    !text.contains(|character: char| character.is_control() || character == char::REPLACEMENT_CHARACTER)
}

/// Whether a text of a body has no control characters but those that lay out a text.
pub(crate) fn is_text(text: &str) -> bool {
    !text.contains(|character: char| character.is_control() && !matches!(character, '\t' | '\n' | '\r'))
}
