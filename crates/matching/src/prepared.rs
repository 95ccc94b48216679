//! A vacancy made ready to be asked of many people: checks, measures, and the relaxed musts whose cost is asked.

use vocabulary::{Code, Date, Evidence, LanguageCode, Millionths, Outcome, Standing};

use crate::basis::Basis;
use crate::columns::{ASPECTS, Columns, EVIDENCES, LanguageBytes, unlisted};
use crate::criteria::{CRITERIA, Measure};
use crate::musts::{Relaxation, relaxations};
use crate::people::Segment;
use crate::plan::CoursePlan;
use crate::prospects::{Circumstances, Prospects};
use crate::reason::CriterionPart;
use crate::requirements::Requirements;
use crate::rules::{Check, LanguageCheck, RULES};
use crate::text::Query;

/// A vacancy made ready. Making it is linear in what the vacancy asks and in the courses; it is done once a ranking.
pub struct Prepared {
    /// The vacancy itself.
    pub vacancy: Requirements,
    /// The day, the deadline and the courses.
    pub prospects: Prospects,
    /// What is looked for in texts.
    pub query: Query,
    /// Every check, in the order in which reasons are told.
    pub(crate) checks: Vec<Box<dyn Check>>,
    /// Which of them decide whether a person may be listed at all.
    pub(crate) gates: Vec<usize>,
    /// Which of them are language musts.
    pub(crate) languages: Vec<usize>,
    /// Whether a course for one language must may turn another that is not met into a question: both look at one
    /// language, and a test is asked, which no course gives.
    pub(crate) questions_by_plan: bool,
    /// Criteria with their weights, heaviest first, costly ones last.
    pub(crate) measures: Vec<Weighed>,
    /// The musts whose cost is asked.
    pub(crate) relaxations: Vec<Relaxation>,
}

/// A measure and how much it counts.
pub(crate) struct Weighed {
    pub(crate) code: Code,
    pub(crate) weight: Millionths,
    pub(crate) measure: Box<dyn Measure>,
}

impl Prepared {
    /// Makes a vacancy ready to be asked on a day, with or without plans.
    pub fn new(vacancy: Requirements, query: Query, basis: &Basis, as_of: Date, with_plans: bool) -> Self {
        let prospects = Prospects::new(&vacancy, basis, as_of, with_plans);
        let circumstances = Circumstances { basis, prospects: &prospects };
        let mut checks: Vec<Box<dyn Check>> = Vec::new();
        let mut gates = Vec::new();
        for rule in RULES {
            for check in rule.checks(&vacancy, circumstances) {
                if matches!(rule.code(), "consent" | "availability") {
                    gates.push(checks.len());
                }
                checks.push(check);
            }
        }
        let languages = (0..checks.len()).filter(|index| checks[*index].as_language().is_some()).collect();
        let questions_by_plan =
            vacancy.languages_evidence == Evidence::Tested && prospects.deadline.is_some() && one_twice(&vacancy);
        let mut measures: Vec<Weighed> = basis
            .weights
            .iter()
            .filter_map(|(code, weight)| {
                let criterion = CRITERIA.iter().find(|criterion| code == criterion.code())?;
                let measure = criterion.measure(&vacancy, circumstances, &query);
                Some(Weighed { code: code.clone(), weight: *weight, measure })
            })
            .collect();
        measures.sort_by_key(|weighed| (weighed.measure.is_costly(), std::cmp::Reverse(weighed.weight)));
        let relaxations = relaxations(&vacancy, &checks, circumstances);
        Self { prospects, query, checks, gates, languages, questions_by_plan, measures, relaxations, vacancy }
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
        let musts: Vec<Option<&LanguageCheck>> =
            self.languages.iter().map(|place| Some(self.language(*place))).collect();
        let mut fitted: Vec<Outcome> = self.languages.iter().map(|place| outcomes[*place]).collect();
        self.fit_languages(people, row, &mut fitted, &musts);
        for (place, outcome) in self.languages.iter().zip(fitted) {
            outcomes[*place] = outcome;
        }
        outcomes
    }

    /// Where somebody has two or more language musts that courses may change, judges them all by the courses that fit
    /// together and serve best. `outcomes` and `musts` stand in the order of [`Prepared::languages`]; a must may be left
    /// out.
    pub(crate) fn fit_languages(
        &self,
        people: &Columns,
        row: usize,
        outcomes: &mut [Outcome],
        musts: &[Option<&LanguageCheck>],
    ) {
        let changes = |(_, outcome): &(&Option<&LanguageCheck>, &mut Outcome)| self.changes_by_plan(**outcome);
        let (musts, outcomes): (Vec<&LanguageCheck>, Vec<&mut Outcome>) = musts
            .iter()
            .zip(outcomes)
            .filter(changes)
            .filter_map(|(must, outcome)| Some(((*must)?, outcome)))
            .unzip();
        if musts.len() < 2 {
            return;
        }
        let plan = CoursePlan::best(&self.prospects, &musts, |language| bytes_at(people, language, row));
        for (outcome, fitted) in outcomes.into_iter().zip(plan.outcomes) {
            *outcome = fitted;
        }
    }

    /// Whether there may be several language musts that courses have to serve together.
    pub(crate) fn courses_hang_together(&self) -> bool {
        self.languages.len() > 1 && self.prospects.deadline.is_some()
    }

    /// Whether courses may make something else of a language must with this outcome, when several are looked at
    /// together.
    pub(crate) fn changes_by_plan(&self, outcome: Outcome) -> bool {
        outcome == Outcome::ByPlan || self.questions_by_plan && outcome == Outcome::NotMet
    }

    /// The courses that serve the person in a row best, over all language musts that are not met without. One of
    /// several alternatives may be within a plan's reach while another is unknown, so these count too.
    pub(crate) fn courses(&self, people: &Columns, row: usize) -> CoursePlan {
        let bytes = |language| bytes_at(people, language, row);
        let musts: Vec<&LanguageCheck> = self
            .languages
            .iter()
            .map(|index| self.language(*index))
            .filter(|must| must.compare(bytes) != Outcome::Met)
            .collect();
        CoursePlan::best(&self.prospects, &musts, bytes)
    }

    /// The language must at a place of [`Prepared::languages`].
    pub(crate) fn language(&self, index: usize) -> &LanguageCheck {
        match self.checks[index].as_language() {
            Some(check) => check,
            None => unreachable!("`languages` holds the places of language checks"),
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
        let part = |weighed: &Weighed| {
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

/// Whether two language musts of a vacancy look at one language.
fn one_twice(vacancy: &Requirements) -> bool {
    let asks = vacancy.languages.iter().flat_map(|must| &must.alternatives);
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
