//! Better facts never worsen a standing, and fewer facts never turn a requirement that is not met into one that is.

use matching::facts::{Facts, FreeText, KnownLanguage, Settings};
use matching::requirements::{LanguageAlternative, LanguageRequirement, Requirements};
use matching::rule_config::PlanCourse;
use proptest::prelude::*;
use vocabulary::{
    Date, Evidence, Level, Months, Outcome, RequiredBy, Shift, SourceKind, Standing, TitleStatus, WorkPermission,
};

use crate::generated::{built_in_config, config, nothing_asked, person, read, vacancy};
use crate::vacancy_ranker::VacancyRanker;

/// The values that can be raised without stating a new fact.
const RAISES: [&str; 15] = [
    "level",
    "evidence",
    "status",
    "months",
    "last_practised",
    "regions",
    "settings",
    "shifts",
    "hours_min",
    "hours_max",
    "available_from",
    "minimum_pay",
    "contract_min_months",
    "lowest_title",
    "work_permission",
];

/// The same candidate with one value raised; `which` chooses among several of a kind. `None` when there is none.
fn with_raise(facts: &Facts, raise: &str, which: usize) -> Option<Facts> {
    fn one<T>(all: &mut [T], which: usize) -> Option<&mut T> {
        let count = all.len().max(1);
        all.get_mut(which % count)
    }
    let mut better = facts.clone();
    match raise {
        "level" => {
            let known = one(&mut better.languages, which)?;
            known.level = *Level::ALL.get(known.level as usize + which / 7 % 2)?;
        }
        // Of all that is said of one language and skill: a test of less than what is declared beside it raises a question.
        "evidence" => {
            let KnownLanguage { language, skill, .. } = *one(&mut better.languages, which)?;
            let of_both =
                better.languages.iter_mut().filter(|known| (known.language, known.skill) == (language, skill));
            of_both.for_each(|known| known.evidence = Evidence::Tested);
        }
        "status" => {
            let status = one(&mut better.titles, which)?.status.as_mut()?;
            *status = TitleStatus::ALL.get(*status as usize + which / 7 % 2).copied()?;
        }
        "months" => {
            let (_, months) = one(&mut better.experience.as_mut()?.months, which)?;
            *months = Months::new(u32::from(months.count()) + 12)?;
        }
        "last_practised" => *better.last_practised.as_mut()? = read("2027-03-30"),
        "regions" if !better.regions.is_empty() => better.regions.push(read("BE2")),
        "regions" => return None,
        "settings" => *better.settings.as_mut()? = Settings::Any,
        "shifts" => *better.shifts.as_mut()? = Shift::ALL.iter().copied().collect(),
        "hours_min" => *better.hours_min.as_mut()? = read("0"),
        "hours_max" => *better.hours_max.as_mut()? = read("60"),
        "available_from" => *better.available_from.as_mut()? = read("2027-03-01"),
        "minimum_pay" => *better.minimum_pay.as_mut()? = read("0"),
        "contract_min_months" => *better.contract_min_months.as_mut()? = Months::default(),
        "lowest_title" => *better.lowest_title.as_mut()? = read("care-assistant"),
        "work_permission" => *better.work_permission.as_mut()? = WorkPermission::Free,
        other => unreachable!("{other} is not among the raises"),
    }
    Some(better)
}

const CELLS: [&str; 16] = [
    "titles",
    "lowest_title",
    "experience",
    "last_practised",
    "languages",
    "languages_complete",
    "regions",
    "settings",
    "shifts",
    "hours_min",
    "hours_max",
    "available_from",
    "minimum_pay",
    "contract_min_months",
    "driving_licence",
    "work_permission",
];

