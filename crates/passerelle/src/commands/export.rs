//! `passerelle export`: what is in the database, as the formats have it.

use std::io::{self, Write};

use candidate_profile::Candidates;
use employer::{Vacancies, Vacancy, VacancyRow, VacancyState};
use identity::Actor;

use crate::command_line::{ExportArguments, ExportFormat, What};
use crate::failure::{Done, Failure};
use crate::notice;
use crate::workplace::Workplace;

/// Writes candidates or vacancies to standard output.
pub fn run(place: &Workplace, arguments: &ExportArguments) -> Done {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match arguments.what {
        What::Candidates => {
            let candidates = Candidates::new(&place.database, &place.reference);
            let rows = candidates.export(&Actor::operator(), place.programme, arguments.with_identities)?;
            let cells = rows.iter().map(candidate_profile::CandidateRow::to_cells);
            match arguments.format {
                ExportFormat::Csv => sheets::write_csv(&mut out, candidate_profile::COLUMNS, cells),
                ExportFormat::Json => sheets::write_json(&mut out, candidate_profile::COLUMNS, cells),
                ExportFormat::JobPosting => {
                    return Err(Failure::said(
                        "candidates are exported as csv or json; job-posting is for vacancies",
                    ));
                }
            }
            .map_err(Failure::Output)?;
        }
        What::Vacancies => {
            let vacancies = vacancies_to_write(place, arguments.drafts)?;
            let cells = || {
                vacancies.iter().map(|vacancy| {
                    VacancyRow { reference: vacancy.reference.clone(), content: vacancy.content.clone() }.to_cells()
                })
            };
            match arguments.format {
                ExportFormat::Csv => {
                    sheets::write_csv(&mut out, employer::COLUMNS, cells()).map_err(Failure::Output)?;
                }
                ExportFormat::Json => {
                    sheets::write_json(&mut out, employer::COLUMNS, cells()).map_err(Failure::Output)?;
                }
                ExportFormat::JobPosting => {
                    for vacancy in &vacancies {
                        serde_json::to_writer(&mut out, &employer::to_job_posting(vacancy, &place.reference))?;
                        writeln!(out).map_err(Failure::Output)?;
                    }
                }
            }
        }
    }
    out.flush().map_err(Failure::Output)
}

/// The vacancies that go into a file: all that have a title, or the drafts with what is suggested for them.
fn vacancies_to_write(place: &Workplace, drafts: bool) -> Result<Vec<Vacancy>, Failure> {
    let vacancies = Vacancies::new(&place.database, &place.reference);
    let all = vacancies.export(&Actor::operator(), place.programme)?;
    if drafts {
        let drafts = all.into_iter().filter(|vacancy| vacancy.state == VacancyState::Draft);
        return Ok(drafts.map(as_suggested).collect());
    }
    let (titled, untitled): (Vec<Vacancy>, Vec<Vacancy>) =
        all.into_iter().partition(|vacancy| vacancy.content.title.is_some());
    if !untitled.is_empty() {
        notice(&format!("{} drafts without a title are left out; `--drafts` writes them", untitled.len()));
    }
    Ok(titled)
}

/// A draft with its surest title and region where it states none: whoever brings it in again has confirmed them.
fn as_suggested(mut draft: Vacancy) -> Vacancy {
    if let Some(suggestions) = &draft.suggestions {
        let content = &mut draft.content;
        content.title = content.title.take().or_else(|| suggestions.title().cloned());
        content.region = content.region.or_else(|| suggestions.region());
    }
    draft
}
