//! `passerelle export`: what is written out goes in again, and comes out the same.

use serde_json::Value;

use crate::generator::{Style, candidates, vacancies};
use crate::installation::Installation;

fn filled() -> Installation {
    let installation = Installation::new();
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
        let out = ["export", what, "--format", format, "--with-identities"];
        let written = first.done(&out);
        let second = Installation::new();
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
    let with = installation.done(&["export", "candidates", "--with-identities"]);
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
    let second = Installation::new();
    second.write("feed.jsonl", &feed);
    let said = second.done(&["import", "vacancies", "feed.jsonl"]);
    assert!(said.contains("30 created (30 as drafts"), "{said}");
    assert!(second.done(&["import", "vacancies", "feed.jsonl"]).contains("30 there already"));
}

#[test]
fn candidates_are_no_job_postings() {
    let installation = Installation::new();
    let run = installation.run(&["export", "candidates", "--format", "job-posting"]);
    assert_eq!((run.code, run.answer.as_str()), (1, ""));
    assert!(run.notices.contains("csv or json"), "{}", run.notices);
}
