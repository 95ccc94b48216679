//! The answer for one vacancy: counts, who is listed and why, near misses, and what each must costs.

use serde::{Deserialize, Serialize};
use vocabulary::{CandidateId, Date, Millionths, Outcome, Standing};

use crate::columns::later;
use crate::facts::{Facts, HeldTitle};
use crate::plan::{Plan, PlannedCourse, PlannedProcedure};
use crate::planning_window::RuleContext;
use crate::prepared_vacancy::PreparedVacancy;
use crate::reason::{CriterionPart, Reason};
use crate::requirement_impact::RequirementImpact;
use crate::rule_config::RuleConfig;
use crate::rules::{OutstandingProcedures, TitleOutcomes};
use crate::scan::{Listed, Scan, ScanOptions, scan};
use crate::segment::Segment;

/// How many people stand where. They add up to everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Every must is met.
    pub ready: u64,
    /// Every must is met or met by plan.
    pub reachable: u64,
    /// Nothing failed, something is unknown.
    pub to_verify: u64,
    /// Exactly one must is not met.
    pub near_miss: u64,
    /// Everybody else.
    pub excluded: u64,
}

/// A vacancy's ranking, in the shape of the formats.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranking {
    /// The vacancy's reference.
    pub vacancy: String,
    /// The day on which everything was judged.
    pub as_of: Date,
    /// How many people stand where.
    pub counts: Counts,
    /// The first of each standing: ready, reachable, to verify.
    pub ranking: Vec<RankedCandidate>,
    /// Near misses by rule, largest count first, then by code.
    pub near_misses: Vec<NearMisses>,
    /// What each must costs, where that was asked.
    #[serde(skip)]
    pub requirement_impacts: Vec<RequirementImpact>,
}

/// Somebody who is ranked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankedCandidate {
    /// The candidate's reference in a file; their pseudonym in the database.
    pub candidate: String,
    /// The candidate, where a database knows them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<CandidateId>,
    /// Where they stand.
    pub standing: Standing,
    /// The sum of the parts.
    pub score: Millionths,
    /// What the score is made of.
    pub criteria: Vec<CriterionPart>,
    /// Every rule that concerns them.
    pub rules: Vec<Reason>,
    /// What would make the requirements true that aren't yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
}

impl RankedCandidate {
    /// How many rules wait for a fact.
    pub fn unknown(&self) -> usize {
        self.rules.iter().filter(|rule| rule.outcome == Outcome::Unknown).count()
    }
}

/// Everybody whom one rule alone keeps off the ranking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NearMisses {
    /// The rule's code.
    pub rule: String,
    /// How many there are.
    pub count: u64,
    /// The first of them: fewest unknowns, then by score.
    pub candidates: Vec<String>,
}

/// Somebody as they are shown, with the facts that reasons are told from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown {
    /// The name under which they are shown.
    pub candidate: String,
    /// Who they are, where a database knows them.
    pub id: Option<CandidateId>,
    /// Their facts.
    pub facts: Facts,
}

/// Where listed people come from: a file's rows, or documents of an index, read once the list is cut.
pub trait Source {
    /// The person in a row of a segment.
    fn person(&self, segment: usize, row: usize) -> Shown;
}

/// Ranks everybody for one vacancy.
pub fn rank(
    prepared: &PreparedVacancy,
    people: &[&Segment],
    source: &dyn Source,
    config: &RuleConfig,
    options: ScanOptions,
) -> Ranking {
    let found = scan(prepared, people, options);
    told(prepared, &found, people, source, config)
}

/// Puts what a scan found into words of data.
pub fn told(
    prepared: &PreparedVacancy,
    found: &Scan,
    people: &[&Segment],
    source: &dyn Source,
    config: &RuleConfig,
) -> Ranking {
    let [ready, reachable, to_verify, near_miss, excluded] = found.counts;
    let ranked = |listed: &Listed| {
        let (segment, row) = (listed.segment as usize, listed.row as usize);
        judged(prepared, people[segment], row, source.person(segment, row), config)
    };
    let ranking: Vec<RankedCandidate> = found.listed[..3].iter().flatten().map(ranked).collect();
    let near = prepared.checks.iter().zip(&found.near_misses).zip(&found.listed[3..]);
    let mut near_misses: Vec<NearMisses> = near
        .filter(|((_, count), _)| **count > 0)
        .map(|((check, count), listed)| NearMisses {
            rule: check.code().into_owned(),
            count: *count,
            candidates: listed
                .iter()
                .map(|listed| source.person(listed.segment as usize, listed.row as usize).candidate)
                .collect(),
        })
        .collect();
    near_misses.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.rule.cmp(&b.rule)));
    let impacts = prepared.relaxations.iter().zip(&found.relaxed);
    Ranking {
        vacancy: prepared.vacancy.reference.clone(),
        as_of: prepared.window.as_of,
        counts: Counts { ready, reachable, to_verify, near_miss, excluded },
        ranking,
        near_misses,
        requirement_impacts: impacts
            .map(|(relaxation, [ready, reachable, to_verify])| RequirementImpact {
                requirement: relaxation.requirement.clone(),
                relaxation: relaxation.kind,
                ready: *ready,
                reachable: *reachable,
                to_verify: *to_verify,
            })
            .collect(),
    }
}

