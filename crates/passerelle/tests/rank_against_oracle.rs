//! `passerelle rank` against an independent reading of the rules, on generated files full of edge cases.

mod generator;
mod oracle;
mod program;

use std::collections::{HashMap, HashSet};
use std::path::Path;

use generator::{AS_OF, Chance, Style, Table, candidates, vacancies};
use oracle::{Answer, Judgement, Outcome, Row, Standing, cell};
use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

/// The rows of a table as the oracle reads them.
fn rows(table: &Table) -> Vec<Row> {
    let named = |row: &Vec<String>| {
        table.columns.iter().zip(row).map(|(column, cell)| ((*column).to_owned(), cell.clone())).collect()
    };
    table.rows.iter().map(named).collect()
}

/// What the program answers to two files, as it printed it.
fn answer_to(people: &str, posts: &str, more: &[&str]) -> String {
    let folder = TempDir::new().expect("a folder");
    let named =
        |name: &str, content: &str| format!("{name}.{}", if content.starts_with('[') { "json" } else { "csv" });
    let (people_file, posts_file) = (named("people", people), named("posts", posts));
    write(folder.path(), &people_file, people);
    write(folder.path(), &posts_file, posts);
    let fixed = ["--as-of", AS_OF, "--without-plans"];
    let run = program::rank(folder.path(), &people_file, &posts_file, &[&fixed, more].concat());
    assert_eq!(run.code, 0, "{}", run.notices);
    run.answer
}

fn write(folder: &Path, name: &str, content: &str) {
    std::fs::write(folder.join(name), content).expect("a file");
}

const EVERYBODY: [&str; 4] = ["--top", "100000", "--format", "json"];

fn everybody(people: &str, posts: &str) -> String {
    answer_to(people, posts, &EVERYBODY)
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

/// A JSON number from 0 to 1 in millionths; its six places are looked at in the text, by [`at_most_six_places`].
fn millionths(value: &Value, key: &str) -> u64 {
    let number = value[key].as_f64().unwrap_or_else(|| panic!("`{key}` is a number in {value}"));
    assert!((0.0..=1.0).contains(&number), "`{key}` is {number}");
    (number * 1e6).round() as u64
}

/// Reads the numbers of a JSON text as they are written, outside strings.
fn at_most_six_places(json: &str) {
    let (mut in_string, mut escaped, mut number) = (false, false, String::new());
    for sign in json.chars() {
        if in_string {
            (in_string, escaped) = (escaped || sign != '"', !escaped && sign == '\\');
        } else if sign.is_ascii_digit() || "+-.eE".contains(sign) && !number.is_empty() {
            number.push(sign);
        } else {
            let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            assert!(decimals <= 6 && !number.contains(['e', 'E']), "{number}");
            number.clear();
            in_string = sign == '"';
        }
    }
}

/// An outcome as JSON spells it.
fn spelt(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "met",
        Outcome::Unknown => "unknown",
        Outcome::NotMet => "not-met",
    }
}

/// What breaks a tie between two people: the less comes first.
fn tie(vacancy: &str, candidate: &str) -> Vec<u8> {
    let digest = Sha256::new().chain_update(vacancy).chain_update([0]).chain_update(candidate).finalize();
    digest.iter().copied().take(8).collect()
}

/// Compares the whole answer for one vacancy with the oracle's.
fn compare(found: &Value, vacancy: &str, expected: &Answer) {
    let counts = &found["counts"];
    for standing in [Standing::Ready, Standing::ToVerify, Standing::NearMiss, Standing::Excluded] {
        let counted = counts[standing.word()].as_u64();
        assert_eq!(counted, Some(expected.count(standing) as u64), "{vacancy}: {} in {counts}", standing.word());
    }
    assert_eq!(counts["reachable"].as_u64(), Some(0), "{vacancy}: nobody is reachable without plans");
    compare_near_misses(found, vacancy, expected);
    compare_ranking(found, vacancy, expected);
}

fn compare_near_misses(found: &Value, vacancy: &str, expected: &Answer) {
    let mut listed = Vec::new();
    for miss in list(found, "near_misses") {
        let people: Vec<&str> = list(miss, "candidates").iter().filter_map(Value::as_str).collect();
        assert_eq!(miss["count"].as_u64(), Some(people.len() as u64), "{vacancy}: {}", word(miss, "rule"));
        let unknown: Vec<usize> = people.iter().map(|id| expected.people[*id].unknown()).collect();
        assert!(unknown.is_sorted(), "{vacancy}: near misses with the fewest unknowns come first, {people:?}");
        let mut people: Vec<String> = people.into_iter().map(str::to_owned).collect();
        people.sort();
        listed.push((word(miss, "rule").to_owned(), people));
    }
    assert_eq!(listed, expected.near_misses(), "{vacancy}: near misses");
}