/// The same candidate with one cell empty.
fn with_empty_cell(facts: &Facts, cell: &str) -> Facts {
    let mut less = facts.clone();
    match cell {
        "titles" => less.titles.clear(),
        "lowest_title" => less.lowest_title = None,
        "experience" => less.experience = None,
        "last_practised" => less.last_practised = None,
        "languages" => less.languages.clear(),
        "languages_complete" => less.languages_complete = false,
        "regions" => less.regions.clear(),
        "settings" => less.settings = None,
        "shifts" => less.shifts = None,
        "hours_min" => less.hours_min = None,
        "hours_max" => less.hours_max = None,
        "available_from" => less.available_from = None,
        "minimum_pay" => less.minimum_pay = None,
        "contract_min_months" => less.contract_min_months = None,
        "driving_licence" => less.driving_licence = None,
        "work_permission" => less.work_permission = None,
        other => unreachable!("{other} is not among the cells"),
    }
    less
}

fn standing(ranker: &VacancyRanker<'_>, facts: &Facts) -> Standing {
    ranker.rank_alone("c0", &(facts.clone(), None::<FreeText>)).standing
}

/// Whether the length of procedures decides about this candidate's start only once more is known of the title:
/// outstanding procedures count "as far as the lengths and the cells are known", so a title that changes from unknown
/// to met brings its procedures with it.
fn start_depends_on_title(ranker: &VacancyRanker<'_>, vacancy: &Requirements, facts: &Facts) -> bool {
    vacancy.start_until.is_some() && ranker.outcomes(facts).get("title") == Some(&Outcome::Unknown)
}

