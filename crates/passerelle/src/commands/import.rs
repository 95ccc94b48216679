//! `passerelle import`: candidates, vacancies, decisions of authorities, a curriculum or a transcript from a file, all of it or nothing.

use std::path::Path;

use access::Actor;
use access::organisations::OrganisationKind;
use candidate_profile::{CandidateError, Candidates};
use employer::{ImportItem, Vacancies, VacancyRow};
use ranking::index::IndexError;
use reference_data::{Corridor, ReferenceData};
use sheets::{ImportOptions, ImportReport, Sheet};
use training_harmonisation::{Curricula, CurriculumImport, Explainer, SubjectSuggester, questions};
use vocabulary::TextLanguage;

use crate::command_line::{FileKind, ImportArguments};
use crate::commands::assess::read_curriculum;
use crate::commands::organisation::named_organisation;
use crate::failure::{CommandResult, Failure};
use crate::input_file::{assume, read_file};
use crate::installation::Installation;
use crate::notice;
use crate::progress::Progress;
use ranking::{FollowError, Indexer};

/// The number of notes of a feed that are printed.
const MAX_NOTES: usize = 20;

/// Imports a file, or reports what an import would do.
pub fn run(installation: &Installation, arguments: &ImportArguments) -> CommandResult {
    let is_training = matches!(arguments.what, FileKind::Curriculum | FileKind::Transcript);
    let of_training = arguments.school.is_some() || arguments.enrolled.is_some() || arguments.reference.is_some();
    if of_training && !is_training {
        return Err(Failure::message("--school, --enrolled and --reference are for curricula and transcripts"));
    }
    if arguments.candidate.is_some() && arguments.what != FileKind::Transcript {
        return Err(Failure::message("--candidate is for transcripts: a curriculum belongs to a school"));
    }
    if arguments.organisation.is_some() && matches!(arguments.what, FileKind::Curriculum | FileKind::Decisions) {
        return Err(Failure::message(
            "--organisation is for candidates, vacancies and transcripts; a row of decisions names its candidate, and a curriculum \
             has --school",
        ));
    }
    match arguments.what {
        FileKind::Candidates => candidates(installation, arguments)?,
        FileKind::Vacancies => vacancies(installation, arguments)?,
        FileKind::Decisions => decisions(installation, arguments)?,
        // No ranking depends on curricula.
        FileKind::Curriculum | FileKind::Transcript => return curriculum(installation, arguments),
    }
    if !arguments.dry_run {
        index(installation)?;
    }
    Ok(())
}

fn sheet_of<'a>(
    file: &Path,
    bytes: &'a [u8],
    columns: &'static [sheets::Column],
    arguments: &ImportArguments,
) -> Result<Sheet<'a>, Failure> {
    let mut sheet = Sheet::read(&file.display().to_string(), bytes, columns)?;
    assume(&mut sheet, &arguments.assume)?;
    Ok(sheet)
}

fn candidates(installation: &Installation, arguments: &ImportArguments) -> CommandResult {
    let bytes = read_file(&arguments.file)?;
    let sheet = sheet_of(&arguments.file, &bytes, candidate_profile::COLUMNS, arguments)?;
    let rows = candidate_profile::parse(&sheet, &installation.reference)?;
    let progress = Progress::of("candidates", rows.len() as u64);
    let candidates = Candidates::new(&installation.database, &installation.reference);
    let imported = candidates.import(
        &installation.operator_for(arguments.organisation.as_deref(), OrganisationKind::ALL)?,
        installation.programme()?.id,
        rows,
        options(arguments),
        &mut |written| {
            progress.at(written as u64);
        },
    )?;
    progress.finish();
    for downgrade in &imported.downgrades {
        notice(&downgrade.explain(installation.reference.texts(), TextLanguage::En));
    }
    let would = if arguments.dry_run { "would be entered" } else { "entered" };
    let decisions =
        imported.decisions.map(|(_, count)| format!("; {count} decisions of authorities {would}, as confirmed"));
    print_report(imported.report, arguments, "", "candidates", &decisions.unwrap_or_default())
}

/// Imports decisions of authorities. Those that the operator imports count at once, and are audited as theirs.
fn decisions(installation: &Installation, arguments: &ImportArguments) -> CommandResult {
    let bytes = read_file(&arguments.file)?;
    let sheet = sheet_of(&arguments.file, &bytes, candidate_profile::decision_row::DECISION_COLUMNS, arguments)?;
    let rows = candidate_profile::decision_row::parse_decisions(&sheet, &installation.reference)?;
    let candidates = Candidates::new(&installation.database, &installation.reference);
    let programme = installation.programme()?.id;
    let imported = candidates.import_decisions(&Actor::operator(), programme, &rows, arguments.dry_run)?;
    let report = ImportReport { created: imported.created, changed: 0, unchanged: imported.unchanged };
    print_report(report, arguments, " and confirmed", "decisions", "")
}

fn vacancies(installation: &Installation, arguments: &ImportArguments) -> CommandResult {
    let bytes = read_file(&arguments.file)?;
    let programme = installation.programme()?.id;
    let reference = &installation.reference;
    let corridor = installation.corridor_of(programme)?;
    let items = if is_feed(&bytes) {
        postings(&bytes, arguments, reference, corridor)
    } else {
        rows(&bytes, arguments, reference, corridor)?
    };
    let drafts = items.iter().filter(|item| item.draft.is_some()).count();
    let vacancies = Vacancies::new(&installation.database, &installation.reference);
    let employer = [OrganisationKind::Employer];
    let actor = installation.operator_for(arguments.organisation.as_deref(), &employer)?;
    let report = vacancies.import(&actor, programme, items, options(arguments))?;
    let drafts = if drafts > 0 { format!(" ({drafts} as drafts, to be confirmed)") } else { String::new() };
    print_report(report, arguments, &drafts, "vacancies", "")
}

