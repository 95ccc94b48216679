//! Keeps the indexes of all programmes up to date with the event log.
//!
//! The candidates and vacancies that the events of a programme name are read from the database, converted, and committed
//! to the programme's index together with the position of the last event. A programme without new events costs nothing:
//! its index has no open writer and gets no commit.
//!
//! An index that can't be used (damaged, of another layout, of another database) is built anew from the rows.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Seek, Write};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use access::{Programme, programmes};
use candidate_profile::candidates::{self, CandidateEvent, CandidateState, Indexable};
use employer::{NotRankable, Vacancies, Vacancy, VacancyEvent};
use matching::facts::FreeText;
use placement::{PlacementEvent, PlacementSubjects};
use rayon::prelude::*;
use storage::events::LogMark;
use storage::{AnyConnection, Database, StorageError, events, followers};
use uuid::Uuid;
use vocabulary::{CandidateId, Date, ProgrammeId, VacancyId};

use crate::conversion;
use crate::index::{
    self, Index, IndexChange, IndexCheckpoint, IndexError, IndexSource, IndexWriter, PersonDocument, VacancyDocument,
};
use crate::programme_index::{NEW, OLD};
use crate::programme_rankings::{ProgrammeRankings, RankingError};
use crate::rankings::Rankings;

/// The size of a writer's buffer in bytes.
const WRITER_MEMORY: usize = 64 << 20;
/// The number of events, candidates or vacancies that are read at a time.
const BATCH: usize = 5_000;
/// The number of events after which the index is committed although more are waiting. A commit costs about the same for
/// few events as for many; after a crash, events that weren't committed are applied again.
const MAX_UNCOMMITTED: usize = 50_000;
/// The time between two reads of the log.
const POLL_INTERVAL: Duration = Duration::from_millis(100);
/// The time without events after which the writer of a programme's index is closed.
const IDLE: Duration = Duration::from_secs(10);
/// The pause after a failure in a programme, which doubles with each further one.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// The longest pause after failures: building an index anew takes as long as filling it, and may fail at its end.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// The file in the folder of the indexes that their only writer has locked. It contains the identifier of the folder.
const LOCK_FILE: &str = "lock";

/// An error of the database or the index while events are applied.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
    /// An error of the database.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// An error of the index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// A programme can't be followed: its corridor isn't in the configuration, or doesn't fit the columns.
    #[error("{0}")]
    Programme(String),
}

impl From<RankingError> for FollowError {
    fn from(error: RankingError) -> Self {
        match error {
            RankingError::Storage(error) => Self::Storage(error),
            RankingError::Index(error) => Self::Index(error),
            RankingError::IndexUnusable(phrase) => Self::Index(IndexError::Unusable(phrase)),
            other => Self::Programme(other.to_string()),
        }
    }
}

/// Why the events of a programme couldn't be applied, and when that is tried again.
struct Failing {
    reason: String,
    pause: Duration,
    again: Instant,
}

/// The only writer of the indexes in a folder, for as long as it lives.
pub struct Indexer {
    rankings: Arc<Rankings>,
    /// Its name among the followers of the event log: each folder of indexes is one.
    follower: Arc<str>,
    programmes: BTreeMap<ProgrammeId, FollowedProgramme>,
    /// The programmes whose events couldn't be applied the last time.
    failing: BTreeMap<ProgrammeId, Failing>,
    /// Is told which index is built anew, and why.
    notice: fn(&str),
    /// Holds the lock, which ends with the process however it ends.
    _lock: File,
}

impl Indexer {
    /// Locks the folder of the indexes.
    ///
    /// # Errors
    /// [`IndexError::Locked`] when another process writes to them.
    pub fn new(rankings: Arc<Rankings>) -> Result<Self, IndexError> {
        std::fs::create_dir_all(rankings.folder())?;
        let path = rankings.folder().join(LOCK_FILE);
        if path.is_dir() {
            std::fs::remove_dir_all(&path)?;
        }
        let mut lock = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(IndexError::Locked),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let follower = format!("index {}", folder_id(&mut lock)?).into();
        let (programmes, failing) = (BTreeMap::new(), BTreeMap::new());
        Ok(Self { rankings, follower, programmes, failing, notice: |line| tracing::warn!("{line}"), _lock: lock })
    }

    /// The same, but lines about indexes that are built anew go to `notice` and not to the log.
    #[must_use]
    pub fn with_notice(self, notice: fn(&str)) -> Self {
        Self { notice, ..self }
    }

