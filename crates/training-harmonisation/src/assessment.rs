//! The assessment of a curriculum under a framework: each rule and subject with its outcome, and the gaps.
//!
//! It compares; it decides nothing. What a diploma is worth is for the authority of the destination to say.

use reference_data::{DurationRequired, Framework, FrameworkId, Subject, TrainingPart};
use rustc_hash::FxHashMap;
use serde::{Serialize, Serializer};
use smol_str::SmolStr;
use vocabulary::{Code, written_as};

use crate::curriculum::{Curriculum, KnownTime, Module};
use crate::explanation::Explainer;
use crate::framework_choice::ProposedFramework;
use crate::note::{Note, NoteCode};
use crate::plausibility::questions;
use crate::study_time::{StudyTime, StudyUnit, Years};
use crate::subject_suggester::{ConfirmedTitles, SubjectSuggester, Suggestion};

/// The outcome of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleOutcome {
    /// It is met.
    Met,
    /// It is not met.
    NotMet,
    /// Something that it needs isn't known.
    Unknown,
    /// It is not compared: not needed, or not known.
    NotCompared,
}

written_as!(RuleOutcome, "met, not-met, unknown or not-compared", {
    Met => "met", NotMet => "not-met", Unknown => "unknown", NotCompared => "not-compared",
});

/// The outcome of a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubjectOutcome {
    /// A confirmed module has hours of it.
    Covered,
    /// No module has it.
    Missing,
    /// No module has it yet, and one that isn't mapped, or whose hours aren't known, may.
    Unmapped,
    /// Its list is to be confirmed.
    NotCompared,
}

written_as!(SubjectOutcome, "covered, missing, unmapped or not-compared", {
    Covered => "covered", Missing => "missing", Unmapped => "unmapped", NotCompared => "not-compared",
});

/// What the rules and subjects give together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Every rule and subject that is compared is met.
    Meets,
    /// Something is not met or missing.
    Gaps,
    /// Nothing failed, and something isn't known.
    Undetermined,
}

written_as!(Verdict, "meets, gaps or undetermined", {
    Meets => "meets", Gaps => "gaps", Undetermined => "undetermined",
});

/// A rule of frameworks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrainingRule {
    /// Years of study.
    Years,
    /// Theory and clinical training together.
    TotalHours,
    /// Theory.
    TheoryHours,
    /// Clinical training.
    ClinicalHours,
    /// General education before the training.
    Admission,
}

written_as!(TrainingRule, "a rule: years, total-hours, theory-hours, clinical-hours or admission", {
    Years => "years", TotalHours => "total-hours", TheoryHours => "theory-hours", ClinicalHours => "clinical-hours",
    Admission => "admission",
});

/// What a rule compares: years, or a time in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
pub enum Quantity {
    /// Years, as a number in JSON.
    Years(Years),
    /// A time, in JSON as an exact decimal string of minutes.
    Time(StudyTime),
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Years(years) => years.serialize(serializer),
            Self::Time(time) => time.serialize(serializer),
        }
    }
}

/// A rule with its outcome.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleResult {
    /// The rule.
    pub code: TrainingRule,
    /// The outcome.
    pub outcome: RuleOutcome,
    /// What the framework asks for; nothing when it isn't known.
    pub required: Option<Quantity>,
    /// What was found; nothing when it isn't known.
    pub found: Option<Quantity>,
    /// Whether `found` is a lower bound, since some amounts aren't known.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub at_least: bool,
}

impl RuleResult {
    /// How much less was found than is required; nothing when one of them isn't known.
    pub fn short(&self) -> Option<Quantity> {
        match (self.required?, self.found?) {
            (Quantity::Years(required), Quantity::Years(found)) => Some(Quantity::Years(required.beyond(found))),
            (Quantity::Time(required), Quantity::Time(found)) => Some(Quantity::Time(required.beyond(found))),
            _ => None,
        }
    }
}

/// A subject with its outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SubjectResult {
    /// The subject.
    pub code: Code,
    /// The outcome.
    pub outcome: SubjectOutcome,
    /// The codes of the modules that cover it.
    pub modules: Vec<SmolStr>,
    /// How certain it is that the list has it, where that is to be confirmed: `K` or `?`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certainty: Option<&'static str>,
}

/// A rule that is not met, or a subject that is missing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Gap {
    /// The rule or subject.
    pub code: Code,
    /// What is short, for a rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short: Option<Quantity>,
    /// The gap in words; empty until an [`Explainer`] puts it into words.
    #[serde(skip_serializing_if = "SmolStr::is_empty")]
    pub text: SmolStr,
}

