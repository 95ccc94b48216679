//! Every problem of an operator's folder is reported with its file, key and reason, all in one error.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use reference_data::{ConfigErrors, ReferenceData, load_courses};
use tempfile::TempDir;

fn shipped(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config").join(path);
    fs::read_to_string(path).expect("a shipped file")
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    folder
}

fn errors(files: &[(&str, &[u8])]) -> ConfigErrors {
    ReferenceData::load(Some(folder(files).path())).expect_err("a problem")
}

/// Asserts that a problem has this file and key, and contains the words in its reason.
fn names(errors: &ConfigErrors, file: &str, key: &str, reason: &str) {
    let found = errors
        .problems
        .iter()
        .any(|problem| problem.file == file && problem.key == key && problem.reason.contains(reason));
    assert!(found, "no `{file}, {key}: …{reason}…` in\n{errors}");
}

#[test]
fn a_file_replaces_the_one_built_in_and_changes_the_version() {
    let path = "corridors/ma-be/nursing.toml";
    let nursing = shipped(path).replace("version = 1", "version = 2");
    let folder = folder(&[(path, nursing.as_bytes()), ("README.md", b"ours")]);
    let reference = ReferenceData::load(Some(folder.path())).unwrap();
    let nursing = reference.corridor(None).expect("one corridor").profession_of("nurse-basic").expect("a profession");
    assert_eq!(nursing.criteria("2026-12-01".parse().expect("a day")).expect("criteria").version, 2);
    assert_ne!(reference.version(), ReferenceData::built_in().unwrap().version());
}

#[test]
fn a_file_that_overrides_nothing_and_a_missing_folder_are_problems() {
    let errors = errors(&[("setings.toml", b"")]);
    names(&errors, "setings.toml", "", "nearest: settings.toml");
    let missing = ReferenceData::load(Some(Path::new("/no/such/folder"))).unwrap_err();
    names(&missing, "/no/such/folder", "", "can't be read");
}

#[test]
fn weights_that_do_not_add_up_are_reported_with_their_sum() {
    let path = "corridors/ma-be/nursing.toml";
    let nursing =
        shipped(path).replace("weight = 260_000", "weight = 260_001").replace("half_months = 24", "half_months = 96");
    let errors = errors(&[(path, nursing.as_bytes())]);
    names(&errors, path, "criteria[1].criterion", "1000001");
    names(&errors, path, "criteria[1].criterion[2].full_months", "more than half_months");
}

#[test]
fn an_unknown_key_is_reported_with_the_nearest_one() {
    let path = "professions/nursing.toml";
    let titles = shipped(path).replacen("certainty = \"K\"", "certianty = \"K\"", 1);
    let errors = errors(&[(path, titles.as_bytes())]);
    names(&errors, path, "title[1].certianty", "nearest: certainty");
    names(&errors, path, "title[1].certainty", "is missing");
}

#[test]
fn all_problems_of_all_files_are_reported_at_once() {
    let corridor = shipped("corridors/ma-be/corridor.toml").replacen("days = 120", "days = \"soon\"", 1);
    let nursing = shipped("corridors/ma-be/nursing.toml")
        .replace("\"care-assistant\", \"nurse-basic\", \"nurse-general-care\"]", "\"care-assistent\"]");
    let shortage = shipped("destinations/be/shortage.toml").replacen("listed = \"yes\"", "listed = \"perhaps\"", 1);
    let errors = errors(&[
        ("corridors/ma-be/corridor.toml", corridor.as_bytes()),
        ("corridors/ma-be/nursing.toml", nursing.as_bytes()),
        ("destinations/be/shortage.toml", shortage.as_bytes()),
        ("stopwords/nl.txt", b"de\ntwee woorden\n"),
    ]);
    names(&errors, "corridors/ma-be/corridor.toml", "procedure[3].days", "`soon`");
    names(&errors, "corridors/ma-be/nursing.toml", "ladder[2].titles", "nearest: care-assistant");
    names(&errors, "destinations/be/shortage.toml", "entry[1].listed", "yes, no or unknown");
    names(&errors, "stopwords/nl.txt", "line 2", "one word a line");
}

#[test]
fn a_time_zone_that_is_unknown_is_reported() {
    let path = "destinations/be/destination.toml";
    let destination = shipped(path).replacen("Europe/Brussels", "Europe/Ghent", 1);
    names(&errors(&[(path, destination.as_bytes())]), path, "time_zone", "`Europe/Ghent`");
}