    /// Applies the waiting events of all programmes. An index that can't be used is built anew, and a folder of a programme
    /// that the database doesn't have is removed. `progress` is called with the number of changes after each batch.
    ///
    /// # Errors
    /// Those of the database and the indexes. An error of an index doesn't keep other programmes from going on; the first one
    /// is returned.
    pub fn catch_up(&mut self, progress: &mut dyn FnMut(u64)) -> Result<(), FollowError> {
        let programmes = self.rankings.database().read(programmes::list)?;
        self.remove_foreign_folders(&programmes)?;
        let mut first_error = Ok(());
        for programme in programmes {
            match self.follow(&programme, progress) {
                Err(error @ FollowError::Index(_)) => first_error = first_error.and(Err(error)),
                followed => followed?,
            }
        }
        first_error
    }

    /// Removes the folders of programmes that the database doesn't have: people whom nobody can find any more, or who belong
    /// to another database.
    fn remove_foreign_folders(&self, programmes: &[Programme]) -> Result<(), IndexError> {
        for entry in std::fs::read_dir(self.rankings.folder())? {
            let path = entry?.path();
            let id =
                path.file_stem().and_then(|name| name.to_str()).and_then(|name| name.parse::<ProgrammeId>().ok());
            let Some(id) = id else { continue };
            let is_known = programmes.iter().any(|programme| programme.id == id);
            match path.extension() {
                None if is_known => continue,
                None => {
                    (self.notice)(&format!("the index of programme {id} belongs to another database: it is removed"))
                }
                // What a process left that was killed while it built an index.
                Some(extension) if extension == NEW || extension == OLD => {}
                Some(_) => continue,
            }
            index::remove(&path)?;
        }
        Ok(())
    }

    /// Builds the index of a programme again from the database, whatever is in its folder. The new one takes its place when it
    /// is complete.
    ///
    /// # Errors
    /// Those of [`Indexer::catch_up`].
    pub fn rebuild(&mut self, programme: ProgrammeId, progress: &mut dyn FnMut(u64)) -> Result<(), FollowError> {
        let found = self.rankings.database().read(|connection| programmes::find_by_id(connection, programme))?;
        let programme = found.ok_or(RankingError::NoProgramme)?;
        self.followed(&programme)?.rebuild(progress)
    }

    /// Closes the writers.
    ///
    /// # Errors
    /// When a merge failed.
    pub fn close(self) -> Result<(), IndexError> {
        self.programmes.into_values().try_for_each(FollowedProgramme::close)
    }

    /// Starts a thread that applies events as they arrive.
    ///
    /// # Errors
    /// When the thread can't be started.
    pub fn start(mut self) -> std::io::Result<Follower> {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        let counted = self.rankings.indexer().threads().count();
        let thread = std::thread::Builder::new().name("indexer".to_owned()).spawn(move || {
            let _counted = counted;
            let mut seen = None;
            while !stopped.load(Ordering::Relaxed) {
                let pause = match self.follow_new(&mut seen) {
                    Ok(()) => POLL_INTERVAL,
                    Err(error) => {
                        tracing::error!(%error, "the event log can't be read; trying again");
                        FIRST_PAUSE
                    }
                };
                std::thread::park_timeout(pause);
            }
            if let Err(error) = self.close() {
                tracing::error!(%error, "an index can't be closed");
            }
        })?;
        Ok(Follower { stop, thread: Some(thread) })
    }

    /// Applies new events of any programme, when there are any, where a new day has begun, or where an index has to be built
    /// anew; `seen` is the end of the log at the last call. An error in one programme doesn't keep the others from going on.
    fn follow_new(&mut self, seen: &mut Option<LogMark>) -> Result<(), StorageError> {
        let end = Some(self.rankings.database().read(events::end_of_log)?);
        let is_new = *seen != end;
        let is_due = |failing: &Failing| failing.again <= Instant::now();
        if is_new
            || self.failing.values().any(is_due)
            || self
                .programmes
                .values()
                .any(|followed| followed.has_work() && !self.failing.contains_key(&followed.programme.id))
        {
            for programme in self.rankings.database().read(programmes::list)? {
                let id = programme.id;
                let is_wanted = match self.failing.get(&id) {
                    Some(failing) => is_due(failing),
                    None => is_new || self.programmes.get(&id).is_none_or(FollowedProgramme::has_work),
                };
                if is_wanted {
                    let mut progress = |changes| tracing::debug!(programme = programme.code, changes, "indexed");
                    // The error is in the log and in the status, and tried again.
                    let _ = self.follow(&programme, &mut progress);
                }
            }
            *seen = end;
        } else {
            self.programmes.values_mut().for_each(FollowedProgramme::close_if_idle);
        }
        self.rankings.indexer().is_up_to_date();
        Ok(())
    }

