//! Decisions of authorities: entered by one officer, confirmed by another. A confirmed one asserts the title with its status.

use std::collections::{HashMap, HashSet};

use access::{Actor, Permission, Subject, programmes};
use diesel::{BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};
use reference_data::{Corridor, Destination};
use serde_json::json;
use sheets::Problem;
use storage::events::{EventKind, NewEvent};
use storage::{AnyConnection, Page, StorageError, Timestamp, Transaction, audit, events, insert_many};
use vocabulary::{AuthorityDecisionId, CandidateId, Date, DecisionFileId, FieldProblem, ProgrammeId};

use super::profile_change::{WrittenChange, write_change};
use super::{CandidateError, Candidates, find, find_within_reach, parsed};
use crate::authority_decision::{
    AuthorityDecision, DecisionState, DecisionTransition, Entry, ResolvedDecision, StatedDecision,
};
use crate::candidate_tables::{StoredDecision, authority_decisions, candidates};
use crate::decision_row::DecisionRow;
use crate::held_title::HeldTitle;
use crate::profile::Profile;
use crate::provenance::{Provenance, Source};

/// What happens to a decision of an authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DecisionEvent {
    /// It was entered, and waits for confirmation.
    Entered,
    /// It counts.
    Confirmed,
    /// It isn't to count.
    Refused,
}

vocabulary::written_as!(DecisionEvent, "an event of a decision", {
    Entered => "authority-decision.entered",
    Confirmed => "authority-decision.confirmed",
    Refused => "authority-decision.refused",
});

impl EventKind for DecisionEvent {
    const SUBJECT_KIND: &'static str = "authority-decision";

    fn kind(self) -> &'static str {
        self.word()
    }
}

/// The kind of a decision as the subject of audit entries, as of events.
const KIND: &str = DecisionEvent::SUBJECT_KIND;

/// The index by which a decision is recorded once.
const ONCE: &str = "authority_decisions_candidate_id_title_kind_authority_reference";

/// The most values in one query.
const VALUES: usize = 1_000;

/// What a file of decisions did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecisionImport {
    /// The file, by which its decisions are confirmed together.
    pub file: DecisionFileId,
    /// How many decisions are new.
    pub created: usize,
    /// How many were recorded already.
    pub unchanged: usize,
    /// Whether the new ones count at once, as those that the operator imports do.
    pub confirmed: bool,
}

/// What an import of a file of decisions is going to do.
struct FilePlan {
    file: DecisionFileId,
    new: Vec<AuthorityDecision>,
    unchanged: usize,
    confirmed: bool,
    /// The day at the destination.
    today: Date,
}

/// The decisions on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DecisionFilter {
    /// Those in one state.
    pub state: Option<DecisionState>,
    /// Those of one candidate.
    pub candidate: Option<CandidateId>,
    /// Those of one file.
    pub file: Option<DecisionFileId>,
}

/// What identifies a decision among those of a candidate.
type DecisionKey = (String, String, String, String);

/// The decisions of some candidates that weren't refused, each with its day.
#[derive(Default)]
pub(super) struct RecordedDecisions(HashMap<CandidateId, HashMap<DecisionKey, String>>);

impl RecordedDecisions {
    /// Whether the decision of a file is recorded.
    ///
    /// # Errors
    /// What is expected as its day, when it is recorded with another one.
    pub(super) fn has(&self, candidate: CandidateId, decision: &ResolvedDecision) -> Result<bool, String> {
        let day = self.0.get(&candidate).and_then(|recorded| recorded.get(&key_of(decision)));
        match day {
            Some(day) if *day != decision.decided_on.to_string() => Err(format!(
                "{day}, with which this decision is recorded; another decision has a reference of its own"
            )),
            day => Ok(day.is_some()),
        }
    }

    fn add(&mut self, candidate: CandidateId, decision: &ResolvedDecision) {
        self.0.entry(candidate).or_default().insert(key_of(decision), decision.decided_on.to_string());
    }
}