#[test]
fn invalid_toml_fluent_and_utf_8_are_reported_by_line() {
    let fluent = shipped("texts/fr/vocabulary.ftl").replace("standing-ready = prêt·e", "standing-ready prêt·e");
    let errors = errors(&[
        ("settings.toml", b"[[setting]]\ncode = \n"),
        ("texts/fr/vocabulary.ftl", fluent.as_bytes()),
        ("stopwords/fr.txt", b"le\nl\xe0\n"),
    ]);
    names(&errors, "settings.toml", "line 2", "is not TOML");
    names(&errors, "texts/fr/vocabulary.ftl", "standing-ready", "is missing");
    names(&errors, "texts/fr/vocabulary.ftl", "line 5", "is not Fluent");
    names(&errors, "stopwords/fr.txt", "line 2", "not UTF-8");
}

#[test]
fn a_text_that_lacks_a_variable_is_reported() {
    let path = "texts/nl/plans.ftl";
    let dutch = shipped(path).replace("plan-ends = Het plan eindigt op { $ends }.", "plan-ends = Klaar.");
    names(&errors(&[(path, dutch.as_bytes())]), path, "plan-ends", "$ends");
}

#[test]
fn a_text_that_lacks_a_reference_is_reported() {
    let path = "texts/en/reasons.ftl";
    let english = shipped(path).replace("reason-title-met = { title-required }", "reason-title-met = That is so.");
    names(&errors(&[(path, english.as_bytes())]), "texts/nl/reasons.ftl", "reason-title-met", "title-required");
}

#[test]
fn a_text_in_the_file_of_another_subject_is_reported() {
    let plans = shipped("texts/ar/plans.ftl");
    let (others, moved) = plans.split_at(plans.find("plan-ends").expect("the text"));
    let reports = shipped("texts/ar/reports.ftl") + moved;
    let errors = errors(&[("texts/ar/plans.ftl", others.as_bytes()), ("texts/ar/reports.ftl", reports.as_bytes())]);
    names(&errors, "texts/ar/reports.ftl", "plan-ends", "belongs in `plans.ftl`");
}

#[test]
fn a_text_that_stands_twice_is_reported() {
    let path = "texts/en/plans.ftl";
    let english = shipped(path) + "standing-ready = ready\n";
    names(&errors(&[(path, english.as_bytes())]), "texts/en/vocabulary.ftl", "", "standing-ready");
}

#[test]
fn a_text_with_a_misspelt_key_is_reported() {
    let path = "texts/ar/plans.ftl";
    let arabic = shipped(path).replace("plan-ends", "plan-end");
    let errors = errors(&[(path, arabic.as_bytes())]);
    names(&errors, path, "plan-ends", "is missing");
    names(&errors, path, "plan-end", "no such text is known");
}

#[test]
fn a_problem_of_a_table_is_reported_by_row_and_column() {
    let pay = shipped("destinations/be/permit-pay.csv").replacen("42120.00", "42.120,00", 1);
    let split = shipped("destinations/be/permit-pay.csv").replacen("42120.00,year", "42120.00,week", 1);
    let regions = shipped("destinations/be/regions.csv").replacen("code,level", "nuts,level", 1);
    let successors = "old_code,proposed_code,note\nBE221,BE999,moved\n";
    let errors_pay = errors(&[("destinations/be/permit-pay.csv", split.as_bytes())]);
    names(&errors_pay, "destinations/be/permit-pay.csv", "row 2, column period", "`week`");
    assert!(!errors(&[("destinations/be/permit-pay.csv", pay.as_bytes())]).problems.is_empty());
    names(
        &errors(&[("destinations/be/regions.csv", regions.as_bytes())]),
        "destinations/be/regions.csv",
        "row 1",
        "expected the columns code,",
    );
    let errors_old = errors(&[("destinations/be/region-successors.csv", successors.as_bytes())]);
    names(&errors_old, "destinations/be/region-successors.csv", "row 2, column old_code", "a successor");
}

#[test]
fn a_phrase_in_capitals_repeated_or_with_an_unknown_title_is_reported() {
    let concepts = shipped("concepts.toml")
        .replacen("\"verpleegkundigen\"", "\"Verpleegkundigen\", \"verpleegkundige\"", 1)
        .replacen("title = \"nurse-basic\"", "title = \"nurse-config\"", 1);
    let errors = errors(&[("concepts.toml", concepts.as_bytes())]);
    names(&errors, "concepts.toml", "concept[1].nl", "lower case");
    names(&errors, "concepts.toml", "concept[1].nl", "stands twice");
    names(&errors, "concepts.toml", "concept[2].title", "nearest: nurse-basic");
}