    /// Applies the waiting events of a programme. An index that can't be used is built anew. Notes whether that failed.
    fn follow(&mut self, programme: &Programme, progress: &mut dyn FnMut(u64)) -> Result<(), FollowError> {
        let notice = self.notice;
        let outcome = self.followed(programme).and_then(|followed| followed.follow(notice, progress));
        let Err(error) = &outcome else {
            self.failing.remove(&programme.id);
            self.rankings.indexer().works(programme.id);
            return outcome;
        };
        // What is held open may be the cause; the next attempt begins from what is on the disk.
        self.programmes.remove(&programme.id);
        let reason = error.to_string();
        let former = self.failing.get(&programme.id);
        if former.is_none_or(|former| former.reason != reason) {
            tracing::error!(programme = programme.code, reason, "events can't be applied to the index; trying again");
        }
        let pause = match error {
            FollowError::Storage(_) => FIRST_PAUSE,
            FollowError::Index(_) | FollowError::Programme(_) => {
                former.map_or(FIRST_PAUSE, |former| (former.pause * 2).min(LONGEST_PAUSE))
            }
        };
        self.rankings.indexer().fails(programme.id, &programme.code, reason_for_anyone(error).to_owned());
        self.failing.insert(programme.id, Failing { reason, pause, again: Instant::now() + pause });
        outcome
    }

    fn followed(&mut self, programme: &Programme) -> Result<&mut FollowedProgramme, FollowError> {
        match self.programmes.entry(programme.id) {
            std::collections::btree_map::Entry::Occupied(known) => Ok(known.into_mut()),
            std::collections::btree_map::Entry::Vacant(new) => {
                let rankings = self.rankings.of(programme.id)?;
                let database = self.rankings.database().clone();
                Ok(new.insert(FollowedProgramme {
                    programme: programme.clone(),
                    database,
                    rankings,
                    follower: self.follower.clone(),
                    reported: 0,
                    day: None,
                    writer: None,
                    used: Instant::now(),
                }))
            }
        }
    }
}

/// Why events can't be applied, without details of the machine.
fn reason_for_anyone(error: &FollowError) -> &'static str {
    match error {
        FollowError::Storage(_) => "the database can't be read or written",
        FollowError::Index(IndexError::Folder(error)) => match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full",
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => "the folder of the index can't be written",
            _ => "the folder of the index can't be read or written",
        },
        FollowError::Index(_) => "the index can't be read or written",
        FollowError::Programme(_) => "its configuration is missing or can't be used",
    }
}

/// The identifier of a folder of indexes, from its locked file; a new folder gets a random one.
fn folder_id(lock: &mut File) -> Result<Uuid, std::io::Error> {
    let mut written = String::new();
    lock.read_to_string(&mut written)?;
    if let Ok(id) = written.parse() {
        return Ok(id);
    }
    let id = Uuid::new_v4();
    lock.set_len(0)?;
    lock.rewind()?;
    lock.write_all(id.to_string().as_bytes())?;
    Ok(id)
}

/// A programme whose index follows the event log.
struct FollowedProgramme {
    programme: Programme,
    database: Database,
    rankings: Arc<ProgrammeRankings>,
    /// The day for which the index was last brought up to date.
    day: Option<Date>,
    follower: Arc<str>,
    /// The position that was stored last for administrators; the index itself contains the true one.
    reported: i64,
    /// The writer of the index, while there are changes.
    writer: Option<IndexWriter>,
    /// When the writer was used last.
    used: Instant,
}

impl FollowedProgramme {
    fn close(self) -> Result<(), IndexError> {
        self.writer.map_or(Ok(()), IndexWriter::close)
    }

    /// Whether there is something to do although there are no new events.
    fn has_work(&self) -> bool {
        self.day != Some(self.rankings.today()) || self.rankings.unusable_index().is_some()
    }

