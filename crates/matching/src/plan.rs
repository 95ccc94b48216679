//! What courses and procedures can still make true before a deadline.
//!
//! A plan begins on the as-of date and ends by the vacancy's last day to start, else its first; without either there
//! is none. Courses have their own dates and one person takes one at a time; procedures run beside them.

use std::collections::BTreeMap;

use serde::Serialize;
use vocabulary::{Code, Date, Euros, LanguageCode, Level, Outcome, TitleStatus};

use crate::basis::{Basis, PlanCourse};
use crate::columns::{LanguageBytes, later};
use crate::requirements::Requirements;
use crate::rules::{LanguageCheck, lowest, raised};

/// The time that a plan has, and what courses reach in it.
#[derive(Debug, Clone)]
pub struct Prospects {
    /// The day on which everything is judged.
    pub as_of: Date,
    /// The day by which a plan must have ended; nothing: no plan is possible.
    pub deadline: Option<Date>,
    /// Whether plans count at all.
    pub with_plans: bool,
    /// The courses that begin and end in time, by first day and code.
    courses: Vec<PlanCourse>,
}

impl Prospects {
    /// The prospects of one vacancy. Linear in the courses.
    pub fn new(vacancy: &Requirements, basis: &Basis, as_of: Date, with_plans: bool) -> Self {
        let deadline = vacancy.start_until.or(vacancy.start_from).filter(|_| with_plans);
        let in_time =
            |course: &&PlanCourse| deadline.is_some_and(|deadline| course.starts >= as_of && course.ends <= deadline);
        let mut courses: Vec<PlanCourse> = basis.courses.iter().filter(in_time).cloned().collect();
        courses.sort_by(|a, b| (a.starts, &a.id).cmp(&(b.starts, &b.id)));
        Self { as_of, deadline, with_plans, courses }
    }

    /// By lowest level stated (0: none at all), the level that courses one after another reach in a language.
    ///
    /// Courses times eight: each course is looked at once, in order of its first day.
    pub fn reach(&self, language: LanguageCode) -> [u8; 8] {
        std::array::from_fn(|from| {
            let mut earliest: [Option<Date>; 8] = [None; 8];
            earliest[from] = self.as_of.pred_opt();
            for course in self.courses.iter().filter(|course| course.language == language) {
                let enters = course.from.map_or(0, |level| level as u8)..course.to as u8;
                let free = enters.filter_map(|level| earliest[usize::from(level)]).any(|end| end < course.starts);
                let to = &mut earliest[course.to as usize];
                if free && to.is_none_or(|end| course.ends < end) {
                    *to = Some(course.ends);
                }
            }
            let highest = earliest.iter().rposition(|end| end.is_some());
            highest.unwrap_or(from) as u8
        })
    }

    /// What becomes of a title that is short in status: not met when the known days miss the deadline, unknown when
    /// a step has no known length, else by plan.
    pub(crate) fn procedures(&self, basis: &Basis, title: &str, from: TitleStatus, to: TitleStatus) -> Outcome {
        let Some(deadline) = self.deadline else { return Outcome::NotMet };
        let (days, all_known) = basis.days_between(title, from, to);
        if later(self.as_of, u64::from(days)) > deadline {
            Outcome::NotMet
        } else if all_known {
            Outcome::ByPlan
        } else {
            Outcome::Unknown
        }
    }

