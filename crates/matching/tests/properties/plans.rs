//! The plan chosen is the best of all there are.

use proptest::prelude::*;
use vocabulary::Outcome;

use crate::asking::Asking;
use crate::invented::{as_of, config, linguist, tested_twice, uneven, vacancy};
use crate::languages::best;

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_courses_chosen_are_the_best_of_all_sets(
        facts in prop_oneof![2 => linguist().boxed(), 1 => uneven().boxed()],
        vacancy in prop_oneof![2 => vacancy().boxed(), 1 => tested_twice().boxed()],
        config in config(0..9),
    ) {
        let ranked = Asking::new(&vacancy, &config, true).alone("c0", &(facts.clone(), None));
        let (outcomes, courses) = best(&facts, &vacancy, &config.courses, as_of());
        let codes: Vec<String> = vacancy.languages.iter().map(|must| must.rule_code()).collect();
        let told: Vec<Outcome> = codes
            .iter()
            .map(|code| ranked.rules.iter().find(|rule| rule.code == *code).expect("every must is told").outcome)
            .collect();
        prop_assert_eq!(&told, &outcomes, "{:?} with {:?}", codes, courses);
        if outcomes.contains(&Outcome::ByPlan) {
            let plan = ranked.plan.expect("what is met by plan has one");
            let chosen: Vec<String> = plan.courses.iter().map(|course| course.id.to_string()).collect();
            prop_assert_eq!(chosen, courses);
        }
    }
}
