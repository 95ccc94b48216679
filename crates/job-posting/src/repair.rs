//! Repair of malformed JSON.

/// Returns a text with the usual faults of sites and exporters repaired: raw control characters in strings, invalid
/// escapes, unpaired surrogates, words such as `NaN`, numbers out of range, commas before a closing bracket. The result
/// isn't necessarily valid JSON; the caller has to parse it.
pub(crate) fn repair(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        match character {
            '"' => rest = copy_string(&rest[1..], &mut out),
            ']' | '}' => {
                let end = out.trim_end().len();
                if out[..end].ends_with(',') {
                    out.truncate(end - 1);
                }
                out.push(character);
                rest = &rest[1..];
            }
            _ if character.is_ascii_alphanumeric() || "+-.".contains(character) => {
                let end =
                    rest.find(|character: char| !character.is_ascii_alphanumeric() && !"+-.".contains(character));
                let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
                out.push_str(if is_scalar(word) { word } else { "null" });
                rest = after;
            }
            _ => {
                out.push(if character.is_control() { ' ' } else { character });
                rest = &rest[character.len_utf8()..];
            }
        }
    }
    out
}

fn is_scalar(word: &str) -> bool {
    serde_json::from_str::<serde_json::Value>(word).is_ok()
}

/// Copies the contents of a string and its closing quote. Returns the text after it.
fn copy_string<'a>(inside: &'a str, out: &mut String) -> &'a str {
    out.push('"');
    let mut rest = inside;
    while let Some(character) = rest.chars().next() {
        let after = &rest[character.len_utf8()..];
        match character {
            '"' => {
                out.push('"');
                return after;
            }
            '\\' => {
                rest = copy_escape(after, out);
                continue;
            }
            _ if character.is_control() => out.push(' '),
            _ => out.push(character),
        }
        rest = after;
    }
    ""
}

/// Copies an escape, given the text after its backslash. Returns the text after the escape.
fn copy_escape<'a>(after: &'a str, out: &mut String) -> &'a str {
    match after.as_bytes().first() {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
            out.push('\\');
            out.push_str(&after[..1]);
            &after[1..]
        }
        Some(b'u') => match code_unit(after) {
            Some(0xD800..=0xDBFF) => {
                let low = after[5..].strip_prefix('\\').and_then(code_unit);
                if let Some(0xDC00..=0xDFFF) = low {
                    out.push('\\');
                    out.push_str(&after[..11]);
                    &after[11..]
                } else {
                    out.push('\u{FFFD}');
                    &after[5..]
                }
            }
            Some(0xDC00..=0xDFFF) => {
                out.push('\u{FFFD}');
                &after[5..]
            }
            Some(_) => {
                out.push('\\');
                out.push_str(&after[..5]);
                &after[5..]
            }
            None => after,
        },
        _ => after,
    }
}

/// Parses the UTF-16 code unit in `uXXXX`.
fn code_unit(written: &str) -> Option<u16> {
    let digits = written.strip_prefix('u')?.get(..4)?;
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn usual_faults_are_repaired() {
        for (malformed, expected) in [
            ("{\"a\": \"x\ny\"}", json!({ "a": "x y" })),
            (r#"{"a": "it\'s"}"#, json!({ "a": "it's" })),
            (r#"{"a": "\ud83d cut"}"#, json!({ "a": "\u{FFFD} cut" })),
            (r#"{"a": "\ud83d\ude00"}"#, json!({ "a": "😀" })),
            (
                r#"{"a": NaN, "b": -Infinity, "c": 1e999, "d": 01}"#,
                json!({ "a": null, "b": null, "c": null, "d": null }),
            ),
            (r#"{"a": [1, 2,], }"#, json!({ "a": [1, 2] })),
        ] {
            let repaired = repair(malformed);
            assert_eq!(serde_json::from_str::<Value>(&repaired).expect(&repaired), expected);
        }
    }

    proptest! {
        #[test]
        fn repair_never_panics(text in "(\\PC|[\\\\\"ud8{}\\[\\],\u{0}-\u{1f}])*") {
            repair(&text);
        }
    }
}