/// Two courses that don't fit together: a complete list of languages makes the one that isn't listed reachable, and it
/// takes the time. Where the list isn't complete that language is unknown, and the time is left to the other course.
#[test]
fn a_language_that_is_unknown_leaves_the_time_of_its_course_to_another_language() {
    let course = |language, to, ends| PlanCourse {
        id: read(language),
        language: read(language),
        from: None,
        to,
        starts: read("2027-03-31"),
        ends: read(ends),
        hours: 120,
        price: read("100"),
        invented: true,
    };
    let mut config = built_in_config();
    config.courses = vec![course("nl", Level::A2, "2027-05-17"), course("fr", Level::A1, "2027-04-20")];
    let required = |language, level| LanguageRequirement {
        alternatives: vec![LanguageAlternative {
            language: read(language),
            skill: None,
            level,
            by: RequiredBy::Start,
        }],
    };
    let vacancy = Requirements {
        languages: vec![required("fr", Level::A1), required("nl", Level::A2)],
        start_until: Some(read("2027-06-30")),
        ..nothing_asked()
    };
    let ranker = VacancyRanker::new(&vacancy, &config, true);
    let dutch = KnownLanguage {
        language: read("nl"),
        skill: None,
        level: Level::A1,
        evidence: Evidence::Declared,
        source: SourceKind::OwnWord,
    };
    let outcomes = |languages_complete| {
        let facts = Facts { languages: vec![dutch], languages_complete, ..Facts::default() };
        let outcomes = ranker.outcomes(&facts);
        (outcomes["language.fr"], outcomes["language.nl"])
    };
    assert_eq!(outcomes(true), (Outcome::ByPlan, Outcome::NotMet));
    assert_eq!(outcomes(false), (Outcome::Unknown, Outcome::ByPlan));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn raising_a_stated_value_never_worsens_a_standing(
        facts in person(), vacancy in vacancy(), config in config(0..6), with_plans: bool, which in 0usize..70,
    ) {
        let ranker = VacancyRanker::new(&vacancy, &config, with_plans);
        let before = standing(&ranker, &facts);
        for raise in RAISES {
            let Some(better) = with_raise(&facts, raise, which) else { continue };
            if raise == "status" && with_plans && start_depends_on_title(&ranker, &vacancy, &facts) {
                continue;
            }
            let after = standing(&ranker, &better);
            prop_assert!(after <= before, "{}: {:?} became {:?} for {:?}", raise, before, after, better);
        }
    }

    #[test]
    fn emptying_a_cell_never_turns_not_met_into_met(
        facts in person(), vacancy in vacancy(), config in config(0..6), with_plans: bool,
    ) {
        let ranker = VacancyRanker::new(&vacancy, &config, with_plans);
        let before = ranker.outcomes(&facts);
        for cell in CELLS {
            let after = ranker.outcomes(&with_empty_cell(&facts, cell));
            // A language that was met by plan and is now unknown or out of reach leaves the time of its course to the
            // course of another language: without a complete list of languages, one that isn't listed is unknown.
            let gives_up_a_course = before.iter().any(|(rule, outcome)| {
                rule.starts_with("language.") && *outcome == Outcome::ByPlan && after.get(rule) != Some(outcome)
            });
            for (rule, outcome) in &before {
                // With plans, `start` counts procedures as far as the cells are known: without the title or the
                // permission, procedures that end too late are unknown.
                if with_plans && rule == "start" && ["titles", "work_permission"].contains(&cell) {
                    continue;
                }
                let now = after.get(rule);
                // An empty list of languages that is complete states that there are none.
                let states_none = cell == "languages" && facts.languages_complete;
                let excused = states_none || gives_up_a_course && rule.starts_with("language.");
                let better = now == Some(&Outcome::Met) || now == Some(&Outcome::ByPlan) && !excused;
                let improved = *outcome == Outcome::NotMet && better;
                prop_assert!(!improved, "{}: {} not met became {:?}", cell, rule, now);
            }
        }
    }

    #[test]
    fn with_plans_titles_and_languages_are_never_worse_than_without(
        facts in person(), vacancy in vacancy(), config in config(0..8),
    ) {
        let without = VacancyRanker::new(&vacancy, &config, false).outcomes(&facts);
        let with = VacancyRanker::new(&vacancy, &config, true).outcomes(&facts);
        // Of several alternatives, one may be unknown and another within reach of a course: then the plan is
        // reported.
        let alternatives = |rule: &str| {
            let requirement = vacancy.languages.iter().find(|requirement| requirement.rule_code() == rule);
            requirement.map_or(facts.titles.len(), |requirement| requirement.alternatives.len())
        };
        for (rule, before) in without {
            let after = with[&rule];
            if rule == "title" || rule.starts_with("language.") {
                prop_assert!(after <= before, "{}: {:?} became {:?}", rule, before, after);
                let planned_away = before == Outcome::Unknown && after != Outcome::Unknown;
                prop_assert!(!planned_away || alternatives(&rule) > 1, "{}: unknown became {:?}", rule, after);
                prop_assert!((before == Outcome::Met) <= (after == Outcome::Met));
            } else if rule != "start" {
                prop_assert_eq!(after, before, "{} has nothing to do with plans", rule);
            }
        }
    }

    #[test]
    fn without_a_window_nothing_is_met_by_plan(facts in person(), vacancy in vacancy(), config in config(0..8)) {
        let vacancy = Requirements { start_from: None, start_until: None, ..vacancy };
        let planned = VacancyRanker::new(&vacancy, &config, true).outcomes(&facts);
        prop_assert_eq!(planned, VacancyRanker::new(&vacancy, &config, false).outcomes(&facts));
    }

    #[test]
    fn a_plan_ends_by_its_deadline(facts in person(), vacancy in vacancy(), config in config(0..8)) {
        let deadline: Option<Date> = vacancy.start_until.or(vacancy.start_from);
        let ranker = VacancyRanker::new(&vacancy, &config, true);
        let ranked = ranker.rank_alone("c0", &(facts, None));
        if let Some(plan) = ranked.plan {
            prop_assert!(Some(plan.ends) <= deadline, "{:?}", plan);
            let apart = plan.courses.windows(2).all(|pair| pair[0].ends < pair[1].starts);
            prop_assert!(apart, "one course at a time: {:?}", plan);
        }
    }
}
