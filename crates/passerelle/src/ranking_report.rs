//! Answers as people and spreadsheets read them: tables, CSV, notices.

use std::io::{self, Write};

use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width};
use employer::PayNotice;
use matching::explanation;
use matching::ranking::{RankedCandidate, Ranking};
use matching::requirement_impact::{RelaxationKind, RequirementImpact};
use reference_data::ReferenceData;
use vocabulary::{Outcome, Standing, TextLanguage};

use crate::failure::{CommandResult, Failure};

/// People of each standing that a table shows; counts tell of the rest.
const SHOWN: usize = 5;
/// Width of the column of reasons, in signs.
const REASONS: u16 = 72;

/// A line for each listed person.
pub fn write_csv(
    out: impl Write,
    rankings: &[Ranking],
    reference: &ReferenceData,
    language: TextLanguage,
) -> CommandResult {
    let mut csv = csv::Writer::from_writer(out);
    let written = |error: csv::Error| Failure::Output(io::Error::other(error));
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

/// What is not simply met, in words, with what to ask and what the plan is; one sentence where everything is met.
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
        sentences.push(reference.texts().format(
            language,
            "all-rules-met",
            &[("rules", &ranked.rules.len().to_string())],
        ));
    }
    sentences
}

/// The three criteria that made most of a score.
fn strongest(ranked: &RankedCandidate, reference: &ReferenceData, language: TextLanguage) -> String {
    let mut parts: Vec<_> = ranked.criteria.iter().filter(|part| part.part.count() > 0).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.part));
    let part = |part: &&matching::reason::CriterionPart| {
        let name = reference.texts().format(language, &format!("criterion-{}", part.code), &[]);
        format!("{name} {:.2}", f64::from(part.part.count()) / 1e6)
    };
    parts.iter().take(3).map(part).collect::<Vec<_>>().join(", ")
}

/// One vacancy's ranking as tables: counts, the first of each standing with reasons, near misses, what musts impact.
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
        .map(|(standing, count)| format!("{} {} {count}", shape(standing), texts.standing(language, standing)));
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
                format!("{} {}", shape(standing), ranked.candidate),
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

/// What each must costs: how many more there would be.
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
        texts.format(language, "requirement-impacts", &[]),
        texts.standing(language, Standing::Ready),
        texts.standing(language, Standing::Reachable),
        texts.standing(language, Standing::ToVerify),
    ]);
    for impact in nonzero {
        let relaxation = match impact.relaxation {
            RelaxationKind::Without => "relaxation-without",
            RelaxationKind::OneLevelLower => "relaxation-one-level-lower",
            RelaxationKind::AtStart => "relaxation-at-start",
        };
        let name = explanation::rule_name(&impact.requirement, reference, language);
        let relaxation = texts.format(language, relaxation, &[]);
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

fn new_table() -> Table {
    let mut table = Table::new();
    table.load_style(UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    // A pipe or a file has no width: lines are kept to what a terminal usually shows.
    if table.width().is_none() {
        table.set_width(120);
    }
    table
}

fn align_numbers(table: &mut Table, columns: &[usize]) {
    for index in columns {
        if let Some(column) = table.column_mut(*index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
}

/// A standing's shape, so that it is never told by colour alone.
fn shape(standing: Standing) -> &'static str {
    match standing {
        Standing::Ready => "●",
        Standing::Reachable => "∩",
        Standing::ToVerify => "○",
        Standing::NearMiss => "◌",
        Standing::Excluded => "–",
    }
}

/// A score drawn as ten steps.
fn bar(score: f64) -> String {
    let full = (score * 10.0).round() as usize;
    (0..10).map(|step| if step < full { '▇' } else { '▁' }).collect()
}

/// A vacancy's pay beside its Region's threshold for a single permit, as a sentence.
pub fn pay_notice(vacancy: &str, notice: &PayNotice, reference: &ReferenceData, language: TextLanguage) -> String {
    let texts = reference.texts();
    let key = if notice.code == "below" { "notice-pay-threshold" } else { "notice-pay-not-comparable" };
    let from = notice.valid_from.map(|from| explanation::date(from, language)).unwrap_or_default();
    let arguments = [
        ("pay", explanation::euros(notice.pay, language)),
        ("threshold", explanation::euros(notice.threshold, language)),
        ("unit", notice.unit.to_owned()),
        ("region", texts.format(language, &format!("authority-{}", notice.authority), &[])),
        ("from", from),
    ];
    let arguments = arguments.each_ref().map(|(name, value)| (*name, value.as_str()));
    format!("{vacancy}: {}", texts.format(language, key, &arguments))
}