const COURSE: &str = r#"
[[course]]
id = "nl-a2-b1"
language = "nl"
from = "A2"
to = "B1"
starts = 2027-01-04
ends = 2027-02-10
hours = 120
hours_per_week = 20
seats = 12
price = 0
place = "Rabat (invented)"
invented = true
source = "invented for a test"
"#;

#[test]
fn courses_are_read_from_a_folder_and_change_the_version() {
    let beginners =
        COURSE.replace("nl-a2-b1", "nl-a1").replace("from = \"A2\"\n", "").replace("to = \"B1\"", "to = \"A1\"");
    let folder = folder(&[("b.toml", COURSE.as_bytes()), ("a.toml", beginners.as_bytes()), ("notes.txt", b"")]);
    let courses = load_courses(folder.path()).unwrap();
    assert_eq!(courses.iter().map(|course| course.id.as_str()).collect::<Vec<_>>(), ["nl-a1", "nl-a2-b1"]);
    assert_eq!((courses[0].from, courses[1].from.map(|level| level.word())), (None, Some("A2")));
    assert!(courses[1].invented);
    let plain = ReferenceData::built_in().unwrap();
    let version = plain.version().to_owned();
    let with = plain.with_courses(courses);
    assert_eq!(with.courses().len(), 2);
    assert_ne!(with.version(), version);
}

#[test]
fn an_impossible_course_is_reported() {
    let wrong = COURSE
        .replace("to = \"B1\"", "to = \"A2\"")
        .replace("ends = 2027-02-10", "ends = 2026-12-31")
        .replace("price = 0", "price = -5")
        .replace("seats = 12", "seat = 12");
    let folder = folder(&[("a.toml", COURSE.as_bytes()), ("b.toml", wrong.as_bytes())]);
    let errors = load_courses(folder.path()).unwrap_err();
    names(&errors, "b.toml", "course[1].id", "another course");
    names(&errors, "b.toml", "course[1].to", "above `from`");
    names(&errors, "b.toml", "course[1].ends", "before the start");
    names(&errors, "b.toml", "course[1].price", "-5");
    names(&errors, "b.toml", "course[1].seat", "nearest: seats");
}

#[test]
fn an_operator_may_add_a_corridor_under_its_own_name() {
    let corridor = shipped("corridors/ma-be/corridor.toml")
        .replace("code = \"ma-be\"", "code = \"tn-be\"")
        .replace("professions = [\"nursing\", \"midwifery\", \"pharmacy\"]", "professions = [\"nursing\"]");
    let nursing = shipped("corridors/ma-be/nursing.toml");
    let named = folder(&[
        ("corridors/tn-be/corridor.toml", corridor.as_bytes()),
        ("corridors/tn-be/nursing.toml", nursing.as_bytes()),
    ]);
    let reference = ReferenceData::load(Some(named.path())).unwrap();
    assert!(reference.corridor(Some("tn-be")).is_ok());
    let several = reference.corridor(None).expect_err("there are several").to_string();
    assert!(several.contains("ma-be, tn-be"), "{several}");
    let misnamed = errors(&[("corridors/aa/corridor.toml", corridor.as_bytes())]);
    names(&misnamed, "corridors/aa/corridor.toml", "code", "the name of the folder");
    names(&misnamed, "corridors/aa/nursing.toml", "", "the file is missing");
    let elsewhere = corridor.replace("destination = \"BE\"", "destination = \"XX\"");
    let errors_elsewhere = errors(&[("corridors/tn-be/corridor.toml", elsewhere.as_bytes())]);
    names(&errors_elsewhere, "corridors/tn-be/corridor.toml", "destination", "destinations/xx/");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_content_of_a_file_is_loaded_or_reported(
        path in prop::sample::select(vec![
            "professions/nursing.toml", "concepts.toml", "corridors/ma-be/pharmacy.toml",
            "corridors/ma-be/corridor.toml", "destinations/be/destination.toml", "destinations/be/regions.csv",
            "destinations/be/permit-pay.csv", "destinations/be/shortage.toml",
            "texts/nl/reasons.ftl", "text-statistics/nl.csv", "text-statistics/meta.toml", "courses/ours.toml",
        ]),
        bytes in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..200),
            "[a-z\\[\\]=\"{}$.,:\n -]{0,200}".prop_map(String::into_bytes),
        ],
    ) {
        if let Err(errors) = ReferenceData::load(Some(folder(&[(path, &bytes)]).path())) {
            prop_assert!(!errors.problems.is_empty());
            prop_assert!(errors.problems.iter().any(|problem| problem.file == path), "{errors}");
        }
    }
}