/// One person judged for one vacancy, with reasons, parts and plan: the same loops that scan many, over one row.
pub fn judged(
    prepared: &PreparedVacancy,
    people: &Segment,
    row: usize,
    shown: Shown,
    config: &RuleConfig,
) -> RankedCandidate {
    let Shown { candidate, id, facts } = shown;
    let outcomes = prepared.outcomes(&people.columns, row);
    let criteria = prepared.parts(people, row);
    let rules = prepared
        .checks
        .iter()
        .zip(&outcomes)
        .filter(|(check, _)| check.concerns(&facts))
        .map(|(check, outcome)| {
            let found = check.found(&facts);
            Reason {
                code: check.code().into_owned(),
                outcome: *outcome,
                required: found.required,
                found: found.found,
                evidence: found.evidence,
                by: found.by,
                is_confidential: found.is_confidential,
            }
        })
        .collect();
    let by_plan = outcomes.contains(&Outcome::ByPlan);
    RankedCandidate {
        candidate,
        id,
        standing: prepared.standing(&outcomes),
        score: Millionths::new(criteria.iter().map(|part| part.part.count()).sum()),
        criteria,
        rules,
        plan: by_plan.then(|| plan(prepared, people, row, &facts, config)),
    }
}

/// The plan of somebody who has a must met by plan.
fn plan(prepared: &PreparedVacancy, people: &Segment, row: usize, facts: &Facts, config: &RuleConfig) -> Plan {
    let window = &prepared.window;
    let as_of = window.as_of;
    let courses: Vec<PlannedCourse> = prepared
        .courses(&people.columns, row)
        .courses
        .into_iter()
        .map(|course| PlannedCourse {
            id: course.id,
            starts: course.starts,
            ends: course.ends,
            hours: course.hours,
            price: course.price,
            invented: course.invented,
        })
        .collect();
    let procedures = title_procedures(prepared, facts, config);
    let days: u64 = procedures.iter().map(|step| u64::from(step.days)).sum();
    let courses_end = courses.last().map(|course| course.ends);
    let ends = courses_end.unwrap_or(as_of).max(later(as_of, days));
    let outstanding = OutstandingProcedures::new(&prepared.vacancy, RuleContext { config, window });
    let earliest_start = [facts.available_from, courses_end, Some(outstanding.end(facts, as_of)), Some(as_of)];
    Plan { courses, procedures, ends, earliest_start: earliest_start.into_iter().flatten().max().unwrap_or(as_of) }
}

/// The steps by which a title that is short in status rises to the asked one: those of the title with fewest days.
fn title_procedures(prepared: &PreparedVacancy, facts: &Facts, config: &RuleConfig) -> Vec<PlannedProcedure> {
    let vacancy = &prepared.vacancy;
    let Some(title) = &vacancy.title else { return Vec::new() };
    let outcomes = TitleOutcomes::of(vacancy, title, config, &prepared.window);
    let outcome = |held: &HeldTitle| {
        let title = outcomes.titles.iter().find(|title| title.title == held.title)?;
        Some(title.by_status[held.status.map_or(0, |status| status as usize)])
    };
    let best = facts.titles.iter().filter_map(|held| Some((outcome(held)?, held))).min_by_key(|(outcome, held)| {
        let days =
            held.status.map_or(0, |from| config.days_between(held.title.as_str(), from, vacancy.title_status).0);
        (*outcome, days)
    });
    let Some((Outcome::ByPlan, held)) = best else { return Vec::new() };
    let in_between = |step: &&crate::rule_config::Step| {
        step.title == held.title
            && held.status.is_some_and(|from| step.from >= from)
            && step.to <= vacancy.title_status
    };
    let steps = config.steps.iter().filter(in_between);
    steps.filter_map(|step| Some(PlannedProcedure { from: step.from, to: step.to, days: step.days? })).collect()
}
