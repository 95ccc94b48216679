//! A vacancy made ready to be asked of many people: checks, measures, and the relaxed requirements whose cost is asked.

use vocabulary::{Code, Date, Evidence, LanguageCode, Millionths, Outcome, Standing};

use crate::columns::{ASPECTS, Columns, EVIDENCES, LanguageBytes, unlisted};
use crate::criteria::{CRITERIA, Measure};
use crate::plan::CoursePlan;
use crate::planning_window::{PlanningWindow, RuleContext};
use crate::reason::CriterionPart;
use crate::requirement_impact::{Relaxation, relaxations};
use crate::requirements::Requirements;
use crate::rule_config::RuleConfig;
use crate::rules::{Check, LanguageCheck, RULES, Rule};
use crate::segment::Segment;
use crate::text::Query;

/// A vacancy made ready. Making it is linear in what the vacancy asks and in the courses; it is done once a ranking.
pub struct PreparedVacancy {
    /// The vacancy itself.
    pub vacancy: Requirements,
    /// The day, the deadline and the courses.
    pub window: PlanningWindow,
    /// What is looked for in texts.
    pub query: Query,
    /// Every check, in the order in which reasons are told.
    pub(crate) checks: Vec<Box<dyn Check>>,
    /// Which of them decide whether a person may be listed at all.
    pub(crate) gates: Vec<usize>,
    /// Which of them depend on the vacancy's title.
    pub(crate) title_dependent: Vec<usize>,
    /// Which of them are language requirements.
    pub(crate) languages: Vec<usize>,
    /// Whether a course for one language must may turn another that is not met into a question: both look at one
    /// language, and a test is asked, which no course gives.
    pub(crate) questions_by_plan: bool,
    /// Criteria with their weights, heaviest first, costly ones last.
    pub(crate) measures: Vec<WeightedMeasure>,
    /// The requirements whose cost is asked.
    pub(crate) relaxations: Vec<Relaxation>,
}

/// A measure and how much it counts.
pub(crate) struct WeightedMeasure {
    pub(crate) code: Code,
    pub(crate) weight: Millionths,
    pub(crate) measure: Box<dyn Measure>,
}

impl PreparedVacancy {
    /// Makes a vacancy ready to be asked on a day, with or without plans.
    pub fn new(vacancy: Requirements, query: Query, config: &RuleConfig, as_of: Date, with_plans: bool) -> Self {
        let window = PlanningWindow::new(&vacancy, config, as_of, with_plans);
        let context = RuleContext { config, window: &window };
        let (rules, checks): (Vec<&dyn Rule>, Vec<Box<dyn Check>>) = RULES
            .iter()
            .flat_map(|rule| rule.checks(&vacancy, context).into_iter().map(|check| (*rule, check)))
            .unzip();
        let positions = |has: fn(&dyn Rule) -> bool| -> Vec<usize> {
            rules.iter().enumerate().filter(|(_, rule)| has(**rule)).map(|(position, _)| position).collect()
        };
        let (gates, title_dependent) = (positions(|rule| rule.is_gate()), positions(|rule| rule.depends_on_title()));
        let languages = (0..checks.len()).filter(|index| checks[*index].as_language().is_some()).collect();
        let questions_by_plan = vacancy.languages_evidence == Evidence::Tested
            && window.deadline.is_some()
            && asks_a_language_twice(&vacancy);
        let mut measures: Vec<WeightedMeasure> = config
            .weights
            .iter()
            .filter_map(|(code, weight)| {
                let criterion = CRITERIA.iter().find(|criterion| code == criterion.code())?;
                let measure = criterion.measure(&vacancy, context, &query);
                Some(WeightedMeasure { code: code.clone(), weight: *weight, measure })
            })
            .collect();
        measures.sort_by_key(|weighed| (weighed.measure.is_costly(), std::cmp::Reverse(weighed.weight)));
        let relaxations = relaxations(&vacancy, &rules, &checks, context);
        Self {
            window,
            query,
            checks,
            gates,
            title_dependent,
            languages,
            questions_by_plan,
            measures,
            relaxations,
            vacancy,
        }
    }

