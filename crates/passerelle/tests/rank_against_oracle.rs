//! Compares `passerelle rank` with an independent implementation of the rules, on generated files full of edge cases.

mod generator;
mod oracle;
mod rank_program;

use std::collections::{HashMap, HashSet};
use std::path::Path;

use generator::{AS_OF, Random, Style, Table, generate_candidates, generate_vacancies};
use oracle::{Answer, Judgement, Outcome, Row, Standing, cell};
use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

/// Returns the rows of a table in the form of the oracle.
fn rows(table: &Table) -> Vec<Row> {
    let named = |row: &Vec<String>| {
        table.columns.iter().zip(row).map(|(column, cell)| ((*column).to_owned(), cell.clone())).collect()
    };
    table.rows.iter().map(named).collect()
}

/// Returns the output of the program for two files.
fn rank(candidates: &str, vacancies: &str, more: &[&str]) -> String {
    let folder = TempDir::new().expect("a folder");
    let named =
        |name: &str, content: &str| format!("{name}.{}", if content.starts_with('[') { "json" } else { "csv" });
    let (candidates_file, vacancies_file) = (named("people", candidates), named("posts", vacancies));
    write(folder.path(), &candidates_file, candidates);
    write(folder.path(), &vacancies_file, vacancies);
    let fixed = ["--as-of", AS_OF, "--without-plans"];
    let run = rank_program::rank(folder.path(), &candidates_file, &vacancies_file, &[&fixed, more].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.stdout
}

fn write(folder: &Path, name: &str, content: &str) {
    std::fs::write(folder.join(name), content).expect("a file");
}

const RANK_ALL: [&str; 4] = ["--top", "100000", "--format", "json"];

fn rank_all(candidates: &str, vacancies: &str) -> String {
    rank(candidates, vacancies, &RANK_ALL)
}

fn parse(json: &str) -> Vec<Value> {
    serde_json::from_str(json).expect("JSON")
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or_else(|| panic!("`{key}` is an array in {value}"), Vec::as_slice)
}

fn word<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("`{key}` is a string in {value}"))
}

/// Returns a JSON number from 0 to 1 in millionths. [`assert_at_most_six_decimals`] checks its decimals in the text.
fn millionths(value: &Value, key: &str) -> u64 {
    let number = value[key].as_f64().unwrap_or_else(|| panic!("`{key}` is a number in {value}"));
    assert!((0.0..=1.0).contains(&number), "`{key}` is {number}");
    (number * 1e6).round() as u64
}

/// Asserts that the numbers of a JSON text have at most six decimals and no exponent.
fn assert_at_most_six_decimals(json: &str) {
    let (mut in_string, mut escaped, mut number) = (false, false, String::new());
    for character in json.chars() {
        if in_string {
            (in_string, escaped) = (escaped || character != '"', !escaped && character == '\\');
        } else if character.is_ascii_digit() || "+-.eE".contains(character) && !number.is_empty() {
            number.push(character);
        } else {
            let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            assert!(decimals <= 6 && !number.contains(['e', 'E']), "{number}");
            number.clear();
            in_string = character == '"';
        }
    }
}

/// The word of an outcome in JSON.
fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "met",
        Outcome::Unknown => "unknown",
        Outcome::NotMet => "not-met",
    }
}

/// The tie-breaker between two candidates, in ascending order.
fn tie_breaker(vacancy: &str, candidate: &str) -> Vec<u8> {
    let digest = Sha256::new().chain_update(vacancy).chain_update([0]).chain_update(candidate).finalize();
    digest.iter().copied().take(8).collect()
}

/// Compares the complete result for one vacancy with that of the oracle.
fn assert_equal_answers(found: &Value, vacancy: &str, expected: &Answer) {
    let counts = &found["counts"];
    for standing in [Standing::Ready, Standing::ToVerify, Standing::NearMiss, Standing::Excluded] {
        let counted = counts[standing.word()].as_u64();
        assert_eq!(counted, Some(expected.count(standing) as u64), "{vacancy}: {} in {counts}", standing.word());
    }
    assert_eq!(counts["reachable"].as_u64(), Some(0), "{vacancy}: no candidate is reachable without plans");
    assert_equal_near_misses(found, vacancy, expected);
    assert_equal_ranking(found, vacancy, expected);
}

