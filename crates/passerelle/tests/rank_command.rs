//! Errors of `passerelle rank`: every problem is reported with its row, column, value and the expected form, the exit
//! codes are reliable, and there is no partial output.

mod rank_program;

use std::collections::BTreeSet;

use rank_program::Run;
use tempfile::TempDir;

const CANDIDATES: &str = "id,titles,consent\nc1,nurse-general-care@licensed,yes\n";
const VACANCIES: &str = "id,title\nv1,nurse-general-care\n";

fn rank(candidates: impl AsRef<[u8]>, vacancies: impl AsRef<[u8]>, more: &[&str]) -> Run {
    let folder = TempDir::new().expect("a folder");
    for (name, content) in [("candidates.csv", candidates.as_ref()), ("vacancies.csv", vacancies.as_ref())] {
        std::fs::write(folder.path().join(name), content).expect("a file");
    }
    let fixed = ["--as-of", "2027-01-15", "--without-plans"];
    rank_program::rank(folder.path(), "candidates.csv", "vacancies.csv", &[&fixed, more].concat())
}

/// Asserts that the files are rejected without output, with messages that contain these texts.
fn assert_rejected(candidates: impl AsRef<[u8]>, vacancies: impl AsRef<[u8]>, messages: &[&str]) {
    let run = rank(candidates, vacancies, &[]);
    assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
    assert_eq!(run.stdout, "", "no partial output");
    for piece in messages {
        assert!(run.stderr.contains(piece), "`{piece}` is missing from:\n{}", run.stderr);
    }
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
}

/// Asserts that each of these cells is rejected with a line that contains row, column and value.
///
/// All cells are in one file, each in its own row, where all other cells are valid.
fn assert_cells_rejected(file: &str, wrong: &[(&str, &str, &str)]) {
    let columns: BTreeSet<&str> = wrong.iter().map(|(column, _, _)| *column).collect();
    let title = if file == "candidates.csv" { "titles" } else { "title" };
    let mut content = format!("id,{title},{}\n", columns.iter().copied().collect::<Vec<_>>().join(","));
    for (number, (column, value, _)) in wrong.iter().enumerate() {
        let quoted = format!("\"{}\"", value.replace('"', "\"\""));
        let cells: Vec<&str> = columns.iter().map(|name| if name == column { quoted.as_str() } else { "" }).collect();
        content += &format!("x{number},nurse-basic,{}\n", cells.join(","));
    }
    let run = if file == "candidates.csv" { rank(&content, VACANCIES, &[]) } else { rank(CANDIDATES, &content, &[]) };
    assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{}", run.stderr);
    for (index, (column, value, shown)) in wrong.iter().enumerate() {
        let start = format!("{file}, row {}, column {column}: `", index + 2);
        let line = run.stderr.lines().find(|line| line.starts_with(&start));
        let line = line.unwrap_or_else(|| panic!("there is no message on {column} `{value}` in:\n{}", run.stderr));
        assert!(line.contains(shown) && line.contains("expected"), "`{shown}` is missing from: {line}");
    }
}

/// Asserts that cells of candidates are rejected, with messages that contain the whole cell.
fn assert_candidate_cells_rejected(column: &'static str, values: &[&'static str]) {
    let wrong: Vec<_> = values.iter().map(|value| (column, *value, *value)).collect();
    assert_cells_rejected("candidates.csv", &wrong);
}