    /// Of the sets of courses that fit together the one that meets most of these musts, then ends earliest, then
    /// costs least, then comes first by code.
    ///
    /// Exact. Levels only rise, so people's states are few: the work is courses × states × the plans into a state
    /// that neither end earlier nor cost less than another.
    pub(crate) fn best(
        &self,
        musts: &[&LanguageCheck],
        bytes: impl Fn(LanguageCode) -> LanguageBytes + Copy,
    ) -> CoursePlan {
        let mut languages: Vec<LanguageCode> =
            musts.iter().flat_map(|must| must.alternatives()).map(|ask| ask.language).collect();
        languages.sort_unstable();
        languages.dedup();
        let at_first: Vec<Option<u8>> = languages.iter().map(|language| lowest(bytes(*language))).collect();
        let mut states: BTreeMap<Vec<Option<u8>>, Vec<Candidate>> = BTreeMap::new();
        states.insert(at_first.clone(), vec![Candidate::default()]);
        for (index, course) in self.courses.iter().enumerate() {
            let Some(place) = languages.iter().position(|language| *language == course.language) else { continue };
            let mut found = Vec::new();
            for (levels, plans) in &states {
                let open = levels[place].is_some_and(|level| {
                    level >= course.from.map_or(0, |from| from as u8) && level < course.to as u8
                });
                if !open {
                    continue;
                }
                for plan in plans.iter().filter(|plan| plan.ends.is_none_or(|ends| ends < course.starts)) {
                    let mut reached = levels.clone();
                    reached[place] = Some(course.to as u8);
                    found.push((reached, plan.then(index, course)));
                }
            }
            for (levels, plan) in found {
                keep(states.entry(levels).or_default(), plan, &self.courses);
            }
        }
        let outcomes = |levels: &[Option<u8>]| -> Vec<Outcome> {
            let after = |language: LanguageCode| {
                let place = languages.iter().position(|known| *known == language);
                let risen = place.filter(|place| levels[*place] != at_first[*place]).and_then(|place| levels[place]);
                match risen.and_then(|level| Level::ALL.get(usize::from(level).wrapping_sub(1))) {
                    Some(level) => raised(bytes(language), *level),
                    None => bytes(language),
                }
            };
            musts.iter().map(|must| must.judged_again(bytes, after)).collect()
        };
        let best = states
            .iter()
            .flat_map(|(levels, plans)| {
                let outcomes = outcomes(levels);
                let met = outcomes.iter().filter(|outcome| **outcome == Outcome::ByPlan).count();
                plans.iter().map(move |plan| (met, plan.clone(), outcomes.clone()))
            })
            .min_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.order(&b.1, &self.courses)));
        match best {
            Some((_, plan, outcomes)) => CoursePlan {
                courses: plan.courses.iter().map(|index| self.courses[*index].clone()).collect(),
                outcomes,
            },
            None => CoursePlan { courses: Vec::new(), outcomes: outcomes(&at_first) },
        }
    }
}

/// Courses taken so far on the way to a state.
#[derive(Debug, Clone, Default)]
struct Candidate {
    courses: Vec<usize>,
    ends: Option<Date>,
    price: u64,
}

impl Candidate {
    fn then(&self, index: usize, course: &PlanCourse) -> Self {
        let mut courses = self.courses.clone();
        courses.push(index);
        Self { courses, ends: Some(course.ends), price: self.price + u64::from(course.price.cents()) }
    }

    /// Ends earliest, costs least, comes first by code.
    fn order(&self, other: &Self, all: &[PlanCourse]) -> std::cmp::Ordering {
        (self.ends, self.price).cmp(&(other.ends, other.price)).then_with(|| self.codes(all).cmp(&other.codes(all)))
    }

    /// The codes of its courses, in the order in which they are taken.
    fn codes<'a>(&self, all: &'a [PlanCourse]) -> Vec<&'a Code> {
        self.courses.iter().map(|index| &all[*index].id).collect()
    }
}

/// Keeps a plan unless another into the same state ends no later, costs no more and comes no later by code: whatever
/// follows, that one stays the better. Drops those that it betters.
fn keep(plans: &mut Vec<Candidate>, plan: Candidate, all: &[PlanCourse]) {
    let betters =
        |a: &Candidate, b: &Candidate| a.ends <= b.ends && a.price <= b.price && a.codes(all) <= b.codes(all);
    if plans.iter().any(|kept| betters(kept, &plan)) {
        return;
    }
    plans.retain(|kept| !betters(&plan, kept));
    plans.push(plan);
}

/// The courses chosen for somebody, and what they make of each must.
#[derive(Debug, Clone)]
pub(crate) struct CoursePlan {
    /// In the order in which they are taken.
    pub(crate) courses: Vec<PlanCourse>,
    /// By must, in the order asked.
    pub(crate) outcomes: Vec<Outcome>,
}

/// A plan as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// Courses, in the order in which they are taken.
    pub courses: Vec<PlannedCourse>,
    /// Procedures, one after another, beside the courses.
    pub procedures: Vec<PlannedProcedure>,
    /// The day on which everything has ended.
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
    /// Hours taught in all.
    pub hours: u32,
    /// What it costs; in JSON a number of euros.
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

/// A procedure in a plan. Its days are what sources say of its length, no promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlannedProcedure {
    /// From this status.
    pub from: TitleStatus,
    /// To this one.
    pub to: TitleStatus,
    /// How many days.
    pub days: u16,
}
