//! The impact of each requirement, compared with a new ranking of the relaxed vacancy.

use std::collections::BTreeMap;

use matching::facts::{Facts, HeldTitle, KnownLanguage};
use matching::ranking::Counts;
use matching::requirement_impact::RelaxationKind;
use matching::requirements::{LanguageAlternative, LanguageRequirement};
use matching::rule_config::PlanCourse;
use matching::{Requirements, RuleConfig};
use proptest::prelude::*;
use vocabulary::{Evidence, Months, RequiredBy, SourceKind, Standing, TitleStatus, WorkPermission};

use crate::generated::{
    Candidate, as_of, built_in_config, config, nothing_asked, people, read, tested_dutch, vacancy,
};
use crate::vacancy_ranker::{VacancyRanker, pool};

/// A vacancy with one relaxed requirement, and whether all candidates are made to accept every rung of the ladder.
struct Relaxed {
    requirement: String,
    kind: RelaxationKind,
    vacancy: Requirements,
    any_rung: bool,
}

/// Relaxes a vacancy.
type Relax<'a> = dyn Fn(&mut Requirements) + 'a;

/// All relaxations of a vacancy's requirements, as the formats define them.
fn relaxed(vacancy: &Requirements, ladder: &[vocabulary::Code]) -> Vec<Relaxed> {
    let mut all = Vec::new();
    let mut add = |requirement: &str, kind, change: &Relax<'_>| {
        let mut vacancy = vacancy.clone();
        change(&mut vacancy);
        all.push(Relaxed {
            requirement: requirement.to_owned(),
            kind,
            vacancy,
            any_rung: requirement == "lower-title",
        });
    };
    let required = vacancy.title.as_ref().expect("every vacancy requires a title");
    let rung = ladder.iter().position(|title| title == required);
    add("title", RelaxationKind::Without, &|vacancy| vacancy.title = None);
    if let Some(below) = rung.and_then(|rung| rung.checked_sub(1)) {
        add("title", RelaxationKind::OneLevelLower, &|vacancy| vacancy.title = Some(ladder[below].clone()));
    }
    if vacancy.title_by == RequiredBy::Application {
        add("title", RelaxationKind::AtStart, &|vacancy| vacancy.title_by = RequiredBy::Start);
    }
    // No candidate stands above the highest rung.
    if rung.is_some_and(|rung| rung + 1 < ladder.len()) {
        add("lower-title", RelaxationKind::Without, &|_| {});
    }
    for (position, requirement) in vacancy.languages.iter().enumerate() {
        let code = requirement.rule_code();
        add(&code, RelaxationKind::Without, &|vacancy| drop(vacancy.languages.remove(position)));
        if requirement.alternatives.iter().any(|alternative| alternative.level.one_lower().is_some()) {
            add(&code, RelaxationKind::OneLevelLower, &|vacancy| {
                let alternatives = &mut vacancy.languages[position].alternatives;
                alternatives.iter_mut().for_each(|alternative| {
                    alternative.level = alternative.level.one_lower().unwrap_or(alternative.level)
                });
            });
        }
        if requirement.alternatives.iter().any(|alternative| alternative.by == RequiredBy::Application) {
            add(&code, RelaxationKind::AtStart, &|vacancy| {
                vacancy.languages[position]
                    .alternatives
                    .iter_mut()
                    .for_each(|alternative| alternative.by = RequiredBy::Start);
            });
        }
    }
    let none = Months::default();
    let without: [(&str, bool, &Relax<'_>); 11] = [
        ("experience", vacancy.experience_months > none, &|vacancy| vacancy.experience_months = none),
        ("specialism", vacancy.specialism_months > none, &|vacancy| vacancy.specialism_months = none),
        ("recent-practice", vacancy.practised_within.is_some(), &|vacancy| vacancy.practised_within = None),
        ("region", vacancy.region.is_some(), &|vacancy| vacancy.region = None),
        ("setting", vacancy.setting.is_some(), &|vacancy| vacancy.setting = None),
        ("shifts", !vacancy.shifts.is_empty(), &|vacancy| vacancy.shifts = Default::default()),
        ("hours", vacancy.hours.is_some(), &|vacancy| vacancy.hours = None),
        // Plans keep the deadline they had, which is then the first day of the window.
        ("start", vacancy.start_until.is_some(), &|vacancy| vacancy.start_from = vacancy.start_until.take()),
        ("pay", vacancy.pay.is_some(), &|vacancy| vacancy.pay = None),
        ("contract", matches!(vacancy.contract, Some(vocabulary::Contract::Months(_))), &|vacancy| {
            vacancy.contract = None
        }),
        ("driving-licence", vacancy.driving_licence, &|vacancy| vacancy.driving_licence = false),
    ];
    for (requirement, is_required, change) in without {
        if is_required {
            add(requirement, RelaxationKind::Without, change);
        }
    }
    all
}

/// The numbers of candidates who are ready, reachable and to verify.
fn ranked_counts(counts: Counts) -> [i64; 3] {
    [counts.ready as i64, counts.reachable as i64, counts.to_verify as i64]
}

