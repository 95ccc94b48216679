//! The time between the as-of date and a vacancy's deadline, and what courses and procedures reach in it.
//!
//! A plan begins on the as-of date and ends by the vacancy's last day to start, or else its first day; a vacancy
//! without either has no plans. Courses have dates of their own and a candidate takes one at a time; procedures run
//! beside them.

use vocabulary::{Date, LanguageCode, Outcome, TitleStatus};

use crate::columns::later;
use crate::pay_grid::PayGrid;
use crate::requirements::Requirements;
use crate::rule_config::{PlanCourse, RuleConfig};

/// The time for a plan, and what courses reach in it.
#[derive(Debug, Clone)]
pub struct PlanningWindow {
    /// The day on which everything is judged.
    pub as_of: Date,
    /// The day by which a plan has to end; `None` when no plan is possible.
    pub deadline: Option<Date>,
    /// Whether plans count at all.
    pub with_plans: bool,
    /// The courses that begin and end in time, by first day, then code.
    pub(crate) courses: Vec<PlanCourse>,
}

impl PlanningWindow {
    /// The window of one vacancy. Linear in the courses.
    pub fn new(vacancy: &Requirements, config: &RuleConfig, as_of: Date, with_plans: bool) -> Self {
        let deadline = vacancy.start_until.or(vacancy.start_from).filter(|_| with_plans);
        let in_time =
            |course: &&PlanCourse| deadline.is_some_and(|deadline| course.starts >= as_of && course.ends <= deadline);
        let mut courses: Vec<PlanCourse> = config.courses.iter().filter(in_time).cloned().collect();
        courses.sort_by(|a, b| (a.starts, &a.id).cmp(&(b.starts, &b.id)));
        Self { as_of, deadline, with_plans, courses }
    }

    /// By lowest level stated (0: none at all), the level that courses taken one after another reach in a language.
    ///
    /// Eight passes over the courses, in order of their first day.
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

    /// The outcome of a title whose status is too low: not met when the known days miss the deadline, unknown when a
    /// step has no known length, else by plan.
    pub(crate) fn procedures(&self, config: &RuleConfig, title: &str, from: TitleStatus, to: TitleStatus) -> Outcome {
        let Some(deadline) = self.deadline else { return Outcome::NotMet };
        let (days, all_known) = config.days_between(title, from, to);
        if later(self.as_of, u64::from(days)) > deadline {
            Outcome::NotMet
        } else if all_known {
            Outcome::ByPlan
        } else {
            Outcome::Unknown
        }
    }
}

/// What rules and criteria may read beside the vacancy when they prepare their loops.
#[derive(Debug, Clone, Copy)]
pub struct RuleContext<'a> {
    /// The lists and figures of configuration.
    pub config: &'a RuleConfig,
    /// The as-of date, the deadline, and what courses and procedures reach by it.
    pub window: &'a PlanningWindow,
    /// The grid on which pay is compared; `None`: to the cent.
    pub pay_grid: Option<PayGrid>,
}
