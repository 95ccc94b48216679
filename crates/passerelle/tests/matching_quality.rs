//! How well rankings agree with a senior recruiter's grades: the labelled set in `tests/matching-quality/`.
//!
//! The measure is nDCG@10: a person's gain is 2 to the power of the grade, less 1; the gain at place p counts
//! divided by the binary logarithm of p + 1; the sum is divided by that of the best order possible.

mod oracle;
mod program;

use std::collections::HashMap;
use std::path::PathBuf;

use oracle::{Answer, Outcome, Row, Standing, cell};
use serde_json::Value;

const AS_OF: &str = "2026-12-01";
const PLACES: usize = 10;
const LEAST_MEAN: f64 = 0.90;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/matching-quality")
}

fn read(name: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(folder().join(name)).expect("a file of the labelled set");
    reader.deserialize().map(|row| row.expect("a row of the labelled set")).collect()
}

/// Each pair's grade, by vacancy and candidate.
fn grades() -> HashMap<(String, String), u32> {
    let pair = |row: &Row| (cell(row, "vacancy").to_owned(), cell(row, "candidate").to_owned());
    read("grades.csv").iter().map(|row| (pair(row), cell(row, "grade").parse().expect("a grade"))).collect()
}

/// What a list of grades is worth, the first ones most.
fn gain(grades: impl Iterator<Item = u32>) -> f64 {
    let discounted = |(place, grade): (usize, u32)| (f64::from(grade).exp2() - 1.0) / (place as f64 + 2.0).log2();
    grades.take(PLACES).enumerate().map(discounted).sum()
}

/// What the program answers to the whole set.
fn answer() -> Value {
    let asked = ["--as-of", AS_OF, "--without-plans", "--top", "100000", "--format", "json"];
    let run = program::rank(&folder(), "candidates.csv", "vacancies.csv", &asked);
    assert_eq!(run.code, 0, "{}", run.notices);
    serde_json::from_str(&run.answer).expect("JSON")
}

/// Every vacancy's ranked people, in order: ready, reachable, to verify.
fn rankings(answer: &Value) -> Vec<(String, Vec<String>)> {
    let text = |value: &Value| value.as_str().expect("a string").to_owned();
    let people = |vacancy: &Value| {
        let ranking = vacancy["ranking"].as_array().expect("a ranking").iter();
        ranking.map(|entry| text(&entry["candidate"])).collect()
    };
    let vacancies = answer.as_array().expect("an array").iter();
    vacancies.map(|vacancy| (text(&vacancy["vacancy"]), people(vacancy))).collect()
}

#[test]
fn rankings_agree_with_a_senior_recruiter() {
    let (people, posts, grades) = (read("candidates.csv"), read("vacancies.csv"), grades());
    let rankings = rankings(&answer());
    assert_eq!(rankings.len(), posts.iter().filter(|post| oracle::is_open(post, AS_OF)).count());
    let (mut sum, mut violations, mut report) = (0.0, 0, String::new());
    for (vacancy, ranked) in &rankings {
        let grade = |candidate: &String| grades[&(vacancy.clone(), candidate.clone())];
        let of_vacancy = grades.iter().filter(|((graded, _), _)| graded == vacancy);
        let mut best: Vec<u32> = of_vacancy.map(|(_, grade)| *grade).collect();
        best.sort_by(|one, other| other.cmp(one));
        let quality = gain(ranked.iter().map(grade)) / gain(best.into_iter());
        sum += quality;

        let post = posts.iter().find(|post| cell(post, "id") == vacancy).expect("a vacancy of the set");
        let judged = Answer::of(post, &people, AS_OF);
        let failed = |id: &&String| judged.people[*id].rules.iter().any(|(_, outcome)| *outcome == Outcome::NotMet);
        violations += ranked.iter().filter(failed).count();
        let (ready, verify) = (judged.count(Standing::Ready), judged.count(Standing::ToVerify));
        let missed: Vec<String> =
            judged.near_misses().iter().map(|(rule, people)| format!("{rule} {}", people.len())).collect();
        report += &format!(
            "{vacancy:32} nDCG@10 {quality:.3}  ready {ready}, to verify {verify}, one thing missing: {}\n",
            missed.join(", ")
        );
        let top: Vec<String> = ranked.iter().take(PLACES).map(|id| format!("{id} ({})", grade(id))).collect();
        report += &format!("    {}\n", top.join(" "));
    }
    let mean = sum / rankings.len() as f64;
    write_report(&format!("{report}mean nDCG@10 {mean:.3}, ranked people with a must not met: {violations}\n"));
    assert_eq!(violations, 0, "nobody with a must that isn't met is ranked");
    assert!(mean >= LEAST_MEAN, "mean nDCG@10 is {mean:.3}, at least {LEAST_MEAN} is asked");
}

/// The report is part of the test's output, whether it passes or not.
fn write_report(report: &str) {
    use std::io::Write;
    std::io::stdout().write_all(report.as_bytes()).expect("the test's output");
}

#[test]
fn grades_respect_the_musts_and_cover_every_pair() {
    let (people, posts, grades) = (read("candidates.csv"), read("vacancies.csv"), grades());
    assert_eq!(grades.len(), people.len() * posts.len(), "a grade for every pair");
    for post in &posts {
        let judged = Answer::of(post, &people, AS_OF);
        for (candidate, judgement) in &judged.people {
            let grade = grades[&(cell(post, "id").to_owned(), candidate.clone())];
            let standing = judgement.standing();
            let highest = match standing {
                Standing::Ready => 3,
                Standing::ToVerify => 2,
                Standing::NearMiss | Standing::Excluded => 0,
            };
            let most = grade <= highest;
            assert!(most, "{} is {} for {} and has grade {grade}", candidate, standing.word(), cell(post, "id"));
        }
        let best = judged.people.keys().map(|id| grades[&(cell(post, "id").to_owned(), id.clone())]).max();
        assert_eq!(best, Some(3), "{}: somebody suits very well", cell(post, "id"));
    }
}

#[test]
fn twins_that_differ_in_what_must_not_count_have_the_same_score() {
    let answer = answer();
    let ranking = answer[0]["ranking"].as_array().expect("a ranking");
    let twin = |id: &str| ranking.iter().find(|entry| entry["candidate"] == id).expect("the twin is ranked");
    for what in ["standing", "score", "criteria", "rules"] {
        assert_eq!(twin("k13")[what], twin("k14")[what], "{what}");
    }
}
