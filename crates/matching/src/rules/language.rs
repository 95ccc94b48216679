//! `language.…`: a level in a language or in one of its skills, with a least evidence. Each entry is one requirement,
//! met by any one of its alternatives.
//!
//! What is declared beyond a level that is attested or tested is to be verified: neither met nor not met. Who is native by their
//! own word alone has declared it.
//!
//! Where the requirement is at start, a candidate with too low a level may meet it *by plan*. A language course is
//! open to candidates at or above its entry level and below its end level, by the lowest level stated, and raises all
//! skills to its end level, attested. For one requirement, the lowest level from which courses reach the required one
//! is computed once; for a candidate with several requirements met by plan, an exact search checks that the courses
//! fit together ([`crate::plan`]).

use std::borrow::Cow;
use std::ops::Range;

use vocabulary::{Evidence, LanguageCode, Level, Outcome, RequiredBy, SourceKind};

use super::{Check, Rule, RuleContext, outcome};
use crate::columns::{ASPECTS, Column, Columns, EVIDENCES, LanguageBytes, aspect, evidence_of, unlisted_byte};
use crate::facts::{Facts, KnownLanguage};
use crate::outcome_bits::OutcomeBits;
use crate::planning_window::PlanningWindow;
use crate::reason::{Finding, Value};
use crate::requirement_impact::{RelaxationKind, RelaxedRequirement};
use crate::requirements::{LanguageAlternative, LanguageRequirement, Requirements};

pub(super) struct Language;

/// The check of one entry of the required languages.
pub struct LanguageCheck {
    code: String,
    requirement: LanguageRequirement,
    evidence: Evidence,
    /// By alternative and lowest level stated (0 none at all, 7 native): the level that courses reach in time.
    reach: Vec<[u8; 8]>,
}

impl Rule for Language {
    fn code(&self) -> &'static str {
        "language"
    }

    fn checks(&self, vacancy: &Requirements, context: RuleContext<'_>) -> Vec<Box<dyn Check>> {
        let check = |requirement: &LanguageRequirement| -> Box<dyn Check> {
            Box::new(LanguageCheck::new(requirement, vacancy.languages_evidence, context.window))
        };
        vacancy.languages.iter().map(check).collect()
    }
}

/// The lowest level stated, from a language's byte; 15 when none is.
#[inline(always)]
fn low(byte: u8) -> u8 {
    byte >> 4
}

/// The level that counts as met, from a language's byte.
#[inline(always)]
fn met(byte: u8) -> u8 {
    byte & 15
}

/// Compares a byte with a required level: met, not met or unknown, in the order of the rule's table.
#[inline(always)]
fn compare(byte: u8, required: u8) -> Outcome {
    let below = (low(byte) < required) & (met(byte) != Level::Native as u8);
    outcome(!below & (met(byte) >= required), below)
}

impl LanguageCheck {
    pub(crate) fn new(requirement: &LanguageRequirement, evidence: Evidence, window: &PlanningWindow) -> Self {
        let reach = requirement.alternatives.iter().map(|alternative| match alternative.by {
            RequiredBy::Start => window.reach(alternative.language),
            RequiredBy::Application => [0; 8],
        });
        Self { code: requirement.rule_code(), requirement: requirement.clone(), evidence, reach: reach.collect() }
    }

    /// The alternatives of this entry.
    pub(crate) fn alternatives(&self) -> &[LanguageAlternative] {
        &self.requirement.alternatives
    }

    /// The entry's outcome, without any plan, for a candidate with these bytes.
    pub(crate) fn compare(&self, bytes: impl Fn(LanguageCode) -> LanguageBytes) -> Outcome {
        let judge = |alternative: &LanguageAlternative| {
            let byte = bytes(alternative.language)[aspect(alternative.skill)][self.evidence as usize];
            compare(byte, alternative.level as u8)
        };
        self.requirement.alternatives.iter().map(judge).min().unwrap_or(Outcome::Met)
    }

    /// The columns, each an aspect of a language and a least evidence, that decide what courses make of this entry.
    pub(crate) fn level_columns(&self) -> impl Iterator<Item = (LanguageCode, usize, Evidence)> {
        self.requirement.alternatives.iter().flat_map(|alternative| {
            [
                (alternative.language, aspect(alternative.skill), self.evidence),
                (alternative.language, 0, Evidence::Declared),
            ]
        })
    }

