//! What `passerelle rank` says when a file is wrong, or used wrongly: every problem with its row, column, value and
//! what is expected, an exit code that scripts can rely on, and never half an answer.

mod program;

use std::collections::BTreeSet;

use program::Run;
use tempfile::TempDir;

const PEOPLE: &str = "id,titles,consent\nc1,nurse-general-care@licensed,yes\n";
const POSTS: &str = "id,title\nv1,nurse-general-care\n";

fn rank(people: impl AsRef<[u8]>, posts: impl AsRef<[u8]>, more: &[&str]) -> Run {
    let folder = TempDir::new().expect("a folder");
    for (name, content) in [("people.csv", people.as_ref()), ("posts.csv", posts.as_ref())] {
        std::fs::write(folder.path().join(name), content).expect("a file");
    }
    let fixed = ["--as-of", "2027-01-15", "--without-plans"];
    program::rank(folder.path(), "people.csv", "posts.csv", &[&fixed, more].concat())
}

/// The files are refused: nothing is answered, and the notices hold each of these.
fn refused(people: impl AsRef<[u8]>, posts: impl AsRef<[u8]>, said: &[&str]) {
    let run = rank(people, posts, &[]);
    assert_eq!(run.code, 1, "{}{}", run.answer, run.notices);
    assert_eq!(run.answer, "", "no half answer");
    for piece in said {
        assert!(run.notices.contains(piece), "`{piece}` is missing from:\n{}", run.notices);
    }
    assert!(!run.notices.contains("panicked"), "{}", run.notices);
}

/// Every one of these cells is refused, each on a line of its own that names row, column and what was found there.
///
/// All stand in one file: each has its own row, and all other cells of that row are in order.
fn refused_cells(file: &str, wrong: &[(&str, &str, &str)]) {
    let columns: BTreeSet<&str> = wrong.iter().map(|(column, _, _)| *column).collect();
    let title = if file == "people.csv" { "titles" } else { "title" };
    let mut content = format!("id,{title},{}\n", columns.iter().copied().collect::<Vec<_>>().join(","));
    for (number, (column, value, _)) in wrong.iter().enumerate() {
        let quoted = format!("\"{}\"", value.replace('"', "\"\""));
        let cells: Vec<&str> = columns.iter().map(|name| if name == column { quoted.as_str() } else { "" }).collect();
        content += &format!("x{number},nurse-basic,{}\n", cells.join(","));
    }
    let run = if file == "people.csv" { rank(&content, POSTS, &[]) } else { rank(PEOPLE, &content, &[]) };
    assert_eq!((run.code, run.answer.as_str()), (1, ""), "{}", run.notices);
    for (index, (column, value, shown)) in wrong.iter().enumerate() {
        let start = format!("{file}, row {}, column {column}: `", index + 2);
        let line = run.notices.lines().find(|line| line.starts_with(&start));
        let line = line.unwrap_or_else(|| panic!("nothing is said of {column} `{value}` in:\n{}", run.notices));
        assert!(line.contains(shown) && line.contains("expected"), "`{shown}` is missing from: {line}");
    }
}

/// Cells of people that are refused and shown whole.
fn refused_of_people(column: &'static str, values: &[&'static str]) {
    let wrong: Vec<_> = values.iter().map(|value| (column, *value, *value)).collect();
    refused_cells("people.csv", &wrong);
}