    fn close_if_idle(&mut self) {
        if self.used.elapsed() < IDLE {
            return;
        }
        if let Some(Err(error)) = self.writer.take().map(IndexWriter::close) {
            tracing::error!(%error, "a merge of the index failed");
        }
    }

    fn writer(&mut self, index: &Arc<Index>) -> Result<&mut IndexWriter, FollowError> {
        self.used = Instant::now();
        match &mut self.writer {
            Some(writer) => Ok(writer),
            none => {
                let source = self.rankings.programme_index().source()?;
                Ok(none.insert(index.writer(source, WRITER_MEMORY)?))
            }
        }
    }

    /// Applies the waiting events of the programme. An index that can't be used, or turns out so, is built anew.
    fn follow(&mut self, notice: fn(&str), progress: &mut dyn FnMut(u64)) -> Result<(), FollowError> {
        let index = match self.rankings.index() {
            Ok(index) => index,
            Err(RankingError::IndexUnusable(phrase)) => return self.build_anew(&phrase, notice, progress),
            Err(error) => return Err(error.into()),
        };
        let damage = match catch_unwind(AssertUnwindSafe(|| self.apply_events(&index, progress))) {
            Ok(Err(FollowError::Index(error @ IndexError::Unusable(_)))) => error,
            // A full disk leaves the last commit as it was, and what was applied after it is applied again.
            Ok(Err(FollowError::Index(error))) => match index.verify() {
                Ok(()) | Err(IndexError::Locked) => return Err(error.into()),
                Err(damage) => damage,
            },
            Ok(outcome) => return outcome,
            Err(_) => match index.verify() {
                Ok(()) => return Err(FollowError::Programme("the work on its changes broke off".to_owned())),
                Err(damage) => damage,
            },
        };
        self.rankings.programme_index().give_up(&index, &damage.phrase());
        self.build_anew(&damage.phrase(), notice, progress)
    }

    fn build_anew(
        &mut self,
        phrase: &str,
        notice: fn(&str),
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), FollowError> {
        notice(&format!("the index of programme {} {phrase}: it is built anew", self.programme.code));
        self.close_failed_writer();
        self.rankings.programme_index().remove(phrase)?;
        self.rebuild(progress)
    }

    /// Closes the writer of an index that is given up: its merges must not write into the folder of the next one.
    fn close_failed_writer(&mut self) {
        if let Some(Err(error)) = self.writer.take().map(IndexWriter::close) {
            tracing::debug!(%error, "the writer of an index that is given up");
        }
    }

    fn rebuild(&mut self, progress: &mut dyn FnMut(u64)) -> Result<(), FollowError> {
        let (database, programme) = (self.database.clone(), self.programme.id);
        let today = self.rankings.today();
        self.close_failed_writer();
        let index = self.rankings.programme_index().create_new()?;
        // Changes that are made while candidates are read are applied afterwards, from this event on.
        let mark = database.read(|connection| events::last_mark(connection, programme))?;
        let writer = self.writer(&index)?;
        let mut after = None;
        loop {
            let people = database.read(|connection| {
                let people = candidates::page_for_indexing(connection, programme, after, BATCH)?;
                with_placed(connection, programme, people)
            })?;
            let Some((last, _)) = people.last() else { break };
            after = Some(last.id);
            let changes: Vec<IndexChange> =
                people.into_par_iter().map(|(person, placed)| person_change(person, placed, today)).collect();
            writer.apply(&changes)?;
            progress(changes.len() as u64);
        }
        let mut after = None;
        loop {
            let vacancies = database.read(|connection| {
                let vacancies = Vacancies::open_for_indexing(connection, programme, after, BATCH)?;
                with_posts_taken(connection, vacancies)
            })?;
            let Some((last, _)) = vacancies.last() else { break };
            after = Some(last.id);
            let changes: Vec<IndexChange> =
                vacancies.iter().map(|(vacancy, taken)| vacancy_change(vacancy, *taken, today)).collect();
            writer.apply(&changes)?;
            progress(changes.len() as u64);
        }
        writer.commit(IndexCheckpoint { mark, day: Some(today) })?;
        // Closed, so that no file is open when the folder is renamed.
        self.writer.take().map_or(Ok(()), IndexWriter::close)?;
        drop(index);
        let index = self.rankings.programme_index().replace()?;
        self.apply_events(&index, progress)?;
        self.rankings.programme_index().use_new(index);
        Ok(())
    }