impl Candidates<'_> {
    /// Enters a decision of an authority on a candidate's title. It counts when another officer has confirmed it.
    ///
    /// # Errors
    /// When the actor lacks the permission, there is no such candidate or they have withdrawn, a field is wrong, or the
    /// decision is recorded already.
    pub fn enter_decision(
        &self,
        actor: &Actor,
        id: CandidateId,
        stated: &StatedDecision,
    ) -> Result<AuthorityDecision, CandidateError> {
        self.database.write(|transaction| self.enter_decision_within(transaction, actor, id, stated))
    }

    /// The same in the caller's transaction.
    ///
    /// # Errors
    /// Those of [`Candidates::enter_decision`].
    pub fn enter_decision_within(
        &self,
        transaction: &mut Transaction<'_>,
        actor: &Actor,
        id: CandidateId,
        stated: &StatedDecision,
    ) -> Result<AuthorityDecision, CandidateError> {
        let candidate = find_within_reach(transaction.connection(), actor, Permission::EnterDecision, id)?;
        if !candidate.state.is_editable() {
            return Err(CandidateError::Withdrawn(id));
        }
        let context = self.decision_context(transaction.connection(), candidate.programme)?;
        let resolved = context.resolve(stated).map_err(CandidateError::WrongDecision)?;
        let decision = new_decision(actor, candidate.programme, id, resolved, None, transaction.now());
        let inserted = diesel::insert_into(authority_decisions::table)
            .values(decision_row(&decision))
            .execute(transaction.connection());
        match inserted.map_err(StorageError::from) {
            Ok(_) => {}
            Err(error) if error.is_unique_violation_of(ONCE) => {
                return Err(CandidateError::DecisionTaken { reference: decision.decision.reference });
            }
            Err(error) => return Err(error.into()),
        }
        let counting = (decision.state == DecisionState::Confirmed).then_some(&decision);
        let asserted = counting.map(|decision| assert_titles(transaction, &[decision], context.today)).transpose()?;
        record(transaction, actor, Permission::EnterDecision, &[&decision], &asserted.unwrap_or_default())?;
        Ok(decision)
    }

    /// Confirms or refuses a decision, from the version that the actor saw. A confirmed one asserts the title with its status, in
    /// the same transaction.
    ///
    /// # Errors
    /// When the actor lacks the permission, there is no such decision, it was reviewed already or changed since, the actor
    /// would confirm what they entered themselves, or the candidate has withdrawn.
    pub fn review_decision(
        &self,
        actor: &Actor,
        id: AuthorityDecisionId,
        seen: i64,
        transition: DecisionTransition,
    ) -> Result<AuthorityDecision, CandidateError> {
        self.database.write(|transaction| {
            let decision = find_decision(transaction.connection(), actor, permission_of(transition), id)?;
            if decision.version() != seen {
                return Err(CandidateError::DecisionConflict(id));
            }
            let today = self.decision_context(transaction.connection(), decision.programme)?.today;
            let reviewed = reviewed(transaction, actor, vec![decision], transition, today)?;
            reviewed.into_iter().next().ok_or(CandidateError::NoDecision(id))
        })
    }

    /// Confirms all decisions of a file that wait for it: those of a file of decisions, or of candidates.
    ///
    /// # Errors
    /// When the actor lacks the permission or imported the file themselves, and when none of its decisions waits.
    pub fn confirm_decision_file(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        file: DecisionFileId,
        seen: Option<i64>,
    ) -> Result<usize, CandidateError> {
        actor.may(Permission::ConfirmDecision, &Subject::in_programme(programme))?;
        self.database.write(|transaction| {
            let rows: Vec<StoredDecision> = authority_decisions::table
                .filter(authority_decisions::programme_id.eq(programme.to_string()))
                .filter(authority_decisions::file_id.eq(file.to_string()))
                .filter(authority_decisions::state.eq(DecisionState::Entered.word()))
                .order(authority_decisions::id)
                .select(StoredDecision::as_select())
                .load(transaction.connection())
                .map_err(StorageError::from)?;
            if rows.is_empty() {
                return Err(CandidateError::NoDecisionFile(file));
            }
            if seen.is_some() {
                return Err(CandidateError::DecisionFileConflict(file));
            }
            let decisions = rows.into_iter().map(AuthorityDecision::try_from).collect::<Result<_, _>>()?;
            let today = self.decision_context(transaction.connection(), programme)?.today;
            Ok(reviewed(transaction, actor, decisions, DecisionTransition::Confirm, today)?.len())
        })
    }

    /// One decision. The reading is noted in the audit log.
    ///
    /// # Errors
    /// When the actor lacks the permission, or there is no such decision.
    pub fn get_decision(&self, actor: &Actor, id: AuthorityDecisionId) -> Result<AuthorityDecision, CandidateError> {
        self.database.write(|transaction| {
            let decision = find_decision(transaction.connection(), actor, Permission::ReadDecision, id)?;
            note_reading(transaction, actor, decision.programme, std::slice::from_ref(&decision))?;
            Ok(decision)
        })
    }

    /// The decisions on a candidate's titles, in the order of entry. The reading is noted in the audit log.
    ///
    /// # Errors
    /// When the actor lacks the permission, or there is no such candidate.
    pub fn decisions_of(&self, actor: &Actor, id: CandidateId) -> Result<Vec<AuthorityDecision>, CandidateError> {
        self.database.write(|transaction| {
            let candidate = find_within_reach(transaction.connection(), actor, Permission::ReadDecision, id)?;
            let rows: Vec<StoredDecision> = authority_decisions::table
                .filter(authority_decisions::candidate_id.eq(id.to_string()))
                .order(authority_decisions::id)
                .select(StoredDecision::as_select())
                .load(transaction.connection())
                .map_err(StorageError::from)?;
            let decisions = rows.into_iter().map(AuthorityDecision::try_from).collect::<Result<Vec<_>, _>>()?;
            note_reading(transaction, actor, candidate.programme, &decisions)?;
            Ok(decisions)
        })
    }

    /// The decisions of a programme after one of them, at most `limit`, in the order of entry. The reading is noted in the
    /// audit log.
    ///
    /// # Errors
    /// When the actor lacks the permission.
    pub fn decisions_page(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        filter: DecisionFilter,
        after: Option<AuthorityDecisionId>,
        limit: usize,
    ) -> Result<Page<AuthorityDecision>, CandidateError> {
        actor.may(Permission::ReadDecision, &Subject::in_programme(programme))?;
        self.database.write(|transaction| {
            let mut query = authority_decisions::table
                .filter(authority_decisions::programme_id.eq(programme.to_string()))
                .order(authority_decisions::id)
                .limit(Page::<StoredDecision>::rows_to_load(limit))
                .select(StoredDecision::as_select())
                .into_boxed();
            if let Some(after) = after {
                query = query.filter(authority_decisions::id.gt(after.to_string()));
            }
            if let Some(state) = filter.state {
                query = query.filter(authority_decisions::state.eq(state.word()));
            }
            if let Some(candidate) = filter.candidate {
                query = query.filter(authority_decisions::candidate_id.eq(candidate.to_string()));
            }
            if let Some(file) = filter.file {
                query = query.filter(authority_decisions::file_id.eq(file.to_string()));
            }
            let rows: Vec<StoredDecision> = query.load(transaction.connection()).map_err(StorageError::from)?;
            let page = Page::cut(rows, limit).try_map(AuthorityDecision::try_from)?;
            note_reading(transaction, actor, programme, &page.items)?;
            Ok(page)
        })
    }

    /// Enters the decisions of a file, all or none; those that are recorded already are left alone. They count when another
    /// officer has confirmed the file; those that the operator imports count at once. A dry run only says what would be done.
    ///
    /// # Errors
    /// When the actor lacks the permission; and [`CandidateError::DecisionRows`] with every cell that is wrong.
    pub fn import_decisions(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        rows: &[DecisionRow],
        dry_run: bool,
    ) -> Result<DecisionImport, CandidateError> {
        if dry_run {
            let plan = |connection: &mut AnyConnection| self.plan_decisions(connection, actor, programme, rows);
            let FilePlan { file, new, unchanged, confirmed, .. } = self.database.read(plan)?;
            return Ok(DecisionImport { file, created: new.len(), unchanged, confirmed });
        }
        self.database.write(|transaction| self.import_decisions_within(transaction, actor, programme, rows))
    }

    /// The same in the caller's transaction.
    ///
    /// # Errors
    /// Those of [`Candidates::import_decisions`].
    pub fn import_decisions_within(
        &self,
        transaction: &mut Transaction<'_>,
        actor: &Actor,
        programme: ProgrammeId,
        rows: &[DecisionRow],
    ) -> Result<DecisionImport, CandidateError> {
        let FilePlan { file, new, unchanged, confirmed, today } =
            self.plan_decisions(transaction.connection(), actor, programme, rows)?;
        insert_decisions(transaction, &new)?;
        let all: Vec<&AuthorityDecision> = new.iter().collect();
        let asserted = if confirmed { assert_titles(transaction, &all, today)? } else { Vec::new() };
        record(transaction, actor, Permission::EnterDecision, &all, &asserted)?;
        Ok(DecisionImport { file, created: new.len(), unchanged, confirmed })
    }

    fn plan_decisions(
        &self,
        connection: &mut AnyConnection,
        actor: &Actor,
        programme: ProgrammeId,
        rows: &[DecisionRow],
    ) -> Result<FilePlan, CandidateError> {
        actor.may(Permission::EnterDecision, &Subject::in_programme(programme))?;
        let context = self.decision_context(connection, programme)?;
        let known = named_candidates(connection, programme, rows)?;
        let ids: HashSet<String> = known
            .values()
            .filter_map(|named| match named {
                NamedCandidate::One(id, _) => Some(id.to_string()),
                NamedCandidate::Several => None,
            })
            .collect();
        let ids: Vec<String> = ids.into_iter().collect();
        let mut recorded = recorded_decisions(connection, &ids)?;
        let (file, now) = (DecisionFileId::new(), Timestamp::from(self.database.clock().now()));
        let (mut new, mut unchanged, mut problems) = (Vec::new(), 0, Vec::new());
        for DecisionRow { number, candidate, decision } in rows {
            let mut refuse = |column: &str, value: &str, expected: &str| {
                problems.push(Problem::new(*number, column, value, expected))
            };
            let (id, editable) = match known.get(candidate) {
                Some(NamedCandidate::One(id, editable)) => (id, editable),
                Some(NamedCandidate::Several) => {
                    let expected = "the identifier that the platform gave the candidate, since candidates of several \
                                    organisations have this id";
                    refuse("candidate", candidate, expected);
                    continue;
                }
                None => {
                    refuse("candidate", candidate, "the id of a candidate of the programme");
                    continue;
                }
            };
            if !editable {
                refuse("candidate", candidate, "a candidate who takes part; this one has withdrawn");
                continue;
            }
            match context.resolve(decision) {
                Err(wrong) => {
                    for FieldProblem { field, value, expected } in wrong {
                        refuse(if field == "decided_on" { "date" } else { &field }, &value, &expected);
                    }
                }
                Ok(resolved) => match recorded.has(*id, &resolved) {
                    Err(expected) => refuse("date", &resolved.decided_on.to_string(), &expected),
                    Ok(true) => unchanged += 1,
                    Ok(false) => {
                        recorded.add(*id, &resolved);
                        new.push(new_decision(actor, programme, *id, resolved, Some(file), now));
                    }
                },
            }
        }
        if !problems.is_empty() {
            return Err(CandidateError::DecisionRows(problems));
        }
        let confirmed = DecisionState::at_entry(actor) == DecisionState::Confirmed;
        Ok(FilePlan { file, new, unchanged, confirmed, today: context.today })
    }

    /// What a programme's decisions are compared with, today at its destination.
    pub(super) fn decision_context(
        &self,
        connection: &mut AnyConnection,
        programme: ProgrammeId,
    ) -> Result<DecisionContext<'_>, CandidateError> {
        let corridor = programmes::corridor(connection, self.data, programme)?;
        let destination = self.data.destination(&corridor.destination);
        Ok(DecisionContext { corridor, destination, today: corridor.today(self.database.clock()) })
    }
}

