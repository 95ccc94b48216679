//! Search for postings in the bytes of a feed, in all forms in which sites wrap them.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::plain_text::json_scripts;
use crate::property::{self, Properties};
use crate::repair::repair;
use employer::Note;

/// The postings of a feed.
#[derive(Debug, Default)]
pub(crate) struct FeedPostings {
    pub(crate) postings: Vec<Map<String, Value>>,
    pub(crate) notes: Vec<Note>,
    /// The number of values that aren't postings.
    skipped: usize,
}

/// The maximum nesting depth at which postings are found.
const MAX_DEPTH: usize = 8;

impl FeedPostings {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut feed = Self::default();
        let text = feed.decode(bytes);
        let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n', '\0']);
        if text.starts_with('<') {
            let scripts = json_scripts(text);
            if scripts.is_empty() {
                feed.note("file", "a page without any JSON-LD script");
            }
            scripts.iter().for_each(|script| feed.read_script(script));
        } else {
            feed.read_json(text);
        }
        if feed.skipped > 0 {
            let message = format!("values that are no JobPosting were passed over: {}", feed.skipped);
            feed.note("file", message);
        }
        feed
    }

    fn note(&mut self, subject: impl Into<String>, message: impl Into<String>) {
        self.notes.push(Note { subject: subject.into(), message: message.into() });
    }

    /// Decodes UTF-8, or UTF-16 with a byte-order mark; invalid UTF-8 is replaced, with a note.
    fn decode<'b>(&mut self, bytes: &'b [u8]) -> Cow<'b, str> {
        let utf_16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
            let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
            Cow::Owned(String::from_utf16_lossy(&units))
        };
        match bytes {
            [0xFF, 0xFE, rest @ ..] => utf_16(rest, u16::from_le_bytes),
            [0xFE, 0xFF, rest @ ..] => utf_16(rest, u16::from_be_bytes),
            _ => {
                let text = String::from_utf8_lossy(bytes);
                if let Cow::Owned(_) = text {
                    self.note("file", "it is not all UTF-8; what isn't was replaced by `\u{FFFD}`");
                }
                text
            }
        }
    }

    /// Reads one script of a page, which may be wrapped in comments.
    fn read_script(&mut self, script: &str) {
        let script = script.replace("<![CDATA[", "").replace("]]>", "");
        let start = script.find(['{', '[']).unwrap_or(script.len());
        let end = script.rfind(['}', ']']).map_or(script.len(), |end| end + 1);
        let json = script.get(start..end).unwrap_or("");
        match serde_json::from_str(json).or_else(|_| serde_json::from_str(&repair(json))) {
            Ok(value) => self.collect(value, true, MAX_DEPTH),
            Err(error) => self.note(
                "script",
                format!(
                    "it is not JSON from column {} of line {} on, and was passed over",
                    error.column(),
                    error.line()
                ),
            ),
        }
    }

    /// Reads one value, or a sequence of values, on one or several lines each.
    fn read_json(&mut self, text: &str) {
        if let Ok(value) = serde_json::from_str(text) {
            return self.collect(value, true, MAX_DEPTH);
        }
        let mut at = 0;
        let mut line_counter = LineCounter::default();
        // Each line is repaired and noted once, however many of its parts aren't JSON, so that the loop stays linear.
        let mut end = 0;
        while let Some(offset) =
            text[at..].find(|character: char| !character.is_whitespace() && !",]\u{1e}\0".contains(character))
        {
            at += offset;
            let rest = &text[at..];
            let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
            match values.next() {
                Some(Ok(value)) => {
                    at += values.byte_offset().max(1);
                    self.collect(value, true, MAX_DEPTH);
                }
                Some(Err(error)) => {
                    if at >= end {
                        end = at + rest.find('\n').unwrap_or(rest.len());
                        let number = line_counter.number(text, at);
                        if self.repair_line(&text[at..end], number, &error) {
                            at = end;
                            continue;
                        }
                    }
                    // The complete elements of a truncated array are still read.
                    at = if rest.starts_with('[') { at + 1 } else { next_value(text, end) };
                }
                None => break,
            }
        }
    }

    /// Repairs and reads a line, or adds a note. Returns whether the line was read.
    fn repair_line(&mut self, line: &str, number: usize, error: &serde_json::Error) -> bool {
        let repaired = repair(line.trim_end().trim_end_matches(','));
        let subject = format!("line {number}");
        match serde_json::from_str::<Value>(&repaired) {
            Ok(value) if value.is_object() || value.is_array() => {
                self.note(subject, "it was repaired, since it is not quite JSON");
                self.collect(value, true, MAX_DEPTH);
                true
            }
            _ => {
                let skipped = if line.starts_with('[') { "what is whole in it was taken" } else { "it was skipped" };
                self.note(subject, format!("it is not JSON ({}); {skipped}", reason(error)));
                false
            }
        }
    }

    /// Collects the postings of a value. With `is_top_level`, an object without a type can be a posting too.
    fn collect(&mut self, value: Value, is_top_level: bool, depth: usize) {
        let Some(deeper) = depth.checked_sub(1) else { return };
        match value {
            Value::Array(list) => list.into_iter().for_each(|item| self.collect(item, is_top_level, deeper)),
            Value::Object(map) if is_posting(&map, is_top_level) => self.postings.push(map),
            Value::Object(map) => {
                let before = self.postings.len();
                for (key, inner) in map {
                    let is_wrapper =
                        key == "@graph" || WRAPPER_NAMES.iter().any(|name| key.eq_ignore_ascii_case(name));
                    if inner.is_object() || inner.is_array() {
                        self.collect_nested(inner, is_wrapper, deeper);
                    } else if let Value::String(json) = inner
                        && json.trim_start().starts_with(['{', '['])
                        && json.contains("JobPosting")
                        && let Ok(inner) = serde_json::from_str(&json)
                    {
                        self.collect_nested(inner, true, deeper);
                    }
                }
                if is_top_level && self.postings.len() == before {
                    self.skipped += 1;
                }
            }
            _ if is_top_level => self.skipped += 1,
            _ => {}
        }
    }

    /// Collects the postings of a member of an object. Members that aren't postings don't count as skipped.
    fn collect_nested(&mut self, value: Value, is_wrapper: bool, depth: usize) {
        let skipped = self.skipped;
        self.collect(value, is_wrapper, depth);
        self.skipped = skipped;
    }
}

