//! JSON Merge Patch (RFC 7396).

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::field_errors::{self, Fault, FieldError, Notation};
use crate::problem::{InvalidField, Problem, ProblemKind};

/// The members of an object to be changed: one that is given replaces the present one, null removes it, and one that isn't
/// given stays. Anything else than an object would replace the whole, by RFC 7396; here it is an error.
#[derive(Debug, Clone, PartialEq)]
pub struct MergePatch(Map<String, Value>);

impl<'de> Deserialize<'de> for MergePatch {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Map::deserialize(deserializer).map(Self)
    }
}

/// Reads a patch that may be left out, and not be null: what it would change can't be removed.
///
/// # Errors
/// When it isn't an object.
pub fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<MergePatch>, D::Error> {
    MergePatch::deserialize(deserializer).map(Some)
}

impl MergePatch {
    /// Applies the patch to a value that is the field `field` of a request. `problems` gives what is wrong with the values of
    /// the result, whose types are right.
    ///
    /// # Errors
    /// [`ProblemKind::Invalid`] with every member that is wrong, that there is none of, or that can't be removed.
    pub fn apply<T: DeserializeOwned + Serialize>(
        &self,
        field: &str,
        value: &T,
        problems: impl FnOnce(&T) -> Vec<InvalidField>,
    ) -> Result<T, Problem> {
        let before = serde_json::to_value(value).map_err(|error| {
            tracing::error!(%error, "a stored value can't be written as JSON");
            Problem::new(ProblemKind::Internal, "the request failed here; the operator finds why in the log")
        })?;
        let mut errors = Vec::new();
        // With its nulls a member that there is none of is found, though nothing would have to be removed.
        let with_nulls = merged(Some(&before), &self.0, Removal::Null);
        if let Err(wrong) = field_errors::read::<T>(&with_nulls, Notation::Json) {
            errors.extend(wrong.errors.into_iter().filter(|error| error.fault == Fault::Unknown));
        }
        // Removed by itself, a member that has to be there is missed, whatever else is wrong.
        for_each_removal(&self.0, &before, &mut |names| {
            let mut without = before.clone();
            remove(&mut without, names);
            let missing =
                field_errors::read::<T>(&without, Notation::Json).err().into_iter().flat_map(|wrong| wrong.errors);
            let missing = missing.filter(|error| error.fault == Fault::Missing);
            errors.extend(missing.map(|error| FieldError::not_removable(error.field)));
        });
        let after = merged(Some(&before), &self.0, Removal::Absent);
        let patched = match field_errors::read::<T>(&after, Notation::Json) {
            Ok(patched) => Some(patched),
            Err(wrong) => {
                errors.extend(wrong.errors);
                // What is wrong stays as it was.
                field_errors::read_right_part(&after, &errors, &before)
            }
        };
        let mut problem = Problem::invalid(Vec::new());
        let is_right = errors.is_empty();
        problem.add_invalid(errors.into_iter().map(|error| InvalidField::from(error.within(field))).collect());
        problem.add_invalid(patched.as_ref().map(problems).unwrap_or_default());
        match patched {
            Some(patched) if is_right && problem.errors.is_empty() => Ok(patched),
            _ => Err(problem),
        }
    }
}

/// What becomes of a member that a patch removes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Removal {
    Absent,
    Null,
}

/// An object after a patch; anything else counts as an empty object.
fn merged(before: Option<&Value>, patch: &Map<String, Value>, removal: Removal) -> Value {
    let mut after = before.and_then(Value::as_object).cloned().unwrap_or_default();
    for (name, change) in patch {
        let member = match change {
            Value::Null if removal == Removal::Absent => {
                after.shift_remove(name);
                continue;
            }
            Value::Object(patch) => merged(after.get(name), patch, removal),
            other => other.clone(),
        };
        after.insert(name.clone(), member);
    }
    Value::Object(after)
}

