//! The error of parsing a value, and macros that implement the text form of types.

/// A value that couldn't be parsed, and what was expected instead.
///
/// The reader of the cell adds file, row and column.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}`: expected {expected}")]
pub struct ParseError {
    /// The value as written, truncated to 60 characters.
    pub found: String,
    /// The expected form, as a phrase that follows "expected".
    pub expected: String,
}

impl ParseError {
    /// The largest number of characters of a wrong value that a message contains.
    const SHOWN: usize = 60;

    /// Creates the error for a value; `expected` is a phrase such as "a date like 2027-02-01".
    pub fn new(found: &str, expected: impl Into<String>) -> Self {
        let mut shown: String = found.chars().take(Self::SHOWN).collect();
        if shown.len() < found.len() {
            shown.push('…');
        }
        Self { found: shown, expected: expected.into() }
    }
}

/// Implements `Display`, `FromStr`, serde and a JSON schema for an enum whose variants have fixed words.
///
/// `$expected` names the whole set of words in errors.
#[macro_export]
macro_rules! written_as {
    ($type:ident, $expected:literal, { $($variant:ident => $word:literal),+ $(,)? }) => {
        impl $type {
            /// All values, in the order of their definition.
            pub const ALL: &'static [$type] = &[$($type::$variant),+];

            /// The word for the value in files, in the database and in JSON.
            pub const fn word(self) -> &'static str {
                match self { $($type::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::ParseError;

            fn from_str(written: &str) -> Result<Self, Self::Err> {
                match written {
                    $($word => Ok($type::$variant),)+
                    _ => Err($crate::ParseError::new(written, $expected)),
                }
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let written = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                written.parse().map_err(serde::de::Error::custom)
            }
        }

        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": [$($word),+] })
            }
        }
    };
}

/// Implements serde and a JSON schema for a type with `Display` and `FromStr`, so that files, the database and the API
/// have one text form for it. The schema may state the pattern (ECMA-262) and the length of the text.
#[macro_export]
macro_rules! written_as_string {
    ($type:ident, $description:literal) => {
        $crate::written_as_string!(@ $type, { "type": "string", "description": $description });
    };
    ($type:ident, $description:literal, pattern: $pattern:literal, max_length: $length:literal) => {
        $crate::written_as_string!(@ $type, {
            "type": "string", "description": $description, "pattern": $pattern, "maxLength": $length
        });
    };
    (@ $type:ident, $schema:tt) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let written = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                written.parse().map_err(serde::de::Error::custom)
            }
        }

        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!($schema)
            }
        }
    };
}
