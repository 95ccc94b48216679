//! The one way in which a word says that it couldn't be read.

/// A value that couldn't be read, with what was expected instead.
///
/// The place (file, row, column) is added by whoever read the cell.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}`: expected {expected}")]
pub struct ParseError {
    /// The value as it was written, cut to a length that can be shown.
    pub found: String,
    /// What would have been right, as a phrase that follows "expected".
    pub expected: String,
}

impl ParseError {
    /// Longest piece of a wrong value that is shown again, in characters.
    const SHOWN: usize = 60;

    /// A value that couldn't be read; `expected` is a phrase such as "a date like 2027-02-01".
    pub fn new(found: &str, expected: impl Into<String>) -> Self {
        let mut shown: String = found.chars().take(Self::SHOWN).collect();
        if shown.len() < found.len() {
            shown.push('…');
        }
        Self { found: shown, expected: expected.into() }
    }
}

/// Implements `Display`, `FromStr` and serde for an enum whose values are written as fixed words.
///
/// The words stand once, beside the variants; `expected` names the whole set in errors.
#[macro_export]
macro_rules! written_as {
    ($type:ident, $expected:literal, { $($variant:ident => $word:literal),+ $(,)? }) => {
        impl $type {
            /// Every value, in order.
            pub const ALL: &'static [$type] = &[$($type::$variant),+];

            /// The value as it is written in files, in the database and in JSON.
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

/// Implements serde and a JSON schema for a type that is written as one string, by its `Display` and `FromStr`, so
/// that a file, the database and the API spell it alike.
#[macro_export]
macro_rules! written_as_string {
    ($type:ident, $description:literal) => {
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
                schemars::json_schema!({ "type": "string", "description": $description })
            }
        }
    };
}