    /// Applies the waiting events of the programme and commits them. On a new day, time-limited candidates are refreshed
    /// first.
    fn apply_events(&mut self, index: &Arc<Index>, progress: &mut dyn FnMut(u64)) -> Result<(), FollowError> {
        let (database, programme) = (self.database.clone(), self.programme.id);
        // The database of a server may be replaced while it is in use.
        database.read(|connection| {
            let source = IndexSource { installation: events::installation_id(connection)?, programme };
            index.check_source::<FollowError>(&source, |mark| Ok(events::has(connection, mark)?))
        })?;
        let IndexCheckpoint { mut mark, day } = index.checkpoint()?;
        let today = self.rankings.today();
        if day != Some(today) && mark.position > 0 {
            let writer = self.writer(index)?;
            refresh(&database, programme, writer, today)?;
            writer.commit(IndexCheckpoint { mark: mark.clone(), day: Some(today) })?;
            index.reload()?;
        }
        // Events and subjects are read from one snapshot, so that indexes at one position have the same content on
        // all servers: the same question gets the same answer from each.
        let read_after = |position: i64| {
            database.read(|connection| {
                let events = events::after(connection, programme, position, BATCH)?;
                let Subjects { people, vacancies } = Subjects::of(&events)?;
                let changed = changes(connection, programme, &people, &vacancies, today)?;
                Ok::<_, StorageError>((events, changed))
            })
        };
        let mut uncommitted = 0;
        let mut batch = read_after(mark.position)?;
        loop {
            let (events, changed) = batch;
            if events.is_empty() && uncommitted == 0 {
                self.day = Some(today);
                return Ok(self.report(mark.position)?);
            }
            if let Some(last) = events.last() {
                mark = LogMark { position: last.position, hash: last.hash.clone() };
            }
            let (is_last, position) = (events.len() < BATCH, mark.position);
            let writer = self.writer(index)?;
            // The next batch is read while this one is written.
            let next = std::thread::scope(|scope| {
                let next = (!is_last).then(|| scope.spawn(|| read_after(position)));
                writer.apply(&changed)?;
                let next = next.map(|reading| reading.join().unwrap_or_else(|panic| resume_unwind(panic)));
                Ok::<_, FollowError>(next.transpose()?)
            })?;
            progress(changed.len() as u64);
            uncommitted += events.len();
            if is_last || uncommitted >= MAX_UNCOMMITTED {
                writer.commit(IndexCheckpoint { mark: mark.clone(), day: Some(today) })?;
                index.reload()?;
                uncommitted = 0;
            }
            batch = match next {
                Some(next) => next,
                None => read_after(position)?,
            };
        }
    }

    /// Stores the position of the last commit, when it has moved.
    fn report(&mut self, position: i64) -> Result<(), StorageError> {
        if position != self.reported {
            let (follower, programme) = (&*self.follower, self.programme.id);
            self.database.write(|transaction| followers::report(transaction, follower, programme, position))?;
            self.reported = position;
        }
        Ok(())
    }
}

/// The candidates and vacancies that events are about, each once.
#[derive(Default)]
struct Subjects {
    people: Vec<CandidateId>,
    vacancies: Vec<VacancyId>,
}

impl Subjects {
    fn of(events: &[events::Event]) -> Result<Self, StorageError> {
        let mut subjects = Self::default();
        for event in events {
            match event.of_kind::<CandidateEvent>()? {
                Some(CandidateEvent::Created | CandidateEvent::Changed | CandidateEvent::Withdrawn) => {
                    subjects.people.push(event.subject.into());
                }
                None => {}
            }
            match event.of_kind::<VacancyEvent>()? {
                Some(
                    VacancyEvent::Created
                    | VacancyEvent::Changed
                    | VacancyEvent::Published
                    | VacancyEvent::Closed
                    | VacancyEvent::Withdrawn,
                ) => subjects.vacancies.push(event.subject.into()),
                None => {}
            }
            match event.of_kind::<PlacementEvent>()? {
                Some(PlacementEvent::Started | PlacementEvent::Ended) => {
                    let PlacementSubjects { vacancy, candidate } = PlacementSubjects::of(event)?;
                    subjects.vacancies.push(vacancy);
                    subjects.people.push(candidate);
                }
                None => {}
            }
        }
        subjects.people.sort_unstable();
        subjects.people.dedup();
        subjects.vacancies.sort_unstable();
        subjects.vacancies.dedup();
        Ok(subjects)
    }
}

