//! The JSON Schema of a candidates file.

use reference_data::{Catalogue, ReferenceData};
use serde_json::{Map, Value, json};
use vocabulary::{Evidence, Level, Shift, Skill, TextLanguage, TitleStatus, WorkPermission};

use crate::candidate_row::COLUMNS;

/// The JSON Schema (draft 2020-12) of a candidates file in JSON: an array of objects whose names are the columns, with
/// the codes of the reference data.
pub fn schema(data: &ReferenceData) -> Value {
    let mut properties = Map::new();
    for column in COLUMNS {
        properties.insert(column.name.to_owned(), cell(column.name, data));
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "candidates",
        "description": "People as a file has them. Whatever is absent, empty or null is unknown, never \"no\".",
        "type": "array",
        "items": {
            "type": "object",
            "properties": properties,
            "required": COLUMNS.iter().filter(|column| column.required).map(|column| column.name).collect::<Vec<_>>(),
            "additionalProperties": false,
        },
    })
}

fn cell(name: &str, data: &ReferenceData) -> Value {
    let (titles, specialisms, settings) =
        (any_of(codes(data.titles())), any_of(codes(data.specialisms())), any_of(codes(data.settings())));
    let levels = any_of(Level::ALL.iter().map(|level| level.word()));
    let (skills, evidence) = (any_of(words(Skill::ALL)), any_of(words(Evidence::ALL)));
    match name {
        "id" => json!({ "type": ["string", "integer"], "description": "unique in the file" }),
        "titles" => list(
            format!("^{titles}(@{})?$", any_of(words(TitleStatus::ALL))),
            "each title held, with its status after `@`; without one its status is unknown",
        ),
        "titles_document" => list(
            format!("^{titles}:[^:|]+:[^:|]+:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$"),
            "the document seen on which a status rests: title, kind, issuer, date; `rank` ignores it",
        ),
        "titles_decision" => list(
            format!("^{titles}:[^:|]+:[^:|]+:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}:[^|]+$"),
            "the authority's decision on which a status rests: title, kind, authority, date, reference; `rank` ignores it",
        ),
        "languages_document" => list(
            format!("^[a-z]{{2}}(\\.{skills})?:[^:|]+:[^:|]+:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$"),
            "the document seen on which an evidence rests: language, kind, issuer, date; `rank` ignores it",
        ),
        "lowest_title" => one(format!("^{titles}$"), "the lowest rung they would work on; absent: not asked yet"),
        "specialisms" => {
            list(format!("^{specialisms}$"), "fields wanted or trained in; they order, and never exclude")
        }
        "experience" => list(
            format!("^(none|{specialisms}:[0-9]{{1,4}})$"),
            "months per specialism, worked under their highest title; `none`: nothing at all",
        ),
        "experience_complete" => yes_or_no("beside a filled `experience`: every other specialism is zero"),
        "last_practised" => date("the last day on which they practised"),
        "languages" => list(
            format!("^[a-z]{{2}}(\\.{skills})?:{levels}(@{evidence})?$"),
            "level of all skills unless `language.skill` says otherwise; evidence after `@`, `declared` by default",
        ),
        "languages_complete" => yes_or_no("whether they know no language that isn't listed"),
        "regions" => list("^BE[0-9A-Z]{0,3}$".to_owned(), "accepted: NUTS codes of level 0 to 3"),
        "settings" => list(format!("^(any|{settings})$"), "accepted; `any`: all of them"),
        "shifts" => list(format!("^{}$", any_of(words(Shift::ALL))), "accepted"),
        "hours_min" => amount("the fewest hours a week"),
        "hours_max" => amount("the most hours a week"),
        "available_from" => date("the first day on which they could begin"),
        "minimum_pay" => amount("EUR gross a month, for the hours they would work; 0: none"),
        "contract_min_months" => amount("the shortest contract they would take, in months; 0: any"),
        "driving_licence" => yes_or_no("whether they may drive"),
        "work_permission" => one(
            format!("^{}$", any_of(words(WorkPermission::ALL))),
            "`held`: a permit tied to another employer, so the new one must ask again",
        ),
        "consent" => yes_or_no("to be shown to employers under a pseudonym"),
        "text_language" => one(format!("^{}$", any_of(words(TextLanguage::ALL))), "the language of the text"),
        "birth_date" => date("stored apart on import; never read by matching"),
        "text" => json!({ "type": ["string", "null"], "description": "free text, compared for relevance" }),
        _ => json!({ "type": ["string", "null"], "description": "stored apart on import; never read by matching" }),
    }
}

fn words<T: ToString>(all: &[T]) -> impl Iterator<Item = String> {
    all.iter().map(ToString::to_string)
}

fn codes(catalogue: &Catalogue) -> impl Iterator<Item = &str> {
    catalogue.entries().iter().map(|entry| entry.code.as_str())
}

fn any_of<W: AsRef<str>>(words: impl IntoIterator<Item = W>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| word.as_ref().replace('.', "\\.")).collect();
    format!("({})", words.join("|"))
}

fn list(pattern: String, about: &str) -> Value {
    let item = json!({ "type": "string", "pattern": pattern });
    json!({ "type": ["array", "null"], "items": item, "uniqueItems": true, "description": about })
}

fn one(pattern: String, about: &str) -> Value {
    json!({ "type": ["string", "null"], "pattern": pattern, "description": about })
}

fn yes_or_no(about: &str) -> Value {
    json!({ "enum": ["yes", "no", true, false, "", null], "description": about })
}

fn date(about: &str) -> Value {
    json!({ "type": ["string", "null"], "format": "date", "description": about })
}

fn amount(about: &str) -> Value {
    json!({ "type": ["number", "string", "null"], "minimum": 0, "description": about })
}