/// What the decisions of a programme are compared with.
#[derive(Clone, Copy)]
pub(super) struct DecisionContext<'a> {
    corridor: &'a Corridor,
    destination: Option<&'a Destination>,
    pub(super) today: Date,
}

impl DecisionContext<'_> {
    pub(super) fn resolve(&self, stated: &StatedDecision) -> Result<ResolvedDecision, Vec<FieldProblem>> {
        stated.resolve(self.corridor, self.destination, self.today)
    }
}

/// A decision that an actor enters now. That of the operator is confirmed by the same act.
pub(super) fn new_decision(
    actor: &Actor,
    programme: ProgrammeId,
    candidate: CandidateId,
    decision: ResolvedDecision,
    file: Option<DecisionFileId>,
    now: Timestamp,
) -> AuthorityDecision {
    let entered = Entry { actor: actor.subject.clone(), at: now };
    let state = DecisionState::at_entry(actor);
    AuthorityDecision {
        id: AuthorityDecisionId::new(),
        programme,
        candidate,
        decision,
        state,
        file,
        reviewed: (state == DecisionState::Confirmed).then(|| entered.clone()),
        entered,
        organisation: actor.organisation,
    }
}

/// What identifies a decision among those of a candidate.
fn key_of(decision: &ResolvedDecision) -> DecisionKey {
    let ResolvedDecision { title, kind, authority, reference, .. } = decision;
    (title.to_string(), kind.to_string(), authority.to_string(), reference.clone())
}

