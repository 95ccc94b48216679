//! Operations on placements.

pub(crate) mod create_placement;
pub(crate) mod end_placement;
pub(crate) mod get_placement;
pub(crate) mod list_placements;

use placement::Placement;
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{CandidateId, Date, PlacementId, ProgrammeId, VacancyId};

/// A placement: a candidate in a post of a vacancy.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Placement)]
pub(crate) struct PlacementResponse {
    #[schema(value_type = uuid::Uuid)]
    id: PlacementId,
    #[schema(value_type = uuid::Uuid)]
    programme: ProgrammeId,
    #[schema(value_type = uuid::Uuid)]
    vacancy: VacancyId,
    #[schema(value_type = uuid::Uuid)]
    candidate: CandidateId,
    /// The first day of work.
    starts_on: Date,
    /// The last day of work; absent while the placement is current.
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_on: Option<Date>,
    /// Number of the version, from 1.
    version: i64,
}

impl From<Placement> for PlacementResponse {
    fn from(placement: Placement) -> Self {
        let Placement { id, programme, vacancy, candidate, starts_on, ended_on, version } = placement;
        Self { id, programme, vacancy, candidate, starts_on, ended_on, version }
    }
}