fn assert_equal_near_misses(found: &Value, vacancy: &str, expected: &Answer) {
    let mut listed = Vec::new();
    for miss in list(found, "near_misses") {
        let candidates: Vec<&str> = list(miss, "candidates").iter().filter_map(Value::as_str).collect();
        assert_eq!(miss["count"].as_u64(), Some(candidates.len() as u64), "{vacancy}: {}", word(miss, "rule"));
        let unknown: Vec<usize> = candidates.iter().map(|id| expected.candidates[*id].unknown()).collect();
        assert!(unknown.is_sorted(), "{vacancy}: near misses with the fewest unknowns come first, {candidates:?}");
        let mut candidates: Vec<String> = candidates.into_iter().map(str::to_owned).collect();
        candidates.sort();
        listed.push((word(miss, "rule").to_owned(), candidates));
    }
    assert_eq!(listed, expected.near_misses(), "{vacancy}: near misses");
}

fn assert_equal_ranking(found: &Value, vacancy: &str, expected: &Answer) {
    let ranking = list(found, "ranking");
    let ranked = |judgement: &&Judgement| judgement.standing() < Standing::NearMiss;
    assert_eq!(ranking.len(), expected.candidates.values().filter(ranked).count(), "{vacancy}: how many are ranked");
    let mut sort_keys = Vec::new();
    for entry in ranking {
        let candidate = word(entry, "candidate");
        let judgement = &expected.candidates[candidate];
        assert_eq!(word(entry, "standing"), judgement.standing().word(), "{vacancy}, {candidate}: standing");

        let mut rules: Vec<(&str, &str)> =
            list(entry, "rules").iter().map(|rule| (word(rule, "code"), word(rule, "outcome"))).collect();
        let mut wanted: Vec<(&str, &str)> =
            judgement.rules.iter().map(|(code, outcome)| (code.as_str(), outcome_word(*outcome))).collect();
        rules.sort();
        wanted.sort();
        assert_eq!(rules, wanted, "{vacancy}, {candidate}: rules");

        let score = millionths(entry, "score");
        let parts: u64 = list(entry, "criteria").iter().map(|criterion| millionths(criterion, "part")).sum();
        assert_eq!(parts, score, "{vacancy}, {candidate}: parts add up to the score");
        for criterion in list(entry, "criteria") {
            millionths(criterion, "value");
            millionths(criterion, "weight");
        }
        // Unknowns come before the score; only candidates to verify have any.
        let order = (judgement.standing(), judgement.unknown(), u64::MAX - score, tie_breaker(vacancy, candidate));
        sort_keys.push(order);
    }
    assert!(sort_keys.is_sorted(), "{vacancy}: standing, fewest unknowns, highest score, then the hash");
}

/// Ranks all candidates for all vacancies and compares each result. Returns the number of candidates of each standing.
fn assert_agrees_with_oracle(
    candidates: &Table,
    vacancies: &Table,
    candidates_file: &str,
    vacancies_file: &str,
) -> [usize; 4] {
    let answer = rank_all(candidates_file, vacancies_file);
    assert_at_most_six_decimals(&answer);
    let found = parse(&answer);
    let candidates = rows(candidates);
    let open: Vec<Row> = rows(vacancies).into_iter().filter(|vacancy| oracle::is_open(vacancy, AS_OF)).collect();
    let ids: Vec<&str> = found.iter().map(|vacancy| word(vacancy, "vacancy")).collect();
    assert_eq!(
        ids,
        open.iter().map(|vacancy| cell(vacancy, "id")).collect::<Vec<_>>(),
        "open vacancies in the file's order"
    );
    let mut seen = [0; 4];
    for (found, vacancy) in found.iter().zip(&open) {
        assert_eq!(word(found, "as_of"), AS_OF);
        let expected = Answer::of(vacancy, &candidates, AS_OF);
        assert_equal_answers(found, cell(vacancy, "id"), &expected);
        for judgement in expected.candidates.values() {
            seen[judgement.standing() as usize] += 1;
        }
    }
    seen
}

#[test]
fn all_standings_counts_near_misses_and_rules_agree_with_the_oracle() {
    let mut seen = [0; 4];
    for seed in 0..12 {
        let (candidates, vacancies) = (generate_candidates(seed, 150), generate_vacancies(seed, 40));
        let these = assert_agrees_with_oracle(
            &candidates,
            &vacancies,
            &candidates.csv(Style::PLAIN),
            &vacancies.csv(Style::PLAIN),
        );
        seen.iter_mut().zip(these).for_each(|(sum, count)| *sum += count);
    }
    assert!(seen.iter().all(|count| *count > 500), "the files hold every standing often enough: {seen:?}");
}

