//! Decisions of authorities as rows of a file.

use reference_data::ReferenceData;
use serde_json::{Value, json};
use sheets::{Column, ColumnId, Problems, Sheet};

use crate::authority_decision::StatedDecision;

/// The columns of a file of decisions.
pub const DECISION_COLUMNS: &[Column] = &[
    Column::new("candidate").required(),
    Column::new("title").required(),
    Column::new("kind").required(),
    Column::new("authority").required(),
    Column::new("reference").required(),
    Column::new("date").required(),
];

const fn column(name: &str) -> ColumnId {
    ColumnId::of(DECISION_COLUMNS, name)
}

const CANDIDATE: ColumnId = column("candidate");
const TITLE: ColumnId = column("title");
const KIND: ColumnId = column("kind");
const AUTHORITY: ColumnId = column("authority");
const REFERENCE: ColumnId = column("reference");
const DATE: ColumnId = column("date");

/// The JSON Schema (draft 2020-12) of a file of decisions in JSON.
pub fn decision_schema(data: &ReferenceData) -> Value {
    let codes: Vec<&str> = data.titles().entries().iter().map(|entry| entry.code.as_str()).collect();
    let text = |about: &str| json!({ "type": "string", "minLength": 1, "description": about });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "decisions",
        "description": "Decisions of authorities on titles of candidates.",
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "candidate": { "type": ["string", "integer"], "description": "the candidate's id in files" },
                "title": { "enum": codes },
                "kind": text("what was decided: a procedure of the corridor, such as visum"),
                "authority": text("the authority: its code, or its name in one of the languages"),
                "reference": { "type": ["string", "integer"], "description": "the authority's reference" },
                "date": { "type": "string", "format": "date", "description": "the day of the decision" },
            },
            "required": DECISION_COLUMNS.iter().map(|column| column.name).collect::<Vec<_>>(),
            "additionalProperties": false,
        },
    })
}

/// A decision on a title of a candidate, as a row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRow {
    /// The number of the row in its file, for messages.
    pub number: u64,
    /// The candidate's `id` in files.
    pub candidate: String,
    /// The decision.
    pub decision: StatedDecision,
}

/// Reads a file of decisions.
///
/// # Errors
/// With every problem of the file: a cell that is empty or wrong, a title or an authority that the configuration doesn't have.
pub fn parse_decisions(sheet: &Sheet<'_>, data: &ReferenceData) -> Result<Vec<DecisionRow>, Problems> {
    sheet.parse(|row| {
        let title = row.read(TITLE, |written| data.titles().code(written));
        let authority =
            row.read(AUTHORITY, |written| data.title_authority_named(written).map(|known| known.code.to_string()));
        let decided_on = row.date(DATE);
        Some(DecisionRow {
            number: row.number(),
            candidate: row.cell(CANDIDATE)?.to_owned(),
            decision: StatedDecision {
                title: title?,
                kind: row.cell(KIND)?.to_owned(),
                authority: authority?,
                decided_on: decided_on?,
                reference: row.cell(REFERENCE)?.to_owned(),
            },
        })
    })
}
