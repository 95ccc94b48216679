//! What comes out of files as people make them.

use proptest::prelude::*;
use sheets::{Column, ColumnId, Problems, Sheet, write_csv, write_json};

const COLUMNS: &[Column] =
    &[Column::id("id"), Column::list("shifts"), Column::new("hours"), Column::new("text"), Column::new("consent")];
const ID: ColumnId = ColumnId::of(COLUMNS, "id");
const SHIFTS: ColumnId = ColumnId::of(COLUMNS, "shifts");
const HOURS: ColumnId = ColumnId::of(COLUMNS, "hours");
const TEXT: ColumnId = ColumnId::of(COLUMNS, "text");
const CONSENT: ColumnId = ColumnId::of(COLUMNS, "consent");

type Person = (String, Vec<String>, Option<String>, Option<String>);

fn read_with(bytes: &[u8], assumptions: &[(&str, &str)]) -> Result<Vec<Person>, Problems> {
    let mut sheet = Sheet::read("people.csv", bytes, COLUMNS)?;
    for (column, value) in assumptions {
        sheet.assume(column, value).expect("a column that may be assumed");
    }
    sheet.parse(|row| {
        let hours = row.parse::<vocabulary::Hours>(HOURS).map(|hours| hours.to_string());
        row.yes_or_no(CONSENT);
        let shifts = row.list_of(SHIFTS, |shift| shift.parse::<vocabulary::Shift>(), |shift| *shift);
        let shifts = shifts.iter().map(ToString::to_string).collect();
        Some((row.cell(ID)?.to_owned(), shifts, hours, row.cell(TEXT).map(str::to_owned)))
    })
}

fn read(text: &str) -> Result<Vec<Person>, Problems> {
    read_with(text.as_bytes(), &[])
}

fn said_of(bytes: &[u8]) -> String {
    match read_with(bytes, &[]) {
        Ok(people) => panic!("{} people were read", people.len()),
        Err(problems) => problems.to_string(),
    }
}

#[test]
fn commas_semicolons_and_tabs_are_told_apart_by_the_header() {
    for separator in [",", ";", "\t"] {
        let file = "id,hours\nc1,38\n".replace(',', separator);
        assert_eq!(read(&file).expect(separator), vec![("c1".into(), vec![], Some("38".into()), None)]);
    }
    assert_eq!(read("id\nc1\nc2").expect("one column").len(), 2);
}

#[test]
fn marks_line_ends_quotes_and_blanks_of_spreadsheets_are_no_matter() {
    let file = "\u{feff}id;shifts;text\r\nc1; day | night ;\"Zij zei: \"\"ja\"\";\r\nen bleef\"\r\n\r\n;;\r\nc2;;5\" buis\r\n";
    let people = read(file).expect("a file of two");
    assert_eq!(people[0].1, ["day", "night"]);
    assert_eq!(people[0].3.as_deref(), Some("Zij zei: \"ja\";\r\nen bleef"));
    assert_eq!(people[1].3.as_deref(), Some("5\" buis"));
    assert_eq!(people.len(), 2);
}

#[test]
fn a_header_alone_is_a_file_of_nobody_and_no_header_is_a_problem() {
    assert_eq!(read("id,hours\n").expect("nobody"), vec![]);
    assert_eq!(read("[]").expect("nobody"), vec![]);
    assert!(said_of(b"").contains("the file is empty"));
    assert!(said_of(b"\n \n").contains("the file is empty"));
}

