//! `passerelle import`: all of a file or nothing, and nothing twice.

use crate::generator::{Style, candidates, vacancies};
use crate::test_folder::{Run, TestFolder};

const POSTING: &str = r#"{"@context":"https://schema.org/","@type":"JobPosting","identifier":"p1",
"title":"Verpleegkundige geriatrie","description":"<p>Dienst ouderenzorg &amp; palliatieve zorg</p>",
"hiringOrganization":{"@type":"Organization","name":"Invented care home"},
"jobLocation":{"@type":"Place","address":{"@type":"PostalAddress","addressLocality":"Gent","addressCountry":"BE"}}}"#;

fn exported(installation: &TestFolder, what: &str) -> String {
    installation.done(&["export", what])
}

fn said(run: &Run, code: i32, pieces: &[&str]) {
    assert_eq!(run.code, code, "{}{}", run.answer, run.notices);
    let all = format!("{}{}", run.answer, run.notices);
    for piece in pieces {
        assert!(all.contains(piece), "`{piece}` is missing from:\n{all}");
    }
}

#[test]
fn however_a_file_is_written_the_same_goes_in() {
    let (people, posts) = (candidates(11, 25), vacancies(11, 12));
    let written = [
        ("csv", people.csv(Style::PLAIN), posts.csv(Style::SPREADSHEET)),
        ("csv", people.csv(Style::TABS), posts.csv(Style::PLAIN)),
        ("json", people.json(), posts.json()),
    ];
    let mut all = Vec::new();
    for (ending, people, posts) in written {
        let installation = TestFolder::new();
        let (people_file, posts_file) = (format!("people.{ending}"), format!("posts.{ending}"));
        installation.write(&people_file, people);
        installation.write(&posts_file, posts);
        said(&installation.run(&["import", "candidates", &people_file]), 0, &["25 created"]);
        said(&installation.run(&["import", "vacancies", &posts_file]), 0, &["12 created"]);
        all.push((exported(&installation, "candidates"), exported(&installation, "vacancies")));
    }
    assert_eq!(all[0], all[1]);
    assert_eq!(all[0], all[2]);
}

#[test]
fn whoever_only_looks_makes_no_database() {
    let installation = TestFolder::new();
    installation.write("people.csv", candidates(5, 9).csv(Style::PLAIN));
    said(&installation.run(&["import", "candidates", "people.csv", "--dry-run"]), 0, &["9 would be created"]);
    for command in [&["export", "candidates"][..], &["reindex"], &["audit", "verify"]] {
        let run = installation.run(command);
        assert_eq!((run.code, run.answer.as_str()), (1, ""), "{command:?}");
        assert!(run.notices.contains("there is no database yet"), "{}", run.notices);
    }
    assert!(!installation.path("data").exists(), "nothing was made");
}

#[test]
fn a_dry_run_says_what_would_be_done_and_does_nothing() {
    let installation = TestFolder::new();
    installation.done(&["migrate"]);
    installation.write("people.csv", candidates(12, 9).csv(Style::PLAIN));
    installation.write("posts.csv", vacancies(12, 4).csv(Style::PLAIN));
    installation.write("posting.json", POSTING);
    let before = (exported(&installation, "candidates"), exported(&installation, "vacancies"));
    said(&installation.run(&["import", "candidates", "people.csv", "--dry-run"]), 0, &["9 would be created"]);
    said(&installation.run(&["import", "vacancies", "posts.csv", "--dry-run"]), 0, &["4 would be created"]);
    said(
        &installation.run(&["import", "vacancies", "posting.json", "--dry-run"]),
        0,
        &["1 would be created", "draft"],
    );
    assert_eq!((exported(&installation, "candidates"), exported(&installation, "vacancies")), before);
    said(&installation.run(&["audit", "verify"]), 0, &["whole"]);
    // Not even an employer was added: the same file is as new as before.
    said(&installation.run(&["import", "vacancies", "posts.csv"]), 0, &["4 created"]);
}

#[test]
fn the_same_content_again_is_nothing_to_do() {
    let installation = TestFolder::new();
    installation.write("people.csv", candidates(13, 12).csv(Style::PLAIN));
    installation.write("posts.csv", vacancies(13, 6).csv(Style::PLAIN));
    installation.write("again.json", candidates(13, 12).json());
    for (first, what, file) in [(true, "candidates", "people.csv"), (false, "candidates", "again.json")] {
        let expected = if first { "12 created, 0 changed, 0 there" } else { "0 created, 0 changed, 12 there" };
        said(&installation.run(&["import", what, file]), 0, &[expected]);
    }
    said(&installation.run(&["import", "vacancies", "posts.csv"]), 0, &["6 created"]);
    let lines = installation.done(&["audit", "verify"]);
    said(&installation.run(&["import", "vacancies", "posts.csv"]), 0, &["0 created, 0 changed, 6 there"]);
    said(&installation.run(&["import", "vacancies", "posts.csv", "--update"]), 0, &["0 created, 0 changed, 6 there"]);
    assert_eq!(installation.done(&["audit", "verify"]), lines, "nothing was done, so nothing is noted");
}

