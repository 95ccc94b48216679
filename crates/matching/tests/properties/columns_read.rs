//! A ranking depends on no columns but those that it declares as read.

use matching::columns::{Column, Columns};
use matching::facts::{Facts, KnownLanguage};
use proptest::prelude::*;

use crate::generated::{config, person, vacancy};
use crate::vacancy_ranker::VacancyRanker;

/// Copies the columns of one candidate, but for those that are read and for languages.
fn copy_unread(from: Columns, to: &mut Columns, read: &[Column]) {
    macro_rules! copy {
        ($($column:ident: $field:ident),+) => {
            $(if !read.contains(&Column::$column) {
                to.$field = from.$field;
            })+
        };
    }
    copy!(
        LowestTitle: lowest_title, MonthsTotal: months_total,
        ExperienceKnown: experience_known, LastPractised: last_practised, Districts: districts, Settings: settings,
        Shifts: shifts, HoursMin: hours_min, HoursMax: hours_max, AvailableFrom: available_from,
        MinimumPay: minimum_pay, ContractMin: contract_min, DrivingLicence: driving_licence,
        WorkPermission: work_permission, Consent: consent, Placed: placed, SpecialismsWanted: specialisms_wanted
    );
    for (title, status) in from.status.into_iter().enumerate() {
        if !read.contains(&Column::Status(title)) {
            to.status[title] = status;
        }
    }
    for (specialism, months) in from.months_in.into_iter().enumerate() {
        if !read.contains(&Column::MonthsIn(specialism)) {
            to.months_in[specialism] = months;
        }
    }
}

/// The candidate's facts with the other one's assertions of the languages that are not read.
fn with_unread_languages(facts: &Facts, other: &Facts, read: &[Column]) -> Facts {
    let is_read = |known: &&KnownLanguage| {
        read.iter().any(|column| matches!(column, Column::Language(language, ..) if *language == known.language))
    };
    let own = facts.languages.iter().filter(is_read);
    let others = other.languages.iter().filter(|known| !is_read(known));
    Facts { languages: own.chain(others).copied().collect(), ..facts.clone() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn columns_that_are_not_read_change_no_outcome_and_no_score(
        facts in person(), other in person(), vacancy in vacancy(), config in config(0..6), with_plans: bool,
    ) {
        let ranker = VacancyRanker::new(&vacancy, &config, with_plans);
        let read = ranker.prepared.columns_read();
        let mixed = with_unread_languages(&facts, &other, &read);
        let expected = ranker.rank_alone("c0", &(facts, None));
        let ranked = ranker.rank_with_columns("c0", &(mixed, None), |columns| {
            copy_unread(ranker.columns(&other), columns, &read);
        });
        prop_assert_eq!(ranked.standing, expected.standing);
        prop_assert_eq!(ranked.score, expected.score);
        prop_assert_eq!(ranked.rules, expected.rules);
    }
}
