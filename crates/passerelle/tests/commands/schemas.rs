//! `passerelle schema`: JSON Schemas by which a partner can check a file before sending it.

use serde_json::{Value, json};

use crate::generator::{Table, candidates, vacancies};
use crate::test_folder::TestFolder;

fn schema(installation: &TestFolder, what: &str) -> Value {
    serde_json::from_str(&installation.done(&["schema", what])).expect("JSON")
}

fn validator(schema: &Value) -> jsonschema::Validator {
    jsonschema::meta::validate(schema).unwrap_or_else(|error| panic!("no right schema: {error}"));
    jsonschema::validator_for(schema).unwrap_or_else(|error| panic!("{error}"))
}

/// A table's rows as JSON, a list of one each.
fn rows(table: &Table) -> Vec<Value> {
    serde_json::from_str(&table.json()).expect("JSON")
}

#[test]
fn the_schema_of_candidates_lets_right_files_through_and_wrong_ones_not() {
    let installation = TestFolder::new();
    let validator = validator(&schema(&installation, "candidates"));
    for row in rows(&candidates(31, 150)) {
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
fn the_schema_of_vacancies_lets_right_files_through_and_wrong_ones_not() {
    let installation = TestFolder::new();
    let validator = validator(&schema(&installation, "vacancies"));
    for row in rows(&vacancies(31, 150)) {
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
fn both_schemas_come_together_when_none_is_named() {
    let installation = TestFolder::new();
    let both: Value = serde_json::from_str(&installation.done(&["schema"])).expect("JSON");
    assert_eq!(both["candidates"], schema(&installation, "candidates"));
    assert_eq!(both["vacancies"], schema(&installation, "vacancies"));
    assert_eq!(installation.run(&["schema", "curricula"]).code, 2);
}
