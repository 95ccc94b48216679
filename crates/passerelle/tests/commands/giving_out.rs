//! `passerelle export`: what is written out goes in again, and comes out the same.

use serde_json::{Value, json};

use crate::generator::{Style, candidates, vacancies};
use crate::test_folder::TestFolder;

fn filled() -> TestFolder {
    let installation = TestFolder::new();
    installation.write("people.csv", candidates(21, 80).csv(Style::PLAIN));
    installation.write("posts.csv", vacancies(21, 30).csv(Style::PLAIN));
    installation.done(&["import", "candidates", "people.csv"]);
    installation.done(&["import", "vacancies", "posts.csv"]);
    installation
}

#[test]
fn a_round_trip_gives_the_same_bytes_in_every_format() {
    let first = filled();
    for (what, format) in [("candidates", "csv"), ("candidates", "json"), ("vacancies", "csv"), ("vacancies", "json")]
    {
        let all: &[&str] = if what == "candidates" { &["--with-personal_data"] } else { &[] };
        let out = [&["export", what, "--format", format], all].concat();
        let written = first.done(&out);
        let second = TestFolder::new();
        let file = format!("{what}.{format}");
        second.write(&file, &written);
        second.done(&["import", what, &file]);
        assert_eq!(second.done(&out), written, "{what} as {format}");
    }
}

#[test]
fn what_was_exported_ranks_as_what_was_imported() {
    let installation = filled();
    for what in ["candidates", "vacancies"] {
        let written = installation.done(&["export", what]);
        installation.write(&format!("{what}.csv"), written);
    }
    let rank = |people: &str, posts: &str| {
        let files = ["rank", "--candidates", people, "--vacancies", posts, "--as-of", "2027-03-31"];
        let answer = installation.done(&[&files[..], &["--format", "json"]].concat());
        serde_json::from_str::<Vec<Value>>(&answer).expect("JSON")
    };
    assert_eq!(rank("candidates.csv", "vacancies.csv"), rank("people.csv", "posts.csv"));
}

#[test]
fn who_people_are_is_written_out_only_when_asked_for() {
    let installation = filled();
    let without = installation.done(&["export", "candidates"]);
    assert!(!without.contains("Anna Maes") && !without.contains("1980-02-29"));
    let with = installation.done(&["export", "candidates", "--with-personal_data"]);
    assert!(with.contains("Anna Maes") && with.contains("1980-02-29"));
}

#[test]
fn job_postings_read_back() {
    let first = filled();
    let feed = first.done(&["export", "vacancies", "--format", "job-posting"]);
    assert_eq!(feed.lines().count(), 30);
    for line in feed.lines() {
        let posting: Value = serde_json::from_str(line).expect("a posting a line");
        assert_eq!(posting["@type"], "JobPosting");
    }
    let second = TestFolder::new();
    second.write("feed.jsonl", &feed);
    let said = second.done(&["import", "vacancies", "feed.jsonl"]);
    assert!(said.contains("30 created (30 as drafts"), "{said}");
    assert!(second.done(&["import", "vacancies", "feed.jsonl"]).contains("30 there already"));
}

#[test]
fn drafts_are_looked_through_in_a_file_and_confirmed_by_bringing_it_in() {
    let installation = TestFolder::new();
    let posting = |id: &str, title: &str, place: &str| {
        let address = json!({ "addressLocality": place, "addressCountry": "BE" });
        json!({ "@type": "JobPosting", "identifier": id, "title": title, "jobLocation": { "address": address } })
    };
    let feed = json!([posting("p1", "Zorgkundige", "Gent"), posting("p2", "Tuinman", "Gent")]);
    installation.write("feed.json", feed.to_string());
    installation.done(&["import", "vacancies", "feed.json"]);
    let drafts = installation.done(&["export", "vacancies", "--drafts", "--format", "json"]);
    let mut drafts: Vec<Value> = serde_json::from_str(&drafts).expect("JSON");
    assert_eq!((&drafts[0]["title"], &drafts[0]["region"]), (&json!("care-assistant"), &json!("BE234")));
    assert_eq!(drafts[1]["title"], Value::Null, "nothing is suggested for a gardener");

    // Whoever looked through them leaves out what is none of ours.
    drafts.truncate(1);
    installation.write("confirmed.json", Value::from(drafts).to_string());
    let said = installation.done(&["import", "vacancies", "confirmed.json", "--update"]);
    assert!(said.contains("1 changed"), "{said}");
    let open = installation.done(&["export", "vacancies"]);
    assert!(open.contains("p1,") && !open.contains("p2,"), "{open}");
    let left = installation.done(&["export", "vacancies", "--drafts"]);
    assert!(left.contains("p2,") && !left.contains("p1,"), "{left}");
}
