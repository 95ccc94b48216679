//! What each must costs: how many more people would be ready, reachable or to verify without it, or with it made a
//! little easier.
//!
//! The relaxed vacancy is judged anew by all rules; plans keep the deadline they had. Consent and permission to work
//! are no requirements of the employer's to give up.

use serde::{Deserialize, Serialize};

use vocabulary::RequiredBy;

use crate::planning_window::RuleContext;
use crate::requirements::Requirements;
use crate::rules::{Check, LanguageCheck, RULES};

/// How a must is made easier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RelaxationKind {
    /// It is left out.
    Without,
    /// One level of language lower, or one rung of the ladder.
    OneLevelLower,
    /// At start instead of at application.
    AtStart,
}

/// What one relaxed must changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequirementImpact {
    /// The requirement: a rule's code.
    pub requirement: String,
    /// How it is made easier.
    pub relaxation: RelaxationKind,
    /// How many more would be ready; may be negative.
    pub ready: i64,
    /// How many more would be reachable.
    pub reachable: i64,
    /// How many more would be to verify.
    pub to_verify: i64,
}

/// A must made easier: which checks change, and into what.
pub(crate) struct Relaxation {
    pub(crate) requirement: String,
    pub(crate) kind: RelaxationKind,
    /// What changes, check by check.
    pub(crate) changes: Vec<CheckChange>,
}

/// The position of a check, with what stands there instead; nothing: it is left out. Without a position: a check that only the
/// relaxed vacancy has.
type CheckChange = (Option<usize>, Option<Box<dyn Check>>);

impl Relaxation {
    /// The single check that changes, where only one does.
    pub(crate) fn single(&self) -> Option<(usize, Option<&dyn Check>)> {
        match self.changes.as_slice() {
            [(Some(position), instead)] => Some((*position, instead.as_deref())),
            _ => None,
        }
    }
}

/// The rules that look at a vacancy's title: what they ask changes together.
pub(crate) const TITLE_RULES: [&str; 3] = ["title", "lower-title", "start"];
/// Nobody's to give up.
const KEPT: [&str; 3] = ["work-permission", "consent", "availability"];

/// Every way in which a must of this vacancy can be made easier, in the order of the rules.
pub(crate) fn relaxations(
    vacancy: &Requirements,
    checks: &[Box<dyn Check>],
    context: RuleContext<'_>,
) -> Vec<Relaxation> {
    let mut all = Vec::new();
    for (position, check) in checks.iter().enumerate() {
        let code = check.code();
        if KEPT.contains(&code.as_ref()) {
            continue;
        }
        if code == "title" {
            title_relaxations(vacancy, checks, context, &mut all);
            continue;
        }
        all.push(Relaxation {
            requirement: code.to_string(),
            kind: RelaxationKind::Without,
            changes: vec![(Some(position), None)],
        });
        if let Some(language) = check.as_language() {
            language_relaxations(vacancy, position, language, context, &mut all);
        }
    }
    all
}

/// The title left out, one rung lower, and at start: each asks the rules that look at the title anew.
fn title_relaxations(
    vacancy: &Requirements,
    checks: &[Box<dyn Check>],
    context: RuleContext<'_>,
    all: &mut Vec<Relaxation>,
) {
    let mut add = |kind, relaxed: Requirements| {
        // One rung lower, somebody may stand above the title who didn't before: then a check comes in anew.
        let changes = TITLE_RULES
            .iter()
            .map(|code| {
                let position = checks.iter().position(|check| check.code() == *code);
                let rule = RULES.iter().find(|rule| rule.code() == *code);
                (position, rule.and_then(|rule| rule.checks(&relaxed, context).into_iter().next()))
            })
            .filter(|(position, instead)| position.is_some() || instead.is_some())
            .collect();
        all.push(Relaxation { requirement: "title".to_owned(), kind, changes });
    };
    add(RelaxationKind::Without, Requirements { title: None, ..vacancy.clone() });
    let below = vacancy.title.as_ref().and_then(|title| context.config.title_below(title.as_str()));
    if let Some(below) = below {
        add(RelaxationKind::OneLevelLower, Requirements { title: Some(below.clone()), ..vacancy.clone() });
    }
    if vacancy.title_by == RequiredBy::Application {
        add(RelaxationKind::AtStart, Requirements { title_by: RequiredBy::Start, ..vacancy.clone() });
    }
}

fn language_relaxations(
    vacancy: &Requirements,
    position: usize,
    language: &LanguageCheck,
    context: RuleContext<'_>,
    all: &mut Vec<Relaxation>,
) {
    let Some(requirement) = vacancy.languages.iter().find(|requirement| requirement.rule_code() == language.code())
    else {
        return;
    };
    let mut add = |kind, requirement| {
        let check = LanguageCheck::new(&requirement, vacancy.languages_evidence, context.window);
        let instead: Box<dyn Check> = Box::new(check);
        all.push(Relaxation {
            requirement: requirement.rule_code(),
            kind,
            changes: vec![(Some(position), Some(instead))],
        });
    };
    let mut lower = requirement.clone();
    let mut lowered = false;
    for ask in &mut lower.alternatives {
        if let Some(level) = ask.level.one_lower() {
            ask.level = level;
            lowered = true;
        }
    }
    if lowered {
        add(RelaxationKind::OneLevelLower, lower);
    }
    if requirement.alternatives.iter().any(|ask| ask.by == RequiredBy::Application) {
        let mut later = requirement.clone();
        later.alternatives.iter_mut().for_each(|ask| ask.by = RequiredBy::Start);
        add(RelaxationKind::AtStart, later);
    }
}