/// A unit in which modules state their amounts, and the minutes of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Factor {
    /// The unit.
    pub unit: StudyUnit,
    /// The minutes of one.
    pub minutes: StudyTime,
    /// How many modules use it.
    pub modules: usize,
}

/// A curriculum compared with a framework.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Assessment {
    /// The name of the curriculum, where it stands among others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub curriculum: Option<String>,
    /// The framework.
    pub framework: FrameworkId,
    /// The title whose training the framework describes.
    pub title: Code,
    /// What rules and subjects give together.
    pub verdict: Verdict,
    /// The rules.
    pub rules: Vec<RuleResult>,
    /// The subjects, in the order of the list.
    pub subjects: Vec<SubjectResult>,
    /// Every rule that is not met and every subject that is missing.
    pub gaps: Vec<Gap>,
    /// The units and the factors with which they were counted.
    pub factors: Vec<Factor>,
    /// Suggested subjects for modules that are to be mapped. They don't count.
    pub suggestions: Vec<Suggestion>,
    /// What to know and what to ask.
    pub notes: Vec<Note>,
}

/// The kind of school that admitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SchoolKind {
    /// A university, or a school of that level.
    #[default]
    University,
    /// A vocational school.
    Vocational,
}

written_as!(SchoolKind, "university or vocational", { University => "university", Vocational => "vocational" });

/// What the modules don't say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AssessmentTerms {
    /// The length of the training; without it the highest year of a module.
    pub years: Option<Years>,
    /// The years of general education before it.
    pub schooling: Option<Years>,
    /// The kind of school.
    pub school: SchoolKind,
}

impl Assessment {
    /// Compares a curriculum with a framework. Linear in modules and subjects.
    pub fn new(curriculum: &Curriculum, framework: &Framework, terms: &AssessmentTerms) -> Self {
        Self::of_coverage(&Coverage::new(curriculum), framework, terms, framework_notes(framework))
    }

    /// `notes` are those of the framework.
    fn of_coverage(
        coverage: &Coverage<'_>,
        framework: &Framework,
        terms: &AssessmentTerms,
        mut notes: Vec<Note>,
    ) -> Self {
        let rules = assess_rules(coverage, framework, terms, &mut notes);
        let subjects = assess_subjects(coverage, framework);
        let gaps = gaps(&rules, &subjects);
        let verdict = verdict(&rules, &subjects);
        Self {
            curriculum: None,
            framework: framework.id.clone(),
            title: framework.title.clone(),
            verdict,
            rules,
            subjects,
            gaps,
            factors: coverage.factors.clone(),
            suggestions: Vec::new(),
            notes,
        }
    }

    /// The assessment with the name of the curriculum.
    pub fn named(self, curriculum: &str) -> Self {
        Self { curriculum: Some(curriculum.to_owned()), ..self }
    }

    /// The assessment with the suggestions of those subjects that it has.
    pub fn with_suggestions(mut self, suggestions: &[Suggestion]) -> Self {
        let has = |suggestion: &&Suggestion| self.subjects.iter().any(|subject| subject.code == suggestion.subject);
        self.suggestions = suggestions.iter().filter(has).cloned().collect();
        self
    }

    /// The assessment with further notes behind its own.
    pub fn with_notes(mut self, notes: impl IntoIterator<Item = Note>) -> Self {
        self.notes.extend(notes);
        self
    }
}

