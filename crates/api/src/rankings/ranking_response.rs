//! Rankings, reasons and plans as JSON, in the shape of the file formats.

use actix_web::web::Bytes;
use matching::explanation;
use matching::plan::Plan;
use matching::ranking::{Counts, RankedCandidate};
use matching::reason::{CriterionPart, Reason, Value};
use matching::requirement_impact::RelaxationKind;
use ranking::RankingError;
use ranking::count_change::{AudienceImpact, CountChange, impacts_for};
use ranking::decision_record::{RecordError, RecordedCandidate, RecordedNearMisses};
use ranking::programme_rankings::ServedRanking;
use reference_data::{EndedData, EndedKind, ReferenceData};
use serde::Serialize;
use serde_json::value::RawValue;
use storage::Timestamp;
use utoipa::ToSchema;
use utoipa::openapi::schema::SchemaType;
use utoipa::openapi::{ObjectBuilder, Schema, Type};
use uuid::Uuid;
use vocabulary::{CandidateId, Code, Date, Millionths, Outcome, SourceKind, Standing, TextLanguage, TitleStatus};
use web::{AppContext, Problem};

use crate::schema_references;

/// Number of candidates by standing; together all candidates.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Counts)]
pub(crate) struct CountsResponse {
    /// All requirements are met.
    ready: u64,
    /// All requirements are met or met by plan.
    reachable: u64,
    /// No requirement is not met, at least one is unknown.
    to_verify: u64,
    /// Exactly one requirement is not met.
    near_miss: u64,
    /// All others.
    excluded: u64,
}

impl From<Counts> for CountsResponse {
    fn from(Counts { ready, reachable, to_verify, near_miss, excluded }: Counts) -> Self {
        Self { ready, reachable, to_verify, near_miss, excluded }
    }
}

/// A ranked candidate, under a pseudonym.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RankedCandidate)]
pub(crate) struct RankedCandidateResponse {
    /// The name that employers see.
    #[schema(example = "Amber Heron-17")]
    candidate: String,
    /// The candidate's identifier; absent for employers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<uuid::Uuid>)]
    id: Option<CandidateId>,
    /// The standing: ready, reachable or to_verify; near_miss only among a candidate's opportunities.
    #[schema(schema_with = schema_references::standing)]
    standing: Standing,
    /// The sum of the parts, from 0 to 1 with at most six decimals.
    #[schema(value_type = f64)]
    score: Millionths,
    /// The parts of the score.
    criteria: Vec<CriterionResponse>,
    /// The result of each rule.
    rules: Vec<RuleResponse>,
    /// A plan that would meet the requirements that aren't met yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<PlanResponse>,
}

/// A criterion's part of a score.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Criterion)]
pub(crate) struct CriterionResponse {
    #[schema(value_type = String)]
    code: Code,
    /// The candidate's value, from 0 to 1.
    #[schema(value_type = f64)]
    value: Millionths,
    /// The weight, from 0 to 1.
    #[schema(value_type = f64)]
    weight: Millionths,
    /// Value times weight. Parts add up to the score exactly.
    #[schema(value_type = f64)]
    part: Millionths,
}

/// The result of a rule, and the reason.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Rule)]
pub(crate) struct RuleResponse {
    /// The rule: `title`, `language.nl.writing`.
    code: String,
    #[schema(schema_with = schema_references::outcome)]
    outcome: Outcome,
    /// The required value, as in a cell of a file.
    #[schema(schema_with = nullable_cell)]
    required: Value,
    /// The candidate's value. Null where it is unknown, and always for pay in responses to employers.
    #[schema(schema_with = nullable_cell)]
    found: Option<Value>,
    /// The evidence of that value: a kind of evidence, or a title's status.
    evidence: Option<&'static str>,
    /// On what kind of source that value rests; absent where it rests on nothing that was stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = schema_references::source_kind, required = false)]
    source: Option<SourceKind>,
    /// The result as a sentence, where a language was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// The question that would resolve an unknown value, where a language was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<String>,
}