/// The decisions of some candidates that are recorded and weren't refused.
pub(super) fn recorded_decisions(
    connection: &mut AnyConnection,
    ids: &[String],
) -> Result<RecordedDecisions, StorageError> {
    let mut recorded = RecordedDecisions::default();
    for some in ids.chunks(VALUES) {
        let rows: Vec<StoredDecision> = authority_decisions::table
            .filter(authority_decisions::candidate_id.eq_any(some))
            .filter(authority_decisions::state.ne(DecisionState::Refused.word()))
            .select(StoredDecision::as_select())
            .load(connection)?;
        for row in rows {
            let key = (row.title, row.kind, row.authority, row.reference);
            recorded.0.entry(parsed(&row.candidate_id)?).or_default().insert(key, row.decided_on);
        }
    }
    Ok(recorded)
}

/// The confirmed decisions of some candidates, as a file states them.
pub(super) fn confirmed_decisions(
    connection: &mut AnyConnection,
    ids: &[String],
) -> Result<HashMap<CandidateId, Vec<StatedDecision>>, StorageError> {
    let mut confirmed: HashMap<CandidateId, Vec<StatedDecision>> = HashMap::new();
    for some in ids.chunks(VALUES) {
        let rows: Vec<StoredDecision> = authority_decisions::table
            .filter(authority_decisions::candidate_id.eq_any(some))
            .filter(authority_decisions::state.eq(DecisionState::Confirmed.word()))
            .order(authority_decisions::id)
            .select(StoredDecision::as_select())
            .load(connection)?;
        for row in rows {
            let AuthorityDecision { candidate, decision, .. } = row.try_into()?;
            let ResolvedDecision { title, kind, authority, decided_on, reference, .. } = decision;
            confirmed.entry(candidate).or_default().push(StatedDecision {
                title,
                kind: kind.to_string(),
                authority: authority.to_string(),
                decided_on,
                reference,
            });
        }
    }
    Ok(confirmed)
}