fn compare_ranking(found: &Value, vacancy: &str, expected: &Answer) {
    let ranking = list(found, "ranking");
    let ranked = |judgement: &&Judgement| judgement.standing() < Standing::NearMiss;
    assert_eq!(ranking.len(), expected.people.values().filter(ranked).count(), "{vacancy}: how many are ranked");
    let mut places = Vec::new();
    for entry in ranking {
        let candidate = word(entry, "candidate");
        let judgement = &expected.people[candidate];
        assert_eq!(word(entry, "standing"), judgement.standing().word(), "{vacancy}, {candidate}: standing");

        let mut rules: Vec<(&str, &str)> =
            list(entry, "rules").iter().map(|rule| (word(rule, "code"), word(rule, "outcome"))).collect();
        let mut wanted: Vec<(&str, &str)> =
            judgement.rules.iter().map(|(code, outcome)| (code.as_str(), spelt(*outcome))).collect();
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
        // Unknowns come before the score, and only among those to verify are there any.
        let order = (judgement.standing(), judgement.unknown(), u64::MAX - score, tie(vacancy, candidate));
        places.push(order);
    }
    assert!(places.is_sorted(), "{vacancy}: standing, fewest unknowns, highest score, then the hash");
}

/// Ranks everybody for everything and compares each answer; says how often each standing occurred.
fn hold_against_the_oracle(people: &Table, posts: &Table, people_file: &str, posts_file: &str) -> [usize; 4] {
    let answer = everybody(people_file, posts_file);
    at_most_six_places(&answer);
    let found = parse(&answer);
    let people = rows(people);
    let open: Vec<Row> = rows(posts).into_iter().filter(|post| oracle::is_open(post, AS_OF)).collect();
    let ids: Vec<&str> = found.iter().map(|vacancy| word(vacancy, "vacancy")).collect();
    assert_eq!(
        ids,
        open.iter().map(|post| cell(post, "id")).collect::<Vec<_>>(),
        "open vacancies in the file's order"
    );
    let mut seen = [0; 4];
    for (found, post) in found.iter().zip(&open) {
        assert_eq!(word(found, "as_of"), AS_OF);
        let expected = Answer::of(post, &people, AS_OF);
        compare(found, cell(post, "id"), &expected);
        for judgement in expected.people.values() {
            seen[judgement.standing() as usize] += 1;
        }
    }
    seen
}

#[test]
fn every_standing_count_near_miss_and_rule_agrees_with_the_oracle() {
    let mut seen = [0; 4];
    for seed in 0..12 {
        let (people, posts) = (candidates(seed, 150), vacancies(seed, 40));
        let these = hold_against_the_oracle(&people, &posts, &people.csv(Style::PLAIN), &posts.csv(Style::PLAIN));
        seen.iter_mut().zip(these).for_each(|(sum, count)| *sum += count);
    }
    assert!(seen.iter().all(|count| *count > 500), "the files hold every standing often enough: {seen:?}");
}

#[test]
fn more_people_than_one_block_holds_are_judged_like_few() {
    for count in [4_095, 4_096, 4_097, 8_200] {
        let (people, posts) = (candidates(77, count), vacancies(77, 8));
        hold_against_the_oracle(&people, &posts, &people.csv(Style::PLAIN), &posts.csv(Style::PLAIN));
    }
}

#[test]
fn a_column_that_a_file_lacks_is_unknown_for_everybody() {
    for (seed, dropped) in [(31, "languages"), (32, "regions"), (33, "consent"), (34, "experience"), (35, "titles")] {
        let (mut people, posts) = (candidates(seed, 60), vacancies(seed, 25));
        let index = people.columns.iter().position(|column| *column == dropped).expect("a column");
        people.columns.remove(index);
        people.rows.iter_mut().for_each(|row| drop(row.remove(index)));
        hold_against_the_oracle(&people, &posts, &people.csv(Style::PLAIN), &posts.csv(Style::PLAIN));
    }
}

#[test]
fn how_a_file_is_written_changes_no_byte_of_the_answer() {
    let (people, posts) = (candidates(5, 120), vacancies(5, 25));
    let plain = everybody(&people.csv(Style::PLAIN), &posts.csv(Style::PLAIN));
    assert_eq!(plain, everybody(&people.csv(Style::SPREADSHEET), &posts.csv(Style::TABS)));
    assert_eq!(plain, everybody(&people.csv(Style::TABS), &posts.csv(Style::SPREADSHEET)));
    assert_eq!(plain, everybody(&people.json(), &posts.json()));
}

#[test]
fn the_order_of_people_and_of_columns_changes_no_byte() {
    let (mut people, posts) = (candidates(6, 200), vacancies(6, 25));
    let posts = posts.csv(Style::PLAIN);
    let before = everybody(&people.csv(Style::PLAIN), &posts);
    let chance = &mut Chance::new(6);
    chance.shuffle(&mut people.rows);
    assert_eq!(before, everybody(&people.csv(Style::PLAIN), &posts));
    people.columns.reverse();
    people.rows.iter_mut().for_each(|row| row.reverse());
    assert_eq!(before, everybody(&people.csv(Style::PLAIN), &posts));
}

