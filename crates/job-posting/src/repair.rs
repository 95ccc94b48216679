//! Mends what is almost JSON.

/// Writes a text anew as JSON, with the faults repaired that sites and their exporters make: raw control characters in
/// strings, escapes that JSON doesn't know, halves of characters beyond the sixteenth bit, `NaN` and its like, numbers
/// beyond all measure, commas before a closing bracket. Whether JSON comes out is for the caller to see.
pub(crate) fn repair(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        match character {
            '"' => rest = string(&rest[1..], &mut out),
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

/// Copies the inside of a string and its closing quote; gives what comes after it.
fn string<'a>(inside: &'a str, out: &mut String) -> &'a str {
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
                rest = escape(after, out);
                continue;
            }
            _ if character.is_control() => out.push(' '),
            _ => out.push(character),
        }
        rest = after;
    }
    ""
}

/// Copies what comes after a backslash.
fn escape<'a>(after: &'a str, out: &mut String) -> &'a str {
    match after.as_bytes().first() {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
            out.push('\\');
            out.push_str(&after[..1]);
            &after[1..]
        }
        Some(b'u') => match unit(after) {
            Some(0xD800..=0xDBFF) => {
                let low = after[5..].strip_prefix('\\').and_then(unit);
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

/// The number in `uXXXX`.
fn unit(written: &str) -> Option<u16> {
    let digits = written.strip_prefix('u')?.get(..4)?;
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn faults_that_sites_make_are_mended() {
        for (broken, meant) in [
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
            let repaired = repair(broken);
            assert_eq!(serde_json::from_str::<Value>(&repaired).expect(&repaired), meant);
        }
    }

    proptest! {
        #[test]
        fn anything_may_be_mended(text in "(\\PC|[\\\\\"ud8{}\\[\\],\u{0}-\u{1f}])*") {
            repair(&text);
        }
    }
}
