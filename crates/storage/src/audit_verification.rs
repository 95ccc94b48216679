//! Verifies the audit log and all that it commits to, and says what differs. Only reads.
//!
//! By itself this proves that what is stored fits together. Whoever can write to the database can make it fit again after
//! a change; only a checkpoint that was kept elsewhere shows that.

use std::collections::{BTreeMap, HashMap, VecDeque};

use crate::audit::{self, AuditEntry, AuditEntryRow, ERASE_DETAILS, chain_hash};
use crate::events::EventRow;
use crate::log_sequence::{self, LogHead};
use crate::merkle_tree::{BLOCK, Hash, Peaks, hash_from_hex};
use crate::schema::audit_blocks;
use crate::{AnyConnection, StorageError, Timestamp};

use diesel::result::Error as DieselError;
use diesel::{QueryResult, RunQueryDsl};
use uuid::Uuid;

/// Entries and events read at a time.
const PAGE: i64 = 5_000;

/// The most findings that are listed; further ones are counted.
const LISTED: usize = 100;

/// What doesn't fit.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// What was changed.
    pub kind: FindingKind,
    /// The first audit entry that it may concern.
    pub first: i64,
    /// The last audit entry that it may concern.
    pub last: i64,
    /// What is wrong, for a person.
    pub what: String,
}

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// An audit entry.
    Entry,
    /// The end of the log, as the database notes it.
    Head,
    /// The tree over the entries.
    Tree,
    /// Events to which an entry commits.
    Event,
    /// Rows of other tables to which an entry commits.
    Record,
    /// A checkpoint that the log doesn't fit.
    Checkpoint,
}

impl Finding {
    /// A finding at one entry.
    pub fn at(kind: FindingKind, position: i64, what: impl Into<String>) -> Self {
        Self { kind, first: position, last: position, what: what.into() }
    }
}

/// An entry whose details were erased.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ErasedDetails {
    /// The entry.
    pub position: i64,
    /// The entry that says who erased them.
    pub erased_by_entry: i64,
    /// When they were erased.
    pub erased_at: Timestamp,
    /// Who erased them.
    pub actor: String,
}

/// What was verified, and what doesn't fit.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Verification {
    /// The number of audit entries.
    pub entries: i64,
    /// The root of the tree over them, in hexadecimal.
    pub root: String,
    /// The number of events.
    pub events: i64,
    /// The number of the newest events to which no entry commits yet.
    pub uncovered_events: i64,
    /// Entries whose details were erased.
    pub erased: Vec<ErasedDetails>,
    /// What doesn't fit, in the order of the entries; nothing when all does.
    pub findings: Vec<Finding>,
    /// The number of findings that aren't listed.
    pub further_findings: usize,
}

impl Verification {
    /// Adds a finding, or counts it when there are many.
    fn add(&mut self, finding: Finding) {
        if self.findings.len() < LISTED { self.findings.push(finding) } else { self.further_findings += 1 }
    }
}

/// The root that the tree had at a size, from a checkpoint whose signature was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedRoot {
    /// The number of entries.
    pub size: u64,
    /// The root.
    pub root: Hash,
}

/// Rows of another crate's tables to which audit entries commit: read once, and compared with the newest entry that commits
/// to each.
pub trait CoveredRows {
    /// The kind under which entries commit to them: `candidate`. Also what a person calls one.
    fn kind(&self) -> &'static str;

    /// The next rows in the order of their identifiers; none after the last.
    ///
    /// # Errors
    /// Those of the database.
    fn next(&mut self, connection: &mut AnyConnection) -> Result<Vec<CoveredRow>, StorageError>;

    /// What is wrong with what the rows rest on, as far as no row named it; after all rows.
    ///
    /// # Errors
    /// Those of the database.
    fn rest(&mut self, _: &mut AnyConnection) -> Result<Vec<String>, StorageError> {
        Ok(Vec::new())
    }
}

/// A row with the hash of its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoveredRow {
    /// The identifier as it is stored.
    pub id: String,
    /// The hash of its content as it is.
    pub hash: Hash,
    /// What is wrong with something to which the content refers by a hash.
    pub problem: Option<String>,
}

impl CoveredRow {
    /// A row that refers to nothing else.
    pub fn new(id: String, hash: Hash) -> Self {
        Self { id, hash, problem: None }
    }
}