/// Inserts decisions.
pub(super) fn insert_decisions(
    transaction: &mut Transaction<'_>,
    decisions: &[AuthorityDecision],
) -> Result<(), StorageError> {
    let rows: Vec<StoredDecision> = decisions.iter().map(decision_row).collect();
    insert_many!(transaction, authority_decisions::table, &rows)
}

/// Events and audit entries of decisions that were entered or reviewed, and of the candidates who were changed by that; they
/// come last in a transaction.
pub(super) fn record(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    permission: Permission,
    decisions: &[&AuthorityDecision],
    asserted: &[WrittenChange],
) -> Result<(), StorageError> {
    const BATCH: usize = 5_000;
    events::append(transaction, &asserted.iter().filter_map(WrittenChange::event).collect::<Vec<_>>())?;
    let mut changed = HashMap::with_capacity(asserted.len());
    for written in asserted {
        changed.insert(written.candidate.id, written.candidate.commitment()?);
    }
    for some in decisions.chunks(BATCH) {
        let happened: Vec<NewEvent> = some.iter().map(|decision| event_of(decision)).collect();
        events::append(transaction, &happened)?;
        let entries: Vec<_> = some
            .iter()
            .map(|decision| {
                let details = json!({
                    "candidate": decision.candidate,
                    "title": decision.decision.title,
                    "status": decision.decision.status,
                    "state": decision.state,
                    "file": decision.file,
                    "version": decision.version(),
                });
                let of_candidate = changed.get(&decision.candidate).cloned();
                actor
                    .audit_entry(permission, decision.programme, KIND, Some(decision.id.uuid()), details)
                    .about(decision.candidate)
                    .covering(std::iter::once(decision.commitment()).chain(of_candidate))
            })
            .collect();
        audit::append(transaction, &entries)?;
    }
    Ok(())
}

fn event_of(decision: &AuthorityDecision) -> NewEvent {
    let event = match decision.state {
        DecisionState::Entered => DecisionEvent::Entered,
        DecisionState::Confirmed => DecisionEvent::Confirmed,
        DecisionState::Refused => DecisionEvent::Refused,
    };
    let data = json!({ "candidate": decision.candidate, "version": decision.version() });
    NewEvent::new(decision.programme, event, decision.id.uuid(), data)
}