#[test]
fn json_and_csv_give_the_same() {
    let csv = read("id,shifts,hours,consent,text\nc1,day|night,38.5,yes,a|b\n7,,,,\n").expect("csv");
    let json = r#"[{"id": "c1", "shifts": ["day", "night"], "hours": 38.5, "consent": true, "text": "a|b"},
        {"id": 7, "shifts": null, "hours": ""}]"#;
    assert_eq!(read(json).expect("json"), csv);
    assert_eq!(read(r#"[{"shifts": "day|night", "id": "c1"}]"#).expect("json")[0].1, ["day", "night"]);
}

#[test]
fn every_problem_is_said_with_its_place_its_value_and_what_is_expected() {
    let said = said_of(b"id,shifts,hours\nc1,day,38\nc2,dawn|day|day,200\n\"c\n3\",,-1\nc1,day||night,=1+1\n,,38\n");
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(
        lines,
        [
            "people.csv, row 3, column hours: `200`: expected hours a week, from 0 to 168, with a dot before at most \
             two decimals",
            "people.csv, row 3, column shifts: `dawn`: expected a shift: day, evening, night or weekend",
            "people.csv, row 3, column shifts: `day`: expected each code once in a cell",
            "people.csv, row 4, column hours: `-1`: expected hours a week, from 0 to 168, with a dot before at most \
             two decimals",
            "people.csv, row 6, column hours: `=1+1`: expected hours a week, from 0 to 168, with a dot before at most \
             two decimals",
            "people.csv, row 6, column shifts: `day||night`: expected a value on both sides of each `|`",
            "people.csv, row 6, column id: `c1`: expected a value that no other has; row 2 has it too",
            "people.csv, row 7, column id: expected a value, since this column may not be empty",
        ]
    );
}

#[test]
fn a_header_says_what_is_unknown_doubled_and_missing() {
    let said = said_of(b"hour,shifts,shifts,,zzz\n");
    assert!(said.contains("row 1: `hour`: expected a column that the format knows; nearest: `hours`"), "{said}");
    assert!(said.contains("row 1: `shifts`: expected each column once"), "{said}");
    assert!(said.contains("a name for column 4 of the header"), "{said}");
    assert!(said.contains("`zzz`: expected a column that the format knows"), "{said}");
    assert!(said.contains("column id: expected this column in the header"), "{said}");
}

#[test]
fn quotes_that_do_not_add_up_are_found_and_the_other_rows_read_on() {
    let said = said_of(b"id,text,hours\nc1,\"a\"b,38\nc2,ok,x\nc3,\"never closed,38\nc4,,38\n");
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].starts_with("people.csv, row 2, column text: expected a separator or the end of the line"));
    assert!(lines[1].starts_with("people.csv, row 3, column hours: `x`"));
    assert!(lines[2].starts_with("people.csv, row 4, column text: expected a closing quote"));
    assert_eq!(lines.len(), 3);
}

#[test]
fn a_row_has_as_many_cells_as_the_header() {
    let said = said_of(b"id,hours\nc1\nc2,38,40\n");
    assert!(said.contains("row 2: expected 2 cells, as the header has; this row has 1"), "{said}");
    assert!(said.contains("row 3: expected 2 cells, as the header has; this row has 3"), "{said}");
}

#[test]
fn other_encodings_are_named_with_the_place_where_it_shows() {
    assert!(said_of(b"id,text\nc1,caf\xe9\n").contains("byte 14, on line 2, is none, which looks like Windows-1252"));
    let utf16: Vec<u8> =
        [0xfeff_u16].into_iter().chain("id\nc1\n".encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert!(said_of(&utf16).contains("UTF-16: save it as UTF-8"));
    assert!(said_of(&utf16[2..]).contains("UTF-16"));
}

#[test]
fn a_cell_above_64_kib_is_a_problem_and_one_of_64_kib_is_none() {
    let file = |length: usize| format!("id,text\nc1,{}\n", "x".repeat(length));
    assert!(read(&file(65_536)).is_ok());
    let said = said_of(file(65_537).as_bytes());
    assert!(
        said.contains("column text: `xxx") && said.contains("expected at most 64 KiB in a cell; this one has 65537")
    );
    assert!(said_of(file(1 << 20).as_bytes()).len() < 300);
}

#[test]
fn broken_json_and_objects_of_another_shape_are_named() {
    assert!(said_of(b"[{\"id\": \"c1\"},").contains("line 1"));
    assert!(said_of(b"{\"id\": \"c1\"}").contains("array of objects"));
    assert!(said_of(b"[{\"id\": \"c1\"}] x").contains("trailing characters"));
    let said = said_of(
        br#"[{"id": "c1", "hour": 38}, {"id": "c2", "hour": 3, "text": {}, "hours": [1], "shifts": ["day|night", null]},
            7, {"id": "c1", "id": "c1"}, {"text": "a\u0000"}]"#,
    );
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "people.csv, object 1: `hour`: expected a name that the format knows; nearest: `hours`");
    for (line, start) in [
        "object 2, column text: `{…}`: expected a string or a number",
        "object 2, column hours: `[…]`: expected a string or a number",
        "object 2, column shifts: `day|night`: expected one value in each string",
        "object 2, column shifts: `null`: expected a string or a number",
    ]
    .iter()
    .enumerate()
    {
        assert!(lines[line + 1].contains(start), "{said}");
    }
    assert!(said.contains("object 3: `7`: expected an object"), "{said}");
    assert!(said.contains("object 4, column id: expected each name once in an object"), "{said}");
    assert!(said.contains("object 4, column id: `c1`: expected a value that no other has; object 1 has it too"));
    assert!(said.contains("object 5, column text: expected text without the zero character"), "{said}");
    assert!(said.contains("object 5, column id: expected a value"), "{said}");
}

