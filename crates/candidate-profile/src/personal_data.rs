//! The personal data of a candidate, which matching may not read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::{Date, FieldProblem, ParseError};

/// The longest text of a field, in bytes.
const LONGEST: usize = 1_000;

/// Name, sex, birth date, nationality and addresses of a candidate. They are stored apart from the profile, reading them
/// needs its own permission, and every reading is noted in the audit log.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonalData {
    /// The full name, as the candidate writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The sex, as the candidate states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<String>,
    /// The day of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Date>,
    /// The nationality, as the candidate states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nationality: Option<String>,
    /// The e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

impl PersonalData {
    /// Whether no field is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Every field that is wrong: a text that is empty, too long or has control characters, and an e-mail
    /// address that is none. The problems don't hold the
    /// values, since their messages may be passed on.
    pub fn check(&self) -> Vec<FieldProblem> {
        let Self { name, sex, birth_date: _, nationality, email, phone } = self;
        let texts = [("name", name), ("sex", sex), ("nationality", nationality), ("email", email), ("phone", phone)];
        let wrong = texts.into_iter().filter(|(_, text)| {
            text.as_ref()
                .is_some_and(|text| text.trim().is_empty() || text.len() > LONGEST || text.contains(char::is_control))
        });
        let mut problems: Vec<FieldProblem> = wrong
            .map(|(field, _)| {
                FieldProblem::new(field, ParseError::new("", format!("1 to {LONGEST} bytes on one line")))
            })
            .collect();
        let has_problem = problems.iter().any(|problem| problem.field == "email");
        if !has_problem && email.as_ref().is_some_and(|email| !is_address(email)) {
            let expected = "an e-mail address as name@example.org";
            problems.push(FieldProblem::new("email", ParseError::new("", expected)));
        }
        problems
    }
}

/// Whether a text may be an e-mail address. Whether it is one, only a message to it can tell.
fn is_address(text: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && !part.contains(char::is_whitespace);
    text.trim().rsplit_once('@').is_some_and(|(name, host)| is_part(name) && is_part(host))
}

impl std::fmt::Debug for PersonalData {
    /// Writes no field, so that personal data can't get into a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonalData(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_name_and_a_host() {
        let fields = |email: &str| -> Vec<String> {
            let data = PersonalData { email: Some(email.to_owned()), ..PersonalData::default() };
            data.check().into_iter().map(|problem| problem.field.to_string()).collect()
        };
        for email in ["a@b", "zoë.d'haene+x@example.org", "\"a@b\"@example.org"] {
            assert!(fields(email).is_empty(), "{email}");
        }
        for email in ["x", "@example.org", "a@", "a b@example.org", "", " "] {
            assert_eq!(fields(email), ["email"], "{email}");
        }
    }
}
