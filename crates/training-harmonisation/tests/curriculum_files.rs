//! Files of curricula: what is read, what is written again, and every problem with its place.

use std::sync::LazyLock;

use proptest::prelude::*;
use reference_data::ReferenceData;
use sheets::Sheet;
use training_harmonisation::{COLUMNS, Curriculum};

static REFERENCE: LazyLock<ReferenceData> =
    LazyLock::new(|| ReferenceData::built_in().expect("the built-in configuration is clean"));

fn read(csv: &str) -> Result<Curriculum, String> {
    let sheet = Sheet::read("c.csv", csv.as_bytes(), COLUMNS).map_err(|problems| problems.to_string())?;
    Curriculum::parse(&sheet, REFERENCE.frameworks()).map_err(|problems| problems.to_string())
}

fn problem(csv: &str) -> String {
    read(csv).expect_err("a problem")
}

const HEADER: &str = "code,title,year,theory,clinical,unit,subjects,total\n";

#[test]
fn every_problem_is_told_with_row_column_and_what_is_expected() {
    for (row, expected) in [
        ("A,a,1,-45,,,,", "row 2, column theory: `-45`: expected an amount that isn't negative"),
        ("A,a,1,trente,,,,", "row 2, column theory: `trente`: expected an amount in digits"),
        ("A,a,1,\"37,5\",,,,", "row 2, column theory: `37,5`: expected an amount in digits with a dot"),
        ("A,a,first,45,,,,", "row 2, column year: `first`: expected a year of study"),
        ("A,a,1,6,,ects,,", "row 2, column unit: `ects`: expected the hours that a credit stands for"),
        ("A,a,1,45,,,theory.nursing.pediatrics,", "nearest: theory.nursing.paediatrics"),
        ("A,a,1,45,,,clinical.medicine|clinical.medicine,", "each code once in a cell"),
        ("A,a,1,45,,,clinical.medicine; clinical.surgery,", "several codes are separated by |"),
        (",a,1,45,,,,", "row 2, column code: expected a value"),
        ("A,,1,45,,,,", "row 2, column title: expected a value"),
        ("A,a,1,45,,,,maybe", "row 2, column total: `maybe`: expected yes or no"),
        (",,1,45,,,clinical.medicine,yes", "row 2, column subjects: `clinical.medicine`: expected nothing"),
    ] {
        let message = problem(&format!("{HEADER}{row}\n"));
        assert!(message.contains(expected), "{row}: {message}");
    }
    let twice = problem(&format!("{HEADER}A,a,1,45,,,,\nB,b,1,45,,,,\nA,c,1,45,,,,\n"));
    assert!(
        twice.contains("row 4, column code: `A`: expected a value that no other has; row 2 has it too"),
        "{twice}"
    );
}

#[test]
fn a_file_without_modules_is_refused() {
    assert!(problem("").contains("the file is empty"));
    assert!(problem(HEADER).contains("expected at least one module"));
    assert!(problem(&format!("{HEADER},,,1,1,,,yes\n")).contains("expected at least one module"));
}

#[test]
fn an_unknown_column_names_the_nearest() {
    let message = problem("code,title,clinicall\nA,a,3\n");
    assert!(message.contains("nearest: `clinical`"), "{message}");
}

#[test]
fn all_problems_of_a_file_are_told_at_once() {
    let message = problem(&format!("{HEADER}A,a,1,-1,,,,\nB,b,1,x,y,,,\n"));
    assert_eq!(message.lines().count(), 3, "{message}");
}

#[test]
fn ten_thousand_modules_are_read() {
    let rows: String = (0..10_000).map(|number| format!("M{number},module {number},1,1,1,,,\n")).collect();
    assert_eq!(read(&format!("{HEADER}{rows}")).expect("a curriculum").modules.len(), 10_000);
}

#[test]
fn an_empty_mapping_is_open_and_none_is_a_mapping() {
    let curriculum = read(&format!("{HEADER}A,a,1,45,,,,\nB,b,1,45,,,none,\n")).expect("a curriculum");
    assert_eq!(curriculum.modules[0].subjects, None);
    assert_eq!(curriculum.modules[1].subjects, Some(Vec::new()));
}

#[test]
fn a_line_break_within_a_title_is_a_space() {
    let curriculum = read(&format!("{HEADER}A,\"Soins\ninfirmiers\",1,45,,,,\n")).expect("a curriculum");
    assert_eq!(curriculum.modules[0].title, "Soins infirmiers");
}

#[test]
fn json_files_have_the_same_names() {
    let json = r#"[{"code": "A", "title": "Pédiatrie", "theory": "45", "subjects": ["theory.nursing.paediatrics"]}]"#;
    let curriculum = read(json).expect("a curriculum");
    assert_eq!(curriculum.modules[0].subjects.as_ref().map(Vec::len), Some(1));
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(
        rows in prop::collection::vec((
            "[A-Za-zé ,\"]{0,12}", prop::option::of(0_u32..9_999_999), prop::option::of(0_u32..9_999),
            prop::sample::select(vec!["", "period:45", "week:37.5", "ects:25"]),
            prop::option::of(prop::collection::btree_set(0_usize..29, 0..3)),
        ), 1..8),
    ) {
        let subjects = REFERENCE.frameworks().find("eu-2005-36-ec-31@2013").expect("a framework").subjects();
        let cells: Vec<Vec<String>> = rows.iter().enumerate().map(|(number, (title, theory, clinical, unit, mapped))| {
            let mut cells = vec![String::new(); COLUMNS.len()];
            let mut set = |name: &str, value: String| {
                let position = COLUMNS.iter().position(|column| column.name == name).expect("a column");
                cells[position] = value;
            };
            set("code", format!("M{number}"));
            set("title", format!("t{title}t"));
            set("theory", theory.map(|value| format!("{}.{:04}", value / 10_000, value % 10_000)).unwrap_or_default());
            set("clinical", clinical.map(|value| value.to_string()).unwrap_or_default());
            set("unit", (*unit).to_owned());
            set("subjects", match mapped {
                None => String::new(),
                Some(set) if set.is_empty() => "none".to_owned(),
                Some(set) => set.iter().map(|index| subjects[*index].code.to_string()).collect::<Vec<_>>().join("|"),
            });
            cells
        }).collect();
        let write = |cells: Vec<Vec<String>>| {
            let mut out = Vec::new();
            sheets::write_csv(&mut out, COLUMNS, cells).expect("written");
            String::from_utf8(out).expect("UTF-8")
        };
        let first = read(&write(cells)).expect("a curriculum");
        let again = read(&write(first.to_cells())).expect("a curriculum");
        prop_assert_eq!(serde_json::to_string(&first).expect("JSON"), serde_json::to_string(&again).expect("JSON"));
        let stored: Curriculum = serde_json::from_str(&serde_json::to_string(&first).expect("JSON")).expect("a curriculum");
        prop_assert_eq!(write(first.to_cells()), write(stored.to_cells()));
    }
}
