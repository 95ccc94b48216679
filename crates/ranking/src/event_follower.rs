//! Keeps the index up to date with the event log.
//!
//! The candidates and vacancies that events name are read from the database, converted, and committed to the index
//! together with the position of the last event.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use candidate_profile::candidates::{self, CandidateState, Indexable};
use employer::{NotRankable, Vacancies, Vacancy};
use matching::facts::FreeText;
use rayon::prelude::*;
use storage::{Database, StorageError, events};
use vocabulary::{CandidateId, Date, VacancyId};

use crate::conversion;
use crate::index::{Index, IndexChange, IndexCheckpoint, IndexError, IndexWriter, PersonDocument, VacancyDocument};

/// The size of the writer's buffer in bytes.
const WRITER_MEMORY: usize = 64 << 20;
/// The number of events, candidates or vacancies that are read at a time.
const BATCH: usize = 5_000;
/// The number of events after which the index is committed although more are waiting. A commit costs about the same for
/// few events as for many; after a crash, events that weren't committed are applied again.
const MAX_UNCOMMITTED: usize = 50_000;
/// The time between two reads of the log.
const POLL_INTERVAL: Duration = Duration::from_millis(100);

/// An error of the database or the index while events are applied.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
    /// An error of the database.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// An error of the index.
    #[error(transparent)]
    Index(#[from] IndexError),
}

/// Applies all waiting events. `progress` is called with the number of changes after each batch. Returns the new position.
///
/// # Errors
/// Those of the database and the index; [`IndexError::Locked`] when another process writes to the index.
pub fn catch_up(database: &Database, index: &Index, progress: &mut dyn FnMut(u64)) -> Result<i64, FollowError> {
    let mut writer = index.writer(WRITER_MEMORY)?;
    let position = follow(database, index, &mut writer, progress)?;
    writer.close()?;
    index.reload()?;
    Ok(position)
}

/// Builds the index again from the database. Readers see the new content only when it is complete.
///
/// # Errors
/// Those of [`catch_up`].
pub fn rebuild(database: &Database, index: &Index, progress: &mut dyn FnMut(u64)) -> Result<i64, FollowError> {
    let mut writer = index.writer(WRITER_MEMORY)?;
    writer.clear()?;
    // Changes that are made while candidates are read are applied afterwards, from this position on.
    let position = database.read(events::last_position)?;
    let today = today();
    let mut after = None;
    loop {
        let people = database.read(|connection| candidates::page_for_indexing(connection, after, BATCH))?;
        let Some(last) = people.last() else { break };
        after = Some(last.id);
        let changes: Vec<IndexChange> = people.into_par_iter().map(|person| person_change(person, today)).collect();
        writer.apply(&changes)?;
        progress(changes.len() as u64);
    }
    let mut after = None;
    loop {
        let vacancies = database.read(|connection| Vacancies::open_for_indexing(connection, after, BATCH))?;
        let Some(last) = vacancies.last() else { break };
        after = Some(last.id);
        let changes: Vec<IndexChange> = vacancies.iter().map(|vacancy| vacancy_change(vacancy, today)).collect();
        writer.apply(&changes)?;
        progress(changes.len() as u64);
    }
    writer.commit(IndexCheckpoint { position, day: Some(today) })?;
    let position = follow(database, index, &mut writer, progress)?;
    writer.close()?;
    index.reload()?;
    Ok(position)
}

