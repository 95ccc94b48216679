//! Serde and JSON schemas for this crate's types that are written as one string.

use crate::{By, HoursRange, LanguageMust, Wish};

/// A type written by `Display` and read by `FromStr` is that string in JSON too, so that a file, the database and the
/// API spell it alike.
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

written_as_string!(By, "by when a must has to hold: application or start");
written_as_string!(HoursRange, "hours a week, like 38, or a range like 19-38");
written_as_string!(
    LanguageMust,
    "a language with a level, like nl:B2, fr.listening:B1@application or fr:B2/nl:B2@start"
);
written_as_string!(Wish, "a wish, like specialism:palliative, language:fr:B1 or experience:60");