#[test]
fn an_assumption_fills_empty_cells_only_and_is_wrong_once() {
    let file = b"id,hours\nc1,\nc2,20\n";
    let people = read_with(file, &[("hours", "38"), ("text", "t")]).expect("people");
    assert_eq!(people[0].2.as_deref(), Some("38"));
    assert_eq!(people[1].2.as_deref(), Some("20"));
    assert_eq!(people[1].3.as_deref(), Some("t"));

    let said = read_with(file, &[("consent", "perhaps")]).expect_err("no such answer").to_string();
    assert_eq!(said, "people.csv: column consent: `perhaps`: expected yes or no");
    let mut sheet = Sheet::read("people.csv", file, COLUMNS).expect("a sheet");
    assert!(sheet.assume("id", "c1").is_err());
    assert!(sheet.assume("consnt", "yes").expect_err("no such column").to_string().contains("nearest: `consent`"));
}

#[test]
fn a_hundred_problems_are_listed_and_all_are_counted() {
    let file: String = std::iter::once("id,hours\n".to_owned())
        .chain((0..30_000).map(|number| format!("c{number},{}\n", if number % 2 == 0 { "x" } else { "38" })))
        .collect();
    let problems = read(&file).expect_err("many problems");
    assert_eq!((problems.count, problems.list.len()), (15_000, 100));
    let rows: Vec<u64> = problems.list.iter().map(|problem| problem.row).collect();
    assert_eq!(rows, (1..=100).map(|number| number * 2).collect::<Vec<u64>>());
    assert!(problems.to_string().ends_with("and 14900 more problems"));
}

#[test]
fn three_bad_rows_among_a_hundred_thousand_are_found_in_order() {
    let file: String = std::iter::once("id,hours\n".to_owned())
        .chain((0..100_000).map(|number| {
            let hours = if [17, 50_000, 99_999].contains(&number) { "1,5" } else { "38" };
            format!("c{number},\"{hours}\"\n")
        }))
        .collect();
    let problems = read(&file).expect_err("three problems");
    assert_eq!(problems.list.iter().map(|problem| problem.row).collect::<Vec<u64>>(), [19, 50_002, 100_001]);
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z=+@,;\t\"\r\n -]{0,12}",
        "\\PC{0,12}",
        Just("=HYPERLINK(\"https://example.org\")".to_owned()),
        Just("مستشفى".to_owned())
    ]
    .prop_map(|text| text.trim().to_owned())
}

proptest! {
    #[test]
    fn what_is_written_comes_back_as_csv_and_as_json(texts in prop::collection::vec(cell(), 1..20)) {
        let rows: Vec<Vec<String>> = texts
            .iter()
            .enumerate()
            .map(|(index, text)| vec![format!("c{index}"), "day|night".into(), "38".into(), text.clone(), "no".into()])
            .collect();
        let (mut csv, mut json) = (Vec::new(), Vec::new());
        write_csv(&mut csv, COLUMNS, rows.clone()).expect("written");
        write_json(&mut json, COLUMNS, rows).expect("written");
        for file in [csv, json] {
            let people = read_with(&file, &[]).expect("read again");
            let back: Vec<String> = people.into_iter().map(|person| person.3.unwrap_or_default()).collect();
            prop_assert_eq!(&back, &texts);
        }
    }

    #[test]
    fn whatever_the_bytes_are_reading_ends_and_never_panics(
        bytes in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..200),
            "id,text[\n\r,;\"a|\t ]{0,60}".prop_map(String::into_bytes),
            "\\[[\\[\\]{}:,\"idtex1 n|]{0,60}".prop_map(String::into_bytes),
        ]
    ) {
        if let Err(problems) = read_with(&bytes, &[]) {
            prop_assert!(!problems.to_string().is_empty());
        }
    }
}
