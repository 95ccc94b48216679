//! The ranking of one vacancy: counts, listed candidates with reasons, near misses, and the impact of each requirement.

use std::cell::OnceCell;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use vocabulary::{CandidateId, Date, Millionths, Outcome, Standing};

use crate::columns::later;
use crate::criteria::Values;
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

/// The number of candidates of each standing. The sum is the number of all candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// All requirements are met.
    pub ready: u64,
    /// All requirements are met or met by plan, at least one by plan.
    pub reachable: u64,
    /// No requirement is not met, at least one is unknown.
    pub to_verify: u64,
    /// Exactly one requirement is not met.
    pub near_miss: u64,
    /// All others.
    pub excluded: u64,
}

/// A vacancy's ranking, as `docs/formats.md` defines its JSON.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranking {
    /// The vacancy's reference.
    pub vacancy: String,
    /// The day of the ranking.
    pub as_of: Date,
    /// The number of candidates of each standing.
    pub counts: Counts,
    /// The first candidates of each standing: ready, reachable, to verify.
    pub ranking: Vec<RankedCandidate>,
    /// Near misses by rule, in descending order of their number, then by code.
    pub near_misses: Vec<NearMisses>,
    /// The impact of each requirement, if it was asked for.
    #[serde(skip)]
    pub requirement_impacts: Vec<RequirementImpact>,
}

/// A ranked candidate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankedCandidate {
    /// The reference in a file, or the pseudonym in a database.
    pub candidate: String,
    /// The identifier in a database.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<CandidateId>,
    /// The standing.
    pub standing: Standing,
    /// The score: the sum of the parts.
    pub score: Millionths,
    /// The parts of the score.
    pub criteria: Vec<CriterionPart>,
    /// The rules that apply, with their outcomes.
    pub rules: Vec<Reason>,
    /// The plan by which requirements that aren't met yet would be met.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
}

impl RankedCandidate {
    /// The number of unknown rules.
    pub fn unknown(&self) -> usize {
        self.rules.iter().filter(|rule| rule.outcome == Outcome::Unknown).count()
    }
}

/// The candidates for whom one rule alone is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NearMisses {
    /// The rule's code.
    pub rule: String,
    /// Their number.
    pub count: u64,
    /// The first of them, by number of unknowns, then by score.
    pub candidates: Vec<String>,
}

/// A candidate under the name that a ranking shows, with the facts from which reasons are explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedCandidate<'a> {
    /// The reference in a file, or the pseudonym in a database.
    pub name: &'a str,
    /// The identifier in a database; absent for a file.
    pub id: Option<CandidateId>,
    /// The facts on the day of the ranking.
    pub facts: &'a Facts,
}

/// A candidate as a file or an index keeps them, to be listed without a copy.
pub trait Candidate {
    /// The name, and the facts on the day of the ranking.
    fn named(&self) -> NamedCandidate<'_>;
}

impl Candidate for NamedCandidate<'_> {
    fn named(&self) -> NamedCandidate<'_> {
        *self
    }
}

/// A candidate on one of a ranking's lists, with the row in which the scan found them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedCandidate<C> {
    /// The position of the segment among those that were scanned.
    pub segment: usize,
    /// The row in that segment.
    pub row: usize,
    /// The candidate.
    pub candidate: C,
}

/// A ranking with the candidates on its lists, from which a decision record is made.
#[derive(Debug, Clone, PartialEq)]
pub struct RankingOutcome<C> {
    /// The ranking.
    pub ranking: Ranking,
    /// The candidates of [`Ranking::ranking`], in its order.
    pub ranked: Vec<ListedCandidate<C>>,
    /// The near misses that are listed by name, in the order of [`Ranking::near_misses`].
    pub near_misses: Vec<ListedCandidate<C>>,
}

/// Ranks the candidates of all segments for one vacancy.
///
/// `fetch` returns the candidate in a row of a segment; it is called once for each listed candidate, after the lists are
/// complete.
///
/// # Errors
/// The first error of `fetch`.
pub fn rank<C: Candidate, E>(
    prepared: &PreparedVacancy,
    segments: &[&Segment],
    config: &RuleConfig,
    options: ScanOptions,
    fetch: impl Fn(usize, usize) -> Result<C, E>,
) -> Result<RankingOutcome<C>, E> {
    explain(prepared, &scan(prepared, segments, options), segments, config, fetch)
}

