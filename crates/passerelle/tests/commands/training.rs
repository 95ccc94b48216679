//! `passerelle assess`, `compare` and the import of curricula.

use serde_json::Value;

use crate::test_folder::TestFolder;

const RABAT: &str = "code,title,language,year,theory,clinical,subjects\n\
    S1-M1,Anatomie et physiologie,fr,1,100,0,theory.basic.anatomy-physiology\n\
    S2-M1,Soins infirmiers en pédiatrie,fr,2,60,0,\n\
    S3-M1,Stage de médecine,fr,3,0,1900,clinical.medicine\n";
const GHENT: &str = "code,title,language,year,theory,clinical,subjects\n\
    A,Anatomie,nl,1,120,0,theory.basic.anatomy-physiology\n\
    B,Thuisverpleging,nl,3,0,2300,clinical.home-nursing\n";

fn folder() -> TestFolder {
    let folder = TestFolder::new();
    folder.write("rabat.csv", RABAT);
    folder.write("ghent.csv", GHENT);
    folder
}

fn json(answer: &str) -> Value {
    serde_json::from_str(answer).unwrap_or_else(|error| panic!("{error}: {answer}"))
}

#[test]
fn one_file_and_one_framework_give_one_object() {
    let folder = folder();
    let arguments = ["assess", "rabat.csv", "--framework", "eu-2005-36-ec-31@2013", "--format", "json"];
    let answer = folder.run_ok(&arguments);
    let assessment = json(&answer);
    assert_eq!(assessment["framework"], "eu-2005-36-ec-31@2013");
    assert_eq!(assessment.get("curriculum"), None);
    assert_eq!(assessment["rules"][3]["found"], "114000");
    assert_eq!(assessment["gaps"][0]["code"], "total-hours");
    assert_eq!(answer, folder.run_ok(&arguments), "the same input gives the same bytes");
}

