//! `passerelle schema`: JSON Schemas with which partners can validate files before sending them.

use serde_json::{Value, json};

use crate::generator::{Table, generate_candidates, generate_vacancies};
use crate::test_folder::TestFolder;

fn schema(folder: &TestFolder, what: &str) -> Value {
    serde_json::from_str(&folder.run_ok(&["schema", what])).expect("JSON")
}

fn validator(schema: &Value) -> jsonschema::Validator {
    jsonschema::meta::validate(schema).unwrap_or_else(|error| panic!("no right schema: {error}"));
    jsonschema::validator_for(schema).unwrap_or_else(|error| panic!("{error}"))
}

/// Returns the rows of a table as JSON objects.
fn rows(table: &Table) -> Vec<Value> {
    serde_json::from_str(&table.json()).expect("JSON")
}

#[test]
fn the_schema_of_candidates_accepts_valid_files_only() {
    let folder = TestFolder::new();
    let validator = validator(&schema(&folder, "candidates"));
    for row in rows(&generate_candidates(31, 150)) {
        let file = json!([row]);
        if let Err(error) = validator.validate(&file) {
            panic!("{error} in {file}");
        }
    }
    for wrong in [
        json!([{ "titles": ["nurse-basic"] }]),
        json!([{ "id": "c1", "titles": ["nurse-bsic"] }]),
        json!([{ "id": "c1", "languages": ["nl:B9"] }]),
        json!([{ "id": "c1", "consent": "perhaps" }]),
        json!([{ "id": "c1", "no_such_column": "x" }]),
        json!({ "id": "c1" }),
    ] {
        assert!(!validator.is_valid(&wrong), "{wrong} went through");
    }
}

#[test]
fn the_schema_of_vacancies_accepts_valid_files_only() {
    let folder = TestFolder::new();
    let validator = validator(&schema(&folder, "vacancies"));
    for row in rows(&generate_vacancies(31, 150)) {
        let file = json!([row]);
        if let Err(error) = validator.validate(&file) {
            panic!("{error} in {file}");
        }
    }
    for wrong in [
        json!([{ "title": "nurse-basic" }]),
        json!([{ "id": "v1", "title": "nurse-basic", "title_status": "perhaps" }]),
        json!([{ "id": "v1", "title": "nurse-basic", "shifts": ["noon"] }]),
        json!([{ "id": "v1", "title": "nurse-basic", "no_such_column": "x" }]),
        json!({ "id": "v1", "title": "nurse-basic" }),
    ] {
        assert!(!validator.is_valid(&wrong), "{wrong} went through");
    }
}

#[test]
fn both_schemas_are_printed_when_none_is_named() {
    let folder = TestFolder::new();
    let both: Value = serde_json::from_str(&folder.run_ok(&["schema"])).expect("JSON");
    assert_eq!(both["candidates"], schema(&folder, "candidates"));
    assert_eq!(both["vacancies"], schema(&folder, "vacancies"));
    assert_eq!(folder.run(&["schema", "curricula"]).code, 2);
}