/// Turns the result of a scan into a ranking with reasons. `fetch` is as for [`rank`].
///
/// # Errors
/// The first error of `fetch`.
pub fn explain<C: Candidate, E>(
    prepared: &PreparedVacancy,
    scan: &Scan,
    segments: &[&Segment],
    config: &RuleConfig,
    fetch: impl Fn(usize, usize) -> Result<C, E>,
) -> Result<RankingOutcome<C>, E> {
    let listed = |entry: &Listed| {
        let (segment, row) = (entry.segment as usize, entry.row as usize);
        Ok(ListedCandidate { segment, row, candidate: fetch(segment, row)? })
    };
    let ranked: Vec<ListedCandidate<C>> = scan.listed[..3].iter().flatten().map(listed).collect::<Result<_, E>>()?;
    let judge = Judge::new(prepared, segments, config);
    let ranking = ranked.iter().map(|listed| judge.judge(listed)).collect();
    let mut near_misses = Vec::new();
    for ((check, count), entries) in prepared.checks.iter().zip(&scan.near_misses).zip(&scan.listed[3..]) {
        if *count == 0 {
            continue;
        }
        let listed: Vec<ListedCandidate<C>> = entries.iter().map(listed).collect::<Result<_, E>>()?;
        let candidates = listed.iter().map(|listed| listed.candidate.named().name.to_owned()).collect();
        near_misses.push((NearMisses { rule: check.code().into_owned(), count: *count, candidates }, listed));
    }
    near_misses.sort_by(|(a, _), (b, _)| b.count.cmp(&a.count).then_with(|| a.rule.cmp(&b.rule)));
    let (near_misses, near_miss_candidates): (Vec<_>, Vec<_>) = near_misses.into_iter().unzip();
    let [ready, reachable, to_verify, near_miss, excluded] = scan.counts;
    let impacts = prepared.relaxations.iter().zip(&scan.relaxed);
    let ranking = Ranking {
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
    };
    Ok(RankingOutcome { ranking, ranked, near_misses: near_miss_candidates.into_iter().flatten().collect() })
}

/// Judges candidates of some segments one by one for one vacancy, with reasons, scores and plans, by the loops of the
/// scan over a single row.
pub struct Judge<'a> {
    prepared: &'a PreparedVacancy,
    segments: &'a [&'a Segment],
    config: &'a RuleConfig,
    /// By segment: the measures over its candidates, made when the first of them is judged.
    measures: Vec<OnceCell<Vec<Values<'a>>>>,
}

impl<'a> Judge<'a> {
    /// A judge of candidates of these segments.
    pub fn new(prepared: &'a PreparedVacancy, segments: &'a [&'a Segment], config: &'a RuleConfig) -> Self {
        Self { prepared, segments, config, measures: segments.iter().map(|_| OnceCell::new()).collect() }
    }

    /// Judges a listed candidate.
    pub fn judge<C: Candidate>(&self, listed: &ListedCandidate<C>) -> RankedCandidate {
        let segment = self.segments[listed.segment];
        let measures = self.measures[listed.segment].get_or_init(|| self.prepared.measures_over(segment));
        judge_by(self.prepared, segment, measures, listed.row, listed.candidate.named(), self.config)
    }
}

/// Judges one candidate for one vacancy, with reasons, score and plan.
pub fn judge(
    prepared: &PreparedVacancy,
    segment: &Segment,
    row: usize,
    candidate: NamedCandidate<'_>,
    config: &RuleConfig,
) -> RankedCandidate {
    judge_by(prepared, segment, &prepared.measures_over(segment), row, candidate, config)
}

fn judge_by(
    prepared: &PreparedVacancy,
    segment: &Segment,
    measures: &[Values<'_>],
    row: usize,
    candidate: NamedCandidate<'_>,
    config: &RuleConfig,
) -> RankedCandidate {
    let NamedCandidate { name, id, facts } = candidate;
    let outcomes = prepared.outcomes(&segment.columns, row);
    let criteria = prepared.parts(measures, row);
    let mut rules = Vec::with_capacity(outcomes.len());
    let concerning = prepared.checks.iter().zip(&outcomes).filter(|(check, _)| check.concerns(facts));
    rules.extend(concerning.map(|(check, outcome)| {
        let found = check.found(facts);
        Reason {
            code: SmolStr::new(check.code()),
            outcome: *outcome,
            required: found.required,
            found: found.found,
            evidence: found.evidence,
            source: found.source,
            by: found.by,
            is_confidential: found.is_confidential,
        }
    }));
    let by_plan = outcomes.contains(&Outcome::ByPlan);
    RankedCandidate {
        candidate: name.to_owned(),
        id,
        standing: prepared.standing(&outcomes),
        score: Millionths::new(criteria.iter().map(|part| part.part.count()).sum()),
        criteria,
        rules,
        plan: by_plan.then(|| plan(prepared, segment, row, facts, config)),
    }
}

/// The plan of a candidate with a requirement met by plan.
fn plan(prepared: &PreparedVacancy, segment: &Segment, row: usize, facts: &Facts, config: &RuleConfig) -> Plan {
    let window = &prepared.window;
    let as_of = window.as_of;
    let courses: Vec<PlannedCourse> = prepared
        .courses(&segment.columns, row)
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
    let outstanding =
        OutstandingProcedures::new(&prepared.vacancy, RuleContext { config, window, pay_grid: prepared.pay_grid });
    let earliest_start = [facts.available_from, courses_end, Some(outstanding.end(facts, as_of)), Some(as_of)];
    Plan { courses, procedures, ends, earliest_start: earliest_start.into_iter().flatten().max().unwrap_or(as_of) }
}

/// The procedures that raise a held title to the required status; of several titles, those with the fewest days.
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
