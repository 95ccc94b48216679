//! Curricula side by side: what each teaches of every subject, and what one would have to add to reach what another
//! reaches.

use reference_data::{Framework, FrameworkId, Subject, TrainingPart};
use rustc_hash::FxHashMap;
use serde::Serialize;
use smol_str::SmolStr;
use vocabulary::Code;

use crate::assessment::{
    Assessment, AssessmentTerms, Quantity, RuleOutcome, SubjectOutcome, SubjectResult, TrainingRule, Verdict,
    coverage_of,
};
use crate::curriculum::{Curriculum, KnownTime, Module};
use crate::note::Note;
use crate::study_time::StudyTime;

/// A curriculum of a comparison.
#[derive(Debug, Clone, Copy)]
pub struct ComparedCurriculum<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it teaches.
    pub curriculum: &'a Curriculum,
    /// What the modules don't say.
    pub terms: AssessmentTerms,
}

/// A time that is a lower bound when some amounts aren't known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct BoundedTime {
    /// The known sum, in minutes.
    pub minutes: StudyTime,
    /// Whether more may come, since some amounts aren't known.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub at_least: bool,
}

impl From<KnownTime> for BoundedTime {
    fn from(known: KnownTime) -> Self {
        Self { minutes: known.time, at_least: !known.is_complete() }
    }
}

/// A curriculum's totals, and what it reaches under the framework.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparedTotals {
    /// The curriculum.
    pub curriculum: String,
    /// What it reaches under the framework.
    pub verdict: Verdict,
    /// Theory.
    pub theory: BoundedTime,
    /// Clinical training.
    pub clinical: BoundedTime,
}

/// What one curriculum teaches of a subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaughtSubject {
    /// Whether it is covered.
    pub outcome: SubjectOutcome,
    /// The modules that cover it.
    pub modules: Vec<SmolStr>,
    /// The hours of these modules in the subject's part, in minutes. A module of several subjects counts fully for each
    /// of them: how its hours divide isn't known.
    pub minutes: StudyTime,
    /// How much of that is of modules that other subjects share.
    pub shared: StudyTime,
}

/// A subject in all curricula.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparedSubject {
    /// The subject.
    pub code: Code,
    /// What each curriculum teaches of it, in their order.
    pub taught: Vec<TaughtSubject>,
    /// For two curricula: the hours by which each goes beyond the other, in minutes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub beyond: Vec<StudyTime>,
}

/// What a curriculum would have to add for a rule that another meets.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleToAdd {
    /// The rule.
    pub code: TrainingRule,
    /// What is short of the framework's minimum, which the other reaches; nothing when it isn't known.
    pub short: Option<Quantity>,
    /// Whether the shortage isn't sure, since something isn't known.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub to_verify: bool,
}

/// What one curriculum would have to add to reach what another reaches.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ToAdd {
    /// The curriculum that would change.
    pub curriculum: String,
    /// The one that reaches more.
    pub to_reach: String,
    /// Rules that the other meets and this one doesn't.
    pub rules: Vec<RuleToAdd>,
    /// Subjects that the other covers and this one lacks.
    pub subjects: Vec<Code>,
    /// Subjects that the other covers, and that this one may have in a module that isn't mapped.
    pub subjects_to_verify: Vec<Code>,
}

/// Curricula side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// The framework whose rules and subjects they are compared by.
    pub framework: FrameworkId,
    /// The curricula.
    pub curricula: Vec<ComparedTotals>,
    /// The subjects.
    pub subjects: Vec<ComparedSubject>,
    /// What all of them teach.
    pub common: Vec<Code>,
    /// What each of them alone teaches, in their order.
    pub alone: Vec<Vec<Code>>,
    /// For each pair: what the one would have to add to reach what the other reaches.
    pub to_add: Vec<ToAdd>,
    /// What to know.
    pub notes: Vec<Note>,
}