/// Writes time-limited candidates again: their facts change from one day to the next without an event.
fn refresh(
    database: &Database,
    programme: ProgrammeId,
    writer: &mut IndexWriter,
    today: Date,
) -> Result<(), FollowError> {
    let mut after = None;
    loop {
        let people = database.read(|connection| {
            let people = candidates::expiring_for_indexing(connection, programme, after, BATCH)?;
            with_placed(connection, programme, people)
        })?;
        let Some((last, _)) = people.last() else { return Ok(()) };
        after = Some(last.id);
        let changes: Vec<IndexChange> =
            people.into_iter().map(|(person, placed)| person_change(person, placed, today)).collect();
        writer.apply(&changes)?;
    }
}

/// The changes for candidates and vacancies in their current state.
fn changes(
    connection: &mut AnyConnection,
    programme: ProgrammeId,
    people: &[CandidateId],
    vacancies: &[VacancyId],
    today: Date,
) -> Result<Vec<IndexChange>, StorageError> {
    let found_people = candidates::for_indexing(connection, programme, people)?;
    let found_people = with_placed(connection, programme, found_people)?;
    let found_vacancies = Vacancies::for_indexing(connection, programme, vacancies)?;
    let found_vacancies = with_posts_taken(connection, found_vacancies)?;
    let mut changes: Vec<IndexChange> =
        found_people.into_par_iter().map(|(person, placed)| person_change(person, placed, today)).collect();
    changes.extend(found_vacancies.iter().map(|(vacancy, taken)| vacancy_change(vacancy, *taken, today)));
    Ok(changes)
}

/// Candidates of a programme, each with whether they have a current placement.
fn with_placed(
    connection: &mut AnyConnection,
    programme: ProgrammeId,
    people: Vec<Indexable>,
) -> Result<Vec<(Indexable, bool)>, StorageError> {
    let ids: Vec<CandidateId> = people.iter().map(|person| person.id).collect();
    let placed = placement::placed_candidates(connection, programme, &ids)?;
    let is_placed = |person: Indexable| {
        let is_placed = placed.contains(&person.id);
        (person, is_placed)
    };
    Ok(people.into_iter().map(is_placed).collect())
}

/// Vacancies, each with the number of its posts that are taken.
fn with_posts_taken(
    connection: &mut AnyConnection,
    vacancies: Vec<Vacancy>,
) -> Result<Vec<(Vacancy, u32)>, StorageError> {
    let ids: Vec<VacancyId> = vacancies.iter().map(|vacancy| vacancy.id).collect();
    let taken = placement::posts_taken(connection, &ids)?;
    let posts = |vacancy: Vacancy| {
        let posts_taken = taken.get(&vacancy.id).copied().unwrap_or(0);
        (vacancy, posts_taken)
    };
    Ok(vacancies.into_iter().map(posts).collect())
}

fn person_change(person: Indexable, placed: bool, on: Date) -> IndexChange {
    match person.state {
        CandidateState::Withdrawn => IndexChange::DeletePerson(person.id),
        CandidateState::Active => {
            let document = PersonDocument {
                id: person.id,
                pseudonym: person.pseudonym,
                organisation: person.organisation,
                facts: conversion::facts(&person.profile, placed, on),
                by_day: conversion::facts_by_day(&person.profile, placed),
                masked_text: person.masked_text,
            };
            let language = person.profile.text_language;
            let text = person.profile.text.map(|text| FreeText { text, language });
            IndexChange::Person(Box::new(document), text)
        }
    }
}

/// An expired vacancy stays in the index, because a ranking may be asked for a day before it expired.
fn vacancy_change(vacancy: &Vacancy, posts_taken: u32, today: Date) -> IndexChange {
    match vacancy.ranked_on(today, posts_taken) {
        Ok(()) | Err(NotRankable::Expired(_)) => {}
        Err(_) => return IndexChange::DeleteVacancy(vacancy.id),
    }
    let content = &vacancy.content;
    IndexChange::Vacancy(Box::new(VacancyDocument {
        id: vacancy.id,
        organisation: vacancy.organisation,
        employer: content.employer.clone(),
        municipality: content.municipality.clone(),
        posts_free: content.posts.map(|posts| posts.saturating_sub(posts_taken)),
        valid_until: content.valid_until,
        requirements: conversion::requirements(&vacancy.reference, content),
    }))
}

/// The thread of a server that applies events as they arrive. It ends when this value is dropped.
pub struct Follower {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
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
