//! Rankings as tables and CSV, and the notices beside them.

use std::io::{self, Write};

use comfy_table::{ColumnConstraint, Width};
use employer::PayNotice;
use matching::criteria::CRITERIA;
use matching::explanation;
use matching::ranking::{RankedCandidate, Ranking};
use matching::requirement_impact::{RelaxationKind, RequirementImpact};
use reference_data::{EndedData, EndedKind, ReferenceData, TextFamily, TextKey, UsedKey};
use vocabulary::{Outcome, Standing, TextLanguage};

use crate::failure::{CommandResult, Failure};
use crate::table::{align_numbers, new_table};

/// Candidates of each standing that a table lists; the others are counted.
const SHOWN: usize = 5;
/// Width of the column of reasons, in characters.
const REASONS: u16 = 72;

/// The name of a criterion: `criterion-<criterion>`.
const CRITERION: TextFamily = TextFamily::new("criterion-");
const ALL_RULES_MET: TextKey<1> = TextKey::new("all-rules-met", ["rules"]);
const REQUIREMENT_IMPACTS: TextKey = TextKey::new("requirement-impacts", []);
const RELAXATION_WITHOUT: TextKey = TextKey::new("relaxation-without", []);
const RELAXATION_ONE_LEVEL_LOWER: TextKey = TextKey::new("relaxation-one-level-lower", []);
const RELAXATION_AT_START: TextKey = TextKey::new("relaxation-at-start", []);
const PAY_BELOW_THRESHOLD: TextKey<5> =
    TextKey::new("notice-pay-threshold", ["pay", "threshold", "unit", "region", "from"]);
const PAY_NOT_COMPARABLE: TextKey<3> = TextKey::new("notice-pay-not-comparable", ["pay", "threshold", "region"]);
/// Data that had ended by the day of a ranking: `notice-ended-<kind>`.
const ENDED: TextFamily = TextFamily::new("notice-ended-");
const ENDED_ARGUMENTS: &[&str] = &["code", "until", "source"];
/// The notice that the courses of a plan are invented.
pub const INVENTED_COURSES: TextKey = TextKey::new("notice-invented-courses", []);
/// The notice that a ranking is advice.
pub const ADVICE_ONLY: TextKey = TextKey::new("advice-only", []);

/// The keys of the texts that the program's own output can use.
pub fn text_keys() -> Vec<UsedKey> {
    let mut keys = CRITERION.used_by_all(CRITERIA.iter().map(|criterion| criterion.code()));
    keys.push(ALL_RULES_MET.used());
    keys.push(PAY_BELOW_THRESHOLD.used());
    keys.push(PAY_NOT_COMPARABLE.used());
    keys.extend(EndedKind::ALL.iter().map(|kind| ENDED.used(kind, ENDED_ARGUMENTS)));
    keys.extend([
        REQUIREMENT_IMPACTS.used(),
        RELAXATION_WITHOUT.used(),
        RELAXATION_ONE_LEVEL_LOWER.used(),
        RELAXATION_AT_START.used(),
        INVENTED_COURSES.used(),
        ADVICE_ONLY.used(),
    ]);
    keys
}

/// Writes one CSV row for each listed candidate.
pub fn write_csv(
    out: impl Write,
    rankings: &[Ranking],
    reference: &ReferenceData,
    language: TextLanguage,
) -> CommandResult {
    let mut csv = csv::Writer::from_writer(out);
    let written = |error: csv::Error| Failure::Output(sheets::csv_io_error(error));
    csv.write_record(["vacancy", "rank", "candidate", "standing", "score", "unknown", "plan_end", "reasons"])
        .map_err(written)?;
    for ranking in rankings {
        for (index, ranked) in ranking.ranking.iter().enumerate() {
            csv.write_record([
                ranking.vacancy.as_str(),
                &(index + 1).to_string(),
                &ranked.candidate,
                ranked.standing.word(),
                &ranked.score.to_string(),
                &ranked.unknown().to_string(),
                &ranked.plan.as_ref().map_or_else(String::new, |plan| plan.ends.to_string()),
                &reasons(ranked, reference, language).join(" "),
            ])
            .map_err(written)?;
        }
    }
    csv.flush().map_err(Failure::Output)
}