/// [`CoveredRows`] of a table whose rows have a hash each: the name of the type, the kind, the table and its row, which has
/// all columns and can be serialised.
#[macro_export]
macro_rules! covered_rows {
    ($(#[$about:meta])* $name:ident: $kind:expr, $table:ident, $row:ty) => {
        $(#[$about])*
        #[derive(Debug, Default)]
        pub struct $name {
            after: String,
        }

        impl $crate::audit_verification::CoveredRows for $name {
            fn kind(&self) -> &'static str {
                $kind
            }

            fn next(
                &mut self,
                connection: &mut $crate::AnyConnection,
            ) -> Result<Vec<$crate::audit_verification::CoveredRow>, $crate::StorageError> {
                use ::diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};
                const PAGE: i64 = 2_000;
                let rows: Vec<$row> = $table::table
                    .filter($table::id.gt(&self.after))
                    .order($table::id)
                    .limit(PAGE)
                    .select(<$row>::as_select())
                    .load(connection)?;
                if let Some(last) = rows.last() {
                    self.after.clone_from(&last.id);
                }
                let covered = |row: $row| {
                    let hash = $crate::row_hash(&row);
                    $crate::audit_verification::CoveredRow::new(row.id, hash)
                };
                Ok(rows.into_iter().map(covered).collect())
            }
        }
    };
}

/// The newest commitment to each row of a kind: the position of its entry, and the hash.
type Newest = HashMap<Uuid, (i64, Hash)>;

/// Compares rows with the newest commitments to them. `last` is the position of the last entry.
fn compare_rows(
    connection: &mut AnyConnection,
    rows: &mut dyn CoveredRows,
    mut newest: Newest,
    last: i64,
    found: &mut Verification,
) -> Result<(), StorageError> {
    let kind = rows.kind();
    loop {
        let batch = rows.next(connection)?;
        if batch.is_empty() {
            break;
        }
        for CoveredRow { id, hash, problem } in batch {
            // One with another spelling of an identifier is another row.
            let committed = id.parse::<Uuid>().ok().filter(|uuid| uuid.to_string() == id);
            let committed = committed.and_then(|uuid| newest.remove(&uuid));
            let (position, what) = match committed {
                None => (last, Some(format!("{kind} {id} was inserted: no entry commits to it"))),
                Some((position, expected)) if expected != hash => {
                    (position, Some(format!("{kind} {id}, to which it commits, was edited or exchanged")))
                }
                Some((position, _)) => (position, problem.map(|problem| format!("{kind} {id}: {problem}"))),
            };
            what.into_iter().for_each(|what| found.add(Finding::at(FindingKind::Record, position, what)));
        }
    }
    let mut removed: Vec<(i64, Uuid)> = newest.into_iter().map(|(id, (position, _))| (position, id)).collect();
    removed.sort_unstable();
    for (position, id) in removed {
        let what = format!("{kind} {id}, to which it commits, was removed");
        found.add(Finding::at(FindingKind::Record, position, what));
    }
    for what in rows.rest(connection)? {
        found.add(Finding::at(FindingKind::Record, last, what));
    }
    Ok(())
}

/// Verifies the whole log: the chain and the tree over the entries, the events and the rows of other tables to which they
/// commit, and that the tree had these roots at these sizes, which are in ascending order. Linear in all of these.
///
/// # Errors
/// Those of the database; what differs is a [`Finding`].
pub fn verify(
    connection: &mut AnyConnection,
    expected: &[ExpectedRoot],
    covered: &mut [Box<dyn CoveredRows>],
) -> Result<Verification, StorageError> {
    let mut newest: Vec<Newest> = covered.iter().map(|_| Newest::new()).collect();
    let mut verifier = Verifier::new(connection, expected)?;
    // Positions begin at 1, but someone may have inserted an entry before that.
    let mut from = Some(i64::MIN);
    while let Some(first) = from {
        let rows = readable(connection, first, (audit::page, audit::positions), |row| row.position)?;
        let Some((last, _)) = rows.last() else { break };
        from = last.checked_add(1);
        for (position, row) in rows {
            let Some(row) = row else {
                verifier.unreadable_entry(position);
                continue;
            };
            verifier.entry(connection, &row)?;
            match AuditEntry::try_from(row) {
                Ok(entry) => {
                    verifier.note_erasure(&entry);
                    for covered_row in &entry.covers {
                        // An entry without a valid hash commits to no row with its content.
                        let hash = hash_from_hex(&covered_row.sha256).unwrap_or_default();
                        let of_kind = covered.iter().position(|rows| rows.kind() == covered_row.kind);
                        if let Some(of_kind) = of_kind {
                            newest[of_kind].insert(covered_row.id, (position, hash));
                        }
                    }
                }
                Err(error) => {
                    verifier.found.add(Finding::at(
                        FindingKind::Entry,
                        position,
                        format!("it can't be read: {error}"),
                    ));
                }
            }
        }
    }
    let last = verifier.position;
    for (rows, newest) in covered.iter_mut().zip(newest) {
        compare_rows(connection, rows.as_mut(), newest, last, &mut verifier.found)?;
    }
    verifier.finish(connection)
}