/// The title that a decision asserts which was confirmed today.
pub(super) fn asserted_title(decision: &AuthorityDecision, today: Date) -> HeldTitle {
    let reviewed = decision.reviewed.as_ref().unwrap_or(&decision.entered);
    HeldTitle {
        provenance: Provenance {
            source: Source::Decision,
            source_id: Some(decision.id.uuid()),
            organisation: decision.organisation,
            stated_by: Some(reviewed.actor.clone()),
            stated_on: Some(today),
            revoked_on: None,
        },
        ..HeldTitle::stated(decision.decision.title.clone(), Some(decision.decision.status))
    }
}

/// Adds what confirmed decisions assert to their candidates' profiles, and returns these changes.
fn assert_titles(
    transaction: &mut Transaction<'_>,
    decisions: &[&AuthorityDecision],
    today: Date,
) -> Result<Vec<WrittenChange>, CandidateError> {
    let mut by_candidate: HashMap<CandidateId, Vec<HeldTitle>> = HashMap::new();
    let mut order = Vec::new();
    for decision in decisions {
        let titles = by_candidate.entry(decision.candidate).or_insert_with(|| {
            order.push(decision.candidate);
            Vec::new()
        });
        titles.push(asserted_title(decision, today));
    }
    let mut changes = Vec::with_capacity(order.len());
    for id in order {
        let asserted = by_candidate.remove(&id).unwrap_or_default();
        let written = loop {
            let candidate = find(transaction.connection(), id)?;
            if !candidate.state.is_editable() {
                return Err(CandidateError::Withdrawn(id));
            }
            let mut profile: Profile = candidate.profile.clone();
            profile.titles.extend(asserted.iter().cloned());
            // When somebody else was faster, the candidate is read again.
            if let Some(written) = write_change(transaction, candidate, profile, None)? {
                break written;
            }
        };
        changes.push(written);
    }
    Ok(changes)
}

/// The permission that a transition needs.
fn permission_of(transition: DecisionTransition) -> Permission {
    match transition {
        DecisionTransition::Confirm => Permission::ConfirmDecision,
        DecisionTransition::Refuse => Permission::RefuseDecision,
    }
}

/// Carries out a transition of decisions, with what follows from it.
fn reviewed(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    decisions: Vec<AuthorityDecision>,
    transition: DecisionTransition,
    today: Date,
) -> Result<Vec<AuthorityDecision>, CandidateError> {
    let review = Entry { actor: actor.subject.clone(), at: transaction.now() };
    let mut after = Vec::with_capacity(decisions.len());
    for mut decision in decisions {
        let before = decision.state;
        decision.state = before.after(transition, decision.entered.actor == actor.subject)?;
        decision.reviewed = Some(review.clone());
        let as_read = authority_decisions::table
            .filter(authority_decisions::id.eq(decision.id.to_string()))
            .filter(authority_decisions::state.eq(before.word()));
        let changed = diesel::update(as_read)
            .set(decision_row(&decision))
            .execute(transaction.connection())
            .map_err(StorageError::from)?;
        if changed != 1 {
            return Err(CandidateError::DecisionConflict(decision.id));
        }
        after.push(decision);
    }
    let all: Vec<&AuthorityDecision> = after.iter().collect();
    let asserted = match transition {
        DecisionTransition::Confirm => assert_titles(transaction, &all, today)?,
        DecisionTransition::Refuse => Vec::new(),
    };
    record(transaction, actor, permission_of(transition), &all, &asserted)?;
    Ok(after)
}

fn note_reading(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    programme: ProgrammeId,
    decisions: &[AuthorityDecision],
) -> Result<(), StorageError> {
    let entry = |decision: &AuthorityDecision| {
        let details = json!({ "candidate": decision.candidate });
        actor
            .audit_entry(Permission::ReadDecision, programme, KIND, Some(decision.id.uuid()), details)
            .about(decision.candidate)
    };
    audit::append(transaction, &decisions.iter().map(entry).collect::<Vec<_>>())
}

/// The candidate whom the rows of a file name.
enum NamedCandidate {
    /// One, with whether they may be changed.
    One(CandidateId, bool),
    /// Candidates of several organisations have the reference.
    Several,
}

