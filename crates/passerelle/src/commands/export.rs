//! `passerelle export`: candidates or vacancies of the database as files.

use std::io::{self, Write};

use access::{Actor, OrganisationKind};
use candidate_profile::Candidates;
use employer::{Vacancies, Vacancy, VacancyRow, VacancyState};
use vocabulary::VacancyId;

use crate::command_line::{CandidateFormat, Export, VacancyFormat};
use crate::failure::{CommandResult, Failure};
use crate::installation::Installation;
use crate::notice;

/// Writes candidates or vacancies to standard output.
pub fn run(installation: &Installation, what: &Export) -> CommandResult {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match what {
        Export::Candidates { format, with_personal_data, organisation } => {
            let actor = installation.operator_for(organisation.as_deref(), OrganisationKind::ALL)?;
            candidates(installation, &actor, *format, *with_personal_data, &mut out)?
        }
        Export::Vacancies { format, drafts } => vacancies(installation, *format, *drafts, &mut out)?,
    }
    out.flush().map_err(Failure::Output)
}

fn candidates(
    installation: &Installation,
    actor: &Actor,
    format: CandidateFormat,
    with_personal_data: bool,
    out: &mut impl Write,
) -> CommandResult {
    let candidates = Candidates::new(&installation.database, &installation.reference);
    let rows = candidates.export(actor, installation.programme()?.id, with_personal_data)?;
    let cells = rows.iter().map(candidate_profile::CandidateRow::to_cells);
    match format {
        CandidateFormat::Csv => sheets::write_csv(out, candidate_profile::COLUMNS, cells),
        CandidateFormat::Json => sheets::write_json(out, candidate_profile::COLUMNS, cells),
    }
    .map_err(Failure::Output)
}

fn vacancies(
    installation: &Installation,
    format: VacancyFormat,
    drafts: bool,
    out: &mut impl Write,
) -> CommandResult {
    let vacancies = vacancies_to_write(installation, drafts)?;
    let cells = vacancies.iter().map(|vacancy| {
        VacancyRow { reference: vacancy.reference.clone(), content: vacancy.content.clone() }.to_cells()
    });
    match format {
        VacancyFormat::Csv => sheets::write_csv(out, employer::COLUMNS, cells).map_err(Failure::Output),
        VacancyFormat::Json => sheets::write_json(out, employer::COLUMNS, cells).map_err(Failure::Output),
        VacancyFormat::JobPosting => {
            let corridor = installation.corridor_of(installation.programme()?.id)?;
            let ids: Vec<VacancyId> = vacancies.iter().map(|vacancy| vacancy.id).collect();
            let taken = installation.database.read(|connection| placement::posts_taken(connection, &ids))?;
            for mut vacancy in vacancies {
                let taken = taken.get(&vacancy.id).copied().unwrap_or(0);
                if vacancy.is_full(taken) {
                    continue;
                }
                vacancy.content.posts = vacancy.content.posts.map(|posts| posts - taken);
                let posting = job_posting::to_job_posting(&vacancy, &installation.reference, corridor);
                serde_json::to_writer(&mut *out, &posting)?;
                writeln!(out).map_err(Failure::Output)?;
            }
            Ok(())
        }
    }
}

/// The vacancies to be exported: all with a title, or the drafts with their suggested title and region.
fn vacancies_to_write(installation: &Installation, drafts: bool) -> Result<Vec<Vacancy>, Failure> {
    let vacancies = Vacancies::new(&installation.database, &installation.reference);
    let all = vacancies.export(&Actor::operator(), installation.programme()?.id)?;
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

/// A draft with the suggested title and region where it states none. Importing the file confirms them.
fn as_suggested(mut draft: Vacancy) -> Vacancy {
    if let Some(suggestions) = &draft.suggestions {
        let content = &mut draft.content;
        content.title = content.title.take().or_else(|| suggestions.title().cloned());
        content.region = content.region.or_else(|| suggestions.region());
    }
    draft
}