/// Applies all waiting events and commits them. On a new day, time-limited candidates are refreshed first.
fn follow(
    database: &Database,
    index: &Index,
    writer: &mut IndexWriter<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<i64, FollowError> {
    let IndexCheckpoint { mut position, day } = writer.checkpoint()?;
    let today = today();
    if day != Some(today) && position > 0 {
        refresh(database, writer, today)?;
        writer.commit(IndexCheckpoint { position, day: Some(today) })?;
        index.reload()?;
    }
    let mut uncommitted = 0;
    loop {
        let events = database.read(|connection| events::after(connection, position, BATCH))?;
        if events.is_empty() && uncommitted == 0 {
            return Ok(position);
        }
        position = events.last().map_or(position, |last| last.position);
        let mut people: Vec<CandidateId> = Vec::new();
        let mut vacancies: Vec<VacancyId> = Vec::new();
        for event in &events {
            match event.subject_kind.as_str() {
                "candidate" => people.push(event.subject.into()),
                "vacancy" => vacancies.push(event.subject.into()),
                _ => {}
            }
        }
        people.sort_unstable();
        people.dedup();
        vacancies.sort_unstable();
        vacancies.dedup();
        let changed = changes(database, &people, &vacancies, today)?;
        writer.apply(&changed)?;
        progress(changed.len() as u64);
        uncommitted += events.len();
        let last_batch = events.len() < BATCH;
        if last_batch || uncommitted >= MAX_UNCOMMITTED {
            writer.commit(IndexCheckpoint { position, day: Some(today) })?;
            index.reload()?;
            uncommitted = 0;
        }
    }
}

/// Writes time-limited candidates again: their facts change from one day to the next without an event.
fn refresh(database: &Database, writer: &mut IndexWriter<'_>, today: Date) -> Result<(), FollowError> {
    let mut after = None;
    loop {
        let people = database.read(|connection| candidates::expiring_for_indexing(connection, after, BATCH))?;
        let Some(last) = people.last() else { return Ok(()) };
        after = Some(last.id);
        let changes: Vec<IndexChange> = people.into_iter().map(|person| person_change(person, today)).collect();
        writer.apply(&changes)?;
    }
}

/// The changes for candidates and vacancies in their current state.
fn changes(
    database: &Database,
    people: &[CandidateId],
    vacancies: &[VacancyId],
    today: Date,
) -> Result<Vec<IndexChange>, StorageError> {
    let (found_people, found_vacancies) = database.read(|connection| {
        let people = candidates::for_indexing(connection, people)?;
        Ok::<_, StorageError>((people, Vacancies::for_indexing(connection, vacancies)?))
    })?;
    let mut changes: Vec<IndexChange> =
        found_people.into_par_iter().map(|person| person_change(person, today)).collect();
    changes.extend(found_vacancies.iter().map(|vacancy| vacancy_change(vacancy, today)));
    Ok(changes)
}

fn today() -> Date {
    chrono::Local::now().date_naive()
}

fn person_change(person: Indexable, on: Date) -> IndexChange {
    match person.state {
        CandidateState::Withdrawn => IndexChange::DeletePerson(person.id),
        CandidateState::Active => IndexChange::Person(Box::new(PersonDocument {
            id: person.id,
            reference: person.reference,
            pseudonym: person.pseudonym,
            organisation: person.organisation,
            facts: conversion::facts(&person.profile, false, on),
            by_day: conversion::facts_by_day(&person.profile),
            text: person.profile.text.map(|text| FreeText { text, language: person.profile.text_language }),
        })),
    }
}

/// An expired vacancy stays in the index, because a ranking may be asked for a day before it expired.
fn vacancy_change(vacancy: &Vacancy, today: Date) -> IndexChange {
    match vacancy.ranked_on(today) {
        Ok(()) | Err(NotRankable::Expired(_)) => {}
        Err(_) => return IndexChange::DeleteVacancy(vacancy.id),
    }
    let content = &vacancy.content;
    IndexChange::Vacancy(Box::new(VacancyDocument {
        id: vacancy.id,
        organisation: vacancy.organisation,
        employer: content.employer.clone(),
        municipality: content.municipality.clone(),
        posts_free: content.posts.map(|posts| posts.saturating_sub(vacancy.posts_taken)),
        valid_until: content.valid_until,
        requirements: conversion::requirements(&vacancy.reference, content),
    }))
}

/// The thread of a server that applies events as they arrive. It ends when this value is dropped.
pub struct Follower {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Follower {
    /// Starts the thread. After an error it tries again.
    ///
    /// # Errors
    /// When the thread can't be started.
    pub fn start(database: Database, index: Arc<Index>) -> std::io::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        let thread = std::thread::Builder::new().name("indexer".to_owned()).spawn(move || {
            while !stopped.load(Ordering::Relaxed) {
                if let Err(error) = follow_until(&database, &index, &stopped) {
                    tracing::error!(%error, "events can't be applied to the index; trying again");
                    std::thread::park_timeout(POLL_INTERVAL * 10);
                }
            }
        })?;
        Ok(Self { stop, thread: Some(thread) })
    }
}

fn follow_until(database: &Database, index: &Index, stop: &AtomicBool) -> Result<(), FollowError> {
    let mut writer = index.writer(WRITER_MEMORY)?;
    while !stop.load(Ordering::Relaxed) {
        follow(database, index, &mut writer, &mut |changes| tracing::debug!(changes, "indexed"))?;
        std::thread::park_timeout(POLL_INTERVAL);
    }
    Ok(writer.close()?)
}

impl Drop for Follower {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            if thread.join().is_err() {
                tracing::error!("the indexer panicked");
            }
        }
    }
}
