//! How a ranking is shown: people, reasons and plans, in the shape of the file formats.

use matching::explanation;
use matching::plan::Plan;
use matching::ranking::{Counts, NearMisses, RankedCandidate};
use matching::reason::{CriterionPart, Reason, Value};
use matching::requirement_impact::{RelaxationKind, RequirementImpact};
use reference_data::ReferenceData;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::schema::SchemaType;
use utoipa::openapi::{ObjectBuilder, Schema, Type};
use vocabulary::{CandidateId, Code, Date, Millionths, Outcome, Standing, TextLanguage, TitleStatus};

use crate::schema_of;

/// How many people stand where. They add up to everybody.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Counts)]
pub(crate) struct CountsResponse {
    /// Every must is met.
    ready: u64,
    /// Every must is met or met by plan.
    reachable: u64,
    /// Nothing failed, something is unknown.
    to_verify: u64,
    /// Exactly one must is not met.
    near_miss: u64,
    /// Everybody else.
    excluded: u64,
}

impl From<Counts> for CountsResponse {
    fn from(Counts { ready, reachable, to_verify, near_miss, excluded }: Counts) -> Self {
        Self { ready, reachable, to_verify, near_miss, excluded }
    }
}

/// Somebody who is ranked, under their pseudonym.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RankedCandidate)]
pub(crate) struct RankedCandidateResponse {
    /// The name under which employers see them.
    #[schema(example = "Amber Heron-17")]
    candidate: String,
    /// The candidate's identifier, which says nothing of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<uuid::Uuid>)]
    id: Option<CandidateId>,
    /// Where they stand: ready, reachable or to_verify; near_miss only among a candidate's opportunities.
    #[schema(schema_with = schema_of::standing)]
    standing: Standing,
    /// The sum of the parts, from 0 to 1 with at most six decimals.
    #[schema(value_type = f64)]
    score: Millionths,
    /// What the score is made of.
    criteria: Vec<CriterionResponse>,
    /// Every rule that concerns them.
    rules: Vec<RuleResponse>,
    /// What would make the musts true that aren't yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<PlanResponse>,
}

/// A criterion's share in a score.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Criterion)]
pub(crate) struct CriterionResponse {
    #[schema(value_type = String)]
    code: Code,
    /// How well the person does on it, from 0 to 1.
    #[schema(value_type = f64)]
    value: Millionths,
    /// How much it counts, from 0 to 1.
    #[schema(value_type = f64)]
    weight: Millionths,
    /// Value times weight. Parts add up to the score exactly.
    #[schema(value_type = f64)]
    part: Millionths,
}

/// Why one rule came out as it did.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Rule)]
pub(crate) struct RuleResponse {
    /// The rule: `title`, `language.nl.writing`.
    code: String,
    #[schema(schema_with = schema_of::outcome)]
    outcome: Outcome,
    /// What the vacancy asks, as a cell of a file says it.
    #[schema(schema_with = cell_or_nothing)]
    required: Value,
    /// What is known of the person. Null where nothing is, and of pay always where an employer looks.
    #[schema(schema_with = cell_or_nothing)]
    found: Option<Value>,
    /// How that is known: a kind of evidence, or a title's status.
    evidence: Option<&'static str>,
    /// The same in words, where a language was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// What to ask whom where a fact is missing, where a language was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<String>,
}

/// A value as a cell of a file would say it, text or a number of months; null where nothing is said or known.
fn cell_or_nothing() -> Schema {
    ObjectBuilder::new().schema_type(SchemaType::from_iter([Type::String, Type::Integer, Type::Null])).into()
}

/// A plan that would make musts true in time.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Plan)]
pub(crate) struct PlanResponse {
    /// Courses, in the order in which they are taken.
    courses: Vec<CourseResponse>,
    /// Procedures, one after another, beside the courses.
    procedures: Vec<ProcedureResponse>,
    /// The day on which everything has ended.
    ends: Date,
    /// The first day on which work could begin, as far as that is known.
    earliest_start: Date,
    /// The same in words, a sentence each, where a language was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    text: Vec<String>,
}

/// A course in a plan.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Course)]
pub(crate) struct CourseResponse {
    #[schema(value_type = String)]
    id: Code,
    starts: Date,
    ends: Date,
    /// Hours taught in all.
    hours: u32,
    /// What it costs, in euros.
    price: f64,
    /// Whether it is invented, for a demonstration or a test, and can't be taken.
    invented: bool,
}