#[test]
fn candidates_in_several_blocks_agree_with_the_oracle() {
    for count in [4_095, 4_096, 4_097, 8_200] {
        let (candidates, vacancies) = (generate_candidates(77, count), generate_vacancies(77, 8));
        assert_agrees_with_oracle(
            &candidates,
            &vacancies,
            &candidates.csv(Style::PLAIN),
            &vacancies.csv(Style::PLAIN),
        );
    }
}

#[test]
fn a_missing_column_is_unknown_for_all_candidates() {
    for (seed, dropped) in [(31, "languages"), (32, "regions"), (33, "consent"), (34, "experience"), (35, "titles")] {
        let (mut candidates, vacancies) = (generate_candidates(seed, 60), generate_vacancies(seed, 25));
        let index = candidates.columns.iter().position(|column| *column == dropped).expect("a column");
        candidates.columns.remove(index);
        candidates.rows.iter_mut().for_each(|row| drop(row.remove(index)));
        assert_agrees_with_oracle(
            &candidates,
            &vacancies,
            &candidates.csv(Style::PLAIN),
            &vacancies.csv(Style::PLAIN),
        );
    }
}

#[test]
fn the_file_format_changes_no_byte_of_the_output() {
    let (candidates, vacancies) = (generate_candidates(5, 120), generate_vacancies(5, 25));
    let plain = rank_all(&candidates.csv(Style::PLAIN), &vacancies.csv(Style::PLAIN));
    assert_eq!(plain, rank_all(&candidates.csv(Style::SPREADSHEET), &vacancies.csv(Style::TABS)));
    assert_eq!(plain, rank_all(&candidates.csv(Style::TABS), &vacancies.csv(Style::SPREADSHEET)));
    assert_eq!(plain, rank_all(&candidates.json(), &vacancies.json()));
}

#[test]
fn the_order_of_candidates_and_columns_changes_no_byte() {
    let (mut candidates, vacancies) = (generate_candidates(6, 200), generate_vacancies(6, 25));
    let vacancies = vacancies.csv(Style::PLAIN);
    let before = rank_all(&candidates.csv(Style::PLAIN), &vacancies);
    let random = &mut Random::new(6);
    random.shuffle(&mut candidates.rows);
    assert_eq!(before, rank_all(&candidates.csv(Style::PLAIN), &vacancies));
    candidates.columns.reverse();
    candidates.rows.iter_mut().for_each(|row| row.reverse());
    assert_eq!(before, rank_all(&candidates.csv(Style::PLAIN), &vacancies));
}

#[test]
fn the_order_of_vacancies_changes_only_their_order() {
    let (candidates, mut vacancies) = (generate_candidates(8, 120), generate_vacancies(8, 25));
    let by_id = |answer: String| -> HashMap<String, Value> {
        parse(&answer).into_iter().map(|vacancy| (word(&vacancy, "vacancy").to_owned(), vacancy)).collect()
    };
    let before = by_id(rank_all(&candidates.csv(Style::PLAIN), &vacancies.csv(Style::PLAIN)));
    Random::new(8).shuffle(&mut vacancies.rows);
    assert_eq!(before, by_id(rank_all(&candidates.csv(Style::PLAIN), &vacancies.csv(Style::PLAIN))));
}

#[test]
fn name_sex_birth_date_and_nationality_change_no_byte() {
    let (candidates, vacancies) = (generate_candidates(9, 300), generate_vacancies(9, 25));
    let vacancies = vacancies.csv(Style::PLAIN);
    let before = rank_all(&candidates.csv(Style::PLAIN), &vacancies);
    for (column, value) in
        [("name", "Someone Else"), ("sex", "M"), ("birth_date", "1961-04-01"), ("nationality", "SN"), ("sex", "")]
    {
        let mut flipped = candidates.clone();
        flipped.column_mut(column).for_each(|cell| *cell = value.to_owned());
        assert_eq!(before, rank_all(&flipped.csv(Style::PLAIN), &vacancies), "{column} became {value}");
    }
}