/// Explains each rule that is not met, with its question, and then the plan; one sentence when all rules are met.
fn reasons(ranked: &RankedCandidate, reference: &ReferenceData, language: TextLanguage) -> Vec<String> {
    let mut sentences = Vec::new();
    for rule in ranked.rules.iter().filter(|rule| rule.outcome != Outcome::Met) {
        sentences.push(explanation::sentence(rule, reference, language));
        sentences.extend(explanation::question(rule, reference, language));
    }
    if let Some(plan) = &ranked.plan {
        sentences.extend(explanation::plan(plan, reference, language));
    }
    if sentences.is_empty() {
        sentences.push(reference.texts().format(language, &ALL_RULES_MET, [&ranked.rules.len().to_string()]));
    }
    sentences
}

/// The three criteria with the largest parts of a score.
fn strongest(ranked: &RankedCandidate, reference: &ReferenceData, language: TextLanguage) -> String {
    let mut parts: Vec<_> = ranked.criteria.iter().filter(|part| part.part.count() > 0).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.part));
    let part = |part: &&matching::reason::CriterionPart| {
        let name = reference.texts().format_member(language, &CRITERION, &part.code, &[]);
        format!("{name} {:.2}", f64::from(part.part.count()) / 1e6)
    };
    parts.iter().take(3).map(part).collect::<Vec<_>>().join(", ")
}

/// Writes one vacancy's ranking as tables: counts, the first candidates of each standing with their reasons, near
/// misses, and the impact of each requirement.
pub fn write_table(
    out: &mut impl Write,
    heading: &str,
    ranking: &Ranking,
    reference: &ReferenceData,
    language: TextLanguage,
) -> io::Result<()> {
    let texts = reference.texts();
    let counts = &ranking.counts;
    writeln!(out, "{heading}")?;
    let by_standing = [
        (Standing::Ready, counts.ready),
        (Standing::Reachable, counts.reachable),
        (Standing::ToVerify, counts.to_verify),
        (Standing::NearMiss, counts.near_miss),
        (Standing::Excluded, counts.excluded),
    ];
    let line = by_standing
        .map(|(standing, count)| format!("{} {} {count}", symbol(standing), texts.standing(language, standing)));
    writeln!(out, "{}   ({})", line.join("   "), explanation::date(ranking.as_of, language))?;
    for standing in [Standing::Ready, Standing::Reachable, Standing::ToVerify] {
        let people: Vec<&RankedCandidate> =
            ranking.ranking.iter().filter(|ranked| ranked.standing == standing).collect();
        if people.is_empty() {
            continue;
        }
        let mut table = new_table();
        for ranked in people.iter().take(SHOWN) {
            let score = f64::from(ranked.score.count()) / 1e6;
            let mut why = vec![strongest(ranked, reference, language)];
            why.extend(reasons(ranked, reference, language));
            table.add_row([
                format!("{} {}", symbol(standing), ranked.candidate),
                format!("{score:.2} {}", bar(score)),
                why.join("\n"),
            ]);
        }
        if let Some(column) = table.column_mut(2) {
            column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(REASONS)));
        }
        writeln!(out, "{table}")?;
        if people.len() > SHOWN {
            writeln!(out, "  … {}", people.len() - SHOWN)?;
        }
    }
    write_near_misses(out, ranking, reference, language)?;
    write_requirement_impacts(out, &ranking.requirement_impacts, reference, language)?;
    writeln!(out)
}

