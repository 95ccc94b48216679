//! Curricula side by side.

use std::sync::LazyLock;

use reference_data::ReferenceData;
use sheets::Sheet;
use training_harmonisation::comparison::ToAdd;
use training_harmonisation::{AssessmentTerms, COLUMNS, ComparedCurriculum, Comparison, Curriculum};

static REFERENCE: LazyLock<ReferenceData> =
    LazyLock::new(|| ReferenceData::built_in().expect("the built-in configuration is clean"));

fn curriculum(rows: &str) -> Curriculum {
    let csv = format!("code,title,year,theory,clinical,subjects\n{rows}");
    let sheet = Sheet::read("c.csv", csv.as_bytes(), COLUMNS).expect("a sheet");
    Curriculum::parse(&sheet, REFERENCE.frameworks()).unwrap_or_else(|problems| panic!("{problems}"))
}

fn compare(curricula: &[(&str, &Curriculum)], framework: &str) -> Comparison {
    let terms = AssessmentTerms::default();
    let compared: Vec<ComparedCurriculum<'_>> =
        curricula.iter().map(|(name, curriculum)| ComparedCurriculum { name, curriculum, terms }).collect();
    let framework = REFERENCE.frameworks().find(framework).expect("a framework");
    Comparison::new(&compared, framework, REFERENCE.frameworks().subjects())
}

const EU_2013: &str = "eu-2005-36-ec-31@2013";

fn rabat() -> Curriculum {
    curriculum(
        "R1,Soins,3,2000,0,theory.nursing.medicine|theory.nursing.surgery\n\
         R2,Pharmacologie,1,40,0,theory.basic.pharmacology\n\
         R3,Stage,3,0,1900,clinical.medicine\n",
    )
}

fn ghent() -> Curriculum {
    curriculum(
        "G1,Verpleegkunde,3,2250,0,theory.nursing.medicine\n\
         G2,Thuisverpleging,3,0,200,clinical.home-nursing\n\
         G3,Stage,3,0,2200,clinical.medicine\n",
    )
}

fn texts<T: ToString>(codes: &[T]) -> Vec<String> {
    codes.iter().map(ToString::to_string).collect()
}

#[test]
fn two_curricula_are_laid_side_by_side() {
    let comparison = compare(&[("rabat", &rabat()), ("ghent", &ghent())], EU_2013);
    assert_eq!(texts(&comparison.common), ["theory.nursing.medicine", "clinical.medicine"]);
    assert_eq!(texts(&comparison.alone[0]), ["theory.nursing.surgery", "theory.basic.pharmacology"]);
    assert_eq!(texts(&comparison.alone[1]), ["clinical.home-nursing"]);
    let medicine =
        &comparison.subjects.iter().find(|row| row.code.as_str() == "theory.nursing.medicine").expect("a row");
    assert_eq!(texts(&medicine.beyond), ["0", "15000"], "250 hours more in Ghent");
    assert_eq!(medicine.taught[0].shared.to_string(), "120000", "its hours are those of surgery too");
    assert_eq!(medicine.taught[1].shared.to_string(), "0");
    assert_eq!(comparison.subjects.len(), 29);
}

#[test]
fn what_one_would_have_to_add_is_what_the_other_reaches() {
    let comparison = compare(&[("rabat", &rabat()), ("ghent", &ghent())], EU_2013);
    let [to_ghent, to_rabat] = comparison.to_add.as_slice() else { panic!("two directions") };
    let rules = |to_add: &ToAdd| {
        let short = |short| serde_json::to_value(short).expect("JSON");
        to_add.rules.iter().map(|rule| (rule.code.word(), short(rule.short))).collect::<Vec<_>>()
    };
    assert_eq!((to_ghent.curriculum.as_str(), to_ghent.to_reach.as_str()), ("rabat", "ghent"));
    assert_eq!(rules(to_ghent), [("total-hours", "39600".into()), ("clinical-hours", "24000".into())]);
    assert_eq!(texts(&to_ghent.subjects), ["clinical.home-nursing"]);
    assert_eq!(rules(to_rabat), []);
    assert_eq!(texts(&to_rabat.subjects), ["theory.nursing.surgery", "theory.basic.pharmacology"]);
}

#[test]
fn what_is_not_known_is_to_be_verified_and_not_added() {
    let open = curriculum("A,Stages,3,2400,,\n");
    let comparison = compare(&[("open", &open), ("ghent", &ghent())], EU_2013);
    let to_add = &comparison.to_add[0];
    assert!(to_add.subjects.is_empty());
    assert_eq!(
        texts(&to_add.subjects_to_verify),
        ["theory.nursing.medicine", "clinical.medicine", "clinical.home-nursing"]
    );
    assert!(to_add.rules.iter().all(|rule| rule.to_verify), "{:?}", to_add.rules);
    assert!(comparison.curricula[0].clinical.at_least);
}

#[test]
fn several_schools_become_a_table() {
    let third = curriculum("X,Anatomie,1,100,0,theory.basic.anatomy-physiology\n");
    let comparison = compare(&[("a", &rabat()), ("b", &ghent()), ("c", &third)], EU_2013);
    assert!(comparison.subjects.iter().all(|row| row.taught.len() == 3 && row.beyond.is_empty()));
    assert!(comparison.common.is_empty());
    assert_eq!(comparison.to_add.len(), 6);
}

#[test]
fn without_a_confirmed_list_curricula_are_compared_by_what_they_are_mapped_to() {
    let comparison = compare(&[("rabat", &rabat()), ("ghent", &ghent())], "be-hcp-45-1-2@2023");
    assert_eq!(comparison.subjects.len(), 5);
}

#[test]
fn a_curriculum_lacks_nothing_of_itself() {
    let comparison = compare(&[("a", &rabat()), ("b", &rabat())], EU_2013);
    for to_add in &comparison.to_add {
        assert!(to_add.rules.is_empty() && to_add.subjects.is_empty() && to_add.subjects_to_verify.is_empty());
    }
    assert!(comparison.alone.iter().all(Vec::is_empty));
}