/// The state of a verification between two entries.
struct Verifier<'a> {
    head: Option<LogHead>,
    /// The position of the last entry that was read; 0 before the first.
    position: i64,
    /// The hash of that entry; unknown after one that can't be read.
    hash: Option<Hash>,
    peaks: Peaks,
    blocks: BTreeMap<i64, String>,
    events: EventReader,
    /// Whether there was an entry at each position so far, so that the tree can be compared.
    is_whole: bool,
    /// Positions whose details are missing, and the entries that say that they were erased.
    missing: Vec<i64>,
    erasures: BTreeMap<i64, ErasedDetails>,
    expected: &'a [ExpectedRoot],
    /// The size of the last checkpoint that the tree fitted.
    fitted: u64,
    has_left_checkpoints: bool,
    found: Verification,
}

impl<'a> Verifier<'a> {
    fn new(connection: &mut AnyConnection, expected: &'a [ExpectedRoot]) -> Result<Self, StorageError> {
        let head = match log_sequence::head(connection) {
            Ok(head) => Some(head),
            Err(StorageError::Unreadable { .. } | StorageError::NotFound { .. }) => None,
            Err(error) => return Err(error),
        };
        let blocks: Vec<(i64, String)> = audit_blocks::table.load(connection)?;
        let mut verifier = Self {
            head,
            position: 0,
            hash: Some(Hash::default()),
            peaks: Peaks::default(),
            blocks: blocks.into_iter().collect(),
            events: EventReader { from: Some(i64::MIN), waiting: VecDeque::new(), last: 0, hash: Hash::default() },
            is_whole: true,
            missing: Vec::new(),
            erasures: BTreeMap::new(),
            expected,
            fitted: 0,
            has_left_checkpoints: false,
            found: Verification::default(),
        };
        verifier.compare_checkpoints();
        Ok(verifier)
    }

    fn entry(&mut self, connection: &mut AnyConnection, row: &AuditEntryRow) -> Result<(), StorageError> {
        let at = |what: &str| Finding::at(FindingKind::Entry, row.position, what);
        if row.position < 1 {
            self.found.add(at("it was inserted before the first entry"));
            return Ok(());
        }
        self.note_gap(row.position);
        let leaf = row.leaf_hash();
        let expected = self.hash.map(|before| chain_hash(&before, &leaf));
        if expected.is_some_and(|expected| hex::encode(expected) != row.hash) && row.position == self.position + 1 {
            self.found.add(at("it was edited, or doesn't follow from the entry before it"));
        }
        if !row.has_its_details() {
            self.found.add(at("its details were edited"));
        }
        if row.details.is_none() {
            self.missing.push(row.position);
        }
        self.events(connection, row)?;
        // From here on the stored hash counts, so that one edit is one finding.
        self.hash = Some(hash_from_hex(&row.hash).unwrap_or_default());
        self.position = row.position;
        if let Some(block) = self.peaks.push(leaf) {
            let number = (self.peaks.size() / BLOCK) as i64 - 1;
            if self.blocks.remove(&number) != Some(hex::encode(block))
                && self.is_whole
                && self.found.findings.is_empty()
            {
                let (first, last) = (number * BLOCK as i64 + 1, (number + 1) * BLOCK as i64);
                let what = "the stored root of these entries isn't theirs".to_owned();
                self.found.add(Finding { kind: FindingKind::Tree, first, last, what });
            }
        }
        self.compare_checkpoints();
        Ok(())
    }

