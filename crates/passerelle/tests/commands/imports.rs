//! `passerelle import`: a file is imported completely or not at all, and repeated imports change nothing.

use crate::generator::{Style, generate_candidates, generate_vacancies};
use crate::test_folder::{Run, TestFolder};

const POSTING: &str = r#"{"@context":"https://schema.org/","@type":"JobPosting","identifier":"p1",
"title":"Verpleegkundige geriatrie","description":"<p>Dienst ouderenzorg &amp; palliatieve zorg</p>",
"hiringOrganization":{"@type":"Organization","name":"Invented care home"},
"jobLocation":{"@type":"Place","address":{"@type":"PostalAddress","addressLocality":"Gent","addressCountry":"BE"}}}"#;

fn exported(folder: &TestFolder, what: &str) -> String {
    folder.run_ok(&["export", what])
}

fn assert_run(run: &Run, code: i32, pieces: &[&str]) {
    assert_eq!(run.code, code, "{}{}", run.stdout, run.stderr);
    let all = format!("{}{}", run.stdout, run.stderr);
    for piece in pieces {
        assert!(all.contains(piece), "`{piece}` is missing from:\n{all}");
    }
}

#[test]
fn all_file_formats_import_equally() {
    let (candidates, vacancies) = (generate_candidates(11, 25), generate_vacancies(11, 12));
    let written = [
        ("csv", candidates.csv(Style::PLAIN), vacancies.csv(Style::SPREADSHEET)),
        ("csv", candidates.csv(Style::TABS), vacancies.csv(Style::PLAIN)),
        ("json", candidates.json(), vacancies.json()),
    ];
    let mut all = Vec::new();
    for (ending, candidates, vacancies) in written {
        let folder = TestFolder::new();
        let (candidates_file, vacancies_file) = (format!("candidates.{ending}"), format!("vacancies.{ending}"));
        folder.write(&candidates_file, candidates);
        folder.write(&vacancies_file, vacancies);
        assert_run(&folder.run(&["import", "candidates", &candidates_file]), 0, &["25 created"]);
        assert_run(&folder.run(&["import", "vacancies", &vacancies_file]), 0, &["12 created"]);
        all.push((exported(&folder, "candidates"), exported(&folder, "vacancies")));
    }
    assert_eq!(all[0], all[1]);
    assert_eq!(all[0], all[2]);
}

#[test]
fn read_only_commands_create_no_database() {
    let folder = TestFolder::new();
    folder.write("candidates.csv", generate_candidates(5, 9).csv(Style::PLAIN));
    assert_run(&folder.run(&["import", "candidates", "candidates.csv", "--dry-run"]), 0, &["9 would be created"]);
    for command in [&["export", "candidates"][..], &["reindex"], &["audit", "verify"]] {
        let run = folder.run(command);
        assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{command:?}");
        assert!(run.stderr.contains("there is no database yet"), "{}", run.stderr);
    }
    assert!(!folder.path("data").exists(), "no folder was created");
}

#[test]
fn a_dry_run_reports_the_changes_and_makes_none() {
    let folder = TestFolder::new();
    folder.run_ok(&["migrate"]);
    folder.write("candidates.csv", generate_candidates(12, 9).csv(Style::PLAIN));
    folder.write("vacancies.csv", generate_vacancies(12, 4).csv(Style::PLAIN));
    folder.write("posting.json", POSTING);
    let before = (exported(&folder, "candidates"), exported(&folder, "vacancies"));
    assert_run(&folder.run(&["import", "candidates", "candidates.csv", "--dry-run"]), 0, &["9 would be created"]);
    assert_run(&folder.run(&["import", "vacancies", "vacancies.csv", "--dry-run"]), 0, &["4 would be created"]);
    assert_run(
        &folder.run(&["import", "vacancies", "posting.json", "--dry-run"]),
        0,
        &["1 would be created", "draft"],
    );
    assert_eq!((exported(&folder, "candidates"), exported(&folder, "vacancies")), before);
    assert_run(&folder.run(&["audit", "verify"]), 0, &["intact"]);
    // No employer was added either: the file can still be imported as new.
    assert_run(&folder.run(&["import", "vacancies", "vacancies.csv"]), 0, &["4 created"]);
}