    /// Every column that counts, near misses and scores are made from, each once.
    pub fn reads(&self) -> Vec<crate::columns::Column> {
        let checks = self.checks.iter().flat_map(|check| check.reads());
        let measures = self.measures.iter().flat_map(|weighed| weighed.measure.reads());
        let mut columns: Vec<_> = Vec::new();
        for column in checks.chain(measures) {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        columns
    }

    /// The outcome of every check for the person in one row, by the same loops that scan many.
    pub(crate) fn outcomes(&self, people: &Columns, row: usize) -> Vec<Outcome> {
        let mut outcomes: Vec<Outcome> = self.checks.iter().map(|check| check.outcome(people, row)).collect();
        let requirements: Vec<Option<&LanguageCheck>> =
            self.languages.iter().map(|position| Some(self.language(*position))).collect();
        let mut fitted: Vec<Outcome> = self.languages.iter().map(|position| outcomes[*position]).collect();
        self.fit_languages(people, row, &mut fitted, &requirements);
        for (position, outcome) in self.languages.iter().zip(fitted) {
            outcomes[*position] = outcome;
        }
        outcomes
    }

    /// Where somebody has two or more language requirements that courses may change, judges them all by the courses that fit
    /// together and serve best. `outcomes` and `requirements` stand in the order of [`PreparedVacancy::languages`]; a must may be left
    /// out.
    pub(crate) fn fit_languages(
        &self,
        people: &Columns,
        row: usize,
        outcomes: &mut [Outcome],
        requirements: &[Option<&LanguageCheck>],
    ) {
        let changes = |(_, outcome): &(&Option<&LanguageCheck>, &mut Outcome)| self.changes_by_plan(**outcome);
        let (requirements, outcomes): (Vec<&LanguageCheck>, Vec<&mut Outcome>) = requirements
            .iter()
            .zip(outcomes)
            .filter(changes)
            .filter_map(|(requirement, outcome)| Some(((*requirement)?, outcome)))
            .unzip();
        if requirements.len() < 2 {
            return;
        }
        let plan = CoursePlan::best(&self.window, &requirements, |language| bytes_at(people, language, row));
        for (outcome, fitted) in outcomes.into_iter().zip(plan.outcomes) {
            *outcome = fitted;
        }
    }

    /// Whether there may be several language requirements that courses have to serve together.
    pub(crate) fn has_joint_plans(&self) -> bool {
        self.languages.len() > 1 && self.window.deadline.is_some()
    }

    /// Whether courses may make something else of a language must with this outcome, when several are looked at
    /// together.
    pub(crate) fn changes_by_plan(&self, outcome: Outcome) -> bool {
        outcome == Outcome::ByPlan || self.questions_by_plan && outcome == Outcome::NotMet
    }

    /// The courses that serve the person in a row best, over all language requirements that are not met without. One of
    /// several alternatives may be within a plan's reach while another is unknown, so these count too.
    pub(crate) fn courses(&self, people: &Columns, row: usize) -> CoursePlan {
        let bytes = |language| bytes_at(people, language, row);
        let requirements: Vec<&LanguageCheck> = self
            .languages
            .iter()
            .map(|index| self.language(*index))
            .filter(|requirement| requirement.compare(bytes) != Outcome::Met)
            .collect();
        CoursePlan::best(&self.window, &requirements, bytes)
    }

    /// The language must at a position of [`PreparedVacancy::languages`].
    pub(crate) fn language(&self, index: usize) -> &LanguageCheck {
        match self.checks[index].as_language() {
            Some(check) => check,
            None => unreachable!("`languages` holds the positions of language checks"),
        }
    }

    /// The standing that outcomes give.
    pub(crate) fn standing(&self, outcomes: &[Outcome]) -> Standing {
        if self.gates.iter().any(|gate| outcomes[*gate] != Outcome::Met) {
            return Standing::Excluded;
        }
        let count = |asked| outcomes.iter().filter(|outcome| **outcome == asked).count();
        Standing::of(count(Outcome::NotMet), count(Outcome::Unknown), count(Outcome::ByPlan))
    }

    /// What the score of the person in one row is made of, heaviest criterion first.
    pub(crate) fn parts(&self, people: &Segment, row: usize) -> Vec<CriterionPart> {
        let part = |weighed: &WeightedMeasure| {
            let mut value = [0];
            weighed.measure.over(people)(row, &[0], &mut value);
            let value = Millionths::new(value[0]);
            let (code, weight) = (weighed.code.clone(), weighed.weight);
            CriterionPart { code, value, weight, part: weight.of(value) }
        };
        let mut parts: Vec<CriterionPart> = self.measures.iter().map(part).collect();
        parts.sort_by_key(|part| std::cmp::Reverse(part.weight));
        parts
    }
}

/// Whether two language requirements of a vacancy look at one language.
fn asks_a_language_twice(vacancy: &Requirements) -> bool {
    let asks = vacancy.languages.iter().flat_map(|requirement| &requirement.alternatives);
    let mut languages: Vec<LanguageCode> = asks.map(|ask| ask.language).collect();
    let all = languages.len();
    languages.sort_unstable();
    languages.dedup();
    languages.len() < all
}

/// A language's bytes of the person in one row.
pub(crate) fn bytes_at(people: &Columns, language: LanguageCode, row: usize) -> LanguageBytes {
    let none = unlisted(people.languages_complete[row] == 1);
    let mut bytes = [[none; EVIDENCES]; ASPECTS];
    for (aspect, by_evidence) in bytes.iter_mut().enumerate() {
        for (byte, evidence) in by_evidence.iter_mut().zip(vocabulary::Evidence::ALL) {
            if let Some(column) = people.language(language, aspect, *evidence) {
                *byte = column[row];
            }
        }
    }
    bytes
}
