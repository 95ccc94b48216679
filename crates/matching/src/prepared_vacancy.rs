//! A vacancy prepared for judging many candidates: checks, measures, and the relaxations whose impact is computed.

use vocabulary::{Code, Date, Evidence, LanguageCode, Millionths, Outcome, Standing};

use crate::columns::{ASPECTS, Columns, EVIDENCES, LanguageBytes, unlisted_byte};
use crate::criteria::{CRITERIA, Measure, Values};
use crate::outcome_bits::OutcomeBits;
use crate::pay_grid::PayGrid;
use crate::plan::CoursePlan;
use crate::planning_window::{PlanningWindow, RuleContext};
use crate::reason::CriterionPart;
use crate::requirement_impact::{Relaxation, relaxations};
use crate::requirements::Requirements;
use crate::rule_config::RuleConfig;
use crate::rules::{Check, LanguageCheck, RULES, Rule};
use crate::segment::Segment;
use crate::text::Query;
use crate::tie_breaker::TieBreaker;

/// A prepared vacancy. Preparing it is linear in its requirements and in the courses, and is done once per ranking.
pub struct PreparedVacancy {
    /// The vacancy itself.
    pub vacancy: Requirements,
    /// The as-of date, the deadline and the courses.
    pub window: PlanningWindow,
    /// The terms to find in texts.
    pub query: Query,
    /// The order of equal candidates.
    pub(crate) tie_breaker: TieBreaker,
    /// The grid on which pay is compared; `None`: to the cent.
    pub(crate) pay_grid: Option<PayGrid>,
    /// All checks, in the order in which reasons are reported.
    pub(crate) checks: Vec<Box<dyn Check>>,
    /// The positions of the checks that decide whether a candidate may be listed at all.
    pub(crate) gates: Vec<usize>,
    /// The positions of the checks that depend on the vacancy's title.
    pub(crate) title_dependent: Vec<usize>,
    /// The positions of the checks that are language requirements.
    pub(crate) languages: Vec<usize>,
    /// Whether a course for one language requirement may turn another that is not met into an unknown one: two
    /// requirements are about one language, and a test is required, which no course gives.
    pub(crate) plans_raise_questions: bool,
    /// The measures of the criteria with their weights: heaviest first, but costly ones last.
    pub(crate) measures: Vec<WeightedMeasure>,
    /// The relaxations of the requirements.
    pub(crate) relaxations: Vec<Relaxation>,
}

/// A measure and its weight.
pub(crate) struct WeightedMeasure {
    pub(crate) code: Code,
    pub(crate) weight: Millionths,
    pub(crate) measure: Box<dyn Measure>,
}

impl PreparedVacancy {
    /// Prepares a vacancy for a day, with or without plans, for readers who may know what candidates ask for. Equal
    /// candidates are ordered as in a ranking of files.
    pub fn new(vacancy: Requirements, query: Query, config: &RuleConfig, as_of: Date, with_plans: bool) -> Self {
        Self::prepare(vacancy, query, config, as_of, with_plans, None)
    }

    /// The same for an employer, who must not find out the least pay of a candidate: pay is compared on the grid of the
    /// rules.
    pub fn for_employer(
        vacancy: Requirements,
        query: Query,
        config: &RuleConfig,
        as_of: Date,
        with_plans: bool,
    ) -> Self {
        Self::prepare(vacancy, query, config, as_of, with_plans, Some(config.pay_grid))
    }

    /// The same with another order of equal candidates.
    pub fn with_tie_breaker(self, tie_breaker: TieBreaker) -> Self {
        Self { tie_breaker, ..self }
    }

    fn prepare(
        vacancy: Requirements,
        query: Query,
        config: &RuleConfig,
        as_of: Date,
        with_plans: bool,
        pay_grid: Option<PayGrid>,
    ) -> Self {
        let window = PlanningWindow::new(&vacancy, config, as_of, with_plans);
        let context = RuleContext { config, window: &window, pay_grid };
        let (rules, checks): (Vec<&dyn Rule>, Vec<Box<dyn Check>>) = RULES
            .iter()
            .flat_map(|rule| rule.checks(&vacancy, context).into_iter().map(|check| (*rule, check)))
            .unzip();
        let positions = |has: fn(&dyn Rule) -> bool| -> Vec<usize> {
            rules.iter().enumerate().filter(|(_, rule)| has(**rule)).map(|(position, _)| position).collect()
        };
        let (gates, title_dependent) = (positions(|rule| rule.is_gate()), positions(|rule| rule.depends_on_title()));
        let languages = (0..checks.len()).filter(|index| checks[*index].as_language().is_some()).collect();
        let plans_raise_questions = vacancy.languages_evidence == Evidence::Tested
            && window.deadline.is_some()
            && requires_a_language_twice(&vacancy);
        let mut measures: Vec<WeightedMeasure> = config
            .weights
            .iter()
            .filter_map(|(code, weight)| {
                let criterion = CRITERIA.iter().find(|criterion| code == criterion.code())?;
                let measure = criterion.measure(&vacancy, context, &query);
                Some(WeightedMeasure { code: code.clone(), weight: *weight, measure })
            })
            .collect();
        measures.sort_by_key(|weighted| (weighted.measure.is_costly(), std::cmp::Reverse(weighted.weight)));
        let relaxations = relaxations(&vacancy, &rules, &checks, context);
        Self {
            window,
            query,
            tie_breaker: TieBreaker::of_file(&vacancy.reference),
            pay_grid,
            checks,
            gates,
            title_dependent,
            languages,
            plans_raise_questions,
            measures,
            relaxations,
            vacancy,
        }
    }

