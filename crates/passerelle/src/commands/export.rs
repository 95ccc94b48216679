//! `passerelle export`: what is in the database, as the formats have it.

use std::io::{self, Write};

use candidate_profile::Candidates;
use employer::vacancies::VacancyFilter;
use employer::{Vacancies, Vacancy, VacancyRow};
use identity::Actor;

use crate::command_line::{ExportArguments, ExportFormat, What};
use crate::failure::{Done, Failure};
use crate::workplace::Workplace;

/// Vacancies read at a time.
const PAGE: usize = 1_000;

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
            let (vacancies, untitled): (Vec<Vacancy>, Vec<Vacancy>) =
                all_vacancies(place)?.into_iter().partition(|vacancy| vacancy.content.title.is_some());
            if !untitled.is_empty() {
                crate::notice(&format!("{} drafts without a title are left out", untitled.len()));
            }
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

/// Every open vacancy, and drafts, that the operator may see.
fn all_vacancies(place: &Workplace) -> Result<Vec<Vacancy>, Failure> {
    let vacancies = Vacancies::new(&place.database, &place.reference);
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = vacancies.page(&Actor::operator(), place.programme, VacancyFilter::default(), after, PAGE)?;
        let Some(last) = page.last() else { return Ok(all) };
        after = Some(last.id);
        all.extend(page);
    }
}
