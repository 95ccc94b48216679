//! The operations on placements. Each checks the actor's permission; the row, the event and the audit entry of an
//! operation are one transaction.

use access::{Actor, Permission, Subject, programmes};
use candidate_profile::candidates;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};
use employer::Vacancies;
use reference_data::ReferenceData;
use serde_json::json;
use storage::audit::Commitment;
use storage::events::{EventKind, NewEvent};
use storage::{Database, Page, StorageError, Transaction, audit, covered_rows, events, row_hash};
use vocabulary::{CandidateId, Date, PlacementId, ProgrammeId, VacancyId};

use crate::placement_table::{self, PlacementRow, placements};
use crate::{Placement, PlacementError, PlacementEvent, PlacementSubjects, posts_taken};

/// The kind of a placement as the subject of audit entries, as of events.
const KIND: &str = PlacementEvent::SUBJECT_KIND;

/// The index by which a candidate has one current placement at most.
const ONE_CURRENT: &str = "placements_programme_id_candidate_id";

/// A placement to be entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewPlacement {
    /// The programme of both.
    pub programme: ProgrammeId,
    /// The vacancy of which a post is taken.
    pub vacancy: VacancyId,
    /// The candidate who takes it.
    pub candidate: CandidateId,
    /// The first day of work.
    pub starts_on: Date,
}

/// The placements on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PlacementFilter {
    /// Those of one vacancy.
    pub vacancy: Option<VacancyId>,
    /// Those of one candidate.
    pub candidate: Option<CandidateId>,
}

/// The placements of a database.
#[derive(Clone, Copy)]
pub struct Placements<'a> {
    database: &'a Database,
    reference: &'a ReferenceData,
}

impl<'a> Placements<'a> {
    /// The placements of a database, with the corridors of its programmes.
    pub fn new(database: &'a Database, reference: &'a ReferenceData) -> Self {
        Self { database, reference }
    }

    /// Enters that a candidate takes a post of a vacancy.
    ///
    /// # Errors
    /// When the actor lacks the permission, vacancy or candidate are none of the programme, the candidate has withdrawn,
    /// doesn't consent or is placed already, or the vacancy isn't open or has no free post.
    pub fn create(&self, actor: &Actor, new: NewPlacement) -> Result<Placement, PlacementError> {
        self.database.write(|transaction| self.create_within(transaction, actor, new))
    }

    /// The same in the caller's transaction, so that what the caller writes with it, such as the key of an idempotent
    /// request, is committed or rolled back together.
    ///
    /// # Errors
    /// Those of [`Placements::create`].
    pub fn create_within(
        &self,
        transaction: &mut Transaction<'_>,
        actor: &Actor,
        new: NewPlacement,
    ) -> Result<Placement, PlacementError> {
        let NewPlacement { programme, vacancy, candidate, starts_on } = new;
        actor.may(Permission::CreatePlacement, &Subject::in_programme(programme))?;
        // Locked, so that of two who take the last post at once the second one finds it taken.
        let vacancy = Vacancies::lock(transaction, programme, vacancy)?;
        let candidate = candidates::lock(transaction, programme, candidate)?;
        let (vacancy, candidate) = match (vacancy, candidate) {
            (Some(vacancy), Some(candidate)) => (vacancy, candidate),
            (None, Some(_)) => return Err(PlacementError::NoVacancy),
            (Some(_), None) => return Err(PlacementError::NoCandidate),
            (None, None) => return Err(PlacementError::NeitherVacancyNorCandidate),
        };
        let taken = posts_taken(transaction.connection(), &[vacancy.id])?;
        Placement::check_start(&candidate, &vacancy, taken.get(&vacancy.id).copied().unwrap_or(0))?;
        let placement = Placement {
            id: PlacementId::new(),
            programme,
            vacancy: vacancy.id,
            candidate: candidate.id,
            starts_on,
            ended_on: None,
            version: 1,
        };
        let row = PlacementRow::new(&placement, transaction.now());
        let inserted = diesel::insert_into(placements::table).values(&row).execute(transaction.connection());
        match inserted.map_err(StorageError::from) {
            Ok(_) => {}
            Err(error) if error.is_unique_violation_of(ONE_CURRENT) => {
                return Err(PlacementError::AlreadyPlaced(candidate.id));
            }
            Err(error) => return Err(error.into()),
        }
        record(transaction, actor, &placement, &row, Permission::CreatePlacement, PlacementEvent::Started)?;
        Ok(placement)
    }

