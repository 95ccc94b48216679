//! `passerelle schema`: the JSON Schemas of the file formats.

use reference_data::ReferenceData;
use serde_json::{Value, json};

use crate::answer;
use crate::command_line::FileKind;
use crate::failure::CommandResult;

/// Prints the JSON Schema of a format, or of all.
pub fn run(what: Option<FileKind>) -> CommandResult {
    let reference = ReferenceData::built_in()?;
    let schema = match what {
        Some(FileKind::Candidates) => candidate_profile::schema(&reference),
        Some(FileKind::Vacancies) => vacancies(),
        Some(FileKind::Decisions) => candidate_profile::decision_row::decision_schema(&reference),
        Some(FileKind::Curriculum | FileKind::Transcript) => training_harmonisation::module_row::schema(),
        None => json!({
            "candidates": candidate_profile::schema(&reference),
            "vacancies": vacancies(),
            "decisions": candidate_profile::decision_row::decision_schema(&reference),
            "curriculum": training_harmonisation::module_row::schema(),
        }),
    };
    answer(&serde_json::to_string_pretty(&schema)?)
}

/// The schema of a file of vacancies: an array of rows, as a file of candidates is.
fn vacancies() -> Value {
    let mut schema = schemars::schema_for!(Vec<employer::VacancyRow>);
    schema.insert("title".to_owned(), json!("vacancies"));
    schema.into()
}
