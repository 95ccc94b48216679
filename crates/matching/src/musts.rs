//! What each must costs: how many more people would be ready, reachable or to verify without it, or with it made a
//! little easier.
//!
//! The relaxed vacancy is judged anew by all rules; plans keep the deadline they had. Consent and permission to work
//! are no musts of the employer's to give up.

use serde::{Deserialize, Serialize};

use vocabulary::By;

use crate::prospects::Circumstances;
use crate::requirements::Requirements;
use crate::rules::{Check, LanguageCheck, RULES};

/// How a must is made easier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Easier {
    /// It is left out.
    Without,
    /// One level of language lower, or one rung of the ladder.
    OneLevelLower,
    /// At start instead of at application.
    AtStart,
}

/// What one relaxed must changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MustCost {
    /// The must: a rule's code.
    pub must: String,
    /// How it is made easier.
    pub easier: Easier,
    /// How many more would be ready; may be negative.
    pub ready: i64,
    /// How many more would be reachable.
    pub reachable: i64,
    /// How many more would be to verify.
    pub to_verify: i64,
}

/// A must made easier: which checks change, and into what.
pub(crate) struct Relaxation {
    pub(crate) must: String,
    pub(crate) easier: Easier,
    /// What changes, check by check.
    pub(crate) changes: Vec<CheckChange>,
}

/// The place of a check, with what stands there instead; nothing: it is left out. Without a place: a check that only the
/// relaxed vacancy has.
type CheckChange = (Option<usize>, Option<Box<dyn Check>>);

impl Relaxation {
    /// The single check that changes, where only one does.
    pub(crate) fn single(&self) -> Option<(usize, Option<&dyn Check>)> {
        match self.changes.as_slice() {
            [(Some(place), instead)] => Some((*place, instead.as_deref())),
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
    circumstances: Circumstances<'_>,
) -> Vec<Relaxation> {
    let mut all = Vec::new();
    for (place, check) in checks.iter().enumerate() {
        let code = check.code();
        if KEPT.contains(&code.as_ref()) {
            continue;
        }
        if code == "title" {
            title_relaxations(vacancy, checks, circumstances, &mut all);
            continue;
        }
        all.push(Relaxation { must: code.to_string(), easier: Easier::Without, changes: vec![(Some(place), None)] });
        if let Some(language) = check.as_language() {
            language_relaxations(vacancy, place, language, circumstances, &mut all);
        }
    }
    all
}

/// The title left out, one rung lower, and at start: each asks the rules that look at the title anew.
fn title_relaxations(
    vacancy: &Requirements,
    checks: &[Box<dyn Check>],
    circumstances: Circumstances<'_>,
    all: &mut Vec<Relaxation>,
) {
    let mut easier = |easier, relaxed: Requirements| {
        // One rung lower, somebody may stand above the title who didn't before: then a check comes in anew.
        let changes = TITLE_RULES
            .iter()
            .map(|code| {
                let place = checks.iter().position(|check| check.code() == *code);
                let rule = RULES.iter().find(|rule| rule.code() == *code);
                (place, rule.and_then(|rule| rule.checks(&relaxed, circumstances).into_iter().next()))
            })
            .filter(|(place, instead)| place.is_some() || instead.is_some())
            .collect();
        all.push(Relaxation { must: "title".to_owned(), easier, changes });
    };
    easier(Easier::Without, Requirements { title: None, ..vacancy.clone() });
    let below = vacancy.title.as_ref().and_then(|title| circumstances.basis.title_below(title.as_str()));
    if let Some(below) = below {
        easier(Easier::OneLevelLower, Requirements { title: Some(below.clone()), ..vacancy.clone() });
    }
    if vacancy.title_by == By::Application {
        easier(Easier::AtStart, Requirements { title_by: By::Start, ..vacancy.clone() });
    }
}

fn language_relaxations(
    vacancy: &Requirements,
    place: usize,
    language: &LanguageCheck,
    circumstances: Circumstances<'_>,
    all: &mut Vec<Relaxation>,
) {
    let Some(must) = vacancy.languages.iter().find(|must| must.rule_code() == language.code()) else { return };
    let mut easier = |easier, must| {
        let check = LanguageCheck::new(&must, vacancy.languages_evidence, circumstances.prospects);
        let instead: Box<dyn Check> = Box::new(check);
        all.push(Relaxation { must: must.rule_code(), easier, changes: vec![(Some(place), Some(instead))] });
    };
    let mut lower = must.clone();
    let mut lowered = false;
    for ask in &mut lower.alternatives {
        if let Some(level) = ask.level.lower() {
            ask.level = level;
            lowered = true;
        }
    }
    if lowered {
        easier(Easier::OneLevelLower, lower);
    }
    if must.alternatives.iter().any(|ask| ask.by == By::Application) {
        let mut later = must.clone();
        later.alternatives.iter_mut().for_each(|ask| ask.by = By::Start);
        easier(Easier::AtStart, later);
    }
}