/// Compares a curriculum with frameworks, and adds the questions about it and the subjects suggested for modules that are
/// to be mapped. Gaps and notes are in the words of `explainer`.
pub fn assess_curriculum(
    curriculum: &Curriculum,
    frameworks: &[ProposedFramework<'_>],
    terms: &AssessmentTerms,
    suggester: &SubjectSuggester,
    confirmed: &ConfirmedTitles,
    explainer: &Explainer<'_>,
) -> Vec<Assessment> {
    let coverage = Coverage::new(curriculum);
    let suggestions = suggester.suggest_all(curriculum, confirmed);
    let mut questions = questions(curriculum, suggester, explainer.frameworks());
    explainer.explain_notes(&mut questions);
    let mut assessments: Vec<Assessment> = Vec::with_capacity(frameworks.len());
    for ProposedFramework { framework, notes } in frameworks {
        let assessment = Assessment::of_coverage(&coverage, framework, terms, notes.clone())
            .with_suggestions(&suggestions)
            .with_notes(questions.iter().cloned())
            .explained(explainer, &assessments);
        assessments.push(assessment);
    }
    assessments
}

fn assess_rules(
    coverage: &Coverage<'_>,
    framework: &Framework,
    terms: &AssessmentTerms,
    notes: &mut Vec<Note>,
) -> Vec<RuleResult> {
    let duration = &framework.duration;
    let (theory, clinical) = (coverage.theory, coverage.clinical);
    let found_years = terms.years.or(coverage.years);
    let mut years =
        at_least(TrainingRule::Years, Quantity::Years(Years::new(duration.years)), found_years.map(Quantity::Years));
    let mut total = time_rule(TrainingRule::TotalHours, duration.total_minutes, theory.plus(clinical));
    if duration.required == DurationRequired::Either {
        apply_either(&mut years, &mut total, notes);
    }
    vec![
        years,
        total,
        time_rule(TrainingRule::TheoryHours, duration.theory_minutes, theory),
        time_rule(TrainingRule::ClinicalHours, duration.clinical_minutes, clinical),
        admission_rule(framework, terms),
    ]
}

/// Compares what was found with what is required; nothing found is unknown.
fn at_least(code: TrainingRule, required: Quantity, found: Option<Quantity>) -> RuleResult {
    let outcome = match found {
        None => RuleOutcome::Unknown,
        Some(found) if found >= required => RuleOutcome::Met,
        Some(_) => RuleOutcome::NotMet,
    };
    RuleResult { code, outcome, required: Some(required), found, at_least: false }
}

/// Compares a sum with a minimum. Where amounts are unknown the sum is a lower bound: what it meets is met, else unknown.
fn time_rule(code: TrainingRule, minutes: u32, found: KnownTime) -> RuleResult {
    let required = Quantity::Time(StudyTime::from_minutes(minutes));
    let mut rule = at_least(code, required, Some(Quantity::Time(found.time)));
    if !found.is_complete() {
        rule.at_least = true;
        if rule.outcome == RuleOutcome::NotMet {
            rule.outcome = RuleOutcome::Unknown;
        }
    }
    rule
}

/// One of two rules is enough: the one that isn't needed is not compared.
fn apply_either(years: &mut RuleResult, total: &mut RuleResult, notes: &mut Vec<Note>) {
    use RuleOutcome::{Met, NotCompared, NotMet, Unknown};
    match (years.outcome, total.outcome) {
        (Met, NotMet | Unknown) => total.outcome = NotCompared,
        (NotMet | Unknown, Met) => years.outcome = NotCompared,
        // While the other may still be met, the one that isn't decides nothing.
        (NotMet, Unknown) => years.outcome = NotCompared,
        (Unknown, NotMet) => total.outcome = NotCompared,
        _ => {}
    }
    if years.outcome != Met || total.outcome != Met {
        notes.push(Note::new(NoteCode::EitherDuration));
    }
}

fn admission_rule(framework: &Framework, terms: &AssessmentTerms) -> RuleResult {
    let found = terms.schooling.map(Quantity::Years);
    let Some(admission) = framework.admission else {
        let (code, outcome) = (TrainingRule::Admission, RuleOutcome::NotCompared);
        return RuleResult { code, outcome, required: None, found, at_least: false };
    };
    let years = match terms.school {
        SchoolKind::University => admission.years,
        SchoolKind::Vocational => admission.vocational_years,
    };
    at_least(TrainingRule::Admission, Quantity::Years(Years::new(years)), found)
}

/// What a curriculum has of the parts of training and of subjects, gathered once for all frameworks.
struct Coverage<'a> {
    theory: KnownTime,
    clinical: KnownTime,
    /// The highest year of a module.
    years: Option<Years>,
    factors: Vec<Factor>,
    /// By subject: the modules that are mapped to it.
    by_subject: FxHashMap<&'a str, Vec<&'a Module>>,
    /// By part: whether a module that isn't mapped has, or may have, hours of it.
    open: [bool; 2],
    /// By part: whether any module states hours of it.
    stated: [bool; 2],
}

impl<'a> Coverage<'a> {
    fn new(curriculum: &'a Curriculum) -> Self {
        let mut coverage = Self {
            theory: curriculum.time(TrainingPart::Theory),
            clinical: curriculum.time(TrainingPart::Clinical),
            years: curriculum.last_year().map(Years::new),
            factors: factors(curriculum),
            by_subject: FxHashMap::default(),
            open: [false; 2],
            stated: [false; 2],
        };
        for module in &curriculum.modules {
            for part in TrainingPart::ALL.iter().copied() {
                coverage.open[part as usize] |= module.subjects.is_none() && module.may_have(part);
                coverage.stated[part as usize] |= module.amount(part).is_some();
            }
            for subject in module.subjects.iter().flatten() {
                coverage.by_subject.entry(subject.as_str()).or_default().push(module);
            }
        }
        coverage
    }

