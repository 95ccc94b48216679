//! Operations on curricula of schools and transcripts of persons.

pub(crate) mod assess_curriculum;
pub(crate) mod change_curriculum;
pub(crate) mod compare_curricula;
pub(crate) mod confirm_subjects;
pub(crate) mod create_curriculum;
pub(crate) mod get_curriculum;
pub(crate) mod list_curricula;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use training_harmonisation::{Curricula, Curriculum, CurriculumError, StoredCurriculum};
use utoipa::ToSchema;
use vocabulary::{CandidateId, CurriculumId, OrganisationId, ProgrammeId};
use web::conditional::versioned;
use web::{AppContext, Problem, run_blocking};

use crate::schema_references;

/// A curriculum of a school; with a candidate, the transcript of a person.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StoredCurriculum)]
pub(crate) struct CurriculumResponse {
    #[schema(value_type = uuid::Uuid)]
    id: CurriculumId,
    #[schema(value_type = uuid::Uuid)]
    programme: ProgrammeId,
    /// The school that teaches it.
    #[schema(value_type = uuid::Uuid)]
    school: OrganisationId,
    /// The person whose transcript it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<uuid::Uuid>)]
    candidate: Option<CandidateId>,
    /// Its name, unique at the school for its year of enrolment.
    reference: String,
    /// The year of enrolment for which it holds.
    enrolment_year: u16,
    /// Number of the version, from 1.
    version: i64,
    #[schema(schema_with = schema_references::curriculum)]
    content: Curriculum,
}

impl From<StoredCurriculum> for CurriculumResponse {
    fn from(stored: StoredCurriculum) -> Self {
        let StoredCurriculum { id, programme, school, candidate, reference, enrolment_year, version, content } =
            stored;
        Self { id, programme, school, candidate, reference, enrolment_year, version, content }
    }
}

/// Runs an operation that returns a curriculum, and responds with it and its version.
async fn respond_with_curriculum(
    context: &Data<AppContext>,
    request: &HttpRequest,
    operation: impl FnOnce(&Curricula<'_>) -> Result<StoredCurriculum, CurriculumError> + Send + 'static,
) -> Result<HttpResponse, Problem> {
    let curriculum =
        run_blocking(context, move |context| operation(&Curricula::new(&context.database, &context.reference)))
            .await?;
    Ok(versioned(request, curriculum.version, &CurriculumResponse::from(curriculum)))
}
