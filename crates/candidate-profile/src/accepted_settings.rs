//! The settings in which a candidate would work, as a cell writes them: `hospital|care-home`, or `any`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use vocabulary::Code;

/// The settings that a candidate accepts; in JSON `"any"` or an array of codes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AcceptedSettings {
    /// Every setting, including those that will be added.
    Any,
    /// The listed settings.
    These(Vec<Code>),
}

impl AcceptedSettings {
    /// Whether a setting is accepted.
    pub fn accept(&self, setting: &str) -> bool {
        match self {
            Self::Any => true,
            Self::These(codes) => codes.iter().any(|code| code == setting),
        }
    }
}

impl Serialize for AcceptedSettings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Any => serializer.serialize_str("any"),
            Self::These(codes) => codes.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for AcceptedSettings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "expected \"any\" or an array of settings")]
        enum Written<'w> {
            Word(#[serde(borrow)] Cow<'w, str>),
            Codes(Vec<Code>),
        }
        match Written::deserialize(deserializer)? {
            Written::Codes(codes) => Ok(Self::These(codes)),
            Written::Word(word) if word == "any" => Ok(Self::Any),
            Written::Word(_) => Err(serde::de::Error::custom("expected \"any\" or an array of settings")),
        }
    }
}

impl JsonSchema for AcceptedSettings {
    fn schema_name() -> Cow<'static, str> {
        "AcceptedSettings".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let code = generator.subschema_for::<Code>();
        json_schema!({ "anyOf": [{ "const": "any" }, { "type": "array", "items": code, "uniqueItems": true }] })
    }
}
