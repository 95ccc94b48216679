//! What each must costs, held against ranking the relaxed vacancy anew.

use std::collections::BTreeMap;

use matching::facts::{Facts, HeldTitle, KnownLanguage};
use matching::ranking::Counts;
use matching::requirement_impact::RelaxationKind;
use matching::requirements::{LanguageAlternative, LanguageRequirement};
use matching::rule_config::PlanCourse;
use matching::{Requirements, RuleConfig};
use proptest::prelude::*;
use vocabulary::{Evidence, Months, RequiredBy, Standing, TitleStatus, WorkPermission};

use crate::asking::{Asking, crowd};
use crate::invented::{Invented, REFERENCE, as_of, config, nothing_asked, people, read, tested_twice, vacancy};

/// A vacancy with one must made easier, and whether everybody is taken to accept every rung of the ladder.
struct Relaxed {
    must: String,
    easier: RelaxationKind,
    vacancy: Requirements,
    any_rung: bool,
}

/// What makes a vacancy ask less.
type Change<'a> = dyn Fn(&mut Requirements) + 'a;

/// Every way in which a must of a vacancy can be made easier, as the formats tell it.
fn relaxed(vacancy: &Requirements, ladder: &[vocabulary::Code]) -> Vec<Relaxed> {
    let mut all = Vec::new();
    let mut add = |must: &str, easier, change: &Change<'_>| {
        let mut vacancy = vacancy.clone();
        change(&mut vacancy);
        all.push(Relaxed { must: must.to_owned(), easier, vacancy, any_rung: must == "lower-title" });
    };
    let asked = vacancy.title.as_ref().expect("every vacancy asks a title");
    let rung = ladder.iter().position(|title| title == asked);
    add("title", RelaxationKind::Without, &|vacancy| vacancy.title = None);
    if let Some(below) = rung.and_then(|rung| rung.checked_sub(1)) {
        add("title", RelaxationKind::OneLevelLower, &|vacancy| vacancy.title = Some(ladder[below].clone()));
    }
    if vacancy.title_by == RequiredBy::Application {
        add("title", RelaxationKind::AtStart, &|vacancy| vacancy.title_by = RequiredBy::Start);
    }
    // Nobody stands above the highest rung.
    if rung.is_some_and(|rung| rung + 1 < ladder.len()) {
        add("lower-title", RelaxationKind::Without, &|_| {});
    }
    for (position, must) in vacancy.languages.iter().enumerate() {
        let code = must.rule_code();
        add(&code, RelaxationKind::Without, &|vacancy| drop(vacancy.languages.remove(position)));
        if must.alternatives.iter().any(|ask| ask.level.one_lower().is_some()) {
            add(&code, RelaxationKind::OneLevelLower, &|vacancy| {
                let asks = &mut vacancy.languages[position].alternatives;
                asks.iter_mut().for_each(|ask| ask.level = ask.level.one_lower().unwrap_or(ask.level));
            });
        }
        if must.alternatives.iter().any(|ask| ask.by == RequiredBy::Application) {
            add(&code, RelaxationKind::AtStart, &|vacancy| {
                vacancy.languages[position].alternatives.iter_mut().for_each(|ask| ask.by = RequiredBy::Start);
            });
        }
    }
    let none = Months::default();
    let without: [(&str, bool, &Change<'_>); 11] = [
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
    for (must, asked, change) in without {
        if asked {
            add(must, RelaxationKind::Without, change);
        }
    }
    all
}

/// Who is ready, reachable and to verify.
fn open(counts: Counts) -> [i64; 3] {
    [counts.ready as i64, counts.reachable as i64, counts.to_verify as i64]
}

/// What each must costs, as it is told and as ranking each relaxed vacancy anew finds it.
fn costs(people: &[Invented], vacancy: &Requirements, config: &RuleConfig, with_plans: bool) -> [Costs; 2] {
    let asking = Asking::new(vacancy, config, with_plans);
    let answer = asking.all(&crowd(people));
    let before = open(answer.counts);
    let told: BTreeMap<(String, String), [i64; 3]> = answer
        .requirement_impacts
        .iter()
        .map(|cost| {
            let key = (cost.requirement.clone(), format!("{:?}", cost.relaxation));
            (key, [cost.ready, cost.reachable, cost.to_verify])
        })
        .collect();
    assert_eq!(told.len(), answer.requirement_impacts.len(), "each is told once");
    let mut expected = BTreeMap::new();
    for relaxed in relaxed(vacancy, &config.ladder) {
        let mut people: Vec<Invented> = people.to_vec();
        if relaxed.any_rung {
            people.iter_mut().for_each(|(facts, _)| facts.lowest_title = Some(read("care-assistant")));
        }
        let anew = Asking::new(&relaxed.vacancy, config, with_plans);
        let after = open(anew.all(&crowd(&people)).counts);
        let gained = std::array::from_fn(|position| after[position] - before[position]);
        expected.insert((relaxed.must, format!("{:?}", relaxed.easier)), gained);
    }
    [told, expected]
}

/// By must and how it is made easier: how many more would be ready, reachable, to verify.
type Costs = BTreeMap<(String, String), [i64; 3]>;

/// Somebody who fails two rules that ask for the title, and whose two languages are each within a course's reach, but not
/// both: without a title they would still fail one must.
#[test]
fn courses_have_to_fit_together_for_whoever_an_easier_title_lets_in() {
    let nurse = read("nurse-general-care");
    let known = |language: &str| KnownLanguage {
        language: read(language),
        skill: None,
        level: read("A2"),
        evidence: Evidence::Declared,
    };
    let person = Facts {
        titles: vec![HeldTitle { title: nurse, status: Some(TitleStatus::Declared) }],
        lowest_title: Some(read("nurse-general-care")),
        languages: vec![known("nl"), known("fr")],
        languages_complete: true,
        available_from: Some(as_of()),
        work_permission: Some(WorkPermission::Free),
        consent: Some(true),
        ..Facts::default()
    };
    let must = |language: &str| LanguageRequirement {
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
        languages: vec![must("nl"), must("fr")],
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
    let mut config = RuleConfig::new(&REFERENCE, &[]).expect("the built-in lists fit the columns");
    config.courses = vec![course("nl"), course("fr")];
    let [told, expected] = costs(&[(person, None)], &vacancy, &config, true);
    assert_eq!(told[&("title".to_owned(), "Without".to_owned())], [0, 0, 0]);
    assert_eq!(told, expected);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_a_must_costs_is_what_the_relaxed_vacancy_would_gain(
        people in people(1..40), vacancy in prop_oneof![2 => vacancy().boxed(), 1 => tested_twice().boxed()], config in config(0..7),
        with_plans: bool,
    ) {
        let [told, expected] = costs(&people, &vacancy, &config, with_plans);
        prop_assert_eq!(told, expected);
    }

    #[test]
    fn without_a_must_nobody_stands_lower(person in people(1), vacancy in vacancy(), config in config(0..7)) {
        let asking = Asking::new(&vacancy, &config, false);
        let before = asking.alone("c0", &person[0]).standing;
        for relaxed in relaxed(&vacancy, &config.ladder).into_iter().filter(|relaxed| !relaxed.any_rung) {
            // A title is more than its rule: with none asked, nobody is below it either.
            let after = Asking::new(&relaxed.vacancy, &config, false).alone("c0", &person[0]).standing;
            let title_lowered = relaxed.must == "title" && relaxed.easier == RelaxationKind::OneLevelLower;
            prop_assert!(after <= before || title_lowered, "{} {:?}", relaxed.must, relaxed.easier);
            prop_assert!(before != Standing::Ready || after == Standing::Ready || title_lowered);
        }
    }
}
