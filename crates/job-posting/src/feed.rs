//! The postings in a feed, however it is wrapped.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::plain_text::json_scripts;
use crate::property::{self, Properties};
use crate::repair::repair;
use employer::Note;

/// What a feed's bytes hold.
#[derive(Debug, Default)]
pub(crate) struct Postings {
    pub(crate) found: Vec<Map<String, Value>>,
    pub(crate) notes: Vec<Note>,
    /// Objects that are no postings.
    passed_over: usize,
}

/// How deep postings may be wrapped.
const DEEPEST: usize = 8;

impl Postings {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut postings = Self::default();
        let text = postings.text(bytes);
        let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n', '\0']);
        if text.starts_with('<') {
            let scripts = json_scripts(text);
            if scripts.is_empty() {
                postings.note("file", "a page without any JSON-LD script");
            }
            scripts.iter().for_each(|script| postings.script(script));
        } else {
            postings.json(text);
        }
        if postings.passed_over > 0 {
            let said = format!("values that are no JobPosting were passed over: {}", postings.passed_over);
            postings.note("file", said);
        }
        postings
    }

    fn note(&mut self, about: impl Into<String>, said: impl Into<String>) {
        self.notes.push(Note { about: about.into(), said: said.into() });
    }

    fn text<'b>(&mut self, bytes: &'b [u8]) -> Cow<'b, str> {
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

    /// One script of a page, which may be wrapped in comments.
    fn script(&mut self, script: &str) {
        let script = script.replace("<![CDATA[", "").replace("]]>", "");
        let start = script.find(['{', '[']).unwrap_or(script.len());
        let end = script.rfind(['}', ']']).map_or(script.len(), |end| end + 1);
        let json = script.get(start..end).unwrap_or("");
        match serde_json::from_str(json).or_else(|_| serde_json::from_str(&repair(json))) {
            Ok(value) => self.collect(value, true, DEEPEST),
            Err(error) => self.note("script", format!("it is not JSON ({error}) and was passed over")),
        }
    }

    /// One value, or values one after another: a line each, or more.
    fn json(&mut self, text: &str) {
        if let Ok(value) = serde_json::from_str(text) {
            return self.collect(value, true, DEEPEST);
        }
        let mut at = 0;
        let mut line = Line::default();
        // A line is repaired and noted once, however many pieces of it are no JSON: what follows stays linear.
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
                    self.collect(value, true, DEEPEST);
                }
                Some(Err(error)) => {
                    if at >= end {
                        end = at + rest.find('\n').unwrap_or(rest.len());
                        let number = line.number(text, at);
                        if self.repair_line(&text[at..end], number, &error) {
                            at = end;
                            continue;
                        }
                    }
                    // An array that breaks off: what is whole in it still counts.
                    at = if rest.starts_with('[') { at + 1 } else { next_value(text, end) };
                }
                None => break,
            }
        }
    }

    /// Reads a line that is almost JSON, or notes it; tells whether it was read.
    fn repair_line(&mut self, line: &str, number: usize, error: &serde_json::Error) -> bool {
        let repaired = repair(line.trim_end().trim_end_matches(','));
        let about = format!("line {number}");
        match serde_json::from_str::<Value>(&repaired) {
            Ok(value) if value.is_object() || value.is_array() => {
                self.note(about, "it was repaired, since it is not quite JSON");
                self.collect(value, true, DEEPEST);
                true
            }
            _ => {
                let skipped = if line.starts_with('[') { "what is whole in it was taken" } else { "it was skipped" };
                self.note(about, format!("it is not JSON ({}); {skipped}", reason(error)));
                false
            }
        }
    }

    /// Takes the postings out of a value. `top`: here an object without a type may be one too.
    fn collect(&mut self, value: Value, top: bool, depth: usize) {
        let Some(deeper) = depth.checked_sub(1) else { return };
        match value {
            Value::Array(list) => list.into_iter().for_each(|item| self.collect(item, top, deeper)),
            Value::Object(map) if is_posting(&map, top) => self.found.push(map),
            Value::Object(map) => {
                let before = self.found.len();
                for (key, inner) in map {
                    let wraps = key == "@graph" || WRAPPERS.iter().any(|name| key.eq_ignore_ascii_case(name));
                    if inner.is_object() || inner.is_array() {
                        self.collect_within(inner, wraps, deeper);
                    } else if let Value::String(json) = inner
                        && json.trim_start().starts_with(['{', '['])
                        && json.contains("JobPosting")
                        && let Ok(inner) = serde_json::from_str(&json)
                    {
                        self.collect_within(inner, true, deeper);
                    }
                }
                if top && self.found.len() == before {
                    self.passed_over += 1;
                }
            }
            _ if top => self.passed_over += 1,
            _ => {}
        }
    }

    /// Within an object only a wrapper's members are missed when they are no postings.
    fn collect_within(&mut self, value: Value, wraps: bool, depth: usize) {
        let passed_over = self.passed_over;
        self.collect(value, wraps, depth);
        self.passed_over = passed_over;
    }
}

/// Names under which sites and exporters keep lists of postings.
const WRAPPERS: &[&str] = &[
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

fn is_posting(map: &Map<String, Value>, top: bool) -> bool {
    let object = Properties(map);
    let mut types = object.types().peekable();
    if types.peek().is_some() && object.get("@type").is_some() {
        return types.any(|name| name.eq_ignore_ascii_case("JobPosting"));
    }
    if types.any(|name| name.eq_ignore_ascii_case("JobPosting")) {
        return true;
    }
    // Some exporters drop the type.
    let telling = [
        "title",
        "description",
        "hiringOrganization",
        "datePosted",
        "validThrough",
        "jobLocation",
        "baseSalary",
        "employmentType",
    ];
    top && !map.contains_key("@graph") && telling.iter().any(|name| object.get(name).is_some())
}

/// What serde says, without its place, which counts from where we began.
fn reason(error: &serde_json::Error) -> String {
    let said = error.to_string();
    property::cut(said.split(" at line ").next().unwrap_or(&said))
}

/// The next line that begins like a value: the lines of a broken object are no values of their own.
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

/// Counts lines once, going forward.
#[derive(Default)]
struct Line {
    at: usize,
    breaks: usize,
}

impl Line {
    fn number(&mut self, text: &str, at: usize) -> usize {
        self.breaks += memchr::memchr_iter(b'\n', &text.as_bytes()[self.at..at]).count();
        self.at = at;
        self.breaks + 1
    }
}