#[test]
fn the_order_of_vacancies_changes_only_their_order() {
    let (people, mut posts) = (candidates(8, 120), vacancies(8, 25));
    let by_id = |answer: String| -> HashMap<String, Value> {
        parse(&answer).into_iter().map(|vacancy| (word(&vacancy, "vacancy").to_owned(), vacancy)).collect()
    };
    let before = by_id(everybody(&people.csv(Style::PLAIN), &posts.csv(Style::PLAIN)));
    Chance::new(8).shuffle(&mut posts.rows);
    assert_eq!(before, by_id(everybody(&people.csv(Style::PLAIN), &posts.csv(Style::PLAIN))));
}

#[test]
fn name_sex_birth_date_and_nationality_change_no_byte() {
    let (people, posts) = (candidates(9, 300), vacancies(9, 25));
    let posts = posts.csv(Style::PLAIN);
    let before = everybody(&people.csv(Style::PLAIN), &posts);
    for (column, value) in
        [("name", "Someone Else"), ("sex", "M"), ("birth_date", "1961-04-01"), ("nationality", "SN"), ("sex", "")]
    {
        let mut flipped = people.clone();
        flipped.column_mut(column).for_each(|cell| *cell = value.to_owned());
        assert_eq!(before, everybody(&flipped.csv(Style::PLAIN), &posts), "{column} became {value}");
    }
}

#[test]
fn other_people_change_nobodys_score_reasons_or_standing() {
    let (people, posts) = (candidates(10, 240), vacancies(10, 25));
    let posts = posts.csv(Style::PLAIN);
    let mut few = people.clone();
    few.rows.retain(|row| row[0].len() % 2 == 0 || row[0].ends_with(['1', '4', '5']));
    let kept: HashSet<&str> = few.rows.iter().map(|row| row[0].as_str()).collect();
    let among_all = parse(&everybody(&people.csv(Style::PLAIN), &posts));
    let among_few = parse(&everybody(&few.csv(Style::PLAIN), &posts));
    for (all, few) in among_all.iter().zip(&among_few) {
        let stays = |entry: &&Value| kept.contains(word(entry, "candidate"));
        let expected: Vec<&Value> = list(all, "ranking").iter().filter(stays).collect();
        assert_eq!(expected, list(few, "ranking").iter().collect::<Vec<_>>(), "{}", word(all, "vacancy"));
    }
}

#[test]
fn an_emptied_cell_makes_nobody_ready() {
    let (people, posts) = (candidates(13, 120), vacancies(13, 12));
    let posts = posts.csv(Style::PLAIN);
    let ready = |people: &Table| -> HashSet<(String, String)> {
        let answer = parse(&everybody(&people.csv(Style::PLAIN), &posts));
        let of_vacancy = |vacancy: &Value| -> Vec<(String, String)> {
            let entries = list(vacancy, "ranking").iter().filter(|entry| word(entry, "standing") == "ready");
            entries.map(|entry| (word(vacancy, "vacancy").to_owned(), word(entry, "candidate").to_owned())).collect()
        };
        answer.iter().flat_map(of_vacancy).collect()
    };
    let before = ready(&people);
    for column in people.columns.iter().filter(|column| **column != "id") {
        let mut emptied = people.clone();
        emptied.column_mut(column).for_each(String::clear);
        let newly: Vec<_> = ready(&emptied).difference(&before).cloned().collect();
        assert!(newly.is_empty(), "without {column}, these became ready: {newly:?}");
    }
}

#[test]
fn a_short_list_is_the_beginning_of_the_long_one_for_each_standing() {
    let (people, posts) = (candidates(11, 300), vacancies(11, 20));
    let (people, posts) = (people.csv(Style::PLAIN), posts.csv(Style::PLAIN));
    let long = parse(&everybody(&people, &posts));
    let short = parse(&answer_to(&people, &posts, &["--top", "3", "--format", "json"]));
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
fn the_spreadsheet_answer_says_the_same_as_the_json_one() {
    let (people, posts) = (candidates(12, 150), vacancies(12, 15));
    let (people, posts) = (people.csv(Style::PLAIN), posts.csv(Style::PLAIN));
    let json = parse(&everybody(&people, &posts));
    let csv = answer_to(&people, &posts, &["--top", "100000", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    assert_eq!(header.join(","), "vacancy,rank,candidate,standing,score,unknown,plan_end,reasons");
    let mut lines = reader.records().map(|record| record.expect("a line"));
    for vacancy in &json {
        for (index, entry) in list(vacancy, "ranking").iter().enumerate() {
            let line = lines.next().expect("a line for each listed person");
            let rank = (index + 1).to_string();
            let unknown = list(entry, "rules").iter().filter(|rule| word(rule, "outcome") == "unknown").count();
            let expected = [word(vacancy, "vacancy"), &rank, word(entry, "candidate"), word(entry, "standing")];
            assert_eq!(line.iter().take(4).collect::<Vec<_>>(), expected);
            let score: f64 = line[4].parse().expect("a score");
            assert_eq!((score * 1e6).round() as u64, millionths(entry, "score"));
            assert_eq!((&line[5], &line[6]), (unknown.to_string().as_str(), ""));
        }
    }
    assert!(lines.next().is_none(), "nobody is listed only in the spreadsheet");
}