fn relaxation() -> Schema {
    let words = RelaxationKind::ALL.iter().map(|kind| kind.word());
    ObjectBuilder::new().schema_type(SchemaType::new(Type::String)).enum_values(Some(words)).into()
}

/// A value as in a cell of a file, text or a number of months; null where it is absent or unknown.
fn nullable_cell() -> Schema {
    ObjectBuilder::new().schema_type(SchemaType::from_iter([Type::String, Type::Integer, Type::Null])).into()
}

/// A plan that would meet requirements in time.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Plan)]
pub(crate) struct PlanResponse {
    /// Courses, in order.
    courses: Vec<CourseResponse>,
    /// Procedures, one after another, in parallel with the courses.
    procedures: Vec<ProcedureResponse>,
    /// The last day of the plan.
    ends: Date,
    /// The first possible day of work, as far as it is known.
    earliest_start: Date,
    /// The plan as sentences, where a language was given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    text: Vec<String>,
}

/// A course of a plan.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Course)]
pub(crate) struct CourseResponse {
    #[schema(value_type = String)]
    id: Code,
    starts: Date,
    ends: Date,
    /// Total hours of teaching.
    hours: u32,
    /// Price in euros.
    price: f64,
    /// Whether it is fictional, for a demonstration or a test.
    invented: bool,
}

/// A procedure of a plan. Its days are the length according to sources, not a guarantee.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Procedure)]
pub(crate) struct ProcedureResponse {
    /// The status of the title before.
    #[schema(schema_with = schema_references::title_status)]
    from: TitleStatus,
    /// The status of the title after.
    #[schema(schema_with = schema_references::title_status)]
    to: TitleStatus,
    days: u16,
}

/// A listed candidate of a ranking: as it was recorded, or with sentences.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum ListedCandidate<'r> {
    /// The recorded JSON, in the shape of [`RankedCandidateResponse`].
    Recorded(&'r RawValue),
    /// With sentences in a language.
    Explained(Box<RankedCandidateResponse>),
}

/// The number of candidates who fail one rule only.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NearMissCount)]
pub(crate) struct NearMissCountResponse {
    /// The rule's code.
    rule: String,
    /// The rule's name, where a language was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// Number of candidates.
    count: u64,
}

/// The candidates who fail one rule only.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NearMiss)]
pub(crate) struct NearMissResponse<'r> {
    #[serde(flatten)]
    count: NearMissCountResponse,
    /// The first: fewest unknown values, then by score. Each with what they have and lack.
    #[schema(value_type = Vec<RankedCandidateResponse>)]
    candidates: Vec<ListedCandidate<'r>>,
}

/// The impact of a requirement: changes in the counts without it, or with an easier one.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RequirementImpact)]
pub(crate) struct RequirementImpactResponse {
    /// The requirement: a rule's code.
    requirement: String,
    /// The requirement's name, where a language was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// The relaxation: one of `/codes/relaxations`.
    #[schema(schema_with = relaxation)]
    relaxation: RelaxationKind,
    /// Change in the number of ready candidates; may be negative.
    ready: CountChangeResponse,
    /// Change in the number of reachable candidates.
    reachable: CountChangeResponse,
    /// Change in the number of to-verify candidates.
    to_verify: CountChangeResponse,
}