#[test]
fn importing_the_same_content_again_changes_nothing() {
    let folder = TestFolder::new();
    folder.write("candidates.csv", generate_candidates(13, 12).csv(Style::PLAIN));
    folder.write("vacancies.csv", generate_vacancies(13, 6).csv(Style::PLAIN));
    folder.write("again.json", generate_candidates(13, 12).json());
    for (first, what, file) in [(true, "candidates", "candidates.csv"), (false, "candidates", "again.json")] {
        let expected = if first { "12 created, 0 changed, 0 there" } else { "0 created, 0 changed, 12 there" };
        assert_run(&folder.run(&["import", what, file]), 0, &[expected]);
    }
    assert_run(&folder.run(&["import", "vacancies", "vacancies.csv"]), 0, &["6 created"]);
    let lines = folder.run_ok(&["audit", "verify"]);
    assert_run(&folder.run(&["import", "vacancies", "vacancies.csv"]), 0, &["0 created, 0 changed, 6 there"]);
    assert_run(
        &folder.run(&["import", "vacancies", "vacancies.csv", "--update"]),
        0,
        &["0 created, 0 changed, 6 there"],
    );
    assert_eq!(folder.run_ok(&["audit", "verify"]), lines, "nothing was done, so nothing is noted");
}

#[test]
fn changed_content_is_an_error_without_update() {
    let folder = TestFolder::new();
    let (mut candidates, mut vacancies) = (generate_candidates(14, 10), generate_vacancies(14, 5));
    folder.write("candidates.csv", candidates.csv(Style::PLAIN));
    folder.write("vacancies.csv", vacancies.csv(Style::PLAIN));
    folder.run_ok(&["import", "candidates", "candidates.csv"]);
    folder.run_ok(&["import", "vacancies", "vacancies.csv"]);
    let before = (exported(&folder, "candidates"), exported(&folder, "vacancies"));

    // Two rows are changed and new ones are added: nothing is imported.
    candidates.column_mut("hours_max").take(2).for_each(|cell| *cell = "40.5".to_owned());
    candidates.rows.extend(generate_candidates(15, 12).rows.into_iter().skip(10));
    vacancies.column_mut("municipality").take(1).for_each(|cell| *cell = "Elsewhere".to_owned());
    folder.write("candidates.csv", candidates.csv(Style::PLAIN));
    folder.write("vacancies.csv", vacancies.csv(Style::PLAIN));
    let rejected = folder.run(&["import", "candidates", "candidates.csv"]);
    let ids: Vec<String> = candidates.rows.iter().take(2).map(|row| format!("`{}`", row[0])).collect();
    assert_run(&rejected, 1, &[ids[0].as_str(), ids[1].as_str(), "update"]);
    assert_eq!(rejected.stdout, "");
    assert_run(&folder.run(&["import", "vacancies", "vacancies.csv"]), 1, &["v000", "--update"]);
    assert_eq!((exported(&folder, "candidates"), exported(&folder, "vacancies")), before);

    assert_run(
        &folder.run(&["import", "candidates", "candidates.csv", "--update"]),
        0,
        &["2 created, 2 changed, 8 there"],
    );
    assert_run(
        &folder.run(&["import", "vacancies", "vacancies.csv", "--update"]),
        0,
        &["0 created, 1 changed, 4 there"],
    );
    assert!(exported(&folder, "candidates").contains("40.5"));
    assert!(exported(&folder, "vacancies").contains("Elsewhere"));
}

#[test]
fn all_wrong_rows_are_reported_and_none_is_imported() {
    let folder = TestFolder::new();
    folder.write(
        "candidates.csv",
        "id,titles,hours_min,languages\nc1,nurse-basic,38,nl:B2\nc2,nurse-bsic,38,nl:B2\nc3,nurse-basic,-1,nl:B2\n\
         c4,nurse-basic,38,nl:B9\nc1,nurse-basic,38,nl:B2\n",
    );
    let run = folder.run(&["import", "candidates", "candidates.csv"]);
    assert_run(
        &run,
        1,
        &["row 3, column titles", "row 4, column hours_min", "row 5, column languages", "row 6", "nurse-basic"],
    );
    assert_eq!(exported(&folder, "candidates").lines().count(), 1, "a header alone");
    folder.write(
        "vacancies.csv",
        "id,title,posts,start_from,start_until\nv1,nurse-basic,1,,\nv2,nurse-basic,-2,2027-05-01,2027-04-01\n",
    );
    assert_run(&folder.run(&["import", "vacancies", "vacancies.csv"]), 1, &["row 3", "posts", "start_"]);
    assert_eq!(exported(&folder, "vacancies").lines().count(), 1);
}

