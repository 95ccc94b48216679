//! Plans: the courses that serve a candidate best, and the plan that is reported.

use std::collections::BTreeMap;

use serde::Serialize;
use vocabulary::{Code, Date, Euros, LanguageCode, Level, Outcome, TitleStatus};

use crate::columns::LanguageBytes;
use crate::planning_window::PlanningWindow;
use crate::rule_config::PlanCourse;
use crate::rules::{LanguageCheck, lowest_level, raise_levels};

/// The courses chosen for a candidate, and the outcomes of the language requirements with them.
#[derive(Debug, Clone)]
pub(crate) struct CoursePlan {
    /// The courses, in the order in which they are taken.
    pub(crate) courses: Vec<PlanCourse>,
    /// The outcome of each requirement, in the order of the vacancy.
    pub(crate) outcomes: Vec<Outcome>,
}

impl CoursePlan {
    /// Of the sets of courses that fit together, chooses the one that meets most of these requirements, then ends
    /// earliest, then costs least, then comes first by code.
    ///
    /// The search is exact. A state is the candidate's level in each language; levels only rise, so there are few
    /// states. Work: courses × states × the plans into a state that neither end earlier nor cost less than another.
    pub(crate) fn best(
        window: &PlanningWindow,
        requirements: &[&LanguageCheck],
        bytes: impl Fn(LanguageCode) -> LanguageBytes + Copy,
    ) -> Self {
        let mut languages: Vec<LanguageCode> = requirements
            .iter()
            .flat_map(|requirement| requirement.alternatives())
            .map(|alternative| alternative.language)
            .collect();
        languages.sort_unstable();
        languages.dedup();
        let initial: Vec<Option<u8>> = languages.iter().map(|language| lowest_level(bytes(*language))).collect();
        let mut states: BTreeMap<Vec<Option<u8>>, Vec<CourseSequence>> = BTreeMap::new();
        states.insert(initial.clone(), vec![CourseSequence::default()]);
        for (index, course) in window.courses.iter().enumerate() {
            let Some(position) = languages.iter().position(|language| *language == course.language) else { continue };
            let mut found = Vec::new();
            for (levels, plans) in &states {
                let is_open = levels[position].is_some_and(|level| {
                    level >= course.from.map_or(0, |from| from as u8) && level < course.to as u8
                });
                if !is_open {
                    continue;
                }
                for plan in plans.iter().filter(|plan| plan.ends.is_none_or(|ends| ends < course.starts)) {
                    let mut reached = levels.clone();
                    reached[position] = Some(course.to as u8);
                    found.push((reached, plan.with_course(index, course)));
                }
            }
            for (levels, plan) in found {
                keep_undominated(states.entry(levels).or_default(), plan, &window.courses);
            }
        }
        let outcomes = |levels: &[Option<u8>]| -> Vec<Outcome> {
            let after = |language: LanguageCode| {
                let position = languages.iter().position(|known| *known == language);
                let raised = position
                    .filter(|position| levels[*position] != initial[*position])
                    .and_then(|position| levels[position]);
                match raised.and_then(|level| Level::ALL.get(usize::from(level).wrapping_sub(1))) {
                    Some(level) => raise_levels(bytes(language), *level),
                    None => bytes(language),
                }
            };
            requirements.iter().map(|requirement| requirement.outcome_with_courses(bytes, after)).collect()
        };
        let best = states
            .iter()
            .flat_map(|(levels, plans)| {
                let outcomes = outcomes(levels);
                let met = outcomes.iter().filter(|outcome| **outcome == Outcome::ByPlan).count();
                plans.iter().map(move |plan| (met, plan.clone(), outcomes.clone()))
            })
            .min_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.order(&b.1, &window.courses)));
        match best {
            Some((_, plan, outcomes)) => {
                Self { courses: plan.courses.iter().map(|index| window.courses[*index].clone()).collect(), outcomes }
            }
            None => Self { courses: Vec::new(), outcomes: outcomes(&initial) },
        }
    }
}

/// The courses taken so far on the way to a state.
#[derive(Debug, Clone, Default)]
struct CourseSequence {
    courses: Vec<usize>,
    ends: Option<Date>,
    price: u64,
}

impl CourseSequence {
    fn with_course(&self, index: usize, course: &PlanCourse) -> Self {
        let mut courses = self.courses.clone();
        courses.push(index);
        Self { courses, ends: Some(course.ends), price: self.price + u64::from(course.price.cents()) }
    }

    /// Orders plans by end, then price, then the codes of their courses.
    fn order(&self, other: &Self, all: &[PlanCourse]) -> std::cmp::Ordering {
        (self.ends, self.price).cmp(&(other.ends, other.price)).then_with(|| self.codes(all).cmp(&other.codes(all)))
    }

    /// The codes of the courses, in the order in which they are taken.
    fn codes<'a>(&self, all: &'a [PlanCourse]) -> Vec<&'a Code> {
        self.courses.iter().map(|index| &all[*index].id).collect()
    }
}

/// Keeps a plan unless another one into the same state ends no later, costs no more and comes no later by code:
/// whatever follows, that other plan stays the better. Drops the kept plans that the new one dominates.
fn keep_undominated(plans: &mut Vec<CourseSequence>, plan: CourseSequence, all: &[PlanCourse]) {
    let dominates = |a: &CourseSequence, b: &CourseSequence| {
        a.ends <= b.ends && a.price <= b.price && a.codes(all) <= b.codes(all)
    };
    if plans.iter().any(|kept| dominates(kept, &plan)) {
        return;
    }
    plans.retain(|kept| !dominates(&plan, kept));
    plans.push(plan);
}

/// A plan as it is reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// Courses, in the order in which they are taken.
    pub courses: Vec<PlannedCourse>,
    /// Procedures, one after another, beside the courses.
    pub procedures: Vec<PlannedProcedure>,
    /// The day on which all courses and procedures have ended.
    pub ends: Date,
    /// The first day on which work could begin, as far as that is known.
    pub earliest_start: Date,
}

/// A course in a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlannedCourse {
    /// Its code.
    pub id: Code,
    /// Its first day.
    pub starts: Date,
    /// Its last day.
    pub ends: Date,
    /// Hours taught in total.
    pub hours: u32,
    /// Its price; in JSON a number of euros.
    #[serde(serialize_with = "as_number")]
    pub price: Euros,
    /// Whether it is invented, for a demonstration or a test.
    #[serde(skip)]
    pub invented: bool,
}

fn as_number<S: serde::Serializer>(price: &Euros, serializer: S) -> Result<S::Ok, S::Error> {
    match price.cents() {
        cents if cents % 100 == 0 => serializer.serialize_u32(cents / 100),
        cents => serializer.serialize_f64(f64::from(cents) / 100.0),
    }
}

/// A procedure in a plan. Its days are the length that sources give, not a promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlannedProcedure {
    /// The status before it.
    pub from: TitleStatus,
    /// The status after it.
    pub to: TitleStatus,
    /// Its length in days.
    pub days: u16,
}
