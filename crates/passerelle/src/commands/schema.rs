//! `passerelle schema`: the formats as JSON Schemas.

use reference_data::ReferenceData;
use serde_json::json;

use crate::answer;
use crate::command_line::What;
use crate::failure::Done;

/// Writes the JSON Schema of a format, or of both.
pub fn run(what: Option<What>) -> Done {
    let reference = ReferenceData::built_in()?;
    let schema = match what {
        Some(What::Candidates) => candidate_profile::schema(&reference),
        Some(What::Vacancies) => schemars::schema_for!(employer::VacancyRow).into(),
        None => json!({
            "candidates": candidate_profile::schema(&reference),
            "vacancies": schemars::schema_for!(employer::VacancyRow),
        }),
    };
    answer(&serde_json::to_string_pretty(&schema)?)
}