    /// Notes the entries that are missing before a position.
    fn note_gap(&mut self, position: i64) {
        if position != self.position + 1 {
            let (first, last) = (self.position + 1, position - 1);
            self.is_whole = false;
            self.found.add(Finding { kind: FindingKind::Entry, first, last, what: missing(first, last) });
        }
    }

    /// Notes an entry that can't be read, after which no hash can be compared with the one before.
    fn unreadable_entry(&mut self, position: i64) {
        self.found.add(Finding::at(FindingKind::Entry, position, "it was edited, and can't be read any more"));
        if position > self.position {
            self.note_gap(position);
            self.is_whole = false;
            self.position = position;
            self.hash = None;
        }
    }

    /// Compares the events to which an entry commits.
    fn events(&mut self, connection: &mut AnyConnection, row: &AuditEntryRow) -> Result<(), StorageError> {
        let Some(through) = row.events_through else { return Ok(()) };
        let first = self.events.last + 1;
        let is_whole = self.events.read_through(connection, through)?;
        let committed = row.events_hash.as_deref().and_then(hash_from_hex);
        if !is_whole || committed != Some(self.events.hash) {
            let what = match through.saturating_sub(first) {
                ..0 => format!("it commits to events up to {through}, and an entry before it to later ones"),
                0 => format!("event {first}, to which it commits, was edited, removed or exchanged"),
                _ => format!(
                    "of the events {first} to {through}, to which it commits, some were edited, removed, inserted or \
                     exchanged"
                ),
            };
            self.found.add(Finding::at(FindingKind::Event, row.position, what));
        }
        // From here on the hash of the entry counts, so that one edit is one finding.
        self.events.hash = committed.unwrap_or_default();
        self.events.last = through;
        Ok(())
    }

    fn note_erasure(&mut self, entry: &AuditEntry) {
        if entry.action == ERASE_DETAILS
            && let Some(position) = entry.details["position"].as_i64()
        {
            let by = ErasedDetails {
                position,
                erased_by_entry: entry.position,
                erased_at: entry.recorded_at,
                actor: entry.actor.clone(),
            };
            self.erasures.insert(position, by);
        }
    }

    /// Compares the root with that of checkpoints of this size.
    fn compare_checkpoints(&mut self) {
        while let Some(next) = self.expected.first().filter(|next| next.size as i64 <= self.position) {
            self.expected = &self.expected[1..];
            if self.is_whole && next.size == self.peaks.size() && next.root == self.peaks.root() {
                self.fitted = next.size;
            } else if !self.has_left_checkpoints {
                self.has_left_checkpoints = true;
                let (first, last) = (self.fitted as i64 + 1, next.size as i64);
                let what = format!(
                    "the checkpoint of {last} entries was signed for another log: one or more of the entries {first} to \
                     {last} were changed after it was signed"
                );
                self.found.add(Finding { kind: FindingKind::Checkpoint, first, last, what });
            }
        }
    }

    fn finish(mut self, connection: &mut AnyConnection) -> Result<Verification, StorageError> {
        for position in std::mem::take(&mut self.missing) {
            match self.erasures.remove(&position) {
                Some(erased) if erased.erased_by_entry > position => self.found.erased.push(erased),
                _ => {
                    let what = "its details are missing, and no entry says who erased them";
                    self.found.add(Finding::at(FindingKind::Entry, position, what));
                }
            }
        }
        let committed = self.events.last;
        let is_whole = self.events.read_through(connection, i64::MAX)?;
        self.found.events = self.events.last;
        self.found.uncovered_events = self.events.last - committed;
        self.found.entries = self.position;
        self.found.root = hex::encode(self.peaks.root());
        match self.head.take() {
            Some(head) => self.compare_head(&head, committed, is_whole),
            None => {
                let what = "the row that notes the end of the log was edited or removed";
                self.found.add(Finding::at(FindingKind::Head, self.position, what));
            }
        }
        if let Some(cut) = self.expected.first() {
            let (first, last) = (self.position + 1, cut.size as i64);
            let what = format!("a checkpoint was signed for {last} entries, and the log has {}", self.position);
            self.found.add(Finding { kind: FindingKind::Checkpoint, first, last, what });
        }
        self.found.findings.sort_by_key(|finding| finding.first);
        Ok(self.found)
    }

