//! Who somebody is: what matching may not know.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::{Date, FieldProblem, ParseError};

/// The longest of its texts, in bytes.
const LONGEST: usize = 1_000;

/// Name, sex, birth date, nationality and addresses of a person. Stored apart from the profile, read only by those
/// who may, and every reading is written down.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonalData {
    /// The name in full, as they write it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// As they state it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<String>,
    /// The day of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Date>,
    /// As they state it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nationality: Option<String>,
    /// Where mail reaches them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Where a call reaches them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

impl PersonalData {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Everything that is wrong with it: a text that is empty, too long or has control characters. The value isn't
    /// shown, since a message may be passed on.
    pub fn check(&self) -> Vec<FieldProblem> {
        let Self { name, sex, birth_date: _, nationality, email, phone } = self;
        let texts = [("name", name), ("sex", sex), ("nationality", nationality), ("email", email), ("phone", phone)];
        let wrong = texts.into_iter().filter(|(_, text)| {
            text.as_ref()
                .is_some_and(|text| text.trim().is_empty() || text.len() > LONGEST || text.contains(char::is_control))
        });
        wrong
            .map(|(field, _)| {
                FieldProblem::new(field, ParseError::new("", format!("1 to {LONGEST} bytes on one line")))
            })
            .collect()
    }
}

impl std::fmt::Debug for PersonalData {
    /// Says nothing of the person, so that no log can.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonalData(…)")
    }
}