/// The candidates whom the rows of a file name, by the reference or the identifier that is written there.
fn named_candidates(
    connection: &mut AnyConnection,
    programme: ProgrammeId,
    rows: &[DecisionRow],
) -> Result<HashMap<String, NamedCandidate>, StorageError> {
    let names: HashSet<&str> = rows.iter().map(|row| row.candidate.as_str()).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let (mut known, mut of_identifiers) = (HashMap::with_capacity(names.len()), HashMap::new());
    for some in names.chunks(VALUES) {
        let found: Vec<(String, String, String)> = candidates::table
            .filter(candidates::programme_id.eq(programme.to_string()))
            .filter(candidates::reference.eq_any(some).or(candidates::id.eq_any(some)))
            .select((candidates::reference, candidates::id, candidates::state))
            .load(connection)?;
        for (reference, id, state) in found {
            let state: super::CandidateState = parsed(&state)?;
            let named = (parsed(&id)?, state.is_editable());
            of_identifiers.insert(id, NamedCandidate::One(named.0, named.1));
            let of_reference = known.entry(reference);
            of_reference
                .and_modify(|other| *other = NamedCandidate::Several)
                .or_insert(NamedCandidate::One(named.0, named.1));
        }
    }
    // Whoever's reference is the identifier of somebody else takes no decision from them.
    known.extend(of_identifiers);
    Ok(known)
}

/// The decision with an identifier, if the actor's permission reaches the candidate whom it concerns.
fn find_decision(
    connection: &mut AnyConnection,
    actor: &Actor,
    permission: Permission,
    id: AuthorityDecisionId,
) -> Result<AuthorityDecision, CandidateError> {
    actor.may_ever(&[permission])?;
    let row: Option<StoredDecision> = authority_decisions::table
        .find(id.to_string())
        .select(StoredDecision::as_select())
        .first(connection)
        .optional()
        .map_err(StorageError::from)?;
    let decision = row.map(AuthorityDecision::try_from).transpose()?.ok_or(CandidateError::NoDecision(id))?;
    match find_within_reach(connection, actor, permission, decision.candidate) {
        Ok(_) => Ok(decision),
        Err(CandidateError::NotFound(_)) => Err(CandidateError::NoDecision(id)),
        Err(other) => Err(other),
    }
}

pub(super) fn decision_row(decision: &AuthorityDecision) -> StoredDecision {
    let AuthorityDecision { id, programme, candidate, decision, state, file, entered, organisation, reviewed } =
        decision;
    StoredDecision {
        id: id.to_string(),
        programme_id: programme.to_string(),
        candidate_id: candidate.to_string(),
        title: decision.title.to_string(),
        status: decision.status.word().to_owned(),
        kind: decision.kind.to_string(),
        authority: decision.authority.to_string(),
        reference: decision.reference.clone(),
        decided_on: decision.decided_on.to_string(),
        state: state.word().to_owned(),
        file_id: file.map(|file| file.to_string()),
        entered_by: entered.actor.clone(),
        organisation_id: organisation.map(|organisation| organisation.to_string()),
        entered_at: entered.at.to_string(),
        reviewed_by: reviewed.as_ref().map(|reviewed| reviewed.actor.clone()),
        reviewed_at: reviewed.as_ref().map(|reviewed| reviewed.at.to_string()),
    }
}

impl TryFrom<StoredDecision> for AuthorityDecision {
    type Error = StorageError;

    fn try_from(row: StoredDecision) -> Result<Self, StorageError> {
        let day = row.decided_on.parse().map_err(|_| StorageError::unreadable("a date", &row.decided_on))?;
        let reviewed = match (row.reviewed_by, row.reviewed_at) {
            (Some(actor), Some(at)) => Some(Entry { actor, at: at.parse()? }),
            _ => None,
        };
        Ok(Self {
            id: parsed(&row.id)?,
            programme: parsed(&row.programme_id)?,
            candidate: parsed(&row.candidate_id)?,
            decision: ResolvedDecision {
                title: parsed(&row.title)?,
                status: parsed(&row.status)?,
                kind: parsed(&row.kind)?,
                authority: parsed(&row.authority)?,
                decided_on: day,
                reference: row.reference,
            },
            state: parsed(&row.state)?,
            file: row.file_id.as_deref().map(parsed).transpose()?,
            entered: Entry { actor: row.entered_by, at: row.entered_at.parse()? },
            organisation: row.organisation_id.as_deref().map(parsed).transpose()?,
            reviewed,
        })
    }
}