    /// The entry's outcome after courses raised some languages: only alternatives at start are judged by the raised
    /// levels.
    pub(crate) fn outcome_with_courses(
        &self,
        before: impl Fn(LanguageCode) -> LanguageBytes,
        after: impl Fn(LanguageCode) -> LanguageBytes,
    ) -> Outcome {
        let judge = |alternative: &LanguageAlternative| {
            let of = |bytes: LanguageBytes| {
                compare(bytes[aspect(alternative.skill)][self.evidence as usize], alternative.level as u8)
            };
            match (of(before(alternative.language)), alternative.by) {
                (Outcome::NotMet, RequiredBy::Start) => match of(after(alternative.language)) {
                    Outcome::Met => Outcome::ByPlan,
                    other => other,
                },
                (outcome, _) => outcome,
            }
        };
        self.requirement.alternatives.iter().map(judge).min().unwrap_or(Outcome::Met)
    }

    /// Judges one alternative over a block: without a plan, then with the levels that courses reach.
    fn judge_alternative(&self, index: usize, people: &Columns, rows: Range<usize>, outcome_bits: &mut OutcomeBits) {
        let alternative = &self.requirement.alternatives[index];
        let required = alternative.level as u8;
        let own = people.language(alternative.language, aspect(alternative.skill), self.evidence);
        let (Some(own), Some(general)) = (own, people.language(alternative.language, 0, self.evidence)) else {
            // No candidate of this segment lists the language, so each is at level 0 or unknown.
            let none = if self.reach[index][0] >= required && self.evidence < Evidence::Tested {
                Outcome::ByPlan
            } else {
                Outcome::NotMet
            };
            outcome_bits.judge_column(&people.languages_complete[rows], move |complete| {
                if complete == 1 { none } else { Outcome::Unknown }
            });
            return;
        };
        let own = &own[rows.clone()];
        let Some(least) = (0..8u8).find(|level| self.reach[index][usize::from(*level)] >= required) else {
            outcome_bits.judge_column(own, move |byte| compare(byte, required));
            return;
        };
        // A course's attestation is no test: where a test is required, only levels tested already count.
        let tested = self.evidence == Evidence::Tested;
        let reach = self.reach[index];
        let by_plan = move |byte: u8, general: u8| {
            let lowest = low(general);
            (lowest >= least) & (lowest < 8) & (!tested | (met(byte) >= required))
        };
        let judge = move |byte: u8, by_plan: bool| {
            let outcome = compare(byte, required);
            let fails = outcome as u8 == Outcome::NotMet as u8;
            if fails & by_plan { Outcome::ByPlan } else { outcome }
        };
        // The levels from which courses reach the required one need not be consecutive, since a course may be closed
        // to levels near its end. Consecutive levels are judged by vectors, others level by level.
        let one_run = (least..required).all(|level| reach[usize::from(level)] >= required);
        let general = &general[rows];
        if one_run {
            outcome_bits.judge_two_columns(own, general, move |byte, general| judge(byte, by_plan(byte, general)));
        } else {
            outcome_bits.judge_two_columns(own, general, move |byte, general| {
                judge(byte, by_plan(byte, general) && reach[usize::from(low(general) & 7)] >= required)
            });
        }
    }
}