#[test]
fn other_candidates_change_no_score_reason_or_standing() {
    let (candidates, vacancies) = (generate_candidates(10, 240), generate_vacancies(10, 25));
    let vacancies = vacancies.csv(Style::PLAIN);
    let mut few = candidates.clone();
    few.rows.retain(|row| row[0].len() % 2 == 0 || row[0].ends_with(['1', '4', '5']));
    let kept: HashSet<&str> = few.rows.iter().map(|row| row[0].as_str()).collect();
    let among_all = parse(&rank_all(&candidates.csv(Style::PLAIN), &vacancies));
    let among_few = parse(&rank_all(&few.csv(Style::PLAIN), &vacancies));
    for (all, few) in among_all.iter().zip(&among_few) {
        let stays = |entry: &&Value| kept.contains(word(entry, "candidate"));
        let expected: Vec<&Value> = list(all, "ranking").iter().filter(stays).collect();
        assert_eq!(expected, list(few, "ranking").iter().collect::<Vec<_>>(), "{}", word(all, "vacancy"));
    }
}

#[test]
fn an_emptied_cell_makes_no_candidate_ready() {
    let (candidates, vacancies) = (generate_candidates(13, 120), generate_vacancies(13, 12));
    let vacancies = vacancies.csv(Style::PLAIN);
    let ready = |candidates: &Table| -> HashSet<(String, String)> {
        let answer = parse(&rank_all(&candidates.csv(Style::PLAIN), &vacancies));
        let of_vacancy = |vacancy: &Value| -> Vec<(String, String)> {
            let entries = list(vacancy, "ranking").iter().filter(|entry| word(entry, "standing") == "ready");
            entries.map(|entry| (word(vacancy, "vacancy").to_owned(), word(entry, "candidate").to_owned())).collect()
        };
        answer.iter().flat_map(of_vacancy).collect()
    };
    let before = ready(&candidates);
    for column in candidates.columns.iter().filter(|column| **column != "id") {
        let mut emptied = candidates.clone();
        emptied.column_mut(column).for_each(String::clear);
        let newly: Vec<_> = ready(&emptied).difference(&before).cloned().collect();
        assert!(newly.is_empty(), "without {column}, these became ready: {newly:?}");
    }
}

#[test]
fn a_short_list_is_a_prefix_of_the_long_one_for_each_standing() {
    let (candidates, vacancies) = (generate_candidates(11, 300), generate_vacancies(11, 20));
    let (candidates, vacancies) = (candidates.csv(Style::PLAIN), vacancies.csv(Style::PLAIN));
    let long = parse(&rank_all(&candidates, &vacancies));
    let short = parse(&rank(&candidates, &vacancies, &["--top", "3", "--format", "json"]));
    for (long, short) in long.iter().zip(&short) {
        assert_eq!(long["counts"], short["counts"]);
        let first = |standing: &'static str| {
            list(long, "ranking").iter().filter(move |entry| word(entry, "standing") == standing).take(3)
        };
        let expected: Vec<&Value> = first("ready").chain(first("to_verify")).collect();
        assert_eq!(expected, list(short, "ranking").iter().collect::<Vec<_>>(), "{}", word(long, "vacancy"));
        for (long, short) in list(long, "near_misses").iter().zip(list(short, "near_misses")) {
            let all = list(long, "candidates");
            assert_eq!((&long["rule"], &long["count"]), (&short["rule"], &short["count"]));
            assert_eq!(&all[..all.len().min(3)], list(short, "candidates"));
        }
    }
}

#[test]
fn csv_and_json_output_agree() {
    let (candidates, vacancies) = (generate_candidates(12, 150), generate_vacancies(12, 15));
    let (candidates, vacancies) = (candidates.csv(Style::PLAIN), vacancies.csv(Style::PLAIN));
    let json = parse(&rank_all(&candidates, &vacancies));
    let csv = rank(&candidates, &vacancies, &["--top", "100000", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    assert_eq!(header.join(","), "vacancy,rank,candidate,standing,score,unknown,plan_end,reasons");
    let mut lines = reader.records().map(|record| record.expect("a line"));
    for vacancy in &json {
        for (index, entry) in list(vacancy, "ranking").iter().enumerate() {
            let line = lines.next().expect("a line for each listed candidate");
            let rank = (index + 1).to_string();
            let unknown = list(entry, "rules").iter().filter(|rule| word(rule, "outcome") == "unknown").count();
            let expected = [word(vacancy, "vacancy"), &rank, word(entry, "candidate"), word(entry, "standing")];
            assert_eq!(line.iter().take(4).collect::<Vec<_>>(), expected);
            let score: f64 = line[4].parse().expect("a score");
            assert_eq!((score * 1e6).round() as u64, millionths(entry, "score"));
            assert_eq!((&line[5], &line[6]), (unknown.to_string().as_str(), ""));
        }
    }
    assert!(lines.next().is_none(), "every line of the CSV is in the JSON");
}