#[test]
fn other_content_is_an_error_and_nothing_is_changed_unless_an_update_is_asked_for() {
    let installation = TestFolder::new();
    let (mut people, mut posts) = (candidates(14, 10), vacancies(14, 5));
    installation.write("people.csv", people.csv(Style::PLAIN));
    installation.write("posts.csv", posts.csv(Style::PLAIN));
    installation.done(&["import", "candidates", "people.csv"]);
    installation.done(&["import", "vacancies", "posts.csv"]);
    let before = (exported(&installation, "candidates"), exported(&installation, "vacancies"));

    // Two rows say something else, and new ones come after them: none of it goes in.
    people.column_mut("hours_max").take(2).for_each(|cell| *cell = "40.5".to_owned());
    people.rows.extend(candidates(15, 12).rows.into_iter().skip(10));
    posts.column_mut("municipality").take(1).for_each(|cell| *cell = "Elsewhere".to_owned());
    installation.write("people.csv", people.csv(Style::PLAIN));
    installation.write("posts.csv", posts.csv(Style::PLAIN));
    let refused = installation.run(&["import", "candidates", "people.csv"]);
    let ids: Vec<String> = people.rows.iter().take(2).map(|row| format!("`{}`", row[0])).collect();
    said(&refused, 1, &[ids[0].as_str(), ids[1].as_str(), "update"]);
    assert_eq!(refused.answer, "");
    said(&installation.run(&["import", "vacancies", "posts.csv"]), 1, &["v000", "--update"]);
    assert_eq!((exported(&installation, "candidates"), exported(&installation, "vacancies")), before);

    said(
        &installation.run(&["import", "candidates", "people.csv", "--update"]),
        0,
        &["2 created, 2 changed, 8 there"],
    );
    said(&installation.run(&["import", "vacancies", "posts.csv", "--update"]), 0, &["0 created, 1 changed, 4 there"]);
    assert!(exported(&installation, "candidates").contains("40.5"));
    assert!(exported(&installation, "vacancies").contains("Elsewhere"));
}

#[test]
fn every_wrong_row_is_told_and_none_goes_in() {
    let installation = TestFolder::new();
    installation.write(
        "people.csv",
        "id,titles,hours_min,languages\nc1,nurse-basic,38,nl:B2\nc2,nurse-bsic,38,nl:B2\nc3,nurse-basic,-1,nl:B2\n\
         c4,nurse-basic,38,nl:B9\nc1,nurse-basic,38,nl:B2\n",
    );
    let run = installation.run(&["import", "candidates", "people.csv"]);
    said(
        &run,
        1,
        &["row 3, column titles", "row 4, column hours_min", "row 5, column languages", "row 6", "nurse-basic"],
    );
    assert_eq!(exported(&installation, "candidates").lines().count(), 1, "a header alone");
    installation.write(
        "posts.csv",
        "id,title,posts,start_from,start_until\nv1,nurse-basic,1,,\nv2,nurse-basic,-2,2027-05-01,2027-04-01\n",
    );
    said(&installation.run(&["import", "vacancies", "posts.csv"]), 1, &["row 3", "posts", "start_"]);
    assert_eq!(exported(&installation, "vacancies").lines().count(), 1);
}

#[test]
fn formulas_and_injections_in_free_text_stay_text() {
    let installation = TestFolder::new();
    let nasty = "=HYPERLINK(\"\"http://example.invalid\"\")'; DROP TABLE candidates; -- <script>alert(1)</script>";
    installation.write("people.csv", format!("id,titles,text\n=1+1,nurse-basic,\"{nasty}\"\n"));
    said(&installation.run(&["import", "candidates", "people.csv"]), 0, &["1 created"]);
    let out = exported(&installation, "candidates");
    assert!(out.contains(nasty) && out.contains("=1+1"), "{out}");
    said(&installation.run(&["import", "candidates", "people.csv"]), 0, &["1 there already"]);
}

#[test]
fn an_assumed_value_fills_empty_cells_only() {
    let installation = TestFolder::new();
    installation.write("people.csv", "id,titles,consent\nc1,nurse-basic,\nc2,nurse-basic,no\n");
    installation.done(&["import", "candidates", "people.csv", "--assume", "consent=yes", "--assume", "hours_min=19"]);
    let out = installation.done(&["export", "candidates", "--format", "json"]);
    let people: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let consents: Vec<&str> =
        people.as_array().expect("a list").iter().filter_map(|one| one["consent"].as_str()).collect();
    assert_eq!(consents, ["yes", "no"]);
    assert!(people.as_array().expect("a list").iter().all(|one| one["hours_min"] == "19"));
    said(
        &installation.run(&["import", "candidates", "people.csv", "--assume", "consnt=yes"]),
        1,
        &["consnt", "consent"],
    );
    assert_eq!(installation.run(&["import", "candidates", "people.csv", "--assume", "consent"]).code, 2);
}

#[test]
fn a_posting_comes_in_as_a_draft_in_whatever_shape_it_is_published() {
    let page =
        format!("<html><head><script type=\"application/ld+json\">{POSTING}</script></head><body></body></html>");
    let shapes = [
        ("one.json", POSTING.to_owned()),
        ("array.json", format!("[{POSTING}]")),
        ("lines.jsonl", POSTING.replace('\n', "")),
        ("page.html", page),
    ];
    for (name, content) in shapes {
        let installation = TestFolder::new();
        installation.write(name, content);
        said(&installation.run(&["import", "vacancies", name]), 0, &["1 created (1 as drafts, to be confirmed)"]);
        said(&installation.run(&["import", "vacancies", name]), 0, &["0 created", "1 there already"]);
        let reindexed = installation.done(&["reindex"]);
        assert!(reindexed.contains("0 open vacancies"), "{name}: {reindexed}");
    }
}