/// A change of a count: a number for staff. In what was made for employers, fewer than five candidates, none included,
/// are an object with `fewer_than`; where a number would tell a small one by its difference to another, it is one with
/// `at_least`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CountChange)]
#[serde(untagged)]
pub(crate) enum CountChangeResponse {
    /// The number itself; negative where there would be fewer candidates.
    Exact(i64),
    /// Fewer than so many more or fewer candidates.
    FewerThan {
        #[schema(example = 5)]
        fewer_than: u64,
        /// The same in words, where a language was given.
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// At least so many more candidates; with `fewer`, at least so many fewer.
    AtLeast {
        #[schema(example = 5)]
        at_least: u64,
        /// Whether it is a number of candidates who would no longer be counted.
        fewer: bool,
        /// The same in words, where a language was given.
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
}

/// The fields that all views of a ranking have.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RankingHeader)]
pub(crate) struct RankingHeaderResponse {
    /// The ranking, at `/rankings/{id}`; also its decision record.
    id: Uuid,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    made_at: Timestamp,
    /// The same text as in another answer when both rest on the same data of the programme.
    #[schema(example = "5f3c0a7be2d14c90")]
    freshness: String,
    /// The vacancy's id in the employer's files.
    vacancy: String,
    /// The day on which all rules were judged.
    as_of: Date,
    /// Candidates by standing, with all requirements.
    counts: CountsResponse,
    /// Number of listed candidates who have withdrawn or no longer consent since it was made. They are left out.
    #[serde(skip_serializing_if = "is_zero")]
    #[schema(required = false)]
    left_out: usize,
    /// Dated data of the configuration that had ended by that day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    ended: Vec<EndedDataResponse>,
}

/// Dated data of the configuration that had ended by the day of a ranking.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EndedData)]
pub(crate) struct EndedDataResponse {
    /// `procedure` or `permit`, whose length counts as unknown; `ladder`, without which each title counts for itself alone; or
    /// `criteria`, which are used on for want of others.
    #[schema(value_type = String, example = "procedure")]
    kind: EndedKind,
    /// The procedure, the permit, or the profession.
    #[schema(value_type = String)]
    code: Code,
    /// The last day on which it was valid.
    valid_to: Option<Date>,
    source: String,
}

impl From<&EndedData> for EndedDataResponse {
    fn from(EndedData { kind, code, valid_to, source }: &EndedData) -> Self {
        Self { kind: *kind, code: code.clone(), valid_to: *valid_to, source: source.clone() }
    }
}

const fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// The ranked candidates of a vacancy.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Ranking)]
pub(crate) struct RankingResponse<'r> {
    #[serde(flatten)]
    header: RankingHeaderResponse,
    /// The first candidates of each standing: ready, reachable, to verify.
    #[schema(value_type = Vec<RankedCandidateResponse>)]
    ranking: Vec<ListedCandidate<'r>>,
    /// Near misses by rule, largest count first; `/near-misses` lists the candidates.
    near_misses: Vec<NearMissCountResponse>,
}

/// The near misses of a vacancy.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NearMisses)]
pub(crate) struct NearMissesResponse<'r> {
    #[serde(flatten)]
    header: RankingHeaderResponse,
    /// By rule, largest count first.
    near_misses: Vec<NearMissResponse<'r>>,
}

/// The impacts of all requirements of a vacancy.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RequirementImpacts)]
pub(crate) struct RequirementImpactsResponse {
    #[serde(flatten)]
    header: RankingHeaderResponse,
    /// In the order of the rules.
    requirement_impacts: Vec<RequirementImpactResponse>,
}

impl RankingHeaderResponse {
    fn new(served: &ServedRanking, context: &AppContext) -> Self {
        let record = &served.record;
        Self {
            id: served.id,
            made_at: served.made_at,
            freshness: context.tokens.freshness(served.programme, record.position),
            vacancy: record.vacancy.reference.clone(),
            as_of: record.as_of,
            counts: record.counts.into(),
            left_out: served.gone.len(),
            ended: record.ended.iter().map(EndedDataResponse::from).collect(),
        }
    }
}

impl<'r> RankingResponse<'r> {
    pub(crate) fn new(served: &'r ServedRanking, context: &AppContext, language: Option<TextLanguage>) -> Self {
        let explainer = Explainer { reference: &context.reference, language };
        let near_misses = served.record.near_misses.iter().map(|near| explainer.near_miss_count(near));
        Self {
            header: RankingHeaderResponse::new(served, context),
            ranking: explainer.listed(served, &served.record.ranked),
            near_misses: near_misses.collect(),
        }
    }
}