fn write_near_misses(
    out: &mut impl Write,
    ranking: &Ranking,
    reference: &ReferenceData,
    language: TextLanguage,
) -> io::Result<()> {
    if ranking.near_misses.is_empty() {
        return Ok(());
    }
    let mut table = new_table();
    table.set_header([reference.texts().standing(language, Standing::NearMiss), String::new(), String::new()]);
    for near in &ranking.near_misses {
        let first: Vec<&str> = near.candidates.iter().take(SHOWN).map(String::as_str).collect();
        let name = explanation::rule_name(&near.rule, reference, language);
        table.add_row([name, near.count.to_string(), first.join(", ")]);
    }
    align_numbers(&mut table, &[1]);
    writeln!(out, "{table}")
}

/// Writes the impact of each requirement: how many more candidates each standing would have with it relaxed.
fn write_requirement_impacts(
    out: &mut impl Write,
    impacts: &[RequirementImpact],
    reference: &ReferenceData,
    language: TextLanguage,
) -> io::Result<()> {
    let nonzero: Vec<&RequirementImpact> =
        impacts.iter().filter(|impact| (impact.ready, impact.reachable, impact.to_verify) != (0, 0, 0)).collect();
    if nonzero.is_empty() {
        return Ok(());
    }
    let texts = reference.texts();
    let mut table = new_table();
    table.set_header([
        texts.format(language, &REQUIREMENT_IMPACTS, []),
        texts.standing(language, Standing::Ready),
        texts.standing(language, Standing::Reachable),
        texts.standing(language, Standing::ToVerify),
    ]);
    for impact in nonzero {
        let relaxation = match impact.relaxation {
            RelaxationKind::Without => &RELAXATION_WITHOUT,
            RelaxationKind::OneLevelLower => &RELAXATION_ONE_LEVEL_LOWER,
            RelaxationKind::AtStart => &RELAXATION_AT_START,
        };
        let name = explanation::rule_name(&impact.requirement, reference, language);
        let relaxation = texts.format(language, relaxation, []);
        table.add_row([
            format!("{name}: {relaxation}"),
            format!("{:+}", impact.ready),
            format!("{:+}", impact.reachable),
            format!("{:+}", impact.to_verify),
        ]);
    }
    align_numbers(&mut table, &[1, 2, 3]);
    writeln!(out, "{table}")
}

/// The symbol of a standing, so that it never depends on colour alone.
fn symbol(standing: Standing) -> &'static str {
    match standing {
        Standing::Ready => "●",
        Standing::Reachable => "∩",
        Standing::ToVerify => "○",
        Standing::NearMiss => "◌",
        Standing::Excluded => "–",
    }
}

/// A bar of ten steps for a score from 0 to 1.
fn bar(score: f64) -> String {
    let full = (score * 10.0).round() as usize;
    (0..10).map(|step| if step < full { '▇' } else { '▁' }).collect()
}

/// Explains a notice on a vacancy's pay: below the authority's threshold for a single permit, or not comparable.
pub fn pay_notice(vacancy: &str, notice: &PayNotice, reference: &ReferenceData, language: TextLanguage) -> String {
    let texts = reference.texts();
    let pay = explanation::euros(notice.pay, language);
    let threshold = explanation::euros(notice.threshold, language);
    let known = reference.destinations().iter().find_map(|one| one.authority(notice.authority.as_str()));
    let authority = known.map_or(notice.authority.as_str(), |authority| authority.label.get(language));
    let sentence = if notice.code == "below" {
        let from = notice.valid_from.map(|from| explanation::date(from, language)).unwrap_or_default();
        texts.format(language, &PAY_BELOW_THRESHOLD, [&pay, &threshold, notice.unit, authority, &from])
    } else {
        texts.format(language, &PAY_NOT_COMPARABLE, [&pay, &threshold, authority])
    };
    format!("{vacancy}: {sentence}")
}

/// Explains that data of the configuration had ended by the day of a ranking.
pub fn ended_notice(ended: &EndedData, reference: &ReferenceData, language: TextLanguage) -> String {
    let until = ended.valid_to.map(|until| explanation::date(until, language)).unwrap_or_default();
    let values = [("code", ended.code.as_str()), ("until", until.as_str()), ("source", ended.source.as_str())];
    reference.texts().format_member(language, &ENDED, ended.kind, &values)
}
