//! The index follows the event log: what has changed is read from the database, converted, and committed together
//! with the position in the log.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use candidate_profile::candidates::{self, Indexable, State};
use employer::{NotRankable, Vacancies, Vacancy};
use matching::facts::FreeText;
use matching::index::{Change, Index, IndexCheckpoint, IndexError, IndexWriter, PersonDocument, VacancyDocument};
use rayon::prelude::*;
use storage::{Database, StorageError, events};
use vocabulary::{CandidateId, Date, VacancyId};

use crate::conversions;

/// Memory that the writer may fill before it writes a segment.
const MEMORY: usize = 64 << 20;
/// Events read at a time.
const BATCH: usize = 5_000;
/// Events after which the index is committed even if more are waiting: a commit costs as much for few as for many, and
/// what is not committed is done again after a break.
const MOST_UNCOMMITTED: usize = 50_000;
/// How often the log is looked at.
const PAUSE: Duration = Duration::from_millis(100);

/// Why the index can't follow.
#[derive(Debug, thiserror::Error)]
pub enum IndexingError {
    /// The database fails.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The index fails.
    #[error(transparent)]
    Index(#[from] IndexError),
}

/// Brings the index to the end of the event log. `progress` is told how many changes went in.
pub fn catch_up(database: &Database, index: &Index, progress: &mut dyn FnMut(u64)) -> Result<i64, IndexingError> {
    let mut writer = index.writer(MEMORY)?;
    let position = follow(database, index, &mut writer, progress)?;
    writer.close()?;
    index.reload()?;
    Ok(position)
}

/// Builds the index anew from the database. Nobody sees anything of it before it is whole.
pub fn rebuild(database: &Database, index: &Index, progress: &mut dyn FnMut(u64)) -> Result<i64, IndexingError> {
    let mut writer = index.writer(MEMORY)?;
    writer.clear()?;
    // FileKind happens while people are read is read again afterwards, from this position on.
    let position = database.read(events::last_position)?;
    let today = today();
    let mut after = None;
    loop {
        let people = database.read(|connection| candidates::page_for_indexing(connection, after, BATCH))?;
        let Some(last) = people.last() else { break };
        after = Some(last.id);
        let changes: Vec<Change> = people.into_par_iter().map(|person| of_person(person, today)).collect();
        writer.apply(&changes)?;
        progress(changes.len() as u64);
    }
    let mut after = None;
    loop {
        let vacancies = database.read(|connection| Vacancies::open_for_indexing(connection, after, BATCH))?;
        let Some(last) = vacancies.last() else { break };
        after = Some(last.id);
        let changes: Vec<Change> = vacancies.iter().map(|vacancy| of_vacancy(vacancy, today)).collect();
        writer.apply(&changes)?;
        progress(changes.len() as u64);
    }
    writer.commit(IndexCheckpoint { position, day: Some(today) })?;
    let position = follow(database, index, &mut writer, progress)?;
    writer.close()?;
    index.reload()?;
    Ok(position)
}

/// Applies events to the end of the log and commits them, in several steps where there are very many. On a new day, first
/// looks again at whoever has something that expires.
fn follow(
    database: &Database,
    index: &Index,
    writer: &mut IndexWriter<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<i64, IndexingError> {
    let IndexCheckpoint { mut position, day } = writer.mark()?;
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
        let at_the_end = events.len() < BATCH;
        if at_the_end || uncommitted >= MOST_UNCOMMITTED {
            writer.commit(IndexCheckpoint { position, day: Some(today) })?;
            index.reload()?;
            uncommitted = 0;
        }
    }
}

/// Looks again at whoever has something that expires: their facts change without an event.
fn refresh(database: &Database, writer: &mut IndexWriter<'_>, today: Date) -> Result<(), IndexingError> {
    let mut after = None;
    loop {
        let people = database.read(|connection| candidates::expiring_for_indexing(connection, after, BATCH))?;
        let Some(last) = people.last() else { return Ok(()) };
        after = Some(last.id);
        let changes: Vec<Change> = people.into_iter().map(|person| of_person(person, today)).collect();
        writer.apply(&changes)?;
    }
}

/// FileKind the index has to know of these people and vacancies, as they are now.
fn changes(
    database: &Database,
    people: &[CandidateId],
    vacancies: &[VacancyId],
    today: Date,
) -> Result<Vec<Change>, StorageError> {
    let (found_people, found_vacancies) = database.read(|connection| {
        let people = candidates::for_indexing(connection, people)?;
        Ok::<_, StorageError>((people, Vacancies::for_indexing(connection, vacancies)?))
    })?;
    let mut changes: Vec<Change> = found_people.into_par_iter().map(|person| of_person(person, today)).collect();
    changes.extend(found_vacancies.iter().map(|vacancy| of_vacancy(vacancy, today)));
    Ok(changes)
}

fn today() -> Date {
    chrono::Local::now().date_naive()
}

fn of_person(person: Indexable, on: Date) -> Change {
    match person.state {
        State::Withdrawn => Change::DeletePerson(person.id),
        State::Active => Change::Person(Box::new(PersonDocument {
            id: person.id,
            reference: person.reference,
            pseudonym: person.pseudonym,
            organisation: person.organisation,
            facts: conversions::facts(&person.profile, false, on),
            by_day: conversions::facts_by_day(&person.profile),
            text: person.profile.text.map(|text| FreeText { text, language: person.profile.text_language }),
        })),
    }
}

/// A vacancy that people are ranked for is in the index, and so is one that has expired: that is told on the day it is
/// asked.
fn of_vacancy(vacancy: &Vacancy, today: Date) -> Change {
    match vacancy.ranked_on(today) {
        Ok(()) | Err(NotRankable::Expired(_)) => {}
        Err(_) => return Change::DeleteVacancy(vacancy.id),
    }
    let content = &vacancy.content;
    Change::Vacancy(Box::new(VacancyDocument {
        id: vacancy.id,
        organisation: vacancy.organisation,
        employer: content.employer.clone(),
        municipality: content.municipality.clone(),
        posts_free: content.posts.map(|posts| posts.saturating_sub(vacancy.posts_taken)),
        valid_until: content.valid_until,
        requirements: conversions::requirements(&vacancy.reference, content),
    }))
}

/// The background work of a server that keeps its index following the log. It ends when this value is dropped.
pub struct Follower {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Follower {
    /// Starts following. A database that fails for a while is asked again; the index stays where it was.
    pub fn start(database: Database, index: Arc<Index>) -> std::io::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        let thread = std::thread::Builder::new().name("indexer".to_owned()).spawn(move || {
            while !stopped.load(Ordering::Relaxed) {
                if let Err(error) = keep_following(&database, &index, &stopped) {
                    tracing::error!(%error, "the index stands still; it goes on when that is mended");
                    std::thread::park_timeout(PAUSE * 10);
                }
            }
        })?;
        Ok(Self { stop, thread: Some(thread) })
    }
}

fn keep_following(database: &Database, index: &Index, stop: &AtomicBool) -> Result<(), IndexingError> {
    let mut writer = index.writer(MEMORY)?;
    while !stop.load(Ordering::Relaxed) {
        follow(database, index, &mut writer, &mut |changes| tracing::debug!(changes, "indexed"))?;
        std::thread::park_timeout(PAUSE);
    }
    Ok(writer.close()?)
}

impl Drop for Follower {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            if thread.join().is_err() {
                tracing::error!("the indexer broke off");
            }
        }
    }
}
