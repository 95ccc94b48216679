//! The impact of each requirement: how many more candidates would be ready, reachable or to verify without it, or
//! with it relaxed a little.
//!
//! The counts are those that all rules would give for the relaxed vacancy, although only the checks that it changes are
//! judged again; plans keep the deadline of the vacancy itself. Which requirements may be
//! relaxed, and how, is defined by their rules: [`Rule::is_relaxable`] and [`Check::relaxations`].

use serde::{Deserialize, Serialize};

use crate::planning_window::RuleContext;
use crate::requirements::Requirements;
use crate::rules::{Check, RULES, Rule};

/// How a requirement is relaxed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RelaxationKind {
    /// It is left out.
    Without,
    /// One language level lower, or one rung of the ladder lower.
    OneLevelLower,
    /// At start instead of at application.
    AtStart,
}

impl RelaxationKind {
    /// All kinds.
    pub const ALL: &'static [Self] = &[Self::Without, Self::OneLevelLower, Self::AtStart];

    /// The word for it in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Without => "without",
            Self::OneLevelLower => "one-level-lower",
            Self::AtStart => "at-start",
        }
    }
}

impl std::fmt::Display for RelaxationKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

/// The impact of one relaxed requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequirementImpact {
    /// The requirement: the code of its check.
    pub requirement: String,
    /// How it is relaxed.
    pub relaxation: RelaxationKind,
    /// Change in the number of ready candidates; may be negative.
    pub ready: i64,
    /// Change in the number of reachable candidates.
    pub reachable: i64,
    /// Change in the number of candidates to verify.
    pub to_verify: i64,
}

/// A relaxation of one requirement, as a change of the vacancy's checks.
pub(crate) struct Relaxation {
    pub(crate) requirement: String,
    pub(crate) kind: RelaxationKind,
    /// The checks that change.
    pub(crate) changes: Vec<CheckChange>,
}

/// The position of a check and its replacement, or `None` where it is left out. Without a position, the check is one
/// that only the relaxed vacancy has.
type CheckChange = (Option<usize>, Option<Box<dyn Check>>);

impl Relaxation {
    /// The position and replacement of the single check that changes, where only one does.
    pub(crate) fn single(&self) -> Option<(usize, Option<&dyn Check>)> {
        match self.changes.as_slice() {
            [(Some(position), instead)] => Some((*position, instead.as_deref())),
            _ => None,
        }
    }
}

/// One way in which the requirement of a check can be relaxed.
pub struct RelaxedRequirement {
    kind: RelaxationKind,
    change: RequirementChange,
}

/// What a relaxed requirement changes among the checks of its vacancy.
enum RequirementChange {
    /// Its own check, which is replaced, or left out where there is no replacement.
    Check(Option<Box<dyn Check>>),
    /// The vacancy's title, so that each rule that depends on it makes its check anew from this vacancy.
    Title(Box<Requirements>),
}

impl RelaxedRequirement {
    /// The requirement is left out.
    pub(crate) fn left_out() -> Self {
        Self { kind: RelaxationKind::Without, change: RequirementChange::Check(None) }
    }

    /// An easier check takes the place of the requirement's own.
    pub(crate) fn replaced(kind: RelaxationKind, easier: Box<dyn Check>) -> Self {
        Self { kind, change: RequirementChange::Check(Some(easier)) }
    }

    /// The vacancy asks less of the title.
    pub(crate) fn of_title(kind: RelaxationKind, vacancy: Requirements) -> Self {
        Self { kind, change: RequirementChange::Title(Box::new(vacancy)) }
    }
}

/// The relaxations of all requirements of a vacancy, in the order of the rules. `rules` holds the rule of each check.
pub(crate) fn relaxations(
    vacancy: &Requirements,
    rules: &[&dyn Rule],
    checks: &[Box<dyn Check>],
    context: RuleContext<'_>,
) -> Vec<Relaxation> {
    let mut relaxations = Vec::new();
    for (position, (rule, check)) in rules.iter().zip(checks).enumerate() {
        if !rule.is_relaxable() {
            continue;
        }
        for RelaxedRequirement { kind, change } in check.relaxations(vacancy, context) {
            let changes = match change {
                RequirementChange::Check(replacement) => vec![(Some(position), replacement)],
                RequirementChange::Title(relaxed) => title_changes(&relaxed, rules, context),
            };
            relaxations.push(Relaxation { requirement: check.code().into_owned(), kind, changes });
        }
    }
    relaxations
}

/// The checks of a relaxed vacancy that depend on its title. One rung lower, a candidate may stand above the title
/// who did not before, so there may be a check that the vacancy itself doesn't have.
fn title_changes(relaxed: &Requirements, rules: &[&dyn Rule], context: RuleContext<'_>) -> Vec<CheckChange> {
    RULES
        .iter()
        .filter(|rule| rule.depends_on_title())
        .map(|rule| {
            let position = rules.iter().position(|of_check| of_check.code() == rule.code());
            (position, rule.checks(relaxed, context).into_iter().next())
        })
        .filter(|(position, replacement)| position.is_some() || replacement.is_some())
        .collect()
}