/// Imports the curriculum of a school or the transcript of a person. A school that isn't there yet is added.
fn curriculum(installation: &Installation, arguments: &ImportArguments) -> CommandResult {
    let content = read_curriculum(&arguments.file, &arguments.assume, installation.reference.frameworks())?;
    let suggester = SubjectSuggester::new(&installation.reference);
    let explainer = Explainer::new(&installation.reference, TextLanguage::En);
    for note in questions(&content, &suggester, installation.reference.frameworks()) {
        notice(&format!("{}: {}", arguments.file.display(), explainer.note(&note)));
    }
    let (actor, programme) = (Actor::operator(), installation.programme()?.id);
    let candidate = match (arguments.what, &arguments.candidate) {
        (FileKind::Transcript, Some(reference)) => {
            let candidates = Candidates::new(&installation.database, &installation.reference);
            let organisation = arguments.organisation.as_deref();
            let named = |name| named_organisation(installation, programme, OrganisationKind::ALL, name);
            let organisation = organisation.map(named).transpose()?.map(|organisation| organisation.id);
            let found = candidates.find_by_reference(&actor, programme, organisation, reference);
            Some(found.map_err(with_option)?.id)
        }
        _ => None,
    };
    let file_name = || arguments.file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let import = CurriculumImport {
        school: arguments.school.clone().unwrap_or_default(),
        candidate,
        reference: arguments.reference.clone().unwrap_or_else(file_name),
        enrolment_year: arguments.enrolled.unwrap_or_default(),
        content,
    };
    let curricula = Curricula::new(&installation.database, &installation.reference);
    let report = curricula.import(&actor, programme, import, options(arguments))?;
    let noun = if candidate.is_some() { "transcripts" } else { "curricula" };
    print_report(report, arguments, "", noun, "")
}

/// The error of a reference that doesn't say whose it is, with the option that does.
fn with_option(error: CandidateError) -> Failure {
    match error {
        CandidateError::Ambiguous { .. } => Failure::message(format!("{error}: add --organisation NAME")),
        other => other.into(),
    }
}

fn options(arguments: &ImportArguments) -> ImportOptions {
    ImportOptions { dry_run: arguments.dry_run, update: arguments.update }
}

/// Prints what was done, or would be; `remark` stands behind the number of created rows.
fn print_report(
    report: ImportReport,
    arguments: &ImportArguments,
    remark: &str,
    noun: &str,
    besides: &str,
) -> CommandResult {
    let ImportReport { created, changed, unchanged } = report;
    let would = if arguments.dry_run { "would be " } else { "" };
    crate::answer(&format!(
        "{created} {would}created{remark}, {changed} {would}changed, {unchanged} there already ({noun}){besides}"
    ))
}

/// Whether a file contains schema.org postings and not rows of our formats.
fn is_feed(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(64 << 10)]);
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let markers = ["\"@type\"", "\"@context\"", "\"@graph\"", "\"hiringOrganization\"", "\"datePosted\""];
    // Our own JSON is an array of objects; a single object, one object per line, and a page are feeds.
    start.starts_with(['{', '<']) || (start.starts_with('[') && markers.iter().any(|marker| text.contains(marker)))
}

fn rows(
    bytes: &[u8],
    arguments: &ImportArguments,
    reference: &ReferenceData,
    corridor: &Corridor,
) -> Result<Vec<ImportItem>, Failure> {
    let sheet = sheet_of(&arguments.file, bytes, employer::COLUMNS, arguments)?;
    let rows = VacancyRow::parse(&sheet, reference, corridor)?;
    Ok(rows.into_iter().map(ImportItem::row).collect())
}

fn postings(
    bytes: &[u8],
    arguments: &ImportArguments,
    reference: &ReferenceData,
    corridor: &Corridor,
) -> Vec<ImportItem> {
    let name = arguments.file.display().to_string();
    let feed = job_posting::read_postings(&name, bytes, reference, corridor);
    let of_drafts =
        feed.drafts.iter().flat_map(|draft| draft.notes.iter().map(|note| format!("{}: {note}", draft.reference)));
    let notes: Vec<String> = feed.notes.iter().map(ToString::to_string).chain(of_drafts).collect();
    for note in notes.iter().take(MAX_NOTES) {
        notice(&format!("{name}, {note}"));
    }
    if notes.len() > MAX_NOTES {
        notice(&format!("{name}: and {} notes more; each draft keeps its own", notes.len() - MAX_NOTES));
    }
    feed.drafts.into_iter().map(ImportItem::from).collect()
}

/// Applies the new events to the indexes, unless a running server does that.
fn index(installation: &Installation) -> CommandResult {
    let progress = Progress::open("indexed");
    let index = || -> CommandResult {
        let mut indexer = Indexer::new(installation.rankings()?)?.with_notice(notice);
        indexer.catch_up(&mut |changes| progress.more(changes))?;
        Ok(indexer.close()?)
    };
    let result = index();
    progress.finish();
    match result {
        Err(Failure::Index(IndexError::Locked) | Failure::Indexing(FollowError::Index(IndexError::Locked))) => {
            notice("the running server brings its indexes up to date");
            Ok(())
        }
        other => other,
    }
}