/// Names of properties in which sites and exporters put postings.
const WRAPPER_NAMES: &[&str] = &[
    "itemListElement",
    "item",
    "mainEntity",
    "jobPosting",
    "jobPostings",
    "postings",
    "jobs",
    "vacancies",
    "items",
    "results",
    "data",
];

fn is_posting(map: &Map<String, Value>, is_top_level: bool) -> bool {
    let object = Properties(map);
    let mut types = object.types().peekable();
    if types.peek().is_some() && object.get("@type").is_some() {
        return types.any(|name| name.eq_ignore_ascii_case("JobPosting"));
    }
    if types.any(|name| name.eq_ignore_ascii_case("JobPosting")) {
        return true;
    }
    // Some exporters omit the type.
    let typical = [
        "title",
        "description",
        "hiringOrganization",
        "datePosted",
        "validThrough",
        "jobLocation",
        "baseSalary",
        "employmentType",
    ];
    is_top_level && !map.contains_key("@graph") && typical.iter().any(|name| object.get(name).is_some())
}

/// Returns the message of an error without its position, which is relative to the parsed part.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    property::excerpt(message.split(" at line ").next().unwrap_or(&message))
}

/// Returns the start of the next line that begins like a value. Other lines are parts of a malformed object.
fn next_value(text: &str, end: usize) -> usize {
    let mut at = end;
    while let Some(next) = text[at..].find('\n').map(|offset| at + offset + 1) {
        at = next;
        if text[at..].trim_start_matches([' ', '\t', ',']).starts_with(['{', '[']) {
            return at;
        }
    }
    text.len()
}

/// Returns line numbers of increasing positions; each line end is counted once.
#[derive(Default)]
struct LineCounter {
    position: usize,
    line_ends: usize,
}

impl LineCounter {
    fn number(&mut self, text: &str, at: usize) -> usize {
        self.line_ends += memchr::memchr_iter(b'\n', &text.as_bytes()[self.position..at]).count();
        self.position = at;
        self.line_ends + 1
    }
}