#[test]
fn two_valid_files_are_ranked() {
    let run = rank(CANDIDATES, VACANCIES, &["--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let answer: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(answer[0]["vacancy"], "v1");
    assert_eq!(answer[0]["counts"]["to_verify"], 1, "work permission isn't known");
}

#[test]
fn a_missing_file_is_reported() {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("vacancies.csv"), VACANCIES).expect("a file");
    let run = rank_program::rank(folder.path(), "nowhere.csv", "vacancies.csv", &[]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("nowhere.csv"), "{}", run.stderr);
}

#[test]
fn wrong_usage_has_its_own_exit_code() {
    for wrong in [&["--format", "pdf"][..], &["--as-of", "15/01/2027"], &["--top", "-1"], &["--no-such-option"]] {
        let folder = TempDir::new().expect("a folder");
        let run = rank_program::rank(folder.path(), "candidates.csv", "vacancies.csv", wrong);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{wrong:?}: {}", run.stderr);
    }
}

#[test]
fn a_vacancy_that_is_not_in_the_file_is_reported() {
    let run = rank(CANDIDATES, VACANCIES, &["--vacancy", "v7"]);
    assert_ne!(run.code, 0);
    assert!(run.stderr.contains("v7"), "{}", run.stderr);
}

#[test]
fn other_encodings_are_rejected_with_advice() {
    let accented = "id,titles,text\nc1,nurse-basic,infirmi\u{e8}re\n";
    let windows: Vec<u8> = accented.chars().map(|character| character as u8).collect();
    assert_rejected(windows, VACANCIES, &["candidates.csv", "UTF-8"]);
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(accented.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_rejected(utf16, VACANCIES, &["candidates.csv", "UTF-8"]);
}

#[test]
fn other_separators_are_rejected() {
    assert_rejected("id|titles|consent\nc1|nurse-basic|yes\n", VACANCIES, &["candidates.csv"]);
    assert_rejected("id,titles,consent\nc1;nurse-basic;yes\n", VACANCIES, &["candidates.csv", "row 2"]);
    assert_rejected("id,titles\nc1,nurse-basic,yes\n", VACANCIES, &["candidates.csv", "row 2"]);
}

#[test]
fn an_empty_file_is_rejected_and_a_header_alone_has_no_rows() {
    assert_rejected("", VACANCIES, &["candidates.csv"]);
    assert_rejected("\u{feff}", VACANCIES, &["candidates.csv"]);
    assert_rejected(CANDIDATES, "", &["vacancies.csv"]);
    let run = rank("id,titles\n", VACANCIES, &["--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let answer: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(answer[0]["counts"]["excluded"], 0);
    let run = rank(CANDIDATES, "id,title\n", &["--format", "json"]);
    assert_eq!((run.code, run.stdout.trim()), (0, "[]"), "{}", run.stderr);
}

#[test]
fn an_unknown_column_is_reported_with_the_nearest_one() {
    assert_rejected("id,langages\nc1,nl:B2\n", VACANCIES, &["candidates.csv", "langages", "languages"]);
    assert_rejected(
        CANDIDATES,
        "id,title,start_untill\nv1,nurse-basic,2027-05-01\n",
        &["vacancies.csv", "start_untill", "start_until"],
    );
}

#[test]
fn missing_and_repeated_columns_are_reported() {
    assert_rejected("titles\nnurse-basic\n", VACANCIES, &["candidates.csv", "id"]);
    assert_rejected(CANDIDATES, "id,region\nv1,BE23\n", &["vacancies.csv", "title"]);
    assert_rejected("id,titles,titles\nc1,nurse-basic,midwife\n", VACANCIES, &["candidates.csv", "titles"]);
    assert_rejected("id,titles\n,nurse-basic\n", VACANCIES, &["candidates.csv", "row 2", "id"]);
    assert_rejected(CANDIDATES, "id,title\nv1,\n", &["vacancies.csv", "row 2", "title"]);
}

#[test]
fn a_repeated_identifier_is_reported_with_both_rows() {
    assert_rejected(
        "id,titles\nc1,midwife\nc2,midwife\nc1,midwife\n",
        VACANCIES,
        &["candidates.csv", "c1", "row 4", "2"],
    );
    assert_rejected(CANDIDATES, "id,title\nv1,midwife\nv1,midwife\n", &["vacancies.csv", "v1", "row 3", "2"]);
}

#[test]
fn unknown_levels_statuses_and_codes_are_rejected() {
    // The message contains only the wrong part of the cell.
    let wrong = [
        ("languages", "nl:B9", "B9"),
        ("languages", "fr:C1|nl", "nl"),
        ("languages", "xx:B1", "xx"),
        ("languages", "nl:B1@sworn", "sworn"),
        ("languages", "nl.singing:B1", "singing"),
        ("languages_complete", "maybe", "maybe"),
        ("experience", "geriatrics", "geriatrics"),
        ("experience", "general:2|geriatrics:many", "many"),
        ("lowest_title", "doctor", "doctor"),
        ("settings", "hospital|hotel", "hotel"),
        ("shifts", "noon", "noon"),
        ("work_permission", "tourist", "tourist"),
        ("consent", "perhaps", "perhaps"),
        ("driving_licence", "B", "B"),
        ("text_language", "fi", "fi"),
    ];
    assert_cells_rejected("candidates.csv", &wrong);
    assert_rejected(
        "id,titles\nc1,nurse-basic\nc2,midwife@approved\n",
        VACANCIES,
        &["row 3", "column titles", "approved"],
    );
}

#[test]
fn an_unknown_specialism_is_reported_with_the_nearest_one() {
    let candidates = "id,titles,specialisms\nc1,nurse-basic,geriatrie\n";
    assert_rejected(candidates, VACANCIES, &["row 2", "column specialisms", "geriatrie", "geriatrics"]);
    assert_rejected(
        CANDIDATES,
        "id,title,specialisms\nv1,nurse-basic,paediatric\n",
        &["row 2", "paediatric", "paediatrics"],
    );
}

#[test]
fn a_code_from_before_2021_is_reported_with_its_successor() {
    let candidates = "id,titles,regions\nc1,nurse-basic,BE221\n";
    assert_rejected(candidates, VACANCIES, &["row 2", "column regions", "BE221", "BE224"]);
    assert_rejected(
        CANDIDATES,
        "id,title,region\nv1,nurse-basic,BE324\n",
        &["row 2", "column region", "BE324", "BE328"],
    );
    assert_candidate_cells_rejected("regions", &["BE9", "be21", "Gent"]);
    assert_cells_rejected("vacancies.csv", &[("region", "BE", "BE"), ("region", "BE2345", "BE2345")]);
}

#[test]
fn invalid_dates_are_rejected() {
    let wrong = ["31/12/2026", "2026-02-30", "2026-13-01", "soon", "2026-1-1", "46357", "2026-12-31T00:00:00Z"];
    assert_candidate_cells_rejected("available_from", &wrong);
    assert_cells_rejected("vacancies.csv", &wrong.map(|value| ("start_until", value, value)));
}

#[test]
fn formulas_and_injections_in_numbers_and_codes_are_rejected() {
    let wrong = ["=SUM(A1:A9)", "+38", "-38", "@cmd", "38; DROP TABLE people", "1,5", "1e3", "٣٨", "NaN", "0x1F"];
    for column in ["hours_min", "minimum_pay", "contract_min_months"] {
        assert_candidate_cells_rejected(column, &wrong);
    }
    assert_candidate_cells_rejected("shifts", &["' OR 1=1 --", "=cmd"]);
    assert_cells_rejected("vacancies.csv", &[("pay", "=1+1", "=1+1"), ("experience_months", "<script>", "<script>")]);
}

#[test]
fn formulas_in_free_text_are_accepted() {
    let candidates =
        "id,titles,text,text_language\nc1,nurse-general-care,\"=cmd|'/c calc'!A1; DROP TABLE people\",en\n";
    assert_eq!(rank(candidates, VACANCIES, &[]).code, 0);
}

#[test]
fn impossible_amounts_are_rejected() {
    assert_candidate_cells_rejected("hours_max", &["168.01", "38.125", "999999999999999999999"]);
    assert_rejected("id,hours_min,hours_max\nc1,38,30\n", VACANCIES, &["candidates.csv", "row 2", "38"]);
    let wrong = [
        ("posts", "-2"),
        ("posts", "0"),
        ("posts", "1.5"),
        ("hours", "38-19"),
        ("hours", "19-200"),
        ("contract", "0"),
        ("contract", "-6"),
        ("pay", "3.350,00"),
        ("pay", "€ 3350"),
        ("employer_number", "0403.170.702"),
    ];
    assert_cells_rejected(
        "vacancies.csv",
        &wrong.map(|(column, value)| (column, value, value.rsplit('-').next().unwrap_or(value))),
    );
}

#[test]
fn an_end_before_its_start_is_rejected() {
    let dates = "id,title,start_from,start_until\nv1,midwife,2027-06-01,2027-05-31\n";
    assert_rejected(CANDIDATES, dates, &["vacancies.csv", "row 2", "start_until", "2027-05-31"]);
    let pay = "id,title,pay,pay_max\nv1,midwife,3300,3000\n";
    assert_rejected(CANDIDATES, pay, &["vacancies.csv", "row 2", "pay_max", "3000"]);
}

#[test]
fn specialism_months_without_a_specialism_are_rejected() {
    let vacancies = "id,title,specialism_months\nv1,midwife,12\n";
    assert_rejected(CANDIDATES, vacancies, &["vacancies.csv", "row 2", "specialism_months"]);
}

#[test]
fn repeated_codes_in_a_cell_are_rejected() {
    let wrong = [
        ("languages", "nl:A2|nl:B1", "nl"),
        ("shifts", "day|night|day", "day"),
        ("regions", "BE21|BE21", "BE21"),
        ("experience", "general:3|general:4", "general"),
        ("settings", "hospital|hospital", "hospital"),
    ];
    assert_cells_rejected("candidates.csv", &wrong);
    let candidates = "id,titles\nc1,midwife@declared|midwife@licensed\n";
    assert_rejected(candidates, VACANCIES, &["candidates.csv", "row 2", "column titles"]);
    let general_and_skill = "id,titles,languages\nc1,midwife,nl:B1|nl.writing:A2\n";
    assert_eq!(
        rank(general_and_skill, VACANCIES, &[]).code,
        0,
        "a language and one of its skills are different codes"
    );
}

#[test]
fn a_cell_of_a_megabyte_is_rejected_and_truncated_in_the_message() {
    let candidates = format!("id,titles,text\nc1,midwife,{}\n", "a".repeat(1 << 20));
    let run = rank(&candidates, VACANCIES, &[]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("row 2") && run.stderr.contains("column text"), "{}", run.stderr);
    assert!(run.stderr.len() < 2_000, "the cell isn't printed");
    let just_fits = format!("id,titles,text\nc1,midwife,{}\n", "a".repeat(64 << 10));
    assert_eq!(rank(just_fits, VACANCIES, &[]).code, 0);
}

#[test]
fn an_unclosed_quote_is_rejected() {
    assert_rejected(
        "id,titles,text\nc1,midwife,\"begins and never ends\nc2,midwife,\n",
        VACANCIES,
        &["candidates.csv", "row 2"],
    );
}

#[test]
fn three_bad_rows_of_100_000_are_all_reported() {
    let mut candidates = String::from("id,titles,languages,available_from,consent\n");
    for number in 2..=100_001 {
        let (languages, from) = match number {
            777 => ("nl:Z1", "2027-02-01"),
            50_000 => ("nl:B1", "2027-02-31"),
            99_999 => ("nl;B1", "2027-02-01"),
            _ => ("nl:B1@tested|fr:C1", "2027-02-01"),
        };
        candidates += &format!("c{number},nurse-general-care@documented,{languages},{from},yes\n");
    }
    assert_rejected(
        &candidates,
        VACANCIES,
        &["row 777,", "nl:Z1", "row 50000,", "2027-02-31", "row 99999,", "nl;B1"],
    );
    let run = rank(&candidates, VACANCIES, &[]);
    assert_eq!(run.stderr.matches("expected").count(), 3, "{}", run.stderr);
}

#[test]
fn problems_of_both_files_are_reported_together() {
    let candidates = "id,titles,languages\nc1,midwife,nl:Q1\n";
    let vacancies = "id,title,posts\nv1,midwife,none\n";
    assert_rejected(candidates, vacancies, &["candidates.csv", "nl:Q1", "vacancies.csv", "none"]);
}

#[test]
fn truncated_json_is_rejected() {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("candidates.json"), "[{\"id\": \"c1\", \"titles\": [\"midwi").expect("a file");
    std::fs::write(folder.path().join("vacancies.csv"), VACANCIES).expect("a file");
    let run = rank_program::rank(folder.path(), "candidates.json", "vacancies.csv", &[]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("candidates.json"), "{}", run.stderr);
}

#[test]
fn columns_of_personal_data_are_ignored_with_a_notice() {
    let candidates = "id,titles,consent,name,birth_date\nc1,nurse-general-care,yes,Anna Invented,1990-01-01\n";
    let run = rank(candidates, VACANCIES, &["--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("name") && run.stderr.contains("birth_date"), "{}", run.stderr);
    assert!(!run.stdout.contains("Anna") && !run.stderr.contains("Anna"), "a name is never shown");
}

#[test]
fn a_vacancy_past_its_last_day_is_omitted_with_a_notice() {
    let vacancies = "id,title,valid_until\nv1,midwife,2027-01-14\nv2,midwife,2027-01-15\n";
    let run = rank(CANDIDATES, vacancies, &["--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let ids: Vec<&serde_json::Value> =
        answer.as_array().expect("an array").iter().map(|vacancy| &vacancy["vacancy"]).collect();
    assert_eq!(ids, ["v2"]);
    assert!(run.stderr.contains("v1"), "{}", run.stderr);
}

#[test]
fn assumed_values_fill_empty_cells_and_never_override() {
    let candidates = "id,titles,consent,work_permission\nc1,midwife,,free\nc2,midwife,no,\nc3,midwife,yes,needed\n";
    let vacancies = "id,title,single_permit\nv1,midwife,\n";
    let assumed = ["--assume", "consent=yes", "--assume", "vacancies.single_permit=yes", "--format", "json"];
    let run = rank(candidates, vacancies, &assumed);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let answer: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(answer[0]["counts"]["ready"], 2, "c1 consents by assumption, c3 is helped by the permit");
    assert_eq!(answer[0]["counts"]["excluded"], 1, "c2 said no");
}

#[test]
fn plans_delay_the_start_by_the_procedures_that_known_cells_require() {
    // The permit takes 120 days, by `config/corridors/ma-be.toml`, and the window closes after 31.
    let vacancies = "id,title,start_until,single_permit\nv1,nurse-general-care,2027-02-15,yes\n";
    let candidates = "id,titles,work_permission,available_from,consent\n\
        needs,nurse-general-care@licensed,needed,2027-02-01,yes\n\
        free,nurse-general-care@licensed,free,2027-02-01,yes\n\
        unknown,nurse-general-care@licensed,,2027-02-01,yes\n\
        late,nurse-general-care@licensed,needed,,yes\n";
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("candidates.csv"), candidates).expect("a file");
    std::fs::write(folder.path().join("vacancies.csv"), vacancies).expect("a file");
    let run = rank_program::rank(
        folder.path(),
        "candidates.csv",
        "vacancies.csv",
        &["--as-of", "2027-01-15", "--format", "json"],
    );
    let answer: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let listed: Vec<(&str, &str)> = answer[0]["ranking"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|ranked| {
            (ranked["candidate"].as_str().expect("an id"), ranked["standing"].as_str().expect("a standing"))
        })
        .collect();
    assert_eq!(listed, [("free", "ready"), ("unknown", "to_verify")]);
    let unknown = &answer[0]["ranking"][1]["rules"];
    let outcome = |code: &str| {
        let rules = unknown.as_array().expect("rules").iter();
        rules.clone().find(|rule| rule["code"] == code).map(|rule| rule["outcome"].clone())
    };
    assert_eq!((outcome("start"), outcome("work-permission")), (Some("met".into()), Some("unknown".into())));
    let missed = &answer[0]["near_misses"][0];
    assert_eq!((&missed["rule"], &missed["count"]), (&"start".into(), &2.into()), "too late, whenever they are free");
}