    /// Enters the last day of a placement that is over, which from then on isn't current. `version` is the one that the
    /// actor saw.
    ///
    /// # Errors
    /// When the actor lacks the permission, the placement has ended or was changed since, the day is to come at the
    /// destination, or it is before the start of a placement that has begun.
    pub fn end(
        &self,
        actor: &Actor,
        id: PlacementId,
        version: i64,
        ended_on: Date,
    ) -> Result<Placement, PlacementError> {
        self.database.write(|transaction| {
            let connection = transaction.connection();
            let mut placement = placement_table::find_within_reach(connection, actor, Permission::EndPlacement, id)?;
            if placement.version != version {
                return Err(placement_table::conflict(id).into());
            }
            let corridor = programmes::corridor(transaction.connection(), self.reference, placement.programme)?;
            placement.end(ended_on, corridor.today(self.database.clock()))?;
            placement.version += 1;
            let row = placement_table::write_end(transaction, &placement)?;
            record(transaction, actor, &placement, &row, Permission::EndPlacement, PlacementEvent::Ended)?;
            Ok(placement)
        })
    }

    /// One placement. The reading is noted in the audit log, in the same transaction.
    ///
    /// # Errors
    /// When the actor lacks the permission, or there is no such placement.
    pub fn get(&self, actor: &Actor, id: PlacementId) -> Result<Placement, PlacementError> {
        self.database.write(|transaction| {
            let connection = transaction.connection();
            let placement = placement_table::find_within_reach(connection, actor, Permission::ReadPlacement, id)?;
            let (programme, subject) = (placement.programme, Some(id.uuid()));
            let entry = actor.audit_entry(Permission::ReadPlacement, programme, KIND, subject, json!({}));
            audit::append(transaction, &[entry.about(placement.candidate)])?;
            Ok(placement)
        })
    }

    /// The placements of a programme after one of them, at most `limit`, in the order in which they were entered. The
    /// reading is noted in the audit log, in the same transaction.
    ///
    /// # Errors
    /// When the actor lacks the permission.
    pub fn page(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        filter: PlacementFilter,
        after: Option<PlacementId>,
        limit: usize,
    ) -> Result<Page<Placement>, PlacementError> {
        actor.may(Permission::ReadPlacement, &Subject::in_programme(programme))?;
        self.database.write(|transaction| {
            let mut query = placements::table
                .filter(placements::programme_id.eq(programme.to_string()))
                .order(placements::id)
                .limit(Page::<PlacementRow>::rows_to_load(limit))
                .select(PlacementRow::as_select())
                .into_boxed();
            if let Some(after) = after {
                query = query.filter(placements::id.gt(after.to_string()));
            }
            if let Some(vacancy) = filter.vacancy {
                query = query.filter(placements::vacancy_id.eq(vacancy.to_string()));
            }
            if let Some(candidate) = filter.candidate {
                query = query.filter(placements::candidate_id.eq(candidate.to_string()));
            }
            let rows: Vec<PlacementRow> = query.load(transaction.connection()).map_err(StorageError::from)?;
            let page = Page::cut(rows, limit).try_map(Placement::try_from)?;
            let entry = |placement: &Placement| {
                let (subject, details) = (Some(placement.id.uuid()), json!({ "page": true }));
                actor
                    .audit_entry(Permission::ReadPlacement, programme, KIND, subject, details)
                    .about(placement.candidate)
            };
            audit::append(transaction, &page.items.iter().map(entry).collect::<Vec<_>>())?;
            Ok(page)
        })
    }
}

covered_rows! {
    /// Placements, for the verification of the audit log.
    CoveredPlacements: KIND, placements, PlacementRow
}

/// Appends the event and the audit entry of an operation, which come last in a transaction.
fn record(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    placement: &Placement,
    row: &PlacementRow,
    permission: Permission,
    event: PlacementEvent,
) -> Result<(), StorageError> {
    let Placement { id, programme, vacancy, candidate, starts_on, ended_on, version } = *placement;
    let subjects = json!(PlacementSubjects { vacancy, candidate });
    events::append(transaction, &[NewEvent::new(programme, event, id.uuid(), subjects)])?;
    let details = json!({
        "vacancy": vacancy,
        "candidate": candidate,
        "starts_on": starts_on,
        "ended_on": ended_on,
        "version": version,
    });
    let entry = actor.audit_entry(permission, programme, KIND, Some(id.uuid()), details);
    let covered = Commitment::new(KIND, id.uuid(), &row_hash(row));
    audit::append(transaction, &[entry.about(candidate).covering([covered])])
}