/// The impact of each requirement, as reported and as found by ranking each relaxed vacancy anew.
fn impacts(people: &[Candidate], vacancy: &Requirements, config: &RuleConfig, with_plans: bool) -> [Impacts; 2] {
    let ranker = VacancyRanker::new(vacancy, config, with_plans);
    let answer = ranker.rank_all(&pool(people));
    let before = ranked_counts(answer.counts);
    let reported: BTreeMap<(String, String), [i64; 3]> = answer
        .requirement_impacts
        .iter()
        .map(|impact| {
            let key = (impact.requirement.clone(), format!("{:?}", impact.relaxation));
            (key, [impact.ready, impact.reachable, impact.to_verify])
        })
        .collect();
    assert_eq!(reported.len(), answer.requirement_impacts.len(), "each is reported once");
    let mut expected = BTreeMap::new();
    for relaxed in relaxed(vacancy, &config.ladder) {
        let mut people: Vec<Candidate> = people.to_vec();
        if relaxed.any_rung {
            people.iter_mut().for_each(|(facts, _)| facts.lowest_title = Some(read("care-assistant")));
        }
        let anew = VacancyRanker::new(&relaxed.vacancy, config, with_plans);
        let after = ranked_counts(anew.rank_all(&pool(&people)).counts);
        let change = std::array::from_fn(|position| after[position] - before[position]);
        expected.insert((relaxed.requirement, format!("{:?}", relaxed.kind)), change);
    }
    [reported, expected]
}

/// By requirement and kind of relaxation: the changes in the numbers who are ready, reachable and to verify.
type Impacts = BTreeMap<(String, String), [i64; 3]>;

/// A candidate who fails two rules that depend on the title, and whose two languages are each within reach of a
/// course, but not both: without a title, one language requirement would still fail.
#[test]
fn courses_have_to_fit_together_under_a_relaxed_title() {
    let nurse = read("nurse-general-care");
    let known = |language: &str| KnownLanguage {
        language: read(language),
        skill: None,
        level: read("A2"),
        evidence: Evidence::Declared,
        source: SourceKind::OwnWord,
    };
    let person = Facts {
        titles: vec![HeldTitle { title: nurse, status: Some(TitleStatus::Declared), source: SourceKind::OwnWord }],
        lowest_title: Some(read("nurse-general-care")),
        languages: vec![known("nl"), known("fr")],
        languages_complete: true,
        available_from: Some(as_of()),
        work_permission: Some(WorkPermission::Free),
        consent: Some(true),
        ..Facts::default()
    };
    let requirement = |language: &str| LanguageRequirement {
        alternatives: vec![LanguageAlternative {
            language: read(language),
            skill: None,
            level: read("B1"),
            by: RequiredBy::Start,
        }],
    };
    let vacancy = Requirements {
        title: Some(read("nurse-basic")),
        title_status: TitleStatus::Licensed,
        title_by: RequiredBy::Application,
        languages: vec![requirement("nl"), requirement("fr")],
        start_until: Some(read("2027-09-30")),
        ..nothing_asked()
    };
    let course = |language: &str| PlanCourse {
        id: read(&format!("invented-{language}")),
        language: read(language),
        from: Some(read("A2")),
        to: read("B1"),
        starts: read("2027-05-03"),
        ends: read("2027-08-27"),
        hours: 120,
        price: read("100"),
        invented: true,
    };
    let mut config = built_in_config();
    config.courses = vec![course("nl"), course("fr")];
    let [reported, expected] = impacts(&[(person, None)], &vacancy, &config, true);
    assert_eq!(reported[&("title".to_owned(), "Without".to_owned())], [0, 0, 0]);
    assert_eq!(reported, expected);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_impact_is_the_change_of_counts_in_the_relaxed_vacancy(
        people in people(1..40), vacancy in prop_oneof![2 => vacancy().boxed(), 1 => tested_dutch().boxed()], config in config(0..7),
        with_plans: bool,
    ) {
        let [reported, expected] = impacts(&people, &vacancy, &config, with_plans);
        prop_assert_eq!(reported, expected);
    }

    #[test]
    fn relaxing_a_requirement_never_worsens_a_standing(person in people(1), vacancy in vacancy(), config in config(0..7)) {
        let ranker = VacancyRanker::new(&vacancy, &config, false);
        let before = ranker.rank_alone("c0", &person[0]).standing;
        for relaxed in relaxed(&vacancy, &config.ladder).into_iter().filter(|relaxed| !relaxed.any_rung) {
            // A title decides two rules: one rung lower, a candidate may fail *lower-title* who met it before.
            let after = VacancyRanker::new(&relaxed.vacancy, &config, false).rank_alone("c0", &person[0]).standing;
            let one_rung_lower = relaxed.requirement == "title" && relaxed.kind == RelaxationKind::OneLevelLower;
            prop_assert!(after <= before || one_rung_lower, "{} {:?}", relaxed.requirement, relaxed.kind);
            prop_assert!(before != Standing::Ready || after == Standing::Ready || one_rung_lower);
        }
    }
}
