//! The language rules and the choice of courses, written again as plainly as the formats tell them: no bytes, no
//! blocks, and every set of courses tried.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use matching::Requirements;
use matching::facts::Facts;
use matching::requirements::{LanguageAlternative, LanguageRequirement};
use matching::rule_config::PlanCourse;
use vocabulary::RequiredBy;
use vocabulary::{Evidence, LanguageCode, Level, Outcome, Skill};

/// The end levels that courses brought, by language.
pub(crate) type Risen = BTreeMap<LanguageCode, Level>;

/// What is stated of one language and one skill or all of them, with what a course attests beside it.
struct Stated {
    level: Option<Level>,
    /// The best level with enough evidence.
    shown: Option<Level>,
}

fn stated(facts: &Facts, risen: &Risen, language: LanguageCode, skill: Option<Skill>, least: Evidence) -> Stated {
    let known = facts.languages.iter().find(|known| known.language == language && known.skill == skill);
    let own = known.map(|known| known.level);
    let enough = known.filter(|known| known.evidence >= least || known.level == Level::Native);
    let course = risen.get(&language).copied();
    let attested = course.filter(|_| least <= Evidence::Attested);
    Stated { level: own.max(course), shown: enough.map(|known| known.level).max(attested) }
}

/// One ask of one person.
fn asked(facts: &Facts, risen: &Risen, ask: &LanguageAlternative, least: Evidence) -> Outcome {
    let listed = facts.languages.iter().any(|known| known.language == ask.language);
    if !listed && !risen.contains_key(&ask.language) {
        return if facts.languages_complete { Outcome::NotMet } else { Outcome::Unknown };
    }
    let of = |skill| stated(facts, risen, ask.language, skill, least);
    let general = of(None);
    let at_or_above = |level: Option<Level>| level.is_some_and(|level| level >= ask.level);
    let below = |level: Option<Level>| level.is_some_and(|level| level < ask.level);
    if let Some(skill) = ask.skill {
        let own = of(Some(skill));
        let decisive = if own.level.is_some() { own } else { general };
        return if at_or_above(decisive.shown) {
            Outcome::Met
        } else if below(decisive.level) {
            Outcome::NotMet
        } else {
            Outcome::Unknown
        };
    }
    let skills: Vec<Stated> = Skill::ALL.iter().map(|skill| of(Some(*skill))).collect();
    if general.level == Some(Level::Native) {
        Outcome::Met
    } else if below(general.level) || skills.iter().any(|skill| below(skill.level)) {
        Outcome::NotMet
    } else if at_or_above(general.shown) || general.level.is_none() && skills.iter().all(|own| at_or_above(own.shown))
    {
        Outcome::Met
    } else {
        Outcome::Unknown
    }
}

/// One entry of one person, after these courses.
fn judged(facts: &Facts, risen: &Risen, must: &LanguageRequirement, least: Evidence) -> Outcome {
    let one = |ask: &LanguageAlternative| match asked(facts, &Risen::new(), ask, least) {
        Outcome::NotMet if ask.by == RequiredBy::Start => match asked(facts, risen, ask, least) {
            Outcome::Met => Outcome::ByPlan,
            other => other,
        },
        outcome => outcome,
    };
    must.alternatives.iter().map(one).min().expect("an entry asks something")
}

/// The lowest level stated for a language, 0 for none at all; nothing when that isn't known.
fn lowest(facts: &Facts, language: LanguageCode) -> Option<u8> {
    let levels = facts.languages.iter().filter(|known| known.language == language).map(|known| known.level as u8);
    levels.min().or(facts.languages_complete.then_some(0))
}

/// Whether somebody can take these courses one after another; the levels they end at.
fn taken(facts: &Facts, courses: &[&PlanCourse]) -> Option<Risen> {
    let mut risen = Risen::new();
    for (position, course) in courses.iter().enumerate() {
        if position > 0 && courses[position - 1].ends >= course.starts {
            return None;
        }
        let now =
            risen.get(&course.language).map_or(lowest(facts, course.language), |level: &Level| Some(*level as u8));
        let open = course.from.map_or(0, |level| level as u8)..course.to as u8;
        if !now.is_some_and(|level| open.contains(&level)) {
            return None;
        }
        risen.insert(course.language, course.to);
    }
    Some(risen)
}

/// What the best set of courses makes of every language must, and which courses it is.
pub(crate) fn best(
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
        let risen = taken(facts, &chosen)?;
        let judge = |must: &LanguageRequirement| judged(facts, &risen, must, vacancy.languages_evidence);
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