/// Calls `found` with the path of each member that a patch removes from an object.
fn for_each_removal(patch: &Map<String, Value>, object: &Value, found: &mut dyn FnMut(&[&str])) {
    fn walk<'a>(
        patch: &'a Map<String, Value>,
        object: &Value,
        names: &mut Vec<&'a str>,
        found: &mut dyn FnMut(&[&str]),
    ) {
        for (name, change) in patch {
            let Some(member) = object.get(name) else { continue };
            names.push(name);
            match change {
                Value::Null => found(names),
                Value::Object(patch) => walk(patch, member, names, found),
                _ => {}
            }
            names.pop();
        }
    }
    walk(patch, object, &mut Vec::new(), found);
}

/// Removes the member at a path.
fn remove(object: &mut Value, names: &[&str]) {
    let Some((last, before)) = names.split_last() else { return };
    let within = before.iter().try_fold(object, |object, name| object.get_mut(*name));
    if let Some(Value::Object(members)) = within {
        members.shift_remove(*last);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn patched(before: Value, patch: Value) -> Value {
        let patch: MergePatch = serde_json::from_value(patch).expect("a patch");
        patch.apply("field", &before, |_| Vec::new()).expect("a value")
    }

    /// The examples of RFC 7396, appendix A, whose patch is an object.
    #[test]
    fn the_examples_of_the_rfc_hold() {
        for (before, patch, after) in [
            (json!({"a": "b"}), json!({"a": "c"}), json!({"a": "c"})),
            (json!({"a": "b"}), json!({"b": "c"}), json!({"a": "b", "b": "c"})),
            (json!({"a": "b"}), json!({"a": null}), json!({})),
            (json!({"a": "b", "b": "c"}), json!({"a": null}), json!({"b": "c"})),
            (json!({"a": ["b"]}), json!({"a": "c"}), json!({"a": "c"})),
            (json!({"a": "c"}), json!({"a": ["b"]}), json!({"a": ["b"]})),
            (json!({"a": {"b": "c"}}), json!({"a": {"b": "d", "c": null}}), json!({"a": {"b": "d"}})),
            (json!({"a": [{"b": "c"}]}), json!({"a": [1]}), json!({"a": [1]})),
            (json!({"e": null}), json!({"a": 1}), json!({"e": null, "a": 1})),
            (json!([1, 2]), json!({"a": "b", "c": null}), json!({"a": "b"})),
            (json!({}), json!({"a": {"bb": {"ccc": null}}}), json!({"a": {"bb": {}}})),
        ] {
            assert_eq!(patched(before.clone(), patch.clone()), after, "{before} {patch}");
        }
    }

    #[test]
    fn what_is_no_object_is_no_patch() {
        for wrong in [json!([]), json!(null), json!("a"), json!(1)] {
            assert!(serde_json::from_value::<MergePatch>(wrong.clone()).is_err(), "{wrong}");
        }
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Post {
        name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hours: Option<u8>,
    }

    #[test]
    fn every_member_that_cannot_be_patched_so_is_named() {
        let before = Post { name: "night nurse".to_owned(), hours: Some(20) };
        let apply = |patch: Value| {
            let patch: MergePatch = serde_json::from_value(patch).expect("a patch");
            patch.apply("post", &before, |_| Vec::new()).map_err(|problem| {
                problem.errors.into_iter().map(|error| (error.field, error.expected)).collect::<Vec<_>>()
            })
        };
        assert_eq!(apply(json!({"hours": null})), Ok(Post { name: "night nurse".to_owned(), hours: None }));
        let wrong = apply(json!({"name": null, "age": null, "shoe": 1, "hours": []})).expect_err("wrong");
        let names: Vec<&str> = wrong.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(names, ["post.age", "post.hours", "post.name", "post.shoe"]);
        let removed = apply(json!({"name": null})).expect_err("it can't be removed");
        assert_eq!(removed, [("post.name".to_owned(), "a value, since it can't be removed".to_owned())]);
    }
}