    fn of(&self, subject: &Subject) -> SubjectResult {
        let part = subject.part;
        let mapped = self.by_subject.get(subject.code.as_str()).map_or(&[][..], Vec::as_slice);
        let covering = mapped.iter().filter(|module| module.amount(part).is_some_and(|amount| amount.is_positive()));
        let modules: Vec<SmolStr> = covering.map(|module| module.code.clone()).collect();
        let is_open = self.open[part as usize]
            // Nothing is known of the part as a whole: of a placement that stands in no row, say.
            || !self.stated[part as usize]
            || mapped.iter().any(|module| module.amount(part).is_none());
        let outcome = match (modules.is_empty(), is_open) {
            (false, _) => SubjectOutcome::Covered,
            (true, true) => SubjectOutcome::Unmapped,
            (true, false) => SubjectOutcome::Missing,
        };
        let certainty = subject.certainty.is_to_be_confirmed().then(|| subject.certainty.code());
        SubjectResult { code: subject.code.clone(), outcome, modules, certainty }
    }
}

fn assess_subjects(coverage: &Coverage<'_>, framework: &Framework) -> Vec<SubjectResult> {
    let compared = framework.compares_subjects();
    let result = |subject: &Subject| {
        let mut result = coverage.of(subject);
        if !compared {
            result.outcome = SubjectOutcome::NotCompared;
        }
        result
    };
    framework.subjects().iter().map(result).collect()
}

/// The subjects of a list that a curriculum covers, each with the modules that do.
pub(crate) fn coverage_of(curriculum: &Curriculum, subjects: &[Subject]) -> Vec<SubjectResult> {
    let coverage = Coverage::new(curriculum);
    subjects.iter().map(|subject| coverage.of(subject)).collect()
}

fn gaps(rules: &[RuleResult], subjects: &[SubjectResult]) -> Vec<Gap> {
    let rules = rules.iter().filter(|rule| rule.outcome == RuleOutcome::NotMet);
    let rules = rules.filter_map(|rule| {
        Some(Gap { code: rule.code.word().parse().ok()?, short: rule.short(), text: SmolStr::default() })
    });
    let missing = subjects.iter().filter(|subject| subject.outcome == SubjectOutcome::Missing);
    rules
        .chain(missing.map(|subject| Gap { code: subject.code.clone(), short: None, text: SmolStr::default() }))
        .collect()
}

fn verdict(rules: &[RuleResult], subjects: &[SubjectResult]) -> Verdict {
    let failed = rules.iter().any(|rule| rule.outcome == RuleOutcome::NotMet)
        || subjects.iter().any(|subject| subject.outcome == SubjectOutcome::Missing);
    let unknown = rules.iter().any(|rule| rule.outcome == RuleOutcome::Unknown)
        || subjects.iter().any(|subject| subject.outcome == SubjectOutcome::Unmapped);
    match (failed, unknown) {
        (true, _) => Verdict::Gaps,
        (false, true) => Verdict::Undetermined,
        (false, false) => Verdict::Meets,
    }
}

fn factors(curriculum: &Curriculum) -> Vec<Factor> {
    let mut factors: Vec<Factor> = Vec::new();
    for module in &curriculum.modules {
        match factors.iter_mut().find(|factor| factor.unit == module.unit) {
            Some(factor) => factor.modules += 1,
            None => factors.push(Factor { unit: module.unit, minutes: module.unit.one(), modules: 1 }),
        }
    }
    factors.sort_by_key(|factor| factor.unit);
    factors
}

/// The notes of a framework; what is to be confirmed comes first.
pub(crate) fn framework_notes(framework: &Framework) -> Vec<Note> {
    let mut notes = Vec::new();
    if framework.grounds.certainty.is_to_be_confirmed() {
        notes.push(Note::new(NoteCode::FrameworkToBeConfirmed).with_found(&framework.grounds.source));
    }
    match &framework.subjects {
        None => notes.push(Note::new(NoteCode::SubjectsNotKnown)),
        Some(list) if !list.is_confirmed() => {
            notes.push(Note::new(NoteCode::SubjectsToBeConfirmed).with_found(&list.grounds.source));
        }
        Some(_) => {}
    }
    if framework.admission.is_none() {
        notes.push(Note::new(NoteCode::AdmissionNotKnown));
    }
    if let Some(competences) = &framework.competences {
        notes.push(Note::new(NoteCode::CompetencesNotCompared).with_found(&competences.source));
    }
    notes
}
