//! The agreement of rankings with the grades of a senior recruiter: the labelled set in `tests/matching-quality/`.
//!
//! The measure is nDCG@10: the gain of a candidate is 2 to the power of the grade, minus 1; the gain at rank p is divided
//! by the binary logarithm of p + 1; the sum is divided by that of the best possible order.

mod oracle;
mod rank_program;

use std::collections::HashMap;
use std::path::PathBuf;

use oracle::{Answer, Outcome, Row, Standing, cell};
use serde_json::Value;

const AS_OF: &str = "2026-12-01";
const LIST_LENGTH: usize = 10;
const MIN_MEAN: f64 = 0.90;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/matching-quality")
}

fn read(name: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(folder().join(name)).expect("a file of the labelled set");
    reader.deserialize().map(|row| row.expect("a row of the labelled set")).collect()
}

/// Returns the grade of each pair of vacancy and candidate.
fn grades() -> HashMap<(String, String), u32> {
    let pair = |row: &Row| (cell(row, "vacancy").to_owned(), cell(row, "candidate").to_owned());
    read("grades.csv").iter().map(|row| (pair(row), cell(row, "grade").parse().expect("a grade"))).collect()
}

/// Returns the discounted cumulative gain of a list of grades.
fn discounted_gain(grades: impl Iterator<Item = u32>) -> f64 {
    let discounted =
        |(position, grade): (usize, u32)| (f64::from(grade).exp2() - 1.0) / (position as f64 + 2.0).log2();
    grades.take(LIST_LENGTH).enumerate().map(discounted).sum()
}

/// Returns the output of the program for the whole set.
fn rank_all() -> Value {
    let asked = ["--as-of", AS_OF, "--without-plans", "--top", "100000", "--format", "json"];
    let run = rank_program::rank(&folder(), "candidates.csv", "vacancies.csv", &asked);
    assert_eq!(run.code, 0, "{}", run.stderr);
    serde_json::from_str(&run.stdout).expect("JSON")
}

/// Returns the ranked candidates of every vacancy in order: ready, reachable, to verify.
fn rankings(answer: &Value) -> Vec<(String, Vec<String>)> {
    let text = |value: &Value| value.as_str().expect("a string").to_owned();
    let candidates = |vacancy: &Value| {
        let ranking = vacancy["ranking"].as_array().expect("a ranking").iter();
        ranking.map(|entry| text(&entry["candidate"])).collect()
    };
    let vacancies = answer.as_array().expect("an array").iter();
    vacancies.map(|vacancy| (text(&vacancy["vacancy"]), candidates(vacancy))).collect()
}

#[test]
fn rankings_agree_with_a_senior_recruiter() {
    let (candidates, vacancies, grades) = (read("candidates.csv"), read("vacancies.csv"), grades());
    let rankings = rankings(&rank_all());
    assert_eq!(rankings.len(), vacancies.iter().filter(|vacancy_row| oracle::is_open(vacancy_row, AS_OF)).count());
    let (mut sum, mut violations, mut report) = (0.0, 0, String::new());
    for (vacancy, ranked) in &rankings {
        let grade = |candidate: &String| grades[&(vacancy.clone(), candidate.clone())];
        let of_vacancy = grades.iter().filter(|((graded, _), _)| graded == vacancy);
        let mut best: Vec<u32> = of_vacancy.map(|(_, grade)| *grade).collect();
        best.sort_by(|one, other| other.cmp(one));
        let quality = discounted_gain(ranked.iter().map(grade)) / discounted_gain(best.into_iter());
        sum += quality;

        let vacancy_row =
            vacancies.iter().find(|vacancy_row| cell(vacancy_row, "id") == vacancy).expect("a vacancy of the set");
        let judged = Answer::of(vacancy_row, &candidates, AS_OF);
        let failed =
            |id: &&String| judged.candidates[*id].rules.iter().any(|(_, outcome)| *outcome == Outcome::NotMet);
        violations += ranked.iter().filter(failed).count();
        let (ready, verify) = (judged.count(Standing::Ready), judged.count(Standing::ToVerify));
        let missed: Vec<String> =
            judged.near_misses().iter().map(|(rule, candidates)| format!("{rule} {}", candidates.len())).collect();
        report += &format!(
            "{vacancy:32} nDCG@10 {quality:.3}  ready {ready}, to verify {verify}, one thing missing: {}\n",
            missed.join(", ")
        );
        let top: Vec<String> = ranked.iter().take(LIST_LENGTH).map(|id| format!("{id} ({})", grade(id))).collect();
        report += &format!("    {}\n", top.join(" "));
    }
    let mean = sum / rankings.len() as f64;
    write_report(&format!(
        "{report}mean nDCG@10 {mean:.3}, ranked candidates with a requirement not met: {violations}\n"
    ));
    assert_eq!(violations, 0, "no candidate with an unmet requirement is ranked");
    assert!(mean >= MIN_MEAN, "mean nDCG@10 is {mean:.3}, at least {MIN_MEAN} is required");
}

/// Writes the report to the output of the test, whether it passes or not.
fn write_report(report: &str) {
    use std::io::Write;
    std::io::stdout().write_all(report.as_bytes()).expect("the test's output");
}

#[test]
fn grades_respect_the_requirements_and_cover_every_pair() {
    let (candidates, vacancies, grades) = (read("candidates.csv"), read("vacancies.csv"), grades());
    assert_eq!(grades.len(), candidates.len() * vacancies.len(), "a grade for every pair");
    for vacancy_row in &vacancies {
        let judged = Answer::of(vacancy_row, &candidates, AS_OF);
        for (candidate, judgement) in &judged.candidates {
            let grade = grades[&(cell(vacancy_row, "id").to_owned(), candidate.clone())];
            let standing = judgement.standing();
            let highest = match standing {
                Standing::Ready => 3,
                Standing::ToVerify => 2,
                Standing::NearMiss | Standing::Excluded => 0,
            };
            let most = grade <= highest;
            assert!(
                most,
                "{} is {} for {} and has grade {grade}",
                candidate,
                standing.word(),
                cell(vacancy_row, "id")
            );
        }
        let best = judged.candidates.keys().map(|id| grades[&(cell(vacancy_row, "id").to_owned(), id.clone())]).max();
        assert_eq!(best, Some(3), "{}: a candidate suits very well", cell(vacancy_row, "id"));
    }
}

#[test]
fn candidates_who_differ_only_in_personal_data_have_the_same_score() {
    let answer = rank_all();
    let ranking = answer[0]["ranking"].as_array().expect("a ranking");
    let entry_of = |id: &str| ranking.iter().find(|entry| entry["candidate"] == id).expect("the candidate is ranked");
    for what in ["standing", "score", "criteria", "rules"] {
        assert_eq!(entry_of("k13")[what], entry_of("k14")[what], "{what}");
    }
}