#[test]
fn several_files_and_frameworks_give_an_array_with_the_names_of_files() {
    let folder = folder();
    folder.write("all/a.csv", RABAT);
    folder.write("all/b.json", r#"[{"code": "A", "title": "Anatomie", "theory": "100"}]"#);
    let answer = json(&folder.run_ok(&["assess", "all", "--as-of", "2026-11-27", "--format", "json"]));
    let names: Vec<&str> =
        answer.as_array().expect("an array").iter().filter_map(|one| one["curriculum"].as_str()).collect();
    assert_eq!(names, ["a.csv", "a.csv", "a.csv", "a.csv", "b.json", "b.json", "b.json", "b.json"]);
}

#[test]
fn tables_are_written_in_four_languages_with_the_ladder_and_the_advice() {
    let folder = folder();
    let began = ["assess", "rabat.csv", "--began", "2025-09-01", "--schooling", "12", "--as-of", "2026-11-27"];
    for (language, next, advice) in [
        ("en", "no title of the ladder is reached yet.", "It is advice"),
        ("fr", "aucun titre de l’échelle n’est encore atteint.", "C’est un avis"),
        ("nl", "is nog geen titel van de ladder bereikt.", "Het is advies"),
        ("ar", "لم تستوف بعد أي صفة مهنية من السلم.", "وهي رأي فقط"),
    ] {
        let table = folder.run_ok(&[&began[..], &["--language", language]].concat());
        assert!(table.contains(next) && table.contains(advice), "{table}");
        assert!(!table.contains("training-"), "a text is missing: {table}");
    }
    let table = folder.run_ok(&began);
    let lines: Vec<&str> = table.lines().collect();
    let of_2024 = lines.iter().position(|line| line.contains("(eu-2005-36-ec-31@2024)")).expect("the text of 2024");
    assert!(lines[of_2024].ends_with("· to be confirmed"), "{}", lines[of_2024]);
    assert!(lines[of_2024 + 1].starts_with("! The list of subjects is to be confirmed"), "{}", lines[of_2024 + 1]);
}

#[test]
fn curricula_are_laid_side_by_side() {
    let folder = folder();
    let answer = json(&folder.run_ok(&["compare", "rabat.csv", "ghent.csv", "--format", "json"]));
    assert_eq!(answer["common"], serde_json::json!(["theory.basic.anatomy-physiology"]));
    assert_eq!(answer["to_add"][0]["to_reach"], "ghent.csv");
    let table = folder.run_ok(&["compare", "rabat.csv", "ghent.csv", "--language", "nl"]);
    assert!(table.contains("Wat rabat.csv zou moeten toevoegen om te bereiken wat ghent.csv bereikt:"), "{table}");
    assert_eq!(folder.run(&["compare", "rabat.csv"]).code, 1);
}

#[test]
fn bad_files_are_refused_with_their_places_and_nothing_is_written() {
    let folder = folder();
    folder.write("all/good.csv", RABAT);
    folder.write("all/bad.csv", "code,title,theory\nA,a,-3\n");
    folder.write("all/worse.csv", "code,title,unit\nA,a,ects\n");
    let run = folder.run(&["assess", "all", "--format", "json"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("bad.csv, row 2, column theory"), "{}", run.stderr);
    assert!(run.stderr.contains("worse.csv, row 2, column unit"), "{}", run.stderr);
    let run = folder.run(&["assess", "rabat.csv", "--framework", "eu-2005-36-ec-31@2012"]);
    assert!(run.stderr.contains("nearest: eu-2005-36-ec-31@2013"), "{}", run.stderr);
}

#[test]
fn curricula_and_transcripts_are_imported() {
    let folder = folder();
    folder.write("people.csv", "id,titles\nc017,nurse-general-care@declared\n");
    folder.run_ok(&["import", "candidates", "people.csv"]);
    let school = ["--school", "ISPITS inventé", "--enrolled", "2021"];
    let import = |what: &[&str]| folder.run_ok(&[&["import"], what, &school[..]].concat());
    let trial = import(&["curriculum", "rabat.csv", "--dry-run"]);
    assert_eq!(trial, "1 would be created, 0 would be changed, 0 there already (curricula)\n");
    assert_eq!(import(&["curriculum", "rabat.csv"]), "1 created, 0 changed, 0 there already (curricula)\n");
    assert_eq!(import(&["curriculum", "rabat.csv"]), "0 created, 0 changed, 1 there already (curricula)\n");
    let transcript = import(&["transcript", "ghent.csv", "--candidate", "c017"]);
    assert_eq!(transcript, "1 created, 0 changed, 0 there already (transcripts)\n");
    let unknown = folder.run(&[&["import", "transcript", "ghent.csv", "--candidate", "c018"], &school[..]].concat());
    assert_eq!(unknown.code, 1);
    assert!(unknown.stderr.contains("c018"), "{}", unknown.stderr);
    let without_school = folder.run(&["import", "curriculum", "rabat.csv"]);
    assert_eq!(without_school.code, 2);
}

#[test]
fn unknown_years_are_to_be_verified_and_not_none() {
    let folder = folder();
    folder.write("ny.csv", "code,title,theory,clinical\nA,Anatomie,100,0\n");
    for (language, expected) in [
        ("en", "Years of study: not known, to be verified."),
        ("fr", "Années d’études : inconnu, à vérifier."),
        ("nl", "Studiejaren: niet bekend, na te gaan."),
        ("ar", "غير معروف، بحاجة إلى تحقق."),
    ] {
        let table = folder.run_ok(&["compare", "ny.csv", "ghent.csv", "--language", language]);
        assert!(table.contains(expected) && !table.contains("none"), "{table}");
    }
    let french = folder.run_ok(&["compare", "ny.csv", "rabat.csv", "--language", "fr"]);
    assert!(french.contains("Matières enseignées par tous : 0."), "{french}");
}

#[test]
fn a_day_without_a_framework_is_refused() {
    let folder = folder();
    let run = folder.run(&["assess", "rabat.csv", "ghent.csv", "--as-of", "2000-01-01", "--format", "json"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("no framework of BE was in force on 2000-01-01"), "{}", run.stderr);
}

#[test]
fn one_bad_file_among_many_refuses_all() {
    let folder = folder();
    for number in 0..600 {
        folder.write(&format!("many/t{number}.CSV"), GHENT);
    }
    let assess = ["assess", "many", "--framework", "be-hcp-45-1-2@2023", "--format", "json"];
    assert_eq!(json(&folder.run_ok(&assess)).as_array().map(Vec::len), Some(600));
    folder.write("many/zz.csv", "code,title,theory\nA,a,-3\n");
    let run = folder.run(&assess);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{}", run.stderr);
}

#[test]
fn options_of_one_kind_of_file_are_refused_for_another() {
    let folder = folder();
    let curriculum =
        ["import", "curriculum", "rabat.csv", "--school", "É", "--enrolled", "2021", "--candidate", "c1"];
    assert!(folder.run(&curriculum).stderr.contains("--candidate is for transcripts"));
    let candidates = folder.run(&["import", "candidates", "people.csv", "--school", "É"]);
    assert!(candidates.stderr.contains("are for curricula and transcripts"), "{}", candidates.stderr);
}