    /// Compares the ends of both logs with what the database notes of them.
    fn compare_head(&mut self, head: &LogHead, committed: i64, events_are_whole: bool) {
        let position = self.position;
        if position < head.last_audit_entry {
            let (first, last) = (position + 1, head.last_audit_entry);
            let what = format!("{}: the log was cut off", missing(first, last));
            self.found.add(Finding { kind: FindingKind::Entry, first, last, what });
        } else if position > head.last_audit_entry {
            let (first, last) = (head.last_audit_entry + 1, position);
            let what = "the entries from here on were added later".to_owned();
            self.found.add(Finding { kind: FindingKind::Entry, first, last, what });
        } else if self.hash.is_some_and(|hash| hash != head.last_audit_hash) {
            self.found.add(Finding::at(FindingKind::Head, position, "it isn't the entry that was last"));
        } else if self.found.findings.is_empty() && (self.peaks != head.peaks || !self.blocks.is_empty()) {
            let what = "the stored tree has other roots than the entries";
            self.found.add(Finding::at(FindingKind::Tree, position, what));
        }
        let is_end = self.events.last == head.last_event && head.covered_event == committed;
        if !is_end || !events_are_whole || self.events.hash != head.last_event_hash {
            let (first, last) = (committed + 1, head.last_event.max(self.events.last));
            let what = match last - first {
                ..0 => "the events don't end where the database notes their end".to_owned(),
                _ => format!("of the newest events, {first} to {last}, some were edited, removed or inserted"),
            };
            self.found.add(Finding::at(FindingKind::Event, position, what));
        }
    }
}

/// Reads events in their order and computes their chain of hashes.
struct EventReader {
    /// The position from which events are read next. Positions begin at 1, but someone may have inserted an event before.
    /// Absent after the last position that there can be.
    from: Option<i64>,
    waiting: VecDeque<(i64, Option<EventRow>)>,
    /// The last event that counts.
    last: i64,
    hash: Hash,
}

impl EventReader {
    /// Reads the events up to a position, and returns whether there was one at each position up to the last one read.
    fn read_through(&mut self, connection: &mut AnyConnection, through: i64) -> Result<bool, StorageError> {
        let mut is_whole = true;
        loop {
            if let Some(from) = self.from
                && self.waiting.is_empty()
            {
                self.waiting
                    .extend(readable(connection, from, (EventRow::page, EventRow::positions), |row| row.position)?);
            }
            let Some((position, row)) = self.waiting.pop_front_if(|(position, _)| *position <= through) else {
                break;
            };
            self.from = position.checked_add(1);
            is_whole &= position == self.last + 1;
            match row {
                Some(row) => {
                    self.hash = row.chain_hash(&self.hash);
                    is_whole &= row.hash == hex::encode(self.hash);
                }
                None => is_whole = false,
            }
            self.last = position;
        }
        Ok(is_whole && (self.last == through || through == i64::MAX))
    }
}

/// Queries for rows, and for their positions: from one on, at most a number of them.
type Queries<R> = (
    fn(&mut AnyConnection, i64, i64) -> QueryResult<Vec<R>>,
    fn(&mut AnyConnection, i64, i64) -> QueryResult<Vec<i64>>,
);

/// A page of rows from a position on, with their positions. A row that can't be read, since a cell holds a value of another type,
/// is `None`.
fn readable<R>(
    connection: &mut AnyConnection,
    from: i64,
    (rows, positions): Queries<R>,
    position: fn(&R) -> i64,
) -> Result<Vec<(i64, Option<R>)>, StorageError> {
    match rows(connection, from, PAGE) {
        Ok(rows) => return Ok(rows.into_iter().map(|row| (position(&row), Some(row))).collect()),
        Err(DieselError::DeserializationError(_)) => {}
        Err(error) => return Err(error.into()),
    }
    let mut one_by_one = Vec::new();
    for position in positions(connection, from, PAGE)? {
        let row = match rows(connection, position, 1) {
            Ok(mut rows) => rows.pop(),
            Err(DieselError::DeserializationError(_)) => None,
            // The database can't be asked at the moment, which says nothing of the row.
            Err(error) => return Err(error.into()),
        };
        one_by_one.push((position, row));
    }
    Ok(one_by_one)
}

fn missing(first: i64, last: i64) -> String {
    if first == last {
        "the entry is missing".to_owned()
    } else {
        format!("the entries {first} to {last} are missing")
    }
}