/// A procedure in a plan. Its days are what sources say of its length, no promise.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Procedure)]
pub(crate) struct ProcedureResponse {
    /// From this status of the title.
    #[schema(schema_with = schema_of::title_status)]
    from: TitleStatus,
    /// To this one.
    #[schema(schema_with = schema_of::title_status)]
    to: TitleStatus,
    days: u16,
}

/// Everybody whom one rule alone keeps off the ranking.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NearMiss)]
pub(crate) struct NearMissResponse {
    /// The rule's code.
    rule: String,
    /// The rule in words, where a language was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// How many there are.
    count: u64,
    /// The first of them by their pseudonyms: fewest unknowns, then by score.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    candidates: Vec<String>,
}

/// What one must costs: how many more would stand where without it, or with it made easier.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RequirementImpact)]
pub(crate) struct RequirementImpactResponse {
    /// The must: a rule's code.
    requirement: String,
    /// The must in words, where a language was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// How it is made easier: `without`, `one-level-lower` or `at-start`.
    #[schema(value_type = String, example = "one-level-lower")]
    relaxation: RelaxationKind,
    /// How many more would be ready; may be negative.
    ready: i64,
    /// How many more would be reachable.
    reachable: i64,
    /// How many more would be to verify.
    to_verify: i64,
}

/// What puts reasons into words, in the language that was asked for if one was.
#[derive(Clone, Copy)]
pub(crate) struct Explainer<'a> {
    pub(crate) reference: &'a ReferenceData,
    pub(crate) language: Option<TextLanguage>,
}

impl Explainer<'_> {
    /// Somebody as they are shown.
    pub(crate) fn ranked(self, ranked: RankedCandidate) -> RankedCandidateResponse {
        let RankedCandidate { candidate, id, standing, score, criteria, rules, plan } = ranked;
        let criterion = |CriterionPart { code, value, weight, part }| CriterionResponse { code, value, weight, part };
        RankedCandidateResponse {
            candidate,
            id,
            standing,
            score,
            criteria: criteria.into_iter().map(criterion).collect(),
            rules: rules.into_iter().map(|reason| self.rule(reason)).collect(),
            plan: plan.map(|plan| self.plan(plan)),
        }
    }

    fn rule(self, reason: Reason) -> RuleResponse {
        let text = self.language.map(|language| explanation::sentence(&reason, self.reference, language));
        let question = self.language.and_then(|language| explanation::question(&reason, self.reference, language));
        let Reason { code, outcome, required, found, evidence, .. } = reason;
        RuleResponse { code, outcome, required, found, evidence, text, question }
    }

    fn plan(self, plan: Plan) -> PlanResponse {
        let text =
            self.language.map(|language| explanation::plan(&plan, self.reference, language)).unwrap_or_default();
        let courses = plan.courses.into_iter().map(|course| CourseResponse {
            id: course.id,
            starts: course.starts,
            ends: course.ends,
            hours: course.hours,
            price: f64::from(course.price.cents()) / 100.0,
            invented: course.invented,
        });
        let procedures = plan.procedures.into_iter().map(|step| ProcedureResponse {
            from: step.from,
            to: step.to,
            days: step.days,
        });
        PlanResponse {
            courses: courses.collect(),
            procedures: procedures.collect(),
            ends: plan.ends,
            earliest_start: plan.earliest_start,
            text,
        }
    }

    /// The near misses of one rule as they are shown.
    pub(crate) fn near_miss(self, near: NearMisses) -> NearMissResponse {
        NearMissResponse {
            text: self.rule_name(&near.rule),
            rule: near.rule,
            count: near.count,
            candidates: near.candidates,
        }
    }

    /// What one must costs, as it is shown.
    pub(crate) fn requirement_impact(self, impact: RequirementImpact) -> RequirementImpactResponse {
        let RequirementImpact { requirement, relaxation, ready, reachable, to_verify } = impact;
        RequirementImpactResponse {
            text: self.rule_name(&requirement),
            requirement,
            relaxation,
            ready,
            reachable,
            to_verify,
        }
    }

    fn rule_name(self, code: &str) -> Option<String> {
        self.language.map(|language| explanation::rule_name(code, self.reference, language))
    }
}