impl Check for LanguageCheck {
    fn code(&self) -> Cow<'_, str> {
        self.code.as_str().into()
    }

    fn columns_read(&self) -> Vec<Column> {
        let mut columns = Vec::new();
        for (alternative, reach) in self.requirement.alternatives.iter().zip(&self.reach) {
            columns.push(Column::Language(alternative.language, aspect(alternative.skill), self.evidence));
            if reach.iter().any(|level| *level >= alternative.level as u8) {
                columns.push(Column::Language(alternative.language, 0, self.evidence));
            }
        }
        columns
    }

    fn judge(&self, people: &Columns, rows: Range<usize>, outcome_bits: &mut OutcomeBits) {
        self.judge_alternative(0, people, rows.clone(), outcome_bits);
        for index in 1..self.requirement.alternatives.len() {
            let mut other = OutcomeBits::all(Outcome::Met);
            self.judge_alternative(index, people, rows.clone(), &mut other);
            outcome_bits.keep_better(&other);
        }
    }

    fn found(&self, facts: &Facts) -> Finding {
        let bytes = |language| crate::columns::language_bytes(facts, language);
        let outcome_of = |alternative: &&LanguageAlternative| {
            compare(
                bytes(alternative.language)[aspect(alternative.skill)][self.evidence as usize],
                alternative.level as u8,
            )
        };
        // Reports the alternative with the best outcome.
        let alternative = self.requirement.alternatives.iter().min_by_key(outcome_of);
        let known = alternative.and_then(|alternative| self.decisive_level(facts, alternative));
        let is_none = || {
            let complete = facts.languages_complete
                && alternative.is_some_and(|alternative| {
                    facts.languages.iter().all(|known| known.language != alternative.language)
                });
            complete.then_some(Value::NoLevel)
        };
        let (evidence, source) = (known.map(|known| known.evidence.word()), known.map(|known| known.source));
        let found = known.map(|known| Value::Level(known.language, known.skill, known.level)).or_else(is_none);
        Finding {
            required: Value::Levels(self.requirement.alternatives.clone(), self.evidence),
            evidence,
            // That a language isn't known at all is the word of whoever says that the list is complete.
            source: source.or(found.is_some().then_some(SourceKind::OwnWord)),
            found,
            by: alternative.map(|alternative| alternative.by),
            is_confidential: false,
        }
    }

    /// Without the requirement, each alternative one level lower, and at start instead of at application.
    fn relaxations(&self, _: &Requirements, context: RuleContext<'_>) -> Vec<RelaxedRequirement> {
        let with = |change: &dyn Fn(&mut LanguageAlternative)| -> Box<dyn Check> {
            let mut requirement = self.requirement.clone();
            requirement.alternatives.iter_mut().for_each(change);
            Box::new(Self::new(&requirement, self.evidence, context.window))
        };
        let mut relaxations = vec![RelaxedRequirement::left_out()];
        if self.alternatives().iter().any(|alternative| alternative.level.one_lower().is_some()) {
            let lower =
                with(&|alternative| alternative.level = alternative.level.one_lower().unwrap_or(alternative.level));
            relaxations.push(RelaxedRequirement::replaced(RelaxationKind::OneLevelLower, lower));
        }
        if self.alternatives().iter().any(|alternative| alternative.by == RequiredBy::Application) {
            let at_start = with(&|alternative| alternative.by = RequiredBy::Start);
            relaxations.push(RelaxedRequirement::replaced(RelaxationKind::AtStart, at_start));
        }
        relaxations
    }

    fn as_language(&self) -> Option<&LanguageCheck> {
        Some(self)
    }
}

impl LanguageCheck {
    /// The assertion that decides an alternative; of several that say the same, the one on the strongest source.
    fn decisive_level(&self, facts: &Facts, alternative: &LanguageAlternative) -> Option<KnownLanguage> {
        let listed = || facts.languages.iter().filter(|known| known.language == alternative.language);
        let of = |skill| listed().filter(move |known| known.skill == skill);
        // The best level that counts, where it is enough; else the best of all, which is too low or is to be verified. The
        // skill's own level comes before the general one.
        let best = |skill| {
            // A declaration counts where nobody has proof of another level.
            let is_proven = of(skill).any(|known| evidence_of(known) > Evidence::Declared);
            let least = if is_proven { self.evidence.max(Evidence::Attested) } else { self.evidence };
            of(skill)
                .filter(|known| evidence_of(known) >= least && known.level >= alternative.level)
                .max_by_key(|known| (known.level, known.source))
                .or_else(|| of(skill).max_by_key(|known| (known.level, known.evidence, known.source)))
        };
        let best = alternative.skill.and_then(|skill| best(Some(skill))).or_else(|| best(None));
        let lowest = listed().min_by_key(|known| known.level);
        let counts_as_native = || {
            let bytes = crate::columns::language_bytes(facts, alternative.language);
            met(bytes[aspect(None)][self.evidence as usize]) == Level::Native as u8
        };
        match (alternative.skill, best) {
            // All skills are required, and one that is listed is below the level: it decides.
            (None, Some(known)) if !counts_as_native() => {
                lowest.filter(|low| low.skill.is_some() && low.level < alternative.level).or(Some(known))
            }
            (None, None) => lowest,
            (_, known) => known,
        }
        .copied()
    }
}

/// A language's bytes after a course raised all skills to a level, attested: one more assertion beside those stated.
pub(crate) fn raise_levels(bytes: LanguageBytes, level: Level) -> LanguageBytes {
    let level = level as u8;
    let mut after = bytes;
    for aspect in &mut after[..ASPECTS] {
        for (evidence, byte) in aspect.iter_mut().enumerate().take(EVIDENCES) {
            let stands = if low(*byte) == low(unlisted_byte(false)) { 0 } else { low(*byte) };
            let attested = evidence <= Evidence::Attested as usize;
            let counts = if attested { met(*byte).max(level) } else { met(*byte) };
            *byte = stands.max(level) << 4 | counts;
        }
    }
    after
}

/// The lowest level stated for a language, from its bytes: 0 for none at all, `None` when unknown.
pub(crate) fn lowest_level(bytes: LanguageBytes) -> Option<u8> {
    Some(low(bytes[0][0])).filter(|level| *level < 8)
}