    /// The columns from which counts, near misses and scores are computed, each once. The ranking benchmark compares
    /// the scan with the sum of these columns, and a test checks that no other column changes a result.
    pub fn columns_read(&self) -> Vec<crate::columns::Column> {
        let checks = self.checks.iter().flat_map(|check| check.columns_read());
        let measures = self.measures.iter().flat_map(|weighted| weighted.measure.columns_read());
        let mut columns: Vec<_> = Vec::new();
        for column in checks.chain(measures) {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        columns
    }

    /// The outcome of every check for the candidate in one row, by the loops that scan a block.
    pub(crate) fn outcomes(&self, people: &Columns, row: usize) -> Vec<Outcome> {
        // One buffer for all checks: it is long beside what they do with a single row.
        let mut outcome_bits = OutcomeBits::all(Outcome::Met);
        let mut outcomes = Vec::with_capacity(self.checks.len());
        for check in &self.checks {
            check.judge(people, row..row + 1, &mut outcome_bits);
            outcomes.push(outcome_bits.at(0));
        }
        let requirements: Vec<Option<&LanguageCheck>> =
            self.languages.iter().map(|position| Some(self.language(*position))).collect();
        let mut joint: Vec<Outcome> = self.languages.iter().map(|position| outcomes[*position]).collect();
        self.apply_joint_plan(people, row, &mut joint, &requirements);
        for (position, outcome) in self.languages.iter().zip(joint) {
            outcomes[*position] = outcome;
        }
        outcomes
    }

    /// Where a candidate has two or more language requirements that courses may change, judges them all by the
    /// courses that fit together and serve best. `outcomes` and `requirements` are in the order of
    /// [`PreparedVacancy::languages`]; a requirement may be left out.
    pub(crate) fn apply_joint_plan(
        &self,
        people: &Columns,
        row: usize,
        outcomes: &mut [Outcome],
        requirements: &[Option<&LanguageCheck>],
    ) {
        let changes = |(_, outcome): &(&Option<&LanguageCheck>, &mut Outcome)| self.may_change_by_plan(**outcome);
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
        for (outcome, joint) in outcomes.into_iter().zip(plan.outcomes) {
            *outcome = joint;
        }
    }

    /// Whether courses may have to serve several language requirements together.
    pub(crate) fn has_joint_plans(&self) -> bool {
        self.languages.len() > 1 && self.window.deadline.is_some()
    }

    /// Whether courses may change a language requirement with this outcome when several are judged together.
    pub(crate) fn may_change_by_plan(&self, outcome: Outcome) -> bool {
        outcome == Outcome::ByPlan || self.plans_raise_questions && outcome == Outcome::NotMet
    }

    /// The courses that serve the candidate in a row best, over all language requirements that are not met without a
    /// plan. Unknown ones are included: of several alternatives, one may be within reach of a course while another is
    /// unknown.
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

    /// The language requirement at a position of [`PreparedVacancy::languages`].
    pub(crate) fn language(&self, index: usize) -> &LanguageCheck {
        match self.checks[index].as_language() {
            Some(check) => check,
            None => unreachable!("`languages` holds the positions of language checks"),
        }
    }

    /// The standing that follows from outcomes.
    pub(crate) fn standing(&self, outcomes: &[Outcome]) -> Standing {
        if self.gates.iter().any(|gate| outcomes[*gate] != Outcome::Met) {
            return Standing::Excluded;
        }
        let count = |required| outcomes.iter().filter(|outcome| **outcome == required).count();
        Standing::of(count(Outcome::NotMet), count(Outcome::Unknown), count(Outcome::ByPlan))
    }

    /// The measures over the candidates of a segment, in the order of [`PreparedVacancy::measures`].
    pub(crate) fn measures_over<'a>(&'a self, people: &'a Segment) -> Vec<Values<'a>> {
        self.measures.iter().map(|weighted| weighted.measure.over(people)).collect()
    }

    /// The parts of the score of the candidate in one row, heaviest criterion first; `measures` are those over the
    /// candidate's segment.
    pub(crate) fn parts(&self, measures: &[Values<'_>], row: usize) -> Vec<CriterionPart> {
        let part = |(weighted, measure): (&WeightedMeasure, &Values<'_>)| {
            let mut value = [0];
            measure(row, &[0], &mut value);
            let value = Millionths::new(value[0]);
            let (code, weight) = (weighted.code.clone(), weighted.weight);
            CriterionPart { code, value, weight, part: weight.of(value) }
        };
        let mut parts: Vec<CriterionPart> = self.measures.iter().zip(measures).map(part).collect();
        parts.sort_by_key(|part| std::cmp::Reverse(part.weight));
        parts
    }
}

/// Whether two language requirements of a vacancy are about one language.
fn requires_a_language_twice(vacancy: &Requirements) -> bool {
    let alternatives = vacancy.languages.iter().flat_map(|requirement| &requirement.alternatives);
    let mut languages: Vec<LanguageCode> = alternatives.map(|alternative| alternative.language).collect();
    let all = languages.len();
    languages.sort_unstable();
    languages.dedup();
    languages.len() < all
}

/// The bytes of a language for the candidate in one row.
pub(crate) fn bytes_at(people: &Columns, language: LanguageCode, row: usize) -> LanguageBytes {
    let none = unlisted_byte(people.languages_complete[row] == 1);
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
