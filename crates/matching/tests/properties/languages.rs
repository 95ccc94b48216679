//! The language rule and the choice of courses, written a second time as plainly as the formats define them: without
//! bytes and blocks, and with every set of courses tried.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use matching::Requirements;
use matching::facts::{Facts, KnownLanguage};
use matching::requirements::{LanguageAlternative, LanguageRequirement};
use matching::rule_config::PlanCourse;
use vocabulary::RequiredBy;
use vocabulary::{Evidence, LanguageCode, Level, Outcome, Skill, SourceKind};

/// The end levels of the courses taken, by language.
pub(crate) type RaisedLevels = BTreeMap<LanguageCode, Level>;

/// The levels stated of one language, for one skill or all of them, with a course's attestation beside them.
struct Stated {
    level: Option<Level>,
    /// The best level with enough evidence.
    evidenced: Option<Level>,
}

fn stated(
    facts: &Facts,
    raised: &RaisedLevels,
    language: LanguageCode,
    skill: Option<Skill>,
    least: Evidence,
) -> Stated {
    let known = facts.languages.iter().find(|known| known.language == language && known.skill == skill);
    let own = known.map(|known| known.level);
    let is_enough = |known: &KnownLanguage| {
        known.evidence >= least || known.level == Level::Native && known.source != SourceKind::OwnWord
    };
    let enough = known.filter(|known| is_enough(known));
    let course = raised.get(&language).copied();
    let attested = course.filter(|_| least <= Evidence::Attested);
    Stated { level: own.max(course), evidenced: enough.map(|known| known.level).max(attested) }
}

/// The outcome of one alternative for one candidate.
fn alternative_outcome(
    facts: &Facts,
    raised: &RaisedLevels,
    alternative: &LanguageAlternative,
    least: Evidence,
) -> Outcome {
    let listed = facts.languages.iter().any(|known| known.language == alternative.language);
    if !listed && !raised.contains_key(&alternative.language) {
        return if facts.languages_complete { Outcome::NotMet } else { Outcome::Unknown };
    }
    let of = |skill| stated(facts, raised, alternative.language, skill, least);
    let general = of(None);
    let at_or_above = |level: Option<Level>| level.is_some_and(|level| level >= alternative.level);
    let below = |level: Option<Level>| level.is_some_and(|level| level < alternative.level);
    if let Some(skill) = alternative.skill {
        let own = of(Some(skill));
        let decisive = if own.level.is_some() { own } else { general };
        return if at_or_above(decisive.evidenced) {
            Outcome::Met
        } else if below(decisive.level) {
            Outcome::NotMet
        } else {
            Outcome::Unknown
        };
    }
    let skills: Vec<Stated> = Skill::ALL.iter().map(|skill| of(Some(*skill))).collect();
    if general.evidenced == Some(Level::Native) {
        Outcome::Met
    } else if below(general.level) || skills.iter().any(|skill| below(skill.level)) {
        Outcome::NotMet
    } else if at_or_above(general.evidenced)
        || general.level.is_none() && skills.iter().all(|own| at_or_above(own.evidenced))
    {
        Outcome::Met
    } else {
        Outcome::Unknown
    }
}

/// The outcome of one entry for one candidate, after these courses.
fn entry_outcome(
    facts: &Facts,
    raised: &RaisedLevels,
    requirement: &LanguageRequirement,
    least: Evidence,
) -> Outcome {
    let one = |alternative: &LanguageAlternative| match alternative_outcome(
        facts,
        &RaisedLevels::new(),
        alternative,
        least,
    ) {
        Outcome::NotMet if alternative.by == RequiredBy::Start => {
            match alternative_outcome(facts, raised, alternative, least) {
                Outcome::Met => Outcome::ByPlan,
                other => other,
            }
        }
        outcome => outcome,
    };
    requirement.alternatives.iter().map(one).min().expect("an entry asks something")
}

/// The lowest level stated for a language, 0 for none at all; `None` when unknown.
fn lowest(facts: &Facts, language: LanguageCode) -> Option<u8> {
    let levels = facts.languages.iter().filter(|known| known.language == language).map(|known| known.level as u8);
    levels.min().or(facts.languages_complete.then_some(0))
}

/// The levels that a candidate reaches by these courses, taken one after another; `None` when that isn't possible.
fn levels_after(facts: &Facts, courses: &[&PlanCourse]) -> Option<RaisedLevels> {
    let mut raised = RaisedLevels::new();
    for (position, course) in courses.iter().enumerate() {
        if position > 0 && courses[position - 1].ends >= course.starts {
            return None;
        }
        let now =
            raised.get(&course.language).map_or(lowest(facts, course.language), |level: &Level| Some(*level as u8));
        let open = course.from.map_or(0, |level| level as u8)..course.to as u8;
        if !now.is_some_and(|level| open.contains(&level)) {
            return None;
        }
        raised.insert(course.language, course.to);
    }
    Some(raised)
}

/// The outcomes of all language requirements with the best set of courses, and the codes of those courses.
pub(crate) fn best_courses(
    facts: &Facts,
    vacancy: &Requirements,
    courses: &[PlanCourse],
    as_of: NaiveDate,
) -> (Vec<Outcome>, Vec<String>) {
    let deadline = vacancy.start_until.or(vacancy.start_from);
    let mut in_time: Vec<&PlanCourse> = courses
        .iter()
        .filter(|course| course.starts >= as_of && deadline.is_some_and(|deadline| course.ends <= deadline))
        .collect();
    in_time.sort_by_key(|course| course.starts);
    let sets = (0..1usize << in_time.len()).filter_map(|bits| {
        let chosen = in_time.iter().enumerate().filter(|(position, _)| bits >> position & 1 == 1);
        let chosen: Vec<&PlanCourse> = chosen.map(|(_, course)| *course).collect();
        let raised = levels_after(facts, &chosen)?;
        let judge = |requirement: &LanguageRequirement| {
            entry_outcome(facts, &raised, requirement, vacancy.languages_evidence)
        };
        let outcomes: Vec<Outcome> = vacancy.languages.iter().map(judge).collect();
        let met = outcomes.iter().filter(|outcome| **outcome == Outcome::ByPlan).count();
        let ends = chosen.iter().map(|course| course.ends).max();
        let price: u64 = chosen.iter().map(|course| u64::from(course.price.cents())).sum();
        let ids: Vec<String> = chosen.iter().map(|course| course.id.to_string()).collect();
        Some((std::cmp::Reverse(met), ends, price, ids, outcomes))
    });
    let (_, _, _, ids, outcomes) = sets.min().expect("no course at all is a set too");
    (outcomes, ids)
}