#[test]
fn two_good_files_are_ranked() {
    let run = rank(PEOPLE, POSTS, &["--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.notices);
    let answer: serde_json::Value = serde_json::from_str(&run.answer).expect("JSON");
    assert_eq!(answer[0]["vacancy"], "v1");
    assert_eq!(answer[0]["counts"]["to_verify"], 1, "work permission isn't known");
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("posts.csv"), POSTS).expect("a file");
    let run = program::rank(folder.path(), "nowhere.csv", "posts.csv", &[]);
    assert_eq!(run.code, 1);
    assert!(run.notices.contains("nowhere.csv"), "{}", run.notices);
}

#[test]
fn wrong_use_has_its_own_exit_code() {
    for wrong in [&["--format", "pdf"][..], &["--as-of", "15/01/2027"], &["--top", "-1"], &["--no-such-option"]] {
        let folder = TempDir::new().expect("a folder");
        let run = program::rank(folder.path(), "people.csv", "posts.csv", wrong);
        assert_eq!((run.code, run.answer.as_str()), (2, ""), "{wrong:?}: {}", run.notices);
    }
}

#[test]
fn a_vacancy_that_is_not_in_the_file_is_named() {
    let run = rank(PEOPLE, POSTS, &["--vacancy", "v7"]);
    assert_ne!(run.code, 0);
    assert!(run.notices.contains("v7"), "{}", run.notices);
}

#[test]
fn other_encodings_are_refused_with_advice() {
    let accented = "id,titles,text\nc1,nurse-basic,infirmi\u{e8}re\n";
    let windows: Vec<u8> = accented.chars().map(|sign| sign as u8).collect();
    refused(windows, POSTS, &["people.csv", "UTF-8"]);
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(accented.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    refused(utf16, POSTS, &["people.csv", "UTF-8"]);
}

#[test]
fn other_separators_are_refused() {
    refused("id|titles|consent\nc1|nurse-basic|yes\n", POSTS, &["people.csv"]);
    refused("id,titles,consent\nc1;nurse-basic;yes\n", POSTS, &["people.csv", "row 2"]);
    refused("id,titles\nc1,nurse-basic,yes\n", POSTS, &["people.csv", "row 2"]);
}

#[test]
fn an_empty_file_is_refused_and_a_header_alone_is_a_file_of_nobody() {
    refused("", POSTS, &["people.csv"]);
    refused("\u{feff}", POSTS, &["people.csv"]);
    refused(PEOPLE, "", &["posts.csv"]);
    let run = rank("id,titles\n", POSTS, &["--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.notices);
    let answer: serde_json::Value = serde_json::from_str(&run.answer).expect("JSON");
    assert_eq!(answer[0]["counts"]["excluded"], 0);
    let run = rank(PEOPLE, "id,title\n", &["--format", "json"]);
    assert_eq!((run.code, run.answer.trim()), (0, "[]"), "{}", run.notices);
}

#[test]
fn an_unknown_column_names_the_nearest_one() {
    refused("id,langages\nc1,nl:B2\n", POSTS, &["people.csv", "langages", "languages"]);
    refused(
        PEOPLE,
        "id,title,start_untill\nv1,nurse-basic,2027-05-01\n",
        &["posts.csv", "start_untill", "start_until"],
    );
}

#[test]
fn a_missing_or_doubled_column_is_named() {
    refused("titles\nnurse-basic\n", POSTS, &["people.csv", "id"]);
    refused(PEOPLE, "id,region\nv1,BE23\n", &["posts.csv", "title"]);
    refused("id,titles,titles\nc1,nurse-basic,midwife\n", POSTS, &["people.csv", "titles"]);
    refused("id,titles\n,nurse-basic\n", POSTS, &["people.csv", "row 2", "id"]);
    refused(PEOPLE, "id,title\nv1,\n", &["posts.csv", "row 2", "title"]);
}

#[test]
fn an_id_that_comes_twice_names_both_rows() {
    refused("id,titles\nc1,midwife\nc2,midwife\nc1,midwife\n", POSTS, &["people.csv", "c1", "row 4", "2"]);
    refused(PEOPLE, "id,title\nv1,midwife\nv1,midwife\n", &["posts.csv", "v1", "row 3", "2"]);
}

#[test]
fn levels_statuses_and_codes_that_do_not_exist_are_refused() {
    // The piece of the cell that is wrong is shown, not all that stands beside it.
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
    refused_cells("people.csv", &wrong);
    refused("id,titles\nc1,nurse-basic\nc2,midwife@approved\n", POSTS, &["row 3", "column titles", "approved"]);
}

#[test]
fn an_unknown_specialism_names_the_nearest_one() {
    let people = "id,titles,specialisms\nc1,nurse-basic,geriatrie\n";
    refused(people, POSTS, &["row 2", "column specialisms", "geriatrie", "geriatrics"]);
    refused(PEOPLE, "id,title,specialisms\nv1,nurse-basic,paediatric\n", &["row 2", "paediatric", "paediatrics"]);
}

#[test]
fn a_code_of_before_2021_names_its_successor() {
    let people = "id,titles,regions\nc1,nurse-basic,BE221\n";
    refused(people, POSTS, &["row 2", "column regions", "BE221", "BE224"]);
    refused(PEOPLE, "id,title,region\nv1,nurse-basic,BE324\n", &["row 2", "column region", "BE324", "BE328"]);
    refused_of_people("regions", &["BE9", "be21", "Gent"]);
    refused_cells("posts.csv", &[("region", "BE", "BE"), ("region", "BE2345", "BE2345")]);
}

#[test]
fn what_is_no_date_is_refused() {
    let wrong = ["31/12/2026", "2026-02-30", "2026-13-01", "soon", "2026-1-1", "46357", "2026-12-31T00:00:00Z"];
    refused_of_people("available_from", &wrong);
    refused_cells("posts.csv", &wrong.map(|value| ("start_until", value, value)));
}

#[test]
fn formulas_and_injections_where_a_number_or_a_code_belongs_are_refused() {
    let wrong = ["=SUM(A1:A9)", "+38", "-38", "@cmd", "38; DROP TABLE people", "1,5", "1e3", "٣٨", "NaN", "0x1F"];
    for column in ["hours_min", "minimum_pay", "contract_min_months"] {
        refused_of_people(column, &wrong);
    }
    refused_of_people("shifts", &["' OR 1=1 --", "=cmd"]);
    refused_cells("posts.csv", &[("pay", "=1+1", "=1+1"), ("experience_months", "<script>", "<script>")]);
}

#[test]
fn formulas_in_free_text_are_text() {
    let people = "id,titles,text,text_language\nc1,nurse-general-care,\"=cmd|'/c calc'!A1; DROP TABLE people\",en\n";
    assert_eq!(rank(people, POSTS, &[]).code, 0);
}

#[test]
fn amounts_that_cannot_be_are_refused() {
    refused_of_people("hours_max", &["168.01", "38.125", "999999999999999999999"]);
    refused("id,hours_min,hours_max\nc1,38,30\n", POSTS, &["people.csv", "row 2", "38"]);
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
    refused_cells(
        "posts.csv",
        &wrong.map(|(column, value)| (column, value, value.rsplit('-').next().unwrap_or(value))),
    );
}

#[test]
fn an_end_before_its_start_is_refused() {
    let dates = "id,title,start_from,start_until\nv1,midwife,2027-06-01,2027-05-31\n";
    refused(PEOPLE, dates, &["posts.csv", "row 2", "start_until", "2027-05-31"]);
    let pay = "id,title,pay,pay_max\nv1,midwife,3300,3000\n";
    refused(PEOPLE, pay, &["posts.csv", "row 2", "pay_max", "3000"]);
}

#[test]
fn months_of_no_specialism_are_refused() {
    let posts = "id,title,specialism_months\nv1,midwife,12\n";
    refused(PEOPLE, posts, &["posts.csv", "row 2", "specialism_months"]);
}

#[test]
fn the_same_code_twice_in_a_cell_is_refused() {
    let wrong = [
        ("languages", "nl:A2|nl:B1", "nl"),
        ("shifts", "day|night|day", "day"),
        ("regions", "BE21|BE21", "BE21"),
        ("experience", "general:3|general:4", "general"),
        ("settings", "hospital|hospital", "hospital"),
    ];
    refused_cells("people.csv", &wrong);
    let people = "id,titles\nc1,midwife@declared|midwife@licensed\n";
    refused(people, POSTS, &["people.csv", "row 2", "column titles"]);
    let general_and_skill = "id,titles,languages\nc1,midwife,nl:B1|nl.writing:A2\n";
    assert_eq!(rank(general_and_skill, POSTS, &[]).code, 0, "a language and a skill of it are two things");
}

#[test]
fn a_cell_of_a_megabyte_is_refused_without_being_shown() {
    let people = format!("id,titles,text\nc1,midwife,{}\n", "a".repeat(1 << 20));
    let run = rank(&people, POSTS, &[]);
    assert_eq!(run.code, 1);
    assert!(run.notices.contains("row 2") && run.notices.contains("column text"), "{}", run.notices);
    assert!(run.notices.len() < 2_000, "the cell isn't printed");
    let just_fits = format!("id,titles,text\nc1,midwife,{}\n", "a".repeat(64 << 10));
    assert_eq!(rank(just_fits, POSTS, &[]).code, 0);
}

#[test]
fn a_quote_that_never_closes_is_refused() {
    refused("id,titles,text\nc1,midwife,\"begins and never ends\nc2,midwife,\n", POSTS, &["people.csv", "row 2"]);
}

#[test]
fn three_bad_rows_among_a_hundred_thousand_are_all_listed() {
    let mut people = String::from("id,titles,languages,available_from,consent\n");
    for number in 2..=100_001 {
        let (languages, from) = match number {
            777 => ("nl:Z1", "2027-02-01"),
            50_000 => ("nl:B1", "2027-02-31"),
            99_999 => ("nl;B1", "2027-02-01"),
            _ => ("nl:B1@tested|fr:C1", "2027-02-01"),
        };
        people += &format!("c{number},nurse-general-care@documented,{languages},{from},yes\n");
    }
    refused(&people, POSTS, &["row 777,", "nl:Z1", "row 50000,", "2027-02-31", "row 99999,", "nl;B1"]);
    let run = rank(&people, POSTS, &[]);
    assert_eq!(run.notices.matches("expected").count(), 3, "{}", run.notices);
}

#[test]
fn problems_of_both_files_are_found_in_one_go() {
    let people = "id,titles,languages\nc1,midwife,nl:Q1\n";
    let posts = "id,title,posts\nv1,midwife,none\n";
    refused(people, posts, &["people.csv", "nl:Q1", "posts.csv", "none"]);
}

#[test]
fn json_that_is_cut_off_is_refused() {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("people.json"), "[{\"id\": \"c1\", \"titles\": [\"midwi").expect("a file");
    std::fs::write(folder.path().join("posts.csv"), POSTS).expect("a file");
    let run = program::rank(folder.path(), "people.json", "posts.csv", &[]);
    assert_eq!(run.code, 1);
    assert!(run.notices.contains("people.json"), "{}", run.notices);
}

#[test]
fn columns_of_identity_are_ignored_and_said_to_be() {
    let people = "id,titles,consent,name,birth_date\nc1,nurse-general-care,yes,Anna Invented,1990-01-01\n";
    let run = rank(people, POSTS, &["--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.notices);
    assert!(run.notices.contains("name") && run.notices.contains("birth_date"), "{}", run.notices);
    assert!(!run.answer.contains("Anna") && !run.notices.contains("Anna"), "a name is never shown");
}

#[test]
fn a_vacancy_past_its_last_day_is_left_out_with_a_notice() {
    let posts = "id,title,valid_until\nv1,midwife,2027-01-14\nv2,midwife,2027-01-15\n";
    let run = rank(PEOPLE, posts, &["--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&run.answer).expect("JSON");
    let ids: Vec<&serde_json::Value> =
        answer.as_array().expect("an array").iter().map(|post| &post["vacancy"]).collect();
    assert_eq!(ids, ["v2"]);
    assert!(run.notices.contains("v1"), "{}", run.notices);
}

#[test]
fn assumed_values_fill_empty_cells_and_never_override() {
    let people = "id,titles,consent,work_permission\nc1,midwife,,free\nc2,midwife,no,\nc3,midwife,yes,needed\n";
    let posts = "id,title,single_permit\nv1,midwife,\n";
    let assumed = ["--assume", "consent=yes", "--assume", "vacancies.single_permit=yes", "--format", "json"];
    let run = rank(people, posts, &assumed);
    assert_eq!(run.code, 0, "{}", run.notices);
    let answer: serde_json::Value = serde_json::from_str(&run.answer).expect("JSON");
    assert_eq!(answer[0]["counts"]["ready"], 2, "c1 consents by assumption, c3 is helped by the permit");
    assert_eq!(answer[0]["counts"]["excluded"], 1, "c2 said no");
}

#[test]
fn with_plans_a_start_waits_for_procedures_as_far_as_cells_are_known() {
    // The permit takes 120 days, by `config/corridors/ma-be.toml`, and the window closes after 31.
    let posts = "id,title,start_until,single_permit\nv1,nurse-general-care,2027-02-15,yes\n";
    let people = "id,titles,work_permission,available_from,consent\n\
        needs,nurse-general-care@licensed,needed,2027-02-01,yes\n\
        free,nurse-general-care@licensed,free,2027-02-01,yes\n\
        unasked,nurse-general-care@licensed,,2027-02-01,yes\n\
        late,nurse-general-care@licensed,needed,,yes\n";
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("people.csv"), people).expect("a file");
    std::fs::write(folder.path().join("posts.csv"), posts).expect("a file");
    let run = program::rank(folder.path(), "people.csv", "posts.csv", &["--as-of", "2027-01-15", "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&run.answer).expect("JSON");
    let listed: Vec<(&str, &str)> = answer[0]["ranking"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|ranked| {
            (ranked["candidate"].as_str().expect("an id"), ranked["standing"].as_str().expect("a standing"))
        })
        .collect();
    assert_eq!(listed, [("free", "ready"), ("unasked", "to_verify")]);
    let unasked = &answer[0]["ranking"][1]["rules"];
    let outcome = |code: &str| {
        let rules = unasked.as_array().expect("rules").iter();
        rules.clone().find(|rule| rule["code"] == code).map(|rule| rule["outcome"].clone())
    };
    assert_eq!((outcome("start"), outcome("work-permission")), (Some("met".into()), Some("unknown".into())));
    let missed = &answer[0]["near_misses"][0];
    assert_eq!((&missed["rule"], &missed["count"]), (&"start".into(), &2.into()), "too late, whenever they are free");
}
