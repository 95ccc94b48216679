//! Suggested subjects, measured on labelled titles of modules (`labelled-modules/README.md`).

#![allow(clippy::print_stdout, reason = "the scores are read when phrases are tuned")]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use reference_data::ReferenceData;
use training_harmonisation::{ConfirmedTitles, Curriculum, Module, StudyUnit, SubjectSuggester, title_key};
use vocabulary::Code;

static REFERENCE: LazyLock<ReferenceData> =
    LazyLock::new(|| ReferenceData::built_in().expect("the built-in configuration is clean"));
static SUGGESTER: LazyLock<SubjectSuggester> = LazyLock::new(|| SubjectSuggester::new(&REFERENCE));

struct Labelled {
    module: Module,
    language: String,
    subjects: BTreeSet<String>,
}

fn labelled(file: &str) -> Vec<Labelled> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/labelled-modules");
    let mut reader = csv::Reader::from_path(folder.join(file)).expect("the file is there");
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.enumerate()
        .map(|(number, row)| {
            let cell = |position: usize| row.get(position).unwrap_or_default().trim();
            let some = |position: usize| Some(cell(position)).filter(|cell| !cell.is_empty());
            let module = Module {
                code: format!("M{number}").into(),
                description: some(1).map(str::to_owned),
                language: some(2).map(|language| language.parse().expect("a language")),
                theory: some(3).map(|amount| amount.parse().expect("an amount")),
                clinical: some(4).map(|amount| amount.parse().expect("an amount")),
                ..module(cell(0))
            };
            let subjects = cell(5).split('|').filter(|code| !code.is_empty()).map(str::to_owned).collect();
            Labelled { module, language: cell(2).to_owned(), subjects }
        })
        .collect()
}

fn module(title: &str) -> Module {
    Module {
        code: "M1".into(),
        title: title.to_owned(),
        description: None,
        language: None,
        year: None,
        theory: None,
        clinical: None,
        other: None,
        unit: StudyUnit::Hour,
        subjects: None,
        service: None,
        starts: None,
        ends: None,
        row: None,
    }
}

/// The subjects of the confirmed list that are suggested for a module.
fn suggested(module: &Module) -> BTreeSet<String> {
    let framework = REFERENCE.frameworks().find("eu-2005-36-ec-31@2013").expect("a framework");
    let has = |code: &Code| framework.subjects().iter().any(|subject| subject.code == *code);
    let suggestions = SUGGESTER.suggest(module, &ConfirmedTitles::default());
    suggestions.into_iter().filter(|one| has(&one.subject)).map(|one| one.subject.to_string()).collect()
}

#[derive(Default, Clone, Copy)]
struct Score {
    right: usize,
    suggested: usize,
    labelled: usize,
}

impl Score {
    fn add(&mut self, suggested: &BTreeSet<String>, labelled: &BTreeSet<String>) {
        self.right += suggested.intersection(labelled).count();
        self.suggested += suggested.len();
        self.labelled += labelled.len();
    }

    fn precision(self) -> f64 {
        self.right as f64 / self.suggested.max(1) as f64
    }

    fn recall(self) -> f64 {
        self.right as f64 / self.labelled.max(1) as f64
    }

    fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.suggested + self.labelled).max(1) as f64
    }
}

/// The scores by language, and of all languages together. Prints every difference when `PRINT_DIFFERENCES` is set.
fn scores(file: &str) -> Vec<(String, Score)> {
    let mut scores: Vec<(String, Score)> =
        ["nl", "fr", "en", "ar", "all"].iter().map(|name| ((*name).to_owned(), Score::default())).collect();
    let prints = std::env::var_os("PRINT_DIFFERENCES").is_some();
    for Labelled { module, language, subjects } in labelled(file) {
        let found = suggested(&module);
        for (_, score) in scores.iter_mut().filter(|(name, _)| *name == language || name == "all") {
            score.add(&found, &subjects);
        }
        if prints && found != subjects {
            let missing: Vec<&String> = subjects.difference(&found).collect();
            let wrong: Vec<&String> = found.difference(&subjects).collect();
            let description = module.description.unwrap_or_default();
            println!("{language} | {} | {description} | missing {missing:?} | wrong {wrong:?}", module.title);
        }
    }
    for (name, score) in &scores {
        println!(
            "{file} {name}: precision {:.3} recall {:.3} F1 {:.3}",
            score.precision(),
            score.recall(),
            score.f1()
        );
    }
    scores
}

#[test]
fn suggestions_are_right_on_titles_that_phrases_were_not_written_from() {
    let scores = scores("test-half.csv");
    let (_, all) = scores.last().expect("all languages");
    assert!(all.f1() >= 0.90, "F1 {:.3}", all.f1());
    for (language, score) in &scores {
        assert!(score.f1() >= 0.85, "{language}: F1 {:.3}", score.f1());
    }
}

#[test]
fn suggestions_are_right_on_titles_that_phrases_were_tuned_on() {
    for file in ["training-half.csv", "curricula.csv"] {
        let scores = scores(file);
        let (_, all) = scores.last().expect("all languages");
        assert!(all.f1() >= 0.90, "{file}: F1 {:.3}", all.f1());
    }
}

#[test]
fn a_title_that_was_confirmed_for_a_school_is_suggested_again() {
    let subjects: Vec<Code> = vec!["theory.basic.dietetics".parse().expect("a code")];
    let confirmed: ConfirmedTitles =
        [(title_key("Module 4 : ALIMENTATION du malade"), subjects)].into_iter().collect();
    let again = SUGGESTER.suggest(&module("Module 7: Alimentation du malade"), &confirmed);
    assert_eq!(again.len(), 1);
    assert_eq!(again[0].subject.as_str(), "theory.basic.dietetics");
    assert_eq!(again[0].confidence.count(), 980_000);
}

#[test]
fn hours_choose_between_theory_and_clinical_training() {
    let with = |theory: Option<&str>, clinical: Option<&str>, title: &str| {
        let amount = |written: Option<&str>| written.map(|written| written.parse().expect("an amount"));
        suggested(&Module { theory: amount(theory), clinical: amount(clinical), ..module(title) })
    };
    let set = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<BTreeSet<String>>();
    let (theory, clinical) = ("theory.nursing.paediatrics", "clinical.paediatrics");
    assert_eq!(with(Some("30"), Some("0"), "Pédiatrie"), set(&[theory]));
    assert_eq!(with(None, Some("120"), "Pédiatrie"), set(&[clinical]));
    assert_eq!(with(Some("30"), Some("120"), "Pédiatrie"), set(&[theory, clinical]));
    assert_eq!(with(None, None, "Pédiatrie"), set(&[theory]));
    assert_eq!(with(None, None, "Stage en pédiatrie"), set(&[clinical]));
}

#[test]
fn modules_that_are_mapped_get_no_suggestion() {
    let mapped = Module { subjects: Some(Vec::new()), ..module("Pédiatrie") };
    let curriculum = Curriculum { modules: vec![mapped, module("Pharmacologie")], totals: Vec::new() };
    let suggestions = SUGGESTER.suggest_all(&curriculum, &ConfirmedTitles::default());
    assert_eq!(suggestions.len(), 1);
    assert_eq!(suggestions[0].words, "Pharmacologie");
}