impl Comparison {
    /// Compares curricula by a framework. Where its list of subjects isn't confirmed, they are compared by the subjects
    /// that their modules are mapped to.
    pub fn new(curricula: &[ComparedCurriculum<'_>], framework: &Framework, all_subjects: &[Subject]) -> Self {
        let subjects = compared_subjects(curricula, framework, all_subjects);
        let coverages: Vec<_> =
            curricula.iter().map(|compared| coverage_of(compared.curriculum, &subjects)).collect();
        let modules: Vec<ModulesByCode<'_>> = curricula
            .iter()
            .map(|compared| compared.curriculum.modules.iter().map(|module| (module.code.as_str(), module)).collect())
            .collect();
        let assessments: Vec<Assessment> = curricula
            .iter()
            .map(|compared| Assessment::new(compared.curriculum, framework, &compared.terms))
            .collect();
        let parts: PartsByCode<'_> =
            all_subjects.iter().map(|subject| (subject.code.as_str(), subject.part)).collect();
        let rows: Vec<ComparedSubject> = subjects
            .iter()
            .enumerate()
            .map(|(position, subject)| {
                let taught = modules.iter().zip(&coverages);
                let taught =
                    taught.map(|(modules, coverage)| taught_subject(modules, subject, &coverage[position], &parts));
                compared_subject(subject.code.clone(), taught.collect())
            })
            .collect();
        let covers = |row: &ComparedSubject, position: usize| row.taught[position].outcome == SubjectOutcome::Covered;
        let codes = |keep: &dyn Fn(&ComparedSubject) -> bool| -> Vec<Code> {
            rows.iter().filter(|row| keep(row)).map(|row| row.code.clone()).collect()
        };
        let count = curricula.len();
        let common = codes(&|row| (0..count).all(|position| covers(row, position)));
        let alone = (0..count)
            .map(|own| codes(&|row| (0..count).all(|position| covers(row, position) == (position == own))))
            .collect();
        let pairs =
            (0..count).flat_map(|own| (0..count).filter(move |other| own != *other).map(move |other| (own, other)));
        let to_add = pairs
            .map(|(own, other)| ToAdd {
                curriculum: curricula[own].name.to_owned(),
                to_reach: curricula[other].name.to_owned(),
                rules: rules_to_add(&assessments[own], &assessments[other]),
                subjects: codes(&|row| covers(row, other) && row.taught[own].outcome == SubjectOutcome::Missing),
                subjects_to_verify: codes(&|row| {
                    covers(row, other) && row.taught[own].outcome == SubjectOutcome::Unmapped
                }),
            })
            .collect();
        let totals = curricula.iter().zip(&assessments).map(|(compared, assessment)| ComparedTotals {
            curriculum: compared.name.to_owned(),
            verdict: assessment.verdict,
            theory: compared.curriculum.time(TrainingPart::Theory).into(),
            clinical: compared.curriculum.time(TrainingPart::Clinical).into(),
        });
        let mut notes: Vec<Note> = assessments.iter().flat_map(|assessment| assessment.notes.clone()).collect();
        notes.sort_by_key(|note| note.code);
        notes.dedup();
        let framework = framework.id.clone();
        Self { framework, curricula: totals.collect(), subjects: rows, common, alone, to_add, notes }
    }
}

fn compared_subjects(
    curricula: &[ComparedCurriculum<'_>],
    framework: &Framework,
    all_subjects: &[Subject],
) -> Vec<Subject> {
    if framework.compares_subjects() {
        return framework.subjects().to_vec();
    }
    let is_mapped = |subject: &&Subject| {
        let modules = curricula.iter().flat_map(|compared| &compared.curriculum.modules);
        modules.flat_map(|module| module.subjects.iter().flatten()).any(|code| *code == subject.code)
    };
    all_subjects.iter().filter(is_mapped).cloned().collect()
}

type ModulesByCode<'a> = FxHashMap<&'a str, &'a Module>;

type PartsByCode<'a> = FxHashMap<&'a str, TrainingPart>;

fn taught_subject(
    modules: &ModulesByCode<'_>,
    subject: &Subject,
    covered: &SubjectResult,
    parts: &PartsByCode<'_>,
) -> TaughtSubject {
    let (mut minutes, mut shared) = (StudyTime::ZERO, StudyTime::ZERO);
    for module in covered.modules.iter().filter_map(|code| modules.get(code.as_str())) {
        let time = module.time(subject.part).unwrap_or_default();
        minutes = minutes + time;
        let of_part = |code: &&Code| parts.get(code.as_str()) == Some(&subject.part);
        if module.subjects.iter().flatten().filter(of_part).count() > 1 {
            shared = shared + time;
        }
    }
    TaughtSubject { outcome: covered.outcome, modules: covered.modules.clone(), minutes, shared }
}

fn compared_subject(code: Code, taught: Vec<TaughtSubject>) -> ComparedSubject {
    let beyond = match taught.as_slice() {
        [first, second] => vec![first.minutes.beyond(second.minutes), second.minutes.beyond(first.minutes)],
        _ => Vec::new(),
    };
    ComparedSubject { code, taught, beyond }
}

/// The rules that the other meets and this one doesn't, or not surely.
fn rules_to_add(own: &Assessment, other: &Assessment) -> Vec<RuleToAdd> {
    let pairs = own.rules.iter().zip(&other.rules);
    let reached = pairs.filter(|(_, other)| other.outcome == RuleOutcome::Met).map(|(own, _)| own);
    let lacking = reached.filter(|own| matches!(own.outcome, RuleOutcome::NotMet | RuleOutcome::Unknown));
    lacking
        .map(|own| RuleToAdd { code: own.code, short: own.short(), to_verify: own.outcome == RuleOutcome::Unknown })
        .collect()
}