impl<'r> NearMissesResponse<'r> {
    pub(crate) fn new(served: &'r ServedRanking, context: &AppContext, language: Option<TextLanguage>) -> Self {
        let explainer = Explainer { reference: &context.reference, language };
        let near_miss = |near: &'r RecordedNearMisses| NearMissResponse {
            count: explainer.near_miss_count(near),
            candidates: explainer.listed(served, &near.listed),
        };
        let header = RankingHeaderResponse::new(served, context);
        Self { header, near_misses: served.record.near_misses.iter().map(near_miss).collect() }
    }
}

impl RequirementImpactsResponse {
    pub(crate) fn new(served: &ServedRanking, context: &AppContext, language: Option<TextLanguage>) -> Self {
        let explainer = Explainer { reference: &context.reference, language };
        let impacts = impacts_for(served.record.audience, &served.record.requirement_impacts);
        let requirement_impacts = impacts.into_iter().map(|impact| explainer.requirement_impact(impact)).collect();
        Self { header: RankingHeaderResponse::new(served, context), requirement_impacts }
    }
}

/// The JSON of a response about a ranking that isn't kept after it.
pub(crate) fn json(response: &impl Serialize) -> Result<Bytes, Problem> {
    let mut json = Vec::with_capacity(JSON_CAPACITY);
    serde_json::to_writer(&mut json, response).map_err(|error| RankingError::from(RecordError::from(error)))?;
    Ok(json.into())
}

/// The usual length of the JSON of a ranking of 60 candidates, in bytes, is below this.
const JSON_CAPACITY: usize = 128 * 1024;

/// Makes responses of reasons and plans, with sentences where a language was given.
#[derive(Clone, Copy)]
pub(crate) struct Explainer<'a> {
    pub(crate) reference: &'a ReferenceData,
    pub(crate) language: Option<TextLanguage>,
}

impl Explainer<'_> {
    /// The response of a ranked candidate.
    pub(crate) fn ranked_candidate(self, ranked: RankedCandidate) -> RankedCandidateResponse {
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
        let Reason { code, outcome, required, found, evidence, source, .. } = reason;
        RuleResponse { code: code.into(), outcome, required, found, evidence, source, text, question }
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

    /// The listed candidates of a ranking who are still there.
    fn listed<'r>(self, served: &'r ServedRanking, recorded: &'r [RecordedCandidate]) -> Vec<ListedCandidate<'r>> {
        let remaining = served.remaining(recorded);
        match self.language {
            None => remaining.map(|recorded| ListedCandidate::Recorded(&recorded.output)).collect(),
            Some(_) => served
                .judge_again(remaining)
                .map(|(recorded, again)| match again {
                    Some(again) => ListedCandidate::Explained(Box::new(self.ranked_candidate(again))),
                    None => ListedCandidate::Recorded(&recorded.output),
                })
                .collect(),
        }
    }

    fn near_miss_count(self, near: &RecordedNearMisses) -> NearMissCountResponse {
        let RecordedNearMisses { rule, count, .. } = near;
        NearMissCountResponse { rule: rule.clone(), text: self.rule_name(rule), count: *count }
    }

    /// The response of a requirement's impact.
    fn requirement_impact(self, impact: AudienceImpact) -> RequirementImpactResponse {
        let AudienceImpact { requirement, relaxation, ready, reachable, to_verify } = impact;
        RequirementImpactResponse {
            text: self.rule_name(&requirement),
            requirement,
            relaxation,
            ready: self.count_change(ready),
            reachable: self.count_change(reachable),
            to_verify: self.count_change(to_verify),
        }
    }

    fn count_change(self, change: CountChange) -> CountChangeResponse {
        let text = self.language.and_then(|language| change.text(self.reference.texts(), language));
        match change {
            CountChange::Exact(number) => CountChangeResponse::Exact(number),
            CountChange::FewerThan(count) => CountChangeResponse::FewerThan { fewer_than: count, text },
            CountChange::AtLeast(count) => CountChangeResponse::AtLeast { at_least: count, fewer: false, text },
            CountChange::AtLeastFewer(count) => CountChangeResponse::AtLeast { at_least: count, fewer: true, text },
        }
    }

    fn rule_name(self, code: &str) -> Option<String> {
        self.language.map(|language| explanation::rule_name(code, self.reference, language))
    }
}