#[test]
fn formulas_and_injections_in_free_text_stay_text() {
    let folder = TestFolder::new();
    let nasty = "=HYPERLINK(\"\"http://example.invalid\"\")'; DROP TABLE candidates; -- <script>alert(1)</script>";
    folder.write("candidates.csv", format!("id,titles,text\n=1+1,nurse-basic,\"{nasty}\"\n"));
    assert_run(&folder.run(&["import", "candidates", "candidates.csv"]), 0, &["1 created"]);
    let out = exported(&folder, "candidates");
    assert!(out.contains(nasty) && out.contains("=1+1"), "{out}");
    assert_run(&folder.run(&["import", "candidates", "candidates.csv"]), 0, &["1 there already"]);
}

#[test]
fn an_assumed_value_fills_empty_cells_only() {
    let folder = TestFolder::new();
    folder.write("candidates.csv", "id,titles,consent\nc1,nurse-basic,\nc2,nurse-basic,no\n");
    folder.run_ok(&["import", "candidates", "candidates.csv", "--assume", "consent=yes", "--assume", "hours_min=19"]);
    let out = folder.run_ok(&["export", "candidates", "--format", "json"]);
    let candidates: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let consents: Vec<&str> =
        candidates.as_array().expect("a list").iter().filter_map(|one| one["consent"].as_str()).collect();
    assert_eq!(consents, ["yes", "no"]);
    assert!(candidates.as_array().expect("a list").iter().all(|one| one["hours_min"] == "19"));
    assert_run(
        &folder.run(&["import", "candidates", "candidates.csv", "--assume", "consnt=yes"]),
        1,
        &["consnt", "consent"],
    );
    assert_eq!(folder.run(&["import", "candidates", "candidates.csv", "--assume", "consent"]).code, 2);
}

#[test]
fn a_posting_in_any_published_form_is_imported_as_a_draft() {
    let page =
        format!("<html><head><script type=\"application/ld+json\">{POSTING}</script></head><body></body></html>");
    let shapes = [
        ("one.json", POSTING.to_owned()),
        ("array.json", format!("[{POSTING}]")),
        ("lines.jsonl", POSTING.replace('\n', "")),
        ("page.html", page),
    ];
    for (name, content) in shapes {
        let folder = TestFolder::new();
        folder.write(name, content);
        assert_run(&folder.run(&["import", "vacancies", name]), 0, &["1 created (1 as drafts, to be confirmed)"]);
        assert_run(&folder.run(&["import", "vacancies", name]), 0, &["0 created", "1 there already"]);
        let reindexed = folder.run_ok(&["reindex"]);
        assert!(reindexed.contains("0 open vacancies"), "{name}: {reindexed}");
    }
}

#[test]
fn what_a_file_is_instead_of_an_array_is_said_in_words_of_the_program() {
    let folder = TestFolder::new();
    for (content, expected) in [
        (r#"{"id":"z"}"#, "array of objects"),
        (r#"[{"id":"z"}"#, "ends too early"),
        (r#"[{"id":}]"#, "line 1, column 8"),
        (r#"[{"id":"\ud800"}]"#, "in pairs"),
        (r#"[{"id":1e999}]"#, "1.8e308"),
    ] {
        folder.write("people.json", content);
        let run = folder.run(&["import", "candidates", "people.json"]);
        assert_run(&run, 1, &[expected]);
        for of_library in ["invalid type", "EOF", "expected value", "surrogate", "out of range"] {
            assert!(!run.stderr.contains(of_library), "{of_library}: {}", run.stderr);
        }
    }
}
