//! The chosen plan is the best of all possible plans.

use proptest::prelude::*;
use vocabulary::Outcome;

use crate::generated::{as_of, config, tested_dutch, uneven_dutch, unique_languages, vacancy};
use crate::languages::best_courses;
use crate::vacancy_ranker::VacancyRanker;

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_chosen_courses_are_the_best_of_all_sets(
        facts in prop_oneof![2 => unique_languages().boxed(), 1 => uneven_dutch().boxed()],
        vacancy in prop_oneof![2 => vacancy().boxed(), 1 => tested_dutch().boxed()],
        config in config(0..9),
    ) {
        let ranked = VacancyRanker::new(&vacancy, &config, true).rank_alone("c0", &(facts.clone(), None));
        let (outcomes, courses) = best_courses(&facts, &vacancy, &config.courses, as_of());
        let codes: Vec<String> = vacancy.languages.iter().map(|requirement| requirement.rule_code()).collect();
        let reported: Vec<Outcome> = codes
            .iter()
            .map(|code| ranked.rules.iter().find(|rule| rule.code == *code).expect("every requirement is reported").outcome)
            .collect();
        prop_assert_eq!(&reported, &outcomes, "{:?} with {:?}", codes, courses);
        if outcomes.contains(&Outcome::ByPlan) {
            let plan = ranked.plan.expect("what is met by plan has one");
            let chosen: Vec<String> = plan.courses.iter().map(|course| course.id.to_string()).collect();
            prop_assert_eq!(chosen, courses);
        }
    }
}
