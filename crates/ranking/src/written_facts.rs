//! Facts with their JSON, so that the records that hold a candidate's facts don't write them anew each time.

use std::ops::Deref;
use std::sync::Arc;

use matching::facts::Facts;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// The facts of a candidate with the JSON from which they were read. A clone shares both.
#[derive(Debug, Clone)]
pub struct WrittenFacts(Arc<(Facts, Box<RawValue>)>);

impl Deref for WrittenFacts {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        &self.0.0
    }
}

impl Serialize for WrittenFacts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.1.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for WrittenFacts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Box::<RawValue>::deserialize(deserializer)?;
        let facts = serde_json::from_str(json.get()).map_err(serde::de::Error::custom)?;
        Ok(Self(Arc::new((facts, json))))
    }
}
