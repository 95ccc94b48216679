//! `passerelle import`: candidates or vacancies from a file, all of it or nothing.

use std::path::Path;

use access::Actor;
use candidate_profile::Candidates;
use candidate_profile::candidates::ImportOptions;
use employer::{ImportItem, ImportMode, Vacancies, VacancyRow};
use ranking::index::IndexError;
use reference_data::ReferenceData;
use sheets::Sheet;

use super::input_file::{assume, read_file};
use crate::command_line::{FileKind, ImportArguments};
use crate::failure::{CommandResult, Failure};
use crate::installation::Installation;
use crate::notice;
use crate::progress::Progress;
use ranking::FollowError;

/// Notes of a feed that are shown one by one.
const SHOWN: usize = 20;

/// Takes a file in, or says what it would do.
pub fn run(installation: &Installation, arguments: &ImportArguments) -> CommandResult {
    match arguments.what {
        FileKind::Candidates => candidates(installation, arguments)?,
        FileKind::Vacancies => vacancies(installation, arguments)?,
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
    let options =
        ImportOptions { programme: installation.programme, dry_run: arguments.dry_run, update: arguments.update };
    let progress = Progress::of("candidates", rows.len() as u64);
    let candidates = Candidates::new(&installation.database, &installation.reference);
    let done = candidates.import(&Actor::operator(), rows, options, &mut |written| progress.at(written as u64))?;
    progress.finish();
    for downgrade in &done.downgrades {
        notice(&downgrade.to_string());
    }
    let would = if arguments.dry_run { "would be " } else { "" };
    crate::answer(&format!(
        "{} {would}created, {} {would}changed, {} there already (candidates)",
        done.created, done.changed, done.unchanged
    ))
}

fn vacancies(installation: &Installation, arguments: &ImportArguments) -> CommandResult {
    let bytes = read_file(&arguments.file)?;
    let incoming = if is_feed(&bytes) {
        postings(&bytes, arguments, &installation.reference)
    } else {
        rows(&bytes, arguments, &installation.reference)?
    };
    let mode = ImportMode { dry_run: arguments.dry_run, update: arguments.update };
    let drafts = incoming.iter().filter(|one| one.draft.is_some()).count();
    let vacancies = Vacancies::new(&installation.database, &installation.reference);
    let done = vacancies.import(&Actor::operator(), installation.programme, incoming, mode)?;
    let would = if arguments.dry_run { "would be " } else { "" };
    let drafts = if drafts > 0 { format!(" ({drafts} as drafts, to be confirmed)") } else { String::new() };
    crate::answer(&format!(
        "{} {would}created{drafts}, {} {would}changed, {} there already (vacancies)",
        done.created, done.updated, done.unchanged
    ))
}

/// Whether a file holds postings of schema.org rather than rows of ours: its objects say what they are.
fn is_feed(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(64 << 10)]);
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let markers = ["\"@type\"", "\"@context\"", "\"@graph\"", "\"hiringOrganization\"", "\"datePosted\""];
    // Our own JSON is an array of objects; one object, objects a line and pages are feeds.
    start.starts_with(['{', '<']) || (start.starts_with('[') && markers.iter().any(|marker| text.contains(marker)))
}

fn rows(bytes: &[u8], arguments: &ImportArguments, reference: &ReferenceData) -> Result<Vec<ImportItem>, Failure> {
    let sheet = sheet_of(&arguments.file, bytes, employer::COLUMNS, arguments)?;
    let rows = VacancyRow::parse(&sheet, reference)?;
    Ok(rows.into_iter().map(ImportItem::row).collect())
}

fn postings(bytes: &[u8], arguments: &ImportArguments, reference: &ReferenceData) -> Vec<ImportItem> {
    let name = arguments.file.display().to_string();
    let feed = job_posting::read_postings(&name, bytes, reference);
    let of_drafts =
        feed.drafts.iter().flat_map(|draft| draft.notes.iter().map(|note| format!("{}: {note}", draft.reference)));
    let notes: Vec<String> = feed.notes.iter().map(ToString::to_string).chain(of_drafts).collect();
    for note in notes.iter().take(SHOWN) {
        notice(&format!("{name}, {note}"));
    }
    if notes.len() > SHOWN {
        notice(&format!("{name}: and {} notes more; each draft keeps its own", notes.len() - SHOWN));
    }
    feed.drafts.into_iter().map(ImportItem::from).collect()
}

/// Brings the index up to date, unless a server is at it already.
fn index(installation: &Installation) -> CommandResult {
    let progress = Progress::open("indexed");
    let index = || -> CommandResult {
        let index = installation.index()?;
        ranking::catch_up(&installation.database, &index, &mut |changes| progress.more(changes))?;
        Ok(())
    };
    let done = index();
    progress.finish();
    match done {
        Err(Failure::Index(IndexError::Locked) | Failure::Indexing(FollowError::Index(IndexError::Locked))) => {
            notice("the running server brings its index up to date");
            Ok(())
        }
        other => other,
    }
}
