//! Reading of CSV and JSON files in the forms that spreadsheets and programs write.

use proptest::prelude::*;
use sheets::{Column, ColumnId, Problems, Sheet, write_csv, write_json};

const COLUMNS: &[Column] =
    &[Column::id("id"), Column::list("shifts"), Column::new("hours"), Column::new("text"), Column::new("consent")];
const ID: ColumnId = ColumnId::of(COLUMNS, "id");
const SHIFTS: ColumnId = ColumnId::of(COLUMNS, "shifts");
const HOURS: ColumnId = ColumnId::of(COLUMNS, "hours");
const TEXT: ColumnId = ColumnId::of(COLUMNS, "text");
const CONSENT: ColumnId = ColumnId::of(COLUMNS, "consent");

type CandidateCells = (String, Vec<String>, Option<String>, Option<String>);

fn read_with(bytes: &[u8], assumptions: &[(&str, &str)]) -> Result<Vec<CandidateCells>, Problems> {
    let mut sheet = Sheet::read("candidates.csv", bytes, COLUMNS)?;
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

fn read(text: &str) -> Result<Vec<CandidateCells>, Problems> {
    read_with(text.as_bytes(), &[])
}

fn error_message(bytes: &[u8]) -> String {
    match read_with(bytes, &[]) {
        Ok(candidates) => panic!("{} rows were read", candidates.len()),
        Err(problems) => problems.to_string(),
    }
}

#[test]
fn the_header_determines_the_separator() {
    for separator in [",", ";", "\t"] {
        let file = "id,hours\nc1,38\n".replace(',', separator);
        assert_eq!(read(&file).expect(separator), vec![("c1".into(), vec![], Some("38".into()), None)]);
    }
    assert_eq!(read("id\nc1\nc2").expect("one column").len(), 2);
}

#[test]
fn byte_order_marks_line_ends_quotes_and_blanks_of_spreadsheets_are_accepted() {
    let file = "\u{feff}id;shifts;text\r\nc1; day | night ;\"Zij zei: \"\"ja\"\";\r\nen bleef\"\r\n\r\n;;\r\nc2;;5\" buis\r\n";
    let candidates = read(file).expect("a file of two");
    assert_eq!(candidates[0].1, ["day", "night"]);
    assert_eq!(candidates[0].3.as_deref(), Some("Zij zei: \"ja\";\r\nen bleef"));
    assert_eq!(candidates[1].3.as_deref(), Some("5\" buis"));
    assert_eq!(candidates.len(), 2);
}

#[test]
fn a_file_with_only_a_header_has_no_rows_and_a_file_without_one_is_a_problem() {
    assert_eq!(read("id,hours\n").expect("no rows"), vec![]);
    assert_eq!(read("[]").expect("no rows"), vec![]);
    assert!(error_message(b"").contains("the file is empty"));
    assert!(error_message(b"\n \n").contains("the file is empty"));
}

#[test]
fn json_and_csv_give_equal_rows() {
    let csv = read("id,shifts,hours,consent,text\nc1,day|night,38.5,yes,a|b\n7,,,,\n").expect("csv");
    let json = r#"[{"id": "c1", "shifts": ["day", "night"], "hours": 38.5, "consent": true, "text": "a|b"},
        {"id": 7, "shifts": null, "hours": ""}]"#;
    assert_eq!(read(json).expect("json"), csv);
    assert_eq!(read(r#"[{"shifts": "day|night", "id": "c1"}]"#).expect("json")[0].1, ["day", "night"]);
}

#[test]
fn every_problem_is_reported_with_its_position_its_value_and_the_expected_form() {
    let message =
        error_message(b"id,shifts,hours\nc1,day,38\nc2,dawn|day|day,200\n\"c\n3\",,-1\nc1,day||night,=1+1\n,,38\n");
    let lines: Vec<&str> = message.lines().collect();
    assert_eq!(
        lines,
        [
            "candidates.csv, row 3, column hours: `200`: expected hours a week, from 0 to 168, with a dot before at most \
             two decimals",
            "candidates.csv, row 3, column shifts: `dawn`: expected a shift: day, evening, night or weekend",
            "candidates.csv, row 3, column shifts: `day`: expected each code once in a cell",
            "candidates.csv, row 4, column hours: `-1`: expected hours a week, from 0 to 168, with a dot before at most \
             two decimals",
            "candidates.csv, row 6, column hours: `=1+1`: expected hours a week, from 0 to 168, with a dot before at most \
             two decimals",
            "candidates.csv, row 6, column shifts: `day||night`: expected a value on both sides of each `|`",
            "candidates.csv, row 6, column id: `c1`: expected a value that no other has; row 2 has it too",
            "candidates.csv, row 7, column id: expected a value, since this column may not be empty",
        ]
    );
}

#[test]
fn unknown_repeated_and_missing_columns_of_a_header_are_reported() {
    let message = error_message(b"hour,shifts,shifts,,zzz\n");
    assert!(
        message.contains("row 1: `hour`: expected a column that the format knows; nearest: `hours`"),
        "{message}"
    );
    assert!(message.contains("row 1: `shifts`: expected each column once"), "{message}");
    assert!(message.contains("a name for column 4 of the header"), "{message}");
    assert!(message.contains("`zzz`: expected a column that the format knows"), "{message}");
    assert!(message.contains("column id: expected this column in the header"), "{message}");
}

#[test]
fn unbalanced_quotes_are_reported_and_the_other_rows_are_still_read() {
    let message = error_message(b"id,text,hours\nc1,\"a\"b,38\nc2,ok,x\nc3,\"never closed,38\nc4,,38\n");
    let lines: Vec<&str> = message.lines().collect();
    assert!(lines[0].starts_with("candidates.csv, row 2, column text: expected a separator or the end of the line"));
    assert!(lines[1].starts_with("candidates.csv, row 3, column hours: `x`"));
    assert!(lines[2].starts_with("candidates.csv, row 4, column text: expected a closing quote"));
    assert_eq!(lines.len(), 3);
}

#[test]
fn rows_with_another_number_of_cells_than_the_header_are_reported() {
    let message = error_message(b"id,hours\nc1\nc2,38,40\n");
    assert!(message.contains("row 2: expected 2 cells, as the header has; this row has 1"), "{message}");
    assert!(message.contains("row 3: expected 2 cells, as the header has; this row has 3"), "{message}");
}

#[test]
fn other_encodings_are_reported_with_the_position_of_the_first_wrong_byte() {
    assert!(
        error_message(b"id,text\nc1,caf\xe9\n")
            .contains("byte 14, on line 2, is none, which looks like Windows-1252")
    );
    let utf16: Vec<u8> =
        [0xfeff_u16].into_iter().chain("id\nc1\n".encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert!(error_message(&utf16).contains("UTF-16: save it as UTF-8"));
    assert!(error_message(&utf16[2..]).contains("UTF-16"));
}

#[test]
fn cells_of_more_than_64_kib_are_rejected() {
    let file = |length: usize| format!("id,text\nc1,{}\n", "x".repeat(length));
    assert!(read(&file(65_536)).is_ok());
    let message = error_message(file(65_537).as_bytes());
    assert!(
        message.contains("column text: `xxx")
            && message.contains("expected at most 64 KiB in a cell; this one has 65537")
    );
    assert!(error_message(file(1 << 20).as_bytes()).len() < 300);
}

#[test]
fn malformed_json_and_objects_of_another_shape_are_reported() {
    assert!(error_message(b"[{\"id\": \"c1\"},").contains("line 1"));
    assert!(error_message(b"{\"id\": \"c1\"}").contains("array of objects"));
    assert!(error_message(b"[{\"id\": \"c1\"}] x").contains("line 1, column 16 isn't JSON"));
    let message = error_message(
        br#"[{"id": "c1", "hour": 38}, {"id": "c2", "hour": 3, "text": {}, "hours": [1], "shifts": ["day|night", null]},
            7, {"id": "c1", "id": "c1"}, {"text": "a\u0000"}]"#,
    );
    let lines: Vec<&str> = message.lines().collect();
    assert_eq!(lines[0], "candidates.csv, object 1: `hour`: expected a name that the format knows; nearest: `hours`");
    for (line, start) in [
        "object 2, column text: `{…}`: expected a string or a number",
        "object 2, column hours: `[…]`: expected a string or a number",
        "object 2, column shifts: `day|night`: expected one value in each string",
        "object 2, column shifts: `null`: expected a string or a number",
    ]
    .iter()
    .enumerate()
    {
        assert!(lines[line + 1].contains(start), "{message}");
    }
    assert!(message.contains("object 3: `7`: expected an object"), "{message}");
    assert!(message.contains("object 4, column id: expected each name once in an object"), "{message}");
    assert!(message.contains("object 4, column id: `c1`: expected a value that no other has; object 1 has it too"));
    assert!(message.contains("object 5, column text: expected text without the zero character"), "{message}");
    assert!(message.contains("object 5, column id: expected a value"), "{message}");
}

#[test]
fn an_assumed_value_fills_only_empty_cells_and_is_reported_once_when_wrong() {
    let file = b"id,hours\nc1,\nc2,20\n";
    let candidates = read_with(file, &[("hours", "38"), ("text", "t")]).expect("candidates");
    assert_eq!(candidates[0].2.as_deref(), Some("38"));
    assert_eq!(candidates[1].2.as_deref(), Some("20"));
    assert_eq!(candidates[1].3.as_deref(), Some("t"));

    let message = read_with(file, &[("consent", "perhaps")]).expect_err("no such answer").to_string();
    assert_eq!(message, "candidates.csv: column consent: `perhaps`: expected yes or no");
    let mut sheet = Sheet::read("candidates.csv", file, COLUMNS).expect("a sheet");
    assert!(sheet.assume("id", "c1").is_err());
    assert!(sheet.assume("consnt", "yes").expect_err("no such column").to_string().contains("nearest: `consent`"));
}

#[test]
fn the_first_100_problems_are_listed_and_all_are_counted() {
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
fn three_bad_rows_of_100_000_are_reported_in_order() {
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
    fn written_rows_read_back_from_csv_and_json(texts in prop::collection::vec(cell(), 1..20)) {
        let rows: Vec<Vec<String>> = texts
            .iter()
            .enumerate()
            .map(|(index, text)| vec![format!("c{index}"), "day|night".into(), "38".into(), text.clone(), "no".into()])
            .collect();
        let (mut csv, mut json) = (Vec::new(), Vec::new());
        write_csv(&mut csv, COLUMNS, rows.clone()).expect("written");
        write_json(&mut json, COLUMNS, rows).expect("written");
        for file in [csv, json] {
            let candidates = read_with(&file, &[]).expect("read again");
            let back: Vec<String> = candidates.into_iter().map(|candidate| candidate.3.unwrap_or_default()).collect();
            prop_assert_eq!(&back, &texts);
        }
    }

    #[test]
    fn reading_arbitrary_bytes_never_panics(
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

#[test]
fn a_header_in_quotes_is_read_with_every_separator() {
    for separator in [",", ";", "\t"] {
        let file = [["\"id\"", "\"hours\""], ["\"c1\"", "38"]].map(|cells| cells.join(separator)).join("\n");
        let read = read(&file).unwrap_or_else(|problems| panic!("{separator}: {problems}"));
        assert_eq!(read[0].2.as_deref(), Some("38"));
    }
}

#[test]
fn a_number_of_json_is_never_rounded() {
    let message = error_message(br#"[{"id": "c1", "hours": 38.00000000000000001}]"#);
    assert!(message.contains("38.00000000000000001"), "{message}");
    assert_eq!(read(r#"[{"id": "c1", "hours": 38.5}]"#).expect("a row")[0].2.as_deref(), Some("38.5"));
}
